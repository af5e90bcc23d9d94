#pragma once
// Plain tar archives (POSIX ustar) out and in: the same members always give the same bytes.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace springback {

struct TarMember {
  std::string name;
  std::span<const std::uint8_t> bytes;
};

/// True when the bytes begin like a tar archive.
[[nodiscard]] bool looks_like_tar(std::span<const std::uint8_t> bytes);

/// Members in the order given, with no owner, no time and mode 0644. Names have at most 100 bytes.
/// source: IEEE Std 1003.1, pax, "ustar Interchange Format".
[[nodiscard]] std::string write_tar(std::span<const TarMember> members);

/// The regular files of an archive; their bytes point into `archive`. Bad input names the offset of a header
/// that is damaged or of a kind that does not belong there, and an archive that is cut short.
[[nodiscard]] Result<std::vector<TarMember>> read_tar(std::span<const std::uint8_t> archive);

}  // namespace springback
