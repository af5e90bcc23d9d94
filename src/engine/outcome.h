#pragma once
// What the engine says about one day: every stage of the flow, with the reasons as codes and figures, never
// as text.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/civil.h"
#include "base/id.h"
#include "engine/diary.h"
#include "engine/protocol.h"

namespace springback::engine {

enum class Phase : std::uint8_t { strength, spring, walk_jog, continuous, full, maintain };
enum class AlertLevel : std::uint8_t { none, advise, refer, urgent };
enum class Trend : std::uint8_t { worsening, rising, drifted, unknown, steady };
enum class Irritability : std::uint8_t { high, moderate, low };
enum class Verdict : std::uint8_t { none, pending, incomplete, clear, borderline, excessive };
enum class Action : std::uint8_t { none, stop, hold, rest, repeat, progress, step_back };

/// Every reason the engine can give. Scripts rely on the names: extend, never rename.
enum class Code : std::uint8_t {
  urgent_flag,
  refer_spiking,
  refer_closed_twice,
  refer_worsening,
  refer_flag,
  refer_same_rung,
  advise_persistent,
  advise_stalled,
  advise_flag,
  advise_usual_high,
  advise_score,
  order_hold,
  order_limit,
  order_rung,
  order_clear,
  excessive_during,
  excessive_after,
  excessive_limp,
  excessive_morning,
  excessive_stiffness,
  late_excess,
  not_settled,
  trend_rising,
  trend_drifted,
  trend_worsening,
  trend_unknown,
  irritability_high,
  time_off,
  pending,
  incomplete,
  borderline,
  underdone,
  overdone,
  unplanned,
  analgesic,
  one_increase,
  streak_short,
  progress_earned,
  gate_closed,
  gate_open,
  entry_test,
  entry_running,
  needs_checkin,
  impact_wait,
  spacing,
  weekly_rest,
  gate_walk,
  test_due,
  reopen_wait,
  morning_inadmissible,
  unplanned_long,
  spring_weekly,
  spring_waits,
  maintenance,
  protocol_changed,
  guard_distance,
  guard_climb,
  guard_pace,
  guard_days,
  guard_gap,
  guard_shoe,
  good_on_rest_day,
  goal_reached,
  not_started,       ///< no profile yet, or its `started` lies ahead
  protocol_unknown,  ///< the diary names a protocol that is not at hand: nothing is prescribed
};
inline constexpr int kCodeCount = static_cast<int>(Code::protocol_unknown) + 1;

/// "progress_earned" and so on.
[[nodiscard]] std::string_view name(Code code);
[[nodiscard]] std::string_view name(Phase phase);
[[nodiscard]] std::string_view name(AlertLevel level);
[[nodiscard]] std::string_view name(Trend trend);
[[nodiscard]] std::string_view name(Irritability irritability);
[[nodiscard]] std::string_view name(Verdict verdict);
[[nodiscard]] std::string_view name(Action action);
[[nodiscard]] std::string_view name(Track track);
[[nodiscard]] std::string_view name(FlagKind flag);
[[nodiscard]] std::string_view name(Context context);

/// One figure or name of a reason. Keys are static strings; a text value is an id (a rung, a flag, a check),
/// never prose.
struct Param {
  std::string_view key;
  std::variant<std::int64_t, std::string> value;
};

struct Reason {
  Code code = Code::pending;
  std::optional<Track> track;
  std::vector<Param> params;
  std::vector<Uuid> facts;
  std::string_view source;  ///< where the rule comes from: a seed row or an id of the literature
};

/// One thing to do today. `rung` is a rung's id, "gate_walk", or "own_run" (already running, before the
/// ladder opens).
struct Item {
  Track track = Track::strength;
  std::string rung;
  Dose dose;                           ///< walk: only walk_s and one round
  std::optional<std::int32_t> load_g;  ///< external load, when body mass is known
  std::int32_t pain_max = 0;
  double load = 0;  ///< ordinal tendon load, walking steps = 1 (section 8), rounded to a tenth
};

/// What is above the rung that a track stands on: another, nothing, or only what needs equipment not at hand.
enum class Above : std::uint8_t { rung, nothing, equipment };

struct TrackOutcome {
  bool open = false;
  std::string rung;
  std::int32_t rung_index = 0;  ///< 0 is the ladder's foot, −1 the calm dose
  std::int32_t streak = 0;
  std::int32_t needed = 0;
  Action action = Action::none;
  Verdict verdict = Verdict::none;  ///< of the track's latest session
  Above above = Above::rung;
  bool closed_again = false;  ///< closed now, and was open before
};

/// One change of the next answer that would alter the next decision, found by running the engine.
struct WouldChange {
  enum class Answer : std::uint8_t { checkin_pain, checkin_settled, pain_during };
  /// Whether it is so from that pain on, or at that pain alone.
  enum class Side : std::uint8_t { same, more, less };
  /// What changes: the action; the same action at another dose; a step up that is not made; a closed track
  /// that opens, or does not; an open one that closes.
  enum class Effect : std::uint8_t { action, dose, no_step, opens, no_open, closes };
  Answer answer = Answer::checkin_pain;
  std::int32_t value = 0;  ///< pain, or 0 for settled = false
  Side side = Side::same;
  Track track = Track::strength;
  Action action = Action::none;  ///< what the track would do instead
  Effect effect = Effect::action;
  std::string rung{};  ///< of the other dose
};

/// A recorded or told session beside what was prescribed for it.
struct Comparison {
  Uuid session;  ///< or the recording, when no session claims it
  Track track = Track::run;
  bool planned = false;
  std::int32_t prescribed = 0;  ///< jog seconds, repetitions, seconds of hold
  std::int32_t done = 0;
  std::optional<std::int32_t> ascent_m;
  std::optional<std::int32_t> distance_m;
  std::vector<Uuid> also;   ///< recordings that were taken as the same activity and left out; the first ones
  bool held = false;        ///< the amounts are seconds of holding
  bool other_unit = false;  ///< what was done is told in another unit than what was prescribed
};

struct Outcome {
  Day date;
  std::string protocol;  ///< "id@version"
  std::string protocol_hash;
  Phase phase = Phase::strength;
  AlertLevel alert = AlertLevel::none;
  std::vector<Code> alert_codes;
  std::optional<std::int32_t> usual_pain;
  Trend trend = Trend::unknown;
  Irritability irritability = Irritability::moderate;
  TrackOutcome strength, spring, run;
  std::vector<Item> today;
  std::vector<Reason> reasons;
  bool morning_open = false;  ///< no answer of this morning yet: it is the next one
  std::vector<WouldChange> would_change;
  std::vector<Comparison> compared;  ///< the sessions of yesterday
};

}  // namespace springback::engine
