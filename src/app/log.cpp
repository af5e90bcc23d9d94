#include "app/log.h"

#include <algorithm>
#include <optional>

#include "app/findings.h"
#include "app/live_rules.h"
#include "app/replay.h"
#include "base/check.h"
#include "codec/diary_json.h"
#include "codec/json_text.h"

namespace springback::app {

namespace {

/// A flag from a clock ahead counts from the server's own: the codec lets an earlier `entered` go before
/// `at`. The time that was told stays as it is, so that sending the flag again is the same flag. Other facts
/// as they are.
codec::ParsedFact bound_today(codec::ParsedFact given, const Instant& now) {
  const engine::Fact& fact = given.fact;
  const bool ahead = now.before(fact.at) || (fact.entered && now.before(*fact.entered));
  if (!std::holds_alternative<engine::Flag>(fact.body) || !ahead) return given;
  const std::string told = without_entered(given.canonical);
  codec::JsonDocument document;
  SPRINGBACK_CHECK(document.parse(told).has_value());
  document.add_text("entered", format_instant({now.utc_ms, fact.at.offset_min}));
  std::string text;
  codec::append_canonical(text, document, document.root());
  auto bound = codec::parse_fact(text);
  SPRINGBACK_CHECK(bound.has_value());
  return *std::move(bound);
}

}  // namespace

Answer<LogReport> log_facts(Notebook& notebook, std::string_view text, const Instant& now, int ahead_s) {
  const auto given = codec::parse_diary(text);
  if (!given) {
    return std::unexpected(Refusal{Trouble::bad_input, "facts_refused",
                                   "The facts cannot be taken; nothing of them was kept.",
                                   faults_of(given.error())});
  }
  const auto pages = notebook.pages();
  if (!pages) return refuse(pages.error(), "storage_trouble");
  LiveRules rules(**pages, *given, now, ahead_s);
  LogReport report;
  std::vector<NewFact> fresh;
  std::vector<std::size_t> fresh_places;  // in report.facts
  std::vector<Finding> conflicts;
  for (const codec::ParsedFact& one : *given) {
    if ((*pages)->find(one.fact.id) == nullptr) {
      rules.check(one);
      fresh_places.push_back(report.facts.size());
      const codec::ParsedFact kept = bound_today(one, now);
      fresh.push_back(new_fact(kept));
      report.facts.push_back({0, kept.canonical});
      continue;
    }
    // A repeat passed the rules when it came first; its clock may have been anything.
    auto kept = notebook.text_of(**pages, one.fact.id);
    if (!kept) return refuse(kept.error(), "storage_trouble");
    if (without_entered(*kept) != without_entered(one.canonical))
      conflicts.push_back(other_of_that_id(one.fact.id));
    report.facts.push_back({(*pages)->seqs[(*pages)->places.at(one.fact.id)], std::move(*kept)});
  }
  if (!rules.findings().empty()) {
    return refuse_findings("facts_refused", "The facts cannot be taken; nothing of them was kept.", text,
                           rules.findings());
  }
  if (!conflicts.empty()) {
    return refuse_findings("id_conflict", "Another fact with that id is there; nothing was kept.", text,
                           conflicts);
  }
  if (fresh.empty()) return report;
  const auto appended = notebook.store().append(fresh);
  if (!appended) return refuse(appended.error(), "id_conflict");
  for (std::size_t i = 0; i < fresh.size(); ++i) report.facts[fresh_places[i]].seq = appended->seqs[i];
  report.added = appended->added;
  return report;
}

}  // namespace springback::app
