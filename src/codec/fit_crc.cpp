#include "codec/fit_crc.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace springback::fit {
namespace {

constexpr std::size_t kSlices = 16;
using Tables = std::array<std::array<std::uint16_t, 256>, kSlices>;

/// Table k holds the effect of a byte that k more bytes follow ("slicing").
Tables make_tables() {
  Tables tables{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    unsigned crc = static_cast<unsigned>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? (crc >> 1) ^ 0xa001U : crc >> 1;
    tables[0][byte] = static_cast<std::uint16_t>(crc);
  }
  for (std::size_t k = 1; k < kSlices; ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const unsigned below = tables[k - 1][byte];
      tables[k][byte] = static_cast<std::uint16_t>((below >> 8) ^ tables[0][below & 0xffU]);
    }
  }
  return tables;
}

/// Made at first use: 8 kB of noise that would otherwise travel with the browser's module.
const Tables& tables_of_bytes() {
  static const Tables tables = make_tables();
  return tables;
}

std::uint64_t little_endian_8(const std::uint8_t* p) {
  std::uint64_t word = 0;
  std::memcpy(&word, p, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

unsigned fold_8(const Tables& tables, std::uint64_t word, std::size_t slice) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < 8; ++i) sum ^= tables[slice - i][(word >> (8 * i)) & 0xffU];
  return sum;
}

}  // namespace

std::uint16_t crc16(std::span<const std::uint8_t> bytes, std::uint16_t crc) {
  const Tables& tables = tables_of_bytes();
  const std::uint8_t* p = bytes.data();
  std::size_t left = bytes.size();
  unsigned sum = crc;
  for (; left >= kSlices; left -= kSlices, p += kSlices) {
    // The second half does not depend on the running sum, so the processor works on it ahead.
    const unsigned ahead = fold_8(tables, little_endian_8(p + 8), 7);
    sum = fold_8(tables, little_endian_8(p) ^ sum, 15) ^ ahead;
  }
  for (; left > 0; --left, ++p) sum = (sum >> 8) ^ tables[0][(sum ^ *p) & 0xffU];
  return static_cast<std::uint16_t>(sum);
}

}  // namespace springback::fit
