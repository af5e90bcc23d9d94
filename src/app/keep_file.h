#pragma once
// A file written whole or not at all: beside its place first, then moved there.

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace springback::app {

/// Readable by its owner only; on the disk when it returns. An older file of that name stays until then.
[[nodiscard]] Result<void> keep_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace springback::app
