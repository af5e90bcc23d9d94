#pragma once
// A folder in which files appear: each is imported once it is quiet, then moved aside.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/notebook.h"
#include "server/imports.h"

namespace springback::server {

/// Looks once a second. (inotify would not tell of what another machine writes to a shared folder, and a file
/// would have to be waited for all the same until it is whole.) A file whose size and time have stood still
/// for two seconds is imported into the diary, then moved to the folder's `done`, or to `failed` with a file
/// beside it that says why. A kill between the two is harmless: what is kept already is known by its bytes.
class WatchedFolder {
 public:
  /// `log` gets one line a file, from another thread. Bad input when the folder is not there, cannot be
  /// written to or holds the diary itself.
  [[nodiscard]] static Result<std::unique_ptr<WatchedFolder>> open(
      const std::filesystem::path& folder, const std::filesystem::path& data_dir, app::Notebook& notebook,
      Imports& imports, std::function<void(const std::string&)> log);
  WatchedFolder(const WatchedFolder&) = delete;
  WatchedFolder& operator=(const WatchedFolder&) = delete;
  /// Ends after the file under way: `Imports::end` calls that one off.
  ~WatchedFolder();

 private:
  using Moment = std::chrono::steady_clock::time_point;
  // What tells one writing of a file from another.
  struct Look {
    std::uint64_t device = 0, inode = 0, size_bytes = 0;
    std::int64_t changed_ns = 0;
    friend bool operator==(const Look&, const Look&) = default;
  };
  struct Seen {
    Look look;
    Moment since;       ///< it looks so
    Moment not_before;  ///< after trouble of the machine
  };

  WatchedFolder(std::filesystem::path folder, app::Notebook& notebook, Imports& imports,
                std::function<void(const std::string&)> log);
  [[nodiscard]] static std::optional<Look> look_at(const std::filesystem::path& file);
  void work();
  void look_around();
  void take(const std::string& name, Seen& seen);
  [[nodiscard]] Result<std::filesystem::path> set_aside(const std::string& name, bool done,
                                                        const std::string& why);

  const std::filesystem::path folder_;
  app::Notebook& notebook_;
  Imports& imports_;
  const std::function<void(const std::string&)> log_;
  std::map<std::string, Seen> seen_;
  bool readable_ = true;
  std::mutex mutex_;  // of what follows
  std::condition_variable news_;
  bool ending_ = false;
  std::thread worker_;
};

}  // namespace springback::server
