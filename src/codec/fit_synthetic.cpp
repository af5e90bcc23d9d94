#include "codec/fit_synthetic.h"

#include <algorithm>

#include "base/split_mix.h"
#include "codec/fit_profile.h"

namespace springback::fit {
namespace {

// chosen: people need about four seconds to change between walking and jogging.
constexpr std::int32_t kChange_s = 4;
// A place on the open ocean, so that it is nobody's street: 45° N, 30° W in semicircles.
constexpr std::int32_t kLatitude = 536'870'912;
constexpr std::int32_t kLongitude = -357'913'941;
// Semicircles northwards for a centimetre × 1000: 1 / 0.932 cm.
constexpr std::int64_t kSemicirclesPerCm_1000 = 1073;

class Noise {
 public:
  explicit Noise(std::uint64_t seed) : mix_(seed) {}
  /// Roughly normal around 0 with the given standard deviation: the sum of twelve uniform numbers.
  std::int32_t normal(std::int32_t deviation) {
    std::int64_t sum = 0;
    for (int i = 0; i < 12; ++i) sum += static_cast<std::int64_t>(mix_.next() >> 48);
    return static_cast<std::int32_t>((sum - 6 * 65'536) * deviation / 65'536);
  }

 private:
  SplitMix64 mix_;
};

struct Pace {
  std::int32_t speed_mm_s = 0;
  std::int32_t steps_min = 0;
};

/// What is planned for each second of the timer, with the changes between bouts spread around their border.
std::vector<Pace> paces(const std::vector<PlannedBout>& bouts) {
  std::vector<Pace> out;
  for (const PlannedBout& bout : bouts) {
    out.insert(out.end(), static_cast<std::size_t>(std::max(0, bout.duration_s)),
               {bout.speed_mm_s, bout.steps_min});
  }
  const std::vector<Pace> sharp = out;
  const auto n = static_cast<std::int64_t>(out.size());
  for (std::int64_t t = 0; t < n; ++t) {
    std::int64_t speed = 0;
    std::int64_t steps = 0;
    for (std::int64_t k = -kChange_s / 2; k <= kChange_s / 2; ++k) {
      const Pace& p = sharp[static_cast<std::size_t>(std::clamp<std::int64_t>(t + k, 0, n - 1))];
      speed += p.speed_mm_s;
      steps += p.steps_min;
    }
    out[static_cast<std::size_t>(t)] = {static_cast<std::int32_t>(speed / (kChange_s + 1)),
                                        static_cast<std::int32_t>(steps / (kChange_s + 1))};
  }
  return out;
}

void push(Records& to, std::uint32_t time_s) {
  to.time_s.push_back(time_s);
  for (auto* column : {&to.latitude, &to.longitude, &to.altitude_cm, &to.speed_mm_s, &to.distance_cm,
                       &to.cadence_128, &to.heart_rate_bpm, &to.power_w, &to.temperature_c}) {
    column->push_back(kAbsent);
  }
}

/// Up and down again: a climb of `per_km_m` on each kilometre, in the first half of it.
std::int32_t altitude_cm(std::int64_t way_cm, std::int32_t per_km_m) {
  const std::int64_t in_km = way_cm % 100'000;
  const std::int64_t rise = in_km < 50'000 ? in_km : 100'000 - in_km;
  const auto height = static_cast<std::int32_t>(rise * per_km_m * 100 / 50'000);
  return 2'000 + height / 20 * 20;
}

void add_totals(File& file, const SyntheticRun& run, std::uint32_t start, std::uint32_t end,
                std::int32_t timer_s, std::int64_t way_mm, std::int64_t steps_60) {
  Segment session;
  session.time_s = end;
  session.start_time_s = start;
  session.sport = run.sport;
  session.sub_sport = run.has_position ? std::uint8_t{0} : std::uint8_t{1};
  session.elapsed_ms = (end - start) * 1000;
  session.timer_ms = static_cast<std::uint32_t>(timer_s) * 1000;
  session.distance_cm = static_cast<std::uint32_t>(way_mm / 10);
  if (run.has_cadence) session.cycles = static_cast<std::uint32_t>(steps_60 / 120);
  if (run.has_position)
    session.ascent_m = static_cast<std::uint32_t>(way_mm / 1000 * run.climb_per_km_m / 1000);
  session.records_before = file.records.size();
  file.sessions.push_back(session);
}

}  // namespace

File synthetic_run(const SyntheticRun& run) {
  File file;
  const auto start = static_cast<std::uint32_t>(run.start_unix_s - kEpochUnix_s);
  file.type = kFileTypeActivity;
  file.time_created_s = start;
  file.local_minus_utc_s = run.offset_s;
  file.timer_events.push_back({start, true});
  const auto plan = paces(run.bouts);
  Noise noise(run.seed);
  auto pause = run.pauses.begin();
  std::uint32_t now = start;
  std::int64_t way_mm = 0;
  std::int64_t steps_60 = 0;
  std::int64_t drift_mm_s = 0;
  std::size_t bout = 0;
  std::int32_t bout_end = run.bouts.empty() ? 0 : run.bouts.front().duration_s;
  Segment lap;
  lap.start_time_s = start;
  std::int64_t lap_way_mm = 0;
  std::int32_t lap_from = 0;
  const auto timer_s = static_cast<std::int32_t>(plan.size());
  for (std::int32_t t = 0; t < timer_s; ++t) {
    if (pause != run.pauses.end() && pause->after_timer_s == t) {
      file.timer_events.push_back({now, false});
      now += static_cast<std::uint32_t>(pause->duration_s);
      file.timer_events.push_back({now, true});
      ++pause;
    }
    const Pace& pace = plan[static_cast<std::size_t>(t)];
    // First-order: 4/5 of an error stays for the next second, as receivers smooth.
    drift_mm_s = (drift_mm_s * 4 + noise.normal(run.speed_noise_mm_s) * 3) / 5;
    const std::int64_t speed =
        pace.speed_mm_s > 0 ? std::max<std::int64_t>(0, pace.speed_mm_s + drift_mm_s) : 0;
    const std::int32_t steps =
        pace.steps_min > 0 ? std::max(0, pace.steps_min + noise.normal(run.steps_noise_min)) : 0;
    way_mm += speed;
    steps_60 += steps;
    if (t % run.every_s == 0) {
      push(file.records, now);
      Records& r = file.records;
      const bool lost = t >= run.lost_from_s && t < run.lost_to_s;
      if (run.has_position && !lost) {
        r.latitude.back() =
            kLatitude + static_cast<std::int32_t>(way_mm / 10 * kSemicirclesPerCm_1000 / 1000);
        r.longitude.back() = kLongitude;
        r.altitude_cm.back() = altitude_cm(way_mm / 10, run.climb_per_km_m);
        r.speed_mm_s.back() = static_cast<std::int32_t>(speed);
        r.distance_cm.back() = static_cast<std::int32_t>(way_mm / 10);
      }
      if (run.has_cadence) r.cadence_128.back() = steps * 64;
      r.heart_rate_bpm.back() = 95 + pace.steps_min / 4 + noise.normal(2);
    }
    ++now;
    if (t + 1 == bout_end) {
      lap.time_s = now;
      lap.elapsed_ms = (now - lap.start_time_s) * 1000;
      lap.timer_ms = static_cast<std::uint32_t>(t + 1 - lap_from) * 1000;
      lap.distance_cm = static_cast<std::uint32_t>((way_mm - lap_way_mm) / 10);
      lap.records_before = file.records.size();
      file.laps.push_back(lap);
      lap = {};
      lap.start_time_s = now;
      lap_from = t + 1;
      lap_way_mm = way_mm;
      if (++bout < run.bouts.size()) bout_end += run.bouts[bout].duration_s;
    }
  }
  file.timer_events.push_back({now, false});
  add_totals(file, run, start, now, timer_s, way_mm, steps_60);
  file.files = 1;
  return file;
}

}  // namespace springback::fit
