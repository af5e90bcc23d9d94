#pragma once
// Reads GPX: tracks of timed positions with what watches add to them, and which of them are one outing.

#include <cstdint>
#include <span>

#include "formats/track.h"

namespace springback::formats {

/// Changes whenever the same bytes would give another fact.
inline constexpr const char* kGpxDerivedBy = "springback-gpx-1";

/// The outings of a file, or of a piece of one. A `<trk>` that begins at most two hours after the one before
/// it ended (or ends so before that begins), in the same sport as far as both say one, is the same outing:
/// watches that write a track for each lap or each stop split what was one dose. Tracks that overlap in time
/// are two devices' and stay apart, and so do tracks that lie further apart. A pause is the silence between
/// two segments or tracks. Never fails: `fault` says where the reading ended early.
[[nodiscard]] TrackPieces read_gpx(std::span<const std::uint8_t> bytes);

}  // namespace springback::formats
