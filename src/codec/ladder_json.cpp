#include "codec/ladder_json.h"

#include <vector>

#include "base/json_writer.h"
#include "codec/json_text.h"
#include "codec/outcome_json.h"

namespace springback::codec {
namespace {

using engine::Track;

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
  LadderWriter(JsonWriter& json, const engine::Outcome& outcome, const engine::Protocol* protocol,
               const RungNames& names)
      : json_(json), outcome_(outcome), protocol_(protocol), names_(names) {}

  /// `available` empty: every rung is. `foot`: a rung below the first, at index −1.
  void ladder(Track track, const engine::TrackOutcome& state, const std::vector<engine::Rung>& rungs,
              const std::vector<bool>& available = {}, const engine::Rung* foot = nullptr) {
    json_.open('{');
    standing(track, state);
    json_.open("rungs", '[');
    if (foot != nullptr) rung(track, *foot, -1, true);
    for (std::size_t i = 0; i < rungs.size(); ++i)
      rung(track, rungs[i], static_cast<int>(i), i >= available.size() || available[i]);
    json_.close(']').close('}');
  }

 private:
  void standing(Track track, const engine::TrackOutcome& state) {
    json_.text("track", engine::name(track)).truth("open", state.open);
    if (state.open) {
      json_.number("rung_index", state.rung_index);
      json_.number("streak", state.streak).number("needed", state.needed);
    }
    json_.open("waits_for", '[');
    for (const engine::Reason& reason : outcome_.reasons)
      if (reason.track == track) json_.text(engine::name(reason.code));
    json_.close(']');
  }

  void rung(Track track, const engine::Rung& rung, int index, bool available) {
    json_.open('{').text("id", rung.id).number("index", index);
    json_.raw("dose", dose_json(track, rung, protocol_));
    json_.text("day_class", engine::name(rung.day_class)).text("raises", engine::name(rung.raises));
    json_.truth("available", available);
    if (names_) json_.text("name", names_(rung.id));
    json_.close('}');
  }

  JsonWriter& json_;
  const engine::Outcome& outcome_;
  const engine::Protocol* protocol_;
  const RungNames& names_;
};

}  // namespace

std::string opening_to_json(const std::optional<engine::OpeningRange>& range) {
  if (!range) return "null";
  JsonWriter json;
  json.open('{').text("earliest", format_day(range->earliest)).text("likely", format_day(range->likely));
  return json.close('}').take();
}

std::string ladders_to_json(const engine::Outcome& outcome, const engine::Ladders* ladders,
                            const engine::Protocol* protocol,
                            const std::optional<engine::OpeningRange>& opening, const RungNames& names) {
  JsonWriter json;
  json.open('{').text("date", format_day(outcome.date)).text("phase", engine::name(outcome.phase));
  json.open("ladders", '[');
  if (ladders != nullptr) {
    LadderWriter writer(json, outcome, protocol, names);
    writer.ladder(Track::strength, outcome.strength, ladders->strength, ladders->strength_available,
                  &ladders->calm);
    writer.ladder(Track::spring, outcome.spring, ladders->spring);
    writer.ladder(Track::run, outcome.run, ladders->run.rungs);
  }
  return json.close(']').raw("run_opens", opening_to_json(opening)).close('}').take();
}

}  // namespace springback::codec
