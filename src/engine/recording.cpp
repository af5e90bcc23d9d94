#include "engine/recording.h"

#include <algorithm>
#include <array>
#include <span>

#include "engine/recording_seconds.h"

namespace springback::engine {
namespace {

// source: Tudor-Locke 2019, IJBNPA 16:8: vigorous walking is 130 steps/min. Up to here it is a walk.
constexpr std::int32_t kWalkRate_10 = 1300;
// chosen: nearer to a jog's 160 steps/min than to a brisk walk's 130; between the two the last kind goes on.
constexpr std::int32_t kJogRate_10 = 1450;
// chosen: fewer steps than a stroll's are no gait (or a sensor that lost it).
constexpr std::int32_t kNoGaitRate_10 = 400;
// chosen: people change from walking to running at about 2 m/s; the band around it is the hysteresis.
constexpr std::int32_t kWalkSpeed_mm_s = 1800;
constexpr std::int32_t kJogSpeed_mm_s = 2100;
// chosen: nobody walks at 2.6 m/s with fewer than 130 steps/min; then the cadence is what is wrong.
constexpr std::int32_t kNoWalkSpeed_mm_s = 2600;
// chosen: below this, drift of a position at rest and shuffling look alike.
constexpr std::int32_t kStillSpeed_mm_s = 400;
// chosen: an unknown sport with more than a tenth of its moving time above 6.5 m/s (2:34 min/km) was not on
// foot.
constexpr std::int32_t kNotOnFootSpeed_mm_s = 6500;
constexpr int kNotOnFootShare = 10;
// chosen: seconds without any value that still belong to what was done before them.
constexpr int kHeld_s = 30;
// chosen: shorter than any prescribed bout by far, longer than a stumble of the signal.
constexpr std::int32_t kShortestBout_s = 10;
// chosen: half of the median's window, in seconds.
constexpr std::ptrdiff_t kHalfWindow_s = 3;

/// The middle one of seven, without a branch: of five the least and the greatest cannot be it; two more come
/// in and go the same way.
std::int32_t middle_of_seven(std::array<std::int32_t, 7> v) {
  const auto order = [&v](std::size_t low, std::size_t high) {
    const std::int32_t least = std::min(v[low], v[high]);
    v[high] = std::max(v[low], v[high]);
    v[low] = least;
  };
  // v[0] becomes the least of 0…4, v[4] the greatest.
  order(0, 1);
  order(3, 4);
  order(0, 3);
  order(1, 4);
  order(0, 2);
  order(2, 4);
  // The same of 1, 2, 3, 5: least to 1, greatest to 5.
  order(1, 2);
  order(3, 5);
  order(1, 3);
  order(2, 5);
  // Of the three that are left (2, 3, 6) the middle one to 3.
  order(2, 3);
  order(3, 6);
  return std::max(v[2], v[3]);
}

/// Median of the known values of one member over the window around `i`, within one unbroken stretch.
std::int32_t median(std::span<const Second> seconds, std::size_t i, std::int32_t Second::* member) {
  std::array<std::int32_t, 2 * kHalfWindow_s + 1> sorted{};
  std::size_t n = 0;
  const auto here = static_cast<std::ptrdiff_t>(i);
  static_assert(kHalfWindow_s == 3);
  // Seconds only go up: seven that span six are without a hole.
  if (here >= 3 && i + 3 < seconds.size() && seconds[i + 3].t - seconds[i - 3].t == 6) {
    std::array<std::int32_t, 7> window{};
    static_assert(kNoSample == INT32_MIN);
    std::int32_t least = INT32_MAX;
    for (std::size_t k = 0; k < 7; ++k) {
      window[k] = seconds[i - 3 + k].*member;
      least = std::min(least, window[k]);
    }
    if (least != kNoSample) return middle_of_seven(window);
  }
  const std::ptrdiff_t last = std::min(std::ssize(seconds) - 1, here + kHalfWindow_s);
  for (std::ptrdiff_t j = std::max<std::ptrdiff_t>(0, here - kHalfWindow_s); j <= last; ++j) {
    const Second& other = seconds[static_cast<std::size_t>(j)];
    const std::int32_t value = other.*member;
    if (other.t - seconds[i].t != j - here || value == kNoSample) continue;
    std::size_t k = n++;
    for (; k > 0 && sorted[k - 1] > value; --k) sorted[k] = sorted[k - 1];
    sorted[k] = value;
  }
  return n > 0 ? sorted[n / 2] : kNoSample;
}

/// Speed alone; `before` goes on inside the band of hysteresis.
Kind by_speed(std::int32_t speed, Kind before) {
  if (speed == kNoSample) return Kind::unknown;
  if (speed < kStillSpeed_mm_s) return Kind::still;
  if (speed <= kWalkSpeed_mm_s) return Kind::walk;
  if (speed >= kJogSpeed_mm_s) return Kind::jog;
  return before == Kind::jog ? Kind::jog : Kind::walk;
}

Kind kind_of(std::int32_t speed, std::int32_t rate, Kind before) {
  if (rate == kNoSample) return by_speed(speed, before);
  if (rate < kNoGaitRate_10) return speed == kNoSample ? Kind::still : by_speed(speed, before);
  if (rate >= kJogRate_10) return Kind::jog;
  if (speed != kNoSample && speed >= kNoWalkSpeed_mm_s) return Kind::jog;
  if (rate <= kWalkRate_10) return Kind::walk;
  const Kind other = by_speed(speed, before);
  if (other == Kind::jog || other == Kind::walk) return other;
  return before == Kind::jog ? Kind::jog : Kind::walk;
}

void classify(std::vector<Second>& seconds) {
  Kind before = Kind::unknown;
  int silent_s = 0;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    if (i > 0 && seconds[i].t != seconds[i - 1].t + 1) before = Kind::unknown;
    const std::int32_t rate = median(seconds, i, &Second::rate);
    // Most of a run: a rate that decides alone saves the other median.
    const bool decided = rate >= kJogRate_10;
    Kind kind = kind_of(decided ? kNoSample : median(seconds, i, &Second::speed), rate, before);
    if (kind != Kind::unknown) {
      silent_s = 0;
      before = kind;
    } else if (before != Kind::unknown && ++silent_s <= kHeld_s) {
      kind = before;
    }
    seconds[i].kind = kind;
  }
}

/// A stretch of seconds of one kind: [begin, end) in the list of seconds.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
  Kind kind = Kind::unknown;

  [[nodiscard]] std::int32_t length() const { return static_cast<std::int32_t>(end - begin); }
};

/// Runs of one kind; short ones have joined the run before them, or the one after at a stretch's beginning.
std::vector<Run> runs_of(std::span<const Second> seconds) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < seconds.size();) {
    Run run{i, i, seconds[i].kind};
    while (run.end < seconds.size() && seconds[run.end].kind == run.kind &&
           seconds[run.end].t - seconds[i].t == static_cast<std::int32_t>(run.end - i)) {
      ++run.end;
    }
    i = run.end;
    const bool joined = !runs.empty() && seconds[run.begin].t == seconds[runs.back().end - 1].t + 1;
    if (joined && (run.kind == runs.back().kind || run.length() < kShortestBout_s)) {
      runs.back().end = run.end;
    } else if (joined && runs.back().length() < kShortestBout_s) {
      runs.back().end = run.end;
      runs.back().kind = run.kind;
    } else {
      runs.push_back(run);
    }
  }
  return runs;
}

Bout bout_of(std::span<const Second> seconds, const Run& run) {
  Bout bout;
  bout.kind = run.kind == Kind::jog    ? BoutKind::jog
              : run.kind == Kind::walk ? BoutKind::walk
                                       : BoutKind::still;
  bout.start_s = seconds[run.begin].t - 1;
  bout.duration_s = run.length();
  std::int64_t way_cm = 0;
  bool any = false;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Second& s = seconds[i];
    if (s.advance_cm != kNoSample) {
      way_cm += s.advance_cm;
      any = true;
    } else if (s.speed > 0) {
      way_cm += s.speed / 10;
      any = true;
    }
  }
  if (any)
    bout.distance_m = static_cast<std::int32_t>(std::min<std::int64_t>((way_cm + 50) / 100, INT32_MAX));
  return bout;
}

bool looks_ridden(std::span<const Second> seconds) {
  std::size_t moving = 0;
  std::size_t fast = 0;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    const std::int32_t speed = seconds[i].speed;
    moving += speed >= kStillSpeed_mm_s ? 1U : 0U;
    fast += speed >= kNotOnFootSpeed_mm_s ? 1U : 0U;
  }
  return fast * kNotOnFootShare > moving;
}

void count_steps(std::span<const Second> seconds, RecordingMeaning& meaning) {
  std::int64_t sum_10 = 0;
  std::size_t known = 0;
  for (const Second& s : seconds) {
    if (s.rate == kNoSample) continue;
    ++known;
    sum_10 += s.rate;
  }
  if (known > 0 && known * 2 >= seconds.size()) {
    meaning.steps = static_cast<std::int32_t>(std::clamp<std::int64_t>((sum_10 + 300) / 600, 0, INT32_MAX));
  }
}

}  // namespace

RecordingMeaning recording_meaning(const RecordingInput& input) {
  RecordingMeaning meaning;
  const auto order = in_time(input.samples);
  meaning.samples_out_of_time = static_cast<std::int32_t>(input.samples.time_s.size() - order.size());
  if (order.empty()) return meaning;
  std::vector<Point> points = merged(input.samples, order);
  meaning.start_s = input.samples.time_s[order.front()];
  meaning.end_s = meaning.start_s + points.back().t;
  fill_speeds(points);
  meaning.distance_cm = total_distance_cm(points);
  const auto paused = pauses(input.timer, points, meaning.start_s);
  const auto on_foot = foot_spans(input, meaning.start_s, points.back().t);
  auto seconds = seconds_on_foot(points, paused, on_foot, meaning);
  if (seconds.empty() || (input.on_foot == OnFoot::unknown && looks_ridden(seconds))) return meaning;
  classify(seconds);
  for (const Run& run : runs_of(seconds)) {
    // A few seconds between two pauses tell nothing.
    switch (run.length() < kShortestBout_s ? Kind::unknown : run.kind) {
      case Kind::jog:
        meaning.jog_s += run.length();
        break;
      case Kind::walk:
        meaning.walk_s += run.length();
        break;
      case Kind::still:
        meaning.still_s += run.length();
        break;
      case Kind::unknown:
        meaning.unknown_s += run.length();
        continue;
    }
    meaning.bouts.push_back(bout_of(seconds, run));
  }
  meaning.ascent_m = ascent_m(points, on_foot);
  count_steps(seconds, meaning);
  return meaning;
}

}  // namespace springback::engine
