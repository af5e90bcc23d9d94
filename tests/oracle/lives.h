#pragma once
// Diaries that reach deep: runners who live with the plan for weeks to years, with noise, flares, gaps,
// travel, late entries, and every kind of fact. The same seed gives the same life on every machine.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/diary.h"
#include "engine/protocol.h"

namespace springback::oracle {

struct Life {
  std::vector<engine::Protocol> protocols;  ///< mid-portion and insertional, some of their numbers varied
  std::vector<std::string> varied;          ///< "checks.morning_clear_max = 3" and so on
  engine::Diary diary;
  Day first;   ///< of the earliest fact
  Day last;    ///< the last day to be decided
  Day middle;  ///< another day to look back from
  bool as_known = false;
};

[[nodiscard]] Life make_life(std::uint64_t seed);

}  // namespace springback::oracle
