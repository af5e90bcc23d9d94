// Any bytes as a protocol's JSON: refused with faults in words, or taken, and then written so that reading it
// again gives the same text and the same hash.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "codec/protocol_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace springback;
  const auto read = codec::parse_protocol({reinterpret_cast<const char*>(data), size});
  if (!read) {
    SPRINGBACK_CHECK(!read.error().empty());
    for (const engine::ProtocolFault& fault : read.error()) SPRINGBACK_CHECK(!fault.detail.empty());
    return 0;
  }
  const std::string json = codec::protocol_to_json(*read);
  SPRINGBACK_CHECK(read->hash == codec::protocol_hash(*read));
  const auto again = codec::parse_protocol(json);
  SPRINGBACK_CHECK(again.has_value());
  SPRINGBACK_CHECK(codec::protocol_to_json(*again) == json && again->hash == read->hash);
  SPRINGBACK_CHECK(again->citations.size() == read->citations.size());
  // A protocol that was accepted can be followed whatever goal a diary names.
  for (const std::int32_t goal : {-1, 20, 30, 90, 10'000})
    SPRINGBACK_CHECK(!engine::run_ladder(*read, goal).rungs.empty());
  return 0;
}
