#include "codec/outcome_json.h"

#include <string_view>

#include "base/check.h"
#include "codec/json_text.h"
#include "engine/run.h"

namespace springback::codec {
namespace {

using namespace engine;

/// Writes members and elements with the commas that they need.
class Json {
 public:
  std::string out;

  void open(char bracket) {
    separate();
    out += bracket;
  }
  void close(char bracket) { out += bracket; }
  void key(std::string_view name) {
    separate();
    append_json_string(out, name);
    out += ':';
  }
  void text(std::string_view value) {
    separate();
    append_json_string(out, value);
  }
  void number(std::int64_t value) {
    separate();
    out += std::to_string(value);
  }
  /// value / 10^decimals, at its shortest, or with all its decimals.
  void fraction(std::int64_t value, std::int32_t decimals, bool all_decimals) {
    separate();
    const bool negative = value < 0;
    std::int64_t digits = negative ? -value : value;
    while (!all_decimals && decimals > 0 && digits % 10 == 0) {
      digits /= 10;
      --decimals;
    }
    out += decimal_text({negative, digits, decimals});
  }
  void truth(bool value) {
    separate();
    out += value ? "true" : "false";
  }

 private:
  void separate() {
    if (!out.empty() && out.back() != '{' && out.back() != '[' && out.back() != ':') out += ',';
  }
};

void member(Json& json, std::string_view key, std::string_view value) {
  json.key(key);
  json.text(value);
}
void member(Json& json, std::string_view key, std::int32_t value) {
  json.key(key);
  json.number(value);
}

void write_track(Json& json, std::string_view key, const TrackOutcome& track) {
  json.key(key);
  json.open('{');
  json.key("open");
  json.truth(track.open);
  if (track.open) {
    member(json, "rung", track.rung);
    member(json, "rung_index", track.rung_index);
    member(json, "streak", track.streak);
    member(json, "needed", track.needed);
    member(json, "action", name(track.action));
    member(json, "verdict", name(track.verdict));
  }
  json.close('}');
}

void write_exercise_dose(Json& json, const Item& item, const Protocol* protocol) {
  const Dose& dose = item.dose;
  SPRINGBACK_CHECK(protocol != nullptr && dose.exercise >= 0 &&
                   static_cast<std::size_t>(dose.exercise) < protocol->exercises.size());
  member(json, "exercise", protocol->exercises[static_cast<std::size_t>(dose.exercise)].id);
  member(json, "sets", dose.sets);
  if (dose.hold_s > 0)
    member(json, "hold_s", dose.hold_s);
  else
    member(json, "reps", dose.reps);
  if (item.load_g) {
    json.key("load_kg");
    json.fraction(*item.load_g, 3, false);
  }
  if (dose.load_permille > 0) {
    json.key("load_body_pct");
    json.fraction(dose.load_permille, 1, false);
  }
  if (dose.tempo_s != std::array<std::int32_t, 3>{}) {
    json.key("tempo_s");
    json.open('[');
    for (const std::int32_t seconds : dose.tempo_s) json.number(seconds);
    json.close(']');
  }
}

void write_dose(Json& json, const Item& item, const Protocol* protocol) {
  json.key("dose");
  json.open('{');
  switch (item.track) {
    case Track::run:
      member(json, "jog_s", item.dose.jog_s);
      member(json, "walk_s", item.dose.walk_s);
      member(json, "rounds", item.dose.rounds);
      break;
    case Track::walk:
    case Track::other:
      member(json, "walk_s", item.dose.walk_s);
      break;
    case Track::strength:
    case Track::spring:
      write_exercise_dose(json, item, protocol);
      break;
  }
  json.close('}');
}

void write_item(Json& json, const Item& item, const Protocol* protocol) {
  json.open('{');
  member(json, "track", name(item.track));
  member(json, "rung", item.rung);
  write_dose(json, item, protocol);
  json.key("limits");
  json.open('{');
  member(json, "pain_max", item.pain_max);
  if (item.track == Track::run) {
    json.key("flat");
    json.truth(item.dose.terrain == Terrain::flat);
    member(json, "pace", name(item.dose.pace));
    if (item.dose.terrain != Terrain::flat) member(json, "terrain", name(item.dose.terrain));
  }
  json.close('}');
  json.key("load");
  // Rounded here once more by whole numbers: the text must not depend on how a machine prints a double.
  json.fraction(static_cast<std::int64_t>(item.load * 10 + (item.load < 0 ? -0.5 : 0.5)), 1, true);
  json.close('}');
}

void write_reason(Json& json, const Reason& reason) {
  json.open('{');
  member(json, "code", name(reason.code));
  if (reason.track) member(json, "track", name(*reason.track));
  json.key("params");
  json.open('{');
  for (const Param& param : reason.params) {
    json.key(param.key);
    if (const auto* number = std::get_if<std::int64_t>(&param.value))
      json.number(*number);
    else
      json.text(*std::get_if<std::string>(&param.value));
  }
  json.close('}');
  json.key("facts");
  json.open('[');
  for (const Uuid& fact : reason.facts) json.text(format_uuid(fact));
  json.close(']');
  if (!reason.source.empty()) member(json, "source", reason.source);
  json.close('}');
}

/// {"if":{"checkin":{"pain":4}},"then":{"track":"run","action":"step_back"}}
void write_change(Json& json, const WouldChange& change) {
  json.open('{');
  json.key("if");
  json.open('{');
  json.key(change.answer == WouldChange::Answer::pain_during ? "session" : "checkin");
  json.open('{');
  switch (change.answer) {
    case WouldChange::Answer::checkin_pain:
      member(json, "pain", change.value);
      break;
    case WouldChange::Answer::checkin_settled:
      json.key("settled");
      json.truth(change.value != 0);
      break;
    case WouldChange::Answer::pain_during:
      member(json, "pain_during", change.value);
      break;
  }
  json.close('}');
  json.close('}');
  json.key("then");
  json.open('{');
  member(json, "track", name(change.track));
  member(json, "action", name(change.action));
  json.close('}');
  json.close('}');
}

void write_comparison(Json& json, const Comparison& comparison) {
  json.open('{');
  member(json, "session", format_uuid(comparison.session));
  member(json, "track", name(comparison.track));
  json.key("planned");
  json.truth(comparison.planned);
  member(json, "prescribed", comparison.prescribed);
  member(json, "done", comparison.done);
  if (comparison.distance_m) member(json, "distance_m", *comparison.distance_m);
  if (comparison.ascent_m) member(json, "ascent_m", *comparison.ascent_m);
  if (!comparison.also.empty()) {
    json.key("also");
    json.open('[');
    for (const Uuid& recording : comparison.also) json.text(format_uuid(recording));
    json.close(']');
  }
  json.close('}');
}

template <class List, class Write>
void write_list(Json& json, std::string_view key, const List& list, Write write) {
  json.key(key);
  json.open('[');
  for (const auto& entry : list) write(entry);
  json.close(']');
}

}  // namespace

std::string outcome_to_json(const Outcome& outcome, const Protocol* protocol) {
  Json json;
  json.open('{');
  member(json, "date", format_day(outcome.date));
  member(json, "engine", kEngineVersion);
  member(json, "protocol", outcome.protocol);
  member(json, "phase", name(outcome.phase));

  json.key("alert");
  json.open('{');
  member(json, "level", name(outcome.alert));
  write_list(json, "codes", outcome.alert_codes, [&](Code code) { json.text(name(code)); });
  json.close('}');

  json.key("signals");
  json.open('{');
  if (outcome.usual_pain) member(json, "usual_pain", *outcome.usual_pain);
  member(json, "trend", name(outcome.trend));
  member(json, "irritability", name(outcome.irritability));
  json.close('}');

  json.key("tracks");
  json.open('{');
  write_track(json, "strength", outcome.strength);
  write_track(json, "spring", outcome.spring);
  write_track(json, "run", outcome.run);
  json.close('}');

  write_list(json, "today", outcome.today, [&](const Item& item) { write_item(json, item, protocol); });
  write_list(json, "reasons", outcome.reasons, [&](const Reason& reason) { write_reason(json, reason); });
  write_list(json, "would_change", outcome.would_change,
             [&](const WouldChange& change) { write_change(json, change); });
  write_list(json, "compared", outcome.compared,
             [&](const Comparison& comparison) { write_comparison(json, comparison); });
  member(json, "protocol_hash", outcome.protocol_hash);
  json.close('}');
  return std::move(json.out);
}

std::string item_to_json(const Item& item, const Protocol* protocol) {
  Json json;
  write_item(json, item, protocol);
  return std::move(json.out);
}

std::string reason_to_json(const Reason& reason) {
  Json json;
  write_reason(json, reason);
  return std::move(json.out);
}

}  // namespace springback::codec
