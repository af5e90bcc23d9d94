#pragma once
// Who lives a generated life, and by which protocols: drawn by chance, the same from the same seed
// everywhere.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/split_mix.h"
#include "engine/protocol.h"

namespace springback::oracle {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : mix_(seed) {}
  std::uint64_t next() { return mix_.next(); }
  int between(int from, int to) {
    return from + static_cast<int>(next() % static_cast<std::uint64_t>(to - from + 1));
  }
  bool percent(int pct) { return between(0, 99) < pct; }
  bool permille(int share) { return between(0, 999) < share; }
  template <std::size_t n>
  int one_of(const std::array<int, n>& values) {
    return values[static_cast<std::size_t>(between(0, static_cast<int>(n) - 1))];
  }

 private:
  SplitMix64 mix_;
};

/// What a runner is like. Percentages are of mornings, sessions or days.
struct Person {
  int usual = 2;
  int noise_pct = 15, flare_pct = 3, missed_pct = 10, skipped_pct = 8, silent_pct = 6;
  int overdone_pct = 5, underdone_pct = 5, told_pct = 40, extra_pct = 3, unsettled_pct = 6;
  int stiffness_pct = 40, painkiller_pct = 2, limp_pct = 1, odd_permille = 20;
  int early_pct = 2, recorded_pct = 20, twice_pct = 4, two_devices_pct = 20;
  int creep_days = 0;  ///< usual pain moves by a point every so many days; 0: it stays
  int creep_by = 1;
  bool travels = false;
};

[[nodiscard]] Person any_person(Chance& chance);

/// Two thirds as shipped; else with some numbers anywhere in what a clinic may write, told in `varied`.
[[nodiscard]] std::vector<engine::Protocol> choose_protocols(Chance& chance,
                                                             std::vector<std::string>& varied);

}  // namespace springback::oracle
