// The look-back on histories whose one unusual thing is known, and against the guards that decisions speak
// of.

#include "engine/look_back.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

// needs both of the above
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "support/protocol_files.h"

namespace springback::engine {
namespace {

using test::shipped_protocols;

const Day kFirst = day_from_civil({2025, 9, 1});  // a Monday
constexpr int kWeeks = 16;
constexpr std::int64_t kHour_ms = 3'600'000;

int draw(int from, int to) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to + 1)); }

struct Run {
  int metres = 6000;
  int mm_per_s = 2600;
  int ascent_m = 12;
};
using Runs = std::map<Day, Run>;

Fact dated(Day day, int hour, Body body) {
  Fact made;
  made.at = {(std::int64_t{day.value} * 24 + hour) * kHour_ms, 0};
  made.id = uuid_v5(springback_name_space(), std::to_string(made.at.utc_ms));
  made.body = std::move(body);
  return made;
}

Fact recorded(Day day, const Run& run) {
  Recording recording;
  recording.sha256 = sha256(format_day(day));
  recording.start = {(std::int64_t{day.value} * 24 + 18) * kHour_ms, 0};
  recording.sport = "running";
  recording.distance_m = run.metres;
  recording.jog_s = recording.timer_s =
      static_cast<std::int32_t>(std::int64_t{run.metres} * 1000 / run.mm_per_s);
  recording.ascent_m = run.ascent_m;
  recording.bouts = {{BoutKind::jog, 0, recording.jog_s, run.metres}};
  return dated(day, 18, recording);
}

Diary diary_of(const Runs& runs) {
  Diary diary;
  for (const auto& [day, run] : runs) diary.push_back(recorded(day, run));
  return diary;
}

/// The same run as a watch has it, as the runner tells it, or both, the one claiming the other.
enum class Way { recorded, told, claimed };

void add(Diary& diary, Day day, const Run& run, Way way) {
  Fact recording = recorded(day, run);
  Session session;
  session.track = Track::run;
  session.done.jog_s = std::get<Recording>(recording.body).jog_s;
  session.done.walk_s = 0;
  if (way == Way::claimed) {
    session.recording = recording.id;
  } else {
    session.done.distance_m = run.metres;
    session.done.ascent_m = run.ascent_m;
  }
  if (way != Way::told) diary.push_back(std::move(recording));
  if (way != Way::recorded) diary.push_back(dated(day, 20, session));
}

/// Each run in any of the ways.
Diary any_diary_of(const Runs& runs) {
  Diary diary;
  for (const auto& [day, run] : runs) add(diary, day, run, static_cast<Way>(draw(0, 2)));
  return diary;
}

/// Three runs a week, never on days in a row, within a few per cent of each other: no guard fires.
Runs easy_runs() {
  constexpr std::array<std::array<int, 3>, 3> kPatterns{{{0, 2, 4}, {0, 2, 5}, {1, 3, 5}}};
  Runs runs;
  for (int week = 0; week < kWeeks; ++week) {
    for (const int weekday : kPatterns[static_cast<std::size_t>(draw(0, 2))])
      runs[kFirst + 7 * week + weekday] = {draw(5800, 6200), draw(2540, 2660), draw(0, 50)};
  }
  return runs;
}

LookBack look(const Diary& diary, Day onset) {
  return look_back(onset + 30, onset, shipped_protocols(), diary);
}

/// A day of the six weeks on which there is a run, with room before and behind it.
Day some_run_day(const Runs& runs, Day onset) {
  std::vector<Day> days;
  for (const auto& [day, run] : runs) {
    if (day >= onset - 41 && day <= onset) days.push_back(day);
  }
  return days[static_cast<std::size_t>(draw(0, static_cast<int>(days.size()) - 1))];
}

Day some_onset() { return kFirst + 7 * kWeeks - draw(1, 14); }

RC_GTEST_PROP(LookBack, nothing_stands_out_of_an_easy_history, ()) {
  const Runs runs = easy_runs();
  const LookBack found = look(any_diary_of(runs), some_onset());
  RC_ASSERT(found.answer == LookAnswer::nothing_stood_out);
  RC_ASSERT(found.enough);
  RC_ASSERT(found.findings.empty());
  RC_ASSERT(found.counts.empty());
}

/// The one finding, of that guard on that day.
const LookFinding& only(const LookBack& found, Code code, Day day) {
  RC_ASSERT(found.answer == LookAnswer::found);
  RC_ASSERT(found.findings.size() == 1U);
  RC_ASSERT(found.findings.front().code == code);
  RC_ASSERT(found.findings.front().day == day);
  return found.findings.front();
}

RC_GTEST_PROP(LookBack, a_planted_long_run_is_the_only_thing_found_with_its_excess, ()) {
  Runs runs = easy_runs();
  const Day onset = some_onset();
  const Day day = some_run_day(runs, onset);
  std::int64_t longest = 0;
  for (const auto& [other, run] : runs) {
    if (other < day && day - other <= 30) longest = std::max<std::int64_t>(longest, run.metres);
  }
  runs[day].metres = static_cast<int>(longest * draw(115, 320) / 100);
  runs[day].ascent_m = 0;
  const LookFinding finding = only(look(any_diary_of(runs), onset), Code::guard_distance, day);
  const std::int64_t metres = runs[day].metres;
  RC_ASSERT(finding.run.longest == longest);
  RC_ASSERT(finding.percent() == (metres - longest) * 100 / longest);
  RC_ASSERT(finding.excess_permille == metres * 100'000 / (longest * 110) - 1000);
  RC_ASSERT(finding.run.band == (metres > 2 * longest ? 100 : metres * 100 > longest * 130 ? 30 : 10));
}

RC_GTEST_PROP(LookBack, planted_hills_are_the_only_thing_found, ()) {
  Runs runs = easy_runs();
  const Day onset = some_onset();
  const Day day = some_run_day(runs, onset);
  runs[day].ascent_m = runs[day].metres * draw(12, 80) / 1000;
  const LookFinding finding = only(look(any_diary_of(runs), onset), Code::guard_climb, day);
  RC_ASSERT(finding.climb_m_per_km() == runs[day].ascent_m * 1000 / runs[day].metres);
}

RC_GTEST_PROP(LookBack, a_planted_fast_run_is_the_only_thing_found, ()) {
  Runs runs = easy_runs();
  const Day onset = some_onset();
  const Day day = some_run_day(runs, onset);
  runs[day].mm_per_s = 2600 * draw(118, 160) / 100;
  const LookFinding finding = only(look(any_diary_of(runs), onset), Code::guard_pace, day);
  RC_ASSERT(finding.measured);
  RC_ASSERT(finding.percent() >= 14);
}

RC_GTEST_PROP(LookBack, a_planted_break_is_the_only_thing_found, ()) {
  Runs runs = easy_runs();
  const Day onset = some_onset();
  const Day day = some_run_day(runs, onset);
  const int days = draw(14, 45);
  Day last = kFirst;
  std::erase_if(runs, [&](const auto& one) { return one.first < day && day - one.first < days; });
  for (const auto& [other, run] : runs) {
    if (other < day) last = other;
  }
  const LookFinding finding = only(look(any_diary_of(runs), onset), Code::guard_gap, day);
  RC_ASSERT(finding.run.gap_days == day - last);
}

RC_GTEST_PROP(LookBack, planted_days_in_a_row_are_one_finding_with_its_first_and_last_day, ()) {
  Runs runs = easy_runs();
  const Day onset = some_onset();
  const Day day = some_run_day(runs, onset);
  const int more = draw(1, 5);
  for (int n = 1; n <= more; ++n) runs.try_emplace(day + n, Run{6000, 2600, 10});
  Day from = day;
  Day to = day;
  while (runs.contains(from - 1)) from = from - 1;
  while (runs.contains(to + 1) && to < onset) to = to + 1;
  RC_PRE(to > from);
  const LookFinding finding = only(look(any_diary_of(runs), onset), Code::guard_days, to);
  RC_ASSERT(finding.from == from);
  RC_ASSERT(finding.run.days_in_row == to - from + 1);
}

RC_GTEST_PROP(LookBack, planted_shoes_are_the_only_thing_found, ()) {
  const Runs runs = easy_runs();
  const Day onset = some_onset();
  const Day day = some_run_day(runs, onset);
  Diary diary = any_diary_of(runs);
  diary.push_back(dated(kFirst, 6, Shoe{"old", 100}));
  diary.push_back(
      dated(day, 6, Shoe{"new", draw(0, 1) == 0 ? std::optional<std::int32_t>(40) : std::nullopt}));
  const LookFinding finding = only(look(diary, onset), Code::guard_shoe, day);
  RC_ASSERT(!finding.measured);
}

// ---- figures that are set by hand

/// A run of 6 km every third day, up to `last`.
Runs steady(Day first, Day last) {
  Runs runs;
  for (Day day = first; day <= last; day = day + 3) runs[day] = {};
  return runs;
}
const Day kOnset = kFirst + 90;

TEST(LookBack, the_largest_beyond_its_own_mark_comes_first) {
  Runs runs = steady(kFirst, kOnset);
  runs[kFirst + 60].ascent_m = 90;    // 15 m/km: half beyond 10
  runs[kFirst + 69].metres = 13200;   // +120 %: twice the mark of +10 %
  runs[kFirst + 81].mm_per_s = 3432;  // +32 %: a fifth beyond +10 %
  const LookBack found = look(diary_of(runs), kOnset);
  ASSERT_EQ(found.findings.size(), 3U);
  EXPECT_EQ(found.findings[0].code, Code::guard_distance);
  EXPECT_EQ(found.findings[0].excess_permille, 1000);
  EXPECT_EQ(found.findings[1].code, Code::guard_climb);
  EXPECT_EQ(found.findings[1].excess_permille, 500);
  EXPECT_EQ(found.findings[2].code, Code::guard_pace);
  EXPECT_NEAR(static_cast<double>(found.findings[2].excess_permille), 200, 2);
}

TEST(LookBack, the_day_of_the_onset_and_the_41_before_it_count_and_no_other) {
  for (const auto& [back, counts] : std::map<int, bool>{{-1, false}, {0, true}, {41, true}, {42, false}}) {
    Runs runs = steady(kFirst, kOnset - 45);
    runs[kOnset - back] = {6000, 2600, 120};
    const LookBack found = look(diary_of(runs), kOnset);
    const bool hills =
        std::ranges::any_of(found.findings, [](const LookFinding& f) { return f.code == Code::guard_climb; });
    EXPECT_EQ(hills, counts) << back;
  }
}

TEST(LookBack, an_empty_diary_and_a_single_run_are_too_little_to_say) {
  const LookBack empty = look({}, kOnset);
  EXPECT_EQ(empty.answer, LookAnswer::too_little_history);
  EXPECT_FALSE(empty.first_run);
  EXPECT_FALSE(empty.weeks.front().known);
  const LookBack one = look(diary_of({{kOnset - 7, {20000, 2600, 10}}}), kOnset);
  EXPECT_EQ(one.answer, LookAnswer::too_little_history)
      << "the first run that is known was compared with nothing";
  EXPECT_FALSE(one.enough);
}

TEST(LookBack, a_short_history_that_is_steady_does_not_claim_that_nothing_stood_out) {
  const LookBack found = look(diary_of(steady(kOnset - 39, kOnset)), kOnset);
  EXPECT_GE(found.run_days, kRunDaysEnough);
  EXPECT_EQ(found.answer, LookAnswer::too_little_history);
}

TEST(LookBack, what_the_four_weeks_before_had_as_well_is_counted) {
  Runs runs = steady(kFirst, kOnset);
  for (const int back : {3, 30, 48, 54, 66}) runs[kOnset - back].ascent_m = 150;
  const LookBack found = look(diary_of(runs), kOnset);
  EXPECT_EQ(found.findings.size(), 2U);
  ASSERT_EQ(found.counts.size(), 1U);
  EXPECT_EQ(found.counts[0].times, 2);
  EXPECT_EQ(found.counts[0].times_before, 3);
}

TEST(LookBack, weeks_carry_their_distance_and_a_ratio_where_both_are_known) {
  Runs runs;
  for (int week = 0; week < 10; ++week) {
    for (int n = 0; n < 2; ++n) runs[kOnset - 69 + 7 * week + 3 * n] = {week == 9 ? 9000 : 6000, 2600, 0};
  }
  Diary diary = diary_of(runs);
  Session told;
  told.track = Track::run;
  told.done.jog_s = 1200;
  diary.push_back(dated(kOnset - 27 + 5, 12, told));  // in the seventh week, without a distance
  const LookBack found = look(diary, kOnset);
  EXPECT_EQ(found.weeks[8].distance_m, 12000);
  EXPECT_EQ(found.weeks[9].ratio_pct, 150);
  EXPECT_EQ(found.weeks[6].unknown, 1);
  EXPECT_FALSE(found.weeks[6].ratio_pct);
  EXPECT_FALSE(found.weeks[7].ratio_pct);
  EXPECT_EQ(found.recorded_days, 20);
}

TEST(LookBack, a_run_that_was_retracted_is_not_seen) {
  Runs runs = steady(kFirst, kOnset);
  runs[kOnset - 3].ascent_m = 300;
  Diary diary = diary_of(runs);
  EXPECT_EQ(look(diary, kOnset).findings.size(), 1U);
  const auto hilly = std::ranges::find(diary, kOnset - 3, [](const Fact& f) { return f.at.day(); });
  diary.push_back(dated(kOnset + 2, 9, Retract{hilly->id, Author::unstated}));
  EXPECT_TRUE(look(diary, kOnset).findings.empty());
}

TEST(LookBack, the_profiles_latest_onset_is_taken_and_one_that_was_retracted_is_not) {
  Profile profile;
  profile.onset = kOnset;
  Diary diary{dated(kOnset + 5, 9, profile)};
  EXPECT_EQ(told_onset(kOnset + 4, diary), std::nullopt);
  EXPECT_EQ(told_onset(kOnset + 5, diary), kOnset);
  profile.onset = kOnset - 2;
  diary.push_back(dated(kOnset + 6, 9, profile));
  EXPECT_EQ(told_onset(kOnset + 6, diary), kOnset - 2);
  diary.push_back(dated(kOnset + 7, 9, Retract{diary.back().id, Author::unstated}));
  EXPECT_EQ(told_onset(kOnset + 7, diary), kOnset);
}

// ---- the same guards as those of decisions

RC_GTEST_PROP(LookBack, each_day_hands_out_the_guards_that_the_next_morning_speaks_of, ()) {
  Runs runs = easy_runs();
  for (auto& [day, run] : runs) {
    if (draw(0, 3) == 0) run.metres = run.metres * draw(50, 250) / 100;
    if (draw(0, 5) == 0) run.ascent_m = draw(0, 200);
    if (draw(0, 5) == 0) run.mm_per_s = draw(2000, 4500);
  }
  for (int n = draw(0, 6); n > 0; --n) runs[kFirst + draw(0, 100)] = {draw(3000, 9000), 2600, 0};
  const int pause = draw(0, 80);
  std::erase_if(runs, [pause](const auto& one) {
    return one.first > kFirst + pause && one.first < kFirst + pause + 20;
  });
  Diary diary = any_diary_of(runs);
  Profile profile;
  profile.usual_morning_pain = 2;
  diary.push_back(dated(kFirst - 1, 6, profile));
  diary.push_back(dated(kFirst + 3, 6, Shoe{"a", 100}));
  diary.push_back(dated(kFirst + draw(4, 60), 6, Shoe{"b", 60}));

  constexpr std::array kGuards{Code::guard_distance, Code::guard_climb, Code::guard_pace,
                               Code::guard_days,     Code::guard_gap,   Code::guard_shoe};
  std::map<Day, std::set<Code>> seen;
  const Day last = kFirst + 7 * kWeeks;
  each_day(last, last, shipped_protocols(), diary, [&](const DayDone& day) {
    for (const Code code : kGuards) {
      if (day.run.guards.has(code)) seen[day.day].insert(code);
    }
  });
  std::map<Day, std::set<Code>> spoken;
  replay({kFirst, last + 1, false, false}, shipped_protocols(), diary, [&](const Outcome& outcome) {
    for (const Reason& reason : outcome.reasons) {
      if (std::ranges::find(kGuards, reason.code) != kGuards.end())
        spoken[outcome.date - 1].insert(reason.code);
    }
  });
  RC_ASSERT(seen == spoken);
}

}  // namespace
}  // namespace springback::engine
