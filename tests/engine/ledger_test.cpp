// The ledger of load: the orders that the literature gives, and weeks whose sums are done by hand.

#include "engine/ledger.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

// needs both of the above
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

#include "engine/load.h"
#include "support/protocol_files.h"

namespace springback::engine {
namespace {

using test::shipped_protocols;

const Day kMonday = day_from_civil({2026, 3, 2});
constexpr std::int64_t kHour = 3'600'000;
constexpr int kLeast = 4;  // the exponents that a protocol may have
constexpr int kMost = 9;

Instant at(Day day, int hour) { return {(std::int64_t{day.value} * 24 + hour) * kHour, 0}; }

Fact fact(Day day, int hour, Body body) {
  Fact made;
  made.at = at(day, hour);
  made.id = uuid_v5(springback_name_space(), std::to_string(made.at.utc_ms));
  made.body = std::move(body);
  return made;
}

const LoadRule& rule() { return shipped_protocols().front().load; }

double force_of(const Protocol& protocol, std::string_view id) {
  return exercise_force(*std::ranges::find(protocol.exercises, id, &Exercise::id), 0);
}

// ---- book tests

TEST(LoadBook,
     a_step_of_walking_is_less_than_one_of_running_at_2_7_and_that_less_than_at_4_5_metres_a_second) {
  // source: Reiter 2024: 44.0 N/kg walking, 8.2 body weights at 2.68 m/s, 98.7 N/kg at 4.47 m/s.
  for (int m = kLeast; m <= kMost; ++m) {
    EXPECT_LT(1.0, power(run_force(rule(), 2700), m));
    EXPECT_LT(power(run_force(rule(), 2700), m), power(run_force(rule(), 4500), m));
  }
  EXPECT_NEAR(run_force(rule(), 2680), 1.83, 1e-9);
  EXPECT_NEAR(run_force(rule(), 4470), 98.7 / 44.0, 0.01);
  EXPECT_NEAR(run_force(rule(), 3575), (1.83 + 2.24) / 2, 1e-9);
}

TEST(LoadBook, beyond_the_two_measured_speeds_nothing_is_made_up) {
  EXPECT_EQ(run_force(rule(), 1500), run_force(rule(), 2680));
  EXPECT_EQ(run_force(rule(), 6500), run_force(rule(), 4470));
}

TEST(LoadBook, seated_is_less_than_two_leg_less_than_one_leg_less_than_a_hop) {
  // source: Baxter 2021: 0.5 body weights seated, 3.0 on one leg, 7.3 hopping; walking 3.3 by the same ratio
  // as the protocols' 0.909. The protocols have no seated raise: a clinic's own would carry this figure.
  const Exercise seated{"seated_raise", 152};
  for (const Protocol& protocol : shipped_protocols()) {
    for (int m = kLeast; m <= kMost; ++m) {
      EXPECT_LT(power(exercise_force(seated, 0), m), power(force_of(protocol, "two_leg_raise"), m));
      EXPECT_LT(power(force_of(protocol, "two_leg_raise"), m), power(force_of(protocol, "one_leg_raise"), m));
      EXPECT_LT(power(force_of(protocol, "one_leg_raise"), m), power(force_of(protocol, "one_leg_hop"), m));
    }
  }
}

TEST(LoadBook, a_kilometre_faster_is_less_cumulative_load_and_no_less_weighted_load) {
  // source: Firminger 2020.
  for (int m = kLeast; m <= kMost; ++m) {
    double plain_before = 1e300;
    double weighted_before = 0;
    for (std::int32_t mm_per_s = 2700; mm_per_s <= 4400; mm_per_s += 100) {
      const double cycles = leg_cycles(1'000'000, rule().jog_steps_per_min) / mm_per_s;
      const double plain = cycles * run_force(rule(), mm_per_s);
      const double weighted = cycles * power(run_force(rule(), mm_per_s), m);
      EXPECT_LT(plain, plain_before) << mm_per_s;
      EXPECT_GE(weighted, weighted_before) << mm_per_s << " with the exponent " << m;
      plain_before = plain;
      weighted_before = weighted;
    }
  }
}

TEST(LoadBook, no_rung_of_the_shipped_ladders_is_below_the_one_before_it_for_any_exponent) {
  for (const Protocol& protocol : shipped_protocols()) {
    std::vector<std::vector<Rung>> ladders{protocol.strength, protocol.spring};
    ladders.front().insert(ladders.front().begin(), protocol.calm);
    for (std::int32_t goal = 20; goal <= 90; goal += 10) ladders.push_back(run_ladder(protocol, goal).rungs);
    for (int m = kLeast; m <= kMost; ++m) {
      for (const auto& ladder : ladders) {
        for (std::size_t i = 1; i < ladder.size(); ++i) {
          EXPECT_GE(dose_load(protocol, ladder[i].dose, m, true) * (1 + 1e-12),
                    dose_load(protocol, ladder[i - 1].dose, m, true))
              << protocol.id << " " << ladder[i].id << " with the exponent " << m;
        }
      }
    }
  }
}

// ---- weeks

Ledger ledger_of(const Diary& diary, Day on = kMonday + 13) {
  return load_ledger(on, 4, shipped_protocols(), diary);
}

/// The only week with something in it.
LoadWeek week_of(const Diary& diary) {
  const Ledger ledger = ledger_of(diary);
  return ledger.weeks.empty() ? LoadWeek{} : ledger.weeks.front();
}

Session told(Track track, Done done) {
  Session session;
  session.track = track;
  session.done = std::move(done);
  return session;
}

Recording jogged(Day day, std::int32_t jog_s, std::int32_t walk_s) {
  Recording recording;
  recording.sha256 = sha256(format_day(day));
  recording.start = at(day, 18);
  recording.sport = "running";
  recording.jog_s = jog_s;
  recording.walk_s = walk_s;
  recording.timer_s = jog_s + walk_s;
  return recording;
}

TEST(Ledger, a_walk_of_ten_minutes_is_575_steps_of_one_leg_whatever_the_exponent) {
  Done done;
  done.walk_s = 600;
  const LoadWeek week = week_of({fact(kMonday, 18, told(Track::walk, done))});
  EXPECT_NEAR(week.of(LoadKind::walk).load, 575, 1e-9);
  EXPECT_NEAR(week.of(LoadKind::walk).cycles, 575, 1e-9);
  EXPECT_EQ(week.of(LoadKind::run).sessions, 0);
}

TEST(Ledger, the_walking_of_a_walk_jog_session_is_walking) {
  const LoadWeek week = week_of({fact(kMonday, 18, jogged(kMonday, 600, 300))});
  EXPECT_NEAR(week.of(LoadKind::walk).load, 287.5, 1e-9);
  EXPECT_NEAR(week.of(LoadKind::run).cycles, 800 * 1.83, 1e-9);
  EXPECT_NEAR(week.of(LoadKind::run).load, 800 * power(1.83, 6), 1e-6);
}

TEST(Ledger, a_known_speed_and_known_steps_are_used) {
  Recording recording = jogged(kMonday, 600, 0);
  recording.bouts = {{BoutKind::jog, 0, 400, 1788}};  // 4.47 m/s; nothing is known of the rest
  recording.steps = 1760;                             // 176 a minute, a tenth more than usual
  const LoadWeek week = week_of({fact(kMonday, 18, recording)});
  EXPECT_NEAR(week.of(LoadKind::run).cycles, 1.1 * (800 * 2.0 / 3 * 2.24 + 800 / 3.0 * 1.83), 1e-6);
}

TEST(Ledger, a_step_count_of_something_else_is_not_believed) {
  Recording recording = jogged(kMonday, 600, 0);
  recording.steps = 12;
  EXPECT_NEAR(week_of({fact(kMonday, 18, recording)}).of(LoadKind::run).cycles, 800 * 1.83, 1e-9);
}

TEST(Ledger, a_claimed_recording_is_counted_once) {
  const Fact recording = fact(kMonday, 18, jogged(kMonday, 600, 0));
  Done done;
  done.jog_s = 500;
  Session session = told(Track::run, done);
  session.recording = recording.id;
  const LoadWeek week = week_of({recording, fact(kMonday, 19, session)});
  EXPECT_EQ(week.of(LoadKind::run).sessions, 1);
  EXPECT_NEAR(week.of(LoadKind::run).cycles, 800 * 1.83, 1e-9);
}

TEST(Ledger, raises_and_hops_count_by_their_own_force_and_load) {
  Profile profile;
  profile.body_mass_g = 70'000;
  Done raises;
  raises.exercise = "loaded_raise";
  raises.sets = 3;
  raises.reps = 15;
  raises.load_g = 7'000;
  Done hops;
  hops.exercise = "one_leg_hop";
  hops.sets = 3;
  hops.reps = 10;
  const LoadWeek week =
      week_of({fact(kMonday - 1, 9, profile), fact(kMonday, 18, told(Track::strength, raises)),
               fact(kMonday + 1, 18, told(Track::spring, hops))});
  EXPECT_NEAR(week.of(LoadKind::strength).cycles, 45 * 0.909 * 1.1, 1e-9);
  EXPECT_NEAR(week.of(LoadKind::strength).load, 45 * power(0.909 * 1.1, 6), 1e-9);
  EXPECT_NEAR(week.of(LoadKind::spring).cycles, 30 * 2.212, 1e-9);
}

TEST(Ledger, what_is_done_as_prescribed_is_the_dose_that_the_outcome_told) {
  Profile profile;
  profile.body_mass_g = 70'000;
  Checkin checkin;
  Session session;
  session.track = Track::strength;
  session.as_prescribed = true;
  const Diary diary{fact(kMonday - 1, 9, profile), fact(kMonday, 7, checkin), fact(kMonday, 18, session)};
  const Outcome outcome = run(kMonday, shipped_protocols(), diary);
  ASSERT_EQ(outcome.today.size(), 1U);
  const LoadWeek week = week_of(diary);
  EXPECT_EQ(week.of(LoadKind::strength).sessions, 1);
  EXPECT_NEAR(week.of(LoadKind::strength).load, outcome.today.front().load, 0.06);
  EXPECT_GT(week.load(), 0);
}

TEST(Ledger, an_amount_that_nobody_told_is_unknown_and_never_zero) {
  Done unknown_exercise;
  unknown_exercise.exercise = "towel_curls";
  unknown_exercise.sets = 3;
  unknown_exercise.reps = 10;
  Done no_reps;
  no_reps.exercise = "one_leg_raise";
  no_reps.sets = 3;
  Done no_mass;
  no_mass.exercise = "loaded_raise";
  no_mass.sets = 3;
  no_mass.reps = 8;
  no_mass.load_g = 20'000;
  Done no_time;
  no_time.distance_m = 5'000;
  Session no_plan;
  no_plan.track = Track::run;
  no_plan.as_prescribed = true;
  Recording ride;
  ride.sha256 = sha256("ride");
  ride.start = at(kMonday + 5, 9);
  ride.sport = "cycling";
  ride.timer_s = 3600;
  const LoadWeek week =
      week_of({fact(kMonday, 9, told(Track::spring, unknown_exercise)),
               fact(kMonday + 1, 9, told(Track::strength, no_reps)),
               fact(kMonday + 2, 9, told(Track::strength, no_mass)),
               fact(kMonday + 3, 9, told(Track::run, no_time)), fact(kMonday + 4, 9, no_plan),
               fact(kMonday + 5, 9, ride), fact(kMonday + 6, 9, told(Track::walk, {}))});
  EXPECT_EQ(week.of(LoadKind::spring).unknown, 1);
  EXPECT_EQ(week.of(LoadKind::strength).unknown, 2);
  EXPECT_EQ(week.of(LoadKind::run).unknown, 2);
  EXPECT_EQ(week.of(LoadKind::walk).unknown, 1);
  EXPECT_EQ(week.of(LoadKind::other).unknown, 1);
  for (const KindLoad& kind : week.kinds) EXPECT_EQ(kind.sessions, 0);
}

TEST(Ledger, weeks_are_from_monday_to_sunday_and_one_under_way_has_no_ratio) {
  Done done;
  done.walk_s = 600;
  Done twice = done;
  twice.walk_s = 1200;
  const Diary diary{fact(kMonday + 6, 23, told(Track::walk, done)),
                    fact(kMonday + 7, 1, told(Track::walk, twice)),
                    fact(kMonday + 14, 1, told(Track::walk, done))};
  const Ledger ledger = load_ledger(kMonday + 20, 9, shipped_protocols(), diary);
  ASSERT_EQ(ledger.weeks.size(), 3U);
  EXPECT_EQ(ledger.weeks[0].from, kMonday);
  EXPECT_EQ(ledger.weeks[0].to, kMonday + 6);
  EXPECT_EQ(ledger.weeks[1].ratio_pct, 200);
  EXPECT_FALSE(ledger.weeks[2].whole) << "its Sunday is not over";
  EXPECT_FALSE(ledger.weeks[2].ratio_pct);
}

TEST(Ledger, a_week_with_an_unknown_part_is_compared_with_none) {
  Done done;
  done.walk_s = 600;
  const Diary diary{fact(kMonday, 9, told(Track::walk, done)), fact(kMonday + 7, 9, told(Track::walk, done)),
                    fact(kMonday + 8, 9, told(Track::run, {}))};
  EXPECT_FALSE(load_ledger(kMonday + 14, 3, shipped_protocols(), diary).weeks[1].ratio_pct);
}

TEST(Ledger, what_is_shown_has_three_figures) {
  EXPECT_EQ(rounded_load(0.4), 0);
  EXPECT_EQ(rounded_load(999.4), 999);
  EXPECT_EQ(rounded_load(1234.6), 1230);
  EXPECT_EQ(rounded_load(1235.0), 1240);
  EXPECT_EQ(rounded_load(98'765'432.0), 98'800'000);
  EXPECT_EQ(rounded_load(9'999.0), 10'000);
  EXPECT_GT(rounded_load(1e300), 0);
}

RC_GTEST_PROP(Ledger, more_of_anything_on_foot_is_never_less_load, ()) {
  const auto draw = [](int from, int to) { return *rc::gen::inRange(from, to + 1); };
  Recording recording = jogged(kMonday, draw(0, 3600), draw(1, 3600));
  const LoadWeek before = week_of({fact(kMonday, 18, recording)});
  recording.jog_s += draw(60, 600);
  recording.timer_s = recording.jog_s + recording.walk_s;
  RC_ASSERT(week_of({fact(kMonday, 18, recording)}).load() >= before.load());
}

}  // namespace
}  // namespace springback::engine
