#pragma once
// Counting bits without a call: compilers that may not use the processor's own instruction make std::popcount
// one.

#include <cstdint>

namespace springback {

/// How many bits of `x` are set, 0 to 64.
[[nodiscard]] constexpr int bits_set(std::uint64_t x) {
  x -= x >> 1 & 0x5555'5555'5555'5555U;
  x = (x & 0x3333'3333'3333'3333U) + (x >> 2 & 0x3333'3333'3333'3333U);
  x = (x + (x >> 4)) & 0x0f0f'0f0f'0f0f'0f0fU;
  return static_cast<int>(x * 0x0101'0101'0101'0101U >> 56);
}

}  // namespace springback
