#include "app/ladder.h"

#include "app/fact_text.h"
#include "codec/json_text.h"
#include "codec/outcome_json.h"

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

// The dose as the outcome writes it: one spelling for plans and ladders.
std::string dose_text(engine::Track track, const engine::Rung& rung, const engine::Protocol* protocol) {
  engine::Item item;
  item.track = track;
  item.rung = rung.id;
  item.dose = rung.dose;
  const std::string whole = codec::item_to_json(item, protocol);
  codec::JsonDocument document;
  std::string out;
  if (document.parse(whole)) {
    if (const codec::JsonNode* dose = document.find(document.root(), "dose")) {
      codec::append_canonical(out, document, *dose);
    }
  }
  return out;
}

std::string track_text(const TrackStanding& track, const engine::Protocol* protocol) {
  ObjectText out;
  out.text("track", engine::name(track.track)).truth("open", track.outcome.open);
  if (track.outcome.open) {
    out.number("rung_index", track.outcome.rung_index)
        .number("streak", track.outcome.streak)
        .number("needed", track.outcome.needed);
  }
  std::string waits_for;
  for (const engine::Reason& reason : track.reasons) {
    if (!waits_for.empty()) waits_for += ',';
    codec::append_json_string(waits_for, engine::name(reason.code));
  }
  out.raw("waits_for", "[" + waits_for + "]");
  std::string rungs;
  for (const RungStanding& rung : track.rungs) {
    ObjectText entry;
    entry.text("id", rung.rung.id)
        .number("index", rung.index)
        .raw("dose", dose_text(track.track, rung.rung, protocol))
        .text("day_class", engine::name(rung.rung.day_class))
        .text("raises", engine::name(rung.rung.raises))
        .truth("available", rung.available);
    if (!rungs.empty()) rungs += ',';
    rungs += entry.close();
  }
  out.raw("rungs", "[" + rungs + "]");
  return out.close();
}

}  // namespace

Standing standing(const Pages& pages, engine::Protocols protocols, Day on) {
  const engine::Outcome outcome = engine::run(on, protocols, pages.diary);
  Standing out{on, outcome.phase, {}, std::nullopt};
  if (!pages.has_profile() || engine::protocol_on(on, protocols, pages.diary) == nullptr) return out;
  const engine::Ladders ladders = engine::ladders(on, protocols, pages.diary);
  out.tracks = {strength_standing(ladders, outcome),
                plain_standing(engine::Track::spring, outcome.spring, ladders.spring),
                plain_standing(engine::Track::run, outcome.run, ladders.run.rungs)};
  for (const engine::Reason& reason : outcome.reasons) {
    for (TrackStanding& track : out.tracks) {
      if (reason.track == track.track) track.reasons.push_back(reason);
    }
  }
  if (!outcome.run.open) {
    out.run_opens = engine::run_opening(on, protocols, pages.diary, kOpeningHorizon_days);
  }
  return out;
}

std::string ladder_json(const Pages& pages, engine::Protocols protocols, Day on) {
  const Standing all = standing(pages, protocols, on);
  const engine::Protocol* protocol = engine::protocol_on(on, protocols, pages.diary);
  std::string ladders;
  for (const TrackStanding& track : all.tracks) {
    if (track.rungs.empty()) continue;
    if (!ladders.empty()) ladders += ',';
    ladders += track_text(track, protocol);
  }
  ObjectText out;
  out.text("date", format_day(on)).text("phase", engine::name(all.phase)).raw("ladders", "[" + ladders + "]");
  if (all.run_opens) {
    ObjectText opens;
    opens.text("earliest", format_day(all.run_opens->earliest))
        .text("likely", format_day(all.run_opens->likely));
    out.raw("run_opens", opens.close());
  } else {
    out.raw("run_opens", "null");
  }
  return out.close();
}

}  // namespace springback::app
