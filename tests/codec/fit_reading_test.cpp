#include "codec/fit_reading.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"

namespace springback::fit {
namespace {

SyntheticRun one_minute_each() {
  SyntheticRun run;
  run.start_unix_s = 1'772'434'800;  // 2026-03-02T07:00:00Z
  run.offset_s = 3600;
  run.bouts = {{engine::BoutKind::jog, 60, 2400, 156}, {engine::BoutKind::walk, 60, 1400, 112}};
  run.speed_noise_mm_s = 0;
  run.steps_noise_min = 0;
  return run;
}

std::string json_of(const std::vector<std::uint8_t>& bytes) {
  Decoder decoder;
  return codec::reading_json(read(decoder.decode(bytes)));
}

TEST(FitReading, the_json_of_a_recording_has_every_promised_key_and_the_same_bytes_each_time) {
  const auto bytes = encode_activity(synthetic_run(one_minute_each()));
  const std::string text = json_of(bytes);
  EXPECT_EQ(text, json_of(bytes));
  const auto json = nlohmann::json::parse(text);
  for (const char* key : {"format", "start", "sport", "records", "distance_m", "timer_s", "jog_s", "walk_s",
                          "still_s", "ascent_m", "steps", "bouts", "faults"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["format"], "fit");
  EXPECT_EQ(json["start"], "2026-03-02T08:00:00+01:00");
  EXPECT_EQ(json["sport"], "running");
  EXPECT_EQ(json["records"], 120);
  EXPECT_EQ(json["distance_m"], 228.0);
  EXPECT_EQ(json["timer_s"], 120);
  EXPECT_EQ(json["jog_s"].get<int>() + json["walk_s"].get<int>(), 119);
  EXPECT_EQ(json["ascent_from"], "device");
  EXPECT_EQ(json["bouts"].size(), 2U);
  EXPECT_EQ(json["bouts"][0]["kind"], "jog");
  EXPECT_EQ(json["faults"], nlohmann::json::array());
}

TEST(FitReading, without_a_known_offset_the_start_is_utc_and_says_so) {
  File file = synthetic_run(one_minute_each());
  file.local_minus_utc_s.reset();
  EXPECT_EQ(nlohmann::json::parse(json_of(encode_activity(file)))["start"], "2026-03-02T07:00:00Z");
  file.local_minus_utc_s = 0;
  EXPECT_EQ(nlohmann::json::parse(json_of(encode_activity(file)))["start"], "2026-03-02T07:00:00+00:00");
  file.local_minus_utc_s = -12'600 + 20;  // −3:30, the clock 20 s off
  EXPECT_EQ(nlohmann::json::parse(json_of(encode_activity(file)))["start"], "2026-03-02T03:30:00-03:30");
  file.local_minus_utc_s = 400;  // no offset of any place
  EXPECT_EQ(nlohmann::json::parse(json_of(encode_activity(file)))["start"], "2026-03-02T07:00:00Z");
}

TEST(FitReading, a_fault_names_kind_place_and_reason) {
  auto bytes = encode_activity(synthetic_run(one_minute_each()));
  bytes.back() ^= 1;
  const auto json = nlohmann::json::parse(json_of(bytes));
  ASSERT_EQ(json["faults"].size(), 1U);
  EXPECT_EQ(json["faults"][0]["kind"], "checksum");
  EXPECT_EQ(json["faults"][0]["offset"], bytes.size() - 2);
  EXPECT_FALSE(json["faults"][0]["detail"].get<std::string>().empty());
}

TEST(FitReading, what_is_no_fit_file_reads_as_nothing_with_a_fault) {
  const auto json = nlohmann::json::parse(json_of({'h', 'e', 'l', 'l', 'o'}));
  EXPECT_TRUE(json["start"].is_null());
  EXPECT_EQ(json["records"], 0);
  EXPECT_EQ(json["faults"][0]["kind"], "not_fit");
}

TEST(FitReading, the_fact_of_a_file_is_named_by_its_bytes_and_its_reader) {
  const auto bytes = encode_activity(synthetic_run(one_minute_each()));
  const auto fact = derive_recording(bytes);
  ASSERT_TRUE(fact.has_value());
  EXPECT_EQ(fact->sha256, sha256(bytes));
  EXPECT_EQ(fact->derived_by, kDerivedBy);
  EXPECT_EQ(fact->distance_m, 228);
  EXPECT_EQ(fact->timer_s, 120);
  EXPECT_EQ(codec::recording_id(*fact),
            uuid_v5(springback_name_space(), format_sha256(sha256(bytes)) + " " + kDerivedBy));
  auto newer = *fact;
  newer.derived_by = "springback-fit-3";
  EXPECT_NE(codec::recording_id(*fact), codec::recording_id(newer));
}

TEST(FitReading, the_fact_as_a_line_of_a_diary_has_the_contracts_keys) {
  const auto bytes = encode_activity(synthetic_run(one_minute_each()));
  const auto json = nlohmann::json::parse(codec::recording_fact_json(*derive_recording(bytes)));
  for (const char* key : {"type", "at", "id", "sha256", "derived_by", "start", "sport", "distance_m",
                          "timer_s", "jog_s", "walk_s", "ascent_m", "steps", "bouts"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json.size(), 14U);
  EXPECT_EQ(json["type"], "recording");
  EXPECT_EQ(json["at"], json["start"]);
  EXPECT_EQ(json["sha256"].get<std::string>().size(), 64U);
}

}  // namespace
}  // namespace springback::fit
