#include "codec/diary_json.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace springback::codec {
namespace {

using namespace engine;

std::string checkin(const std::string& rest) {
  return R"({"type":"checkin","at":"2026-03-02T07:10:00+01:00",)" + rest + "}";
}
std::string fact(const std::string& type, const std::string& rest) {
  return R"({"type":")" + type + R"(","at":"2026-03-02T18:00:00+01:00")" + (rest.empty() ? "" : ",") + rest +
         "}";
}

bool accepted(const std::string& text) { return parse_diary(text).has_value(); }

/// The faults as people read them.
std::vector<std::string> refused(const std::string& text) {
  std::vector<std::string> out;
  const auto parsed = parse_diary(text);
  if (parsed) return out;
  for (const Fault& one : parsed.error()) out.push_back(to_string(one));
  return out;
}

using Lines = std::vector<std::string>;

TEST(DiaryJson, a_fault_names_line_field_value_and_what_is_allowed) {
  EXPECT_EQ(refused(checkin(R"("pain":2)") + "\n" + checkin(R"("pain":11)")),
            Lines{"line 2: pain: 11 is not allowed; a whole number from 0 to 10"});
}

TEST(DiaryJson, all_faults_of_a_file_are_listed_in_the_order_of_its_lines_and_nothing_is_kept) {
  const std::string text = checkin(R"("pain":2)") + "\n\n" + checkin(R"("pain":-1,"stiffness_min":-2)") +
                           "\n" + R"({"type":"checkin","at":"2026-03-03T07:00:00","pain":2})" +
                           "\nnot json\n" + R"({"type":"chekin","at":"2026-03-04T07:00:00+01:00","pain":2})";
  const auto parsed = parse_diary(text);
  ASSERT_FALSE(parsed);
  std::vector<std::pair<int, std::string>> places;
  for (const Fault& one : parsed.error()) places.emplace_back(one.line, one.field);
  EXPECT_EQ(places, (std::vector<std::pair<int, std::string>>{
                        {3, "pain"}, {3, "stiffness_min"}, {4, "at"}, {5, ""}, {6, "type"}}));
}

TEST(DiaryJson, empty_lines_count_as_lines_and_a_last_line_needs_no_end) {
  EXPECT_TRUE(accepted("\n  \n" + checkin(R"("pain":2)") + "\r\n\n"));
  EXPECT_TRUE(accepted(""));
  EXPECT_EQ(refused("\n\n" + checkin(R"("pain":"2")")),
            Lines{R"(line 3: pain: "2" is not allowed; a whole number from 0 to 10)"});
}

TEST(DiaryJson, an_array_is_read_as_a_diary_whose_lines_are_its_elements) {
  const std::string text = "[" + checkin(R"("pain":2)") + ",\n\n" + checkin(R"("pain":12)") + "]";
  EXPECT_EQ(refused(text), Lines{"line 2: pain: 12 is not allowed; a whole number from 0 to 10"});
  EXPECT_TRUE(accepted("[]"));
  EXPECT_TRUE(accepted(" [ " + checkin(R"("pain":2)") + " ] \n"));
  EXPECT_FALSE(accepted("[" + checkin(R"("pain":2)")));
  EXPECT_FALSE(accepted("[" + checkin(R"("pain":2)") + ",]"));
  EXPECT_FALSE(accepted("[] " + checkin(R"("pain":2)")));
}

TEST(DiaryJson, a_time_that_is_refused_is_told_exactly_what_a_time_may_be) {
  const auto at = [](const std::string& time) {
    return R"({"type":"checkin","at":")" + time + R"(","pain":2})";
  };
  const std::string allowed =
      "a time as 2026-03-02T07:10:00+01:00: a day of the calendar from 1900 to 2199, 00:00:00 to 23:59:59 "
      "with at most "
      "three decimals, and its offset of at most 18 hours";
  for (const std::string time :
       {"2026-03-02T07:00:00.1234+01:00", "2200-01-01T00:00:00+00:00", "1899-12-31T23:59:59+00:00",
        "2026-02-29T07:00:00+01:00", "2026-03-02T07:00:60+01:00", "2026-03-02T24:00:00+01:00",
        "2026-03-02T07:00:00+18:01", "2026-03-02T07:00:00"}) {
    EXPECT_EQ(refused(at(time)), Lines{"line 1: at: \"" + time + "\" is not allowed; " + allowed});
  }
  for (const std::string time : {"2026-03-02T07:00:59.123+18:00", "2199-12-31T23:59:59-18:00",
                                 "1900-01-01T00:00:00+00:00", "2024-02-29T07:00:00+01:00"}) {
    EXPECT_TRUE(accepted(at(time))) << time;
  }
  EXPECT_EQ(refused(R"({"type":"profile","at":"2026-03-02T07:00:00+01:00","side":"left","site":"midportion",)"
                    R"("usual_morning_pain":2,"onset":"2026-02-29"})"),
            Lines{"line 1: onset: \"2026-02-29\" is not allowed; a day of the calendar from 1900 to 2199, as "
                  "2026-03-02"});
}

TEST(DiaryJson, unknown_keys_are_refused_with_their_path) {
  const auto faults =
      parse_diary(fact("session", R"("track":"run","done":{"jog_s":60,"walk_s":0,"reps":3},"mood":1)"));
  ASSERT_FALSE(faults);
  ASSERT_EQ(faults.error().size(), 2U);
  EXPECT_EQ(faults.error()[0].field, "done.reps");
  EXPECT_EQ(faults.error()[1].field, "mood");
}

TEST(DiaryJson, a_key_given_twice_is_refused) { EXPECT_FALSE(accepted(checkin(R"("pain":2,"pain":2)"))); }

TEST(DiaryJson, bytes_that_are_not_utf8_are_refused_within_strings_and_outside) {
  EXPECT_FALSE(accepted(fact("note", "\"text\":\"\xff\"")));
  EXPECT_FALSE(accepted(fact("note", "\"text\":\"\xc0\xaf\"")));      // overlong
  EXPECT_FALSE(accepted(fact("note", "\"text\":\"\xed\xa0\x80\"")));  // a surrogate
  EXPECT_FALSE(accepted(fact("note", R"("text":"\ud800")")));
  EXPECT_FALSE(accepted(checkin("\"pain\":2\xc3")));
  EXPECT_TRUE(accepted(fact("note", "\"text\":\"Ferse tut weh, \xc3\xa4rgerlich\"")));
}

TEST(DiaryJson, a_line_above_one_megabyte_is_refused_and_the_next_is_still_read) {
  const std::string text = std::string(1'000'001, ' ') + "\n" + checkin(R"("pain":11)");
  EXPECT_EQ(refused(text), (Lines{"line 1: a line longer than 1 MB",
                                  "line 2: pain: 11 is not allowed; a whole number from 0 to 10"}));
}

TEST(DiaryJson, the_same_fact_twice_counts_once_however_it_is_spelled) {
  const auto parsed = parse_diary(checkin(R"("pain":2)") + "\n" +
                                  R"({"pain":2.0,"at":"2026-03-02T07:10:00.000+01:00","type":"checkin"})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->size(), 1U);
}

TEST(DiaryJson, the_time_of_entry_does_not_make_another_fact_and_the_earlier_entry_counts) {
  const std::string late = checkin(R"("pain":2,"entered":"2026-03-05T07:00:00+01:00")");
  const std::string soon = checkin(R"("pain":2,"entered":"2026-03-03T07:00:00+01:00")");
  for (const std::string& text : {late + "\n" + soon, soon + "\n" + late}) {
    const auto parsed = parse_diary(text);
    ASSERT_TRUE(parsed);
    ASSERT_EQ(parsed->size(), 1U);
    EXPECT_EQ(parsed->front().fact.entered, parse_instant("2026-03-03T07:00:00+01:00"));
  }
}

TEST(DiaryJson, two_different_facts_with_one_id_are_refused_naming_both_lines) {
  const std::string id = R"("id":"11111111-2222-3333-4444-555555555555",)";
  EXPECT_EQ(
      refused(checkin(id + R"("pain":2)") + "\n\n" + checkin(id + R"("pain":3)")),
      Lines{"line 3: id: 11111111-2222-3333-4444-555555555555 is not allowed; line 1 has a different fact "
            "with the same id"});
  EXPECT_TRUE(accepted(checkin(id + R"("pain":2)") + "\n" + checkin(id + R"("pain":2)")));
}

TEST(DiaryJson, the_canonical_text_of_a_fact_is_fixed) {
  const auto parsed = parse_fact(
      R"({ "pain" : 4e0, "type":"checkin", "settled":true, "at":"2026-03-02t07:10:00.500z", "entered":"2026-03-03T07:00:00-05:00" })");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->canonical,
            R"({"at":"2026-03-02T07:10:00.5+00:00","entered":"2026-03-03T07:00:00-05:00","id":")" +
                format_uuid(parsed->fact.id) + R"(","pain":4,"settled":true,"type":"checkin"})");
  // The name is made from the text without `id` and `entered`.
  EXPECT_EQ(parsed->fact.id,
            uuid_v5(springback_name_space(),
                    R"({"at":"2026-03-02T07:10:00.5+00:00","pain":4,"settled":true,"type":"checkin"})"));
}

TEST(DiaryJson, canonical_text_is_its_own_canonical_text) {
  const Lines facts{
      checkin(R"("pain":2,"stiffness_min":5,"settled":false,"analgesic":true)"),
      fact(
          "profile",
          R"("side":"both","site":"insertional","onset":"2026-01-05","usual_morning_pain":3,)"
          R"("body_mass_kg":70.123456,"weekly_km_before":42.20,"equipment":["step","backpack"],"goal_min":45)"),
      fact("session",
           R"("track":"strength","done":{"exercise":"one_leg_raise","sets":3,"reps":8,"load_kg":3.250})"),
      fact("note", R"("text":"a \"quoted\" \\ line\n\u0001 \u00e4 \ud83d\ude00")"),
      fact(
          "recording",
          R"("sha256":"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",)"
          R"("derived_by":"fit@1","start":"2026-03-02T17:00:00Z","sport":"running","distance_m":5000.25,)"
          R"("timer_s":1800,"jog_s":1700,"walk_s":100,"bouts":[{"kind":"jog","start_s":0,"duration_s":1700}])"),
  };
  for (const std::string& one : facts) {
    const auto first = parse_fact(one);
    ASSERT_TRUE(first) << one;
    const auto second = parse_fact(first->canonical);
    ASSERT_TRUE(second) << first->canonical;
    EXPECT_EQ(second->canonical, first->canonical);
    EXPECT_EQ(second->fact.id, first->fact.id);
  }
}

TEST(DiaryJson, a_kept_fact_is_read_as_the_diary_read_it) {
  const auto parsed = parse_diary(checkin(R"("pain":2,"settled":false)") + "\n" +
                                  fact("session", R"("track":"run","as_prescribed":true,"pain_during":3)"));
  ASSERT_TRUE(parsed);
  const auto kept = read_kept((*parsed)[0].canonical + "\n" + (*parsed)[1].canonical + "\n");
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ((*kept)[i].id, (*parsed)[i].fact.id);
    EXPECT_EQ((*kept)[i].at, (*parsed)[i].fact.at);
  }
  EXPECT_EQ(std::get<Checkin>((*kept)[0].body).settled, false);
  EXPECT_EQ(std::get<Session>((*kept)[1].body).pain_during, 3);
}

TEST(DiaryJson, a_kept_fact_without_its_id_or_with_a_damaged_field_is_refused_with_its_line) {
  const auto parsed = parse_diary(checkin(R"("pain":2)"));
  ASSERT_TRUE(parsed);
  const auto bad =
      read_kept((*parsed)[0].canonical + "\n" + checkin(R"("pain":2)") + "\n" + checkin(R"("pain":12)"));
  ASSERT_FALSE(bad);
  ASSERT_EQ(bad.error().size(), 2U);
  EXPECT_EQ(bad.error()[0].line, 2);
  EXPECT_EQ(bad.error()[0].field, "id");
  EXPECT_EQ(bad.error()[1].line, 3);
  EXPECT_EQ(bad.error()[1].field, "pain");
}

TEST(DiaryJson, fractions_become_whole_units_and_keep_their_text) {
  const auto parsed =
      parse_fact(fact("profile", R"("side":"left","site":"midportion","usual_morning_pain":0,)"
                                 R"("body_mass_kg":70.4996,"longest_km_before":12.5)"));
  ASSERT_TRUE(parsed);
  const auto& profile = std::get<Profile>(parsed->fact.body);
  EXPECT_EQ(profile.body_mass_g, 70'500);
  EXPECT_EQ(profile.longest_before_m, 12'500);
  EXPECT_NE(parsed->canonical.find("\"body_mass_kg\":70.4996"), std::string::npos);
}

TEST(DiaryJson, a_recording_without_an_id_is_named_by_its_bytes_and_its_reader) {
  const std::string sum(64, 'a');
  const auto parsed = parse_fact(
      fact("recording", R"("sha256":")" + sum +
                            R"(","derived_by":"fit@1","start":"2026-03-02T17:00:00Z","sport":"running",)"
                            R"("distance_m":1,"timer_s":1,"jog_s":1,"walk_s":0,"bouts":[])"));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->fact.id, recording_id(*parse_sha256(sum), "fit@1"));
  EXPECT_NE(parsed->fact.id, recording_id(*parse_sha256(sum), "fit@2"));
}

struct Row {
  const char* text;
  bool allowed;
};

void expect_rows(const std::string& type, const std::vector<Row>& rows) {
  for (const Row& row : rows)
    EXPECT_EQ(accepted(fact(type, row.text)), row.allowed) << type << ": " << row.text;
}

TEST(DiaryJson, a_profile_has_its_ranges) {
  const std::string must = R"("side":"left","site":"midportion","usual_morning_pain":2)";
  EXPECT_TRUE(accepted(fact("profile", must)));
  EXPECT_FALSE(accepted(fact("profile", R"("side":"left","site":"midportion")")));
  const std::vector<std::pair<std::string, bool>> rows{{R"("goal_min":20)", true},
                                                       {R"("goal_min":90)", true},
                                                       {R"("goal_min":19)", false},
                                                       {R"("goal_min":91)", false},
                                                       {R"("goal_min":30.5)", false},
                                                       {R"("body_mass_kg":20)", true},
                                                       {R"("body_mass_kg":300)", true},
                                                       {R"("body_mass_kg":300.1)", false},
                                                       {R"("body_mass_kg":19.999)", false},
                                                       {R"("equipment":[])", true},
                                                       {R"("equipment":["none"])", true},
                                                       {R"("equipment":["none","step"])", false},
                                                       {R"("equipment":["step","step"])", false},
                                                       {R"("equipment":["kettle"])", false},
                                                       {R"("onset":"2026-02-30")", false},
                                                       {R"("started":"2026-04-01")", true},
                                                       {R"("running_now":1)", false},
                                                       {R"("usual_stiffness_min":null)", false}};
  for (const auto& [text, allowed] : rows)
    EXPECT_EQ(accepted(fact("profile", must + "," + text)), allowed) << text;
}

TEST(DiaryJson, a_session_says_either_what_was_done_or_that_it_was_as_prescribed) {
  expect_rows("session", {{R"("track":"run","as_prescribed":true)", true},
                          {R"("track":"run","as_prescribed":false)", false},
                          {R"("track":"run")", false},
                          {R"("track":"run","as_prescribed":true,"done":{"jog_s":1,"walk_s":0})", false},
                          {R"("track":"other")", true},
                          {R"("track":"other","impact":true)", true},
                          {R"("track":"run","as_prescribed":true,"impact":true)", false},
                          {R"("track":"other","done":{"jog_s":1})", false}});
}

TEST(DiaryJson, what_was_done_has_only_the_keys_of_its_track) {
  expect_rows(
      "session",
      {{R"("track":"run","done":{"jog_s":480,"walk_s":960,"rounds":8,"distance_m":3000,"ascent_m":12,"pace":"easy"})",
        true},
       {R"("track":"run","done":{"jog_s":480})", false},
       {R"("track":"run","done":{"jog_s":86401,"walk_s":0})", false},
       {R"("track":"run","done":{"jog_s":1,"walk_s":0,"pace":"strides"})", false},
       {R"("track":"walk","done":{"walk_s":1800})", true},
       {R"("track":"walk","done":{"walk_s":1800,"jog_s":0})", false},
       {R"("track":"strength","done":{"exercise":"two_leg_hold","sets":5,"hold_s":45})", true},
       {R"("track":"strength","done":{"exercise":"two_leg_hold","sets":5,"hold_s":45,"reps":1})", false},
       {R"("track":"strength","done":{"exercise":"two_leg_raise","sets":3})", false},
       {R"("track":"spring","done":{"exercise":"two_leg_hop","sets":3,"reps":20})", true},
       {R"("track":"spring","done":{"exercise":"two_leg_hop","sets":3,"hold_s":20})", false},
       {R"("track":"spring","done":{"exercise":"two_leg_hop","sets":3,"reps":20,"load_kg":5})", false}});
}

TEST(DiaryJson, an_order_has_the_keys_of_its_kind) {
  expect_rows("order", {{R"("order":"hold","by":"clinician")", true},
                        {R"("order":"hold","by":"clinician","track":"run","until":"2026-04-01")", true},
                        {R"("order":"hold","by":"self")", false},
                        {R"("order":"hold")", false},
                        {R"("order":"hold","by":"clinician","rung":"run_18")", false},
                        {R"("order":"clear","by":"self")", true},
                        {R"("order":"clear","by":"clinician","until":"2026-04-01")", false},
                        {R"("order":"set_rung","by":"clinician","track":"run","rung":"run_18")", true},
                        {R"("order":"set_rung","by":"clinician","track":"run")", false},
                        {R"("order":"set_rung","by":"clinician","rung":"run_18")", false},
                        {R"("order":"set_rung","by":"clinician","track":"walk","rung":"run_18")", false},
                        {R"("order":"limit","by":"clinician","limit":{"pain_max":3})", true},
                        {R"("order":"limit","by":"clinician","limit":{})", false},
                        {R"("order":"limit","by":"clinician")", false}});
}

TEST(DiaryJson, the_other_types_have_their_rules) {
  expect_rows("symptom", {{R"("pain":3,"side":"left","context":"night")", true},
                          {R"("pain":3,"context":"gym")", false}});
  expect_rows("flag", {{R"("flag":"pop")", true}, {R"("flag":"popp")", false}, {"", false}});
  expect_rows("shoe", {{R"("shoe":"Blue","drop_mm":8.5)", true},
                       {R"("shoe":"")", false},
                       {R"("shoe":"B","drop_mm":41)", false}});
  expect_rows("break", {{R"("from":"2026-03-01","to":"2026-03-01","reason":"holiday")", true},
                        {R"("from":"2026-03-02","to":"2026-03-01")", false}});
  expect_rows("test", {{R"("test":"heel_raise","left":12)", true},
                       {R"("test":"heel_raise","pain":2)", false},
                       {R"("test":"hop","pain":2)", true},
                       {R"("test":"hop")", false},
                       {R"("test":"heel_raise","left":-1)", false}});
  expect_rows("score",
              {{R"("scale":"visa_a","value":100)", true}, {R"("scale":"visa_a","value":101)", false}});
  expect_rows("protocol", {{R"("protocol":"achilles-midportion@1","hash":"ab","by":"clinician")", true},
                           {R"("protocol":"achilles-midportion","hash":"ab","by":"clinician")", false}});
  expect_rows("retract", {{R"("target":"11111111-2222-3333-4444-555555555555","by":"self")", true},
                          {R"("target":"11111111-2222-3333-4444-55555555555")", false},
                          {R"("target":"00000000-0000-0000-0000-000000000000")", false}});
  expect_rows("separate", {{R"("recording":"11111111-2222-3333-4444-555555555555")", true},
                           {R"("recording":"11111111-2222-3333-4444-555555555555","by":"self")", false},
                           {R"("recording":"00000000-0000-0000-0000-000000000000")", false}});
  expect_rows(
      "shown",
      {{R"("for":"2026-03-02","engine":"0.1.0","protocol_hash":"a","facts_hash":"b","today":[]})", false},
       {R"("for":"2026-03-02","engine":"0.1.0","protocol_hash":"a","facts_hash":"b","today":[])", true},
       {R"("for":"2026-03-02","engine":"0.1.0","protocol_hash":"a","facts_hash":"b","today":[{"track":"run"}])",
        false}});
}

TEST(DiaryJson, nesting_and_crowds_of_keys_end_in_a_fault_and_not_in_a_crash) {
  EXPECT_FALSE(accepted(std::string(100'000, '[')));
  EXPECT_FALSE(accepted(fact("note", "\"text\":" + std::string(50'000, '['))));
  std::string crowd = "{";
  for (int i = 0; i < 300; ++i) crowd += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_FALSE(accepted(crowd + "\"z\":1}"));
}

TEST(DiaryJson, numbers_beyond_every_reader_are_refused) {
  EXPECT_FALSE(accepted(checkin(R"("pain":1e400)")));
  EXPECT_FALSE(accepted(checkin(R"("pain":01)")));
  EXPECT_FALSE(accepted(checkin(R"("pain":1.)")));
  EXPECT_FALSE(accepted(checkin(R"("pain":NaN)")));
  EXPECT_FALSE(accepted(fact("shoe", R"("shoe":"a","drop_mm":8.0000001)")));
  EXPECT_TRUE(accepted(checkin(R"("pain":20e-1)")));
  EXPECT_TRUE(accepted(checkin(R"("pain":-0)")));
}

TEST(DiaryJson, a_flag_entered_before_its_own_time_counts_from_when_it_was_entered) {
  const std::string line =
      R"({"at":"2026-03-03T02:00:00+01:00","entered":"2026-03-02T21:00:00+01:00","flag":"pop","type":"flag"})";
  const auto parsed = parse_fact(line);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(format_instant(parsed->fact.at), "2026-03-02T21:00:00+01:00");
  // What was told stays on record, and reading it again gives the same.
  EXPECT_NE(parsed->canonical.find(R"("at":"2026-03-03T02:00:00+01:00")"), std::string::npos);
  EXPECT_EQ(parse_fact(parsed->canonical)->fact.at, parsed->fact.at);
}

TEST(DiaryJson, only_a_flag_counts_from_an_earlier_entry) {
  const auto parsed = parse_fact(
      R"({"at":"2026-03-03T02:00:00+01:00","entered":"2026-03-02T21:00:00+01:00","pain":2,"type":"checkin"})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(format_instant(parsed->fact.at), "2026-03-03T02:00:00+01:00");
}

}  // namespace
}  // namespace springback::codec
