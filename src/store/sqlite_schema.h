#pragma once
// The tables of a diary file, by version, and the way from each version to the newest (docs/store-format.md).

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "store/diary_store.h"
#include "store/sqlite_connection.h"

namespace springback {

/// `PRAGMA user_version` of the newest format that this program knows.
inline constexpr std::int64_t newest_diary_version = 2;

/// `PRAGMA application_id` of a diary: "SPBK".
inline constexpr std::int64_t diary_application_id = 0x5350424b;

/// 64-bit FNV-1a over id, day, at_utc_ms, type and json, as the column `sum` keeps it. Any single changed
/// byte changes it. (Fowler, Noll, Vo; draft-eastlake-fnv.)
[[nodiscard]] std::int64_t fact_sum(const Uuid& id, Day day, std::int64_t at_utc_ms, std::string_view type,
                                    std::string_view json);

/// Makes the diary's file, complete and durable or not at all, unless it is there. Refuses to make one beside
/// the log of a diary that is missing.
[[nodiscard]] Result<void> make_diary_if_missing(const std::filesystem::path& file, int busy_timeout_ms);

/// Checks that the file is a diary that this program may write, brings it to the newest version, and sets the
/// connection to write-ahead logging with a full sync at each commit.
[[nodiscard]] Result<void> prepare_for_writing(SqliteConnection& connection);

/// Checks that the file is a diary of the newest version. Machine trouble for an older one, which has to be
/// written to before it can be read.
[[nodiscard]] Result<void> prepare_for_reading(SqliteConnection& connection);

/// Machine trouble when the diary is of a newer version than this program knows.
[[nodiscard]] Result<void> refuse_newer_version(SqliteConnection& connection);

}  // namespace springback
