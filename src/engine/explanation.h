#pragma once
// From a day's intermediates to its outcome: every rule that applied becomes a reason with its figures and
// facts.
//
// Nothing is decided here. A reason's `source` is a row of the seed ("seed S07"), an id of the protocols'
// literature, or "engine" for a rule that was chosen.

#include "engine/advance.h"
#include "engine/outcome.h"

namespace springback::engine {

/// The outcome of the day that `result` decided; `state` is as `begin_day` left it.
[[nodiscard]] Outcome explain(const State& state, const DayResult& result);

/// What a track does today, in the words of section 7.
[[nodiscard]] Action action_of(const State& state, const DayResult& result, int track);

/// The rule's source.
[[nodiscard]] std::string_view source_of(Code code);

/// A day's sessions beside its plan.
[[nodiscard]] std::vector<Comparison> compare(const SessionDay& day);

}  // namespace springback::engine
