#include "store/sqlite_schema.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "store/data_dir.h"

namespace springback {
namespace {

constexpr std::array migrations = {
    // 1: facts, and the bytes that they were derived from.
    R"(CREATE TABLE blobs (
         sha256 BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
         bytes BLOB NOT NULL
       ) STRICT;
       CREATE TABLE facts (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
         day INTEGER NOT NULL,
         at_utc_ms INTEGER NOT NULL,
         type TEXT NOT NULL,
         json TEXT NOT NULL,
         blob BLOB REFERENCES blobs (sha256)
       ) STRICT;)",
    // 2: a sum against damage, a guard against change, and a view for people.
    R"(ALTER TABLE facts ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
       UPDATE facts SET sum = fact_sum(id, day, at_utc_ms, type, json);
       CREATE TRIGGER facts_never_change BEFORE UPDATE OF seq, id, day, at_utc_ms, type, json, sum ON facts
         BEGIN SELECT RAISE(ABORT, 'facts never change'); END;
       CREATE VIEW facts_readable AS
         SELECT seq, lower(hex(id)) AS id, date(day * 86400, 'unixepoch') AS day,
                strftime('%Y-%m-%dT%H:%M:%SZ', at_utc_ms / 1000, 'unixepoch') AS at_utc, type, json,
                lower(hex(blob)) AS blob_sha256
         FROM facts ORDER BY seq;)",
};
static_assert(migrations.size() == newest_diary_version);

/// A descriptor closed by scope.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  [[nodiscard]] int value() const { return value_; }

 private:
  int value_;
};

std::unexpected<Error> file_trouble(const std::filesystem::path& file, const std::string& what) {
  return machine_trouble(file.string(),
                         what + " (" + std::strerror(errno) +
                             "); check the disk and the folder's permissions, or choose another "
                             "folder with --data");
}

void fact_sum_in_sql(sqlite3_context* context, int, sqlite3_value** values) {
  const auto text = [&](int i) {
    const auto* start = static_cast<const char*>(sqlite3_value_blob(values[i]));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[i]));
    return start == nullptr ? std::string_view() : std::string_view(start, size);
  };
  Uuid id;
  const std::string_view id_bytes = text(0);
  std::copy_n(id_bytes.begin(), std::min(id_bytes.size(), id.bytes.size()), id.bytes.begin());
  const Day day{static_cast<std::int32_t>(sqlite3_value_int64(values[1]))};
  sqlite3_result_int64(context, fact_sum(id, day, sqlite3_value_int64(values[2]), text(3), text(4)));
}

/// Steps the schema up inside one transaction; two programs that open an old diary at once take turns, and
/// the later one asks again: its turn may come behind a newer program's.
Result<void> migrate(SqliteConnection& connection) {
  auto version = connection.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version == newest_diary_version) return {};

  sqlite3_create_function_v2(connection.handle(), "fact_sum", 5, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                             fact_sum_in_sql, nullptr, nullptr, nullptr);
  if (const int code = connection.execute("BEGIN IMMEDIATE"); code != SQLITE_OK)
    return connection.trouble(code);
  version = connection.integer("PRAGMA user_version");
  const Result<void> known = version ? refuse_newer_version(connection) : std::unexpected(version.error());
  if (!known) {
    static_cast<void>(connection.execute("ROLLBACK"));
    return known;
  }
  int code = SQLITE_OK;
  for (std::int64_t v = *version; code == SQLITE_OK && v < newest_diary_version; ++v) {
    code = connection.execute(migrations[static_cast<std::size_t>(v)]);
  }
  if (code == SQLITE_OK) {
    code = connection.execute(("PRAGMA user_version = " + std::to_string(newest_diary_version)).c_str());
  }
  if (code == SQLITE_OK) code = connection.execute("COMMIT");
  if (code != SQLITE_OK) {
    const auto trouble = connection.trouble(code);
    static_cast<void>(connection.execute("ROLLBACK"));
    return trouble;
  }
  return {};
}

Result<void> check_is_diary(SqliteConnection& connection) {
  const auto application = connection.integer("PRAGMA application_id");
  if (!application) return std::unexpected(application.error());
  if (*application != diary_application_id) {
    return machine_trouble(
        connection.file().string(),
        "this database is not a Springback diary; nothing was changed; choose another folder "
        "with --data");
  }
  return refuse_newer_version(connection);
}

Result<void> use_write_ahead_log(SqliteConnection& connection) {
  SqliteStatement mode = connection.prepare("PRAGMA journal_mode = WAL");
  if (const int code = mode.step(); code != SQLITE_ROW) return connection.trouble(code);
  if (mode.text(0) != "wal") {
    return machine_trouble(connection.file().string(),
                           "this file system does not let programs share a diary; choose a folder on a local "
                           "disk with --data");
  }
  // FULL: a commit returns after the log is on the disk. The limit keeps a large import's log from staying.
  const int code = connection.execute(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
      "PRAGMA journal_size_limit = 16777216;");
  if (code != SQLITE_OK) return connection.trouble(code);
  return {};
}

Result<void> build_at(const std::filesystem::path& file, int busy_timeout_ms) {
  const Descriptor made(::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (made.value() < 0) return file_trouble(file, "a new diary cannot be made");
  auto connection = SqliteConnection::open(file, busy_timeout_ms);
  if (!connection) return std::unexpected(connection.error());
  // Before anything is in the file: recordings of 200 kB want large pages, single facts small ones.
  const std::string application =
      "PRAGMA page_size = 16384; PRAGMA application_id = " + std::to_string(diary_application_id);
  if (const int code = connection->execute(application.c_str()); code != SQLITE_OK) {
    return connection->trouble(code);
  }
  if (auto logged = use_write_ahead_log(*connection); !logged) return logged;
  if (auto migrated = migrate(*connection); !migrated) return migrated;
  // The file is renamed next: everything must be in it, and nothing in a log beside it.
  if (const int code = connection->execute("PRAGMA wal_checkpoint(TRUNCATE)"); code != SQLITE_OK) {
    return connection->trouble(code);
  }
  return {};
}

void remove_unfinished(const std::filesystem::path& file) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    std::filesystem::remove(file.string() + ending, ignored);
  }
}

}  // namespace

std::int64_t fact_sum(const Uuid& id, Day day, std::int64_t at_utc_ms, std::string_view type,
                      std::string_view json) {
  constexpr std::uint64_t offset_basis = 0xcbf29ce484222325ULL;
  constexpr std::uint64_t prime = 0x100000001b3ULL;
  std::uint64_t sum = offset_basis;
  const auto byte = [&](std::uint8_t b) { sum = (sum ^ b) * prime; };
  const auto integer = [&](std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(value >> shift));
  };
  for (const std::uint8_t b : id.bytes) byte(b);
  integer(static_cast<std::uint64_t>(static_cast<std::int64_t>(day.value)));
  integer(static_cast<std::uint64_t>(at_utc_ms));
  // The length keeps "a" + "bc" apart from "ab" + "c".
  integer(type.size());
  for (const char c : type) byte(static_cast<std::uint8_t>(c));
  for (const char c : json) byte(static_cast<std::uint8_t>(c));
  return static_cast<std::int64_t>(sum);
}

Result<void> make_diary_if_missing(const std::filesystem::path& file, int busy_timeout_ms) {
  const std::filesystem::path dir = file.parent_path();
  if (auto made = make_private_dir(dir); !made) return made;
  // One maker at a time: the folder itself is the lock.
  const Descriptor folder(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.value() < 0 && errno == EACCES) return closed_to_this_user(dir);
  if (folder.value() < 0) return file_trouble(dir, "the folder cannot be opened");
  if (::flock(folder.value(), LOCK_EX) != 0) return file_trouble(dir, "the folder cannot be locked");

  struct stat status{};
  if (::stat(file.c_str(), &status) == 0) {
    if (status.st_size > 0) return {};
    return machine_trouble(
        file.string(),
        "the diary's file is empty, which a diary never is: it was cut off by a damaged disk or a "
        "broken copy; restore your last export into another folder, or remove the file to start "
        "afresh");
  }
  if (errno == EACCES) return closed_to_this_user(file);
  if (errno != ENOENT) return file_trouble(file, "the diary cannot be looked up");
  const std::string log = file.string() + "-wal";
  if (::stat(log.c_str(), &status) == 0 && status.st_size > 0) {
    return machine_trouble(file.string(),
                           "the diary's file is missing while its log " + log +
                               " is there; put the file back, or move the log away to start afresh");
  }
  std::filesystem::path unfinished = file;
  unfinished += ".new";
  remove_unfinished(unfinished);
  if (auto built = build_at(unfinished, busy_timeout_ms); !built) {
    remove_unfinished(unfinished);
    return built;
  }
  if (::rename(unfinished.c_str(), file.c_str()) != 0)
    return file_trouble(file, "a new diary cannot be named");
  if (::fsync(folder.value()) != 0) return file_trouble(dir, "the folder cannot be synchronised");
  return {};
}

Result<void> refuse_newer_version(SqliteConnection& connection) {
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version > newest_diary_version) {
    return machine_trouble(connection.file().string(),
                           "a newer Springback wrote this diary (format " + std::to_string(*version) +
                               "; this one knows up to " + std::to_string(newest_diary_version) +
                               "); nothing was changed; update Springback to open it");
  }
  return {};
}

Result<void> prepare_for_writing(SqliteConnection& connection) {
  if (sqlite3_db_readonly(connection.handle(), "main") == 1) return connection.trouble(SQLITE_READONLY);
  if (auto known = check_is_diary(connection); !known) return known;
  if (auto logged = use_write_ahead_log(connection); !logged) return logged;
  return migrate(connection);
}

Result<void> prepare_for_reading(SqliteConnection& connection) {
  if (auto known = check_is_diary(connection); !known) return known;
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version < newest_diary_version) {
    return machine_trouble(connection.file().string(),
                           "an older Springback wrote this diary (format " + std::to_string(*version) +
                               "): before it can be read it is brought to format " +
                               std::to_string(newest_diary_version) +
                               ", and here it cannot be written; open it once where it can");
  }
  return {};
}

}  // namespace springback
