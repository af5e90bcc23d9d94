#pragma once
// One day of the engine at a time over facts picked by plain scans: what the test looks into, day by day.

#include <deque>
#include <span>
#include <vector>

#include "engine/advance.h"
#include "engine/timeline.h"
#include "oracle/oracle.h"

namespace springback::oracle {

/// The facts of a diary that count when it is looked at on the evening of `view`: each id once, without what
/// is retracted by then, and (as known) without what was entered later. In order of time.
[[nodiscard]] std::vector<const Fact*> facts_on(Day view, bool as_known, const engine::Diary& diary);

/// Decides the days of a list of facts, one after the other.
class Days {
 public:
  Days(std::span<const engine::Protocol> protocols, Day first);

  /// Decides the next day from its facts, in order of time (sessions and recordings among them).
  const engine::DayResult& begin(std::span<const Fact* const> facts);
  /// Takes in that day's sessions, each with the plan from the facts before it. They may be more than `begin`
  /// knew. `elsewhere`: the facts of other days that are known, for an activity may lie on two.
  const std::vector<Exercised>& end(std::span<const Fact* const> facts,
                                    std::span<const Fact* const> elsewhere = {});

  [[nodiscard]] const engine::State& state() const { return state_; }
  [[nodiscard]] const engine::Controller& before() const { return before_.controller; }
  [[nodiscard]] const engine::DayResult& result() const { return result_; }
  [[nodiscard]] Day next() const { return next_; }

 private:
  [[nodiscard]] engine::Plan plan_at(const Fact& session, std::span<const Fact* const> facts);

  std::span<const engine::Protocol> protocols_;
  Day next_;
  engine::State state_;
  engine::State before_;
  engine::DayResult result_;
  std::vector<const Fact*> known_;
  std::vector<Exercised> exercised_;
};

}  // namespace springback::oracle
