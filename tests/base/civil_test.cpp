#include "base/civil.h"

#include <gtest/gtest.h>

namespace springback {
namespace {

TEST(Civil, every_day_of_three_centuries_survives_the_round_trip) {
  for (Day day = day_from_civil({1900, 1, 1}); day < day_from_civil({2200, 1, 1}); day = day + 1) {
    const YearMonthDay date = civil_from_day(day);
    ASSERT_EQ(day_from_civil(date), day);
    ASSERT_EQ(parse_day(format_day(day)), day);
  }
}

TEST(Civil, known_dates_have_their_known_numbers_and_weekdays) {
  EXPECT_EQ(day_from_civil({1970, 1, 1}).value, 0);
  EXPECT_EQ(day_from_civil({2000, 2, 29}).value, 11'016);
  EXPECT_EQ(weekday(day_from_civil({2026, 3, 2})), 0);  // a Monday
  EXPECT_EQ(weekday(day_from_civil({1969, 12, 31})), 2);
}

TEST(Civil, impossible_dates_are_refused) {
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-04-30", "2026-4-30",
                           "1899-12-31", "2200-01-01", "2026-04-30 ", ""}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

TEST(Civil, an_instant_keeps_its_offset_and_its_local_day) {
  const auto late = parse_instant("2026-03-01T23:30:00-05:00");
  ASSERT_TRUE(late);
  EXPECT_EQ(format_day(late->day()), "2026-03-01");
  EXPECT_EQ(format_instant(*late), "2026-03-01T23:30:00-05:00");
  const auto same = parse_instant("2026-03-02T04:30:00Z");
  ASSERT_TRUE(same);
  EXPECT_EQ(same->utc_ms, late->utc_ms);
  EXPECT_EQ(format_day(same->day()), "2026-03-02");
}

TEST(Civil, decimals_are_kept_to_the_millisecond_and_spelt_one_way) {
  EXPECT_EQ(format_instant(*parse_instant("2026-03-02T07:10:00.500+01:00")), "2026-03-02T07:10:00.5+01:00");
  EXPECT_EQ(format_instant(*parse_instant("2026-03-02T07:10:00.000Z")), "2026-03-02T07:10:00+00:00");
}

TEST(Civil, a_time_without_offset_or_out_of_range_is_refused) {
  for (const char* text :
       {"2026-03-02T07:10:00", "2026-03-02T24:00:00Z", "2026-03-02T07:60:00Z", "2026-03-02T07:10:60Z",
        "2026-03-02T07:10:00+19:00", "2026-03-02T07:10:00+01", "2026-03-02 07:10:00Z",
        "2026-03-02T07:10:00.Z", "2026-03-02T07:10:00.1234Z", "2026-03-02T07:10:00.5"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

}  // namespace
}  // namespace springback
