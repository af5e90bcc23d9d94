#include "app/today.h"

#include <algorithm>
#include <vector>

#include "app/ladder.h"
#include "app/replay.h"
#include "base/json_writer.h"
#include "codec/json_text.h"
#include "codec/outcome_json.h"
#include "text/render.h"

namespace springback::app {

namespace {

// The facts that this decision stands on, named by one sum: ids in order, one a line. What decides nothing
// (what was shown, notes) is left out, so that looking at a plan does not change it.
std::string facts_hash(const Pages& pages, Day day) {
  std::vector<Uuid> ids;
  for (const engine::Fact& fact : pages.diary) {
    const bool idle =
        std::holds_alternative<engine::Shown>(fact.body) || std::holds_alternative<engine::Note>(fact.body);
    if (!idle && fact.at.day() <= day) ids.push_back(fact.id);
  }
  std::ranges::sort(ids);
  std::string text;
  for (const Uuid& id : ids) (text += format_uuid(id)) += '\n';
  return format_sha256(sha256(text));
}

const engine::Protocol* protocol_of(const engine::Outcome& outcome, engine::Protocols protocols) {
  const auto found = std::ranges::find(protocols, outcome.protocol_hash, &engine::Protocol::hash);
  return found == protocols.end() ? nullptr : &*found;
}

// A member of a canonical fact as text; empty when it is not there.
std::string member_text(std::string_view canonical, std::string_view key) {
  codec::JsonDocument document;
  if (!document.parse(canonical)) return {};
  const codec::JsonNode* member = document.find(document.root(), key);
  std::string out;
  if (member != nullptr) codec::append_canonical(out, document, *member);
  return out;
}

bool same_plan(std::string_view one, std::string_view other) {
  for (const std::string_view key : {"for", "engine", "protocol_hash", "today"}) {
    if (member_text(one, key) != member_text(other, key)) return false;
  }
  return true;
}

// The fact that this plan was shown.
Result<codec::ParsedFact> shown_fact(const engine::Outcome& outcome, engine::Protocols protocols,
                                     const Instant& now, std::string_view hash) {
  JsonWriter fact;
  fact.open('{').text("type", "shown").text("at", format_instant(now));
  fact.text("for", format_day(outcome.date)).text("engine", engine::kEngineVersion);
  fact.text("protocol_hash", outcome.protocol_hash).text("facts_hash", hash);
  const engine::Protocol* protocol = protocol_of(outcome, protocols);
  fact.list("today", outcome.today,
            [&](const engine::Item& item) { fact.raw(codec::item_to_json(item, protocol)); });
  auto parsed = codec::parse_fact(fact.close('}').take());
  if (!parsed) return bad_input("shown", codec::to_string(parsed.error().front()));
  return *std::move(parsed);
}

}  // namespace

std::string today_json(const Pages& pages, engine::Protocols protocols, Day on) {
  return outcome_text(engine::run(on, protocols, pages.diary), protocols);
}

std::string why_json(const Pages& pages, engine::Protocols protocols, Day on) {
  const engine::DayView day(on, protocols, pages.diary);
  const engine::Outcome& outcome = day.outcome();
  text::Voice voice;
  voice.protocol = protocol_of(outcome, protocols);
  JsonWriter out;
  out.open('{').raw("outcome", outcome_text(outcome, protocols));
  std::optional<engine::OpeningRange> opening;
  if (!outcome.run.open) opening = day.run_opening(engine::kOpeningHorizon_days);
  return out.raw("sentences", text::render_json(outcome, voice, opening)).close('}').take();
}

Result<std::optional<Uuid>> note_shown(Notebook& notebook, engine::Protocols protocols,
                                       const engine::Outcome& outcome, const Instant& now) {
  const auto pages = notebook.pages();
  if (!pages) return std::unexpected(pages.error());
  if (!(*pages)->has_profile() || outcome.date != now.day()) return std::nullopt;
  // The newest plan of that day: an older one that came back counts as seen again. The sum over the facts
  // costs the most, and looking again needs none.
  const auto plan = shown_fact(outcome, protocols, now, "-");
  if (!plan) return std::unexpected(plan.error());
  const auto& shown = (*pages)->shown;
  for (auto at = shown.rbegin(); at != shown.rend(); ++at) {
    const engine::Fact& earlier = (*pages)->diary[at->first];
    if (std::get<engine::Shown>(earlier.body).for_day != outcome.date) continue;
    if (same_plan(at->second, plan->canonical)) return earlier.id;
    break;
  }
  const auto fact = shown_fact(outcome, protocols, now, facts_hash(**pages, outcome.date));
  if (!fact) return std::unexpected(fact.error());
  const std::vector<NewFact> facts{new_fact(*fact)};
  const auto appended = notebook.store().append(facts);
  if (!appended) return std::unexpected(appended.error());
  return fact->fact.id;
}

}  // namespace springback::app
