#include "server/incoming_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

namespace springback::server {

namespace fs = std::filesystem;

namespace {

std::unexpected<Error> trouble(const fs::path& place) {
  const int reason = errno;
  return machine_trouble(
      place.string(),
      reason == ENOSPC || reason == EDQUOT
          ? std::string("there is no room left on the disk for what is sent; nothing of it was kept")
          : std::string("cannot be written: ") + std::strerror(reason));
}

}  // namespace

Result<std::shared_ptr<IncomingFile>> IncomingFile::create(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return trouble(folder);
  std::string path = (folder / "XXXXXX").string();
  const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);  // mode 0600
  if (descriptor < 0) return trouble(folder);
  std::shared_ptr<IncomingFile> file(new IncomingFile(path, descriptor));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return trouble(path);
  return file;
}

void IncomingFile::clear(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    const int left = ::open(each->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (left < 0) continue;
    // Another server over the same data folder holds the lock of what it is receiving.
    if (::flock(left, LOCK_EX | LOCK_NB) == 0) ::unlink(each->path().c_str());
    ::close(left);
  }
}

IncomingFile::~IncomingFile() {
  ::unlink(path_.c_str());
  ::close(descriptor_);
}

Result<void> IncomingFile::take(std::span<const char> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return trouble(path_);
    size_bytes_ += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace springback::server
