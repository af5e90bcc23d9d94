#pragma once
// What recordings come packed in: zip archives on the disk or in memory, and gzip; nothing of it is ever
// written to the disk.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct libdeflate_decompressor;

namespace springback::formats {

// chosen, all of them: far above what people have, far below what a machine bears (a multisport day is 5 MB,
// a Garmin account of ten years 8,000 files).
inline constexpr std::uint64_t kRecordingMax_bytes = std::uint64_t{64} << 20;    ///< one recording, unpacked
inline constexpr std::uint64_t kInnerArchiveMax_bytes = std::uint64_t{1} << 30;  ///< an archive in another
inline constexpr std::uint64_t kUnpackedMax_bytes = std::uint64_t{64} << 30;     ///< all of an archive
inline constexpr std::uint64_t kEntriesMax = 200'000;  ///< files in an archive and in those within
inline constexpr int kArchivesDeepMax = 3;             ///< archives in one another, gzip counted

/// A member's name as it may be shown: UTF-8 without control characters and marks that turn the direction of
/// writing, at most 300 bytes.
[[nodiscard]] std::string shown_name(std::string_view name);

/// Unpacks whole pieces at once and keeps its state from one to the next. Not for two threads at once.
class Unpacker {
 public:
  Unpacker();
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  ~Unpacker();

  /// gzip, also of several members, into `out`. The size that stands at its end is a hint and no more. What
  /// is larger than `most_bytes`, damaged or cut short is refused; bytes behind the last member are left.
  [[nodiscard]] Result<void> gunzip(std::span<const std::uint8_t> packed, std::uint64_t most_bytes,
                                    std::vector<std::uint8_t>& out);

  /// The deflate stream of a zip's member: exactly `size_bytes` with this checksum, or refused.
  [[nodiscard]] Result<void> inflate(std::span<const std::uint8_t> packed, std::uint64_t size_bytes,
                                     std::uint32_t crc, std::vector<std::uint8_t>& out);

  /// What lies in a zip as it is: this size with this checksum, or refused.
  [[nodiscard]] static Result<void> check(std::span<const std::uint8_t> stored, std::uint64_t size_bytes,
                                          std::uint32_t crc);

 private:
  libdeflate_decompressor* state_;
};

enum class Packing : std::uint8_t {
  none,     ///< a file's own bytes, with no checksum around them
  stored,   ///< in a zip, as they are
  deflate,  ///< in a zip
  other,    ///< in a zip, in a way that is not read
};

/// One entry of a zip's table; what it says is a claim until it was unpacked.
struct ZipMember {
  std::string name;  ///< as the archive has it: compare it, show only `shown_name` of it
  std::uint64_t size_bytes = 0;
  std::uint64_t packed_bytes = 0;
  std::uint32_t crc = 0;
  Packing packing = Packing::none;
  bool encrypted = false;
  bool folder = false;
};

/// An open zip archive. Not for two threads at once.
class ZipArchive {
 public:
  /// Refuses what is no zip, is cut short, or has more than `kEntriesMax` entries.
  [[nodiscard]] static Result<ZipArchive> open(const std::filesystem::path& file);
  /// The same for an archive in memory, which it keeps.
  [[nodiscard]] static Result<ZipArchive> open(std::vector<std::uint8_t> bytes);

  ZipArchive(ZipArchive&& other) noexcept;
  ZipArchive& operator=(ZipArchive&& other) noexcept;
  ~ZipArchive();

  [[nodiscard]] const std::vector<ZipMember>& members() const;

  /// A member's bytes as they lie in the archive, packed. Refused where they are more than the size that it
  /// claims can need: hold that one against a limit first.
  [[nodiscard]] Result<void> read_packed(std::size_t index, std::vector<std::uint8_t>& out);

  /// Begins to read a member from its start, unpacked, a piece at a time; ends the reading before it.
  [[nodiscard]] Result<void> start(std::size_t index);
  /// The next bytes of it: how many, 0 at its end, where the checksum is compared.
  [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> to);
  void stop();

 private:
  struct Open;
  explicit ZipArchive(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

}  // namespace springback::formats
