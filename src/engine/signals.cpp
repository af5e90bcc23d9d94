#include "engine/signals.h"

#include <algorithm>

namespace springback::engine {
namespace {

constexpr int kWeek = 7;

}  // namespace

void SortedMinutes::add(std::int16_t minutes) {
  if (minutes < 0) return;
  std::int32_t at = total_++;
  for (; at > 0 && minutes_[static_cast<std::size_t>(at - 1)] > minutes; --at) {
    minutes_[static_cast<std::size_t>(at)] = minutes_[static_cast<std::size_t>(at - 1)];
  }
  minutes_[static_cast<std::size_t>(at)] = minutes;
}

void SortedMinutes::take_out(std::int16_t minutes) {
  if (minutes < 0) return;
  const auto end = minutes_.begin() + total_--;
  const auto at = std::find(minutes_.begin(), end, minutes);
  std::copy(at + 1, end, at);
}

void Windows::follow(const Protocol& protocol) {
  scores_min_ = protocol.trend.scores_min;
  usual_days_ = protocol.usual.window_days;
  cap_days_ = protocol.usual.cap_window_days;
  drift_days_ = protocol.trend.drift_window_days;
  long_days_ = protocol.alerts.persistent_window_days;
  week_ = pain_counts(pain_, kWeek);
  usual_ = pain_counts(pain_, usual_days_);
  long_ = pain_counts(pain_, long_days_);
  cap_ = pain_counts(weekly_, cap_days_);
  drift_ = pain_counts(weekly_, drift_days_);
  usual_stiffness_ = {};
  for (int back = 0; back < usual_days_; ++back) usual_stiffness_.add(stiffness_.at(last_morning_ - back));
}

PainCounts Windows::pain_counts(const PainRing& values, int days) const {
  PainCounts counts;
  for (int back = 0; back < days; ++back) counts.add(values.at(last_morning_ - back));
  return counts;
}

void Windows::open_day(Day day) {
  today_ = day;
  pain_.set(day, -1);
  weekly_.set(day, -1);
  stiffness_.set(day, -1);
  settled_.set(day, -1);
  verdicts_.set(day, 0);
  runs_.set(day, {});
  unclear_.next_day();
  for (DayBits& bits : marks_) bits.next_day();
}

void Windows::add_run(RunDay run) {
  if (last_run_) run.since_last = today_ - *last_run_;
  last_run_ = today_;
  runs_.set(today_, run);
}

void Windows::set_morning(const MorningAnswer& morning) {
  const Day day = today_;
  last_morning_ = day;
  if (morning.given) {
    pain_.set(day, std::clamp<Pain>(morning.pain, 0, 10));
    if (morning.stiffness_min)
      stiffness_.set(day, static_cast<std::int16_t>(std::clamp(*morning.stiffness_min, 0, 1440)));
    if (morning.settled) settled_.set(day, *morning.settled ? 1 : 0);
  }
  const auto move_on = [day](auto& window, const auto& values, int days) {
    const auto leaves = values.at(day - days);
    const auto enters = values.at(day);
    if (leaves == enters) return;
    window.take_out(leaves);
    window.add(enters);
  };
  move_on(week_, pain_, kWeek);
  move_on(usual_, pain_, usual_days_);
  move_on(long_, pain_, long_days_);
  if (week_.total() >= scores_min_) weekly_.set(day, static_cast<std::int8_t>(week_.lower_median()));
  move_on(cap_, weekly_, cap_days_);
  move_on(drift_, weekly_, drift_days_);
  move_on(usual_stiffness_, stiffness_, usual_days_);
}

std::int32_t Windows::usual_pain(const Usual& rule, std::int32_t fallback) const {
  const std::int32_t usual = usual_.total() >= rule.mornings_min ? usual_.upper_median() : fallback;
  const std::int32_t lowest = cap_.lowest();
  return lowest < 0 ? usual : std::min(usual, lowest + rule.cap_above);
}

std::optional<std::int32_t> Windows::usual_stiffness(const Usual& rule,
                                                     std::optional<std::int32_t> fallback) const {
  return usual_stiffness_.total() < rule.mornings_min ? fallback : usual_stiffness_.upper_median();
}

Trend Windows::trend(const TrendRule& rule) const {
  const std::int32_t w0 = weekly_median(today_);
  const std::int32_t w1 = weekly_median(today_ - kWeek);
  const std::int32_t w2 = weekly_median(today_ - 2 * kWeek);
  if (w0 >= 0 && w1 >= 0 && w0 > w1) {
    if (w0 >= w1 + rule.worsening_by || (w2 >= 0 && w1 > w2)) return Trend::worsening;
    return Trend::rising;
  }
  // Drift is looked for even when the week before is missing: a gap must not hide that pain has crept up.
  const std::int32_t lowest = lowest_weekly();
  if (lowest >= 0 && w0 >= lowest + rule.drift_above) return Trend::drifted;
  return w0 < 0 || w1 < 0 ? Trend::unknown : Trend::steady;
}

bool Windows::many_excessive_days(const IrritabilityRule& rule) const {
  const DayBits& excessive = of(Mark::excessive);
  return excessive.any(0, rule.high_recent_days) &&
         excessive.count(0, rule.high_window_days) >= rule.high_excessive_days;
}

bool Windows::one_day_counts_twice(const IrritabilityRule& rule) const {
  const DayBits& excessive = of(Mark::excessive);
  const int oldest = rule.high_window_days;
  if (excessive.count(0, oldest) != 2) return false;
  for (int ago = 0; ago < oldest; ++ago) {
    // A late excess belongs to a session of one or two days before.
    const int first = std::min(ago + 2, oldest);
    if (of(Mark::again).at(ago) && excessive.count(ago, first) == 2) return true;
  }
  return false;
}

std::optional<Windows::HighCause> Windows::high_cause(const IrritabilityRule& rule,
                                                      std::int32_t usual) const {
  const std::int32_t pain = pain_.at(today_);
  if (pain >= rule.high_morning_min && pain > usual) return HighCause::morning;
  const bool twice = settled_.at(today_) == 0 && settled_.at(today_ - 1) == 0 && !of(Mark::session).at(1);
  if (twice) return HighCause::not_settled_twice;
  if (many_excessive_days(rule)) return HighCause::two_excessive_days;
  return std::nullopt;
}

Irritability Windows::irritability(const IrritabilityRule& rule, std::int32_t usual) const {
  if (high_cause(rule, usual)) return Irritability::high;
  const std::int32_t w0 = weekly_median(today_);
  if (w0 < 0 || w0 > rule.low_median_max || unclear_.any(1, rule.high_window_days))
    return Irritability::moderate;
  int verdicts = 0;
  for (int back = 1; back <= rule.high_window_days && verdicts < rule.low_verdicts_min; ++back) {
    verdicts += verdicts_.at(today_ - back);
  }
  return verdicts >= rule.low_verdicts_min ? Irritability::low : Irritability::moderate;
}

}  // namespace springback::engine
