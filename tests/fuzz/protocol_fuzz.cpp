// Any bytes as a protocol file: refused with its faults, or a protocol whose canonical JSON is read as the
// same one.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "codec/protocol_json.h"
#include "formats/protocol_toml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto protocol = springback::formats::read_protocol_toml({reinterpret_cast<const char*>(data), size});
  if (!protocol) {
    SPRINGBACK_CHECK(!protocol.error().empty());
    return 0;
  }
  const auto again = springback::codec::parse_protocol(springback::codec::protocol_to_json(*protocol));
  SPRINGBACK_CHECK(again.has_value());
  SPRINGBACK_CHECK(springback::codec::protocol_hash(*again) == springback::codec::protocol_hash(*protocol));
  return 0;
}
