#include <gtest/gtest.h>

#include <string>

#include "app/export.h"
#include "app/log.h"
#include "app/notebook.h"
#include "app/protocols.h"
#include "app/restore.h"
#include "engine/run.h"
#include "support/program.h"

namespace springback::app {
namespace {

const Instant kNow = *parse_instant("2026-03-10T12:00:00+01:00");

std::string id(int n) {
  std::string digits = std::to_string(n);
  return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

std::string flag(int n, const std::string& at) {
  return R"({"type":"flag","at":")" + at + R"(","flag":"pop","id":")" + id(n) + "\"}\n";
}

std::string retract(int n, int target, const std::string& at, const std::string& more = {}) {
  return R"({"type":"retract","at":")" + at + R"(","target":")" + id(target) + R"(","id":")" + id(n) + "\"" +
         more + "}\n";
}

std::string words_of(const Answer<LogReport>& refused) {
  return refused || refused.error().faults.empty() ? std::string() : refused.error().faults.front().message;
}

class LiveRules : public ::testing::Test {
 protected:
  LiveRules() : notebook_(*Notebook::open(dir_.path(), kOwnDiary)) {}

  Answer<LogReport> log(const std::string& lines, int slack_s = 0) {
    return log_facts(*notebook_, lines, kNow, slack_s);
  }
  std::size_t kept() { return (*notebook_->pages())->diary.size(); }

  test::TempDir dir_;
  std::unique_ptr<Notebook> notebook_;
};

TEST_F(LiveRules, a_time_in_the_future_is_refused_with_its_line_and_nothing_is_kept) {
  const auto refused =
      log("{\"type\":\"checkin\",\"at\":\"2026-03-10T07:00:00+01:00\",\"pain\":2}\n\n"
          "{\"type\":\"checkin\",\"at\":\"2026-03-10T12:00:01+01:00\",\"pain\":2}\n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "facts_refused");
  ASSERT_EQ(refused.error().faults.size(), 1U);
  EXPECT_EQ(refused.error().faults[0].line, 3U);
  EXPECT_EQ(refused.error().faults[0].field, "at");
  EXPECT_EQ(kept(), 0U);
}

TEST_F(LiveRules, a_separate_names_a_recording_of_the_diary) {
  const auto separate = [&](const std::string& recording) {
    return log(R"({"type":"separate","at":"2026-03-10T10:00:00+01:00","recording":")" + recording + R"("})");
  };
  const std::string recording =
      R"({"type":"recording","at":"2026-03-10T09:00:00+01:00","start":"2026-03-10T09:00:00+01:00","sha256":")" +
      std::string(64, 'a') +
      R"(","derived_by":"test-1","sport":"running","distance_m":3000,"timer_s":1000,)" +
      R"("jog_s":1000,"walk_s":0,"bouts":[],"id":")" + id(1) + "\"}\n";
  const auto unknown = separate(id(1));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().faults.front().field, "recording");
  EXPECT_NE(unknown.error().faults.front().message.find(
                "is no fact of this diary; allowed: the id of a recording of this diary"),
            std::string::npos)
      << unknown.error().faults.front().message;
  ASSERT_TRUE(log(recording + R"({"type":"checkin","at":"2026-03-10T07:00:00+01:00","pain":2,"id":")" +
                  id(2) + "\"}\n"));
  const auto morning = separate(id(2));
  ASSERT_FALSE(morning);
  EXPECT_NE(morning.error().faults.front().message.find("is no recording"), std::string::npos);
  EXPECT_TRUE(separate(id(1)));
}

TEST_F(LiveRules, another_clock_may_be_ahead_by_its_slack_and_no_more) {
  EXPECT_TRUE(log(R"({"type":"checkin","at":"2026-03-10T12:02:00+01:00","pain":2})", 120));
  EXPECT_FALSE(log(R"({"type":"checkin","at":"2026-03-10T12:02:01+01:00","pain":2})", 120));
}

TEST_F(LiveRules, a_flag_from_a_clock_five_hours_ahead_is_kept_and_stops_today) {
  ASSERT_TRUE(log(R"({"type":"profile","at":"2026-03-09T07:00:00+01:00","side":"left","site":"midportion",)"
                  R"("usual_morning_pain":2})"));
  const auto kept_flag = log(flag(1, "2026-03-11T01:00:00+01:00"), kClockSlack_s);
  ASSERT_TRUE(kept_flag) << kept_flag.error().faults.front().message;
  // What was told stays; the server says when it heard it, in the runner's own offset.
  EXPECT_NE(kept_flag->facts[0].json.find(R"("at":"2026-03-11T01:00:00+01:00")"), std::string::npos);
  EXPECT_NE(kept_flag->facts[0].json.find(R"("entered":"2026-03-10T12:00:00+01:00")"), std::string::npos);
  const engine::Outcome outcome =
      engine::run(kNow.day(), shipped_protocols().all(), (*notebook_->pages())->diary);
  EXPECT_EQ(outcome.alert, engine::AlertLevel::urgent);
  EXPECT_TRUE(outcome.today.empty());
  // The device did not hear the answer and sends it again.
  const auto again = log(flag(1, "2026-03-11T01:00:00+01:00"), kClockSlack_s);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->added, 0U);
}

TEST_F(LiveRules, a_flag_told_late_by_a_clock_ahead_is_kept) {
  const std::string late = R"({"type":"flag","flag":"pop","at":"2026-03-10T09:00:00+01:00",)"
                           R"("entered":"2026-03-10T17:00:00+01:00"})";
  const auto kept_flag = log(late, kClockSlack_s);
  ASSERT_TRUE(kept_flag);
  EXPECT_EQ((*notebook_->pages())->diary.front().at, *parse_instant("2026-03-10T09:00:00+01:00"));
  EXPECT_NE(kept_flag->facts[0].json.find(R"("entered":"2026-03-10T12:00:00+01:00")"), std::string::npos);
}

TEST_F(LiveRules, a_flag_of_next_week_and_a_check_in_five_hours_ahead_are_refused) {
  EXPECT_FALSE(log(flag(1, "2026-03-17T12:00:00+01:00"), kClockSlack_s));
  EXPECT_FALSE(log(R"({"type":"checkin","at":"2026-03-10T17:00:00+01:00","pain":2})", kClockSlack_s));
}

TEST_F(LiveRules, the_terminal_has_the_servers_rule_for_a_flag_of_a_clock_ahead) {
  const auto kept_flag = log(flag(1, "2026-03-10T17:00:00+01:00"));
  ASSERT_TRUE(kept_flag) << words_of(kept_flag);
  EXPECT_NE(kept_flag->facts[0].json.find(R"("entered":"2026-03-10T12:00:00+01:00")"), std::string::npos);
  EXPECT_TRUE(log(flag(2, "2026-03-11T14:00:00+01:00")));
  EXPECT_FALSE(log(flag(3, "2026-03-11T14:00:01+01:00")));
  EXPECT_EQ(kept(), 2U);
}

TEST_F(LiveRules, a_flag_dated_years_ahead_is_refused_also_where_it_says_that_it_was_entered_now) {
  const std::string entered_now = R"({"type":"flag","at":"2030-01-01T07:00:00+00:00","flag":"pop",)"
                                  R"("entered":"2026-03-10T12:00:00+01:00"})";
  for (const int slack_s : {0, kClockSlack_s}) {
    const auto refused = log(entered_now, slack_s);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults[0].field, "at");
    EXPECT_NE(
        words_of(refused).find("line 1: at: 2030-01-01T07:00:00+00:00 lies in the future; allowed: up to 26 "
                               "hours after now, 2026-03-10T12:00:00+01:00"),
        std::string::npos)
        << words_of(refused);
  }
  EXPECT_EQ(kept(), 0U);
  EXPECT_TRUE(log(R"({"type":"flag","at":"2026-03-11T13:00:00+01:00","flag":"pop",)"
                  R"("entered":"2026-03-10T12:00:00+01:00"})"));
}

TEST_F(LiveRules, now_in_another_offset_is_not_the_future) {
  EXPECT_TRUE(log(R"({"type":"checkin","at":"2026-03-10T23:00:00+12:00","pain":2})"));
  EXPECT_FALSE(log(R"({"type":"checkin","at":"2026-03-10T11:30:00+00:00","pain":2})"));
}

TEST_F(LiveRules, an_entry_typed_in_the_future_is_refused) {
  const auto refused = log(
      R"({"type":"checkin","at":"2026-03-09T07:00:00+01:00","entered":"2026-03-11T07:00:00+01:00","pain":2})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults[0].field, "entered");
}

TEST_F(LiveRules, a_flag_is_taken_back_within_ten_minutes_and_not_after) {
  ASSERT_TRUE(log(flag(1, "2026-03-10T10:00:00+01:00") + flag(2, "2026-03-10T10:00:00+01:00")));
  EXPECT_TRUE(log(retract(3, 1, "2026-03-10T10:10:00+01:00")));
  EXPECT_FALSE(log(retract(4, 2, "2026-03-10T10:10:01+01:00")));
}

TEST_F(LiveRules, a_retract_dated_back_counts_from_when_it_was_typed) {
  ASSERT_TRUE(log(flag(1, "2026-03-10T10:00:00+01:00")));
  EXPECT_FALSE(log(retract(2, 1, "2026-03-10T10:05:00+01:00", R"(,"entered":"2026-03-10T11:00:00+01:00")")));
}

TEST_F(LiveRules, a_retract_cannot_be_retracted) {
  ASSERT_TRUE(log(R"({"type":"checkin","at":"2026-03-10T07:00:00+01:00","pain":2,"id":")" + id(1) + "\"}"));
  ASSERT_TRUE(log(retract(2, 1, "2026-03-10T08:00:00+01:00")));
  EXPECT_FALSE(log(retract(3, 2, "2026-03-10T09:00:00+01:00")));
}

TEST_F(LiveRules, a_retract_names_a_fact_of_this_diary_or_of_the_same_request) {
  EXPECT_FALSE(log(retract(2, 1, "2026-03-10T08:00:00+01:00")));
  EXPECT_TRUE(log(flag(1, "2026-03-10T08:00:00+01:00") + retract(2, 1, "2026-03-10T08:05:00+01:00")));
}

TEST_F(LiveRules, an_order_is_taken_back_by_its_author_only) {
  ASSERT_TRUE(
      log(R"({"type":"order","order":"hold","by":"clinician","at":"2026-03-10T07:00:00+01:00","id":")" +
          id(1) + "\"}"));
  EXPECT_FALSE(log(retract(2, 1, "2026-03-10T08:00:00+01:00", R"(,"by":"self")")));
  EXPECT_FALSE(log(retract(3, 1, "2026-03-10T08:00:00+01:00")));
  EXPECT_TRUE(log(retract(4, 1, "2026-03-10T08:00:00+01:00", R"(,"by":"clinician")")));
}

constexpr std::string_view kProfile =
    R"({"type":"profile","at":"2026-01-01T07:00:00+01:00","side":"left","site":"midportion","usual_morning_pain":2})";

std::string own_clear(const std::string& at) {
  return R"({"type":"order","order":"clear","by":"self","at":")" + at + "\"}";
}

std::string other_tendons(const std::string& at) {
  return R"({"type":"flag","flag":"other_tendons","at":")" + at + "\"}";
}

TEST_F(LiveRules, a_runners_clearing_with_nothing_to_clear_is_refused) {
  ASSERT_TRUE(log(std::string(kProfile)));
  const auto refused = log(own_clear("2026-03-10T08:00:00+01:00"));
  ASSERT_FALSE(refused);
  EXPECT_NE(words_of(refused).find("there is no referral to clear"), std::string::npos) << words_of(refused);
}

TEST_F(LiveRules, a_runners_clearing_of_an_urgent_alert_is_refused_and_names_who_can) {
  ASSERT_TRUE(log(std::string(kProfile)) && log(flag(1, "2026-03-10T08:00:00+01:00")));
  const auto refused = log(own_clear("2026-03-10T09:00:00+01:00"));
  ASSERT_FALSE(refused);
  EXPECT_NE(words_of(refused).find("allowed: clinician"), std::string::npos) << words_of(refused);
  EXPECT_TRUE(log(R"({"type":"order","order":"clear","by":"clinician","at":"2026-03-10T09:00:00+01:00"})"));
}

TEST_F(LiveRules, a_second_clearing_by_the_runner_is_refused_with_the_day_from_which_it_is_allowed) {
  ASSERT_TRUE(log(std::string(kProfile)) && log(other_tendons("2026-01-05T08:00:00+01:00")));
  ASSERT_TRUE(log(own_clear("2026-01-06T08:00:00+01:00")));
  ASSERT_TRUE(log(other_tendons("2026-03-09T08:00:00+01:00")));
  const auto refused = log(own_clear("2026-03-10T08:00:00+01:00"));
  ASSERT_FALSE(refused);
  EXPECT_NE(words_of(refused).find("self from 2026-03-31 on, clinician at once"), std::string::npos)
      << words_of(refused);  // 84 days after the one that worked
  EXPECT_TRUE(log_facts(*notebook_, own_clear("2026-03-31T08:00:00+02:00"),
                        *parse_instant("2026-03-31T12:00:00+02:00"), 0));
}

TEST_F(LiveRules, a_flag_and_its_clearing_may_come_in_one_request) {
  ASSERT_TRUE(log(std::string(kProfile)));
  EXPECT_TRUE(
      log(other_tendons("2026-03-09T08:00:00+01:00") + "\n" + own_clear("2026-03-10T08:00:00+01:00")));
}

TEST_F(LiveRules, an_exercise_that_no_plan_knows_is_refused_with_those_that_are_allowed) {
  const auto session = [](const std::string& exercise) {
    return R"({"type":"session","track":"strength","at":"2026-03-10T08:00:00+01:00","done":{"exercise":")" +
           exercise + R"(","sets":3,"reps":10}})";
  };
  const auto refused = log(session("one_leg_rais"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults[0].field, "done.exercise");
  EXPECT_NE(words_of(refused).find("two_leg_raise"), std::string::npos) << words_of(refused);
  EXPECT_TRUE(log(session("one_leg_raise")));
  EXPECT_TRUE(log(session("other")));
}

TEST_F(LiveRules, an_onset_to_come_and_a_first_day_far_off_are_refused_with_what_is_allowed) {
  const auto profile = [](const std::string& at, const std::string& more) {
    return R"({"type":"profile","at":")" + at +
           R"(T07:00:00+01:00","side":"left","site":"midportion","usual_morning_pain":2)" + more + "}";
  };
  EXPECT_NE(words_of(log(profile("2026-03-10", R"(,"onset":"2030-01-01")"))).find("up to 2026-03-10"),
            std::string::npos);
  EXPECT_NE(words_of(log(profile("2026-03-10", R"(,"started":"2026-05-10")")))
                .find("from 2026-01-09 to 2026-05-09"),
            std::string::npos);
  EXPECT_TRUE(log(profile("2026-01-01", R"(,"started":"2025-12-01","onset":"2020-01-01")")));
  // A later profile keeps the first day of the one before it.
  EXPECT_TRUE(log(profile("2026-03-10", R"(,"started":"2025-12-01","goal_min":40)")));
}

TEST_F(LiveRules, an_order_that_cannot_bind_is_refused_with_what_would) {
  ASSERT_TRUE(log(std::string(kProfile)));
  const auto order = [&](const std::string& body) {
    return words_of(
        log(R"({"type":"order","by":"clinician","at":"2026-03-10T08:00:00+01:00",)" + body + "}"));
  };
  EXPECT_NE(order(R"("order":"set_rung","track":"strength","rung":"run_18")").find("one_leg_3x8"),
            std::string::npos);
  EXPECT_NE(order(R"("order":"set_rung","track":"run","rung":"run_89")").find("run_18"), std::string::npos);
  EXPECT_NE(order(R"("order":"limit","limit":{"pain_max":9})").find("0 to 4"), std::string::npos);
  EXPECT_NE(order(R"("order":"limit","limit":{"days_between_min":0})").find("from"), std::string::npos);
  EXPECT_NE(order(R"("order":"hold","until":"2020-01-01")").find("from 2026-03-10"), std::string::npos);
  EXPECT_EQ(order(R"("order":"set_rung","track":"strength","rung":"one_leg_3x8")"), "");
}

TEST_F(LiveRules, a_repeat_is_harmless_and_answers_with_its_first_place) {
  const std::string line = flag(1, "2026-03-10T10:00:00+01:00");
  const auto first = log(line);
  const auto second = log(line);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->added, 1U);
  EXPECT_EQ(second->added, 0U);
  EXPECT_EQ(first->facts[0].seq, second->facts[0].seq);
  EXPECT_EQ(kept(), 1U);
}

TEST_F(LiveRules, the_same_thing_typed_at_another_moment_is_a_repeat) {
  const std::string checkin = R"({"type":"checkin","at":"2026-03-10T07:00:00+01:00","pain":2)";
  ASSERT_TRUE(log(checkin + R"(,"entered":"2026-03-10T08:00:00+01:00"})"));
  const auto again = log(checkin + R"(,"entered":"2026-03-10T09:00:00+01:00"})");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->added, 0U);
  EXPECT_NE(again->facts[0].json.find("T08:00:00"), std::string::npos);
}

TEST_F(LiveRules, another_fact_under_a_known_id_is_a_conflict_and_nothing_is_kept) {
  ASSERT_TRUE(log(flag(1, "2026-03-10T10:00:00+01:00")));
  const auto refused =
      log("[" + flag(7, "2026-03-10T10:00:00+01:00") + "," + flag(1, "2026-03-10T10:30:00+01:00") + "]");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "id_conflict");
  EXPECT_EQ(refused.error().faults[0].line, 2U);
  EXPECT_EQ(kept(), 1U);
}

TEST_F(LiveRules, a_restore_names_the_line_of_every_fact_whose_id_is_another_facts) {
  ASSERT_TRUE(log(flag(1, "2026-03-10T10:00:00+01:00") + flag(2, "2026-03-10T10:00:00+01:00")));
  const std::string file = flag(7, "2026-03-10T10:00:00+01:00") + flag(1, "2026-03-10T10:30:00+01:00") +
                           "\n" + flag(2, "2026-03-10T10:30:00+01:00");
  const auto restored =
      restore_diary(*notebook_, {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().code, "id_conflict");
  const auto& faults = restored.error().faults;
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].line, 2U);
  EXPECT_EQ(faults[1].line, 4U);
  EXPECT_EQ(faults[1].field, "id");
  EXPECT_EQ(faults[1].message, "line 4: id: " + id(2) + " is the id of another fact of this diary");
  EXPECT_EQ(kept(), 2U);
}

TEST_F(LiveRules, bad_input_lists_every_fault_and_keeps_nothing) {
  const auto refused = log(flag(1, "2026-03-10T10:00:00+01:00") + "{\"type\":\"chekin\"}\n{\"type\":1}\n");
  ASSERT_FALSE(refused);
  EXPECT_GE(refused.error().faults.size(), 2U);
  EXPECT_EQ(kept(), 0U);
}

TEST_F(LiveRules, the_order_of_arrival_does_not_change_the_export) {
  const test::TempDir other_dir;
  const auto other = *Notebook::open(other_dir.path(), kOwnDiary);
  const std::string one = flag(1, "2026-03-10T10:00:00+01:00"), two = flag(2, "2026-03-09T10:00:00+01:00");
  ASSERT_TRUE(log(one) && log(two));
  ASSERT_TRUE(log_facts(*other, two + one, kNow, 0));
  EXPECT_EQ(export_diary(*notebook_)->bytes, export_diary(*other)->bytes);
}

TEST_F(LiveRules, a_restore_with_a_fault_keeps_nothing) {
  const std::string file = flag(1, "2026-03-10T10:00:00+01:00") + "{\"type\":\"note\"}\n";
  const auto restored =
      restore_diary(*notebook_, {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().code, "restore_refused");
  EXPECT_EQ(restored.error().faults[0].line, 2U);
  EXPECT_EQ(kept(), 0U);
}

}  // namespace
}  // namespace springback::app
