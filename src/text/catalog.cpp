#include "text/catalog.h"

#include <utility>

#include "base/check.h"
#include "text/embedded.h"

namespace springback::text {

Result<Catalog> Catalog::parse(std::string_view locale, std::string_view json, const Catalog* fallback) {
  Catalog catalog;
  catalog.locale_ = locale;
  catalog.fallback_ = fallback;
  std::string fault = read_language(json, catalog.templates_);
  if (!fault.empty()) return bad_input("lang/" + catalog.locale_ + ".json", std::move(fault));
  return catalog;
}

const std::vector<std::string>& Catalog::templates(std::string_view key) const {
  static const std::vector<std::string> none;
  const auto found = templates_.find(key);
  if (found != templates_.end()) return found->second;
  return fallback_ == nullptr ? none : fallback_->templates(key);
}

std::vector<std::string_view> Catalog::keys() const {
  std::vector<std::string_view> all;
  for (const auto& [key, unused] : templates_) all.push_back(key);
  return all;
}

namespace {

Catalog embedded(const EmbeddedLanguage& language, const Catalog* fallback) {
  Result<Catalog> read = Catalog::parse(language.locale, language.json, fallback);
  SPRINGBACK_CHECK(read.has_value());
  return std::move(*read);
}

}  // namespace

const Catalog& english() {
  static const Catalog catalog = embedded(embedded_languages().front(), nullptr);
  return catalog;
}

const Catalog& built_in(std::string_view locale) {
  static const std::vector<Catalog> others = [] {
    std::vector<Catalog> read;
    for (const EmbeddedLanguage& language : embedded_languages().subspan(1)) {
      read.push_back(embedded(language, &english()));
    }
    return read;
  }();
  const std::string_view language = locale.substr(0, locale.find_first_of("-_"));
  for (const Catalog& catalog : others) {
    if (catalog.locale() == locale || catalog.locale() == language) return catalog;
  }
  return english();
}

}  // namespace springback::text
