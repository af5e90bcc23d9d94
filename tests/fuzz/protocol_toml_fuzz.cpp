// Any bytes as a protocol file: refused with the lines of its faults, or taken, and then its canonical JSON
// gives the same protocol.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "codec/protocol_json.h"
#include "formats/protocol_toml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace springback;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = formats::read_protocol_toml(text);
  if (!read) {
    SPRINGBACK_CHECK(!read.error().empty());
    const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
    for (const formats::ProtocolFileFault& fault : read.error()) {
      SPRINGBACK_CHECK(fault.line >= 0 && fault.line <= lines && !fault.detail.empty());
      SPRINGBACK_CHECK(!formats::to_string(fault).empty());
    }
    return 0;
  }
  const std::string json = codec::protocol_to_json(*read);
  const auto again = codec::parse_protocol(json);
  SPRINGBACK_CHECK(again.has_value());
  SPRINGBACK_CHECK(codec::protocol_to_json(*again) == json && again->hash == read->hash);
  return 0;
}
