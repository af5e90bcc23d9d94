#pragma once
// The engine's one door: a diary and a protocol in, the outcome of a day out. No clock, no I/O, no chance.

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/civil.h"
#include "engine/diary.h"
#include "engine/outcome.h"
#include "engine/protocol.h"

namespace springback::engine {

inline constexpr std::string_view kEngineVersion = "0.1.0";

/// The protocols at hand. A diary's `protocol` fact picks one by hash; before any, the profile's site picks
/// the first one made for it. At least one; they must outlive the call.
using Protocols = std::span<const Protocol>;

/// The decision for day `now`: every fact dated before it, and of it everything except its sessions (section
/// 2). Facts dated later are ignored. The same arguments give the same outcome on every machine.
[[nodiscard]] Outcome run(Day now, Protocols protocols, const Diary& diary);

struct ReplayOptions {
  Day from;
  Day to;                 ///< inclusive
  bool as_known = false;  ///< each day ignores what was entered after it
  bool with_would_change = true;
};

/// The outcome of each day of a range, in order: `run` of that day, folded once instead of once a day.
void replay(const ReplayOptions& options, Protocols protocols, const Diary& diary,
            const std::function<void(const Outcome&)>& each);

/// The rungs as they stand for this diary's profile on a day: what `ladder` shows.
struct Ladders {
  Rung calm;
  std::vector<Rung> strength, spring;
  RunLadder run;
  std::vector<bool> strength_available;  ///< false: needs equipment that is not owned
};
[[nodiscard]] Ladders ladders(Day now, Protocols protocols, const Diary& diary);

/// The protocol in force on a day; null when the diary names one that is not at hand.
[[nodiscard]] const Protocol* protocol_on(Day now, Protocols protocols, const Diary& diary);

/// The sessions of one day beside what was prescribed for them.
[[nodiscard]] std::vector<Comparison> comparisons(Day day, Protocols protocols, const Diary& diary);

inline constexpr int kOpeningHorizon_days = 240;  // chosen: the slowest ordinary path takes 19 weeks

/// "When can I run?": the earliest day on which running opens if every answer is clear, and the day if every
/// fourth session is borderline; found by running the engine ahead. Nothing when running is open, an alert
/// holds, or it does not open within `horizon_days`.
struct OpeningRange {
  Day earliest;
  Day likely;
};
[[nodiscard]] std::optional<OpeningRange> run_opening(Day now, Protocols protocols, const Diary& diary,
                                                      int horizon_days);

/// One day of a diary, folded once, with what else is asked about it: what the functions above would fold
/// again each. The protocols and the diary must outlive it.
class DayView {
 public:
  DayView(Day now, Protocols protocols, const Diary& diary);
  DayView(DayView&&) noexcept;
  DayView& operator=(DayView&&) noexcept;
  ~DayView();

  [[nodiscard]] const Outcome& outcome() const;
  [[nodiscard]] const Protocol* protocol() const;
  [[nodiscard]] Ladders ladders() const;
  [[nodiscard]] std::optional<OpeningRange> run_opening(int horizon_days) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace springback::engine
