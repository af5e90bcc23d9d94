#include "text/catalog_reader.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace springback::text {
namespace {

constexpr int kDepthMax = 32;  // chosen: a language file is nested four deep

class Reader {
 public:
  Reader(std::string_view json, TemplatesByKey& out) : rest_(json), size_(json.size()), out_(out) {}

  /// The whole file.
  std::string file() {
    const bool good = members([this](const std::string& key) {
      return key == "engine" || key == "terminal" ? value(key, 1) : skipped(1);
    });
    blanks();
    if (good && rest_.empty()) return {};
    if (fault_.empty()) fault_ = "not a JSON object";
    return fault_ + " (byte " + std::to_string(size_ - rest_.size()) + ")";
  }

 private:
  bool fail(std::string what) {
    if (fault_.empty()) fault_ = std::move(what);
    return false;
  }

  void blanks() {
    const std::size_t text = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(text == std::string_view::npos ? rest_.size() : text);
  }

  bool take(char c) {
    blanks();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool next_is(char c) {
    blanks();
    return !rest_.empty() && rest_.front() == c;
  }

  template <class Each>
  bool members(Each each) {
    if (!take('{')) return fail("an object is expected");
    if (take('}')) return true;
    do {
      std::string key;
      if (!string(key) || !take(':')) return fail("a key and a colon are expected");
      if (!each(key)) return false;
    } while (take(','));
    return take('}') || fail("a comma or } is expected");
  }

  template <class Each>
  bool elements(Each each) {
    if (!take('[')) return fail("a list is expected");
    if (take(']')) return true;
    do {
      if (!each()) return false;
    } while (take(','));
    return take(']') || fail("a comma or ] is expected");
  }

  /// A leaf or a group that belongs to the catalog.
  bool value(const std::string& key, int depth) {
    if (depth > kDepthMax) return fail(key + ": nested too deep");
    if (next_is('{')) {
      return members([&](const std::string& child) { return value(key + "." + child, depth + 1); });
    }
    std::vector<std::string> texts;
    const auto one = [&] {
      texts.emplace_back();
      if (next_is('"')) return string(texts.back());
      return fail(key + ": allowed are a string, a list of strings, or a group");
    };
    if (!(next_is('[') ? elements(one) : one())) return false;
    out_[key] = std::move(texts);
    return true;
  }

  /// Any value at all, dropped.
  bool skipped(int depth) {
    if (depth > kDepthMax) return fail("nested too deep");
    if (next_is('{')) {
      return members([&](const std::string&) { return skipped(depth + 1); });
    }
    if (next_is('[')) {
      return elements([&] { return skipped(depth + 1); });
    }
    std::string text;
    if (next_is('"')) return string(text);
    const std::size_t end = rest_.find_first_of(",]} \t\r\n");
    if (end == 0 || end == std::string_view::npos) return fail("a value is expected");
    rest_.remove_prefix(end);
    return true;
  }

  std::optional<std::uint32_t> four_digits() {
    if (rest_.size() < 4) return std::nullopt;
    std::uint32_t code = 0;
    for (const char c : rest_.substr(0, 4)) {
      const bool digit = c >= '0' && c <= '9';
      const char lower = static_cast<char>(c | 0x20);
      if (!digit && (lower < 'a' || lower > 'f')) return std::nullopt;
      code = code * 16 + static_cast<std::uint32_t>(digit ? c - '0' : lower - 'a' + 10);
    }
    rest_.remove_prefix(4);
    return code;
  }

  static void append_utf8(std::string& out, std::uint32_t code) {
    const auto byte = [&](std::uint32_t bits) { out.push_back(static_cast<char>(bits)); };
    if (code < 0x80) {
      byte(code);
    } else if (code < 0x800) {
      byte(0xC0 | (code >> 6));
      byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      byte(0xE0 | (code >> 12));
      byte(0x80 | ((code >> 6) & 0x3F));
      byte(0x80 | (code & 0x3F));
    } else {
      byte(0xF0 | (code >> 18));
      byte(0x80 | ((code >> 12) & 0x3F));
      byte(0x80 | ((code >> 6) & 0x3F));
      byte(0x80 | (code & 0x3F));
    }
  }

  bool escaped_code(std::string& out) {
    const auto high = four_digits();
    if (!high) return fail("\\u needs four hexadecimal digits");
    if (*high < 0xD800 || *high > 0xDFFF) {
      append_utf8(out, *high);
      return true;
    }
    const bool pair = *high < 0xDC00 && rest_.starts_with("\\u");
    if (pair) rest_.remove_prefix(2);
    const auto low = pair ? four_digits() : std::nullopt;
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return fail("half a surrogate pair");
    append_utf8(out, 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00));
    return true;
  }

  bool escape(std::string& out) {
    if (rest_.empty()) return fail("a string without an end");
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == 'u') return escaped_code(out);
    constexpr std::string_view written = "\"\\/bfnrt";
    constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    const std::size_t which = written.find(c);
    if (which == std::string_view::npos) return fail("an unknown escape");
    out.push_back(meant[which]);
    return true;
  }

  bool string(std::string& out) {
    if (!take('"')) return fail("a string is expected");
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return true;
      if (c != '\\') {
        out.push_back(c);
      } else if (!escape(out)) {
        return false;
      }
    }
    return fail("a string without an end");
  }

  std::string_view rest_;
  std::size_t size_;
  TemplatesByKey& out_;
  std::string fault_;
};

}  // namespace

std::string read_language(std::string_view json, TemplatesByKey& out) { return Reader(json, out).file(); }

}  // namespace springback::text
