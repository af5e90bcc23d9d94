#pragma once
// What a recording means: columns of samples from any format, turned into bouts of jogging, walking and
// standing.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/diary.h"

namespace springback::engine {

/// The value of an absent sample in every column of `Samples`.
inline constexpr std::int32_t kNoSample = INT32_MIN;
/// An absent time.
inline constexpr std::int64_t kNoTime = INT64_MIN;

/// One recording's samples as columns. `time_s` sets the length; any other column may be empty, which means
/// that it is absent throughout. Times may repeat or go back: they are sorted out here.
struct Samples {
  std::vector<std::int64_t> time_s;     ///< seconds since 1970, or kNoTime
  std::vector<std::int32_t> latitude;   ///< semicircles: 180° / 2^31
  std::vector<std::int32_t> longitude;  ///< semicircles
  std::vector<std::int32_t> altitude_cm;
  std::vector<std::int32_t> speed_mm_s;
  std::vector<std::int32_t> distance_cm;   ///< counted up from the start; may start anew in a later leg
  std::vector<std::int32_t> steps_min_10;  ///< steps of both feet a minute × 10
};

/// The timer was started or stopped by the runner or by the watch's own pause.
struct TimerChange {
  std::int64_t time_s = 0;
  bool running = false;  ///< from now on
};

struct TimeSpan {
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
};

/// What is known of the sport: only what was done on foot has bouts.
enum class OnFoot : std::uint8_t {
  yes,      ///< all of it
  no,       ///< none of it
  spans,    ///< the legs in `foot_spans`
  unknown,  ///< to be judged by the speeds
};

struct RecordingInput {
  Samples samples;
  std::vector<TimerChange> timer;
  OnFoot on_foot = OnFoot::unknown;
  std::vector<TimeSpan> foot_spans;
};

/// What was found. Seconds are of the timer: a pause belongs to nothing.
struct RecordingMeaning {
  std::int64_t start_s = kNoTime;  ///< the first sample's time; bouts count from it
  std::int64_t end_s = kNoTime;
  std::vector<Bout> bouts;  ///< in order, never overlapping
  std::int32_t jog_s = 0;
  std::int32_t walk_s = 0;
  std::int32_t still_s = 0;
  std::int32_t unknown_s = 0;  ///< on foot, the timer running, and no sample that tells
  std::int32_t timer_s = 0;    ///< time the timer ran, whatever the sport
  std::int32_t paused_s = 0;
  std::int32_t gaps = 0;                 ///< stretches of more than 60 s without a sample while the timer ran
  std::int64_t distance_cm = 0;          ///< by the distance column, else by the speeds, else by positions
  std::optional<std::int32_t> ascent_m;  ///< by the smoothed altitude column, on foot
  std::optional<std::int32_t> steps;     ///< by cadence; nothing when less than half of the time has one
  std::int32_t samples_out_of_time = 0;  ///< left out: no time, or far away from all the others
};

/// Bouts, totals and gaps of one recording. Never fails; an empty recording gives an empty meaning.
///
/// Kind by second, from cadence and speed (medians of 7 s), with hysteresis: cadence decides where it is
/// known (so a treadmill needs no speed), speed elsewhere. Bouts under 10 s join their neighbour. Valid for
/// adults on foot on ordinary ground; not validated on race walking, on stairs or with a stroller.
[[nodiscard]] RecordingMeaning recording_meaning(const RecordingInput& input);

}  // namespace springback::engine
