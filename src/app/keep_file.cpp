#include "app/keep_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>

namespace springback::app {

namespace fs = std::filesystem;

namespace {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::unexpected<Error> not_written(const std::string& place, int reason) {
  return machine_trouble(place, std::string("cannot be written: ") + std::strerror(reason));
}

// What a chain of links ends in, which need not be there; the path itself where it is no link.
Result<fs::path> end_of_links(const fs::path& place) {
  constexpr int kLinksMax = 40;  // as many as Linux follows
  fs::path end = place;
  for (int links = 0; links <= kLinksMax; ++links) {
    std::error_code error;
    if (!fs::is_symlink(fs::symlink_status(end, error))) return end;
    const fs::path leads_to = fs::read_symlink(end, error);
    if (error) return not_written(place.string(), error.value());
    end = end.parent_path() / leads_to;  // an absolute one replaces what stands before it
  }
  return not_written(place.string(), ELOOP);
}

// The number of a descriptor of this process that a name stands for, through links: /dev/stdout, /dev/fd/N.
std::optional<int> descriptor_of(const fs::path& place) {
  std::error_code error;
  const fs::path own = fs::canonical("/proc/self/fd", error);
  if (error) return std::nullopt;
  constexpr int kLinksMax = 40;
  fs::path name = fs::absolute(place, error);
  for (int links = 0; links <= kLinksMax && !error; ++links) {
    const fs::path folder = fs::canonical(name.parent_path(), error);
    if (error) break;
    if (folder == own) {
      const std::string text = name.filename().string();
      int number = -1;
      const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
      return fault == std::errc() && end == text.data() + text.size() && number >= 0 ? std::optional(number)
                                                                                     : std::nullopt;
    }
    if (!fs::is_symlink(fs::symlink_status(name, error))) break;
    name = folder / fs::read_symlink(name, error);
  }
  return std::nullopt;
}

// True when all of it is on the disk, where there is one behind it: what has none says EINVAL.
bool write_through(int descriptor, std::string_view bytes) {
  return write_all(descriptor, bytes) &&
         (::fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP);
}

// Goes on where the stream stands. What this program has opened itself, its diary before all, is no such
// stream.
Result<void> write_on(int descriptor, const std::string& place, std::string_view bytes) {
  const int flags = ::fcntl(descriptor, F_GETFD);
  if (flags < 0 || (flags & FD_CLOEXEC) != 0) return not_written(place, EBADF);
  if (!write_through(descriptor, bytes)) return not_written(place, errno);
  return {};
}

// Without O_CREAT and O_TRUNC: it is there, and stays what it is.
Result<void> write_into(const std::string& place, std::string_view bytes) {
  const int descriptor = ::open(place.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0) return not_written(place, errno);
  bool written = write_through(descriptor, bytes);
  int reason = errno;
  if (::close(descriptor) != 0 && written) {
    written = false;
    reason = errno;
  }
  if (!written) return not_written(place, reason);
  return {};
}

}  // namespace

bool is_open_stream(const fs::path& place) { return descriptor_of(place).has_value(); }

Result<void> write_to(const fs::path& place, std::string_view bytes) {
  if (const auto descriptor = descriptor_of(place)) return write_on(*descriptor, place.string(), bytes);
  std::error_code error;
  const fs::file_status there = fs::status(place, error);  // of what links lead to
  if (fs::is_directory(there)) return bad_input(place.string(), "is a folder; allowed: a file");
  if (fs::exists(there) && !fs::is_regular_file(there)) return write_into(place.string(), bytes);
  const auto end = end_of_links(place);
  if (!end) return std::unexpected(end.error());
  return keep_file(*end, bytes);
}

Result<void> keep_file(const fs::path& file, std::string_view bytes) {
  const std::string beside = file.string() + ".part";
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return not_written(beside, errno);
  const bool written = write_all(descriptor, bytes) && ::fsync(descriptor) == 0;
  const int reason = errno;
  ::close(descriptor);
  if (!written || std::rename(beside.c_str(), file.c_str()) != 0) {
    const int why = written ? errno : reason;
    ::unlink(beside.c_str());
    return not_written(file.string(), why);
  }
  return {};
}

}  // namespace springback::app
