#pragma once
// The facts of a diary in the order of time, once each, with what retracts and late entries do to them.

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/diary.h"

namespace springback::engine {

/// When a fact counts: a recording at its start, everything else at `at`.
[[nodiscard]] Instant moment(const Fact& fact);
/// By local day, then by instant; at equality a clearing order first, so that a flag beats it; then by id.
[[nodiscard]] bool sooner(const Fact& a, const Fact& b);

/// What the fold does with a fact: takes it in after the decision, decides by it, or passes over it.
enum class FoldPart : std::uint8_t { session, recording, decides, silent };

/// One fact with the days on which the fold may see it.
struct TimedFact {
  const Fact* fact = nullptr;
  std::int64_t utc_ms = 0;  ///< its moment
  Day day;                  ///< its moment's
  Day from;  ///< the day from which it is known; later than `day` only when typed in late and asked for
  Day until{std::numeric_limits<std::int32_t>::max()};  ///< the day from which it is retracted
  FoldPart part = FoldPart::silent;
};

/// Recordings of one activity that lie on more than one day, with the sessions that name one of them.
struct AcrossDays {
  Day first, last;
  std::vector<TimedFact> recordings, sessions;  ///< in order of time
};

class Timeline {
 public:
  /// Of `diary`, which must outlive it, the facts up to the day `last`; `as_known`: what was typed in late
  /// counts from the day of its `entered`.
  Timeline(const Diary& diary, bool as_known, Day last);

  /// As `sooner` orders them.
  [[nodiscard]] const std::vector<TimedFact>& entries() const { return entries_; }
  /// Days on which an earlier day's facts change, so that the fold begins anew; in order, once each.
  [[nodiscard]] const std::vector<Day>& changes() const { return changes_; }
  /// The first entry's day, or `from` if that is sooner.
  [[nodiscard]] Day first_day(Day from) const {
    return entries_.empty() || from < entries_.front().day ? from : entries_.front().day;
  }

  /// In the order of their first days; nearly always none.
  [[nodiscard]] const std::vector<AcrossDays>& across() const { return across_; }
  /// The facts `separate`: unlike the others they act on all days as soon as they are known.
  [[nodiscard]] const std::vector<TimedFact>& separates() const { return separates_; }
  [[nodiscard]] static bool effective_separate(const TimedFact& entry, Day segment) {
    return entry.from <= segment && entry.until > segment;
  }

  /// Whether the fold that decides from the day `segment` on may see the entry.
  [[nodiscard]] static bool effective(const TimedFact& entry, Day segment) {
    return (entry.from == entry.day || entry.from <= segment) && entry.until > segment &&
           entry.until > entry.day;
  }

 private:
  void find_across();

  std::vector<TimedFact> entries_;
  std::vector<Day> changes_;
  std::vector<AcrossDays> across_;
  std::vector<TimedFact> separates_;
};

}  // namespace springback::engine
