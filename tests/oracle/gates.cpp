// Entries, gates, the day's calendar and advice: what the controller is told once the events are known.

#include <algorithm>

#include "oracle/oracle.h"

namespace springback::oracle {

using engine::Change;
using engine::Code;
using engine::FlagKind;
using engine::kRun;
using engine::kSpring;
using engine::kStrength;
using engine::kTracks;
using engine::Trend;

namespace {

constexpr auto kRunKind = static_cast<std::size_t>(engine::Track::run);
constexpr auto kWalkKind = static_cast<std::size_t>(engine::Track::walk);

std::size_t at(int track) { return static_cast<std::size_t>(track); }

}  // namespace

// ---- entries ----

/// The latest heel-raise test that counted the affected side.
const Fact* Oracle::latest_raises(Day day) const {
  const Fact* latest = nullptr;
  for (const auto& test : all<engine::Test>(first_, day))
    if (test.body->test == engine::TestKind::heel_raise && affected_raises(*test.body, test.fact->at.day()))
      latest = test.fact;
  return latest;
}

void Oracle::entry(DayFound& today) {
  const engine::Entry& rule = rules().entry;
  const Fact* latest = latest_raises(today.day);
  if (latest == nullptr) return;
  const auto& test = std::get<engine::Test>(latest->body);
  const auto raises = affected_raises(test, today.day);
  if (profile(today.day)->side == engine::Side::both && (!test.left || !test.right)) return;
  if (!raises || !test.pain || *test.pain > rule.test_pain_max || *raises < rule.raises_low) return;
  if (today.day - latest->at.day() > rules().gates.raises_within_days) return;
  std::optional<Day> trained;
  for (const DayFound& one : found_) {
    if (one.day == today.day) break;
    if (one.entry_test == latest) return;  // a test enters once
    if (one.started && one.done[at(kStrength)].present) trained = one.day;
  }
  const bool after_gap =
      trained && today.idle[at(kStrength)] >= rule.after_days_off && latest->at.day() > *trained;
  if (trained && !after_gap) return;
  // Not on a day that is held for another reason.
  engine::Controller copy = told_.back().before;
  engine::Morning morning(copy, told_.back().ladder->rules);
  morning.judge(today.judge);
  if (copy.urgent || copy.refer || today.events.urgent || today.events.refer) return;
  if (today.irritability == engine::Irritability::high || today.hold[at(kStrength)] != nullptr) return;
  const std::string& id = *raises >= rule.raises_high ? rule.rung_high : rule.rung_low;
  const auto rung = told_.back().ladder->find(kStrength, id);
  if (!rung) return;
  today.events.entry_rung = static_cast<std::int8_t>(*rung);
  today.entry_test = latest;
}

/// Own runs of a runner who is already running: the path, and the rung that it leads to.
void Oracle::own_runs(DayFound& today) {
  const engine::Entry& rule = rules().entry;
  const Day begin = first_started();
  const Day start = *programme_start(begin);
  today.today.own_run_may = today.day - start < rule.running_days;
  if (!profile(begin)->running_now) return;
  int longest = 0;  // none longer than the shortest of the weeks before
  for (Day day = begin - rule.running_days; day < begin; day = day + 1) {
    const int shortest = found(day) != nullptr ? found(day)->done[kRunKind].shortest : 0;
    if (shortest > 0) longest = longest == 0 ? shortest : std::min(longest, shortest);
  }
  // Two mornings more, for the verdicts on the last of them.
  bool ended = today.day - start >= rule.running_days + 2;
  int clear = 0;
  int shortest = 0;
  for (const DayTold& told : told_) {
    const DayFound& one = *found(told.day);
    const Judged& run = one.judged[kRunKind];
    if (run.verdict == Verdict::excessive || one.judge.late[at(kRun)]) ended = true;
    const DayFound* yesterday = found(told.day - 1);
    if (!run.clear || ended || yesterday == nullptr) continue;
    const Combined& done = yesterday->done[kRunKind];
    const bool planned =
        done.relation == engine::Relation::as_planned || done.relation == engine::Relation::under;
    if (!planned || done.fast || done.guards.has(Code::guard_climb) || done.guards.has(Code::guard_days))
      continue;
    if (done.done <= 0 || done.done > longest) continue;
    ++clear;
    shortest = shortest == 0 ? done.done : std::min(shortest, done.done);
  }
  today.events.own_runs_begin = today.day == begin && longest > 0;
  today.events.own_runs_end = ended;

  if (longest == 0 || clear < rule.running_clear_runs || ended) return;
  if (today.trend != Trend::steady && today.trend != Trend::unknown) return;
  const Fact* raised = latest_raises(today.day);
  const Fact* hopped = nullptr;
  for (const auto& test : all<engine::Test>(first_, today.day))
    if (test.body->test == engine::TestKind::hop) hopped = test.fact;
  if (raised == nullptr || hopped == nullptr) return;
  const int age = rules().gates.raises_within_days;
  if (today.day - raised->at.day() > age || today.day - hopped->at.day() > age) return;
  const auto& hop = std::get<engine::Test>(hopped->body);
  if (!hop.pain || *hop.pain > rule.running_hop_pain_max) return;
  if (affected_raises(std::get<engine::Test>(raised->body), today.day).value_or(-1) < rule.running_raises_min)
    return;
  const engine::Ladder& ladder = *told_.back().ladder;
  const int highest = ladder.find(kRun, rule.running_rung_max).value_or(-1);
  for (int rung = 0; rung <= highest; ++rung)
    if (ladder.rung(kRun, rung).dose.total_jog_s() <= shortest)
      today.decide.run_entry_rung = static_cast<std::int8_t>(rung);
}

// ---- gates ----

bool Oracle::raises_pass(Day day) const {
  const engine::Gates& rule = rules().gates;
  const Fact* latest = latest_raises(day);
  if (latest == nullptr) return true;
  const auto& test = std::get<engine::Test>(latest->body);
  const auto raises = affected_raises(test, day);
  if (!raises || *raises >= rule.raises_min) return true;
  const engine::Side side = profile(day)->side;
  if (side == engine::Side::both) return false;
  const auto other = side == engine::Side::left ? test.right : test.left;
  return other && *other > 0 && *raises * 100 >= *other * rule.raises_other_side_pct;
}

bool Oracle::hills_distance(Day day) const {
  const engine::Gates& rule = rules().gates;
  const engine::Profile* of = profile(day);
  if (!of->weekly_before_m) return true;
  std::int64_t metres = 0;
  for (Day at = day - rule.hills_weekly_days; at < day; at = at + 1) {
    if (found(at) == nullptr || !found(at)->done[kRunKind].present) continue;
    if (found(at)->done[kRunKind].distance_m < 0) return true;  // not known
    metres += found(at)->done[kRunKind].distance_m;
  }
  const std::int64_t weekly = metres * 7 / rule.hills_weekly_days;
  return weekly * 100 >= std::int64_t{*of->weekly_before_m} * rule.hills_weekly_pct;
}

bool Oracle::walk_clear(Day day) const {
  const engine::Gates& rule = rules().gates;
  for (Day at = day - rule.walk_within_days; at < day; at = at + 1) {
    const DayFound* one = found(at);
    const DayFound* next = found(at + 1);
    if (one == nullptr || next == nullptr || !next->judged[kWalkKind].clear) continue;
    const Combined& walk = one->done[kWalkKind];
    if (walk.done >= rule.walk_s && !walk.guards.has(Code::guard_climb)) return true;
  }
  return false;
}

void Oracle::decide(DayFound& today) {
  const engine::Gates& gates = rules().gates;
  engine::DecideLetter& letter = today.decide;
  letter.checkin = today.morning.given;
  letter.trend = today.trend;
  letter.irritability = today.irritability;
  letter.usual_low = today.usual <= gates.spring_usual_max;
  letter.trend_step_due = true;
  letter.no_recent_worsening = true;
  for (const DayTold& told : told_) {
    const int ago = today.day - told.day;
    if (found(told.day)->trend == Trend::worsening && ago <= gates.run_no_worsening_days)
      letter.no_recent_worsening = false;
    if (ago == 0) break;
    if (told.decision.trend_stepped && ago < rules().trend.step_every_days) letter.trend_step_due = false;
    for (std::size_t track = 0; track < at(kTracks); ++track) {
      const DayFound& then = *found(told.day);
      const bool closed = (then.judge.charged[track] || then.judge.late_charged[track]) &&
                          told.before.rung(static_cast<int>(track)) == 0;
      if (closed && ago < gates.reopen_days) letter.reopen_due[track] = false;
    }
  }
  letter.walk_clear = walk_clear(today.day);
  letter.raises_pass = raises_pass(today.day);
  letter.hills_distance = hills_distance(today.day);
  const engine::Ladder& ladder = *told_.back().ladder;
  if (today.jog_s_max < INT32_MAX) {
    letter.run_rung_max = -1;
    for (int rung = 0; rung < static_cast<int>(ladder.run.rungs.size()); ++rung)
      if (ladder.rung(kRun, rung).dose.total_jog_s() <= today.jog_s_max)
        letter.run_rung_max = static_cast<std::int8_t>(rung);
  }
}

// ---- today ----

void Oracle::plan(DayFound& today) {
  const engine::Spacing& rule = rules().spacing;
  engine::TodayLetter& letter = today.today;
  letter.admissible = today.morning.given && today.morning.settled != false &&
                      today.morning.pain <= today.usual + rule.admissible_above_usual &&
                      today.morning.pain <= rule.admissible_max;
  for (const auto& symptom : all<engine::Symptom>(today.day - 1, today.day))
    if (symptom.body->pain >= rule.symptom_blocks_from && injured(symptom.body->side, symptom.fact->at.day()))
      letter.admissible = false;

  int strength = 0;
  int any = 0;
  for (int back = 1; back <= 6; ++back) {
    const DayFound* one = found(today.day - back);
    if (one == nullptr) continue;
    if (one->done[at(kStrength)].present) ++strength;
    if (session_on(one->day)) ++any;
  }
  const int most = maintained(today.day - 1) ? rules().gates.maintain_per_week : rule.strength_per_week_max;
  letter.week_strength_may = strength < std::min(most, rule.strength_per_week_max);
  letter.rest_day_due = any > 6 - rule.rest_days_per_week;

  std::optional<Day> spring, impact, strength_day, walk;
  for (const DayFound& one : found_) {
    if (one.day == today.day) break;
    const Change change = told(one.day).decision.change[at(kSpring)];
    const bool opened = one.started && (change == Change::opened || change == Change::set);
    if (one.done[at(kSpring)].present || opened) spring = one.day;
    if (one.done[at(kStrength)].present) strength_day = one.day;
    for (const Combined& done : one.done)
      if (done.impact) impact = one.day;
    if (one.done[kWalkKind].present && one.done[kWalkKind].done >= rules().gates.walk_s) walk = one.day;
    const Combined& run = one.done[kRunKind];
    if (!run.present || run.relation != engine::Relation::unplanned) continue;
    const bool twice =
        !ran_before(one.day) || run.amount_unknown || nothing_known(one.day) || more_than(100, run, one.day);
    if (run.impact && twice && today.day - one.day <= rule.unplanned_long_days) letter.unplanned_long = true;
  }
  letter.spring_due = !spring || today.day - *spring >= rule.spring_every_days;
  letter.walk_due = !walk_clear(today.day) && (!walk || today.day - *walk >= rules().gates.walk_every_days);
  for (const Fact* fact : today.limits) {
    const auto& order = std::get<engine::Order>(fact->body);
    if (!order.limit.days_between_min) continue;
    const int between = *order.limit.days_between_min;
    const bool on_strength = !order.track || *order.track == engine::Track::strength;
    const bool on_impact = !order.track || *order.track != engine::Track::strength;
    if (on_impact && impact && today.day - *impact <= between) letter.order_spaces_impact = true;
    if (on_strength && strength_day && today.day - *strength_day <= between)
      letter.order_spaces_strength = true;
  }
}

Day Oracle::last_step_up(Day day) const {
  Day last = first_started();
  for (const DayTold& told : told_) {
    if (told.day > day || !found(told.day)->started) continue;
    for (int track = 0; track < kTracks; ++track) {
      if (!told.after.open(track)) continue;
      const Change change = told.decision.change[at(track)];
      const bool set_up =
          change == Change::set && told.after.rung(track) >= told.decision.rung_before[at(track)];
      if (change == Change::up || change == Change::opened || set_up) last = told.day;
    }
  }
  return last;
}

/// Full was reached and the calf is strong enough: strength goes on twice a week.
bool Oracle::maintained(Day day) const {
  const engine::Gates& rule = rules().gates;
  if (found(day) == nullptr || !found(day)->started) return false;
  const DayTold& then = told(day);
  if (!then.after.full(then.ladder->rules)) return false;
  const Fact* latest = latest_raises(day);
  if (latest == nullptr) return false;
  const auto& test = std::get<engine::Test>(latest->body);
  const auto raises = affected_raises(test, day);
  if (!raises) return false;
  const engine::Side side = profile(day)->side;
  if (side == engine::Side::both) return test.left && test.right && *raises >= rule.maintain_both_min;
  if (*raises >= rule.maintain_raises_min) return true;
  const auto other = side == engine::Side::left ? test.right : test.left;
  return other && *other > 0 && *raises * 100 >= *other * rule.maintain_other_side_pct;
}

// ---- advice ----

/// Keeps what was said, and says anew what may be said again.
void Oracle::say(DayFound& today, Code code, FlagKind flag, int every) const {
  for (const Said& one : today.advice)
    if (one.code == code && one.flag == flag && today.day - one.since < every) return;
  std::erase_if(today.advice, [&](const Said& one) { return one.code == code && one.flag == flag; });
  today.advice.push_back({code, flag, today.day});
}

void Oracle::advice(DayFound& today) {
  const engine::Alerts& rule = rules().alerts;
  const Day start = *programme_start(first_started());
  const auto now = pains(today.day - (rule.persistent_window_days - 1), today.day);
  const auto then = pains(start, start + (rule.persistent_first_days - 1));
  const int since_step = today.day - last_step_up(today.day);
  if (today.day - start + 1 >= rule.persistent_from_day && !now.empty() && !then.empty() &&
      since_step >= rule.persistent_no_step_days) {
    const int median = now[(now.size() - 1) / 2];
    if (median >= rule.persistent_pain_min && median >= then[(then.size() - 1) / 2])
      say(today, Code::advise_persistent, FlagKind::unsure, rule.persistent_every_days);
  }
  const DayTold& now_told = told_.back();
  const int goal = now_told.ladder->rules.run_goal;
  const bool reached =
      now_told.after.run_open &&
      (now_told.after.run_rung > goal ||
       (now_told.after.run_rung == goal && now_told.after.run_streak >= now_told.decision.needed[at(kRun)]));
  if (since_step >= rule.stalled_days && !reached)
    say(today, Code::advise_stalled, FlagKind::unsure, rule.advise_again_days);

  // Judged once: on the first day from the twelfth week on that has two scores.
  std::vector<int> scores;
  bool judged = false;
  for (const DayFound& one : found_) {
    for (const auto& score : all<engine::Score>(one.day, one.day))
      if (score.body->scale == engine::Scale::visa_a) scores.push_back(score.body->value);
    if (!one.started || one.day - start + 1 < rule.visa_by_day || scores.size() < 2 || judged) continue;
    judged = true;
    if (one.day == today.day && scores.back() - scores.front() < rule.visa_gain_min)
      say(today, Code::advise_score, FlagKind::unsure, rule.advise_again_days);
  }
}

}  // namespace springback::oracle
