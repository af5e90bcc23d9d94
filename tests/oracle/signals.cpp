// Mornings, medians, trend and irritability, by scanning the diary from its beginning.

#include <algorithm>

#include "engine/timeline.h"
#include "oracle/oracle.h"

namespace springback::oracle {

using engine::Irritability;
using engine::Trend;

Oracle::Oracle(std::span<const engine::Protocol> protocols, const std::vector<const Fact*>& facts)
    : protocols_(protocols) {
  for (const Fact* fact : facts) facts_.push_back({fact, engine::moment(*fact).day()});
}

const DayFound* Oracle::found(Day day) const {
  if (found_.empty() || day < first_ || day > found_.back().day) return nullptr;
  return &found_[static_cast<std::size_t>(day - first_)];
}

DayFound* Oracle::found(Day day) {
  if (found_.empty() || day < first_ || day > found_.back().day) return nullptr;
  return &found_[static_cast<std::size_t>(day - first_)];
}

const engine::Profile* Oracle::profile(Day day) const {
  const engine::Profile* last = nullptr;
  for (const auto& [fact, at] : facts_) {
    if (at > day) break;
    if (const auto* one = std::get_if<engine::Profile>(&fact->body)) last = one;
  }
  return last;
}

std::optional<Day> Oracle::programme_start(Day day) const {
  const engine::Profile* last = profile(day);
  if (last == nullptr) return std::nullopt;
  if (last->started) return last->started;
  for (const auto& [fact, at] : facts_) {
    if (std::holds_alternative<engine::Profile>(fact->body)) return at;
  }
  return std::nullopt;
}

Morning Oracle::morning_of(Day day) const {
  Morning all;
  for (const auto& [fact, at] : facts_) {
    const auto* one = std::get_if<engine::Checkin>(&fact->body);
    if (one == nullptr || at != day) continue;
    all.given = true;
    all.pain = std::max<int>(all.pain, one->pain);
    if (one->stiffness_min) all.stiffness = std::max(all.stiffness.value_or(0), *one->stiffness_min);
    if (one->settled) all.settled = all.settled.value_or(true) && *one->settled;
    all.analgesic = all.analgesic || one->analgesic;
  }
  return all;
}

/// A side left open means the injured one.
bool Oracle::injured(const std::optional<engine::Side>& side, Day day) const {
  const engine::Profile* of = profile(day);
  if (!side || *side == engine::Side::both || of == nullptr || of->side == engine::Side::both) return true;
  return *side == of->side;
}

std::optional<int> Oracle::affected_raises(const engine::Test& test, Day day) const {
  const engine::Profile* of = profile(day);
  const engine::Side side = of == nullptr ? engine::Side::both : of->side;
  if (side == engine::Side::left) return test.left;
  if (side == engine::Side::right) return test.right;
  if (!test.left || !test.right) return test.left ? test.left : test.right;
  return std::min(*test.left, *test.right);
}

std::vector<int> Oracle::pains(Day from, Day to) const {
  std::vector<int> all;
  for (Day day = from; day <= to; day = day + 1) {
    const DayFound* one = found(day);
    if (one != nullptr && one->morning.given) all.push_back(one->morning.pain);
  }
  std::sort(all.begin(), all.end());
  return all;
}

int Oracle::weekly(Day day) const {
  const auto week = pains(day - 6, day);
  if (static_cast<int>(week.size()) < rules().trend.scores_min) return -1;
  return week[(week.size() - 1) / 2];  // the lower median
}

int Oracle::lowest_weekly(Day from, Day to) const {
  int lowest = -1;
  for (Day day = from; day <= to; day = day + 1) {
    const DayFound* one = found(day);
    if (one == nullptr || one->weekly < 0) continue;
    if (lowest < 0 || one->weekly < lowest) lowest = one->weekly;
  }
  return lowest;
}

int Oracle::usual(Day day) const {
  const engine::Usual& rule = rules().usual;
  const engine::Profile* of = profile(day);
  const auto mornings = pains(day - rule.window_days, day - 1);
  int value = of != nullptr ? of->usual_morning_pain : 0;
  if (static_cast<int>(mornings.size()) >= rule.mornings_min)
    value = mornings[mornings.size() / 2];  // the upper median
  const int lowest = lowest_weekly(day - rule.cap_window_days, day - 1);
  if (lowest >= 0) value = std::min(value, lowest + rule.cap_above);
  return value;
}

std::optional<int> Oracle::usual_stiffness(Day day) const {
  const engine::Usual& rule = rules().usual;
  std::vector<int> all;
  for (Day at = day - rule.window_days; at < day; at = at + 1) {
    const DayFound* one = found(at);
    if (one != nullptr && one->morning.stiffness) all.push_back(*one->morning.stiffness);
  }
  std::sort(all.begin(), all.end());
  if (static_cast<int>(all.size()) >= rule.mornings_min) return all[all.size() / 2];
  const engine::Profile* of = profile(day);
  return of != nullptr ? of->usual_stiffness_min : std::nullopt;
}

Trend Oracle::trend(Day day) const {
  const engine::TrendRule& rule = rules().trend;
  const int w0 = weekly(day);
  const int w1 = weekly(day - 7);
  const int w2 = weekly(day - 14);
  const bool known = w0 >= 0 && w1 >= 0;
  if (known && w0 >= w1 + rule.worsening_by) return Trend::worsening;
  if (known && w2 >= 0 && w0 > w1 && w1 > w2) return Trend::worsening;
  if (known && w0 > w1) return Trend::rising;
  const int lowest = lowest_weekly(day - (rule.drift_window_days - 1), day);
  if (w0 >= 0 && lowest >= 0 && w0 >= lowest + rule.drift_above) return Trend::drifted;
  return known ? Trend::steady : Trend::unknown;
}

bool Oracle::many_excessive_days(Day day) const {
  const engine::IrritabilityRule& rule = rules().irritability;
  int days = 0;
  bool recent = false;
  for (Day at = day - rule.high_window_days; at <= day; at = at + 1) {
    const DayFound* one = found(at);
    if (one == nullptr || !one->excessive) continue;
    ++days;
    if (day - at <= rule.high_recent_days) recent = true;
  }
  return days >= rule.high_excessive_days && recent;
}

/// Every reason why irritability is high; none when it is not.
std::vector<Cause> Oracle::high(Day day) const {
  const engine::IrritabilityRule& rule = rules().irritability;
  std::vector<Cause> causes;
  if (many_excessive_days(day)) causes.push_back(Cause::two_excessive_days);
  const DayFound& today = *found(day);
  if (today.morning.given && today.morning.pain >= rule.high_morning_min && today.morning.pain > today.usual)
    causes.push_back(Cause::morning);
  const DayFound* yesterday = found(day - 1);
  if (yesterday != nullptr && today.morning.settled == false && yesterday->morning.settled == false &&
      !session_on(day - 1))
    causes.push_back(Cause::not_settled_twice);
  return causes;
}

Irritability Oracle::irritability(Day day) const {
  if (!high(day).empty()) return Irritability::high;
  const engine::IrritabilityRule& rule = rules().irritability;
  int verdicts = 0;
  bool every_clear = true;
  for (Day at = day - rule.high_window_days; at <= day; at = at + 1) {
    const DayFound* one = found(at);
    if (one == nullptr) continue;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      const Verdict verdict = one->verdict[kind];
      if (kind == static_cast<std::size_t>(engine::Track::walk)) {  // not counted, but heard when it hurts
        every_clear = every_clear && verdict != Verdict::excessive;
        continue;
      }
      if (verdict != Verdict::clear && verdict != Verdict::borderline && verdict != Verdict::excessive)
        continue;
      // More than was prescribed, or something that was not, earns nothing.
      const engine::Relation relation = one->done[kind].relation;
      const bool no_more = relation == engine::Relation::as_planned || relation == engine::Relation::under;
      if (no_more) ++verdicts;
      every_clear = every_clear && verdict == Verdict::clear;
    }
  }
  const int w0 = weekly(day);
  const bool low = w0 >= 0 && w0 <= rule.low_median_max && verdicts >= rule.low_verdicts_min && every_clear;
  return low ? Irritability::low : Irritability::moderate;
}

}  // namespace springback::oracle
