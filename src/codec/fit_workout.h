#pragma once
// A walk–jog session as a workout file for watches.

#include <cstdint>
#include <string>
#include <vector>

namespace springback::fit {

struct WalkJogWorkout {
  std::string name;  ///< shown by the watch; its first 23 bytes
  std::int64_t created_unix_s = 0;
  std::int32_t jog_s = 0;   ///< of one round
  std::int32_t walk_s = 0;  ///< of one round; 0 for continuous running
  std::int32_t rounds = 1;
};

/// The bytes of a FIT workout: a timed step to jog, one to walk, and their repetition, with no target of pace
/// or heart rate: the limit is the tendon's, not the watch's. Not tried on a watch; makers differ in what
/// they take.
[[nodiscard]] std::vector<std::uint8_t> encode_workout(const WalkJogWorkout& workout);

}  // namespace springback::fit
