#include "app/counted_once.h"

#include <algorithm>
#include <set>

#include "codec/same_json.h"
#include "engine/same_activity.h"

namespace springback::app {

std::string same_activities_json(const Pages& pages) {
  return codec::same_activities_to_json(engine::same_activities(pages.diary));
}

Result<void> note_same_activities(Notebook& notebook, ImportReport& report) {
  if (report.new_facts.empty()) return {};
  const std::set<Uuid> imported(report.new_facts.begin(), report.new_facts.end());
  const auto pages = notebook.pages();
  if (!pages) return std::unexpected(pages.error());
  for (const engine::SameActivity& one : engine::same_activities((*pages)->diary)) {
    CountedOnce group{one.counts->id, {}};
    for (const engine::Fact* other : one.others) group.others.push_back(other->id);
    const auto is_new = [&imported](const Uuid& id) { return imported.contains(id); };
    if (is_new(group.counts) || std::ranges::any_of(group.others, is_new))
      report.same.push_back(std::move(group));
  }
  return {};
}

}  // namespace springback::app
