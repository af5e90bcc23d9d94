#pragma once
// The engine beside the oracle on one life: the first day and field on which they differ.

#include <optional>
#include <string>

#include "oracle/lives.h"

namespace springback::oracle {

struct Difference {
  Day view;  ///< the evening from which the diary was looked at
  Day day;   ///< the day on which they differ
  std::string field;
  std::string engine, oracle;
};

/// How much has been compared.
struct Tally {
  std::int64_t lives = 0, days = 0, sessions = 0;
};

[[nodiscard]] std::optional<Difference> first_difference(const Life& life, Tally& tally);

/// The same life with as few facts as still make a difference in `field`.
[[nodiscard]] Life shrunk(Life life, const std::string& field);

[[nodiscard]] std::string report_of(const Life& life, const Difference& difference);

}  // namespace springback::oracle
