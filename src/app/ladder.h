#pragma once
// The verb `ladder`: the three ladders, where the runner stands, and when running may open.

#include <optional>
#include <string>
#include <vector>

#include "app/notebook.h"
#include "engine/outcome.h"
#include "engine/run.h"

namespace springback::app {

struct RungStanding {
  engine::Rung rung;
  std::int32_t index = 0;  ///< as TrackOutcome counts
  bool available = true;   ///< false: needs equipment that is not at hand
};

struct TrackStanding {
  engine::Track track = engine::Track::strength;
  engine::TrackOutcome outcome;
  std::vector<RungStanding> rungs;
  std::vector<engine::Reason> reasons;  ///< what the next rung, or the opening, waits for
};

struct Standing {
  Day date;
  engine::Phase phase = engine::Phase::strength;
  std::vector<TrackStanding> tracks;  ///< strength, spring, run; empty: no protocol is in force
  std::optional<engine::OpeningRange> run_opens;
};

[[nodiscard]] Standing standing(const Pages& pages, engine::Protocols protocols, Day on);
[[nodiscard]] std::string ladder_json(const Pages& pages, engine::Protocols protocols, Day on);

}  // namespace springback::app
