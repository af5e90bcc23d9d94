#include "codec/outcome_json.h"

#include <string_view>

#include "base/check.h"
#include "base/json_writer.h"
#include "engine/run.h"

namespace springback::codec {
namespace {

using namespace engine;

void write_track(JsonWriter& json, std::string_view key, const TrackOutcome& track) {
  json.open(key, '{').truth("open", track.open);
  if (track.open) {
    json.text("rung", track.rung).number("rung_index", track.rung_index);
    json.number("streak", track.streak).number("needed", track.needed);
    json.text("action", name(track.action)).text("verdict", name(track.verdict));
  }
  json.close('}');
}

void write_exercise_dose(JsonWriter& json, const Item& item, const Protocol* protocol) {
  const Dose& dose = item.dose;
  SPRINGBACK_CHECK(protocol != nullptr && dose.exercise >= 0 &&
                   static_cast<std::size_t>(dose.exercise) < protocol->exercises.size());
  json.text("exercise", protocol->exercises[static_cast<std::size_t>(dose.exercise)].id);
  json.number("sets", dose.sets);
  if (dose.hold_s > 0)
    json.number("hold_s", dose.hold_s);
  else
    json.number("reps", dose.reps);
  if (item.load_g) json.shortest("load_kg", *item.load_g, 3);
  if (dose.load_permille > 0) json.shortest("load_body_pct", dose.load_permille, 1);
  if (dose.tempo_s != std::array<std::int32_t, 3>{}) {
    json.open("tempo_s", '[');
    for (const std::int32_t seconds : dose.tempo_s) json.number(seconds);
    json.close(']');
  }
}

void write_dose(JsonWriter& json, const Item& item, const Protocol* protocol) {
  json.open("dose", '{');
  switch (item.track) {
    case Track::run:
      json.number("jog_s", item.dose.jog_s).number("walk_s", item.dose.walk_s);
      json.number("rounds", item.dose.rounds);
      break;
    case Track::walk:
    case Track::other:
      json.number("walk_s", item.dose.walk_s);
      break;
    case Track::strength:
    case Track::spring:
      write_exercise_dose(json, item, protocol);
      break;
  }
  json.close('}');
}

void write_item(JsonWriter& json, const Item& item, const Protocol* protocol) {
  json.open('{').text("track", name(item.track)).text("rung", item.rung);
  write_dose(json, item, protocol);
  json.open("limits", '{').number("pain_max", item.pain_max);
  if (item.track == Track::run) {
    json.truth("flat", item.dose.terrain == Terrain::flat);
    json.text("pace", name(item.dose.pace));
    if (item.dose.terrain != Terrain::flat) json.text("terrain", name(item.dose.terrain));
  }
  json.close('}');
  // Rounded here once more by whole numbers: the text must not depend on how a machine prints a double.
  json.decimal("load", static_cast<std::int64_t>(item.load * 10 + (item.load < 0 ? -0.5 : 0.5)), 1);
  json.close('}');
}

void write_reason(JsonWriter& json, const Reason& reason) {
  json.open('{').text("code", name(reason.code));
  if (reason.track) json.text("track", name(*reason.track));
  json.open("params", '{');
  for (const Param& param : reason.params) {
    json.key(param.key);
    if (const auto* number = std::get_if<std::int64_t>(&param.value))
      json.number(*number);
    else
      json.text(*std::get_if<std::string>(&param.value));
  }
  json.close('}');
  json.texts("facts", reason.facts, format_uuid);
  if (!reason.source.empty()) json.text("source", reason.source);
  json.close('}');
}

/// {"if":{"checkin":{"pain":4}},"then":{"track":"run","action":"step_back"}}
void write_change(JsonWriter& json, const WouldChange& change) {
  json.open('{').open("if", '{');
  json.open(change.answer == WouldChange::Answer::pain_during ? "session" : "checkin", '{');
  switch (change.answer) {
    case WouldChange::Answer::checkin_pain:
      json.number("pain", change.value);
      break;
    case WouldChange::Answer::checkin_settled:
      json.truth("settled", change.value != 0);
      break;
    case WouldChange::Answer::pain_during:
      json.number("pain_during", change.value);
      break;
  }
  json.close('}').close('}');
  json.open("then", '{').text("track", name(change.track)).text("action", name(change.action));
  using Effect = WouldChange::Effect;
  if (change.effect == Effect::opens) json.truth("open", true);
  if (change.effect == Effect::closes || change.effect == Effect::no_open) json.truth("open", false);
  if (change.effect == Effect::dose && !change.rung.empty()) json.text("rung", change.rung);
  json.close('}').close('}');
}

void write_comparison(JsonWriter& json, const Comparison& comparison) {
  json.open('{').text("session", format_uuid(comparison.session)).text("track", name(comparison.track));
  json.truth("planned", comparison.planned);
  json.number("prescribed", comparison.prescribed).number("done", comparison.done);
  if (comparison.distance_m) json.number("distance_m", *comparison.distance_m);
  if (comparison.ascent_m) json.number("ascent_m", *comparison.ascent_m);
  if (!comparison.also.empty()) json.texts("also", comparison.also, format_uuid);
  json.close('}');
}

}  // namespace

std::string outcome_to_json(const Outcome& outcome, const Protocol* protocol) {
  JsonWriter json;
  json.open('{').text("date", format_day(outcome.date)).text("engine", kEngineVersion);
  json.text("protocol", outcome.protocol).text("phase", name(outcome.phase));

  json.open("alert", '{').text("level", name(outcome.alert));
  json.texts("codes", outcome.alert_codes, [](Code code) { return name(code); });
  json.close('}');

  json.open("signals", '{');
  if (outcome.usual_pain) json.number("usual_pain", *outcome.usual_pain);
  json.text("trend", name(outcome.trend)).text("irritability", name(outcome.irritability));
  json.close('}');

  json.open("tracks", '{');
  write_track(json, "strength", outcome.strength);
  write_track(json, "spring", outcome.spring);
  write_track(json, "run", outcome.run);
  json.close('}');

  json.list("today", outcome.today, [&](const Item& item) { write_item(json, item, protocol); });
  json.list("reasons", outcome.reasons, [&](const Reason& reason) { write_reason(json, reason); });
  json.list("would_change", outcome.would_change,
            [&](const WouldChange& change) { write_change(json, change); });
  json.list("compared", outcome.compared,
            [&](const Comparison& comparison) { write_comparison(json, comparison); });
  return json.text("protocol_hash", outcome.protocol_hash).close('}').take();
}

std::string item_to_json(const Item& item, const Protocol* protocol) {
  JsonWriter json;
  write_item(json, item, protocol);
  return json.take();
}

std::string reason_to_json(const Reason& reason) {
  JsonWriter json;
  write_reason(json, reason);
  return json.take();
}

}  // namespace springback::codec
