#pragma once
// Civil days and instants: the proleptic Gregorian calendar as integers, with the UTC offset that an event
// carried.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace springback {

/// A civil date, counted in days from 1970-01-01. No zone: it is whatever the event's own clock showed.
struct Day {
  std::int32_t value = 0;

  friend constexpr auto operator<=>(Day, Day) = default;
  friend constexpr Day operator+(Day d, int n) { return Day{d.value + n}; }
  friend constexpr Day operator-(Day d, int n) { return Day{d.value - n}; }
  friend constexpr int operator-(Day a, Day b) { return a.value - b.value; }
};

struct YearMonthDay {
  int year = 1970;
  int month = 1;  ///< 1–12
  int day = 1;    ///< 1–31
};

[[nodiscard]] Day day_from_civil(YearMonthDay date);
[[nodiscard]] YearMonthDay civil_from_day(Day day);

/// "2026-03-02"; nothing for anything else, an impossible date, or a year outside 1900–2199.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);
[[nodiscard]] std::string format_day(Day day);

/// 0 = Monday … 6 = Sunday.
[[nodiscard]] int weekday(Day day);

/// A point in time with the UTC offset of the clock that showed it.
struct Instant {
  std::int64_t utc_ms = 0;      ///< milliseconds since 1970-01-01T00:00:00Z
  std::int16_t offset_min = 0;  ///< minutes east of UTC, −1080…+1080

  /// The local civil date: the *day* of every rule.
  [[nodiscard]] Day day() const;
  /// Milliseconds since local midnight, 0…86,399,999.
  [[nodiscard]] std::int32_t ms_of_day() const;

  /// Order is by instant alone: two clocks that show the same moment differently are equal in time.
  [[nodiscard]] bool before(const Instant& other) const { return utc_ms < other.utc_ms; }
  friend bool operator==(const Instant&, const Instant&) = default;
};

/// RFC 3339 with an offset ("2026-03-02T07:10:00+01:00", "…Z", up to three decimals of a second).
/// Nothing when the offset is missing, a field is out of range, or the year lies outside 1900–2199.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

/// The one spelling of an instant: seconds always, decimals only when not zero, "+00:00" for UTC.
[[nodiscard]] std::string format_instant(const Instant& instant);

}  // namespace springback
