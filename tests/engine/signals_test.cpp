// The rings that the signals keep must hold the longest window that a protocol may name.

#include "engine/signals.h"

#include <gtest/gtest.h>

namespace springback::engine {
namespace {

std::int32_t highest(std::string_view key) {
  for (const ProtocolNumber& number : protocol_numbers())
    if (number.key == key) return number.highest;
  ADD_FAILURE() << "no number is called " << key;
  return 0;
}

MorningAnswer answered(Pain pain) {
  MorningAnswer morning;
  morning.given = true;
  morning.pain = pain;
  return morning;
}

TEST(Rings, the_longest_drift_window_still_holds_its_first_day) {
  const std::int32_t days = highest("trend.drift_window_days");
  const TrendRule rule{
      .scores_min = 3, .worsening_by = 2, .drift_window_days = days, .drift_above = 2, .step_every_days = 7};
  const Day first{20'000};
  // A week without pain, then 2 every morning.
  // The last weekly median of 0 is that of the tenth day: four of its seven mornings are free of pain.
  const Day last_low = first + 9;
  Windows windows;
  for (Day day = first; day <= last_low + days; day = day + 1) {
    windows.open_day(day);
    windows.set_morning(day, answered(day <= first + 6 ? 0 : 2));
    if (day == last_low + (days - 1)) {
      EXPECT_EQ(windows.trend(day, rule), Trend::drifted);
    }
    if (day == last_low + days) {
      EXPECT_EQ(windows.trend(day, rule), Trend::steady);
    }
  }
}

TEST(Rings, the_longest_distance_window_still_holds_its_first_run) {
  const std::int32_t days = highest("guards.distance_window_days");
  const Day first{20'000};
  Windows windows;
  for (Day day = first; day <= first + days; day = day + 1) {
    windows.open_day(day);
    if (day == first) windows.add_run(day, {.longest_m = 12'000, .total_m = 12'000, .any = true});
  }
  EXPECT_TRUE(windows.run(first).any);
  EXPECT_EQ(windows.run(first).longest_m, 12'000);
}

}  // namespace
}  // namespace springback::engine
