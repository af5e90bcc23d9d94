#pragma once
// Verification: whether any diary whatever can make a protocol prescribe what it must not.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/protocol.h"
#include "lab/invariants.h"
#include "lab/monotone.h"
#include "lab/search.h"

namespace springback::lab {

/// What was visited for one part, over all its cases.
struct PartReport {
  std::string_view part;
  std::uint32_t cases = 0;  ///< different ladders: goals, or sets of equipment
  std::uint64_t states = 0, transitions = 0, evaluations = 0;
  std::uint32_t depth = 0;  ///< days, the most of any case
  double seconds = 0;       ///< of one core
};

/// A broken invariant.
struct Counterexample {
  Invariant invariant = Invariant::total;
  std::string part;
  std::string ladder;  ///< for which goal and equipment
  std::int32_t goal_min = 0;
  std::vector<engine::Equipment> equipment;
  std::vector<TracedDay> days;  ///< the shortest way in the search, day by day
  std::string note;             ///< what a way alone does not say
};

struct VerifyReport {
  std::vector<PartReport> parts;
  std::uint64_t monotone_pairs = 0;
  std::uint64_t walks = 0, walked_days = 0;
  std::uint32_t longest_walk_days = 0;
  std::uint32_t goals = 0, ladders = 0;  ///< goals asked for, and how many different ladders they give
  std::vector<Counterexample> broken;    ///< one an invariant; none: proved
  double seconds = 0;
  int threads = 1;

  [[nodiscard]] std::uint64_t states() const;
  [[nodiscard]] std::uint64_t transitions() const;
  [[nodiscard]] std::uint64_t evaluations() const;
};

/// The least that any protocol must keep, with the rungs that stand for "one-leg raises" and "one-leg hops".
[[nodiscard]] Floors floors_of(const engine::Protocol& protocol);

/// Searches every part for every goal and set of equipment. `progress` hears how many of how many searches
/// are done; it may be called from other threads, one at a time.
[[nodiscard]] VerifyReport verify(const engine::Protocol& protocol, int threads,
                                  const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace springback::lab
