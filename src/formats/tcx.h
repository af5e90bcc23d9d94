#pragma once
// Reads TCX (Garmin's Training Center Database): laps with totals, trackpoints, and where the timer stood.

#include <cstdint>
#include <span>

#include "formats/track.h"

namespace springback::formats {

/// Changes whenever the same bytes would give another fact.
inline constexpr const char* kTcxDerivedBy = "springback-tcx-1";

/// Each `<Activity>` of a file, or of a piece of one. A pause is where a lap goes on in another `<Track>`,
/// and the longest silences of a lap whose stated time is so much shorter than it lasted. Never fails:
/// `fault` says where the reading ended early; what came before is there.
[[nodiscard]] TrackPieces read_tcx(std::span<const std::uint8_t> bytes);

}  // namespace springback::formats
