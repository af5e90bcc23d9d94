#pragma once
// The inner step of SHA-256 in two ways: as every machine can do it, and with the instructions that newer x86
// processors have for it.

#include <cstddef>
#include <cstdint>

namespace springback {

/// Works `blocks` blocks of 64 bytes into the eight words of the state (FIPS 180-4, 6.2.2).
void sha256_portable(std::uint32_t* state, const std::uint8_t* bytes, std::size_t blocks);

/// True when this processor has instructions for it.
[[nodiscard]] bool has_sha256_instructions();

/// The same by these instructions, four times as fast and more. Only where `has_sha256_instructions`.
void sha256_with_instructions(std::uint32_t* state, const std::uint8_t* bytes, std::size_t blocks);

}  // namespace springback
