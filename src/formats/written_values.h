#pragma once
// Numbers, times and names of sports as people's files write them, to the units of `engine::Samples`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/recording.h"

namespace springback::formats {

/// A decimal number, all of the text; nothing for "NaN", infinities and what a double cannot hold.
[[nodiscard]] std::optional<double> written_number(std::string_view text);

/// number × unit, rounded; `engine::kNoSample` for no number or one outside [least, most] (in its own unit).
[[nodiscard]] std::int32_t written_sample(std::string_view text, double unit, double least, double most);

/// Degrees to semicircles (180° / 2^31). Both absent when one is missing or out of range, and when both are
/// exactly 0: that is how writers put an absent position.
struct Position {
  std::int32_t latitude = engine::kNoSample;
  std::int32_t longitude = engine::kNoSample;
};
[[nodiscard]] Position written_position(std::string_view latitude, std::string_view longitude);

struct WrittenTime {
  std::int64_t utc_ms = 0;
  std::int16_t offset_min = 0;  ///< minutes east of UTC; 0 when it is not known
  bool zoned = true;            ///< false: neither "Z" nor an offset stood there; taken as UTC
};

/// "2026-03-02T07:00:00.250+01:00" and what is written like it: a blank for the T, any number of decimals,
/// "Z", "+01:00", "+0100", "+01" or nothing behind, a 60th second. Nothing for anything else, and for years
/// before 1990 and after 2199: no watch wrote then, a clock was not set.
[[nodiscard]] std::optional<WrittenTime> written_time(std::string_view text);

/// The FIT profile's name of a sport as GPX and TCX write it ("Running", "trail_run", Strava's "9");
/// "unknown" for a word that stands for none.
[[nodiscard]] std::string written_sport(std::string_view text);

/// The same for Apple's "HKWorkoutActivityTypeRunning".
[[nodiscard]] std::string apple_sport(std::string_view type);

/// Whether a sport of these names is done on foot.
[[nodiscard]] engine::OnFoot foot_of_sport(std::string_view sport);

}  // namespace springback::formats
