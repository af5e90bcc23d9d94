#pragma once
// The invariants held against one diary: the engine's own days, with the watch beside them.

#include <optional>
#include <string>
#include <vector>

#include "engine/advance.h"
#include "engine/diary.h"
#include "engine/protocol.h"
#include "lab/checked_morning.h"

namespace springback::lab {

/// Lives a diary day by day: the facts of one day at a time, each day once.
class CheckedDays {
 public:
  /// `protocol` must outlive this.
  explicit CheckedDays(const engine::Protocol& protocol);

  /// Decides the next day from its facts other than sessions and recordings, in the order of their times.
  const engine::DayResult& begin(Day day, std::span<const engine::Fact* const> facts);
  /// Takes in its sessions, and holds the whole day against the invariants.
  Broken end(std::span<engine::Exposure> exposures);

  [[nodiscard]] const engine::State& state() const { return state_; }
  /// The step whose letters docs/proof.md rules out, if the signals ever gave such: that breaks `total`, for
  /// the search has not seen it.
  [[nodiscard]] const std::string& impossible() const { return impossible_; }

 private:
  const engine::Protocol& protocol_;
  const Floors floors_;
  engine::State state_;
  engine::Controller before_;
  Watch watch_;
  engine::DayResult result_;
  std::string impossible_;
};

/// The first day of a diary on which an invariant breaks.
struct BrokenDay {
  Day day;
  Broken broken;
};

/// Checks a diary whose sessions come after the other facts of their day, without retracts, from its first
/// fact to its last day and the one after.
[[nodiscard]] std::optional<BrokenDay> check_diary(const engine::Protocol& protocol,
                                                   const engine::Diary& diary);

}  // namespace springback::lab
