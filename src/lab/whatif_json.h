#pragma once
// A comparison of two protocols as JSON, described by api/whatif.schema.json: one line without blanks, the
// same bytes on every machine.

#include <string>

#include "engine/protocol.h"
#include "engine/run.h"
#include "lab/whatif.h"

namespace springback::lab {

/// `protocols` and `instead` are those that were compared: they name the exercises of the doses.
[[nodiscard]] std::string what_if_json(const WhatIf& found, engine::Protocols protocols,
                                       const engine::Protocol& instead);

}  // namespace springback::lab
