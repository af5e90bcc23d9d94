#include "engine/controller.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace springback::engine {
namespace {

class BitWriter {
 public:
  void put(std::uint64_t value, int bits) {
    SPRINGBACK_CHECK(value >> bits == 0);
    word_ |= value << at_;
    at_ += bits;
  }
  [[nodiscard]] std::uint64_t word() const { return word_; }

 private:
  std::uint64_t word_ = 0;
  int at_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::uint64_t word) : word_(word) {}
  std::uint8_t take(int bits) {
    const std::uint64_t value = word_ & ((std::uint64_t{1} << bits) - 1);
    word_ >>= bits;
    return static_cast<std::uint8_t>(value);
  }
  bool flag() { return take(1) != 0; }

 private:
  std::uint64_t word_;
};

/// Days since, one day later; 0 once the spacing no longer asks.
std::uint8_t aged(std::uint8_t ago, std::int32_t days_between) {
  return ago == 0 || ago >= days_between ? std::uint8_t{0} : static_cast<std::uint8_t>(ago + 1);
}

bool bit(std::uint32_t set, int index) { return (set >> index & 1) != 0; }

}  // namespace

std::uint64_t pack(const Controller& c) {
  BitWriter out;
  out.put(static_cast<std::uint64_t>(c.strength_rung + 1), 4);
  out.put(c.strength_streak, 2);
  out.put(c.spring_open, 1);
  out.put(c.spring_rung, 3);
  out.put(c.spring_streak, 2);
  out.put(c.run_open, 1);
  out.put(c.run_rung, 5);
  out.put(c.run_streak, 2);
  for (const bool u : c.unassessed) out.put(u, 1);
  out.put(c.shoe_left, 2);
  out.put(c.urgent, 1);
  out.put(c.refer, 1);
  for (const std::uint8_t s : c.spikes) out.put(s, 4);
  out.put(c.wait, 3);
  out.put(c.impact_ago, 2);
  out.put(c.high_ago, 2);
  out.put(c.strength_ago, 2);
  for (const Memory m : c.done) out.put(static_cast<std::uint64_t>(m), 2);
  out.put(c.own_runs, 1);
  return out.word();
}

Controller unpack(std::uint64_t word) {
  BitReader in(word);
  Controller c;
  c.strength_rung = static_cast<std::int8_t>(in.take(4) - 1);
  c.strength_streak = in.take(2);
  c.spring_open = in.flag();
  c.spring_rung = in.take(3);
  c.spring_streak = in.take(2);
  c.run_open = in.flag();
  c.run_rung = in.take(5);
  c.run_streak = in.take(2);
  for (bool& u : c.unassessed) u = in.flag();
  c.shoe_left = in.take(2);
  c.urgent = in.flag();
  c.refer = in.flag();
  for (std::uint8_t& s : c.spikes) s = in.take(4);
  c.wait = in.take(3);
  c.impact_ago = in.take(2);
  c.high_ago = in.take(2);
  c.strength_ago = in.take(2);
  for (Memory& m : c.done) m = static_cast<Memory>(in.take(2));
  c.own_runs = in.flag();
  return c;
}

std::string_view name(Condition condition) {
  constexpr std::array<std::string_view, 16> kNames{
      "met",    "urgent",     "refer",   "order",        "strength_rung", "spring_rung",
      "reopen", "steady",     "usual",   "irritability", "no_worsening",  "gate_walk",
      "raises", "unassessed", "verdict", "checkin"};
  return kNames[static_cast<std::size_t>(condition)];
}

// --- step 1 ---

void Morning::judge(const JudgeLetter& letter) {
  for (int t = 0; t < kTracks; ++t) decision_.rung_before[static_cast<std::size_t>(t)] = state_.rung(t);

  const unsigned window = (1U << rules_.spikes_of) - 1U;
  for (std::size_t t = 0; t < kTracks; ++t) {
    if (letter.late[t]) {
      const unsigned before = letter.late_first[t] ? unsigned{state_.spikes[t]} << 1U : state_.spikes[t];
      state_.spikes[t] = static_cast<std::uint8_t>((before & window) | 1U);
    }
    const Verdict verdict = letter.verdict[t];
    const bool known =
        verdict == Verdict::clear || verdict == Verdict::borderline || verdict == Verdict::excessive;
    if (known) {
      state_.spikes[t] = static_cast<std::uint8_t>(
          (unsigned{state_.spikes[t]} << 1U | (verdict == Verdict::excessive ? 1U : 0U)) & window);
    }
    if (std::popcount(state_.spikes[t]) >= rules_.spikes) {
      decision_.refer_spiking = true;
      decision_.spiking[t] = true;
    }

    const bool credit =
        verdict == Verdict::clear && state_.done[t] == Memory::creditable && !letter.withheld[t];
    if (credit) {
      state_.unassessed[t] = false;
      std::uint8_t& streak = t == kStrength ? state_.strength_streak
                             : t == kSpring ? state_.spring_streak
                                            : state_.run_streak;
      streak = static_cast<std::uint8_t>(std::min(streak + 1, 3));
    } else if (verdict != Verdict::none) {
      blocks_ = true;
    }
    excess_[t] = (verdict == Verdict::excessive && letter.charged[t]) || letter.late_charged[t];
    state_.done[t] = Memory::none;
  }
  if (decision_.refer_spiking) state_.refer = true;
  if (letter.other_blocks || letter.excess || letter.late_excess) blocks_ = true;
  state_.shoe_left =
      static_cast<std::uint8_t>(state_.shoe_left - std::min(state_.shoe_left, letter.shoe_clear));

  // The impact wait: an excess of yesterday blocks today and tomorrow, one that counts from today a day more;
  // then the first good morning ends it.
  if (state_.wait > 1) --state_.wait;
  if (state_.wait == 1 && letter.morning_ends_wait) state_.wait = 0;
  const int days = rules_.impact_wait_days;
  if (letter.excess) state_.wait = static_cast<std::uint8_t>(std::max<int>(state_.wait, days));
  if (letter.late_excess) state_.wait = static_cast<std::uint8_t>(std::max<int>(state_.wait, days + 1));
}

// --- step 2 ---

void Morning::events(const EventsLetter& letter) {
  if (letter.clear_urgent) state_.urgent = false;
  if (letter.clear_refer) {
    state_.refer = false;
    state_.spikes = {};
    decision_.refer_spiking = false;
    decision_.spiking = {};
  }
  state_.urgent = state_.urgent || letter.urgent;
  state_.refer = state_.refer || letter.refer;
  gap_ = letter.gap;
  if (letter.shoe_changed) state_.shoe_left = kShoeClearSessions;
  if (letter.own_runs_begin) state_.own_runs = true;
  if (letter.own_runs_end) state_.own_runs = false;

  for (int t = 0; t < kTracks; ++t) {
    const int rung = letter.order_rung[static_cast<std::size_t>(t)];
    if (rung == kNoRung) continue;
    const bool was_open = state_.open(t);
    const int before = state_.rung(t);
    if (was_open && rung == before) continue;
    if (excess_[static_cast<std::size_t>(t)] && rung > before)
      continue;  // an order never outweighs an excess
    if (t == kSpring) state_.spring_open = true;
    if (t == kRun) state_.run_open = true;
    set_rung(t, rung);
    state_.unassessed[static_cast<std::size_t>(t)] = !was_open || rung > before;
    decision_.change[static_cast<std::size_t>(t)] = Change::set;
    decision_.codes[static_cast<std::size_t>(t)].add(Code::order_rung);
  }
  // After 42 days off the test says where to begin again, in place of the ladder's foot.
  const bool again = gap_[kStrength] == Gap::restart && letter.entry_rung >= 0;
  if (again || letter.entry_rung > state_.strength_rung) {
    gap_[kStrength] = Gap::none;
    set_rung(kStrength, letter.entry_rung);
    decision_.change[kStrength] = Change::set;
    decision_.codes[kStrength].add(Code::entry_test);
  }
}

// --- step 3 ---

void Morning::set_rung(int track, int rung) {
  if (track == kStrength) {
    state_.strength_rung = static_cast<std::int8_t>(rung);
    state_.strength_streak = 0;
  } else if (track == kSpring) {
    state_.spring_rung = static_cast<std::uint8_t>(rung);
    state_.spring_streak = 0;
  } else {
    state_.run_rung = static_cast<std::uint8_t>(rung);
    state_.run_streak = 0;
  }
}

void Morning::close(int track) {
  set_rung(track, 0);
  (track == kSpring ? state_.spring_open : state_.run_open) = false;
}

void Morning::step_back(int track, int to, Change change) {
  const auto t = static_cast<std::size_t>(track);
  if (change == Change::closed)
    close(track);
  else
    set_rung(track, to);
  state_.unassessed[t] = change != Change::closed && state_.unassessed[t] && to > decision_.rung_before[t];
  decision_.change[t] = change;
}

int Morning::strength_below(int rung) const {
  for (int r = rung - 1; r >= 0; --r) {
    if (bit(rules_.strength_available, r)) return r;
  }
  return 0;
}

int Morning::strength_above(int rung) const {
  for (int r = rung + 1; r < rules_.strength_rungs; ++r) {
    if (bit(rules_.strength_available, r)) return r;
  }
  return kNoRung;
}

/// Several steps back on one morning are the largest of them, never the sum.
void Morning::step_backs(const DecideLetter& letter) {
  for (int track = 0; track < kTracks; ++track) {
    const auto t = static_cast<std::size_t>(track);
    if (!state_.open(track)) continue;
    const int rung = state_.rung(track);
    const int below = track == kStrength ? strength_below(rung) : std::max(rung - 1, 0);
    const bool trend = letter.trend == Trend::worsening && letter.trend_step_due;
    if (trend) decision_.trend_stepped = true;

    const bool to_foot = gap_[t] == Gap::restart;
    const bool one = excess_[t] || trend || gap_[t] == Gap::one_rung;
    if (excess_[t]) decision_.fell_by_excess[t] = true;
    if (gap_[t] != Gap::none) decision_.codes[t].add(Code::time_off);
    if (trend) decision_.codes[t].add(Code::trend_worsening);

    if (track == kStrength) {
      if (excess_[t] && rung <= 0) {
        decision_.fell_at_foot[t] = true;
        step_back(track, kCalm, rung == kCalm ? Change::none : Change::down);
      } else if (to_foot && rung > 0) {
        step_back(track, 0, Change::down);
      } else if (one && rung > 0) {
        step_back(track, below, Change::down);
      }
    } else if ((excess_[t] && rung == 0) || to_foot) {
      decision_.fell_at_foot[t] = excess_[t] && rung == 0;
      step_back(track, 0, Change::closed);
    } else if (one && rung > 0) {
      step_back(track, rung - 1, Change::down);
    }
  }
}

bool Morning::earned(int track, int rung) const {
  return state_.open(track) && (state_.rung(track) > rung ||
                                (state_.rung(track) == rung &&
                                 state_.streak(track) >= decision_.needed[static_cast<std::size_t>(track)]));
}

Condition Morning::common_condition(int track, const DecideLetter& letter) const {
  if (state_.urgent) return Condition::urgent;
  if (state_.refer) return Condition::refer;
  if (letter.held[static_cast<std::size_t>(track)]) return Condition::order;
  if (letter.irritability == Irritability::high) return Condition::irritability;
  return Condition::met;
}

void Morning::opened(int track, int rung) {
  (track == kSpring ? state_.spring_open : state_.run_open) = true;
  set_rung(track, rung);
  state_.unassessed[static_cast<std::size_t>(track)] = true;
  decision_.change[static_cast<std::size_t>(track)] = Change::opened;
  decision_.codes[static_cast<std::size_t>(track)].add(Code::gate_open);
}

void Morning::raised(int track, int rung) {
  decision_.needed_before[static_cast<std::size_t>(track)] =
      decision_.needed[static_cast<std::size_t>(track)];
  set_rung(track, rung);
  state_.unassessed[static_cast<std::size_t>(track)] = true;
  decision_.change[static_cast<std::size_t>(track)] = Change::up;
  decision_.codes[static_cast<std::size_t>(track)].add(Code::progress_earned);
}

void Morning::try_run(const DecideLetter& letter) {
  Condition unmet = common_condition(kRun, letter);
  const bool free = !state_.increase_pending();
  if (state_.run_open) {
    CodeSet& codes = decision_.codes[kRun];
    const int next = state_.run_rung + 1;
    const int needed = next == rules_.run_hills ? std::max(decision_.needed[kRun], rules_.hills_clear_runs)
                                                : decision_.needed[kRun];
    if (state_.run_streak < needed) {
      codes.add(Code::streak_short);
      return;
    }
    if (next >= rules_.run_rungs || unmet != Condition::met || letter.trend != Trend::steady) return;
    if (next > letter.run_rung_max) {
      codes.add(Code::order_limit);
      return;
    }
    if (next >= rules_.run_hills && !letter.hills_distance) {
      codes.add(Code::gate_closed);
      return;
    }
    if (!free) {
      codes.add(Code::one_increase);
      return;
    }
    if (!letter.checkin || blocks_) return;
    raised(kRun, next);
    return;
  }

  if (unmet == Condition::met && state_.own_runs && letter.run_entry_rung >= 0 && free && letter.checkin &&
      !blocks_) {
    const int rung = std::min<int>(letter.run_entry_rung, letter.run_rung_max);
    if (rung >= 0) {
      state_.own_runs = false;
      opened(kRun, rung);
      decision_.codes[kRun].add(Code::entry_running);
      return;
    }
  }
  if (unmet == Condition::met && letter.run_rung_max < 0) unmet = Condition::order;
  if (unmet == Condition::met && !earned(kSpring, rules_.run_gate)) unmet = Condition::spring_rung;
  if (unmet == Condition::met && !letter.reopen_due[kRun]) unmet = Condition::reopen;
  if (unmet == Condition::met && letter.trend != Trend::steady) unmet = Condition::steady;
  if (unmet == Condition::met && !letter.no_recent_worsening) unmet = Condition::no_worsening;
  if (unmet == Condition::met && !letter.walk_clear) unmet = Condition::gate_walk;
  if (unmet == Condition::met && !letter.raises_pass) unmet = Condition::raises;
  if (unmet == Condition::met && !free) unmet = Condition::unassessed;
  if (unmet == Condition::met && blocks_) unmet = Condition::verdict;
  if (unmet == Condition::met && !letter.checkin) unmet = Condition::checkin;
  decision_.unmet[kRun] = unmet;
  if (unmet != Condition::met) {
    decision_.codes[kRun].add(Code::gate_closed);
    return;
  }
  opened(kRun, 0);
}

void Morning::try_spring(const DecideLetter& letter) {
  Condition unmet = common_condition(kSpring, letter);
  const bool free = !state_.increase_pending();
  if (state_.spring_open) {
    CodeSet& codes = decision_.codes[kSpring];
    if (state_.run_open && state_.run_rung < rules_.run_continuous) {
      codes.add(Code::spring_waits);
      return;
    }
    if (state_.spring_streak < decision_.needed[kSpring]) {
      codes.add(Code::streak_short);
      return;
    }
    if (state_.spring_rung + 1 >= rules_.spring_rungs) return;
    if (unmet != Condition::met || letter.trend != Trend::steady) return;
    if (!free) {
      codes.add(Code::one_increase);
      return;
    }
    if (!letter.checkin || blocks_) return;
    raised(kSpring, state_.spring_rung + 1);
    return;
  }
  if (unmet == Condition::met && !earned(kStrength, rules_.spring_gate)) unmet = Condition::strength_rung;
  if (unmet == Condition::met && !letter.reopen_due[kSpring]) unmet = Condition::reopen;
  if (unmet == Condition::met && letter.trend != Trend::steady) unmet = Condition::steady;
  if (unmet == Condition::met && !letter.usual_low) unmet = Condition::usual;
  if (unmet == Condition::met && !free) unmet = Condition::unassessed;
  if (unmet == Condition::met && blocks_) unmet = Condition::verdict;
  if (unmet == Condition::met && !letter.checkin) unmet = Condition::checkin;
  decision_.unmet[kSpring] = unmet;
  if (unmet != Condition::met) {
    decision_.codes[kSpring].add(Code::gate_closed);
    return;
  }
  opened(kSpring, 0);
}

void Morning::try_strength(const DecideLetter& letter) {
  CodeSet& codes = decision_.codes[kStrength];
  if (state_.strength_streak < decision_.needed[kStrength]) {
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
  if (!letter.checkin || blocks_) return;
  raised(kStrength, next);
}

/// One increase a morning at most, and none beside a step back: run, then spring, then strength. An increase
/// taken by one leaves the others with something unassessed.
void Morning::step_up(const DecideLetter& letter) {
  for (const Change change : decision_.change) {
    if (change == Change::down || change == Change::closed) blocks_ = true;
  }
  try_run(letter);
  try_spring(letter);
  try_strength(letter);
}

int Morning::needed(int track, Irritability irritability) const {
  if (track == kStrength && state_.strength_rung == kCalm) return rules_.streak_calm;
  return irritability == Irritability::low ? rules_.streak_low : rules_.streak_moderate;
}

void Morning::decide(const DecideLetter& letter) {
  decide_ = letter;
  step_backs(letter);
  for (int t = 0; t < kTracks; ++t) {
    decision_.needed[static_cast<std::size_t>(t)] = needed(t, letter.irritability);
  }
  step_up(letter);
  if (state_.run_open) state_.own_runs = false;
}

// --- step 4 ---

bool Morning::impact_may(const TodayLetter& letter) {
  const bool any_open = state_.spring_open || state_.run_open || state_.own_runs;
  if (!any_open) return false;
  CodeSet codes;
  bool may = true;
  const auto forbid = [&codes, &may](Code code) {
    codes.add(code);
    may = false;
  };
  if (state_.urgent || state_.refer || decide_.irritability == Irritability::high) may = false;
  if (state_.wait > 0) forbid(Code::impact_wait);
  if (!decide_.checkin)
    forbid(Code::needs_checkin);
  else if (!letter.admissible)
    forbid(Code::morning_inadmissible);
  if (letter.unplanned_long) forbid(Code::unplanned_long);
  if (letter.rest_day_due) forbid(Code::weekly_rest);
  if (state_.impact_ago > 0 && !state_.full(rules_)) forbid(Code::spacing);
  if (letter.order_spaces_impact) forbid(Code::order_limit);
  for (const int track : {kSpring, kRun}) {
    if (!state_.open(track) && !(track == kRun && state_.own_runs)) continue;
    for (const Code code : {Code::impact_wait, Code::needs_checkin, Code::morning_inadmissible,
                            Code::unplanned_long, Code::weekly_rest, Code::spacing, Code::order_limit}) {
      if (codes.has(code)) decision_.codes[static_cast<std::size_t>(track)].add(code);
    }
  }
  return may;
}

void Morning::today(const TodayLetter& letter) {
  const bool may = impact_may(letter);
  const bool high_may = state_.high_ago == 0;
  const bool spring_fits = state_.spring_open && !decide_.held[kSpring] &&
                           (high_may || !bit(rules_.spring_high, state_.spring_rung));
  const bool run_fits = state_.run_open && !decide_.held[kRun] && decide_.run_rung_max >= 0 &&
                        (high_may || !bit(rules_.run_high, state_.run_rung));
  if (may && state_.run_open) {
    const bool turn = state_.spring_open && letter.spring_due && spring_fits;
    decision_.impact = turn ? ImpactPlan::spring : run_fits ? ImpactPlan::run : ImpactPlan::none;
    if (turn)
      decision_.codes[kRun].add(Code::spring_weekly);
    else if (!run_fits && !decide_.held[kRun] && !high_may)
      decision_.codes[kRun].add(Code::spacing);
  } else if (may && state_.own_runs && letter.own_run_may && !decide_.held[kRun]) {
    decision_.impact = ImpactPlan::own_run;
  } else if (may && spring_fits) {
    decision_.impact = ImpactPlan::spring;
  } else if (may && state_.spring_open && !decide_.held[kSpring]) {
    decision_.codes[kSpring].add(Code::spacing);
  }
  if (state_.run_open && state_.spring_open && !letter.spring_due)
    decision_.codes[kSpring].add(Code::spring_weekly);

  CodeSet& codes = decision_.codes[kStrength];
  const bool impact_today = decision_.impact != ImpactPlan::none;
  if (letter.rest_day_due) codes.add(Code::weekly_rest);
  if (impact_today || state_.strength_ago > 0 || !letter.week_strength_may || letter.order_spaces_strength) {
    codes.add(Code::spacing);
  }
  const bool strength_may = !state_.urgent && !decide_.held[kStrength] && !impact_today &&
                            !letter.rest_day_due && state_.strength_ago == 0 && letter.week_strength_may &&
                            !letter.order_spaces_strength;
  if (strength_may) {
    decision_.strength =
        decide_.irritability == Irritability::high ? StrengthPlan::lowered : StrengthPlan::full;
  }
  decision_.walk = letter.walk_due && state_.spring_open && !state_.run_open && !impact_today &&
                   !state_.urgent && !state_.refer && decide_.irritability != Irritability::high;
}

// --- step 5 ---

void sessions(Controller& state, const Rules& rules, const SessionsLetter& letter) {
  state.done = letter.done;
  if (letter.shoe_changed) state.shoe_left = kShoeClearSessions;
  state.impact_ago = letter.impact ? std::uint8_t{1} : aged(state.impact_ago, rules.impact_days_between);
  state.high_ago = letter.high ? std::uint8_t{1} : aged(state.high_ago, rules.high_days_between);
  state.strength_ago = letter.done[kStrength] != Memory::none
                           ? std::uint8_t{1}
                           : aged(state.strength_ago, rules.strength_days_between);
}

}  // namespace springback::engine
