#pragma once
// A protocol: every number a clinic may change, and the three ladders. Loaded from a file, proved, then
// followed.
//
// The fields carry no defaults of their own: a protocol file states each number with its source, and the
// loader refuses one that is missing. What the numbers mean stands beside the rule that reads them.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "engine/diary.h"

namespace springback::engine {

/// The one variable by which a rung exceeds the rung below (seed S05). `none` only at a ladder's foot.
enum class Variable : std::uint8_t { none, load, volume, speed, impact };
enum class DayClass : std::uint8_t { light, medium, high };
enum class Terrain : std::uint8_t { flat, gentle_hills, hills };
enum class RunPace : std::uint8_t { easy, strides, faster };

/// A loading exercise and its peak tendon force for one leg, walking = 1000.
struct Exercise {
  std::string id;
  std::int32_t force_permille = 0;  ///< without external load
};

/// What to do. Exactly one kind is set: repetitions (sets × reps), holds (sets × hold_s) or a run (rounds of
/// jog, walk).
struct Dose {
  std::int32_t exercise = -1;  ///< index into Protocol::exercises; −1 for a run
  std::int32_t sets = 0;
  std::int32_t reps = 0;                  ///< a set
  std::int32_t hold_s = 0;                ///< a set; 0 when repetitions are counted
  std::int32_t load_permille = 0;         ///< external load as a share of body mass
  std::array<std::int32_t, 3> tempo_s{};  ///< up, hold, down; all zero: not paced
  std::int32_t jog_s = 0;                 ///< a round
  std::int32_t walk_s = 0;                ///< a round
  std::int32_t rounds = 0;
  Terrain terrain = Terrain::flat;
  RunPace pace = RunPace::easy;

  [[nodiscard]] std::int32_t total_jog_s() const { return jog_s * rounds; }
  /// Repetitions or seconds of hold: what credit counts for strength and spring.
  [[nodiscard]] std::int32_t amount() const { return sets * (hold_s > 0 ? hold_s : reps); }
  friend bool operator==(const Dose&, const Dose&) = default;
};

struct Rung {
  std::string id;
  Dose dose;
  Variable raises = Variable::none;
  DayClass day_class = DayClass::light;
  std::vector<Equipment> needs_one_of;  ///< empty: nothing
};

/// Section 3: one session's checks (S02, S07).
struct Checks {
  std::int32_t effort_pain_clear_max, effort_pain_borderline_max;  // pain during, pain after
  std::int32_t morning_borderline_above;                   // usual + this is borderline; more is excessive
  std::int32_t morning_never_excessive_max;                // a morning this low is at most borderline
  std::int32_t morning_clear_max, morning_borderline_max;  // absolute
  std::int32_t strength_tolerance;                         // added to both absolute limits for strength
  std::int32_t stiffness_clear_above_min, stiffness_borderline_above_min;
  std::int32_t late_from_h, late_to_h;
};
struct Usual {
  std::int32_t window_days, mornings_min, cap_window_days, cap_above;
};
/// Section 4 (S08).
struct TrendRule {
  std::int32_t scores_min, worsening_by, drift_window_days, drift_above, step_every_days;
};
/// Section 5 (S04).
struct IrritabilityRule {
  std::int32_t high_excessive_days, high_window_days, high_recent_days, high_morning_min, low_median_max,
      low_verdicts_min;
};
/// Sections 3 and 5 (S14).
struct Earning {
  std::int32_t streak_low, streak_moderate, streak_calm, dose_min_pct, dose_max_pct;
};
/// Section 6 (S13, S16).
struct Spacing {
  std::int32_t impact_days_between, high_days_between, strength_days_between, strength_per_week_max;
  std::int32_t rest_days_per_week, impact_wait_days;
  std::int32_t admissible_above_usual, admissible_max, symptom_blocks_from;
  std::int32_t spring_every_days, unplanned_long_days;
};
struct Gates {
  std::string spring_needs_strength_rung, run_needs_spring_rung;
  std::int32_t spring_usual_max;
  std::int32_t run_no_worsening_days, walk_s, walk_within_days, walk_every_days;
  std::int32_t raises_min, raises_other_side_pct, raises_within_days;
  std::int32_t hills_clear_runs, hills_weekly_pct, hills_weekly_days;
  std::int32_t reopen_days;
  std::int32_t full_clear_runs, maintain_raises_min, maintain_other_side_pct, maintain_both_min,
      maintain_per_week;
};
struct Entry {
  std::int32_t test_pain_max, after_days_off;
  std::int32_t raises_low, raises_high;
  std::string rung_low, rung_high;
  std::int32_t running_days, running_clear_runs, running_hop_pain_max, running_raises_min;
  std::string running_rung_max;
};
/// Section 7, rule 7; no research gives these.
struct TimeOff {
  std::int32_t first_days, second_days, restart_days;
};
/// Section 7, rules 1–3 (S18).
struct Alerts {
  std::int32_t spikes, spikes_of, same_rung_falls, closed_times, closed_within_days;
  std::int32_t persistent_from_day, persistent_window_days, persistent_pain_min, persistent_first_days;
  std::int32_t persistent_no_step_days, persistent_every_days, stalled_days, usual_high_min;
  std::int32_t visa_gain_min, visa_by_day, advise_days, advise_again_days, self_clear_every_days;
};
/// Section 7, guards on recorded runs (S03, S16).
struct Guards {
  std::int32_t distance_window_days;
  std::array<std::int32_t, 3> distance_bands_pct;
  std::int32_t climb_m_per_km, pace_faster_pct, pace_runs_min, days_in_row, gap_days;
};
/// Section 8 (B04). Ordinal: nothing is decided by it but the ladder check.
struct LoadRule {
  std::int32_t exponent;                                                           ///< 4–9
  std::int32_t walk_steps_per_min, jog_steps_per_min;                              ///< both feet
  std::int32_t jog_force_permille, strides_force_permille, faster_force_permille;  ///< walking = 1000
};
struct Continuous {
  std::int32_t start_min, step_pct, step_min, beyond_rungs, beyond_pct;
  std::int32_t goal_min_lowest, goal_min_highest, goal_min_default;
};

/// Where a number comes from: a source in the literature, or a reason why it was chosen. Never both.
struct Citation {
  std::string key;  ///< dotted path, as in the file
  std::string source;
  std::string chosen;
};

/// One entry of a protocol's list of sources.
struct Source {
  std::string id;     ///< what a citation names: "seed S07", "silbernagel-2007"
  std::string title;  ///< authors, title, year
  std::string where;  ///< journal and pages, or the place where it was read
  std::string how_sure;
};

struct Protocol {
  std::string id;
  std::int32_t version = 0;
  std::string title;
  Site site = Site::midportion;
  std::string hash;  ///< SHA-256 of the canonical JSON, hexadecimal

  Checks checks{};
  Usual usual{};
  TrendRule trend{};
  IrritabilityRule irritability{};
  Earning earning{};
  Spacing spacing{};
  Gates gates{};
  Entry entry{};
  TimeOff time_off{};
  Alerts alerts{};
  Guards guards{};
  LoadRule load{};
  Continuous continuous{};

  std::vector<Exercise> exercises;
  Rung calm;  ///< strength's dose below rung 0
  std::vector<Rung> strength;
  std::vector<Rung> spring;
  std::vector<Rung> walk_jog;  ///< the run ladder below continuous running
  std::vector<Rung> beyond;  ///< hills and speed, after the longest easy run; `dose.jog_s` is filled from it

  std::vector<Citation> citations;
  std::vector<Source> sources;
};

[[nodiscard]] std::string_view name(Site site);
[[nodiscard]] std::string_view name(Equipment equipment);
[[nodiscard]] std::string_view name(Variable variable);
[[nodiscard]] std::string_view name(DayClass day_class);
[[nodiscard]] std::string_view name(Terrain terrain);
[[nodiscard]] std::string_view name(RunPace pace);

/// One number of a protocol: its dotted key, where it lives, and the range that the rules of sections 3 to 9
/// and the controller's packed state can hold. `at` for writing, `read` for reading.
struct ProtocolNumber {
  std::string_view key;
  std::int32_t& (*at)(Protocol&);
  std::int32_t lowest;
  std::int32_t highest;
  [[nodiscard]] std::int32_t read(const Protocol& protocol) const {
    return at(const_cast<Protocol&>(protocol));  // NOLINT: `at` only hands out the place
  }
};
/// Every number outside the ladders, in the order of the fields above.
[[nodiscard]] std::span<const ProtocolNumber> protocol_numbers();

/// The same for the rungs that rules name: "gates.spring_needs_strength_rung" and so on.
struct ProtocolName {
  std::string_view key;
  std::string& (*at)(Protocol&);
  [[nodiscard]] const std::string& read(const Protocol& protocol) const {
    return at(const_cast<Protocol&>(protocol));  // NOLINT: `at` only hands out the place
  }
};
[[nodiscard]] std::span<const ProtocolName> protocol_names();

/// The run ladder of one goal: walk–jog, continuous running up to the goal, three longer runs, hills, speed.
/// Ids of continuous rungs are run_<minutes>. `goal` is the index of the goal's rung, `continuous` of the
/// first continuous one, `hills` of the first rung behind the hills gate.
struct RunLadder {
  std::vector<Rung> rungs;
  std::int32_t continuous = 0;
  std::int32_t goal = 0;
  std::int32_t hills = 0;
};

/// `goal_min` outside the protocol's range is taken to its nearer end.
[[nodiscard]] RunLadder run_ladder(const Protocol& protocol, std::int32_t goal_min);

/// A fault of a protocol: the key of the file, and what is wrong in plain words.
struct ProtocolFault {
  std::string key;
  std::string detail;
};

/// What engine rules forbid whatever a clinic wants (sections 6 and 8): a rung that raises none or two
/// variables, a tendon load that falls from one rung to the next for an exponent from 4 to 9, gates that name
/// no rung, numbers outside the range that the controller can hold. Empty: it may be followed.
[[nodiscard]] std::vector<ProtocolFault> check_protocol(const Protocol& protocol);

}  // namespace springback::engine
