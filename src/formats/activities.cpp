#include "formats/activities.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "codec/fit_profile.h"
#include "codec/fit_reading.h"
#include "formats/apple_health.h"
#include "formats/gpx.h"
#include "formats/tcx.h"
#include "formats/track.h"
#include "formats/xml.h"

namespace springback::formats {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool begins(Bytes bytes, std::string_view what) {
  return bytes.size() >= what.size() && std::memcmp(bytes.data(), what.data(), what.size()) == 0;
}

FileKind kind_of_root(std::string_view name) {
  if (name == "TrainingCenterDatabase" || name == "Activity" || name == "Activities") return FileKind::tcx;
  if (name == "gpx" || name == "trk") return FileKind::gpx;
  if (name == "Workout") return FileKind::apple_workout;
  if (name == "HealthData") return FileKind::apple_export;
  return FileKind::other;
}

std::string words_of(const codec::ReadingFault& fault) {
  return fault.detail + " (byte " + std::to_string(fault.offset) + ")";
}

bool holds_something(const codec::Reading& reading) { return reading.records > 0 || reading.timer_ms > 0; }

Activities read_fit(fit::Decoder& decoder, Bytes bytes) {
  Activities out;
  const fit::File& file = decoder.decode(bytes);
  codec::Reading reading = fit::read(file);
  if (file.type && *file.type != fit::kFileTypeActivity && reading.records == 0) {
    out.no_activity = true;
    out.why = "is a FIT file, but no activity (settings, a course, a workout)";
  } else if (!reading.start || !holds_something(reading)) {
    out.why = reading.faults.empty() ? "holds no record with a date" : reading.faults.front().detail;
    if (reading.faults.size() > 1) out.why += " (and " + std::to_string(reading.faults.size() - 1) + " more)";
  } else {
    out.found.push_back({std::move(reading), bytes, fit::kDerivedBy});
    return out;
  }
  out.seen = std::move(reading);
  return out;
}

/// What the text formats share: from the pieces of a file to its activities.
Activities from_pieces(TrackPieces pieces, Bytes bytes, const char* format, const char* derived_by) {
  Activities out;
  std::size_t left_out = 0;
  for (TrackPiece& piece : pieces.found) {
    const Bytes own = bytes.subspan(piece.from, piece.to - piece.from);
    codec::Reading reading = reading_of(std::move(piece.track), format);
    if (reading.start && holds_something(reading)) {
      out.found.push_back({std::move(reading), own, derived_by});
    } else {
      ++left_out;
      out.seen = std::move(reading);
    }
  }
  if (out.found.empty()) {
    if (pieces.fault) {
      pieces.fault->detail += "; nothing of it was kept";
      out.why = words_of(*pieces.fault);
      return out;
    }
    out.no_activity = true;
    if (left_out > 0) {
      out.why = "nothing in it says when it was done: a plan, not a recording";
    } else {
      out.why =
          pieces.other_content ? "holds places, a route or a plan, but no recording" : "holds no recording";
    }
    return out;
  }
  out.seen.reset();
  // The same file in whatever wrapping is the same recording; only of several each has bytes of its own.
  if (out.found.size() == 1) out.found.front().bytes = bytes;
  if (left_out > 0) {
    out.found.front().reading.faults.push_back(
        {"activities_left_out", 0,
         std::to_string(left_out) + " more in the file without a sample that has a date; left out"});
  }
  if (pieces.fault) {
    pieces.fault->detail += "; what came before is kept";
    out.found.back().reading.faults.push_back(std::move(*pieces.fault));
  }
  return out;
}

Activities nothing(const char* why) {
  Activities out;
  out.no_activity = true;
  out.why = why;
  return out;
}

}  // namespace

FileKind kind_of(std::span<const std::uint8_t> bytes) {
  if (fit::is_fit(bytes)) return FileKind::fit;
  if (begins(bytes, "\x1f\x8b")) return FileKind::gzip;
  if (begins(bytes, "PK\x03\x04") || begins(bytes, "PK\x05\x06")) return FileKind::zip;
  return kind_of_root(find_root(bytes).name);
}

Activities ActivityReader::read(std::span<const std::uint8_t> bytes) {
  switch (kind_of(bytes)) {
    case FileKind::fit:
      return read_fit(fit_, bytes);
    case FileKind::tcx:
      return from_pieces(read_tcx(bytes), bytes, "tcx", kTcxDerivedBy);
    case FileKind::gpx:
      return from_pieces(read_gpx(bytes), bytes, "gpx", kGpxDerivedBy);
    case FileKind::apple_workout:
      return from_pieces(read_apple_workout(bytes), bytes, "apple_health", kAppleDerivedBy);
    case FileKind::apple_export:
      return nothing("is a whole Apple Health export, not one workout");
    case FileKind::gzip:
    case FileKind::zip:
      return nothing("is an archive, not one recording");
    case FileKind::other:
      break;
  }
  return nothing("no recording; allowed: FIT, TCX and GPX files and workouts of Apple Health");
}

}  // namespace springback::formats
