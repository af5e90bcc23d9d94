// What was done on a day beside what was prescribed: amounts, credit, impact, guards.

#include <algorithm>

#include "oracle/oracle.h"

namespace springback::oracle {

using engine::Memory;
using engine::Relation;
using engine::Track;

namespace {

constexpr std::int32_t kFourInTheMorning = 4 * 3'600'000;

/// The planned item of a kind, if there is one.
const engine::PlanItem* planned(const Exercised& one, Track track) {
  for (int n = 0; n < one.plan.count; ++n) {
    const engine::PlanItem& item = one.plan.items[static_cast<std::size_t>(n)];
    if (item.track == track) return &item;
  }
  return nullptr;
}

Track kind_of(const Exercised& one) {
  return one.session != nullptr ? one.session->track : engine::recorded_kind(*one.recording).track;
}

std::optional<int> distance_of(const Exercised& one) {
  if (one.recording != nullptr) return one.recording->distance_m;
  return one.session->done.distance_m;
}

std::optional<int> ascent_of(const Exercised& one) {
  if (one.recording != nullptr) return one.recording->ascent_m;
  return one.session->done.ascent_m;
}

/// What a single session came to in the unit of its dose; nothing when it says no number.
std::optional<int> amount_of(const Exercised& one, Track track, const engine::PlanItem* item) {
  if (one.session != nullptr && one.session->as_prescribed) {
    if (item == nullptr) return std::nullopt;
    if (track == Track::run) return item->dose.total_jog_s();
    if (track == Track::walk) return item->dose.walk_s * item->dose.rounds;
    return item->dose.amount();
  }
  if (one.session == nullptr) return track == Track::walk ? one.recording->walk_s : one.recording->jog_s;
  const engine::Done& done = one.session->done;
  if (track == Track::run) return done.jog_s;
  if (track == Track::walk) return done.walk_s;
  if (!done.sets) return std::nullopt;
  return *done.sets * done.hold_s.value_or(done.reps.value_or(0));
}

}  // namespace

Combined Oracle::combine(std::size_t kind, const std::vector<Exercised>& exercised, Day day) const {
  Combined sum;
  std::vector<const Exercised*> own;
  for (const Exercised& one : exercised)
    if (static_cast<std::size_t>(kind_of(one)) == kind) own.push_back(&one);
  if (own.empty()) return sum;
  sum.present = true;
  sum.first_ms = own.front()->at.utc_ms;
  for (const Exercised* one : own) {
    sum.first_ms = std::min(sum.first_ms, one->at.utc_ms);
    sum.last_ms = std::max(sum.last_ms, one->at.utc_ms);
    if (one->at.ms_of_day() < kFourInTheMorning) sum.early.push_back(one->fact);
    if (one->session == nullptr) {
      sum.during_missing = true;
      if (engine::recorded_kind(*one->recording).impact) sum.impact = true;
      continue;
    }
    const engine::Session& session = *one->session;
    if (session.pain_during)
      sum.during = std::max<int>(sum.during, *session.pain_during);
    else
      sum.during_missing = true;
    if (session.pain_after) sum.after = std::max<int>(sum.after, *session.pain_after);
    sum.limp = sum.limp || session.limp;
    sum.analgesic = sum.analgesic || session.analgesic;
    if (!session.shoe.empty()) sum.shoe = session.shoe;
    if (session.impact && kind == static_cast<std::size_t>(Track::other)) sum.impact = true;
    if (session.done.pace == engine::Pace::fast) sum.fast = true;
  }
  if (kind == static_cast<std::size_t>(Track::run) || kind == static_cast<std::size_t>(Track::spring))
    sum.impact = true;
  compare(sum, kind, own);
  if (kind == static_cast<std::size_t>(Track::run)) guards(sum, own, day);
  if (sum.memory == Memory::creditable && (sum.guards.has(engine::Code::guard_distance) ||
                                           sum.guards.has(engine::Code::guard_climb) ||
                                           sum.guards.has(engine::Code::guard_days) ||
                                           sum.guards.has(engine::Code::guard_gap) ||
                                           sum.guards.has(engine::Code::guard_shoe) ||
                                           sum.guards.has(engine::Code::guard_pace)))
    sum.memory = Memory::other;
  return sum;
}

/// Section 3, credit: 80 to 110 % of the prescribed dose, nothing harder.
void Oracle::compare(Combined& sum, std::size_t kind, const std::vector<const Exercised*>& own) const {
  const auto track = static_cast<Track>(kind);
  const engine::Earning& rule = rules().earning;
  const engine::PlanItem* item = nullptr;
  bool all_planned = true;
  bool harder = false;
  bool easier = false;
  for (const Exercised* one : own) {
    const engine::PlanItem* plan = planned(*one, track);
    if (plan == nullptr) all_planned = false;
    if (plan != nullptr && (item == nullptr || plan->rung < item->rung)) item = plan;
  }
  for (const Exercised* one : own) {
    const auto amount = amount_of(*one, track, item);
    if (!amount) sum.amount_unknown = true;
    sum.done += amount.value_or(0);
    if (const auto m = distance_of(*one)) {
      sum.distance_m = std::max(sum.distance_m, 0) + *m;
      sum.longest_m = std::max(sum.longest_m, *m);
    }
    if (const auto m = ascent_of(*one)) sum.ascent_m = std::max(sum.ascent_m, 0) + *m;
    if (one->session == nullptr || one->session->as_prescribed || item == nullptr) continue;
    const engine::Done& done = one->session->done;
    if (kind <= static_cast<std::size_t>(Track::spring)) {
      const auto& exercises = rules().exercises;
      const engine::Exercise& asked = exercises[static_cast<std::size_t>(item->dose.exercise)];
      if (done.exercise != asked.id) {
        const auto found = std::find_if(exercises.begin(), exercises.end(),
                                        [&](const engine::Exercise& e) { return e.id == done.exercise; });
        const bool lighter = found != exercises.end() && found->force_permille < asked.force_permille;
        (lighter ? easier : harder) = true;
      }
      const int load = std::max(item->load_g, 0);
      if (done.load_g.value_or(load) > load) harder = true;
    }
    if (track == Track::run && done.pace == engine::Pace::fast && item->dose.pace == engine::RunPace::easy)
      harder = true;
  }
  if (item != nullptr) {
    sum.prescribed = track == Track::run    ? item->dose.total_jog_s()
                     : track == Track::walk ? item->dose.walk_s * item->dose.rounds
                                            : item->dose.amount();
  }
  if (item == nullptr || !all_planned) {
    sum.relation = Relation::unplanned;
  } else if (harder || sum.done * 100 > sum.prescribed * rule.dose_max_pct) {
    sum.relation = Relation::over;
  } else if (easier || sum.done * 100 < sum.prescribed * rule.dose_min_pct) {
    sum.relation = Relation::under;
  } else {
    sum.relation = Relation::as_planned;
  }
  sum.enough = item != nullptr && item->kind == engine::PlanKind::ladder && !easier &&
               sum.done * 100 >= sum.prescribed * rule.dose_min_pct;
  sum.memory = Memory::other;
  if (sum.relation == Relation::as_planned && item->creditable && item->kind == engine::PlanKind::ladder)
    sum.memory = Memory::creditable;

  const engine::Ladder& ladder = *told_.back().ladder;
  const auto high = [](const engine::Rung& rung) { return rung.day_class == engine::DayClass::high; };
  if (track == Track::spring || track == Track::run) {
    if (item != nullptr && item->kind == engine::PlanKind::ladder)
      sum.high = high(ladder.rung(static_cast<int>(kind), item->rung));
    if (sum.fast) sum.high = true;
    for (const Exercised* one : own) {
      if (track != Track::spring || one->session == nullptr) continue;
      if (one->session->as_prescribed && planned(*one, track) == nullptr) sum.high = true;
      for (const engine::Rung& rung : rules().spring) {
        if (high(rung) && !one->session->as_prescribed &&
            rules().exercises[static_cast<std::size_t>(rung.dose.exercise)].id == one->session->done.exercise)
          sum.high = true;
      }
    }
  }
}

/// The longest single run of a stretch of days, in metres; −1 when none is known.
int Oracle::longest_run(Day from, Day to) const {
  int longest = -1;
  for (Day day = from; day <= to; day = day + 1) {
    const DayFound* one = found(day);
    if (one != nullptr)
      longest = std::max(longest, one->done[static_cast<std::size_t>(Track::run)].longest_m);
  }
  return longest;
}

void Oracle::guards(Combined& sum, const std::vector<const Exercised*>& own, Day day) const {
  const engine::Guards& rule = rules().guards;
  constexpr auto run = static_cast<std::size_t>(Track::run);
  const auto ran = [this](Day at) { return found(at) != nullptr && found(at)->done[run].present; };
  const int longest = longest_run(day - rule.distance_window_days, day - 1);
  if (sum.relation != Relation::as_planned && sum.distance_m >= 0) {
    if (longest >= 0 && sum.distance_m * 100 > longest * (100 + rule.distance_bands_pct[0]))
      sum.guards.add(engine::Code::guard_distance);
  }
  const engine::PlanItem* item = planned(*own.front(), Track::run);
  const bool flat = item == nullptr || item->dose.terrain == engine::Terrain::flat;
  if (flat && sum.ascent_m >= 0 && sum.distance_m > 0 &&
      std::int64_t{sum.ascent_m} * 1000 > std::int64_t{rule.climb_m_per_km} * sum.distance_m)
    sum.guards.add(engine::Code::guard_climb);
  bool in_a_row = true;
  for (int back = 1; back < rule.days_in_row; ++back) in_a_row = in_a_row && ran(day - back);
  if (in_a_row) sum.guards.add(engine::Code::guard_days);
  bool any_before = false;
  bool recent = false;
  for (Day at = first_; at < day; at = at + 1) {
    if (!ran(at)) continue;
    any_before = true;
    if (day - at < rule.gap_days) recent = true;
  }
  if (any_before && !recent) sum.guards.add(engine::Code::guard_gap);
}

}  // namespace springback::oracle
