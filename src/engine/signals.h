#pragma once
// Arithmetic over dates and windows: medians, trends, counts and ages, carried on day by day.
//
// Everything here is a function of the facts; nothing here decides. A window is not read anew each morning:
// the day that enters it is added, the day that leaves it is taken out.

#include <array>
#include <cstdint>
#include <optional>

#include "base/bits.h"
#include "base/civil.h"
#include "engine/exposure.h"
#include "engine/outcome.h"
#include "engine/protocol.h"

namespace springback::engine {

/// The last `kDays` values of something that happens at most once a day.
template <class T, T kAbsent, std::uint32_t kDays>
class DayRing {
 public:
  DayRing() { values_.fill(kAbsent); }
  [[nodiscard]] const T& at(Day day) const { return values_[slot(day)]; }
  void set(Day day, T value) { values_[slot(day)] = value; }

 private:
  static_assert((kDays & (kDays - 1)) == 0);  // so that a slot is a mask, on days before 1970 too
  static std::size_t slot(Day day) { return static_cast<std::uint32_t>(day.value) % kDays; }
  std::array<T, kDays> values_;
};

/// Whether something happened, a bit for each of the last 64 days; bit 0 is the day last begun.
class DayBits {
 public:
  void next_day() { days_ <<= 1; }
  void mark(int days_ago) { days_ |= std::uint64_t{1} << days_ago; }
  [[nodiscard]] bool at(int days_ago) const { return (days_ >> days_ago & 1) != 0; }
  /// How many of the days from `first` to `last` days ago, `first` the nearer one; none when `last` is
  /// nearer.
  [[nodiscard]] int count(int first, int last) const { return bits_set(window(first, last)); }
  [[nodiscard]] bool any(int first, int last) const { return window(first, last) != 0; }

 private:
  [[nodiscard]] std::uint64_t window(int first, int last) const {
    return last < first ? 0 : days_ >> first & ~std::uint64_t{0} >> (63 - (last - first));
  }
  std::uint64_t days_ = 0;
};

/// How often each pain from 0 to 10 stands in a window. Medians of small whole numbers need no sorting.
class PainCounts {
 public:
  /// −1: no answer, and counted nowhere.
  void add(std::int32_t pain) {
    if (pain < 0) return;
    ++counts_[static_cast<std::size_t>(pain)];
    ++total_;
  }
  void take_out(std::int32_t pain) {
    if (pain < 0) return;
    --counts_[static_cast<std::size_t>(pain)];
    --total_;
  }
  [[nodiscard]] std::int32_t total() const { return total_; }
  /// The value at a rank below `total`, 0 the smallest.
  [[nodiscard]] std::int32_t at_rank(std::int32_t rank) const {
    std::int32_t value = 0;
    for (; rank >= counts_[static_cast<std::size_t>(value)]; ++value) {
      rank -= counts_[static_cast<std::size_t>(value)];
    }
    return value;
  }
  /// −1 when nothing is there.
  [[nodiscard]] std::int32_t lower_median() const { return total_ == 0 ? -1 : at_rank((total_ - 1) / 2); }
  [[nodiscard]] std::int32_t upper_median() const { return total_ == 0 ? -1 : at_rank(total_ / 2); }
  [[nodiscard]] std::int32_t lowest() const { return total_ == 0 ? -1 : at_rank(0); }

 private:
  std::array<std::uint8_t, 11> counts_{};  // no window is longer than 255 days
  std::uint8_t total_ = 0;
};

/// The minutes of stiffness of a window, in order of size.
class SortedMinutes {
 public:
  /// −1: not told, and counted nowhere.
  void add(std::int16_t minutes);
  void take_out(std::int16_t minutes);
  [[nodiscard]] int total() const { return total_; }
  [[nodiscard]] std::int32_t upper_median() const { return minutes_[static_cast<std::size_t>(total_) / 2]; }

 private:
  std::array<std::int16_t, 32> minutes_{};
  std::int32_t total_ = 0;
};

/// What a day may hold. `late`: on it a late excess was found; `again`: that of a day that was too much
/// already, so that one day's sessions count as two days.
enum class Mark : std::uint8_t { session, strength, excessive, impact, strong_symptom, late, again };
inline constexpr std::size_t kMarks = 7;

/// One day's own runs: what guards and the first weeks look back on.
struct RunDay {
  std::int32_t longest_m = -1, total_m = 0, longest_jog_s = 0, shortest_jog_s = 0;
  bool any = false, distance_unknown = false;
  std::int32_t since_last = 0;  ///< days since the run before it; 0: the first one. `add_run` fills it in
};

class Windows {
 public:
  /// Takes the lengths of the windows from the protocol in force; may be called again when another one comes.
  void follow(const Protocol& protocol);
  /// Opens the day after the last one, or any first day, with nothing in it.
  void open_day(Day day);
  /// The open day's check-ins as one. Once a day, also when there is none: the windows move on by it.
  void set_morning(const MorningAnswer& morning);

  /// Upper median of the mornings up to the last one set, else `fallback`; never above the lowest weekly
  /// median + 1. To be asked before the day's own morning is set.
  [[nodiscard]] std::int32_t usual_pain(const Usual& rule, std::int32_t fallback) const;
  [[nodiscard]] std::optional<std::int32_t> usual_stiffness(const Usual& rule,
                                                            std::optional<std::int32_t> fallback) const;
  /// Lower median of the 7 mornings ending on `day`, −1 with too few scores.
  [[nodiscard]] std::int32_t weekly_median(Day day) const { return weekly_.at(day); }
  /// The lowest weekly median of the drift window, −1 when there is none.
  [[nodiscard]] std::int32_t lowest_weekly() const { return drift_.lowest(); }
  /// Lower median of the mornings of the window for persistent pain; −1 when there is none.
  [[nodiscard]] std::int32_t long_median() const { return long_.lower_median(); }
  /// The same of the last `days` mornings.
  [[nodiscard]] std::int32_t median_of_last(int days) const {
    return pain_counts(pain_, days).lower_median();
  }
  [[nodiscard]] Trend trend(const TrendRule& rule) const;

  [[nodiscard]] std::int32_t pain(Day day) const { return pain_.at(day); }
  /// −1 not asked, 0 no, 1 yes.
  [[nodiscard]] std::int32_t settled(Day day) const { return settled_.at(day); }

  void mark(Day day, Mark what) { of(what).mark(today_ - day); }
  /// How many of the days from `from` to `to` carry the mark; none of them older than 63 days.
  [[nodiscard]] int count(Day from, Day to, Mark what) const {
    return of(what).count(today_ - to, today_ - from);
  }
  [[nodiscard]] bool any(Day from, Day to, Mark what) const {
    return of(what).any(today_ - to, today_ - from);
  }

  void add_verdict(Day session_day) {
    verdicts_.set(session_day, static_cast<std::uint8_t>(verdicts_.at(session_day) + 1));
  }
  void spoil_verdict(Day session_day) { unclear_.mark(today_ - session_day); }
  [[nodiscard]] Irritability irritability(const IrritabilityRule& rule, std::int32_t usual) const;
  /// Enough days with an excessive verdict, by what has been judged so far.
  [[nodiscard]] bool many_excessive_days(const IrritabilityRule& rule) const;
  /// Whether the days with an excessive verdict are two that stem from one day's sessions.
  [[nodiscard]] bool one_day_counts_twice(const IrritabilityRule& rule) const;
  /// Why it is high; nothing when it is not.
  enum class HighCause : std::uint8_t { two_excessive_days, morning, not_settled_twice };
  [[nodiscard]] std::optional<HighCause> high_cause(const IrritabilityRule& rule, std::int32_t usual) const;

  /// The open day's runs, at most once; to be added when the days before it have been looked at.
  void add_run(RunDay run);
  [[nodiscard]] const RunDay& run(Day day) const { return runs_.at(day); }
  [[nodiscard]] std::optional<Day> last_run() const { return last_run_; }
  /// Shows each run of the `days` days before the open one, the newest first: as many steps as there are
  /// runs.
  template <class See>
  void each_run(int days, See see) const {
    if (!last_run_) return;
    for (Day day = *last_run_; today_ - day <= days;) {
      const RunDay& run = runs_.at(day);
      if (day < today_) see(run);
      if (run.since_last == 0) return;
      day = day - run.since_last;
    }
  }

 private:
  // Each ring holds the longest window that a protocol may ask for (src/engine/protocol_fields.cpp) and the
  // day itself.
  using PainRing = DayRing<std::int8_t, -1, 256>;
  [[nodiscard]] PainCounts pain_counts(const PainRing& values, int days) const;
  [[nodiscard]] DayBits& of(Mark what) { return marks_[static_cast<std::size_t>(what)]; }
  [[nodiscard]] const DayBits& of(Mark what) const { return marks_[static_cast<std::size_t>(what)]; }

  Day today_;
  Day last_morning_;  ///< the day on which every window ends
  PainRing pain_, weekly_;
  DayRing<std::int16_t, -1, 32> stiffness_;
  DayRing<std::int8_t, -1, 32> settled_;
  DayRing<std::uint8_t, 0, 32> verdicts_;
  DayRing<RunDay, RunDay{}, 128> runs_;
  std::optional<Day> last_run_;
  DayBits unclear_;
  std::array<DayBits, kMarks> marks_;

  std::int32_t scores_min_ = 0, usual_days_ = 0, cap_days_ = 0, drift_days_ = 0, long_days_ = 0;
  PainCounts week_, usual_, long_;  ///< mornings
  PainCounts cap_, drift_;          ///< weekly medians
  SortedMinutes usual_stiffness_;
};

}  // namespace springback::engine
