#pragma once
// JSON as text and back: a small strict reader that keeps numbers as they were written, and the one canonical
// spelling.
//
// It exists beside the big library because a fact's name is made from its text: numbers must survive as
// decimals (no floating point on the way), duplicate keys must be seen, and it has to compile for the browser
// without exceptions.

#include <cstdint>
#include <deque>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace springback::codec {

enum class JsonKind : std::uint8_t { null, boolean, number, text, array, object };

/// One value. Members and elements are a chain: `child` is the first, `next` the one behind it; 0 ends it.
struct JsonNode {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  bool plain_key = true;   ///< written as it is: nothing in it needs an escape
  bool plain_text = true;  ///< the same of a string's content
  bool asked_for = false;  ///< whether `ask` came by
  std::string_view key;    ///< when it is a member
  std::string_view text;   ///< a string's content, or a number as written
  std::uint32_t child = 0;
  std::uint32_t next = 0;
};

/// Where reading stopped, in bytes from the start, and why.
struct JsonFault {
  std::size_t offset = 0;
  std::string detail;
};

/// A parsed text. The views in its nodes point into the text given to `parse`, which must stay, or into
/// `keep`.
class JsonDocument {
 public:
  /// One value and blanks around it, strictly RFC 8259; refuses bytes that are not UTF-8, a key given twice
  /// in one object, more than 256 keys in one object, and nesting deeper than 16.
  [[nodiscard]] std::expected<void, JsonFault> parse(std::string_view text);
  /// One value that begins at `offset`; gives the offset behind it.
  [[nodiscard]] std::expected<std::size_t, JsonFault> parse_at(std::string_view text, std::size_t offset);

  [[nodiscard]] const JsonNode& root() const { return nodes_.front(); }
  [[nodiscard]] const JsonNode* child(const JsonNode& node) const { return at(node.child); }
  [[nodiscard]] const JsonNode* next(const JsonNode& node) const { return at(node.next); }
  /// The member of that key; null when there is none or the value is no object.
  [[nodiscard]] const JsonNode* find(const JsonNode& object, std::string_view key) const;

  /// Gives a string or number another spelling, which needs no escapes; the document owns it.
  void respell(const JsonNode& node, std::string text);
  /// The same as `find`, and leaves its mark on the member.
  const JsonNode* ask(const JsonNode& object, std::string_view key);
  /// One more member of the outermost object, which has none of that key; the content needs no escapes.
  void add_text(std::string_view key, std::string text);

 private:
  friend class JsonReader;
  [[nodiscard]] const JsonNode* at(std::uint32_t index) const {
    return index == 0 ? nullptr : &nodes_[index];
  }

  std::vector<JsonNode> nodes_ = std::vector<JsonNode>(1);  // the root is always there
  std::deque<std::string> kept_;
};

/// The canonical spelling of a value: keys sorted by their bytes, no blanks, strings with the fewest escapes,
/// numbers at their shortest and never with an exponent. `leave_out` and `leave_out_too` are keys of the
/// outermost object.
void append_canonical(std::string& out, const JsonDocument& document, const JsonNode& node,
                      std::string_view leave_out = {}, std::string_view leave_out_too = {});

/// A decimal number of JSON taken apart exactly: value = digits × 10^−decimals.
struct Decimal {
  bool negative = false;
  std::int64_t digits = 0;    ///< without trailing zeros behind the point
  std::int32_t decimals = 0;  ///< 0–6
};

/// At most 15 digits, 6 of them behind the point, so that every JSON reader agrees on the value; nothing for
/// more. "4.0" and "40e-1" are 4.
[[nodiscard]] std::optional<Decimal> read_decimal(std::string_view json_number);
/// value × 10^places, rounded half away from zero.
[[nodiscard]] std::int64_t scaled(const Decimal& value, int places);

/// Whether the bytes are well-formed UTF-8 (no surrogates, nothing overlong).
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace springback::codec
