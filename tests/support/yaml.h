#pragma once
// The part of YAML that api/openapi.yaml is written in, as JSON.

#include <nlohmann/json.hpp>
#include <string>

namespace springback::test {

/// Block maps and lists, flow lists of plain words, folded text (">-"), quoted and plain scalars; comments on
/// lines of their own. Whole numbers, true and false are read as such. Throws std::runtime_error for the
/// rest.
[[nodiscard]] nlohmann::json read_yaml(const std::string& text);

}  // namespace springback::test
