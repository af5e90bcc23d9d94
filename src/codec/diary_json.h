#pragma once
// A diary as text: one fact a line (JSON Lines), checked against every field's rule, and each fact's one
// canonical spelling.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "engine/diary.h"

namespace springback::codec {

struct ParsedFact {
  engine::Fact fact;
  /// Keys sorted, no blanks, numbers at their shortest, times as `format_instant` spells them, always with
  /// `id`. Parsing it gives the same fact and the same text.
  std::string canonical;
};

/// One thing that is wrong. `line` counts from 1, empty lines included; in a JSON array it is the number of
/// the element.
struct Fault {
  int line = 0;
  std::string field;    ///< path of the key: "done.jog_s", "bouts[3].kind"; empty: the line as a whole
  std::string value;    ///< what stood there, as written, shortened to 80 bytes; empty: nothing did
  std::string allowed;  ///< what is allowed, or what is wrong, in plain words
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// "line 2: pain: 11 is not allowed; a whole number from 0 to 10"
[[nodiscard]] std::string to_string(const Fault& fault);

using Faults = std::vector<Fault>;

/// Reads a whole diary: JSON Lines, or one JSON array of facts. Gives the facts in the order of the text, a
/// repeat of the same fact left out; or every fault, in the order of the lines, and then nothing is kept.
///
/// A fact without `id` is named by its content: UUIDv5 of its canonical text without `id` and without
/// `entered`, so that the same thing typed twice counts once; a recording by `recording_id`. Two different
/// facts with one id are refused; two that differ only in `entered` are the same, and the earlier counts.
///
/// A flag that was entered before its own `at` came from a clock ahead: it counts from when it was entered.
[[nodiscard]] std::expected<std::vector<ParsedFact>, Faults> parse_diary(std::string_view text);

/// Reads facts that a store kept, so in canonical form and each id once: one a line. What `parse_diary` does
/// beyond the reading (the other spelling, the names, the repeats) is left out; a fault is a damaged store.
[[nodiscard]] std::expected<std::vector<engine::Fact>, Faults> read_kept(std::string_view lines);

/// One fact, as a line of a diary.
[[nodiscard]] std::expected<ParsedFact, Faults> parse_fact(std::string_view json);

/// The name of a recording: UUIDv5 of "<sha256 in hexadecimal> <derived_by>".
[[nodiscard]] Uuid recording_id(const Sha256& sha256, std::string_view derived_by);

}  // namespace springback::codec
