#include "app/keep_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace springback::app {

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

}  // namespace

Result<void> keep_file(const std::filesystem::path& file, std::string_view bytes) {
  const std::string beside = file.string() + ".part";
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return machine_trouble(beside, std::string("cannot be written: ") + std::strerror(errno));
  const bool written = write_all(descriptor, bytes) && ::fsync(descriptor) == 0;
  const int reason = errno;
  ::close(descriptor);
  if (!written || std::rename(beside.c_str(), file.c_str()) != 0) {
    const int why = written ? errno : reason;
    ::unlink(beside.c_str());
    return machine_trouble(file.string(), std::string("cannot be written: ") + std::strerror(why));
  }
  return {};
}

}  // namespace springback::app
