#include "lab/verify_json.h"

#include <array>

#include "codec/json_text.h"

namespace springback::lab {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  codec::append_json_string(out, text);
  return out;
}

std::string member(std::string_view key, std::uint64_t number) {
  return quoted(key) + ':' + std::to_string(number);
}

/// Seconds to the hundredth.
std::string seconds(double value) {
  const auto hundredths = static_cast<std::uint64_t>(value * 100 + 0.5);
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + '.' + (rest.size() < 2 ? "0" : "") + rest;
}

template <class Items, class Write>
std::string list(const Items& items, Write write) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ',';
    out += write(item);
  }
  return out + ']';
}

std::string part_json(const PartReport& part) {
  return "{\"part\":" + quoted(part.part) + ',' + member("ladders", part.cases) + ',' +
         member("states", part.states) + ',' + member("transitions", part.transitions) + ',' +
         member("evaluations", part.evaluations) + ',' + member("depth_days", part.depth) +
         ",\"seconds\":" + seconds(part.seconds) + '}';
}

std::string step_json(const TracedStep& step) {
  std::string out = "{\"step\":" + quoted(name(step.step.kind));
  if (step.step.track >= 0)
    out += ",\"track\":" + quoted(engine::name(static_cast<engine::Track>(step.step.track)));
  out += ",\"read\":{";
  bool first = true;
  for (const Choice& choice : step.read) {
    if (!first) out += ',';
    first = false;
    out += quoted(variable_name(choice.id)) + ':' + std::to_string(choice.value);
  }
  return out + "}}";
}

/// A diary file's lines are JSON already.
std::string lines_json(const std::string& lines) {
  std::string out = "[";
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    if (out.size() > 1) out += ',';
    out += lines.substr(at, end - at);
    at = end + 1;
  }
  return out + ']';
}

std::string broken_json(const Counterexample& broken, const std::optional<Realised>& diary) {
  const InvariantText& text = invariants()[static_cast<std::size_t>(broken.invariant)];
  std::string out = "{\"invariant\":" + quoted(text.name) + ",\"rule\":" + quoted(text.rule) +
                    ",\"source\":" + quoted(text.source) + ",\"part\":" + quoted(broken.part) +
                    ",\"ladder\":" + quoted(broken.ladder) + ",\"note\":" + quoted(broken.note);
  out += ",\"way\":" + list(broken.days, [](const TracedDay& day) { return list(day, step_json); });
  out += ",\"breaks_on\":" + (diary ? quoted(format_day(diary->day)) : std::string("null"));
  return out + ",\"diary\":" + (diary ? lines_json(diary->lines) : std::string("null")) + '}';
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
  std::string out =
      "{\"protocol\":" + quoted(protocol.id + '@' + std::to_string(protocol.version)) +
      ",\"hash\":" + quoted(protocol.hash) + ",\"proved\":" + (verified.proved() ? "true" : "false") + ',' +
      member("invariants", kInvariants) + ',' + member("states", report.states()) + ',' +
      member("transitions", report.transitions()) + ',' + member("evaluations", report.evaluations()) + ',' +
      member("depth_days", depth) + ',' + member("goals", report.goals) + ',' +
      member("run_ladders", report.ladders) + ',' + member("monotone_pairs", report.monotone_pairs) + ',' +
      member("walks", report.walks) + ',' + member("longest_walk_days", report.longest_walk_days) +
      ",\"threads\":" + std::to_string(report.threads) + ",\"seconds\":" + seconds(report.seconds);
  out += ",\"parts\":" + list(report.parts, part_json);
  out += ",\"not_covered\":" + list(not_covered(), quoted);
  out += ",\"broken\":[";
  for (std::size_t i = 0; i < report.broken.size(); ++i)
    out += (i == 0 ? "" : ",") + broken_json(report.broken[i], verified.diaries[i]);
  return out + "]}\n";
}

}  // namespace springback::lab
