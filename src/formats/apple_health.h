#pragma once
// Reads Apple Health: the workouts out of an export of any size, and one workout with its route.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "codec/reading.h"
#include "formats/track.h"

namespace springback::formats {

/// Changes whenever the same bytes would give another fact.
inline constexpr const char* kAppleDerivedBy = "springback-apple-1";

/// An export.xml as it comes, in pieces of any size. It is not parsed as one document: everything is passed
/// over up to the next `<Workout`, so what is broken elsewhere does not matter and memory does not grow with
/// the file.
class AppleExport {
 public:
  // chosen: a workout of a marathon with all its events has some 100 kB; it bounds the memory.
  static constexpr std::size_t kWorkoutMax_bytes = 1'000'000;

  /// `found` gets the bytes of each `<Workout …>…</Workout>` or `<Workout …/>`; they live as long as the
  /// call. `fault` hears of those that could not be given: "workout_too_large", "workout_not_ended".
  AppleExport(std::function<void(std::span<const std::uint8_t>)> found,
              std::function<void(const codec::ReadingFault&)> fault)
      : found_(std::move(found)), fault_(std::move(fault)) {}

  void push(std::span<const std::uint8_t> bytes);
  /// There is nothing more.
  void finish();

 private:
  [[nodiscard]] std::size_t take(std::span<const std::uint8_t> bytes, bool last);
  [[nodiscard]] std::size_t take_workout(std::span<const std::uint8_t> bytes, std::size_t begin, bool last);

  std::function<void(std::span<const std::uint8_t>)> found_;
  std::function<void(const codec::ReadingFault&)> fault_;
  std::vector<std::uint8_t> pending_;  ///< the beginning of something that has not ended yet
  std::size_t looked_at_ = 0;          ///< so much of what is pending holds no end
  std::uint64_t before_ = 0;           ///< bytes of the export before what is pending
};

/// The route's file of a workout, as the element names it: "/workout-routes/route_….gpx", from the export's
/// folder. Of several the first. Nothing when there is none.
[[nodiscard]] std::optional<std::string> route_path(std::span<const std::uint8_t> workout);

/// One workout: its element, and behind it (as decision 5 has it: after a line end) its route's GPX where
/// there is one. Totals are the workout's, old (attributes) or new (statistics); samples are the route's.
[[nodiscard]] TrackPieces read_apple_workout(std::span<const std::uint8_t> bytes);

}  // namespace springback::formats
