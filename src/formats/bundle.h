#pragma once
// The exported diary as one file: JSON Lines alone, or with recordings a tar of facts.jsonl and
// recordings/<sha256>.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"

namespace springback::formats {

/// One recording's bytes under their name.
struct BundleBlob {
  Sha256 sha256;
  std::span<const std::uint8_t> bytes;
};

struct Bundle {
  std::string_view facts;         ///< JSON Lines
  std::vector<BundleBlob> blobs;  ///< ascending by hash
};

/// `facts` alone when there is no blob; else the archive. The same content always gives the same bytes.
[[nodiscard]] std::string write_bundle(const Bundle& bundle);

/// Both forms; what it returns points into `bytes`. Bad input: a damaged archive, no facts.jsonl, a member
/// that does not belong there, a recording whose bytes are not those of its name.
[[nodiscard]] Result<Bundle> read_bundle(std::string_view bytes);

}  // namespace springback::formats
