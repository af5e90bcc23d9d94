#include "store/sqlite_connection.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace springback {
namespace {

std::string what_can_be_done(int code, int system_errno) {
  const bool out_of_room = system_errno == ENOSPC || system_errno == EFBIG || system_errno == EDQUOT;
  if (code == SQLITE_FULL || (code & 0xff) == SQLITE_FULL || ((code & 0xff) == SQLITE_IOERR && out_of_room)) {
    return "the disk is full: nothing of this was kept; make room and try again";
  }
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program keeps the diary locked; wait until it is done or close it, then try again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "the diary cannot be written; check the permissions of the file and of its folder, or choose "
             "another folder with --data";
    case SQLITE_CANTOPEN:
      return "the diary cannot be opened; check that the folder exists and that you may write to it, or "
             "choose "
             "another folder with --data";
    case SQLITE_CORRUPT:
      return "the diary is damaged; keep a copy of the file and restore your last export";
    case SQLITE_NOTADB:
      return "this is not a diary, or its beginning is damaged; keep a copy of the file and restore your "
             "last "
             "export";
    case SQLITE_NOMEM:
      return "there is not enough memory; close other programs and try again";
    case SQLITE_IOERR:
      return "the disk cannot be read or written; check the disk, then try again";
    default:
      return "the database refused an operation";
  }
}

/// The system's own number for the last failed input or output. SQLite keeps it for the connection when a
/// statement fails, but only in the log's file when a commit does.
int last_system_errno(sqlite3* handle) {
  if (handle == nullptr) return 0;
  if (const int known = sqlite3_system_errno(handle); known != 0) return known;
  sqlite3_file* log = nullptr;
  int in_log = 0;
  if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log)) ==
          SQLITE_OK &&
      log != nullptr && log->pMethods != nullptr) {
    static_cast<void>(log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &in_log));
  }
  return in_log;
}

/// The file as SQLite's address for what never changes: bytes that an address gives a meaning are escaped. An
/// absolute path stands behind an authority, an empty one, so that "//" at its beginning is none.
std::string unchanging(const std::filesystem::path& file) {
  std::string address = file.is_absolute() ? "file://" : "file:";
  for (const char c : file.string()) {
    if (c == '%' || c == '?' || c == '#') {
      address += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
    } else {
      address += c;
    }
  }
  return address + "?immutable=1";
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3_stmt* handle, int prepare_code)
    : handle_(handle), code_(prepare_code) {}

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), code_(other.code_) {}

SqliteStatement& SqliteStatement::operator=(SqliteStatement&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(code_, other.code_);
  return *this;
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(handle_); }

void SqliteStatement::keep(int code) {
  if (code_ == SQLITE_OK) code_ = code;
}

SqliteStatement& SqliteStatement::bind(int index, std::int64_t value) {
  keep(sqlite3_bind_int64(handle_, index, value));
  return *this;
}

SqliteStatement& SqliteStatement::bind(int index, std::string_view text) {
  // A null pointer would bind NULL: the empty text needs an address.
  keep(sqlite3_bind_text64(handle_, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                           SQLITE_UTF8));
  return *this;
}

SqliteStatement& SqliteStatement::bind(int index, std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) {
    keep(sqlite3_bind_zeroblob(handle_, index, 0));
  } else {
    keep(sqlite3_bind_blob64(handle_, index, bytes.data(), bytes.size(), SQLITE_STATIC));
  }
  return *this;
}

SqliteStatement& SqliteStatement::bind_null(int index) {
  keep(sqlite3_bind_null(handle_, index));
  return *this;
}

int SqliteStatement::step() { return code_ != SQLITE_OK ? code_ : sqlite3_step(handle_); }

int SqliteStatement::run() {
  const int code = step();
  reset();
  return code;
}

void SqliteStatement::reset() {
  // The code of a reset repeats that of the failed step, which the caller has.
  static_cast<void>(sqlite3_reset(handle_));
  if (handle_ != nullptr) code_ = SQLITE_OK;
}

std::int64_t SqliteStatement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string_view SqliteStatement::text(int column) const {
  const auto* start = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  const int size = sqlite3_column_bytes(handle_, column);
  return start == nullptr ? std::string_view() : std::string_view(start, static_cast<std::size_t>(size));
}

std::span<const std::uint8_t> SqliteStatement::bytes(int column) const {
  const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  const int size = sqlite3_column_bytes(handle_, column);
  if (start == nullptr) return {};
  return {start, static_cast<std::size_t>(size)};
}

bool SqliteStatement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

SqliteConnection::SqliteConnection(sqlite3* handle, std::filesystem::path file)
    : handle_(handle), file_(std::move(file)) {}

SqliteConnection::SqliteConnection(SqliteConnection&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), file_(std::move(other.file_)) {}

SqliteConnection& SqliteConnection::operator=(SqliteConnection&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(file_, other.file_);
  return *this;
}

SqliteConnection::~SqliteConnection() { sqlite3_close_v2(handle_); }

Result<SqliteConnection> SqliteConnection::open(const std::filesystem::path& file, int busy_timeout_ms,
                                                SqliteAccess access) {
  sqlite3* handle = nullptr;
  // Each connection is used by one thread at a time, so SQLite's own mutex per connection is not needed.
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= access == SqliteAccess::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  const bool alone = access == SqliteAccess::read_file_alone;
  if (alone) flags |= SQLITE_OPEN_URI;
  const int code =
      sqlite3_open_v2((alone ? unchanging(file) : file.string()).c_str(), &handle, flags, nullptr);
  SqliteConnection connection(handle, file);
  if (code != SQLITE_OK) return connection.trouble(code);
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  // A diary may come from anybody: its schema must not be able to run anything but built-in functions.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return connection;
}

SqliteStatement SqliteConnection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr);
  return SqliteStatement(statement, code);
}

int SqliteConnection::execute(const char* sql) {
  return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
}

Result<std::int64_t> SqliteConnection::integer(std::string_view sql) {
  SqliteStatement query = prepare(sql);
  if (const int code = query.step(); code != SQLITE_ROW) return trouble(code);
  return query.integer(0);
}

bool SqliteConnection::file_has_moved() {
  int moved = 0;
  return sqlite3_file_control(handle_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

std::unexpected<Error> SqliteConnection::trouble(int code) const {
  const int system_errno = (code & 0xff) == SQLITE_IOERR ? last_system_errno(handle_) : 0;
  // The connection's own words only where they are about this code: else they are "not an error".
  const bool its_own = handle_ != nullptr && sqlite3_extended_errcode(handle_) == code;
  const char* message = its_own ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  std::string detail = what_can_be_done(code, system_errno) + " (" + message;
  if ((code & 0xff) == SQLITE_IOERR && system_errno != 0) {
    detail += std::string(", ") + std::strerror(system_errno);
  }
  return machine_trouble(file_.string(), detail + ")");
}

}  // namespace springback
