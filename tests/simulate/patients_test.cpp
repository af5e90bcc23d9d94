// How long the way back takes, and for whom it ends elsewhere: the ranges that the rules promise.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "simulate/patients.h"

namespace springback::simulate {
namespace {

using engine::Track;

const Kind& kind(std::string_view name) {
  const auto found =
      std::find_if(kinds().begin(), kinds().end(), [&](const Kind& k) { return k.name == name; });
  EXPECT_NE(found, kinds().end()) << name;
  return *found;
}

bool is_impact(Track track) { return track == Track::run || track == Track::spring; }

TEST(SimulatedPatients, clear_at_usual_2_runs_in_four_to_eight_weeks_and_30_min_in_eleven_to_twenty) {
  const Life life = live(kind("clear to everything, usual 2"), 1, 200);
  EXPECT_GE(life.first_run_day, 28);
  EXPECT_LE(life.first_run_day, 56);
  EXPECT_GE(life.goal_day, 77);
  EXPECT_LE(life.goal_day, 140);
  EXPECT_EQ(life.step_backs, 0);
  EXPECT_EQ(life.referred_day, -1);
}

TEST(SimulatedPatients, clear_at_usual_2_climbs_the_run_ladder_in_order_each_rung_two_or_three_times) {
  const Life life = live(kind("clear to everything, usual 2"), 1, 200);
  std::map<int, int> times;
  int highest = -1;
  for (const Done& done : life.done) {
    if (done.track != Track::run) continue;
    EXPECT_GE(done.rung_index, highest);
    EXPECT_LE(done.rung_index, highest + 1);
    highest = std::max(highest, static_cast<int>(done.rung_index));
    ++times[done.rung_index];
  }
  ASSERT_GE(highest, 8);
  times.erase(highest);  // the last rung is cut off by the end of the story
  for (const auto& [rung, count] : times) {
    EXPECT_GE(count, 2) << "rung " << rung;
    EXPECT_LE(count, 3) << "rung " << rung;
  }
}

TEST(SimulatedPatients, no_kind_ever_has_impact_on_two_days_running) {
  for (const Kind& each : kinds()) {
    const Life life = live(each, 7, 120);
    Day last = Day{-1000};
    for (const Done& done : life.done) {
      if (!is_impact(done.track)) continue;
      EXPECT_GT(done.day - last, 1) << each.name;
      last = done.day;
    }
  }
}

TEST(SimulatedPatients, nobody_who_was_not_running_runs_in_the_first_weeks) {
  for (const Kind& each : kinds()) {
    if (each.running_now) continue;
    const Life life = live(each, 3, 60);
    EXPECT_TRUE(life.first_run_day < 0 || life.first_run_day >= 21)
        << each.name << ": day " << life.first_run_day;
  }
}

TEST(SimulatedPatients, ordinary_people_are_not_stranded) {
  for (const std::string_view name :
       {"±1 on 15 % of mornings each way", "the same, insertional", "slow to settle (20 % of mornings after)",
        "over-doer (33 % of runs at 130 %)"})
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      const Life life = live(kind(name), seed, 364);
      EXPECT_GE(life.goal_day, 0) << name << ", seed " << seed << ", referred on day " << life.referred_day;
    }
}

TEST(SimulatedPatients, who_runs_already_goes_on_within_two_weeks) {
  const Life life = live(kind("already running 3 × 5 km at 2/10"), 1, 200);
  EXPECT_GE(life.first_run_day, 0);
  EXPECT_LE(life.first_run_day, 14);
  EXPECT_GE(life.goal_day, 0);
}

TEST(SimulatedPatients, whose_hops_or_runs_always_hurt_are_referred_after_few_attempts) {
  for (const std::string_view name : {"hops never tolerated", "every run hurts"}) {
    const Life life = live(kind(name), 1, 364);
    EXPECT_GE(life.referred_day, 0) << name;
    EXPECT_EQ(life.goal_day, -1) << name;
    const Track track = name == "every run hurts" ? Track::run : Track::spring;
    EXPECT_LE(std::count_if(life.done.begin(), life.done.end(),
                            [&](const Done& done) {
                              return done.track == track && (track == Track::run || done.rung_index > 0);
                            }),
              4)
        << name;
  }
}

TEST(SimulatedPatients, high_usual_pain_or_pain_always_5_stays_with_strength_and_is_advised) {
  for (const std::string_view name : {"usual 5", "pain always 5"}) {
    const Life life = live(kind(name), 1, 200);
    EXPECT_EQ(life.first_run_day, -1) << name;
    EXPECT_GT(life.advised_days, 0) << name;
    EXPECT_FALSE(std::any_of(life.done.begin(), life.done.end(), [](const Done& done) {
      return is_impact(done.track);
    })) << name;
  }
}

}  // namespace
}  // namespace springback::simulate
