#include "engine/controller.h"

#include <gtest/gtest.h>

namespace springback::engine {
namespace {

Rules shipped_rules() {
  Rules rules;
  rules.strength_rungs = 11;
  rules.spring_rungs = 7;
  rules.run_rungs = 18;
  rules.strength_available = 0x7ff;
  rules.spring_gate = 4;
  rules.run_gate = 3;
  rules.run_continuous = 4;
  rules.run_goal = 10;
  rules.run_hills = 14;
  rules.streak_low = 2;
  rules.streak_moderate = 3;
  rules.streak_calm = 2;
  rules.full_clear_runs = 2;
  rules.impact_wait_days = 3;
  rules.impact_days_between = 1;
  rules.high_days_between = 2;
  rules.strength_days_between = 1;
  rules.spikes = 3;
  rules.spikes_of = 4;
  return rules;
}

TEST(Controller, every_field_survives_packing_at_both_ends_of_its_range) {
  Controller low;
  low.strength_rung = kCalm;
  EXPECT_EQ(unpack(pack(low)), low);
  Controller high;
  high.strength_rung = 14;
  high.strength_streak = high.spring_streak = high.run_streak = 3;
  high.spring_open = high.run_open = high.urgent = high.refer = high.own_runs = true;
  high.spring_rung = 6;
  high.run_rung = 31;
  high.unassessed = {true, true, true};
  high.shoe_left = 2;
  high.spikes = {15, 15, 15};
  high.wait = 7;
  high.impact_ago = high.high_ago = high.strength_ago = 3;
  high.done = {Memory::other, Memory::other, Memory::other};
  EXPECT_EQ(unpack(pack(high)), high);
  EXPECT_LT(pack(high), std::uint64_t{1} << 55) << "docs/controller.md says 55 bits";
}

TEST(Controller, no_two_fields_share_a_bit) {
  std::uint64_t seen = 0;
  for (int bit = 0; bit < 55; ++bit) {
    const std::uint64_t word = std::uint64_t{1} << bit;
    EXPECT_EQ(pack(unpack(word)), word) << bit;
    seen |= word;
  }
  EXPECT_EQ(seen, (std::uint64_t{1} << 55) - 1);
}

/// A morning on which everything is as good as it can be.
DecideLetter good_morning() {
  DecideLetter letter;
  letter.checkin = true;
  letter.trend = Trend::steady;
  letter.usual_low = letter.no_recent_worsening = letter.walk_clear = letter.raises_pass =
      letter.hills_distance = true;
  return letter;
}

Decision morning(Controller& state, const JudgeLetter& judge, const DecideLetter& decide) {
  const Rules rules = shipped_rules();
  Morning m(state, rules);
  m.judge(judge);
  m.events({});
  m.decide(decide);
  TodayLetter today;
  today.admissible = true;
  m.today(decide, today);
  return m.decision();
}

TEST(Controller, a_credit_needs_a_creditable_session_the_day_before) {
  JudgeLetter clear;
  clear.verdict[kStrength] = Verdict::clear;
  Controller nothing_done;
  morning(nothing_done, clear, good_morning());
  EXPECT_EQ(nothing_done.strength_streak, 0);
  Controller done;
  done.done[kStrength] = Memory::creditable;
  morning(done, clear, good_morning());
  EXPECT_EQ(done.strength_streak, 1);
}

TEST(Controller, an_excess_blocks_impact_today_and_tomorrow_and_then_until_a_good_morning) {
  Controller state;
  state.strength_rung = 5;
  state.spring_open = true;
  state.spring_rung = 2;
  state.done[kSpring] = Memory::creditable;
  JudgeLetter excess;
  excess.verdict[kSpring] = Verdict::excessive;
  excess.charged[kSpring] = true;
  excess.excess = true;
  EXPECT_EQ(morning(state, excess, good_morning()).impact, ImpactPlan::none);  // X + 1
  EXPECT_EQ(state.spring_rung, 1);
  JudgeLetter good;
  good.morning_ends_wait = true;
  EXPECT_EQ(morning(state, good, good_morning()).impact, ImpactPlan::none);  // X + 2
  EXPECT_EQ(morning(state, {}, good_morning()).impact, ImpactPlan::none);    // X + 3, not a good morning
  EXPECT_EQ(morning(state, good, good_morning()).impact, ImpactPlan::spring);
}

TEST(Controller, three_excessive_of_the_last_four_refer_and_a_clear_between_does_not_help) {
  Controller state;
  const auto verdict = [&state](Verdict v) {
    JudgeLetter letter;
    letter.verdict[kRun] = v;
    morning(state, letter, good_morning());
  };
  verdict(Verdict::excessive);
  verdict(Verdict::clear);
  verdict(Verdict::excessive);
  EXPECT_FALSE(state.refer);
  verdict(Verdict::incomplete);  // not a known verdict: neither counts nor pushes one out
  verdict(Verdict::excessive);
  EXPECT_TRUE(state.refer);
}

TEST(Controller, several_steps_back_on_one_morning_are_the_largest_of_them) {
  Controller state;
  state.strength_rung = 5;
  state.done[kStrength] = Memory::creditable;
  const Rules rules = shipped_rules();
  JudgeLetter excess;
  excess.verdict[kStrength] = Verdict::excessive;
  excess.charged[kStrength] = excess.excess = true;
  EventsLetter events;
  events.gap[kStrength] = Gap::one_rung;
  DecideLetter decide = good_morning();
  decide.trend = Trend::worsening;
  decide.trend_step_due = true;
  Morning m(state, rules);
  m.judge(excess);
  m.events(events);
  m.decide(decide);
  EXPECT_EQ(state.strength_rung, 4);
}

TEST(Controller, worsening_at_the_foot_neither_closes_nor_calms) {
  Controller state;
  state.spring_open = true;
  DecideLetter decide = good_morning();
  decide.trend = Trend::worsening;
  decide.trend_step_due = true;
  morning(state, {}, decide);
  EXPECT_EQ(state.strength_rung, 0);
  EXPECT_TRUE(state.spring_open);
}

TEST(Controller, excess_at_the_foot_calms_strength_and_closes_the_others) {
  Controller state;
  state.spring_open = true;
  state.done = {Memory::creditable, Memory::creditable, Memory::none};
  JudgeLetter excess;
  excess.verdict = {Verdict::excessive, Verdict::excessive, Verdict::none};
  excess.charged = {true, true, false};
  excess.excess = true;
  morning(state, excess, good_morning());
  EXPECT_EQ(state.strength_rung, kCalm);
  EXPECT_FALSE(state.spring_open);
}

}  // namespace
}  // namespace springback::engine
