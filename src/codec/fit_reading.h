#pragma once
// From a FIT file's columns to what it means: sport, totals, bouts.

#include <optional>
#include <span>
#include <string>

#include "codec/fit.h"
#include "codec/reading.h"

namespace springback::fit {

/// Changes whenever the same bytes would give another fact.
inline constexpr const char* kDerivedBy = "springback-fit-2";

/// The profile's name of a sport ("running"); "sport_77" for a number that it does not name here.
[[nodiscard]] std::string sport_name(std::uint8_t sport);

/// What a decoded file means. Totals are the sum of its sessions; a file that was never closed gets the
/// totals of its records, one that was cut behind its sessions gets the rest added.
[[nodiscard]] codec::Reading read(const File& file);

/// True for bytes that begin like a FIT file.
[[nodiscard]] bool is_fit(std::span<const std::uint8_t> bytes);

/// Decoder and meaning in one: the diary's fact of a file's bytes; nothing when it has no date.
[[nodiscard]] std::optional<engine::Recording> derive_recording(std::span<const std::uint8_t> bytes);

}  // namespace springback::fit
