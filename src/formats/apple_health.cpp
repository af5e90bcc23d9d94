#include "formats/apple_health.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "formats/gpx.h"
#include "formats/xml.h"

namespace springback::formats {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::string_view kWorkoutOpen = "<Workout";
constexpr std::size_t kNone = static_cast<std::size_t>(-1);
// chosen: longer workouts and further ones are broken totals.
constexpr double kLongest_s = 31 * 86'400.0;
constexpr double kFurthest_m = 10'000'000.0;
constexpr double kMostSteps = 1'000'000.0;

/// Where `what` begins from `at` on; kNone when it does not.
std::size_t find(Bytes bytes, std::string_view what, std::size_t at) {
  if (at >= bytes.size()) return kNone;
  const void* found = memmem(bytes.data() + at, bytes.size() - at, what.data(), what.size());
  return found == nullptr ? kNone
                          : static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - bytes.data());
}

/// Behind a name: no further letter of it ("<WorkoutEvent").
bool ends_name(std::uint8_t c) { return c <= ' ' || c == '>' || c == '/'; }

/// The next "<Workout" that is the whole name; the place of one that the bytes end within counts too. From
/// one
/// '<' to the next: a search for the whole word looks at every byte.
std::size_t find_open(Bytes bytes, std::size_t at) {
  while (at < bytes.size()) {
    const void* found = std::memchr(bytes.data() + at, '<', bytes.size() - at);
    if (found == nullptr) return kNone;
    at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - bytes.data());
    const std::size_t here = std::min(kWorkoutOpen.size(), bytes.size() - at);
    if (std::memcmp(bytes.data() + at, kWorkoutOpen.data(), here) == 0 &&
        (at + kWorkoutOpen.size() >= bytes.size() || ends_name(bytes[at + kWorkoutOpen.size()])))
      return at;
    ++at;
  }
  return kNone;
}

/// How far the search for a workout's end has come.
struct Scan {
  enum class Met : std::uint8_t {
    end,      ///< `at` is behind the element
    another,  ///< `at` is where another workout begins, or a tag that cannot be in this one's: it lost its
              ///< end
    nothing   ///< `at` is where to go on when there are more bytes
  };
  Met met = Met::nothing;
  std::size_t at = 0;
};

/// The end of the tag that begins with these bytes. A '>' may stand in quotes, a '<' outside of them may not.
Scan scan_tag(Bytes bytes) {
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    const std::uint8_t c = bytes[i];
    if (c == '>') return {Scan::Met::end, i + 1};
    if (c == '<') return {Scan::Met::another, i};
    if (c != '"' && c != '\'') continue;
    const void* quote = std::memchr(bytes.data() + i + 1, c, bytes.size() - i - 1);
    if (quote == nullptr) return {};
    i = static_cast<std::size_t>(static_cast<const std::uint8_t*>(quote) - bytes.data());
  }
  return {};
}

/// The end of the element that begins with these bytes. Before `from` there is none.
Scan scan_element(Bytes bytes, std::size_t from) {
  constexpr std::string_view kName = "Workout";
  const Scan tag = scan_tag(bytes);
  if (tag.met != Scan::Met::end || bytes[tag.at - 2] == '/') return tag;
  std::size_t at = std::max(tag.at, from);
  for (;;) {
    const std::size_t name = find(bytes, kName, at);
    if (name == kNone) break;
    const std::size_t behind = name + kName.size();
    const bool opens = bytes[name - 1] == '<';
    const bool closes = bytes[name - 1] == '/' && bytes[name - 2] == '<';
    at = behind;
    if (!opens && !closes) continue;
    std::size_t next = behind;
    while (closes && next < bytes.size() && bytes[next] <= ' ') ++next;
    if (next == bytes.size()) return {Scan::Met::nothing, name - (opens ? 1 : 2)};
    if (opens && ends_name(bytes[next])) return {Scan::Met::another, name - 1};
    if (closes && bytes[next] == '>') return {Scan::Met::end, next + 1};
  }
  // A name may have begun: "</Workou".
  return {Scan::Met::nothing, std::max(at, bytes.size() - std::min(bytes.size(), kName.size() + 1))};
}

double metres_of(std::string_view unit) {
  if (unit == "km") return 1000;
  if (unit == "mi") return 1609.344;
  if (unit == "cm") return 0.01;
  if (unit == "ft") return 0.3048;
  if (unit == "yd") return 0.9144;
  return unit == "m" ? 1 : 0;
}

double seconds_of(std::string_view unit) {
  if (unit == "min") return 60;
  if (unit == "hr" || unit == "h") return 3600;
  return unit == "s" || unit == "sec" ? 1 : 0;
}

std::optional<double> within(std::string_view text, double unit, double most) {
  const auto value = written_number(text);
  if (!value || unit == 0 || *value < 0 || *value * unit > most) return std::nullopt;
  return *value * unit;
}

/// Reads the element. What a workout's inner activities say of themselves is in the whole's totals already.
class HealthReader : public XmlHandler {
 public:
  Track track;
  std::string route;
  bool any = false;

  void start(std::string_view name, const XmlAttributes& attributes, int depth, std::uint64_t at) override {
    static_cast<void>(at);
    const auto get = [&attributes](std::string_view key) { return attributes.get(key).value_or(""); };
    if (depth == 1 && name == "Workout") {
      any = true;
      workout(attributes);
    } else if (depth == 2 && name == "WorkoutStatistics") {
      statistics(get("type"), get("sum"), get("unit"));
    } else if (depth == 2 && name == "MetadataEntry") {
      metadata(get("key"), get("value"));
    } else if (depth == 2 && name == "WorkoutEvent") {
      event(get("type"), track.take_time(get("date")));
    } else if (name == "FileReference" && route.empty()) {
      route = get("path");
    } else if (name == "Location") {
      // Exports of before 2019 hold the route themselves.
      TrackPoint point;
      point.time_s = track.take_time(get("date"));
      point.position = written_position(get("latitude"), get("longitude"));
      point.altitude_cm = written_sample(get("altitude"), 100, -500, 9000);
      point.speed_mm_s = written_sample(get("speed"), 1000, 0, 200);
      track.add(point);
    }
  }
  void end(std::string_view name, std::string_view text, int depth, std::uint64_t end) override {
    static_cast<void>(name);
    static_cast<void>(text);
    static_cast<void>(depth);
    static_cast<void>(end);
  }

 private:
  void workout(const XmlAttributes& attributes) {
    const auto get = [&attributes](std::string_view key) { return attributes.get(key).value_or(""); };
    track.sport = apple_sport(get("workoutActivityType"));
    const std::int64_t start = track.take_time(get("startDate"));
    const std::int64_t end = track.take_time(get("endDate"));
    if (start != engine::kNoTime) track.stated_start = Instant{start * 1000, 0};
    const auto unit = attributes.get("durationUnit").value_or("min");
    auto seconds = within(get("duration"), seconds_of(unit), kLongest_s);
    if (!seconds && start != engine::kNoTime && end > start && static_cast<double>(end - start) <= kLongest_s)
      seconds = static_cast<double>(end - start);
    if (seconds) track.timer_ms = static_cast<std::uint64_t>(*seconds * 1000 + 0.5);
    const auto metres = within(get("totalDistance"),
                               metres_of(attributes.get("totalDistanceUnit").value_or("km")), kFurthest_m);
    if (metres) track.distance_cm = static_cast<std::uint64_t>(*metres * 100 + 0.5);
  }
  void statistics(std::string_view type, std::string_view sum, std::string_view unit) {
    constexpr std::string_view kDistance = "HKQuantityTypeIdentifierDistance";
    if (type == "HKQuantityTypeIdentifierStepCount") {
      const auto steps = within(sum, 1, kMostSteps);
      if (steps && *steps > 0) track.steps = static_cast<std::int32_t>(*steps);
    } else if (type.starts_with(kDistance)) {
      const auto metres = within(sum, metres_of(unit), kFurthest_m);
      if (metres) track.distance_cm = static_cast<std::uint64_t>(*metres * 100 + 0.5);
    }
  }
  void metadata(std::string_view key, std::string_view value) {
    if (key != "HKElevationAscended") return;
    const std::size_t blank = std::min(value.find(' '), value.size());
    const auto unit = metres_of(value.substr(std::min(blank + 1, value.size())));
    const auto metres = within(value.substr(0, blank), unit, kFurthest_m);
    if (metres) track.ascent_m = static_cast<std::int32_t>(*metres + 0.5);
  }
  void event(std::string_view type, std::int64_t time_s) {
    if (time_s == engine::kNoTime) return;
    if (type == "HKWorkoutEventTypePause" || type == "HKWorkoutEventTypeMotionPaused")
      track.timer.push_back({time_s, false});
    if (type == "HKWorkoutEventTypeResume" || type == "HKWorkoutEventTypeMotionResumed")
      track.timer.push_back({time_s, true});
  }
};

/// The route's samples and pauses into the workout, which keeps its own sport, totals and zone.
void take_route(Bytes gpx, Track& track) {
  TrackPieces route = read_gpx(gpx);
  if (route.fault) {
    track.faults.push_back(std::move(*route.fault));
    track.faults.back().kind = "damaged_route";
  }
  for (TrackPiece& piece : route.found) {
    const Track& from = piece.track;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const engine::Samples& s = from.samples;
      track.add({s.time_s[i],
                 {s.latitude[i], s.longitude[i]},
                 s.altitude_cm[i],
                 s.speed_mm_s[i],
                 s.distance_cm[i],
                 from.cycles_min_128[i]});
    }
  }
}

}  // namespace

void AppleExport::push(std::span<const std::uint8_t> bytes) {
  if (pending_.empty()) {
    const std::size_t done = take(bytes, false);
    before_ += done;
    pending_.assign(bytes.begin() + static_cast<std::ptrdiff_t>(done), bytes.end());
    return;
  }
  // In steps, so that what is pending stays below a workout's limit and one step.
  constexpr std::size_t kStep = 65'536;
  while (!bytes.empty()) {
    if (pending_.empty()) return push(bytes);
    const Bytes step = bytes.first(std::min(kStep, bytes.size()));
    pending_.insert(pending_.end(), step.begin(), step.end());
    bytes = bytes.subspan(step.size());
    const std::size_t done = take(pending_, false);
    before_ += done;
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(done));
  }
}

void AppleExport::finish() {
  const std::size_t done = take(pending_, true);
  before_ += done;
  pending_.clear();
  looked_at_ = 0;
}

/// Gives the workouts that are whole; returns how many bytes are done with.
std::size_t AppleExport::take(std::span<const std::uint8_t> bytes, bool last) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t begin = find_open(bytes, at);
    if (begin == kNone) return bytes.size();
    // The last bytes are the beginning of the word, or of another.
    if (begin + kWorkoutOpen.size() > bytes.size()) return last ? bytes.size() : begin;
    const std::size_t end = take_workout(bytes, begin, last);
    if (end == kNone) return begin;
    at = end;
  }
}

/// The workout that begins here, given away; returns where to go on, kNone when its end is still to come.
std::size_t AppleExport::take_workout(std::span<const std::uint8_t> bytes, std::size_t begin, bool last) {
  const Bytes here = bytes.subspan(begin, std::min(bytes.size() - begin, kWorkoutMax_bytes + 1));
  // The same element as the last time, when it is pending from the start.
  const Scan scan = scan_element(here, begin == 0 ? looked_at_ : 0);
  looked_at_ = 0;
  const bool too_large =
      scan.met == Scan::Met::nothing ? here.size() > kWorkoutMax_bytes : scan.at > kWorkoutMax_bytes;
  if (too_large) {
    fault_({"workout_too_large", before_ + begin, "a workout's element is larger than 1 MB; it is left out"});
    return begin + std::max(scan.at, kWorkoutOpen.size());
  }
  if (scan.met == Scan::Met::end) {
    found_(here.first(scan.at));
    return begin + scan.at;
  }
  if (scan.met == Scan::Met::nothing && !last) {
    looked_at_ = scan.at;
    return kNone;
  }
  fault_({"workout_not_ended", before_ + begin, "a workout's element has no end; it is left out"});
  return scan.met == Scan::Met::another ? begin + scan.at : bytes.size();
}

std::optional<std::string> route_path(std::span<const std::uint8_t> workout) {
  HealthReader reader;
  static_cast<void>(walk_xml(workout, reader));
  return reader.route.empty() ? std::nullopt : std::optional(reader.route);
}

TrackPieces read_apple_workout(std::span<const std::uint8_t> bytes) {
  TrackPieces out;
  const std::size_t begin = std::min(find_open(bytes, 0), bytes.size());
  const Scan scan = scan_element(bytes.subspan(begin), 0);
  const std::size_t end = scan.met == Scan::Met::end ? begin + scan.at : bytes.size();
  HealthReader reader;
  out.fault = walk_xml(bytes.first(end), reader);
  if (!reader.any) return out;
  reader.track.cut = out.fault.has_value();
  const Bytes rest = bytes.subspan(end);
  const XmlRoot root = find_root(rest);
  if (root.at < rest.size() && root.name == "gpx") take_route(rest, reader.track);
  out.found.push_back({std::move(reader.track), 0, bytes.size()});
  return out;
}

}  // namespace springback::formats
