#pragma once
// The names of what no diary may ever bring about (engine rules, section 9), one bit each.

#include <array>
#include <cstdint>
#include <string_view>

namespace springback::lab {

enum class Invariant : std::uint8_t {
  no_back_to_back,
  one_impact_a_day,
  checked_first,
  earned,
  bounded,
  one_increase,
  excessive_lowers,
  wait_after_excessive,
  trend_lowers,
  high_holds,
  strength_first,
  no_early_hills,
  flag_stops,
  refer_blocks_impact,
  clinician_only,
  refer_latched,
  spikes_refer,
  unknown_never_progresses,
  overdone_never_earns,
  strength_spacing,
  high_class_spacing,
  weekly_rest,
  spring_weekly,
  long_run_rests,
  order_obeyed,
  reopen_waits,
  time_off_lowers,
  one_step_back,
  monotone,
  total,
  no_dead_end,
  rest_allowed,
};
inline constexpr std::size_t kInvariants = 32;

struct InvariantText {
  std::string_view name;
  std::string_view rule;  ///< what must never be, or always, in one line
  std::string_view source;
};
/// In the order of the names.
[[nodiscard]] const std::array<InvariantText, kInvariants>& invariants();
[[nodiscard]] inline std::string_view name(Invariant invariant) {
  return invariants()[static_cast<std::size_t>(invariant)].name;
}

/// What a step broke.
class Broken {
 public:
  /// Notes `invariant` unless `held`.
  void demand(Invariant invariant, bool held) {
    if (!held) bits_ |= std::uint32_t{1} << static_cast<unsigned>(invariant);
  }
  void add(const Broken& other) { bits_ |= other.bits_; }
  [[nodiscard]] std::uint32_t bits() const { return bits_; }
  [[nodiscard]] bool any() const { return bits_ != 0; }
  [[nodiscard]] bool has(Invariant invariant) const {
    return (bits_ >> static_cast<unsigned>(invariant) & 1U) != 0;
  }

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace springback::lab
