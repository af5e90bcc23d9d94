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

template <class Tracks>
std::string tracks_json(const Tracks& of, bool action) {
  std::string out = "{";
  member(out, "strength", track_json(of.strength, action));
  member(out, "spring", track_json(of.spring, action));
  member(out, "run", track_json(of.run, action));
  return out + "}";
}

std::string course_json(const Course& course) {
  std::string out = "{";
  member(out, "protocols", listed(course.protocols, quoted));
  words(out, "protocol_hash", course.protocol_hash);
  if (course.first_run) words(out, "first_run", format_day(*course.first_run));
  number(out, "alert_days", course.alert_days);
  words(out, "phase", engine::name(course.phase));
  member(out, "tracks", tracks_json(course, false));
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

std::string side_json(const Side& side, const Protocol* protocol) {
  std::string out = "{";
  words(out, "alert", engine::name(side.outcome.alert));
  member(out, "tracks", tracks_json(side.outcome, true));
  member(out, "today", listed(side.outcome.today, [&](const engine::Item& item) {
           return codec::item_to_json(item, protocol);
         }));
  member(out, "reasons", listed(side.reasons, codec::reason_to_json));
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
  number(out, "days", found.days);
  number(out, "days_apart", found.days_apart);
  number(out, "days_other_work", found.days_other_work);
  number(out, "as_prescribed", found.as_prescribed);
  if (found.days > 0) {
    member(out, "diary", course_json(found.diary));
    member(out, "instead", course_json(found.instead));
  }
  if (!found.stretches.empty()) {
    const Stretch& first = found.stretches.front();
    std::string both = "{";
    words(both, "date", format_day(first.from));
    member(both, "diary", codec::outcome_to_json(first.diary.outcome, maker(first.diary.outcome)));
    member(both, "instead", codec::outcome_to_json(first.instead.outcome, &instead));
    member(out, "first_parting", both + "}");
  }
  member(out, "stretches", listed(found.stretches, [&](const Stretch& stretch) {
           std::string one = "{";
           words(one, "from", format_day(stretch.from));
           words(one, "to", format_day(stretch.to));
           member(one, "alert", stretch.alert ? "true" : "false");
           member(one, "tracks", listed(stretch.tracks, apart_json));
           member(one, "diary", side_json(stretch.diary, maker(stretch.diary.outcome)));
           member(one, "instead", side_json(stretch.instead, &instead));
           return one + "}";
         }));
  return out + "}";
}

}  // namespace springback::lab
