// Why a day is as it is, from a diary to the terminal: the reason of the track that is shown, and no other.

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "support/program.h"

namespace springback::test {
namespace {

constexpr const char* kProfile =
    R"({"type":"profile","at":"2026-02-01T20:00:00+01:00","side":"left","site":"midportion",)"
    R"("usual_morning_pain":2,"body_mass_kg":70,"goal_min":30,"equipment":["step","backpack"]})";

std::string morning(const std::string& day, int pain = 2) {
  return R"({"type":"checkin","at":")" + day + R"(T07:00:00+01:00","pain":)" + std::to_string(pain) + "}";
}

std::string set_rung(const std::string& track, const std::string& rung) {
  return R"({"type":"order","at":"2026-02-28T20:00:00+01:00","order":"set_rung","by":"clinician","track":")" +
         track + R"(","rung":")" + rung + R"("})";
}

class DayWords : public ::testing::Test {
 protected:
  /// A diary of these facts, and every morning of February from the second on, but for the last `missing`.
  void diary(std::vector<std::string> facts, int missing = 0) {
    std::ofstream file(dir_.file("diary.jsonl"));
    file << kProfile << "\n";
    for (int day = 2; day <= 28 - missing; ++day)
      file << morning("2026-02-" + std::string(day < 10 ? "0" : "") + std::to_string(day)) << "\n";
    for (const std::string& fact : facts) file << fact << "\n";
    file.close();
    const Ran ran = run({"--data", dir_.file("data"), "restore", dir_.file("diary.jsonl")});
    ASSERT_EQ(ran.exit, 0) << ran.err;
  }
  /// What the verb says of the first of March, its lines joined.
  std::string said(const std::string& verb) {
    const Ran ran = run({"--data", dir_.file("data"), verb, "--on", "2026-03-01"});
    EXPECT_EQ(ran.exit, 0) << ran.err;
    std::string text;
    for (const char c : ran.out) {
      if (c == '\n' || (c == ' ' && text.ends_with(' '))) {
        if (!text.ends_with(' ')) text += ' ';
      } else {
        text += c;
      }
    }
    return text;
  }
  TempDir dir_;
};

#define EXPECT_SAID(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)
#define EXPECT_UNSAID(text, part) EXPECT_EQ((text).find(part), std::string::npos) << (text)

TEST_F(DayWords, a_run_that_a_clinicians_limit_cut_names_the_limit_and_that_it_earns_nothing) {
  diary({set_rung("run", "run_18"),
         R"({"type":"order","at":"2026-02-28T20:00:00+01:00","order":"limit","by":"clinician",)"
         R"("track":"run","limit":{"jog_s_max":480,"pain_max":2}})",
         morning("2026-03-01")});
  const std::string today = said("today");
  EXPECT_SAID(today, "Stop if pain reaches 2/10.");
  EXPECT_SAID(today,
              "Why: Your clinician has set limits: stop if pain reaches 2/10 and jog no more than 8 min "
              "in a run. This smaller dose does not count towards the next rung.");
  EXPECT_SAID(said("why"),
              "18 min easy running, 0 of 3 clear sessions; today a lower rung: 1 min jog, 2 min walk");
}

TEST_F(DayWords, a_trend_that_is_not_known_names_the_week_and_the_count_it_takes) {
  diary({set_rung("run", "run_18"), morning("2026-03-01")}, 6);
  EXPECT_SAID(said("why"), "The last seven days hold fewer than 3 answered mornings");
}

TEST_F(DayWords, a_trend_that_is_not_known_for_the_week_before_does_not_speak_of_the_last_one) {
  diary({set_rung("run", "run_18"), morning("2026-02-26"), morning("2026-02-27"), morning("2026-03-01")}, 13);
  EXPECT_SAID(said("why"), "The seven days before the last seven hold fewer than 3 answered mornings");
}

TEST_F(DayWords, the_highest_rung_is_kept_without_a_count) {
  diary({set_rung("strength", "heavy_4x8"), morning("2026-03-01")});
  for (const std::string& text : {said("why"), said("today")}) {
    EXPECT_SAID(text, "his is the highest rung; you keep it");
    EXPECT_UNSAID(text, "clear sessions before the next");
  }
  EXPECT_SAID(said("ladder"), "[the highest rung]");
}

TEST_F(DayWords, rungs_that_need_equipment_are_named_as_such_and_the_last_without_is_not_the_highest) {
  diary({R"({"type":"profile","at":"2026-02-02T09:00:00+01:00","side":"left","site":"midportion",)"
         R"("usual_morning_pain":2,"equipment":["none"]})",
         set_rung("strength", "one_leg_3x15"), morning("2026-03-01")});
  for (const std::string& text : {said("why"), said("today")}) {
    EXPECT_SAID(text, "need equipment");
    EXPECT_UNSAID(text, "highest rung");
    EXPECT_UNSAID(text, "clear sessions before the next");
  }
  EXPECT_SAID(said("ladder"), "[the rungs above need equipment]");
}

TEST_F(DayWords, a_rest_day_names_the_track_with_the_highest_stake_and_not_what_its_next_rung_takes) {
  diary(
      {set_rung("run", "run_18"), morning("2026-03-01"),
       R"({"type":"session","at":"2026-02-27T18:00:00+01:00","track":"run","done":{"jog_s":1080,"walk_s":0,"rounds":1},)"
       R"("pain_during":7,"pain_after":2})",
       R"({"type":"session","at":"2026-02-28T18:00:00+01:00","track":"strength","as_prescribed":true,)"
       R"("pain_during":2,"pain_after":2})"});
  const std::string today = said("today");
  EXPECT_SAID(today, "Rest day");
  EXPECT_SAID(today, "Why: After a session that was too much, hops and running wait");
}

TEST_F(DayWords, the_ladder_of_a_track_that_was_closed_again_says_so_and_not_that_it_never_opened) {
  diary({set_rung("strength", "step_3x15"), set_rung("spring", "quick_raise_3x20"),
         R"({"type":"session","at":"2026-02-28T18:00:00+01:00","track":"spring","as_prescribed":true,)"
         R"("pain_during":6,"pain_after":2})",
         morning("2026-03-01")});
  const std::string ladder = said("ladder");
  EXPECT_SAID(ladder, "Spring (closed again)");
  EXPECT_SAID(ladder, "it was too much. It can open again in ");
  EXPECT_SAID(ladder, "Run (not open yet)");
}

TEST_F(DayWords, the_ladder_of_a_runner_whose_own_runs_go_on_says_that_they_do) {
  diary(
      {R"({"type":"profile","at":"2026-02-01T21:00:00+01:00","side":"left","site":"midportion",)"
       R"("usual_morning_pain":2,"running_now":true,"started":"2026-02-28"})",
       R"({"type":"session","at":"2026-02-25T18:00:00+01:00","track":"run","done":{"jog_s":1080,"walk_s":0,"rounds":1},)"
       R"("pain_during":2,"pain_after":2})",
       morning("2026-03-01")});
  EXPECT_SAID(said("ladder"), "Run (your own easy runs go on)");
}

TEST_F(DayWords, a_diary_whose_protocol_is_not_at_hand_has_no_ladder_and_the_verb_says_why) {
  diary({R"({"type":"protocol","at":"2026-02-27T09:00:00+01:00","protocol":"clinic-own@7","by":"clinician",)"
         R"("hash":"0000000000000000000000000000000000000000000000000000000000000000"})",
         morning("2026-03-01")});
  const std::string ladder = said("ladder");
  EXPECT_SAID(ladder, "The diary names a protocol that is not at hand here, so nothing is prescribed.");
  EXPECT_UNSAID(ladder, "not open yet");
}

}  // namespace
}  // namespace springback::test
