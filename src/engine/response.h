#pragma once
// The verdict on a day's sessions: during, after, and the morning that follows (S02, S07).

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/controller.h"
#include "engine/exposure.h"

namespace springback::engine {

/// One day's sessions, waiting for their morning. Kept for two days.
struct SessionDay {
  Day day;
  bool any = false;  ///< a session that is not a walk
  std::int32_t usual = 0;
  std::optional<std::int32_t> usual_stiffness;
  bool analgesic = false;                  ///< a check-in of the day said so
  FixedList<TrackDay, kAllTracks> tracks;  ///< those with a session, in the order of `Track`
};

/// A symptom as the verdicts read it: on the injured side.
struct SymptomSeen {
  std::int64_t at_ms = 0;
  Pain pain = 0;
  const Fact* fact = nullptr;
};

/// What a morning found about one track's sessions of the day before (or, late, of the day before that).
struct Judgement {
  Day session_day;
  Track track = Track::strength;
  Verdict verdict = Verdict::none;
  bool charged = false;   ///< lowers its track
  bool late = false;      ///< a late excess, which counts from today
  bool withheld = false;  ///< clear, but painkillers cover it
  bool credited = false;
  CodeSet codes;
  const TrackDay* day = nullptr;  ///< valid while the morning is
  std::int32_t usual = 0;
  std::optional<std::int32_t> usual_stiffness;
};

struct MorningFacts {
  MorningAnswer answer;
  FixedList<SymptomSeen, 16> symptoms;  ///< on the injured side, the worst kept when there are more
  bool unsettled_yesterday = false;     ///< yesterday's check-in said "no"
};

struct Judged {
  FixedList<Judgement, 2 * kAllTracks> found;
  JudgeLetter letter;
};

/// Judges yesterday's sessions, and what is still open of the day before. `yesterday` and `before` receive
/// their verdicts, and `out`, which must be empty, what was found. `open` says which tracks are open this
/// morning.
void judge_day(const Protocol& protocol, const PerTrack<bool>& open, const MorningFacts& morning,
               SessionDay& yesterday, SessionDay& before, Judged& out);

}  // namespace springback::engine
