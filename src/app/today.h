#pragma once
// The verbs `today` and `why`: the decision of one day from the diary at hand, as the API's JSON, and the
// note of what was shown.

#include <optional>
#include <string>

#include "app/notebook.h"
#include "engine/outcome.h"
#include "engine/run.h"

namespace springback::app {

/// The outcome object of a day, exactly as `replay` prints it.
[[nodiscard]] std::string today_json(const Pages& pages, engine::Protocols protocols, Day on);

/// {"outcome": …, "sentences": …}: the same decision with its words and its sources (text/render.h).
[[nodiscard]] std::string why_json(const Pages& pages, engine::Protocols protocols, Day on);

/// The id of a `shown` fact for this outcome's day: the one that is there already when the runner has seen
/// the same plan, else a new one at `now`. Nothing is written before there is a profile, or for another day
/// than today's.
[[nodiscard]] Result<std::optional<Uuid>> note_shown(Notebook& notebook, engine::Protocols protocols,
                                                     const engine::Outcome& outcome, const Instant& now);

}  // namespace springback::app
