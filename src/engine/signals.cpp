#include "engine/signals.h"

#include <algorithm>

namespace springback::engine {
namespace {

constexpr int kWeek = 7;

/// Counts of pain 0–10; medians of small whole numbers need no sorting.
struct Histogram {
  std::array<std::int32_t, 11> counts{};
  std::int32_t total = 0;

  void add(std::int32_t value) {
    if (value < 0) return;
    ++counts[static_cast<std::size_t>(std::min(value, 10))];
    ++total;
  }
  /// The value at a rank, 0 the smallest.
  [[nodiscard]] std::int32_t at_rank(std::int32_t rank) const {
    std::int32_t seen = 0;
    for (std::int32_t value = 0; value <= 10; ++value) {
      seen += counts[static_cast<std::size_t>(value)];
      if (seen > rank) return value;
    }
    return 10;
  }
  [[nodiscard]] std::int32_t lower_median() const { return at_rank((total - 1) / 2); }
  [[nodiscard]] std::int32_t upper_median() const { return at_rank(total / 2); }
};

}  // namespace

void Windows::open_day(Day day) {
  pain_.set(day, -1);
  stiffness_.set(day, -1);
  settled_.set(day, -1);
  marks_.set(day, 0);
  verdicts_.set(day, 0);
  unclear_.set(day, 0);
  runs_[static_cast<std::uint32_t>(day.value) % runs_.size()] = {};
  weekly_.set(day, compute_weekly(day));
}

void Windows::set_morning(Day day, const MorningAnswer& morning) {
  if (!morning.given) return;
  pain_.set(day, morning.pain);
  if (morning.stiffness_min) {
    stiffness_.set(day, static_cast<std::int16_t>(std::clamp(*morning.stiffness_min, 0, 1440)));
  }
  settled_.set(day, !morning.settled ? std::int8_t{-1} : *morning.settled ? std::int8_t{1} : std::int8_t{0});
  weekly_.set(day, compute_weekly(day));
}

std::int8_t Windows::compute_weekly(Day day) const {
  Histogram week;
  for (int back = 0; back < kWeek; ++back) week.add(pain_.at(day - back));
  return week.total < scores_min ? kNoMedian : static_cast<std::int8_t>(week.lower_median());
}

std::int32_t Windows::lowest_weekly(Day from, Day to) const {
  const std::int8_t lowest = weekly_.lowest(from, to);
  return lowest == kNoMedian ? -1 : lowest;
}

std::int32_t Windows::median_between(Day from, Day to) const {
  Histogram all;
  for (Day day = from; day <= to; day = day + 1) all.add(pain_.at(day));
  return all.total == 0 ? -1 : all.lower_median();
}

std::int32_t Windows::usual_pain(Day day, const Usual& rule, std::int32_t fallback) const {
  Histogram mornings;
  for (int back = 1; back <= rule.window_days; ++back) mornings.add(pain_.at(day - back));
  std::int32_t usual = mornings.total >= rule.mornings_min ? mornings.upper_median() : fallback;
  const std::int32_t lowest = lowest_weekly(day - rule.cap_window_days, day - 1);
  if (lowest >= 0) usual = std::min(usual, lowest + rule.cap_above);
  return usual;
}

std::optional<std::int32_t> Windows::usual_stiffness(Day day, const Usual& rule,
                                                     std::optional<std::int32_t> fallback) const {
  std::array<std::int16_t, 128> known{};
  std::size_t count = 0;
  for (int back = 1; back <= rule.window_days; ++back) {
    const std::int16_t minutes = stiffness_.at(day - back);
    if (minutes >= 0) known[count++] = minutes;
  }
  if (count < static_cast<std::size_t>(rule.mornings_min)) return fallback;
  std::sort(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(count));
  return known[count / 2];
}

Trend Windows::trend(Day day, const TrendRule& rule) const {
  const std::int32_t w0 = weekly_median(day);
  const std::int32_t w1 = weekly_median(day - kWeek);
  const std::int32_t w2 = weekly_median(day - 2 * kWeek);
  if (w0 >= 0 && w1 >= 0 && w0 > w1) {
    if (w0 >= w1 + rule.worsening_by || (w2 >= 0 && w1 > w2)) return Trend::worsening;
    return Trend::rising;
  }
  // Drift is looked for even when the week before is missing: a gap must not hide that pain has crept up.
  if (w0 >= rule.drift_above) {
    const std::int32_t lowest = lowest_weekly(day - (rule.drift_window_days - 1), day);
    if (lowest >= 0 && w0 >= lowest + rule.drift_above) return Trend::drifted;
  }
  return w0 < 0 || w1 < 0 ? Trend::unknown : Trend::steady;
}

int Windows::count(Day from, Day to, std::uint8_t bits) const {
  int days = 0;
  for (Day day = from; day <= to; day = day + 1) days += marked(day, bits) ? 1 : 0;
  return days;
}

std::optional<Windows::HighCause> Windows::high_cause(Day day, const IrritabilityRule& rule,
                                                      bool morning_given, std::int32_t usual) const {
  if (morning_given && pain_.at(day) >= rule.high_morning_min && pain_.at(day) > usual)
    return HighCause::morning;
  const bool twice =
      settled_.at(day) == 0 && settled_.at(day - 1) == 0 && !marked(day - 1, DayMarks::session);
  if (twice) return HighCause::not_settled_twice;
  if (count(day - rule.high_window_days, day, DayMarks::excessive) >= rule.high_excessive_days &&
      count(day - rule.high_recent_days, day, DayMarks::excessive) > 0) {
    return HighCause::two_excessive_days;
  }
  return std::nullopt;
}

Irritability Windows::irritability(Day day, const IrritabilityRule& rule, bool morning_given,
                                   std::int32_t usual) const {
  if (high_cause(day, rule, morning_given, usual)) return Irritability::high;
  const std::int32_t w0 = weekly_median(day);
  if (w0 < 0 || w0 > rule.low_median_max) return Irritability::moderate;
  int verdicts = 0;
  for (int back = 1; back <= rule.high_window_days; ++back) {
    if (unclear_.at(day - back) != 0) return Irritability::moderate;
    verdicts += verdicts_.at(day - back);
  }
  return verdicts >= rule.low_verdicts_min ? Irritability::low : Irritability::moderate;
}

void Windows::add_run(Day day, const RunDay& run) {
  runs_[static_cast<std::uint32_t>(day.value) % runs_.size()] = run;
}

RunDay Windows::run(Day day) const { return runs_[static_cast<std::uint32_t>(day.value) % runs_.size()]; }

}  // namespace springback::engine
