// The one reason that a card has room for: it explains what the card shows.

#include "everything.h"

namespace springback::text {
namespace {

using engine::Code;
using engine::Outcome;
using engine::Track;

engine::Item run_item(std::string rung, std::int32_t pain_max = 5) {
  engine::Item item;
  item.track = Track::run;
  item.rung = std::move(rung);
  item.dose.jog_s = 60;
  item.dose.walk_s = 120;
  item.dose.rounds = 8;
  item.pain_max = pain_max;
  return item;
}

engine::Item strength_item(std::string rung) {
  engine::Item item = all_items().front();
  item.rung = std::move(rung);
  return item;
}

Outcome standing_everywhere() {
  Outcome outcome;
  outcome.strength = {true, "one_leg_raise_3x12", 3, 0, 2, engine::Action::repeat, engine::Verdict::clear};
  outcome.spring = {true, "one_hop_3x10", 2, 0, 2, engine::Action::rest, engine::Verdict::clear};
  outcome.run = {true, "jog_3_walk_1", 4, 0, 2, engine::Action::repeat, engine::Verdict::clear};
  return outcome;
}

const engine::Reason kStreak{Code::streak_short, Track::run, {{"streak", 0}, {"needed", 2}}, {}, "seed S14"};

std::string why_of(const Outcome& outcome) { return render(outcome, Voice{}).today.front().why; }

TEST(Lead, a_clinicians_limit_that_cut_the_dose_is_the_reason_and_the_dose_earns_nothing) {
  Outcome outcome = standing_everywhere();
  outcome.today = {run_item("jog_1_walk_2")};
  outcome.reasons = {{Code::order_limit, std::nullopt, {{"pain_max", 2}, {"jog_s_max", 600}}, {}, "engine"},
                     kStreak};
  EXPECT_EQ(why_of(outcome),
            "Your clinician has set limits: stop if pain reaches 2/10 and jog no more than 10 min in a run. "
            "This smaller dose does not count towards the next rung.");
}

TEST(Lead, a_limit_that_changed_nothing_of_the_item_is_not_its_reason) {
  Outcome outcome = standing_everywhere();
  outcome.today = {run_item("jog_3_walk_1")};
  outcome.reasons = {{Code::order_limit, std::nullopt, {{"jog_s_max", 6000}}, {}, "engine"}, kStreak};
  EXPECT_EQ(why_of(outcome), "This rung asks for 2 clear sessions before the next.");
}

TEST(Lead, a_pain_limit_that_the_item_carries_is_its_reason_and_takes_no_credit) {
  Outcome outcome = standing_everywhere();
  outcome.today = {run_item("jog_3_walk_1", 2)};
  outcome.reasons = {{Code::order_limit, std::nullopt, {{"pain_max", 2}}, {}, "engine"}, kStreak};
  EXPECT_EQ(why_of(outcome), "Your clinician has set limits: stop if pain reaches 2/10.");
}

TEST(Lead, a_day_of_rest_tells_the_step_back_before_what_keeps_the_day_free) {
  Outcome outcome = standing_everywhere();
  outcome.spring = outcome.run = {};
  outcome.reasons = {{Code::excessive_during,
                      Track::strength,
                      {{"pain", 7}, {"limit", 5}, {"rung", std::string("two_leg_3x10")}},
                      {},
                      "seed S07"},
                     {Code::spacing, Track::strength, {{"days_since", 1}, {"days_needed", 2}}, {}, "loadit"}};
  const auto why = render(outcome, Voice{}).why;
  ASSERT_EQ(why.size(), 2U);
  EXPECT_EQ(
      why[0],
      "Pain during the session was 7/10, above the limit of 5/10: it was too much. So strength work goes "
      "back to two leg, 3 × 10.");
}

TEST(Lead, an_opening_explains_the_day_and_is_no_limit_of_it) {
  Outcome outcome = standing_everywhere();
  outcome.today = {run_item("jog_3_walk_1")};
  outcome.reasons = {{Code::gate_open, Track::run, {}, {}, "seed S06"}};
  EXPECT_EQ(render(outcome, Voice{}).why,
            std::vector<std::string>{"Running opens: every condition for it is met."});
  EXPECT_TRUE(render(outcome, Voice{}).limits.empty());
  outcome.reasons = {kStreak};
  EXPECT_EQ(render(outcome, Voice{}).limits.size(), 1U);
}

TEST(Lead, running_that_goes_on_is_not_called_closed) {
  Outcome outcome = standing_everywhere();
  outcome.run = {};
  outcome.reasons = {
      {Code::entry_running, Track::run, {{"runs", 1}, {"needed", 3}, {"max_min", 25}}, {}, "seed S17"}};
  EXPECT_EQ(render(outcome, Voice{}).tracks[2].standing, "Your own easy runs go on");
}

TEST(Lead, the_first_card_tells_that_another_track_was_closed) {
  Outcome outcome = standing_everywhere();
  outcome.run = {};
  outcome.run.closed_again = true;
  outcome.today = {strength_item("one_leg_raise_3x12")};
  outcome.reasons = {
      {Code::excessive_during, Track::run, {{"pain", 6}, {"limit", 5}, {"closed", 7}}, {}, "seed S07"},
      {Code::streak_short, Track::strength, {{"streak", 0}, {"needed", 2}}, {}, "seed S14"}};
  EXPECT_EQ(
      why_of(outcome),
      "Pain during the session was 6/10, above the limit of 5/10: it was too much. So running is closed, for "
      "7 days at the least. This rung asks for 2 clear sessions before the next.");
  EXPECT_EQ(render(outcome, Voice{}).tracks[2].standing, "Closed again");
  outcome.run.closed_again = false;
  EXPECT_EQ(render(outcome, Voice{}).tracks[2].standing, "Not open yet");
}

TEST(Lead, a_pain_limit_is_not_what_made_a_dose_smaller) {
  Outcome outcome = standing_everywhere();
  outcome.today = {strength_item("two_leg_3x15")};
  outcome.today.front().pain_max = 2;
  outcome.reasons = {
      {Code::order_limit, std::nullopt, {{"pain_max", 2}}, {}, "engine"},
      {Code::irritability_high, std::nullopt, {{"cause", std::string("morning")}}, {}, "engine"}};
  EXPECT_TRUE(why_of(outcome).starts_with("This morning's pain is high")) << why_of(outcome);
}

TEST(Lead, a_trend_at_the_foot_of_a_ladder_is_no_step_back) {
  Outcome outcome = standing_everywhere();
  outcome.today = {strength_item(outcome.strength.rung)};
  engine::Reason worsening{Code::trend_worsening, Track::strength, {}, {}, "engine"};
  engine::Reason streak = kStreak;
  streak.track = Track::strength;
  outcome.reasons = {worsening, streak};
  EXPECT_TRUE(why_of(outcome).starts_with("This rung asks for")) << why_of(outcome);
  outcome.strength.action = engine::Action::step_back;
  EXPECT_FALSE(why_of(outcome).starts_with("This rung asks for")) << why_of(outcome);
}

TEST(Lead, a_morning_from_which_nothing_can_come_is_not_asked_for) {
  Outcome outcome = standing_everywhere();
  const engine::Reason asked{Code::needs_checkin, Track::run, {}, {}, ""};
  outcome.reasons = {asked};
  EXPECT_TRUE(render(outcome, Voice{}).asks_morning);
  for (const engine::Reason& reason : std::vector<engine::Reason>{
           {Code::refer_flag, std::nullopt, {}, {}, ""},
           {Code::spacing, Track::run, {}, {}, ""},
           {Code::impact_wait, Track::run, {{"until", std::string("2026-03-05")}}, {}, ""}}) {
    outcome.reasons = {asked, reason};
    EXPECT_FALSE(render(outcome, Voice{}).asks_morning) << engine::name(reason.code);
  }
  outcome.reasons = {asked, {Code::impact_wait, Track::run, {}, {}, ""}};
  EXPECT_TRUE(render(outcome, Voice{}).asks_morning);
}

TEST(Lead, another_tracks_reason_is_never_said_of_an_item) {
  Outcome outcome = standing_everywhere();
  outcome.today = {strength_item("one_leg_raise_3x12")};
  engine::Reason spring = kStreak;
  spring.track = Track::spring;
  outcome.reasons = {spring, kStreak};
  EXPECT_EQ(why_of(outcome), "");
  EXPECT_TRUE(render(outcome, Voice{}).why.empty());
  outcome.strength.above = engine::Above::nothing;
  EXPECT_EQ(why_of(outcome), "This is the highest rung; you keep it.");
}

TEST(Lead, a_trend_that_is_not_known_holds_no_strength_work) {
  Outcome outcome = standing_everywhere();
  outcome.today = {strength_item("one_leg_raise_3x12")};
  outcome.reasons = {
      {Code::trend_unknown, std::nullopt, {{"cause", std::string("this_week")}, {"needed", 3}}, {}, ""}};
  EXPECT_EQ(why_of(outcome), "");
  outcome.today = {run_item("jog_3_walk_1")};
  EXPECT_TRUE(why_of(outcome).starts_with("The last seven days hold fewer than 3 answered mornings"));
}

TEST(Lead, a_step_back_is_said_before_a_session_that_did_not_count_and_that_before_the_count) {
  Outcome outcome = standing_everywhere();
  outcome.today = {run_item("jog_3_walk_1")};
  const engine::Reason borderline{Code::borderline, Track::run, {}, {}, ""};
  const engine::Reason earned{
      Code::progress_earned, Track::run, {{"needed", 2}, {"rung", std::string("jog_3_walk_1")}}, {}, ""};
  const engine::Reason limp{Code::excessive_limp, Track::run, {}, {}, ""};
  outcome.reasons = {kStreak, borderline};
  EXPECT_TRUE(why_of(outcome).starts_with("The last session was on the limit"));
  outcome.reasons.push_back(earned);
  EXPECT_TRUE(why_of(outcome).starts_with("2 clear sessions on the last rung"));
  outcome.reasons.push_back(limp);
  EXPECT_TRUE(why_of(outcome).starts_with("You limped"));
}

TEST(Lead, a_lowered_strength_dose_is_explained_and_its_rung_stands_beside_the_own_one) {
  Outcome outcome = standing_everywhere();
  outcome.today = {strength_item("one_leg_raise_3x10")};
  outcome.reasons = {{Code::irritability_high, std::nullopt, {{"cause", std::string("morning")}}, {}, ""},
                     {Code::streak_short, Track::strength, {{"streak", 0}, {"needed", 2}}, {}, ""}};
  const std::string why = why_of(outcome);
  EXPECT_TRUE(why.starts_with("This morning's pain is high")) << why;
  EXPECT_TRUE(why.ends_with("does not count towards the next rung.")) << why;
  EXPECT_TRUE(render(outcome, Voice{})
                  .tracks[0]
                  .standing.ends_with("; today a lower rung: one-leg heel raises, 3 × 10"))
      << render(outcome, Voice{}).tracks[0].standing;
}

TEST(Lead, with_several_items_each_reason_says_its_track) {
  Outcome outcome = standing_everywhere();
  outcome.today = {strength_item("one_leg_raise_3x12"), run_item("jog_3_walk_1")};
  engine::Reason strength = kStreak;
  strength.track = Track::strength;
  outcome.reasons = {strength, kStreak};
  const auto why = render(outcome, Voice{}).why;
  ASSERT_EQ(why.size(), 2U);
  EXPECT_EQ(why[0], "Strength work: This rung asks for 2 clear sessions before the next.");
  EXPECT_EQ(why[1], "Running: This rung asks for 2 clear sessions before the next.");
}

TEST(Lead, a_day_without_items_says_what_keeps_the_track_with_the_highest_stake) {
  Outcome outcome = standing_everywhere();
  outcome.reasons = {{Code::advise_usual_high, std::nullopt, {{"usual", 5}}, {}, ""},
                     {Code::order_limit, std::nullopt, {{"pain_max", 2}}, {}, "engine"},
                     {Code::spacing, Track::strength, {{"days_since", 1}, {"days_needed", 2}}, {}, ""},
                     {Code::impact_wait, Track::spring, {{"until", std::string("2026-03-04")}}, {}, ""},
                     {Code::weekly_rest, Track::run, {}, {}, ""},
                     kStreak};
  EXPECT_EQ(render(outcome, Voice{}).why,
            std::vector<std::string>{
                "Running: One day in seven is without any session; a walk is fine. Today is that day."});
  outcome.run.open = false;
  EXPECT_TRUE(render(outcome, Voice{}).why.front().starts_with("Spring work: After a session"));
  outcome.spring.open = false;
  EXPECT_TRUE(render(outcome, Voice{}).why.front().starts_with("Strength work: The last session of this"));
  outcome.strength.open = false;
  EXPECT_TRUE(render(outcome, Voice{}).why.empty());
}

TEST(Lead, a_high_irritability_is_no_reason_for_strength_to_rest) {
  Outcome outcome = standing_everywhere();
  outcome.run.open = outcome.spring.open = false;
  outcome.reasons = {{Code::irritability_high, std::nullopt, {{"cause", std::string("morning")}}, {}, ""},
                     {Code::spacing, Track::strength, {{"days_since", 1}, {"days_needed", 2}}, {}, ""}};
  EXPECT_TRUE(render(outcome, Voice{}).why.front().starts_with("Strength work: The last session of this"));
}

TEST(Lead, own_runs_have_a_turn_before_the_ladder_opens) {
  Outcome outcome = standing_everywhere();
  outcome.run.open = false;
  outcome.reasons = {{Code::weekly_rest, Track::strength, {}, {}, ""},
                     {Code::needs_checkin, Track::run, {}, {}, ""},
                     {Code::entry_running, Track::run, {}, {}, ""}};
  EXPECT_TRUE(render(outcome, Voice{}).why.front().starts_with("This morning's answer is missing. Hops and"));
}

TEST(Lead, a_plan_that_has_not_begun_says_so) {
  Outcome outcome;
  outcome.reasons = {{Code::not_started, std::nullopt, {{"start", std::string("2026-03-04")}}, {}, ""}};
  EXPECT_EQ(render(outcome, Voice{}).why, std::vector<std::string>{"The plan begins on Wednesday 4 March."});
}

TEST(Standing, more_sessions_than_are_asked_for_are_not_counted) {
  Outcome outcome = standing_everywhere();
  outcome.run.streak = 3;
  EXPECT_EQ(render(outcome, Voice{}).tracks[2].standing, "3 min jog, 1 min walk, 2 of 2 clear sessions");
}

TEST(Standing, the_highest_rung_is_kept_without_a_count) {
  Outcome outcome = standing_everywhere();
  outcome.strength.streak = 3;
  outcome.strength.above = engine::Above::nothing;
  EXPECT_EQ(render(outcome, Voice{}).tracks[0].standing,
            "One-leg heel raises, 3 × 12: this is the highest rung; you keep it");
}

TEST(WouldChange, all_that_follows_from_one_answer_stands_in_one_sentence) {
  Outcome outcome = standing_everywhere();
  using Answer = engine::WouldChange::Answer;
  const auto add = [&](Answer answer, int value, Track track, engine::Action action) {
    outcome.would_change.push_back({answer, value, engine::WouldChange::Side::more, track, action});
  };
  add(Answer::checkin_pain, 3, Track::run, engine::Action::hold);
  add(Answer::checkin_pain, 3, Track::spring, engine::Action::hold);
  add(Answer::checkin_pain, 3, Track::strength, engine::Action::step_back);
  add(Answer::pain_during, 6, Track::run, engine::Action::hold);
  EXPECT_EQ(render(outcome, Voice{}).would_change,
            (std::vector<std::string>{
                "If the first steps tomorrow morning are 3/10 or more, running is held, spring work is held "
                "and strength work steps one rung back.",
                "If pain during the next session reaches 6/10, running is held."}));
}

}  // namespace
}  // namespace springback::text
