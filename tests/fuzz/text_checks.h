#pragma once
// What must hold of whatever a text reader makes of any bytes.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "base/check.h"
#include "formats/activities.h"

namespace springback::fuzz {

inline void check_reading(const codec::Reading& reading, std::size_t bytes) {
  SPRINGBACK_CHECK(reading.records <= bytes);
  const engine::RecordingMeaning& meaning = reading.meaning;
  std::int64_t next = 0;
  std::int64_t sum = 0;
  for (const engine::Bout& bout : meaning.bouts) {
    SPRINGBACK_CHECK(bout.start_s >= next && bout.duration_s >= 0);
    next = std::int64_t{bout.start_s} + bout.duration_s;
    sum += bout.duration_s;
  }
  SPRINGBACK_CHECK(sum == std::int64_t{meaning.jog_s} + meaning.walk_s + meaning.still_s);
  for (const codec::ReadingFault& fault : reading.faults) {
    SPRINGBACK_CHECK(fault.offset <= bytes);
    SPRINGBACK_CHECK(!fault.kind.empty() && !fault.detail.empty());
  }
  SPRINGBACK_CHECK(!codec::reading_json(reading).empty());
}

inline bool ended_early(const codec::Reading& reading) {
  return std::ranges::any_of(reading.faults, [](const codec::ReadingFault& fault) {
    return fault.kind == "truncated" || fault.kind == "damaged_xml" || fault.kind.starts_with("xml_");
  });
}

/// One file through the door: what comes out keeps its promises, and each activity reads alone as it read in
/// the file.
inline void check_activities(std::span<const std::uint8_t> bytes) {
  static formats::ActivityReader reader;
  const formats::Activities read = reader.read(bytes);
  SPRINGBACK_CHECK(read.found.empty() == !read.why.empty());
  const std::uint8_t* last = bytes.data();
  // Beyond ASCII a piece may be in another encoding than the whole looks like.
  bool same_alone = std::ranges::all_of(bytes, [](std::uint8_t c) { return c != 0 && c < 0x80; });
  for (const formats::Activity& one : read.found) {
    check_reading(one.reading, bytes.size());
    SPRINGBACK_CHECK(one.reading.start.has_value());
    SPRINGBACK_CHECK(one.bytes.data() >= last &&
                     one.bytes.data() + one.bytes.size() <= bytes.data() + bytes.size());
    last = one.bytes.data() + one.bytes.size();
    same_alone = same_alone && !ended_early(one.reading);
  }
  for (const formats::Activity& one : read.found) {
    if (!same_alone) break;
    const formats::Activities again = reader.read(one.bytes);
    SPRINGBACK_CHECK(again.found.size() == 1);
    codec::Reading alone = again.found.front().reading;
    alone.faults = one.reading.faults;
    SPRINGBACK_CHECK(codec::reading_json(alone) == codec::reading_json(one.reading));
  }
}

}  // namespace springback::fuzz
