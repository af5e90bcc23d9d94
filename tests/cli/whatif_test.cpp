#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/program.h"

namespace springback::test {
namespace {

/// A profile, two steady weeks, running set down on its first rung, and one run of it on 2 March 2026.
std::string a_runner() {
  std::string out;
  const auto fact = [&out](const std::string& type, const std::string& at, const std::string& rest) {
    out += "{\"type\":\"" + type + "\",\"at\":\"" + at + "+01:00\"," + rest + "}\n";
  };
  const auto checkin = [&](const std::string& day) {
    fact("checkin", day + "T07:00:00", R"("pain":2,"settled":true)");
  };
  for (int day = 15; day <= 28; ++day) checkin("2026-02-" + std::to_string(day));
  checkin("2026-03-01");
  fact("profile", "2026-03-01T20:00:00", R"("side":"left","site":"midportion","usual_morning_pain":2)");
  fact("order", "2026-03-02T06:00:00",
       R"("order":"set_rung","by":"clinician","track":"run","rung":"jog_1_walk_2")");
  for (int day = 2; day <= 6; ++day) checkin("2026-03-0" + std::to_string(day));
  fact("session", "2026-03-02T18:00:00",
       R"("track":"run","done":{"jog_s":480,"walk_s":960},"pain_during":0,"pain_after":0)");
  return out;
}

/// The shipped protocol with one line set otherwise.
std::string altered(const std::string& key, const std::string& value) {
  std::string toml = read_file(SPRINGBACK_ROOT "/protocols/achilles-midportion.toml");
  const auto at = toml.find("\n" + key + " = ") + 1;
  toml.replace(at, toml.find('\n', at) - at, key + " = { value = " + value + ", chosen = \"to compare\" }");
  const std::string id = "id = \"achilles-midportion\"";
  return toml.replace(toml.find(id), id.size(), "id = \"other\"");
}

class WhatIfVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    write_file(diary_, a_runner());
    write_file(other_, altered("impact_days_between", "2"));
  }
  Ran sb(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), {"--data", dir_.file("data")});
    return run(arguments, input);
  }
  TempDir dir_;
  std::string diary_ = dir_.file("diary.jsonl");
  std::string other_ = dir_.file("other.toml");
};

TEST_F(WhatIfVerb, names_the_day_of_the_parting_what_either_side_asks_and_why) {
  const Ran ran = sb({"whatif", diary_, "--protocol", other_});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("They part first on Wednesday 4 March."), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("As it went: Run: 8 × (1 min jog, 2 min walk)"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("Instead: Strength: two-leg heel raises, 3 × 10"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("Run: Hops, running or the like were 2 days ago"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("nothing is foretold"), std::string::npos);
  EXPECT_NE(ran.out.find("differs on 1 day"), std::string::npos);
}

TEST_F(WhatIfVerb, no_line_is_wider_than_a_terminal) {
  const Ran ran = sb({"whatif", diary_, "--protocol", other_});
  std::size_t width = 0;
  for (const char c : ran.out) {
    if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) ++width;
    if (c == '\n') width = 0;
    ASSERT_LE(width, 78U);
  }
}

TEST_F(WhatIfVerb, the_same_protocol_never_parts) {
  const Ran ran = sb({"whatif", diary_, "--protocol", SPRINGBACK_ROOT "/protocols/achilles-midportion.toml"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("The two never part."), std::string::npos);
}

TEST_F(WhatIfVerb, reads_standard_input_the_own_diary_and_facts_up_to_a_day) {
  const std::string whole = sb({"whatif", diary_, "--protocol", other_, "--json"}).out;
  EXPECT_NE(whole.find(R"("first_parting":{"date":"2026-03-04")"), std::string::npos) << whole;
  EXPECT_EQ(sb({"whatif", "-", "--protocol", other_, "--json"}, a_runner()).out, whole);
  ASSERT_EQ(sb({"restore", diary_}).exit, 0);
  EXPECT_EQ(sb({"whatif", "--protocol", other_, "--json", "--now", "2026-03-06"}).out, whole);
  const std::string early = sb({"whatif", diary_, "--protocol", other_, "--json", "--now", "2026-03-03"}).out;
  EXPECT_NE(early.find(R"("to":"2026-03-03")"), std::string::npos);
  EXPECT_EQ(early.find("first_parting"), std::string::npos);
}

TEST_F(WhatIfVerb, prints_the_bytes_of_the_api) {
  ASSERT_EQ(sb({"restore", diary_}).exit, 0);
  const Ran ran = sb({"whatif", "--protocol", other_, "--json", "--now", "2026-03-06"});
  const Server server(dir_.file("data"));
  const Answer answer =
      server.post("/api/v1/whatif?now=2026-03-06", read_file(other_), {{"content-type", "application/toml"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, ran.out);
}

TEST_F(WhatIfVerb, a_protocol_that_cannot_be_followed_is_refused_with_line_and_key) {
  write_file(other_, altered("impact_days_between", "9"));
  const Ran ran = sb({"whatif", diary_, "--protocol", other_});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_TRUE(ran.out.empty());
  EXPECT_NE(ran.err.find("line "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("spacing.impact_days_between"), std::string::npos) << ran.err;
}

TEST_F(WhatIfVerb, what_is_missing_or_wrong_is_named_with_what_is_allowed) {
  EXPECT_EQ(sb({"whatif", diary_}).exit, 2);
  const Ran no_diary = sb({"whatif", dir_.file("none.jsonl"), "--protocol", other_});
  EXPECT_EQ(no_diary.exit, 2);
  EXPECT_NE(no_diary.err.find("none.jsonl"), std::string::npos);
  const Ran no_day = sb({"whatif", diary_, "--protocol", other_, "--now", "soon"});
  EXPECT_EQ(no_day.exit, 2);
  EXPECT_NE(no_day.err.find("--now: 'soon'; allowed: a date as 2026-03-02"), std::string::npos) << no_day.err;
  EXPECT_EQ(sb({"whatif", diary_, "--protocol", other_, "--now", "2999-01-01"}).exit, 2);
  const Ran bad_fact = sb({"whatif", "-", "--protocol", other_},
                          R"({"type":"checkin","at":"2026-03-02T07:00:00+01:00","pain":11})");
  EXPECT_EQ(bad_fact.exit, 2);
  EXPECT_NE(bad_fact.err.find("line 1: pain: 11"), std::string::npos) << bad_fact.err;
}

TEST_F(WhatIfVerb, a_diary_without_a_fact_has_no_day_to_compare) {
  const Ran ran = sb({"whatif", "-", "--protocol", other_}, "");
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("no day to compare"), std::string::npos);
}

}  // namespace
}  // namespace springback::test
