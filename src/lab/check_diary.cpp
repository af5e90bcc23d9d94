#include "lab/check_diary.h"

#include <algorithm>

#include "lab/search.h"
#include "lab/verify.h"

namespace springback::lab {

using engine::Fact;

CheckedDays::CheckedDays(const engine::Protocol& protocol)
    : protocol_(protocol),
      floors_(floors_of(protocol)),
      state_(engine::make_state(std::span(&protocol, 1))) {}

const engine::DayResult& CheckedDays::begin(Day day, std::span<const Fact* const> facts) {
  before_ = state_.controller;
  result_ = engine::begin_day(state_, day, facts, std::span(&protocol_, 1));
  return result_;
}

Broken CheckedDays::end(std::span<engine::Exposure> exposures) {
  const engine::Controller decided = state_.controller;
  LettersOf<engine::Plain> letters{result_.judged.letter, result_.events, result_.decide, result_.today, {}};
  letters.sessions = engine::end_day(state_, result_, exposures);
  Broken broken;
  if (!result_.started) return broken;  // history is looked back on, never decided
  WorldOf<engine::Plain> world{before_, watch_, {}};
  for (const Step& step : day_steps()) {
    CheckedMorning<engine::Plain> morning(world, state_.ladder->rules, floors_, letters, true);
    if (step.kind == StepKind::take_sessions)  // the morning as the steps made it is the engine's
      broken.demand(Invariant::total, world.state == decided);
    if (!take(morning, step)) {
      // What the search leaves out as impossible has come about: what it proved does not cover this day.
      impossible_ = std::string(name(step.kind));
      broken.demand(Invariant::total, false);
      return broken;
    }
    broken.add(morning.broken());
  }
  // The plan is what a runner sees of all this.
  int impacts = 0;
  for (const engine::PlanItem& item : result_.plan.view())
    impacts += item.track == engine::Track::spring || item.track == engine::Track::run ? 1 : 0;
  broken.demand(Invariant::one_impact_a_day, impacts <= 1);
  broken.demand(Invariant::flag_stops, !decided.urgent || result_.plan.view().empty());
  broken.demand(Invariant::refer_blocks_impact, !decided.refer || impacts == 0);
  watch_ = world.watch;
  return broken;
}

std::optional<BrokenDay> check_diary(const engine::Protocol& protocol, const engine::Diary& diary) {
  std::vector<const Fact*> facts;
  for (const Fact& fact : diary) facts.push_back(&fact);
  std::ranges::sort(facts, [](const Fact* a, const Fact* b) { return engine::sooner(*a, *b); });
  if (facts.empty()) return std::nullopt;
  CheckedDays days(protocol);
  std::size_t next = 0;
  const Day last = engine::moment(*facts.back()).day() + 1;
  for (Day day = engine::moment(*facts.front()).day(); day <= last; day = day + 1) {
    std::vector<const Fact*> others;
    std::vector<const Fact*> sessions;
    for (; next < facts.size() && engine::moment(*facts[next]).day() == day; ++next)
      (std::holds_alternative<engine::Session>(facts[next]->body) ? sessions : others).push_back(facts[next]);
    const engine::DayResult& result = days.begin(day, others);
    std::vector<engine::Exposure> exposures;
    for (const Fact* fact : sessions)
      exposures.push_back({fact, &std::get<engine::Session>(fact->body), nullptr, fact->at, &result.plan});
    const Broken broken = days.end(exposures);
    if (broken.any()) return BrokenDay{day, broken};
  }
  return std::nullopt;
}

}  // namespace springback::lab
