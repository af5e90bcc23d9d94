#include "wasm/ladder_json.h"

#include <algorithm>

#include "codec/json_text.h"
#include "codec/outcome_json.h"

namespace springback::wasm {
namespace {

using engine::Track;

std::string quoted(std::string_view text) {
  std::string out;
  codec::append_json_string(out, text);
  return out;
}

/// The dose as an outcome writes it: one spelling for plans and ladders.
std::string dose_json(Track track, const engine::Rung& rung, const engine::Protocol* protocol) {
  engine::Item item;
  item.track = track;
  item.rung = rung.id;
  item.dose = rung.dose;
  const std::string whole = codec::item_to_json(item, protocol);
  codec::JsonDocument document;
  std::string out;
  if (document.parse(whole)) {
    const codec::JsonNode* dose = document.find(document.root(), "dose");
    if (dose != nullptr) codec::append_canonical(out, document, *dose);
  }
  return out.empty() ? "null" : out;
}

std::string rung_json(Track track, const engine::Rung& rung, int index, bool available,
                      const text::Voice& voice) {
  std::string out = "{\"id\":" + quoted(rung.id) + ",\"index\":" + std::to_string(index);
  out += ",\"dose\":" + dose_json(track, rung, voice.protocol);
  out += ",\"day_class\":" + quoted(engine::name(rung.day_class));
  out += ",\"raises\":" + quoted(engine::name(rung.raises));
  out += std::string(",\"available\":") + (available ? "true" : "false");
  return out + ",\"name\":" + quoted(text::rung_name(voice, rung.id)) + "}";
}

std::string standing_json(Track track, const engine::TrackOutcome& state, const engine::Outcome& outcome) {
  std::string out = "\"track\":" + quoted(engine::name(track));
  out += std::string(",\"open\":") + (state.open ? "true" : "false");
  if (state.open) {
    out += ",\"rung_index\":" + std::to_string(state.rung_index);
    out += ",\"streak\":" + std::to_string(state.streak) + ",\"needed\":" + std::to_string(state.needed);
  }
  std::string codes;
  for (const engine::Reason& reason : outcome.reasons) {
    if (reason.track != track) continue;
    if (!codes.empty()) codes += ',';
    codes += quoted(engine::name(reason.code));
  }
  return out + ",\"waits_for\":[" + codes + "]";
}

/// `available` empty: every rung is.
std::string rungs_json(Track track, const std::vector<engine::Rung>& rungs,
                       const std::vector<bool>& available, const text::Voice& voice) {
  std::string out;
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    if (!out.empty()) out += ',';
    out += rung_json(track, rungs[i], static_cast<int>(i), i >= available.size() || available[i], voice);
  }
  return out;
}

bool has_profile(Day on, const engine::Diary& diary) {
  return std::ranges::any_of(diary, [on](const engine::Fact& fact) {
    return std::holds_alternative<engine::Profile>(fact.body) && fact.at.day() <= on;
  });
}

}  // namespace

std::string opening_json(const std::optional<engine::OpeningRange>& range) {
  if (!range) return "null";
  return "{\"earliest\":" + quoted(format_day(range->earliest)) +
         ",\"likely\":" + quoted(format_day(range->likely)) + "}";
}

std::string ladder_json(Day on, engine::Protocols protocols, const engine::Diary& diary,
                        const text::Voice& voice) {
  const engine::Outcome outcome = engine::run(on, protocols, diary);
  std::string out =
      "{\"date\":" + quoted(format_day(on)) + ",\"phase\":" + quoted(engine::name(outcome.phase));
  if (voice.protocol == nullptr || !has_profile(on, diary))
    return out + ",\"ladders\":[],\"run_opens\":null}";
  const engine::Ladders ladders = engine::ladders(on, protocols, diary);
  out += ",\"ladders\":[{" + standing_json(Track::strength, outcome.strength, outcome) + ",\"rungs\":[";
  out += rung_json(Track::strength, ladders.calm, -1, true, voice) + ",";
  out += rungs_json(Track::strength, ladders.strength, ladders.strength_available, voice);
  out += "]},{" + standing_json(Track::spring, outcome.spring, outcome) + ",\"rungs\":[";
  out += rungs_json(Track::spring, ladders.spring, {}, voice);
  out += "]},{" + standing_json(Track::run, outcome.run, outcome) + ",\"rungs\":[";
  out += rungs_json(Track::run, ladders.run.rungs, {}, voice) + "]}]";
  std::optional<engine::OpeningRange> opening;
  if (!outcome.run.open) opening = engine::run_opening(on, protocols, diary, kOpeningHorizon_days);
  return out + ",\"run_opens\":" + opening_json(opening) + "}";
}

}  // namespace springback::wasm
