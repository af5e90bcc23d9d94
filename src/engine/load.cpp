#include "engine/load.h"

#include <string_view>

namespace springback::engine {
namespace {

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

double dose_load(const Protocol& protocol, const Dose& dose, int exponent, bool without_walking) {
  if (dose.exercise >= 0) {
    const double body = protocol.exercises[static_cast<std::size_t>(dose.exercise)].force_permille / 1000.0;
    const double ratio = body * (1.0 + dose.load_permille / 1000.0);
    const int cycles = dose.sets * (dose.hold_s > 0 ? 1 : dose.reps);  // a hold is one long cycle
    return cycles * power(ratio, exponent);
  }
  // Both feet's steps a minute; one leg takes half of them.
  const double jog_cycles = dose.total_jog_s() / 60.0 * protocol.load.jog_steps_per_min / 2.0;
  const double walk_cycles = dose.walk_s * dose.rounds / 60.0 * protocol.load.walk_steps_per_min / 2.0;
  return jog_cycles * power(jog_ratio(protocol, dose), exponent) + (without_walking ? 0.0 : walk_cycles);
}

}  // namespace springback::engine
