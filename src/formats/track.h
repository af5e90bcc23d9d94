#pragma once
// One activity of a text format as columns, before it has a meaning; and the step from there to a reading.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "codec/reading.h"
#include "engine/recording.h"
#include "formats/written_values.h"

namespace springback::formats {

// chosen: a shorter silence between two stretches is where a watch ended a lap or saved a point less, not a
// stop.
inline constexpr std::int64_t kShortestPause_s = 10;

struct TrackPoint {
  std::int64_t time_s = engine::kNoTime;
  Position position;
  std::int32_t altitude_cm = engine::kNoSample;
  std::int32_t speed_mm_s = engine::kNoSample;
  std::int32_t distance_cm = engine::kNoSample;
  std::int32_t cycles_min_128 = engine::kNoSample;  ///< as written: strides or steps
};

/// What a text holds of one activity.
struct Track {
  engine::Samples samples;  ///< without steps: those follow from the cycles
  std::vector<std::int32_t> cycles_min_128;
  std::vector<engine::TimerChange> timer;
  std::string sport = "unknown";
  // Its own totals, where it gives them.
  std::optional<std::uint64_t> distance_cm;
  std::optional<std::uint64_t> timer_ms;
  std::optional<std::int32_t> ascent_m;
  std::optional<std::int32_t> steps;
  bool totals_expected = true;  ///< false: the format has none, so nobody need be told that they are missing
  std::optional<Instant> stated_start;     ///< for when no sample has a time
  std::optional<std::int16_t> offset_min;  ///< the place's clock minus UTC, where a time said so
  bool zoneless = false;                   ///< times without zone were taken as UTC
  bool cut = false;                        ///< the text ended, or could not be read, in the middle of it
  std::vector<codec::ReadingFault> faults;

  [[nodiscard]] std::size_t size() const { return samples.time_s.size(); }
  /// Unless there is neither time nor place in it.
  void add(const TrackPoint& point);
  /// Reads a time and remembers what it says of the zone; kNoTime when it is none.
  std::int64_t take_time(std::string_view text);
  /// The timer stood between these two times, unless they are so near to one another that it did not.
  void pause(std::int64_t from_s, std::int64_t to_s);
};

/// First and last time of the samples [from, to); kNoTime when none has one.
[[nodiscard]] std::int64_t first_time(const Track& track, std::size_t from, std::size_t to);
[[nodiscard]] std::int64_t last_time(const Track& track, std::size_t from, std::size_t to);

/// What it means: bouts, totals, climb, steps. Totals are the text's own; what it does not give, gives
/// implausibly, or gives of a piece that is missing comes from the samples.
[[nodiscard]] codec::Reading reading_of(Track track, std::string format);

/// An activity and where it stands in the file.
struct TrackPiece {
  Track track;
  std::uint64_t from = 0;  ///< its '<', bytes from the file's start
  std::uint64_t to = 0;    ///< behind its '>'
};

/// A file's activities in its order.
struct TrackPieces {
  std::vector<TrackPiece> found;
  std::optional<codec::ReadingFault> fault;  ///< where the reading ended early
  bool other_content = false;                ///< a course, a route, places: sound, but nothing that was done
};

}  // namespace springback::formats
