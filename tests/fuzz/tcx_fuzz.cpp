// Any bytes as a TCX file: through the door, and straight to the reader whatever they look like.

#include <cstddef>
#include <cstdint>
#include <span>

#include "formats/tcx.h"
#include "fuzz/text_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span bytes(data, size);
  springback::fuzz::check_activities(bytes);
  for (const auto& piece : springback::formats::read_tcx(bytes).found) {
    SPRINGBACK_CHECK(piece.from < piece.to && piece.to <= size);
    springback::fuzz::check_reading(springback::formats::reading_of(piece.track, "tcx"), size);
  }
  return 0;
}
