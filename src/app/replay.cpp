#include "app/replay.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "codec/diary_json.h"
#include "codec/outcome_json.h"
#include "formats/bundle.h"

namespace springback::app {

namespace {

// chosen: 120 years of days; a typing mistake in a year must not play millennia.
constexpr int kDaysMax = 44'000;

Refusal bad_range(std::string detail) {
  return Refusal{Trouble::bad_input, "bad_request", std::move(detail), {}};
}

}  // namespace

std::vector<Fault> faults_of(const codec::Faults& faults) {
  std::vector<Fault> out;
  out.reserve(faults.size());
  for (const codec::Fault& fault : faults) {
    out.push_back({static_cast<std::size_t>(fault.line), fault.field, codec::to_string(fault)});
  }
  return out;
}

Answer<engine::Diary> read_diary(std::string_view text) {
  const auto bundle = formats::read_bundle(text);
  if (!bundle) return refuse(bundle.error(), "diary_refused");
  auto parsed = codec::parse_diary(bundle->facts);
  if (!parsed) {
    return std::unexpected(Refusal{Trouble::bad_input, "diary_refused",
                                   "The diary cannot be taken; nothing of it is used.",
                                   faults_of(parsed.error())});
  }
  engine::Diary diary;
  diary.reserve(parsed->size());
  for (codec::ParsedFact& one : *parsed) diary.push_back(std::move(one.fact));
  return diary;
}

std::string outcome_text(const engine::Outcome& outcome, engine::Protocols protocols) {
  const auto found = std::ranges::find(protocols, outcome.protocol_hash, &engine::Protocol::hash);
  return codec::outcome_to_json(outcome, found == protocols.end() ? nullptr : &*found);
}

Answer<void> replay(const engine::Diary& diary, engine::Protocols protocols, const ReplayRange& range,
                    const std::function<void(const std::string& json)>& each) {
  if (diary.empty() && (!range.from || !range.to)) return {};
  const auto day_of = [](const engine::Fact& fact) { return fact.at.day(); };
  engine::ReplayOptions options;
  options.as_known = range.as_known;
  options.from = range.from ? *range.from : std::ranges::min(diary, {}, day_of).at.day();
  options.to = range.to ? *range.to : std::max(options.from, std::ranges::max(diary, {}, day_of).at.day());
  if (options.to < options.from) {
    return std::unexpected(bad_range("to: " + format_day(options.to) + " lies before from; allowed: " +
                                     format_day(options.from) + " or later"));
  }
  if (options.to - options.from > kDaysMax) {
    return std::unexpected(bad_range("from, to: more than 120 years; allowed: a shorter range"));
  }
  const engine::Diary* known = &diary;
  engine::Diary earlier;
  if (range.now && *range.now < options.to) {
    std::ranges::copy_if(diary, std::back_inserter(earlier),
                         [&](const engine::Fact& fact) { return day_of(fact) <= *range.now; });
    known = &earlier;
  }
  engine::replay(options, protocols, *known,
                 [&](const engine::Outcome& outcome) { each(outcome_text(outcome, protocols)); });
  return {};
}

}  // namespace springback::app
