#include "codec/json_text.h"

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "base/sort.h"

namespace springback::codec {
namespace {

constexpr int kDepthMax = 16;
constexpr std::size_t kKeysMax = 256;  // keys are compared pairwise; a hostile object must stay cheap

/// Bytes that a string may hold as they are: no control character, quote or backslash, nothing beyond ASCII.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Length of the well-formed UTF-8 sequence at `at`, 0 when there is none (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    if (first == 0xED && byte(1) > 0x9F) return 0;
    return follows(1) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;
    return follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// Equality of two keys; most differ in length or in their first byte.
bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || (a.front() == b.front() && a == b));
}

}  // namespace

/// Recursive descent over one text; the first fault ends it.
class JsonReader {
 public:
  JsonReader(JsonDocument& document, std::string_view text, std::size_t at)
      : document_(document), text_(text), at_(at) {}

  [[nodiscard]] std::size_t offset() const { return at_; }
  [[nodiscard]] const std::string& detail() const { return detail_; }

  void skip_blanks() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }

  /// Appends the value at the cursor to the document; its index goes to `index`.
  bool value(int depth, std::uint32_t& index) {
    skip_blanks();
    if (at_ >= text_.size()) return fail("the text ends where a value should be");
    if (depth > kDepthMax) return fail("nested too deeply");
    index = static_cast<std::uint32_t>(document_.nodes_.size());
    document_.nodes_.emplace_back();
    const char c = text_[at_];
    if (c == '{') return object(depth, index);
    if (c == '[') return array(depth, index);
    if (c == '"') {
      JsonNode& node = document_.nodes_[index];
      node.kind = JsonKind::text;
      return string(node.text, node.plain_text);
    }
    if (c == '-' || is_digit(c)) return number(index);
    if (word("true")) return boolean(index, true);
    if (word("false")) return boolean(index, false);
    if (word("null")) return true;
    return fail("not JSON: unexpected character");
  }

 private:
  bool fail(std::string_view detail) {
    if (detail_.empty()) detail_ = detail;
    return false;
  }

  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return false;
    at_ += expected.size();
    return true;
  }

  bool boolean(std::uint32_t index, bool value) {
    document_.nodes_[index].kind = JsonKind::boolean;
    document_.nodes_[index].boolean = value;
    return true;
  }

  bool number(std::uint32_t index) {
    const std::size_t begin = at_;
    if (text_[at_] == '-') ++at_;
    if (at_ >= text_.size() || !is_digit(text_[at_])) return fail("not JSON: a number without digits");
    if (text_[at_] == '0' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))
      return fail("not JSON: a number with a leading zero");
    skip_digits();
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      if (at_ >= text_.size() || !is_digit(text_[at_])) return fail("not JSON: no digit behind the point");
      skip_digits();
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      if (at_ >= text_.size() || !is_digit(text_[at_])) return fail("not JSON: an exponent without digits");
      skip_digits();
    }
    document_.nodes_[index].kind = JsonKind::number;
    document_.nodes_[index].text = text_.substr(begin, at_ - begin);
    return true;
  }

  void skip_digits() {
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  }

  /// The content of the string at the cursor: a view of the text when nothing is escaped, which is `plain`.
  bool string(std::string_view& out, bool& plain) {
    const std::size_t begin = ++at_;
    for (;;) {
      const char* const end = text_.data() + text_.size();
      const char* from = text_.data() + at_;
      while (from != end && kPlain[static_cast<unsigned char>(*from)]) ++from;
      at_ = static_cast<std::size_t>(from - text_.data());
      if (from == end) break;
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') {
        out = text_.substr(begin, at_++ - begin);
        return true;
      }
      if (c == '\\') {
        plain = false;
        return escaped_string(begin, out);
      }
      if (!plain_character(c)) return false;
    }
    return fail("not JSON: a string without its closing quote");
  }

  bool plain_character(unsigned char c) {
    if (c < 0x20) return fail("not JSON: a control character within a string");
    const std::size_t length = c < 0x80 ? 1 : utf8_length(text_, at_);
    if (length == 0) return fail("not UTF-8");
    at_ += length;
    return true;
  }

  bool escaped_string(std::size_t begin, std::string_view& out) {
    std::string content(text_.substr(begin, at_ - begin));
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') {
        ++at_;
        document_.kept_.push_back(std::move(content));
        out = document_.kept_.back();
        return true;
      }
      if (c == '\\') {
        ++at_;
        if (!escape(content)) return false;
      } else {
        const std::size_t from = at_;
        if (!plain_character(c)) return false;
        content += text_.substr(from, at_ - from);
      }
    }
    return fail("not JSON: a string without its closing quote");
  }

  bool escape(std::string& content) {
    if (at_ >= text_.size()) return fail("not JSON: a string without its closing quote");
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char c = text_[at_++];
    if (const std::size_t known = kNames.find(c); known != std::string_view::npos) {
      content += kMeanings[known];
      return true;
    }
    std::uint32_t code = 0;
    if (c != 'u' || !hex4(code)) return fail("not JSON: an unknown escape");
    if (code >= 0xDC00 && code <= 0xDFFF) return fail("not JSON: half a surrogate pair");
    if (code >= 0xD800 && code <= 0xDBFF) {
      std::uint32_t low = 0;
      if (!word("\\u") || !hex4(low) || low < 0xDC00 || low > 0xDFFF)
        return fail("not JSON: half a surrogate pair");
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(content, code);
    return true;
  }

  bool hex4(std::uint32_t& code) {
    if (at_ + 4 > text_.size()) return false;
    for (int i = 0; i < 4; ++i) {
      const char c = text_[at_++];
      const int digit = is_digit(c)            ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return false;
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return true;
  }

  bool array(int depth, std::uint32_t index) {
    document_.nodes_[index].kind = JsonKind::array;
    ++at_;
    skip_blanks();
    if (word("]")) return true;
    std::uint32_t last = 0;
    for (;;) {
      std::uint32_t element = 0;
      if (!value(depth + 1, element)) return false;
      append(index, last, element);
      skip_blanks();
      if (word("]")) return true;
      if (!word(",")) return fail("not JSON: a comma or ] is missing");
    }
  }

  bool object(int depth, std::uint32_t index) {
    document_.nodes_[index].kind = JsonKind::object;
    ++at_;
    skip_blanks();
    if (word("}")) return true;
    std::uint32_t last = 0;
    std::size_t keys = 0;
    for (;;) {
      skip_blanks();
      if (at_ >= text_.size() || text_[at_] != '"') return fail("not JSON: a key in quotes is missing");
      const std::size_t key_at = at_;
      std::string_view key;
      bool plain = true;
      if (!string(key, plain)) return false;
      if (++keys > kKeysMax) return fail("more than 256 keys in one object");
      for (const JsonNode* member = document_.child(document_.nodes_[index]); member != nullptr;
           member = document_.next(*member)) {
        if (same(member->key, key)) {
          at_ = key_at;
          return fail("the key \"" + std::string(key) + "\" is given twice");
        }
      }
      skip_blanks();
      if (!word(":")) return fail("not JSON: a colon is missing");
      std::uint32_t member = 0;
      if (!value(depth + 1, member)) return false;
      document_.nodes_[member].key = key;
      document_.nodes_[member].plain_key = plain;
      append(index, last, member);
      skip_blanks();
      if (word("}")) return true;
      if (!word(",")) return fail("not JSON: a comma or } is missing");
    }
  }

  void append(std::uint32_t parent, std::uint32_t& last, std::uint32_t index) {
    (last == 0 ? document_.nodes_[parent].child : document_.nodes_[last].next) = index;
    last = index;
  }

  JsonDocument& document_;
  std::string_view text_;
  std::size_t at_;
  std::string detail_;
};

std::expected<std::size_t, JsonFault> JsonDocument::parse_at(std::string_view text, std::size_t offset) {
  nodes_.clear();
  kept_.clear();
  JsonReader reader(*this, text, offset);
  std::uint32_t root = 0;
  if (!reader.value(0, root)) {
    nodes_.assign(1, JsonNode{});
    return std::unexpected(JsonFault{reader.offset(), reader.detail()});
  }
  return reader.offset();
}

std::expected<void, JsonFault> JsonDocument::parse(std::string_view text) {
  const auto end = parse_at(text, 0);
  if (!end) return std::unexpected(end.error());
  JsonReader rest(*this, text, *end);
  rest.skip_blanks();
  if (rest.offset() != text.size())
    return std::unexpected(JsonFault{rest.offset(), "not JSON: something follows the value"});
  return {};
}

const JsonNode* JsonDocument::find(const JsonNode& object, std::string_view key) const {
  if (object.kind != JsonKind::object) return nullptr;
  for (const JsonNode* member = child(object); member != nullptr; member = next(*member))
    if (same(member->key, key)) return member;
  return nullptr;
}

const JsonNode* JsonDocument::ask(const JsonNode& object, std::string_view key) {
  const JsonNode* member = find(object, key);
  if (member != nullptr) nodes_[static_cast<std::size_t>(member - nodes_.data())].asked_for = true;
  return member;
}

void JsonDocument::add_text(std::string_view key, std::string text) {
  kept_.push_back(std::move(text));
  JsonNode added;
  added.kind = JsonKind::text;
  added.key = key;
  added.text = kept_.back();
  added.next = nodes_.front().child;
  nodes_.front().child = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(added);
}

void JsonDocument::respell(const JsonNode& node, std::string text) {
  const auto index = static_cast<std::size_t>(&node - nodes_.data());
  if (nodes_[index].text == text) return;
  kept_.push_back(std::move(text));
  nodes_[index].text = kept_.back();
}

namespace {

/// A key's first eight bytes as a number of the same order, so that most pairs of keys are told apart at
/// once.
std::uint64_t first_bytes(std::string_view key) {
  std::uint64_t out = 0;
  const std::size_t count = std::min<std::size_t>(key.size(), 8);
  for (std::size_t i = 0; i < count; ++i) out = out << 8 | static_cast<unsigned char>(key[i]);
  return count == 0 ? 0 : out << (8 * (8 - count));
}

struct Member {
  std::uint64_t first;
  const JsonNode* node;
  bool operator<(const Member& other) const {
    return first != other.first ? first < other.first : node->key < other.node->key;
  }
};

void append_string(std::string& out, std::string_view text, bool plain) {
  if (!plain) return append_json_string(out, text);
  out += '"';
  out += text;
  out += '"';
}

/// "key":"text", both as they are.
void append_pair(std::string& out, const JsonNode& member) {
  const std::size_t at = out.size();
  out.resize(at + member.key.size() + member.text.size() + 5);
  char* to = out.data() + at;
  *to++ = '"';
  to = std::copy(member.key.begin(), member.key.end(), to);
  for (const char c : {'"', ':', '"'}) *to++ = c;
  to = std::copy(member.text.begin(), member.text.end(), to);
  *to = '"';
}

void append_object(std::string& out, const JsonDocument& document, const JsonNode& node,
                   std::string_view leave_out, std::string_view leave_out_too) {
  std::array<Member, kKeysMax> members;  // only the first `count` are ever set or read
  std::size_t count = 0;
  for (const JsonNode* member = document.child(node); member != nullptr; member = document.next(*member)) {
    if (!leave_out.empty() && member->key == leave_out) continue;
    if (!leave_out_too.empty() && member->key == leave_out_too) continue;
    members[count++] = {first_bytes(member->key), member};
  }
  sort_values(std::span(members).first(count), std::less());
  out += '{';
  for (std::size_t i = 0; i < count; ++i) {
    const JsonNode& member = *members[i].node;
    if (i > 0) out += ',';
    if (member.plain_key && member.plain_text && member.kind == JsonKind::text) {  // by far the most
      append_pair(out, member);
    } else {
      append_string(out, member.key, member.plain_key);
      out += ':';
      append_canonical(out, document, member);
    }
  }
  out += '}';
}

}  // namespace

void append_canonical(std::string& out, const JsonDocument& document, const JsonNode& node,
                      std::string_view leave_out, std::string_view leave_out_too) {
  switch (node.kind) {
    case JsonKind::null:
      out += "null";
      return;
    case JsonKind::boolean:
      out += node.boolean ? "true" : "false";
      return;
    case JsonKind::number:
      if (node.text.size() < 15 && node.text.find_first_not_of("0123456789") == std::string_view::npos)
        out += node.text;  // most numbers: whole, and as short as they can be
      else if (const auto value = read_decimal(node.text))
        append_decimal(out, value->negative ? -value->digits : value->digits, value->decimals);
      else
        out += node.text;
      return;
    case JsonKind::text:
      append_string(out, node.text, node.plain_text);
      return;
    case JsonKind::array: {
      out += '[';
      bool first = true;
      for (const JsonNode* item = document.child(node); item != nullptr; item = document.next(*item)) {
        if (!first) out += ',';
        first = false;
        append_canonical(out, document, *item);
      }
      out += ']';
      return;
    }
    case JsonKind::object:
      append_object(out, document, node, leave_out, leave_out_too);
      return;
  }
}

std::optional<Decimal> read_decimal(std::string_view json_number) {
  Decimal value;
  std::size_t at = 0;
  if (at < json_number.size() && json_number[at] == '-') {
    value.negative = true;
    ++at;
  }
  std::int64_t decimals = 0;
  std::int64_t zeros = 0;  // zeros not yet multiplied in, so that 1000000000000000000000e-20 stays small
  int significant = 0;
  bool behind_point = false;
  for (; at < json_number.size() && json_number[at] != 'e' && json_number[at] != 'E'; ++at) {
    if (json_number[at] == '.') {
      behind_point = true;
      continue;
    }
    if (behind_point) ++decimals;
    const int digit = json_number[at] - '0';
    if (digit == 0) {
      if (value.digits != 0) ++zeros;
      continue;
    }
    significant += static_cast<int>(std::min<std::int64_t>(zeros, 100)) + 1;
    if (significant > 15) return std::nullopt;
    for (; zeros > 0; --zeros) value.digits *= 10;
    value.digits = value.digits * 10 + digit;
  }
  std::int64_t exponent = 0;
  if (at < json_number.size()) {
    const bool down = ++at < json_number.size() && json_number[at] == '-';
    if (json_number[at] == '-' || json_number[at] == '+') ++at;
    for (; at < json_number.size(); ++at)
      exponent = std::min<std::int64_t>(exponent * 10 + (json_number[at] - '0'), 1'000'000'000);
    if (down) exponent = -exponent;
  }
  if (value.digits == 0) return Decimal{};
  exponent += zeros - decimals;  // value = digits × 10^exponent, digits without trailing zeros
  if (exponent < -6 || exponent > 14) return std::nullopt;
  for (; exponent > 0; --exponent) {
    if (++significant > 15) return std::nullopt;
    value.digits *= 10;
  }
  value.decimals = static_cast<std::int32_t>(-exponent);
  return value;
}

std::int64_t scaled(const Decimal& value, int places) {
  std::int64_t result = value.digits;
  int shift = places - value.decimals;
  for (; shift > 0; --shift) result *= 10;
  if (shift < 0) {
    std::int64_t divisor = 1;
    for (; shift < 0; ++shift) divisor *= 10;
    result = (result + divisor / 2) / divisor;
  }
  return value.negative ? -result : result;
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = utf8_length(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

}  // namespace springback::codec
