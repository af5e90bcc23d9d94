#include <algorithm>

#include "base/sort.h"
#include "engine/advance.h"
#include "engine/days_done.h"
#include "engine/timeline.h"

namespace springback::engine {
namespace {

constexpr std::int64_t kEarlyMs = 4 * 3'600'000;  // source: engine rules, section 2: before 04:00

/// How far a run that was not done as planned goes beyond the longest of the weeks before.
void guard_length(State& s, const DayResult& result, TrackDay& day, RunSeen* seen) {
  const Guards& rule = s.ladder->protocol->guards;
  std::int32_t longest_m = -1;
  std::int32_t longest_s = 0;
  bool any = false;
  s.windows.each_run(rule.distance_window_days, [&](const RunDay& run) {
    any = true;
    longest_m = std::max(longest_m, run.longest_m);
    longest_s = std::max(longest_s, run.longest_jog_s);
  });
  const bool by_distance = day.distance_m > 0 && longest_m > 0;
  const std::int64_t now = by_distance ? day.distance_m : day.done;
  const std::int64_t longest = by_distance ? longest_m : longest_s;
  const std::int64_t above = longest > 0 ? (now - longest) * 100 / longest : 0;  // 0: no run to compare with
  for (const std::int32_t band : rule.distance_bands_pct) {
    const bool over =
        !any ? day.relation == Relation::unplanned : longest > 0 && now * 100 > longest * (100 + band);
    if (!over) continue;
    day.guards.add(Code::guard_distance);
    day.guard_distance = {static_cast<std::int32_t>(std::min<std::int64_t>(above, 100000)), band};
  }
  if (seen != nullptr) {
    seen->by_distance = by_distance;
    seen->longest = longest > 0 ? static_cast<std::int32_t>(longest) : -1;
    seen->band = day.guard_distance[1];
  }
  const bool twice = !any || longest <= 0 || day.amount_unknown || now > 2 * longest;
  if (day.relation == Relation::unplanned && twice && day.impact) s.unplanned_long = result.day;
}

/// Section 7's guards: a run beside the runner's own last weeks. What fires takes the credit.
void guard_run(State& s, const DayResult& result, TrackDay& day, RunSeen* seen) {
  const Guards& rule = s.ladder->protocol->guards;
  if (day.relation != Relation::as_planned) guard_length(s, result, day, seen);

  constexpr int kRowMax = 30;  // chosen: only bounds the count; guards fire far below it
  int row = 1;
  while (row < kRowMax && s.windows.run(result.day - row).any) ++row;
  if (day.impact && row >= rule.days_in_row) day.guards.add(Code::guard_days);
  const std::optional<Day> last_run = s.windows.last_run();
  if (last_run && result.day - *last_run >= rule.gap_days && day.relation != Relation::as_planned)
    day.guards.add(Code::guard_gap);
  if (seen != nullptr) {
    seen->days_in_row = row;
    seen->gap_days = last_run ? result.day - *last_run : -1;
  }

  if (day.jog_mm_per_s > 0 && !day.pace_prescribed) {
    if (s.easy_runs >= rule.pace_runs_min) {
      auto speeds = s.easy_mm_per_s;
      const auto count = std::min<std::size_t>(static_cast<std::size_t>(s.easy_runs), speeds.size());
      sort_values(std::span(speeds).first(count), std::less());
      const std::int64_t easy = speeds[(count - 1) / 2];
      if (seen != nullptr) seen->easy_mm_per_s = static_cast<std::int32_t>(easy);
      if (std::int64_t{day.jog_mm_per_s} * 100 > easy * (100 + rule.pace_faster_pct))
        day.guards.add(Code::guard_pace);
    }
    if (!day.fast) {
      s.easy_mm_per_s[static_cast<std::size_t>(s.easy_runs) % s.easy_mm_per_s.size()] = day.jog_mm_per_s;
      ++s.easy_runs;
    }
  }
}

void remember_run(State& s, const TrackDay& day) {
  RunDay run;
  run.any = true;
  run.longest_m = day.distance_m;
  run.total_m = std::max(day.distance_m, 0);
  run.distance_unknown = day.distance_m < 0;
  run.longest_jog_s = day.done;
  run.shortest_jog_s = day.shortest;
  s.windows.add_run(run);
}

/// Answers that came on the day itself, after the session: symptoms, and check-ins after a session in the
/// night.
void add_later_answers(const DayResult& result, TrackDay& day) {
  for (const SymptomSeen& symptom : result.morning.symptoms) {
    if (symptom.at_ms >= day.first_ms) day.after = std::max(day.after, symptom.pain);
  }
  for (const Fact* fact : result.checkins) {
    if (fact->at.utc_ms < day.first_ms) continue;
    // By each one's own clock: after a journey west the later of two may be the early one.
    const bool early = std::ranges::any_of(day.facts, [fact](const Fact* done) {
      const Instant at = moment(*done);
      return at.utc_ms <= fact->at.utc_ms && at.ms_of_day() < kEarlyMs;
    });
    if (early) day.own_day.add(std::get<Checkin>(fact->body), *fact);
  }
}

/// The first run in a changed shoe, whether a fact named the shoe or only the session does.
void take_shoe(State& s, Track track, TrackDay& day, SessionsLetter& letter) {
  if (!day.shoe.empty() && std::ranges::find(s.shoes, day.shoe) == s.shoes.end()) {
    if (!s.shoes.empty()) {
      letter.shoe_changed = true;
      s.new_shoe = day.shoe;
      s.shoe_untried = true;
    }
    s.shoes.push_back(day.shoe);
  }
  const bool in_it = day.shoe.empty() || day.shoe == s.new_shoe;
  if (s.shoe_untried && in_it && track == Track::run && day.impact) {
    day.guards.add(Code::guard_shoe);
    s.shoe_untried = false;
  }
}

/// What the day itself tells, beside what its guards measured.
void tell(const TrackDay& day, RunSeen& seen) {
  seen.ran = true;
  seen.guards = day.guards;
  seen.distance_m = day.distance_m;
  seen.ascent_m = day.ascent_m;
  seen.jog_s = day.done;
  seen.mm_per_s = day.jog_mm_per_s;
}

/// One track's sessions of the day; they come in the order of time.
void take_track(State& s, const DayResult& result, std::span<const Exposure> exposures,
                SessionsLetter& letter, RunSeen* seen) {
  const Track track = exposures.front().track();
  TrackDay& day = s.yesterday().tracks.add();
  combine(*s.ladder, track, exposures, day);
  day.pain_max = result.pain_max[day.index()];
  add_later_answers(result, day);
  if (track == Track::run) {
    if (day.impact) guard_run(s, result, day, seen);
    remember_run(s, day);
  }
  take_shoe(s, track, day, letter);
  if (seen != nullptr && track == Track::run) tell(day, *seen);
  letter.impact = letter.impact || day.impact;
  letter.high = letter.high || day.high;
  if (day.on_ladder()) {
    const bool guarded = day.guards.has(Code::guard_distance) || day.guards.has(Code::guard_climb) ||
                         day.guards.has(Code::guard_pace) || day.guards.has(Code::guard_days) ||
                         day.guards.has(Code::guard_gap) || day.guards.has(Code::guard_shoe);
    const PlanItem* item = exposures.front().plan->find(track);
    // By what was asked for, not by its number: the ladder may have become another one since that plan.
    const bool on_rung =
        item != nullptr && item->protocol == s.ladder->protocol &&
        item->dose ==
            s.ladder->rung(static_cast<int>(track), s.controller.rung(static_cast<int>(track))).dose;
    if (guarded || !on_rung || !s.started) day.memory = Memory::other;
    letter.done[day.index()] = day.memory;
    const bool ran_enough = track == Track::run && s.controller.run_open &&
                            std::int64_t{day.done} * 100 >=
                                std::int64_t{s.ladder->rung(kRun, s.controller.run_rung).dose.total_jog_s()} *
                                    s.ladder->protocol->earning.dose_min_pct;
    if (day.step_in_ladder || ran_enough) {
      s.idle[day.index()] = 0;
      s.gap_step[day.index()] = {};
    }
  }
  if (track == Track::strength) {
    s.windows.mark(result.day, Mark::strength);
    if (s.started) s.last_strength = result.day;
  }
  if (track == Track::spring) s.last_spring = result.day;
  if (track == Track::walk && day.done >= s.ladder->protocol->gates.walk_s) s.last_walk = result.day;
  if (track != Track::walk) s.yesterday().any = true;
}

}  // namespace

SessionsLetter end_day(State& state, const DayResult& result, std::span<Exposure> exposures, RunSeen* seen) {
  state.newest ^= 1U;
  SessionDay& today = state.yesterday();
  today = {};
  today.day = result.day;
  today.usual = result.usual;
  today.usual_stiffness = result.usual_stiffness;
  today.analgesic = result.morning.answer.analgesic;
  if (exposures.size() > 1) {
    const auto sooner_taken = [](const Exposure& a, const Exposure& b) {
      if (a.track() != b.track()) return a.track() < b.track();
      return a.at.utc_ms != b.at.utc_ms ? a.at.utc_ms < b.at.utc_ms : a.fact->id < b.fact->id;
    };
    // By a heap: there are few, and std::sort of them is 2 kB more in the browser's module.
    std::ranges::make_heap(exposures, sooner_taken);
    std::ranges::sort_heap(exposures, sooner_taken);
  }
  SessionsLetter letter;
  for (std::size_t first = 0, next = 0; first < exposures.size(); first = next) {
    while (next < exposures.size() && exposures[next].track() == exposures[first].track()) ++next;
    take_track(state, result, exposures.subspan(first, next - first), letter, seen);
  }
  if (today.any) state.windows.mark(result.day, Mark::session);
  if (letter.impact) state.windows.mark(result.day, Mark::impact);
  sessions(state.controller, state.ladder->rules, letter);
  if (!state.started) {  // history is looked back on, never judged
    today = {};
    state.controller.done = {};
  }
  return letter;
}

}  // namespace springback::engine
