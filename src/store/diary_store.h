#pragma once
// The diary as a store sees it: append-only facts with a sequence, and the original bytes of recordings by
// their hash. Domain level only; what stands behind it (SQLite, a database server) passes one contract suite.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil.h"
#include "base/id.h"
#include "base/result.h"

namespace springback {

/// A fact on its way in. The store neither parses nor judges `json`; the other fields are its index.
struct NewFact {
  Uuid id;
  Day day;                     ///< local civil day of the fact
  std::int64_t at_utc_ms = 0;  ///< milliseconds since 1970-01-01T00:00:00Z
  std::string type;
  std::string json;            ///< canonical text: two facts are the same when these bytes are
  std::optional<Sha256> blob;  ///< bytes it was derived from: kept already, or given in the same append
};

/// A fact as kept, with its place in the diary.
struct StoredFact {
  std::int64_t seq = 0;  ///< 1, 2, … in the order of commit; never used twice, not even after a wipe
  Uuid id;
  Day day;
  std::int64_t at_utc_ms = 0;
  std::string type;
  std::string json;
  std::optional<Sha256> blob;
};

/// What became of an append that was taken.
struct AppendReport {
  std::size_t added = 0;
  std::size_t already_there = 0;   ///< repeats: same id, same json
  std::vector<std::int64_t> seqs;  ///< of every fact given, in the order given
};

/// Bytes of a recording as they came; the store names them by their SHA-256.
using BlobBytes = std::span<const std::uint8_t>;

struct BlobInfo {
  Sha256 sha256;
  std::int64_t size_bytes = 0;

  friend bool operator==(const BlobInfo&, const BlobInfo&) = default;
};

/// Chosen: the largest recording kept. A multi-sport day at one record a second is below 20 MB, and SQLite
/// ends at 1,000,000,000 bytes.
inline constexpr std::size_t max_blob_bytes = 512U * 1024U * 1024U;

/// One diary. Every function may be called from any thread, and other processes may use the same diary at the
/// same time. A trouble of the machine names the path or server and what can be done.
class DiaryStore {
 public:
  DiaryStore() = default;
  DiaryStore(const DiaryStore&) = delete;
  DiaryStore& operator=(const DiaryStore&) = delete;
  virtual ~DiaryStore() = default;

  /// Takes all facts and blobs or none, and returns once they are durable. A fact with a known id and the
  /// same json is already there; with another json the whole append is refused as bad input naming the id. So
  /// is a fact without id, type or json, and one whose blob is neither kept nor given. `sums` are the blobs',
  /// one for each, where the caller has just taken them; without them they are taken here.
  [[nodiscard]] virtual Result<AppendReport> append(std::span<const NewFact> facts,
                                                    std::span<const BlobBytes> blobs = {},
                                                    std::span<const Sha256> sums = {}) = 0;

  /// Facts with a sequence above `seq`, lowest first, at most `limit`. What it returns has no hole that is
  /// filled later: sequences are given under the lock of the commit.
  [[nodiscard]] virtual Result<std::vector<StoredFact>> facts_after(std::int64_t seq, std::size_t limit) = 0;

  /// Number of facts kept.
  [[nodiscard]] virtual Result<std::int64_t> count() = 0;

  /// Sequence of the newest fact; 0 for an empty diary.
  [[nodiscard]] virtual Result<std::int64_t> last_seq() = 0;

  /// Keeps bytes under their hash and returns it once they are durable; a repeat changes nothing.
  [[nodiscard]] virtual Result<Sha256> put_blob(BlobBytes bytes) = 0;

  /// The bytes of that hash, checked against it; nothing when they are not kept.
  [[nodiscard]] virtual Result<std::optional<std::vector<std::uint8_t>>> get_blob(const Sha256& sha) = 0;

  /// Every blob kept, by hash.
  [[nodiscard]] virtual Result<std::vector<BlobInfo>> list_blobs() = 0;

  /// Removes every fact and blob, so that their bytes leave the disk too. Sequences go on from where they
  /// were.
  [[nodiscard]] virtual Result<void> wipe() = 0;

  /// Reads everything and compares it with its sums: one line a finding, none when all is well. Takes as long
  /// as reading the whole diary takes.
  [[nodiscard]] virtual Result<std::vector<std::string>> find_damage() = 0;
};

}  // namespace springback
