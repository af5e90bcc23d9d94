#pragma once
// A runner who does not exist: answers every morning and does every plan, day by day through the real engine,
// the same for the same seed and day.

#include <cstdint>
#include <string>
#include <vector>

#include "app/refusal.h"
#include "base/civil.h"
#include "codec/diary_json.h"
#include "engine/run.h"

namespace springback::app {

struct SimulatedDiary {
  std::vector<codec::ParsedFact> facts;
  std::vector<std::vector<std::uint8_t>> recordings;  ///< FIT files; their facts are among `facts`
};

/// The diary of `days` days that end on `last`: a profile and a heel-raise test on the evening before, then
/// mornings and sessions; one flare on the way, a forgotten morning now and then, one run recorded by a
/// watch. Of `last` itself only the morning. Times are in UTC+01:00 throughout.
[[nodiscard]] Answer<SimulatedDiary> simulate_runner(Day last, int days, std::uint64_t seed,
                                                     engine::Protocols protocols);

}  // namespace springback::app
