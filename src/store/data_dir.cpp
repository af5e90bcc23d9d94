#include "store/data_dir.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace springback {
namespace {

constexpr std::string_view file_ending = ".db";
constexpr std::size_t max_name_length = 64;

bool is_diary_name(std::string_view name) {
  return !name.empty() && name.size() <= max_name_length && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::string user_name(uid_t user) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> room{};
  if (::getpwuid_r(user, &entry, room.data(), room.size(), &found) == 0 && found != nullptr) {
    return found->pw_name;
  }
  return "user " + std::to_string(user);
}

std::filesystem::path diaries_dir(const std::filesystem::path& data_dir) { return data_dir / "diaries"; }

}  // namespace

Result<std::filesystem::path> default_data_dir() {
  if (const char* xdg = std::getenv("XDG_DATA_HOME"); xdg != nullptr && xdg[0] == '/') {
    return std::filesystem::path(xdg) / "springback";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/') {
    return std::filesystem::path(home) / ".local" / "share" / "springback";
  }
  return machine_trouble("data folder",
                         "neither XDG_DATA_HOME nor HOME names a folder; give one with --data");
}

Result<void> make_private_dir(const std::filesystem::path& dir) {
  std::error_code error;
  if (std::filesystem::is_directory(dir, error)) return {};
  if (error == std::errc::permission_denied) return closed_to_this_user(dir);
  if (dir.has_parent_path() && dir.parent_path() != dir) {
    if (auto above = make_private_dir(dir.parent_path()); !above) return above;
  }
  // Another process may make it at the same moment: that it is there is what counts.
  if (::mkdir(dir.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return machine_trouble(dir.string(), std::string("the folder cannot be made (") + std::strerror(errno) +
                                             "); choose one that you can write to with --data");
  }
  if (!std::filesystem::is_directory(dir, error)) {
    return machine_trouble(dir.string(), "is not a folder; choose another with --data");
  }
  return {};
}

std::unexpected<Error> closed_to_this_user(const std::filesystem::path& path) {
  // The nearest that can be seen at all is what is closed.
  std::filesystem::path closed = std::filesystem::absolute(path);
  struct stat status{};
  while (::stat(closed.c_str(), &status) != 0 && closed.has_relative_path()) closed = closed.parent_path();
  return machine_trouble(path.string(), "cannot be read: " + closed.string() + " belongs to " +
                                            user_name(status.st_uid) + " and is closed to " +
                                            user_name(::geteuid()) +
                                            "; choose a folder of your own with --data");
}

Result<std::filesystem::path> diary_file(const std::filesystem::path& data_dir, std::string_view name) {
  if (!is_diary_name(name)) {
    return bad_input("diary name", "'" + std::string(name) +
                                       "' cannot be one: 1 to 64 of the letters a-z, digits, '-' and '_'");
  }
  return diaries_dir(data_dir) / (std::string(name) + std::string(file_ending));
}

Result<std::vector<std::string>> list_diaries(const std::filesystem::path& data_dir) {
  std::vector<std::string> names;
  std::error_code error;
  const auto dir = diaries_dir(data_dir);
  std::filesystem::directory_iterator entries(dir, error);
  if (error == std::errc::no_such_file_or_directory) return names;
  for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
    const std::filesystem::path file = entries->path().filename();
    if (file.extension() == file_ending && is_diary_name(file.stem().string())) {
      names.push_back(file.stem().string());
    }
  }
  if (error) {
    return machine_trouble(dir.string(),
                           "the folder cannot be read (" + error.message() + "); check its permissions");
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace springback
