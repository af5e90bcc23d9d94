#include "base/json_writer.h"

#include <array>
#include <charconv>
#include <iterator>

namespace springback {
namespace {

/// What stands behind the backslash of a byte's escape; 'u' for its number, 0 where it needs none.
constexpr std::array<char, 256> kEscape = [] {
  std::array<char, 256> escape{};
  for (std::size_t c = 0; c < 0x20; ++c) escape[c] = 'u';
  escape['"'] = '"';
  escape['\\'] = '\\';
  escape['\b'] = 'b';
  escape['\f'] = 'f';
  escape['\n'] = 'n';
  escape['\r'] = 'r';
  escape['\t'] = 't';
  return escape;
}();

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // where the run of characters began that need no escape
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    const char escape = kEscape[c];
    if (escape == 0) continue;
    out.append(text.data() + plain, at - plain);
    plain = at + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') {
      out += "00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  out.append(text.data() + plain, text.size() - plain);
  out += '"';
}

void append_decimal(std::string& out, std::int64_t value, int decimals) {
  char written[20];  // the longest whole number of 64 bits has a sign and 19 digits
  const char* const end = std::to_chars(std::begin(written), std::end(written), value).ptr;
  std::string_view digits(written, static_cast<std::size_t>(end - written));
  if (value < 0) {
    out += '-';
    digits.remove_prefix(1);
  }
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) out.append(places + 1 - digits.size(), '0');
  out += digits;
  if (places > 0) out.insert(out.size() - places, 1, '.');
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  text(name);
  out_ += ':';
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  append_json_string(out_, value);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::decimal(std::int64_t value, int decimals) {
  separate();
  append_decimal(out_, value, decimals);
  return *this;
}

JsonWriter& JsonWriter::shortest(std::string_view name, std::int64_t value, int decimals) {
  for (; decimals > 0 && value % 10 == 0; --decimals) value /= 10;
  return decimal(name, value, decimals);
}

/// The last byte says whether a comma is due: only what opens an object or a list, and a key's colon, want
/// none, and no whole value ends with one of these.
void JsonWriter::separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

}  // namespace springback
