// Any bytes as a diary: refused with faults that name their lines, or taken, and then written so that reading
// it again gives the same facts and the same text.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "codec/diary_json.h"

namespace {

using namespace springback;

void check_faults(const codec::Faults& faults, std::string_view text) {
  SPRINGBACK_CHECK(!faults.empty());
  const auto lines =
      1 + std::count(text.begin(), text.end(), '\n') + std::count(text.begin(), text.end(), ',');
  for (const codec::Fault& fault : faults) {
    SPRINGBACK_CHECK(fault.line >= 0 && fault.line <= lines);
    SPRINGBACK_CHECK(!fault.allowed.empty());
    SPRINGBACK_CHECK(!codec::to_string(fault).empty());
  }
}

/// A canonical text is its own canonical text, whether it comes alone or among the others.
void check_round_trip(const std::vector<codec::ParsedFact>& facts) {
  std::string text;
  for (const codec::ParsedFact& one : facts) {
    SPRINGBACK_CHECK(!one.fact.id.is_nil());
    const auto again = codec::parse_fact(one.canonical);
    SPRINGBACK_CHECK(again.has_value());
    SPRINGBACK_CHECK(again->canonical == one.canonical && again->fact.id == one.fact.id);
    SPRINGBACK_CHECK(again->fact.at == one.fact.at && again->fact.entered == one.fact.entered);
    SPRINGBACK_CHECK(again->fact.body.index() == one.fact.body.index());
    text += one.canonical + "\n";
  }
  const auto again = codec::parse_diary(text);
  SPRINGBACK_CHECK(again.has_value() && again->size() == facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i)
    SPRINGBACK_CHECK((*again)[i].canonical == facts[i].canonical);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto parsed = codec::parse_diary(text); parsed)
    check_round_trip(*parsed);
  else
    check_faults(parsed.error(), text);
  return 0;
}
