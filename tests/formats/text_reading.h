#pragma once
// Reads a text through the one door for activity files, and the session that the text readers' tests share.

#include <gtest/gtest.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "codec/fit_synthetic.h"
#include "formats/activities.h"

namespace springback::test {

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The text must outlive what it returns.
inline formats::Activities read_text_file(const std::string& text) {
  formats::ActivityReader reader;
  return reader.read(bytes_of(text));
}

/// The one activity of a text; an empty reading when there is not exactly one.
inline codec::Reading read_one(const std::string& text) {
  formats::Activities read = read_text_file(text);
  return read.found.size() == 1 ? std::move(read.found.front().reading) : codec::Reading();
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

inline bool has_fault(const codec::Reading& reading, std::string_view kind) {
  for (const codec::ReadingFault& fault : reading.faults) {
    if (fault.kind == kind) return true;
  }
  return false;
}

/// Eight rounds of one minute's jog and two minutes' walk, with a noisy receiver.
inline fit::SyntheticRun walk_jog(std::uint64_t seed = 1) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'772'434'800;  // 2026-03-02T07:00:00Z
  run.offset_s = 3600;
  run.seed = seed;
  for (int i = 0; i < 8; ++i) {
    run.bouts.push_back({engine::BoutKind::jog, 60, 2450, 158});
    run.bouts.push_back({engine::BoutKind::walk, 120, 1400, 113});
  }
  return run;
}

/// The same, interrupted twice: 245 s in all.
inline fit::SyntheticRun walk_jog_with_pauses(std::uint64_t seed) {
  fit::SyntheticRun run = walk_jog(seed);
  run.pauses = {{90, 45}, {700, 200}};
  return run;
}

/// What each reader must find of such a session: its minutes within five percent.
inline void expect_its_minutes(const codec::Reading& reading) {
  EXPECT_NEAR(reading.meaning.jog_s, 480, 24);
  EXPECT_NEAR(reading.meaning.walk_s, 960, 48);
}

/// Seeds of its noise.
class SessionSeeds : public testing::TestWithParam<std::uint64_t> {};

/// Ten minutes of jogging.
inline fit::SyntheticRun short_jog() {
  fit::SyntheticRun run;
  run.start_unix_s = 1'772'434'800;
  run.bouts = {{engine::BoutKind::jog, 600, 2500, 160}};
  return run;
}

}  // namespace springback::test
