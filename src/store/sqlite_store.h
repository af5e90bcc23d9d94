#pragma once
// A diary in one SQLite file: one writer thread that commits many callers' facts together, readers on
// connections of their own, and other processes beside it.

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "store/diary_store.h"

namespace springback {

struct SqliteOptions {
  int busy_timeout_ms = 10'000;  ///< Chosen: longer than any import's batch holds the lock on a slow disk.
};

/// Opens `<data_dir>/diaries/<name>.db`, making folders (0700) and file (0600) when they are missing, and
/// bringing an older format to the newest. Bad input for a name that cannot be one; machine trouble for a
/// file that is damaged, of a newer Springback, locked, or in a folder that cannot be written.
[[nodiscard]] Result<std::unique_ptr<DiaryStore>> open_diary(const std::filesystem::path& data_dir,
                                                             std::string_view name,
                                                             SqliteOptions options = {});

/// Opens the diary as `open_diary` does; one that is there and cannot be written (a full disk, a folder that
/// may only be read) is opened to be read, and an append then says why it cannot be written. Machine trouble
/// where it cannot be read either: not by this user, an older format, or entries in a log that cannot be read
/// here.
[[nodiscard]] Result<std::unique_ptr<DiaryStore>> open_diary_to_read(const std::filesystem::path& data_dir,
                                                                     std::string_view name,
                                                                     SqliteOptions options = {});

}  // namespace springback
