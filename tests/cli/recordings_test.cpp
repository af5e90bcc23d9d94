#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "codec/diary_json.h"
#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"
#include "formats/bundle.h"
#include "support/packed.h"
#include "support/program.h"
#include "support/text_recordings.h"

namespace springback::test {
namespace {

// A walk-jog session of that many rounds, as a watch would have recorded it.
std::string fit_file(std::uint64_t seed, int rounds = 8) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'772'900'000 + static_cast<std::int64_t>(seed) * 86'400;
  run.offset_s = 3600;
  run.seed = seed;
  for (int round = 0; round < rounds; ++round) {
    run.bouts.push_back({engine::BoutKind::jog, 60, 2'500, 162});
    run.bouts.push_back({engine::BoutKind::walk, 120, 1'450, 112});
  }
  const auto bytes = fit::encode_activity(fit::synthetic_run(run));
  return {bytes.begin(), bytes.end()};
}

class Recordings : public ::testing::Test {
 protected:
  Ran sb(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--data", dir_.file("data")});
    return run(arguments);
  }
  // The diary's facts and blobs, read out of an export.
  std::pair<std::size_t, std::size_t> kept() {
    const std::string file = sb({"export", "-"}).out;
    const auto bundle = formats::read_bundle(file);
    EXPECT_TRUE(bundle);
    const auto facts = codec::parse_diary(bundle->facts);
    EXPECT_TRUE(facts);
    return {facts->size(), bundle->blobs.size()};
  }
  // Killed anywhere, an import leaves whole recordings only, and the next one brings the rest.
  void kill_the_import_of(const std::string& name, std::size_t files) {
    for (int round = 0; round < kill_rounds(); ++round) {
      Running process({"--data", dir_.file("data"), "import", dir_.file(name)});
      std::this_thread::sleep_for(std::chrono::milliseconds(2 + round % 20 * 3));
      process.signal(SIGKILL);
      process.wait();
      const auto [facts, blobs] = kept();
      ASSERT_EQ(facts, blobs) << "round " << round;
      if (facts == files) std::filesystem::remove_all(dir_.file("data"));
    }
    ASSERT_EQ(sb({"import", dir_.file(name)}).exit, 0);
    EXPECT_EQ(kept(), std::pair(files, files));
  }
  TempDir dir_;
};

TEST_F(Recordings, import_keeps_bytes_and_fact_and_counts_a_duplicate_once) {
  std::filesystem::create_directory(dir_.file("watch"));
  write_file(dir_.file("watch/a.fit"), fit_file(1));
  write_file(dir_.file("watch/b.FIT"), fit_file(2));
  write_file(dir_.file("watch/copy of a.fit"), fit_file(1));
  const Ran ran = sb({"import", dir_.file("watch")});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("2 imported, 1 there already"), std::string::npos) << ran.out;
  EXPECT_EQ(kept(), std::pair(std::size_t{2}, std::size_t{2}));
  EXPECT_NE(sb({"import", dir_.file("watch")}).out.find("0 imported, 3 there already"), std::string::npos);
  EXPECT_EQ(kept(), std::pair(std::size_t{2}, std::size_t{2}));
}

TEST_F(Recordings, a_dry_run_keeps_nothing) {
  write_file(dir_.file("a.fit"), fit_file(1));
  const Ran ran = sb({"import", "--dry-run", dir_.file("a.fit")});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("1 would be imported"), std::string::npos) << ran.out;
  EXPECT_EQ(kept().first, 0U);
}

TEST_F(Recordings, what_is_there_but_no_file_is_not_called_missing) {
  const Ran there = sb({"import", "/dev/null"});
  EXPECT_EQ(there.exit, 2);
  EXPECT_NE(there.err.find("/dev/null: is neither a file nor a folder; allowed: files and folders"),
            std::string::npos)
      << there.err;
  EXPECT_NE(sb({"import", dir_.file("gone.fit")}).err.find("is not there"), std::string::npos);
}

TEST_F(Recordings, what_is_no_recording_is_named_and_stops_nothing) {
  std::filesystem::create_directory(dir_.file("watch"));
  write_file(dir_.file("watch/a.fit"), fit_file(1));
  write_file(dir_.file("watch/b.gpx"), "<gpx/>");
  write_file(dir_.file("watch/c.txt"), "shopping list");
  write_file(dir_.file("watch/d.fit"), "");
  const Ran ran = sb({"import", dir_.file("watch")});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("1 imported"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("b.gpx: not activity"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("c.txt: not activity"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("d.fit"), std::string::npos) << ran.out;
}

TEST_F(Recordings, a_file_cut_short_keeps_its_good_records) {
  const std::string whole = fit_file(1);
  write_file(dir_.file("cut.fit"), whole.substr(0, whole.size() / 2));
  const Ran ran = sb({"import", dir_.file("cut.fit")});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("1 imported"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("cut.fit: imported, "), std::string::npos) << "the fault is named: " << ran.out;
}

TEST_F(Recordings, a_named_file_that_is_no_recording_is_bad_input_and_in_a_folder_only_counted) {
  std::filesystem::create_directory(dir_.file("mixed"));
  write_file(dir_.file("mixed") + "/notes.fit", "no recording");
  EXPECT_EQ(sb({"import", dir_.file("mixed") + "/notes.fit"}).exit, 2);
  EXPECT_EQ(sb({"import", "--json", dir_.file("mixed") + "/notes.fit"}).exit, 2);
  EXPECT_EQ(sb({"import", dir_.file("mixed")}).exit, 0);
}

// Ends root's right to read what no mode allows, for this thread and what it starts; nobody else has it.
void obey_modes() {
  for (const int right : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH}) prctl(PR_CAPBSET_DROP, right, 0, 0, 0);
}

TEST_F(Recordings, a_folder_that_may_not_be_read_is_named_with_its_reason_and_the_others_are_taken) {
  namespace fs = std::filesystem;
  for (const char* folder : {"runs", "runs/closed", "runs/open"}) fs::create_directory(dir_.file(folder));
  write_file(dir_.file("runs/closed/a.fit"), fit_file(1));
  write_file(dir_.file("runs/open/b.fit"), fit_file(2));
  fs::permissions(dir_.file("runs/closed"), fs::perms::none);
  Ran dry;
  Ran json;
  Ran named;
  std::thread([&] {
    obey_modes();
    dry = sb({"import", "--dry-run", dir_.file("runs")});
    json = sb({"import", "--json", dir_.file("runs")});
    named = sb({"import", dir_.file("runs/closed")});
  }).join();
  fs::permissions(dir_.file("runs/closed"), fs::perms::owner_all);
  EXPECT_EQ(dry.exit, 0) << dry.err;
  EXPECT_NE(dry.out.find(dir_.file("runs/closed") +
                         ": unreadable, is a folder that cannot be read: Permission denied"),
            std::string::npos)
      << dry.out;
  EXPECT_NE(dry.out.find("1 would be imported, 0 there already, 0 not activities, 0 damaged, 1 not read"),
            std::string::npos)
      << dry.out;
  EXPECT_NE(json.out.find(R"("other":1)"), std::string::npos) << json.out;
  EXPECT_NE(json.out.find(R"(runs/closed","fate":"unreadable","why":"is a folder that cannot be read: )"),
            std::string::npos)
      << json.out;
  EXPECT_EQ(named.exit, 2) << "the folder that was named itself: " << named.out;
  EXPECT_EQ(kept().first, 1U);
}

TEST_F(Recordings, a_path_that_is_not_there_refuses_the_call) {
  write_file(dir_.file("a.fit"), fit_file(1));
  const Ran ran = sb({"import", dir_.file("a.fit"), dir_.file("missing")});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_NE(ran.err.find("missing"), std::string::npos);
  EXPECT_EQ(kept().first, 0U);
}

TEST_F(Recordings, read_prints_what_the_file_holds_and_touches_no_diary) {
  write_file(dir_.file("a.fit"), fit_file(1));
  const Ran ran = run({"read", dir_.file("a.fit")});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out.find("{\"format\":\"fit\""), 0U) << ran.out;
  write_file(dir_.file("a.txt"), "hello");
  EXPECT_EQ(run({"read", dir_.file("a.txt")}).exit, 2);
}

TEST_F(Recordings, an_imported_run_is_set_beside_its_prescription) {
  ASSERT_EQ(sb({"log", "profile", "--side", "left", "--site", "midportion", "--usual-pain", "2", "--at",
                "2026-03-01 20:00"})
                .exit,
            0);
  write_file(dir_.file("a.fit"), fit_file(1));
  const Ran ran = sb({"import", dir_.file("a.fit")});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("2026-03-0"), std::string::npos) << "a line for its day: " << ran.out;
}

TEST_F(Recordings, a_recorded_run_without_pain_during_comes_with_the_command_that_adds_it) {
  ASSERT_EQ(sb({"log", "profile", "--side", "left", "--site", "midportion", "--usual-pain", "2", "--at",
                "2026-03-01 20:00"})
                .exit,
            0);
  write_file(dir_.file("a.fit"), fit_file(1));
  ASSERT_EQ(sb({"import", dir_.file("a.fit")}).exit, 0);
  ASSERT_EQ(sb({"log", "checkin", "2", "--at", "2026-03-09 07:10"}).exit, 0);
  const std::string before = sb({"today", "--on", "2026-03-09"}).out;
  const std::string begin = "    springback log session run --recording ";
  const auto at = before.find(begin);
  ASSERT_NE(at, std::string::npos) << before;

  std::istringstream line(before.substr(at, before.find('\n', at) - at));
  std::vector<std::string> words;
  for (std::string word; line >> word;) words.push_back(word == "PAIN" ? "2" : word);
  words.erase(words.begin());
  const Ran ran = sb(words);
  EXPECT_EQ(ran.exit, 0) << ran.err;
  const std::string after = sb({"why", "--on", "2026-03-09"}).out;
  EXPECT_EQ(after.find("is missing. Add"), std::string::npos) << after;
  EXPECT_EQ(sb({"today", "--on", "2026-03-09"}).out.find(begin), std::string::npos);
  EXPECT_NE(after.find("was not in the plan"), std::string::npos) << "and it is the same run: " << after;
}

TEST_F(Recordings, read_prints_what_a_gzipped_or_text_recording_holds) {
  fit::SyntheticRun run_of;
  run_of.start_unix_s = 1'772'900'000;
  run_of.bouts.push_back({engine::BoutKind::jog, 60, 2'500, 162});
  write_file(dir_.file("a.fit.gz"), gzip_of(fit_file(1)));
  write_file(dir_.file("b"), apple_blob(run_of));
  EXPECT_EQ(run({"read", dir_.file("a.fit.gz")}).out.find("{\"format\":\"fit\""), 0U);
  EXPECT_EQ(run({"read", dir_.file("b")}).out.find("{\"format\":\"apple_health\""), 0U);
  write_file(dir_.file("c.zip"), zip_of({{"a.fit", fit_file(1)}}));
  const Ran archive = run({"read", dir_.file("c.zip")});
  EXPECT_EQ(archive.exit, 2);
  EXPECT_NE(archive.err.find("is an archive of files; `springback import` takes it"), std::string::npos);
}

TEST_F(Recordings, import_takes_an_archive_and_its_help_names_kinds_and_limits) {
  write_file(dir_.file("export.zip"), zip_of({{"a.fit.gz", gzip_of(fit_file(1))}, {"b.fit", fit_file(2)}}));
  const Ran ran = sb({"import", dir_.file("export.zip")});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("2 imported"), std::string::npos) << ran.out;
  EXPECT_EQ(kept(), std::pair(std::size_t{2}, std::size_t{2}));
  const std::string help = run({"import", "--help"}).out;
  for (const char* part : {"GPX", ".gz", "Strava", "Garmin", "Apple Health", "64 MB", "200000 entries",
                           "64 GB", "3\narchives", "encrypted"}) {
    EXPECT_NE(help.find(part), std::string::npos) << part << " in " << help;
  }
}

TEST_F(Recordings, a_thousand_files_that_are_no_activities_are_one_line_and_not_a_thousand) {
  Members members;
  for (int i = 0; i < 1000; ++i) members.emplace_back(std::to_string(i) + ".json", "{}");
  write_file(dir_.file("account.zip"), zip_of(members));
  const Ran ran = sb({"import", dir_.file("account.zip")});
  EXPECT_NE(ran.out.find("and 980 more not activity"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("0 imported, 0 there already, 1000 not activities"), std::string::npos);
}

// Ctrl-C: whole recordings, a summary that says so, and nothing lost when it is begun again.
TEST_F(Recordings, an_import_that_is_interrupted_says_what_it_kept) {
  Members members;
  constexpr std::size_t kFiles = 400;
  for (std::size_t i = 0; i < kFiles; ++i)
    members.emplace_back(std::to_string(i) + ".fit", fit_file(i + 1, 6));
  write_file(dir_.file("export.zip"), zip_of(members));
  bool called_off = false;
  for (int wait_ms = 4; !called_off && wait_ms < 4000; wait_ms = wait_ms * 3 / 2 + 1) {
    std::filesystem::remove_all(dir_.file("data"));
    Running process({"--data", dir_.file("data"), "import", dir_.file("export.zip")});
    std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
    process.signal(SIGINT);
    const std::string first = process.read_line();
    const std::string counts = process.read_line();
    const int exit = process.wait();
    // Before the verb listens, the signal ends the program as it ends any other; after it there is nothing to
    // call off.
    called_off = first.starts_with("Called off");
    if (!called_off) continue;
    EXPECT_EQ(exit, 1);
    const auto [facts, blobs] = kept();
    EXPECT_EQ(facts, blobs);
    EXPECT_LT(facts, kFiles);
    EXPECT_EQ(counts.find(std::to_string(facts) + " imported"), 0U) << counts;
  }
  ASSERT_TRUE(called_off) << "no round came between start and end";
  ASSERT_EQ(sb({"import", dir_.file("export.zip")}).exit, 0);
  EXPECT_EQ(kept(), std::pair(kFiles, kFiles));
}

TEST_F(Recordings, an_archives_import_killed_anywhere_leaves_bytes_and_facts_together) {
  Members members;
  constexpr std::size_t kFiles = 150;
  for (std::size_t i = 0; i < kFiles; ++i)
    members.emplace_back(std::to_string(i) + ".fit.gz", gzip_of(fit_file(i + 1, 2)));
  write_file(dir_.file("export.zip"), zip_of(members));
  kill_the_import_of("export.zip", kFiles);
}

TEST_F(Recordings, an_archive_that_does_not_fit_into_memory_is_told_and_the_others_are_taken) {
  if (!memory_can_be_limited()) GTEST_SKIP() << "a sanitizer needs more addresses than any limit leaves";
  std::string archive = "PK\x03\x04";
  std::mt19937 random(7);
  while (archive.size() < 1'500'000) archive += static_cast<char>(random() & 0xff);
  write_file(dir_.file("export.zip"),
             with_claimed_size(zip_of({{"large.zip", archive}, {"run.fit", fit_file(1)}}), 1'000'000'000));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_AS, &before), 0);
  const rlimit little{700'000'000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_AS, &little), 0);
  const Ran ran = sb({"import", dir_.file("export.zip")});
  ASSERT_EQ(::setrlimit(RLIMIT_AS, &before), 0);
  EXPECT_NE(ran.out.find("large.zip: unreadable, there is not enough memory to read it"), std::string::npos)
      << ran.out << ran.err;
  EXPECT_EQ(kept(), std::pair(std::size_t{1}, std::size_t{1}));
}

TEST_F(Recordings, a_run_of_two_devices_is_counted_once_until_it_is_told_apart) {
  ASSERT_EQ(sb({"log", "profile", "--side", "left", "--site", "midportion", "--usual-pain", "2", "--at",
                "2026-03-01 20:00"})
                .exit,
            0);
  write_file(dir_.file("watch.fit"), fit_file(1));
  write_file(dir_.file("phone.fit"), fit_file(1, 7));
  ASSERT_EQ(sb({"import", dir_.file("watch.fit")}).exit, 0);
  const Ran ran = sb({"import", dir_.file("phone.fit")});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("counted once, though 1 more recording tells of the same time"), std::string::npos)
      << ran.out;
  const std::string how = "springback log separate ";
  EXPECT_NE(ran.out.find("If one is a session of its own: " + how), std::string::npos) << ran.out;
  const Ran again = sb({"import", "--json", dir_.file("phone.fit")});
  EXPECT_NE(again.out.find(R"("same":[])"), std::string::npos) << "nothing was imported: " << again.out;

  const auto and_at = ran.out.find(" and ", ran.out.find("Counted once: "));
  ASSERT_NE(and_at, std::string::npos) << ran.out;
  const std::string phone = ran.out.substr(and_at + 5, 36);
  const Ran apart = sb({"log", "separate", phone});
  EXPECT_EQ(apart.exit, 0) << apart.err;
  EXPECT_NE(apart.out.find("Kept: separate of "), std::string::npos) << apart.out;
  const Ran nothing = sb({"log", "separate", "00000000-0000-4000-8000-000000000000"});
  EXPECT_EQ(nothing.exit, 2);
  EXPECT_NE(nothing.err.find("allowed: the id of a recording of this diary"), std::string::npos)
      << nothing.err;
}

TEST_F(Recordings, an_import_killed_anywhere_leaves_bytes_and_facts_together) {
  std::filesystem::create_directory(dir_.file("watch"));
  constexpr std::size_t kFiles = 150;
  for (std::size_t i = 0; i < kFiles; ++i) {
    write_file(dir_.file("watch/" + std::to_string(i) + ".fit"), fit_file(i + 1, 1));
  }
  kill_the_import_of("watch", kFiles);
}

}  // namespace
}  // namespace springback::test
