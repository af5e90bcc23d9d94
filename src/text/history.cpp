#include "text/history.h"

#include "base/json_writer.h"

namespace springback::text {
namespace {

using engine::Code;
using engine::LoadKind;
using engine::LookFinding;

// source: engine rules, section 7: the guard on distance looks back on 30 days.
constexpr int kFullComparison_days = 30;
constexpr std::string_view kOwn = "engine.look_back.";

std::string key(std::string_view group, std::string_view last) {
  return std::string(kOwn).append(group).append(last);
}

Args figures_of(const LookFinding& finding) {
  const engine::RunSeen& run = finding.run;
  Args args{{"day", finding.day.value}, {"from", finding.from.value}, {"limit", finding.limit}};
  if (finding.percent() > 0) args.emplace_back("percent", finding.percent());
  if (finding.code == Code::guard_distance && run.longest > 0) {
    args.emplace_back(run.by_distance ? "longest_m" : "longest_s", run.longest);
    args.emplace_back(run.by_distance ? "distance_m" : "jog_s", run.by_distance ? run.distance_m : run.jog_s);
  }
  if (finding.code == Code::guard_climb) args.emplace_back("climb_m_per_km", finding.climb_m_per_km());
  if (finding.code == Code::guard_days) args.emplace_back("days", run.days_in_row);
  if (finding.code == Code::guard_gap) args.emplace_back("days", run.gap_days);
  return args;
}

std::string sentence_of(const LookFinding& finding, const Voice& voice) {
  std::string text = say(voice, key("findings.", engine::name(finding.code)), figures_of(finding));
  const bool compared = finding.code == Code::guard_distance && finding.measured;
  if (!compared || finding.days_behind >= kFullComparison_days) return text;
  return say(voice, key("few_days_behind", ""), {{"text", text}, {"days", finding.days_behind}});
}

bool any_of_kind(const engine::LookBack& found, Code code) {
  for (const LookFinding& finding : found.findings) {
    if (finding.code == code) return true;
  }
  return false;
}

}  // namespace

std::string guard_name(const Voice& voice, Code guard) {
  return say(voice, key("names.", engine::name(guard)));
}

LookBackText render_look_back(const engine::LookBack& found, const Voice& voice) {
  LookBackText text;
  text.headline = say(voice, key("answers.", engine::name(found.answer)),
                      {{"onset", found.onset.value}, {"days", found.run_days + found.run_days_before}});
  for (const LookFinding& finding : found.findings) text.findings.push_back(sentence_of(finding, voice));
  for (const engine::LookCount& count : found.counts) {
    if (count.times_before == 0) continue;
    text.usual.push_back(say(
        voice, key("usual", ""),
        {{"name", guard_name(voice, count.code)}, {"times", count.times}, {"before", count.times_before}}));
  }
  if (!found.findings.empty()) {
    if (!found.enough) text.notes.push_back(say(voice, key("notes.thin", "")));
    if (found.findings.size() > 1) text.notes.push_back(say(voice, key("notes.order", "")));
    if (any_of_kind(found, Code::guard_distance)) text.notes.push_back(say(voice, key("notes.bands", "")));
  }
  text.notes.push_back(say(voice, key("notes.ratio", "")));
  return text;
}

std::string load_kind_name(const Voice& voice, LoadKind kind) {
  return say(voice, std::string("engine.load.kinds.").append(engine::name(kind)));
}

LedgerText render_ledger(const engine::Ledger& ledger, const Voice& voice) {
  int unknown = 0;
  int other = 0;
  for (const engine::LoadWeek& week : ledger.weeks) {
    for (const engine::KindLoad& kind : week.kinds) unknown += kind.unknown;
    other += week.of(LoadKind::other).unknown;
  }
  LedgerText text;
  text.headline = say(voice, ledger.weeks.empty() ? "engine.load.nothing" : "engine.load.headline");
  text.notes.push_back(say(voice, "engine.load.notes.ordinal", {{"exponent", ledger.exponent}}));
  if (unknown > other)
    text.notes.push_back(say(voice, "engine.load.notes.unknown", {{"sessions", unknown - other}}));
  if (other > 0) text.notes.push_back(say(voice, "engine.load.notes.other", {{"sessions", other}}));
  text.notes.push_back(say(voice, "engine.load.notes.ratio"));
  return text;
}

std::string look_back_words_json(const engine::LookBack& found, const Voice& voice) {
  const LookBackText text = render_look_back(found, voice);
  JsonWriter json;
  json.open('{').text("headline", text.headline).texts("findings", text.findings);
  json.texts("usual", text.usual).texts("notes", text.notes).open("names", '{');
  for (const Code code : {Code::guard_distance, Code::guard_climb, Code::guard_pace, Code::guard_days,
                          Code::guard_gap, Code::guard_shoe})
    json.text(engine::name(code), guard_name(voice, code));
  return json.close('}').close('}').take();
}

std::string ledger_words_json(const engine::Ledger& ledger, const Voice& voice) {
  const LedgerText text = render_ledger(ledger, voice);
  JsonWriter json;
  json.open('{').text("headline", text.headline).texts("notes", text.notes).open("names", '{');
  for (std::size_t k = 0; k < engine::kLoadKinds; ++k)
    json.text(engine::name(static_cast<LoadKind>(k)), load_kind_name(voice, static_cast<LoadKind>(k)));
  return json.close('}').close('}').take();
}

}  // namespace springback::text
