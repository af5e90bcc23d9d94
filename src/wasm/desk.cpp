#include "wasm/desk.h"

#include <algorithm>
#include <optional>

#include "base/json_writer.h"
#include "codec/history_json.h"
#include "codec/ladder_json.h"
#include "codec/outcome_json.h"
#include "codec/protocol_json.h"
#include "codec/same_json.h"
#include "engine/run.h"
#include "lab/whatif.h"
#include "lab/whatif_json.h"
#include "text/history.h"
#include "text/render.h"
#include "wasm/whatif_words.h"

namespace springback::wasm {
namespace {

constexpr int kReplayDaysMax = 4'000;  // chosen: ten years, so that a wrong year does not freeze the page

bool has_profile(Day on, const engine::Diary& diary) {
  return std::ranges::any_of(diary, [on](const engine::Fact& fact) {
    return std::holds_alternative<engine::Profile>(fact.body) && fact.at.day() <= on;
  });
}

std::string refused(const Refusal& refusal) {
  JsonWriter json;
  json.open('{').text("error", refusal.code).text("detail", refusal.detail);
  if (!refusal.faults.empty()) json.raw("faults", refusal.faults);
  return json.close('}').take();
}

Refusal bad_facts(const codec::Faults& faults) {
  JsonWriter list;
  list.open('[');
  for (const codec::Fault& fault : faults) {
    list.open('{').number("line", fault.line).text("field", fault.field).text("value", fault.value);
    list.text("allowed", fault.allowed).close('}');
  }
  return {"bad_facts", codec::to_string(faults.front()), list.close(']').take()};
}

Answer<engine::Protocol> read_protocol(std::string_view json) {
  auto parsed = codec::parse_protocol(json);
  if (parsed) return std::move(*parsed);
  JsonWriter list;
  list.open('[');
  for (const engine::ProtocolFault& fault : parsed.error())
    list.open('{').text("field", fault.key).text("allowed", fault.detail).close('}');
  const engine::ProtocolFault& first = parsed.error().front();
  return refuse("bad_protocol", first.key + ": " + first.detail, list.close(']').take());
}

std::string with_words(std::string_view name, std::string_view figures, std::string_view said) {
  return JsonWriter().open('{').raw(name, figures).raw("said", said).close('}').take();
}

/// "count" and the facts as they are kept.
std::string taken(std::size_t count, const std::vector<codec::ParsedFact>& facts) {
  JsonWriter json;
  json.open('{').number("count", count);
  json.list("facts", facts, [&](const codec::ParsedFact& one) { json.raw(one.canonical); });
  return json.close('}').take();
}

}  // namespace

std::string Desk::answer(std::string_view request) {
  const auto parsed = Request::parse(request);
  if (!parsed) return refused(parsed.error());
  const auto said = dispatch(*parsed);
  return said ? *said : refused(said.error());
}

Answer<std::string> Desk::dispatch(const Request& request) {
  const auto op = request.text("op");
  if (!op) return std::unexpected(op.error());
  if (*op == "open") return open(request);
  if (*op == "language") return language(request);
  if (*op == "version") return version(request);
  if (protocols_.empty()) return refuse("not_open", "open comes first, with at least one protocol");
  if (*op == "add" || *op == "check") return add(request, *op == "add");
  if (*op == "decide") return decide(request);
  if (*op == "replay") return replay(request);
  if (*op == "ladders") return ladders(request);
  if (*op == "what_if") return what_if(request);
  if (*op == "same") return same(request);
  if (*op == "look_back") return look_back(request);
  if (*op == "load") return load(request);
  return refuse(
      "bad_request",
      "op: allowed are open, add, check, decide, replay, ladders, what_if, same, look_back, load, language "
      "and version");
}

Answer<std::string> Desk::open(const Request& request) {
  if (const auto known = request.only({"protocols", "facts", "language"}); !known)
    return std::unexpected(known.error());
  const auto written = request.elements("protocols");
  if (!written) return std::unexpected(written.error());
  if (written->empty()) return refuse("bad_request", "protocols: at least one is expected");
  Desk fresh;
  fresh.catalogs_ = catalogs_;
  for (const std::string_view json : *written) {
    auto protocol = read_protocol(json);
    if (!protocol) return std::unexpected(protocol.error());
    fresh.protocols_.push_back(std::move(*protocol));
  }
  if (const auto facts = request.raw("facts")) {
    const auto read = fresh.read_facts(*facts);
    if (!read) return std::unexpected(read.error());
    fresh.keep(*read);
  }
  if (request.raw("language")) {
    const auto language = request.text("language");
    if (!language) return std::unexpected(language.error());
    if (const auto spoken = speak(*language); !spoken) return std::unexpected(spoken.error());
  }
  protocols_ = std::move(fresh.protocols_);
  diary_ = std::move(fresh.diary_);
  index_ = std::move(fresh.index_);
  canonical_ = std::move(fresh.canonical_);
  return JsonWriter().open('{').number("count", diary_.size()).close('}').take();
}

Answer<Desk::Facts> Desk::read_facts(std::string_view json) const {
  const std::size_t first = json.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || json[first] != '[')
    return refuse("bad_request", "facts: a list is expected");
  auto parsed = codec::parse_diary(json);
  if (!parsed) return std::unexpected(bad_facts(parsed.error()));
  codec::Faults faults;
  for (std::size_t i = 0; i < parsed->size(); ++i) {
    codec::ParsedFact& fact = (*parsed)[i];
    const auto kept = index_.find(fact.fact.id);
    if (kept == index_.end() || canonical_[kept->second] == fact.canonical) continue;
    // The diary's own reader knows when two facts of one id are the same, and which of them counts.
    auto both = codec::parse_diary(canonical_[kept->second] + "\n" + fact.canonical);
    if (both) {
      fact = std::move(both->front());
    } else {
      faults.push_back({static_cast<int>(i) + 1, "id", format_uuid(fact.fact.id),
                        "the diary has a different fact with the same id"});
    }
  }
  if (!faults.empty()) return std::unexpected(bad_facts(faults));
  return std::move(*parsed);
}

void Desk::keep(const Facts& facts) {
  for (const codec::ParsedFact& one : facts) {
    const auto [place, is_new] = index_.try_emplace(one.fact.id, diary_.size());
    if (is_new) {
      diary_.push_back(one.fact);
      canonical_.push_back(one.canonical);
    } else {
      diary_[place->second] = one.fact;
      canonical_[place->second] = one.canonical;
    }
  }
}

Answer<std::string> Desk::add(const Request& request, bool keeping) {
  if (const auto known = request.only({"facts"}); !known) return std::unexpected(known.error());
  const auto facts = read_facts(request.raw("facts").value_or(""));
  if (!facts) return std::unexpected(facts.error());
  if (keeping) keep(*facts);
  return taken(diary_.size(), *facts);
}

const engine::Protocol* Desk::protocol_of(const std::string& hash) const {
  const auto found = std::ranges::find(protocols_, hash, &engine::Protocol::hash);
  return found == protocols_.end() ? nullptr : &*found;
}

text::Voice Desk::voice(const engine::Protocol* protocol) const { return {catalog_, protocol, units_}; }

std::string Desk::facts_hash(Day day) const {
  std::string text;
  for (const auto& [id, place] : index_) {  // in the order of ids
    const engine::Fact& fact = diary_[place];
    // What was shown and noted decides nothing: looking at a plan does not change it.
    const bool idle =
        std::holds_alternative<engine::Shown>(fact.body) || std::holds_alternative<engine::Note>(fact.body);
    if (!idle && fact.at.day() <= day) (text += format_uuid(id)) += '\n';
  }
  return format_sha256(sha256(text));
}

Answer<std::string> Desk::decide(const Request& request) const {
  if (const auto known = request.only({"on"}); !known) return std::unexpected(known.error());
  const auto on = request.day("on");
  if (!on) return std::unexpected(on.error());
  const engine::DayView day(*on, protocols_, diary_);
  const engine::Outcome& outcome = day.outcome();
  const engine::Protocol* protocol = protocol_of(outcome.protocol_hash);
  std::optional<engine::OpeningRange> opening;
  if (!outcome.run.open) opening = day.run_opening(engine::kOpeningHorizon_days);
  JsonWriter json;
  json.open('{').raw("outcome", codec::outcome_to_json(outcome, protocol));
  json.raw("sentences", text::render_json(outcome, voice(protocol), opening));
  json.raw("opening", codec::opening_to_json(opening));
  json.text("protocol_hash", outcome.protocol_hash).text("facts_hash", facts_hash(*on));
  return json.close('}').take();
}

Answer<std::string> Desk::replay(const Request& request) const {
  if (const auto known = request.only({"from", "to"}); !known) return std::unexpected(known.error());
  const auto from = request.day("from");
  if (!from) return std::unexpected(from.error());
  const auto to = request.day("to");
  if (!to) return std::unexpected(to.error());
  if (*to < *from || *to - *from >= kReplayDaysMax) {
    return refuse("bad_request", "to: a day from `from` to 3999 days later is expected");
  }
  engine::ReplayOptions options{*from, *to, false, false};
  JsonWriter json;
  json.open('{').open("outcomes", '[');
  engine::replay(options, protocols_, diary_, [&](const engine::Outcome& outcome) {
    json.raw(codec::outcome_to_json(outcome, protocol_of(outcome.protocol_hash)));
  });
  return json.close(']').close('}').take();
}

Answer<std::string> Desk::ladders(const Request& request) const {
  if (const auto known = request.only({"on"}); !known) return std::unexpected(known.error());
  const auto on = request.day("on");
  if (!on) return std::unexpected(on.error());
  const engine::DayView day(*on, protocols_, diary_);
  const engine::Outcome& outcome = day.outcome();
  const text::Voice spoken = voice(day.protocol());
  if (spoken.protocol == nullptr || !has_profile(*on, diary_))
    return codec::ladders_to_json(outcome, nullptr, nullptr, std::nullopt);
  const engine::Ladders ladders = day.ladders();
  std::optional<engine::OpeningRange> opening;
  if (!outcome.run.open) opening = day.run_opening(engine::kOpeningHorizon_days);
  return codec::ladders_to_json(outcome, &ladders, spoken.protocol, opening,
                                [&spoken](std::string_view rung) { return text::rung_name(spoken, rung); });
}

Answer<std::string> Desk::what_if(const Request& request) const {
  if (const auto known = request.only({"on", "protocol"}); !known) return std::unexpected(known.error());
  const auto on = request.day("on");
  if (!on) return std::unexpected(on.error());
  const auto instead = read_protocol(request.raw("protocol").value_or(""));
  if (!instead) return std::unexpected(instead.error());
  const bool too_long = std::ranges::any_of(
      diary_, [&](const engine::Fact& fact) { return *on - fact.at.day() >= kReplayDaysMax; });
  if (too_long) return refuse("bad_request", "on: a day at most 3999 days after the first fact is expected");
  const lab::WhatIf found = lab::what_if(diary_, *on, protocols_, *instead);
  JsonWriter json;
  json.open('{').raw("what_if", lab::what_if_json(found, protocols_, *instead));
  write_what_if_words(json, found, voice(&*instead), protocols_);
  return json.close('}').take();
}

Answer<std::string> Desk::same(const Request& request) const {
  if (const auto known = request.only({}); !known) return std::unexpected(known.error());
  return codec::same_activities_to_json(engine::same_activities(diary_));
}

Answer<std::string> Desk::look_back(const Request& request) const {
  if (const auto known = request.only({"on", "onset"}); !known) return std::unexpected(known.error());
  const auto on = request.day("on");
  if (!on) return std::unexpected(on.error());
  std::optional<Day> onset;
  if (request.raw("onset")) {
    const auto given = request.day("onset");
    if (!given) return std::unexpected(given.error());
    onset = *given;
  } else {
    onset = engine::told_onset(*on, diary_);
  }
  if (!onset) return refuse("no_onset", "onset: the profile names no day, so one is expected here");
  if (*onset > *on) return refuse("bad_request", "onset: a day up to `on` is expected");
  const engine::LookBack found = engine::look_back(*on, *onset, protocols_, diary_);
  return with_words("look_back", codec::look_back_json(found),
                    text::look_back_words_json(found, voice(nullptr)));
}

Answer<std::string> Desk::load(const Request& request) const {
  if (const auto known = request.only({"on", "weeks"}); !known) return std::unexpected(known.error());
  const auto on = request.day("on");
  if (!on) return std::unexpected(on.error());
  const auto weeks = request.whole("weeks", 1, engine::kLedgerWeeksMax, engine::kLedgerWeeks);
  if (!weeks) return std::unexpected(weeks.error());
  const engine::Ledger ledger = engine::load_ledger(*on, *weeks, protocols_, diary_);
  return with_words("load", codec::ledger_json(ledger), text::ledger_words_json(ledger, voice(nullptr)));
}

Answer<void> Desk::speak(const std::string& language) {
  const auto given = catalogs_.find(language);
  if (given != catalogs_.end()) {
    catalog_ = &given->second;
    return {};
  }
  const text::Catalog& known = text::built_in(language);
  if (!language.starts_with(known.locale())) {
    return refuse("bad_language", language + " is not built in; give its `words` first");
  }
  catalog_ = &known;
  return {};
}

Answer<std::string> Desk::language(const Request& request) {
  if (const auto known = request.only({"language", "words", "miles", "pounds"}); !known)
    return std::unexpected(known.error());
  const auto language = request.text("language");
  if (!language) return std::unexpected(language.error());
  const auto miles = request.truth("miles");
  if (!miles) return std::unexpected(miles.error());
  const auto pounds = request.truth("pounds");
  if (!pounds) return std::unexpected(pounds.error());
  if (const auto words = request.raw("words")) {
    auto catalog = text::Catalog::parse(*language, *words, &text::english());
    if (!catalog) return refuse("bad_language", catalog.error().place + ": " + catalog.error().detail);
    catalogs_.insert_or_assign(*language, std::move(*catalog));
  }
  if (const auto spoken = speak(*language); !spoken) return std::unexpected(spoken.error());
  units_ = {*miles, *pounds};
  return JsonWriter().open('{').text("language", *language).close('}').take();
}

Answer<std::string> Desk::version(const Request& request) const {
  if (const auto known = request.only({}); !known) return std::unexpected(known.error());
  JsonWriter json;
  json.open('{').text("engine", engine::kEngineVersion);
  json.list("protocols", protocols_, [&](const engine::Protocol& protocol) {
    json.open('{').text("id", protocol.id + "@" + std::to_string(protocol.version));
    json.text("hash", protocol.hash).close('}');
  });
  return json.close('}').take();
}

}  // namespace springback::wasm
