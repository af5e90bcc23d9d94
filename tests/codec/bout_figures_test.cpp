// How far the minutes found lie from those that were run, on every rung of the run ladder, disturbance by
// disturbance: the table of docs/recordings.md.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "codec/fit_encode.h"
#include "codec/fit_reading.h"
#include "codec/fit_synthetic.h"
#include "support/protocol_files.h"

namespace springback::fit {
namespace {

constexpr double kTold_pct = 5;
// Where neither speed nor steps are known for a minute or more nothing tells the bouts; docs/gaps.md says so.
constexpr double kUntold_60s_pct = 6;
constexpr double kUntold_120s_pct = 25;

/// Small, whole numbers, the same everywhere.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15U + 1) {}
  int between(int from, int to) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return from + static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(to - from + 1));
  }

 private:
  std::uint64_t state_;
};

/// Every rung that a goal of 30 or of 90 minutes has, each dose once.
std::vector<engine::Rung> run_rungs() {
  std::vector<engine::Rung> all;
  for (const int goal_min : {30, 90}) {
    for (const engine::Rung& rung : engine::run_ladder(test::shipped_protocols().front(), goal_min).rungs) {
      const auto same = [&rung](const engine::Rung& other) { return other.dose == rung.dose; };
      if (std::none_of(all.begin(), all.end(), same)) all.push_back(rung);
    }
  }
  return all;
}

SyntheticRun session(const engine::Dose& dose, std::uint64_t seed) {
  const bool easy = dose.pace == engine::RunPace::easy;
  SyntheticRun run;
  run.start_unix_s = 1'772'434'800;
  run.offset_s = 3600;
  run.seed = seed;
  if (dose.terrain != engine::Terrain::flat) run.climb_per_km_m = 25;
  for (int round = 0; round < dose.rounds; ++round) {
    run.bouts.push_back({engine::BoutKind::jog, dose.jog_s, easy ? 2450 : 3100, easy ? 158 : 168});
    if (dose.walk_s > 0) run.bouts.push_back({engine::BoutKind::walk, dose.walk_s, 1400, 113});
  }
  return run;
}

std::vector<std::vector<std::int32_t>*> columns(Records& records) {
  return {&records.latitude,       &records.longitude,   &records.altitude_cm,
          &records.speed_mm_s,     &records.distance_cm, &records.cadence_128,
          &records.heart_rate_bpm, &records.power_w,     &records.temperature_c};
}

/// Only the records that the watch would have found worth writing: one each 1 to 8 seconds.
void write_smartly(File& file, std::uint64_t seed) {
  Chance chance(seed);
  Records& r = file.records;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < r.size(); i += static_cast<std::size_t>(chance.between(1, 8)), ++kept) {
    r.time_s[kept] = r.time_s[i];
    for (auto* column : columns(r)) (*column)[kept] = (*column)[i];
  }
  r.time_s.resize(kept);
  for (auto* column : columns(r)) column->resize(kept);
}

/// One record in five has the time of the one before it.
void repeat_times(File& file, std::uint64_t seed) {
  Chance chance(seed);
  auto& times = file.records.time_s;
  for (std::size_t i = 1; i < times.size(); ++i)
    if (chance.between(1, 5) == 1) times[i] = times[i - 1];
}

/// Positions alone, each up to a metre beside the way, now on this side, now on that one.
void zigzag(File& file, std::uint64_t seed) {
  constexpr int kSemicirclesPerMetre = 152;  // eastwards, at 45° N
  Chance chance(seed);
  Records& r = file.records;
  for (std::size_t i = 0; i < r.size(); ++i) {
    r.speed_mm_s[i] = r.distance_cm[i] = r.cadence_128[i] = kAbsent;
    const int aside = chance.between(0, kSemicirclesPerMetre);
    r.longitude[i] += i % 2 == 0 ? aside : -aside;
  }
}

struct Disturbance {
  const char* name;
  double allowed_pct;
  void (*plan)(SyntheticRun&);
  void (*damage)(File&, std::uint64_t seed);
};

void nothing(SyntheticRun&) {}
void leave(File&, std::uint64_t) {}
template <int seconds, bool cadence>
void lose(SyntheticRun& run) {
  run.lost_from_s = 200;
  run.lost_to_s = 200 + seconds;
  run.has_cadence = cadence;
}

const std::vector<Disturbance> kDisturbances{
    {"none", kTold_pct, nothing, leave},
    {"speed wrong by 0.3 m/s", kTold_pct, [](SyntheticRun& run) { run.speed_noise_mm_s = 300; }, leave},
    {"cadence wrong by 8 steps/min", kTold_pct, [](SyntheticRun& run) { run.steps_noise_min = 8; }, leave},
    {"no satellites for 30 s", kTold_pct, lose<30, true>, leave},
    {"no satellites for 60 s", kTold_pct, lose<60, true>, leave},
    {"no satellites for 120 s", kTold_pct, lose<120, true>, leave},
    {"no cadence", kTold_pct, [](SyntheticRun& run) { run.has_cadence = false; }, leave},
    {"no cadence, no satellites for 30 s", kTold_pct, lose<30, false>, leave},
    {"no cadence, no satellites for 60 s", kUntold_60s_pct, lose<60, false>, leave},
    {"no cadence, no satellites for 120 s", kUntold_120s_pct, lose<120, false>, leave},
    {"pauses of 45 s and 10 min", kTold_pct, [](SyntheticRun& run) { run.pauses = {{90, 45}, {700, 600}}; },
     leave},
    {"smart recording, 1 to 8 s", kTold_pct, nothing, write_smartly},
    {"smart recording, no cadence", kTold_pct, [](SyntheticRun& run) { run.has_cadence = false; },
     write_smartly},
    {"treadmill, cadence alone", kTold_pct, [](SyntheticRun& run) { run.has_position = false; }, leave},
    {"positions alone, zigzag of 1 m", kTold_pct, nothing, zigzag},
    {"times given twice", kTold_pct, nothing, repeat_times},
};

struct Worst {
  double percent = 0;
  std::string rung;
};

Worst worst_error(const Disturbance& disturbance) {
  Worst worst;
  const auto note = [&worst](double found, double ran, const std::string& rung) {
    const double percent = 100 * std::abs(found - ran) / ran;
    if (percent > worst.percent) worst = {percent, rung};
  };
  for (const engine::Rung& rung : run_rungs()) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      SyntheticRun run = session(rung.dose, seed);
      disturbance.plan(run);
      File file = synthetic_run(run);
      disturbance.damage(file, seed);
      Decoder decoder;
      const auto reading = read(decoder.decode(encode_activity(file)));
      note(reading.meaning.jog_s, rung.dose.total_jog_s(), rung.id);
      if (rung.dose.walk_s > 0) note(reading.meaning.walk_s, rung.dose.walk_s * rung.dose.rounds, rung.id);
    }
  }
  return worst;
}

TEST(BoutFigures, minutes_on_every_rung_are_within_a_twentieth_unless_nothing_told_them) {
  for (const Disturbance& disturbance : kDisturbances) {
    const Worst worst = worst_error(disturbance);
    std::cout << "| " << disturbance.name << " | " << static_cast<int>(worst.percent * 10 + 0.5) / 10.0
              << " % | " << worst.rung << " |\n";
    EXPECT_LE(worst.percent, disturbance.allowed_pct) << disturbance.name << ", on " << worst.rung;
  }
}

}  // namespace
}  // namespace springback::fit
