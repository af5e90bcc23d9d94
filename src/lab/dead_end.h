#pragma once
// no_dead_end: from wherever a runner stands, clear sessions done as prescribed lead to full recovery.
//
// The walk is the engine's controller on plain values, day by day: every answer clear, the trend steady,
// irritability moderate, tests and the walk supplied, alerts cleared. The week's clocks (three strength
// sessions, a day of rest, spring's turn) run as the signals run them.

#include <cstdint>
#include <optional>

#include "engine/controller.h"

namespace springback::lab {

/// The week's numbers that the walk needs beside the controller's rules.
struct WeekRules {
  std::int32_t strength_per_week_max = 3, rest_days_per_week = 1, spring_every_days = 7;
};

struct DeadEnds {
  std::uint64_t starts = 0;  ///< states walked from
  std::uint64_t days = 0;    ///< days walked, those known to lead on not walked again
  std::uint32_t longest_days = 0;
  std::optional<engine::Controller> stuck;  ///< the first state that does not lead to full recovery
};

/// From every combination of rungs: at ease, and with everything pending that can be.
[[nodiscard]] DeadEnds find_dead_ends(const engine::Rules& rules, const WeekRules& week);

}  // namespace springback::lab
