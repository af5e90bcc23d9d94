// Any bytes as something packed: every piece is told by name or comes out within the limits, and no name
// shows a control character.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.h"
#include "formats/recording_source.h"

namespace {

using namespace springback::formats;

void check(const Piece& piece) {
  SPRINGBACK_CHECK(piece.verdict == Piece::Verdict::to_read || !piece.why.empty());
  SPRINGBACK_CHECK(std::ranges::none_of(piece.name, [](char c) { return c >= 0 && c < 0x20; }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Unpacker unpacker;
  RecordingSource source({});
  std::vector<std::uint8_t> spare;
  Piece piece;
  piece.name = "input";
  piece.bytes.assign(data, data + size);
  piece.budget = std::make_shared<Budget>();
  do {
    check(piece);
    if (piece.verdict != Piece::Verdict::to_read) continue;
    const auto kind = unpack(piece, unpacker, spare);
    if (!kind) {
      SPRINGBACK_CHECK(!kind.error().detail.empty());
      continue;
    }
    SPRINGBACK_CHECK(*kind != FileKind::gzip && piece.bytes.size() <= kRecordingMax_bytes + size);
    SPRINGBACK_CHECK(piece.archives <= kArchivesDeepMax);
    if (*kind == FileKind::zip || *kind == FileKind::apple_export) source.give_back(piece, *kind);
  } while (source.next(piece));
  return 0;
}
