#include <array>
#include <cstddef>

#include "base/check.h"
#include "engine/outcome.h"
#include "engine/protocol.h"

// The names stand in the order of their enumerations; a table that is too short or too long does not compile
// or fails the test that reads every name.

namespace springback::engine {
namespace {

template <class Enum, std::size_t N>
std::string_view look_up(const std::array<std::string_view, N>& names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  SPRINGBACK_CHECK(index < N);
  return names[index];
}

}  // namespace

std::string_view name(Code code) {
  static constexpr std::array<std::string_view, kCodeCount> kNames{"urgent_flag",
                                                                   "refer_spiking",
                                                                   "refer_closed_twice",
                                                                   "refer_worsening",
                                                                   "refer_flag",
                                                                   "refer_same_rung",
                                                                   "advise_persistent",
                                                                   "advise_stalled",
                                                                   "advise_flag",
                                                                   "advise_usual_high",
                                                                   "advise_score",
                                                                   "order_hold",
                                                                   "order_limit",
                                                                   "order_rung",
                                                                   "order_clear",
                                                                   "excessive_during",
                                                                   "excessive_after",
                                                                   "excessive_limp",
                                                                   "excessive_morning",
                                                                   "excessive_stiffness",
                                                                   "late_excess",
                                                                   "not_settled",
                                                                   "trend_rising",
                                                                   "trend_drifted",
                                                                   "trend_worsening",
                                                                   "trend_unknown",
                                                                   "irritability_high",
                                                                   "time_off",
                                                                   "pending",
                                                                   "incomplete",
                                                                   "borderline",
                                                                   "underdone",
                                                                   "overdone",
                                                                   "unplanned",
                                                                   "analgesic",
                                                                   "one_increase",
                                                                   "streak_short",
                                                                   "progress_earned",
                                                                   "gate_closed",
                                                                   "gate_open",
                                                                   "entry_test",
                                                                   "entry_running",
                                                                   "needs_checkin",
                                                                   "impact_wait",
                                                                   "spacing",
                                                                   "weekly_rest",
                                                                   "gate_walk",
                                                                   "test_due",
                                                                   "reopen_wait",
                                                                   "morning_inadmissible",
                                                                   "unplanned_long",
                                                                   "spring_weekly",
                                                                   "spring_waits",
                                                                   "maintenance",
                                                                   "protocol_changed",
                                                                   "guard_distance",
                                                                   "guard_climb",
                                                                   "guard_pace",
                                                                   "guard_days",
                                                                   "guard_gap",
                                                                   "guard_shoe",
                                                                   "good_on_rest_day",
                                                                   "goal_reached",
                                                                   "not_started",
                                                                   "protocol_unknown"};
  return look_up(kNames, code);
}

std::string_view name(Phase phase) {
  static constexpr std::array<std::string_view, 6> kNames{"strength",   "spring", "walk_jog",
                                                          "continuous", "full",   "maintain"};
  return look_up(kNames, phase);
}

std::string_view name(AlertLevel level) {
  static constexpr std::array<std::string_view, 4> kNames{"none", "advise", "refer", "urgent"};
  return look_up(kNames, level);
}

std::string_view name(Trend trend) {
  static constexpr std::array<std::string_view, 5> kNames{"worsening", "rising", "drifted", "unknown",
                                                          "steady"};
  return look_up(kNames, trend);
}

std::string_view name(Irritability irritability) {
  static constexpr std::array<std::string_view, 3> kNames{"high", "moderate", "low"};
  return look_up(kNames, irritability);
}

std::string_view name(Verdict verdict) {
  static constexpr std::array<std::string_view, 6> kNames{"none",  "pending",    "incomplete",
                                                          "clear", "borderline", "excessive"};
  return look_up(kNames, verdict);
}

std::string_view name(Action action) {
  static constexpr std::array<std::string_view, 7> kNames{"none",   "stop",     "hold",     "rest",
                                                          "repeat", "progress", "step_back"};
  return look_up(kNames, action);
}

std::string_view name(Track track) {
  static constexpr std::array<std::string_view, 5> kNames{"strength", "spring", "run", "walk", "other"};
  return look_up(kNames, track);
}

std::string_view name(FlagKind flag) {
  static constexpr std::array<std::string_view, 12> kNames{
      "pop",           "cannot_raise",    "calf_swelling",     "breathless",
      "fever",         "fluoroquinolone", "steroid_injection", "night_pain",
      "other_tendons", "other_achilles",  "joint_stiffness",   "unsure"};
  return look_up(kNames, flag);
}

std::string_view name(Context context) {
  static constexpr std::array<std::string_view, 5> kNames{"unstated", "rest", "daily", "stairs", "night"};
  return look_up(kNames, context);
}

std::string_view name(Site site) {
  static constexpr std::array<std::string_view, 2> kNames{"midportion", "insertional"};
  return look_up(kNames, site);
}

std::string_view name(Equipment equipment) {
  static constexpr std::array<std::string_view, 5> kNames{"none", "backpack", "dumbbell", "machine", "step"};
  return look_up(kNames, equipment);
}

std::string_view name(Variable variable) {
  static constexpr std::array<std::string_view, 5> kNames{"none", "load", "volume", "speed", "impact"};
  return look_up(kNames, variable);
}

std::string_view name(DayClass day_class) {
  static constexpr std::array<std::string_view, 3> kNames{"light", "medium", "high"};
  return look_up(kNames, day_class);
}

std::string_view name(Terrain terrain) {
  static constexpr std::array<std::string_view, 3> kNames{"flat", "gentle_hills", "hills"};
  return look_up(kNames, terrain);
}

std::string_view name(RunPace pace) {
  static constexpr std::array<std::string_view, 3> kNames{"easy", "strides", "faster"};
  return look_up(kNames, pace);
}

}  // namespace springback::engine
