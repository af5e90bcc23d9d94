#pragma once
// Variables that have no value until they are read: then every value in their range is tried, one after the
// other.
//
// The controller's steps are templates over their variables' type. Run on `Var<T>`, a step is repeated until
// every combination of the values that it reads has been seen. What it does not read cannot matter, so
// nothing is left out and nothing is tried twice.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace springback::lab {

/// The values of one variable: `count` whole numbers from `lowest`.
struct Domain {
  std::int8_t lowest = 0;
  std::uint8_t count = 1;
};

inline constexpr std::size_t kVariables = 160;  ///< of state, watch and letters, as numbered in model.h

/// Repeats a step once for each combination of choices: depth first, by replaying the earlier ones.
class Chooser {
 public:
  explicit Chooser(const std::array<Domain, kVariables>& domains) : domains_(domains) {}

  /// Starts over with the first combination.
  void first() {
    depth_ = at_ = 0;
    forget();
  }
  /// The next combination; false after the last.
  bool next() {
    depth_ = at_;  // a shorter path leaves nothing of a longer one behind
    while (depth_ > 0 && ++taken_[depth_ - 1].choice == taken_[depth_ - 1].count) --depth_;
    at_ = 0;
    forget();
    return depth_ > 0;
  }
  /// The value of variable `id` in this combination.
  int value(std::uint8_t id) {
    if (stamp_[id] == now_) return chosen_[id];
    const Domain domain = domains_[id];
    if (at_ == depth_) taken_[depth_++] = {preferred_[id], domain.count, id};
    chosen_[id] = static_cast<std::int8_t>(domain.lowest + taken_[at_++].choice);
    stamp_[id] = now_;
    return chosen_[id];
  }
  struct Taken {
    std::uint8_t choice = 0, count = 0, id = 0;
  };
  /// Starts one single combination: these choices, then for whatever else is read the preferred ones.
  void follow(std::span<const Taken> path) {
    std::ranges::copy(path, taken_.begin());
    depth_ = path.size();
    at_ = 0;
    forget();
  }
  /// What `follow` takes for variable `id` where its path ends; 0 unless told. `next` expects 0.
  void prefer(std::uint8_t id, std::uint8_t choice) { preferred_[id] = choice; }
  /// What was read, in order, in this combination: how many, and each with its choice.
  [[nodiscard]] std::size_t read() const { return at_; }
  [[nodiscard]] Taken taken(std::size_t i) const { return taken_[i]; }
  [[nodiscard]] int chosen(std::size_t i) const { return domains_[taken_[i].id].lowest + taken_[i].choice; }

  static Chooser*& current() {
    static thread_local Chooser* chooser = nullptr;
    return chooser;
  }

 private:
  void forget() { ++now_; }

  const std::array<Domain, kVariables>& domains_;
  std::array<Taken, kVariables> taken_{};
  std::array<std::uint8_t, kVariables> preferred_{};
  std::array<std::int8_t, kVariables> chosen_{};
  std::array<std::uint32_t, kVariables> stamp_{};
  std::uint32_t now_ = 1;
  std::size_t depth_ = 0, at_ = 0;
};

/// Makes a chooser the one that free variables of this thread ask.
class ChooserInUse {
 public:
  explicit ChooserInUse(Chooser& chooser) : before_(Chooser::current()) { Chooser::current() = &chooser; }
  ~ChooserInUse() { Chooser::current() = before_; }
  ChooserInUse(const ChooserInUse&) = delete;
  ChooserInUse& operator=(const ChooserInUse&) = delete;

 private:
  Chooser* before_;
};

/// One variable: known, or free until it is read. Copies of a free one agree.
template <class T>
class Var {
 public:
  Var() = default;
  Var(T value) : value_(static_cast<std::int8_t>(value)) {}  // NOLINT: a value is a known variable
  Var(const Var&) = default;
  Var& operator=(const Var& other) {
    value_ = other.value_;
    id_ = other.id_;
    known_ = other.known_;
    written_ = true;
    return *this;
  }
  Var& operator=(T value) {
    value_ = static_cast<std::int8_t>(value);
    known_ = true;
    written_ = true;
    return *this;
  }
  operator T() const {  // NOLINT: reads like the value it stands for
    return static_cast<T>(value());
  }

  void set_free(std::uint8_t id) {
    id_ = id;
    known_ = false;
    written_ = false;
  }
  void set_known(int value) {
    value_ = static_cast<std::int8_t>(value);
    known_ = true;
    written_ = false;
  }
  /// Its value, chosen now if it is free.
  [[nodiscard]] int value() const { return known_ ? value_ : Chooser::current()->value(id_); }
  [[nodiscard]] bool written() const { return written_; }
  /// Still whatever variable `id` is: never set, or to a copy of itself.
  [[nodiscard]] bool is_free_as(std::uint8_t id) const { return !known_ && id_ == id; }

 private:
  std::int8_t value_ = 0;
  std::uint8_t id_ = 0;
  bool known_ = true;
  bool written_ = false;
};

}  // namespace springback::lab
