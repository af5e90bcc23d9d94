#include "engine/explanation.h"

#include <algorithm>
#include <string>

#include "engine/explainer.h"
#include "engine/load.h"

namespace springback::engine {
namespace {

constexpr int kTwoWeeks = 14;  // a trend compares one week of mornings with the week before it: S08

/// That tears are missed belongs to the signs of a tear alone.
std::string_view flag_source(FlagKind flag) {
  if (flag == FlagKind::pop || flag == FlagKind::cannot_raise) return "StatPearls 2023";
  return flag == FlagKind::fluoroquinolone ? "FDA 2008" : "red flags";
}

}  // namespace

Phase Explainer::phase() const {
  const Rules& rules = s_.ladder->rules;
  if (c_.full(rules)) return s_.maintained ? Phase::maintain : Phase::full;
  if (c_.run_open) return c_.run_rung >= rules.run_continuous ? Phase::continuous : Phase::walk_jog;
  return c_.spring_open ? Phase::spring : Phase::strength;
}

void Explainer::alerts() {
  const Evidence& e = s_.evidence;
  const auto code = [this](Code value) {
    if (std::ranges::find(out_.alert_codes, value) == out_.alert_codes.end())
      out_.alert_codes.push_back(value);
  };
  if (c_.urgent) {
    out_.alert = AlertLevel::urgent;
    code(Code::urgent_flag);
    for (int f = 0; f < kFlagKinds; ++f) {
      if ((e.urgent_flags >> f & 1) == 0) continue;
      Reason& reason = reasons_.add(Code::urgent_flag);
      reason.source = flag_source(static_cast<FlagKind>(f));
      put(reason, "flag", std::string(name(static_cast<FlagKind>(f))));
      cite(reason, e.flag_facts[static_cast<std::size_t>(f)]);
    }
  }
  if (c_.refer) {
    out_.alert = std::max(out_.alert, AlertLevel::refer);
    for (const Code cause : {Code::refer_spiking, Code::refer_closed_twice, Code::refer_worsening,
                             Code::refer_flag, Code::refer_same_rung}) {
      if (!e.causes.has(cause)) continue;
      code(cause);
      if (cause == Code::refer_spiking) {
        for (std::size_t t = 0; t < kTracks; ++t) {
          if (!e.spiking[t]) continue;
          Reason& reason = reasons_.add(cause, kTrackOf[t]);
          put(reason, "excessive", p_.alerts.spikes);
          put(reason, "of", p_.alerts.spikes_of);
        }
      } else if (cause == Code::refer_flag) {
        for (int f = 0; f < kFlagKinds; ++f) {
          if ((e.refer_flags >> f & 1) == 0) continue;
          Reason& reason = reasons_.add(cause);
          put(reason, "flag", std::string(name(static_cast<FlagKind>(f))));
          cite(reason, e.flag_facts[static_cast<std::size_t>(f)]);
        }
      } else {
        const bool of_track = cause != Code::refer_worsening && e.track >= 0;
        Reason& reason = reasons_.add(
            cause, of_track ? std::optional(kTrackOf[static_cast<std::size_t>(e.track)]) : std::nullopt);
        if (cause == Code::refer_closed_twice) {
          put(reason, "times", p_.alerts.closed_times);
          put(reason, "within_days", p_.alerts.closed_within_days);
        } else if (cause == Code::refer_same_rung) {
          put(reason, "times", p_.alerts.same_rung_falls);
        }
      }
    }
  }
  advice();
}

void Explainer::advice() {
  for (const Advice& a : s_.advice) {
    if (r_.day - a.since >= p_.alerts.advise_days) continue;
    out_.alert = std::max(out_.alert, AlertLevel::advise);
    if (std::ranges::find(out_.alert_codes, a.code) == out_.alert_codes.end())
      out_.alert_codes.push_back(a.code);
    Reason& reason = reasons_.add(a.code);
    cite(reason, a.fact);
    switch (a.code) {
      case Code::advise_flag:
        put(reason, "flag", std::string(name(a.flag)));
        break;
      case Code::advise_usual_high:
        put(reason, "usual", s_.profile->usual_morning_pain);
        break;
      case Code::advise_stalled:
        put(reason, "days", r_.day - s_.last_step_up);
        break;
      case Code::advise_persistent:
        put(reason, "days", r_.day - s_.start + 1);
        put(reason, "median", s_.windows.long_median());
        break;
      case Code::advise_score:
        put(reason, "gained", s_.visa_gained);
        put(reason, "expected", p_.alerts.visa_gain_min);
        break;
      default:
        break;
    }
  }
}

void Explainer::orders() {
  for (int t = 0; t < kTracks; ++t) {
    const StandingOrder* hold = r_.hold[static_cast<std::size_t>(t)];
    if (hold == nullptr) continue;
    Reason& reason = reasons_.add(Code::order_hold, kTrackOf[static_cast<std::size_t>(t)]);
    if (hold->until) put(reason, "until", format_day(*hold->until));
    cite(reason, hold->fact);
  }
  for (const StandingOrder* order : r_.limits) {
    Reason& reason = reasons_.add(Code::order_limit);
    if (order->track >= 0) reason.track = static_cast<Track>(order->track);
    if (order->limit.pain_max) put(reason, "pain_max", *order->limit.pain_max);
    if (order->limit.jog_s_max) put(reason, "jog_s_max", *order->limit.jog_s_max);
    const std::int32_t shortest = s_.ladder->rung(kRun, 0).dose.total_jog_s();
    const bool of_run = order->track < 0 || order->track == kRun;
    if (of_run && !c_.own_runs && order->limit.jog_s_max.value_or(shortest) < shortest)
      put(reason, "shortest_s", shortest);
    if (order->limit.days_between_min) put(reason, "days_between_min", *order->limit.days_between_min);
    cite(reason, order->fact);
  }
  for (const Fact* order : r_.unknown_rung) {
    if (order == nullptr) continue;
    const auto& body = std::get<Order>(order->body);
    Reason& reason = reasons_.add(Code::order_rung, body.track);
    put(reason, "cause", std::string("unknown"));
    put(reason, "rung", std::string(body.rung));
    cite(reason, order);
  }
  if (r_.order_cleared != nullptr) cite(reasons_.add(Code::order_clear), r_.order_cleared);
}

/// Which of the two weeks has too few mornings to have a middle value.
void Explainer::too_few_mornings(bool this_week) {
  Reason& reason = reasons_.add(Code::trend_unknown);
  if (r_.day - s_.start + 1 < kTwoWeeks) {
    put(reason, "cause", std::string("young"));
    return;
  }
  put(reason, "cause", std::string(this_week ? "this_week" : "last_week"));
  put(reason, "needed", p_.trend.scores_min);
}

void Explainer::trend() {
  const std::int32_t w0 = s_.windows.weekly_median(r_.day);
  const std::int32_t w1 = s_.windows.weekly_median(r_.day - 7);
  switch (r_.trend) {
    case Trend::worsening:
    case Trend::rising: {
      Reason& reason =
          reasons_.add(r_.trend == Trend::worsening ? Code::trend_worsening : Code::trend_rising);
      put(reason, "this_week", w0);
      put(reason, "last_week", w1);
      break;
    }
    case Trend::drifted: {
      Reason& reason = reasons_.add(Code::trend_drifted);
      put(reason, "this_week", w0);
      put(reason, "lowest", s_.windows.lowest_weekly());
      break;
    }
    case Trend::unknown:
      too_few_mornings(w0 < 0);
      break;
    case Trend::steady:
      break;
  }
  if (r_.irritability == Irritability::high && !c_.urgent) {
    Reason& reason = reasons_.add(Code::irritability_high);
    const bool running = c_.run_open || c_.own_runs;
    if (c_.spring_open || running)
      put(reason, "held", std::string(!running ? "spring" : !c_.spring_open ? "run" : "both"));
    // The calm dose is the lowest there is: it cannot be lowered, but it earns nothing meanwhile.
    if (c_.strength_rung == kCalm)
      put(reason, "dose", std::string("calm"));
    else if (r_.plan.find(Track::strength) != nullptr)
      put(reason, "dose", std::string("lower"));
    const auto cause = s_.windows.high_cause(p_.irritability, r_.usual);
    if (cause == Windows::HighCause::morning)
      put(reason, "cause", std::string("morning"));
    else if (cause == Windows::HighCause::not_settled_twice)
      put(reason, "cause", std::string("not_settled_twice"));
    else
      excessive_days(reason);
  }
}

/// Irritability by days that were too much. Two such days need not be two sessions: a late excess counts for
/// the day on which it is found.
void Explainer::excessive_days(Reason& reason) const {
  const IrritabilityRule& rule = p_.irritability;
  const bool once = s_.windows.one_day_counts_twice(rule);
  put(reason, "cause", std::string(once ? "one_day_twice" : "two_excessive_days"));
  if (once) return;
  put(reason, "days", s_.windows.count(r_.day - rule.high_window_days, r_.day, Mark::excessive));
  put(reason, "within_days", rule.high_window_days);
}

void Explainer::closed(int t, Reason& reason) const {
  const Condition unmet = r_.decision.unmet[static_cast<std::size_t>(t)];
  std::string condition(name(unmet));
  if (unmet == Condition::raises && r_.raises_stale) condition = "test_due";
  put(reason, "condition", condition);
  switch (unmet) {
    case Condition::strength_rung:
      put(reason, "rung", p_.gates.spring_needs_strength_rung);
      put(reason, "have", rung_id(kStrength, c_.strength_rung));
      break;
    case Condition::spring_rung:
      put(reason, "rung", p_.gates.run_needs_spring_rung);
      if (c_.spring_open) put(reason, "have", rung_id(kSpring, c_.spring_rung));
      break;
    case Condition::usual:
      put(reason, "have", r_.usual);
      put(reason, "needed", p_.gates.spring_usual_max);
      break;
    case Condition::raises:
      put(reason, "needed", p_.gates.raises_min);
      break;
    case Condition::gate_walk:
      put(reason, "walk_s", p_.gates.walk_s);
      break;
    case Condition::reopen:
      put(reason, "days_left", days_to_reopen(t));
      break;
    default:
      break;
  }
}

/// Of a track that was closed because it was too much; 0: they are over, or it never was.
int Explainer::days_to_reopen(int t) const {
  const std::optional<Day>& closed = s_.closed_by_excess[static_cast<std::size_t>(t)];
  return closed ? std::max(p_.gates.reopen_days - (r_.day - *closed), 0) : 0;
}

void Explainer::time_off(int t) {
  const auto i = static_cast<std::size_t>(t);
  if (r_.decision.codes[i].has(Code::time_off)) {
    Reason& reason = reasons_.add(Code::time_off, kTrackOf[i]);
    put(reason, "days", s_.idle[i]);
    fell(t, reason);
  } else if (const GapStep& step = s_.gap_step[i]; step.days > 0 && !c_.urgent) {
    // The gap was crossed while nobody looked: who comes back reads it then.
    Reason& reason = reasons_.add(Code::time_off, kTrackOf[i]);
    put(reason, "days", step.days);
    put(reason, "on", format_day(step.on));
  }
}

/// Rungs whose equipment is not at hand are no rungs to climb to.
Above Explainer::above(int t) const {
  const Rules& rules = s_.ladder->rules;
  const int rungs = t == kSpring ? rules.spring_rungs : t == kRun ? rules.run_rungs : rules.strength_rungs;
  if (c_.rung(t) + 1 >= rungs) return Above::nothing;
  if (t != kStrength) return Above::rung;
  for (int rung = c_.strength_rung + 1; rung < rungs; ++rung) {
    if ((rules.strength_available >> rung & 1) != 0) return Above::rung;
  }
  return Above::equipment;
}

void Explainer::progress(int t) {
  const auto i = static_cast<std::size_t>(t);
  const CodeSet& codes = r_.decision.codes[i];
  const Track track = kTrackOf[i];
  if (codes.has(Code::progress_earned)) {
    Reason& reason = reasons_.add(Code::progress_earned, track);
    put(reason, "needed", r_.decision.needed_before[i]);
    put(reason, "rung", rung_id(t, c_.rung(t)));
    if (r_.trend == Trend::unknown) put(reason, "trend", std::string(name(r_.trend)));
  }
  if (codes.has(Code::gate_open)) reasons_.add(Code::gate_open, track);
  if (codes.has(Code::order_rung)) {
    Reason& reason = reasons_.add(Code::order_rung, track);
    put(reason, "rung", rung_id(t, c_.rung(t)));
    cite(reason, r_.rung_order[i]);
  }
  if (codes.has(Code::entry_test)) {
    Reason& reason = reasons_.add(Code::entry_test, track);
    put(reason, "rung", rung_id(t, c_.rung(t)));
    cite(reason, s_.raises_used);
  }
  if (codes.has(Code::one_increase)) {
    Reason& reason = reasons_.add(Code::one_increase, track);
    std::string waits = c_.shoe_left > 0 ? "shoe" : "";
    for (int other = kTracks - 1; other >= 0; --other) {
      if (c_.unassessed[static_cast<std::size_t>(other)])
        waits = std::string(name(kTrackOf[static_cast<std::size_t>(other)]));
    }
    put(reason, "waits_for", waits);
  }
  if (codes.has(Code::streak_short) && r_.decision.change[i] == Change::none) {
    Reason& reason = reasons_.add(Code::streak_short, track);
    put(reason, "streak", c_.streak(t));
    put(reason, "needed", r_.decision.needed[i]);
    if (const Above over = above(t); over != Above::rung)
      put(reason, "cause", std::string(over == Above::nothing ? "top" : "equipment"));
    else if (const Rules& rules = s_.ladder->rules;
             r_.decision.needed[i] > rules.streak_low && !(t == kStrength && c_.strength_rung == kCalm))
      put(reason, "cause", std::string("irritability"));
  }
  if (codes.has(Code::gate_closed) && c_.open(t))
    put(reasons_.add(Code::gate_closed, track), "condition", std::string("hills_distance"));
  if (codes.has(Code::spring_waits)) reasons_.add(Code::spring_waits, track);
}

/// Enough days have passed: strength has spacing rules beside that, each with its own source.
void Explainer::strength_spacing(Reason& reason) const {
  if (!r_.today.week_strength_may) {
    put(reason, "cause", std::string("week"));
    put(reason, "per_week",
        s_.maintained ? std::min(p_.spacing.strength_per_week_max, p_.gates.maintain_per_week)
                      : p_.spacing.strength_per_week_max);
    reason.source = "beyer-2015";
  } else if (r_.today.order_spaces_strength) {
    put(reason, "cause", std::string("order"));
    reason.source = "engine";
  } else {
    put(reason, "cause", std::string("impact_day"));
    reason.source = "seed S11";
  }
}

/// A late excess counts from the day on which it was found, and the wait with it.
void Explainer::impact_wait(Reason& reason) const {
  if (c_.wait <= 1) return;  // only a good morning is missing
  put(reason, "until", format_day(r_.day + (c_.wait - 1)));
  const Day counted = r_.day - (p_.spacing.impact_wait_days + 1 - c_.wait);
  if (s_.windows.any(counted, counted, Mark::late)) put(reason, "late_on", format_day(counted));
}

/// The first of the three that this morning fails: its pain, no strong symptom since yesterday, settled.
void Explainer::inadmissible(Reason& reason) const {
  const std::int32_t pain = r_.morning.answer.pain;
  const bool too_high =
      pain > r_.usual + p_.spacing.admissible_above_usual || pain > p_.spacing.admissible_max;
  if (too_high) {
    put(reason, "pain", pain);
    put(reason, "usual", r_.usual);
    return;
  }
  const bool strong = s_.windows.any(r_.day - 1, r_.day, Mark::strong_symptom);
  put(reason, "cause", std::string(strong ? "symptom" : "not_settled"));
  if (!strong) return;
  const auto& symptom = std::get<Symptom>(s_.strong_symptom->body);
  put(reason, "symptom", symptom.pain);
  put(reason, "on", format_day(s_.strong_symptom->at.day()));
  if (symptom.context != Context::unstated) put(reason, "context", std::string(name(symptom.context)));
  cite(reason, s_.strong_symptom);
}

void Explainer::spacing(int t) {
  const auto i = static_cast<std::size_t>(t);
  const CodeSet& codes = r_.decision.codes[i];
  const Track track = kTrackOf[i];
  if (r_.plan.find(track) != nullptr) return;
  for (const Code code : {Code::impact_wait, Code::needs_checkin, Code::morning_inadmissible,
                          Code::unplanned_long, Code::weekly_rest, Code::spacing, Code::spring_weekly}) {
    if (!codes.has(code)) continue;
    Reason& reason = reasons_.add(code, track);
    switch (code) {
      case Code::impact_wait:
        impact_wait(reason);
        break;
      case Code::morning_inadmissible:
        inadmissible(reason);
        break;
      case Code::unplanned_long:
        if (s_.unplanned_long)
          put(reason, "days_left", p_.spacing.unplanned_long_days - (r_.day - *s_.unplanned_long));
        break;
      case Code::spacing: {
        if (t == kStrength && c_.strength_ago == 0) {
          strength_spacing(reason);
          break;
        }
        const int ago = t == kStrength ? c_.strength_ago : c_.impact_ago > 0 ? c_.impact_ago : c_.high_ago;
        if (ago > 0) put(reason, "days_since", ago);
        if (ago == 1) {
          for (const TrackDay& day : s_.yesterday().tracks) {
            if (t == kStrength ? day.track == Track::strength : day.impact) cite_sessions(reason, day);
          }
        }
        const int needed = t == kStrength      ? p_.spacing.strength_days_between
                           : c_.impact_ago > 0 ? p_.spacing.impact_days_between
                                               : p_.spacing.high_days_between;
        put(reason, "days_needed", needed + 1);
        if (t == kStrength)
          reason.source = "loadit";
        else
          put(reason, "cause", std::string(c_.impact_ago > 0 ? "impact" : "high"));
        break;
      }
      default:
        break;
    }
  }
}

void Explainer::track(int t) {
  const auto i = static_cast<std::size_t>(t);
  TrackOutcome& track = t == kStrength ? out_.strength : t == kSpring ? out_.spring : out_.run;
  track.open = c_.open(t);
  if (r_.decision.codes[i].has(Code::trend_worsening)) reasons_.add(Code::trend_worsening, kTrackOf[i]);
  time_off(t);
  if (!track.open) {
    // Running has a way in beside its gate while the runner's own runs go on.
    if (t != kRun || !c_.own_runs) closed(t, reasons_.add(Code::gate_closed, kTrackOf[i]));
    track.closed_again = s_.closed_by_excess[i] || s_.gap_step[i].days > 0;
    // On the day itself the reason for it says how long, unless that is all that is left to wait for.
    const int left = days_to_reopen(t);
    if (left > 0 && !c_.urgent && (!fall_told_[i] || r_.decision.unmet[i] == Condition::reopen))
      put(reasons_.add(Code::reopen_wait, kTrackOf[i]), "days_left", left);
    if (t == kRun && c_.own_runs) spacing(t);
    return;
  }
  track.rung_index = c_.rung(t);
  track.rung = rung_id(t, c_.rung(t));
  track.above = above(t);
  track.streak = c_.streak(t);
  track.needed = r_.decision.needed[i];
  track.verdict = s_.last_verdict[i];
  track.action = action_of(s_, r_, t);
  if (c_.urgent) return;  // nothing else matters today
  progress(t);
  spacing(t);
}

void Explainer::tracks() {
  for (int t = 0; t < kTracks; ++t) track(t);
  if (c_.own_runs) {
    Reason& reason = reasons_.add(Code::entry_running, Track::run);
    put(reason, "runs", s_.own.clear);
    put(reason, "needed", p_.entry.running_clear_runs);
    put(reason, "max_min", s_.own.max_s / 60);
  } else if (r_.decision.codes[kRun].has(Code::entry_running)) {
    put(reasons_.add(Code::entry_running, Track::run), "rung", rung_id(kRun, c_.run_rung));
  }
  if (r_.raises_stale && !c_.run_open && c_.spring_open) reasons_.add(Code::test_due);
  if (s_.goal_reached) reasons_.add(Code::goal_reached, Track::run);
  const Phase now = phase();
  if (now == Phase::full && !s_.maintained) {
    const bool recent = s_.raises != nullptr && r_.day - s_.raises->at.day() <= p_.gates.raises_within_days;
    if (!recent) reasons_.add(Code::test_due);
  }
  if (now == Phase::maintain)
    put(reasons_.add(Code::maintenance, Track::strength), "per_week", p_.gates.maintain_per_week);
}

void Explainer::today() {
  for (const PlanItem& item : r_.plan.view()) {
    Item& out = out_.today.emplace_back();
    out.track = item.track;
    out.dose = item.dose;
    out.pain_max = std::min(p_.checks.effort_pain_borderline_max,
                            std::int32_t{r_.pain_max[static_cast<std::size_t>(item.track)]});
    if (item.load_g >= 0) out.load_g = item.load_g;
    switch (item.kind) {
      case PlanKind::ladder:
        out.rung = rung_id(static_cast<int>(item.track), item.rung);
        break;
      case PlanKind::own_run:
        out.rung = "own_run";
        break;
      case PlanKind::gate_walk:
        out.rung = "gate_walk";
        break;
    }
    const double load = dose_load(p_, item.dose, p_.load.exponent, false);
    out.load = static_cast<double>(static_cast<std::int64_t>(load * 10.0 + 0.5)) / 10.0;
    if (item.kind == PlanKind::gate_walk)
      put(reasons_.add(Code::gate_walk, Track::walk), "walk_s", item.dose.walk_s);
  }
}

/// Some track has its turn today if the morning's answer, which is missing, allows it.
bool Explainer::asks_morning() const {
  if (s_.protocol_unknown || c_.refer || r_.irritability == Irritability::high) return false;
  const bool pending = !r_.today.rest_day_due && std::ranges::any_of(r_.judged.found, [](const Judgement& j) {
    return j.verdict == Verdict::pending && static_cast<int>(j.track) < kTracks;
  });
  for (const int t : {kSpring, kRun}) {
    const CodeSet& codes = r_.decision.codes[static_cast<std::size_t>(t)];
    const bool kept = codes.has(Code::weekly_rest) || codes.has(Code::spacing) ||
                      codes.has(Code::spring_weekly) || codes.has(Code::unplanned_long) ||
                      r_.decide.held[static_cast<std::size_t>(t)] || c_.wait > 1;
    if (codes.has(Code::needs_checkin) && !kept) return true;
    const Condition unmet = r_.decision.unmet[static_cast<std::size_t>(t)];
    const bool by_verdict = unmet == Condition::strength_rung || unmet == Condition::spring_rung ||
                            unmet == Condition::unassessed || unmet == Condition::verdict;
    if (pending && !c_.open(t) && by_verdict) return true;
  }
  return false;
}

/// What is good on a day of rest; whether it is one may hang on the morning's answer.
void Explainer::rest_day() {
  if (!r_.plan.view().empty() || c_.urgent || asks_morning()) return;
  put(reasons_.add(Code::good_on_rest_day), "site",
      std::string(p_.site == Site::insertional ? "insertional" : "midportion"));
}

Outcome Explainer::explain() {
  out_.date = r_.day;
  if (!s_.protocol_unknown) out_.protocol = p_.id + "@" + std::to_string(p_.version);
  out_.protocol_hash = p_.hash;
  out_.trend = r_.trend;
  out_.irritability = r_.irritability;
  alerts();
  if (!r_.started) {
    Reason& reason = reasons_.add(Code::not_started);
    if (s_.profile != nullptr)
      put(reason, "start", format_day(s_.profile->started.value_or(*s_.first_profile)));
    return std::move(out_);
  }
  out_.usual_pain = r_.usual;
  out_.morning_open = !r_.morning.answer.given;
  out_.phase = phase();
  if (s_.protocol_unknown)
    cite(reasons_.add(Code::protocol_unknown), r_.protocol_fact);
  else if (r_.protocol_changed)
    cite(reasons_.add(Code::protocol_changed), r_.protocol_fact);
  orders();
  judgements();
  trend();
  tracks();
  today();
  rest_day();
  out_.compared = compare(s_.yesterday());
  return std::move(out_);
}

Action action_of(const State& state, const DayResult& result, int track) {
  const Controller& c = state.controller;
  const auto t = static_cast<std::size_t>(track);
  if (!c.open(track)) return Action::none;
  switch (result.decision.change[t]) {
    case Change::up:
    case Change::opened:
      return Action::progress;
    case Change::down:
    case Change::closed:
      return Action::step_back;
    case Change::set:
      return c.rung(track) >= result.decision.rung_before[t] ? Action::progress : Action::step_back;
    case Change::none:
      break;
  }
  if (c.urgent) return Action::stop;
  if (result.decide.held[t]) return Action::hold;
  if (track != kStrength) {
    const bool refused = result.morning.answer.given && !result.admissible;
    if (c.refer || result.irritability == Irritability::high || c.wait > 0 || refused) return Action::hold;
  }
  if (state.protocol_unknown) return Action::hold;
  return result.plan.find(kTrackOf[t]) != nullptr ? Action::repeat : Action::rest;
}

std::vector<Comparison> compare(const SessionDay& day) {
  std::vector<Comparison> all;
  for (const TrackDay& track : day.tracks) {
    Comparison& c = all.emplace_back();
    c.session = track.facts[0]->id;
    c.track = track.track;
    c.planned = track.relation != Relation::unplanned;
    c.prescribed = track.prescribed;
    c.done = track.done;
    c.held = track.held;
    c.other_unit = track.other_unit;
    if (track.ascent_m >= 0) c.ascent_m = track.ascent_m;
    if (track.distance_m >= 0) c.distance_m = track.distance_m;
    for (const Fact* other : track.also) c.also.push_back(other->id);
  }
  return all;
}

Outcome explain(const State& state, const DayResult& result) { return Explainer(state, result).explain(); }

}  // namespace springback::engine
