// Events, gates, gaps, orders and advice: what the controller is told of a day.

#include <algorithm>

#include "oracle/oracle.h"

namespace springback::oracle {

using engine::Change;
using engine::Code;
using engine::FlagKind;
using engine::Gap;
using engine::kRun;
using engine::kSpring;
using engine::kStrength;
using engine::kTracks;
using engine::OrderKind;
using engine::Trend;

namespace {

constexpr auto kRunKind = static_cast<std::size_t>(engine::Track::run);
constexpr auto kWalkKind = static_cast<std::size_t>(engine::Track::walk);

bool is_urgent(FlagKind flag) {
  switch (flag) {
    case FlagKind::pop:
    case FlagKind::cannot_raise:
    case FlagKind::calf_swelling:
    case FlagKind::breathless:
    case FlagKind::fever:
    case FlagKind::fluoroquinolone:
    case FlagKind::steroid_injection:
      return true;
    default:
      return false;
  }
}

bool is_refer(FlagKind flag) { return flag == FlagKind::night_pain || flag == FlagKind::other_tendons; }

std::size_t at(int track) { return static_cast<std::size_t>(track); }

}  // namespace

template <class T>
std::vector<Oracle::Seen<T>> Oracle::all(Day from, Day to) const {
  std::vector<Seen<T>> seen;
  for (const Fact* fact : facts_) {
    const Day day = fact->at.day();
    if (day < from || day > to) continue;
    if (const T* body = std::get_if<T>(&fact->body)) seen.push_back({fact, body});
  }
  return seen;
}

const DayFound& Oracle::morning(const DayTold& told) {
  if (told_.empty()) first_ = told.day;
  told_.push_back(told);
  found_.emplace_back();
  DayFound& today = found_.back();
  today.day = told.day;
  const auto start = programme_start(told.day);
  today.started = start && *start <= told.day;
  today.morning = morning_of(told.day);
  today.weekly = weekly(told.day);
  today.usual = usual(told.day);
  today.usual_stiffness = usual_stiffness(told.day);
  today.trend = trend(told.day);
  orders(today);
  shoes(today);
  judge(today);
  judge_late(today);
  today.high_cause = high(told.day);
  today.irritability = irritability(told.day);
  if (today.started) {
    plan(today);
    events(today);
    decide(today);
    advice(today);
  }
  return today;
}

const DayFound& Oracle::evening(const std::vector<Exercised>& exercised) {
  DayFound& today = found_.back();
  told_.back().exercised = exercised;
  for (std::size_t kind = 0; kind < kKinds; ++kind)
    today.done[kind] = combine(kind, exercised, today.day);
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const Combined& done = today.done[kind];
    if (kind < at(kTracks)) today.sessions.done[kind] = done.memory;
    today.sessions.impact = today.sessions.impact || done.impact;
    today.sessions.high = today.sessions.high || done.high;
  }
  return today;
}

// ---- events ----

void Oracle::events(DayFound& today) {
  flags(today);
  evidence(today);
  gaps(today);
  entry(today);
  own_runs(today);
}

void Oracle::flags(DayFound& today) {
  for (const Fact* fact : facts_) {
    if (fact->at.day() != today.day) continue;
    if (const auto* flag = std::get_if<engine::Flag>(&fact->body)) {
      today.events.urgent = today.events.urgent || is_urgent(flag->flag);
      today.events.refer = today.events.refer || is_refer(flag->flag);
    } else if (const auto* symptom = std::get_if<engine::Symptom>(&fact->body)) {
      if (symptom->context == engine::Context::night) today.events.refer = true;
    } else if (const auto* order = std::get_if<engine::Order>(&fact->body)) {
      if (order->order != OrderKind::clear) continue;
      const bool self = order->by == engine::Author::self;
      if (self) {
        bool used = false;
        for (const auto& other : all<engine::Order>(
                 today.day - (rules().alerts.self_clear_every_days - 1), today.day)) {
          if (other.fact == fact) break;
          if (other.body->order == OrderKind::clear && other.body->by == engine::Author::self) used = true;
        }
        if (used) continue;
      } else {
        today.events.clear_urgent = true;
        today.events.urgent = false;
      }
      today.events.clear_refer = true;
      today.events.refer = false;
    }
  }
}

/// What refers by evidence: falls from one rung, closings, worsening weeks; a clearing empties it.
void Oracle::evidence(DayFound& today) {
  const engine::Alerts& rule = rules().alerts;
  Day since = first_;
  for (const DayFound& one : found_)
    if (one.events.clear_refer) since = one.day;

  bool weeks = true;
  for (const int back : {0, 7, 14}) {
    const DayFound* one = found(today.day - back);
    weeks = weeks && one != nullptr && one->day >= since && one->trend == Trend::worsening;
  }
  bool refer = weeks;

  for (int track = 0; track < kTracks; ++track) {
    std::array<int, 40> falls{};
    std::vector<Day> closings;
    for (const DayTold& told : told_) {
      if (told.day == today.day) break;
      const DayFound& one = *found(told.day);
      // A credited session on a rung ends the count of the falls from it.
      if (one.judged[at(track)].credited) falls[at(told.before.rung(track) + 1)] = 0;
      if (told.day < since) continue;
      if (!told.decision.fell_by_excess[at(track)]) continue;
      ++falls[at(told.decision.rung_before[at(track)] + 1)];
      if (track != kStrength && told.decision.change[at(track)] == Change::closed &&
          told.decision.fell_at_foot[at(track)])
        closings.push_back(told.day);
    }
    for (const int count : falls) refer = refer || count >= rule.same_rung_falls;
    const auto times = static_cast<std::size_t>(rule.closed_times);
    for (std::size_t n = 0; n + times <= closings.size(); ++n)
      refer = refer || closings[n + times - 1] - closings[n] <= rule.closed_within_days;
  }
  if (refer) today.events.refer = true;
}

void Oracle::orders(DayFound& today) {
  // The newest hold, and the newest limit, of each track (or of all) stands until it ends.
  for (const OrderKind kind : {OrderKind::hold, OrderKind::limit}) {
    std::array<const Fact*, 4> newest{};
    for (const auto& order : all<engine::Order>(first_, today.day)) {
      if (order.body->order != kind) continue;
      const std::size_t slot = order.body->track ? static_cast<std::size_t>(*order.body->track) : 3;
      newest[slot] = order.fact;
    }
    for (std::size_t slot = 0; slot < newest.size(); ++slot) {
      const Fact* fact = newest[slot];
      if (fact == nullptr) continue;
      const auto& order = std::get<engine::Order>(fact->body);
      if (order.until && *order.until < today.day) continue;
      if (kind == OrderKind::hold) {
        for (std::size_t track = 0; track < at(kTracks); ++track)
          if (slot == 3 || slot == track) today.hold[track] = fact;
        continue;
      }
      today.limits.push_back(fact);
      if (order.limit.pain_max)
        today.pain_max = std::min<int>(today.pain_max.value_or(10), *order.limit.pain_max);
      const bool runs = slot == 3 || slot == kRunKind;
      if (order.limit.jog_s_max && runs) today.jog_s_max = std::min(today.jog_s_max, *order.limit.jog_s_max);
    }
  }
  for (const auto& order : all<engine::Order>(today.day, today.day)) {
    if (order.body->order != OrderKind::set_rung || !order.body->track) continue;
    const auto track = static_cast<int>(*order.body->track);
    if (track >= kTracks) continue;
    const auto rung = told_.back().ladder->find(track, order.body->rung);
    if (rung) today.events.order_rung[at(track)] = static_cast<std::int8_t>(*rung);
  }
  for (std::size_t track = 0; track < at(kTracks); ++track)
    today.decide.held[track] = today.hold[track] != nullptr;
}

/// A change of shoe: a name that nothing had named before, once something had; or another drop.
void Oracle::shoes(DayFound& today) {
  std::vector<std::string_view> seen;
  std::optional<int> drop;
  const auto known = [&](std::string_view name) {
    return std::find(seen.begin(), seen.end(), name) != seen.end();
  };
  std::string_view changed;
  for (const Fact* fact : facts_) {
    const Day day = fact->at.day();
    if (day > today.day) continue;
    if (const auto* shoe = std::get_if<engine::Shoe>(&fact->body)) {
      const bool other_drop = drop && shoe->drop_tenths_mm && *drop != *shoe->drop_tenths_mm;
      const bool change = (!seen.empty() && !known(shoe->shoe)) || other_drop;
      if (change) changed = shoe->shoe;
      if (change && day == today.day) today.events.shoe_changed = true;
      if (shoe->drop_tenths_mm) drop = shoe->drop_tenths_mm;
      if (!known(shoe->shoe)) seen.push_back(shoe->shoe);
    } else if (const auto* session = std::get_if<engine::Session>(&fact->body)) {
      if (session->shoe.empty() || day == today.day) continue;
      if (!seen.empty() && !known(session->shoe)) changed = session->shoe;
      if (!known(session->shoe)) seen.push_back(session->shoe);
    }
  }
  today.new_shoe = changed;
}

// ---- time off ----

/// A day on which the track was held does not count; except that a bad morning never saves from a gap that is
/// crossed that day.
bool Oracle::counts_as_time_off(int track, Day day, const DayFound& today, int days,
                                const DayTold& told) const {
  const engine::TimeOff& rule = rules().time_off;
  if (told.after.urgent || today.hold[at(track)] != nullptr) return false;
  if (track == kStrength) return true;
  if (told.after.refer || told.after.wait > 0) return false;
  if (track == kSpring && told.after.run_open && !today.today.spring_due) return false;
  const bool crossing = days + 1 == rule.first_days || days + 1 == rule.second_days ||
                        days + 1 == rule.restart_days;
  const bool bad = (today.morning.given && !today.today.admissible) ||
                   today.irritability == engine::Irritability::high;
  static_cast<void>(day);
  return crossing || !bad;
}

void Oracle::gaps(DayFound& today) {
  const engine::TimeOff& rule = rules().time_off;
  for (int track = 0; track < kTracks; ++track) {
    int days = 0;
    for (const DayTold& told : told_) {
      const DayFound& one = *found(told.day);
      today.events.gap[at(track)] = Gap::none;
      if (!one.started) continue;
      if (!told.before.open(track)) {
        days = 0;
        continue;
      }
      const bool first = told.day == first_ || !found(told.day - 1)->started;
      if (first) continue;  // strength opens with the programme
      if (one.events.order_rung[at(track)] != engine::kNoRung) {
        days = 0;
      } else if (counts_as_time_off(track, told.day, one, days, told)) {
        ++days;
        if (days == rule.first_days || days == rule.second_days) today.events.gap[at(track)] = Gap::one_rung;
        if (days == rule.restart_days) today.events.gap[at(track)] = Gap::restart;
      }
      if (told.day < today.day && one.done[at(track)].enough) days = 0;
    }
    today.idle[at(track)] = days;
  }
}

// ---- entries ----

void Oracle::entry(DayFound& today) {
  const engine::Entry& rule = rules().entry;
  const Fact* latest = nullptr;
  for (const auto& test : all<engine::Test>(first_, today.day))
    if (test.body->test == engine::TestKind::heel_raise) latest = test.fact;
  if (latest == nullptr) return;
  const auto& test = std::get<engine::Test>(latest->body);
  const auto raises = affected_raises(test, today.day);
  if (!raises || !test.pain || *test.pain > rule.test_pain_max) return;
  bool used = false;
  bool trained = false;
  for (const DayFound& one : found_) {
    if (one.day == today.day) break;
    used = used || one.entry_test == latest;
    trained = trained || one.done[at(kStrength)].present;
  }
  if (used) return;
  const bool after_gap = today.idle[at(kStrength)] >= rule.after_days_off && latest->at.day() == today.day;
  if (trained && !after_gap) return;
  const std::string& id = *raises >= rule.raises_high ? rule.rung_high : rule.rung_low;
  if (*raises < rule.raises_low) return;
  const auto rung = told_.back().ladder->find(kStrength, id);
  if (!rung) return;
  today.events.entry_rung = static_cast<std::int8_t>(*rung);
  today.entry_test = latest;
}

/// Own runs of a runner who is already running: the path, and the rung that it leads to.
void Oracle::own_runs(DayFound& today) {
  const engine::Entry& rule = rules().entry;
  const engine::Profile* of = profile(today.day);
  const Day start = *programme_start(today.day);
  if (of == nullptr || !of->running_now) return;
  int shortest_before = 0;
  for (Day day = start - 14; day < start; day = day + 1) {
    for (const Exercised& one : found(day) != nullptr ? told(day).exercised : std::vector<Exercised>()) {
      int jog_s = 0;
      if (one.session != nullptr && one.session->track == engine::Track::run)
        jog_s = one.session->done.jog_s.value_or(0);
      if (one.session == nullptr) jog_s = one.recording->jog_s;
      if (jog_s > 0 && (shortest_before == 0 || jog_s < shortest_before)) shortest_before = jog_s;
    }
  }
  const bool in_time = today.day - start < rule.running_days;
  bool ended = false;
  int clear = 0;
  int shortest = 0;
  for (const DayTold& told : told_) {
    if (told.day <= start) continue;
    const DayFound& one = *found(told.day);
    const Judged& run = one.judged[kRunKind];
    if (run.verdict == Verdict::excessive || one.judge.late[at(kRun)]) ended = true;
    const DayFound* yesterday = found(told.day - 1);
    if (run.verdict != Verdict::clear || yesterday == nullptr) continue;
    const DayTold& then = this->told(told.day - 1);
    bool own = false;
    for (const Exercised& exercised : then.exercised) {
      if (exercised.session == nullptr || exercised.session->track != engine::Track::run) continue;
      const engine::PlanItem* item = exercised.plan.find(engine::Track::run);
      own = item != nullptr && item->kind == engine::PlanKind::own_run;
    }
    if (!own || yesterday->done[kRunKind].relation == engine::Relation::over) continue;
    ++clear;
    const int jog_s = yesterday->done[kRunKind].done;
    if (shortest == 0 || jog_s < shortest) shortest = jog_s;
  }
  today.events.own_runs_begin = today.day == start && shortest_before > 0;
  today.events.own_runs_end = ended || !in_time;
  today.today.own_run_may = shortest_before > 0 && in_time && !ended;

  if (clear < rule.running_clear_runs || ended || !in_time) return;
  if (today.trend != Trend::steady && today.trend != Trend::unknown) return;
  int hop_pain = -1;
  int raises = -1;
  for (const auto& test : all<engine::Test>(first_, today.day)) {
    if (test.body->test == engine::TestKind::hop)
      hop_pain = test.body->pain ? *test.body->pain : -1;
    else
      raises = affected_raises(*test.body, today.day).value_or(-1);
  }
  if (hop_pain < 0 || hop_pain > rule.running_hop_pain_max) return;
  if (raises < rule.running_raises_min) return;
  const engine::Ladder& ladder = *told_.back().ladder;
  const int highest = ladder.find(kRun, rule.running_rung_max).value_or(-1);
  for (int rung = 0; rung <= highest; ++rung)
    if (ladder.rung(kRun, rung).dose.total_jog_s() <= shortest)
      today.decide.run_entry_rung = static_cast<std::int8_t>(rung);
}

// ---- gates ----

bool Oracle::raises_pass(Day day) const {
  const engine::Gates& rule = rules().gates;
  const engine::Test* latest = nullptr;
  for (const auto& test : all<engine::Test>(first_, day))
    if (test.body->test == engine::TestKind::heel_raise) latest = test.body;
  if (latest == nullptr) return true;
  const auto raises = affected_raises(*latest, day);
  if (!raises) return false;
  if (*raises >= rule.raises_min) return true;
  const engine::Side side = profile(day)->side;
  if (side == engine::Side::both) return false;
  const auto other = side == engine::Side::left ? latest->right : latest->left;
  return other && *raises * 100 >= *other * rule.raises_other_side_pct;
}

bool Oracle::hills_distance(Day day) const {
  const engine::Gates& rule = rules().gates;
  const engine::Profile* of = profile(day);
  if (!of->weekly_before_m) return true;
  std::int64_t metres = 0;
  for (Day at = day - rule.hills_weekly_days; at < day; at = at + 1) {
    if (found(at) == nullptr) continue;
    for (const Exercised& one : told(at).exercised) {
      const bool run = one.session != nullptr
                           ? one.session->track == engine::Track::run
                           : engine::recorded_kind(*one.recording).track == engine::Track::run;
      if (!run) continue;
      if (one.recording == nullptr && !one.session->done.distance_m) return true;  // not known
      metres += one.recording != nullptr ? one.recording->distance_m : *one.session->done.distance_m;
    }
  }
  return metres * 7 * 100 >=
         std::int64_t{*of->weekly_before_m} * rule.hills_weekly_pct * rule.hills_weekly_days;
}

bool Oracle::walk_clear(Day day) const {
  const engine::Gates& rule = rules().gates;
  for (Day at = day - rule.walk_within_days; at < day; at = at + 1) {
    const DayFound* one = found(at);
    if (one == nullptr || one->verdict[kWalkKind] != Verdict::clear) continue;
    const Combined& walk = one->done[kWalkKind];
    if (walk.done < rule.walk_s) continue;
    const bool hilly = walk.ascent_m >= 0 && walk.distance_m > 0 &&
                       std::int64_t{walk.ascent_m} * 1000 >
                           std::int64_t{rules().guards.climb_m_per_km} * walk.distance_m;
    if (!hilly) return true;
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
      const bool closed = told.decision.change[track] == Change::closed && told.decision.fell_at_foot[track];
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
    if (symptom.body->pain >= rule.symptom_blocks_from && injured(symptom.body->side, today.day))
      letter.admissible = false;

  int strength = 0;
  int any = 0;
  for (int back = 1; back <= 6; ++back) {
    const DayFound* one = found(today.day - back);
    if (one == nullptr) continue;
    if (one->done[at(kStrength)].present) ++strength;
    if (session_on(one->day)) ++any;
  }
  const int most = maintained(today.day) ? rules().gates.maintain_per_week : rule.strength_per_week_max;
  letter.week_strength_may = strength < std::min(most, rule.strength_per_week_max);
  letter.rest_day_due = any > 6 - rule.rest_days_per_week;

  std::optional<Day> spring, impact, strength_day, walk;
  for (const DayFound& one : found_) {
    if (one.day == today.day) break;
    if (one.done[at(kSpring)].present) spring = one.day;
    if (one.done[at(kStrength)].present) strength_day = one.day;
    for (const Combined& done : one.done)
      if (done.impact) impact = one.day;
    if (one.done[kWalkKind].present && one.done[kWalkKind].done >= rules().gates.walk_s) walk = one.day;
    const Combined& run = one.done[kRunKind];
    if (!run.present || run.relation != engine::Relation::unplanned) continue;
    const int longest = longest_run(one.day - rules().guards.distance_window_days, one.day - 1);
    const bool is_long = longest < 0 || run.distance_m > 2 * longest;
    if (is_long && today.day - one.day <= rule.unplanned_long_days) letter.unplanned_long = true;
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
  Day last = *programme_start(day);
  for (const DayTold& told : told_) {
    if (told.day >= day) break;
    for (std::size_t track = 0; track < at(kTracks); ++track) {
      const Change change = told.decision.change[track];
      const bool higher = change == Change::set &&
                          (told.after.rung(static_cast<int>(track)) > told.decision.rung_before[track] ||
                           !told.before.open(static_cast<int>(track)));
      if (change == Change::up || change == Change::opened || higher) last = told.day;
    }
  }
  return last;
}

/// Full was reached and the calf is strong enough: strength goes on twice a week.
bool Oracle::maintained(Day day) const {
  const engine::Gates& rule = rules().gates;
  const DayTold& now = told_.back();
  if (!now.before.full(now.ladder->rules)) return false;
  const engine::Test* latest = nullptr;
  for (const auto& test : all<engine::Test>(first_, day))
    if (test.body->test == engine::TestKind::heel_raise) latest = test.body;
  if (latest == nullptr) return false;
  const auto raises = affected_raises(*latest, day);
  if (!raises) return false;
  const engine::Side side = profile(day)->side;
  if (side == engine::Side::both) return *raises >= rule.maintain_both_min;
  if (*raises >= rule.maintain_raises_min) return true;
  const auto other = side == engine::Side::left ? latest->right : latest->left;
  return other && *raises * 100 >= *other * rule.maintain_other_side_pct;
}

// ---- advice ----

void Oracle::advice(DayFound& today) {
  const engine::Alerts& rule = rules().alerts;
  const Day start = *programme_start(today.day);
  std::vector<Said> said;
  if (const DayFound* yesterday = found(today.day - 1)) said = yesterday->advice;
  const auto say = [&](Code code, FlagKind flag, int every) {
    for (const Said& one : said)
      if (one.code == code && one.flag == flag && today.day - one.since < every) return;
    said.push_back({code, flag, today.day});
  };
  for (const auto& flag : all<engine::Flag>(today.day, today.day))
    if (!is_urgent(flag.body->flag) && !is_refer(flag.body->flag))
      say(Code::advise_flag, flag.body->flag, rule.advise_again_days);
  const DayFound* yesterday = found(today.day - 1);
  const bool first = yesterday == nullptr || !yesterday->started;
  if (first && profile(today.day)->usual_morning_pain >= rule.usual_high_min)
    say(Code::advise_usual_high, FlagKind::unsure, rule.advise_again_days);

  const auto now = pains(today.day - (rule.persistent_window_days - 1), today.day);
  const auto then = pains(start, start + (rule.persistent_first_days - 1));
  const int since_step = today.day - last_step_up(today.day);
  if (today.day - start + 1 >= rule.persistent_from_day && !now.empty() && !then.empty() &&
      since_step >= rule.persistent_no_step_days) {
    const int median = now[(now.size() - 1) / 2];
    if (median >= rule.persistent_pain_min && median >= then[(then.size() - 1) / 2])
      say(Code::advise_persistent, FlagKind::unsure, rule.persistent_every_days);
  }
  bool reached = false;
  for (const DayTold& told : told_)
    reached = reached || (told.after.run_open && told.after.run_rung >= told.ladder->rules.run_goal);
  if (since_step >= rule.stalled_days && !reached)
    say(Code::advise_stalled, FlagKind::unsure, rule.advise_again_days);

  const auto scores = all<engine::Score>(first_, today.day);
  std::optional<int> before, after;
  for (const auto& score : scores) {
    if (score.body->scale != engine::Scale::visa_a) continue;
    if (!before) before = score.body->value;
    after = score.body->value;
  }
  if (today.day - start == rule.visa_by_day && before && after && *after - *before < rule.visa_gain_min)
    say(Code::advise_score, FlagKind::unsure, rule.advise_again_days);
  today.advice = said;
}

}  // namespace springback::oracle
