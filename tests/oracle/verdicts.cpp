// The verdict on one day's sessions: their own checks, the morning after, and what comes late.

#include <algorithm>

#include "engine/timeline.h"
#include "oracle/oracle.h"

namespace springback::oracle {

using engine::Track;

namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::size_t kStrengthKind = static_cast<std::size_t>(Track::strength);
constexpr std::size_t kSpringKind = static_cast<std::size_t>(Track::spring);
constexpr std::size_t kRunKind = static_cast<std::size_t>(Track::run);
constexpr std::size_t kWalkKind = static_cast<std::size_t>(Track::walk);
constexpr std::size_t kOtherKind = static_cast<std::size_t>(Track::other);

int badness(Verdict verdict) {
  return verdict == Verdict::excessive ? 2 : verdict == Verdict::borderline ? 1 : 0;
}
Verdict worse(Verdict a, Verdict b) { return badness(a) >= badness(b) ? a : b; }

Verdict by_limits(int value, int clear_max, int borderline_max) {
  if (value > borderline_max) return Verdict::excessive;
  return value > clear_max ? Verdict::borderline : Verdict::clear;
}

/// Whom a shared or late excess is charged to: of the day's sessions on open tracks the one that hits
/// hardest; with none of these, the hardest there was. A walk is the last.
std::size_t hardest(const DayFound& then, const engine::Controller& now) {
  for (const std::size_t kind : {kRunKind, kSpringKind, kStrengthKind})
    if (then.done[kind].present && now.open(static_cast<int>(kind))) return kind;
  for (const std::size_t kind : {kRunKind, kSpringKind})
    if (then.done[kind].present) return kind;
  if (then.done[kOtherKind].present && then.done[kOtherKind].impact) return kOtherKind;
  if (then.done[kStrengthKind].present) return kStrengthKind;
  if (then.done[kOtherKind].present) return kOtherKind;
  return then.done[kWalkKind].present ? kWalkKind : kKinds;
}

bool lowers(std::size_t kind, const engine::Controller& now) {
  return kind <= kRunKind && now.open(static_cast<int>(kind));
}

}  // namespace

bool Oracle::session_on(Day day) const {
  const DayFound* one = found(day);
  if (one == nullptr) return false;
  for (std::size_t kind = 0; kind < kKinds; ++kind)
    if (kind != kWalkKind && one->done[kind].present) return true;
  return false;
}

Verdict Oracle::own_checks(const DayFound& then, std::size_t kind) const {
  const engine::Checks& rule = rules().checks;
  const Combined& done = then.done[kind];
  int after = done.after;
  for (const auto& [fact, at] : facts_) {
    const auto* symptom = std::get_if<engine::Symptom>(&fact->body);
    if (symptom == nullptr || at != then.day || fact->at.utc_ms < done.first_ms) continue;
    if (injured(symptom->side, then.day)) after = std::max<int>(after, symptom->pain);
  }
  const int order = then.pain_max[kind].value_or(10);
  const int clear_max = std::min(rule.effort_pain_clear_max, order);
  const int borderline_max = std::min(rule.effort_pain_borderline_max, order);
  Verdict verdict =
      worse(by_limits(done.during, clear_max, borderline_max), by_limits(after, clear_max, borderline_max));
  if (done.limp) verdict = Verdict::excessive;
  return verdict;
}

Verdict Oracle::graded(const Morning& morning, const DayFound& then, bool strength) const {
  if (!morning.given) return Verdict::clear;
  const engine::Checks& rule = rules().checks;
  const int tolerance = strength ? rule.strength_tolerance : 0;
  Verdict verdict =
      by_limits(morning.pain, rule.morning_clear_max + tolerance, rule.morning_borderline_max + tolerance);
  if (morning.pain > then.usual) verdict = worse(verdict, Verdict::borderline);
  if (morning.pain > then.usual + rule.morning_borderline_above &&
      morning.pain > rule.morning_never_excessive_max)
    verdict = Verdict::excessive;
  if (morning.stiffness && then.usual_stiffness)
    verdict = worse(verdict, by_limits(*morning.stiffness - *then.usual_stiffness,
                                       rule.stiffness_clear_above_min, rule.stiffness_borderline_above_min));
  if (morning.settled == false) verdict = worse(verdict, Verdict::borderline);
  return verdict;
}

/// The next morning, and for a session begun before 04:00 the later answers of its own day.
Verdict Oracle::morning_checks(const DayFound& then, std::size_t kind, const DayFound& today) const {
  Verdict verdict = graded(today.morning, then, kind == kStrengthKind);
  for (const Fact* early : then.done[kind].early) {
    for (const auto& [fact, at] : facts_) {
      const auto* checkin = std::get_if<engine::Checkin>(&fact->body);
      if (checkin == nullptr || at != then.day) continue;
      if (fact->at.utc_ms < engine::moment(*early).utc_ms) continue;
      Morning one;
      one.given = true;
      one.pain = checkin->pain;
      one.stiffness = checkin->stiffness_min;
      one.settled = checkin->settled;
      verdict = worse(verdict, graded(one, then, kind == kStrengthKind));
    }
  }
  return verdict;
}

void Oracle::judge(DayFound& today) {
  today.judge.morning_ends_wait =
      today.morning.given && today.morning.pain <= today.usual && today.morning.settled != false;
  DayFound* then = found(today.day - 1);
  if (then == nullptr || !then->started) return;  // history is looked back on, never judged
  const engine::Controller& now = told_.back().before;

  bool excess = false;
  bool late = false;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    if (!then->done[kind].present) continue;
    late = late || late_symptom(*then, kind, today.day);
    if (kind == kWalkKind && session_on(then->day)) continue;  // a walk beside a session is none
    excess = excess || morning_checks(*then, kind, today) == Verdict::excessive;
  }
  const std::size_t charged = excess || late ? hardest(*then, now) : kKinds;

  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const Combined& done = then->done[kind];
    if (!done.present) continue;
    const Verdict own = own_checks(*then, kind);
    Verdict verdict = worse(own, morning_checks(*then, kind, today));
    if (own != Verdict::excessive && (verdict == Verdict::excessive || charged < kKinds))
      verdict = Verdict::borderline;
    if (kind == charged) verdict = Verdict::excessive;
    if (verdict != Verdict::excessive && (done.during_missing || !today.morning.given))
      verdict = Verdict::incomplete;
    then->verdict[kind] = verdict;

    Judged& judged = today.judged[kind];
    judged.verdict = verdict;
    judged.charged = verdict == Verdict::excessive && lowers(kind, now);
    const bool painkiller = done.analgesic || then->morning.analgesic || today.morning.analgesic;
    judged.clear = verdict == Verdict::clear && !painkiller;
    judged.credited = judged.clear && done.memory == engine::Memory::creditable;
    if (verdict == Verdict::excessive) {
      const bool by_late = late && kind == charged;
      (by_late ? today.judge.late_excess : today.judge.excess) = true;
      // A late excess counts on the day on which it becomes known.
      (by_late && !excess && own != Verdict::excessive ? today.excessive : then->excessive) = true;
    }
    const bool hurt = verdict == Verdict::borderline || verdict == Verdict::excessive;
    if (kind == kOtherKind && (hurt || (done.impact && verdict != Verdict::clear)))
      today.judge.other_blocks = true;
    if (judged.clear && kind != kWalkKind && (done.shoe.empty() || done.shoe == today.new_shoe))
      ++today.judge.shoe_clear;
    if (kind <= kRunKind) {
      today.judge.verdict[kind] = verdict;
      today.judge.charged[kind] = judged.charged;
      today.judge.withheld[kind] = verdict == Verdict::clear && painkiller;
    }
  }
}

bool Oracle::late_symptom(const DayFound& then, std::size_t kind, Day day) const {
  const engine::Checks& rule = rules().checks;
  const Combined& done = then.done[kind];
  for (const auto& [fact, at] : facts_) {
    const auto* symptom = std::get_if<engine::Symptom>(&fact->body);
    if (symptom == nullptr || at != day || !injured(symptom->side, day)) continue;
    bool in_time = false;  // of the first or the last of the day's sessions
    for (const std::int64_t begin : {done.first_ms, done.last_ms}) {
      const std::int64_t since = fact->at.utc_ms - begin;
      in_time = in_time || (since >= rule.late_from_h * kHour && since <= rule.late_to_h * kHour);
    }
    if (!in_time) continue;
    if (symptom->pain > then.usual + rule.morning_borderline_above &&
        symptom->pain > rule.morning_never_excessive_max)
      return true;
  }
  return false;
}

/// What makes the sessions of two days ago excessive only now, and what was never answered.
void Oracle::judge_late(DayFound& today) {
  DayFound* then = found(today.day - 2);
  if (then == nullptr || !then->started) return;
  const engine::Controller& now = told_.back().before;
  bool late = session_on(then->day) && !session_on(today.day - 1) && today.morning.settled == false &&
              found(today.day - 1)->morning.settled == false;
  for (std::size_t kind = 0; kind < kKinds; ++kind)
    late = late || (then->done[kind].present && late_symptom(*then, kind, today.day));
  const std::size_t charged = late ? hardest(*then, now) : kKinds;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    if (!then->done[kind].present) continue;
    const Verdict before = then->verdict[kind];
    if (kind == charged) {
      then->verdict[kind] = Verdict::excessive;
      today.excessive = true;
      today.judge.late_excess = true;
      if (kind > kRunKind) continue;
      today.judge.late[kind] = true;
      today.judge.late_first[kind] = before == Verdict::incomplete;
      today.judge.late_charged[kind] = lowers(kind, now) && before != Verdict::excessive;
    } else if (before == Verdict::incomplete) {  // the answers that were missing will not come any more
      if (kind <= kRunKind && !found(today.day - 1)->done[kind].present)
        today.judge.verdict[kind] = Verdict::incomplete;
      if (kind == kOtherKind && then->done[kind].impact) today.judge.other_blocks = true;
    }
  }
}

}  // namespace springback::oracle
