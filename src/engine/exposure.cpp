#include "engine/exposure.h"

#include <algorithm>
#include <string_view>

namespace springback::engine {
namespace {

// chosen: a minute of jogging is the shortest prescribed bout; below it, steps to catch a bus are not a run.
constexpr std::int32_t kJogMakesRunS = 60;

struct Told {
  std::int32_t amount = 0;
  bool harder = false;  ///< harder exercise, more load, faster, hillier
  bool easier = false;  ///< another exercise, or less load
};

std::int32_t force(const Protocol& protocol, std::string_view exercise) {
  for (const Exercise& e : protocol.exercises) {
    if (e.id == exercise) return e.force_permille;
  }
  return -1;
}

/// High class where any rung with this exercise is; an exercise no ladder knows counts as high.
bool high_exercise(const Ladder& ladder, std::string_view exercise) {
  bool known = false;
  for (const Rung& rung : ladder.protocol->spring) {
    const bool same = rung.dose.exercise >= 0 &&
                      ladder.protocol->exercises[static_cast<std::size_t>(rung.dose.exercise)].id == exercise;
    if (same && rung.day_class == DayClass::high) return true;
    known = known || same;
  }
  return !known;
}

Told told_exercise(const Done& done, const PlanItem* item) {
  Told told;
  told.amount = done.sets.value_or(0) * (done.hold_s ? *done.hold_s : done.reps.value_or(0));
  if (item == nullptr) return told;
  const Protocol& protocol = *item->protocol;
  const Exercise& planned = protocol.exercises[static_cast<std::size_t>(item->dose.exercise)];
  const bool holds = item->dose.hold_s > 0;
  if (done.exercise != planned.id || holds != done.hold_s.has_value()) {
    const std::int32_t other = force(protocol, done.exercise);
    (other < 0 || other > planned.force_permille || (holds && !done.hold_s) ? told.harder : told.easier) =
        true;
    return told;
  }
  const std::int64_t load = done.load_g.value_or(0);
  const std::int64_t planned_load = std::max(item->load_g, 0);
  const bool unknown_load =
      item->dose.load_permille > 0 && item->load_g < 0;  // body mass not told: nothing to compare
  if (!unknown_load) {
    if (load * 100 > planned_load * protocol.earning.dose_max_pct) told.harder = true;
    if (load * 100 < planned_load * protocol.earning.dose_min_pct) told.easier = true;
  }
  return told;
}

std::int32_t mean_jog_mm_per_s(const Recording& recording) {
  std::int64_t distance_m = 0;
  std::int64_t seconds = 0;
  for (const Bout& bout : recording.bouts) {
    if (bout.kind != BoutKind::jog || !bout.distance_m) continue;
    distance_m += *bout.distance_m;
    seconds += bout.duration_s;
  }
  return seconds < kJogMakesRunS ? -1 : static_cast<std::int32_t>(distance_m * 1000 / seconds);
}

void add_known(std::int32_t& total, std::int32_t value) { total = total < 0 ? value : total + value; }

/// Distance, climb and pace of one exposure; what was measured and what was told count at their larger.
void add_ground(TrackDay& day, const Exposure& e) {
  std::int32_t distance = -1;
  std::int32_t ascent = -1;
  if (e.session != nullptr && !e.session->as_prescribed) {
    const Done& done = e.session->done;
    distance = done.distance_m.value_or(-1);
    ascent = done.ascent_m.value_or(-1);
    if (done.pace == Pace::fast) day.fast = true;
    const bool no_walk = done.walk_s.value_or(0) == 0 && done.jog_s.value_or(0) >= kJogMakesRunS;
    if (no_walk && distance > 0) {
      const std::int64_t speed = std::int64_t{distance} * 1000 / *done.jog_s;
      day.jog_mm_per_s = std::max(day.jog_mm_per_s, static_cast<std::int32_t>(speed));
    }
  }
  if (e.recording != nullptr) {
    if (e.recording->distance_m > 0) distance = std::max(distance, e.recording->distance_m);
    if (e.recording->ascent_m) ascent = std::max(ascent, *e.recording->ascent_m);
    const std::int32_t speed = mean_jog_mm_per_s(*e.recording);
    if (speed > 0) day.jog_mm_per_s = std::max(day.jog_mm_per_s, speed);
  }
  if (distance >= 0) add_known(day.distance_m, distance);
  if (ascent >= 0) add_known(day.ascent_m, ascent);
}

void add_answers(TrackDay& day, const Exposure& e) {
  if (e.session == nullptr) {
    day.during_missing = true;
    return;
  }
  const Session& s = *e.session;
  if (s.pain_during)
    day.during = std::max(day.during, *s.pain_during);
  else
    day.during_missing = true;
  if (s.pain_after) day.after = std::max(day.after, *s.pain_after);
  day.limp = day.limp || s.limp;
  day.analgesic = day.analgesic || s.analgesic;
  if (!s.shoe.empty()) day.shoe = s.shoe;
}

Told tell(Track track, const Exposure& e, const PlanItem* item) {
  Told told;
  if (e.session != nullptr && e.session->as_prescribed) {
    if (item != nullptr) {
      told.amount = track == Track::walk  ? item->dose.walk_s
                    : track == Track::run ? item->dose.total_jog_s()
                                          : item->dose.amount();
    }
  } else if (e.session != nullptr && (track == Track::strength || track == Track::spring)) {
    told = told_exercise(e.session->done, item);
  } else if (e.session != nullptr) {
    told.amount =
        track == Track::walk ? e.session->done.walk_s.value_or(0) : e.session->done.jog_s.value_or(0);
  }
  if (e.recording != nullptr && (track == Track::run || track == Track::walk)) {
    told.amount =
        std::max(told.amount, track == Track::run ? recorded_jog_s(*e.recording) : e.recording->walk_s);
  }
  return told;
}

bool impact_of(const Exposure& e, Track track, std::int32_t amount) {
  const bool unplanned_claim = e.session != nullptr && e.session->as_prescribed && amount == 0;
  if (track == Track::run) return amount > 0 || unplanned_claim;
  if (track == Track::spring) return true;
  if (track != Track::other) return false;
  return e.session != nullptr ? e.session->impact : recorded_kind(*e.recording).impact;
}

Relation relate(const TrackDay& day, const Protocol& protocol, bool planned, bool harder, bool easier) {
  if (!planned) return Relation::unplanned;
  const std::int64_t done = std::int64_t{day.done} * 100;
  const std::int64_t prescribed = day.prescribed;
  if (harder || done > prescribed * protocol.earning.dose_max_pct) return Relation::over;
  if (easier || done < prescribed * protocol.earning.dose_min_pct) return Relation::under;
  return Relation::as_planned;
}

}  // namespace

void MorningAnswer::add(const Checkin& checkin, const Fact& from) {
  if (!given || checkin.pain > pain) fact = &from;
  pain = given ? std::max(pain, checkin.pain) : checkin.pain;
  given = true;
  if (checkin.stiffness_min) stiffness_min = std::max(stiffness_min.value_or(0), *checkin.stiffness_min);
  if (checkin.settled) settled = settled.value_or(true) && *checkin.settled;
  analgesic = analgesic || checkin.analgesic;
}

bool steps_unknown(const Recording& recording) {
  return recording.sport == "running" && 2 * (recording.jog_s + recording.walk_s) < recording.timer_s;
}

std::int32_t recorded_jog_s(const Recording& recording) {
  return steps_unknown(recording) ? recording.timer_s - recording.walk_s : recording.jog_s;
}

RecordedKind recorded_kind(const Recording& recording) {
  if (recorded_jog_s(recording) >= kJogMakesRunS) {
    constexpr std::array<std::string_view, 2> kNeverOnFoot{"cycling", "swimming"};
    if (std::ranges::find(kNeverOnFoot, recording.sport) == kNeverOnFoot.end()) return {Track::run, true};
  }
  constexpr std::array<std::string_view, 3> kOnFoot{"running", "walking", "hiking"};
  if (std::ranges::find(kOnFoot, recording.sport) != kOnFoot.end()) return {Track::walk, false};
  constexpr std::array<std::string_view, 9> kWithoutImpact{"cycling",  "swimming", "rowing",
                                                           "paddling", "kayaking", "stand_up_paddleboarding",
                                                           "sailing",  "driving",  "e_biking"};
  return {Track::other, std::ranges::find(kWithoutImpact, recording.sport) == kWithoutImpact.end()};
}

void combine(const Ladder& ladder, Track track, std::span<const Exposure> exposures, TrackDay& day) {
  const Protocol& protocol = *ladder.protocol;
  day.track = track;
  day.first_ms = exposures.front().at.utc_ms;
  const PlanItem* item = exposures.front().plan->find(track);
  bool harder = false;
  bool easier = false;
  bool other_exercise_high = false;
  for (const Exposure& e : exposures) {
    day.last_ms = e.at.utc_ms;
    if (!day.facts.full()) day.facts.add(e.fact);
    for (const Fact* other : e.also)
      if (!day.also.full()) day.also.add(other);
    const Told told = tell(track, e, item);
    if (!told.easier) day.done += told.amount;
    if (told.amount > 0) day.shortest = day.shortest == 0 ? told.amount : std::min(day.shortest, told.amount);
    harder = harder || told.harder;
    easier = easier || told.easier;
    day.impact = day.impact || impact_of(e, track, told.amount);
    if (told.amount == 0 && e.session != nullptr && e.session->as_prescribed) day.amount_unknown = true;
    if (track == Track::spring && e.session != nullptr && !e.session->as_prescribed) {
      other_exercise_high = other_exercise_high || high_exercise(ladder, e.session->done.exercise);
    }
    add_ground(day, e);
    add_answers(day, e);
  }

  if (item != nullptr) {
    day.prescribed = track == Track::walk  ? item->dose.walk_s
                     : track == Track::run ? item->dose.total_jog_s()
                                           : item->dose.amount();
    day.held = item->dose.hold_s > 0;
    day.other_unit = std::ranges::any_of(exposures, [&day](const Exposure& e) {
      return day.on_ladder() && day.track != Track::run && e.session != nullptr &&
             !e.session->as_prescribed && e.session->done.hold_s.has_value() != day.held;
    });
  }
  const bool flat = item == nullptr || item->dose.terrain == Terrain::flat;
  const bool hilly =
      day.distance_m > 0 && day.ascent_m >= 0 &&
      std::int64_t{day.ascent_m} * 1000 > std::int64_t{day.distance_m} * protocol.guards.climb_m_per_km;
  if ((track == Track::run || track == Track::walk) && flat && hilly) {
    day.guards.add(Code::guard_climb);
    harder = harder || track == Track::run;
  }
  const bool easy = item == nullptr || item->dose.pace == RunPace::easy;
  day.pace_prescribed = !easy;
  if (track == Track::run && easy && day.fast) {
    day.guards.add(Code::guard_pace);
    harder = true;
  }
  day.relation = relate(day, protocol, item != nullptr, harder, easier);
  day.step_in_ladder =
      item != nullptr && item->kind == PlanKind::ladder &&
      std::int64_t{day.done} * 100 >= std::int64_t{day.prescribed} * protocol.earning.dose_min_pct;

  if (day.on_ladder()) {
    const bool creditable = day.relation == Relation::as_planned && item->creditable;
    day.memory = creditable ? Memory::creditable : Memory::other;
    const bool planned_high = item != nullptr && item->high;
    day.high =
        day.impact && (planned_high || other_exercise_high || (track == Track::run && (day.fast || hilly)));
  }
}

}  // namespace springback::engine
