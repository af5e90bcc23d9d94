#pragma once
// From a broken invariant to a diary that a person can read and `replay` can play.
//
// Diaries are lived with the engine under the faulty protocol: what the search's shortest way names (orders,
// verdicts, flags, rungs) is made likely, the rest is chance from a fixed seed. The first that breaks the
// same invariant is cut down to the facts without which it would not.

#include <cstdint>
#include <optional>
#include <string>

#include "engine/diary.h"
#include "engine/protocol.h"
#include "lab/verify.h"

namespace springback::lab {

struct Realised {
  engine::Diary diary;  ///< in the order of time
  std::string lines;    ///< the same as a diary file
  Day day;              ///< on which the invariant breaks
  std::uint32_t tried = 0;
};

/// Nothing when none of `most_tries` diaries breaks it: the way is then reported as unrealised.
[[nodiscard]] std::optional<Realised> realise(const engine::Protocol& protocol,
                                              const Counterexample& counterexample,
                                              std::uint32_t most_tries = 20'000);

}  // namespace springback::lab
