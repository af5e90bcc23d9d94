#pragma once
// The ledger of tendon load (B04): walking, running, hopping and lifting in one ordinal unit, week by week.
//
// load = Σ n · (F / F_walk)^m and beside it Σ n · F / F_walk, n the cycles of one leg (engine/load.h says
// what it is valid for; docs/load.md has sources and limits). Nothing is decided by it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/diary.h"
#include "engine/run.h"

namespace springback::engine {

/// By what was done, not by the track: the walking of a walk–jog session counts as walking.
enum class LoadKind : std::uint8_t { walk, run, spring, strength, other };
inline constexpr std::size_t kLoadKinds = 5;
[[nodiscard]] std::string_view name(LoadKind kind);

/// One kind in one week. What nobody told is counted as unknown and is never zero load.
struct KindLoad {
  int sessions = 0;   ///< with an amount of this kind
  int unknown = 0;    ///< whose amount, or whose force, is not known
  double load = 0;    ///< Σ n · ratio^m, in walking steps of one leg
  double cycles = 0;  ///< Σ n · ratio, in the same unit
};

struct LoadWeek {
  Day from, to;        ///< Monday to Sunday
  bool whole = false;  ///< false: still under way on the day asked about
  std::array<KindLoad, kLoadKinds> kinds;
  /// Load of the week before = 100; nothing where either is not whole, has nothing, or has an unknown part
  /// other than `other`. Shown, without effect.
  std::optional<std::int32_t> ratio_pct;

  [[nodiscard]] const KindLoad& of(LoadKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] double load() const;
  [[nodiscard]] double cycles() const;
};

struct Ledger {
  Day on;
  std::int32_t exponent = 0;
  std::vector<LoadWeek> weeks;  ///< the oldest first; none before the first week with something in it
};

inline constexpr int kLedgerWeeks = 12;      // chosen: what is looked at when nobody says; a season
inline constexpr int kLedgerWeeksMax = 520;  // chosen: ten years

/// The last `weeks` weeks (1 to kLedgerWeeksMax) up to the day `on`. The exponent is that of the protocol in
/// force on `on`, forces are those of the protocol in force on each day.
[[nodiscard]] Ledger load_ledger(Day on, int weeks, Protocols protocols, const Diary& diary);

/// To a whole number of three figures: more is not known, and the same is shown on every machine.
[[nodiscard]] std::int64_t rounded_load(double load);

}  // namespace springback::engine
