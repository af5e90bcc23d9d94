// One test a habit of real devices, on a file made here and damaged on purpose.

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "codec/fit.h"
#include "codec/fit_crc.h"
#include "codec/fit_encode.h"
#include "codec/fit_reading.h"
#include "codec/fit_synthetic.h"

namespace springback::fit {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Values = std::vector<std::int64_t>;

constexpr std::uint32_t kStart = 1'100'000'000;
constexpr std::int64_t kStartUnix = kEpochUnix_s + kStart;

File short_run() {
  SyntheticRun run;
  run.start_unix_s = kStartUnix;
  run.bouts = {{engine::BoutKind::jog, 60, 2400, 156}, {engine::BoutKind::walk, 60, 1400, 112}};
  return synthetic_run(run);
}

void define_records(Encoder& to, std::uint8_t local = 0, bool big_endian = false) {
  to.define(local, Message::record,
            {{kTimestampField, BaseType::uint32},
             {record_field::distance, BaseType::uint32},
             {record_field::heart_rate, BaseType::uint8}},
            big_endian);
}

const Fault* find(const File& file, FaultKind kind) {
  for (const Fault& f : file.faults) {
    if (f.kind == kind) return &f;
  }
  return nullptr;
}

TEST(FitQuirks, a_whole_file_has_no_fault) {
  Decoder decoder;
  const File& file = decoder.decode(encode_activity(short_run()));
  EXPECT_TRUE(file.faults.empty());
  EXPECT_EQ(file.records.size(), 120U);
  EXPECT_EQ(file.sessions.size(), 1U);
  EXPECT_EQ(file.laps.size(), 2U);
  EXPECT_EQ(file.timer_events.size(), 2U);
}

TEST(FitQuirks, a_file_cut_anywhere_keeps_every_complete_record_and_never_more) {
  Encoder to;
  define_records(to);
  const std::size_t before = 14 + to.size();
  for (std::uint32_t i = 0; i < 50; ++i) to.data(0, Values{kStart + i, i * 250, 120});
  const Bytes whole = to.finish();
  Decoder decoder;
  for (std::size_t size = before; size < whole.size(); ++size) {
    const File& file = decoder.decode(std::span(whole).first(size));
    const std::size_t complete = std::min<std::size_t>(50, (size - before) / 10);
    ASSERT_EQ(file.records.size(), complete) << size;
    ASSERT_NE(find(file, FaultKind::truncated), nullptr) << size;
    if (complete > 0) {
      ASSERT_EQ(file.records.distance_cm.back(), static_cast<std::int32_t>(complete - 1) * 250);
    }
  }
}

TEST(FitQuirks, a_file_that_was_never_closed_gets_its_totals_from_the_records) {
  File run = short_run();
  const std::uint32_t distance_cm = *run.sessions.front().distance_cm;
  run.sessions.clear();
  run.laps.clear();
  run.timer_events.pop_back();
  run.local_minus_utc_s.reset();
  Bytes bytes = encode_activity(run);
  bytes.resize(bytes.size() - 9);
  Decoder decoder;
  const auto reading = read(decoder.decode(bytes));
  EXPECT_TRUE(reading.totals_rebuilt);
  EXPECT_NEAR(static_cast<double>(reading.distance_cm), distance_cm, 500);
  EXPECT_NEAR(static_cast<double>(reading.timer_ms), 119'000, 2'000);
  EXPECT_GT(reading.meaning.jog_s, 50);
}

TEST(FitQuirks, a_leg_that_was_never_closed_is_added_to_the_closed_ones) {
  File run = short_run();
  const std::uint32_t first_cm = *run.sessions.front().distance_cm;
  const std::uint32_t end = run.sessions.front().time_s;
  Encoder tail;
  const Bytes first = encode_activity(run);
  define_records(tail);
  for (std::uint32_t i = 0; i < 100; ++i) tail.data(0, Values{end + 600 + i, i * 250, 120});
  Bytes second = tail.finish();
  second.resize(second.size() - 2);
  Bytes bytes = first;
  bytes.insert(bytes.end(), second.begin(), second.end());
  Decoder decoder;
  const auto reading = read(decoder.decode(bytes));
  EXPECT_EQ(reading.records, 220U);
  EXPECT_TRUE(reading.totals_rebuilt);
  EXPECT_EQ(reading.distance_cm, first_cm + 99U * 250);
}

TEST(FitQuirks, a_header_without_length_is_read_to_the_end) {
  for (const bool with_checksum : {true, false}) {
    Bytes bytes = encode_activity(short_run(), {.header = Header::without_checksum});
    for (std::size_t i = 4; i < 8; ++i) bytes[i] = 0;
    bytes.resize(bytes.size() - 2);
    const std::uint16_t sum = with_checksum ? crc16(bytes) : std::uint16_t{0};
    bytes.push_back(static_cast<std::uint8_t>(sum & 0xff));
    bytes.push_back(static_cast<std::uint8_t>(sum >> 8));
    Decoder decoder;
    const File& file = decoder.decode(bytes);
    EXPECT_EQ(file.records.size(), 120U);
    EXPECT_EQ(file.sessions.size(), 1U);
    EXPECT_NE(find(file, FaultKind::size_zero), nullptr);
    EXPECT_EQ(find(file, FaultKind::trailing_bytes), nullptr);
  }
}

TEST(FitQuirks, bytes_after_the_end_are_a_warning) {
  Bytes bytes = encode_activity(short_run());
  const std::size_t end = bytes.size();
  bytes.insert(bytes.end(), 83, 0x5a);
  Decoder decoder;
  const File& file = decoder.decode(bytes);
  EXPECT_EQ(file.records.size(), 120U);
  ASSERT_NE(find(file, FaultKind::trailing_bytes), nullptr);
  EXPECT_EQ(find(file, FaultKind::trailing_bytes)->offset, end);
  EXPECT_EQ(file.faults.size(), 1U);
}

TEST(FitQuirks, the_checksum_covers_the_header_whatever_its_form) {
  Decoder decoder;
  for (const Header header : {Header::with_checksum, Header::without_checksum, Header::short_one}) {
    Bytes bytes = encode_activity(short_run(), {.header = header});
    EXPECT_TRUE(decoder.decode(bytes).faults.empty());
    bytes[bytes.size() / 2] ^= 1;
    EXPECT_NE(find(decoder.decode(bytes), FaultKind::checksum), nullptr);
  }
}

TEST(FitQuirks, a_wrong_checksum_refuses_nothing) {
  Bytes bytes = encode_activity(short_run());
  bytes.back() ^= 0x40;
  Decoder decoder;
  const File& file = decoder.decode(bytes);
  EXPECT_EQ(file.records.size(), 120U);
  ASSERT_NE(find(file, FaultKind::checksum), nullptr);
  EXPECT_EQ(find(file, FaultKind::checksum)->offset, bytes.size() - 2);
}

TEST(FitQuirks, a_wrong_header_checksum_is_named) {
  Bytes bytes = encode_activity(short_run());
  bytes[12] ^= 0x01;
  Decoder decoder;
  const File& file = decoder.decode(bytes);
  EXPECT_EQ(file.records.size(), 120U);
  EXPECT_NE(find(file, FaultKind::header_checksum), nullptr);
}

TEST(FitQuirks, a_chain_of_files_is_one_recording) {
  const Bytes one = encode_activity(short_run());
  Encoder settings;
  settings.define(0, Message::file_id, {{file_field::type, BaseType::enumeration}});
  settings.data(0, Values{2});
  const Bytes other = settings.finish(Header::short_one);
  Bytes chain = one;
  chain.insert(chain.end(), other.begin(), other.end());
  Decoder decoder;
  const File& file = decoder.decode(chain);
  EXPECT_TRUE(file.faults.empty());
  EXPECT_EQ(file.files, 2U);
  EXPECT_EQ(file.records.size(), 120U);
  EXPECT_EQ(file.type, kFileTypeActivity);
}

TEST(FitQuirks, a_definition_does_not_outlive_its_file_of_the_chain) {
  Encoder first;
  define_records(first);
  first.data(0, Values{kStart, 0, 120});
  Encoder second;
  second.data(0, Values{});  // no definition: one byte
  Bytes chain = first.finish();
  const Bytes more = second.finish();
  chain.insert(chain.end(), more.begin(), more.end());
  Decoder decoder;
  const File& file = decoder.decode(chain);
  EXPECT_EQ(file.records.size(), 1U);
  EXPECT_NE(find(file, FaultKind::undefined_local_type), nullptr);
}

TEST(FitQuirks, a_straps_beats_from_a_later_file_are_merged_by_time) {
  Encoder watch;
  watch.define(0, Message::record,
               {{kTimestampField, BaseType::uint32}, {record_field::distance, BaseType::uint32}});
  for (std::uint32_t i = 0; i < 8; ++i) watch.data(0, Values{kStart + i, i * 100});
  Encoder strap;
  strap.define(0, Message::hr,
               {{kTimestampField, BaseType::uint32},
                {hr_field::fractional, BaseType::uint16},
                {hr_field::filtered_bpm, BaseType::uint8},
                {hr_field::event_timestamp, BaseType::uint32}});
  constexpr std::uint32_t kClock = 5'000'000;
  strap.data(0, Values{kStart, 0, 101, kClock});
  strap.define(
      1, Message::hr,
      {{hr_field::filtered_bpm, BaseType::uint8, 2}, {hr_field::event_timestamp_12, BaseType::byte, 3}});
  const std::uint32_t a = (kClock + 1024) & 0xfff;
  const std::uint32_t b = (kClock + 2 * 1024) & 0xfff;
  strap.raw(Bytes{1, 102, 103, static_cast<std::uint8_t>(a),
                  static_cast<std::uint8_t>(a >> 8 | (b & 15) << 4), static_cast<std::uint8_t>(b >> 4)});
  Bytes chain = watch.finish();
  const Bytes more = strap.finish();
  chain.insert(chain.end(), more.begin(), more.end());
  Decoder decoder;
  const File& file = decoder.decode(chain);
  EXPECT_TRUE(file.faults.empty());
  ASSERT_EQ(file.records.size(), 8U);
  EXPECT_EQ(file.records.heart_rate_bpm[0], 101);
  EXPECT_EQ(file.records.heart_rate_bpm[1], 102);
  EXPECT_EQ(file.records.heart_rate_bpm[2], 103);
  EXPECT_EQ(file.records.heart_rate_bpm[3], kAbsent);
}

TEST(FitQuirks, compressed_timestamps_count_on_and_roll_over) {
  Encoder to;
  define_records(to, 0);
  to.define(3, Message::record, {{record_field::distance, BaseType::uint32}});
  constexpr std::uint32_t kFirst = kStart / 32 * 32 + 29;
  to.data(0, Values{kFirst, 0, 120});
  std::vector<std::uint32_t> expected{kFirst};
  for (const std::uint32_t step : {1U, 1U, 1U, 5U, 31U, 0U}) {
    expected.push_back(expected.back() + step);
    to.data_short_time(3, static_cast<std::uint8_t>(expected.back() & 31), Values{100});
  }
  Decoder decoder;
  EXPECT_EQ(decoder.decode(to.finish()).records.time_s, expected);
}

TEST(FitQuirks, a_compressed_timestamp_counts_from_the_last_time_of_any_message) {
  Encoder to;
  to.define(0, Message::event,
            {{kTimestampField, BaseType::uint32}, {event_field::event, BaseType::enumeration}});
  to.define(1, Message::record, {{record_field::distance, BaseType::uint32}});
  to.data(0, Values{kStart, 9});
  to.data_short_time(1, static_cast<std::uint8_t>((kStart + 3) & 31), Values{100});
  Decoder decoder;
  const File& file = decoder.decode(to.finish());
  ASSERT_EQ(file.records.size(), 1U);
  EXPECT_EQ(file.records.time_s[0], kStart + 3);
}

TEST(FitQuirks, an_apps_field_without_description_is_skipped_by_its_size) {
  Encoder to;
  to.define(0, Message::record,
            {{kTimestampField, BaseType::uint32}, {record_field::distance, BaseType::uint32}}, false,
            {{7, 4, 0}, {8, 3, 5}});
  for (std::uint32_t i = 0; i < 3; ++i) to.data(0, Values{kStart + i, i * 100}, Bytes{1, 2, 3, 4, 5, 6, 7});
  Decoder decoder;
  const File& file = decoder.decode(to.finish());
  EXPECT_EQ(file.records.distance_cm, (std::vector<std::int32_t>{0, 100, 200}));
  EXPECT_NE(find(file, FaultKind::undescribed_developer_field), nullptr);
}

TEST(FitQuirks, an_apps_described_field_is_no_fault) {
  Encoder to;
  to.define(
      1, Message::field_description,
      {{description_field::developer_index, BaseType::uint8}, {description_field::number, BaseType::uint8}});
  to.data(1, Values{0, 7});
  to.define(0, Message::record, {{kTimestampField, BaseType::uint32}}, false, {{7, 4, 0}});
  to.data(0, Values{kStart});
  Decoder decoder;
  EXPECT_TRUE(decoder.decode(to.finish()).faults.empty());
}

TEST(FitQuirks, a_message_that_nothing_defined_stops_the_reading_and_keeps_what_came_before) {
  Encoder to;
  define_records(to);
  for (std::uint32_t i = 0; i < 5; ++i) to.data(0, Values{kStart + i, i * 100, 120});
  const std::size_t place = 14 + to.size();
  to.raw(Bytes{0x0b, 1, 2, 3});
  for (std::uint32_t i = 0; i < 5; ++i) to.data(0, Values{kStart + 5 + i, i * 100, 120});
  Decoder decoder;
  const File& file = decoder.decode(to.finish());
  EXPECT_EQ(file.records.size(), 5U);
  ASSERT_NE(find(file, FaultKind::undefined_local_type), nullptr);
  EXPECT_EQ(find(file, FaultKind::undefined_local_type)->offset, place);
}

TEST(FitQuirks, invalid_values_are_absent_and_a_half_position_is_none) {
  Encoder to;
  to.define(0, Message::record,
            {{kTimestampField, BaseType::uint32},
             {record_field::latitude, BaseType::sint32},
             {record_field::longitude, BaseType::sint32},
             {record_field::altitude, BaseType::uint16},
             {record_field::speed, BaseType::uint16},
             {record_field::distance, BaseType::uint32},
             {record_field::cadence, BaseType::uint8},
             {record_field::heart_rate, BaseType::uint8},
             {record_field::temperature, BaseType::sint8}});
  to.data(0, Values{});
  to.data(0, Values{kStart, 100, kInvalid, 2500, 0, 0, 0, 60, -5});
  Decoder decoder;
  const Records& r = decoder.decode(to.finish()).records;
  ASSERT_EQ(r.size(), 2U);
  EXPECT_EQ(r.time_s[0], kNoTime);
  for (const auto* column : {&r.latitude, &r.longitude, &r.altitude_cm, &r.speed_mm_s, &r.distance_cm,
                             &r.cadence_128, &r.heart_rate_bpm, &r.temperature_c, &r.power_w}) {
    EXPECT_EQ((*column)[0], kAbsent);
  }
  EXPECT_EQ(r.latitude[1], kAbsent);
  EXPECT_EQ(r.altitude_cm[1], 0);
  EXPECT_EQ(r.speed_mm_s[1], 0);
  EXPECT_EQ(r.distance_cm[1], 0);
  EXPECT_EQ(r.temperature_c[1], -5);
}

TEST(FitQuirks, a_value_below_zero_that_cannot_be_is_absent) {
  Encoder to;
  to.define(0, Message::record,
            {{record_field::cadence, BaseType::sint32},
             {record_field::speed, BaseType::sint16},
             {record_field::temperature, BaseType::sint8}});
  to.data(0, Values{-490'520'832, -3, -3});
  to.data(0, Values{80, 2500, 3});
  Decoder decoder;
  const Records& r = decoder.decode(to.finish()).records;
  EXPECT_EQ(r.cadence_128, (std::vector<std::int32_t>{kAbsent, 80 * 128}));
  EXPECT_EQ(r.speed_mm_s, (std::vector<std::int32_t>{kAbsent, 2500}));
  EXPECT_EQ(r.temperature_c, (std::vector<std::int32_t>{-3, 3}));
}

TEST(FitQuirks, byte_orders_may_be_mixed_within_a_file) {
  Encoder to;
  define_records(to, 0, false);
  define_records(to, 1, true);
  to.data(0, Values{kStart, 0x0102'0304, 120});
  to.data(1, Values{kStart + 1, 0x0102'0305, 121});
  Decoder decoder;
  const File& file = decoder.decode(to.finish());
  EXPECT_EQ(file.records.time_s, (std::vector<std::uint32_t>{kStart, kStart + 1}));
  EXPECT_EQ(file.records.distance_cm, (std::vector<std::int32_t>{0x0102'0304, 0x0102'0305}));
}

TEST(FitQuirks, a_wrong_claim_of_byte_order_is_seen_and_set_right) {
  Bytes bytes;
  for (const bool big_endian : {false, true}) {
    Encoder to;
    define_records(to, 0, big_endian);
    for (std::uint32_t i = 0; i < 4; ++i) to.data(0, Values{kStart + i, i * 250, 120});
    bytes = to.finish();
    bytes[16] ^= 1;
    Decoder decoder;
    const File& file = decoder.decode(bytes);
    EXPECT_EQ(file.records.distance_cm, (std::vector<std::int32_t>{0, 250, 500, 750}));
    EXPECT_EQ(file.records.time_s.back(), kStart + 3);
    EXPECT_NE(find(file, FaultKind::byte_order), nullptr);
  }
}

TEST(FitQuirks, a_field_of_odd_size_or_unknown_type_is_skipped_by_its_size) {
  Encoder to;
  to.define(0, Message::record,
            {{kTimestampField, BaseType::uint32},
             {record_field::speed, static_cast<std::uint8_t>(BaseType::uint16), 3},
             {record_field::altitude, std::uint8_t{0x06}, 5},
             {record_field::distance, BaseType::uint32}});
  for (std::uint32_t i = 0; i < 3; ++i) to.data(0, Values{kStart + i, 1, 1, i * 100});
  Decoder decoder;
  const File& file = decoder.decode(to.finish());
  EXPECT_EQ(file.records.distance_cm, (std::vector<std::int32_t>{0, 100, 200}));
  EXPECT_EQ(file.records.speed_mm_s[0], kAbsent);
  EXPECT_EQ(file.records.altitude_cm[0], kAbsent);
  EXPECT_NE(find(file, FaultKind::unknown_base_type), nullptr);
  EXPECT_NE(find(file, FaultKind::size_not_multiple), nullptr);
}

TEST(FitQuirks, enhanced_fields_win_where_both_are_there_and_stand_alone_where_not) {
  Encoder to;
  to.define(0, Message::record,
            {{record_field::enhanced_speed, BaseType::uint32},
             {record_field::enhanced_altitude, BaseType::uint32},
             {record_field::speed, BaseType::uint16},
             {record_field::altitude, BaseType::uint16}});
  to.data(0, Values{2500, 3000, 2000, 2600});
  to.data(0, Values{kInvalid, kInvalid, 2000, 2600});
  to.data(0, Values{2500, 3000, kInvalid, kInvalid});
  Decoder decoder;
  const File& file = decoder.decode(to.finish());
  EXPECT_EQ(file.records.speed_mm_s, (std::vector<std::int32_t>{2500, 2000, 2500}));
  EXPECT_EQ(file.records.altitude_cm, (std::vector<std::int32_t>{10'000, 2'000, 10'000}));
}

TEST(FitQuirks, one_second_in_several_records_counts_once_in_meaning_and_each_time_as_record) {
  Encoder to;
  to.define(0, Message::record,
            {{kTimestampField, BaseType::uint32}, {record_field::cadence, BaseType::uint8}});
  to.define(1, Message::record,
            {{kTimestampField, BaseType::uint32}, {record_field::enhanced_speed, BaseType::uint32}});
  to.define(2, Message::session, {{session_field::sport, BaseType::enumeration}});
  for (std::uint32_t i = 0; i <= 60; ++i) {
    to.data(0, Values{kStart + i, 80});
    to.data(1, Values{kStart + i, 2500});
  }
  to.data(2, Values{1});
  Decoder decoder;
  const auto reading = read(decoder.decode(to.finish()));
  EXPECT_EQ(reading.records, 122U);
  EXPECT_EQ(reading.meaning.jog_s, 60);
  EXPECT_EQ(reading.steps, 160);
}

TEST(FitQuirks, a_sparse_recording_is_no_pause_and_a_stopped_timer_is) {
  SyntheticRun run;
  run.start_unix_s = kStartUnix;
  run.every_s = 7;
  run.bouts = {{engine::BoutKind::jog, 300, 2500, 160}};
  Decoder decoder;
  EXPECT_NEAR(read(decoder.decode(encode_activity(synthetic_run(run)))).meaning.jog_s, 300, 7);
  run.every_s = 1;
  run.pauses = {{150, 200}};
  const auto reading = read(decoder.decode(encode_activity(synthetic_run(run))));
  EXPECT_NEAR(reading.meaning.jog_s, 300, 2);
  EXPECT_NEAR(reading.meaning.paused_s, 200, 2);
  EXPECT_EQ(reading.timer_ms, 300'000U);
}

TEST(FitQuirks, times_that_jump_for_years_or_go_back_leave_the_rest_as_it_was) {
  const File clean = short_run();
  Decoder decoder;
  const auto expected = read(decoder.decode(encode_activity(clean)));
  File odd = clean;
  odd.records.time_s[50] += 68'000'000;
  odd.records.time_s[51] += 68'000'000;
  std::swap(odd.records.time_s[70], odd.records.time_s[71]);
  const auto reading = read(decoder.decode(encode_activity(odd)));
  EXPECT_EQ(reading.records, 120U);
  EXPECT_EQ(reading.meaning.samples_out_of_time, 2);
  EXPECT_NEAR(reading.meaning.jog_s, expected.meaning.jog_s, 2);
  EXPECT_NEAR(reading.meaning.walk_s, expected.meaning.walk_s, 2);
  EXPECT_EQ(reading.start, expected.start);
}

TEST(FitQuirks, times_since_the_devices_start_have_no_date_but_a_meaning) {
  File run = short_run();
  for (auto& t : run.records.time_s) t -= kStart - 1000;
  for (auto& e : run.timer_events) e.time_s -= kStart - 1000;
  run.time_created_s.reset();
  run.local_minus_utc_s.reset();
  run.sessions.front().start_time_s -= kStart - 1000;
  run.sessions.front().time_s -= kStart - 1000;
  Decoder decoder;
  const Bytes bytes = encode_activity(run);
  const File& file = decoder.decode(bytes);
  EXPECT_NE(find(file, FaultKind::relative_time), nullptr);
  const auto reading = read(file);
  EXPECT_FALSE(reading.start.has_value());
  EXPECT_NEAR(reading.meaning.jog_s, 60, 4);
  EXPECT_FALSE(derive_recording(bytes).has_value());
}

TEST(FitQuirks, cadence_on_foot_is_strides_and_counts_double_with_its_fraction) {
  Encoder to;
  to.define(0, Message::record,
            {{kTimestampField, BaseType::uint32},
             {record_field::cadence, BaseType::uint8},
             {record_field::fractional_cadence, BaseType::uint8}});
  to.define(2, Message::session, {{session_field::sport, BaseType::enumeration}});
  for (std::uint32_t i = 0; i <= 120; ++i) to.data(0, Values{kStart + i, 80, 64});
  to.data(2, Values{1});
  Decoder decoder;
  const File& file = decoder.decode(to.finish());
  EXPECT_EQ(file.records.cadence_128[0], 80 * 128 + 64);
  const auto reading = read(file);
  EXPECT_EQ(reading.steps, 322);
  EXPECT_EQ(reading.meaning.jog_s, 120);
}

TEST(FitQuirks, a_writer_that_counts_steps_instead_of_strides_is_not_doubled) {
  File run = short_run();
  for (auto& c : run.records.cadence_128) c *= 2;
  Decoder decoder;
  const auto reading = read(decoder.decode(encode_activity(run)));
  ASSERT_TRUE(reading.steps.has_value());
  EXPECT_NEAR(*reading.steps, 156 + 112, 8);
}

TEST(FitQuirks, in_a_multisport_file_the_totals_are_summed_and_only_the_legs_on_foot_have_bouts) {
  Encoder to;
  to.define(0, Message::record,
            {{kTimestampField, BaseType::uint32}, {record_field::enhanced_speed, BaseType::uint32}});
  for (std::uint32_t i = 0; i < 600; ++i) to.data(0, Values{kStart + i, i < 300 ? 8000 : 2500});
  to.define(1, Message::session,
            {{kTimestampField, BaseType::uint32},
             {session_field::start_time, BaseType::uint32},
             {session_field::sport, BaseType::enumeration},
             {session_field::elapsed, BaseType::uint32},
             {session_field::timer, BaseType::uint32},
             {session_field::distance, BaseType::uint32}});
  to.data(1, Values{kStart + 300, kStart, 2, 300'000, 300'000, 240'000});
  to.data(1, Values{kStart + 600, kStart + 300, 1, 300'000, 300'000, 75'000});
  Decoder decoder;
  const Bytes bytes = to.finish();
  const auto reading = read(decoder.decode(bytes));
  EXPECT_EQ(reading.sport, "multisport");
  EXPECT_EQ(reading.distance_cm, 315'000U);
  EXPECT_EQ(reading.timer_ms, 600'000U);
  EXPECT_NEAR(reading.meaning.jog_s, 300, 4);
  const auto fact = derive_recording(bytes);
  ASSERT_TRUE(fact.has_value());
  EXPECT_EQ(fact->distance_m, 750);
  EXPECT_EQ(fact->timer_s, 300);
}

TEST(FitQuirks, twelve_bits_of_distance_count_on_around_their_end) {
  Encoder to;
  to.define(
      0, Message::record,
      {{kTimestampField, BaseType::uint32}, {record_field::compressed_speed_distance, BaseType::byte, 3}});
  std::uint32_t way_16 = 0;
  for (std::uint32_t i = 0; i < 500; ++i, way_16 += 40) {
    to.raw(Bytes{0});
    const std::uint32_t t = kStart + i;
    to.raw(Bytes{static_cast<std::uint8_t>(t), static_cast<std::uint8_t>(t >> 8),
                 static_cast<std::uint8_t>(t >> 16), static_cast<std::uint8_t>(t >> 24)});
    const std::uint32_t low = way_16 & 0xfff;
    to.raw(Bytes{250, static_cast<std::uint8_t>(low << 4), static_cast<std::uint8_t>(low >> 4)});
  }
  Decoder decoder;
  const File& file = decoder.decode(to.finish());
  ASSERT_EQ(file.records.size(), 500U);
  EXPECT_EQ(file.records.speed_mm_s.back(), 2500);
  EXPECT_EQ(file.records.distance_cm.back(), 499 * 250);
}

TEST(FitQuirks, a_length_of_four_gigabytes_is_only_a_cut_file) {
  Bytes bytes = encode_activity(short_run(), {.header = Header::short_one});
  for (std::size_t i = 4; i < 8; ++i) bytes[i] = 0xff;
  Decoder decoder;
  const File& file = decoder.decode(bytes);
  EXPECT_EQ(file.records.size(), 120U);
  EXPECT_NE(find(file, FaultKind::truncated), nullptr);
}

TEST(FitQuirks, what_is_no_fit_file_gives_no_record_and_says_so) {
  Decoder decoder;
  for (const Bytes& bytes : {Bytes{}, Bytes{1, 2, 3}, Bytes(500, 0x20)}) {
    const File& file = decoder.decode(bytes);
    EXPECT_EQ(file.records.size(), 0U);
    EXPECT_NE(find(file, FaultKind::not_fit), nullptr);
    EXPECT_FALSE(is_fit(bytes));
  }
}

TEST(FitQuirks, a_decoder_used_again_gives_what_a_new_one_gives) {
  const Bytes long_one = encode_activity(short_run());
  Encoder small;
  define_records(small);
  small.data(0, Values{kStart, 0, 120});
  const Bytes short_one = small.finish();
  Decoder used;
  static_cast<void>(used.decode(long_one));
  static_cast<void>(used.decode(Bytes(40, 0xff)));
  const File& file = used.decode(short_one);
  EXPECT_EQ(file.records.size(), 1U);
  EXPECT_EQ(file.records.latitude, std::vector<std::int32_t>{kAbsent});
  EXPECT_TRUE(file.sessions.empty());
  EXPECT_TRUE(file.faults.empty());
  EXPECT_FALSE(file.type.has_value());
}

}  // namespace
}  // namespace springback::fit
