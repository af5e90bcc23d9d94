#include "engine/recording.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace springback::engine {
namespace {

constexpr std::int64_t kStart = 1'772'434'800;

/// Samples second by second.
class Track {
 public:
  Track& add(int seconds, std::int32_t speed_mm_s, std::int32_t steps_min, std::int32_t climb_cm_s = 0) {
    for (int i = 0; i < seconds; ++i) {
      Samples& s = input.samples;
      s.time_s.push_back(now_++);
      s.speed_mm_s.push_back(speed_mm_s);
      s.steps_min_10.push_back(steps_min == kNoSample ? kNoSample : steps_min * 10);
      s.altitude_cm.push_back(altitude_cm_ += climb_cm_s);
      if (speed_mm_s != kNoSample) way_cm_ += speed_mm_s / 10;
      s.distance_cm.push_back(speed_mm_s == kNoSample ? kNoSample : way_cm_);
    }
    return *this;
  }
  Track& wait(int seconds) {
    now_ += seconds;
    return *this;
  }
  Track& timer(bool running) {
    input.timer.push_back({now_, running});
    return *this;
  }
  [[nodiscard]] std::int64_t now() const { return now_; }

  RecordingInput input;

 private:
  std::int64_t now_ = kStart;
  std::int32_t way_cm_ = 0;
  std::int32_t altitude_cm_ = 10'000;
};

TEST(RecordingBouts, an_empty_recording_means_nothing) {
  const auto meaning = recording_meaning({});
  EXPECT_TRUE(meaning.bouts.empty());
  EXPECT_EQ(meaning.start_s, kNoTime);
  EXPECT_EQ(meaning.timer_s, 0);
}

TEST(RecordingBouts, bouts_cover_the_timer_in_order_and_sum_to_the_totals) {
  Track track;
  track.add(120, 1400, 112).add(300, 2500, 160).add(60, 0, 0).add(200, 1300, 110);
  const auto meaning = recording_meaning(track.input);
  ASSERT_EQ(meaning.bouts.size(), 4U);
  std::int32_t next = 0;
  for (const auto& bout : meaning.bouts) {
    EXPECT_EQ(bout.start_s, next);
    next = bout.start_s + bout.duration_s;
  }
  EXPECT_EQ(next, 679);
  EXPECT_EQ(meaning.jog_s + meaning.walk_s + meaning.still_s + meaning.unknown_s, meaning.timer_s);
  EXPECT_NEAR(meaning.jog_s, 300, 3);
  EXPECT_NEAR(meaning.still_s, 60, 3);
  EXPECT_EQ(meaning.bouts[1].kind, BoutKind::jog);
  EXPECT_NEAR(meaning.bouts[1].distance_m.value_or(0), 750, 8);
}

TEST(RecordingBouts, within_the_band_between_walk_and_jog_the_last_kind_goes_on) {
  Track slowing;
  slowing.add(100, 2500, kNoSample).add(100, 1950, kNoSample);
  EXPECT_EQ(recording_meaning(slowing.input).jog_s, 199);
  Track quickening;
  quickening.add(100, 1400, kNoSample).add(100, 1950, kNoSample);
  EXPECT_EQ(recording_meaning(quickening.input).walk_s, 199);
}

TEST(RecordingBouts, cadence_decides_over_speed) {
  Track slow_jog;
  slow_jog.add(200, 1700, 155);
  EXPECT_EQ(recording_meaning(slow_jog.input).jog_s, 199);
  Track brisk_walk;
  brisk_walk.add(200, 2200, 125);
  EXPECT_EQ(recording_meaning(brisk_walk.input).walk_s, 199);
}

TEST(RecordingBouts, a_cadence_that_no_walk_of_that_speed_can_have_is_not_believed) {
  Track track;
  track.add(200, 3000, 85);
  EXPECT_EQ(recording_meaning(track.input).jog_s, 199);
}

TEST(RecordingBouts, a_silent_cadence_sensor_leaves_the_word_to_the_speed) {
  Track track;
  track.add(100, 2500, 0).add(100, 1400, 0).add(100, 0, 0);
  const auto meaning = recording_meaning(track.input);
  EXPECT_NEAR(meaning.jog_s, 100, 3);
  EXPECT_NEAR(meaning.walk_s, 100, 3);
  EXPECT_NEAR(meaning.still_s, 100, 3);
}

TEST(RecordingBouts, a_stumble_of_the_signal_makes_no_bout) {
  Track track;
  track.add(100, 2500, 160).add(6, 900, 60).add(100, 2500, 160);
  const auto meaning = recording_meaning(track.input);
  EXPECT_EQ(meaning.bouts.size(), 1U);
  EXPECT_EQ(meaning.jog_s, 205);
}

TEST(RecordingBouts, samples_while_the_timer_stands_belong_to_nothing) {
  Track track;
  track.timer(true)
      .add(100, 2500, 160)
      .timer(false)
      .add(50, 1200, 100)
      .timer(true)
      .add(100, 2500, 160)
      .timer(false);
  const auto meaning = recording_meaning(track.input);
  EXPECT_NEAR(meaning.jog_s, 200, 3);
  EXPECT_EQ(meaning.walk_s, 0);
  EXPECT_NEAR(meaning.paused_s, 50, 2);
  EXPECT_EQ(meaning.gaps, 0);
}

TEST(RecordingBouts, timer_events_that_would_pause_nearly_everything_are_not_believed) {
  Track track;
  track.timer(false).add(300, 2500, 160);
  EXPECT_EQ(recording_meaning(track.input).jog_s, 299);
}

TEST(RecordingBouts, a_long_silence_is_a_gap_and_never_a_bout) {
  Track track;
  track.add(100, 2500, 160).wait(1200).add(100, 2500, 160);
  const auto meaning = recording_meaning(track.input);
  EXPECT_EQ(meaning.gaps, 1);
  EXPECT_EQ(meaning.jog_s, 198);
  EXPECT_EQ(meaning.bouts.size(), 2U);
}

TEST(RecordingBouts, a_silence_of_minutes_is_bridged_by_the_distance_covered) {
  Track track;
  track.add(100, 2500, kNoSample);
  track.wait(119);
  RecordingInput input = track.input;
  const std::int32_t way = input.samples.distance_cm.back();
  Samples& s = input.samples;
  for (int i = 0; i < 100; ++i) {
    s.time_s.push_back(track.now() + i);
    s.speed_mm_s.push_back(2500);
    s.steps_min_10.push_back(kNoSample);
    s.altitude_cm.push_back(kNoSample);
    s.distance_cm.push_back(way + 30'000 + i * 250);
  }
  const auto meaning = recording_meaning(input);
  EXPECT_EQ(meaning.jog_s, 318);
  EXPECT_EQ(meaning.gaps, 1);
}

TEST(RecordingBouts, positions_alone_give_speed_and_distance) {
  RecordingInput input;
  for (int i = 0; i < 300; ++i) {
    input.samples.time_s.push_back(kStart + i);
    input.samples.latitude.push_back(536'870'912);  // 45°
    // 3 m eastwards a second: 3 / (0.00932026 × cos 45°) semicircles
    input.samples.longitude.push_back(100'000'000 + i * 455);
  }
  const auto meaning = recording_meaning(input);
  EXPECT_EQ(meaning.jog_s, 299);
  EXPECT_NEAR(static_cast<double>(meaning.distance_cm), 299 * 300.0, 400);
}

TEST(RecordingBouts, a_ride_without_a_stated_sport_has_no_bouts) {
  Track ride;
  ride.add(600, 8000, kNoSample);
  EXPECT_TRUE(recording_meaning(ride.input).bouts.empty());
  ride.input.on_foot = OnFoot::yes;
  EXPECT_EQ(recording_meaning(ride.input).jog_s, 599);
  ride.input.on_foot = OnFoot::no;
  EXPECT_TRUE(recording_meaning(ride.input).bouts.empty());
}

TEST(RecordingBouts, only_the_legs_on_foot_count) {
  Track track;
  track.add(300, 8000, kNoSample).add(300, 2500, kNoSample);
  track.input.on_foot = OnFoot::spans;
  track.input.foot_spans = {{kStart + 300, kStart + 600}};
  const auto meaning = recording_meaning(track.input);
  EXPECT_NEAR(meaning.jog_s, 300, 3);
  EXPECT_EQ(meaning.timer_s, 599);
}

TEST(RecordingBouts, steps_are_counted_from_cadence_or_not_at_all) {
  Track track;
  track.add(601, 2500, 160);
  EXPECT_EQ(recording_meaning(track.input).steps, 1600);
  Track without;
  without.add(600, 2500, kNoSample);
  EXPECT_FALSE(recording_meaning(without.input).steps.has_value());
}

TEST(RecordingBouts, climb_counts_what_goes_up_and_not_the_wander_of_the_altitude) {
  Track hill;
  hill.add(200, 2500, 160, 25).add(200, 2500, 160, -25).add(200, 2500, 160, 25);
  EXPECT_NEAR(recording_meaning(hill.input).ascent_m.value_or(0), 100, 10);
  Track flat;
  for (int i = 0; i < 100; ++i) flat.add(5, 2500, 160, 40).add(5, 2500, 160, -40);
  EXPECT_EQ(recording_meaning(flat.input).ascent_m, 0);
}

TEST(RecordingBouts, extreme_input_neither_overflows_nor_hangs) {
  constexpr auto kMax64 = std::numeric_limits<std::int64_t>::max();
  constexpr auto kMin64 = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMax32 = std::numeric_limits<std::int32_t>::max();
  RecordingInput input;
  const std::vector<std::int64_t> times{kMax64,    0, kMin64 + 1, kStart, kStart + 1, kStart + 40'000'000,
                                        kMax64 - 1};
  for (int round = 0; round < 3; ++round) {
    for (const auto t : times) {
      input.samples.time_s.push_back(t);
      const auto extreme = round == 0 ? kMax32 : round == 1 ? kNoSample + 1 : kNoSample;
      for (auto* column :
           {&input.samples.latitude, &input.samples.longitude, &input.samples.altitude_cm,
            &input.samples.speed_mm_s, &input.samples.distance_cm, &input.samples.steps_min_10}) {
        column->push_back(extreme);
      }
      input.timer.push_back({t, round % 2 == 0});
      input.foot_spans.push_back({t, kMax64});
    }
  }
  for (const auto foot : {OnFoot::yes, OnFoot::no, OnFoot::spans, OnFoot::unknown}) {
    input.on_foot = foot;
    const auto meaning = recording_meaning(input);
    EXPECT_GE(meaning.timer_s, 0);
    EXPECT_GE(meaning.jog_s, 0);
  }
}

}  // namespace
}  // namespace springback::engine
