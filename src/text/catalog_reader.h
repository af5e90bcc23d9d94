#pragma once
// The reader of a language file: JSON of which only the texts are kept, each under its dotted key.
//
// The room stands beside codec, not above it, and needs no more of JSON than this.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace springback::text {

using TemplatesByKey = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Takes the parts "engine" and "terminal" of the file; every leaf in them is a string or a list of strings.
/// "page" has a form of its own and is passed over. Gives what is wrong and where, or nothing.
[[nodiscard]] std::string read_language(std::string_view json, TemplatesByKey& out);

}  // namespace springback::text
