#include "codec/history_json.h"

#include "base/json_writer.h"

namespace springback::codec {
namespace {

void write_finding(JsonWriter& out, const engine::LookFinding& finding) {
  using engine::Code;
  const engine::RunSeen& run = finding.run;
  out.open('{').text("code", engine::name(finding.code));
  out.text("day", format_day(finding.day)).text("from", format_day(finding.from));
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
  out.texts("facts", finding.facts, format_uuid).close('}');
}

void write_week(JsonWriter& out, const engine::LookWeek& week, bool before) {
  out.open('{').text("from", format_day(week.from)).text("to", format_day(week.to));
  out.truth("before", before).truth("known", week.known);
  out.number("run_days", week.run_days).number("unknown", week.unknown).number("distance_m", week.distance_m);
  if (week.ratio_pct) out.number("ratio_pct", *week.ratio_pct);
  out.close('}');
}

void write_kind(JsonWriter& out, engine::LoadKind name, const engine::KindLoad& kind) {
  out.open('{').text("kind", engine::name(name)).number("sessions", kind.sessions);
  out.number("unknown", kind.unknown);
  if (kind.sessions > 0)
    out.number("load", engine::rounded_load(kind.load)).number("cycles", engine::rounded_load(kind.cycles));
  out.close('}');
}

}  // namespace

std::string look_back_json(const engine::LookBack& found) {
  JsonWriter out;
  out.open('{').text("onset", format_day(found.onset)).text("from", format_day(found.from));
  out.text("claims", "preceded").text("answer", engine::name(found.answer)).open("history", '{');
  if (found.first_run) out.text("first_run", format_day(*found.first_run));
  out.truth("enough", found.enough).number("run_days", found.run_days);
  out.number("run_days_before", found.run_days_before).number("recorded_days", found.recorded_days);
  out.close('}');
  out.list("findings", found.findings,
           [&](const engine::LookFinding& finding) { write_finding(out, finding); });
  out.list("counts", found.counts, [&](const engine::LookCount& count) {
    out.open('{').text("code", engine::name(count.code)).number("times", count.times);
    out.number("times_before", count.times_before).close('}');
  });
  out.open("weeks", '[');
  for (std::size_t i = 0; i < found.weeks.size(); ++i)
    write_week(out, found.weeks[i], i < static_cast<std::size_t>(engine::kWeeksBefore));
  return out.close(']').close('}').take();
}

std::string ledger_json(const engine::Ledger& ledger) {
  JsonWriter out;
  out.open('{').text("on", format_day(ledger.on)).text("scale", "ordinal");
  out.text("unit", "walking_steps_of_one_leg").number("exponent", ledger.exponent);
  out.list("weeks", ledger.weeks, [&](const engine::LoadWeek& week) {
    out.open('{').text("from", format_day(week.from)).text("to", format_day(week.to));
    out.truth("whole", week.whole).open("kinds", '[');
    int sessions = 0;
    for (std::size_t k = 0; k < engine::kLoadKinds; ++k) {
      write_kind(out, static_cast<engine::LoadKind>(k), week.kinds[k]);
      sessions += week.kinds[k].sessions;
    }
    out.close(']');
    if (sessions > 0)
      out.number("load", engine::rounded_load(week.load()))
          .number("cycles", engine::rounded_load(week.cycles()));
    if (week.ratio_pct) out.number("ratio_pct", *week.ratio_pct);
    out.close('}');
  });
  return out.close('}').take();
}

}  // namespace springback::codec
