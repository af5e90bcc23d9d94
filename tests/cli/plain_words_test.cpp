// What the terminal says: faults with place, value and what is allowed; lines that fit; the stop at once.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/program.h"

namespace springback::test {
namespace {

class PlainWords : public ::testing::Test {
 protected:
  Ran sb(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--data", dir_.file("data")});
    return run(arguments);
  }
  void begin() {
    ASSERT_EQ(sb({"log", "profile", "--side", "left", "--site", "midportion", "--usual-pain", "2"}).exit, 0);
  }
  void expect_refused(const std::vector<std::string>& arguments, const std::string& words) {
    const Ran ran = sb(arguments);
    EXPECT_EQ(ran.exit, 2) << words;
    EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    EXPECT_TRUE(ran.out.empty()) << ran.out;
  }
  TempDir dir_;
};

TEST_F(PlainWords, a_misspelt_or_missing_verb_is_told_with_those_that_there_are) {
  expect_refused({"logg"}, "springback: 'logg'; allowed: today, why, log");
  expect_refused({}, "something to do is missing; allowed: today, why, log");
  expect_refused({"log"}, "springback log: something to do is missing; allowed: profile, checkin");
  expect_refused({"log", "chekin", "3"}, "springback log: 'chekin'; allowed: profile, checkin");
}

TEST_F(PlainWords, a_missing_value_is_told_with_what_is_allowed) {
  expect_refused({"log", "checkin"}, "--pain is missing; allowed: 0 (none) to 10");
  expect_refused({"import"}, "paths is missing; allowed: Files, archives and folders");
  expect_refused({"today", "--on"}, "--on needs a value; allowed: Another day than today, as 2026-03-02");
  expect_refused({"today", "tomorrow"}, "'tomorrow' has no place here; allowed: ");
}

TEST_F(PlainWords, a_test_without_a_count_is_told_its_place) {
  begin();
  expect_refused({"log", "test", "heel_raise"}, "left: missing; allowed: the count of raises");
}

TEST_F(PlainWords, a_port_that_is_none_is_told_with_what_is_allowed) {
  for (const std::string port : {"99999", "http", "-1"}) {
    expect_refused({"serve", "--port=" + port},
                   "--port: '" + port + "'; allowed: a whole number from 0 to 65535");
  }
}

TEST_F(PlainWords, yes_and_no_are_what_a_yes_or_no_option_asks_for) {
  begin();
  expect_refused({"log", "checkin", "2", "--settled", "maybe"}, "--settled: 'maybe'; allowed: yes or no");
  EXPECT_EQ(sb({"log", "checkin", "2", "--settled", "no"}).exit, 0);
}

TEST_F(PlainWords, an_unknown_track_is_told_with_the_tracks) {
  begin();
  expect_refused({"log", "session", "swim"}, "track: 'swim'; allowed: strength, spring, run, walk, other");
}

TEST_F(PlainWords, an_empty_folder_name_is_not_the_runners_own_diary) {
  const Ran ran = run({"--data", "", "today"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_NE(ran.err.find("--data: ''; allowed: a folder"), std::string::npos) << ran.err;
}

TEST_F(PlainWords, an_answer_that_cannot_be_written_is_trouble_of_the_machine) {
  begin();
  for (const std::string verb : {"today", "why", "ladder", "today --json", "--help", "log checkin 2"}) {
    const std::string line = std::string(SPRINGBACK_PROGRAM) + " --data " + dir_.file("data") + " " + verb +
                             " >/dev/full 2>/dev/null";
    const int status = std::system(line.c_str());
    EXPECT_EQ(WEXITSTATUS(status), 3) << verb;
  }
}

TEST_F(PlainWords, the_stop_follows_at_once_on_the_entry_that_asks_for_it) {
  begin();
  const Ran logged = sb({"log", "flag", "pop"});
  EXPECT_EQ(logged.exit, 0);
  EXPECT_NE(logged.out.find("Stop loading and get this seen"), std::string::npos) << logged.out;
  EXPECT_NE(logged.out.find("by a doctor or in an"), std::string::npos) << logged.out;
  EXPECT_NE(logged.out.find("springback log order clear --by clinician"), std::string::npos) << logged.out;
  EXPECT_EQ(sb({"log", "note", "x", "--json"}).out.find("Stop loading"), std::string::npos);
}

TEST_F(PlainWords, today_says_what_lifts_a_referral_and_the_command) {
  ASSERT_EQ(sb({"log", "profile", "--side", "left", "--site", "midportion", "--usual-pain", "2", "--at",
                "yesterday 07:00"})
                .exit,
            0);
  ASSERT_EQ(sb({"log", "flag", "other_tendons", "--at", "yesterday 08:00"}).exit, 0);
  const Ran today = sb({"today"});
  EXPECT_NE(today.out.find("Write down when you have been seen"), std::string::npos) << today.out;
  EXPECT_NE(today.out.find("\n    springback log order clear --by self\n"), std::string::npos) << today.out;
  ASSERT_EQ(sb({"log", "order", "clear", "--by", "self"}).exit, 0);
  EXPECT_EQ(sb({"today"}).out.find("--by self"), std::string::npos);
}

std::size_t widest(const std::string& text) {
  std::size_t most = 0, now = 0;
  bool colour = false;
  for (const char c : text) {
    if (c == '\x1b') colour = true;
    if (c == '\n')
      now = 0;
    else if (!colour && (static_cast<unsigned char>(c) & 0xc0U) != 0x80U)
      most = std::max(most, ++now);
    if (c == 'm') colour = false;
  }
  return most;
}

TEST_F(PlainWords, lines_fit_the_terminal_and_no_word_is_cut) {
  if (!terminals_at_hand()) GTEST_SKIP() << "the system gives no terminals (is /dev/pts mounted?)";
  begin();
  ASSERT_EQ(sb({"log", "checkin", "2"}).exit, 0);
  for (const std::string verb : {"today", "why"}) {
    const std::vector<std::string> line{"--data", dir_.file("data"), verb};
    const Ran narrow = run_on_terminal(30, line);
    EXPECT_EQ(narrow.exit, 0);
    EXPECT_LE(widest(narrow.out), 30U) << narrow.out;
    EXPECT_GT(widest(run_on_terminal(60, line).out), 30U);
    EXPECT_LE(widest(run_on_terminal(200, line).out), 78U);
    EXPECT_LE(widest(run(line).out), 78U);
  }
}

TEST_F(PlainWords, why_says_each_sentence_and_each_source_once_under_its_track) {
  begin();
  const std::string why = sb({"why"}).out;
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < why.size();) {
    const auto end = why.find('\n', at);
    lines.push_back(why.substr(at, end - at));
    at = end + 1;
  }
  EXPECT_NE(why.find("\nStrength: "), std::string::npos) << why;
  EXPECT_NE(why.find("\nRun: "), std::string::npos) << why;
  EXPECT_NE(why.find("\nWhere it comes from\n  [1] "), std::string::npos) << why;
  for (const std::string& line : lines) {
    if (line.size() <= 40) continue;
    EXPECT_EQ(std::ranges::count(lines, line), 1) << line;
  }
}

}  // namespace
}  // namespace springback::test
