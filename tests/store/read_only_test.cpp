// Diaries that cannot be written: a full disk, a folder or a file that may only be read, or not even that.

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "store/appender.h"
#include "store/data_dir.h"
#include "store/sqlite_store.h"
#include "store/store_samples.h"

namespace springback {
namespace {

/// A closed diary of one fact, which others may read and not write while `shut`.
class ReadOnly : public testing::Test {
 protected:
  void SetUp() override {
    auto store = open_diary(folder_.path(), "runner");
    ASSERT_TRUE((*store)->append(std::vector{sample_fact("a", 1)}));
  }
  void shut(mode_t file, mode_t folder) {
    ASSERT_EQ(::chmod(this->file().c_str(), file), 0);
    ASSERT_EQ(::chmod(this->file().parent_path().c_str(), folder), 0);
    ASSERT_EQ(::chmod(folder_.path().c_str(), folder), 0);
  }
  void TearDown() override {
    ::chmod(folder_.path().c_str(), S_IRWXU);  // so that they can be removed
    ::chmod(file().parent_path().c_str(), S_IRWXU);
  }
  std::string read_as(const char* whom) {
    return wait_for(start_other({whom, folder_.path().string(), "runner"})).output;
  }
  std::filesystem::path file() { return diary_file(folder_.path(), "runner").value(); }

  TemporaryDir folder_;
};

void expect_read_and_not_written(const std::string& output, const std::string& why) {
  EXPECT_TRUE(output.starts_with("1 facts\ntrouble\n")) << output;
  EXPECT_NE(output.find(why), std::string::npos) << output;
  EXPECT_EQ(output.find("not an error"), std::string::npos) << output;
}

TEST_F(ReadOnly, a_diary_in_a_folder_that_may_only_be_read_is_read) {
  shut(0444, 0555);
  expect_read_and_not_written(read_as(read_without_rights), "cannot be written");
}

TEST_F(ReadOnly, a_diary_in_such_a_folder_whose_path_begins_with_two_slashes_is_read) {
  shut(0444, 0555);
  const std::string output =
      wait_for(start_other({read_without_rights, "/" + folder_.path().string(), "runner"})).output;
  expect_read_and_not_written(output, "cannot be written");
}

TEST_F(ReadOnly, a_diary_on_a_disk_without_room_is_read) {
  expect_read_and_not_written(read_as(read_without_room), "the disk is full");
}

TEST(ReadOnlyDisk, a_diary_on_a_full_disk_is_read) {
  const TemporaryDir folder;
  const auto outcome = wait_for(start_other({read_on_full_disk, folder.path().string()}));
  if (outcome.output == "not permitted\n") GTEST_SKIP() << "mounting a file system is not permitted here";
  ASSERT_TRUE(outcome.output.starts_with("kept all\n")) << outcome.output;
  expect_read_and_not_written(outcome.output.substr(9), "the disk is full");
}

TEST_F(ReadOnly, a_diary_that_another_program_has_open_is_read_with_its_newest_facts) {
  auto store = open_diary(folder_.path(), "runner");
  ASSERT_TRUE((*store)->append(std::vector{sample_fact("b", 2)}));
  ASSERT_EQ(::chmod((file().string() + "-wal").c_str(), 0444), 0);
  ASSERT_EQ(::chmod((file().string() + "-shm").c_str(), 0444), 0);
  shut(0444, 0555);
  EXPECT_TRUE(read_as(read_without_rights).starts_with("2 facts\n"));
}

TEST_F(ReadOnly, entries_in_a_log_that_cannot_be_read_are_not_passed_over_in_silence) {
  const std::string log = file().string() + "-wal";
  {
    auto store = open_diary(folder_.path(), "runner");
    ASSERT_TRUE((*store)->append(std::vector{sample_fact("b", 2)}));
    std::filesystem::copy_file(log, log + ".kept");
  }
  std::filesystem::rename(log + ".kept", log);
  ASSERT_EQ(::chmod(log.c_str(), 0444), 0);
  shut(0444, 0555);
  const std::string output = read_as(read_without_rights);
  EXPECT_TRUE(output.starts_with("trouble\n")) << output;
  EXPECT_NE(output.find(log), std::string::npos) << output;
}

TEST_F(ReadOnly, an_older_diary_that_cannot_be_brought_up_says_so) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &handle), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(handle, "PRAGMA user_version = 1", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(handle);
  shut(0444, 0555);
  const std::string output = read_as(read_without_rights);
  EXPECT_NE(output.find("an older Springback wrote this diary (format 1)"), std::string::npos) << output;
}

TEST_F(ReadOnly, a_folder_of_another_user_is_told_from_one_that_is_missing) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make another user's folder";
  const std::string output = read_as(read_without_rights);
  EXPECT_NE(output.find(folder_.path().string() + " belongs to root and is closed to "), std::string::npos)
      << output;
  EXPECT_EQ(output.find("cannot be made"), std::string::npos) << output;
}

TEST_F(ReadOnly, a_file_of_another_user_in_an_open_folder_says_whose_it_is) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make another user's file";
  shut(0600, 0755);
  const std::string output = read_as(read_without_rights);
  EXPECT_NE(output.find(file().string() + " belongs to root and is closed to "), std::string::npos) << output;
}

TEST_F(ReadOnly, a_diary_that_can_be_written_is_opened_for_writing) {
  auto store = open_diary_to_read(folder_.path(), "runner");
  ASSERT_TRUE(store);
  EXPECT_TRUE((*store)->append(std::vector{sample_fact("b", 2)}));
}

}  // namespace
}  // namespace springback
