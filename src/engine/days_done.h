#pragma once
// The days of a diary as they were done, one by one: the sessions of each, and what the guards measured on
// its runs, history before the programme included.

#include <functional>
#include <span>

#include "engine/exposure.h"
#include "engine/run.h"

namespace springback::engine {

/// The runs of one day as one, beside the runner's own weeks before (section 7, guards). −1: not known, or
/// nothing to compare with.
struct RunSeen {
  bool ran = false;  ///< false: nothing else is set
  CodeSet guards;    ///< those that fired
  std::int32_t distance_m = -1, ascent_m = -1;
  std::int32_t jog_s = 0;
  std::int32_t mm_per_s = -1;       ///< of the jogging
  bool by_distance = false;         ///< what is compared with the longest: metres, else seconds of jogging
  std::int32_t longest = -1;        ///< of the days before, in that unit
  std::int32_t band = 0;            ///< the highest band that was passed, per cent; 0: none
  std::int32_t easy_mm_per_s = -1;  ///< the runner's own easy pace
  std::int32_t days_in_row = 0;     ///< days with a run, this one included
  std::int32_t gap_days = -1;       ///< since the run before
};

struct DayDone {
  Day day;
  const Protocol& protocol;             ///< in force on that day
  const Profile* profile = nullptr;     ///< null: none yet
  std::span<const Exposure> exposures;  ///< by track, then by time
  RunSeen run;
};

/// Calls `each` for every day from the diary's first to `to`, as the decision for `on` knows them; `to` is
/// not after `on`. A recording that a session claims stands in one exposure with it. What a day points to
/// holds during the call only.
void each_day(Day to, Day on, Protocols protocols, const Diary& diary,
              const std::function<void(const DayDone&)>& each);

}  // namespace springback::engine
