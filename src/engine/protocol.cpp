#include "engine/protocol.h"

#include <algorithm>
#include <string>
#include <utility>

namespace springback::engine {
namespace {

// What the controller packs its state into (section 9): the longest ladders that it can hold.
constexpr std::size_t kStrengthRungsMax = 15;
constexpr std::size_t kSpringRungsMax = 7;
constexpr std::size_t kRunRungsMax = 31;

// source: section 8: the check must pass for every exponent of the published range.
constexpr int kExponentLowest = 4;
constexpr int kExponentHighest = 9;

using Faults = std::vector<ProtocolFault>;

std::string rung_key(std::string_view ladder, const Rung& rung) {
  return std::string(ladder) + "." + rung.id;
}

/// A natural number as wide as a load needs: cycles × (force × mass)^9, at most 17 + 9 × 34 bits.
class Wide {
 public:
  explicit Wide(std::uint64_t value) {
    limbs_[0] = static_cast<std::uint32_t>(value);
    limbs_[1] = static_cast<std::uint32_t>(value >> 32);
  }
  void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::uint32_t& limb : limbs_) {
      carry += std::uint64_t{limb} * factor;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  [[nodiscard]] bool less_than(const Wide& other) const {
    return std::lexicographical_compare(limbs_.rbegin(), limbs_.rend(), other.limbs_.rbegin(),
                                        other.limbs_.rend());
  }

 private:
  std::array<std::uint32_t, 12> limbs_{};  // 384 bits; the first is the lowest
};

/// A dose as the load ledger sees it, walking left out: loading cycles of one leg (runs: jog seconds, one
/// cadence for all), and their force in millionths of a walking step's.
struct Loading {
  std::uint64_t cycles = 0;
  std::uint32_t force = 0;
};

Loading loading(const Protocol& protocol, const Dose& dose) {
  if (dose.exercise < 0) {
    const std::int32_t force = dose.pace == RunPace::faster    ? protocol.load.faster_force_permille
                               : dose.pace == RunPace::strides ? protocol.load.strides_force_permille
                                                               : protocol.load.jog_force_permille;
    return {static_cast<std::uint64_t>(dose.total_jog_s()), static_cast<std::uint32_t>(force) * 1000U};
  }
  const Exercise& exercise = protocol.exercises[static_cast<std::size_t>(dose.exercise)];
  const std::int32_t cycles = dose.sets * (dose.hold_s > 0 ? 1 : dose.reps);  // a hold is one long cycle
  return {static_cast<std::uint64_t>(cycles), static_cast<std::uint32_t>(exercise.force_permille) *
                                                  static_cast<std::uint32_t>(1000 + dose.load_permille)};
}

bool load_falls(const Loading& below, const Loading& above, int exponent) {
  if (above.cycles >= below.cycles && above.force >= below.force) return false;  // nearly every step
  Wide lower(below.cycles);
  Wide upper(above.cycles);
  for (int i = 0; i < exponent; ++i) {
    lower.multiply(below.force);
    upper.multiply(above.force);
  }
  return upper.less_than(lower);
}

/// The variables by which a run exceeds the one below.
std::vector<Variable> raised_by_run(const Dose& below, const Dose& above) {
  std::vector<Variable> raised;
  if (above.total_jog_s() > below.total_jog_s()) raised.push_back(Variable::volume);
  if (below.walk_s > 0 && above.walk_s == 0) raised.push_back(Variable::impact);  // the walk breaks go
  if (above.terrain > below.terrain) raised.push_back(Variable::load);
  if (above.pace > below.pace) raised.push_back(Variable::speed);
  return raised;
}

bool is_faster(const Dose& below, const Dose& above) {
  const auto seconds = [](const Dose& dose) { return dose.tempo_s[0] + dose.tempo_s[1] + dose.tempo_s[2]; };
  return seconds(below) > 0 && seconds(above) > 0 && seconds(above) < seconds(below);
}

/// The same for an exercise. A change of exercise is itself the one variable, whichever the file names except
/// volume; its repetitions may be fewer, never more.
std::vector<Variable> raised_by_exercise(const Dose& below, const Dose& above, Variable named) {
  std::vector<Variable> raised;
  if (above.amount() > below.amount() && below.hold_s == 0 && above.hold_s == 0)
    raised.push_back(Variable::volume);
  if (above.exercise != below.exercise) {
    if (named == Variable::volume || named == Variable::none) {
      raised.push_back(Variable::load);
    } else {
      raised.push_back(named);
    }
    if (named != Variable::load && above.load_permille > below.load_permille)
      raised.push_back(Variable::load);
    return raised;
  }
  if (above.load_permille > below.load_permille) raised.push_back(Variable::load);
  if (is_faster(below, above)) raised.push_back(Variable::speed);
  return raised;
}

void check_step(const Protocol& protocol, std::string_view ladder, const Rung& below, const Rung& above,
                Faults& faults) {
  const std::string key = rung_key(ladder, above);
  const std::vector<Variable> raised = above.dose.exercise < 0
                                           ? raised_by_run(below.dose, above.dose)
                                           : raised_by_exercise(below.dose, above.dose, above.raises);
  if (raised.size() != 1) {
    std::string list;
    for (const Variable variable : raised) list += (list.empty() ? "" : ", ") + std::string(name(variable));
    faults.push_back({key, "raises " + (raised.empty() ? "nothing" : list) + " above " + below.id +
                               "; a rung raises exactly one variable"});
  } else if (raised.front() != above.raises) {
    faults.push_back({key, "says that it raises " + std::string(name(above.raises)) + ", but it raises " +
                               std::string(name(raised.front())) + " above " + below.id});
  }
  const Loading lower = loading(protocol, below.dose);
  const Loading upper = loading(protocol, above.dose);
  for (int exponent = kExponentLowest; exponent <= kExponentHighest; ++exponent) {
    if (!load_falls(lower, upper, exponent)) continue;
    faults.push_back({key, "has less tendon load than " + below.id + " below it (exponent " +
                               std::to_string(exponent) +
                               "); a rung may not fall for any exponent from 4 to 9"});
    break;
  }
  if (above.day_class < below.day_class)
    faults.push_back({key, "has a lighter day class than " + below.id + " below it"});
}

/// One kind of dose, within what a person can do and the arithmetic can hold; chosen: wide sanity limits.
void check_dose(const Protocol& protocol, const std::string& key, const Dose& dose, bool run,
                bool filled_later, Faults& faults) {
  const auto within = [&](std::int32_t value, std::int32_t lowest, std::int32_t highest,
                          std::string_view what) {
    if (value < lowest || value > highest)
      faults.push_back({key, std::string(what) + " " + std::to_string(value) + " is not allowed; from " +
                                 std::to_string(lowest) + " to " + std::to_string(highest)});
  };
  if (run) {
    if (dose.exercise >= 0 || dose.sets != 0 || dose.reps != 0 || dose.hold_s != 0 || dose.load_permille != 0)
      faults.push_back({key, "a run has no exercise, sets, reps, hold or load"});
    if (!filled_later) within(dose.jog_s, 10, 10'800, "jog_s");
    within(dose.walk_s, 0, 600, "walk_s");
    if (!filled_later) within(dose.rounds, 1, 60, "rounds");
    return;
  }
  if (dose.exercise < 0 || static_cast<std::size_t>(dose.exercise) >= protocol.exercises.size()) {
    faults.push_back({key, "names no exercise of the file"});
    return;
  }
  if (dose.jog_s != 0 || dose.walk_s != 0 || dose.rounds != 0)
    faults.push_back({key, "an exercise has no jog_s, walk_s or rounds"});
  within(dose.sets, 1, 10, "sets");
  if ((dose.reps > 0) == (dose.hold_s > 0)) faults.push_back({key, "needs either reps or hold_s"});
  within(dose.reps, 0, 100, "reps");
  within(dose.hold_s, 0, 300, "hold_s");
  within(dose.load_permille, 0, 1000, "load_permille");
  for (const std::int32_t seconds : dose.tempo_s) within(seconds, 0, 10, "tempo_s");
}

void check_ladder(const Protocol& protocol, std::string_view ladder, const std::vector<Rung>& rungs, bool run,
                  Faults& faults) {
  if (rungs.empty()) faults.push_back({std::string(ladder), "has no rung"});
  const std::size_t before = faults.size();
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    check_dose(protocol, rung_key(ladder, rungs[i]), rungs[i].dose, run, false, faults);
    for (std::size_t j = 0; j < i; ++j)
      if (rungs[j].id == rungs[i].id) faults.push_back({rung_key(ladder, rungs[i]), "is there twice"});
  }
  if (faults.size() != before || rungs.empty()) return;  // steps are compared only between sound doses
  if (rungs.front().raises != Variable::none)
    faults.push_back({rung_key(ladder, rungs.front()), "is the ladder's foot and raises nothing: none"});
  for (std::size_t i = 1; i < rungs.size(); ++i) check_step(protocol, ladder, rungs[i - 1], rungs[i], faults);
}

/// A rung that needs equipment may be skipped; the step across it must be sound too (section 6).
void check_skipped(const Protocol& protocol, Faults& faults) {
  const auto& rungs = protocol.strength;
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    if (rungs[i].needs_one_of.empty()) continue;
    if (i == 0) {
      faults.push_back({rung_key("strength", rungs[i]), "is the ladder's foot and may need no equipment"});
      continue;
    }
    std::size_t above = i + 1;
    while (above < rungs.size() && rungs[above].needs_one_of == rungs[i].needs_one_of) ++above;
    if (above == rungs.size()) continue;
    Faults across;
    check_step(protocol, "strength", rungs[i - 1], rungs[above], across);
    for (ProtocolFault& fault : across) {
      fault.detail += " (when " + rungs[i].id + " is skipped for want of equipment)";
      faults.push_back(std::move(fault));
    }
  }
}

bool has_rung(const std::vector<Rung>& rungs, std::string_view id) {
  return std::any_of(rungs.begin(), rungs.end(), [id](const Rung& rung) { return rung.id == id; });
}

void check_names(const Protocol& protocol, Faults& faults) {
  const std::pair<std::string_view, const std::vector<Rung>*> kLadders[] = {
      {"strength", &protocol.strength}, {"spring", &protocol.spring}, {"walk_jog", &protocol.walk_jog}};
  for (const ProtocolName& rung : protocol_names()) {
    const std::size_t ladder = rung.key == "gates.run_needs_spring_rung" ? 1
                               : rung.key == "entry.running_rung_max"    ? 2
                                                                         : 0;
    if (!has_rung(*kLadders[ladder].second, rung.read(protocol)))
      faults.push_back({std::string(rung.key), "\"" + rung.read(protocol) + "\" is no rung of " +
                                                   std::string(kLadders[ladder].first)});
  }
  // A gate on a rung that somebody without equipment skips would never open for them.
  for (const Rung& rung : protocol.strength)
    if (rung.id == protocol.gates.spring_needs_strength_rung && !rung.needs_one_of.empty())
      faults.push_back({"gates.spring_needs_strength_rung",
                        "\"" + rung.id + "\" needs equipment; name one that needs none"});
}

/// Numbers that must stand in an order to each other.
void check_orders(const Protocol& protocol, Faults& faults) {
  const auto no_more = [&](std::int32_t low, std::int32_t high, std::string_view key, std::string_view than) {
    if (low > high)
      faults.push_back({std::string(key), std::to_string(low) + " is above " + std::string(than) + ", " +
                                              std::to_string(high) + "; it may not be"});
  };
  const auto& [effort_clear, effort_borderline, borderline_above, never_excessive, morning_clear,
               morning_borderline, tolerance, stiff_clear, stiff_borderline, late_from, late_to] =
      protocol.checks;
  no_more(effort_clear, effort_borderline, "checks.effort_pain_clear_max",
          "checks.effort_pain_borderline_max");
  no_more(morning_clear, morning_borderline, "checks.morning_clear_max", "checks.morning_borderline_max");
  no_more(stiff_clear, stiff_borderline, "checks.stiffness_clear_above_min",
          "checks.stiffness_borderline_above_min");
  no_more(late_from, late_to, "checks.late_from_h", "checks.late_to_h");
  no_more(never_excessive, morning_clear, "checks.morning_never_excessive_max", "checks.morning_clear_max");
  no_more(protocol.earning.streak_low, protocol.earning.streak_moderate, "earning.streak_low",
          "earning.streak_moderate");
  no_more(protocol.usual.window_days, protocol.usual.cap_window_days, "usual.window_days",
          "usual.cap_window_days");
  no_more(protocol.usual.mornings_min, protocol.usual.window_days, "usual.mornings_min", "usual.window_days");
  no_more(protocol.irritability.high_recent_days, protocol.irritability.high_window_days,
          "irritability.high_recent_days", "irritability.high_window_days");
  no_more(protocol.spacing.impact_days_between, protocol.spacing.high_days_between,
          "spacing.impact_days_between", "spacing.high_days_between");
  no_more(protocol.gates.walk_every_days, protocol.gates.walk_within_days, "gates.walk_every_days",
          "gates.walk_within_days");
  no_more(protocol.entry.raises_low, protocol.entry.raises_high, "entry.raises_low", "entry.raises_high");
  no_more(protocol.time_off.first_days, protocol.time_off.second_days, "time_off.first_days",
          "time_off.second_days");
  no_more(protocol.time_off.second_days, protocol.time_off.restart_days, "time_off.second_days",
          "time_off.restart_days");
  no_more(protocol.alerts.spikes, protocol.alerts.spikes_of, "alerts.spikes", "alerts.spikes_of");
  no_more(protocol.alerts.advise_days, protocol.alerts.advise_again_days, "alerts.advise_days",
          "alerts.advise_again_days");
  const auto& bands = protocol.guards.distance_bands_pct;
  if (!(bands[0] >= 1 && bands[0] < bands[1] && bands[1] < bands[2] && bands[2] <= 500))
    faults.push_back({"guards.distance_bands_pct", "three rising percentages from 1 to 500 are needed"});
  const Continuous& run = protocol.continuous;
  no_more(run.start_min, run.goal_min_lowest, "continuous.start_min", "continuous.goal_min_lowest");
  no_more(run.goal_min_lowest, run.goal_min_default, "continuous.goal_min_lowest",
          "continuous.goal_min_default");
  no_more(run.goal_min_default, run.goal_min_highest, "continuous.goal_min_default",
          "continuous.goal_min_highest");
  no_more(protocol.load.jog_force_permille, protocol.load.strides_force_permille, "load.jog_force_permille",
          "load.strides_force_permille");
  no_more(protocol.load.strides_force_permille, protocol.load.faster_force_permille,
          "load.strides_force_permille", "load.faster_force_permille");
}

Faults out_of_range(const Protocol& protocol) {
  Faults faults;
  for (const ProtocolNumber& number : protocol_numbers()) {
    const std::int32_t value = number.read(protocol);
    if (value < number.lowest || value > number.highest)
      faults.push_back({std::string(number.key),
                        std::to_string(value) + " is not allowed; a whole number from " +
                            std::to_string(number.lowest) + " to " + std::to_string(number.highest)});
  }
  for (const Exercise& exercise : protocol.exercises)
    if (exercise.force_permille < 100 || exercise.force_permille > 5000)
      faults.push_back(
          {"exercises." + exercise.id + ".force_permille",
           std::to_string(exercise.force_permille) + " is not allowed; a whole number from 100 to 5000"});
  return faults;
}

void check_run_ladders(const Protocol& protocol, Faults& faults) {
  for (const Rung& rung : protocol.beyond)
    check_dose(protocol, rung_key("beyond", rung), rung.dose, true, true, faults);
  if (!faults.empty()) return;
  // Ladders of different goals share most steps: a fault is told once.
  const Continuous& run = protocol.continuous;
  for (std::int32_t goal = run.goal_min_lowest; goal <= run.goal_min_highest; ++goal) {
    const RunLadder ladder = run_ladder(protocol, goal);
    if (ladder.rungs.size() > kRunRungsMax) {
      faults.push_back({"continuous", "the run ladder for " + std::to_string(goal) + " min has " +
                                          std::to_string(ladder.rungs.size()) + " rungs; at most 31"});
      return;
    }
    check_ladder(protocol, "run", ladder.rungs, true, faults);
    if (!faults.empty()) return;
  }
}

}  // namespace

RunLadder run_ladder(const Protocol& protocol, std::int32_t goal_min) {
  const Continuous& rule = protocol.continuous;
  const std::int32_t goal = std::max(rule.goal_min_lowest, std::min(goal_min, rule.goal_min_highest));
  RunLadder ladder;
  ladder.rungs = protocol.walk_jog;
  ladder.continuous = static_cast<std::int32_t>(ladder.rungs.size());
  const auto add = [&ladder](std::int32_t minutes, Variable raises) {
    Rung rung;
    rung.id = "run_" + std::to_string(minutes);
    rung.dose.jog_s = minutes * 60;
    rung.dose.rounds = 1;
    rung.raises = raises;
    rung.day_class = DayClass::medium;  // source: section 6, "medium: … all running before" the hills
    ladder.rungs.push_back(std::move(rung));
  };
  std::int32_t minutes = rule.start_min;
  add(minutes, Variable::impact);  // the walk breaks go
  while (minutes < goal) {
    minutes = std::min(goal, minutes + std::max(rule.step_min, minutes * rule.step_pct / 100));
    add(minutes, Variable::volume);
  }
  ladder.goal = static_cast<std::int32_t>(ladder.rungs.size()) - 1;
  for (std::int32_t i = 0; i < rule.beyond_rungs; ++i) {
    minutes += std::max(1, minutes * rule.beyond_pct / 100);
    add(minutes, Variable::volume);
  }
  ladder.hills = static_cast<std::int32_t>(ladder.rungs.size());
  for (Rung rung : protocol.beyond) {
    rung.dose.jog_s = minutes * 60;
    rung.dose.walk_s = 0;
    rung.dose.rounds = 1;
    ladder.rungs.push_back(std::move(rung));
  }
  return ladder;
}

std::vector<ProtocolFault> check_protocol(const Protocol& protocol) {
  Faults faults = out_of_range(protocol);
  if (!faults.empty()) return faults;  // what follows computes with the numbers

  check_orders(protocol, faults);
  check_dose(protocol, "calm", protocol.calm.dose, false, false, faults);
  check_ladder(protocol, "strength", protocol.strength, false, faults);
  check_ladder(protocol, "spring", protocol.spring, false, faults);
  check_names(protocol, faults);
  if (protocol.strength.size() > kStrengthRungsMax) faults.push_back({"strength", "has more than 15 rungs"});
  if (protocol.spring.size() > kSpringRungsMax) faults.push_back({"spring", "has more than 7 rungs"});
  if (protocol.walk_jog.empty()) faults.push_back({"walk_jog", "has no rung"});
  if (!faults.empty()) return faults;

  check_skipped(protocol, faults);
  const Loading calm = loading(protocol, protocol.calm.dose);
  const Loading foot = loading(protocol, protocol.strength.front().dose);
  if (load_falls(calm, foot, kExponentLowest) || load_falls(calm, foot, kExponentHighest))
    faults.push_back({"calm", "has more tendon load than the ladder's foot"});
  if (!protocol.calm.needs_one_of.empty() || !protocol.spring.front().needs_one_of.empty())
    faults.push_back({"calm", "the calm dose and the foot of spring may need no equipment"});
  if (faults.empty()) check_run_ladders(protocol, faults);
  return faults;
}

}  // namespace springback::engine
