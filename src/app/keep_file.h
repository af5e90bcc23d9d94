#pragma once
// A file written whole or not at all: beside its place first, then moved there; and what is written to a
// place that a person named, which may be no file.

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace springback::app {

/// Readable by its owner only; on the disk when it returns. An older file of that name stays until then.
[[nodiscard]] Result<void> keep_file(const std::filesystem::path& file, std::string_view bytes);

/// The same where `place` is a file or nothing yet. A symbolic link stays, and what it leads to is written
/// so. A pipe, a device, anything else that is there is written into as it is: never replaced, and what came
/// through before a trouble has gone. An open stream of this process, by its name, is written on from where
/// it stands. A folder is bad input.
[[nodiscard]] Result<void> write_to(const std::filesystem::path& place, std::string_view bytes);

/// The name stands for a stream that is open: /dev/stdout, /dev/fd/N, /proc/self/fd/N.
[[nodiscard]] bool is_open_stream(const std::filesystem::path& place);

}  // namespace springback::app
