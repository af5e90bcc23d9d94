#include "formats/tcx.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "formats/xml.h"

namespace springback::formats {
namespace {

// chosen: longer laps and further ones were not run; such totals are broken.
constexpr double kLongestLap_s = 31 * 86'400.0;
constexpr double kFurthestLap_m = 10'000'000.0;
constexpr double kMostLapSteps = 1'000'000.0;

struct Lap {
  std::int64_t start_s = engine::kNoTime;
  std::size_t from = 0;  ///< its samples
  std::size_t to = 0;
  std::vector<std::size_t> breaks;  ///< samples that begin another <Track>
  std::optional<double> timer_s;
  std::optional<double> distance_m;
  std::optional<double> steps;
};

std::optional<double> within(std::string_view text, double most) {
  const auto value = written_number(text);
  return value && *value >= 0.0 && *value <= most ? value : std::nullopt;
}

/// A silence before a sample.
struct Silence {
  std::size_t at = 0;
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
  [[nodiscard]] std::int64_t length() const { return to_s - from_s; }
};

/// Silences longer than the shortest pause, in the file's order.
std::vector<Silence> silences(const Track& track) {
  std::vector<Silence> out;
  std::int64_t last = engine::kNoTime;
  for (std::size_t i = 0; i < track.size(); ++i) {
    const std::int64_t time = track.samples.time_s[i];
    if (time == engine::kNoTime) continue;
    if (last != engine::kNoTime && time - last > kShortestPause_s) out.push_back({i, last, time});
    last = time;
  }
  return out;
}

/// When the lap ended: the next one's start, else its last sample.
std::int64_t end_of(const Track& track, const std::vector<Lap>& laps, std::size_t lap) {
  if (lap + 1 < laps.size() && laps[lap + 1].start_s != engine::kNoTime) return laps[lap + 1].start_s;
  return last_time(track, laps[lap].from, laps[lap].to);
}

/// Most exports write no pause: the lap's own time is shorter than the lap, and somewhere in it is a silence.
/// One on the border of two laps may belong to either.
void add_pauses(Track& track, const std::vector<Lap>& laps) {
  const std::vector<Silence> all = silences(track);
  std::size_t last_taken = track.size();
  for (std::size_t n = 0; n < laps.size(); ++n) {
    const Lap& lap = laps[n];
    const auto from = std::ranges::lower_bound(all, lap.from, {}, &Silence::at);
    std::vector<Silence> rest(from, std::ranges::upper_bound(all, lap.to, {}, &Silence::at));
    const std::int64_t end = end_of(track, laps, n);
    const std::int64_t start =
        lap.start_s != engine::kNoTime ? lap.start_s : first_time(track, lap.from, lap.to);
    std::int64_t standing = 0;
    if (lap.timer_s.value_or(0) > 0 && start != engine::kNoTime && end != engine::kNoTime)
      standing = end - start - static_cast<std::int64_t>(*lap.timer_s);
    const auto take = [&](const Silence& silence, std::int64_t length) {
      track.pause(silence.from_s, silence.from_s + length);
      standing -= length;
      last_taken = std::max(silence.at, last_taken == track.size() ? 0 : last_taken);
    };
    std::erase_if(rest, [&](const Silence& silence) {
      if (silence.at == last_taken) return true;
      if (!std::ranges::binary_search(lap.breaks, silence.at)) return false;
      take(silence, silence.length());
      return true;
    });
    std::ranges::stable_sort(rest, std::ranges::greater(), &Silence::length);
    for (const Silence& silence : rest) {
      if (standing <= kShortestPause_s) break;
      take(silence, std::min(silence.length(), standing));
    }
  }
}

/// The sum of what all laps state; nothing when one states nothing.
template <class Member>
std::optional<double> sum_of(const std::vector<Lap>& laps, Member member) {
  double sum = 0;
  for (const Lap& lap : laps) {
    if (!(lap.*member)) return std::nullopt;
    sum += *(lap.*member);
  }
  return laps.empty() ? std::nullopt : std::optional(sum);
}

class TcxReader : public XmlHandler {
 public:
  TrackPieces out;

  void start(std::string_view name, const XmlAttributes& attributes, int depth, std::uint64_t at) override {
    if (activity_ == 0) {
      if (name == "Course" || name == "Workout") out.other_content = true;
      if (name != "Activity") return;
      activity_ = depth;
      piece_ = {};
      piece_.from = at;
      laps_.clear();
      piece_.track.sport = written_sport(attributes.get("Sport").value_or(""));
    } else if (name == "Lap") {
      laps_.emplace_back();
      laps_.back().from = laps_.back().to = piece_.track.size();
      laps_.back().start_s = piece_.track.take_time(attributes.get("StartTime").value_or(""));
    } else if (name == "Track") {
      // A lap's further tracks: the timer stood between them.
      if (!laps_.empty() && piece_.track.size() > laps_.back().from)
        laps_.back().breaks.push_back(piece_.track.size());
    } else if (name == "Trackpoint") {
      in_point_ = true;
      point_ = {};
      latitude_.clear();
      longitude_.clear();
    }
  }

  void end(std::string_view name, std::string_view text, int depth, std::uint64_t end) override {
    if (activity_ == 0) return;
    if (in_point_) {
      end_in_point(name, text);
    } else if (!laps_.empty() && name != "Activity") {
      end_in_lap(laps_.back(), name, text);
    } else if (name == "Id") {
      const std::int64_t time = piece_.track.take_time(text);
      if (time != engine::kNoTime) piece_.track.stated_start = Instant{time * 1000, 0};
    }
    if (depth == activity_) close(end);
  }

  /// The text ended early.
  void cut(std::uint64_t size) {
    if (activity_ == 0) return;
    piece_.track.cut = true;
    close(size);
  }

 private:
  void end_in_point(std::string_view name, std::string_view text) {
    if (name == "Trackpoint") {
      in_point_ = false;
      point_.position = written_position(latitude_, longitude_);
      piece_.track.add(point_);
      if (!laps_.empty()) laps_.back().to = piece_.track.size();
    } else if (name == "Time") {
      point_.time_s = piece_.track.take_time(text);
    } else if (name == "LatitudeDegrees") {
      latitude_ = text;
    } else if (name == "LongitudeDegrees") {
      longitude_ = text;
    } else if (name == "AltitudeMeters") {
      point_.altitude_cm = written_sample(text, 100, -500, 9000);
    } else if (name == "DistanceMeters") {
      point_.distance_cm = written_sample(text, 100, 0, kFurthestLap_m);
    } else if (name == "Speed") {
      point_.speed_mm_s = written_sample(text, 1000, 0, 200);
    } else if (name == "RunCadence" || (name == "Cadence" && point_.cycles_min_128 == engine::kNoSample)) {
      // 255 is FIT's "invalid", which some converters let through.
      point_.cycles_min_128 = written_sample(text, 128, 0, 254);
    }
  }

  void end_in_lap(Lap& lap, std::string_view name, std::string_view text) {
    if (name == "TotalTimeSeconds") lap.timer_s = within(text, kLongestLap_s);
    if (name == "DistanceMeters") lap.distance_m = within(text, kFurthestLap_m);
    if (name == "Steps") lap.steps = within(text, kMostLapSteps);
  }

  void close(std::uint64_t end) {
    activity_ = 0;
    in_point_ = false;
    Track& track = piece_.track;
    add_pauses(track, laps_);
    if (const auto sum = sum_of(laps_, &Lap::timer_s))
      track.timer_ms = static_cast<std::uint64_t>(*sum * 1000);
    if (const auto sum = sum_of(laps_, &Lap::distance_m))
      track.distance_cm = static_cast<std::uint64_t>(*sum * 100);
    if (const auto sum = sum_of(laps_, &Lap::steps); sum && *sum > 0 && *sum <= kMostLapSteps)
      track.steps = static_cast<std::int32_t>(*sum);
    if (!track.stated_start && !laps_.empty() && laps_.front().start_s != engine::kNoTime)
      track.stated_start = Instant{laps_.front().start_s * 1000, 0};
    piece_.to = end;
    out.found.push_back(std::move(piece_));
  }

  int activity_ = 0;  ///< depth of the <Activity> that is being read; 0: none
  bool in_point_ = false;
  TrackPiece piece_;
  std::vector<Lap> laps_;
  TrackPoint point_;
  std::string latitude_;
  std::string longitude_;
};

}  // namespace

TrackPieces read_tcx(std::span<const std::uint8_t> bytes) {
  TcxReader reader;
  reader.out.fault = walk_xml(bytes, reader);
  if (reader.out.fault) reader.cut(bytes.size());
  return std::move(reader.out);
}

}  // namespace springback::formats
