#pragma once
// The three ladders with where the runner stands on them, as JSON: one spelling for the API, the terminal and
// the page.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/outcome.h"
#include "engine/run.h"

namespace springback::codec {

/// A rung's name for people, from its id.
using RungNames = std::function<std::string(std::string_view rung)>;

/// {"date", "phase", "ladders": [{"track", "open", "rung_index"?, "streak"?, "needed"?, "waits_for": [code],
/// "rungs": [{"id", "index", "dose", "day_class", "raises", "available", "name"?}]}], "run_opens"}.
/// Strength's rungs begin with the calm dose at index −1. `ladders` null: none is in force; `names` empty:
/// rungs without a name.
[[nodiscard]] std::string ladders_to_json(const engine::Outcome& outcome, const engine::Ladders* ladders,
                                          const engine::Protocol* protocol,
                                          const std::optional<engine::OpeningRange>& opening,
                                          const RungNames& names = {});

/// {"earliest", "likely"}, or null.
[[nodiscard]] std::string opening_to_json(const std::optional<engine::OpeningRange>& range);

}  // namespace springback::codec
