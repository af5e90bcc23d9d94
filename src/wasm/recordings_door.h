#pragma once
// The reader of recordings for the browser, a module of its own: most visits read no file, and need not load
// it.
//
// How to call it: as the engine's door (wasm/door.h).
//   answer = sb_read_fit(at, n)   for the bytes of a FIT file: the members of codec/reading.h's
//   `reading_json`,
//                                 and `fact`: the diary's recording fact, absent when the recording has no
//                                 date.
// Bytes that do not begin like a FIT file: {"error": "not_fit", "detail": words}. Bad input never traps.

#include "wasm/memory.h"

extern "C" {
SPRINGBACK_DOOR(sb_read_fit) std::uint8_t* sb_read_fit(const std::uint8_t* file, std::uint32_t size);
}
