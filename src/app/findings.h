#pragma once
// What is wrong with facts that can be read, each with the line on which the fact stands.

#include <string>
#include <string_view>
#include <vector>

#include "app/refusal.h"
#include "base/id.h"

namespace springback::app {

/// One refusal: which fact, which field of it (dotted path), and what is allowed.
struct Finding {
  Uuid fact;
  std::string field;
  std::string words;
};

/// Its id is that of another fact of the diary.
[[nodiscard]] Finding other_of_that_id(const Uuid& id);

/// All findings as faults, placed in the text that the facts were read from (a JSON array or JSON Lines): the
/// number of the first line or element with that fact.
[[nodiscard]] std::unexpected<Refusal> refuse_findings(std::string code, std::string detail,
                                                       std::string_view text,
                                                       const std::vector<Finding>& findings);

}  // namespace springback::app
