#include "formats/track.h"

#include <algorithm>
#include <utility>

namespace springback::formats {
namespace {

// chosen: nobody is this fast on foot over a whole recording; then the total is of something else.
constexpr std::uint64_t kFastestMean_cm_s = 800;
// chosen: more climb than 10 km is a broken total.
constexpr std::int32_t kMostAscent_m = 10'000;

/// A column in which no value but 0 stands was never measured.
void drop_if_zero(std::vector<std::int32_t>& column) {
  const bool any =
      std::ranges::any_of(column, [](std::int32_t v) { return v != engine::kNoSample && v != 0; });
  if (!any) column.clear();
}

void set_totals(const Track& track, engine::OnFoot foot, codec::Reading& out) {
  const bool too_fast = foot == engine::OnFoot::yes && track.timer_ms && track.distance_cm &&
                        *track.distance_cm / kFastestMean_cm_s > *track.timer_ms / 1000;
  const bool samples = out.records > 0;
  const bool own_distance = track.distance_cm && !((too_fast || track.cut) && samples);
  const bool own_timer = track.timer_ms && !(track.cut && samples);
  out.distance_cm = own_distance ? *track.distance_cm : static_cast<std::uint64_t>(out.meaning.distance_cm);
  out.timer_ms = own_timer ? *track.timer_ms : static_cast<std::uint64_t>(out.meaning.timer_s) * 1000;
  out.foot_distance_cm = out.distance_cm;
  out.foot_timer_ms = out.timer_ms;
  out.totals_rebuilt = (!own_distance && out.distance_cm > 0) || (!own_timer && out.timer_ms > 0);
  if (too_fast && samples) {
    out.faults.push_back({"implausible_distance", 0,
                          "the stated distance is too long for its time on foot; it comes from the samples"});
  } else if (out.totals_rebuilt && track.totals_expected) {
    out.faults.push_back({"totals_rebuilt", 0, "distance and time come from the samples"});
  }
}

void set_start(const Track& track, codec::Reading& out) {
  const std::int16_t offset = track.offset_min.value_or(0);
  out.offset_known = track.offset_min.has_value();
  if (out.meaning.start_s != engine::kNoTime) {
    out.start = Instant{out.meaning.start_s * 1000, offset};
  } else {
    out.start = track.stated_start;
    if (out.start) out.start->offset_min = offset;
  }
}

}  // namespace

void Track::add(const TrackPoint& point) {
  if (point.time_s == engine::kNoTime && point.position.latitude == engine::kNoSample) return;
  samples.time_s.push_back(point.time_s);
  samples.latitude.push_back(point.position.latitude);
  samples.longitude.push_back(point.position.longitude);
  samples.altitude_cm.push_back(point.altitude_cm);
  samples.speed_mm_s.push_back(point.speed_mm_s);
  samples.distance_cm.push_back(point.distance_cm);
  cycles_min_128.push_back(point.cycles_min_128);
}

std::int64_t Track::take_time(std::string_view text) {
  const auto time = written_time(text);
  if (!time) return engine::kNoTime;
  // "+00:00" is how programs write UTC; of the place it tells no more than "Z".
  if (time->offset_min != 0 && !offset_min) offset_min = time->offset_min;
  zoneless = zoneless || !time->zoned;
  return time->utc_ms / 1000;
}

void Track::pause(std::int64_t from_s, std::int64_t to_s) {
  if (from_s == engine::kNoTime || to_s == engine::kNoTime || to_s - from_s <= kShortestPause_s) return;
  timer.push_back({from_s, false});
  timer.push_back({to_s, true});
}

std::int64_t first_time(const Track& track, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (track.samples.time_s[i] != engine::kNoTime) return track.samples.time_s[i];
  }
  return engine::kNoTime;
}

std::int64_t last_time(const Track& track, std::size_t from, std::size_t to) {
  for (std::size_t i = to; i > from; --i) {
    if (track.samples.time_s[i - 1] != engine::kNoTime) return track.samples.time_s[i - 1];
  }
  return engine::kNoTime;
}

codec::Reading reading_of(Track track, std::string format) {
  codec::Reading out;
  out.format = std::move(format);
  out.sport = track.sport;
  out.records = track.size();
  engine::RecordingInput input;
  input.on_foot = foot_of_sport(track.sport);
  input.samples = std::move(track.samples);
  // A sensor that was not there, written as 0, must not make a run look like standing.
  drop_if_zero(input.samples.speed_mm_s);
  drop_if_zero(input.samples.distance_cm);
  drop_if_zero(track.cycles_min_128);
  const bool walk = out.sport == "walking" || out.sport == "hiking";
  input.samples.steps_min_10 = codec::steps_of_cycles(std::move(track.cycles_min_128), walk);
  input.timer = std::move(track.timer);
  out.meaning = engine::recording_meaning(input);
  out.faults = std::move(track.faults);
  set_totals(track, input.on_foot, out);
  set_start(track, out);
  const bool own_ascent = track.ascent_m && *track.ascent_m >= 0 && *track.ascent_m <= kMostAscent_m;
  out.ascent_m = own_ascent ? track.ascent_m : out.meaning.ascent_m;
  out.ascent_by_device = own_ascent;
  out.steps = out.meaning.steps;
  if (!out.steps && input.on_foot != engine::OnFoot::no) out.steps = track.steps;
  codec::take_at_its_word(input.on_foot, out.sport == "running", out);
  codec::name_samples_out_of_time(out);
  if (track.zoneless) {
    out.faults.push_back(
        {"times_without_zone", 0,
         "times say neither Z nor an offset; taken as UTC, so the time of day may be wrong"});
  }
  return out;
}

}  // namespace springback::formats
