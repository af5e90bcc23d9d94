#pragma once
// From rungs to doses: the ladders of one runner, and the plan of one day.

#include <cstdint>
#include <memory>
#include <span>

#include "base/fixed_list.h"
#include "engine/controller.h"
#include "engine/diary.h"
#include "engine/protocol.h"

namespace springback::engine {

/// A protocol's ladders for one goal and one set of equipment, with what the controller reads of them.
struct Ladder {
  const Protocol* protocol = nullptr;
  std::int32_t goal_min = 0;
  RunLadder run;
  Rules rules;

  [[nodiscard]] std::span<const Rung> rungs(int track) const;
  /// `rung` −1 is the calm dose of strength.
  [[nodiscard]] const Rung& rung(int track, int index) const;
  /// The rung with this id, else nothing. "calm" is −1.
  [[nodiscard]] std::optional<int> find(int track, std::string_view id) const;
};

/// The ladders for a profile; its goal and equipment are read, nothing else.
[[nodiscard]] std::shared_ptr<const Ladder> make_ladder(const Protocol& protocol, const Profile& profile);

enum class PlanKind : std::uint8_t { ladder, own_run, gate_walk };

/// One track's part of a plan. A session may be held against the plan of a moment before the day's last
/// profile or protocol: nothing of it is to be looked up in a later ladder.
struct PlanItem {
  Track track = Track::strength;
  PlanKind kind = PlanKind::ladder;
  int rung = 0;                        ///< of the ladder of its moment
  bool high = false;                   ///< that rung is of the high class
  const Protocol* protocol = nullptr;  ///< whose exercises the dose names; null: a dose outside the ladder
  bool creditable = true;              ///< false: a lowered dose, or one outside the ladder
  Dose dose;
  std::int32_t load_g = -1;  ///< external load; −1: none, or body mass unknown
};

/// At most an impact session or strength, and a walk.
struct Plan {
  FixedList<PlanItem, 3> items;

  [[nodiscard]] const PlanItem* find(Track track) const;
  [[nodiscard]] std::span<const PlanItem> view() const { return {items.begin(), items.end()}; }
};

/// What limits a plan beyond the ladder.
struct PlanLimits {
  std::int32_t jog_s_max = INT32_MAX;  ///< by order, total
  std::int32_t own_run_s = 0;          ///< the longest own run allowed
  std::optional<std::int32_t> body_mass_g;
};

[[nodiscard]] Plan make_plan(const Ladder& ladder, const Controller& state, const Decision& decision,
                             const PlanLimits& limits);

}  // namespace springback::engine
