#pragma once
// The words of one language: dotted keys to templates, read from lang/<locale>.json.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/catalog_reader.h"

namespace springback::text {

/// "engine.reasons.spacing" → its templates, best first. A template holds placeholders (phrase.h); where a
/// key has several, the first whose placeholders can all be filled is said.
class Catalog {
 public:
  /// The bytes of a language file. What this one lacks is said in the words of `fallback` (English), which
  /// must outlive it. Refused: what read_language refuses.
  [[nodiscard]] static Result<Catalog> parse(std::string_view locale, std::string_view json,
                                             const Catalog* fallback);

  [[nodiscard]] const std::string& locale() const { return locale_; }

  /// The templates of a key, here or in the fallback; empty when nobody has it.
  [[nodiscard]] const std::vector<std::string>& templates(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return !templates(key).empty(); }

  /// The keys of this file itself, without the fallback's, in order.
  [[nodiscard]] std::vector<std::string_view> keys() const;

 private:
  std::string locale_;
  const Catalog* fallback_ = nullptr;
  TemplatesByKey templates_;
};

/// English, as built in: what every other language falls back on.
[[nodiscard]] const Catalog& english();

/// A built-in language by its tag ("de", "de-AT"); English when it is not built in.
[[nodiscard]] const Catalog& built_in(std::string_view locale);

}  // namespace springback::text
