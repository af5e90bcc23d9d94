#include "app/ladder.h"

#include "codec/ladder_json.h"

namespace springback::app {

namespace {

TrackStanding strength_standing(const engine::Ladders& ladders, const engine::Outcome& outcome) {
  TrackStanding track{engine::Track::strength, outcome.strength, {{ladders.calm, -1, true}}, {}};
  for (std::size_t i = 0; i < ladders.strength.size(); ++i) {
    track.rungs.push_back({ladders.strength[i], static_cast<std::int32_t>(i), ladders.strength_available[i]});
  }
  return track;
}

TrackStanding plain_standing(engine::Track which, const engine::TrackOutcome& outcome,
                             const std::vector<engine::Rung>& rungs) {
  TrackStanding track{which, outcome, {}, {}};
  for (const engine::Rung& rung : rungs) {
    track.rungs.push_back({rung, static_cast<std::int32_t>(track.rungs.size()), true});
  }
  return track;
}

}  // namespace

Standing standing(const Pages& pages, engine::Protocols protocols, Day on) {
  const engine::DayView day(on, protocols, pages.diary);
  const engine::Outcome& outcome = day.outcome();
  Standing out{on, outcome.phase, {}, std::nullopt};
  if (!pages.has_profile() || day.protocol() == nullptr) return out;
  const engine::Ladders ladders = day.ladders();
  out.tracks = {strength_standing(ladders, outcome),
                plain_standing(engine::Track::spring, outcome.spring, ladders.spring),
                plain_standing(engine::Track::run, outcome.run, ladders.run.rungs)};
  for (const engine::Reason& reason : outcome.reasons) {
    for (TrackStanding& track : out.tracks) {
      if (reason.track == track.track) track.reasons.push_back(reason);
    }
  }
  if (!outcome.run.open) {
    out.run_opens = day.run_opening(engine::kOpeningHorizon_days);
  }
  return out;
}

std::string ladder_json(const Pages& pages, engine::Protocols protocols, Day on) {
  const engine::DayView day(on, protocols, pages.diary);
  const engine::Outcome& outcome = day.outcome();
  const engine::Protocol* protocol = day.protocol();
  if (!pages.has_profile() || protocol == nullptr)
    return codec::ladders_to_json(outcome, nullptr, nullptr, std::nullopt);
  const engine::Ladders ladders = day.ladders();
  std::optional<engine::OpeningRange> opening;
  if (!outcome.run.open) opening = day.run_opening(engine::kOpeningHorizon_days);
  return codec::ladders_to_json(outcome, &ladders, protocol, opening);
}

}  // namespace springback::app
