#pragma once
// What is said, as JSON text for the page.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace springback::text {

/// Appends JSON as text; knows whether a comma is due.
class JsonWriter {
 public:
  JsonWriter& open(char bracket) {
    comma();
    out_.push_back(bracket);
    fresh_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_.push_back(bracket);
    fresh_ = false;
    return *this;
  }
  JsonWriter& key(std::string_view name) {
    text(name);
    out_.push_back(':');
    fresh_ = true;
    return *this;
  }
  JsonWriter& text(std::string_view value) {
    comma();
    fresh_ = false;
    out_.push_back('"');
    for (const char c : value) append(c);
    out_.push_back('"');
    return *this;
  }
  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& list(std::string_view name, const std::vector<std::string>& values) {
    key(name).open('[');
    for (const std::string& value : values) text(value);
    return close(']');
  }
  std::string take() { return std::move(out_); }

 private:
  void comma() {
    if (!fresh_) out_.push_back(',');
    fresh_ = false;
  }
  void append(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_.push_back('\\');
      out_.push_back(c);
    } else if (byte < 0x20) {
      out_.append("\\u00");
      out_.push_back(digits[byte >> 4]);
      out_.push_back(digits[byte & 15]);
    } else {
      out_.push_back(c);
    }
  }

  std::string out_;
  bool fresh_ = true;
};

}  // namespace springback::text
