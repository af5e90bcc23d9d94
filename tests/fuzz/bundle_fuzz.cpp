// Any bytes as an exported diary: refused with a place, or read into what is written as a file that reads the
// same.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "formats/bundle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bundle = springback::formats::read_bundle({reinterpret_cast<const char*>(data), size});
  if (!bundle) {
    SPRINGBACK_CHECK(!bundle.error().detail.empty());
    return 0;
  }
  const std::string written = springback::formats::write_bundle(*bundle);
  const auto again = springback::formats::read_bundle(written);
  SPRINGBACK_CHECK(again && again->facts == bundle->facts);
  SPRINGBACK_CHECK(again->blobs.size() == bundle->blobs.size());
  SPRINGBACK_CHECK(springback::formats::write_bundle(*again) == written);
  return 0;
}
