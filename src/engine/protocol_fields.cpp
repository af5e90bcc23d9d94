#include <array>

#include "engine/protocol.h"

// The one list of a protocol's numbers: the readers and writers of protocol files walk it, and check_protocol
// takes the ranges from it. A range is what the rules mean plus what the controller's packed state holds
// (streaks, waits and spacings up to 3); nothing here may make the published ceiling of 5/10 higher.
// chosen: the ends of the ranges are the project's; the literature gives single values, not ranges.

namespace springback::engine {

// NOLINTBEGIN(cppcoreguidelines-macro-usage): a member's name and its key must be the same word.
#define NUMBER(member, lowest, highest)                                             \
  ProtocolNumber {                                                                  \
    #member, [](Protocol& p) -> std::int32_t& { return p.member; }, lowest, highest \
  }
#define NAME(member)                                              \
  ProtocolName {                                                  \
    #member, [](Protocol& p) -> std::string& { return p.member; } \
  }
// NOLINTEND(cppcoreguidelines-macro-usage)

std::span<const ProtocolNumber> protocol_numbers() {
  static constexpr std::array kNumbers{
      NUMBER(checks.effort_pain_clear_max, 0, 5),
      NUMBER(checks.effort_pain_borderline_max, 0, 5),
      NUMBER(checks.morning_borderline_above, 0, 1),
      NUMBER(checks.morning_never_excessive_max, 0, 2),
      NUMBER(checks.morning_clear_max, 0, 5),
      NUMBER(checks.morning_borderline_max, 0, 5),
      NUMBER(checks.strength_tolerance, 0, 1),
      NUMBER(checks.stiffness_clear_above_min, 0, 15),
      NUMBER(checks.stiffness_borderline_above_min, 0, 60),
      NUMBER(checks.late_from_h, 24, 36),
      NUMBER(checks.late_to_h, 24, 48),
      NUMBER(usual.window_days, 7, 28),
      NUMBER(usual.mornings_min, 3, 14),
      NUMBER(usual.cap_window_days, 14, 84),
      NUMBER(usual.cap_above, 0, 2),
      NUMBER(trend.scores_min, 2, 7),
      NUMBER(trend.worsening_by, 1, 3),
      NUMBER(trend.drift_window_days, 28, 168),
      NUMBER(trend.drift_above, 1, 3),
      NUMBER(trend.step_every_days, 7, 28),
      NUMBER(irritability.high_excessive_days, 1, 3),
      NUMBER(irritability.high_window_days, 7, 28),
      NUMBER(irritability.high_recent_days, 3, 14),
      NUMBER(irritability.high_morning_min, 3, 7),
      NUMBER(irritability.low_median_max, 0, 3),
      NUMBER(irritability.low_verdicts_min, 2, 7),
      NUMBER(earning.streak_low, 2, 3),
      NUMBER(earning.streak_moderate, 2, 3),
      NUMBER(earning.streak_calm, 2, 3),
      NUMBER(earning.dose_min_pct, 70, 100),
      NUMBER(earning.dose_max_pct, 100, 120),
      NUMBER(spacing.impact_days_between, 1, 3),
      NUMBER(spacing.high_days_between, 1, 3),
      NUMBER(spacing.strength_days_between, 1, 3),
      NUMBER(spacing.strength_per_week_max, 1, 3),
      NUMBER(spacing.rest_days_per_week, 1, 3),
      NUMBER(spacing.impact_wait_days, 2, 3),
      NUMBER(spacing.admissible_above_usual, 0, 1),
      NUMBER(spacing.admissible_max, 0, 5),
      NUMBER(spacing.symptom_blocks_from, 4, 7),
      NUMBER(spacing.spring_every_days, 5, 14),
      NUMBER(spacing.unplanned_long_days, 2, 3),
      NUMBER(gates.spring_usual_max, 0, 4),
      NUMBER(gates.run_no_worsening_days, 7, 28),
      NUMBER(gates.walk_s, 600, 3600),
      NUMBER(gates.walk_within_days, 7, 56),
      NUMBER(gates.walk_every_days, 1, 14),
      NUMBER(gates.raises_min, 10, 40),
      NUMBER(gates.raises_other_side_pct, 60, 100),
      NUMBER(gates.raises_within_days, 14, 84),
      NUMBER(gates.hills_clear_runs, 1, 3),
      NUMBER(gates.hills_weekly_pct, 0, 100),
      NUMBER(gates.hills_weekly_days, 14, 56),
      NUMBER(gates.reopen_days, 7, 28),
      NUMBER(gates.full_clear_runs, 1, 3),
      NUMBER(gates.maintain_raises_min, 15, 50),
      NUMBER(gates.maintain_other_side_pct, 70, 100),
      NUMBER(gates.maintain_both_min, 15, 50),
      NUMBER(gates.maintain_per_week, 1, 3),
      NUMBER(entry.test_pain_max, 0, 5),
      NUMBER(entry.after_days_off, 21, 84),
      NUMBER(entry.raises_low, 8, 30),
      NUMBER(entry.raises_high, 10, 40),
      NUMBER(entry.running_days, 7, 28),
      NUMBER(entry.running_clear_runs, 2, 6),
      NUMBER(entry.running_hop_pain_max, 0, 3),
      NUMBER(entry.running_raises_min, 5, 30),
      NUMBER(time_off.first_days, 7, 21),
      NUMBER(time_off.second_days, 14, 42),
      NUMBER(time_off.restart_days, 21, 84),
      NUMBER(alerts.spikes, 2, 3),
      NUMBER(alerts.spikes_of, 2, 4),
      NUMBER(alerts.same_rung_falls, 2, 3),
      NUMBER(alerts.closed_times, 2, 3),
      NUMBER(alerts.closed_within_days, 28, 112),
      NUMBER(alerts.persistent_from_day, 28, 168),
      NUMBER(alerts.persistent_window_days, 14, 56),
      NUMBER(alerts.persistent_pain_min, 1, 6),
      NUMBER(alerts.persistent_first_days, 7, 28),
      NUMBER(alerts.persistent_no_step_days, 14, 84),
      NUMBER(alerts.persistent_every_days, 28, 168),
      NUMBER(alerts.stalled_days, 21, 84),
      NUMBER(alerts.usual_high_min, 3, 7),
      NUMBER(alerts.visa_gain_min, 5, 30),
      NUMBER(alerts.visa_by_day, 42, 168),
      NUMBER(alerts.advise_days, 1, 28),
      NUMBER(alerts.advise_again_days, 7, 84),
      NUMBER(alerts.self_clear_every_days, 28, 365),
      NUMBER(guards.distance_window_days, 7, 90),
      NUMBER(guards.climb_m_per_km, 3, 50),
      NUMBER(guards.pace_faster_pct, 3, 30),
      NUMBER(guards.pace_runs_min, 2, 20),
      NUMBER(guards.days_in_row, 2, 7),
      NUMBER(guards.gap_days, 7, 42),
      NUMBER(load.exponent, 4, 9),
      NUMBER(load.walk_steps_per_min, 80, 140),
      NUMBER(load.jog_steps_per_min, 120, 200),
      NUMBER(load.jog_force_permille, 1000, 5000),
      NUMBER(load.strides_force_permille, 1000, 5000),
      NUMBER(load.faster_force_permille, 1000, 5000),
      NUMBER(continuous.start_min, 10, 20),
      NUMBER(continuous.step_pct, 1, 10),
      NUMBER(continuous.step_min, 1, 2),
      NUMBER(continuous.beyond_rungs, 0, 3),
      NUMBER(continuous.beyond_pct, 1, 10),
      NUMBER(continuous.goal_min_lowest, 20, 90),
      NUMBER(continuous.goal_min_highest, 20, 90),
      NUMBER(continuous.goal_min_default, 20, 90),
  };
  return kNumbers;
}

std::span<const ProtocolName> protocol_names() {
  static constexpr std::array kNames{NAME(gates.spring_needs_strength_rung),
                                     NAME(gates.run_needs_spring_rung), NAME(entry.rung_low),
                                     NAME(entry.rung_high), NAME(entry.running_rung_max)};
  return kNames;
}

#undef NUMBER
#undef NAME

}  // namespace springback::engine
