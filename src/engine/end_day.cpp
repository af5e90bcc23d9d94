#include <algorithm>

#include "engine/advance.h"
#include "engine/timeline.h"

namespace springback::engine {
namespace {

constexpr std::int64_t kEarlyMs = 4 * 3'600'000;  // source: engine rules, section 2: before 04:00

/// Section 7's guards: a run beside the runner's own last weeks. What fires takes the credit.
void guard_run(State& s, const DayResult& result, TrackDay& day) {
  const Guards& rule = s.ladder->protocol->guards;
  std::int32_t longest_m = -1;
  std::int32_t longest_s = 0;
  bool any = false;
  for (int back = 1; back <= rule.distance_window_days; ++back) {
    const RunDay& run = s.windows.run(result.day - back);
    any = any || run.any;
    longest_m = std::max(longest_m, run.longest_m);
    longest_s = std::max(longest_s, run.longest_jog_s);
  }
  const bool by_distance = day.distance_m > 0 && longest_m > 0;
  const std::int64_t now = by_distance ? day.distance_m : day.done;
  const std::int64_t longest = by_distance ? longest_m : longest_s;
  const bool own_run = s.controller.own_runs && day.relation == Relation::as_planned;
  if (day.relation != Relation::as_planned && !own_run) {
    const std::int64_t above =
        longest > 0 ? (now - longest) * 100 / longest : 0;  // 0: no run to compare with
    for (const std::int32_t band : rule.distance_bands_pct) {
      const bool over =
          !any ? day.relation == Relation::unplanned : longest > 0 && now * 100 > longest * (100 + band);
      if (!over) continue;
      day.guards.add(Code::guard_distance);
      day.guard_distance = {static_cast<std::int32_t>(std::min<std::int64_t>(above, 100000)), band};
    }
    const bool twice = !any || longest <= 0 || day.amount_unknown || now > 2 * longest;
    if (day.relation == Relation::unplanned && twice && day.impact) s.unplanned_long = result.day;
  }

  constexpr int kRowMax = 30;  // chosen: only bounds the count; guards fire far below it
  int row = 1;
  while (row < kRowMax && s.windows.run(result.day - row).any) ++row;
  if (day.impact && row >= rule.days_in_row) day.guards.add(Code::guard_days);
  if (s.last_run && result.day - *s.last_run >= rule.gap_days && day.relation != Relation::as_planned)
    day.guards.add(Code::guard_gap);

  if (day.jog_mm_per_s > 0 && !day.pace_prescribed) {
    if (s.easy_runs >= rule.pace_runs_min) {
      auto speeds = s.easy_mm_per_s;
      const auto count = std::min<std::size_t>(static_cast<std::size_t>(s.easy_runs), speeds.size());
      std::sort(speeds.begin(), speeds.begin() + static_cast<std::ptrdiff_t>(count));
      const std::int64_t easy = speeds[(count - 1) / 2];
      if (std::int64_t{day.jog_mm_per_s} * 100 > easy * (100 + rule.pace_faster_pct))
        day.guards.add(Code::guard_pace);
    }
    if (!day.fast) {
      s.easy_mm_per_s[static_cast<std::size_t>(s.easy_runs) % s.easy_mm_per_s.size()] = day.jog_mm_per_s;
      ++s.easy_runs;
    }
  }
}

void remember_run(State& s, Day today, const TrackDay& day) {
  RunDay run;
  run.any = true;
  run.longest_m = day.distance_m;
  run.total_m = std::max(day.distance_m, 0);
  run.distance_unknown = day.distance_m < 0;
  run.longest_jog_s = day.done;
  run.shortest_jog_s = day.shortest;
  s.windows.add_run(run);
  s.last_run = today;
}

/// Answers that came on the day itself, after the session: symptoms, and check-ins after a session in the
/// night.
void add_later_answers(const DayResult& result, TrackDay& day) {
  for (int i = 0; i < result.morning.symptom_count; ++i) {
    const SymptomSeen& symptom = result.morning.symptoms[static_cast<std::size_t>(i)];
    if (symptom.at_ms >= day.first_ms) day.after = std::max(day.after, symptom.pain);
  }
  const Fact* first = day.facts[0];
  if (moment(*first).ms_of_day() >= kEarlyMs) return;
  for (int i = 0; i < result.checkin_count; ++i) {
    const Fact* fact = result.checkins[static_cast<std::size_t>(i)];
    if (fact->at.utc_ms >= day.first_ms) day.own_day.add(std::get<Checkin>(fact->body), *fact);
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

}  // namespace

SessionsLetter end_day(State& state, const DayResult& result, std::span<Exposure> exposures) {
  state.newest ^= 1U;
  SessionDay& today = state.yesterday();
  if (today.touched) today = {};
  today.day = result.day;
  today.touched = !exposures.empty();
  SessionsLetter letter;
  if (!exposures.empty()) {
    today.usual = result.usual;
    today.usual_stiffness = result.usual_stiffness;
    today.pain_max = result.pain_max;
    today.analgesic = result.morning.answer.analgesic;
    const auto track_of = [](const Exposure& e) {
      return e.session != nullptr ? e.session->track : recorded_kind(*e.recording).track;
    };
    std::ranges::sort(exposures, [&track_of](const Exposure& a, const Exposure& b) {
      if (track_of(a) != track_of(b)) return track_of(a) < track_of(b);
      return a.at.utc_ms != b.at.utc_ms ? a.at.utc_ms < b.at.utc_ms : a.fact->id < b.fact->id;
    });
    std::size_t next = 0;
    for (std::size_t t = 0; t < kAllTracks; ++t) {
      const std::size_t first = next;
      while (next < exposures.size() && static_cast<std::size_t>(track_of(exposures[next])) == t) ++next;
      const std::span<const Exposure> of_track = exposures.subspan(first, next - first);
      if (of_track.empty()) continue;
      TrackDay& day = today.track[t];
      day = combine(*state.ladder, static_cast<Track>(t), of_track);
      add_later_answers(result, day);
      if (static_cast<Track>(t) == Track::run) {
        if (day.impact) guard_run(state, result, day);
        remember_run(state, result.day, day);
      }
      take_shoe(state, static_cast<Track>(t), day, letter);
      const bool guarded = day.guards.has(Code::guard_distance) || day.guards.has(Code::guard_climb) ||
                           day.guards.has(Code::guard_pace) || day.guards.has(Code::guard_days) ||
                           day.guards.has(Code::guard_gap) || day.guards.has(Code::guard_shoe);
      letter.impact = letter.impact || day.impact;
      letter.high = letter.high || day.high;
      if (t < kTracks) {
        const PlanItem* item = of_track[0].plan->find(static_cast<Track>(t));
        const bool on_rung = item != nullptr && item->rung == state.controller.rung(static_cast<int>(t));
        if (guarded || !on_rung || !state.started) day.memory = Memory::other;
        letter.done[t] = day.memory;
        const bool ran_enough =
            static_cast<Track>(t) == Track::run && state.controller.run_open &&
            std::int64_t{day.done} * 100 >=
                std::int64_t{state.ladder->rung(kRun, state.controller.run_rung).dose.total_jog_s()} *
                    state.ladder->protocol->earning.dose_min_pct;
        if (day.step_in_ladder || ran_enough) state.idle[t] = 0;
      }
      if (static_cast<Track>(t) != Track::walk) today.any = true;
    }
    if (today.any) state.windows.mark(result.day, Mark::session);
    if (today.track[kStrength].present) {
      state.windows.mark(result.day, Mark::strength);
      if (state.started) state.last_strength = result.day;
    }
    if (letter.impact) state.windows.mark(result.day, Mark::impact);
    if (today.track[kSpring].present) state.last_spring = result.day;
    const TrackDay& walk = today.track[static_cast<std::size_t>(Track::walk)];
    if (walk.present && walk.done >= state.ladder->protocol->gates.walk_s) state.last_walk = result.day;
  }
  if (!state.started && today.touched) today = {};  // history is looked back on, never judged
  sessions(state.controller, state.ladder->rules, letter);
  if (!state.started) state.controller.done = {};
  return letter;
}

}  // namespace springback::engine
