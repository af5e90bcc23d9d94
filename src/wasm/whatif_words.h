#pragma once
// A comparison of two protocols in words for the page, beside its figures.

#include <string>

#include "lab/whatif.h"
#include "text/phrase.h"

namespace springback::wasm {

/// The members "said" and "rungs" of the answer to `what_if`, as door.h describes them, without the braces
/// around. `instead` is the voice that names the other protocol's rungs; the diary's own are among
/// `protocols`.
[[nodiscard]] std::string what_if_words(const lab::WhatIf& found, const text::Voice& instead,
                                        engine::Protocols protocols);

}  // namespace springback::wasm
