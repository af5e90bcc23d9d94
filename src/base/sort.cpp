#include "base/sort.h"

#include <cstring>
#include <utility>
#include <vector>

namespace springback {

void merge_sort(void* values, std::size_t count, std::size_t size, Sooner less, const void* order) {
  auto* const first = static_cast<std::byte*>(values);
  const auto falls = [&](const std::byte* before, const std::byte* next) {
    return less(order, next, before);
  };
  bool sorted = true;
  for (std::size_t i = 1; i < count && sorted; ++i) sorted = !falls(first + (i - 1) * size, first + i * size);
  if (sorted) return;
  std::vector<std::byte> spare(count * size);
  std::byte* from = first;
  std::byte* to = spare.data();
  for (std::size_t run = 1; run < count; run *= 2, std::swap(from, to)) {
    std::byte* out = to;
    for (std::size_t at = 0; at < count; at += 2 * run) {
      const std::byte* left = from + at * size;
      const std::byte* const middle = from + std::min(at + run, count) * size;
      const std::byte* right = middle;
      const std::byte* const end = from + std::min(at + 2 * run, count) * size;
      while (left < middle && right < end) {
        const std::byte*& next = falls(left, right) ? right : left;
        std::memcpy(out, next, size);
        next += size;
        out += size;
      }
      const auto rest = static_cast<std::size_t>(middle - left);
      if (rest > 0) std::memcpy(out, left, rest);
      out += rest;
      const auto more = static_cast<std::size_t>(end - right);
      if (more > 0) std::memcpy(out, right, more);
      out += more;
    }
  }
  if (from != first) std::memcpy(first, from, count * size);
}

}  // namespace springback
