#pragma once
// A protocol file (TOML), as a clinic writes it, to the protocol that the engine follows.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "engine/protocol.h"

namespace springback::formats {

/// What is wrong with a protocol file: the line (0: of no one line), the dotted key, plain words.
struct ProtocolFileFault {
  int line = 0;
  std::string key;
  std::string detail;
};

/// "line 12: checks.late_to_h: is missing"
[[nodiscard]] std::string to_string(const ProtocolFileFault& fault);

/// Reads the text of a protocol file. The keys and what is refused are those of `codec::parse_protocol`: the
/// file is the same tree in a form that people can write. All faults, in the order of their lines; but of a
/// text that is no TOML, or is larger than 200 kB or otherwise beyond what the library is given, the first
/// alone.
[[nodiscard]] std::expected<engine::Protocol, std::vector<ProtocolFileFault>> read_protocol_toml(
    std::string_view text);

}  // namespace springback::formats
