#include "cli/when.h"

#include <optional>
#include <string>

#include "app/clock.h"

namespace springback::cli {

namespace {

// "7:10" or "07:10" as minutes since midnight.
std::optional<int> minute_of_day(std::string_view text) {
  if (text.size() == 4) {
    const auto padded = "0" + std::string(text);
    return minute_of_day(padded);
  }
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : -1; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (digit(i) < 0) return std::nullopt;
  }
  const int hour = digit(0) * 10 + digit(1);
  const int minute = digit(3) * 10 + digit(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

}  // namespace

Result<Day> read_day(std::string_view place, std::string_view text, Day today) {
  if (text == "today") return today;
  if (text == "yesterday") return today - 1;
  if (text == "tomorrow") return today + 1;
  if (const auto day = parse_day(text)) return *day;
  return bad_input(std::string(place),
                   "'" + std::string(text) + "'; allowed: a date as 2026-03-02, today, yesterday");
}

Result<Instant> read_when(std::string_view place, std::string_view text, const Instant& now) {
  if (const auto whole = parse_instant(text)) return *whole;
  if (const auto minute = minute_of_day(text)) return app::local_instant(now.day(), *minute);
  const auto seam = text.find_first_of(" T");
  if (seam != std::string_view::npos) {
    const auto day = read_day(place, text.substr(0, seam), now.day());
    const auto minute = minute_of_day(text.substr(seam + 1));
    if (day && minute) return app::local_instant(*day, *minute);
  }
  return bad_input(std::string(place), "'" + std::string(text) +
                                           "'; allowed: 07:10, yesterday 07:10, 2026-03-02 07:10, or "
                                           "2026-03-02T07:10:00+01:00");
}

}  // namespace springback::cli
