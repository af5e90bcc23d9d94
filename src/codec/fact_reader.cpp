#include "codec/fact_reader.h"

#include <algorithm>
#include <type_traits>

#include "base/check.h"

namespace springback::codec {
namespace {

constexpr std::size_t kShownMax = 80;

std::string range_text(std::string_view what, std::int32_t lowest, std::int32_t highest) {
  return std::string(what) + " from " + std::to_string(lowest) + " to " + std::to_string(highest);
}

/// Compares a decimal with a whole number, exactly.
bool below(const Decimal& value, std::int64_t limit) {
  std::int64_t scale = 1;
  for (int i = 0; i < value.decimals; ++i) scale *= 10;
  return (value.negative ? -value.digits : value.digits) < limit * scale;
}
bool above(const Decimal& value, std::int64_t limit) {
  std::int64_t scale = 1;
  for (int i = 0; i < value.decimals; ++i) scale *= 10;
  return (value.negative ? -value.digits : value.digits) > limit * scale;
}

/// Whether a sound time is already as `format_instant` writes it: whole seconds, capital T, an offset in
/// digits. Others may be too; they are written once more.
bool is_usual_spelling(std::string_view time) {
  return time.size() == 25 && time[10] == 'T' && (time[19] == '+' || time.substr(19) > "-00:00");
}

}  // namespace

std::string shown_value(const JsonDocument& document, const JsonNode& node) {
  std::string out;
  append_canonical(out, document, node);
  if (out.size() <= kShownMax) return out;
  std::size_t end = kShownMax;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;  // not within a character
  return out.substr(0, end) + "…";
}

std::string FieldReader::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void FieldReader::fault(std::string_view key, std::string allowed) {
  const JsonNode* node = document_.find(object_, key);
  faults_.push_back({line_, key.empty() ? path_ : path_of(key),
                     node == nullptr ? "" : shown_value(document_, *node), std::move(allowed)});
}

void FieldReader::refuse(std::string_view key, const JsonNode& node, std::string_view allowed) {
  faults_.push_back({line_, path_of(key), shown_value(document_, node), std::string(allowed)});
}

template <class Allowed>
const JsonNode* FieldReader::take(std::string_view key, Need need, const Allowed& allowed) {
  SPRINGBACK_CHECK(known_count_ < known_.size());
  known_[known_count_++] = key;
  const JsonNode* node = document_.ask(object_, key);
  if (node == nullptr && need == Need::required) {
    std::string words = "missing; ";
    if constexpr (std::is_invocable_v<const Allowed&>)
      words += allowed();
    else
      words += allowed;
    faults_.push_back({line_, path_of(key), "", std::move(words)});
  }
  return node;
}

void FieldReader::finish() {
  for (const JsonNode* member = document_.child(object_); member != nullptr;
       member = document_.next(*member)) {
    if (member->asked_for) continue;
    std::string list;
    for (std::size_t i = 0; i < known_count_; ++i)
      list += (list.empty() ? "" : ", ") + std::string(known_[i]);
    faults_.push_back({line_, path_of(member->key), "", "unknown key; allowed here: " + list});
  }
}

std::optional<std::int32_t> FieldReader::whole(std::string_view key, std::int32_t lowest,
                                               std::int32_t highest, Need need) {
  const auto allowed = [&] { return range_text("a whole number", lowest, highest); };
  const JsonNode* node = take(key, need, allowed);
  if (node == nullptr) return std::nullopt;
  const auto value = node->kind == JsonKind::number ? read_decimal(node->text) : std::nullopt;
  if (!value || value->decimals != 0 || below(*value, lowest) || above(*value, highest)) {
    refuse(key, *node, allowed());
    return std::nullopt;
  }
  return static_cast<std::int32_t>(scaled(*value, 0));
}

std::optional<std::int32_t> FieldReader::decimal(std::string_view key, std::int32_t lowest,
                                                 std::int32_t highest, int places, Need need) {
  const auto allowed = [&] { return range_text("a number", lowest, highest) + ", at most 6 decimals"; };
  const JsonNode* node = take(key, need, allowed);
  if (node == nullptr) return std::nullopt;
  const auto value = node->kind == JsonKind::number ? read_decimal(node->text) : std::nullopt;
  if (!value || below(*value, lowest) || above(*value, highest)) {
    refuse(key, *node, allowed());
    return std::nullopt;
  }
  return static_cast<std::int32_t>(scaled(*value, places));
}

std::optional<bool> FieldReader::truth(std::string_view key, Need need) {
  const JsonNode* node = take(key, need, "true or false");
  if (node == nullptr) return std::nullopt;
  if (node->kind != JsonKind::boolean) {
    refuse(key, *node, "true or false");
    return std::nullopt;
  }
  return node->boolean;
}

std::optional<std::size_t> FieldReader::one_of(std::string_view key, Names names, Need need) {
  const auto allowed = [&] {
    std::string list = "one of";
    for (const std::string_view name : names) list += (list.size() == 6 ? " " : ", ") + std::string(name);
    return list;
  };
  const JsonNode* node = take(key, need, allowed);
  if (node == nullptr) return std::nullopt;
  if (node->kind == JsonKind::text)
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == node->text) return i;
  refuse(key, *node, allowed());
  return std::nullopt;
}

std::optional<std::string> FieldReader::text(std::string_view key, std::size_t longest, Need need) {
  const auto allowed = [&] { return "a text of 1 to " + std::to_string(longest) + " bytes"; };
  const JsonNode* node = take(key, need, allowed);
  if (node == nullptr) return std::nullopt;
  if (node->kind != JsonKind::text || node->text.empty() || node->text.size() > longest) {
    refuse(key, *node, allowed());
    return std::nullopt;
  }
  return std::string(node->text);
}

std::optional<Day> FieldReader::day(std::string_view key, Need need) {
  constexpr std::string_view kAllowed = "a day of the calendar from 1900 to 2199, as 2026-03-02";
  const JsonNode* node = take(key, need, kAllowed);
  if (node == nullptr) return std::nullopt;
  const auto value = node->kind == JsonKind::text ? parse_day(node->text) : std::nullopt;
  if (!value) refuse(key, *node, kAllowed);
  return value;
}

std::optional<Instant> FieldReader::instant(std::string_view key, Need need) {
  constexpr std::string_view kAllowed =
      "a time as 2026-03-02T07:10:00+01:00: a day of the calendar from 1900 to 2199, 00:00:00 to 23:59:59 "
      "with at most "
      "three decimals, and its offset of at most 18 hours";
  const JsonNode* node = take(key, need, kAllowed);
  if (node == nullptr) return std::nullopt;
  const auto value = node->kind == JsonKind::text ? parse_instant(node->text) : std::nullopt;
  if (!value)
    refuse(key, *node, kAllowed);
  else if (!is_usual_spelling(node->text))
    document_.respell(*node, format_instant(*value));
  return value;
}

std::optional<Uuid> FieldReader::uuid(std::string_view key, Need need) {
  constexpr std::string_view kAllowed = "a UUID, 8-4-4-4-12 hexadecimal digits, not all zero";
  const JsonNode* node = take(key, need, kAllowed);
  if (node == nullptr) return std::nullopt;
  const auto value = node->kind == JsonKind::text ? parse_uuid(node->text) : std::nullopt;
  if (!value || value->is_nil()) {
    refuse(key, *node, kAllowed);
    return std::nullopt;
  }
  if (std::any_of(node->text.begin(), node->text.end(), [](char c) { return c >= 'A' && c <= 'F'; }))
    document_.respell(*node, format_uuid(*value));
  return value;
}

std::optional<Sha256> FieldReader::sum(std::string_view key, Need need) {
  constexpr std::string_view kAllowed = "a SHA-256 sum, 64 hexadecimal digits";
  const JsonNode* node = take(key, need, kAllowed);
  if (node == nullptr) return std::nullopt;
  const auto value = node->kind == JsonKind::text ? parse_sha256(node->text) : std::nullopt;
  if (value)
    document_.respell(*node, format_sha256(*value));
  else
    refuse(key, *node, kAllowed);
  return value;
}

const JsonNode* FieldReader::object(std::string_view key, Need need) {
  const JsonNode* node = take(key, need, "an object");
  if (node == nullptr || node->kind == JsonKind::object) return node;
  refuse(key, *node, "an object");
  return nullptr;
}

const JsonNode* FieldReader::list(std::string_view key, Need need) {
  const JsonNode* node = take(key, need, "a list");
  if (node == nullptr || node->kind == JsonKind::array) return node;
  refuse(key, *node, "a list");
  return nullptr;
}

}  // namespace springback::codec
