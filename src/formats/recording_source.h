#pragma once
// Walks through files, archives and exports and hands out, one after another, what may be a recording.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/activities.h"
#include "formats/archive.h"

namespace springback::formats {

class Walk;

/// What was taken out of one archive on the disk and of all within it; shared with who unpacks.
struct Budget {
  std::atomic<std::uint64_t> unpacked_bytes = 0;
  std::uint64_t entries = 0;

  /// False when this much more would be too much.
  [[nodiscard]] bool take(std::uint64_t bytes);
};

/// One thing that may be a recording, as it lay in its source, or why there is none.
struct Piece {
  enum class Verdict : std::uint8_t {
    to_read,       ///< `bytes` are there
    not_activity,  ///< told without reading all of it
    unreadable,    ///< `why` names the damage or the limit
  };
  Verdict verdict = Verdict::to_read;
  std::string name;  ///< its path; of what an archive holds: the archive's and, after a '!', its own
  std::string why;
  std::vector<std::uint8_t> bytes;
  Packing packing = Packing::none;  ///< of `bytes`; gzip within is found by `unpack`
  std::uint64_t size_bytes = 0;     ///< as the archive claims, with `crc`, when packed
  std::uint32_t crc = 0;
  int archives = 0;   ///< around it
  std::string sport;  ///< by the table of its export; only for what names no sport itself
  std::shared_ptr<Budget> budget;
};

/// The words for what the machine has no room for.
[[nodiscard]] std::string too_little_memory();

/// Takes a piece out of what it is packed in, so that `bytes` are plain, and says what they are. `spare` is a
/// buffer that is used and changed. Refuses by the name of a limit or of a damage.
[[nodiscard]] Result<FileKind> unpack(Piece& piece, Unpacker& unpacker, std::vector<std::uint8_t>& spare);

/// Not for two threads at once, except where it says so. What a file holds, its bytes say and not its name.
class RecordingSource {
 public:
  /// Files only, in the order of reading; `collect_files` finds them.
  explicit RecordingSource(std::vector<std::filesystem::path> files);
  RecordingSource(const RecordingSource&) = delete;
  RecordingSource& operator=(const RecordingSource&) = delete;
  ~RecordingSource();

  /// The next piece, into one whose buffers are used again; false when there is none.
  [[nodiscard]] bool next(Piece& piece);
  /// A piece that turned out, unpacked, to be a zip or an Apple Health export: its content comes next.
  void give_back(Piece& piece, FileKind kind);

  /// From any thread: `next` gives nothing more.
  void stop() { stopped_ = true; }
  [[nodiscard]] bool stopped() const { return stopped_; }
  /// From any thread: how far it is, in bytes of the files as they lie on the disk.
  [[nodiscard]] std::uint64_t done_bytes() const { return done_bytes_; }
  [[nodiscard]] std::uint64_t total_bytes() const { return total_bytes_; }

 private:
  std::vector<std::unique_ptr<Walk>> walks_;  // the innermost last
  std::atomic<std::uint64_t> done_bytes_ = 0;
  std::uint64_t total_bytes_ = 0;
  std::atomic<bool> stopped_ = false;
};

/// A folder that could not be read, or not to its end.
struct UnreadFolder {
  std::filesystem::path folder;
  std::string why;
};

struct FolderFiles {
  std::vector<std::filesystem::path> files;
  std::vector<UnreadFolder> unread;
};

/// The files below a folder, to the bottom, by name; routes of an Apple Health export last, because its
/// workouts claim them. Links to folders are not followed.
[[nodiscard]] FolderFiles collect_files(const std::filesystem::path& folder);

}  // namespace springback::formats
