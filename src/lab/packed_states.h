#pragma once
// The states of a search as numbers: packed, numbered in the order in which they come, each with its parent.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

#include "lab/model.h"

namespace springback::lab {

/// The kept variables of a world as one number: each has its own bits, which hold its value counted from the
/// lowest.
class Packer {
 public:
  Packer(std::uint64_t keeps, const Domains& domains) {
    for (std::uint8_t id = 0; id < kStateVariables; ++id) {
      if ((keeps >> id & 1U) == 0) continue;
      const auto width = static_cast<int>(std::bit_width(domains[id].count - 1U));
      places_[id] = {used_, (std::uint64_t{1} << width) - 1, domains[id].lowest, domains[id].count};
      used_ += width;
    }
    if (used_ > 64) std::abort();  // no protocol has so many rungs
  }
  /// The number of the variables in `variables`; free ones are chosen.
  [[nodiscard]] std::uint64_t pack(const World& world, std::uint64_t variables) const {
    std::uint64_t key = 0;
    each_variable(world, [this, variables, &key](std::uint8_t id, const auto& variable) {
      if ((variables >> id & 1U) != 0) key |= bits(id, variable.value());
    });
    return key;
  }
  void unpack(std::uint64_t key, std::uint64_t variables, World& world) const {
    each_variable(world, [this, variables, key](std::uint8_t id, auto& variable) {
      if ((variables >> id & 1U) != 0) variable.set_known(places_[id].lowest + choice(key, id));
    });
  }
  [[nodiscard]] bool fits(std::uint8_t id, int value) const {
    return value >= places_[id].lowest && value < places_[id].lowest + places_[id].count;
  }
  /// Whether each of `variables` is within its range: a step that leaves it has no place in any search.
  [[nodiscard]] bool fits(const World& world, std::uint64_t variables) const {
    bool all = true;
    each_variable(world, [this, variables, &all](std::uint8_t id, const auto& variable) {
      if ((variables >> id & 1U) != 0) all = all && fits(id, variable.value());
    });
    return all;
  }
  /// The value of a variable, counted from its lowest.
  [[nodiscard]] std::uint8_t choice(std::uint64_t key, std::uint8_t id) const {
    return static_cast<std::uint8_t>(key >> places_[id].shift & places_[id].ones);
  }
  [[nodiscard]] std::uint64_t bits(std::uint8_t id, int value) const {
    return static_cast<std::uint64_t>(value - places_[id].lowest) << places_[id].shift;
  }
  /// All bits of a variable, and of several.
  [[nodiscard]] std::uint64_t bits(std::uint8_t id) const { return places_[id].ones << places_[id].shift; }
  [[nodiscard]] std::uint64_t mask(std::uint64_t variables) const {
    std::uint64_t all = 0;
    for (std::uint8_t id = 0; id < kStateVariables; ++id)
      if ((variables >> id & 1U) != 0) all |= bits(id);
    return all;
  }

 private:
  struct Place {
    int shift = 0;
    std::uint64_t ones = 0;
    int lowest = 0, count = 1;
  };
  std::array<Place, kStateVariables> places_{};
  int used_ = 0;
};

/// Numbers keys in the order in which they first come: open addressing, keys side by side.
class Numbering {
 public:
  Numbering() : slots_(std::size_t{1} << kFirstBits, kEmpty) {}
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  [[nodiscard]] std::uint64_t key(std::size_t i) const { return keys_[i]; }
  /// The number of `key`, and whether it is new.
  std::pair<std::uint32_t, bool> add(std::uint64_t key) {
    std::size_t at = hash(key);
    for (; slots_[at] != kEmpty; at = (at + 1) & (slots_.size() - 1))
      if (keys_[slots_[at]] == key) return {slots_[at], false};
    const auto number = static_cast<std::uint32_t>(keys_.size());
    slots_[at] = number;
    keys_.push_back(key);
    if (keys_.size() * 2 > slots_.size()) grow();
    return {number, true};
  }
  void clear() {
    keys_.clear();
    std::ranges::fill(slots_, kEmpty);
  }

 private:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;
  static constexpr int kFirstBits = 8;
  [[nodiscard]] std::size_t hash(std::uint64_t key) const {
    return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> shift_);
  }
  void grow() {
    slots_.assign(slots_.size() * 4, kEmpty);
    shift_ -= 2;
    for (std::uint32_t i = 0; i < keys_.size(); ++i) {
      std::size_t at = hash(keys_[i]);
      while (slots_[at] != kEmpty) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = i;
    }
  }
  std::vector<std::uint32_t> slots_;
  std::vector<std::uint64_t> keys_;
  int shift_ = 64 - kFirstBits;
};

/// The states found at one step of the day, each with where it came from.
class Layer {
 public:
  [[nodiscard]] std::size_t size() const { return states_.size(); }
  [[nodiscard]] std::uint64_t key(std::size_t i) const { return states_.key(i); }
  [[nodiscard]] std::uint32_t parent(std::size_t i) const { return parents_[i]; }
  void add(std::uint64_t key, std::uint32_t parent) {
    if (states_.add(key).second) parents_.push_back(parent);
  }

 private:
  Numbering states_;
  std::vector<std::uint32_t> parents_;
};

}  // namespace springback::lab
