#pragma once
// The controller's rules, step by step: every decision about a rung, an alert or a day is made here and
// nowhere else.
//
// Templates, because the engine runs them on plain values and the verification on variables that may have any
// value (`controller.h`, Field). Nobody else includes this file.

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "base/bits.h"
#include "engine/controller.h"

namespace springback::engine {
namespace steps {

/// Days since, one day later; 0 once the spacing no longer asks.
inline std::uint8_t aged(std::uint8_t ago, std::int32_t days_between) {
  return ago == 0 || ago >= days_between ? std::uint8_t{0} : static_cast<std::uint8_t>(ago + 1);
}

inline bool bit(std::uint32_t set, int index) { return (set >> index & 1) != 0; }

}  // namespace steps

template <template <class> class Field>
MorningOf<Field>::MorningOf(State& state, const Rules& rules, const Carry& carry)
    : state_(state), rules_(rules), carry_(carry) {
  if constexpr (std::is_same_v<State, Controller>) {  // what the explanation tells; no rule reads it
    for (int t = 0; t < kTracks; ++t) decision_.rung_before[static_cast<std::size_t>(t)] = state_.rung(t);
  }
}

template <template <class> class Field>
Field<std::uint8_t>& MorningOf<Field>::streak(int track) {
  return track == kStrength ? state_.strength_streak
         : track == kSpring ? state_.spring_streak
                            : state_.run_streak;
}

template <template <class> class Field>
void MorningOf<Field>::set_rung(int track, int rung) {
  if (track == kStrength)
    state_.strength_rung = static_cast<std::int8_t>(rung);
  else if (track == kSpring)
    state_.spring_rung = static_cast<std::uint8_t>(rung);
  else
    state_.run_rung = static_cast<std::uint8_t>(rung);
  streak(track) = std::uint8_t{0};
}

template <template <class> class Field>
void MorningOf<Field>::close(int track) {
  set_rung(track, 0);
  (track == kSpring ? state_.spring_open : state_.run_open) = false;
}

// --- step 1: judge ---

template <template <class> class Field>
void MorningOf<Field>::judge(const Judge& letter) {
  for (int t = 0; t < kTracks; ++t) count_spikes(t, letter);
  for (int t = 0; t < kTracks; ++t) grade(t, letter);
  judge_day(letter);
}

/// Three excessive among the last four known verdicts of one track refer.
template <template <class> class Field>
void MorningOf<Field>::count_spikes(int track, const Judge& letter) {
  const auto t = static_cast<std::size_t>(track);
  const unsigned window = (1U << rules_.spikes_of) - 1U;
  const auto known = [](Verdict verdict) {
    return verdict == Verdict::clear || verdict == Verdict::borderline || verdict == Verdict::excessive;
  };
  unsigned spikes = state_.spikes[t];
  if (letter.late[t]) spikes = ((letter.late_first[t] ? spikes << 1U : spikes) & window) | 1U;
  const Verdict verdict = letter.verdict[t];
  if (known(verdict)) spikes = (spikes << 1U | (verdict == Verdict::excessive ? 1U : 0U)) & window;
  state_.spikes[t] = static_cast<std::uint8_t>(spikes);
  if (spikes != 0 && bits_set(spikes) >= rules_.spikes) {
    decision_.refer_spiking = true;
    decision_.spiking[t] = true;
    state_.refer = true;
  }
}

template <template <class> class Field>
void MorningOf<Field>::grade(int track, const Judge& letter) {
  const auto t = static_cast<std::size_t>(track);
  const Verdict verdict = letter.verdict[t];
  const bool credit =
      verdict == Verdict::clear && state_.done[t] == Memory::creditable && !letter.withheld[t];
  if (credit) {
    state_.unassessed[t] = false;
    streak(track) = static_cast<std::uint8_t>(std::min(streak(track) + 1, 3));
  } else if (verdict != Verdict::none) {
    carry_.blocks = true;
  }
  carry_.excess[t] = (verdict == Verdict::excessive && letter.charged[t]) || letter.late_charged[t];
  state_.done[t] = Memory::none;
}

template <template <class> class Field>
void MorningOf<Field>::judge_day(const Judge& letter) {
  if (letter.other_blocks || letter.excess || letter.late_excess) carry_.blocks = true;
  state_.shoe_left = static_cast<std::uint8_t>(state_.shoe_left -
                                               std::min<std::uint8_t>(state_.shoe_left, letter.shoe_clear));

  // The impact wait: an excess of yesterday blocks today and tomorrow, one that counts from today a day more;
  // then the first good morning ends it.
  int wait = state_.wait;
  if (wait > 1) --wait;
  if (wait == 1 && letter.morning_ends_wait) wait = 0;
  const int days = rules_.impact_wait_days;
  if (letter.excess) wait = std::max(wait, days);
  if (letter.late_excess) wait = std::max(wait, days + 1);
  state_.wait = static_cast<std::uint8_t>(wait);
}

// --- step 2: events ---

template <template <class> class Field>
void MorningOf<Field>::events(const Events& letter) {
  alerts(letter);
  carry_.gap = letter.gap;
  circumstances(letter);
  for (int t = 0; t < kTracks; ++t) order(t, letter);
  entry(letter);
}

template <template <class> class Field>
void MorningOf<Field>::alerts(const Events& letter) {
  if (letter.clear_urgent) state_.urgent = false;
  if (letter.clear_refer) {
    state_.refer = false;
    for (auto& spikes : state_.spikes) spikes = std::uint8_t{0};
    decision_.refer_spiking = false;
    decision_.spiking = {};
  }
  if (letter.urgent) state_.urgent = true;
  if (letter.refer) state_.refer = true;
}

template <template <class> class Field>
void MorningOf<Field>::circumstances(const Events& letter) {
  if (letter.shoe_changed) state_.shoe_left = kShoeClearSessions;
  if (letter.own_runs_begin && !state_.run_open) state_.own_runs = true;
  if (letter.own_runs_end) state_.own_runs = false;
}

template <template <class> class Field>
void MorningOf<Field>::order(int track, const Events& letter) {
  const auto t = static_cast<std::size_t>(track);
  const int rung = letter.order_rung[t];
  if (rung == kNoRung) return;
  const bool was_open = state_.open(track);
  const int before = state_.rung(track);
  if (was_open && rung == before) return;
  if (rung > before && carry_.excess[t]) return;  // an order never outweighs an excess
  if (track == kSpring) state_.spring_open = true;
  if (track == kRun) {
    state_.run_open = true;
    state_.own_runs = false;
  }
  set_rung(track, rung);
  const bool up = !was_open || rung > before;
  state_.unassessed[t] = up;
  carry_.raised[t] = up;
  decision_.change[t] = Change::set;
  decision_.codes[t].add(Code::order_rung);
}

template <template <class> class Field>
void MorningOf<Field>::entry(const Events& letter) {
  const int rung = letter.entry_rung;
  if (rung == kNoRung) return;
  // After 42 days off the test says where to begin again, in place of the ladder's foot.
  const bool again = carry_.gap[kStrength] == Gap::restart && rung >= 0;
  if (!again && rung <= state_.strength_rung) return;
  carry_.gap[kStrength] = Gap::none;
  set_rung(kStrength, rung);
  decision_.change[kStrength] = Change::set;
  decision_.codes[kStrength].add(Code::entry_test);
}

// --- step 3: decide ---

template <template <class> class Field>
void MorningOf<Field>::decide(const Decide& letter) {
  for (int t = 0; t < kTracks; ++t) fall(t, letter);
  if constexpr (std::is_same_v<State, Controller>) {  // what the explanation tells
    for (int t = 0; t < kTracks; ++t) decision_.needed[static_cast<std::size_t>(t)] = needed(t, letter);
  }
  // One increase a morning at most, and none beside a step back: run, then spring, then strength. An increase
  // taken by one leaves the others with something unassessed.
  try_run(letter);
  try_spring(letter);
  try_strength(letter);
}

template <template <class> class Field>
void MorningOf<Field>::step_back(int track, int to, Change change) {
  const auto t = static_cast<std::size_t>(track);
  if (change == Change::closed)
    close(track);
  else
    set_rung(track, to);
  // What an order raised this very morning is still to be tried, even one rung lower.
  if (change == Change::closed || !carry_.raised[t]) state_.unassessed[t] = false;
  if (change != Change::none) {
    carry_.fell[t] = true;
    carry_.blocks = true;
  }
  decision_.change[t] = change;
}

template <template <class> class Field>
int MorningOf<Field>::strength_below(int rung) const {
  for (int r = rung - 1; r >= 0; --r) {
    if (steps::bit(rules_.strength_available, r)) return r;
  }
  return 0;
}

template <template <class> class Field>
int MorningOf<Field>::strength_above(int rung) const {
  for (int r = rung + 1; r < rules_.strength_rungs; ++r) {
    if (steps::bit(rules_.strength_available, r)) return r;
  }
  return kNoRung;
}

/// Several steps back on one morning are the largest of them, never the sum.
template <template <class> class Field>
void MorningOf<Field>::fall(int track, const Decide& letter) {
  const auto t = static_cast<std::size_t>(track);
  if (!state_.open(track)) return;
  const bool excess = carry_.excess[t];
  const Gap gap = carry_.gap[t];
  const bool trend = letter.trend == Trend::worsening && letter.trend_step_due;
  if (trend) {
    decision_.trend_stepped = true;
    decision_.codes[t].add(Code::trend_worsening);
  }
  if (excess) decision_.fell_by_excess[t] = true;
  if (gap != Gap::none) decision_.codes[t].add(Code::time_off);
  if (!excess && !trend && gap == Gap::none) return;

  const int rung = state_.rung(track);
  if (excess && rung <= 0) {
    decision_.fell_at_foot[t] = true;
    if (track == kStrength)
      step_back(track, kCalm, rung == kCalm ? Change::none : Change::down);
    else
      step_back(track, 0, Change::closed);
  } else if (gap == Gap::restart) {
    if (track != kStrength)
      step_back(track, 0, Change::closed);
    else if (rung > 0)
      step_back(track, 0, Change::down);
  } else if (rung > 0) {
    step_back(track, track == kStrength ? strength_below(rung) : rung - 1, Change::down);
  }
}

template <template <class> class Field>
int MorningOf<Field>::needed(int track, const Decide& letter) const {
  if (track == kStrength && state_.strength_rung == kCalm) return rules_.streak_calm;
  return letter.irritability == Irritability::low ? rules_.streak_low : rules_.streak_moderate;
}

template <template <class> class Field>
bool MorningOf<Field>::earned(int track, int rung, const Decide& letter) const {
  if (!state_.open(track) || state_.rung(track) < rung) return false;
  return state_.rung(track) > rung || state_.streak(track) >= needed(track, letter);
}

template <template <class> class Field>
Condition MorningOf<Field>::common_condition(int track, const Decide& letter) const {
  if (state_.urgent) return Condition::urgent;
  if (state_.refer) return Condition::refer;
  if (letter.held[static_cast<std::size_t>(track)]) return Condition::order;
  if (letter.irritability == Irritability::high) return Condition::irritability;
  return Condition::met;
}

template <template <class> class Field>
void MorningOf<Field>::opened(int track, int rung) {
  const auto t = static_cast<std::size_t>(track);
  (track == kSpring ? state_.spring_open : state_.run_open) = true;
  if (track == kRun) state_.own_runs = false;
  set_rung(track, rung);
  state_.unassessed[t] = true;
  decision_.change[t] = Change::opened;
  decision_.codes[t].add(Code::gate_open);
}

template <template <class> class Field>
void MorningOf<Field>::raised(int track, int rung, int needed) {
  const auto t = static_cast<std::size_t>(track);
  decision_.needed_before[t] = needed;
  set_rung(track, rung);
  state_.unassessed[t] = true;
  decision_.change[t] = Change::up;
  decision_.codes[t].add(Code::progress_earned);
}

/// A step up into a high class is taken on a day on which it could be done. Otherwise the day would have more
/// impact without the step than with it, and a worse answer would bring more.
template <template <class> class Field>
bool MorningOf<Field>::waits_for_high(std::uint32_t high, int next) const {
  return steps::bit(high, next) && state_.high_ago > 0;
}

/// Two full days between high-class sessions. A step back from a high-class rung changes nothing about its
/// day.
template <template <class> class Field>
bool MorningOf<Field>::fits_class(int track) const {
  const std::uint32_t high = track == kSpring ? rules_.spring_high : rules_.run_high;
  const int rung = state_.rung(track);
  const bool is_high = steps::bit(high, rung);
  const bool was_high =
      !is_high && steps::bit(high, rung + 1) && carry_.fell[static_cast<std::size_t>(track)];
  return (!is_high && !was_high) || state_.high_ago == 0;
}

template <template <class> class Field>
void MorningOf<Field>::try_run(const Decide& letter) {
  if (state_.run_open)
    step_up_run(letter);
  else
    open_run(letter);
}

template <template <class> class Field>
void MorningOf<Field>::step_up_run(const Decide& letter) {
  CodeSet& codes = decision_.codes[kRun];
  const int next = state_.run_rung + 1;
  const int usually = needed(kRun, letter);
  const int asked = next == rules_.run_hills ? std::max(usually, rules_.hills_clear_runs) : usually;
  if (state_.run_streak < asked) {
    codes.add(Code::streak_short);
    return;
  }
  if (next >= rules_.run_rungs || common_condition(kRun, letter) != Condition::met) return;
  if (letter.trend != Trend::steady) return;
  if (next > letter.run_rung_max) {
    codes.add(Code::order_limit);
    return;
  }
  if (next >= rules_.run_hills && !letter.hills_distance) {
    codes.add(Code::gate_closed);
    return;
  }
  if (state_.increase_pending()) {
    codes.add(Code::one_increase);
    return;
  }
  if (waits_for_high(rules_.run_high, next)) {
    codes.add(Code::spacing);
    return;
  }
  if (!letter.checkin || carry_.blocks) return;
  raised(kRun, next, usually);
}

template <template <class> class Field>
void MorningOf<Field>::open_run(const Decide& letter) {
  Condition unmet = common_condition(kRun, letter);
  if (unmet == Condition::met && state_.own_runs && letter.run_entry_rung >= 0 &&
      !state_.increase_pending() && letter.checkin && !carry_.blocks) {
    opened(kRun, letter.run_entry_rung);
    decision_.codes[kRun].add(Code::entry_running);
    return;
  }
  if (unmet == Condition::met && letter.run_barred) unmet = Condition::order;
  if (unmet == Condition::met && !earned(kSpring, rules_.run_gate, letter)) unmet = Condition::spring_rung;
  if (unmet == Condition::met && !letter.reopen_due[kRun]) unmet = Condition::reopen;
  if (unmet == Condition::met && letter.trend != Trend::steady) unmet = Condition::steady;
  if (unmet == Condition::met && !letter.no_recent_worsening) unmet = Condition::no_worsening;
  if (unmet == Condition::met && !letter.walk_clear) unmet = Condition::gate_walk;
  if (unmet == Condition::met && !letter.raises_pass) unmet = Condition::raises;
  if (unmet == Condition::met && state_.increase_pending()) unmet = Condition::unassessed;
  if (unmet == Condition::met && carry_.blocks) unmet = Condition::verdict;
  if (unmet == Condition::met && !letter.checkin) unmet = Condition::checkin;
  decision_.unmet[kRun] = unmet;
  if (unmet != Condition::met) {
    decision_.codes[kRun].add(Code::gate_closed);
    return;
  }
  opened(kRun, 0);
}

template <template <class> class Field>
void MorningOf<Field>::try_spring(const Decide& letter) {
  if (state_.spring_open) {
    CodeSet& codes = decision_.codes[kSpring];
    if (state_.run_open && state_.run_rung < rules_.run_continuous) {
      codes.add(Code::spring_waits);
      return;
    }
    const int asked = needed(kSpring, letter);
    if (state_.spring_streak < asked) {
      codes.add(Code::streak_short);
      return;
    }
    if (state_.spring_rung + 1 >= rules_.spring_rungs) return;
    if (common_condition(kSpring, letter) != Condition::met || letter.trend != Trend::steady) return;
    if (state_.increase_pending()) {
      codes.add(Code::one_increase);
      return;
    }
    if (waits_for_high(rules_.spring_high, state_.spring_rung + 1)) {
      codes.add(Code::spacing);
      return;
    }
    if (!letter.checkin || carry_.blocks) return;
    raised(kSpring, state_.spring_rung + 1, asked);
    return;
  }
  Condition unmet = common_condition(kSpring, letter);
  if (unmet == Condition::met && !earned(kStrength, rules_.spring_gate, letter))
    unmet = Condition::strength_rung;
  if (unmet == Condition::met && !letter.reopen_due[kSpring]) unmet = Condition::reopen;
  if (unmet == Condition::met && letter.trend != Trend::steady) unmet = Condition::steady;
  if (unmet == Condition::met && !letter.usual_low) unmet = Condition::usual;
  if (unmet == Condition::met && state_.increase_pending()) unmet = Condition::unassessed;
  if (unmet == Condition::met && carry_.blocks) unmet = Condition::verdict;
  if (unmet == Condition::met && !letter.checkin) unmet = Condition::checkin;
  decision_.unmet[kSpring] = unmet;
  if (unmet != Condition::met) {
    decision_.codes[kSpring].add(Code::gate_closed);
    return;
  }
  opened(kSpring, 0);
}

template <template <class> class Field>
void MorningOf<Field>::try_strength(const Decide& letter) {
  CodeSet& codes = decision_.codes[kStrength];
  const int asked = needed(kStrength, letter);
  if (state_.strength_streak < asked) {
    codes.add(Code::streak_short);
    return;
  }
  const int next = strength_above(state_.strength_rung);
  if (next == kNoRung || common_condition(kStrength, letter) != Condition::met) return;
  if (letter.trend != Trend::steady && letter.trend != Trend::unknown) return;
  if (state_.increase_pending()) {
    codes.add(Code::one_increase);
    return;
  }
  if (!letter.checkin || carry_.blocks) return;
  raised(kStrength, next, asked);
}

// --- step 4: today ---

template <template <class> class Field>
void MorningOf<Field>::today(const Decide& decided, const Today& letter) {
  plan_impact(decided, letter);
  plan_strength(decided, letter);
  plan_walk(decided, letter);
  decision_.impact = carry_.impact;
}

/// The engine adds a reason for everything that forbids impact; for the decision the first is enough, and the
/// verification stops there.
template <template <class> class Field>
bool MorningOf<Field>::impact_may(const Decide& decided, const Today& letter) {
  constexpr bool kTells = std::is_same_v<State, Controller>;
  if (!state_.spring_open && !state_.run_open && !state_.own_runs) return false;
  CodeSet codes;
  bool may = true;
  const auto done = [&codes, &may](Code code) {
    codes.add(code);
    may = false;
    return !kTells;
  };
  if (state_.wait > 0 && done(Code::impact_wait)) return false;
  if (!decided.checkin) {
    if (done(Code::needs_checkin)) return false;
  } else if (!letter.admissible && done(Code::morning_inadmissible)) {
    return false;
  }
  if (letter.unplanned_long && done(Code::unplanned_long)) return false;
  if (letter.rest_day_due && done(Code::weekly_rest)) return false;
  if (state_.impact_ago > 0 && !state_.full(rules_) && done(Code::spacing)) return false;
  if (letter.order_spaces_impact && done(Code::order_limit)) return false;
  if constexpr (kTells) {
    for (const int track : {kSpring, kRun}) {
      if (!state_.open(track) && !(track == kRun && state_.own_runs)) continue;
      decision_.codes[static_cast<std::size_t>(track)].add(codes);
    }
  }
  return may && !state_.urgent && !state_.refer && decided.irritability != Irritability::high;
}

template <template <class> class Field>
void MorningOf<Field>::plan_impact(const Decide& decided, const Today& letter) {
  carry_.impact = ImpactPlan::none;
  if (impact_may(decided, letter)) {
    const bool on_own = !state_.run_open && state_.own_runs && letter.own_run_may && !decided.held[kRun];
    const bool turn = state_.spring_open && !decided.held[kSpring] && (!state_.run_open || letter.spring_due);
    if (on_own) {
      carry_.impact = ImpactPlan::own_run;
    } else if (turn && fits_class(kSpring)) {
      carry_.impact = ImpactPlan::spring;
      if (state_.run_open) decision_.codes[kRun].add(Code::spring_weekly);
    } else if (state_.run_open && !decided.held[kRun] && !decided.run_barred) {
      if (fits_class(kRun))
        carry_.impact = ImpactPlan::run;
      else
        decision_.codes[kRun].add(Code::spacing);
    } else if (turn) {
      decision_.codes[kSpring].add(Code::spacing);
    }
  }
  if (state_.run_open && state_.spring_open && !letter.spring_due)
    decision_.codes[kSpring].add(Code::spring_weekly);
}

template <template <class> class Field>
void MorningOf<Field>::plan_strength(const Decide& decided, const Today& letter) {
  CodeSet& codes = decision_.codes[kStrength];
  const bool spaced = carry_.impact != ImpactPlan::none || state_.strength_ago > 0 ||
                      !letter.week_strength_may || letter.order_spaces_strength;
  if (letter.rest_day_due) codes.add(Code::weekly_rest);
  if (spaced) codes.add(Code::spacing);
  if (spaced || letter.rest_day_due || state_.urgent || decided.held[kStrength]) return;
  decision_.strength =
      decided.irritability == Irritability::high ? StrengthPlan::lowered : StrengthPlan::full;
}

template <template <class> class Field>
void MorningOf<Field>::plan_walk(const Decide& decided, const Today& letter) {
  decision_.walk = letter.walk_due && state_.spring_open && !state_.run_open &&
                   carry_.impact == ImpactPlan::none && !state_.urgent && !state_.refer &&
                   decided.irritability != Irritability::high;
}

// --- step 5: sessions ---

template <template <class> class Field>
void take_sessions(ControllerOf<Field>& state, const Rules& rules, const SessionsLetterOf<Field>& letter) {
  state.done = letter.done;
  if (letter.shoe_changed) state.shoe_left = kShoeClearSessions;
  state.impact_ago =
      letter.impact ? std::uint8_t{1} : steps::aged(state.impact_ago, rules.impact_days_between);
  state.high_ago = letter.high ? std::uint8_t{1} : steps::aged(state.high_ago, rules.high_days_between);
  state.strength_ago = letter.done[kStrength] != Memory::none
                           ? std::uint8_t{1}
                           : steps::aged(state.strength_ago, rules.strength_days_between);
}

}  // namespace springback::engine
