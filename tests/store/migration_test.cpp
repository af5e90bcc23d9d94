// Diaries of older and newer formats. The tables of version 1 stand here as they were, whatever the program
// does.

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <fstream>
#include <future>
#include <iterator>
#include <latch>

#include "store/data_dir.h"
#include "store/sqlite_schema.h"
#include "store/sqlite_store.h"
#include "store/store_samples.h"

namespace springback {
namespace {

constexpr const char* tables_of_version_1 = R"(
  PRAGMA application_id = 1397768779;
  CREATE TABLE blobs (
    sha256 BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE facts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    day INTEGER NOT NULL,
    at_utc_ms INTEGER NOT NULL,
    type TEXT NOT NULL,
    json TEXT NOT NULL,
    blob BLOB REFERENCES blobs (sha256)
  ) STRICT;
  PRAGMA user_version = 1;
  INSERT INTO blobs VALUES (x'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', CAST('abc' AS BLOB));
  INSERT INTO facts VALUES (4, x'000102030405060708090a0b0c0d0e0f', 20514, 1772431800000, 'checkin', '{"pain":3}', NULL);
  INSERT INTO facts VALUES (7, x'ffeeddccbbaa99887766554433221100', -3, -1, 'recording', '{"sport":"run"}',
                            x'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
)";

class DiaryVersions : public testing::Test {
 protected:
  /// Runs SQL on the diary's file directly; the first error, or nothing.
  std::string sql(const std::string& text) {
    std::filesystem::create_directories(file().parent_path());
    sqlite3* handle = nullptr;
    sqlite3_open(file().c_str(), &handle);
    sqlite3_exec(handle, text.c_str(), nullptr, nullptr, nullptr);
    std::string error = sqlite3_errcode(handle) == SQLITE_OK ? "" : sqlite3_errmsg(handle);
    sqlite3_close(handle);
    return error;
  }
  std::int64_t version() {
    sqlite3* handle = nullptr;
    sqlite3_open(file().c_str(), &handle);
    sqlite3_stmt* query = nullptr;
    sqlite3_prepare_v2(handle, "PRAGMA user_version", -1, &query, nullptr);
    sqlite3_step(query);
    const std::int64_t found = sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    sqlite3_close(handle);
    return found;
  }
  std::filesystem::path file() { return diary_file(folder_.path(), "runner").value(); }
  Result<std::unique_ptr<DiaryStore>> open() { return open_diary(folder_.path(), "runner"); }

 private:
  TemporaryDir folder_;
};

TEST_F(DiaryVersions, a_diary_of_version_1_opens_in_the_newest_with_everything_in_it) {
  ASSERT_EQ(sql(tables_of_version_1), "");
  auto store = open();
  ASSERT_TRUE(store) << store.error().detail;
  const auto facts = (*store)->facts_after(0, 100);
  ASSERT_TRUE(facts) << facts.error().detail;
  ASSERT_EQ(facts->size(), 2U);
  EXPECT_EQ((*facts)[0].seq, 4);
  EXPECT_EQ(format_uuid((*facts)[0].id), "00010203-0405-0607-0809-0a0b0c0d0e0f");
  EXPECT_EQ(format_day((*facts)[0].day), "2026-03-02");
  EXPECT_EQ((*facts)[0].json, R"({"pain":3})");
  EXPECT_EQ((*facts)[0].blob, std::nullopt);
  EXPECT_EQ((*facts)[1].day, Day{-3});
  EXPECT_EQ((*facts)[1].at_utc_ms, -1);
  EXPECT_EQ((*facts)[1].blob, sha256("abc"));
  EXPECT_EQ((*store)->get_blob(sha256("abc")).value(), (std::vector<std::uint8_t>{'a', 'b', 'c'}));
  EXPECT_EQ((*store)->find_damage().value(), std::vector<std::string>());
  EXPECT_EQ((*store)->append(std::vector{sample_fact("new", 1)})->seqs, std::vector<std::int64_t>{8});
  store->reset();
  EXPECT_EQ(version(), newest_diary_version);
  EXPECT_EQ((*open())->count(), 3);
}

TEST_F(DiaryVersions, a_diary_of_a_newer_version_is_refused_kindly_and_left_alone) {
  ASSERT_TRUE(open());
  ASSERT_EQ(sql("PRAGMA user_version = " + std::to_string(newest_diary_version + 1)), "");
  const auto store = open();
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, Trouble::machine);
  EXPECT_EQ(store.error().place, file().string());
  EXPECT_NE(store.error().detail.find("update Springback"), std::string::npos);
  EXPECT_EQ(version(), newest_diary_version + 1);
}

TEST_F(DiaryVersions, a_diary_that_becomes_newer_while_this_one_waits_to_migrate_it_keeps_its_version) {
  ASSERT_EQ(sql(std::string("PRAGMA journal_mode = WAL;") + tables_of_version_1), "");
  sqlite3* newer = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &newer), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(newer, "BEGIN IMMEDIATE; PRAGMA user_version = 99;", nullptr, nullptr, nullptr),
            SQLITE_OK);
  auto older = std::async(std::launch::async, [this] { return open(); });
  // So long that it has seen the old version and waits for its turn; a slow machine sees the new one at once.
  EXPECT_EQ(older.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
  ASSERT_EQ(sqlite3_exec(newer, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto opened = older.get();
  sqlite3_close(newer);
  EXPECT_EQ(version(), 99);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().detail.find("update Springback"), std::string::npos) << opened.error().detail;
}

TEST_F(DiaryVersions, two_that_open_an_old_diary_at_the_same_moment_bring_it_up_once) {
  for (int round = 0; round < 20; ++round) {
    std::filesystem::remove_all(file().parent_path());
    ASSERT_EQ(sql(std::string("PRAGMA journal_mode = WAL;") + tables_of_version_1), "");
    std::latch start(2);
    const auto opener = [&] {
      start.arrive_and_wait();
      const auto store = open();
      return store ? std::string() : store.error().detail;
    };
    auto one = std::async(std::launch::async, opener);
    auto other = std::async(std::launch::async, opener);
    EXPECT_EQ(one.get(), "");
    EXPECT_EQ(other.get(), "");
    EXPECT_EQ(version(), newest_diary_version);
    EXPECT_EQ((*open())->find_damage().value(), std::vector<std::string>());
  }
}

TEST_F(DiaryVersions, a_diary_made_newer_by_another_process_takes_no_facts_of_this_older_one) {
  auto store = open();
  ASSERT_TRUE((*store)->append(std::vector{sample_fact("a", 1)}));
  ASSERT_EQ(sql("PRAGMA user_version = " + std::to_string(newest_diary_version + 1)), "");
  const auto report = (*store)->append(std::vector{sample_fact("a", 2)});
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().detail.find("update Springback"), std::string::npos);
  EXPECT_EQ((*store)->count(), 1);
}

TEST_F(DiaryVersions, a_kept_fact_cannot_be_changed_from_outside) {
  ASSERT_TRUE((*open())->append(std::vector{sample_fact("a", 1)}));
  EXPECT_EQ(sql("UPDATE facts SET json = '{}'"), "facts never change");
  EXPECT_EQ(sql("UPDATE facts SET seq = 9"), "facts never change");
}

// Worked out apart from the program from docs/store-format.md, with a function that gives the published value
// for "foobar" (draft-eastlake-fnv, 64 bits: 85944171f73967e8).
TEST_F(DiaryVersions, the_sum_of_a_fact_is_as_the_format_says) {
  const Uuid id = parse_uuid("00010203-0405-0607-0809-0a0b0c0d0e0f").value();
  EXPECT_EQ(static_cast<std::uint64_t>(fact_sum(id, Day{20514}, 1772431800000, "checkin", R"({"pain":3})")),
            0xa918ae0d8cb1b146ULL);
}

}  // namespace
}  // namespace springback
