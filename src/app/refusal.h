#pragma once
// What a verb says when it cannot do its work: a stable code for programs, a sentence, and every fault with
// its place.

#include <cstddef>
#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace springback::app {

/// One fault of what was given. `line` counts from 1: the line of a file, the element of a list.
struct Fault {
  std::size_t line = 0;
  std::string field;    ///< dotted path within the fact; empty: the whole of it
  std::string message;  ///< for a person: "line 3: pain: 11; allowed: a whole number from 0 to 10"
};

struct Refusal {
  Trouble kind = Trouble::bad_input;
  std::string code;    ///< stable, snake_case: `facts_refused`, `id_conflict`, …
  std::string detail;  ///< one sentence
  std::vector<Fault> faults;
};

template <class T>
using Answer = std::expected<T, Refusal>;

/// A plain error as a refusal; trouble of the machine always has the code `storage_trouble`.
[[nodiscard]] inline std::unexpected<Refusal> refuse(const Error& error, std::string code) {
  if (error.kind == Trouble::machine) code = "storage_trouble";
  const std::string detail = error.place.empty() ? error.detail : error.place + ": " + error.detail;
  return std::unexpected(Refusal{error.kind, std::move(code), detail, {}});
}

}  // namespace springback::app
