#include "store/sqlite_store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "store/data_dir.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_schema.h"
#include "store/sqlite_writer.h"

namespace springback {
namespace {

/// Chosen: connections kept open for the next reader; more may read at once and are closed afterwards.
constexpr std::size_t max_idle_readers = 8;

template <class Id>
Result<Id> id_from(std::span<const std::uint8_t> bytes, const std::filesystem::path& file, std::int64_t row) {
  Id id;
  if (bytes.size() != id.bytes.size()) {
    return machine_trouble(file.string(), "the diary is damaged at row " + std::to_string(row) +
                                              "; keep a copy of the file and restore your last export");
  }
  std::ranges::copy(bytes, id.bytes.begin());
  return id;
}

constexpr std::string_view fact_columns = "SELECT seq, id, day, at_utc_ms, type, json, blob, sum FROM facts ";

/// The fact of the current row, compared with its sum.
Result<StoredFact> fact_from(const SqliteStatement& row, const std::filesystem::path& file) {
  StoredFact fact;
  fact.seq = row.integer(0);
  const auto id = id_from<Uuid>(row.bytes(1), file, fact.seq);
  if (!id) return std::unexpected(id.error());
  fact.id = *id;
  fact.day = Day{static_cast<std::int32_t>(row.integer(2))};
  fact.at_utc_ms = row.integer(3);
  fact.type = row.text(4);
  fact.json = row.text(5);
  if (!row.is_null(6)) {
    const auto sha = id_from<Sha256>(row.bytes(6), file, fact.seq);
    if (!sha) return std::unexpected(sha.error());
    fact.blob = *sha;
  }
  if (fact_sum(fact.id, fact.day, fact.at_utc_ms, fact.type, fact.json) != row.integer(7)) {
    return machine_trouble(file.string(),
                           "fact " + format_uuid(fact.id) + " (number " + std::to_string(fact.seq) +
                               ") is damaged; keep a copy of the file and restore your last export");
  }
  return fact;
}

Result<void> check_size(BlobBytes bytes) {
  if (bytes.size() <= max_blob_bytes) return {};
  return bad_input("recording", "has " + std::to_string(bytes.size()) + " bytes; at most " +
                                    std::to_string(max_blob_bytes) + " are kept");
}

class SqliteStore final : public DiaryStore {
 public:
  SqliteStore(std::filesystem::path file, SqliteOptions options, SqliteConnection writer)
      : file_(std::move(file)),
        options_(options),
        writer_(std::make_unique<SqliteWriter>(std::move(writer))) {}
  /// One that is read only, and why.
  SqliteStore(std::filesystem::path file, SqliteOptions options, SqliteAccess access, Error why)
      : file_(std::move(file)), options_(options), access_(access), not_written_(std::move(why)) {}

  Result<AppendReport> append(std::span<const NewFact> facts, std::span<const BlobBytes> blobs,
                              std::span<const Sha256> sums) override;
  Result<std::vector<StoredFact>> facts_after(std::int64_t seq, std::size_t limit) override;
  Result<std::int64_t> count() override { return read_integer("SELECT count(*) FROM facts"); }
  Result<std::int64_t> last_seq() override { return read_integer("SELECT coalesce(max(seq), 0) FROM facts"); }
  Result<Sha256> put_blob(BlobBytes bytes) override;
  Result<std::optional<std::vector<std::uint8_t>>> get_blob(const Sha256& sha) override;
  Result<std::vector<BlobInfo>> list_blobs() override;
  Result<void> wipe() override {
    if (writer_ == nullptr) return std::unexpected(not_written_);
    return writer_->wipe();
  }
  Result<std::vector<std::string>> find_damage() override;

 private:
  /// A connection for one reader, back among the idle ones when its scope ends.
  class Reader {
   public:
    Reader(SqliteStore& store, SqliteConnection connection)
        : store_(&store), connection_(std::move(connection)) {}
    Reader(Reader&& other) noexcept
        : store_(std::exchange(other.store_, nullptr)), connection_(std::move(other.connection_)) {}
    Reader& operator=(Reader&&) = delete;
    ~Reader() {
      if (store_ != nullptr) store_->give_back(std::move(connection_));
    }
    SqliteConnection& operator*() { return connection_; }
    SqliteConnection* operator->() { return &connection_; }

   private:
    SqliteStore* store_;
    SqliteConnection connection_;
  };

  Result<Reader> reader();
  void give_back(SqliteConnection connection);
  Result<std::int64_t> read_integer(std::string_view sql);
  static void find_damaged_pages(SqliteConnection& connection, std::vector<std::string>& findings);
  void find_damaged_facts(SqliteConnection& connection, std::vector<std::string>& findings) const;
  static void find_damaged_blobs(SqliteConnection& connection, std::vector<std::string>& findings);

  std::filesystem::path file_;
  SqliteOptions options_;
  SqliteAccess access_ = SqliteAccess::write;
  Error not_written_;                     ///< why there is no writer
  std::unique_ptr<SqliteWriter> writer_;  ///< none: the diary is only read
  std::mutex mutex_;
  std::vector<SqliteConnection> idle_;
};

Result<SqliteStore::Reader> SqliteStore::reader() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Reader reused(*this, std::move(idle_.back()));
      idle_.pop_back();
      return reused;
    }
  }
  auto connection = SqliteConnection::open(file_, options_.busy_timeout_ms, access_);
  if (!connection) return std::unexpected(connection.error());
  if (const int code = connection->execute("PRAGMA query_only = ON"); code != SQLITE_OK) {
    return connection->trouble(code);
  }
  return Reader(*this, std::move(*connection));
}

void SqliteStore::give_back(SqliteConnection connection) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < max_idle_readers) idle_.push_back(std::move(connection));
}

Result<std::int64_t> SqliteStore::read_integer(std::string_view sql) {
  auto connection = reader();
  if (!connection) return std::unexpected(connection.error());
  return (*connection)->integer(sql);
}

Result<AppendReport> SqliteStore::append(std::span<const NewFact> facts, std::span<const BlobBytes> blobs,
                                         std::span<const Sha256> sums) {
  for (const NewFact& fact : facts) {
    if (fact.id.is_nil()) return bad_input("fact", "has no id");
    if (fact.type.empty()) return bad_input("fact " + format_uuid(fact.id), "has no type");
    if (fact.json.empty()) return bad_input("fact " + format_uuid(fact.id), "has no text");
  }
  SPRINGBACK_CHECK(sums.empty() || sums.size() == blobs.size());
  std::vector<Sha256> taken;
  for (const BlobBytes& blob : blobs) {
    if (auto fits = check_size(blob); !fits) return std::unexpected(std::move(fits.error()));
    if (sums.empty()) taken.push_back(sha256(blob));
  }
  if (facts.empty() && blobs.empty()) return AppendReport{};
  if (writer_ == nullptr) return std::unexpected(not_written_);
  return writer_->append(facts, blobs, sums.empty() ? std::span<const Sha256>(taken) : sums);
}

Result<std::vector<StoredFact>> SqliteStore::facts_after(std::int64_t seq, std::size_t limit) {
  auto connection = reader();
  if (!connection) return std::unexpected(connection.error());
  SqliteStatement query =
      (*connection)->prepare(std::string(fact_columns) + "WHERE seq > ?1 ORDER BY seq LIMIT ?2");
  const auto most = static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX));
  query.bind(1, seq).bind(2, most);
  std::vector<StoredFact> facts;
  int code = SQLITE_ROW;
  while ((code = query.step()) == SQLITE_ROW) {
    auto fact = fact_from(query, file_);
    if (!fact) return std::unexpected(fact.error());
    facts.push_back(std::move(*fact));
  }
  if (code != SQLITE_DONE) return (*connection)->trouble(code);
  return facts;
}

Result<Sha256> SqliteStore::put_blob(BlobBytes bytes) {
  if (auto fits = check_size(bytes); !fits) return std::unexpected(std::move(fits.error()));
  if (writer_ == nullptr) return std::unexpected(not_written_);
  const Sha256 sum = sha256(bytes);
  if (auto kept = writer_->append({}, std::span(&bytes, 1), std::span(&sum, 1)); !kept) {
    return std::unexpected(std::move(kept.error()));
  }
  return sum;
}

Result<std::optional<std::vector<std::uint8_t>>> SqliteStore::get_blob(const Sha256& sha) {
  auto connection = reader();
  if (!connection) return std::unexpected(connection.error());
  SqliteStatement query = (*connection)->prepare("SELECT bytes FROM blobs WHERE sha256 = ?1");
  const int code = query.bind(1, sha.bytes).step();
  if (code == SQLITE_DONE) return std::nullopt;
  if (code != SQLITE_ROW) return (*connection)->trouble(code);
  const auto found = query.bytes(0);
  if (sha256(found) != sha) {
    return machine_trouble(file_.string(),
                           "recording " + format_sha256(sha) +
                               " is damaged; import the original file again into a new diary, or "
                               "restore your last export");
  }
  return std::vector<std::uint8_t>(found.begin(), found.end());
}

Result<std::vector<BlobInfo>> SqliteStore::list_blobs() {
  auto connection = reader();
  if (!connection) return std::unexpected(connection.error());
  SqliteStatement query =
      (*connection)->prepare("SELECT sha256, length(bytes), rowid FROM blobs ORDER BY sha256");
  std::vector<BlobInfo> blobs;
  int code = SQLITE_ROW;
  while ((code = query.step()) == SQLITE_ROW) {
    const auto sha = id_from<Sha256>(query.bytes(0), file_, query.integer(2));
    if (!sha) return std::unexpected(sha.error());
    blobs.push_back({*sha, query.integer(1)});
  }
  if (code != SQLITE_DONE) return (*connection)->trouble(code);
  return blobs;
}

Result<std::vector<std::string>> SqliteStore::find_damage() {
  auto connection = reader();
  if (!connection) return std::unexpected(connection.error());
  std::vector<std::string> findings;
  find_damaged_pages(**connection, findings);
  find_damaged_facts(**connection, findings);
  find_damaged_blobs(**connection, findings);
  return findings;
}

void SqliteStore::find_damaged_pages(SqliteConnection& connection, std::vector<std::string>& findings) {
  SqliteStatement pages = connection.prepare("PRAGMA integrity_check");
  int code = SQLITE_ROW;
  while ((code = pages.step()) == SQLITE_ROW) {
    if (pages.text(0) != "ok") findings.emplace_back(pages.text(0));
  }
  if (code != SQLITE_DONE) findings.push_back(connection.trouble(code).error().detail);
  SqliteStatement links = connection.prepare("PRAGMA foreign_key_check");
  while ((code = links.step()) == SQLITE_ROW) {
    findings.push_back("fact number " + std::to_string(links.integer(1)) + " has lost its recording");
  }
  if (code != SQLITE_DONE) findings.push_back(connection.trouble(code).error().detail);
}

void SqliteStore::find_damaged_facts(SqliteConnection& connection, std::vector<std::string>& findings) const {
  SqliteStatement facts = connection.prepare(std::string(fact_columns) + "ORDER BY seq");
  int code = SQLITE_ROW;
  while ((code = facts.step()) == SQLITE_ROW) {
    if (const auto fact = fact_from(facts, file_); !fact) findings.push_back(fact.error().detail);
  }
  if (code != SQLITE_DONE) findings.push_back(connection.trouble(code).error().detail);
}

void SqliteStore::find_damaged_blobs(SqliteConnection& connection, std::vector<std::string>& findings) {
  SqliteStatement blobs = connection.prepare("SELECT sha256, bytes FROM blobs");
  int code = SQLITE_ROW;
  while ((code = blobs.step()) == SQLITE_ROW) {
    const Sha256 found = sha256(blobs.bytes(1));
    if (!std::ranges::equal(found.bytes, blobs.bytes(0))) {
      findings.push_back("a recording's bytes now have the sum " + format_sha256(found) +
                         ", not the one they came with");
    }
  }
  if (code != SQLITE_DONE) findings.push_back(connection.trouble(code).error().detail);
}

/// How a diary that cannot be written can be read. Its log needs an index beside it; where that cannot be
/// made, and there is nothing in a log, the file alone is the whole diary.
Result<SqliteAccess> way_to_read(const std::filesystem::path& file, int busy_timeout_ms) {
  if (::faccessat(AT_FDCWD, file.c_str(), R_OK, AT_EACCESS) != 0 && errno == EACCES) {
    return closed_to_this_user(file);
  }
  auto connection = SqliteConnection::open(file, busy_timeout_ms, SqliteAccess::read);
  if (!connection) return std::unexpected(connection.error());
  const auto probe = connection->integer("PRAGMA application_id");
  if (!probe) {
    const int code = sqlite3_errcode(connection->handle()) & 0xff;
    const bool for_want_of_an_index =
        code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_IOERR || code == SQLITE_FULL;
    if (!for_want_of_an_index) return std::unexpected(probe.error());
    const std::string log = file.string() + "-wal";
    struct stat status{};
    if (::stat(log.c_str(), &status) != 0 ? errno != ENOENT : status.st_size > 0) {
      return machine_trouble(file.string(), "the newest entries are in " + log +
                                                ", which cannot be read without writing beside it, and "
                                                "that fails here; make room, or open the diary once "
                                                "where it can be written");
    }
    connection = SqliteConnection::open(file, busy_timeout_ms, SqliteAccess::read_file_alone);
    if (!connection) return std::unexpected(connection.error());
  }
  if (const auto ready = prepare_for_reading(*connection); !ready) return std::unexpected(ready.error());
  return probe ? SqliteAccess::read : SqliteAccess::read_file_alone;
}

}  // namespace

Result<std::unique_ptr<DiaryStore>> open_diary(const std::filesystem::path& data_dir, std::string_view name,
                                               SqliteOptions options) {
  const auto file = diary_file(data_dir, name);
  if (!file) return std::unexpected(file.error());
  if (auto made = make_diary_if_missing(*file, options.busy_timeout_ms); !made) {
    return std::unexpected(std::move(made.error()));
  }
  auto connection = SqliteConnection::open(*file, options.busy_timeout_ms);
  if (!connection) return std::unexpected(connection.error());
  if (auto ready = prepare_for_writing(*connection); !ready) return std::unexpected(std::move(ready.error()));
  try {
    return std::make_unique<SqliteStore>(*file, options, std::move(*connection));
  } catch (const std::system_error& error) {
    return machine_trouble(file->string(), std::string("no thread can be started for the diary (") +
                                               error.what() + "); close other programs and try again");
  }
}

Result<std::unique_ptr<DiaryStore>> open_diary_to_read(const std::filesystem::path& data_dir,
                                                       std::string_view name, SqliteOptions options) {
  auto store = open_diary(data_dir, name, options);
  if (store || store.error().kind != Trouble::machine) return store;
  const auto file = diary_file(data_dir, name);
  struct stat status{};
  if (::stat(file->c_str(), &status) != 0 || status.st_size == 0) return store;
  const auto access = way_to_read(*file, options.busy_timeout_ms);
  if (!access) return std::unexpected(access.error());
  return std::make_unique<SqliteStore>(*file, options, *access, std::move(store.error()));
}

}  // namespace springback
