#pragma once
// From the bytes of one piece to the diary's facts of what it holds; the diary has no part in it.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/import.h"
#include "base/id.h"
#include "codec/diary_json.h"
#include "codec/reading.h"
#include "formats/activities.h"
#include "formats/archive.h"
#include "formats/recording_source.h"

namespace springback::app {

/// One activity of a piece, or what is to be said of a piece without one.
struct Derived {
  ImportedFile file;
  std::optional<codec::ParsedFact> fact;  ///< of what can be kept
  Sha256 sum;                             ///< of `bytes`
  std::vector<std::uint8_t> bytes;        ///< of what can be kept
  std::optional<codec::Reading> reading;  ///< where one was asked for
};

/// Keeps its buffers from piece to piece. Not for two threads at once.
class Deriver {
 public:
  /// Asked before anything is decoded; gives the fact that is kept of these bytes.
  using Known = std::function<std::optional<Uuid>(const Sha256&)>;

  /// Adds what the piece holds to `out`, in its order, and takes its bytes. Gives the kind of what holds
  /// other files, when it is that: then the piece is unpacked and nothing was added.
  [[nodiscard]] std::optional<formats::FileKind> derive(formats::Piece& piece, const Known& known,
                                                        bool with_reading, std::vector<Derived>& out);

 private:
  void read(formats::Piece& piece, const Sha256& whole, const Known& known, bool with_reading,
            std::vector<Derived>& out);

  formats::ActivityReader reader_;
  formats::Unpacker unpacker_;
  std::vector<std::uint8_t> spare_;
};

}  // namespace springback::app
