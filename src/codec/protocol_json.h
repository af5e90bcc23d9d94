#pragma once
// A protocol as JSON and back: the canonical text that the phone reads and that a protocol's hash is taken
// of.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "engine/protocol.h"

namespace springback::codec {

/// Reads a protocol and checks it (`check_protocol`): every number stated once, each with the `source` it
/// comes from (an id of the file's own `sources`) or the reason why it was `chosen`; nothing unknown, nothing
/// missing. Gives the protocol with its hash, or all faults, each with its dotted key ("checks.late_to_h",
/// "strength.one_leg_3x8.dose.reps"; the empty key is the text as a whole).
[[nodiscard]] std::expected<engine::Protocol, std::vector<engine::ProtocolFault>> parse_protocol(
    std::string_view json);

/// The canonical text: keys sorted, no blanks. `parse_protocol` gives the same protocol back, and this text
/// again.
[[nodiscard]] std::string protocol_to_json(const engine::Protocol& protocol);

/// SHA-256 of the canonical text, in hexadecimal.
[[nodiscard]] std::string protocol_hash(const engine::Protocol& protocol);

}  // namespace springback::codec
