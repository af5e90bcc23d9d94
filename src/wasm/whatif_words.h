#pragma once
// A comparison of two protocols in words for the page, beside its figures.

#include "base/json_writer.h"
#include "lab/whatif.h"
#include "text/phrase.h"

namespace springback::wasm {

/// Writes the members "said" and "rungs" of the answer to `what_if`, as door.h describes them. `instead` is
/// the voice that names the other protocol's rungs; the diary's own are among `protocols`.
void write_what_if_words(JsonWriter& json, const lab::WhatIf& found, const text::Voice& instead,
                         engine::Protocols protocols);

}  // namespace springback::wasm
