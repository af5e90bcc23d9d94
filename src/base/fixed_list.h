#pragma once
// A list of at most N plain values, kept in place: what was not added is neither made, nor copied, nor
// cleared.

#include <cstdint>
#include <memory>
#include <type_traits>

#include "base/check.h"

namespace springback {

template <class T, std::uint32_t N>
class FixedList {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  FixedList() {}  // NOLINT: not `= default`, which the union forbids
  FixedList(const FixedList& other) { take(other); }
  FixedList& operator=(const FixedList& other) {
    if (this != &other) take(other);
    return *this;
  }

  /// Adds a value at the end, where there must be room, and gives it back.
  T& add() {
    SPRINGBACK_CHECK(size_ < N);
    return *std::construct_at(&values_[size_++]);
  }
  T& add(const T& value) {
    SPRINGBACK_CHECK(size_ < N);
    return *std::construct_at(&values_[size_++], value);
  }
  void clear() { size_ = 0; }

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] bool full() const { return size_ == N; }
  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] T* begin() { return values_; }
  [[nodiscard]] T* end() { return values_ + size_; }
  [[nodiscard]] const T* begin() const { return values_; }
  [[nodiscard]] const T* end() const { return values_ + size_; }
  [[nodiscard]] T& operator[](std::uint32_t at) {
    SPRINGBACK_CHECK(at < size_);
    return values_[at];
  }
  [[nodiscard]] const T& operator[](std::uint32_t at) const {
    SPRINGBACK_CHECK(at < size_);
    return values_[at];
  }

 private:
  void take(const FixedList& other) {
    size_ = other.size_;
    for (std::uint32_t i = 0; i < size_; ++i) std::construct_at(&values_[i], other.values_[i]);
  }

  std::uint32_t size_ = 0;
  union {
    T values_[N];
  };
};

}  // namespace springback
