#include "base/civil.h"

#include <array>

namespace springback {
namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}

/// Reads exactly `count` digits at `at`; −1 when one is not a digit or the text ends.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

/// `width` digits at `to`, zeros in front; gives the place behind them.
char* put_padded(char* to, int value, int width) {
  for (int i = width - 1; i >= 0; --i, value /= 10) to[i] = static_cast<char>('0' + value % 10);
  return to + width;
}

char* put_day(char* to, Day day) {
  const YearMonthDay date = civil_from_day(day);
  to = put_padded(to, date.year, 4);
  *to++ = '-';
  to = put_padded(to, date.month, 2);
  *to++ = '-';
  return put_padded(to, date.day, 2);
}

}  // namespace

// Days are counted in 400-year eras that begin on 1 March, so that the leap day is the last of its year.
Day day_from_civil(YearMonthDay date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Day{static_cast<std::int32_t>(era * 146'097 + day_of_era - 719'468)};
}

YearMonthDay civil_from_day(Day day) {
  const std::int64_t shifted = std::int64_t{day.value} + 719'468;
  const std::int64_t era = floor_div(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int day_of_month = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day_of_month};
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const YearMonthDay date{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)};
  if (date.year < 1900 || date.year > 2199 || date.month < 1 || date.month > 12) return std::nullopt;
  if (date.day < 1 || date.day > days_in_month(date.year, date.month)) return std::nullopt;
  return day_from_civil(date);
}

std::string format_day(Day day) {
  std::array<char, 10> text{};
  return {text.data(), put_day(text.data(), day)};
}

int weekday(Day day) {
  const std::int64_t from_monday = std::int64_t{day.value} + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(from_monday - floor_div(from_monday, 7) * 7);
}

Day Instant::day() const {
  return Day{static_cast<std::int32_t>(floor_div(utc_ms + std::int64_t{offset_min} * 60'000, kMsPerDay))};
}

std::int32_t Instant::ms_of_day() const {
  const std::int64_t local = utc_ms + std::int64_t{offset_min} * 60'000;
  return static_cast<std::int32_t>(local - floor_div(local, kMsPerDay) * kMsPerDay);
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const std::optional<Day> day = parse_day(text.substr(0, 10));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (!day || text[13] != ':' || text[16] != ':') return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;

  std::size_t at = 19;
  int ms = 0;
  if (text[at] == '.') {
    int scale = 100;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) {
      if (scale == 0) return std::nullopt;
      ms += (text[at] - '0') * scale;
    }
    if (text[at - 1] == '.' || at == text.size()) return std::nullopt;
  }

  int offset = 0;
  if (text[at] == 'Z' || text[at] == 'z') {
    if (at + 1 != text.size()) return std::nullopt;
  } else {
    if ((text[at] != '+' && text[at] != '-') || text.size() != at + 6 || text[at + 3] != ':')
      return std::nullopt;
    const int offset_hour = digits(text, at + 1, 2);
    const int offset_minute = digits(text, at + 4, 2);
    if (offset_hour < 0 || offset_hour > 18 || offset_minute < 0 || offset_minute > 59) return std::nullopt;
    offset = (offset_hour * 60 + offset_minute) * (text[at] == '-' ? -1 : 1);
    if (offset < -1080 || offset > 1080) return std::nullopt;
  }
  const std::int64_t local_ms =
      std::int64_t{day->value} * kMsPerDay + ((hour * 60 + minute) * 60 + second) * 1000LL + ms;
  return Instant{local_ms - std::int64_t{offset} * 60'000, static_cast<std::int16_t>(offset)};
}

std::string format_instant(const Instant& instant) {
  std::array<char, 32> text{};
  char* to = put_day(text.data(), instant.day());
  const int ms = instant.ms_of_day();
  *to++ = 'T';
  to = put_padded(to, ms / 3'600'000, 2);
  *to++ = ':';
  to = put_padded(to, ms / 60'000 % 60, 2);
  *to++ = ':';
  to = put_padded(to, ms / 1000 % 60, 2);
  if (ms % 1000 != 0) {
    *to++ = '.';
    to = put_padded(to, ms % 1000, 3);
    while (to[-1] == '0') --to;
  }
  const int offset = instant.offset_min < 0 ? -instant.offset_min : instant.offset_min;
  *to++ = instant.offset_min < 0 ? '-' : '+';
  to = put_padded(to, offset / 60, 2);
  *to++ = ':';
  to = put_padded(to, offset % 60, 2);
  return {text.data(), to};
}

}  // namespace springback
