#pragma once
// The verb `replay`: a diary in, one outcome a day out. No database, no clock.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/refusal.h"
#include "base/civil.h"
#include "codec/diary_json.h"
#include "engine/diary.h"
#include "engine/outcome.h"
#include "engine/run.h"

namespace springback::app {

struct ReplayRange {
  std::optional<Day> from;  ///< default: the first fact's day
  std::optional<Day> to;    ///< default: the last fact's day
  std::optional<Day> now;   ///< facts dated later are ignored; default: `to`
  bool as_known = false;
};

/// The faults of a diary's text in a verb's words.
[[nodiscard]] std::vector<Fault> faults_of(const codec::Faults& faults);

/// One outcome as every verb prints it: compact, without a line end.
[[nodiscard]] std::string outcome_text(const engine::Outcome& outcome, engine::Protocols protocols);

/// A diary from a text: JSON Lines, or an export with recordings. Refused whole, with every fault; code
/// `diary_refused`.
[[nodiscard]] Answer<engine::Diary> read_diary(std::string_view text);

/// Calls `each` with one compact JSON object a day, without a line end. An empty diary has no day.
[[nodiscard]] Answer<void> replay(const engine::Diary& diary, engine::Protocols protocols,
                                  const ReplayRange& range,
                                  const std::function<void(const std::string& json)>& each);

}  // namespace springback::app
