#include "engine/recording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

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
// chosen: smart recording leaves up to a minute between samples; within it the values change evenly.
constexpr std::int64_t kSmartGap_s = 60;
// chosen: over a longer silence, up to five minutes, the distance covered says what was done; beyond, nothing
// does.
constexpr std::int64_t kBridgedGap_s = 300;
// chosen: seconds without any value that still belong to what was done before them.
constexpr int kHeld_s = 30;
// chosen: shorter than any prescribed bout by far, longer than a stumble of the signal.
constexpr std::int32_t kShortestBout_s = 10;
// chosen: half of the median's window, in seconds.
constexpr std::ptrdiff_t kHalfWindow_s = 3;
// chosen: no recording rests for a week and goes on; what lies further away has a wrong clock.
constexpr std::int64_t kClockJump_s = 7 * 86'400;
constexpr std::int64_t kFurthestTime_s = std::int64_t{1} << 40;
constexpr std::int64_t kLongestSpan_s = 366 * 86'400;
// chosen: 31 days is the longest recording met; it bounds the memory on hostile input.
constexpr std::size_t kMostSeconds = 31 * 86'400;
// chosen: a step of more than 12 m/s between positions is an error of the position.
constexpr double kFastestPosition_m_s = 12.0;
// chosen: positions zigzag by a metre or two from second to second; over ten seconds that is less than what
// parts a walk from a jog.
constexpr std::int32_t kPositionSpan_s = 10;
// chosen: altitude is averaged over 30 s and must change by 5 m to count: positions' altitude wanders by
// metres.
constexpr std::int64_t kAltitudeWindow_s = 15;
constexpr std::int32_t kAltitudeStep_cm = 500;
// Metres on a meridian per semicircle: pi × 6,371,008.8 m / 2^31.
constexpr double kMetresPerSemicircle = 0.00932026396;
constexpr double kRadiansPerSemicircle = 3.14159265358979323846 / 2147483648.0;

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

std::int32_t at(const std::vector<std::int32_t>& column, std::size_t i) {
  return i < column.size() ? column[i] : kNoSample;
}

/// By time; what has the same time keeps its order.
void sort_by_time(std::vector<std::size_t>& order, const std::vector<std::int64_t>& time_s) {
  const auto earlier = [&time_s](std::size_t a, std::size_t b) {
    return time_s[a] != time_s[b] ? time_s[a] < time_s[b] : a < b;
  };
  if (!std::is_sorted(order.begin(), order.end(), earlier)) std::sort(order.begin(), order.end(), earlier);
}

/// Which samples count, in order of time: those with a time, without the ones that a wrong clock threw far
/// away.
std::vector<std::size_t> in_time(const Samples& samples) {
  std::vector<std::size_t> order;
  order.reserve(samples.time_s.size());
  for (std::size_t i = 0; i < samples.time_s.size(); ++i) {
    if (std::abs(samples.time_s[i] / 2) < kFurthestTime_s) order.push_back(i);
  }
  sort_by_time(order, samples.time_s);
  std::size_t best = 0;
  std::size_t best_length = 0;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= order.size(); ++i) {
    const bool apart =
        i == order.size() || samples.time_s[order[i]] - samples.time_s[order[i - 1]] > kClockJump_s;
    if (!apart) continue;
    if (i - begin > best_length) {
      best = begin;
      best_length = i - begin;
    }
    begin = i;
  }
  if (best_length == 0) return {};
  order.erase(order.begin() + static_cast<std::ptrdiff_t>(best + best_length), order.end());
  order.erase(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(best));
  const std::int64_t last = samples.time_s[order.front()] + kLongestSpan_s;
  while (samples.time_s[order.back()] > last) order.pop_back();
  return order;
}

void fill(std::int32_t& value, std::int32_t from) {
  if (value == kNoSample) value = from;
}

/// One point a second: some devices write a second's heart rate and position as two records.
std::vector<Point> merged(const Samples& samples, const std::vector<std::size_t>& order) {
  std::vector<Point> points;
  points.reserve(order.size());
  for (const std::size_t i : order) {
    const auto t = static_cast<std::int32_t>(samples.time_s[i] - samples.time_s[order.front()]);
    if (points.empty() || points.back().t != t) points.push_back({.t = t});
    Point& p = points.back();
    fill(p.latitude, at(samples.latitude, i));
    fill(p.longitude, at(samples.longitude, i));
    fill(p.altitude, at(samples.altitude_cm, i));
    fill(p.speed, at(samples.speed_mm_s, i));
    fill(p.distance, at(samples.distance_cm, i));
    fill(p.rate, at(samples.steps_min_10, i));
  }
  return points;
}

/// cos(x) for |x| ≤ pi/2 within 3e-7, by its series: the library's own differs between machines.
double cosine(double x) {
  const double q = x * x;
  return 1.0 -
         q / 2.0 *
             (1.0 - q / 12.0 * (1.0 - q / 30.0 * (1.0 - q / 56.0 * (1.0 - q / 90.0 * (1.0 - q / 132.0)))));
}

/// Centimetres between two positions; nothing when one is absent.
std::optional<double> apart_cm(const Point& a, const Point& b) {
  if (a.latitude == kNoSample || a.longitude == kNoSample || b.latitude == kNoSample ||
      b.longitude == kNoSample) {
    return std::nullopt;
  }
  const double north = (static_cast<double>(b.latitude) - a.latitude) * kMetresPerSemicircle;
  double turn = static_cast<double>(b.longitude) - a.longitude;
  if (turn > 2147483648.0) turn -= 4294967296.0;
  if (turn < -2147483648.0) turn += 4294967296.0;
  const double middle = (static_cast<double>(a.latitude) + b.latitude) / 2.0 * kRadiansPerSemicircle;
  const double east = turn * kMetresPerSemicircle * cosine(middle);
  return 100.0 * std::sqrt(north * north + east * east);
}

/// How far it is from one point to a later one: by the distance column, else by the positions.
std::optional<std::int32_t> advance_cm(const Point& from, const Point& to) {
  if (from.distance != kNoSample && to.distance != kNoSample) {
    const std::int64_t d = std::int64_t{to.distance} - from.distance;
    if (d < 0 || d > INT32_MAX) return std::nullopt;
    return static_cast<std::int32_t>(d);
  }
  const auto d = apart_cm(from, to);
  if (!d || *d > 100.0 * kFastestPosition_m_s * (to.t - from.t)) return std::nullopt;
  return static_cast<std::int32_t>(*d);
}

bool has_place(const Point& p) { return p.distance != kNoSample || p.latitude != kNoSample; }

bool has_position(const Point& p) { return p.latitude != kNoSample && p.longitude != kNoSample; }

/// The speed between two neighbouring positions, by the straight line from one a few seconds before them to
/// one a few seconds after: the path from second to second is longer than the way.
std::optional<std::int64_t> steady_speed_mm_s(const std::vector<Point>& points, std::size_t from,
                                              std::size_t to) {
  const std::int64_t middle_2 = std::int64_t{points[from].t} + points[to].t;
  std::size_t a = from;
  std::size_t b = to;
  while (points[b].t - points[a].t < kPositionSpan_s) {
    std::size_t before = a;
    while (before > 0 && points[a].t - points[before - 1].t <= kSmartGap_s &&
           !has_position(points[--before])) {
    }
    std::size_t after = b;
    while (after + 1 < points.size() && points[after + 1].t - points[b].t <= kSmartGap_s &&
           !has_position(points[++after])) {
    }
    const bool back = before < a && has_position(points[before]);
    const bool on = after > b && has_position(points[after]);
    if (!back && !on) break;
    const bool nearer =
        middle_2 - 2 * std::int64_t{points[before].t} <= 2 * std::int64_t{points[after].t} - middle_2;
    if (back && (!on || nearer))
      a = before;
    else
      b = after;
  }
  const auto way = apart_cm(points[a], points[b]);
  const std::int32_t dt = points[b].t - points[a].t;
  if (!way || *way > 100.0 * kFastestPosition_m_s * dt) return std::nullopt;
  return static_cast<std::int64_t>(*way) * 10 / dt;
}

/// Speeds that are absent follow from the way between the places around them.
void fill_speeds(std::vector<Point>& points) {
  std::size_t from = points.size();  // the last point that has a place
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!has_place(points[i])) continue;
    if (from < i && points[i].t - points[from].t <= kBridgedGap_s) {
      const auto way = advance_cm(points[from], points[i]);
      const std::int32_t dt = points[i].t - points[from].t;
      const bool counted = points[from].distance != kNoSample && points[i].distance != kNoSample;
      std::int64_t speed = way ? std::int64_t{*way} * 10 / dt : 0;
      if (way && !counted) speed = steady_speed_mm_s(points, from, i).value_or(speed);
      for (std::size_t j = from + 1; way && speed <= INT32_MAX && j <= i; ++j) {
        fill(points[j].speed, static_cast<std::int32_t>(speed));
      }
    }
    from = i;
  }
}

/// The stretches in which the timer stood, in order, counted from `start_s`.
std::vector<TimeSpan> pauses(const std::vector<TimerChange>& changes, const std::vector<Point>& points,
                             std::int64_t start_s) {
  std::vector<std::int64_t> times(changes.size());
  std::vector<std::size_t> order(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    times[i] = changes[i].time_s;
    order[i] = i;
  }
  sort_by_time(order, times);
  std::vector<TimeSpan> out;
  bool running = true;
  const std::int64_t end = points.back().t;
  // Before the first point and after the last one nothing can be paused.
  const auto clamped = [start_s, end](std::int64_t t) {
    return t <= start_s ? 0 : t >= start_s + end ? end : t - start_s;
  };
  for (const std::size_t i : order) {
    const TimerChange& change = changes[i];
    if (change.running == running) continue;
    running = change.running;
    if (running) {
      out.back().to_s = clamped(change.time_s);
    } else {
      out.push_back({clamped(change.time_s), end});
    }
  }
  std::size_t inside = 0;
  std::size_t k = 0;
  for (const Point& p : points) {
    while (k < out.size() && out[k].to_s <= p.t) ++k;
    if (k < out.size() && p.t > out[k].from_s) ++inside;
  }
  // chosen: a watch that stands writes few samples; where most lie in a pause, the events are what is wrong.
  if (inside * 2 > points.size()) out.clear();
  return out;
}

/// Walks forward through spans in order: is this second (from t − 1 to t) in one of them?
class SpanCursor {
 public:
  explicit SpanCursor(std::span<const TimeSpan> spans) : spans_(spans) {}
  [[nodiscard]] bool holds(std::int64_t t) {
    while (next_ < spans_.size() && spans_[next_].to_s < t) ++next_;
    return next_ < spans_.size() && t > spans_[next_].from_s;
  }

 private:
  std::span<const TimeSpan> spans_;
  std::size_t next_ = 0;
};

std::int32_t between(std::int32_t a, std::int32_t b, std::int32_t step, std::int32_t steps) {
  if (a == kNoSample || b == kNoSample) return a == kNoSample ? b : a;
  // A record a second, as most watches write: nothing to divide.
  if (step == steps) return b;
  return static_cast<std::int32_t>(a + (std::int64_t{b} - a) * step / steps);
}

std::vector<TimeSpan> foot_spans(const RecordingInput& input, std::int64_t start_s, std::int32_t end) {
  if (input.on_foot == OnFoot::no) return {};
  if (input.on_foot != OnFoot::spans) return {{0, end}};
  std::vector<TimeSpan> spans;
  for (const TimeSpan& span : input.foot_spans) {
    const std::int64_t from = std::max(span.from_s, start_s) - start_s;
    const std::int64_t to = std::min(span.to_s, start_s + end) - start_s;
    if (from < to) spans.push_back({from, to});
  }
  std::sort(spans.begin(), spans.end(),
            [](const TimeSpan& a, const TimeSpan& b) { return a.from_s < b.from_s; });
  return spans;
}

/// The timer's seconds on foot, one by one; also the totals that need no kind.
std::vector<Second> seconds_on_foot(const std::vector<Point>& points, std::span<const TimeSpan> paused,
                                    std::span<const TimeSpan> on_foot, RecordingMeaning& meaning) {
  std::vector<Second> out;
  out.reserve(points.size());
  SpanCursor pause(paused);
  SpanCursor foot(on_foot);
  std::size_t first = 0;  // the pauses before it are over
  const auto paused_within = [&paused, &first](std::int64_t from, std::int64_t to) {
    std::int64_t sum = 0;
    while (first < paused.size() && paused[first].to_s <= from) ++first;
    for (std::size_t k = first; k < paused.size() && paused[k].from_s < to; ++k) {
      sum += std::min(paused[k].to_s, to) - std::max(paused[k].from_s, from);
    }
    return sum;
  };
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point& a = points[i - 1];
    const Point& b = points[i];
    const std::int32_t dt = b.t - a.t;
    if (dt > kBridgedGap_s) {
      const std::int64_t standing = paused_within(a.t, b.t);
      // Without a timer's word a long silence is a pause: a watch that runs writes.
      if (dt - standing > kSmartGap_s) ++meaning.gaps;
      meaning.paused_s += dt;
      continue;
    }
    const auto way = advance_cm(a, b);
    bool ran = false;
    for (std::int32_t s = 1; s <= dt; ++s) {
      const std::int32_t t = a.t + s;
      if (pause.holds(t)) {
        ++meaning.paused_s;
        continue;
      }
      ran = true;
      ++meaning.timer_s;
      if (!foot.holds(t) || out.size() >= kMostSeconds) continue;
      Second second{.t = t};
      if (dt <= kSmartGap_s) {
        second.speed = between(a.speed, b.speed, s, dt);
        second.rate = between(a.rate, b.rate, s, dt);
      } else if (way) {
        second.speed =
            static_cast<std::int32_t>(std::min<std::int64_t>(std::int64_t{*way} * 10 / dt, INT32_MAX));
      }
      if (way) second.advance_cm = between(0, *way, s, dt) - between(0, *way, s - 1, dt);
      out.push_back(second);
    }
    if (ran && dt > kSmartGap_s) ++meaning.gaps;
  }
  return out;
}

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

std::int64_t total_distance_cm(const std::vector<Point>& points) {
  std::int64_t sum = 0;
  if (std::none_of(points.begin(), points.end(), has_place)) {
    for (std::size_t i = 1; i < points.size(); ++i) {
      const std::int32_t dt = points[i].t - points[i - 1].t;
      if (points[i].speed > 0 && dt <= kSmartGap_s) sum += std::int64_t{points[i].speed} * dt / 10;
    }
    return sum;
  }
  for (std::size_t i = 1, from = 0; i < points.size(); ++i) {
    if (!has_place(points[i])) continue;
    // A column that starts anew (the next leg) adds what it shows.
    if (has_place(points[from])) sum += advance_cm(points[from], points[i]).value_or(0);
    from = i;
  }
  return sum;
}

/// Climb of the altitude column, smoothed; only where the timer ran on foot.
std::optional<std::int32_t> ascent_m(const std::vector<Point>& points, std::span<const TimeSpan> on_foot) {
  std::vector<Point> known;
  known.reserve(points.size());
  SpanCursor foot(on_foot);
  for (const Point& p : points) {
    if (p.altitude != kNoSample && foot.holds(std::max(p.t, 1))) known.push_back(p);
  }
  if (known.size() < 2) return std::nullopt;
  std::int64_t climbed_cm = 0;
  std::int64_t low = 0;
  std::int64_t sum = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    for (; end < known.size() && known[end].t <= known[i].t + kAltitudeWindow_s; ++end)
      sum += known[end].altitude;
    for (; known[begin].t < known[i].t - kAltitudeWindow_s; ++begin) sum -= known[begin].altitude;
    const std::int64_t height = sum / static_cast<std::int64_t>(end - begin);
    if (i == 0 || height < low) low = height;
    if (height >= low + kAltitudeStep_cm) {
      climbed_cm += height - low;
      low = height;
    }
  }
  return static_cast<std::int32_t>(std::min<std::int64_t>((climbed_cm + 50) / 100, INT32_MAX));
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
