#include "engine/load.h"

#include <algorithm>

namespace springback::engine {
namespace {

// source: Reiter 2024, the speeds of the two forces that protocols carry as jog and faster running.
constexpr std::int32_t kJogMmPerS = 2680;
constexpr std::int32_t kFasterMmPerS = 4470;

double jog_ratio(const Protocol& protocol, const Dose& dose) {
  const LoadRule& rule = protocol.load;
  const int permille = dose.pace == RunPace::faster    ? rule.faster_force_permille
                       : dose.pace == RunPace::strides ? rule.strides_force_permille
                                                       : rule.jog_force_permille;
  return permille / 1000.0;
}

}  // namespace

double power(double x, int exponent) {
  double result = 1.0;
  for (int i = 0; i < exponent; ++i) result *= x;
  return result;
}

double leg_cycles(std::int32_t seconds, std::int32_t steps_per_min) {
  return seconds / 60.0 * steps_per_min / 2.0;
}

double run_force(const LoadRule& rule, std::int32_t mm_per_s) {
  const std::int32_t speed = std::clamp(mm_per_s, kJogMmPerS, kFasterMmPerS);
  const double way = static_cast<double>(speed - kJogMmPerS) / (kFasterMmPerS - kJogMmPerS);
  return (rule.jog_force_permille + way * (rule.faster_force_permille - rule.jog_force_permille)) / 1000.0;
}

double exercise_force(const Exercise& exercise, double load_share) {
  return exercise.force_permille / 1000.0 * (1.0 + load_share);
}

double dose_load(const Protocol& protocol, const Dose& dose, int exponent, bool without_walking) {
  if (dose.exercise >= 0) {
    const double ratio = exercise_force(protocol.exercises[static_cast<std::size_t>(dose.exercise)],
                                        dose.load_permille / 1000.0);
    const int cycles = dose.sets * (dose.hold_s > 0 ? 1 : dose.reps);  // a hold is one long cycle
    return cycles * power(ratio, exponent);
  }
  const double jog_cycles = leg_cycles(dose.total_jog_s(), protocol.load.jog_steps_per_min);
  const double walk_cycles = leg_cycles(dose.walk_s * dose.rounds, protocol.load.walk_steps_per_min);
  return jog_cycles * power(jog_ratio(protocol, dose), exponent) + (without_walking ? 0.0 : walk_cycles);
}

}  // namespace springback::engine
