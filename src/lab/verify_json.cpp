#include "lab/verify_json.h"

#include <array>

#include "base/json_writer.h"

namespace springback::lab {
namespace {

void write_seconds(JsonWriter& json, double seconds) {
  json.decimal("seconds", static_cast<std::int64_t>(seconds * 100 + 0.5), 2);
}

void write_part(JsonWriter& json, const PartReport& part) {
  json.open('{').text("part", part.part).number("ladders", part.cases).number("states", part.states);
  json.number("transitions", part.transitions).number("evaluations", part.evaluations);
  json.number("depth_days", part.depth);
  write_seconds(json, part.seconds);
  json.close('}');
}

void write_step(JsonWriter& json, const TracedStep& step) {
  json.open('{').text("step", name(step.step.kind));
  if (step.step.track >= 0) json.text("track", engine::name(static_cast<engine::Track>(step.step.track)));
  json.open("read", '{');
  for (const Choice& choice : step.read) json.number(variable_name(choice.id), choice.value);
  json.close('}').close('}');
}

/// A diary file's lines are JSON already.
void write_lines(JsonWriter& json, std::string_view lines) {
  json.open('[');
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    json.raw(lines.substr(at, end - at));
    at = end + 1;
  }
  json.close(']');
}

void write_broken(JsonWriter& json, const Counterexample& broken, const std::optional<Realised>& diary) {
  const InvariantText& text = invariants()[static_cast<std::size_t>(broken.invariant)];
  json.open('{').text("invariant", text.name).text("rule", text.rule).text("source", text.source);
  json.text("part", broken.part).text("ladder", broken.ladder).text("note", broken.note);
  json.list("way", broken.days, [&](const TracedDay& day) {
    json.open('[');
    for (const TracedStep& step : day) write_step(json, step);
    json.close(']');
  });
  if (diary) {
    json.text("breaks_on", format_day(diary->day)).key("diary");
    write_lines(json, diary->lines);
  } else {
    json.raw("breaks_on", "null").raw("diary", "null");
  }
  json.close('}');
}

}  // namespace

Verified verify_with_diaries(const engine::Protocol& protocol, int threads,
                             const std::function<void(std::size_t, std::size_t)>& progress) {
  Verified verified{verify(protocol, threads, progress), {}};
  for (const Counterexample& broken : verified.report.broken)
    verified.diaries.push_back(realise(protocol, broken));
  return verified;
}

std::span<const std::string_view> not_covered() {
  static constexpr std::array<std::string_view, 5> kAll{
      "The signals' arithmetic: medians, trends, gaps, ages and weekly counts from which the letters come. "
      "A second implementation and properties hold it.",
      "What a diary can really say at once: letters are combined freely, so more is searched than can "
      "happen.",
      "The numbers of one session's verdict (pain limits, minutes of stiffness): the search begins with the "
      "verdict.",
      "The doses behind the rungs: the loader compares their tendon load, the search knows rungs only.",
      "Reading of recordings and files."};
  return kAll;
}

std::string to_json(const engine::Protocol& protocol, const Verified& verified) {
  const VerifyReport& report = verified.report;
  std::uint32_t depth = 0;
  for (const PartReport& part : report.parts) depth = std::max(depth, part.depth);
  JsonWriter json;
  json.open('{').text("protocol", protocol.id + '@' + std::to_string(protocol.version));
  json.text("hash", protocol.hash).truth("proved", verified.proved()).number("invariants", kInvariants);
  json.number("states", report.states()).number("transitions", report.transitions());
  json.number("evaluations", report.evaluations()).number("depth_days", depth);
  json.number("goals", report.goals).number("run_ladders", report.ladders);
  json.number("monotone_pairs", report.monotone_pairs).number("walks", report.walks);
  json.number("longest_walk_days", report.longest_walk_days).number("threads", report.threads);
  write_seconds(json, report.seconds);
  json.list("parts", report.parts, [&](const PartReport& part) { write_part(json, part); });
  json.texts("not_covered", not_covered()).open("broken", '[');
  for (std::size_t i = 0; i < report.broken.size(); ++i)
    write_broken(json, report.broken[i], verified.diaries[i]);
  return json.close(']').close('}').take() + '\n';
}

}  // namespace springback::lab
