#pragma once
// A request's body as a file: written as it comes, never held in memory, gone when nobody needs it any more.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <utility>

#include "base/result.h"

namespace springback::server {

/// Readable by its owner only. Its end takes the file away, whatever became of it; what a killed process left
/// behind goes with `clear`.
class IncomingFile {
 public:
  /// An empty file in that folder, which is made when it is not there.
  [[nodiscard]] static Result<std::shared_ptr<IncomingFile>> create(const std::filesystem::path& folder);
  /// Takes away what no living process holds.
  static void clear(const std::filesystem::path& folder);

  IncomingFile(const IncomingFile&) = delete;
  IncomingFile& operator=(const IncomingFile&) = delete;
  ~IncomingFile();

  /// The next bytes of the body. Machine trouble when the disk is full or fails.
  [[nodiscard]] Result<void> take(std::span<const char> bytes);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::uint64_t size_bytes() const { return size_bytes_; }

 private:
  IncomingFile(std::filesystem::path path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}

  std::filesystem::path path_;
  int descriptor_;  // holds the lock by which `clear` knows that the file is in use
  std::uint64_t size_bytes_ = 0;
};

}  // namespace springback::server
