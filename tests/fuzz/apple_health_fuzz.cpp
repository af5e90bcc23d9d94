// Any bytes as an Apple Health export: the same workouts in whatever pieces it comes, and each of them read.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/apple_health.h"
#include "fuzz/text_checks.h"

namespace {

using springback::formats::AppleExport;

/// Workouts and faults, one text each.
std::vector<std::string> taken(std::span<const std::uint8_t> bytes, std::size_t step) {
  std::vector<std::string> out;
  AppleExport reader(
      [&out](std::span<const std::uint8_t> workout) {
        SPRINGBACK_CHECK(workout.size() <= AppleExport::kWorkoutMax_bytes);
        out.emplace_back(reinterpret_cast<const char*>(workout.data()), workout.size());
      },
      [&out](const springback::codec::ReadingFault& fault) {
        out.push_back(fault.kind + std::to_string(fault.offset));
      });
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    reader.push(bytes.subspan(at, std::min(step, bytes.size() - at)));
  }
  reader.finish();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span bytes(data + 1, size - 1);
  const auto whole = taken(bytes, size);
  SPRINGBACK_CHECK(taken(bytes, std::size_t{data[0]} % 37 + 1) == whole);
  for (const std::string& workout : whole) {
    const std::span one(reinterpret_cast<const std::uint8_t*>(workout.data()), workout.size());
    static_cast<void>(springback::formats::route_path(one));
    springback::fuzz::check_activities(one);
  }
  springback::fuzz::check_activities(bytes);
  for (const auto& piece : springback::formats::read_apple_workout(bytes).found)
    springback::fuzz::check_reading(springback::formats::reading_of(piece.track, "apple_health"), size);
  return 0;
}
