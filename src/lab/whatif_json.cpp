#include "lab/whatif_json.h"

#include <algorithm>

#include "base/json_writer.h"
#include "codec/outcome_json.h"

namespace springback::lab {
namespace {

using engine::Outcome;
using engine::Protocol;
using engine::TrackOutcome;

/// Where a track stands; what follows for it too, where `action` asks for it.
void write_track(JsonWriter& json, std::string_view key, const TrackOutcome& track, bool action) {
  json.open(key, '{').truth("open", track.open);
  if (track.open) {
    json.text("rung", track.rung).number("rung_index", track.rung_index);
    if (action) json.text("action", engine::name(track.action));
  }
  json.close('}');
}

void write_tracks(JsonWriter& json, const Outcome& of, bool action) {
  json.open("tracks", '{');
  write_track(json, "strength", of.strength, action);
  write_track(json, "spring", of.spring, action);
  write_track(json, "run", of.run, action);
  json.close('}');
}

void write_course(JsonWriter& json, std::string_view key, const Course& course) {
  const Outcome& last = course.days.back();
  json.open(key, '{').texts("protocols", course.protocols).text("protocol_hash", last.protocol_hash);
  if (course.first_run) json.text("first_run", format_day(*course.first_run));
  json.number("alert_days", course.alert_days).text("phase", engine::name(last.phase));
  write_tracks(json, last, false);
  json.close('}');
}

void write_apart(JsonWriter& json, const TrackApart& track) {
  json.open('{').text("track", engine::name(track.track)).open("in", '[');
  if (track.open) json.text("open");
  if (track.rung) json.text("rung");
  if (track.action) json.text("action");
  if (track.work) json.text("today");
  json.close(']').text("since", format_day(track.since)).close('}');
}

void write_side(JsonWriter& json, std::string_view key, const Outcome& outcome,
                const std::vector<std::size_t>& binds, const Protocol* protocol) {
  json.open(key, '{').text("alert", engine::name(outcome.alert));
  write_tracks(json, outcome, true);
  json.list("today", outcome.today,
            [&](const engine::Item& item) { json.raw(codec::item_to_json(item, protocol)); });
  json.list("reasons", binds, [&](std::size_t n) { json.raw(codec::reason_to_json(outcome.reasons[n])); });
  json.close('}');
}

}  // namespace

std::string what_if_json(const WhatIf& found, engine::Protocols protocols, const Protocol& instead) {
  const auto maker = [&](const Outcome& outcome) -> const Protocol* {
    const auto made_by = std::ranges::find(protocols, outcome.protocol_hash, &Protocol::hash);
    return made_by == protocols.end() ? nullptr : &*made_by;
  };
  JsonWriter json;
  json.open('{').text("engine", engine::kEngineVersion).text("compares", "decisions_on_the_same_facts");
  json.text("from", format_day(found.from)).text("to", format_day(found.to));
  json.number("days", found.diary.days.size()).number("days_apart", found.days_apart);
  json.number("days_other_work", found.days_other_work).number("as_prescribed", found.as_prescribed);
  if (!found.diary.days.empty()) {
    write_course(json, "diary", found.diary);
    write_course(json, "instead", found.instead);
  }
  if (!found.stretches.empty()) {
    const Day first = found.stretches.front().from;
    const Outcome& diary = found.on(found.diary, first);
    json.open("first_parting", '{').text("date", format_day(first));
    json.raw("diary", codec::outcome_to_json(diary, maker(diary)));
    json.raw("instead", codec::outcome_to_json(found.on(found.instead, first), &instead)).close('}');
  }
  json.list("stretches", found.stretches, [&](const Stretch& stretch) {
    const Outcome& diary = found.on(found.diary, stretch.from);
    json.open('{').text("from", format_day(stretch.from)).text("to", format_day(stretch.to));
    json.truth("alert", stretch.alert);
    json.list("tracks", stretch.tracks, [&](const TrackApart& track) { write_apart(json, track); });
    write_side(json, "diary", diary, stretch.diary_binds, maker(diary));
    write_side(json, "instead", found.on(found.instead, stretch.from), stretch.instead_binds, &instead);
    json.close('}');
  });
  return json.close('}').take();
}

}  // namespace springback::lab
