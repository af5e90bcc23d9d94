#pragma once
// Names that come from content: UUIDs of facts (RFC 4122, version 5) and SHA-256 sums of files.

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace springback {

/// 128 bits, as RFC 4122 writes them. All zero: no id.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  friend auto operator<=>(const Uuid&, const Uuid&) = default;
  friend bool operator==(const Uuid& a, const Uuid& b) { return a.halves() == b.halves(); }
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }
  /// The bytes as two words in the machine's own order: for hashing and for comparing quickly.
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> halves() const {
    const auto words = std::bit_cast<std::array<std::uint64_t, 2>>(bytes);
    return {words[0], words[1]};
  }
};

/// 8-4-4-4-12 hexadecimal digits, either case; nothing for anything else.
[[nodiscard]] std::optional<Uuid> parse_uuid(std::string_view text);
/// Lower case, with dashes.
[[nodiscard]] std::string format_uuid(const Uuid& id);
/// Version 5: SHA-1 of the name space and the name.
[[nodiscard]] Uuid uuid_v5(const Uuid& name_space, std::string_view name);

/// The name space of everything that Springback names by content.
[[nodiscard]] const Uuid& springback_name_space();

struct Sha256 {
  std::array<std::uint8_t, 32> bytes{};

  friend auto operator<=>(const Sha256&, const Sha256&) = default;
};

[[nodiscard]] Sha256 sha256(std::span<const std::uint8_t> bytes);
[[nodiscard]] Sha256 sha256(std::string_view text);
[[nodiscard]] std::optional<Sha256> parse_sha256(std::string_view hex);
[[nodiscard]] std::string format_sha256(const Sha256& sum);

}  // namespace springback
