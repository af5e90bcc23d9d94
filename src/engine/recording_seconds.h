#pragma once
// A recording's samples put in order: one point a second, and from them the timer's seconds on foot, one by
// one. What a second was, `recording_meaning` decides.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/recording.h"

namespace springback::engine {

/// All samples of one second, merged. Times count from the first.
struct Point {
  std::int32_t t = 0;
  std::int32_t latitude = kNoSample;
  std::int32_t longitude = kNoSample;
  std::int32_t altitude = kNoSample;
  std::int32_t speed = kNoSample;
  std::int32_t distance = kNoSample;
  std::int32_t rate = kNoSample;
};

enum class Kind : std::uint8_t { jog, walk, still, unknown };

/// One second of the timer on foot.
struct Second {
  std::int32_t t = 0;
  std::int32_t speed = kNoSample;
  std::int32_t rate = kNoSample;
  std::int32_t advance_cm = kNoSample;
  Kind kind = Kind::unknown;
};

/// Which samples count, in order of time: those with a time, without the ones that a wrong clock threw far
/// away.
[[nodiscard]] std::vector<std::size_t> in_time(const Samples& samples);

/// One point a second: some devices write a second's heart rate and position as two records.
[[nodiscard]] std::vector<Point> merged(const Samples& samples, const std::vector<std::size_t>& order);

/// Speeds that are absent follow from the way between the places around them.
void fill_speeds(std::vector<Point>& points);

/// By the distance column, else by the speeds, else by positions.
[[nodiscard]] std::int64_t total_distance_cm(const std::vector<Point>& points);

/// The stretches in which the timer stood, in order, counted from `start_s`.
[[nodiscard]] std::vector<TimeSpan> pauses(const std::vector<TimerChange>& changes,
                                           const std::vector<Point>& points, std::int64_t start_s);

/// The stretches on foot, in order, counted from `start_s`; they end at `end`.
[[nodiscard]] std::vector<TimeSpan> foot_spans(const RecordingInput& input, std::int64_t start_s,
                                               std::int32_t end);

/// The timer's seconds on foot, one by one; also the totals that need no kind.
[[nodiscard]] std::vector<Second> seconds_on_foot(const std::vector<Point>& points,
                                                  std::span<const TimeSpan> paused,
                                                  std::span<const TimeSpan> on_foot,
                                                  RecordingMeaning& meaning);

/// Climb of the altitude column, smoothed; only where the timer ran on foot.
[[nodiscard]] std::optional<std::int32_t> ascent_m(const std::vector<Point>& points,
                                                   std::span<const TimeSpan> on_foot);

}  // namespace springback::engine
