#pragma once
// Reads the fields of one JSON object by their rules, notes every fault, and gives each value its one
// spelling in the document; what no rule asked for is refused at the end.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/id.h"
#include "codec/diary_json.h"
#include "codec/json_text.h"

namespace springback::codec {

using Names = std::span<const std::string_view>;

enum class Need : std::uint8_t { optional, required };

class FieldReader {
 public:
  /// `path` is the object's own path, empty for the fact itself.
  FieldReader(JsonDocument& document, const JsonNode& object, std::string path, int line, Faults& faults)
      : document_(document), object_(object), path_(std::move(path)), line_(line), faults_(faults) {}

  [[nodiscard]] bool has(std::string_view key) const { return document_.find(object_, key) != nullptr; }

  std::optional<std::int32_t> whole(std::string_view key, std::int32_t lowest, std::int32_t highest,
                                    Need need);
  /// A number with at most six decimals, × 10^places and rounded; the range is of the number as written.
  std::optional<std::int32_t> decimal(std::string_view key, std::int32_t lowest, std::int32_t highest,
                                      int places, Need need);
  std::optional<bool> truth(std::string_view key, Need need);
  /// The index of the name.
  std::optional<std::size_t> one_of(std::string_view key, Names names, Need need);
  /// 1 to `longest` bytes of text.
  std::optional<std::string> text(std::string_view key, std::size_t longest, Need need);
  std::optional<Day> day(std::string_view key, Need need);
  std::optional<Instant> instant(std::string_view key, Need need);
  std::optional<Uuid> uuid(std::string_view key, Need need);
  std::optional<Sha256> sum(std::string_view key, Need need);
  /// The object or list under a key, for a reader of its own.
  const JsonNode* object(std::string_view key, Need need);
  const JsonNode* list(std::string_view key, Need need);

  void fault(std::string_view key, std::string allowed);
  /// Refuses every key that was not asked for.
  void finish();

  [[nodiscard]] std::string path_of(std::string_view key) const;

 private:
  /// The member of a key that belongs here; `allowed` (words, or what makes them) is for the fault without
  /// it.
  template <class Allowed>
  const JsonNode* take(std::string_view key, Need need, const Allowed& allowed);
  void refuse(std::string_view key, const JsonNode& node, std::string_view allowed);

  JsonDocument& document_;
  const JsonNode& object_;
  std::string path_;
  int line_;
  Faults& faults_;
  std::array<std::string_view, 32> known_{};
  std::size_t known_count_ = 0;
};

/// The value as written, shortened, for a fault.
[[nodiscard]] std::string shown_value(const JsonDocument& document, const JsonNode& node);

}  // namespace springback::codec
