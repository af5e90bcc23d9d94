#include "engine/recording_seconds.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/sort.h"

namespace springback::engine {
namespace {

// chosen: smart recording leaves up to a minute between samples; within it the values change evenly.
constexpr std::int64_t kSmartGap_s = 60;
// chosen: over a longer silence, up to five minutes, the distance covered says what was done; beyond, nothing
// does.
constexpr std::int64_t kBridgedGap_s = 300;
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

std::int32_t at(const std::vector<std::int32_t>& column, std::size_t i) {
  return i < column.size() ? column[i] : kNoSample;
}

/// By time; what has the same time keeps its order.
void sort_by_time(std::vector<std::size_t>& order, const std::vector<std::int64_t>& time_s) {
  const auto earlier = [&time_s](std::size_t a, std::size_t b) {
    return time_s[a] != time_s[b] ? time_s[a] < time_s[b] : a < b;
  };
  if (!std::is_sorted(order.begin(), order.end(), earlier)) sort_values(std::span(order), earlier);
}

}  // namespace

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

namespace {

void fill(std::int32_t& value, std::int32_t from) {
  if (value == kNoSample) value = from;
}

}  // namespace

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

namespace {

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

}  // namespace

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

namespace {

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

}  // namespace

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

}  // namespace springback::engine
