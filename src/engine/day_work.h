#pragma once
// One morning's work in progress, shared by the files that do it: advance.cpp (what the facts say, the
// verdicts, the gates, the plan) and alerts.cpp (flags, orders, evidence, advice). Only these two include it.

#include <algorithm>
#include <optional>
#include <span>

#include "engine/advance.h"

namespace springback::engine {

inline bool on_injured_side(const Symptom& symptom, const Profile* profile) {
  return !symptom.side || profile == nullptr || profile->side == Side::both || *symptom.side == Side::both ||
         *symptom.side == profile->side;
}

inline bool within(const std::optional<Day>& since, Day today, int days) {
  return since && today - *since <= days;
}

/// Works one morning out; holds references only, and lives for one call.
class DayWork {
 public:
  DayWork(State& state, DayResult& result, std::span<const Fact* const> facts, Protocols protocols)
      : s_(state), r_(result), facts_(facts), protocols_(protocols) {}

  void work();

 private:
  void read_circumstances();
  void read_symptom(const Symptom& symptom, const Fact& fact);
  void choose_ladder();
  void start_programme();
  void judge(Morning& morning);
  void take_judgement(const Judgement& j);
  void take_fall(const Judgement& j);
  void read_flags_and_orders();
  void read_order(const Order& order, const Fact& fact);
  void clear_evidence(const Fact& order);
  void speak(Code code, FlagKind flag, const Fact* fact, int again_after);
  void standing_orders();
  void time_off();
  void entries();
  void gates();
  void calendar();
  void after_decision();
  void slow_advice();
  [[nodiscard]] bool raises_pass();
  [[nodiscard]] std::int32_t affected_raises(const Test& test) const;
  [[nodiscard]] std::int32_t other_raises(const Test& test) const;
  [[nodiscard]] std::int8_t run_entry_rung() const;
  [[nodiscard]] bool excess_told(Day day) const;
  [[nodiscard]] bool held(int track) const;
  [[nodiscard]] bool held_since_before(int track) const;
  [[nodiscard]] bool held_by_answer(int track) const;
  [[nodiscard]] const Protocol& protocol() const { return *s_.ladder->protocol; }

  State& s_;
  DayResult& r_;
  std::span<const Fact* const> facts_;
  Protocols protocols_;
  bool late_refer_ = false;
  std::optional<Windows::HighCause> high_cause_;
  /// What held impact before this morning's verdicts.
  struct {
    bool refer = false, wait = false, high = false;
  } stood_;
  PerTrack<bool> fell_{};  ///< this morning: two findings about one track are one fall
};

}  // namespace springback::engine
