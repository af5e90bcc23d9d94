#include "app/compare.h"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/same_activity.h"
#include "engine/timeline.h"
#include "text/render.h"

namespace springback::app {

namespace {

std::optional<Day> first_programme_day(const engine::Diary& diary) {
  std::optional<Day> first;
  for (const engine::Fact& fact : diary) {
    if (!std::holds_alternative<engine::Profile>(fact.body)) continue;
    if (!first || fact.at.day() < *first) first = fact.at.day();
  }
  return first;
}

}  // namespace

Result<std::vector<std::string>> compare_recordings(Notebook& notebook, engine::Protocols protocols,
                                                    const ImportReport& report) {
  std::vector<std::string> lines;
  const auto pages = notebook.pages();
  if (!pages) return std::unexpected(pages.error());
  const auto first = first_programme_day((*pages)->diary);
  if (!first) return lines;
  std::set<Uuid> wanted;
  std::set<Day> days;
  for (const Uuid& id : report.new_facts) {
    const engine::Fact* fact = (*pages)->find(id);
    if (fact == nullptr || fact->at.day() < *first) continue;
    wanted.insert(id);
    days.insert(fact->at.day());
  }
  // A session may claim the recording; the comparison then stands under the session.
  for (const engine::Fact& fact : (*pages)->diary) {
    const auto* session = std::get_if<engine::Session>(&fact.body);
    if (session != nullptr && session->recording && wanted.contains(*session->recording))
      wanted.insert(fact.id);
  }
  // Of an activity that was recorded twice only one recording is compared, on its own day.
  for (const engine::SameActivity& one : engine::same_activities((*pages)->diary)) {
    if (std::ranges::none_of(one.others,
                             [&](const engine::Fact* other) { return wanted.contains(other->id); }))
      continue;
    wanted.insert(one.counts->id);
    days.insert(engine::moment(*one.counts).day());
  }
  if (days.empty()) return lines;
  engine::ReplayOptions options;
  // A day's sessions are compared on the next one, when nothing more can come.
  options.from = *days.begin() + 1;
  options.to = *days.rbegin() + 1;
  options.with_would_change = false;
  text::Voice voice;
  const auto is_wanted = [&wanted](const Uuid& id) { return wanted.contains(id); };
  engine::replay(options, protocols, (*pages)->diary, [&](const engine::Outcome& outcome) {
    if (!days.contains(outcome.date - 1)) return;
    const auto found = std::ranges::find(protocols, outcome.protocol_hash, &engine::Protocol::hash);
    voice.protocol = found == protocols.end() ? nullptr : &*found;
    engine::Outcome mine = outcome;
    std::erase_if(mine.compared, [&](const engine::Comparison& one) {
      return !wanted.contains(one.session) && std::ranges::none_of(one.also, is_wanted);
    });
    for (const engine::Comparison& one : mine.compared) wanted.erase(one.session);
    for (const std::string& sentence : text::render(mine, voice).compared) {
      lines.push_back(format_day(outcome.date - 1) + ": " + sentence);
    }
  });
  return lines;
}

}  // namespace springback::app
