#include "codec/fit_workout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "codec/fit.h"
#include "codec/fit_profile.h"

namespace springback::fit {
namespace {

WalkJogWorkout first_rung() {
  return {.name = "Springback 1:2 x 8 and more",
          .created_unix_s = 1'772'434'800,
          .jog_s = 60,
          .walk_s = 120,
          .rounds = 8};
}

/// Bytes of the n-th workout step: index, duration type, duration, target type, target, intensity, name.
std::vector<std::uint8_t> step(const std::vector<std::uint8_t>& file, std::size_t n, std::size_t steps) {
  constexpr std::size_t kStep = 1 + 2 + 1 + 4 + 1 + 4 + 1 + 8;
  const std::size_t at = file.size() - 2 - (steps - n) * kStep;
  return {file.begin() + static_cast<std::ptrdiff_t>(at),
          file.begin() + static_cast<std::ptrdiff_t>(at + kStep)};
}

TEST(FitWorkout, a_workout_is_a_whole_file_of_its_own_kind) {
  Decoder decoder;
  const File& file = decoder.decode(encode_workout(first_rung()));
  EXPECT_TRUE(file.faults.empty());
  EXPECT_EQ(file.type, kFileTypeWorkout);
  EXPECT_EQ(file.time_created_s, 1'772'434'800 - kEpochUnix_s);
  EXPECT_EQ(file.messages, 5U);
}

TEST(FitWorkout, jog_and_walk_are_timed_steps_and_the_third_repeats_them) {
  const auto bytes = encode_workout(first_rung());
  // 60,000 ms and 120,000 ms, little-endian
  EXPECT_EQ(step(bytes, 0, 3), (std::vector<std::uint8_t>{2, 0, 0, 0,   0x60, 0xea, 0, 0, 2, 0, 0,
                                                          0, 0, 0, 'J', 'o',  'g',  0, 0, 0, 0, 0}));
  EXPECT_EQ(step(bytes, 1, 3), (std::vector<std::uint8_t>{2, 1, 0, 0,   0xc0, 0xd4, 1,   0, 2, 0, 0,
                                                          0, 0, 1, 'W', 'a',  'l',  'k', 0, 0, 0, 0}));
  EXPECT_EQ(step(bytes, 2, 3), (std::vector<std::uint8_t>{2, 2, 0,    6, 0, 0, 0, 0, 0xff, 8, 0,
                                                          0, 0, 0xff, 0, 0, 0, 0, 0, 0,    0, 0}));
}

TEST(FitWorkout, continuous_running_is_one_step) {
  Decoder decoder;
  const File& file =
      decoder.decode(encode_workout({.name = "18 min", .created_unix_s = 1'772'434'800, .jog_s = 1080}));
  EXPECT_TRUE(file.faults.empty());
  EXPECT_EQ(file.messages, 3U);
}

TEST(FitWorkout, a_long_name_is_cut_and_closed_with_a_zero) {
  const auto bytes = encode_workout(first_rung());
  const std::string_view kept = "Springback 1:2 x 8 and ";
  const auto at = std::search(bytes.begin(), bytes.end(), kept.begin(), kept.end());
  ASSERT_NE(at, bytes.end());
  EXPECT_EQ(*(at + static_cast<std::ptrdiff_t>(kept.size())), 0);
}

}  // namespace
}  // namespace springback::fit
