#include "wasm/recordings_door.h"

#include <span>
#include <string>

#include "codec/fit_reading.h"

namespace springback::wasm {
namespace {

std::string read_fit(std::span<const std::uint8_t> bytes) {
  if (!fit::is_fit(bytes))
    return R"({"error":"not_fit","detail":"these bytes do not begin like a FIT file"})";
  fit::Decoder decoder;
  const codec::Reading reading = fit::read(decoder.decode(bytes));
  const auto recording = codec::recording_fact(reading, bytes, fit::kDerivedBy);
  return codec::reading_json(reading, recording ? &*recording : nullptr);
}

}  // namespace
}  // namespace springback::wasm

std::uint8_t* sb_read_fit(const std::uint8_t* file, std::uint32_t size) {
  return springback::wasm::handed_over(springback::wasm::read_fit({file, size}));
}
