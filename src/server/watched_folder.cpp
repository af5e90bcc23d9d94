#include "server/watched_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>
#include <system_error>

#include "app/keep_file.h"
#include "base/id.h"

namespace springback::server {

namespace fs = std::filesystem;

namespace {

// chosen: a person does not notice the wait; a copy or a download that pauses longer is rare, and is then
// read half, set aside as damaged, and said so.
constexpr std::chrono::seconds kStep{1};
constexpr std::chrono::seconds kUntouched{2};
// chosen: a full disk does not become free within seconds.
constexpr std::chrono::seconds kAfterTrouble{60};
constexpr std::size_t kWhyListed = 100;
constexpr std::string_view kWhyHead = "Springback could not take everything of ";

// What programs call a file that they have not finished.
bool unfinished(std::string_view name) {
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{".part", ".crdownload", ".tmp", ".partial"},
      [name](std::string_view end) { return name.ends_with(end); });
}

// A file's name may hold anything; a line of the log may not.
std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return text;
}

bool is_within(const fs::path& inner, const fs::path& outer) {
  const auto [end, rest] = std::ranges::mismatch(outer, inner);
  return end == outer.end();
}

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  if (::mkdir(folder.c_str(), 0700) == 0) return {};
  const int reason = errno;
  if (reason == EEXIST && fs::symlink_status(folder, error).type() == fs::file_type::directory &&
      ::access(folder.c_str(), W_OK | X_OK) == 0) {
    return {};
  }
  return bad_input("--watch",
                   "'" + folder.string() + "' cannot be written to" +
                       (reason == EEXIST ? std::string() : std::string(" (") + std::strerror(reason) + ")") +
                       "; allowed: a folder in which files can be moved");
}

// The same, or where that is too long its beginning with a sum of the whole, so that two do not become one.
// Its ending stays when it is one.
std::string shortened(const std::string& name, std::size_t most_bytes) {
  if (name.size() <= most_bytes) return name;
  std::string ending = fs::path(name).extension().string();
  if (ending.size() > 16) ending.clear();
  const std::string sum = '-' + format_sha256(sha256(name)).substr(0, 8) + ending;
  std::size_t length = most_bytes - sum.size();
  while (length > 0 && (static_cast<unsigned char>(name[length]) & 0xc0U) == 0x80U) --length;  // whole UTF-8
  return name.substr(0, length) + sum;
}

// "run.fit", "run-2.fit", …
std::string numbered(const std::string& name, int number) {
  if (number == 1) return name;
  const fs::path path(shortened(name, NAME_MAX - std::string_view("-9999").size()));
  return path.stem().string() + '-' + std::to_string(number) + path.extension().string();
}

// What says why a file of that name lies in `failed`; it is written beside itself first.
std::string name_of_why(const std::string& name) {
  constexpr std::string_view kEnding = ".why.txt", kUnfinished = ".part";
  return shortened(name, NAME_MAX - kEnding.size() - kUnfinished.size()) + std::string(kEnding);
}

// Free, or left by a process that was killed before it moved the file to it.
bool is_free_for_why(const fs::path& place) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(place, error))) return true;
  std::string head(kWhyHead.size(), '\0');
  return std::ifstream(place).read(head.data(), static_cast<std::streamsize>(head.size())) &&
         head == kWhyHead;
}

std::string counts_of(const app::ImportReport& report) {
  const auto part = [](std::size_t n, const char* what) { return std::to_string(n) + what; };
  std::string text = part(report.imported, " imported");
  if (report.duplicates > 0) text += ", " + part(report.duplicates, " there already");
  if (report.not_activities > 0) text += ", " + part(report.not_activities, " not activities");
  if (report.damaged + report.other > 0) text += ", " + part(report.damaged + report.other, " damaged");
  return text;
}

// Plain words for whoever finds the file; empty when everything in it was taken that is an activity.
std::string why_of(const std::string& name, const app::ImportReport& report) {
  const bool nothing = report.imported + report.duplicates == 0;
  if (!nothing && report.damaged + report.other == 0) return {};
  std::string text = std::string(kWhyHead) + one_line(name) + ".\n" + counts_of(report) + ".\n";
  std::size_t listed = 0;
  for (const app::ImportedFile& file : report.files) {
    using Fate = app::ImportedFile::Fate;
    const bool bad = file.fate == Fate::damaged || file.fate == Fate::unreadable ||
                     (nothing && file.fate == Fate::not_activity);
    if (!bad || listed == kWhyListed) continue;
    ++listed;
    text += one_line(fs::path(file.name).filename().string()) + ": " +
            one_line(file.why.empty() ? std::string("is no activity") : file.why) + "\n";
  }
  const std::size_t bad = report.damaged + report.other + (nothing ? report.not_activities : 0);
  if (bad > listed) text += "and " + std::to_string(bad - listed) + " more.\n";
  if (!nothing) text += "The others are in the diary; the file can be dropped again once it is mended.\n";
  return text;
}

}  // namespace

Result<std::unique_ptr<WatchedFolder>> WatchedFolder::open(const fs::path& folder, const fs::path& data_dir,
                                                           app::Notebook& notebook, Imports& imports,
                                                           std::function<void(const std::string&)> log) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return bad_input("--watch", "'" + folder.string() + "' is not " +
                                    (fs::exists(folder, error) ? "a folder" : "there") +
                                    "; allowed: a folder that is there");
  }
  const fs::path whole = fs::canonical(folder, error);
  const fs::path diary = error ? fs::path() : fs::canonical(data_dir, error);
  if (error) return bad_input("--watch", "'" + folder.string() + "': " + error.message());
  if (is_within(whole, diary)) {
    return bad_input("--watch",
                     "'" + folder.string() +
                         "' is the diary's own folder; allowed: a folder apart from it, because what "
                         "lies in a watched folder is moved");
  }
  if (::access(whole.c_str(), R_OK | W_OK | X_OK) != 0) {
    return bad_input("--watch", "'" + folder.string() + "' cannot be written to (" + std::strerror(errno) +
                                    "); allowed: a folder in which files can be moved");
  }
  for (const char* inner : {"done", "failed"}) {
    if (auto made = make_folder(whole / inner); !made) return std::unexpected(made.error());
  }
  return std::unique_ptr<WatchedFolder>(new WatchedFolder(whole, notebook, imports, std::move(log)));
}

WatchedFolder::WatchedFolder(fs::path folder, app::Notebook& notebook, Imports& imports,
                             std::function<void(const std::string&)> log)
    : folder_(std::move(folder)), notebook_(notebook), imports_(imports), log_(std::move(log)) {
  worker_ = std::thread([this] { work(); });
}

WatchedFolder::~WatchedFolder() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  news_.notify_all();
  worker_.join();
}

void WatchedFolder::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    lock.unlock();
    look_around();
    lock.lock();
    news_.wait_for(lock, kStep, [this] { return ending_; });
  }
}

std::optional<WatchedFolder::Look> WatchedFolder::look_at(const fs::path& file) {
  struct stat found{};
  if (::lstat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  return Look{found.st_dev, found.st_ino, static_cast<std::uint64_t>(found.st_size),
              std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec};
}

void WatchedFolder::look_around() {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator each(folder_, error), end; !error && each != end; each.increment(error))
    names.insert(each->path().filename().string());
  if (error && readable_) log_("watched: the folder cannot be read (" + error.message() + ")");
  readable_ = !error;
  std::erase_if(seen_, [&](const auto& one) { return !names.contains(one.first); });
  for (const std::string& name : names) {
    {
      const std::scoped_lock lock(mutex_);
      if (ending_) return;
    }
    if (name.starts_with('.') || unfinished(name)) continue;
    const auto look = look_at(folder_ / name);
    if (!look) continue;
    const Moment now = std::chrono::steady_clock::now();
    Seen& seen = seen_.try_emplace(name, Seen{*look, now, now}).first->second;
    if (seen.look != *look) seen = {*look, now, now};
    if (now - seen.since >= kUntouched && now >= seen.not_before) take(name, seen);
  }
}

void WatchedFolder::take(const std::string& name, Seen& seen) {
  const fs::path file = folder_ / name;
  const auto again_later = [&](const std::string& why) {
    seen.not_before = std::chrono::steady_clock::now() + kAfterTrouble;
    log_("watched: " + one_line(name) + ": " + one_line(why) + "; tried again in a minute");
  };
  const auto imported = imports_.take_turn(notebook_, file);
  const auto look = look_at(file);
  // Gone, or written to while it was read: then what it is now is another file, for another turn.
  if (!look || *look != seen.look) return;
  if (!imported && imported.error().kind == Trouble::machine) return again_later(imported.error().detail);
  if (imported && imported->cancelled) return;
  const std::string why =
      imported ? why_of(name, *imported)
               : std::string(kWhyHead) + one_line(name) + ".\n" + one_line(imported.error().detail) + "\n";
  const auto place = set_aside(name, why.empty(), why);
  if (!place) return again_later((imported ? counts_of(*imported) + ", but " : "") + place.error().detail);
  log_("watched: " + one_line(name) + ": " + (imported ? counts_of(*imported) : "not taken") + "; moved to " +
       one_line((place->parent_path().filename() / place->filename()).string()));
}

Result<fs::path> WatchedFolder::set_aside(const std::string& name, bool done, const std::string& why) {
  const fs::path to = folder_ / (done ? "done" : "failed");
  for (int number = 1; number < 10'000; ++number) {
    const fs::path place = to / numbered(name, number);
    const fs::path why_place = to / name_of_why(place.filename().string());
    std::error_code error;
    if (fs::exists(fs::symlink_status(place, error)) || (!done && !is_free_for_why(why_place))) continue;
    // The reason first: a file in `failed` is never without it.
    if (!done) {
      if (auto kept = app::keep_file(why_place, why); !kept) return std::unexpected(kept.error());
    }
    if (::renameat2(AT_FDCWD, (folder_ / name).c_str(), AT_FDCWD, place.c_str(), RENAME_NOREPLACE) == 0)
      return place;
    const int reason = errno;
    if (reason == EEXIST) continue;
    // A file system that cannot promise not to replace (a share, often): nothing is there, as just seen.
    if (reason == EINVAL && std::rename((folder_ / name).c_str(), place.c_str()) == 0) return place;
    return machine_trouble(name, "it cannot be moved to " + to.filename().string() + " (" +
                                     std::strerror(reason == EINVAL ? errno : reason) + ")");
  }
  return machine_trouble(name, "it cannot be moved to " + to.filename().string() + " (no number is free)");
}

}  // namespace springback::server
