#include "engine/advance.h"

#include <algorithm>

#include "base/check.h"
#include "engine/day_work.h"

// A morning's forty calls are a tenth of a fold. clang builds for the browser, where size counts, and for
// sanitizers.
#if defined(__clang__)
#define SPRINGBACK_IN_ONE_PIECE
#else
#define SPRINGBACK_IN_ONE_PIECE [[gnu::flatten]]
#endif

namespace springback::engine {
namespace {

/// Rungs map by id, else to the highest one below that both ladders know; the streak stays only with the same
/// id.
void carry_rung(Controller& c, int track, const Ladder& from, const Ladder& to) {
  if (!c.open(track)) return;
  const int rung = c.rung(track);
  int mapped = 0;
  for (int r = rung; r >= 0; --r) {
    if (const auto found = to.find(track, from.rung(track, r).id)) {
      mapped = *found;
      break;
    }
  }
  if (rung == kCalm) return;
  // A longer goal must not lengthen what is run today: hills take their minutes from it, and are earned over
  // it again.
  while (track == kRun && mapped > 0 &&
         to.rung(track, mapped).dose.total_jog_s() > from.rung(track, rung).dose.total_jog_s()) {
    --mapped;
  }
  while (track == kStrength && mapped > 0 && (to.rules.strength_available >> mapped & 1) == 0) --mapped;
  const bool same = to.rung(track, mapped).id == from.rung(track, rung).id;
  if (track == kStrength) {
    c.strength_rung = static_cast<std::int8_t>(mapped);
    if (!same) c.strength_streak = 0;
  } else if (track == kSpring) {
    c.spring_rung = static_cast<std::uint8_t>(mapped);
    if (!same) c.spring_streak = 0;
  } else {
    c.run_rung = static_cast<std::uint8_t>(mapped);
    if (!same) c.run_streak = 0;
  }
}

}  // namespace

void DayWork::read_symptom(const Symptom& symptom, const Fact& fact) {
  if (!on_injured_side(symptom, s_.profile)) {
    if (symptom.pain > 0)
      speak(Code::advise_flag, FlagKind::other_achilles, &fact, protocol().alerts.advise_again_days);
    return;
  }
  if (symptom.pain >= protocol().spacing.symptom_blocks_from) {
    s_.windows.mark(r_.day, Mark::strong_symptom);
    const Fact* known = s_.strong_symptom;
    if (known == nullptr || known->at.day() != r_.day || std::get<Symptom>(known->body).pain < symptom.pain)
      s_.strong_symptom = &fact;
  }
  auto& seen = r_.morning.symptoms;
  const SymptomSeen next{fact.at.utc_ms, symptom.pain, &fact};
  if (!seen.full()) {
    seen.add(next);
  } else {
    auto mildest = std::ranges::min_element(seen, {}, &SymptomSeen::pain);
    if (mildest->pain < next.pain) *mildest = next;
  }
}

/// First pass: everything but flags and orders, which must come after the verdicts.
void DayWork::read_circumstances() {
  bool other_ladder = false;
  for (const Fact* fact : facts_) {
    if (const auto* profile = std::get_if<Profile>(&fact->body)) {
      other_ladder = true;
      s_.profile = profile;
      if (!s_.first_profile) s_.first_profile = r_.day;
    } else if (const auto* change = std::get_if<ProtocolChange>(&fact->body)) {
      s_.named = nullptr;
      for (const Protocol& p : protocols_) {
        const bool same = change->protocol == p.id + "@" + std::to_string(p.version) &&
                          (change->hash.empty() || change->hash == p.hash);
        if (same && s_.named == nullptr) s_.named = &p;
      }
      other_ladder = true;
      s_.protocol_unknown = s_.named == nullptr;
      r_.protocol_changed = true;
      r_.protocol_fact = fact;
    }
  }
  if (other_ladder) choose_ladder();
  for (const Fact* fact : facts_) {
    if (const auto* checkin = std::get_if<Checkin>(&fact->body)) {
      r_.morning.answer.add(*checkin, *fact);
      if (!r_.checkins.full()) r_.checkins.add(fact);
    } else if (const auto* symptom = std::get_if<Symptom>(&fact->body)) {
      read_symptom(*symptom, *fact);
    } else if (const auto* test = std::get_if<Test>(&fact->body)) {
      if (test->test == TestKind::hop)
        s_.hop = fact;
      else if (affected_raises(*test) >= 0)
        s_.raises = fact;  // a count of the other side alone says nothing new
    } else if (const auto* score = std::get_if<Score>(&fact->body)) {
      if (score->scale == Scale::visa_a) {
        if (s_.first_score == nullptr) s_.first_score = fact;
        s_.last_score = fact;
      }
    } else if (const auto* shoe = std::get_if<Shoe>(&fact->body)) {
      const bool known = std::ranges::find(s_.shoes, shoe->shoe) != s_.shoes.end();
      const bool other_drop =
          shoe->drop_tenths_mm && s_.drop_tenths_mm && *shoe->drop_tenths_mm != *s_.drop_tenths_mm;
      if (!s_.shoes.empty() && (!known || other_drop)) {
        r_.events.shoe_changed = true;
        s_.shoe_untried = true;
        s_.new_shoe = shoe->shoe;
      }
      if (!known) s_.shoes.push_back(shoe->shoe);
      if (shoe->drop_tenths_mm) s_.drop_tenths_mm = shoe->drop_tenths_mm;
    }
  }
}

/// The protocol by the diary's word, else by the site; the ladders by the profile's goal and equipment.
void DayWork::choose_ladder() {
  if (s_.profile == nullptr) return;
  const Protocol* chosen = s_.named;
  for (const Protocol& p : protocols_) {
    if (chosen == nullptr && p.site == s_.profile->site) chosen = &p;
  }
  if (chosen == nullptr) chosen = &protocols_.front();
  const auto before = s_.ladder;
  s_.ladder = make_ladder(*chosen, *s_.profile);
  s_.windows.follow(*chosen);
  for (int t = 0; t < kTracks; ++t) carry_rung(s_.controller, t, *before, *s_.ladder);
}

void DayWork::start_programme() {
  if (s_.started || s_.profile == nullptr) return;
  const Day first = s_.profile->started.value_or(*s_.first_profile);
  if (r_.day < first) return;
  s_.started = true;
  s_.start = first;
  s_.last_step_up = r_.day;
  s_.session_days = {};
  if (s_.profile->usual_morning_pain >= protocol().alerts.usual_high_min) {
    speak(Code::advise_usual_high, FlagKind::unsure, nullptr, protocol().alerts.advise_again_days);
  }
  if (s_.profile->running_now) {
    std::int32_t shortest = 0;
    s_.windows.each_run(protocol().entry.running_days, [&shortest](const RunDay& run) {
      if (run.shortest_jog_s <= 0) return;  // its length is unknown
      shortest = shortest == 0 ? run.shortest_jog_s : std::min(shortest, run.shortest_jog_s);
    });
    s_.own.max_s = shortest;
    r_.events.own_runs_begin = shortest > 0;
  }
}

void DayWork::take_judgement(const Judgement& j) {
  const auto t = static_cast<std::size_t>(j.track);
  if (t < kTracks) s_.last_verdict[t] = j.verdict;
  if (j.verdict == Verdict::pending || j.verdict == Verdict::incomplete) return;
  const bool excessive = j.verdict == Verdict::excessive;
  if (j.late) {
    s_.windows.mark(r_.day, Mark::excessive);
    s_.windows.spoil_verdict(j.session_day);
  } else {
    if (excessive) s_.windows.mark(j.session_day, Mark::excessive);
    const bool clear = j.verdict == Verdict::clear;
    // Doing more than prescribed earns nothing; walks are no sessions.
    const bool counted = j.track != Track::walk &&
                         (j.day->relation == Relation::as_planned || j.day->relation == Relation::under);
    const bool heard = j.track == Track::walk ? excessive : !clear;
    if (counted) s_.windows.add_verdict(j.session_day);
    if (heard) s_.windows.spoil_verdict(j.session_day);
  }
  if (j.charged) take_fall(j);
  if (t < kTracks && j.credited) {
    s_.evidence.falls[t][static_cast<std::size_t>(s_.controller.rung(static_cast<int>(t)) + 1)] = 0;
  }
  const bool flat = !j.day->guards.has(Code::guard_climb);
  if (j.track == Track::walk && j.verdict == Verdict::clear && !j.withheld &&
      j.day->done >= protocol().gates.walk_s && flat) {
    s_.walk_clear = j.session_day;
  }
  if (j.track == Track::run && s_.own.max_s > 0 && !s_.own.ended) {
    if (excessive) s_.own.ended = true;
    const bool planned = j.day->relation == Relation::as_planned || j.day->relation == Relation::under;
    const bool within_own = planned && j.day->done <= s_.own.max_s && !j.day->fast && flat &&
                            !j.day->guards.has(Code::guard_days);
    if (j.verdict == Verdict::clear && within_own && j.day->done > 0 && !j.withheld) {
      ++s_.own.clear;
      s_.own.shortest_s = s_.own.shortest_s == 0 ? j.day->done : std::min(s_.own.shortest_s, j.day->done);
    }
  }
  const bool in_new_shoe = j.day->shoe.empty() || j.day->shoe == s_.new_shoe;
  if (j.verdict == Verdict::clear && !j.withheld && j.track != Track::walk && in_new_shoe) {
    r_.judged.letter.shoe_clear = static_cast<std::uint8_t>(std::min(r_.judged.letter.shoe_clear + 1, 2));
  }
}

/// Whether sessions of that day were found too much on a morning before, or are this morning and at once.
bool DayWork::excess_told(Day day) const {
  return s_.excess_of == day || std::ranges::any_of(r_.judged.found, [day](const Judgement& j) {
           return j.verdict == Verdict::excessive && !j.late && j.session_day == day;
         });
}

void DayWork::judge(Morning& morning) {
  PerTrack<bool> open{};
  for (int t = 0; t < kTracks; ++t) open[static_cast<std::size_t>(t)] = s_.controller.open(t);
  // A wait of two more days than today, or longer, is a wait of more than one from today on.
  stood_ = {s_.controller.refer, s_.controller.wait > 2,
            s_.windows.many_excessive_days(protocol().irritability)};
  judge_day(protocol(), open, r_.morning, s_.yesterday(), s_.before(), r_.judged);
  for (const Judgement& j : r_.judged.found) take_judgement(j);
  for (const Judgement& j : r_.judged.found) {
    if (j.verdict != Verdict::excessive) continue;
    if (j.codes.has(Code::late_excess)) s_.windows.mark(r_.day, Mark::late);
    if (j.late && excess_told(j.session_day)) s_.windows.mark(r_.day, Mark::again);
  }
  for (const Judgement& j : r_.judged.found) {
    if (j.verdict == Verdict::excessive) s_.excess_of = j.session_day;
  }
  const MorningAnswer& answer = r_.morning.answer;
  r_.judged.letter.morning_ends_wait = answer.given && answer.pain <= r_.usual && answer.settled != false;
  morning.judge(r_.judged.letter);
}

/// Whether the track is held today whatever this morning's answer was.
bool DayWork::held(int track) const {
  const Controller& c = s_.controller;
  const bool urgent = (c.urgent && !r_.events.clear_urgent) || r_.events.urgent;
  if (urgent || r_.decide.held[static_cast<std::size_t>(track)]) return true;
  if (track == kStrength) return false;
  const bool refer = (c.refer && !r_.events.clear_refer) || r_.events.refer;
  return refer || c.wait > 1 || high_cause_ == Windows::HighCause::two_excessive_days;
}

/// Whether it would be held today without this morning's verdicts and flags.
bool DayWork::held_since_before(int track) const {
  if ((s_.controller.urgent && !r_.events.clear_urgent) || r_.decide.held[static_cast<std::size_t>(track)])
    return true;
  if (track == kStrength) return false;
  return (stood_.refer && !r_.events.clear_refer) || stood_.wait || stood_.high;
}

/// Whether only this morning's answer holds it. A wait that only lacks an answer is a missing check-in, and
/// these count as time off: a year without entries must not keep the rung.
bool DayWork::held_by_answer(int track) const {
  const bool refused = r_.morning.answer.given && (s_.controller.wait == 1 || !r_.admissible);
  return track != kStrength && (r_.irritability == Irritability::high || refused);
}

void DayWork::time_off() {
  const TimeOff& rule = protocol().time_off;
  for (int track = 0; track < kTracks; ++track) {
    const auto t = static_cast<std::size_t>(track);
    if (!s_.controller.open(track)) {
      s_.idle[t] = 0;
      continue;
    }
    if (track == kSpring && s_.controller.run_open && !r_.today.spring_due) continue;
    // A bad answer or verdict keeps its day from counting, but it must not hide that a gap is crossed: that
    // would make more pain give more load.
    const std::int32_t next = s_.idle[t] + 1;
    const bool crosses = next == rule.first_days || next == rule.second_days || next == rule.restart_days;
    if (held(track) && (!crosses || held_since_before(track))) continue;
    if (held_by_answer(track) && !crosses) continue;
    const std::int32_t days = ++s_.idle[t];
    if (days == rule.restart_days)
      r_.events.gap[t] = Gap::restart;
    else if (days == rule.first_days || days == rule.second_days)
      r_.events.gap[t] = Gap::one_rung;
  }
}

/// The worse side's count when both hurt. −1: not counted.
std::int32_t DayWork::affected_raises(const Test& test) const {
  const Side side = s_.profile == nullptr ? Side::both : s_.profile->side;
  if (side == Side::left) return test.left.value_or(-1);
  if (side == Side::right) return test.right.value_or(-1);
  if (!test.left || !test.right) return test.left ? *test.left : test.right.value_or(-1);
  return std::min(*test.left, *test.right);
}

std::int32_t DayWork::other_raises(const Test& test) const {
  if (s_.profile == nullptr || s_.profile->side == Side::both) return -1;
  return (s_.profile->side == Side::left ? test.right : test.left).value_or(-1);
}

std::int8_t DayWork::run_entry_rung() const {
  const Entry& entry = protocol().entry;
  if (s_.own.max_s == 0 || s_.own.ended || s_.own.clear < entry.running_clear_runs) return -1;
  if (r_.trend == Trend::rising || r_.trend == Trend::worsening || r_.trend == Trend::drifted) return -1;
  if (s_.hop == nullptr || s_.raises == nullptr) return -1;
  const int age = protocol().gates.raises_within_days;
  if (r_.day - s_.hop->at.day() > age || r_.day - s_.raises->at.day() > age) return -1;
  const auto& hop = std::get<Test>(s_.hop->body);
  if (!hop.pain || *hop.pain > entry.running_hop_pain_max) return -1;
  if (affected_raises(std::get<Test>(s_.raises->body)) < entry.running_raises_min) return -1;
  const int top = s_.ladder->find(kRun, entry.running_rung_max).value_or(0);
  int rung = -1;
  for (int r = 0; r <= top; ++r) {
    if (s_.ladder->rung(kRun, r).dose.total_jog_s() <= s_.own.shortest_s) rung = r;
  }
  return static_cast<std::int8_t>(rung);
}

void DayWork::entries() {
  const Entry& entry = protocol().entry;
  if (s_.raises != nullptr && s_.raises != s_.raises_used && s_.raises->at.day() <= r_.day) {
    const auto& test = std::get<Test>(s_.raises->body);
    const bool before_first = !s_.last_strength;
    const bool after_off = s_.last_strength && s_.idle[kStrength] >= entry.after_days_off &&
                           s_.raises->at.day() > *s_.last_strength;
    const bool recent = r_.day - s_.raises->at.day() <= protocol().gates.raises_within_days;
    const bool calm = !s_.controller.urgent && !s_.controller.refer &&
                      r_.irritability != Irritability::high && !r_.events.urgent && !r_.events.refer &&
                      !r_.decide.held[kStrength];
    const bool both_counted = s_.profile->side != Side::both || (test.left && test.right);
    const std::int32_t raises = both_counted ? affected_raises(test) : -1;
    if ((before_first || after_off) && recent && calm && test.pain && *test.pain <= entry.test_pain_max &&
        raises >= entry.raises_low) {
      const std::string& id = raises >= entry.raises_high ? entry.rung_high : entry.rung_low;
      if (const auto rung = s_.ladder->find(kStrength, id))
        r_.events.entry_rung = static_cast<std::int8_t>(*rung);
      s_.raises_used = s_.raises;
    }
  }
  const bool path_over = s_.own.ended || r_.day - s_.start >= entry.running_days + 2;
  r_.events.own_runs_end = s_.controller.own_runs && path_over;
  r_.decide.run_entry_rung = path_over || r_.decide.run_barred
                                 ? std::int8_t{-1}
                                 : std::min(run_entry_rung(), r_.decide.run_rung_max);
}

/// A failing test blocks until it is done again; one that is too old is asked for again.
bool DayWork::raises_pass() {
  if (s_.raises == nullptr) return true;
  const Gates& gates = protocol().gates;
  const auto& test = std::get<Test>(s_.raises->body);
  r_.raises_stale = r_.day - s_.raises->at.day() > gates.raises_within_days;
  const std::int32_t affected = affected_raises(test);
  const std::int32_t other = other_raises(test);
  if (affected < 0) return true;
  return affected >= gates.raises_min || (other > 0 && affected * 100 >= other * gates.raises_other_side_pct);
}

void DayWork::gates() {
  const Gates& gates = protocol().gates;
  const MorningAnswer& answer = r_.morning.answer;
  r_.decide.checkin = answer.given;
  r_.decide.trend = r_.trend;
  r_.decide.trend_step_due =
      !s_.trend_stepped || r_.day - *s_.trend_stepped >= protocol().trend.step_every_days;
  r_.decide.irritability = r_.irritability;
  r_.decide.usual_low = r_.usual <= gates.spring_usual_max;
  for (std::size_t t = 0; t < kTracks; ++t) {
    r_.decide.reopen_due[t] =
        !s_.closed_by_excess[t] || r_.day - *s_.closed_by_excess[t] >= gates.reopen_days;
  }
  r_.decide.no_recent_worsening =
      !s_.last_worsening || r_.day - *s_.last_worsening > gates.run_no_worsening_days;
  r_.decide.walk_clear = within(s_.walk_clear, r_.day, gates.walk_within_days);
  r_.decide.raises_pass = raises_pass();
  r_.decide.hills_distance = true;
  if (s_.profile->weekly_before_m) {
    std::int64_t total = 0;
    bool known = true;
    s_.windows.each_run(gates.hills_weekly_days, [&](const RunDay& run) {
      total += run.total_m;
      known = known && !run.distance_unknown;
    });
    const std::int64_t weekly = total * 7 / gates.hills_weekly_days;
    if (known)
      r_.decide.hills_distance =
          weekly * 100 >= std::int64_t{*s_.profile->weekly_before_m} * gates.hills_weekly_pct;
  }
}

void DayWork::calendar() {
  const Spacing& spacing = protocol().spacing;
  const Gates& gates = protocol().gates;
  const MorningAnswer& answer = r_.morning.answer;
  const bool strong_symptom = s_.windows.any(r_.day - 1, r_.day, Mark::strong_symptom);
  r_.admissible = answer.given && answer.pain <= r_.usual + spacing.admissible_above_usual &&
                  answer.pain <= spacing.admissible_max && answer.settled != false && !strong_symptom;
  r_.today.admissible = r_.admissible;
  const int per_week = s_.maintained ? std::min(spacing.strength_per_week_max, gates.maintain_per_week)
                                     : spacing.strength_per_week_max;
  r_.today.week_strength_may = s_.windows.count(r_.day - 6, r_.day - 1, Mark::strength) < per_week;
  r_.today.rest_day_due =
      s_.windows.count(r_.day - 6, r_.day - 1, Mark::session) >= 7 - spacing.rest_days_per_week;
  r_.today.spring_due = !s_.last_spring || r_.day - *s_.last_spring >= spacing.spring_every_days;
  r_.today.unplanned_long = within(s_.unplanned_long, r_.day, spacing.unplanned_long_days);
  const bool walked = within(s_.last_walk, r_.day, gates.walk_every_days - 1);
  r_.today.own_run_may = r_.day - s_.start < protocol().entry.running_days;
  r_.today.walk_due = !within(s_.walk_clear, r_.day, gates.walk_within_days) && !walked;
}

void DayWork::after_decision() {
  const Decision& d = r_.decision;
  for (std::size_t t = 0; t < kTracks; ++t) {
    const bool raised =
        s_.controller.open(static_cast<int>(t)) &&
        (d.change[t] == Change::up || d.change[t] == Change::opened ||
         (d.change[t] == Change::set && s_.controller.rung(static_cast<int>(t)) >= d.rung_before[t]));
    if (raised) s_.last_step_up = r_.day;
    const bool lowered = d.change[t] == Change::down || d.change[t] == Change::closed;
    if (lowered && d.codes[t].has(Code::time_off))
      s_.gap_step[t] = {s_.idle[t], r_.day};
    else if (d.change[t] == Change::closed)
      s_.gap_step[t] = {};
    if (d.change[t] == Change::opened || d.change[t] == Change::set) {
      s_.idle[t] = 0;
      s_.gap_step[t] = {};
      if (t == kSpring) s_.last_spring = r_.day;
    }
    if (d.spiking[t]) {
      s_.evidence.causes.add(Code::refer_spiking);
      s_.evidence.spiking[t] = true;
    }
  }
  if (d.trend_stepped) s_.trend_stepped = r_.day;
  const bool at_goal =
      s_.controller.run_open &&
      (s_.controller.run_rung > s_.ladder->rules.run_goal ||
       (s_.controller.run_rung == s_.ladder->rules.run_goal && s_.controller.run_streak >= d.needed[kRun]));
  s_.goal_reached = at_goal;
  s_.maintained = false;
  if (s_.controller.full(s_.ladder->rules) && s_.raises != nullptr) {
    const auto& test = std::get<Test>(s_.raises->body);
    const Gates& gates = protocol().gates;
    const std::int32_t affected = affected_raises(test);
    const std::int32_t other = other_raises(test);
    s_.maintained =
        s_.profile->side == Side::both
            ? test.left && test.right && affected >= gates.maintain_both_min
            : affected >= gates.maintain_raises_min ||
                  (other > 0 && affected >= 0 && affected * 100 >= other * gates.maintain_other_side_pct);
  }
}

SPRINGBACK_IN_ONE_PIECE void DayWork::work() {
  SPRINGBACK_CHECK(!s_.any_day || r_.day - s_.day == 1);  // days come one by one, none left out
  s_.day = r_.day;
  s_.any_day = true;
  s_.windows.open_day(r_.day);
  r_.morning.unsettled_yesterday = s_.windows.settled(r_.day - 1) == 0;
  read_circumstances();
  start_programme();
  r_.started = s_.started;

  const std::int32_t told_usual = s_.profile == nullptr ? 0 : s_.profile->usual_morning_pain;
  r_.usual = s_.windows.usual_pain(protocol().usual, told_usual);
  r_.usual_stiffness = s_.windows.usual_stiffness(
      protocol().usual, s_.profile == nullptr ? std::nullopt : s_.profile->usual_stiffness_min);
  s_.windows.set_morning(r_.morning.answer);
  r_.trend = s_.windows.trend(protocol().trend);
  s_.evidence.worsening_days = s_.evidence.worsening_days << 1 | (r_.trend == Trend::worsening ? 1U : 0U);

  if (r_.trend == Trend::worsening) s_.last_worsening = r_.day;
  Morning morning(s_.controller, s_.ladder->rules);
  if (!s_.started) {
    read_flags_and_orders();
    morning.events(r_.events);
    r_.decision = morning.decision();
    return;
  }
  judge(morning);
  r_.irritability = s_.windows.irritability(protocol().irritability, r_.usual);
  if (r_.irritability == Irritability::high)
    high_cause_ = s_.windows.high_cause(protocol().irritability, r_.usual);
  // source: engine rules, section 7, rule 2: worsening on D, D−7 and D−14.
  constexpr std::uint32_t kThreeWeeks = 1U | 1U << 7 | 1U << 14;
  if ((s_.evidence.worsening_days & kThreeWeeks) == kThreeWeeks) {
    s_.evidence.causes.add(Code::refer_worsening);
    late_refer_ = true;
  }
  read_flags_and_orders();
  standing_orders();
  calendar();
  time_off();
  entries();
  morning.events(r_.events);
  gates();
  morning.decide(r_.decide);
  morning.today(r_.decide, r_.today);
  r_.decision = morning.decision();
  after_decision();
  slow_advice();

  PlanLimits limits;
  limits.own_run_s = s_.own.max_s;
  limits.body_mass_g = s_.profile->body_mass_g;
  limits.jog_s_max = r_.jog_s_max;
  if (!s_.protocol_unknown) r_.plan = make_plan(*s_.ladder, s_.controller, r_.decision, limits);
}

State make_state(Protocols protocols) {
  SPRINGBACK_CHECK(!protocols.empty());
  State state;
  state.ladder = make_ladder(protocols.front(), Profile{});
  state.windows.follow(protocols.front());
  return state;
}

DayResult begin_day(State& state, Day day, std::span<const Fact* const> facts, Protocols protocols) {
  DayResult result;
  result.day = day;
  DayWork(state, result, facts, protocols).work();
  return result;
}

}  // namespace springback::engine
