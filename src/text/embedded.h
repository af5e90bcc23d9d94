#pragma once
// The languages that the build put into the program (cmake/lang.cmake writes the other half).

#include <span>
#include <string_view>

namespace springback::text {

struct EmbeddedLanguage {
  std::string_view locale;  ///< "en"
  std::string_view json;    ///< lang/<locale>.json without the page's own words
};

/// English always, and first.
[[nodiscard]] std::span<const EmbeddedLanguage> embedded_languages();

}  // namespace springback::text
