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

/// Every variable of state and letters is a `Field<T>`. The engine takes `T` itself; the verification takes a
/// variable that may have any value until it is read, and runs the same steps.
template <class T>
using Plain = T;

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
template <template <class> class Field>
struct ControllerOf {
  Field<std::int8_t> strength_rung = 0;
  Field<std::uint8_t> strength_streak = 0;
  Field<bool> spring_open = false;
  Field<std::uint8_t> spring_rung = 0, spring_streak = 0;
  Field<bool> run_open = false;
  Field<std::uint8_t> run_rung = 0, run_streak = 0;
  PerTrack<Field<bool>> unassessed{};
  Field<std::uint8_t> shoe_left = 0;
  Field<bool> urgent = false, refer = false;
  PerTrack<Field<std::uint8_t>> spikes{};  ///< last four known verdicts, newest in bit 0
  Field<std::uint8_t> wait = 0;            ///< 0 none, 1 a good morning is missing, 2–4 that after 1–3 days
  Field<std::uint8_t> impact_ago =
      0;  ///< days since the last impact session; 0: more than the spacing asks for
  Field<std::uint8_t> high_ago = 0;      ///< the same for high-class sessions
  Field<std::uint8_t> strength_ago = 0;  ///< the same for strength
  PerTrack<Field<Memory>> done{};
  Field<bool> own_runs = false;

  friend bool operator==(const ControllerOf&, const ControllerOf&) = default;

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
using Controller = ControllerOf<Plain>;

[[nodiscard]] std::uint64_t pack(const Controller& controller);
[[nodiscard]] Controller unpack(std::uint64_t word);

/// Several codes at once, one bit each.
class CodeSet {
 public:
  void add(Code code) { words_[index(code) / 64] |= std::uint64_t{1} << (index(code) % 64); }
  void add(const CodeSet& codes) {
    for (std::size_t w = 0; w < words_.size(); ++w) words_[w] |= codes.words_[w];
  }
  void remove(Code code) { words_[index(code) / 64] &= ~(std::uint64_t{1} << (index(code) % 64)); }
  [[nodiscard]] bool has(Code code) const {
    return (words_[index(code) / 64] >> (index(code) % 64) & 1) != 0;
  }

 private:
  static std::size_t index(Code code) { return static_cast<std::size_t>(code); }
  std::array<std::uint64_t, 2> words_{};
};

enum class ImpactPlan : std::uint8_t { none, spring, run, own_run };

/// Step 1. One known verdict at most a track a day: sessions of one track on one day are one.
template <template <class> class Field>
struct JudgeLetterOf {
  PerTrack<Field<Verdict>> verdict{};    ///< none, incomplete (also pending), clear, borderline, excessive
  PerTrack<Field<bool>> charged{};       ///< an excessive verdict that lowers this track
  PerTrack<Field<bool>> withheld{};      ///< a clear verdict that earns nothing after all (painkiller since)
  PerTrack<Field<bool>> late{};          ///< a late excess makes this track's last verdict excessive
  PerTrack<Field<bool>> late_first{};    ///< and it had no known verdict before
  PerTrack<Field<bool>> late_charged{};  ///< and lowers it
  Field<bool> excess =
      false;  ///< any excessive verdict this morning, on a track or not: the impact wait begins
  Field<bool> late_excess = false;        ///< one that counts from today
  Field<bool> other_blocks = false;       ///< a verdict outside the three tracks that is not clear
  Field<std::uint8_t> shoe_clear = 0;     ///< clear sessions in the changed shoe
  Field<bool> morning_ends_wait = false;  ///< today's check-in is ≤ usual and settled
};
using JudgeLetter = JudgeLetterOf<Plain>;

/// A gap without sessions that was crossed today.
enum class Gap : std::uint8_t { none, one_rung, restart };
inline constexpr std::int8_t kNoRung = -2;  ///< no order, no entry

/// Step 2.
template <template <class> class Field>
struct EventsLetterOf {
  Field<bool> urgent = false, refer = false;  ///< after every flag and clearing of the day, in order
  Field<bool> clear_urgent = false, clear_refer = false;
  PerTrack<Field<Gap>> gap{};
  Field<bool> shoe_changed = false;
  PerTrack<Field<std::int8_t>> order_rung{kNoRung, kNoRung, kNoRung};
  Field<std::int8_t> entry_rung = kNoRung;  ///< strength, by test
  Field<bool> own_runs_begin = false, own_runs_end = false;
};
using EventsLetter = EventsLetterOf<Plain>;

/// Step 3.
template <template <class> class Field>
struct DecideLetterOf {
  Field<bool> checkin = false;
  Field<Trend> trend = Trend::unknown;
  Field<bool> trend_step_due = false;
  Field<Irritability> irritability = Irritability::moderate;
  Field<bool> usual_low = false;                       ///< low enough for impact to earn credit
  PerTrack<Field<bool>> reopen_due{true, true, true};  ///< seven days since it was closed
  Field<bool> no_recent_worsening = false, walk_clear = false, raises_pass = false, hills_distance = false;
  PerTrack<Field<bool>> held{};            ///< by order
  Field<bool> run_barred = false;          ///< an order allows no run at all
  Field<std::int8_t> run_rung_max = 31;    ///< by order
  Field<std::int8_t> run_entry_rung = -1;  ///< already running: the rung that the own runs have earned, and
                                           ///< that orders allow
};
using DecideLetter = DecideLetterOf<Plain>;

/// Step 4.
template <template <class> class Field>
struct TodayLetterOf {
  Field<bool> admissible = false;  ///< today's check-in allows impact
  Field<bool> week_strength_may = true;
  Field<bool> rest_day_due = false;
  Field<bool> spring_due = true;
  Field<bool> unplanned_long = false;
  Field<bool> order_spaces_impact = false, order_spaces_strength = false;
  Field<bool> walk_due = false;
  Field<bool> own_run_may = false;  ///< within the first two weeks of a runner who is already running
};
using TodayLetter = TodayLetterOf<Plain>;

/// Step 5.
template <template <class> class Field>
struct SessionsLetterOf {
  PerTrack<Field<Memory>> done{};
  Field<bool> impact = false, high = false;
  Field<bool> shoe_changed = false;  ///< a session in a shoe that no fact had named
};
using SessionsLetter = SessionsLetterOf<Plain>;

enum class Change : std::uint8_t { none, up, opened, down, closed, set };
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

/// What one step of a morning leaves to the next, beside the state; begins anew each day.
template <template <class> class Field>
struct CarryOf {
  PerTrack<Field<bool>> excess{};  ///< the track has to step back
  PerTrack<Field<bool>> raised{};  ///< an order of today opened or raised the track
  PerTrack<Field<bool>> fell{};    ///< it stepped back today
  PerTrack<Field<Gap>> gap{};
  Field<bool> blocks = false;  ///< no step up: a judged verdict other than credited clear, or a step back
  Field<ImpactPlan> impact = ImpactPlan::none;  ///< strength has its turn on days without
};

/// One morning. `judge`, `events`, `decide` and `today` are what the engine calls, in this order; each is
/// nothing but the smaller steps named below it, in their order, which is how the verification takes them.
template <template <class> class Field>
class MorningOf {
 public:
  using State = ControllerOf<Field>;
  using Carry = CarryOf<Field>;
  using Judge = JudgeLetterOf<Field>;
  using Events = EventsLetterOf<Field>;
  using Decide = DecideLetterOf<Field>;
  using Today = TodayLetterOf<Field>;

  MorningOf(State& state, const Rules& rules, const Carry& carry = {});

  void judge(const Judge& letter);
  void count_spikes(int track, const Judge& letter);
  void grade(int track, const Judge& letter);
  void judge_day(const Judge& letter);

  void events(const Events& letter);
  void alerts(const Events& letter);
  void circumstances(const Events& letter);
  void order(int track, const Events& letter);
  void entry(const Events& letter);

  void decide(const Decide& letter);
  void fall(int track, const Decide& letter);
  void try_run(const Decide& letter);
  void try_spring(const Decide& letter);
  void try_strength(const Decide& letter);

  void today(const Decide& decided, const Today& letter);
  void plan_impact(const Decide& decided, const Today& letter);
  void plan_strength(const Decide& decided, const Today& letter);
  void plan_walk(const Decide& decided, const Today& letter);

  [[nodiscard]] const Decision& decision() const { return decision_; }
  [[nodiscard]] const Carry& carry() const { return carry_; }

 private:
  [[nodiscard]] Field<std::uint8_t>& streak(int track);
  void set_rung(int track, int rung);
  void close(int track);
  void step_back(int track, int to, Change change);
  [[nodiscard]] int needed(int track, const Decide& letter) const;
  [[nodiscard]] bool earned(int track, int rung, const Decide& letter) const;
  [[nodiscard]] int strength_below(int rung) const;
  [[nodiscard]] int strength_above(int rung) const;
  [[nodiscard]] Condition common_condition(int track, const Decide& letter) const;
  [[nodiscard]] bool waits_for_high(std::uint32_t high, int next) const;
  [[nodiscard]] bool fits_class(int track) const;
  void opened(int track, int rung);
  void raised(int track, int rung, int needed);
  void step_up_run(const Decide& letter);
  void open_run(const Decide& letter);
  [[nodiscard]] bool impact_may(const Decide& decided, const Today& letter);

  State& state_;
  const Rules& rules_;
  Carry carry_;
  Decision decision_;
};
using Morning = MorningOf<Plain>;

/// Step 5: what was done today becomes tomorrow's memory.
template <template <class> class Field>
void take_sessions(ControllerOf<Field>& state, const Rules& rules, const SessionsLetterOf<Field>& letter);
/// The same for the engine.
void sessions(Controller& state, const Rules& rules, const SessionsLetter& letter);

}  // namespace springback::engine
