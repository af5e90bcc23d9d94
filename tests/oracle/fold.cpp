#include "oracle/fold.h"

#include "oracle/twice.h"

#include <algorithm>
#include <map>

namespace springback::oracle {
namespace {

constexpr std::int64_t kTenMinutes = 10 * 60'000;

Day known_from(const Fact& fact, bool as_known) {
  const Day day = engine::moment(fact).day();
  return as_known && fact.entered ? std::max(day, fact.entered->day()) : day;
}

bool may_take_back(const engine::Retract& retract, Instant when, const Fact& target) {
  if (std::holds_alternative<engine::Retract>(target.body)) return false;
  if (std::holds_alternative<engine::Flag>(target.body)) return when.utc_ms - target.at.utc_ms <= kTenMinutes;
  const auto* order = std::get_if<engine::Order>(&target.body);
  return order == nullptr || order->by == retract.by;
}

bool is_done(const Fact& fact) {
  return std::holds_alternative<engine::Session>(fact.body) ||
         std::holds_alternative<engine::Recording>(fact.body);
}

/// What the morning reads: all but what was done, and what is said of recordings.
bool decides(const Fact& fact) {
  return !is_done(fact) && !std::holds_alternative<engine::Separate>(fact.body);
}

bool tells_nothing(const Fact& fact) {
  return std::holds_alternative<engine::Shown>(fact.body) ||
         std::holds_alternative<engine::Note>(fact.body) ||
         std::holds_alternative<engine::Break>(fact.body) ||
         std::holds_alternative<engine::Retract>(fact.body);
}

}  // namespace

std::vector<const Fact*> facts_on(Day view, bool as_known, const engine::Diary& diary) {
  std::vector<const Fact*> once;
  std::map<Uuid, bool> met;
  for (const Fact& fact : diary)
    if (known_from(fact, as_known) <= view && met.try_emplace(fact.id, true).second) once.push_back(&fact);
  std::map<Uuid, std::vector<const Fact*>> taken_back;
  for (const Fact* fact : once)
    if (const auto* retract = std::get_if<engine::Retract>(&fact->body))
      taken_back[retract->target].push_back(fact);
  std::vector<const Fact*> counting;
  for (const Fact* fact : once) {
    const auto retracts = taken_back.find(fact->id);
    bool gone = false;
    if (retracts != taken_back.end())
      for (const Fact* retract : retracts->second)
        gone = gone || may_take_back(std::get<engine::Retract>(retract->body), retract->at, *fact);
    if (!gone && !tells_nothing(*fact)) counting.push_back(fact);
  }
  std::sort(counting.begin(), counting.end(),
            [](const Fact* a, const Fact* b) { return engine::sooner(*a, *b); });
  return counting;
}

Days::Days(std::span<const engine::Protocol> protocols, Day first)
    : protocols_(protocols),
      next_(first),
      state_(engine::make_state(protocols)),
      before_(engine::make_state(protocols)) {}

const engine::DayResult& Days::begin(std::span<const Fact* const> facts) {
  known_.clear();
  for (const Fact* fact : facts)
    if (decides(*fact)) known_.push_back(fact);
  before_ = state_;
  result_ = engine::begin_day(state_, next_, known_, protocols_);
  return result_;
}

engine::Plan Days::plan_at(const Fact& session, std::span<const Fact* const> facts) {
  std::vector<const Fact*> so_far;
  bool all = true;
  for (const Fact* fact : facts) {
    if (!decides(*fact)) continue;
    if (fact->at.utc_ms <= engine::moment(session).utc_ms)
      so_far.push_back(fact);
    else
      all = false;
  }
  if (all) return result_.plan;
  engine::State copy = before_;
  return engine::begin_day(copy, result_.day, so_far, protocols_).plan;
}

const std::vector<Exercised>& Days::end(std::span<const Fact* const> facts,
                                        std::span<const Fact* const> elsewhere) {
  exercised_.clear();
  std::vector<const Fact*> all(facts.begin(), facts.end());
  all.insert(all.end(), elsewhere.begin(), elsewhere.end());
  const std::vector<Told> day = told_once(result_.day, all);
  for (const Told& told : day)
    exercised_.push_back({told.fact, std::get_if<engine::Session>(&told.fact->body), told.recording,
                          engine::moment(*told.fact), plan_at(*told.fact, facts)});
  std::vector<engine::Exposure> exposures;
  for (std::size_t n = 0; n < day.size(); ++n) {
    const Exercised& one = exercised_[n];
    exposures.push_back({one.fact, one.session, one.recording, one.at, &one.plan});
    for (const Fact* other : day[n].also)
      if (!exposures.back().also.full()) exposures.back().also.add(other);
  }
  engine::end_day(state_, result_, exposures);
  next_ = next_ + 1;
  return exercised_;
}

}  // namespace springback::oracle
