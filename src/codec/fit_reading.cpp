#include "codec/fit_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

#include "codec/fit_profile.h"

namespace springback::fit {
namespace {

enum Sport : std::uint8_t {
  kGeneric = 0,
  kRunning = 1,
  kTransition = 3,
  kFitnessEquipment = 4,
  kWalking = 11,
  kMountaineering = 16,
  kHiking = 17,
};
constexpr std::uint8_t kTreadmill = 1;  // a sub-sport

// chosen: records this long after the last session's end belong to a leg that was never closed.
constexpr std::uint32_t kUnclosedAfter_s = 60;
// chosen: UTC offsets are multiples of 15 min between −12 h and +14 h; a clock may be a minute off.
constexpr std::int32_t kOffsetStep_s = 900;
constexpr std::int32_t kOffsetSlack_s = 60;

bool on_foot(const Segment& session) {
  const std::uint8_t sport = session.sport.value_or(kGeneric);
  return sport == kRunning || sport == kWalking || sport == kHiking || sport == kMountaineering ||
         (sport == kFitnessEquipment && session.sub_sport == kTreadmill);
}

bool unknown_sport(const Segment& session) { return session.sport.value_or(kGeneric) == kGeneric; }

std::int64_t unix_time(std::uint32_t fit_s) {
  return fit_s == kNoTime ? engine::kNoTime : kEpochUnix_s + std::int64_t{fit_s};
}

std::int64_t end_of(const Segment& session) {
  if (session.start_time_s != kNoTime && session.elapsed_ms) {
    return unix_time(session.start_time_s) + (*session.elapsed_ms + 999) / 1000;
  }
  return unix_time(session.time_s);
}

engine::Samples samples_of(const File& file, bool walk) {
  static_assert(kAbsent == engine::kNoSample);
  const Records& records = file.records;
  engine::Samples samples;
  samples.time_s.reserve(records.size());
  for (const std::uint32_t t : records.time_s) samples.time_s.push_back(unix_time(t));
  samples.latitude = records.latitude;
  samples.longitude = records.longitude;
  samples.altitude_cm = records.altitude_cm;
  samples.speed_mm_s = records.speed_mm_s;
  samples.distance_cm = records.distance_cm;
  samples.steps_min_10 = codec::steps_of_cycles(records.cadence_128, walk);
  return samples;
}

/// The legs on foot, and whether everything, nothing or something was.
void set_on_foot(const File& file, engine::RecordingInput& input) {
  bool any = false;
  bool all = true;
  bool unknown = true;
  for (const Segment& session : file.sessions) {
    unknown = unknown && unknown_sport(session);
    if (session.sport == kTransition) continue;
    any = any || on_foot(session);
    all = all && on_foot(session);
  }
  if (unknown) {
    Segment stated;
    stated.sport = file.sport;
    input.on_foot = unknown_sport(stated) ? engine::OnFoot::unknown
                    : on_foot(stated)     ? engine::OnFoot::yes
                                          : engine::OnFoot::no;
  } else if (!any) {
    input.on_foot = engine::OnFoot::no;
  } else if (all) {
    input.on_foot = engine::OnFoot::yes;
  } else {
    input.on_foot = engine::OnFoot::spans;
    for (const Segment& session : file.sessions) {
      const std::int64_t from = unix_time(session.start_time_s);
      const std::int64_t to = end_of(session);
      if (on_foot(session) && from != engine::kNoTime && to != engine::kNoTime)
        input.foot_spans.push_back({from, to});
    }
  }
}

std::string sport_of(const File& file) {
  std::optional<std::uint8_t> sport;
  for (const Segment& session : file.sessions) {
    if (!session.sport || session.sport == kTransition) continue;
    if (sport && sport != session.sport) return "multisport";
    sport = session.sport;
  }
  if (!sport) sport = file.sport;
  return sport ? sport_name(*sport) : "unknown";
}

/// Where records go on after the last session's end, a leg was never closed: its meaning alone.
engine::RecordingMeaning unclosed(const File& file, const engine::RecordingInput& input) {
  if (file.sessions.empty()) return engine::recording_meaning(input);
  std::int64_t closed = engine::kNoTime;
  for (const Segment& session : file.sessions) closed = std::max(closed, end_of(session));
  engine::RecordingInput rest;
  rest.timer = input.timer;
  rest.on_foot = engine::OnFoot::unknown;
  const auto copy = [&input, &rest](std::size_t i) {
    rest.samples.time_s.push_back(input.samples.time_s[i]);
    rest.samples.latitude.push_back(input.samples.latitude[i]);
    rest.samples.longitude.push_back(input.samples.longitude[i]);
    rest.samples.speed_mm_s.push_back(input.samples.speed_mm_s[i]);
    rest.samples.distance_cm.push_back(input.samples.distance_cm[i]);
  };
  for (std::size_t i = 0; closed != engine::kNoTime && i < input.samples.time_s.size(); ++i) {
    if (input.samples.time_s[i] > closed + kUnclosedAfter_s) copy(i);
  }
  return engine::recording_meaning(rest);
}

bool was_cut(const File& file) {
  return file.has_fault(FaultKind::truncated) || file.has_fault(FaultKind::size_zero) ||
         file.has_fault(FaultKind::undefined_local_type);
}

void set_totals(const File& file, const engine::RecordingInput& input, codec::Reading& out) {
  bool any_distance = false;
  bool any_timer = false;
  for (const Segment& session : file.sessions) {
    any_distance = any_distance || session.distance_cm.has_value();
    any_timer = any_timer || session.timer_ms.has_value();
    out.distance_cm += session.distance_cm.value_or(0);
    out.timer_ms += session.timer_ms.value_or(0);
    if (input.on_foot != engine::OnFoot::spans || on_foot(session)) {
      out.foot_distance_cm += session.distance_cm.value_or(0);
      out.foot_timer_ms += session.timer_ms.value_or(0);
    }
  }
  // A course or a workout has no session because nothing was done; an activity has lost it.
  const bool activity = file.type.value_or(kFileTypeActivity) == kFileTypeActivity;
  if (!activity || file.records.size() == 0) return;
  const bool cut = was_cut(file);
  if (!file.sessions.empty() && !cut && any_distance && any_timer) return;
  const auto rest = unclosed(file, input);
  const bool add_distance = cut || !any_distance;
  const bool add_timer = cut || !any_timer;
  const auto& whole = file.sessions.empty() || cut ? rest : out.meaning;
  const std::uint64_t distance_cm = add_distance ? static_cast<std::uint64_t>(whole.distance_cm) : 0;
  const std::uint64_t timer_ms = add_timer ? static_cast<std::uint64_t>(whole.timer_s) * 1000 : 0;
  out.totals_rebuilt = distance_cm > 0 || timer_ms > 0;
  out.distance_cm += distance_cm;
  out.foot_distance_cm += distance_cm;
  out.timer_ms += timer_ms;
  out.foot_timer_ms += timer_ms;
}

void set_start(const File& file, codec::Reading& out) {
  std::int64_t start = out.meaning.start_s;
  if (start == engine::kNoTime && !file.sessions.empty())
    start = unix_time(file.sessions.front().start_time_s);
  const std::int64_t first_date = kEpochUnix_s + kFirstAbsoluteTime;
  if ((start == engine::kNoTime || start < first_date) && file.time_created_s) {
    start = unix_time(*file.time_created_s);
  }
  if (start == engine::kNoTime || start < first_date) return;
  Instant instant{start * 1000, 0};
  if (file.local_minus_utc_s) {
    const std::int32_t offset = *file.local_minus_utc_s;
    const std::int32_t steps =
        (offset + (offset < 0 ? -kOffsetStep_s / 2 : kOffsetStep_s / 2)) / kOffsetStep_s;
    const std::int32_t exact = steps * kOffsetStep_s;
    if (std::abs(offset - exact) <= kOffsetSlack_s && exact >= -12 * 3600 && exact <= 14 * 3600) {
      instant.offset_min = static_cast<std::int16_t>(exact / 60);
      out.offset_known = true;
    }
  }
  out.start = instant;
}

void set_ascent(const File& file, codec::Reading& out) {
  std::optional<std::uint32_t> sum;
  for (const Segment& session : file.sessions) {
    if (!on_foot(session) && out.foot_distance_cm != out.distance_cm) continue;
    if (session.ascent_m) sum = sum.value_or(0) + *session.ascent_m;
  }
  // chosen: more climb than 10 km is a broken total.
  if (sum && *sum <= 10'000) {
    out.ascent_m = static_cast<std::int32_t>(*sum);
    out.ascent_by_device = true;
  } else {
    out.ascent_m = out.meaning.ascent_m;
  }
}

void set_steps(const File& file, codec::Reading& out) {
  out.steps = out.meaning.steps;
  if (out.steps) return;
  std::uint64_t sum = 0;
  for (const Segment& session : file.sessions) {
    if (on_foot(session)) sum += session.cycles.value_or(0) * std::uint64_t{2};
  }
  if (sum > 0 && sum <= INT32_MAX) out.steps = static_cast<std::int32_t>(sum);
}

bool was_run(const File& file) {
  return file.sessions.empty() ? file.sport == kRunning : file.sessions.front().sport == kRunning;
}

}  // namespace

std::string sport_name(std::uint8_t sport) {
  // source: FIT profile, type sport
  static constexpr std::array kNames{
      "generic",
      "running",
      "cycling",
      "transition",
      "fitness_equipment",
      "swimming",
      "basketball",
      "soccer",
      "tennis",
      "american_football",
      "training",
      "walking",
      "cross_country_skiing",
      "alpine_skiing",
      "snowboarding",
      "rowing",
      "mountaineering",
      "hiking",
      "multisport",
      "paddling",
      "flying",
      "e_biking",
      "motorcycling",
      "boating",
      "driving",
      "golf",
      "hang_gliding",
      "horseback_riding",
      "hunting",
      "fishing",
      "inline_skating",
      "rock_climbing",
      "sailing",
      "ice_skating",
      "sky_diving",
      "snowshoeing",
      "snowmobiling",
      "stand_up_paddleboarding",
      "surfing",
      "wakeboarding",
      "water_skiing",
      "kayaking",
      "rafting",
      "windsurfing",
      "kitesurfing",
      "tactical",
      "jumpmaster",
      "boxing",
      "floor_climbing",
  };
  if (sport < kNames.size()) return kNames[sport];
  return "sport_" + std::to_string(sport);
}

codec::Reading read(const File& file) {
  codec::Reading out;
  out.format = "fit";
  out.sport = sport_of(file);
  out.records = file.records.size();
  engine::RecordingInput input;
  set_on_foot(file, input);
  input.samples = samples_of(file, out.sport == "walking" || out.sport == "hiking");
  input.timer.reserve(file.timer_events.size());
  for (const TimerEvent& event : file.timer_events)
    input.timer.push_back({unix_time(event.time_s), event.running});
  out.meaning = engine::recording_meaning(input);
  set_totals(file, input, out);
  set_start(file, out);
  set_ascent(file, out);
  set_steps(file, out);
  codec::take_at_its_word(input.on_foot, was_run(file), out);
  out.faults.reserve(file.faults.size());
  for (const Fault& fault : file.faults)
    out.faults.push_back({fault_name(fault.kind), fault.offset, fault.detail});
  codec::name_samples_out_of_time(out);
  if (out.totals_rebuilt) {
    out.faults.push_back(
        {"totals_rebuilt", 0, "distance and time come from the records: no session holds them"});
  }
  return out;
}

bool is_fit(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 12 && bytes[0] >= 12 && std::memcmp(bytes.data() + 8, ".FIT", 4) == 0;
}

std::optional<engine::Recording> derive_recording(std::span<const std::uint8_t> bytes) {
  Decoder decoder;
  return codec::recording_fact(read(decoder.decode(bytes)), bytes, kDerivedBy);
}

}  // namespace springback::fit
