#pragma once
// The look-back (seed S03): which guards fired in the six weeks before the pain began. It tells what came
// before, never what caused it.
//
// The guards are the fold's own (engine/end_day.cpp); nothing is measured here a second time.

#include <array>
#include <optional>
#include <vector>

#include "engine/days_done.h"

namespace springback::engine {

/// The day of the onset is one of them: the run after which it began hurting may be that day's.
inline constexpr int kLookBack_days = 42;
inline constexpr int kLookBackWeeks = 6;
inline constexpr int kWeeksBefore = 4;
// chosen: fewer than a run in twelve days, or none before the six weeks, is no training to look back on.
inline constexpr int kRunDaysEnough = 6;

/// One guard that fired.
struct LookFinding {
  Code code = Code::guard_distance;  ///< a guard
  Day day;                           ///< of days in a row: the last
  Day from;                          ///< of days in a row: the first; else the day itself
  /// How far beyond its own threshold, in thousandths of it: (value − threshold) / threshold, rounded down. 0
  /// where nothing is measured (shoes, "fast" in words). It orders findings; it weighs no risk.
  std::int64_t excess_permille = 0;
  bool measured = true;
  std::int32_t limit = 0;  ///< the protocol's: per cent, m per km, or days
  RunSeen run;
  int days_behind = 0;      ///< of known running before that day
  std::vector<Uuid> facts;  ///< that day's runs

  /// Per cent above the longest, or faster than easy; 0 without a figure.
  [[nodiscard]] std::int32_t percent() const;
  [[nodiscard]] std::int32_t climb_m_per_km() const;
};

struct LookWeek {
  Day from, to;        ///< seven days, inclusive
  bool known = false;  ///< the diary knows a run up to here: without one, nothing recorded is no rest
  int run_days = 0;
  int unknown = 0;  ///< of these, days whose distance nobody told
  std::int64_t distance_m = 0;
  std::optional<std::int32_t> ratio_pct;  ///< of the week before; shown, without effect
};

/// How often a guard fired in the six weeks, and in the four weeks before: what is usual stands out less.
struct LookCount {
  Code code = Code::guard_distance;
  int times = 0, times_before = 0;
};

enum class LookAnswer : std::uint8_t { found, nothing_stood_out, too_little_history };
[[nodiscard]] std::string_view name(LookAnswer answer);

struct LookBack {
  Day onset;
  Day from;  ///< the first of the 42 days
  LookAnswer answer = LookAnswer::too_little_history;
  std::optional<Day> first_run;       ///< the first that the diary knows, up to the onset
  bool enough = false;                ///< history to say that nothing stood out
  int run_days = 0;                   ///< in the six weeks
  int run_days_before = 0;            ///< in the four weeks before
  int recorded_days = 0;              ///< of the ten weeks, days with a recording
  std::vector<LookFinding> findings;  ///< of the six weeks, the largest first; at equality the later first
  std::vector<LookCount> counts;      ///< of guards that fired in the six weeks, in the order of codes
  std::array<LookWeek, kWeeksBefore + kLookBackWeeks> weeks;  ///< the oldest first
};

/// The onset that the profile tells, as the decision for `on` knows it.
[[nodiscard]] std::optional<Day> told_onset(Day on, const Diary& diary);

/// `onset` is not after `on`; facts known on `on` count.
[[nodiscard]] LookBack look_back(Day on, Day onset, Protocols protocols, const Diary& diary);

}  // namespace springback::engine
