#pragma once
// A verification's report as JSON, and what it does not cover, in words.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/protocol.h"
#include "lab/realise.h"
#include "lab/verify.h"

namespace springback::lab {

/// A report with the diaries that were found for what is broken: `diaries[i]` belongs to `report.broken[i]`.
struct Verified {
  VerifyReport report;
  std::vector<std::optional<Realised>> diaries;

  [[nodiscard]] bool proved() const { return report.broken.empty(); }
};

/// Verifies, and looks for a diary for every invariant that is broken.
[[nodiscard]] Verified verify_with_diaries(
    const engine::Protocol& protocol, int threads,
    const std::function<void(std::size_t, std::size_t)>& progress = {});

/// What the search says nothing about, a sentence each.
[[nodiscard]] std::span<const std::string_view> not_covered();

/// api/verify.schema.json says the shape.
[[nodiscard]] std::string to_json(const engine::Protocol& protocol, const Verified& verified);

}  // namespace springback::lab
