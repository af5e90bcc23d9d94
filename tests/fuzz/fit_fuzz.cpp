// Any bytes as a FIT recording: nothing is read out of bounds, and what comes out keeps its own promises.

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.h"
#include "codec/fit.h"
#include "codec/fit_reading.h"

namespace {

using springback::engine::RecordingMeaning;

void check_columns(const springback::fit::File& file, std::size_t bytes) {
  const auto& r = file.records;
  SPRINGBACK_CHECK(r.size() <= bytes);
  for (const auto* column : {&r.latitude, &r.longitude, &r.altitude_cm, &r.speed_mm_s, &r.distance_cm,
                             &r.cadence_128, &r.heart_rate_bpm, &r.power_w, &r.temperature_c}) {
    SPRINGBACK_CHECK(column->size() == r.size());
  }
  for (const auto& fault : file.faults) SPRINGBACK_CHECK(fault.offset <= bytes);
}

void check_bouts(const RecordingMeaning& meaning, bool taken_at_its_word) {
  std::int64_t next = 0;
  std::int64_t sum = 0;
  for (const auto& bout : meaning.bouts) {
    SPRINGBACK_CHECK(bout.start_s >= next);
    SPRINGBACK_CHECK(bout.duration_s > 0 || taken_at_its_word);
    next = std::int64_t{bout.start_s} + bout.duration_s;
    sum += bout.duration_s;
  }
  SPRINGBACK_CHECK(sum == std::int64_t{meaning.jog_s} + meaning.walk_s + meaning.still_s);
  if (!taken_at_its_word) SPRINGBACK_CHECK(sum + meaning.unknown_s <= meaning.timer_s);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static springback::fit::Decoder used;
  const std::span bytes(data, size);
  const auto reading = springback::fit::read(used.decode(bytes));
  const auto& file = used.decode(bytes);
  check_columns(file, size);
  const bool word =
      reading.meaning.bouts.size() == 1 && reading.meaning.timer_s < reading.meaning.bouts[0].duration_s;
  check_bouts(reading.meaning, word);
  const auto json = springback::codec::reading_json(reading);
  SPRINGBACK_CHECK(!json.empty());
  // A decoder that has read other files before gives what a new one gives.
  springback::fit::Decoder fresh;
  SPRINGBACK_CHECK(springback::codec::reading_json(springback::fit::read(fresh.decode(bytes))) == json);
  return 0;
}
