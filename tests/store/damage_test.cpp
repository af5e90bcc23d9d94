// Damaged files, full disks, missing rights: the diary shows what was given or says what is wrong, never
// anything else.

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <sstream>

#include "store/appender.h"
#include "store/data_dir.h"
#include "store/sqlite_store.h"
#include "store/store_samples.h"

namespace springback {
namespace {

constexpr std::size_t every_fact = std::numeric_limits<std::size_t>::max();

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_file(const std::filesystem::path& file, const std::string& content) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << content;
}

std::string log_of(const std::filesystem::path& file) { return file.string() + "-wal"; }

/// A diary whose writer died by kill -9 with this many facts ("died", 0 …) in the log.
struct DeadDiary {
  static constexpr int facts = 40;
  TemporaryDir folder;
  std::string database;
  std::string log;

  DeadDiary() {
    const auto outcome = wait_for(
        start_other({append_then_die, folder.path().string(), "runner", "died", std::to_string(facts)}));
    EXPECT_TRUE(WIFSIGNALED(outcome.status)) << outcome.output;
    const auto file = diary_file(folder.path(), "runner").value();
    database = read_file(file);
    log = read_file(log_of(file));
    EXPECT_GT(log.size(), 1000U);
  }
};

/// Opens a diary of these two files, expects the first facts of the dead one and nothing else, and that it
/// can be written again. Returns how many facts it shows.
std::size_t expect_a_prefix(const std::string& database, const std::string& log) {
  const TemporaryDir folder;
  const auto file = diary_file(folder.path(), "runner").value();
  write_file(file, database);
  write_file(log_of(file), log);
  auto store = open_diary(folder.path(), "runner");
  if (!store) {
    ADD_FAILURE() << store.error().detail;
    return 0;
  }
  const auto facts = (*store)->facts_after(0, every_fact);
  EXPECT_TRUE(facts);
  for (std::size_t i = 0; i < facts->size(); ++i) {
    EXPECT_TRUE(same_fact((*facts)[i], sample_fact("died", static_cast<int>(i)))) << i;
  }
  EXPECT_EQ((*store)->find_damage().value(), std::vector<std::string>());
  EXPECT_TRUE((*store)->append(std::vector{sample_fact("after", 1)}));
  EXPECT_EQ((*store)->count(), static_cast<std::int64_t>(facts->size()) + 1);
  return facts->size();
}

TEST(DiaryDamage, an_undamaged_log_of_a_killed_writer_gives_every_fact) {
  const DeadDiary dead;
  EXPECT_EQ(expect_a_prefix(dead.database, dead.log), std::size_t{DeadDiary::facts});
}

TEST(DiaryDamage, a_truncated_log_gives_whole_appends_up_to_the_cut) {
  const DeadDiary dead;
  std::mt19937 random(7);
  std::size_t between = 0;
  for (int round = 0; round < 25; ++round) {
    const std::size_t shown = expect_a_prefix(dead.database, dead.log.substr(0, random() % dead.log.size()));
    between += shown > 0 && shown < std::size_t{DeadDiary::facts} ? 1 : 0;
  }
  EXPECT_GT(between, 0U);
  EXPECT_EQ(expect_a_prefix(dead.database, ""), 0U);
  EXPECT_EQ(expect_a_prefix(dead.database, dead.log.substr(0, 31)), 0U);
}

TEST(DiaryDamage, a_log_of_garbage_is_not_taken_for_facts) {
  const DeadDiary dead;
  const auto noise = sample_bytes(9, dead.log.size());
  EXPECT_EQ(expect_a_prefix(dead.database, {noise.begin(), noise.end()}), 0U);
  std::string half = dead.log;
  std::copy(noise.begin(), noise.begin() + static_cast<std::ptrdiff_t>(half.size() / 2),
            half.begin() + static_cast<std::ptrdiff_t>(half.size() / 2));
  EXPECT_LT(expect_a_prefix(dead.database, half), std::size_t{DeadDiary::facts});
}

TEST(DiaryDamage, a_flipped_bit_in_the_log_ends_it_there) {
  const DeadDiary dead;
  std::mt19937 random(11);
  for (int round = 0; round < 25; ++round) {
    std::string log = dead.log;
    log[random() % log.size()] ^= static_cast<char>(1U << (random() % 8));
    expect_a_prefix(dead.database, log);
  }
}

/// The one trouble that opening this folder's diary gives.
Error trouble_of(const std::filesystem::path& data_dir) {
  const auto store = open_diary(data_dir, "runner", SqliteOptions{.busy_timeout_ms = 50});
  EXPECT_FALSE(store) << "it opened";
  if (store) return {};
  EXPECT_EQ(store.error().kind, Trouble::machine);
  EXPECT_NE(store.error().place.find(data_dir.string()), std::string::npos) << store.error().place;
  return store.error();
}

TEST(DiaryDamage, a_database_of_length_zero_is_refused_and_not_taken_for_a_new_diary) {
  const TemporaryDir folder;
  write_file(diary_file(folder.path(), "runner").value(), "");
  EXPECT_NE(trouble_of(folder.path()).detail.find("empty"), std::string::npos);
}

TEST(DiaryDamage, a_missing_database_beside_its_log_is_refused) {
  DeadDiary dead;
  const auto file = diary_file(dead.folder.path(), "runner").value();
  std::filesystem::remove(file);
  EXPECT_NE(trouble_of(dead.folder.path()).detail.find("missing"), std::string::npos);
  EXPECT_EQ(read_file(log_of(file)), dead.log);
}

TEST(DiaryDamage, a_truncated_database_is_refused_or_found) {
  const TemporaryDir folder;
  const auto file = diary_file(folder.path(), "runner").value();
  {
    auto store = open_diary(folder.path(), "runner");
    for (int i = 0; i < 300; ++i) ASSERT_TRUE((*store)->append(std::vector{sample_fact("a", i)}));
  }
  const std::string whole = read_file(file);
  for (const std::size_t keep :
       {std::size_t{1}, std::size_t{99}, std::size_t{4096}, whole.size() / 2, whole.size() - 1}) {
    write_file(file, whole.substr(0, keep));
    auto store = open_diary(folder.path(), "runner");
    if (!store) {
      EXPECT_EQ(store.error().kind, Trouble::machine) << keep;
      continue;
    }
    const auto damage = (*store)->find_damage();
    EXPECT_TRUE(!damage || !damage->empty()) << keep;
  }
}

TEST(DiaryDamage, a_file_that_is_no_database_is_refused_and_left_alone) {
  const TemporaryDir folder;
  const auto file = diary_file(folder.path(), "runner").value();
  const std::string letter(5000, 'x');
  write_file(file, letter);
  EXPECT_NE(trouble_of(folder.path()).detail.find("not a diary"), std::string::npos);
  EXPECT_EQ(read_file(file), letter);
}

void run_sql(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

TEST(DiaryDamage, another_programs_database_is_refused_and_left_alone) {
  const TemporaryDir folder;
  const auto file = diary_file(folder.path(), "runner").value();
  std::filesystem::create_directories(file.parent_path());
  run_sql(file, "CREATE TABLE contacts (name TEXT)");
  const std::string before = read_file(file);
  EXPECT_NE(trouble_of(folder.path()).detail.find("not a Springback diary"), std::string::npos);
  EXPECT_EQ(read_file(file), before);
}

/// Opens a diary after a bit was flipped: true when everything shown is what was given, or the damage is
/// said.
bool damage_is_said_or_harmless(const std::filesystem::path& data_dir, const std::vector<NewFact>& given,
                                const std::vector<std::uint8_t>& recording) {
  auto store = open_diary(data_dir, "runner", SqliteOptions{.busy_timeout_ms = 50});
  if (!store) return store.error().kind == Trouble::machine;
  const auto damage = (*store)->find_damage();
  if (!damage || !damage->empty()) return true;
  const auto facts = (*store)->facts_after(0, every_fact);
  const auto bytes = (*store)->get_blob(sha256(recording));
  if (!facts || !bytes || facts->size() != given.size() || *bytes != recording) return false;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!same_fact((*facts)[i], given[i])) return false;
  }
  return true;
}

TEST(DiaryDamage, a_flipped_bit_anywhere_in_the_database_is_found_or_changes_nothing) {
  const TemporaryDir folder;
  const auto file = diary_file(folder.path(), "runner").value();
  std::vector<NewFact> given;
  for (int i = 0; i < 120; ++i) given.push_back(sample_fact("a", i));
  const auto recording = sample_bytes(3, 30'000);
  given[5].blob = sha256(recording);
  const std::vector<BlobBytes> blobs{recording};
  {
    auto store = open_diary(folder.path(), "runner");
    ASSERT_TRUE((*store)->append(given, blobs));
  }
  ASSERT_TRUE(damage_is_said_or_harmless(folder.path(), given, recording));
  const std::string whole = read_file(file);
  std::mt19937 random(13);
  for (int round = 0; round < 400; ++round) {
    // Every fourth within the first page: the header and the schema.
    const std::size_t at = random() % (round % 4 == 0 ? 4096 : whole.size());
    const unsigned bit = random() % 8;
    std::string damaged = whole;
    damaged[at] ^= static_cast<char>(1U << bit);
    write_file(file, damaged);
    EXPECT_TRUE(damage_is_said_or_harmless(folder.path(), given, recording))
        << "byte " << at << " bit " << bit;
    std::filesystem::remove(log_of(file));
    std::filesystem::remove(file.string() + "-shm");
  }
}

TEST(DiaryDamage, a_flipped_bit_in_a_fact_is_not_shown_as_a_fact) {
  const TemporaryDir folder;
  const auto file = diary_file(folder.path(), "runner").value();
  {
    auto store = open_diary(folder.path(), "runner");
    ASSERT_TRUE((*store)->append(std::vector{sample_fact("a", 1), sample_fact("a", 2)}));
  }
  std::string content = read_file(file);
  const std::size_t at = content.find(R"("number":2)");
  ASSERT_NE(at, std::string::npos);
  content[at + 9] = '3';
  write_file(file, content);
  auto store = open_diary(folder.path(), "runner");
  ASSERT_TRUE(store);
  const auto facts = (*store)->facts_after(0, every_fact);
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().kind, Trouble::machine);
  EXPECT_NE(facts.error().detail.find(format_uuid(sample_fact("a", 2).id)), std::string::npos);
  EXPECT_EQ((*store)->find_damage()->size(), 1U);
  EXPECT_EQ((*store)->facts_after(0, 1)->size(), 1U);
}

TEST(DiaryDamage, a_database_removed_under_an_open_diary_refuses_further_facts) {
  const TemporaryDir folder;
  auto store = open_diary(folder.path(), "runner");
  ASSERT_TRUE((*store)->append(std::vector{sample_fact("a", 1)}));
  std::filesystem::remove(diary_file(folder.path(), "runner").value());
  const auto report = (*store)->append(std::vector{sample_fact("a", 2)});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, Trouble::machine);
  EXPECT_NE(report.error().detail.find("moved or deleted"), std::string::npos);
}

TEST(DiaryDamage, a_locked_diary_says_so_after_the_timeout_and_works_again_afterwards) {
  const TemporaryDir folder;
  auto store = open_diary(folder.path(), "runner", SqliteOptions{.busy_timeout_ms = 50});
  ASSERT_TRUE(store);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(diary_file(folder.path(), "runner")->c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto report = (*store)->append(std::vector{sample_fact("a", 1)});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, Trouble::machine);
  EXPECT_NE(report.error().detail.find("locked"), std::string::npos) << report.error().detail;
  EXPECT_EQ((*store)->count(), 0);  // readers do not wait
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  EXPECT_TRUE((*store)->append(std::vector{sample_fact("a", 1)}));
  sqlite3_close(other);
}

TEST(DiaryDamage, a_read_only_folder_is_machine_trouble_that_names_it) {
  const TemporaryDir folder;
  constexpr mode_t anyone_reads = 0555;
  ASSERT_EQ(::chmod(folder.path().c_str(), anyone_reads), 0);
  const auto outcome = wait_for(start_other({append_without_rights, folder.path().string(), "runner"}));
  ASSERT_EQ(::chmod(folder.path().c_str(), S_IRWXU), 0);  // so that it can be removed
  EXPECT_EQ(WEXITSTATUS(outcome.status), 3) << outcome.output;
  EXPECT_NE(outcome.output.find(folder.path().string()), std::string::npos) << outcome.output;
  EXPECT_NE(outcome.output.find("choose one that you can write to with --data"), std::string::npos)
      << outcome.output;
}

TEST(DiaryDamage, a_diary_that_may_only_be_read_is_machine_trouble_that_names_it) {
  const TemporaryDir folder;
  {
    auto store = open_diary(folder.path(), "runner");
    ASSERT_TRUE((*store)->append(std::vector{sample_fact("a", 1)}));
  }
  const auto file = diary_file(folder.path(), "runner").value();
  ASSERT_EQ(::chmod(file.c_str(), 0444), 0);
  ASSERT_EQ(::chmod(file.parent_path().c_str(), 0555), 0);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0555), 0);
  const auto outcome = wait_for(start_other({append_without_rights, folder.path().string(), "runner"}));
  ASSERT_EQ(::chmod(folder.path().c_str(), S_IRWXU), 0);  // so that they can be removed
  ASSERT_EQ(::chmod(file.parent_path().c_str(), S_IRWXU), 0);
  EXPECT_EQ(WEXITSTATUS(outcome.status), 3) << outcome.output;
  EXPECT_NE(outcome.output.find(file.string()), std::string::npos) << outcome.output;
  EXPECT_NE(outcome.output.find("check"), std::string::npos) << outcome.output;
}

/// What an appender says that ran until its disk was full.
void expect_full_disk_is_survived(const std::string& output) {
  std::istringstream lines(output);
  std::string kind;
  std::string place;
  std::string detail;
  std::string retried;
  int kept = -1;
  int facts = -1;
  int blobs = -1;
  int damage = -1;
  std::getline(lines, kind);
  std::getline(lines, place);
  std::getline(lines, detail);
  lines >> kept >> facts >> blobs;
  std::getline(lines >> std::ws, retried);
  lines >> damage;
  EXPECT_EQ(kind, "machine") << output;
  EXPECT_NE(place.find("runner.db"), std::string::npos) << output;
  EXPECT_NE(detail.find("the disk is full"), std::string::npos) << output;
  EXPECT_GT(kept, 0) << output;
  EXPECT_EQ(facts, kept) << output;
  EXPECT_EQ(blobs, kept) << output;
  EXPECT_EQ(retried, "kept after making room") << output;
  EXPECT_EQ(damage, 0) << output;
}

TEST(DiaryDamage, a_file_size_limit_loses_nothing_kept_and_is_over_when_there_is_room) {
  const TemporaryDir folder;
  const auto outcome =
      wait_for(start_other({append_with_file_limit, folder.path().string(), "runner", "2000000"}));
  expect_full_disk_is_survived(outcome.output);
}

TEST(DiaryDamage, a_full_disk_loses_nothing_kept_and_is_over_when_there_is_room) {
  const TemporaryDir folder;
  const auto outcome = wait_for(start_other({append_on_tiny_disk, folder.path().string()}));
  if (outcome.output == "not permitted\n") GTEST_SKIP() << "mounting a file system is not permitted here";
  expect_full_disk_is_survived(outcome.output);
}

TEST(DiaryDamage, a_wipe_beside_a_reader_empties_the_diary_and_says_that_bytes_remain) {
  const TemporaryDir folder;
  auto store = open_diary(folder.path(), "runner", SqliteOptions{.busy_timeout_ms = 50});
  ASSERT_TRUE((*store)->append(std::vector{sample_fact("a", 1)}));
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open(diary_file(folder.path(), "runner")->c_str(), &reader), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM facts", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto wiped = (*store)->wipe();
  ASSERT_FALSE(wiped);
  EXPECT_EQ(wiped.error().kind, Trouble::machine);
  EXPECT_NE(wiped.error().detail.find("the diary is empty now"), std::string::npos) << wiped.error().detail;
  EXPECT_EQ((*store)->count(), 0);
  sqlite3_close(reader);
  EXPECT_TRUE((*store)->wipe());
}

TEST(DiaryDamage, a_wiped_diary_keeps_no_trace_of_its_facts_on_the_disk) {
  const TemporaryDir folder;
  const auto file = diary_file(folder.path(), "runner").value();
  const auto recording = sample_bytes(21, 100'000);
  const std::string part_of_recording(recording.begin() + 5'000, recording.begin() + 5'032);
  NewFact secret = sample_fact("a", 1);
  secret.json = R"({"text":"nobody is to read this again"})";
  auto store = open_diary(folder.path(), "runner");
  ASSERT_TRUE((*store)->append(std::vector{secret}));
  ASSERT_TRUE((*store)->put_blob(recording));
  ASSERT_TRUE((*store)->wipe());
  store->reset();
  const std::string left = read_file(file) + read_file(log_of(file));
  EXPECT_EQ(left.find("nobody is to read this"), std::string::npos);
  EXPECT_EQ(left.find(part_of_recording), std::string::npos);
}

}  // namespace
}  // namespace springback
