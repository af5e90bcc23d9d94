#pragma once
// Where diaries live on this machine: the data folder and the file of each diary in it.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace springback {

/// `$XDG_DATA_HOME/springback`, else `~/.local/share/springback` (XDG Base Directory Specification; a
/// relative value is ignored, as it asks). Nothing is created. Machine trouble when there is no home either.
[[nodiscard]] Result<std::filesystem::path> default_data_dir();

/// Makes the folder and what is missing above it, readable by its owner only (0700); a folder that exists
/// keeps its permissions. Machine trouble names the folder.
[[nodiscard]] Result<void> make_private_dir(const std::filesystem::path& dir);

/// Machine trouble: the file or folder is there, or may be, and this user may not look at it. Says whose it
/// is.
[[nodiscard]] std::unexpected<Error> closed_to_this_user(const std::filesystem::path& path);

/// The file of a diary: `<data_dir>/diaries/<name>.db`. A name has 1–64 of a–z, 0–9, '-' and '_'; anything
/// else is bad input.
[[nodiscard]] Result<std::filesystem::path> diary_file(const std::filesystem::path& data_dir,
                                                       std::string_view name);

/// Names of the diaries in the folder, sorted; none when the folder is not there.
[[nodiscard]] Result<std::vector<std::string>> list_diaries(const std::filesystem::path& data_dir);

}  // namespace springback
