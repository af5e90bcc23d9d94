#pragma once
// One file's bytes to the activities in it, whatever the format; what a file is, its bytes say, never its
// name.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "codec/fit.h"
#include "codec/reading.h"

namespace springback::formats {

enum class FileKind : std::uint8_t {
  fit,
  tcx,            ///< a TCX file, or one `<Activity>` of one
  gpx,            ///< a GPX file, or one `<trk>` of one
  apple_workout,  ///< one `<Workout>` of an Apple Health export, with its route's GPX behind it
  apple_export,   ///< a whole export.xml: to be streamed (formats/apple_health.h)
  gzip,
  zip,
  other
};

/// By the first bytes (4 kB are enough); blanks and a byte order mark before an XML prolog do not matter.
[[nodiscard]] FileKind kind_of(std::span<const std::uint8_t> bytes);

/// One activity as it was read.
struct Activity {
  codec::Reading reading;
  std::span<const std::uint8_t> bytes;  ///< within the file: from these it can be read again, alone
  std::string derived_by;               ///< reader and version, as the recording fact names them
};

struct Activities {
  std::vector<Activity> found;
  /// When nothing was found: plain words. `no_activity` tells a sound file of another purpose (settings, a
  /// course, a list of places) from one that is damaged.
  std::string why;
  bool no_activity = false;
  /// What there was to see all the same when nothing was found (a file without a date, or settings), for
  /// `read` to show.
  std::optional<codec::Reading> seen;
};

/// Reads fit, tcx, gpx and apple_workout; keeps its buffers from file to file. Not for two threads at once.
class ActivityReader {
 public:
  /// Never fails: what is wrong stands in the readings' faults or in `why`. The views live as long as
  /// `bytes`.
  [[nodiscard]] Activities read(std::span<const std::uint8_t> bytes);

 private:
  fit::Decoder fit_;
};

}  // namespace springback::formats
