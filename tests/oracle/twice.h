#pragma once
// The same activity recorded twice, worked out a second time from the rule's words, second by second.

#include <span>
#include <vector>

#include "engine/diary.h"

namespace springback::oracle {

/// One session of a day: told, recorded or both.
struct Told {
  const engine::Fact* fact = nullptr;
  const engine::Recording* recording = nullptr;
  std::vector<const engine::Fact*> also;  ///< recordings that were left out for it
};

/// The sessions of a day, each activity once, in order of time. `facts`: that day's, and of other days those
/// that are known.
[[nodiscard]] std::vector<Told> told_once(Day day, std::span<const engine::Fact* const> facts);

}  // namespace springback::oracle
