// Any bytes as a diary: refused with its faults, or read into facts whose canonical text is read as itself,
// and on which the engine decides.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "codec/diary_json.h"
#include "codec/outcome_json.h"
#include "engine/run.h"
#include "support/protocol_files.h"

namespace {

// The engine folds every day from the first fact to the last: longer diaries only take longer.
constexpr int days_max = 800;

void decide(const springback::engine::Diary& diary) {
  auto first = diary.front().at.day();
  auto last = first;
  for (const auto& fact : diary) {
    first = std::min(first, fact.at.day());
    last = std::max(last, fact.at.day());
  }
  if (last - first > days_max) return;
  const auto& protocols = springback::test::shipped_protocols();
  const auto outcome = springback::engine::run(last, protocols, diary);
  const auto* followed = springback::engine::protocol_on(last, protocols, diary);
  SPRINGBACK_CHECK(!springback::codec::outcome_to_json(outcome, followed).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto diary = springback::codec::parse_diary(text);
  if (!diary) {
    SPRINGBACK_CHECK(!diary.error().empty());
    for (const auto& fault : diary.error()) SPRINGBACK_CHECK(!springback::codec::to_string(fault).empty());
    return 0;
  }
  springback::engine::Diary facts;
  for (const auto& one : *diary) {
    const auto again = springback::codec::parse_fact(one.canonical);
    SPRINGBACK_CHECK(again && again->canonical == one.canonical && again->fact.id == one.fact.id);
    facts.push_back(one.fact);
  }
  if (!facts.empty()) decide(facts);
  return 0;
}
