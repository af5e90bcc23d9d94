#pragma once
// One SQLite connection and its statements, closed by scope; return codes become troubles that name the file
// and what can be done.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace springback {

/// A prepared statement. A failed binding is remembered and comes back from the next step.
class SqliteStatement {
 public:
  SqliteStatement() = default;
  explicit SqliteStatement(sqlite3_stmt* handle, int prepare_code);
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement& operator=(SqliteStatement&& other) noexcept;
  ~SqliteStatement();

  /// Parameters count from 1; bytes must stay alive until `reset`.
  SqliteStatement& bind(int index, std::int64_t value);
  SqliteStatement& bind(int index, std::string_view text);
  SqliteStatement& bind(int index, std::span<const std::uint8_t> bytes);
  SqliteStatement& bind_null(int index);

  /// SQLITE_ROW, SQLITE_DONE or an error code.
  [[nodiscard]] int step();
  /// Steps a statement without rows to its end and resets it: SQLITE_DONE or an error code.
  [[nodiscard]] int run();
  void reset();

  /// Columns of the current row, from 0; views end with the next step.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::span<const std::uint8_t> bytes(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  void keep(int code);

  sqlite3_stmt* handle_ = nullptr;
  int code_ = 0;
};

/// What a connection may do. `read_file_alone` reads the database's file without its log, without a lock, and
/// makes no file beside it: right only as long as there is nothing in a log and nobody writes.
enum class SqliteAccess { write, read, read_file_alone };

class SqliteConnection {
 public:
  /// Opens an existing file; never makes one. Waits for other programs' locks for `busy_timeout_ms` on every
  /// operation.
  [[nodiscard]] static Result<SqliteConnection> open(const std::filesystem::path& file, int busy_timeout_ms,
                                                     SqliteAccess access = SqliteAccess::write);

  SqliteConnection(SqliteConnection&& other) noexcept;
  SqliteConnection& operator=(SqliteConnection&& other) noexcept;
  ~SqliteConnection();

  [[nodiscard]] SqliteStatement prepare(std::string_view sql);
  /// One or more statements without parameters: SQLITE_OK or an error code.
  [[nodiscard]] int execute(const char* sql);
  /// First column of the first row of a query without parameters, as an integer.
  [[nodiscard]] Result<std::int64_t> integer(std::string_view sql);

  /// True when the file was moved or deleted under the open connection, so that a write would go nowhere.
  [[nodiscard]] bool file_has_moved();

  /// The error code as a trouble of the machine: the file, what happened, what can be done.
  [[nodiscard]] std::unexpected<Error> trouble(int code) const;

  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  SqliteConnection(sqlite3* handle, std::filesystem::path file);

  sqlite3* handle_ = nullptr;
  std::filesystem::path file_;
};

}  // namespace springback
