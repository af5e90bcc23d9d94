// The day's events: flags, evidence, orders, shoes and time off.

#include <algorithm>

#include "oracle/oracle.h"

namespace springback::oracle {

using engine::Change;
using engine::Code;
using engine::FlagKind;
using engine::Gap;
using engine::kSpring;
using engine::kStrength;
using engine::kTracks;
using engine::OrderKind;
using engine::Trend;

namespace {

constexpr auto kRunKind = static_cast<std::size_t>(engine::Track::run);

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

const DayFound& Oracle::morning(const DayTold& told) {
  if (told_.empty()) first_ = told.day;
  told_.push_back(told);
  found_.emplace_back();
  DayFound& today = found_.back();
  today.day = told.day;
  const auto start = programme_start(told.day);
  const DayFound* yesterday = found(told.day - 1);
  today.started = (yesterday != nullptr && yesterday->started) || (start && *start <= told.day);
  today.morning = morning_of(told.day);
  today.weekly = weekly(told.day);
  today.usual = usual(told.day);
  today.usual_stiffness = usual_stiffness(told.day);
  today.trend = trend(told.day);
  shoes(today);
  if (!today.started) {
    evidence(today);
    flags(today);
    advice_of_the_day(today);
    return today;
  }
  orders(today);
  today.many_excessive_before = many_excessive_days(told.day);
  judge(today);
  judge_late(today);
  today.high_causes = high(told.day);
  today.irritability = irritability(told.day);
  plan(today);
  events(today);
  decide(today);
  advice_of_the_day(today);
  advice(today);
  return today;
}

const DayFound& Oracle::evening(const std::vector<Exercised>& exercised) {
  DayFound& today = found_.back();
  told_.back().exercised = exercised;
  for (std::size_t kind = 0; kind < kKinds; ++kind) today.done[kind] = combine(kind, exercised, today.day);
  shoes_of(today);
  for (Combined& done : today.done) {
    for (const Code guard : {Code::guard_distance, Code::guard_climb, Code::guard_pace, Code::guard_days,
                             Code::guard_gap, Code::guard_shoe})
      if (done.guards.has(guard)) done.memory = engine::Memory::other;
  }
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const Combined& done = today.done[kind];
    if (kind < at(kTracks) && done.present) today.sessions.done[kind] = done.memory;
    today.sessions.impact = today.sessions.impact || done.impact;
    today.sessions.high = today.sessions.high || done.high;
  }
  return today;
}

// ---- events ----

void Oracle::events(DayFound& today) {
  evidence(today);
  flags(today);
  gaps(today);
  entry(today);
  own_runs(today);
}

void Oracle::flags(DayFound& today) {
  bool self_cleared_today = false;
  for (const auto& [fact, at] : facts_) {
    if (at != today.day) continue;
    if (const auto* flag = std::get_if<engine::Flag>(&fact->body)) {
      today.events.urgent = today.events.urgent || is_urgent(flag->flag);
      today.events.refer = today.events.refer || is_refer(flag->flag);
    } else if (const auto* symptom = std::get_if<engine::Symptom>(&fact->body)) {
      if (symptom->context == engine::Context::night && symptom->pain > 0 &&
          injured(symptom->side, today.day))
        today.events.refer = true;
    } else if (const auto* order = std::get_if<engine::Order>(&fact->body)) {
      if (order->order != OrderKind::clear) continue;
      const bool self = order->by == engine::Author::self;
      if (self) {
        // Once in 84 days, and only when there is something to clear.
        bool used = self_cleared_today;
        for (const DayFound& one : found_)
          used = used || (one.day < today.day && one.self_cleared &&
                          today.day - one.day < rules().alerts.self_clear_every_days);
        if (used || !refer_stands(today)) continue;
        self_cleared_today = true;
        today.self_cleared = true;
      } else {
        today.events.clear_urgent = true;
        today.events.urgent = false;
      }
      today.events.clear_refer = true;
      today.events.refer = false;
    }
  }
}

/// Whether the runner has a referral to clear: an old one, or what this morning brought.
bool Oracle::refer_stands(const DayFound& today) const {
  if (today.events.refer || today.events.clear_refer) return today.events.refer;
  engine::Controller copy = told_.back().before;
  engine::Morning morning(copy, told_.back().ladder->rules);
  if (today.started) morning.judge(today.judge);
  return copy.refer;
}

/// What the day's flags and symptoms, or the first day's usual pain, are reason enough for.
void Oracle::advice_of_the_day(DayFound& today) {
  const engine::Alerts& rule = rules().alerts;
  if (const DayFound* yesterday = found(today.day - 1)) today.advice = yesterday->advice;
  for (const auto& flag : all<engine::Flag>(today.day, today.day))
    if (!is_urgent(flag.body->flag) && !is_refer(flag.body->flag))
      say(today, Code::advise_flag, flag.body->flag, rule.advise_again_days);
  for (const auto& symptom : all<engine::Symptom>(today.day, today.day))
    if (symptom.body->pain > 0 && !injured(symptom.body->side, today.day))
      say(today, Code::advise_flag, FlagKind::other_achilles, rule.advise_again_days);
  if (today.started && today.day == first_started() &&
      profile(today.day)->usual_morning_pain >= rule.usual_high_min)
    say(today, Code::advise_usual_high, FlagKind::unsure, rule.advise_again_days);
}

/// What refers by evidence: falls from one rung, closings, worsening weeks; a clearing empties it.
void Oracle::evidence(DayFound& today) {
  const engine::Alerts& rule = rules().alerts;
  Day since = first_ - 1;
  for (const DayFound& one : found_)
    if (one.events.clear_refer) since = one.day;

  bool refer = true;
  for (const int back : {0, 7, 14}) {
    const DayFound* one = found(today.day - back);
    refer = refer && one != nullptr && one->day > since && one->trend == Trend::worsening;
  }
  if (!today.started) return;

  for (int track = 0; track < kTracks; ++track) {
    std::array<int, 40> falls{};
    std::vector<Day> closings;
    for (const DayTold& told : told_) {
      const DayFound& one = *found(told.day);
      const int rung = told.before.rung(track);
      const bool fell = one.judge.charged[at(track)] || one.judge.late_charged[at(track)];
      if (told.day > since && fell && rung >= 0) ++falls[at(rung)];
      if (told.day > since && fell && rung == 0 && track != kStrength) closings.push_back(told.day);
      // A credited session on a rung ends the count of the falls from it.
      if (one.judged[at(track)].credited && rung >= 0) falls[at(rung)] = 0;
    }
    const bool fell_today = today.judge.charged[at(track)] || today.judge.late_charged[at(track)];
    const int rung = told_.back().before.rung(track);
    if (fell_today && rung >= 0 && falls[at(rung)] >= rule.same_rung_falls) refer = true;
    const auto times = static_cast<std::size_t>(rule.closed_times);
    if (closings.size() >= times && closings.back() == today.day &&
        today.day - closings[closings.size() - times] <= rule.closed_within_days)
      refer = true;
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
      for (std::size_t kind_of = 0; order.limit.pain_max && kind_of < today.pain_max.size(); ++kind_of) {
        auto& least = today.pain_max[kind_of];
        if (slot == 3 || slot == kind_of) least = std::min<int>(least.value_or(10), *order.limit.pain_max);
      }
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
  for (const DayFound& one : found_) {
    for (const auto& shoe : all<engine::Shoe>(one.day, one.day)) {
      const bool other_drop = drop && shoe.body->drop_tenths_mm && *drop != *shoe.body->drop_tenths_mm;
      const bool change = !seen.empty() && (!known(shoe.body->shoe) || other_drop);
      if (change) {
        today.new_shoe = shoe.body->shoe;
        today.untried = true;
        if (one.day == today.day) today.events.shoe_changed = true;
      }
      if (shoe.body->drop_tenths_mm) drop = shoe.body->drop_tenths_mm;
      if (!known(shoe.body->shoe)) seen.push_back(shoe.body->shoe);
    }
    if (one.day == today.day) break;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      const Combined& done = one.done[kind];
      if (!done.present) continue;
      if (!done.shoe.empty() && !known(done.shoe)) {
        if (!seen.empty()) {
          today.new_shoe = done.shoe;
          today.untried = true;
        }
        seen.push_back(done.shoe);
      }
      if (kind == kRunKind && done.impact && (done.shoe.empty() || done.shoe == today.new_shoe))
        today.untried = false;
    }
  }
}

/// The evening's half: a session may be the first word of a shoe, and the first run in it loses its credit.
void Oracle::shoes_of(DayFound& today) {
  DayFound tomorrow = today;
  for (std::size_t kind = 0; kind <= kRunKind; ++kind) {
    bool named = false;
    bool any = false;
    for (const auto& [fact, day] : facts_) {
      const auto* shoe = std::get_if<engine::Shoe>(&fact->body);
      const auto* session = std::get_if<engine::Session>(&fact->body);
      std::string_view name = shoe != nullptr && day <= today.day ? std::string_view(shoe->shoe) : "";
      if (session != nullptr && day < today.day) name = session->shoe;
      if (name.empty()) continue;
      any = true;
      named = named || name == today.done[kind].shoe;
    }
    for (std::size_t earlier = 0; earlier < kind; ++earlier) {
      any = any || !today.done[earlier].shoe.empty();
      named = named || today.done[earlier].shoe == today.done[kind].shoe;
    }
    Combined& done = today.done[kind];
    if (!done.present) continue;
    if (any && !done.shoe.empty() && !named) {
      today.shoe_changed_by_session = true;
      tomorrow.new_shoe = done.shoe;
      tomorrow.untried = true;
    }
    const bool in_it = done.shoe.empty() || done.shoe == tomorrow.new_shoe;
    if (kind == kRunKind && done.impact && in_it && tomorrow.untried) done.guards.add(Code::guard_shoe);
  }
}

// ---- time off ----

/// A day on which the track was held does not count; except that neither a bad morning nor a hold that began
/// this morning saves from a gap that is crossed that day. An order does: it is somebody's word.
bool Oracle::counts_as_time_off(int track, const DayFound& then, int days, const DayTold& told) const {
  const engine::TimeOff& rule = rules().time_off;
  if (then.hold[at(track)] != nullptr) return false;
  if (track == kSpring && told.before.run_open && !then.today.spring_due) return false;
  const bool impact = track != kStrength;
  const bool only_by_days =
      then.high_causes.size() == 1 && then.high_causes.front() == Cause::two_excessive_days;
  const bool held =
      told.after.urgent || (impact && (told.after.refer || told.after.wait > 1 || only_by_days));
  const bool held_already = (told.before.urgent && !then.events.clear_urgent) ||
                            (impact && ((told.before.refer && !then.events.clear_refer) ||
                                        told.before.wait > 2 || then.many_excessive_before));
  const bool crossing =
      days + 1 == rule.first_days || days + 1 == rule.second_days || days + 1 == rule.restart_days;
  if (held) return crossing && !held_already;
  const bool bad = impact && ((then.morning.given && (told.after.wait == 1 || !then.today.admissible)) ||
                              !then.high_causes.empty());
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
      if (one.events.order_rung[at(track)] != engine::kNoRung) days = 0;
      if (!told.before.open(track)) {
        days = 0;
      } else if (counts_as_time_off(track, one, days, told)) {
        ++days;
        if (days == rule.first_days || days == rule.second_days) today.events.gap[at(track)] = Gap::one_rung;
        if (days == rule.restart_days) today.events.gap[at(track)] = Gap::restart;
      }
      if (told.day == today.day) break;
      const Change change = told.decision.change[at(track)];
      if (change == Change::opened || change == Change::set) days = 0;
      if (one.done[at(track)].enough) days = 0;
    }
    today.idle[at(track)] = days;
  }
}

Day Oracle::first_started() const {
  for (const DayFound& one : found_)
    if (one.started) return one.day;
  return found_.back().day;
}

}  // namespace springback::oracle
