#pragma once
// Ordinal tendon load: cycles of one leg, weighted by peak force to a power. It orders and compares; it
// predicts nothing.
//
//   load = Σ n · (F / F_walk)^m        [walking steps]
//
// n: loading cycles of the injured leg; F: peak Achilles tendon force of the activity, F_walk: that of
// walking, both as ratios within one study; m: the protocol's exponent, 4–9 (default 6). Valid for comparing
// sessions of one runner; not validated against injury, and it knows nothing of slope, shoes or fatigue
// (evidence: Reiter 2024, Baxter 2021, Edwards 2018).

#include <cstdint>

#include "engine/protocol.h"

namespace springback::engine {

/// x to a whole power by repeated multiplication: the same bits on every machine.
[[nodiscard]] double power(double x, int exponent);

/// The load of a dose; walking is left out when `without_walking`. `load_permille` is taken from the dose.
[[nodiscard]] double dose_load(const Protocol& protocol, const Dose& dose, int exponent,
                               bool without_walking);

/// Loading cycles of one leg in this time, of a cadence that counts both feet's steps.
[[nodiscard]] double leg_cycles(std::int32_t seconds, std::int32_t steps_per_min);

/// Peak force of running at a speed, walking = 1: straight between the two speeds that were measured (2.68
/// and 4.47 m/s; source: Reiter 2024), the nearer end outside them: nothing is known there.
[[nodiscard]] double run_force(const LoadRule& rule, std::int32_t mm_per_s);

/// One cycle of an exercise, walking = 1, with an external load as a share of body mass.
[[nodiscard]] double exercise_force(const Exercise& exercise, double load_share);

}  // namespace springback::engine
