#pragma once
// The signals of one diary, worked out a second time from the written rules alone, by scanning all of it
// again for every question: slow, plain, and on purpose nothing like the engine's rings and running state.
//
// What the controller and the prescription did is taken as told (`DayTold`): the automaton is searched
// elsewhere. Everything between the facts and the controller's letters is worked out here.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/advance.h"

namespace springback::oracle {

using engine::Fact;
using engine::PerTrack;
using engine::Verdict;

inline constexpr std::size_t kKinds = 5;  ///< strength, spring, run, walk, other

/// One session or unclaimed recording with the plan that it is compared with.
struct Exercised {
  const Fact* fact = nullptr;
  const engine::Session* session = nullptr;
  const engine::Recording* recording = nullptr;
  Instant at;
  engine::Plan plan;
};

/// What the engine's other half did on one day: read, never judged here.
struct DayTold {
  Day day;
  bool started = false;
  engine::Controller before;  ///< as the day began
  engine::Controller after;   ///< as decided
  engine::Decision decision;
  std::shared_ptr<const engine::Ladder> ladder;
  std::vector<Exercised> exercised;  ///< in order of time; empty until the day has ended
};

struct Morning {
  bool given = false;
  int pain = 0;
  std::optional<int> stiffness;
  std::optional<bool> settled;
  bool analgesic = false;
};

/// All sessions of one kind on one day.
struct Combined {
  bool present = false;
  engine::Relation relation = engine::Relation::unplanned;
  engine::Memory memory = engine::Memory::none;
  bool impact = false, high = false;
  int done = 0, prescribed = 0;
  bool amount_unknown = false, fast = false, pace_prescribed = false;
  bool enough = false;  ///< at least 80 % of what was prescribed
  int during = -1, after = -1;
  bool during_missing = false, limp = false, analgesic = false;
  std::string_view shoe;
  int distance_m = -1, ascent_m = -1;
  int jog_mm_per_s = -1;
  int shortest = 0;  ///< of its single sessions that say how much
  std::int64_t first_ms = 0, last_ms = 0;
  std::vector<const Fact*> early;  ///< begun before 04:00
  engine::CodeSet guards;
};

/// A verdict once it is reached.
struct Judged {
  Verdict verdict = Verdict::none;
  bool charged = false;
  bool clear = false;  ///< and no painkiller since
  bool credited = false;
};

/// Advice that is in sight.
struct Said {
  engine::Code code;
  engine::FlagKind flag;
  Day since;
  friend bool operator==(const Said&, const Said&) = default;
};

/// Why irritability is high, in the numbers of Windows::HighCause.
enum class Cause { two_excessive_days, morning, not_settled_twice };

/// Everything worked out about one day.
struct DayFound {
  Day day;
  bool started = false;
  Morning morning;
  int usual = 0;
  std::optional<int> usual_stiffness;
  int weekly = -1;
  engine::Trend trend = engine::Trend::unknown;
  engine::Irritability irritability = engine::Irritability::moderate;
  std::vector<Cause> high_causes;  ///< every one that holds
  engine::JudgeLetter judge;
  engine::EventsLetter events;
  engine::DecideLetter decide;
  engine::TodayLetter today;
  std::array<std::optional<int>, 5> pain_max;  ///< strength, spring, run, walk, other
  int jog_s_max = INT32_MAX;
  PerTrack<const Fact*> hold{};
  std::vector<const Fact*> limits;
  std::vector<Said> advice;
  PerTrack<int> idle{};
  std::array<Judged, kKinds> judged{};  ///< yesterday's sessions
  bool self_cleared = false;
  const Fact* entry_test = nullptr;  ///< the test that entry_rung reads
  std::string_view new_shoe;         ///< the one that was changed to last
  bool untried = false;              ///< and has not been run in
  // after its sessions
  std::array<Combined, kKinds> done{};
  std::array<Verdict, kKinds> verdict{};  ///< of this day's sessions, as known by now
  bool many_excessive_before = false;  ///< enough excessive days for high irritability, before this morning's
  bool excessive = false;              ///< a day with an excessive verdict: of its sessions, or late
  bool shoe_changed_by_session = false;
  engine::SessionsLetter sessions;
};

class Oracle {
 public:
  /// `facts`: those that count, in order of time. They must outlive the oracle.
  Oracle(std::span<const engine::Protocol> protocols, const std::vector<const Fact*>& facts);

  /// The morning of a day: `told` has been given for every earlier day, and of this one all but `exercised`.
  const DayFound& morning(const DayTold& told);
  /// The day's end: what was done.
  const DayFound& evening(const std::vector<Exercised>& exercised);

 private:
  template <class T>
  struct Seen {
    const Fact* fact;
    const T* body;
  };
  template <class T>
  [[nodiscard]] std::vector<Seen<T>> all(Day from, Day to) const {
    std::vector<Seen<T>> seen;
    for (const auto& [fact, day] : facts_) {
      if (day < from || day > to) continue;
      if (const T* body = std::get_if<T>(&fact->body)) seen.push_back({fact, body});
    }
    return seen;
  }

  // facts
  [[nodiscard]] const engine::Profile* profile(Day day) const;
  [[nodiscard]] std::optional<Day> programme_start(Day day) const;
  [[nodiscard]] Morning morning_of(Day day) const;
  [[nodiscard]] bool injured(const std::optional<engine::Side>& side, Day day) const;
  [[nodiscard]] std::optional<int> affected_raises(const engine::Test& test, Day day) const;

  // medians
  [[nodiscard]] std::vector<int> pains(Day from, Day to) const;
  [[nodiscard]] int weekly(Day day) const;
  [[nodiscard]] int lowest_weekly(Day from, Day to) const;
  [[nodiscard]] int usual(Day day) const;
  [[nodiscard]] std::optional<int> usual_stiffness(Day day) const;
  [[nodiscard]] engine::Trend trend(Day day) const;
  [[nodiscard]] bool many_excessive_days(Day day) const;
  [[nodiscard]] std::vector<Cause> high(Day day) const;
  [[nodiscard]] engine::Irritability irritability(Day day) const;

  // verdicts
  void judge(DayFound& today);
  void judge_late(DayFound& today);
  [[nodiscard]] Verdict own_checks(const DayFound& then, std::size_t kind) const;
  [[nodiscard]] Verdict morning_checks(const DayFound& then, std::size_t kind, const DayFound& today) const;
  [[nodiscard]] Verdict graded(const Morning& morning, const DayFound& then, bool strength) const;
  [[nodiscard]] bool session_on(Day day) const;
  [[nodiscard]] bool late_symptom(const DayFound& then, std::size_t kind, Day day) const;

  // what is done
  [[nodiscard]] Combined combine(std::size_t kind, const std::vector<Exercised>& exercised, Day day) const;
  const engine::PlanItem* compare(Combined& sum, std::size_t kind,
                                  const std::vector<const Exercised*>& own) const;
  static void ground(Combined& sum, const Exercised& one);
  void guards(Combined& sum, const engine::PlanItem* item, Day day) const;
  [[nodiscard]] bool more_than(int percent, const Combined& run, Day day) const;
  [[nodiscard]] bool ran_before(Day day) const;
  [[nodiscard]] bool nothing_known(Day day) const;
  void shoes_of(DayFound& today);

  // the letters
  void events(DayFound& today);
  void flags(DayFound& today);
  void evidence(DayFound& today);
  void orders(DayFound& today);
  void gaps(DayFound& today);
  [[nodiscard]] bool counts_as_time_off(int track, const DayFound& then, int days, const DayTold& told) const;
  [[nodiscard]] Day first_started() const;
  [[nodiscard]] const Fact* latest_raises(Day day) const;
  [[nodiscard]] bool refer_stands(const DayFound& today) const;
  void shoes(DayFound& today);
  void entry(DayFound& today);
  void own_runs(DayFound& today);
  void decide(DayFound& today);
  void plan(DayFound& today);
  void advice_of_the_day(DayFound& today);
  void advice(DayFound& today);
  void say(DayFound& today, engine::Code code, engine::FlagKind flag, int every) const;
  [[nodiscard]] bool raises_pass(Day day) const;
  [[nodiscard]] bool hills_distance(Day day) const;
  [[nodiscard]] bool walk_clear(Day day) const;
  [[nodiscard]] Day last_step_up(Day day) const;
  [[nodiscard]] bool maintained(Day day) const;

  [[nodiscard]] const DayTold& told(Day day) const { return told_[static_cast<std::size_t>(day - first_)]; }
  [[nodiscard]] const DayFound* found(Day day) const;
  [[nodiscard]] DayFound* found(Day day);
  [[nodiscard]] const engine::Protocol& rules() const { return *told_.back().ladder->protocol; }

  std::span<const engine::Protocol> protocols_;
  struct Dated {
    const Fact* fact;
    Day day;
  };
  std::vector<Dated> facts_;
  Day first_;
  std::vector<DayTold> told_;
  std::vector<DayFound> found_;
};

}  // namespace springback::oracle
