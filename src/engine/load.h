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

#include "engine/protocol.h"

namespace springback::engine {

/// x to a whole power by repeated multiplication: the same bits on every machine.
[[nodiscard]] double power(double x, int exponent);

/// The load of a dose; walking is left out when `without_walking`. `load_permille` is taken from the dose.
[[nodiscard]] double dose_load(const Protocol& protocol, const Dose& dose, int exponent,
                               bool without_walking);

}  // namespace springback::engine
