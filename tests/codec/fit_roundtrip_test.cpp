// What the encoder writes the decoder reads, whatever the style, for recordings that nobody would think of.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <vector>

#include "codec/fit.h"
#include "codec/fit_crc.h"
#include "codec/fit_encode.h"

namespace springback::fit {
namespace {

std::int32_t sample(std::int32_t low, std::int32_t high) {
  return *rc::gen::weightedOneOf<std::int32_t>(
      {{1, rc::gen::just(kAbsent)}, {4, rc::gen::inRange(low, high)}});
}

template <class T>
std::optional<T> maybe(std::uint32_t below) {
  if (*rc::gen::inRange(0, 3) == 0) return std::nullopt;
  return static_cast<T>(*rc::gen::inRange<std::uint32_t>(0, below));
}

Segment any_segment(std::uint32_t start) {
  Segment s;
  s.time_s = start + *rc::gen::inRange<std::uint32_t>(0, 100'000);
  s.start_time_s = start;
  s.elapsed_ms = maybe<std::uint32_t>(100'000'000);
  s.timer_ms = maybe<std::uint32_t>(100'000'000);
  s.distance_cm = maybe<std::uint32_t>(100'000'000);
  s.cycles = maybe<std::uint32_t>(1'000'000);
  s.ascent_m = maybe<std::uint32_t>(9'000);
  return s;
}

File any_activity() {
  File file;
  const auto start = *rc::gen::inRange<std::uint32_t>(900'000'000, 1'500'000'000);
  file.type = kFileTypeActivity;
  file.time_created_s = start;
  file.sport = maybe<std::uint8_t>(60);
  std::uint32_t now = start;
  const int records = *rc::gen::inRange(1, 200);
  for (int i = 0; i < records; ++i) {
    now += *rc::gen::weightedOneOf<std::uint32_t>({{8, rc::gen::inRange<std::uint32_t>(0, 3)},
                                                   {1, rc::gen::inRange<std::uint32_t>(28, 40)},
                                                   {1, rc::gen::inRange<std::uint32_t>(0, 5'000)}});
    Records& r = file.records;
    r.time_s.push_back(now);
    const bool placed = *rc::gen::inRange(0, 4) != 0;
    r.latitude.push_back(placed ? *rc::gen::inRange<std::int32_t>(-1'000'000'000, 1'000'000'000) : kAbsent);
    r.longitude.push_back(placed ? *rc::gen::inRange<std::int32_t>(-2'000'000'000, 2'000'000'000) : kAbsent);
    const std::int32_t altitude = sample(-2'000, 40'000);
    r.altitude_cm.push_back(altitude == kAbsent ? kAbsent : altitude * 20);
    r.speed_mm_s.push_back(sample(0, 80'000));
    r.distance_cm.push_back(sample(0, 2'000'000'000));
    r.cadence_128.push_back(sample(0, 255 * 128));
    r.heart_rate_bpm.push_back(sample(0, 255));
    r.power_w.push_back(sample(0, 65'535));
    r.temperature_c.push_back(sample(-128, 127));
  }
  file.timer_events.push_back({start, true});
  if (*rc::gen::inRange(0, 2) == 1) {
    const auto pause = start + *rc::gen::inRange<std::uint32_t>(0, now - start + 1);
    file.timer_events.push_back({pause, false});
    file.timer_events.push_back({pause, true});
  }
  file.timer_events.push_back({now, false});
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) file.laps.push_back(any_segment(start));
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
    file.sessions.push_back(any_segment(start));
    file.sessions.back().sport = maybe<std::uint8_t>(60);
    file.sessions.back().sub_sport = maybe<std::uint8_t>(60);
  }
  if (*rc::gen::inRange(0, 2) == 1) file.local_minus_utc_s = *rc::gen::inRange(-48, 57) * 900;
  return file;
}

void same_segments(const std::vector<Segment>& a, const std::vector<Segment>& b) {
  RC_ASSERT(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    RC_ASSERT(a[i].time_s == b[i].time_s);
    RC_ASSERT(a[i].start_time_s == b[i].start_time_s);
    RC_ASSERT(a[i].sport == b[i].sport);
    RC_ASSERT(a[i].sub_sport == b[i].sub_sport);
    RC_ASSERT(a[i].elapsed_ms == b[i].elapsed_ms);
    RC_ASSERT(a[i].timer_ms == b[i].timer_ms);
    RC_ASSERT(a[i].distance_cm == b[i].distance_cm);
    RC_ASSERT(a[i].cycles == b[i].cycles);
    RC_ASSERT(a[i].ascent_m == b[i].ascent_m);
  }
}

TEST(FitRoundTrip, every_activity_in_every_style_comes_back_as_it_was) {
  const bool held = rc::check([] {
    const File file = any_activity();
    const ActivityStyle style{
        *rc::gen::element(Header::with_checksum, Header::without_checksum, Header::short_one),
        *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()};
    const auto bytes = encode_activity(file, style);
    Decoder decoder;
    const File& back = decoder.decode(bytes);
    RC_ASSERT(back.faults.empty());
    RC_ASSERT(back.records.time_s == file.records.time_s);
    RC_ASSERT(back.records.latitude == file.records.latitude);
    RC_ASSERT(back.records.longitude == file.records.longitude);
    RC_ASSERT(back.records.altitude_cm == file.records.altitude_cm);
    RC_ASSERT(back.records.speed_mm_s == file.records.speed_mm_s);
    RC_ASSERT(back.records.distance_cm == file.records.distance_cm);
    RC_ASSERT(back.records.cadence_128 == file.records.cadence_128);
    RC_ASSERT(back.records.heart_rate_bpm == file.records.heart_rate_bpm);
    RC_ASSERT(back.records.power_w == file.records.power_w);
    RC_ASSERT(back.records.temperature_c == file.records.temperature_c);
    same_segments(back.sessions, file.sessions);
    same_segments(back.laps, file.laps);
    RC_ASSERT(back.timer_events.size() == file.timer_events.size());
    RC_ASSERT(back.sport == file.sport);
    RC_ASSERT(back.type == file.type);
    RC_ASSERT(back.time_created_s == file.time_created_s);
    RC_ASSERT(back.local_minus_utc_s == file.local_minus_utc_s);
  });
  EXPECT_TRUE(held);
}

TEST(FitRoundTrip, any_bytes_changed_anywhere_never_lose_the_records_before_them) {
  const bool held = rc::check([] {
    const File file = any_activity();
    auto bytes = encode_activity(file);
    const auto place = *rc::gen::inRange<std::size_t>(14, bytes.size());
    for (std::size_t i = place; i < bytes.size() && i < place + 8; ++i)
      bytes[i] = *rc::gen::arbitrary<std::uint8_t>();
    Decoder decoder;
    const auto whole = decoder.decode(std::span(bytes).first(place)).records.time_s;
    const File& back = decoder.decode(bytes);
    RC_ASSERT(back.records.size() >= whole.size());
    RC_ASSERT(std::equal(whole.begin(), whole.end(), back.records.time_s.begin()));
  });
  EXPECT_TRUE(held);
}

/// CRC-16/ARC bit by bit, as its definition says.
std::uint16_t slow_crc(std::span<const std::uint8_t> bytes) {
  unsigned crc = 0;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int i = 0; i < 8; ++i) crc = (crc & 1U) != 0 ? crc >> 1 ^ 0xa001U : crc >> 1;
  }
  return static_cast<std::uint16_t>(crc);
}

TEST(FitRoundTrip, the_fast_checksum_is_the_definitions_and_can_be_continued) {
  // source: the CRC catalogue's check value of CRC-16/ARC
  const std::vector<std::uint8_t> digits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
  EXPECT_EQ(crc16(digits), 0xbb3d);
  const bool held = rc::check([](const std::vector<std::uint8_t>& bytes) {
    const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
    const std::span all(bytes);
    RC_ASSERT(crc16(all) == slow_crc(all));
    RC_ASSERT(crc16(all.subspan(cut), crc16(all.first(cut))) == slow_crc(all));
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace springback::fit
