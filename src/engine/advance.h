#pragma once
// One day of the engine: `begin_day` decides it, `end_day` takes in what was done. `run()` is a fold of these
// two.
//
// Server, cohort and replay call them; everything that lasts longer than the controller's clocks is a date in
// State.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/controller.h"
#include "engine/prescription.h"
#include "engine/response.h"
#include "engine/run.h"
#include "engine/signals.h"
#include "engine/timeline.h"

namespace springback::engine {

inline constexpr int kFlagKinds = 12;

struct StandingOrder {
  OrderKind kind = OrderKind::hold;
  int track = -1;  ///< −1: every track
  Day from;
  std::optional<Day> until;
  Limit limit;
  const Fact* fact = nullptr;
};

/// Something that was said once and stays in sight for a week; it holds nothing.
struct Advice {
  Code code = Code::advise_flag;
  FlagKind flag = FlagKind::unsure;  ///< for advise_flag
  Day since;
  const Fact* fact = nullptr;
};

/// A step back that time off took; it is told until a session on the lower rung is done.
struct GapStep {
  std::int32_t days = 0;  ///< the gap on that day; 0: none to tell
  Day on;
};

/// The evidence for a referral; a clearing fact empties it.
struct Evidence {
  std::uint32_t worsening_days = 0;  ///< bit n: n days ago
  PerTrack<std::array<std::uint8_t, 34>>
      falls{};  ///< by rung + 1: falls since the last credited session on it
  PerTrack<std::array<std::optional<Day>, 3>> closed{};  ///< by excess, the newest last
  CodeSet causes;
  std::uint16_t urgent_flags = 0, refer_flags = 0;  ///< bit: FlagKind
  std::array<const Fact*, kFlagKinds> flag_facts{};
  PerTrack<bool> spiking{};
  int track = -1;  ///< of refer_same_rung and refer_closed_twice
};

/// A runner who is already running (section 6, entry).
struct OwnRuns {
  std::int32_t max_s = 0;  ///< the shortest run of the two weeks before; 0: the path is not offered
  std::int32_t clear = 0;
  std::int32_t shortest_s = 0;  ///< of the clear ones
  bool ended = false;
};

struct State {
  Day day;  ///< the last day begun
  bool any_day = false;
  Controller controller;
  Windows windows;
  std::array<SessionDay, 2> session_days{};  ///< yesterday's and the day before's, in turn
  std::uint8_t newest = 0;                   ///< which of the two is yesterday's

  const Profile* profile = nullptr;
  std::optional<Day> first_profile;
  bool started = false;
  Day start;  ///< programme day 1
  std::shared_ptr<const Ladder> ladder;
  const Protocol* named = nullptr;  ///< by a `protocol` fact
  bool protocol_unknown = false;

  std::vector<StandingOrder> orders;
  std::vector<Advice> advice;
  Evidence evidence;
  std::optional<Day> self_cleared;
  std::optional<Day> last_worsening, trend_stepped;
  std::optional<Day> excess_of;  ///< the day of the sessions that were found too much last
  PerTrack<std::optional<Day>> closed_by_excess;
  PerTrack<std::int32_t> idle{};  ///< days off that count
  PerTrack<GapStep> gap_step{};
  PerTrack<Verdict> last_verdict{};
  Day last_step_up;
  std::optional<Day> last_strength, last_spring, last_walk, walk_clear, unplanned_long;
  const Fact* strong_symptom = nullptr;  ///< of the last day with one, the worst of it
  const Fact* raises = nullptr;          ///< latest heel-raise test
  const Fact* hop = nullptr;             ///< latest hop test
  const Fact* raises_used = nullptr;
  const Fact* first_score = nullptr;
  const Fact* last_score = nullptr;
  bool score_judged = false;
  OwnRuns own;
  std::vector<std::string_view> shoes;
  std::string_view new_shoe;
  bool shoe_untried = false;  ///< changed, and not yet run in
  std::optional<std::int32_t> drop_tenths_mm;
  std::array<std::int32_t, 10> easy_mm_per_s{};
  int easy_runs = 0;
  bool goal_reached = false;
  bool maintained = false;
  std::int8_t first_weeks = -1;  ///< median morning pain of the first two weeks
  std::int32_t visa_gained = 0;

  [[nodiscard]] SessionDay& yesterday() { return session_days[newest]; }
  [[nodiscard]] const SessionDay& yesterday() const { return session_days[newest]; }
  [[nodiscard]] SessionDay& before() { return session_days[1U - newest]; }
};

/// Everything one morning saw and decided. Pointers into the state stay valid until `end_day`.
struct DayResult {
  Day day;
  bool started = false;
  bool protocol_changed = false;
  const Fact* protocol_fact = nullptr;
  MorningFacts morning;
  FixedList<const Fact*, 8> checkins;  ///< of the day, in order
  Judged judged;
  std::int32_t usual = 0;
  std::optional<std::int32_t> usual_stiffness;
  Trend trend = Trend::unknown;
  Irritability irritability = Irritability::moderate;
  bool admissible = false;
  EventsLetter events;
  DecideLetter decide;
  TodayLetter today;
  Decision decision;
  Plan plan;
  std::array<Pain, kAllTracks> pain_max = kNoPainLimit;  ///< by order
  PerTrack<const StandingOrder*> hold{};
  FixedList<const StandingOrder*, 8> limits;  ///< in force, the newest last
  std::int32_t jog_s_max = INT32_MAX;         ///< by order, total
  PerTrack<const Fact*> rung_order{};         ///< of today, that names a rung of the ladder
  PerTrack<const Fact*> unknown_rung{};       ///< of today, that names none
  const Fact* order_cleared = nullptr;
  bool raises_stale = false;
};

/// A fresh state: nothing known, the first protocol at hand.
[[nodiscard]] State make_state(Protocols protocols);

/// Opens `day` (the day after the last one begun, or any first day) and decides it from that day's facts
/// other than sessions and recordings, in a timeline's order.
[[nodiscard]] DayResult begin_day(State& state, Day day, std::span<const Fact* const> facts,
                                  Protocols protocols);

struct RunSeen;

/// Takes in the day's sessions and unclaimed recordings, sorted by time; each names the plan it is compared
/// with. Gives what the controller was told of them; `seen`, where it is given, what the guards measured.
SessionsLetter end_day(State& state, const DayResult& result, std::span<Exposure> exposures,
                       RunSeen* seen = nullptr);

}  // namespace springback::engine
