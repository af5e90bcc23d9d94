#pragma once
// What the diary's past tells, as JSON: the look-back and the ledger of load. One spelling for the API, the
// terminal and the page; api/lookback.schema.json and api/load.schema.json describe them.

#include <string>

#include "engine/ledger.h"
#include "engine/look_back.h"

namespace springback::codec {

[[nodiscard]] std::string look_back_json(const engine::LookBack& found);
[[nodiscard]] std::string ledger_json(const engine::Ledger& ledger);

}  // namespace springback::codec
