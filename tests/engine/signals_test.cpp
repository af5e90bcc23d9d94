#include "engine/signals.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

// needs both of the above
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace springback::engine {
namespace {

/// The longest windows that a protocol may ask for (protocol_fields.cpp).
Protocol longest() {
  Protocol protocol;
  protocol.usual = {28, 3, 84, 1};
  protocol.trend = {3, 2, 168, 2, 7};
  protocol.alerts.persistent_window_days = 56;
  return protocol;
}

std::int32_t median(std::vector<std::int32_t> values, bool upper) {
  if (values.empty()) return -1;
  std::sort(values.begin(), values.end());
  return values[upper ? values.size() / 2 : (values.size() - 1) / 2];
}

/// Mornings kept one by one, from which every window can be read anew.
class Mornings {
 public:
  void add(std::int32_t pain, std::int32_t stiffness) {
    pain_.push_back(pain);
    stiffness_.push_back(stiffness);
    const auto week = known(pain_, 7, 0);
    weekly_.push_back(week.size() < 3 ? -1 : median(week, false));
  }
  /// The known values of the last `days`, without the newest `skip`.
  static std::vector<std::int32_t> known(const std::vector<std::int32_t>& all, std::size_t days,
                                         std::size_t skip) {
    std::vector<std::int32_t> out;
    for (std::size_t i = skip; i < skip + days && i < all.size(); ++i) {
      if (all[all.size() - 1 - i] >= 0) out.push_back(all[all.size() - 1 - i]);
    }
    return out;
  }
  std::vector<std::int32_t> pain_, stiffness_, weekly_;
};

std::int32_t lowest(const std::vector<std::int32_t>& values) {
  return values.empty() ? -1 : *std::min_element(values.begin(), values.end());
}

TEST(Windows, say_the_same_as_a_reading_of_every_day_anew) {
  const Protocol protocol = longest();
  Windows windows;
  windows.follow(protocol);
  Mornings mornings;
  std::uint32_t chance = 7;
  for (int n = 0; n < 900; ++n) {
    const Day day{20'000 + n};
    chance = chance * 1664525U + 1013904223U;
    const std::vector<std::int32_t> before = Mornings::known(mornings.pain_, 28, 0);
    const std::int32_t cap = lowest(Mornings::known(mornings.weekly_, 84, 0));
    std::int32_t usual = before.size() >= 3 ? median(before, true) : 4;
    if (cap >= 0) usual = std::min(usual, cap + 1);
    ASSERT_EQ(windows.usual_pain(protocol.usual, 4), usual) << "morning " << n;
    const std::vector<std::int32_t> minutes = Mornings::known(mornings.stiffness_, 28, 0);
    ASSERT_EQ(windows.usual_stiffness(protocol.usual, 15), minutes.size() < 3 ? 15 : median(minutes, true));

    windows.open_day(day);
    MorningAnswer answer;
    answer.given = chance >> 28 < 11;
    answer.pain = static_cast<Pain>((chance >> 20) % 11);
    if (chance >> 27 & 1) answer.stiffness_min = static_cast<std::int32_t>(chance >> 10 & 63);
    windows.set_morning(answer);
    mornings.add(answer.given ? answer.pain : -1,
                 answer.given && answer.stiffness_min ? *answer.stiffness_min : -1);

    ASSERT_EQ(windows.weekly_median(day), mornings.weekly_.back()) << "morning " << n;
    ASSERT_EQ(windows.lowest_weekly(), lowest(Mornings::known(mornings.weekly_, 168, 0))) << "morning " << n;
    ASSERT_EQ(windows.long_median(), median(Mornings::known(mornings.pain_, 56, 0), false));
    ASSERT_EQ(windows.median_of_last(14), median(Mornings::known(mornings.pain_, 14, 0), false));
  }
}

TEST(Windows,
     that_begin_to_follow_another_protocol_say_what_they_would_have_said_under_it_from_the_first_day) {
  Protocol shorter = longest();
  shorter.usual.window_days = 7;
  shorter.trend.drift_window_days = 28;
  Windows changed, always;
  changed.follow(shorter);
  always.follow(longest());
  for (int n = 0; n < 250; ++n) {
    MorningAnswer answer;
    answer.given = n % 5 != 3;
    answer.pain = static_cast<Pain>(n / 40 % 7);
    answer.stiffness_min = n % 50;
    for (Windows* windows : {&changed, &always}) {
      windows->open_day(Day{-40 + n});
      windows->set_morning(answer);
    }
  }
  EXPECT_NE(changed.lowest_weekly(), always.lowest_weekly());
  changed.follow(longest());
  EXPECT_EQ(changed.lowest_weekly(), always.lowest_weekly());
  EXPECT_EQ(changed.usual_pain(longest().usual, 0), always.usual_pain(longest().usual, 0));
  EXPECT_EQ(changed.usual_stiffness(longest().usual, 0), always.usual_stiffness(longest().usual, 0));
}

TEST(DayBits, count_the_days_from_the_nearer_to_the_farther_end_both_included) {
  DayBits bits;
  for (int n = 0; n < 70; ++n) {
    bits.next_day();
    if (n % 3 == 0) bits.mark(0);
  }
  bits.mark(2);  // 69 days back to day 0; marked were 0, 3, …, 69, and now 67
  EXPECT_TRUE(bits.at(0));
  EXPECT_FALSE(bits.at(1));
  EXPECT_EQ(bits.count(0, 0), 1);
  EXPECT_EQ(bits.count(0, 3), 3);
  EXPECT_EQ(bits.count(1, 2), 1);
  EXPECT_EQ(bits.count(0, 63), 23);
  EXPECT_FALSE(bits.any(4, 5));
  EXPECT_FALSE(bits.any(1, 0)) << "no days between are no days";
  EXPECT_TRUE(bits.any(63, 63));
}

// The rings must hold the longest window that a protocol may name.

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
  Protocol protocol{};
  protocol.trend = rule;
  Windows windows;
  windows.follow(protocol);
  for (Day day = first; day <= last_low + days; day = day + 1) {
    windows.open_day(day);
    windows.set_morning(answered(day <= first + 6 ? 0 : 2));
    if (day == last_low + (days - 1)) {
      EXPECT_EQ(windows.trend(rule), Trend::drifted);
    }
    if (day == last_low + days) {
      EXPECT_EQ(windows.trend(rule), Trend::steady);
    }
  }
}

TEST(Rings, the_longest_distance_window_still_holds_its_first_run) {
  const std::int32_t days = highest("guards.distance_window_days");
  const Day first{20'000};
  Windows windows;
  for (Day day = first; day <= first + days; day = day + 1) {
    windows.open_day(day);
    if (day == first) windows.add_run({.longest_m = 12'000, .total_m = 12'000, .any = true});
  }
  EXPECT_TRUE(windows.run(first).any);
  EXPECT_EQ(windows.run(first).longest_m, 12'000);
}

RC_GTEST_PROP(Rings, the_runs_of_a_window_are_those_that_its_days_hold,
              (const std::vector<std::uint8_t>& gaps)) {
  const std::int32_t days = highest("guards.distance_window_days");
  Windows windows;
  Day day{20'000};
  windows.open_day(day);
  for (const std::uint8_t gap : gaps) {
    for (int i = 0; i < gap % 150; ++i) windows.open_day(day = day + 1);
    std::vector<std::int32_t> expected, shown;
    for (int back = 1; back <= days; ++back) {
      if (windows.run(day - back).any) expected.push_back(windows.run(day - back).total_m);
    }
    windows.each_run(days, [&shown](const RunDay& run) { shown.push_back(run.total_m); });
    RC_ASSERT(shown == expected);
    if (!windows.run(day).any) windows.add_run({.total_m = day.value, .any = true});
  }
}

}  // namespace
}  // namespace springback::engine
