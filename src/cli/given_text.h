#pragma once
// What a verb is given as a file's name, as text.

#include <string>

#include "base/result.h"

namespace springback::cli {

/// The whole file; "-" is standard input. Bad input when it is a folder or cannot be opened.
[[nodiscard]] Result<std::string> read_text(const std::string& path);

}  // namespace springback::cli
