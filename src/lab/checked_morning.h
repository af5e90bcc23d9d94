#pragma once
// The controller's small steps, each with the rules that it must keep: the step itself is the engine's, the
// demands beside it are written from the rules alone.
//
// Templates like the controller: the search runs them on free variables, and a diary is checked with them on
// plain values.

#include <algorithm>
#include <bit>
#include <cstddef>

#include "engine/controller_steps.h"
#include "lab/invariants.h"
#include "lab/model.h"

namespace springback::lab {

/// What no protocol may go below, whatever its numbers say. The sources stand in engine rules, sections 3,
/// 6, 7.
struct Floors {
  std::int32_t streak = 2;                 ///< seed S14: repeat two to three times
  std::int32_t impact_days_between = 1;    ///< seed S16: no back-to-back days
  std::int32_t high_days_between = 2;      ///< engine rules, section 6
  std::int32_t strength_days_between = 1;  ///< engine rules, section 6
  std::int32_t wait_days = 3;              ///< engine rules, section 6: the first day with impact is X + 3
  std::int32_t spikes = 3, spikes_of = 4;  ///< engine rules, section 7: three of the last four verdicts
  std::int32_t hills_clear_runs = 2, full_clear_runs = 2;  ///< engine rules, section 6, gates: two clear runs
  std::int32_t spring_gate = 0;  ///< strength rung: the first that is one-leg raises, 45 a day
  std::int32_t run_gate = 0;     ///< spring rung: the first that is one-leg hops, 30 a day
};

template <template <class> class Field>
class CheckedMorning {
 public:
  using Letters = LettersOf<Field>;
  using World = WorldOf<Field>;

  /// `judging` false: the step and the watch's own memory alone, without the demands.
  CheckedMorning(World& world, const engine::Rules& rules, const Floors& floors, const Letters& letters,
                 bool judging)
      : w_(world),
        before_(world.state),
        seen_(world.watch),
        gap_was_(world.carry.gap[engine::kStrength]),
        judging_(judging),
        rules_(rules),
        floors_(floors),
        l_(letters),
        morning_(world.state, rules, world.carry) {}

  // The day's small steps, in the engine's order.
  void begin_day();
  void count_spikes(int track);
  void grade(int track);
  void judge_day();
  void alerts();
  void circumstances();
  void order(int track);
  void entry();
  void fall(int track);
  void try_track(int track);
  void plan_impact();
  void plan_strength();
  void plan_walk();
  void take_sessions();

  [[nodiscard]] const Broken& broken() const { return broken_; }
  /// False: these letters cannot come from the signals; docs/proof.md says why, and a test holds it.
  [[nodiscard]] bool possible() const { return possible_; }

 private:
  using I = Invariant;
  static std::size_t at(int track) { return static_cast<std::size_t>(track); }
  void demand(I invariant, bool held) { broken_.demand(invariant, held); }
  void finish();  ///< takes over what the step leaves to the next
  void told(int track);
  [[nodiscard]] int streak_asked(int track) const;
  [[nodiscard]] int rung_above(int track) const;
  [[nodiscard]] int rung_below(int track) const;
  void raised(int track);
  void opened(int track);

  World& w_;
  const engine::ControllerOf<Field> before_;
  const WatchOf<Field> seen_;         ///< the watch before this step
  const Field<engine::Gap> gap_was_;  ///< strength's gap before this step
  const bool judging_;
  const engine::Rules& rules_;
  const Floors& floors_;
  const Letters& l_;
  engine::MorningOf<Field> morning_;
  Broken broken_;
  bool possible_ = true;
};

template <template <class> class Field>
void CheckedMorning<Field>::finish() {
  w_.carry = morning_.carry();
}

/// total: the decision says what was done, and nothing else.
template <template <class> class Field>
void CheckedMorning<Field>::told(int track) {
  using engine::Change;
  const Change change = morning_.decision().change[at(track)];
  const bool was = before_.open(track);
  const bool is = w_.state.open(track);
  const int rung_was = before_.rung(track);
  const int rung_is = w_.state.rung(track);
  switch (change) {
    case Change::none:
      demand(I::total, was == is && rung_was == rung_is);
      break;
    case Change::up:
      demand(I::total, was && is && rung_is > rung_was);
      break;
    case Change::down:
      demand(I::total, was && is && rung_is < rung_was);
      break;
    case Change::opened:
      demand(I::total, !was && is);
      break;
    case Change::closed:
      demand(I::total, was && !is);
      break;
    case Change::set:
      demand(I::total, is && (!was || rung_is != rung_was));
      break;
  }
}

template <template <class> class Field>
void CheckedMorning<Field>::begin_day() {
  w_.carry = {};
  // Gaps are a letter of the day; in the search each step that reads one may find any.
  if constexpr (std::is_same_v<World, WorldOf<engine::Plain>>) w_.carry.gap = l_.events.gap;
  for (auto& excess : w_.watch.excess) excess = false;
  for (auto& ordered : w_.watch.ordered) ordered = false;
  w_.watch.blocked = false;
  if (w_.watch.wait_days > 0) w_.watch.wait_days = static_cast<std::uint8_t>(w_.watch.wait_days - 1);
}

// --- judge ---

template <template <class> class Field>
void CheckedMorning<Field>::count_spikes(int track) {
  using engine::Verdict;
  const std::size_t t = at(track);
  morning_.count_spikes(track, l_.judge);
  finish();
  unsigned history = w_.watch.history[t];
  if (l_.judge.late[t]) history = l_.judge.late_first[t] ? (history << 1U | 1U) & 15U : history | 1U;
  const Verdict verdict = l_.judge.verdict[t];
  if (verdict == Verdict::excessive)
    history = (history << 1U | 1U) & 15U;
  else if (verdict == Verdict::clear || verdict == Verdict::borderline)
    history = (history << 1U) & 15U;
  w_.watch.history[t] = static_cast<std::uint8_t>(history);
  if (!judging_) return;
  demand(I::spikes_refer, std::popcount(history) < floors_.spikes || w_.state.refer);
  demand(I::spikes_refer, w_.state.spikes[t] == (history & ((1U << rules_.spikes_of) - 1U)));
  // A protocol may refer earlier than the floor, never without a single excess.
  demand(I::rest_allowed, !w_.state.refer || before_.refer || history != 0);
}

template <template <class> class Field>
void CheckedMorning<Field>::grade(int track) {
  using engine::Verdict;
  const std::size_t t = at(track);
  const auto& judge = l_.judge;
  const Verdict verdict = judge.verdict[t];
  if (verdict == Verdict::pending) possible_ = false;  // the signals hand it over as incomplete
  if (verdict == Verdict::excessive && judge.charged[t] != before_.open(track)) possible_ = false;
  if (judge.late_charged[t] && !before_.open(track)) possible_ = false;
  if (!possible_) return;
  morning_.grade(track, judge);
  finish();

  auto& watch = w_.watch;
  const bool credited =
      verdict == Verdict::clear && before_.done[t] == engine::Memory::creditable && !judge.withheld[t];
  if (credited) {
    watch.credits[t] = static_cast<std::uint8_t>(std::min<int>(watch.credits[t] + 1, 3));
    watch.pending[t] = false;
  } else if (verdict != Verdict::none) {
    watch.blocked = true;
  }
  watch.excess[t] = (verdict == Verdict::excessive && judge.charged[t]) || judge.late_charged[t];
  if (!judging_) return;
  const int streak_was = before_.streak(track);
  const int streak_is = w_.state.streak(track);
  if (credited) {
    demand(I::no_dead_end, streak_is == std::min(streak_was + 1, 3) && !w_.state.unassessed[t]);
  } else {
    demand(I::overdone_never_earns, streak_is <= streak_was);
    demand(I::one_increase, !before_.unassessed[t] || w_.state.unassessed[t]);
  }
  if (verdict == Verdict::none) demand(I::rest_allowed, streak_is >= streak_was);
  demand(I::earned, streak_is <= watch.credits[t]);
  demand(I::rest_allowed, watch.excess[t] || !w_.carry.excess[t]);
  demand(I::excessive_lowers, !watch.excess[t] || w_.carry.excess[t]);
  told(track);
}

template <template <class> class Field>
void CheckedMorning<Field>::judge_day() {
  const auto& judge = l_.judge;
  morning_.judge_day(judge);
  finish();
  auto& watch = w_.watch;
  // Counted from today: an excess of yesterday (X) forbids X + 1 and X + 2, one that becomes known today
  // three days.
  const int days = std::max(rules_.impact_wait_days, floors_.wait_days);
  if (watch.wait_answer && watch.wait_days == 0 && judge.morning_ends_wait) watch.wait_answer = false;
  const int today = judge.late_excess ? days : judge.excess ? days - 1 : 0;
  if (today > 0) {
    watch.wait_days = static_cast<std::uint8_t>(std::max<int>(watch.wait_days, today));
    watch.wait_answer = true;
    watch.blocked = true;
  } else if (judge.other_blocks) {
    watch.blocked = true;
  }
  if (watch.shoe > 0) watch.shoe = static_cast<std::uint8_t>(std::max<int>(watch.shoe - judge.shoe_clear, 0));
  if (!judging_) return;
  demand(I::one_increase, w_.state.shoe_left >= watch.shoe);
  demand(I::rest_allowed, today > 0 || w_.state.wait <= before_.wait);
}

// --- events ---

template <template <class> class Field>
void CheckedMorning<Field>::alerts() {
  const auto& events = l_.events;
  morning_.alerts(events);
  finish();
  if (events.clear_refer)
    for (auto& history : w_.watch.history) history = std::uint8_t{0};
  if (!judging_) return;
  demand(I::clinician_only, !before_.urgent || w_.state.urgent || events.clear_urgent);
  demand(I::refer_latched, !before_.refer || w_.state.refer || events.clear_refer);
  demand(I::flag_stops, !events.urgent || w_.state.urgent);
  demand(I::refer_blocks_impact, !events.refer || w_.state.refer);
  demand(I::rest_allowed, !w_.state.urgent || before_.urgent || events.urgent);
  demand(I::rest_allowed, !w_.state.refer || before_.refer || events.refer);
  demand(I::no_dead_end, !events.clear_urgent || events.urgent || !w_.state.urgent);
  demand(I::no_dead_end, !events.clear_refer || events.refer || !w_.state.refer);
}

template <template <class> class Field>
void CheckedMorning<Field>::circumstances() {
  morning_.circumstances(l_.events);
  finish();
  if (l_.events.shoe_changed) w_.watch.shoe = engine::kShoeClearSessions;
  if (!judging_) return;
  demand(I::one_increase, w_.state.shoe_left >= w_.watch.shoe);
  demand(I::strength_first, !w_.state.own_runs || before_.own_runs || l_.events.own_runs_begin);
  demand(I::strength_first, !w_.state.own_runs || !l_.events.own_runs_end);
}

template <template <class> class Field>
void CheckedMorning<Field>::order(int track) {
  const std::size_t t = at(track);
  const int rung = l_.events.order_rung[t];
  if (track != engine::kStrength && rung == engine::kCalm)
    possible_ = false;  // only strength has a calm dose
  if (!possible_) return;
  morning_.order(track, l_.events);
  finish();
  auto& watch = w_.watch;
  if (rung != engine::kNoRung) {
    const bool was_open = before_.open(track);
    const int rung_was = before_.rung(track);
    const bool up = !was_open || rung > rung_was;
    const bool outweighed = rung > rung_was && watch.excess[t];
    if (!outweighed && (up || rung != rung_was)) {
      watch.credits[t] = std::uint8_t{0};
      watch.pending[t] = up;
      watch.ordered[t] = up;
    }
    if (judging_) {
      demand(I::order_obeyed, outweighed || (w_.state.open(track) && w_.state.rung(track) == rung));
      demand(I::excessive_lowers, !outweighed || w_.state.rung(track) <= rung_was);
    }
  }
  if (!judging_) return;
  if (rung == engine::kNoRung) {
    demand(I::rest_allowed, w_.state.open(track) == before_.open(track));
    demand(I::rest_allowed, w_.state.rung(track) == before_.rung(track));
  }
  demand(I::one_increase, !watch.pending[t] || w_.state.unassessed[t]);
  demand(I::one_increase, watch.ordered[t] == w_.carry.raised[t]);
  demand(I::earned, w_.state.streak(track) <= watch.credits[t]);
  told(track);
}

template <template <class> class Field>
void CheckedMorning<Field>::entry() {
  const int rung = l_.events.entry_rung;
  if (rung == engine::kCalm) possible_ = false;  // a test never leads to the calm dose
  if (!possible_) return;
  morning_.entry(l_.events);
  finish();
  const bool entered = morning_.decision().change[engine::kStrength] == engine::Change::set;
  if (entered) w_.watch.credits[engine::kStrength] = std::uint8_t{0};
  if (!judging_) return;
  const int rung_was = before_.strength_rung;
  const int rung_is = w_.state.strength_rung;
  demand(I::bounded, entered ? rung_is == rung : rung_is == rung_was);
  demand(I::total, rung <= rung_was || rung_is == rung);
  demand(I::rest_allowed, !entered || rung != engine::kNoRung);
  demand(I::time_off_lowers, !entered || rung_is > rung_was || gap_was_ == engine::Gap::restart);
  demand(I::earned, w_.state.strength_streak <= w_.watch.credits[engine::kStrength]);
}

// --- decide ---

template <template <class> class Field>
int CheckedMorning<Field>::rung_below(int track) const {
  const int rung = before_.rung(track);
  if (track != engine::kStrength) return std::max(rung - 1, 0);
  for (int r = rung - 1; r > 0; --r)
    if ((rules_.strength_available >> r & 1U) != 0) return r;
  return std::min(rung, 0);
}

template <template <class> class Field>
int CheckedMorning<Field>::rung_above(int track) const {
  const int rung = before_.rung(track);
  if (track != engine::kStrength) return rung + 1;
  for (int r = rung + 1; r < rules_.strength_rungs; ++r)
    if ((rules_.strength_available >> r & 1U) != 0) return r;
  return rung;
}

template <template <class> class Field>
void CheckedMorning<Field>::fall(int track) {
  using engine::Gap;
  const std::size_t t = at(track);
  const bool was_open = before_.open(track);
  morning_.fall(track, l_.decide);
  finish();
  auto& watch = w_.watch;
  const engine::Change change = morning_.decision().change[t];
  if (change != engine::Change::none) {
    watch.credits[t] = std::uint8_t{0};
    if (change == engine::Change::closed || !watch.ordered[t]) watch.pending[t] = false;
    watch.blocked = true;
  } else if (was_open && watch.excess[t]) {
    watch.credits[t] = std::uint8_t{0};
    watch.pending[t] = false;
  }
  if (!judging_) return;
  const bool is_open = w_.state.open(track);
  const int was = before_.rung(track);
  const int is = w_.state.rung(track);
  const bool trend = l_.decide.trend == engine::Trend::worsening && l_.decide.trend_step_due;
  const Gap gap = w_.carry.gap[t];
  const bool excess = watch.excess[t];
  const bool lower = was_open && (!is_open || is < was);
  // The evidence that the signals keep of this day.
  demand(I::trend_lowers, morning_.decision().trend_stepped == (was_open && trend));
  demand(I::excessive_lowers, morning_.decision().fell_by_excess[t] == (was_open && excess));
  demand(I::excessive_lowers, morning_.decision().fell_at_foot[t] == (was_open && excess && was <= 0));
  if (was_open) {
    demand(I::excessive_lowers, !excess || lower || (track == engine::kStrength && is == engine::kCalm));
    demand(I::trend_lowers, !trend || was <= 0 || lower);
    demand(I::time_off_lowers, gap != Gap::one_rung || was <= 0 || lower);
    demand(I::time_off_lowers, gap != Gap::restart || (track == engine::kStrength ? is <= 0 : !is_open));
    const bool foot = gap == Gap::restart || (excess && was <= 0);
    demand(I::one_step_back, foot || (is_open && is >= rung_below(track)));
    demand(I::rest_allowed, excess || trend || gap != Gap::none || !lower);
  } else {
    demand(I::rest_allowed, !is_open);
  }
  demand(I::bounded, is <= was || !is_open);
  demand(I::earned, w_.state.streak(track) <= watch.credits[t]);
  demand(I::one_increase, !watch.pending[t] || w_.state.unassessed[t]);
  told(track);
}

template <template <class> class Field>
int CheckedMorning<Field>::streak_asked(int track) const {
  int asked =
      l_.decide.irritability == engine::Irritability::low ? rules_.streak_low : rules_.streak_moderate;
  if (track == engine::kStrength && before_.strength_rung == engine::kCalm) asked = rules_.streak_calm;
  return std::max(asked, floors_.streak);
}

template <template <class> class Field>
void CheckedMorning<Field>::raised(int track) {
  const std::size_t t = at(track);
  const int rung = w_.state.rung(track);
  demand(I::earned, seen_.credits[t] >= streak_asked(track));
  demand(I::bounded, rung == rung_above(track));
  if (track == engine::kRun) {
    demand(I::order_obeyed, rung <= l_.decide.run_rung_max);
    if (rung >= rules_.run_hills) demand(I::no_early_hills, l_.decide.hills_distance);
    if (rung == rules_.run_hills) demand(I::no_early_hills, seen_.credits[t] >= floors_.hills_clear_runs);
  }
  if (track == engine::kSpring)
    demand(I::spring_weekly, !before_.run_open || before_.run_rung >= rules_.run_continuous);
}

template <template <class> class Field>
void CheckedMorning<Field>::opened(int track) {
  const auto& decide = l_.decide;
  const int rung = w_.state.rung(track);
  if (track == engine::kSpring) {
    const int gate = std::max(rules_.spring_gate, floors_.spring_gate);
    demand(I::strength_first,
           before_.strength_rung > gate ||
               (before_.strength_rung == gate && before_.strength_streak >= streak_asked(engine::kStrength)));
    demand(I::strength_first, rung == 0 && decide.usual_low);
    demand(I::reopen_waits, decide.reopen_due[engine::kSpring]);
    return;
  }
  demand(I::order_obeyed, !decide.run_barred);
  const int gate = std::max(rules_.run_gate, floors_.run_gate);
  demand(I::strength_first, before_.spring_open);
  demand(I::strength_first,
         before_.spring_rung > gate ||
             (before_.spring_rung == gate && before_.spring_streak >= streak_asked(engine::kSpring)));
  demand(I::strength_first, rung == 0 && decide.walk_clear && decide.raises_pass);
  demand(I::trend_lowers, decide.no_recent_worsening);
  demand(I::reopen_waits, decide.reopen_due[engine::kRun]);
}

template <template <class> class Field>
void CheckedMorning<Field>::try_track(int track) {
  using engine::Trend;
  const std::size_t t = at(track);
  if (track == engine::kRun)
    morning_.try_run(l_.decide);
  else if (track == engine::kSpring)
    morning_.try_spring(l_.decide);
  else
    morning_.try_strength(l_.decide);
  finish();
  auto& watch = w_.watch;
  const engine::Change change = morning_.decision().change[t];
  if (change != engine::Change::none) {
    watch.credits[t] = std::uint8_t{0};
    watch.pending[t] = true;
  }
  if (!judging_) return;
  told(track);
  demand(I::earned, w_.state.streak(track) <= watch.credits[t]);
  if (change == engine::Change::none) return;
  const bool was_open = before_.open(track);
  // The ladder takes the place of own runs, and nothing else ends them here.
  demand(I::strength_first, w_.state.own_runs == (before_.own_runs && track != engine::kRun));
  demand(I::rest_allowed, change == engine::Change::up || change == engine::Change::opened);
  demand(I::one_increase, !seen_.pending[0] && !seen_.pending[1] && !seen_.pending[2] && seen_.shoe == 0);
  demand(I::one_increase, w_.state.unassessed[t]);
  const Trend trend = l_.decide.trend;
  const bool entered =
      track == engine::kRun && !was_open && before_.own_runs &&
      w_.state.run_rung <= l_.decide.run_entry_rung;  // never while rising: the signals see to it
  demand(I::trend_lowers,
         entered || trend == Trend::steady || (track == engine::kStrength && trend == Trend::unknown));
  demand(I::high_holds, l_.decide.irritability != engine::Irritability::high);
  demand(I::refer_blocks_impact, !before_.refer);
  demand(I::flag_stops, !before_.urgent);
  demand(I::order_obeyed, !l_.decide.held[t]);
  demand(I::unknown_never_progresses, l_.decide.checkin && !seen_.blocked);
  if (was_open)
    raised(track);
  else if (!entered)
    opened(track);
}

// --- today ---

template <template <class> class Field>
void CheckedMorning<Field>::plan_impact() {
  using engine::ImpactPlan;
  const auto& decide = l_.decide;
  const auto& today = l_.today;
  morning_.plan_impact(decide, today);
  const ImpactPlan impact = morning_.carry().impact;
  finish();
  if (!judging_ || impact == ImpactPlan::none) return;
  const auto& watch = w_.watch;
  const auto spaced = [](int since, int days_between) { return since == 0 || since > days_between; };
  if (!spaced(watch.since_impact, std::max(rules_.impact_days_between, floors_.impact_days_between))) {
    const bool full = before_.run_open && before_.run_rung == rules_.run_rungs - 1 &&
                      before_.run_streak >= std::max(rules_.full_clear_runs, floors_.full_clear_runs);
    demand(I::no_back_to_back, full);
  }
  demand(I::checked_first, decide.checkin && today.admissible);
  demand(I::wait_after_excessive, watch.wait_days == 0 && !watch.wait_answer);
  demand(I::high_holds, decide.irritability != engine::Irritability::high);
  demand(I::refer_blocks_impact, !before_.refer);
  demand(I::flag_stops, !before_.urgent);
  demand(I::weekly_rest, !today.rest_day_due);
  demand(I::long_run_rests, !today.unplanned_long);
  demand(I::order_obeyed, !today.order_spaces_impact);
  const bool high_may =
      spaced(watch.since_high, std::max(rules_.high_days_between, floors_.high_days_between));
  if (impact == ImpactPlan::spring) {
    demand(I::strength_first, before_.spring_open);
    demand(I::order_obeyed, !decide.held[engine::kSpring]);
    demand(I::spring_weekly, !before_.run_open || today.spring_due);
    if (!high_may) demand(I::high_class_spacing, (rules_.spring_high >> before_.spring_rung & 1U) == 0);
    return;
  }
  demand(I::order_obeyed, !decide.held[engine::kRun]);
  if (impact == ImpactPlan::own_run) {
    demand(I::strength_first, before_.own_runs && !before_.run_open && today.own_run_may);
    return;
  }
  demand(I::strength_first, before_.run_open);
  demand(I::order_obeyed, !decide.run_barred);
  if (!high_may) {
    const bool high = before_.run_rung >= rules_.run_hills || (rules_.run_high >> before_.run_rung & 1U) != 0;
    demand(I::high_class_spacing, !high);
  }
  const bool spring_fits = before_.spring_open && !decide.held[engine::kSpring] && before_.high_ago == 0;
  demand(I::spring_weekly, !spring_fits || !today.spring_due);
}

template <template <class> class Field>
void CheckedMorning<Field>::plan_strength() {
  using engine::StrengthPlan;
  const auto& decide = l_.decide;
  const auto& today = l_.today;
  morning_.plan_strength(decide, today);
  const StrengthPlan plan = morning_.decision().strength;
  if (!judging_ || plan == StrengthPlan::none) return;
  const int since = w_.watch.since_strength;
  demand(I::strength_spacing,
         since == 0 || since > std::max(rules_.strength_days_between, floors_.strength_days_between));
  demand(I::strength_spacing, today.week_strength_may);
  demand(I::one_impact_a_day, w_.carry.impact == engine::ImpactPlan::none);
  demand(I::weekly_rest, !today.rest_day_due);
  demand(I::flag_stops, !before_.urgent);
  demand(I::order_obeyed, !decide.held[engine::kStrength] && !today.order_spaces_strength);
  demand(I::high_holds, plan == StrengthPlan::lowered || decide.irritability != engine::Irritability::high);
}

template <template <class> class Field>
void CheckedMorning<Field>::plan_walk() {
  morning_.plan_walk(l_.decide, l_.today);
  if (!judging_ || !morning_.decision().walk) return;
  demand(I::flag_stops, !before_.urgent);
  demand(I::one_impact_a_day, w_.carry.impact == engine::ImpactPlan::none);
  demand(I::refer_blocks_impact, !before_.refer);
  demand(I::total, l_.today.walk_due);
}

// --- sessions ---

template <template <class> class Field>
void CheckedMorning<Field>::take_sessions() {
  const auto& done = l_.sessions;
  engine::take_sessions<Field>(w_.state, rules_, done);
  const auto aged = [](std::uint8_t since) {
    return since == 0 || since == 3 ? std::uint8_t{0} : static_cast<std::uint8_t>(since + 1);
  };
  auto& watch = w_.watch;
  watch.since_impact = done.impact ? std::uint8_t{1} : aged(watch.since_impact);
  watch.since_high = done.high ? std::uint8_t{1} : aged(watch.since_high);
  watch.since_strength =
      done.done[engine::kStrength] != engine::Memory::none ? std::uint8_t{1} : aged(watch.since_strength);
  if (done.shoe_changed) watch.shoe = engine::kShoeClearSessions;
  if (judging_) demand(I::one_increase, w_.state.shoe_left >= watch.shoe);
}

}  // namespace springback::lab
