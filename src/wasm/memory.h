#pragma once
// How bytes go into a module and out of it again: the part that both doors of the browser share.

#include <cstdint>
#include <string>

#if defined(__wasm__)
#define SPRINGBACK_DOOR(name) __attribute__((export_name(#name)))
#else
#define SPRINGBACK_DOOR(name)
#endif

extern "C" {
SPRINGBACK_DOOR(sb_alloc) std::uint8_t* sb_alloc(std::uint32_t size);
SPRINGBACK_DOOR(sb_free) void sb_free(std::uint8_t* at, std::uint32_t size);
SPRINGBACK_DOOR(sb_release) void sb_release(std::uint8_t* answer);
}

namespace springback::wasm {

/// An answer in memory of its own: 4 bytes length, little end first, then the text; the caller gives it back.
[[nodiscard]] std::uint8_t* handed_over(const std::string& text);

}  // namespace springback::wasm
