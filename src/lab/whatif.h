#pragma once
// The same diary under another protocol: the days on which the two decide differently, and what binds on
// either side.
//
// A comparison of decisions on the same facts, not a forecast: under the other protocol the runner would have
// acted otherwise, and the tendon would have answered otherwise. Runs in the browser too.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.h"
#include "engine/diary.h"
#include "engine/outcome.h"
#include "engine/protocol.h"
#include "engine/run.h"

namespace springback::lab {

/// The days that a caller ought to refuse to pass: memory grows with them. chosen: 120 years, as in `replay`,
/// so that a typing mistake in a year does not play millennia.
inline constexpr int kWhatIfDaysMax = 44'000;

/// How one track's decision differs on a day.
struct TrackApart {
  engine::Track track = engine::Track::strength;
  bool open = false;    ///< on one side the track is open
  bool rung = false;    ///< open on both, on different rungs
  bool action = false;  ///< what follows for the track: repeat, progress, rest, hold, …
  bool work = false;    ///< what is to be done today: the item, its rung, its dose or its limits
  Day since;  ///< the first day of an unbroken row on which `open` or `rung` differs; else the day itself

  friend bool operator==(const TrackApart&, const TrackApart&) = default;
};

/// Days in a row with the same two decisions, for the same codes.
struct Stretch {
  Day from;
  Day to;              ///< inclusive
  bool alert = false;  ///< the alert's level differs
  std::vector<TrackApart> tracks;
  /// Of the reasons of each side's outcome of the first day, by index, those that bind on this side and not
  /// on the other: about a track that differs, or about the day as a whole. None: the two stand apart for
  /// what happened before (`TrackApart::since`).
  std::vector<std::size_t> diary_binds, instead_binds;
};

/// One protocol's course over the whole diary.
struct Course {
  std::vector<engine::Outcome> days;   ///< from the first day on, without would_change
  std::vector<std::string> protocols;  ///< "id@version", each once, in the order in which they were followed
  std::optional<Day> first_run;        ///< the first day on which a run is prescribed
  std::int32_t alert_days = 0;
};

struct WhatIf {
  Day from;                          ///< the first fact's day
  Day to;                            ///< `now`
  std::int32_t days_apart = 0;       ///< on which the decision differs
  std::int32_t days_other_work = 0;  ///< of these, those with other work for the day
  /// Sessions told as "as prescribed", without figures: on either side they count as the dose that this side
  /// prescribed. Those told with figures count as they were done.
  std::int32_t as_prescribed = 0;
  std::vector<Stretch> stretches;  ///< in order; the first begins where the two first part
  Course diary, instead;           ///< no days when there is no fact up to `now`

  /// A course's outcome of a day from `from` to `to`.
  [[nodiscard]] const engine::Outcome& on(const Course& course, Day day) const {
    return course.days[static_cast<std::size_t>(day - from)];
  }
};

/// Plays the facts dated up to `now` twice: once as the diary does, with `protocols` at hand, and once with
/// `instead` in the place of every protocol of the diary. A day's decision is its alert level, each track's
/// openness, rung and action, and the items of the day.
[[nodiscard]] WhatIf what_if(const engine::Diary& diary, Day now, engine::Protocols protocols,
                             const engine::Protocol& instead);

}  // namespace springback::lab
