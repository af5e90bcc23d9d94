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
  for (const engine::PlanItem& item : one.plan.items) {
    if (item.track == track) return &item;
  }
  return nullptr;
}

Track kind_of(const Exercised& one) {
  return one.session != nullptr ? one.session->track : engine::recorded_kind(*one.recording).track;
}

struct Amount {
  int amount = 0;  ///< in the unit of the dose
  bool harder = false, easier = false;
};

/// Another exercise is harder when its peak force is larger; and load may differ by as much as repetitions
/// may.
Amount exercise_amount(const engine::Done& done, const engine::PlanItem* item) {
  Amount sum;
  sum.amount = done.sets.value_or(0) * done.hold_s.value_or(done.reps.value_or(0));
  if (item == nullptr) return sum;
  const engine::Protocol& protocol = *item->protocol;
  const engine::Exercise& asked = protocol.exercises[static_cast<std::size_t>(item->dose.exercise)];
  const bool asked_to_hold = item->dose.hold_s > 0;
  if (done.exercise != asked.id || asked_to_hold != done.hold_s.has_value()) {
    int force = INT32_MAX;
    for (const engine::Exercise& one : protocol.exercises)
      if (one.id == done.exercise) force = one.force_permille;
    const bool moved = asked_to_hold && !done.hold_s;
    (force > asked.force_permille || moved ? sum.harder : sum.easier) = true;
    if (sum.easier) sum.amount = 0;  // nothing of what was asked
    return sum;
  }
  if (item->dose.load_permille > 0 && item->load_g < 0) return sum;  // nothing to compare with
  const int load = done.load_g.value_or(0) * 100;
  const int asked_load = std::max(item->load_g, 0);
  sum.harder = load > asked_load * protocol.earning.dose_max_pct;
  sum.easier = load < asked_load * protocol.earning.dose_min_pct;
  if (sum.easier) sum.amount = 0;
  return sum;
}

int dose_of(const engine::PlanItem& item, Track track) {
  if (track == Track::run) return item.dose.total_jog_s();
  return track == Track::walk ? item.dose.walk_s * item.dose.rounds : item.dose.amount();
}

/// What was told and what was recorded count at their larger.
Amount amount_of(const Exercised& one, Track track, const engine::PlanItem* item) {
  Amount sum;
  const bool on_foot = track == Track::run || track == Track::walk;
  if (one.session != nullptr && one.session->as_prescribed) {
    if (item != nullptr) sum.amount = dose_of(*item, track);
  } else if (one.session != nullptr && on_foot) {
    const engine::Done& done = one.session->done;
    sum.amount = (track == Track::run ? done.jog_s : done.walk_s).value_or(0);
  } else if (one.session != nullptr && track != Track::other) {
    sum = exercise_amount(one.session->done, item);
  }
  if (one.recording != nullptr && on_foot)
    sum.amount = std::max(sum.amount, track == Track::run ? one.recording->jog_s : one.recording->walk_s);
  return sum;
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
  }
  const engine::PlanItem* item = compare(sum, kind, own);
  if (kind == static_cast<std::size_t>(Track::run) && sum.impact) guards(sum, item, day);
  return sum;
}

/// Distance, climb and pace of one session.
void Oracle::ground(Combined& sum, const Exercised& one) {
  int distance = -1;
  int ascent = -1;
  if (one.session != nullptr && !one.session->as_prescribed) {
    const engine::Done& done = one.session->done;
    distance = done.distance_m.value_or(-1);
    ascent = done.ascent_m.value_or(-1);
    if (done.pace == engine::Pace::fast) sum.fast = true;
    const int jog_s = done.jog_s.value_or(0);
    if (done.walk_s.value_or(0) == 0 && jog_s >= 60 && distance > 0)
      sum.jog_mm_per_s = std::max(sum.jog_mm_per_s, distance * 1000 / jog_s);
  }
  if (one.recording != nullptr) {
    if (one.recording->distance_m > 0) distance = std::max(distance, one.recording->distance_m);
    if (one.recording->ascent_m) ascent = std::max(ascent, *one.recording->ascent_m);
    int metres = 0;
    int seconds = 0;
    for (const engine::Bout& bout : one.recording->bouts) {
      if (bout.kind != engine::BoutKind::jog || !bout.distance_m) continue;
      metres += *bout.distance_m;
      seconds += bout.duration_s;
    }
    if (seconds >= 60 && metres > 0) sum.jog_mm_per_s = std::max(sum.jog_mm_per_s, metres * 1000 / seconds);
  }
  if (distance >= 0) sum.distance_m = std::max(sum.distance_m, 0) + distance;
  if (ascent >= 0) sum.ascent_m = std::max(sum.ascent_m, 0) + ascent;
}

/// Section 3, credit: 80 to 110 % of the prescribed dose, nothing harder.
const engine::PlanItem* Oracle::compare(Combined& sum, std::size_t kind,
                                        const std::vector<const Exercised*>& own) const {
  const auto track = static_cast<Track>(kind);
  const engine::Earning& rule = rules().earning;
  const DayTold& now = told_.back();
  const engine::PlanItem* item = planned(*own.front(), track);
  bool harder = false;
  bool easier = false;
  bool high_hops = false;
  for (const Exercised* one : own) {
    const Amount amount = amount_of(*one, track, item);
    const bool claimed = one->session != nullptr && one->session->as_prescribed;
    harder = harder || amount.harder;
    easier = easier || amount.easier;
    sum.done += amount.amount;
    if (amount.amount > 0)
      sum.shortest = sum.shortest == 0 ? amount.amount : std::min(sum.shortest, amount.amount);
    if (claimed && amount.amount == 0) sum.amount_unknown = true;
    if (track == Track::spring || (track == Track::run && (amount.amount > 0 || claimed))) sum.impact = true;
    ground(sum, *one);
    if (track != Track::spring || one->session == nullptr || claimed) continue;
    bool known = false;
    for (const engine::Rung& rung : rules().spring) {
      if (rules().exercises[static_cast<std::size_t>(rung.dose.exercise)].id != one->session->done.exercise)
        continue;
      known = true;
      if (rung.day_class == engine::DayClass::high) high_hops = true;
    }
    if (!known) high_hops = true;
  }
  if (item != nullptr) sum.prescribed = dose_of(*item, track);

  const bool hilly =
      sum.distance_m > 0 && sum.ascent_m >= 0 &&
      std::int64_t{sum.ascent_m} * 1000 > std::int64_t{sum.distance_m} * rules().guards.climb_m_per_km;
  const bool flat = item == nullptr || item->dose.terrain == engine::Terrain::flat;
  const bool easy = item == nullptr || item->dose.pace == engine::RunPace::easy;
  if ((track == Track::run || track == Track::walk) && flat && hilly) {
    sum.guards.add(engine::Code::guard_climb);
    if (track == Track::run) harder = true;
  }
  if (track == Track::run && easy && sum.fast) {
    sum.guards.add(engine::Code::guard_pace);
    harder = true;
  }

  if (item == nullptr)
    sum.relation = Relation::unplanned;
  else if (harder || sum.done * 100 > sum.prescribed * rule.dose_max_pct)
    sum.relation = Relation::over;
  else if (easier || sum.done * 100 < sum.prescribed * rule.dose_min_pct)
    sum.relation = Relation::under;
  else
    sum.relation = Relation::as_planned;

  const bool ladder = item != nullptr && item->kind == engine::PlanKind::ladder;
  const int rung =
      kind < static_cast<std::size_t>(engine::kTracks) ? now.after.rung(static_cast<int>(kind)) : 0;
  sum.enough = ladder && sum.done * 100 >= sum.prescribed * rule.dose_min_pct;
  if (track == Track::run && now.after.run_open)
    sum.enough = sum.enough || sum.done * 100 >= now.ladder->rung(engine::kRun, rung).dose.total_jog_s() *
                                                     rule.dose_min_pct;
  const bool same_work = ladder && kind < static_cast<std::size_t>(engine::kTracks) &&
                         item->protocol == now.ladder->protocol &&
                         item->dose == now.ladder->rung(static_cast<int>(kind), rung).dose;
  const bool creditable = now.started && same_work && item->creditable;
  sum.memory = creditable && sum.relation == Relation::as_planned ? Memory::creditable : Memory::other;
  if (track == Track::spring || track == Track::run) {
    const bool high_rung = ladder && item->high;
    sum.high = sum.impact && (high_rung || high_hops || (track == Track::run && (sum.fast || hilly)));
  }
  return item;
}

/// Whether a run is more than so many per cent above the longest of the days before it: by distance when both
/// are known, else by the time jogged. False when there is nothing to compare with.
bool Oracle::more_than(int percent, const Combined& run, Day day) const {
  int longest_m = -1;
  int longest_s = 0;
  for (Day at = day - rules().guards.distance_window_days; at < day; at = at + 1) {
    const DayFound* one = found(at);
    if (one == nullptr) continue;
    const Combined& other = one->done[static_cast<std::size_t>(Track::run)];
    if (!other.present) continue;
    longest_m = std::max(longest_m, other.distance_m);
    longest_s = std::max(longest_s, other.done);
  }
  const bool by_distance = run.distance_m > 0 && longest_m > 0;
  const std::int64_t longest = by_distance ? longest_m : longest_s;
  const std::int64_t now = by_distance ? run.distance_m : run.done;
  return longest > 0 && now * 100 > longest * (100 + percent);
}

bool Oracle::ran_before(Day day) const {
  for (Day at = day - rules().guards.distance_window_days; at < day; at = at + 1)
    if (found(at) != nullptr && found(at)->done[static_cast<std::size_t>(Track::run)].present) return true;
  return false;
}

/// Neither a distance nor a time to compare that day's run with.
bool Oracle::nothing_known(Day day) const {
  for (Day at = day - rules().guards.distance_window_days; at < day; at = at + 1) {
    const DayFound* one = found(at);
    if (one == nullptr) continue;
    const Combined& run = one->done[static_cast<std::size_t>(Track::run)];
    const bool by_distance = found(day)->done[static_cast<std::size_t>(Track::run)].distance_m > 0;
    if (run.present && (run.done > 0 || (by_distance && run.distance_m > 0))) return false;
  }
  return true;
}

void Oracle::guards(Combined& sum, const engine::PlanItem* item, Day day) const {
  const engine::Guards& rule = rules().guards;
  constexpr auto run = static_cast<std::size_t>(Track::run);
  const auto ran = [this](Day at) { return found(at) != nullptr && found(at)->done[run].present; };
  if (sum.relation != Relation::as_planned) {
    const bool from_nothing = !ran_before(day) && sum.relation == Relation::unplanned;
    if (from_nothing || more_than(rule.distance_bands_pct[0], sum, day))
      sum.guards.add(engine::Code::guard_distance);
  }
  bool in_a_row = true;
  for (int back = 1; back < rule.days_in_row; ++back) in_a_row = in_a_row && ran(day - back);
  if (in_a_row) sum.guards.add(engine::Code::guard_days);
  bool any_before = false;
  bool recent = false;
  std::vector<int> easy_speeds;
  for (Day at = first_; at < day; at = at + 1) {
    if (!ran(at)) continue;
    any_before = true;
    if (day - at < rule.gap_days) recent = true;
    const Combined& then = found(at)->done[run];
    if (then.impact && then.jog_mm_per_s > 0 && !then.fast && !then.pace_prescribed)
      easy_speeds.push_back(then.jog_mm_per_s);
  }
  if (any_before && !recent && sum.relation != Relation::as_planned) sum.guards.add(engine::Code::guard_gap);
  sum.pace_prescribed = item != nullptr && item->dose.pace != engine::RunPace::easy;
  if (static_cast<int>(easy_speeds.size()) < rule.pace_runs_min || sum.pace_prescribed) return;
  if (easy_speeds.size() > 10) easy_speeds.erase(easy_speeds.begin(), easy_speeds.end() - 10);
  std::sort(easy_speeds.begin(), easy_speeds.end());
  const std::int64_t easy = easy_speeds[(easy_speeds.size() - 1) / 2];
  if (std::int64_t{sum.jog_mm_per_s} * 100 > easy * (100 + rule.pace_faster_pct))
    sum.guards.add(engine::Code::guard_pace);
}

}  // namespace springback::oracle
