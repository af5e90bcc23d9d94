#pragma once
// The checksum of FIT files: CRC-16 with polynomial 0xA001, reflected, from zero.

#include <cstdint>
#include <span>

namespace springback::fit {

/// Continues `crc` over `bytes`. A run of bytes followed by its own checksum (low byte first) gives 0, so one
/// rule serves every file: the sum over header, data and trailing checksum is 0, whether the header has its
/// own checksum or not.
[[nodiscard]] std::uint16_t crc16(std::span<const std::uint8_t> bytes, std::uint16_t crc = 0);

}  // namespace springback::fit
