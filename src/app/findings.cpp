#include "app/findings.h"

#include <cstddef>
#include <map>
#include <utility>

#include "codec/diary_json.h"
#include "codec/json_text.h"

namespace springback::app {

namespace {

// Line (or element) of each fact's first mention; only asked for when there is a fault to place.
std::map<Uuid, int> lines_of(std::string_view text) {
  std::map<Uuid, int> lines;
  const auto note = [&](std::string_view json, int line) {
    if (const auto parsed = codec::parse_fact(json)) lines.emplace(parsed->fact.id, line);
  };
  codec::JsonDocument whole;
  if (whole.parse(text) && whole.root().kind == codec::JsonKind::array) {
    int line = 0;
    for (const codec::JsonNode* item = whole.child(whole.root()); item != nullptr; item = whole.next(*item)) {
      std::string json;
      codec::append_canonical(json, whole, *item);
      note(json, ++line);
    }
    return lines;
  }
  for (int line = 1; !text.empty(); ++line) {
    const auto end = text.find('\n');
    note(text.substr(0, end), line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

Finding other_of_that_id(const Uuid& id) {
  return {id, "id", format_uuid(id) + " is the id of another fact of this diary"};
}

std::unexpected<Refusal> refuse_findings(std::string code, std::string detail, std::string_view text,
                                         const std::vector<Finding>& findings) {
  Refusal refusal{Trouble::bad_input, std::move(code), std::move(detail), {}};
  const auto lines = lines_of(text);
  for (const Finding& finding : findings) {
    const auto found = lines.find(finding.fact);
    const int line = found == lines.end() ? 1 : found->second;
    refusal.faults.push_back({static_cast<std::size_t>(line), finding.field,
                              "line " + std::to_string(line) + ": " + finding.field + ": " + finding.words});
  }
  return std::unexpected(std::move(refusal));
}

}  // namespace springback::app
