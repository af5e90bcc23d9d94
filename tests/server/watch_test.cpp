// `serve --watch` with the real program: what is taken, what is left alone, and kills at any moment.

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>

#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"
#include "support/packed.h"
#include "support/program.h"

namespace springback::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using namespace std::chrono_literals;

std::string fit_file(int day) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'700'000'000 + std::int64_t{day} * 86'400;
  run.bouts = {{engine::BoutKind::jog, 300, 2'500, 162}};
  const auto bytes = fit::encode_activity(fit::synthetic_run(run));
  return {bytes.begin(), bytes.end()};
}

bool soon(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(20ms);
  }
  return true;
}

class WatchTest : public ::testing::Test {
 protected:
  WatchTest() { fs::create_directory(watched_); }

  // The files right below it, "" for the watched folder itself.
  [[nodiscard]] std::set<std::string> files(const std::string& inner) const {
    std::set<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(watched_ / inner, error)) {
      if (!fs::is_directory(entry.symlink_status())) names.insert(entry.path().filename().string());
    }
    return names;
  }
  static std::size_t recordings(const Server& server) {
    return json::parse(server.get("/api/v1/facts?limit=10000").body)["facts"].size();
  }

  TempDir data_;
  TempDir outer_;
  fs::path watched_ = outer_.path() / "inbox";
};

TEST_F(WatchTest, what_appears_is_imported_and_set_aside_by_what_became_of_it) {
  Server server(data_.path(), {"--watch", watched_.string()});
  write_file(watched_ / "run.fit", fit_file(1));
  write_file(watched_ / "all.zip",
             zip_of({{"a.fit", fit_file(2)}, {"b.fit.gz", gzip_of(fit_file(3))}, {"notes.txt", "hello"}}));
  write_file(watched_ / "broken.zip", zip_of({{"c.fit", fit_file(4)}, {"d.fit", fit_file(5).substr(0, 40)}}));
  write_file(watched_ / "letter.txt", "Dear diary");
  ASSERT_TRUE(soon([&] { return files("").empty(); }));
  EXPECT_EQ(files("done"), (std::set<std::string>{"all.zip", "run.fit"}));
  EXPECT_EQ(files("failed"),
            (std::set<std::string>{"broken.zip", "broken.zip.why.txt", "letter.txt", "letter.txt.why.txt"}));
  const std::string why = read_file(watched_ / "failed" / "broken.zip.why.txt");
  EXPECT_NE(why.find("1 imported, 1 damaged"), std::string::npos) << why;
  EXPECT_NE(why.find("broken.zip!d.fit: "), std::string::npos) << why;
  EXPECT_NE(read_file(watched_ / "failed" / "letter.txt.why.txt").find("1 not activities"),
            std::string::npos);
  EXPECT_EQ(recordings(server), 4U);
  std::set<std::string> lines;
  for (int i = 0; i < 4; ++i) lines.insert(server.process().read_line());
  EXPECT_EQ(lines.count("watched: run.fit: 1 imported; moved to done/run.fit"), 1U);
  EXPECT_EQ(lines.count("watched: all.zip: 2 imported, 1 not activities; moved to done/all.zip"), 1U);
}

TEST_F(WatchTest, a_repeat_goes_to_done_and_a_name_that_is_there_gets_a_number) {
  Server server(data_.path(), {"--watch", watched_.string()});
  for (const char* kept : {"run.fit", "run-2.fit", "run-3.fit"}) {
    write_file(watched_ / "run.fit", fit_file(1));
    ASSERT_TRUE(soon([&] { return files("done").contains(kept); }));
  }
  EXPECT_EQ(recordings(server), 1U);
  for (const char* kept : {"x.txt", "x-2.txt"}) {
    write_file(watched_ / "x.txt", std::string("not a run ") + kept);
    ASSERT_TRUE(soon([&] { return files("failed").contains(kept); }));
  }
  EXPECT_EQ(read_file(watched_ / "failed/x.txt"), "not a run x.txt");
  EXPECT_EQ(read_file(watched_ / "failed/x-2.txt"), "not a run x-2.txt");
  EXPECT_TRUE(files("failed").contains("x-2.txt.why.txt"));
}

TEST_F(WatchTest, the_longest_name_that_there_can_be_is_set_aside_as_any_other) {
  const Server server(data_.path(), {"--watch", watched_.string()});
  std::string longest;
  while (longest.size() + 6 <= 255) longest += "\xc3\xa4";
  const auto ending = [&longest](char last) { return longest + last + ".fit"; };
  ASSERT_EQ(ending('a').size(), 255U);
  for (std::size_t round = 1; round <= 2; ++round) {
    write_file(watched_ / ending('a'), fit_file(static_cast<int>(round)));
    write_file(watched_ / ending('b'), "no run");
    write_file(watched_ / ending('c'), "no run");
    ASSERT_TRUE(soon([&] { return files("").empty(); }));
    EXPECT_EQ(files("done").size(), round);
    EXPECT_EQ(files("failed").size(), 4 * round) << "each with a reason of its own";
  }
  EXPECT_EQ(recordings(server), 2U);
}

TEST_F(WatchTest, links_folders_hidden_and_unfinished_files_are_left_alone) {
  const Server server(data_.path(), {"--watch", watched_.string()});
  write_file(outer_.path() / "elsewhere.fit", fit_file(1));
  fs::create_symlink(outer_.path() / "elsewhere.fit", watched_ / "link.fit");
  fs::create_directory(watched_ / "folder");
  write_file(watched_ / "folder" / "in.fit", fit_file(2));
  write_file(watched_ / ".hidden.fit", fit_file(3));
  write_file(watched_ / "coming.fit.part", fit_file(4));
  write_file(watched_ / "last.fit", fit_file(5));
  ASSERT_TRUE(soon([&] { return files("done").contains("last.fit"); }));
  std::this_thread::sleep_for(2s);
  EXPECT_EQ(files(""), (std::set<std::string>{".hidden.fit", "coming.fit.part", "link.fit"}));
  EXPECT_TRUE(fs::exists(watched_ / "folder" / "in.fit"));
  EXPECT_TRUE(fs::exists(outer_.path() / "elsewhere.fit"));
  EXPECT_EQ(recordings(server), 1U);
}

TEST_F(WatchTest, a_file_that_still_grows_is_waited_for) {
  const Server server(data_.path(), {"--watch", watched_.string()});
  const std::string run = fit_file(1);
  for (std::size_t part = 1; part <= 8; ++part) {
    write_file(watched_ / "run.fit", run.substr(0, run.size() * part / 8));
    if (part < 8) std::this_thread::sleep_for(700ms);
    EXPECT_TRUE(files("failed").empty());
  }
  ASSERT_TRUE(soon([&] { return files("done").contains("run.fit"); }));
  EXPECT_EQ(read_file(watched_ / "done/run.fit"), run);
  EXPECT_EQ(recordings(server), 1U);
}

TEST_F(WatchTest, a_kill_between_the_import_and_the_move_is_made_good_at_the_next_start) {
  {
    Server server(data_.path(), {"--watch", watched_.string()});
    // Where `done` cannot take it, the file is imported and stays: the state between the two.
    fs::remove(watched_ / "done");
    write_file(watched_ / "done", "in the way");
    write_file(watched_ / "run.fit", fit_file(1));
    std::string line;
    while (line.find("run.fit") == std::string::npos) line = server.process().read_line();
    EXPECT_NE(line.find("1 imported, but"), std::string::npos) << line;
    EXPECT_EQ(recordings(server), 1U);
    server.process().signal(SIGKILL);
    server.process().wait();
  }
  ASSERT_TRUE(fs::exists(watched_ / "run.fit"));
  fs::remove(watched_ / "done");
  Server server(data_.path(), {"--watch", watched_.string()});
  EXPECT_EQ(server.process().read_line(),
            "watched: run.fit: 0 imported, 1 there already; moved to done/run.fit");
  EXPECT_EQ(recordings(server), 1U);
}

TEST_F(WatchTest, kills_at_any_moment_lose_nothing_and_keep_nothing_twice) {
  constexpr int kFiles = 60;
  for (int i = 0; i < kFiles; ++i) write_file(watched_ / (std::to_string(i) + ".fit"), fit_file(i));
  write_file(watched_ / "bad.fit", fit_file(100).substr(0, 40));
  for (int round = 0; round < kill_rounds() / 2 && !files("").empty(); ++round) {
    Server server(data_.path(), {"--watch", watched_.string()});
    std::this_thread::sleep_for(2s + std::chrono::milliseconds(round * 23 % 300));
    server.process().signal(SIGKILL);
    server.process().wait();
    EXPECT_EQ(files("").size() + files("done").size() + (files("failed").contains("bad.fit") ? 1U : 0U),
              kFiles + 1U);
  }
  const Server server(data_.path(), {"--watch", watched_.string()});
  ASSERT_TRUE(soon([&] { return files("").empty(); }));
  EXPECT_EQ(files("done").size(), static_cast<std::size_t>(kFiles));
  EXPECT_EQ(files("failed"), (std::set<std::string>{"bad.fit", "bad.fit.why.txt"}));
  EXPECT_EQ(recordings(server), static_cast<std::size_t>(kFiles));
}

TEST_F(WatchTest, a_folder_that_cannot_be_watched_is_told_at_the_start) {
  const auto refused = [&](const fs::path& folder, const std::string& saying) {
    const Ran ran =
        run({"--data", data_.path().string(), "serve", "--port", "0", "--watch", folder.string()});
    EXPECT_EQ(ran.exit, 2) << folder;
    EXPECT_NE(ran.err.find("--watch"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find(saying), std::string::npos) << ran.err;
  };
  refused(outer_.path() / "none", "is not there");
  refused("", "is not there");
  refused(data_.path(), "the diary's own folder");
  write_file(outer_.path() / "file", "x");
  refused(outer_.path() / "file", "is not a folder");
  write_file(watched_ / "done", "in the way");
  refused(watched_, "cannot be written to");
  if (::geteuid() == 0) return;  // whom no mode stops
  fs::remove(watched_ / "done");
  fs::permissions(watched_, fs::perms::owner_read | fs::perms::owner_exec);
  refused(watched_, "cannot be written to");
  fs::permissions(watched_, fs::perms::owner_all);
}

TEST_F(WatchTest, it_ends_within_seconds_when_asked_to) {
  Server server(data_.path(), {"--watch", watched_.string()});
  Members runs;
  for (int i = 0; i < 3'000; ++i) runs.emplace_back(std::to_string(i) + ".fit", fit_file(i));
  write_file(watched_ / "all.zip", zip_of(runs, {true, {}}));
  ASSERT_TRUE(soon([&] { return recordings(server) > 0; }));
  const auto asked = std::chrono::steady_clock::now();
  server.process().signal(SIGTERM);
  EXPECT_EQ(server.process().wait(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, 10s);
}

}  // namespace
}  // namespace springback::test
