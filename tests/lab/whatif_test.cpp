// A diary under another protocol: where the two part, on which side which reason binds, and that no day is
// made up or left out.

#include "lab/whatif.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

// needs both of the above
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "codec/outcome_json.h"
#include "codec/protocol_json.h"
#include "lab/whatif_json.h"
#include "support/protocol_files.h"
#include "support/scenario.h"

namespace springback::lab {
namespace {

using engine::Protocol;
using nlohmann::json;
using test::shipped_protocols;

const Protocol& midportion() { return shipped_protocols().front(); }

Protocol changed(const Protocol& from, const std::function<void(Protocol&)>& change) {
  Protocol made = from;
  change(made);
  made.id = "other";
  made.hash = codec::protocol_hash(made);
  EXPECT_TRUE(engine::check_protocol(made).empty());
  return made;
}

Protocol two_days_between_runs() {
  return changed(midportion(), [](Protocol& p) { p.spacing.impact_days_between = 2; });
}

Day day(const char* text) { return *parse_day(text); }

json fact(const char* type, const std::string& at, json fields) {
  fields["type"] = type;
  fields["at"] = at + "+01:00";
  return fields;
}

json checkin(const std::string& date, int pain = 2) {
  return fact("checkin", date + "T07:00:00", {{"pain", pain}, {"settled", true}});
}

json run_done(const std::string& date, int jog_s, int walk_s) {
  return fact("session", date + "T18:00:00",
              {{"track", "run"},
               {"done", {{"jog_s", jog_s}, {"walk_s", walk_s}}},
               {"pain_during", 0},
               {"pain_after", 0}});
}

/// Two steady weeks, then walk–jog from 2 March on, set down by a clinician.
json a_runner() {
  json facts = json::array();
  for (int d = 15; d <= 28; ++d) facts.push_back(checkin("2026-02-" + std::to_string(d)));
  facts.push_back(fact("profile", "2026-03-01T20:00:00",
                       {{"side", "left"}, {"site", "midportion"}, {"usual_morning_pain", 2}}));
  facts.push_back(checkin("2026-03-01"));
  facts.push_back(fact("order", "2026-03-02T06:00:00",
                       {{"order", "set_rung"},
                        {"by", "clinician"},
                        {"track", "run"},
                        {"rung", midportion().walk_jog.front().id}}));
  for (int d = 2; d <= 6; ++d) facts.push_back(checkin("2026-03-0" + std::to_string(d)));
  const engine::Dose& dose = midportion().walk_jog.front().dose;
  facts.push_back(run_done("2026-03-02", dose.total_jog_s(), dose.walk_s * dose.rounds));
  return facts;
}

/// The reasons that bind on a side of a stretch.
std::vector<engine::Reason> reasons_of(const WhatIf& found, const Course& course, const Stretch& stretch) {
  std::vector<engine::Reason> all;
  for (const std::size_t n : &course == &found.diary ? stretch.diary_binds : stretch.instead_binds)
    all.push_back(found.on(course, stretch.from).reasons[n]);
  return all;
}

bool has(const std::vector<engine::Reason>& reasons, engine::Code code, engine::Track track) {
  return std::ranges::any_of(reasons, [&](const auto& r) { return r.code == code && r.track == track; });
}

TEST(WhatIf, two_days_between_runs_part_on_the_second_day_after_a_run_for_the_spacing) {
  const auto diary = test::diary_of(a_runner());
  const Protocol instead = two_days_between_runs();
  const WhatIf found = what_if(diary, day("2026-03-06"), shipped_protocols(), instead);

  ASSERT_FALSE(found.stretches.empty());
  const Stretch& first = found.stretches.front();
  EXPECT_EQ(format_day(first.from), "2026-03-04");
  const auto binds = reasons_of(found, found.instead, first);
  EXPECT_TRUE(std::ranges::any_of(found.on(found.diary, first.from).today,
                                  [](const auto& item) { return item.track == engine::Track::run; }));
  EXPECT_TRUE(std::ranges::none_of(found.on(found.instead, first.from).today,
                                   [](const auto& item) { return item.track == engine::Track::run; }));
  EXPECT_TRUE(has(binds, engine::Code::spacing, engine::Track::run));
  EXPECT_FALSE(has(reasons_of(found, found.diary, first), engine::Code::spacing, engine::Track::run));
  const auto spacing = std::ranges::find(binds, engine::Code::spacing, &engine::Reason::code);
  const auto needed = std::ranges::find(spacing->params, "days_needed", &engine::Param::key);
  ASSERT_NE(needed, spacing->params.end());
  EXPECT_EQ(std::get<std::int64_t>(needed->value), 3);

  const auto run = std::ranges::find(first.tracks, engine::Track::run, &TrackApart::track);
  ASSERT_NE(run, first.tracks.end());
  EXPECT_TRUE(run->work);
  EXPECT_TRUE(run->action);
  EXPECT_FALSE(run->open);
  EXPECT_FALSE(run->rung);
  EXPECT_FALSE(first.alert);
  EXPECT_EQ(found.diary.first_run, day("2026-03-02"));
  EXPECT_EQ(found.instead.first_run, day("2026-03-02"));
  EXPECT_EQ(found.from, day("2026-02-15"));
  EXPECT_EQ(found.diary.days.size(), 20U);
}

TEST(WhatIf, facts_after_now_are_ignored) {
  const auto diary = test::diary_of(a_runner());
  const Protocol instead = two_days_between_runs();
  const WhatIf before = what_if(diary, day("2026-03-03"), shipped_protocols(), instead);
  EXPECT_TRUE(before.stretches.empty());
  EXPECT_EQ(before.diary.days.size(), 17U);
  const WhatIf none = what_if(diary, day("2026-02-01"), shipped_protocols(), instead);
  EXPECT_TRUE(none.diary.days.empty());
  EXPECT_TRUE(none.stretches.empty());
}

TEST(WhatIf, the_other_protocol_stands_in_for_those_that_the_diary_names) {
  const std::vector<Protocol> at_hand{midportion(), two_days_between_runs()};
  json facts = a_runner();
  facts.push_back(fact("protocol", "2026-03-03T06:00:00",
                       {{"protocol", "other@1"}, {"hash", at_hand[1].hash}, {"by", "clinician"}}));
  const WhatIf found = what_if(test::diary_of(facts), day("2026-03-06"), at_hand, midportion());
  EXPECT_EQ(found.diary.protocols, (std::vector<std::string>{"achilles-midportion@1", "other@1"}));
  EXPECT_EQ(found.instead.protocols, std::vector<std::string>{"achilles-midportion@1"});
  ASSERT_FALSE(found.stretches.empty());
  EXPECT_EQ(format_day(found.stretches.front().from), "2026-03-04");
  EXPECT_TRUE(has(reasons_of(found, found.diary, found.stretches.front()), engine::Code::spacing,
                  engine::Track::run));
}

TEST(WhatIf, a_diary_whose_protocol_is_not_at_hand_parts_for_that) {
  json facts = a_runner();
  facts.push_back(fact("protocol", "2026-03-03T06:00:00",
                       {{"protocol", "elsewhere@7"}, {"hash", std::string(64, 'a')}, {"by", "clinician"}}));
  const WhatIf found = what_if(test::diary_of(facts), day("2026-03-06"), shipped_protocols(), midportion());
  ASSERT_FALSE(found.stretches.empty());
  const Stretch& first = found.stretches.front();
  EXPECT_EQ(format_day(first.from), "2026-03-03");
  const auto binds = reasons_of(found, found.diary, first);
  EXPECT_NE(std::ranges::find(binds, engine::Code::protocol_unknown, &engine::Reason::code), binds.end());
}

TEST(WhatIf, where_the_standing_has_parted_each_later_day_names_the_day_since_when) {
  json facts = a_runner();
  for (int d = 7; d <= 9; ++d) facts.push_back(checkin("2026-03-0" + std::to_string(d)));
  const engine::Dose& dose = midportion().walk_jog.front().dose;
  facts.push_back(run_done("2026-03-04", dose.total_jog_s(), dose.walk_s * dose.rounds));
  // Two clear runs are enough for the next rung under this one; the shipped protocol asks for three.
  const Protocol instead =
      changed(midportion(), [](Protocol& p) { p.earning.streak_moderate = p.earning.streak_low; });
  const WhatIf found = what_if(test::diary_of(facts), day("2026-03-09"), shipped_protocols(), instead);
  std::set<std::string> since;
  int days = 0;
  for (const Stretch& stretch : found.stretches) {
    for (const TrackApart& track : stretch.tracks) {
      if (track.track != engine::Track::run || !track.rung) continue;
      since.insert(format_day(track.since));
      days += stretch.to - stretch.from + 1;
    }
  }
  EXPECT_EQ(since, std::set<std::string>{"2026-03-05"});
  EXPECT_EQ(days, 5);
  EXPECT_TRUE(has(reasons_of(found, found.instead, found.stretches.front()), engine::Code::progress_earned,
                  engine::Track::run));
}

TEST(WhatIf, sessions_without_figures_are_counted) {
  json facts = a_runner();
  facts.push_back(fact("session", "2026-03-03T18:00:00", {{"track", "strength"}, {"as_prescribed", true}}));
  const Protocol instead = two_days_between_runs();
  EXPECT_EQ(what_if(test::diary_of(facts), day("2026-03-06"), shipped_protocols(), instead).as_prescribed, 1);
  EXPECT_EQ(what_if(test::diary_of(facts), day("2026-03-02"), shipped_protocols(), instead).as_prescribed, 0);
}

// ---- against replay, on the diaries of every scenario

struct Kept {
  std::string name;
  engine::Diary diary;
  Day last;
  bool names_a_protocol = false;
  bool midportion_from_the_first_day = false;
};

const std::vector<Kept>& diaries() {
  static const std::vector<Kept> all = [] {
    std::vector<Kept> read;
    for (const test::Scenario& scenario : test::read_scenarios(test::source_dir() / "tests" / "scenarios")) {
      const json& facts = scenario.content["diary"];
      const bool refused = std::ranges::any_of(scenario.content["expect"],
                                               [](const json& check) { return check.contains("exit"); });
      if (refused || facts.empty()) continue;
      Kept kept{scenario.name, test::diary_of(facts), {}};
      bool all_midportion = true;
      kept.last = kept.diary.front().at.day();
      for (const engine::Fact& one : kept.diary) {
        kept.last = std::max(kept.last, one.at.day());
        if (std::holds_alternative<engine::ProtocolChange>(one.body)) kept.names_a_protocol = true;
        if (const auto* profile = std::get_if<engine::Profile>(&one.body))
          all_midportion = all_midportion && profile->site == engine::Site::midportion;
      }
      kept.midportion_from_the_first_day = all_midportion && !kept.names_a_protocol;
      read.push_back(std::move(kept));
    }
    return read;
  }();
  return all;
}

/// What a day's outcome decides, out of what replay prints.
json decision(const engine::Outcome& outcome, engine::Protocols protocols) {
  const auto made_by = std::ranges::find(protocols, outcome.protocol_hash, &Protocol::hash);
  const json whole =
      json::parse(codec::outcome_to_json(outcome, made_by == protocols.end() ? nullptr : &*made_by));
  json kept;
  kept["alert"] = whole["alert"]["level"];
  for (const auto& [track, standing] : whole["tracks"].items()) {
    kept[track]["open"] = standing["open"];
    for (const char* key : {"rung", "action"})
      if (standing.contains(key)) kept[track][key] = standing[key];
  }
  kept["today"] = whole["today"];
  for (json& item : kept["today"]) item.erase("load");
  return kept;
}

std::vector<json> decisions(const Kept& kept, engine::Protocols protocols, bool drop_protocols) {
  engine::Diary diary = kept.diary;
  if (drop_protocols)
    std::erase_if(diary,
                  [](const auto& f) { return std::holds_alternative<engine::ProtocolChange>(f.body); });
  Day first = kept.last;
  for (const engine::Fact& one : kept.diary) first = std::min(first, one.at.day());
  std::vector<json> all;
  engine::replay({first, kept.last, false, false}, protocols, diary,
                 [&](const engine::Outcome& outcome) { all.push_back(decision(outcome, protocols)); });
  return all;
}

std::set<std::int32_t> named_days(const WhatIf& found) {
  std::set<std::int32_t> days;
  for (const Stretch& stretch : found.stretches)
    for (Day on = stretch.from; on <= stretch.to; on = on + 1) days.insert(on.value);
  return days;
}

std::set<std::int32_t> days_that_differ(const Kept& kept, const Protocol& instead, Day first) {
  const auto a = decisions(kept, shipped_protocols(), false);
  const auto b = decisions(kept, engine::Protocols(&instead, 1), true);
  std::set<std::int32_t> days;
  for (std::size_t n = 0; n < a.size(); ++n)
    if (a[n] != b[n]) days.insert(first.value + static_cast<std::int32_t>(n));
  return days;
}

TEST(WhatIf, a_protocol_in_its_own_place_never_parts) {
  int asked = 0;
  for (const Kept& kept : diaries()) {
    if (!kept.midportion_from_the_first_day) continue;
    const WhatIf found = what_if(kept.diary, kept.last, shipped_protocols(), midportion());
    EXPECT_TRUE(found.stretches.empty()) << kept.name;
    EXPECT_EQ(found.days_apart, 0) << kept.name;
    ++asked;
  }
  EXPECT_GT(asked, 100);
}

TEST(WhatIf, the_days_named_are_those_on_which_the_outcomes_of_replay_differ) {
  const std::vector<Protocol> others{
      two_days_between_runs(), shipped_protocols()[1], changed(midportion(), [](Protocol& p) {
        p.checks.effort_pain_clear_max = p.checks.effort_pain_borderline_max = 2;
      })};
  std::size_t apart = 0;
  for (const Protocol& instead : others) {
    for (const Kept& kept : diaries()) {
      const WhatIf found = what_if(kept.diary, kept.last, shipped_protocols(), instead);
      const auto expected = days_that_differ(kept, instead, found.from);
      EXPECT_EQ(named_days(found), expected) << kept.name << " under " << instead.id;
      EXPECT_EQ(static_cast<std::size_t>(found.days_apart), expected.size()) << kept.name;
      apart += expected.size();
    }
  }
  EXPECT_GT(apart, 200U);
}

/// Some numbers of the shipped protocol set otherwise, as far as a protocol may have them.
Protocol any_other_protocol() {
  Protocol made = midportion();
  const auto numbers = engine::protocol_numbers();
  const int changes = *rc::gen::inRange(1, 6);
  for (int n = 0; n < changes; ++n) {
    const auto& number = numbers[*rc::gen::inRange<std::size_t>(0, numbers.size())];
    const std::int32_t before = number.read(made);
    number.at(made) = *rc::gen::inRange(number.lowest, number.highest + 1);
    if (!engine::check_protocol(made).empty()) number.at(made) = before;
  }
  made.hash = codec::protocol_hash(made);
  return made;
}

RC_GTEST_PROP(WhatIfOfAnyProtocol, names_the_days_of_replay_and_tells_both_decisions_of_each, ()) {
  const Kept& kept = diaries()[*rc::gen::inRange<std::size_t>(0, diaries().size())];
  const Protocol instead = any_other_protocol();
  const WhatIf found = what_if(kept.diary, kept.last, shipped_protocols(), instead);
  RC_LOG() << kept.name << "\n";
  RC_ASSERT(named_days(found) == days_that_differ(kept, instead, found.from));

  const auto a = decisions(kept, shipped_protocols(), false);
  const auto b = decisions(kept, engine::Protocols(&instead, 1), true);
  for (const Stretch& stretch : found.stretches) {
    RC_ASSERT(stretch.alert || !stretch.tracks.empty());
    for (Day on = stretch.from; on <= stretch.to; on = on + 1) {
      const auto n = static_cast<std::size_t>(on - found.from);
      RC_ASSERT(a[n] == decision(found.on(found.diary, stretch.from), shipped_protocols()));
      RC_ASSERT(b[n] == decision(found.on(found.instead, stretch.from), engine::Protocols(&instead, 1)));
    }
  }
}

TEST(WhatIfJson, is_read_again_with_both_sides_and_their_reasons) {
  const Protocol instead = two_days_between_runs();
  const WhatIf found = what_if(test::diary_of(a_runner()), day("2026-03-06"), shipped_protocols(), instead);
  const json read = json::parse(what_if_json(found, shipped_protocols(), instead));
  EXPECT_EQ(read["compares"], "decisions_on_the_same_facts");
  EXPECT_EQ(read["first_parting"]["date"], "2026-03-04");
  EXPECT_EQ(read["first_parting"]["diary"]["date"], "2026-03-04");
  EXPECT_EQ(read["stretches"].size(), found.stretches.size());
  const json& first = read["stretches"][0];
  EXPECT_EQ(first["diary"]["today"], read["first_parting"]["diary"]["today"]);
  EXPECT_EQ(first["instead"]["reasons"][0]["code"], "spacing");
  EXPECT_EQ(read["instead"]["protocols"][0], "other@1");
}

}  // namespace
}  // namespace springback::lab
