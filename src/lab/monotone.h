#pragma once
// monotone: a worse answer never gives a higher rung or more impact the next morning.
//
// The rule compares two mornings, so it is held on pairs. Four lemmas, each tried on every value of
// everything that its steps read, carry it together; docs/proof.md tells how:
// - grade: a worse verdict earns no more, and blocks every step up;
// - fall: from a rung no higher, with causes no fewer, a track ends no higher;
// - step up: what a worse trend or irritability allows, the better one allows too;
// - today: whatever the lemmas above leave different, the worse side has no more impact.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/controller.h"
#include "lab/search.h"

namespace springback::lab {

struct MonotoneLemma {
  std::string_view name;
  std::uint64_t pairs = 0;    ///< pairs of mornings compared
  std::vector<Choice> worse;  ///< what was read in the first pair that breaks it; empty: it holds
};

[[nodiscard]] std::vector<MonotoneLemma> check_monotone(const engine::Rules& rules);

}  // namespace springback::lab
