#pragma once
// Makes recordings of runs that nobody ran: for tests, for the demonstration, for measuring.

#include <cstdint>
#include <vector>

#include "codec/fit.h"
#include "engine/diary.h"

namespace springback::fit {

struct PlannedBout {
  engine::BoutKind kind = engine::BoutKind::jog;
  std::int32_t duration_s = 0;
  std::int32_t speed_mm_s = 0;
  std::int32_t steps_min = 0;  ///< both feet
};

/// The runner (or the watch) stops the timer after so many seconds of it.
struct PlannedPause {
  std::int32_t after_timer_s = 0;
  std::int32_t duration_s = 0;
};

struct SyntheticRun {
  std::int64_t start_unix_s = 0;
  std::int32_t offset_s = 0;  ///< the place's clock minus UTC
  std::uint8_t sport = 1;     ///< FIT profile: 1 running, 11 walking
  std::vector<PlannedBout> bouts;
  std::vector<PlannedPause> pauses;  ///< in order
  std::uint64_t seed = 1;            ///< the same seed gives the same recording
  std::int32_t speed_noise_mm_s =
      150;                           ///< typical error of a speed; errors of neighbouring seconds are alike
  std::int32_t steps_noise_min = 3;  ///< typical error of a cadence
  bool has_cadence = true;
  bool has_position = true;      ///< false: a treadmill, with neither position nor speed
  std::int32_t lost_from_s = 0;  ///< no position and speed in [from, to) of the timer
  std::int32_t lost_to_s = 0;
  std::int32_t every_s = 1;  ///< seconds from record to record
  std::int32_t climb_per_km_m = 4;
};

/// A walk–jog session as a watch would have written it: changes of pace take some seconds, values are noisy,
/// one lap a bout, one session. Whole numbers only: the same on every machine.
[[nodiscard]] File synthetic_run(const SyntheticRun& run);

}  // namespace springback::fit
