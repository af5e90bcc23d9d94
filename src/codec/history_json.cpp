#include "codec/history_json.h"

#include <string_view>

#include "codec/json_text.h"

namespace springback::codec {
namespace {

/// One object in the making: {"key":value,…}.
class Object {
 public:
  Object& raw(std::string_view key, std::string_view value) {
    out_ += out_.size() > 1 ? ",\"" : "\"";
    out_.append(key).append("\":").append(value);
    return *this;
  }
  Object& text(std::string_view key, std::string_view value) {
    std::string quoted;
    append_json_string(quoted, value);
    return raw(key, quoted);
  }
  Object& day(std::string_view key, Day value) { return text(key, format_day(value)); }
  Object& number(std::string_view key, std::int64_t value) { return raw(key, std::to_string(value)); }
  Object& truth(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }
  std::string close() { return std::move(out_ += '}'); }

 private:
  std::string out_ = "{";
};

void add(std::string& list, std::string_view element) {
  list += list.size() > 1 ? "," : "";
  list += element;
}

std::string finding_json(const engine::LookFinding& finding) {
  using engine::Code;
  const engine::RunSeen& run = finding.run;
  Object out;
  out.text("code", engine::name(finding.code)).day("day", finding.day).day("from", finding.from);
  out.number("excess_permille", finding.excess_permille).truth("measured", finding.measured);
  if (finding.code != Code::guard_shoe) out.number("limit", finding.limit);
  if (finding.code == Code::guard_distance && finding.measured) {
    out.number("percent", finding.percent()).number("band", run.band);
    out.number(run.by_distance ? "longest_m" : "longest_s", run.longest);
  }
  if (finding.code == Code::guard_climb) out.number("climb_m_per_km", finding.climb_m_per_km());
  if (finding.code == Code::guard_pace && finding.measured)
    out.number("percent", finding.percent())
        .number("mm_per_s", run.mm_per_s)
        .number("easy_mm_per_s", run.easy_mm_per_s);
  if (finding.code == Code::guard_days) out.number("days", run.days_in_row);
  if (finding.code == Code::guard_gap) out.number("days", run.gap_days);
  if (run.distance_m >= 0) out.number("distance_m", run.distance_m);
  if (run.jog_s > 0) out.number("jog_s", run.jog_s);
  out.number("days_behind", finding.days_behind);
  std::string facts = "[";
  for (const Uuid& id : finding.facts) add(facts, '"' + format_uuid(id) + '"');
  return out.raw("facts", facts + "]").close();
}

std::string week_json(const engine::LookWeek& week, bool before) {
  Object out;
  out.day("from", week.from).day("to", week.to).truth("before", before).truth("known", week.known);
  out.number("run_days", week.run_days).number("unknown", week.unknown).number("distance_m", week.distance_m);
  if (week.ratio_pct) out.number("ratio_pct", *week.ratio_pct);
  return out.close();
}

std::string kind_json(engine::LoadKind name, const engine::KindLoad& kind) {
  Object out;
  out.text("kind", engine::name(name)).number("sessions", kind.sessions).number("unknown", kind.unknown);
  if (kind.sessions > 0)
    out.number("load", engine::rounded_load(kind.load)).number("cycles", engine::rounded_load(kind.cycles));
  return out.close();
}

}  // namespace

std::string look_back_json(const engine::LookBack& found) {
  Object history;
  if (found.first_run) history.day("first_run", *found.first_run);
  history.truth("enough", found.enough).number("run_days", found.run_days);
  history.number("run_days_before", found.run_days_before).number("recorded_days", found.recorded_days);
  std::string findings = "[";
  for (const engine::LookFinding& finding : found.findings) add(findings, finding_json(finding));
  std::string counts = "[";
  for (const engine::LookCount& count : found.counts) {
    add(counts, Object()
                    .text("code", engine::name(count.code))
                    .number("times", count.times)
                    .number("times_before", count.times_before)
                    .close());
  }
  std::string weeks = "[";
  for (std::size_t i = 0; i < found.weeks.size(); ++i)
    add(weeks, week_json(found.weeks[i], i < static_cast<std::size_t>(engine::kWeeksBefore)));
  Object out;
  out.day("onset", found.onset).day("from", found.from).text("claims", "preceded");
  out.text("answer", engine::name(found.answer)).raw("history", history.close());
  return out.raw("findings", findings + "]").raw("counts", counts + "]").raw("weeks", weeks + "]").close();
}

std::string ledger_json(const engine::Ledger& ledger) {
  std::string weeks = "[";
  for (const engine::LoadWeek& week : ledger.weeks) {
    std::string kinds = "[";
    int sessions = 0;
    for (std::size_t k = 0; k < engine::kLoadKinds; ++k) {
      add(kinds, kind_json(static_cast<engine::LoadKind>(k), week.kinds[k]));
      sessions += week.kinds[k].sessions;
    }
    Object out;
    out.day("from", week.from).day("to", week.to).truth("whole", week.whole).raw("kinds", kinds + "]");
    if (sessions > 0)
      out.number("load", engine::rounded_load(week.load()))
          .number("cycles", engine::rounded_load(week.cycles()));
    if (week.ratio_pct) out.number("ratio_pct", *week.ratio_pct);
    add(weeks, out.close());
  }
  return Object()
      .day("on", ledger.on)
      .text("scale", "ordinal")
      .text("unit", "walking_steps_of_one_leg")
      .number("exponent", ledger.exponent)
      .raw("weeks", weeks + "]")
      .close();
}

}  // namespace springback::codec
