#include "engine/look_back.h"

#include <algorithm>
#include <iterator>

#include "base/check.h"
#include "engine/timeline.h"

namespace springback::engine {
namespace {

constexpr std::array<Code, 6> kGuards{Code::guard_distance, Code::guard_climb, Code::guard_pace,
                                      Code::guard_days,     Code::guard_gap,   Code::guard_shoe};

/// Value beyond threshold, in thousandths of the threshold; both in the same unit.
std::int64_t beyond_permille(std::int64_t value, std::int64_t threshold) {
  return threshold > 0 ? std::max<std::int64_t>(value * 1000 / threshold - 1000, 0) : 0;
}

/// What the distance guard compares.
std::int64_t length(const RunSeen& run) { return run.by_distance ? run.distance_m : run.jog_s; }

void measure(LookFinding& finding, const Guards& rule) {
  const RunSeen& run = finding.run;
  switch (finding.code) {
    case Code::guard_distance:
      finding.limit = rule.distance_bands_pct[0];
      // source: engine rules, section 7: a run with none in the window counts as more than twice as long.
      finding.measured = run.longest > 0;
      finding.excess_permille =
          run.longest > 0
              ? beyond_permille(length(run) * 100, std::int64_t{run.longest} * (100 + finding.limit))
              : beyond_permille(200, 100 + finding.limit);
      break;
    case Code::guard_climb:
      finding.limit = rule.climb_m_per_km;
      finding.excess_permille =
          beyond_permille(std::int64_t{run.ascent_m} * 1000, std::int64_t{run.distance_m} * finding.limit);
      break;
    case Code::guard_pace:
      finding.limit = rule.pace_faster_pct;
      finding.measured = run.easy_mm_per_s > 0 && std::int64_t{run.mm_per_s} * 100 >
                                                      std::int64_t{run.easy_mm_per_s} * (100 + finding.limit);
      if (finding.measured)
        finding.excess_permille = beyond_permille(std::int64_t{run.mm_per_s} * 100,
                                                  std::int64_t{run.easy_mm_per_s} * (100 + finding.limit));
      break;
    case Code::guard_days:
      finding.limit = rule.days_in_row;
      finding.excess_permille = beyond_permille(run.days_in_row, finding.limit);
      break;
    case Code::guard_gap:
      finding.limit = rule.gap_days;
      finding.excess_permille = beyond_permille(run.gap_days, finding.limit);
      break;
    default:
      finding.measured = false;
      break;
  }
}

/// Gathers the ten weeks, day by day.
class Gatherer {
 public:
  explicit Gatherer(LookBack& out) : out_(out) {
    const Day first = out.onset - (kLookBack_days + 7 * kWeeksBefore - 1);
    for (std::size_t i = 0; i < out.weeks.size(); ++i) {
      out.weeks[i].from = first + 7 * static_cast<int>(i);
      out.weeks[i].to = out.weeks[i].from + 6;
    }
  }

  void day(const DayDone& done) {
    const bool within = done.day >= out_.weeks.front().from;
    if (within &&
        std::ranges::any_of(done.exposures, [](const Exposure& e) { return e.recording != nullptr; }))
      ++out_.recorded_days;
    if (!done.run.ran) return;
    if (within) {
      count(done);
      for (const Code code : kGuards) {
        if (done.run.guards.has(code)) find(code, done);
      }
    }
    if (!out_.first_run) out_.first_run = done.day;
  }

  void finish() {
    for (std::size_t i = 0; i < out_.weeks.size(); ++i) {
      LookWeek& week = out_.weeks[i];
      week.known = out_.first_run && *out_.first_run <= week.to;
      if (i == 0) continue;
      const LookWeek& last = out_.weeks[i - 1];
      const bool told = last.known && last.unknown + week.unknown == 0 && last.distance_m > 0;
      if (told)
        week.ratio_pct = static_cast<std::int32_t>(
            std::min<std::int64_t>(week.distance_m * 100 / last.distance_m, 100'000));
    }
    split();
    out_.enough = out_.first_run && *out_.first_run <= out_.from &&
                  out_.run_days + out_.run_days_before >= kRunDaysEnough;
    out_.answer = !out_.findings.empty() ? LookAnswer::found
                  : out_.enough          ? LookAnswer::nothing_stood_out
                                         : LookAnswer::too_little_history;
  }

 private:
  void count(const DayDone& done) {
    LookWeek& week = out_.weeks[static_cast<std::size_t>((done.day - out_.weeks.front().from) / 7)];
    ++week.run_days;
    ++(done.day >= out_.from ? out_.run_days : out_.run_days_before);
    if (done.run.distance_m >= 0)
      week.distance_m += done.run.distance_m;
    else
      ++week.unknown;
  }

  void find(Code code, const DayDone& done) {
    const RunSeen& run = done.run;
    if (code == Code::guard_distance && run.longest <= 0) {
      // Nothing to compare with: the first run that the diary knows says nothing, and after a gap the gap
      // says it.
      if (!out_.first_run || run.guards.has(Code::guard_gap)) return;
    }
    LookFinding finding;
    finding.code = code;
    finding.day = finding.from = done.day;
    finding.run = run;
    finding.days_behind = out_.first_run ? done.day - *out_.first_run : 0;
    measure(finding, done.protocol.guards);
    if (code == Code::guard_days) {
      finding.from = done.day - (run.days_in_row - 1);
      // A longer row takes the place of the shorter one that it went on from.
      const auto shorter = std::ranges::find_if(
          out_.findings, [&](const LookFinding& f) { return f.code == code && f.day == done.day - 1; });
      if (shorter != out_.findings.end()) out_.findings.erase(shorter);
    }
    for (const Exposure& e : done.exposures) {
      if (e.track() == Track::run) finding.facts.push_back(e.fact->id);
    }
    out_.findings.push_back(std::move(finding));
  }

  /// What the four weeks before had is only counted.
  void split() {
    for (const Code code : kGuards) {
      LookCount counted{code, 0, 0};
      for (const LookFinding& f : out_.findings) {
        if (f.code == code) ++(f.day >= out_.from ? counted.times : counted.times_before);
      }
      if (counted.times > 0) out_.counts.push_back(counted);
    }
    // Put into their order one by one: they are few, and a sort of its own is more code for the browser.
    std::vector<LookFinding> ordered;
    for (LookFinding& f : out_.findings) {
      if (f.day < out_.from) continue;
      const auto place =
          std::ranges::find_if(ordered, [&f](const LookFinding& other) { return first(f, other); });
      ordered.insert(place, std::move(f));
    }
    out_.findings = std::move(ordered);
  }

  /// The larger one; at equality the later, then by code.
  static bool first(const LookFinding& a, const LookFinding& b) {
    if (a.excess_permille != b.excess_permille) return a.excess_permille > b.excess_permille;
    return a.day != b.day ? a.day > b.day : a.code < b.code;
  }

  LookBack& out_;
};

}  // namespace

std::int32_t LookFinding::percent() const {
  const bool pace = code == Code::guard_pace;
  const std::int64_t value = pace ? run.mm_per_s : length(run);
  const std::int64_t norm = pace ? run.easy_mm_per_s : run.longest;
  if (norm <= 0 || value <= norm) return 0;
  return static_cast<std::int32_t>(std::min<std::int64_t>((value - norm) * 100 / norm, 100'000));
}

std::int32_t LookFinding::climb_m_per_km() const {
  if (run.ascent_m < 0 || run.distance_m <= 0) return 0;
  return static_cast<std::int32_t>(
      std::min<std::int64_t>(std::int64_t{run.ascent_m} * 1000 / run.distance_m, 100'000));
}

std::string_view name(LookAnswer answer) {
  constexpr std::array<std::string_view, 3> kNames{"found", "nothing_stood_out", "too_little_history"};
  return kNames[static_cast<std::size_t>(answer)];
}

std::optional<Day> told_onset(Day on, const Diary& diary) {
  const Timeline timeline(diary, false, on);
  std::optional<Day> onset;
  for (const TimedFact& entry : timeline.entries()) {
    const auto* profile = std::get_if<Profile>(&entry.fact->body);
    if (profile != nullptr && Timeline::effective(entry, on)) onset = profile->onset;
  }
  return onset;
}

LookBack look_back(Day on, Day onset, Protocols protocols, const Diary& diary) {
  SPRINGBACK_CHECK(onset <= on);
  LookBack out;
  out.onset = onset;
  out.from = onset - (kLookBack_days - 1);
  Gatherer gatherer(out);
  each_day(onset, on, protocols, diary, [&gatherer](const DayDone& day) { gatherer.day(day); });
  gatherer.finish();
  return out;
}

}  // namespace springback::engine
