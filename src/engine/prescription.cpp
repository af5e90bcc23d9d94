#include "engine/prescription.h"

#include <algorithm>

#include "base/check.h"

namespace springback::engine {
namespace {

bool owned(const Rung& rung, const Profile& profile) {
  if (rung.needs_one_of.empty() || !profile.equipment) return true;
  return std::ranges::any_of(rung.needs_one_of, [&profile](Equipment need) {
    return std::ranges::find(*profile.equipment, need) != profile.equipment->end();
  });
}

std::uint32_t high_class(std::span<const Rung> rungs) {
  std::uint32_t set = 0;
  for (std::size_t r = 0; r < rungs.size(); ++r) {
    if (rungs[r].day_class == DayClass::high) set |= std::uint32_t{1} << r;
  }
  return set;
}

Rules make_rules(const Ladder& ladder, const Profile& profile) {
  const Protocol& p = *ladder.protocol;
  Rules rules;
  rules.strength_rungs = static_cast<std::int32_t>(p.strength.size());
  rules.spring_rungs = static_cast<std::int32_t>(p.spring.size());
  rules.run_rungs = static_cast<std::int32_t>(ladder.run.rungs.size());
  for (std::size_t r = 0; r < p.strength.size(); ++r) {
    if (r == 0 || owned(p.strength[r], profile)) rules.strength_available |= std::uint32_t{1} << r;
  }
  rules.spring_high = high_class(p.spring);
  rules.run_high = high_class(ladder.run.rungs);
  rules.spring_gate =
      ladder.find(kStrength, p.gates.spring_needs_strength_rung).value_or(rules.strength_rungs - 1);
  rules.run_gate = ladder.find(kSpring, p.gates.run_needs_spring_rung).value_or(rules.spring_rungs - 1);
  rules.run_continuous = ladder.run.continuous;
  rules.run_goal = ladder.run.goal;
  rules.run_hills = ladder.run.hills;
  rules.streak_low = p.earning.streak_low;
  rules.streak_moderate = p.earning.streak_moderate;
  rules.streak_calm = p.earning.streak_calm;
  rules.full_clear_runs = p.gates.full_clear_runs;
  rules.hills_clear_runs = p.gates.hills_clear_runs;
  rules.impact_wait_days = p.spacing.impact_wait_days;
  rules.impact_days_between = p.spacing.impact_days_between;
  rules.high_days_between = p.spacing.high_days_between;
  rules.strength_days_between = p.spacing.strength_days_between;
  rules.spikes = p.alerts.spikes;
  rules.spikes_of = p.alerts.spikes_of;
  return rules;
}

/// A share of body mass, down to the half kilogram that plates and bottles come in.
std::int32_t external_load_g(std::int32_t load_permille, std::int32_t body_mass_g) {
  const std::int64_t grams = std::int64_t{body_mass_g} * load_permille / 1000;
  return static_cast<std::int32_t>(grams / 500 * 500);
}

PlanItem ladder_item(const Ladder& ladder, int track, int rung, const PlanLimits& limits) {
  PlanItem item;
  item.track = static_cast<Track>(track);
  item.rung = rung;
  item.protocol = ladder.protocol;
  item.high = ladder.rung(track, rung).day_class == DayClass::high;
  item.dose = ladder.rung(track, rung).dose;
  if (item.dose.load_permille > 0 && limits.body_mass_g) {
    item.load_g = external_load_g(item.dose.load_permille, *limits.body_mass_g);
  }
  return item;
}

}  // namespace

std::span<const Rung> Ladder::rungs(int track) const {
  return track == kStrength ? std::span<const Rung>(protocol->strength)
         : track == kSpring ? std::span<const Rung>(protocol->spring)
                            : std::span<const Rung>(run.rungs);
}

const Rung& Ladder::rung(int track, int index) const {
  if (track == kStrength && index == kCalm) return protocol->calm;
  SPRINGBACK_CHECK(index >= 0 && static_cast<std::size_t>(index) < rungs(track).size());
  return rungs(track)[static_cast<std::size_t>(index)];
}

std::optional<int> Ladder::find(int track, std::string_view id) const {
  if (track == kStrength && id == protocol->calm.id) return kCalm;
  const auto all = rungs(track);
  for (std::size_t r = 0; r < all.size(); ++r) {
    if (all[r].id == id) return static_cast<int>(r);
  }
  return std::nullopt;
}

std::shared_ptr<const Ladder> make_ladder(const Protocol& protocol, const Profile& profile) {
  auto ladder = std::make_shared<Ladder>();
  ladder->protocol = &protocol;
  ladder->goal_min = profile.goal_min.value_or(protocol.continuous.goal_min_default);
  ladder->run = run_ladder(protocol, ladder->goal_min);
  ladder->rules = make_rules(*ladder, profile);
  return ladder;
}

const PlanItem* Plan::find(Track track) const {
  for (const PlanItem& item : view()) {
    if (item.track == track) return &item;
  }
  return nullptr;
}

Plan make_plan(const Ladder& ladder, const Controller& state, const Decision& decision,
               const PlanLimits& limits) {
  Plan plan;
  const auto add = [&plan](const PlanItem& item) { plan.items.add(item); };

  if (decision.impact == ImpactPlan::spring) {
    add(ladder_item(ladder, kSpring, state.spring_rung, limits));
  } else if (decision.impact == ImpactPlan::run) {
    // A limit on jogging gives the highest rung under it, without credit towards the runner's own rung.
    int rung = state.run_rung;
    while (rung >= 0 && ladder.rung(kRun, rung).dose.total_jog_s() > limits.jog_s_max) --rung;
    if (rung >= 0) {
      PlanItem item = ladder_item(ladder, kRun, rung, limits);
      item.creditable = rung == state.run_rung;
      add(item);
    }
  } else if (decision.impact == ImpactPlan::own_run) {
    PlanItem item;
    item.track = Track::run;
    item.kind = PlanKind::own_run;
    item.creditable = false;
    item.dose.jog_s = std::min(limits.own_run_s, limits.jog_s_max);
    item.dose.rounds = 1;
    if (item.dose.jog_s > 0) add(item);
  }

  if (decision.strength == StrengthPlan::full) {
    add(ladder_item(ladder, kStrength, state.strength_rung, limits));
  } else if (decision.strength == StrengthPlan::lowered) {
    int rung = std::max(state.strength_rung - 1, kCalm);
    while (rung > 0 && (ladder.rules.strength_available >> rung & 1) == 0) --rung;
    PlanItem item = ladder_item(ladder, kStrength, rung, limits);
    item.creditable = false;
    add(item);
  }
  if (decision.walk) {
    PlanItem item;
    item.track = Track::walk;
    item.kind = PlanKind::gate_walk;
    item.creditable = false;
    item.dose.walk_s = ladder.protocol->gates.walk_s;
    item.dose.rounds = 1;
    add(item);
  }
  return plan;
}

}  // namespace springback::engine
