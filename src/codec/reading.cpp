#include "codec/reading.h"

#include <algorithm>

#include "base/json_writer.h"
#include "codec/diary_json.h"

namespace springback::codec {
namespace {

// chosen: nobody takes 105 strides (210 steps) a minute for half of the way, so such a file counts steps; a
// walk of 80 strides (160 steps) a minute is none either.
constexpr std::int32_t kMostStrides_128 = 105 * 128;
constexpr std::int32_t kMostWalkStrides_128 = 80 * 128;

/// Steps are twice the strides, unless the writer counted steps already.
std::int32_t steps_per_cycle(const std::vector<std::int32_t>& cycles_min_128, std::int32_t most_strides_128) {
  std::vector<std::int32_t> known;
  known.reserve(cycles_min_128.size());
  for (const std::int32_t c : cycles_min_128) {
    if (c > 0) known.push_back(c);
  }
  if (known.empty()) return 2;
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), middle, known.end());
  return *middle > most_strides_128 ? 1 : 2;
}

const char* name(engine::BoutKind kind) {
  switch (kind) {
    case engine::BoutKind::jog:
      return "jog";
    case engine::BoutKind::walk:
      return "walk";
    case engine::BoutKind::still:
      break;
  }
  return "still";
}

void write_bouts(JsonWriter& to, const std::vector<engine::Bout>& bouts) {
  to.list("bouts", bouts, [&](const engine::Bout& bout) {
    to.open('{').text("kind", name(bout.kind));
    to.number("start_s", bout.start_s).number("duration_s", bout.duration_s);
    if (bout.distance_m) to.number("distance_m", *bout.distance_m);
    to.close('}');
  });
}

std::int32_t rounded(std::uint64_t value, std::uint64_t unit) {
  return static_cast<std::int32_t>(std::min<std::uint64_t>((value + unit / 2) / unit, INT32_MAX));
}

}  // namespace

std::vector<std::int32_t> steps_of_cycles(std::vector<std::int32_t> cycles_min_128, bool walk) {
  const std::int32_t factor = steps_per_cycle(cycles_min_128, walk ? kMostWalkStrides_128 : kMostStrides_128);
  for (std::int32_t& c : cycles_min_128) {
    if (c != engine::kNoSample) c = c * factor * 5 / 64;
  }
  return cycles_min_128;
}

void take_at_its_word(engine::OnFoot foot, bool running, Reading& reading) {
  engine::RecordingMeaning& meaning = reading.meaning;
  if (foot != engine::OnFoot::yes || !meaning.bouts.empty() || reading.foot_timer_ms == 0) return;
  engine::Bout bout;
  bout.kind = running ? engine::BoutKind::jog : engine::BoutKind::walk;
  bout.duration_s =
      static_cast<std::int32_t>(std::min<std::uint64_t>(reading.foot_timer_ms / 1000, INT32_MAX));
  if (reading.foot_distance_cm > 0) {
    bout.distance_m =
        static_cast<std::int32_t>(std::min<std::uint64_t>(reading.foot_distance_cm / 100, INT32_MAX));
  }
  (running ? meaning.jog_s : meaning.walk_s) = bout.duration_s;
  meaning.unknown_s = 0;
  meaning.bouts.push_back(bout);
}

void name_samples_out_of_time(Reading& reading) {
  if (reading.meaning.samples_out_of_time == 0 || reading.meaning.start_s == engine::kNoTime) return;
  reading.faults.push_back(
      {"samples_out_of_time", 0,
       std::to_string(reading.meaning.samples_out_of_time) +
           " records without a time, or far from all others; they count only as records"});
}

std::string reading_json(const Reading& reading, const engine::Recording* fact) {
  JsonWriter to;
  to.open('{').text("format", reading.format);
  if (reading.start) {
    std::string start = format_instant(*reading.start);
    // "Z": the moment is known, the place's clock is not (RFC 3339, 4.3 would say "-00:00").
    if (!reading.offset_known && start.ends_with("+00:00")) start.replace(start.size() - 6, 6, "Z");
    to.text("start", start);
  } else {
    to.raw("start", "null");
  }
  to.text("sport", reading.sport).number("records", reading.records);
  to.shortest("distance_m", static_cast<std::int64_t>(reading.distance_cm), 2);
  to.shortest("timer_s", static_cast<std::int64_t>(reading.timer_ms), 3);
  to.truth("totals_rebuilt", reading.totals_rebuilt);
  to.number("jog_s", reading.meaning.jog_s).number("walk_s", reading.meaning.walk_s);
  to.number("still_s", reading.meaning.still_s).number("unknown_s", reading.meaning.unknown_s);
  to.number("gaps", reading.meaning.gaps);
  if (reading.ascent_m) {
    to.number("ascent_m", *reading.ascent_m);
    to.text("ascent_from", reading.ascent_by_device ? "device" : "smoothed_altitude");
  } else {
    to.raw("ascent_m", "null");
  }
  if (reading.steps) to.number("steps", *reading.steps);
  write_bouts(to, reading.meaning.bouts);
  to.list("faults", reading.faults, [&](const ReadingFault& fault) {
    to.open('{').text("kind", fault.kind).number("offset", fault.offset).text("detail", fault.detail);
    to.close('}');
  });
  if (fact != nullptr) to.raw("fact", recording_fact_json(*fact));
  return to.close('}').take();
}

std::optional<engine::Recording> recording_fact(const Reading& reading, std::span<const std::uint8_t> bytes,
                                                std::string derived_by) {
  if (!reading.start) return std::nullopt;
  return recording_fact(reading, sha256(bytes), std::move(derived_by));
}

std::optional<engine::Recording> recording_fact(const Reading& reading, const Sha256& sum,
                                                std::string derived_by) {
  if (!reading.start) return std::nullopt;
  engine::Recording fact;
  fact.sha256 = sum;
  fact.derived_by = std::move(derived_by);
  fact.start = *reading.start;
  fact.sport = reading.sport;
  fact.distance_m = rounded(reading.foot_distance_cm, 100);
  fact.timer_s = rounded(reading.foot_timer_ms, 1000);
  fact.jog_s = reading.meaning.jog_s;
  fact.walk_s = reading.meaning.walk_s;
  fact.ascent_m = reading.ascent_m;
  fact.steps = reading.steps;
  fact.bouts = reading.meaning.bouts;
  return fact;
}

Uuid recording_id(const engine::Recording& recording) {
  return recording_id(recording.sha256, recording.derived_by);
}

std::string recording_fact_json(const engine::Recording& recording) {
  const std::string start = format_instant(recording.start);
  JsonWriter to;
  to.open('{').text("type", "recording").text("at", start).text("id", format_uuid(recording_id(recording)));
  to.text("sha256", format_sha256(recording.sha256)).text("derived_by", recording.derived_by);
  to.text("start", start).text("sport", recording.sport);
  to.number("distance_m", recording.distance_m).number("timer_s", recording.timer_s);
  to.number("jog_s", recording.jog_s).number("walk_s", recording.walk_s);
  if (recording.ascent_m) to.number("ascent_m", *recording.ascent_m);
  if (recording.steps) to.number("steps", *recording.steps);
  write_bouts(to, recording.bouts);
  return to.close('}').take();
}

}  // namespace springback::codec
