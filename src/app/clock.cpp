#include "app/clock.h"

#include <ctime>

namespace springback::app {

namespace {

Instant instant_of(std::time_t seconds) {
  std::tm local{};
  localtime_r(&seconds, &local);
  return Instant{static_cast<std::int64_t>(seconds) * 1000, static_cast<std::int16_t>(local.tm_gmtoff / 60)};
}

}  // namespace

Instant now() { return instant_of(std::time(nullptr)); }

Instant local_instant(Day day, int minute_of_day) {
  const YearMonthDay date = civil_from_day(day);
  std::tm local{};
  local.tm_year = date.year - 1900;
  local.tm_mon = date.month - 1;
  local.tm_mday = date.day;
  local.tm_hour = minute_of_day / 60;
  local.tm_min = minute_of_day % 60;
  local.tm_isdst = -1;
  return instant_of(std::mktime(&local));
}

}  // namespace springback::app
