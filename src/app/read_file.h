#pragma once
// A file that a person named, whole.

#include <filesystem>
#include <string>

#include "base/result.h"

namespace springback::app {

/// Its bytes. Bad input when it is a folder or cannot be opened; `allowed` says what would have been right,
/// as "a protocol file". Machine trouble when it cannot be read to its end.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file, const std::string& allowed);

}  // namespace springback::app
