#pragma once
// Exhaustive search of the controller: every reachable value of a part's variables, with everything outside
// the part free.
//
// A *part* keeps some variables; each other one is free, and when a step reads it, every value in its range
// is tried. So a part visits more than can happen, never less. A day is the engine's small steps; each is its
// own layer of states.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/controller.h"
#include "lab/checked_morning.h"
#include "lab/model.h"

namespace springback::lab {

enum class StepKind : std::uint8_t {
  begin_day,
  count_spikes,
  grade,
  judge_day,
  alerts,
  circumstances,
  order,
  entry,
  fall,
  try_track,
  plan_impact,
  plan_strength,
  plan_walk,
  take_sessions
};

/// One small step of a day.
struct Step {
  StepKind kind = StepKind::begin_day;
  int track = -1;
};
inline constexpr std::size_t kSteps = 24;
/// The day's steps in the engine's order.
[[nodiscard]] std::span<const Step, kSteps> day_steps();
[[nodiscard]] std::string_view name(StepKind kind);

/// Takes one step; false when these letters cannot come from the signals.
template <template <class> class Field>
bool take(CheckedMorning<Field>& morning, const Step& step);

/// A part of the controller that is searched on its own.
struct Part {
  std::string_view name;
  std::uint64_t keeps = 0;  ///< bit id: variables that stay known from step to step
};
/// strength, spring, run, calendar, alert: together their demands are all there are.
[[nodiscard]] std::span<const Part> parts();

/// What a step read, in the order in which it was read.
struct Choice {
  std::uint8_t id = 0;
  std::int8_t value = 0;
};
struct TracedStep {
  Step step;
  std::vector<Choice> read;  ///< letters, and variables outside the part
};
using TracedDay = std::vector<TracedStep>;

/// A demand that was not met, with the shortest way to it, in days.
struct Violation {
  Invariant invariant = Invariant::total;
  std::string_view part;
  std::vector<TracedDay> days;
};

struct Searched {
  std::string_view part;
  std::uint64_t states = 0;       ///< of all layers
  std::uint64_t transitions = 0;  ///< from each of them to each different next one
  std::uint64_t evaluations = 0;  ///< steps of the controller that were run for it
  std::uint32_t depth = 0;        ///< days until nothing new was found
  double seconds = 0;
  std::vector<Violation> violations;  ///< one an invariant
  /// The steps that this part takes, in the day's order, each with its states.
  std::vector<std::pair<Step, std::uint64_t>> layers;
};

/// What a step can change at all, found by taking it from every state whatever with every letter. This is
/// what makes it sound to leave a step out of a part: it cannot change anything that the part keeps.
struct Frame {
  std::uint64_t writes = 0;  ///< bit id
  std::uint64_t paths = 0;   ///< different combinations of what it reads
};
using Frames = std::array<Frame, kSteps>;
[[nodiscard]] Frames measure_frames(const engine::Rules& rules, const Floors& floors);

/// Searches one part from the first morning on.
[[nodiscard]] Searched search(const Part& part, const engine::Rules& rules, const Floors& floors,
                              const Frames& frames);

}  // namespace springback::lab
