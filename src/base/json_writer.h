#pragma once
// JSON as every room writes it: compact, with one spelling of strings and commas where they are due.

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"

namespace springback {

/// Appends a string with quotes and the fewest escapes; what is not ASCII passes through.
void append_json_string(std::string& out, std::string_view text);

/// Appends value / 10^decimals with all its decimals, never with an exponent: 420 with two is 4.20.
void append_decimal(std::string& out, std::int64_t value, int decimals);

/// Writes one JSON value into one string. Each verb writes an element of a list or what follows a key; with a
/// name in front, a member of an object. What is opened is to be closed with its own bracket.
class JsonWriter {
 public:
  /// '{' or '['.
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& truth(bool value) { return raw(value ? "true" : "false"); }
  /// `json` is a whole value already.
  JsonWriter& raw(std::string_view json);
  template <std::integral Whole>
    requires(!std::same_as<Whole, bool>)
  JsonWriter& number(Whole value) {
    SPRINGBACK_CHECK(std::in_range<std::int64_t>(value));
    return decimal(static_cast<std::int64_t>(value), 0);
  }
  /// value / 10^decimals with all its decimals: 420 with two is 4.20.
  JsonWriter& decimal(std::int64_t value, int decimals);

  JsonWriter& open(std::string_view name, char bracket) { return key(name).open(bracket); }
  JsonWriter& text(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& truth(std::string_view name, bool value) { return key(name).truth(value); }
  JsonWriter& raw(std::string_view name, std::string_view json) { return key(name).raw(json); }
  template <std::integral Whole>
  JsonWriter& number(std::string_view name, Whole value) {
    return key(name).number(value);
  }
  JsonWriter& decimal(std::string_view name, std::int64_t value, int decimals) {
    return key(name).decimal(value, decimals);
  }
  /// The same at its shortest: 420 with two decimals is 4.2, 400 is 4.
  JsonWriter& shortest(std::string_view name, std::int64_t value, int decimals);

  /// A list; `write` writes the element for each of `all`.
  template <class All, class Write>
  JsonWriter& list(std::string_view name, const All& all, Write write) {
    open(name, '[');
    for (const auto& one : all) write(one);
    return close(']');
  }
  /// A list of texts; `spell` gives that of each.
  template <class All, class Spell = std::identity>
  JsonWriter& texts(std::string_view name, const All& all, Spell spell = {}) {
    return list(name, all, [&](const auto& one) { text(spell(one)); });
  }

  /// What was written; the writer is empty then.
  [[nodiscard]] std::string take() { return std::exchange(out_, {}); }

 private:
  void separate();

  std::string out_;
};

}  // namespace springback
