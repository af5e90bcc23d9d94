#pragma once
// What was done on one day, track by track, beside what was prescribed: the first half of every verdict.
//
// Sessions of one track on one day are one: amounts add up, answers are the worst. Nothing recorded is ever
// read as zero load.

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/fixed_list.h"
#include "engine/controller.h"
#include "engine/diary.h"
#include "engine/prescription.h"

namespace springback::engine {

inline constexpr std::size_t kAllTracks = 5;  ///< strength, spring, run, walk, other: the order of `Track`
inline constexpr std::array<Pain, kAllTracks> kNoPainLimit{10, 10, 10, 10, 10};

enum class Relation : std::uint8_t { as_planned, under, over, unplanned };

/// The check-ins of one day as one: highest pain, longest stiffness, unsettled if any says so.
struct MorningAnswer {
  bool given = false;
  Pain pain = 0;
  std::optional<std::int32_t> stiffness_min;
  std::optional<bool> settled;
  bool analgesic = false;
  const Fact* fact = nullptr;  ///< the worst one

  void add(const Checkin& checkin, const Fact& from);
};

/// Recordings that were left out for another one of the same activity: the first ones.
using LeftOut = FixedList<const Fact*, 4>;

/// One track's sessions of one day.
struct TrackDay {
  Track track = Track::strength;
  Verdict verdict = Verdict::none;  ///< once a morning has judged it
  Relation relation = Relation::unplanned;
  Memory memory = Memory::none;
  bool impact = false, high = false;
  std::int32_t shortest = 0;                    ///< of the single sessions, where something was told
  std::int32_t done = 0, prescribed = 0;        ///< jog seconds, repetitions, seconds of hold; walk: seconds
  std::int32_t distance_m = -1, ascent_m = -1;  ///< −1: not known
  std::int32_t jog_mm_per_s = -1;               ///< speed of the jogging, where it is known
  bool fast = false;
  bool pace_prescribed = false;  ///< strides or faster running were asked for
  bool amount_unknown = false;   ///< said to be as prescribed, but nothing was: no less than any run
  Pain during = -1, after = -1;  ///< highest; −1: not answered
  bool during_missing = false;   ///< of any session
  Pain pain_max = 10;            ///< by order
  bool limp = false, analgesic = false;
  std::string_view shoe;  ///< of the last session that names one
  CodeSet guards;
  std::array<std::int32_t, 2> guard_distance{};  ///< per cent above the longest, and the band
  std::int64_t first_ms = 0, last_ms = 0;        ///< begin, UTC
  MorningAnswer own_day;            ///< check-ins of the same day after a session begun before 04:00
  FixedList<const Fact*, 4> facts;  ///< the first ones
  LeftOut also;                     ///< recordings of these sessions that were left out
  bool held = false;                ///< the plan asked for holds: its amounts are seconds
  bool other_unit = false;      ///< repetitions were told where holds were planned, or the other way round
  bool step_in_ladder = false;  ///< ≥ 80 % of what was prescribed: time off begins anew

  [[nodiscard]] std::size_t index() const { return static_cast<std::size_t>(track); }
  /// Strength, spring and run have a ladder; walk and other have none.
  [[nodiscard]] bool on_ladder() const { return index() < kTracks; }
};

/// Which track a recording belongs to. Anything with a minute of jogging is a run, whatever the watch called
/// it; a sport that is not known to be free of impact is `other` with impact.
struct RecordedKind {
  Track track = Track::other;
  bool impact = false;
};
[[nodiscard]] RecordedKind recorded_kind(const Recording& recording);

/// Called a run, but neither jog nor walk for most of the time (a treadmill without a sensor).
[[nodiscard]] bool steps_unknown(const Recording& recording);
/// Jogging as it counts; where the steps are unknown, all that is not walking.
[[nodiscard]] std::int32_t recorded_jog_s(const Recording& recording);

/// One session as the facts tell it: a `session`, a recording that none claims, or both.
struct Exposure {
  const Fact* fact = nullptr;
  const Session* session = nullptr;      ///< null: only recorded
  const Recording* recording = nullptr;  ///< null: only told
  Instant at;
  const Plan* plan = nullptr;  ///< the decision from the facts before it
  LeftOut also{};              ///< other recordings of it

  [[nodiscard]] Track track() const {
    return session != nullptr ? session->track : recorded_kind(*recording).track;
  }
};

/// All exposures of one day and one track as one, in `day`, which must be fresh; there is at least one
/// exposure.
void combine(const Ladder& ladder, Track track, std::span<const Exposure> exposures, TrackDay& day);

}  // namespace springback::engine
