#pragma once
// The verb `log`: facts into the diary, held to the rules of live entry.

#include <string>
#include <string_view>
#include <vector>

#include "app/notebook.h"
#include "app/refusal.h"

namespace springback::app {

struct LogReport {
  std::vector<PlacedFact> facts;  ///< in the order given
  std::size_t added = 0;          ///< the others were there already
};

/// Takes all facts of `text` (a JSON array, one object, or JSON Lines) or none. Beside what the diary's form
/// asks, live entry refuses: times more than `ahead_s` seconds after `now` (0: this machine's own clock;
/// more: another device's), but a flag may be kFlagSlack_s ahead at either, and then counts from `now`, which
/// is kept as its `entered` (docs/decisions/0004-fast-clock.md); a retract of a retract, of an id that is not
/// there, of a flag more than 10 minutes after its time, of an order by another author; a separate of what is
/// no recording of the diary; an order that cannot bind (a rung of another ladder, a limit no tighter than
/// the plan, an end that is past, a runner's clearing without effect); an onset to come, a first day far off,
/// an unknown exercise. Codes: `facts_refused`, `id_conflict`.
[[nodiscard]] Answer<LogReport> log_facts(Notebook& notebook, std::string_view text, const Instant& now,
                                          int ahead_s);

/// Clocks of phones differ by seconds from the server's. chosen: two minutes, too little to enter tomorrow.
inline constexpr int kClockSlack_s = 120;
/// A red flag is not lost to a wrong clock. chosen: all time zones lie within 26 hours of each other, so that
/// a device set to any of them is heard; beyond that the date itself is wrong.
inline constexpr int kFlagSlack_s = 26 * 60 * 60;

}  // namespace springback::app
