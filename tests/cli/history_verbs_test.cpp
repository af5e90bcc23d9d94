#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/program.h"

namespace springback::test {
namespace {

std::string date(int february) {
  return "2026-02-" + std::string(february < 10 ? "0" : "") + std::to_string(february);
}

std::string run_of(const std::string& day, const std::string& done) {
  return R"({"type":"session","at":")" + day + R"(T18:00:00+01:00","track":"run","done":{)" + done + "}}\n";
}

/// A run every third day from December on; on 22 February a long one, on the 16th hills.
std::string a_runner(bool with_onset = true) {
  std::string out;
  for (const char* day : {"2025-12-05", "2025-12-12", "2025-12-19", "2025-12-26", "2026-01-02", "2026-01-09",
                          "2026-01-16", "2026-01-23", "2026-01-30"})
    out += run_of(day, R"("jog_s":2400,"walk_s":0,"distance_m":6000)");
  for (int day = 1; day <= 28; day += 3) {
    const std::string done = day == 22   ? R"("jog_s":5600,"walk_s":0,"distance_m":14000)"
                             : day == 16 ? R"("jog_s":2400,"walk_s":0,"distance_m":6000,"ascent_m":120)"
                                         : R"("jog_s":2400,"walk_s":0,"distance_m":6000)";
    out += run_of(date(day), done);
  }
  out +=
      R"({"type":"profile","at":"2026-03-02T09:00:00+01:00","side":"left","site":"midportion","usual_morning_pain":2)";
  out += with_onset ? R"(,"onset":"2026-02-27"})" : "}";
  return out + "\n";
}

class HistoryVerbs : public ::testing::Test {
 protected:
  Ran sb(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), {"--data", dir_.file("data")});
    return run(arguments, input);
  }
  TempDir dir_;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST_F(HistoryVerbs, lookback_lists_what_stood_out_the_largest_first_and_draws_the_weeks) {
  const Ran ran = sb({"lookback", "-"}, a_runner());
  EXPECT_EQ(ran.exit, 0) << ran.err;
  const auto hills = ran.out.find("  H Monday 16 February: 20 m of climb per km");
  const auto far = ran.out.find("  L Sunday 22 February: 14 km, 133 % longer than your longest run");
  EXPECT_NE(hills, std::string::npos) << ran.out;
  EXPECT_NE(far, std::string::npos) << ran.out;
  EXPECT_LT(far, hills) << ran.out;
  EXPECT_TRUE(has(ran.out, "  2026-02-21  ========================  20 km")) << ran.out;
  EXPECT_TRUE(has(ran.out, "---------- the six weeks\n  2026-01-17")) << ran.out;
  EXPECT_TRUE(has(ran.out, "They came before the pain; whether they caused it, nobody can tell")) << ran.out;
  EXPECT_TRUE(has(ran.out, "no association")) << ran.out;
}

TEST_F(HistoryVerbs, no_line_is_wider_than_a_terminal) {
  for (const std::vector<std::string>& verb :
       {std::vector<std::string>{"lookback", "-"}, std::vector<std::string>{"load", "-"}}) {
    const Ran ran = sb(verb, a_runner());
    std::size_t width = 0;
    for (const char c : ran.out) {
      if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) ++width;
      if (c == '\n') width = 0;
      ASSERT_LE(width, 78U) << ran.out;
    }
  }
}

TEST_F(HistoryVerbs, another_onset_is_another_question) {
  const Ran ran = sb({"lookback", "-", "--onset", "2026-02-12"}, a_runner());
  EXPECT_TRUE(has(ran.out, "Nothing stood out in the six weeks up to Thursday 12 February"))
      << ran.out << ran.err;
  EXPECT_TRUE(
      has(sb({"lookback", "-", "--onset", "2025-12-19"}, a_runner()).out, "too little running on record"));
}

TEST_F(HistoryVerbs, an_onset_that_is_missing_wrong_or_to_come_is_named) {
  const Ran missing = sb({"lookback", "-"}, a_runner(false));
  EXPECT_EQ(missing.exit, 2);
  EXPECT_TRUE(
      has(missing.err, "--onset: is missing, and the profile names none; allowed: a date as 2026-03-02"))
      << missing.err;
  const Ran wrong = sb({"lookback", "-", "--onset", "soon"}, a_runner());
  EXPECT_EQ(wrong.exit, 2);
  EXPECT_TRUE(has(wrong.err, "--onset: 'soon'; allowed: a date")) << wrong.err;
  const Ran ahead = sb({"lookback", "-", "--onset", "2026-03-09"}, a_runner());
  EXPECT_EQ(ahead.exit, 2);
  EXPECT_TRUE(has(ahead.err, "allowed: a date up to 2026-03-02")) << ahead.err;
}

TEST_F(HistoryVerbs, load_is_a_table_of_weeks_and_kinds) {
  const Ran ran = sb(
      {"load", "-", "--weeks", "2"},
      a_runner() + R"({"type":"session","at":"2026-02-17T18:00:00+01:00","track":"other","done":{}})" + "\n");
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "week of      walking   running      hops    raises  other       all   of last"))
      << ran.out;
  EXPECT_TRUE(has(ran.out, "\n2026-02-23         -")) << ran.out;
  EXPECT_FALSE(has(ran.out, "2026-02-16")) << ran.out;
  EXPECT_TRUE(has(ran.out, "It puts weeks in order; it is no measure of damage")) << ran.out;
  const Ran more = sb(
      {"load", "-", "--weeks", "3"},
      a_runner() + R"({"type":"session","at":"2026-02-17T18:00:00+01:00","track":"other","done":{}})" + "\n");
  EXPECT_TRUE(has(more.out, "      ?    ")) << more.out;
  EXPECT_TRUE(has(more.out, "1 session of another kind")) << more.out;
}

TEST_F(HistoryVerbs, an_empty_diary_has_nothing_to_weigh) {
  const Ran ran = sb({"load"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "nothing on record yet")) << ran.out;
  EXPECT_EQ(sb({"load", "--weeks", "0"}).exit, 2);
  EXPECT_EQ(sb({"load", "--weeks", "521"}).exit, 2);
  EXPECT_EQ(sb({"load", "--weeks", "many"}).exit, 2);
}

TEST_F(HistoryVerbs, both_print_the_bytes_of_the_api) {
  const std::string diary = dir_.file("diary.jsonl");
  write_file(diary, a_runner());
  ASSERT_EQ(sb({"restore", diary}).exit, 0);
  const Ran look = sb({"lookback", "--json", "--on", "2026-03-02"});
  const Ran load = sb({"load", "--json", "--on", "2026-03-02", "--weeks", "20"});
  EXPECT_EQ(sb({"lookback", diary, "--json"}).out, look.out);
  const Server server(dir_.file("data"));
  EXPECT_EQ(server.get("/api/v1/lookback?on=2026-03-02").body, look.out);
  EXPECT_EQ(server.get("/api/v1/load?on=2026-03-02&weeks=20").body, load.out);
}

}  // namespace
}  // namespace springback::test
