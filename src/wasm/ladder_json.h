#pragma once
// The three ladders with where the runner stands on them, as JSON for the page.

#include <optional>
#include <string>

#include "engine/run.h"
#include "text/phrase.h"

namespace springback::wasm {

inline constexpr int kOpeningHorizon_days = 240;  // chosen: what lies further ahead is a guess

/// {"earliest", "likely"}, or null.
[[nodiscard]] std::string opening_json(const std::optional<engine::OpeningRange>& range);

/// As door.h describes it; without ladders while no profile or no known protocol is in force.
[[nodiscard]] std::string ladder_json(Day on, engine::Protocols protocols, const engine::Diary& diary,
                                      const text::Voice& voice);

}  // namespace springback::wasm
