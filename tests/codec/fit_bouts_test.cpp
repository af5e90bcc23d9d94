// From the bytes of a watch to minutes jogged and walked: the rungs of the run ladder, as a runner would do
// them.

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "codec/fit_encode.h"
#include "codec/fit_reading.h"
#include "codec/fit_synthetic.h"

namespace springback::fit {
namespace {

struct Rung {
  const char* name;
  int jog_s;
  int walk_s;
  int rounds;
};

// source: seed S13, S15
const std::vector<Rung> kLadder{{"1:2 x 8", 60, 120, 8},
                                {"1:1 x 12", 60, 60, 12},
                                {"2:1 x 8", 120, 60, 8},
                                {"3:1 x 6", 180, 60, 6},
                                {"continuous", 1080, 0, 1}};

SyntheticRun session(const Rung& rung, std::uint64_t seed) {
  SyntheticRun run;
  run.start_unix_s = 1'772'434'800;
  run.offset_s = 3600;
  run.seed = seed;
  for (int i = 0; i < rung.rounds; ++i) {
    run.bouts.push_back({engine::BoutKind::jog, rung.jog_s, 2450, 158});
    if (rung.walk_s > 0) run.bouts.push_back({engine::BoutKind::walk, rung.walk_s, 1400, 113});
  }
  return run;
}

codec::Reading through_bytes(const SyntheticRun& run) {
  Decoder decoder;
  return read(decoder.decode(encode_activity(synthetic_run(run))));
}

void expect_minutes(const codec::Reading& reading, const Rung& rung) {
  const double jog_s = rung.jog_s * rung.rounds;
  const double walk_s = rung.walk_s * rung.rounds;
  EXPECT_NEAR(reading.meaning.jog_s, jog_s, 0.05 * jog_s);
  EXPECT_NEAR(reading.meaning.walk_s, walk_s, walk_s > 0 ? 0.05 * walk_s : 10);
}

void expect_rounds(const codec::Reading& reading, const Rung& rung) {
  int jogs = 0;
  for (const auto& bout : reading.meaning.bouts) jogs += bout.kind == engine::BoutKind::jog ? 1 : 0;
  EXPECT_EQ(jogs, rung.rounds);
}

class Ladder : public testing::TestWithParam<std::uint64_t> {
 protected:
  template <class Change>
  void each_rung(Change change) {
    for (const Rung& rung : kLadder) {
      SCOPED_TRACE(rung.name);
      SyntheticRun run = session(rung, GetParam());
      change(run);
      check(through_bytes(run), rung);
    }
  }
  virtual void check(const codec::Reading& reading, const Rung& rung) {
    expect_minutes(reading, rung);
    expect_rounds(reading, rung);
  }
};

TEST_P(Ladder, minutes_are_found_with_cadence_and_noisy_speed) {
  each_rung([](SyntheticRun& run) { run.speed_noise_mm_s = 300; });
}

TEST_P(Ladder, minutes_are_found_by_speed_alone) {
  each_rung([](SyntheticRun& run) { run.has_cadence = false; });
}

TEST_P(Ladder, minutes_are_found_by_cadence_alone_on_a_treadmill) {
  each_rung([](SyntheticRun& run) { run.has_position = false; });
}

TEST_P(Ladder, minutes_are_found_through_three_minutes_without_satellites) {
  each_rung([](SyntheticRun& run) {
    run.lost_from_s = 200;
    run.lost_to_s = 380;
  });
}

TEST_P(Ladder, minutes_are_found_by_speed_through_twenty_seconds_without_satellites) {
  for (const Rung& rung : kLadder) {
    SCOPED_TRACE(rung.name);
    SyntheticRun run = session(rung, GetParam());
    run.has_cadence = false;
    run.lost_from_s = 200;
    run.lost_to_s = 220;
    expect_minutes(through_bytes(run), rung);
  }
}

TEST_P(Ladder, a_pause_belongs_to_nothing) {
  for (const Rung& rung : kLadder) {
    SCOPED_TRACE(rung.name);
    SyntheticRun run = session(rung, GetParam());
    run.pauses = {{90, 45}, {700, 600}};
    const auto reading = through_bytes(run);
    expect_minutes(reading, rung);
    EXPECT_NEAR(reading.meaning.paused_s, 645, 4);
  }
}

TEST_P(Ladder, minutes_are_found_in_sparse_recordings) {
  for (const Rung& rung : kLadder) {
    SCOPED_TRACE(rung.name);
    SyntheticRun run = session(rung, GetParam());
    run.every_s = 4;
    expect_minutes(through_bytes(run), rung);
  }
}

TEST_P(Ladder, standing_at_the_lights_is_neither_jog_nor_walk) {
  SyntheticRun run = session(kLadder[1], GetParam());
  run.bouts.insert(run.bouts.begin() + 6, {engine::BoutKind::still, 90, 0, 0});
  const auto reading = through_bytes(run);
  expect_minutes(reading, kLadder[1]);
  EXPECT_NEAR(reading.meaning.still_s, 90, 6);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Ladder, testing::Values(1, 2, 3, 4, 5, 6, 7, 8));

TEST(FitBouts, climb_of_a_rolling_run_is_found_from_the_altitudes_within_a_fifth) {
  SyntheticRun run = session(kLadder.back(), 3);
  run.climb_per_km_m = 40;
  File file = synthetic_run(run);
  file.sessions.front().ascent_m.reset();
  Decoder decoder;
  const auto reading = read(decoder.decode(encode_activity(file)));
  ASSERT_TRUE(reading.ascent_m.has_value());
  EXPECT_FALSE(reading.ascent_by_device);
  EXPECT_NEAR(*reading.ascent_m, 2.646 * 40, 0.2 * 2.646 * 40);
}

TEST(FitBouts, a_device_total_of_climb_wins) {
  SyntheticRun run = session(kLadder.back(), 3);
  File file = synthetic_run(run);
  file.sessions.front().ascent_m = 77;
  Decoder decoder;
  const auto reading = read(decoder.decode(encode_activity(file)));
  EXPECT_EQ(reading.ascent_m, 77);
  EXPECT_TRUE(reading.ascent_by_device);
}

TEST(FitBouts, a_run_of_which_only_the_totals_are_left_is_taken_at_its_word) {
  File file = synthetic_run(session(kLadder.back(), 3));
  file.records = {};
  file.timer_events.clear();
  Decoder decoder;
  const auto reading = read(decoder.decode(encode_activity(file)));
  EXPECT_EQ(reading.meaning.jog_s, 1080);
  ASSERT_EQ(reading.meaning.bouts.size(), 1U);
  EXPECT_TRUE(reading.start.has_value());
}

}  // namespace
}  // namespace springback::fit
