#pragma once
// The finite automaton that decides: rungs, streaks, clocks of at most three days and alerts, in one 64-bit
// word.
//
// Every variable with its range stands in docs/controller.md. A day is four calls in this order: judge,
// events, decide, today; then `sessions` for what was done. Each reads one part of the day's letter, which
// the signals make.

#include <array>
#include <cstdint>

#include "engine/outcome.h"

namespace springback::engine {

/// The three tracks that have a ladder, as indices. Higher is more impact.
inline constexpr int kStrength = 0;
inline constexpr int kSpring = 1;
inline constexpr int kRun = 2;
inline constexpr int kTracks = 3;
/// source: engine rules, section 7, rule 10: a changed shoe counts as an increase until two clear sessions in
/// it.
inline constexpr std::uint8_t kShoeClearSessions = 2;
inline constexpr int kCalm = -1;  ///< strength's dose below rung 0

template <class T>
using PerTrack = std::array<T, kTracks>;

/// What the automaton reads of a protocol, a goal and the equipment: counts and indices, no doses.
struct Rules {
  std::int32_t strength_rungs = 0, spring_rungs = 0, run_rungs = 0;
  std::uint32_t strength_available = 0;         ///< bit r: the equipment for rung r is at hand; bit 0 always
  std::uint32_t spring_high = 0, run_high = 0;  ///< bit r: rung r is high class
  std::int32_t spring_gate = 0;                 ///< strength rung to be earned before spring opens
  std::int32_t run_gate = 0;                    ///< spring rung to be earned before run opens
  std::int32_t run_continuous = 0, run_goal = 0, run_hills = 0;
  std::int32_t streak_low = 0, streak_moderate = 0, streak_calm = 0, full_clear_runs = 0,
               hills_clear_runs = 0;
  std::int32_t impact_wait_days = 0, impact_days_between = 0, high_days_between = 0,
               strength_days_between = 0;
  std::int32_t spikes = 0, spikes_of = 0;
};

/// What a track's sessions of yesterday may earn. Creditable: the prescribed rung, at its full dose, 80–110 %
/// of it.
enum class Memory : std::uint8_t { none, creditable, other };

/// The whole state. 55 bits; `pack` and `unpack` are inverse on every value in range.
struct Controller {
  std::int8_t strength_rung = 0;
  std::uint8_t strength_streak = 0;
  bool spring_open = false;
  std::uint8_t spring_rung = 0, spring_streak = 0;
  bool run_open = false;
  std::uint8_t run_rung = 0, run_streak = 0;
  PerTrack<bool> unassessed{};
  std::uint8_t shoe_left = 0;
  bool urgent = false, refer = false;
  PerTrack<std::uint8_t> spikes{};  ///< last four known verdicts, newest in bit 0
  std::uint8_t wait = 0;            ///< 0 none, 1 a good morning is missing, 2–4 that after 1–3 days
  std::uint8_t impact_ago = 0;      ///< days since the last impact session; 0: more than the spacing asks for
  std::uint8_t high_ago = 0;        ///< the same for high-class sessions
  std::uint8_t strength_ago = 0;    ///< the same for strength
  PerTrack<Memory> done{};
  bool own_runs = false;

  friend bool operator==(const Controller&, const Controller&) = default;

  [[nodiscard]] bool open(int track) const {
    return track == kStrength || (track == kSpring ? spring_open : run_open);
  }
  [[nodiscard]] int rung(int track) const {
    return track == kStrength ? strength_rung : track == kSpring ? spring_rung : run_rung;
  }
  [[nodiscard]] int streak(int track) const {
    return track == kStrength ? strength_streak : track == kSpring ? spring_streak : run_streak;
  }
  [[nodiscard]] bool increase_pending() const {
    return unassessed[kStrength] || unassessed[kSpring] || unassessed[kRun] || shoe_left > 0;
  }
  [[nodiscard]] bool full(const Rules& rules) const {
    return run_open && run_rung == rules.run_rungs - 1 && run_streak >= rules.full_clear_runs;
  }
};

[[nodiscard]] std::uint64_t pack(const Controller& controller);
[[nodiscard]] Controller unpack(std::uint64_t word);

/// Several codes at once, one bit each.
class CodeSet {
 public:
  void add(Code code) { words_[index(code) / 64] |= std::uint64_t{1} << (index(code) % 64); }
  void remove(Code code) { words_[index(code) / 64] &= ~(std::uint64_t{1} << (index(code) % 64)); }
  [[nodiscard]] bool has(Code code) const {
    return (words_[index(code) / 64] >> (index(code) % 64) & 1) != 0;
  }

 private:
  static std::size_t index(Code code) { return static_cast<std::size_t>(code); }
  std::array<std::uint64_t, 2> words_{};
};

/// Step 1. One known verdict at most a track a day: sessions of one track on one day are one.
struct JudgeLetter {
  PerTrack<Verdict> verdict{};    ///< none, incomplete (also pending), clear, borderline, excessive
  PerTrack<bool> charged{};       ///< an excessive verdict that lowers this track
  PerTrack<bool> withheld{};      ///< a clear verdict that earns nothing after all (painkiller since)
  PerTrack<bool> late{};          ///< a late excess makes this track's last verdict excessive
  PerTrack<bool> late_first{};    ///< and it had no known verdict before
  PerTrack<bool> late_charged{};  ///< and lowers it
  bool excess = false;  ///< any excessive verdict this morning, on a track or not: the impact wait begins
  bool late_excess = false;        ///< one that counts from today
  bool other_blocks = false;       ///< a verdict outside the three tracks that is not clear
  std::uint8_t shoe_clear = 0;     ///< clear sessions in the changed shoe
  bool morning_ends_wait = false;  ///< today's check-in is ≤ usual and settled
};

/// A gap without sessions that was crossed today.
enum class Gap : std::uint8_t { none, one_rung, restart };
inline constexpr std::int8_t kNoRung = -2;  ///< no order, no entry

/// Step 2.
struct EventsLetter {
  bool urgent = false, refer = false;  ///< after every flag and clearing of the day, in order
  bool clear_urgent = false, clear_refer = false;
  PerTrack<Gap> gap{};
  bool shoe_changed = false;
  PerTrack<std::int8_t> order_rung{kNoRung, kNoRung, kNoRung};
  std::int8_t entry_rung = kNoRung;  ///< strength, by test
  bool own_runs_begin = false, own_runs_end = false;
};

/// Step 3.
struct DecideLetter {
  bool checkin = false;
  Trend trend = Trend::unknown;
  bool trend_step_due = false;
  Irritability irritability = Irritability::moderate;
  bool usual_low = false;                       ///< low enough for impact to earn credit
  PerTrack<bool> reopen_due{true, true, true};  ///< seven days since it was closed
  bool no_recent_worsening = false, walk_clear = false, raises_pass = false, hills_distance = false;
  PerTrack<bool> held{};            ///< by order
  std::int8_t run_rung_max = 31;    ///< by order; −1: none
  std::int8_t run_entry_rung = -1;  ///< already running: the rung that the own runs have earned
};

/// Step 4.
struct TodayLetter {
  bool admissible = false;  ///< today's check-in allows impact
  bool week_strength_may = true;
  bool rest_day_due = false;
  bool spring_due = true;
  bool unplanned_long = false;
  bool order_spaces_impact = false, order_spaces_strength = false;
  bool walk_due = false;
  bool own_run_may = false;  ///< within the first two weeks of a runner who is already running
};

/// Step 5.
struct SessionsLetter {
  PerTrack<Memory> done{};
  bool impact = false, high = false;
  bool shoe_changed = false;  ///< a session in a shoe that no fact had named
};

enum class Change : std::uint8_t { none, up, opened, down, closed, set };
enum class ImpactPlan : std::uint8_t { none, spring, run, own_run };
enum class StrengthPlan : std::uint8_t { none, full, lowered };

/// What a gate waits for, in the order in which it is told.
enum class Condition : std::uint8_t {
  met,
  urgent,
  refer,
  order,
  strength_rung,
  spring_rung,
  reopen,
  steady,
  usual,
  irritability,
  no_worsening,
  gate_walk,
  raises,
  unassessed,
  verdict,
  checkin
};
[[nodiscard]] std::string_view name(Condition condition);

/// Everything a morning decided, with every rule that applied: the explanation reads this, nothing else
/// decides.
struct Decision {
  PerTrack<Change> change{};
  PerTrack<int> rung_before{};
  PerTrack<int> needed{};         ///< on the rung as it is now
  PerTrack<int> needed_before{};  ///< on the rung that a step up left
  PerTrack<CodeSet> codes{};      ///< rules that applied to a track
  PerTrack<Condition> unmet{};    ///< a closed track's first unmet condition
  PerTrack<bool> fell_by_excess{};
  PerTrack<bool> fell_at_foot{};  ///< closed, or to the calm dose
  bool trend_stepped = false;
  bool refer_spiking = false;
  PerTrack<bool> spiking{};
  ImpactPlan impact = ImpactPlan::none;
  StrengthPlan strength = StrengthPlan::none;
  bool walk = false;
};

/// One morning, step by step. Keeps what one step leaves to the next; begins anew each day.
class Morning {
 public:
  Morning(Controller& state, const Rules& rules) : state_(state), rules_(rules) {}

  void judge(const JudgeLetter& letter);
  void events(const EventsLetter& letter);
  void decide(const DecideLetter& letter);
  void today(const TodayLetter& letter);
  [[nodiscard]] const Decision& decision() const { return decision_; }

 private:
  void set_rung(int track, int rung);
  void close(int track);
  void step_back(int track, int to, Change change);
  void step_backs(const DecideLetter& letter);
  void step_up(const DecideLetter& letter);
  void try_run(const DecideLetter& letter);
  void try_spring(const DecideLetter& letter);
  void try_strength(const DecideLetter& letter);
  [[nodiscard]] int needed(int track, Irritability irritability) const;
  [[nodiscard]] bool earned(int track, int rung) const;
  [[nodiscard]] int strength_below(int rung) const;
  [[nodiscard]] int strength_above(int rung) const;
  [[nodiscard]] Condition common_condition(int track, const DecideLetter& letter) const;
  void opened(int track, int rung);
  void raised(int track, int rung);
  [[nodiscard]] bool impact_may(const TodayLetter& letter);

  Controller& state_;
  const Rules& rules_;
  Decision decision_;
  PerTrack<bool> excess_{};
  PerTrack<Gap> gap_{};
  bool blocks_ =
      false;  ///< no step up this morning: a judged verdict other than credited clear, or a step back
  DecideLetter decide_;
};

/// Step 5: what was done today becomes tomorrow's memory.
void sessions(Controller& state, const Rules& rules, const SessionsLetter& letter);

}  // namespace springback::engine
