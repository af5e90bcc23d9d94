#include "store/data_dir.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <optional>

#include "store/sqlite_store.h"
#include "store/store_samples.h"

namespace springback {
namespace {

/// An environment variable set (or absent) until the end of the scope.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* old = ::getenv(name)) before_ = old;
    if (value == nullptr) {
      ::unsetenv(name);
    } else {
      ::setenv(name, value, 1);
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() {
    if (before_) {
      ::setenv(name_, before_->c_str(), 1);
    } else {
      ::unsetenv(name_);
    }
  }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

mode_t permissions(const std::filesystem::path& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777;
}

TEST(DataDir, the_xdg_folder_is_taken_when_it_is_absolute) {
  const Variable home("HOME", "/home/runner");
  const Variable xdg("XDG_DATA_HOME", "/somewhere/data");
  EXPECT_EQ(default_data_dir(), std::filesystem::path("/somewhere/data/springback"));
}

TEST(DataDir, without_an_absolute_xdg_folder_it_lies_in_the_home) {
  const Variable home("HOME", "/home/runner");
  for (const char* value : {static_cast<const char*>(nullptr), "", "relative/data"}) {
    const Variable xdg("XDG_DATA_HOME", value);
    EXPECT_EQ(default_data_dir(), std::filesystem::path("/home/runner/.local/share/springback"));
  }
}

TEST(DataDir, without_any_home_it_is_machine_trouble_that_names_the_way_out) {
  const Variable home("HOME", nullptr);
  const Variable xdg("XDG_DATA_HOME", nullptr);
  const auto dir = default_data_dir();
  ASSERT_FALSE(dir);
  EXPECT_EQ(dir.error().kind, Trouble::machine);
  EXPECT_NE(dir.error().detail.find("--data"), std::string::npos);
}

TEST(DataDir, new_folders_and_diaries_are_for_their_owner_only) {
  const TemporaryDir folder;
  const auto data = folder.path() / "a" / "springback";
  auto store = open_diary(data, "runner");
  ASSERT_TRUE(store) << store.error().detail;
  ASSERT_TRUE((*store)->append(std::vector{sample_fact("a", 1)}));
  EXPECT_EQ(permissions(data), 0700U);
  EXPECT_EQ(permissions(data / "diaries"), 0700U);
  EXPECT_EQ(permissions(data / "diaries" / "runner.db"), 0600U);
  EXPECT_EQ(permissions(data / "diaries" / "runner.db-wal"), 0600U);
}

TEST(DataDir, a_file_in_the_place_of_the_folder_is_machine_trouble_that_names_it) {
  const auto store = open_diary("/dev/null/springback", "runner");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, Trouble::machine);
  EXPECT_NE(store.error().place.find("/dev/null"), std::string::npos);
}

TEST(DataDir, diaries_are_listed_by_name_and_nothing_else_is) {
  const TemporaryDir folder;
  EXPECT_EQ(list_diaries(folder.path()), std::vector<std::string>());
  for (const char* name : {"zoe", "demo", "anna-2"}) ASSERT_TRUE(open_diary(folder.path(), name));
  std::filesystem::create_directory(folder.path() / "diaries" / "Notes.txt");
  EXPECT_EQ(list_diaries(folder.path()), (std::vector<std::string>{"anna-2", "demo", "zoe"}));
}

}  // namespace
}  // namespace springback
