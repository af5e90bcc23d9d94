#include "lab/whatif_json.h"

#include <algorithm>
#include <string_view>

#include "codec/json_text.h"
#include "codec/outcome_json.h"

namespace springback::lab {
namespace {

using engine::Outcome;
using engine::Protocol;
using engine::TrackOutcome;

std::string quoted(std::string_view text) {
  std::string out;
  codec::append_json_string(out, text);
  return out;
}

/// ,"key":value
void member(std::string& out, std::string_view key, std::string_view value) {
  if (out.back() != '{') out += ',';
  (out += quoted(key)) += ':';
  out += value;
}
void words(std::string& out, std::string_view key, std::string_view value) {
  member(out, key, quoted(value));
}
void number(std::string& out, std::string_view key, std::int32_t value) {
  member(out, key, std::to_string(value));
}

template <class List, class Write>
std::string listed(const List& list, Write write) {
  std::string out = "[";
  for (const auto& one : list) {
    if (out.size() > 1) out += ',';
    out += write(one);
  }
  return out + "]";
}

/// Where a track stands; what follows for it too, where `action` asks for it.
std::string track_json(const TrackOutcome& track, bool action) {
  if (!track.open) return R"({"open":false})";
  std::string out = R"({"open":true)";
  words(out, "rung", track.rung);
  number(out, "rung_index", track.rung_index);
  if (action) words(out, "action", engine::name(track.action));
  return out + "}";
}

std::string tracks_json(const Outcome& of, bool action) {
  std::string out = "{";
  member(out, "strength", track_json(of.strength, action));
  member(out, "spring", track_json(of.spring, action));
  member(out, "run", track_json(of.run, action));
  return out + "}";
}

std::string course_json(const Course& course) {
  const Outcome& last = course.days.back();
  std::string out = "{";
  member(out, "protocols", listed(course.protocols, quoted));
  words(out, "protocol_hash", last.protocol_hash);
  if (course.first_run) words(out, "first_run", format_day(*course.first_run));
  number(out, "alert_days", course.alert_days);
  words(out, "phase", engine::name(last.phase));
  member(out, "tracks", tracks_json(last, false));
  return out + "}";
}

std::string apart_json(const TrackApart& track) {
  std::string out = "{";
  words(out, "track", engine::name(track.track));
  std::string in;
  const auto add = [&in](bool differs, std::string_view what) {
    if (differs) (in += in.empty() ? "" : ",") += quoted(what);
  };
  add(track.open, "open");
  add(track.rung, "rung");
  add(track.action, "action");
  add(track.work, "today");
  member(out, "in", "[" + in + "]");
  words(out, "since", format_day(track.since));
  return out + "}";
}

std::string side_json(const Outcome& outcome, const std::vector<std::size_t>& binds,
                      const Protocol* protocol) {
  std::string out = "{";
  words(out, "alert", engine::name(outcome.alert));
  member(out, "tracks", tracks_json(outcome, true));
  member(out, "today", listed(outcome.today, [&](const engine::Item& item) {
           return codec::item_to_json(item, protocol);
         }));
  member(out, "reasons",
         listed(binds, [&](std::size_t n) { return codec::reason_to_json(outcome.reasons[n]); }));
  return out + "}";
}

}  // namespace

std::string what_if_json(const WhatIf& found, engine::Protocols protocols, const Protocol& instead) {
  const auto maker = [&](const Outcome& outcome) -> const Protocol* {
    const auto made_by = std::ranges::find(protocols, outcome.protocol_hash, &Protocol::hash);
    return made_by == protocols.end() ? nullptr : &*made_by;
  };
  std::string out = "{";
  words(out, "engine", engine::kEngineVersion);
  words(out, "compares", "decisions_on_the_same_facts");
  words(out, "from", format_day(found.from));
  words(out, "to", format_day(found.to));
  number(out, "days", static_cast<std::int32_t>(found.diary.days.size()));
  number(out, "days_apart", found.days_apart);
  number(out, "days_other_work", found.days_other_work);
  number(out, "as_prescribed", found.as_prescribed);
  if (!found.diary.days.empty()) {
    member(out, "diary", course_json(found.diary));
    member(out, "instead", course_json(found.instead));
  }
  if (!found.stretches.empty()) {
    const Day first = found.stretches.front().from;
    const Outcome& diary = found.on(found.diary, first);
    std::string both = "{";
    words(both, "date", format_day(first));
    member(both, "diary", codec::outcome_to_json(diary, maker(diary)));
    member(both, "instead", codec::outcome_to_json(found.on(found.instead, first), &instead));
    member(out, "first_parting", both + "}");
  }
  member(out, "stretches", listed(found.stretches, [&](const Stretch& stretch) {
           const Outcome& diary = found.on(found.diary, stretch.from);
           std::string one = "{";
           words(one, "from", format_day(stretch.from));
           words(one, "to", format_day(stretch.to));
           member(one, "alert", stretch.alert ? "true" : "false");
           member(one, "tracks", listed(stretch.tracks, apart_json));
           member(one, "diary", side_json(diary, stretch.diary_binds, maker(diary)));
           member(one, "instead",
                  side_json(found.on(found.instead, stretch.from), stretch.instead_binds, &instead));
           return one + "}";
         }));
  return out + "}";
}

}  // namespace springback::lab
