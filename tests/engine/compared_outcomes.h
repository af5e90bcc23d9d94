#pragma once
// Outcomes beside one another: what they say, and whether one asks for more than the other.

#include <string>
#include <tuple>

#include "engine/run.h"

namespace springback::engine {

/// What an outcome decides, without dates; its reasons by their codes alone.
[[nodiscard]] std::string digest(const Outcome& outcome);

/// The digests of the days from `from` to `to`, a line each; that it comes back at all is a property too.
std::string replayed(Day from, Day to, const Diary& diary);

[[nodiscard]] bool is_impact(Track track);
[[nodiscard]] bool prescribes_impact(const Outcome& outcome);

/// Run, spring, strength: −2 while closed.
[[nodiscard]] std::tuple<int, int, int> heights(const Outcome& outcome);

/// A hopping day in place of a running day is neither more nor less (docs/proof.md): a worse answer may keep
/// spring closed, and then the run has its turn. Where both ask for the same, the rungs tell.
void expect_no_more(const Outcome& worse, const Outcome& better);

/// The facts of the days before this one.
[[nodiscard]] Diary before(const Diary& diary, Day day);
[[nodiscard]] Outcome on(Day day, const Diary& diary);

}  // namespace springback::engine
