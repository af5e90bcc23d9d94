#pragma once
// Sorting of plain values: std::sort, and in the browser's module one merge sort for all of them, because
// each std::sort of another type or order is some 4 kB there.

#include <algorithm>
#include <cstddef>
#include <span>
#include <type_traits>

namespace springback {

/// `less` of the values at `a` and at `b`, whatever `order` points to.
using Sooner = bool (*)(const void* order, const void* a, const void* b);

/// Sorts `count` values of `size` bytes each, which may be copied as bytes. What is equal keeps its order.
void merge_sort(void* values, std::size_t count, std::size_t size, Sooner less, const void* order);

/// Sorts by `less`. Two values that are equal by it must be alike: which of them comes first is open.
template <class T, class Less>
void sort_values(std::span<T> values, const Less& less) {
  // Not is_trivially_copyable, which no std::pair is.
  static_assert(std::is_trivially_copy_constructible_v<T> && std::is_trivially_destructible_v<T>);
#if defined(__wasm__)
  constexpr Sooner erased = [](const void* order, const void* a, const void* b) {
    return static_cast<bool>(
        (*static_cast<const Less*>(order))(*static_cast<const T*>(a), *static_cast<const T*>(b)));
  };
  merge_sort(values.data(), values.size(), sizeof(T), erased, &less);
#else
  std::sort(values.begin(), values.end(), less);
#endif
}

}  // namespace springback
