#pragma once
// Arithmetic over dates and windows: medians, trends, counts and ages, kept day by day in fixed rings.
//
// Everything here is a function of the facts; nothing here decides. A ring holds at least as many days as the
// longest window that a protocol may name: 168 for drift, 90 for runs, 84 for all else.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/civil.h"
#include "engine/exposure.h"
#include "engine/outcome.h"
#include "engine/protocol.h"

namespace springback::engine {

/// The last values of something that happens at most once a day.
template <class T, T kAbsent, std::uint32_t kDays = 128>
class DayRing {
 public:
  DayRing() { values_.fill(kAbsent); }
  [[nodiscard]] T at(Day day) const { return values_[slot(day)]; }
  void set(Day day, T value) { values_[slot(day)] = value; }
  /// The least value from `from` to `to`: at most two runs of the ring, without a branch a day.
  [[nodiscard]] T lowest(Day from, Day to) const {
    const std::size_t first = slot(from);
    const std::size_t last = slot(to);
    T least = values_[first];
    if (first <= last) {
      for (std::size_t i = first; i <= last; ++i) least = std::min(least, values_[i]);
    } else {
      for (std::size_t i = first; i < values_.size(); ++i) least = std::min(least, values_[i]);
      for (std::size_t i = 0; i <= last; ++i) least = std::min(least, values_[i]);
    }
    return least;
  }

 private:
  static std::size_t slot(Day day) { return static_cast<std::uint32_t>(day.value) % kDays; }
  std::array<T, kDays> values_;
};

/// What one past day held, as bits.
struct DayMarks {
  static constexpr std::uint8_t session = 1, strength = 2, excessive = 4, impact = 8, strong_symptom = 16;
};

/// One day's own runs: what guards and the first weeks look back on.
struct RunDay {
  std::int32_t longest_m = -1, total_m = 0, longest_jog_s = 0, shortest_jog_s = 0;
  bool any = false, distance_unknown = false;
};

class Windows {
 public:
  /// Opens a day: its slots are emptied, and what yesterday's check-ins said is complete. Days must come in
  /// order.
  void open_day(Day day);
  /// The day's check-ins so far, as one; may be called again when another comes.
  void set_morning(Day day, const MorningAnswer& morning);

  /// Upper median of the mornings of the window before `day`, else `fallback`; never above the lowest weekly
  /// median + 1.
  [[nodiscard]] std::int32_t usual_pain(Day day, const Usual& rule, std::int32_t fallback) const;
  [[nodiscard]] std::optional<std::int32_t> usual_stiffness(Day day, const Usual& rule,
                                                            std::optional<std::int32_t> fallback) const;
  /// Lower median of the 7 mornings ending on `day`, −1 with too few scores.
  [[nodiscard]] std::int32_t weekly_median(Day day) const {
    const std::int8_t median = weekly_.at(day);
    return median == kNoMedian ? -1 : median;
  }
  [[nodiscard]] std::int32_t lowest_weekly(Day from, Day to) const;
  /// Lower median of the mornings from `from` to `to`; −1 when there is none. At most 128 days.
  [[nodiscard]] std::int32_t median_between(Day from, Day to) const;
  [[nodiscard]] Trend trend(Day day, const TrendRule& rule) const;

  [[nodiscard]] std::int32_t pain(Day day) const { return pain_.at(day); }
  /// −1 not asked, 0 no, 1 yes.
  [[nodiscard]] std::int32_t settled(Day day) const { return settled_.at(day); }

  void mark(Day day, std::uint8_t bits) { marks_.set(day, static_cast<std::uint8_t>(marks_.at(day) | bits)); }
  [[nodiscard]] bool marked(Day day, std::uint8_t bits) const { return (marks_.at(day) & bits) != 0; }
  /// How many of the days from `from` to `to` carry the mark.
  [[nodiscard]] int count(Day from, Day to, std::uint8_t bits) const;

  void add_verdict(Day session_day, bool clear) {
    verdicts_.set(session_day, static_cast<std::uint8_t>(verdicts_.at(session_day) + 1));
    if (!clear) unclear_.set(session_day, 1);
  }
  void spoil_verdict(Day session_day) { unclear_.set(session_day, 1); }
  [[nodiscard]] Irritability irritability(Day day, const IrritabilityRule& rule, bool morning_given,
                                          std::int32_t usual) const;
  /// Why it is high; only meaningful then.
  enum class HighCause : std::uint8_t { two_excessive_days, morning, not_settled_twice };
  [[nodiscard]] std::optional<HighCause> high_cause(Day day, const IrritabilityRule& rule, bool morning_given,
                                                    std::int32_t usual) const;

  void add_run(Day day, const RunDay& run);
  [[nodiscard]] RunDay run(Day day) const;

 private:
  [[nodiscard]] std::int8_t compute_weekly(Day day) const;

  DayRing<std::int8_t, -1> pain_;
  DayRing<std::int16_t, -1> stiffness_;
  DayRing<std::int8_t, -1> settled_;
  static constexpr std::int8_t kNoMedian = 127;  ///< above every median, so that a minimum passes it by
  DayRing<std::int8_t, kNoMedian, 256> weekly_;
  DayRing<std::uint8_t, 0> marks_;
  DayRing<std::uint8_t, 0> verdicts_;
  DayRing<std::uint8_t, 0> unclear_;
  std::array<RunDay, 128> runs_{};

 public:
  std::int32_t scores_min = 3;  ///< of the protocol in force, for the weekly median
};

}  // namespace springback::engine
