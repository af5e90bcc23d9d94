#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/civil.h"
#include "codec/diary_json.h"
#include "support/program.h"

namespace springback::test {
namespace {

class Cli : public ::testing::Test {
 protected:
  Ran sb(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), {"--data", dir_.file("data")});
    return run(arguments, input);
  }
  void begin() {
    ASSERT_EQ(sb({"log", "profile", "--side", "left", "--site", "midportion", "--usual-pain", "2"}).exit, 0);
    ASSERT_EQ(sb({"log", "checkin", "2"}).exit, 0);
  }
  TempDir dir_;
};

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

/// While it lives no file can grow beyond 16 kB, as on a disk without room: no index of a log (32 kB) can be
/// made.
class NoRoom {
 public:
  NoRoom() : before_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit tight = before_;
    tight.rlim_cur = 16 * 1024;
    ::setrlimit(RLIMIT_FSIZE, &tight);
  }
  NoRoom(const NoRoom&) = delete;
  NoRoom& operator=(const NoRoom&) = delete;
  ~NoRoom() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, before_handler_);
  }

 private:
  rlimit before_{};
  void (*before_handler_)(int);
};

TEST_F(Cli, a_disk_without_room_hides_nothing_that_the_diary_holds) {
  begin();
  const std::string ladder = sb({"ladder"}).out;
  const NoRoom full;
  const Ran today = sb({"today"});
  EXPECT_EQ(today.exit, 0) << today.err;
  EXPECT_NE(today.out.find("Why: "), std::string::npos) << today.out;
  EXPECT_NE(today.err.find("it was not noted that you saw this"), std::string::npos) << today.err;
  EXPECT_NE(today.err.find("the disk is full"), std::string::npos) << today.err;
  EXPECT_EQ(sb({"ladder"}).out, ladder);
  for (const auto& verb : std::vector<std::vector<std::string>>{
           {"why"}, {"lookback", "--onset", "2026-01-05"}, {"load"}, {"export", "-"}}) {
    const Ran ran = sb(verb);
    EXPECT_EQ(ran.exit, 0) << verb.front() << ran.err;
    EXPECT_FALSE(ran.out.empty()) << verb.front();
    EXPECT_EQ(ran.err.find("not an error"), std::string::npos) << ran.err;
  }
  EXPECT_EQ(sb({"log", "checkin", "3"}).exit, 3);
}

TEST_F(Cli, help_names_an_answer_once_that_may_be_given_with_or_without_its_option) {
  const std::string help = run({"log", "checkin", "--help"}).out;
  EXPECT_EQ(count_of(help, "0 (none) to 10"), 1U) << help;
  EXPECT_NE(help.find("0 (none) to 10; or as --pain"), std::string::npos) << help;
}

constexpr const char* kDiary =
    "{\"type\":\"profile\",\"at\":\"2026-03-01T20:00:00+01:00\",\"side\":\"left\",\"site\":\"midportion\","
    "\"usual_morning_pain\":2}\n"
    "{\"type\":\"checkin\",\"at\":\"2026-03-02T07:00:00+01:00\",\"pain\":2}\n"
    "{\"type\":\"session\",\"at\":\"2026-03-02T18:00:00+01:00\",\"track\":\"strength\",\"as_prescribed\":"
    "true,"
    "\"pain_during\":1,\"pain_after\":1}\n"
    "{\"type\":\"checkin\",\"at\":\"2026-03-04T07:00:00+01:00\",\"pain\":2}\n";

TEST_F(Cli, replay_prints_one_line_a_day_from_the_first_fact_to_the_last) {
  write_file(dir_.file("d.jsonl"), kDiary);
  const Ran ran = run({"replay", dir_.file("d.jsonl")});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(count_of(ran.out, "\n"), 4U);
  EXPECT_EQ(ran.out.find("{\"date\":\"2026-03-01\""), 0U);
  EXPECT_NE(ran.out.find("{\"date\":\"2026-03-04\""), std::string::npos);
  EXPECT_TRUE(ran.err.empty());
}

TEST_F(Cli, replay_reads_standard_input_and_gives_the_same_bytes) {
  write_file(dir_.file("d.jsonl"), kDiary);
  EXPECT_EQ(run({"replay", "-"}, kDiary).out, run({"replay", dir_.file("d.jsonl")}).out);
}

TEST_F(Cli, replay_of_a_part_prints_the_same_lines_as_of_the_whole) {
  const std::string whole = run({"replay", "-"}, kDiary).out;
  const std::string part = run({"replay", "-", "--from", "2026-03-02", "--to", "2026-03-03"}, kDiary).out;
  EXPECT_EQ(count_of(part, "\n"), 2U);
  EXPECT_NE(whole.find(part), std::string::npos);
}

TEST_F(Cli, replay_ignores_what_is_dated_after_now) {
  const std::string early = run({"replay", "-", "--to", "2026-03-04", "--now", "2026-03-02"}, kDiary).out;
  std::string shorter = kDiary;
  shorter.resize(shorter.rfind("{\"type\":\"checkin\""));
  EXPECT_EQ(early, run({"replay", "-", "--to", "2026-03-04"}, shorter).out);
}

TEST_F(Cli, replay_refuses_a_diary_whole_and_names_every_fault_by_its_line) {
  std::string diary = kDiary;
  diary += "{\"type\":\"checkin\",\"at\":\"2026-03-05T07:00:00+01:00\",\"pain\":11}\n";
  diary += "{\"type\":\"checkin\",\"at\":\"2026-03-06T07:00:00\",\"pain\":2}\n";
  const Ran ran = run({"replay", "-"}, diary);
  EXPECT_EQ(ran.exit, 2);
  EXPECT_TRUE(ran.out.empty());
  EXPECT_NE(ran.err.find("line 5: pain: 11"), std::string::npos);
  EXPECT_NE(ran.err.find("line 6: at:"), std::string::npos);
  EXPECT_EQ(count_of(ran.err, "\n"), 2U);
}

TEST_F(Cli, replay_follows_a_protocol_file_and_names_the_faults_of_a_bad_one) {
  const std::string shipped = std::string(SPRINGBACK_ROOT) + "/protocols/achilles-midportion.toml";
  const Ran own = run({"replay", "-", "--protocol", shipped}, kDiary);
  EXPECT_EQ(own.exit, 0) << own.err;
  EXPECT_EQ(own.out, run({"replay", "-"}, kDiary).out);
  write_file(dir_.file("bad.toml"), "id = \"x\"\n");
  const Ran bad = run({"replay", "-", "--protocol", dir_.file("bad.toml")}, kDiary);
  EXPECT_EQ(bad.exit, 2);
  EXPECT_TRUE(bad.out.empty());
  EXPECT_GT(count_of(bad.err, "\n"), 3U);
}

TEST_F(Cli, replay_of_an_empty_diary_prints_nothing) {
  const Ran ran = run({"replay", "-"}, "");
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_TRUE(ran.out.empty());
}

TEST_F(Cli, today_without_a_profile_says_how_to_begin) {
  const Ran ran = sb({"today"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("log profile"), std::string::npos);
}

TEST_F(Cli, today_says_what_the_limit_why_and_when_running_opens) {
  begin();
  const Ran ran = sb({"today"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  for (const char* part :
       {"Strength:", "3 sets of 10", "Stop if pain reaches 5/10.", "Why: ", "running opens on"}) {
    EXPECT_NE(ran.out.find(part), std::string::npos) << part << "\n" << ran.out;
  }
  EXPECT_EQ(ran.out.find("\x1b["), std::string::npos) << "colour off a terminal";
}

TEST_F(Cli, today_as_json_is_the_line_of_replay) {
  begin();
  const std::string json = sb({"today", "--json"}).out;
  const std::string exported = sb({"export", "-"}).out;
  EXPECT_EQ(run({"replay", "-"}, exported).out, json);
}

TEST_F(Cli, today_checks_for_alerts) {
  begin();
  EXPECT_EQ(sb({"today", "--check"}).exit, 0);
  ASSERT_EQ(sb({"log", "flag", "pop"}).exit, 0);
  const Ran ran = sb({"today", "--check"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(sb({"today"}).exit, 0);
}

TEST_F(Cli, the_plan_that_was_shown_is_kept_once) {
  begin();
  for (int i = 0; i < 3; ++i) ASSERT_EQ(sb({"today"}).exit, 0);
  ASSERT_EQ(sb({"why"}).exit, 0);
  EXPECT_EQ(count_of(sb({"export", "-"}).out, "\"type\":\"shown\""), 1U);
  ASSERT_EQ(sb({"today", "--json"}).exit, 0);
  EXPECT_EQ(count_of(sb({"export", "-"}).out, "\"type\":\"shown\""), 1U);
}

TEST_F(Cli, a_session_as_planned_is_written_out_as_done_and_names_the_plan) {
  begin();
  const Ran ran = sb({"log", "session", "strength", "--during", "1", "--after", "1", "--json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find(R"("done":{"exercise":"two_leg_raise","reps":10,"sets":3})"), std::string::npos);
  EXPECT_NE(ran.out.find("\"shown\":\""), std::string::npos);
  EXPECT_EQ(ran.out.find("as_prescribed"), std::string::npos);
}

TEST_F(Cli, a_session_that_is_not_planned_needs_its_figures) {
  begin();
  const Ran refused = sb({"log", "session", "run"});
  EXPECT_EQ(refused.exit, 2);
  EXPECT_NE(refused.err.find("allowed: strength"), std::string::npos);
  EXPECT_EQ(sb({"log", "session", "run", "--jog-s", "600", "--walk-s", "0"}).exit, 0);
}

TEST_F(Cli, every_kind_of_fact_can_be_logged) {
  begin();
  const std::vector<std::vector<std::string>> all = {
      {"symptom", "3", "--context", "stairs"},
      {"flag", "unsure"},
      {"order", "hold", "--by", "clinician", "--track", "run"},
      {"order", "limit", "--by", "clinician", "--pain-max", "3"},
      {"shoe", "Old pair", "--drop-mm", "8.5"},
      {"break", "--from", "2026-01-01", "--to", "2026-01-05", "--reason", "holiday"},
      {"test", "heel_raise", "--left", "12", "--right", "20"},
      {"score", "visa_a", "60"},
      {"note", "a good day"},
      {"protocol", "achilles-midportion@1", "--by", "clinician"},
      {"session", "other", "--impact"},
  };
  for (std::vector<std::string> fact : all) {
    fact.insert(fact.begin(), "log");
    const Ran ran = sb(fact);
    EXPECT_EQ(ran.exit, 0) << fact[1] << ": " << ran.err;
  }
  const std::string exported = sb({"export", "-"}).out;
  EXPECT_TRUE(codec::parse_diary(exported));
}

TEST_F(Cli, bad_values_are_refused_with_what_is_allowed) {
  begin();
  const Ran pain = sb({"log", "checkin", "11"});
  EXPECT_EQ(pain.exit, 2);
  EXPECT_NE(pain.err.find("pain: 11"), std::string::npos);
  EXPECT_EQ(sb({"log", "checkin", "two"}).exit, 2);
  EXPECT_EQ(sb({"log", "checkin", "2", "--at", "tomorrow 07:00"}).exit, 2);
  EXPECT_EQ(sb({"log", "checkin", "2", "--at", "noon"}).exit, 2);
  EXPECT_EQ(sb({"log", "flag", "sore"}).exit, 2);
  EXPECT_EQ(sb({"no_such_verb"}).exit, 2);
  EXPECT_EQ(sb({"today", "--on", "2026-02-30"}).exit, 2);
}

TEST_F(Cli, a_flag_dated_beyond_a_clock_ahead_is_refused_by_both_ways_of_logging_alike) {
  begin();
  const std::string fact = R"({"type":"flag","flag":"pop","at":"2130-01-01T07:00:00+00:00"})";
  for (const Ran& ran :
       {sb({"log", "flag", "pop", "--at", "2130-01-01T07:00:00+00:00"}), sb({"log", "facts", "-"}, fact)}) {
    EXPECT_EQ(ran.exit, 2);
    EXPECT_NE(
        ran.err.find("at: 2130-01-01T07:00:00+00:00 lies in the future; allowed: up to 26 hours after now"),
        std::string::npos)
        << ran.err;
  }
  EXPECT_EQ(sb({"today", "--check"}).exit, 0);
  const std::int64_t now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                                  std::chrono::system_clock::now().time_since_epoch())
                                  .count();
  const std::string soon = format_instant({now_ms + 5 * 3'600'000, 0});
  EXPECT_EQ(sb({"log", "facts", R"({"type":"flag","flag":"pop","at":")" + soon + "\"}"}).exit, 0);
  EXPECT_EQ(sb({"log", "flag", "fever", "--at", soon}).exit, 0);
  EXPECT_EQ(sb({"today", "--check"}).exit, 1);
  EXPECT_EQ(sb({"log", "checkin", "2", "--at", soon}).exit, 2);
}

TEST_F(Cli, an_order_that_cannot_bind_is_refused_with_what_is_allowed) {
  begin();
  const std::vector<std::string> by = {"log", "order"};
  const auto order = [this, &by](std::vector<std::string> rest) {
    std::vector<std::string> all = by;
    all.insert(all.end(), rest.begin(), rest.end());
    all.insert(all.end(), {"--by", "clinician"});
    return sb(all);
  };
  const Ran rung = order({"set_rung", "--track", "strength", "--rung", "run_18"});
  EXPECT_EQ(rung.exit, 2);
  EXPECT_NE(rung.err.find("run_18"), std::string::npos) << rung.err;
  EXPECT_EQ(order({"set_rung", "--track", "run", "--rung", "run_18"}).exit, 0);
  EXPECT_EQ(order({"hold", "--until", "2020-01-01"}).exit, 2);
  EXPECT_EQ(order({"limit", "--pain-max", "9"}).exit, 2);
  EXPECT_EQ(order({"limit", "--days-between", "0"}).exit, 2);
}

TEST_F(Cli, what_was_kept_is_said_in_words_with_its_id) {
  begin();
  const Ran ran = sb({"log", "checkin", "3", "--settled", "no"});
  EXPECT_EQ(ran.out.find("Kept: checkin of "), 0U) << ran.out;
  EXPECT_NE(ran.out.find("pain 3, settled no\n  id "), std::string::npos) << ran.out;
}

TEST_F(Cli, a_fact_typed_later_says_when_it_was_entered) {
  begin();
  const Ran ran = sb({"log", "checkin", "3", "--at", "yesterday 07:00", "--json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("\"entered\":\""), std::string::npos);
}

TEST_F(Cli, a_retract_takes_back_a_fact_and_not_another_retract) {
  begin();
  const Ran flag = sb({"log", "flag", "pop", "--id", "00000000-0000-4000-8000-000000000001"});
  ASSERT_EQ(flag.exit, 0) << flag.err;
  EXPECT_EQ(sb({"log", "retract", "00000000-0000-4000-8000-000000000001", "--id",
                "00000000-0000-4000-8000-000000000002"})
                .exit,
            0);
  EXPECT_EQ(sb({"log", "retract", "00000000-0000-4000-8000-000000000002"}).exit, 2);
  EXPECT_EQ(sb({"today", "--check"}).exit, 0);
}

TEST_F(Cli, an_export_to_an_open_stream_goes_into_it_and_replaces_no_file) {
  begin();
  const std::string all = sb({"export", "-"}).out;
  ASSERT_FALSE(all.empty());
  const std::string file = dir_.file("kept.txt");
  const std::string begun = std::string(SPRINGBACK_PROGRAM) + " --data " + dir_.file("data") + " export ";
  for (const std::string to : {"/dev/stdout >> ", "/dev/fd/1 >> ", "/proc/self/fd/1 >> ", "/dev/fd/3 3>> "}) {
    write_file(file, "before\n");
    std::filesystem::remove(dir_.file("other.txt"));
    std::filesystem::create_hard_link(file, dir_.file("other.txt"));
    EXPECT_EQ(std::system((begun + to + file).c_str()), 0) << to;
    EXPECT_EQ(read_file(file), "before\n" + all) << to;
    EXPECT_TRUE(std::filesystem::equivalent(file, dir_.file("other.txt"))) << to << "the file was replaced";
  }
  const Ran closed = sb({"export", "/dev/fd/99"});
  EXPECT_EQ(closed.exit, 3) << closed.out;
  EXPECT_NE(closed.err.find("Bad file descriptor"), std::string::npos) << closed.err;
}

TEST_F(Cli, ladder_shows_where_the_runner_stands) {
  begin();
  const Ran ran = sb({"ladder"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("-> two_leg_3x10"), std::string::npos);
  EXPECT_NE(ran.out.find("jog_1_walk_2"), std::string::npos);
  EXPECT_NE(ran.out.find("Running stays closed at least until"), std::string::npos);
}

TEST_F(Cli, the_demo_is_kept_apart_and_goes_away) {
  begin();
  const std::string before = sb({"export", "-"}).out;
  ASSERT_EQ(sb({"demo"}).exit, 0);
  EXPECT_EQ(sb({"export", "-"}).out, before);
  const Ran today = sb({"--diary", "demo", "today"});
  EXPECT_EQ(today.exit, 0) << today.err;
  EXPECT_NE(today.out.find("Simulated runner"), std::string::npos);
  ASSERT_EQ(sb({"demo", "--remove"}).exit, 0);
  EXPECT_TRUE(sb({"--diary", "demo", "export", "-"}).out.empty());
  EXPECT_EQ(sb({"export", "-"}).out, before);
}

TEST_F(Cli, export_restore_export_is_byte_for_byte_the_same) {
  ASSERT_EQ(sb({"demo"}).exit, 0);
  ASSERT_EQ(sb({"--diary", "demo", "export", dir_.file("a.tar")}).exit, 0);
  const Ran restored = run({"--data", dir_.file("other"), "restore", dir_.file("a.tar")});
  ASSERT_EQ(restored.exit, 0) << restored.err;
  ASSERT_EQ(run({"--data", dir_.file("other"), "export", dir_.file("b.tar")}).exit, 0);
  EXPECT_EQ(read_file(dir_.file("a.tar")), read_file(dir_.file("b.tar")));
  const Ran again = run({"--data", dir_.file("other"), "restore", dir_.file("a.tar")});
  EXPECT_EQ(again.exit, 0);
  EXPECT_EQ(again.out.find("0 facts came in"), 0U) << again.out;
}

TEST_F(Cli, an_export_takes_json_as_every_verb_does_and_is_the_same) {
  begin();
  const Ran plain = sb({"export", "-"});
  const Ran json = sb({"export", "-", "--json"});
  EXPECT_EQ(json.exit, 0) << json.err;
  EXPECT_EQ(json.out, plain.out);
  EXPECT_NE(run({"export", "--help"}).out.find("--json"), std::string::npos);
}

TEST_F(Cli, an_export_to_a_link_replaces_what_it_leads_to_and_leaves_the_link) {
  begin();
  const auto& here = dir_.path();
  std::filesystem::create_directory(here / "elsewhere");
  write_file(here / "elsewhere/old",
             "an older export, which was longer than what comes now" + std::string(9'999, '.'));
  std::filesystem::create_symlink("elsewhere/old", here / "near");
  std::filesystem::create_symlink(here / "near", here / "link");
  std::filesystem::create_symlink("elsewhere/new", here / "to_nothing");
  std::filesystem::create_symlink("round", here / "round");
  const std::string all = sb({"export", "-"}).out;
  for (const auto& [link, file] :
       {std::pair{"link", "elsewhere/old"}, std::pair{"to_nothing", "elsewhere/new"}}) {
    const Ran ran = sb({"export", dir_.file(link)});
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_TRUE(std::filesystem::is_symlink(here / link)) << link;
    EXPECT_EQ(read_file(here / file), all) << link;
  }
  EXPECT_TRUE(std::filesystem::is_symlink(here / "near"));
  EXPECT_EQ(sb({"export", dir_.file("round")}).exit, 3);
  EXPECT_TRUE(std::filesystem::is_symlink(here / "round"));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(here))
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
}

TEST_F(Cli, an_export_into_a_pipe_or_a_device_is_written_into_it_and_replaces_nothing) {
  begin();
  const std::string pipe = dir_.file("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  const std::string all = sb({"export", "-"}).out;
  const Ran ran = sb({"export", pipe});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_TRUE(ran.out.empty()) << ran.out;
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
  std::string came(all.size() + 1, ' ');
  const ssize_t size = ::read(reader, came.data(), came.size());
  ::close(reader);
  ASSERT_EQ(size, static_cast<ssize_t>(all.size()));
  EXPECT_EQ(came.substr(0, all.size()), all);

  // A device that is always full, made here: the machine's own must not be at stake in a test.
  const std::string full = dir_.file("full");
  if (::mknod(full.c_str(), S_IFCHR | 0600, makedev(1, 7)) != 0)
    GTEST_SKIP() << "devices cannot be made here";
  const Ran refused = sb({"export", full});
  EXPECT_EQ(refused.exit, 3);
  EXPECT_NE(refused.err.find(full + ": cannot be written"), std::string::npos) << refused.err;
  EXPECT_TRUE(refused.out.empty()) << refused.out;
  EXPECT_TRUE(std::filesystem::is_character_file(full));
}

TEST_F(Cli, an_export_into_a_pipe_whose_reader_goes_away_is_trouble_of_the_machine) {
  begin();
  for (int i = 0; i < 20; ++i)  // more than a pipe holds
    ASSERT_EQ(sb({"log", "note", std::to_string(i) + std::string(3'900, '.')}).exit, 0);
  const std::string pipe = dir_.file("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int end = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(end, 0);
  std::thread reader([end] {
    pollfd first{end, POLLIN, 0};
    EXPECT_EQ(::poll(&first, 1, 10'000), 1);
    ::close(end);
  });
  EXPECT_EQ(sb({"export", pipe}).exit, 3);
  reader.join();
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
}

TEST_F(Cli, an_export_to_a_folder_is_refused_and_leaves_nothing_beside_it) {
  begin();
  std::filesystem::create_directory(dir_.path() / "folder");
  const Ran ran = sb({"export", dir_.file("folder")});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_NE(ran.err.find(dir_.file("folder") + ": is a folder; allowed: a file"), std::string::npos)
      << ran.err;
  EXPECT_FALSE(std::filesystem::exists(dir_.file("folder.part")));
}

TEST_F(Cli, restore_refuses_a_damaged_file_whole) {
  ASSERT_EQ(sb({"demo"}).exit, 0);
  ASSERT_EQ(sb({"--diary", "demo", "export", dir_.file("a.tar")}).exit, 0);
  std::string bytes = read_file(dir_.file("a.tar"));
  bytes[bytes.size() - 4000] = static_cast<char>(bytes[bytes.size() - 4000] ^ 1);
  write_file(dir_.file("b.tar"), bytes);
  EXPECT_EQ(sb({"restore", dir_.file("b.tar")}).exit, 2);
  EXPECT_TRUE(sb({"export", "-"}).out.empty());
}

TEST_F(Cli, a_folder_where_a_file_belongs_is_refused_by_its_path_with_what_is_allowed) {
  std::filesystem::create_directory(dir_.path() / "folder");
  const std::string folder = dir_.file("folder");
  const std::string protocol = std::string(SPRINGBACK_ROOT) + "/protocols/achilles-midportion.toml";
  write_file(dir_.file("d.jsonl"), kDiary);
  for (const std::vector<std::string>& verb :
       std::vector<std::vector<std::string>>{{"replay", folder},
                                             {"replay", dir_.file("d.jsonl"), "--protocol", folder},
                                             {"verify", folder},
                                             {"load", folder},
                                             {"lookback", folder},
                                             {"whatif", folder, "--protocol", protocol},
                                             {"whatif", dir_.file("d.jsonl"), "--protocol", folder},
                                             {"read", folder},
                                             {"restore", folder}}) {
    const Ran ran = sb(verb);
    EXPECT_EQ(ran.exit, 2) << verb.front();
    EXPECT_NE(ran.err.find(folder + ": is a folder; allowed: a "), std::string::npos)
        << verb.front() << ran.err;
  }
}

TEST_F(Cli, a_file_that_cannot_be_read_to_its_end_is_named) {
  // The first page of a process's memory is never there.
  for (const std::string verb : {"replay", "verify", "read", "restore"}) {
    const Ran ran = sb({verb, "/proc/self/mem"});
    EXPECT_EQ(ran.exit, 3) << verb;
    EXPECT_NE(ran.err.find("/proc/self/mem: cannot be read to its end"), std::string::npos)
        << verb << ran.err;
  }
}

TEST_F(Cli, a_folder_that_cannot_be_written_is_trouble_of_the_machine) {
  const Ran ran = run({"--data", "/proc/nowhere", "log", "checkin", "2"});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_FALSE(ran.err.empty());
}

// Every fact whose acknowledgement was printed is there after the process was killed.
TEST_F(Cli, nothing_acknowledged_is_lost_when_logging_is_killed) {
  begin();
  std::set<std::string> acknowledged;
  for (int round = 0; round < kill_rounds(); ++round) {
    Running process({"--data", dir_.file("data"), "log", "note", "note " + std::to_string(round), "--json"});
    std::thread killer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(5 + round % 20 * 4));
      process.signal(SIGKILL);
    });
    const std::string line = process.read_line();
    if (!line.empty() && line.back() == '}') acknowledged.insert(line);
    killer.join();
    process.wait();
  }
  const std::string exported = sb({"export", "-"}).out;
  ASSERT_TRUE(codec::parse_diary(exported));
  EXPECT_FALSE(acknowledged.empty());
  for (const std::string& line : acknowledged)
    EXPECT_NE(exported.find(line + "\n"), std::string::npos) << line;
}

}  // namespace
}  // namespace springback::test
