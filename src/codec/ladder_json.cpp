#include "codec/ladder_json.h"

#include <vector>

#include "codec/json_text.h"
#include "codec/outcome_json.h"

namespace springback::codec {
namespace {

using engine::Track;

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

/// The dose as an outcome writes it: one spelling for plans and ladders.
std::string dose_json(Track track, const engine::Rung& rung, const engine::Protocol* protocol) {
  engine::Item item;
  item.track = track;
  item.rung = rung.id;
  item.dose = rung.dose;
  const std::string whole = item_to_json(item, protocol);
  JsonDocument document;
  std::string out;
  if (document.parse(whole)) {
    const JsonNode* dose = document.find(document.root(), "dose");
    if (dose != nullptr) append_canonical(out, document, *dose);
  }
  return out.empty() ? "null" : out;
}

/// Writes one answer; lives for one call.
class LadderWriter {
 public:
  LadderWriter(const engine::Outcome& outcome, const engine::Protocol* protocol, const RungNames& names)
      : outcome_(outcome), protocol_(protocol), names_(names) {}

  /// `available` empty: every rung is. `foot`: a rung below the first, at index −1.
  void ladder(Track track, const engine::TrackOutcome& state, const std::vector<engine::Rung>& rungs,
              const std::vector<bool>& available = {}, const engine::Rung* foot = nullptr) {
    out += (out.empty() ? "{" : ",{") + standing(track, state) + ",\"rungs\":[";
    if (foot != nullptr) out += rung_json(track, *foot, -1, true);
    for (std::size_t i = 0; i < rungs.size(); ++i) {
      if (out.back() != '[') out += ',';
      out += rung_json(track, rungs[i], static_cast<int>(i), i >= available.size() || available[i]);
    }
    out += "]}";
  }

  std::string out;

 private:
  std::string standing(Track track, const engine::TrackOutcome& state) const {
    std::string text = "\"track\":" + quoted(engine::name(track));
    text += std::string(",\"open\":") + (state.open ? "true" : "false");
    if (state.open) {
      text += ",\"rung_index\":" + std::to_string(state.rung_index);
      text += ",\"streak\":" + std::to_string(state.streak) + ",\"needed\":" + std::to_string(state.needed);
    }
    std::string codes;
    for (const engine::Reason& reason : outcome_.reasons) {
      if (reason.track == track) codes += (codes.empty() ? "" : ",") + quoted(engine::name(reason.code));
    }
    return text + ",\"waits_for\":[" + codes + "]";
  }

  std::string rung_json(Track track, const engine::Rung& rung, int index, bool available) const {
    std::string text = "{\"id\":" + quoted(rung.id) + ",\"index\":" + std::to_string(index);
    text += ",\"dose\":" + dose_json(track, rung, protocol_);
    text += ",\"day_class\":" + quoted(engine::name(rung.day_class));
    text += ",\"raises\":" + quoted(engine::name(rung.raises));
    text += std::string(",\"available\":") + (available ? "true" : "false");
    if (names_) text += ",\"name\":" + quoted(names_(rung.id));
    return text + "}";
  }

  const engine::Outcome& outcome_;
  const engine::Protocol* protocol_;
  const RungNames& names_;
};

}  // namespace

std::string opening_to_json(const std::optional<engine::OpeningRange>& range) {
  if (!range) return "null";
  return "{\"earliest\":" + quoted(format_day(range->earliest)) +
         ",\"likely\":" + quoted(format_day(range->likely)) + "}";
}

std::string ladders_to_json(const engine::Outcome& outcome, const engine::Ladders* ladders,
                            const engine::Protocol* protocol,
                            const std::optional<engine::OpeningRange>& opening, const RungNames& names) {
  LadderWriter writer(outcome, protocol, names);
  if (ladders != nullptr) {
    writer.ladder(Track::strength, outcome.strength, ladders->strength, ladders->strength_available,
                  &ladders->calm);
    writer.ladder(Track::spring, outcome.spring, ladders->spring);
    writer.ladder(Track::run, outcome.run, ladders->run.rungs);
  }
  return "{\"date\":" + quoted(format_day(outcome.date)) +
         ",\"phase\":" + quoted(engine::name(outcome.phase)) + ",\"ladders\":[" + writer.out +
         "],\"run_opens\":" + opening_to_json(opening) + "}";
}

}  // namespace springback::codec
