// Section 7, rules 1 to 4: what asks for a clinician, what a clinician orders, and what only wants saying.

#include <algorithm>

#include "engine/day_work.h"

namespace springback::engine {
namespace {

std::uint16_t flag_bit(FlagKind flag) {
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(flag));
}

enum class Severity : std::uint8_t { advise, refer, urgent };

/// Section 7, rules 1–3.
Severity severity(FlagKind flag) {
  switch (flag) {
    case FlagKind::pop:
    case FlagKind::cannot_raise:
    case FlagKind::calf_swelling:
    case FlagKind::breathless:
    case FlagKind::fever:
    case FlagKind::fluoroquinolone:
    case FlagKind::steroid_injection:
      return Severity::urgent;
    case FlagKind::night_pain:
    case FlagKind::other_tendons:
      return Severity::refer;
    case FlagKind::other_achilles:
    case FlagKind::joint_stiffness:
    case FlagKind::unsure:
      return Severity::advise;
  }
  return Severity::urgent;
}

}  // namespace

void DayWork::take_fall(const Judgement& j) {
  const auto t = static_cast<std::size_t>(j.track);
  if (fell_[t]) return;
  fell_[t] = true;
  const int rung = s_.controller.rung(static_cast<int>(t));
  const Alerts& alerts = protocol().alerts;
  if (t != kStrength && rung == 0) {
    s_.closed_by_excess[t] = r_.day;
    auto& closed = s_.evidence.closed[t];
    closed = {closed[1], closed[2], r_.day};
    const auto& oldest = closed[closed.size() - static_cast<std::size_t>(alerts.closed_times)];
    if (oldest && r_.day - *oldest <= alerts.closed_within_days) {
      s_.evidence.causes.add(Code::refer_closed_twice);
      s_.evidence.track = static_cast<int>(t);
      late_refer_ = true;
    }
  }
  if (rung < 0) return;
  std::uint8_t& falls = s_.evidence.falls[t][static_cast<std::size_t>(rung + 1)];
  falls = static_cast<std::uint8_t>(std::min(falls + 1, 200));
  if (falls >= alerts.same_rung_falls) {
    s_.evidence.causes.add(Code::refer_same_rung);
    s_.evidence.track = static_cast<int>(t);
    late_refer_ = true;
  }
}

void DayWork::speak(Code code, FlagKind flag, const Fact* fact, int again_after) {
  for (Advice& advice : s_.advice) {
    if (advice.code != code || (code == Code::advise_flag && advice.flag != flag)) continue;
    if (r_.day - advice.since >= again_after) {
      advice.since = r_.day;
      advice.fact = fact;
    }
    return;
  }
  s_.advice.push_back({code, flag, r_.day, fact});
}

void DayWork::clear_evidence(const Fact& order) {
  s_.evidence = {};
  late_refer_ = false;
  r_.events.clear_refer = true;
  r_.events.refer = false;
  r_.order_cleared = &order;
}

void DayWork::read_order(const Order& order, const Fact& fact) {
  switch (order.order) {
    case OrderKind::clear: {
      // As it stands at this hour: an earlier order of today may have ended it.
      const bool referred = (s_.controller.refer && !r_.events.clear_refer) || r_.events.refer || late_refer_;
      if (order.by == Author::clinician) {
        clear_evidence(fact);
        r_.events.clear_urgent = true;
        r_.events.urgent = false;
      } else if (referred && !within(s_.self_cleared, r_.day, protocol().alerts.self_clear_every_days - 1)) {
        const std::uint16_t urgent = s_.evidence.urgent_flags;
        const auto facts = s_.evidence.flag_facts;
        clear_evidence(fact);
        s_.evidence.urgent_flags = urgent;
        s_.evidence.flag_facts = facts;
        s_.self_cleared = r_.day;
      }
      break;
    }
    case OrderKind::set_rung: {
      if (order.by != Author::clinician || !order.track || static_cast<int>(*order.track) >= kTracks) break;
      const int track = static_cast<int>(*order.track);
      const auto t = static_cast<std::size_t>(track);
      r_.unknown_rung[t] = &fact;
      if (const auto rung = s_.ladder->find(track, order.rung)) {
        r_.unknown_rung[t] = nullptr;  // put right by this one, an earlier one is not spoken of
        r_.rung_order[t] = &fact;
        r_.events.order_rung[t] = static_cast<std::int8_t>(*rung);
        s_.idle[t] = 0;  // the order is today's word, and knows of the gap
      }
      break;
    }
    case OrderKind::hold:
    case OrderKind::limit: {
      if (order.by != Author::clinician) break;
      // The newest order of a kind and a track stands in for the one before, so that a clinician can end it.
      const int track = order.track ? static_cast<int>(*order.track) : -1;
      std::erase_if(s_.orders, [&order, track](const StandingOrder& o) {
        return o.kind == order.order && o.track == track;
      });
      s_.orders.push_back({order.order, track, r_.day, order.until, order.limit, &fact});
      break;
    }
  }
}

/// Second pass, in the order of time: a flag latches, a clearing order empties what came before it.
void DayWork::read_flags_and_orders() {
  for (const Fact* fact : facts_) {
    FlagKind kind{};
    if (const auto* flag = std::get_if<Flag>(&fact->body)) {
      kind = flag->flag;
    } else if (const auto* order = std::get_if<Order>(&fact->body)) {
      read_order(*order, *fact);
      continue;
    } else {
      const auto* symptom = std::get_if<Symptom>(&fact->body);
      const bool night = symptom != nullptr && symptom->context == Context::night && symptom->pain > 0 &&
                         on_injured_side(*symptom, s_.profile);
      if (!night) continue;
      kind = FlagKind::night_pain;
    }
    s_.evidence.flag_facts[static_cast<std::size_t>(kind)] = fact;
    switch (severity(kind)) {
      case Severity::urgent:
        s_.evidence.urgent_flags |= flag_bit(kind);
        r_.events.urgent = true;
        break;
      case Severity::refer:
        s_.evidence.refer_flags |= flag_bit(kind);
        s_.evidence.causes.add(Code::refer_flag);
        r_.events.refer = true;
        break;
      case Severity::advise:
        speak(Code::advise_flag, kind, fact, protocol().alerts.advise_again_days);
        break;
    }
  }
  if (late_refer_) r_.events.refer = true;
}

void DayWork::standing_orders() {
  for (const StandingOrder& order : s_.orders) {
    if (order.until && r_.day > *order.until) continue;
    for (int t = 0; t < kTracks; ++t) {
      if (order.track != -1 && order.track != t) continue;
      if (order.kind == OrderKind::hold) {
        r_.decide.held[static_cast<std::size_t>(t)] = true;
        r_.hold[static_cast<std::size_t>(t)] = &order;
      }
    }
    if (order.kind != OrderKind::limit) continue;
    if (!r_.limits.full()) r_.limits.add(&order);
    if (order.limit.pain_max) {
      for (std::size_t t = 0; t < kAllTracks; ++t) {
        if (order.track == -1 || order.track == static_cast<int>(t))
          r_.pain_max[t] = std::min(r_.pain_max[t], *order.limit.pain_max);
      }
    }
    if (order.limit.jog_s_max && (order.track == -1 || order.track == kRun)) {
      r_.jog_s_max = std::min(r_.jog_s_max, *order.limit.jog_s_max);
      int highest = -1;
      const auto rungs = s_.ladder->rungs(kRun);
      for (std::size_t rung = 0; rung < rungs.size(); ++rung) {
        if (rungs[rung].dose.total_jog_s() <= *order.limit.jog_s_max)
          highest = static_cast<int>(rung);
        else
          break;
      }
      r_.decide.run_barred = r_.decide.run_barred || highest < 0;
      r_.decide.run_rung_max = static_cast<std::int8_t>(std::clamp<int>(highest, 0, r_.decide.run_rung_max));
    }
    if (order.limit.days_between_min) {
      const int days = *order.limit.days_between_min;
      const auto recent = [this, days](Mark what) {
        return s_.windows.any(r_.day - std::min(days, 60), r_.day - 1, what);
      };
      if (order.track != kStrength && recent(Mark::impact)) r_.today.order_spaces_impact = true;
      if ((order.track == -1 || order.track == kStrength) && recent(Mark::strength))
        r_.today.order_spaces_strength = true;
    }
  }
}

/// Section 7, rule 3: what a clinician should hear about one day, though nothing is held.
void DayWork::slow_advice() {
  const Alerts& rule = protocol().alerts;
  const int programme_day = r_.day - s_.start + 1;
  const int since_step = r_.day - s_.last_step_up;
  if (programme_day >= rule.persistent_from_day && since_step >= rule.persistent_no_step_days) {
    const std::int32_t now = s_.windows.long_median();
    if (now >= rule.persistent_pain_min && s_.first_weeks >= 0 && now >= s_.first_weeks) {
      speak(Code::advise_persistent, FlagKind::unsure, nullptr, rule.persistent_every_days);
    }
  }
  if (programme_day == rule.persistent_first_days) {
    s_.first_weeks = static_cast<std::int8_t>(s_.windows.median_of_last(rule.persistent_first_days));
  }
  if (since_step >= rule.stalled_days && !s_.goal_reached) {
    speak(Code::advise_stalled, FlagKind::unsure, nullptr, rule.advise_again_days);
  }
  if (programme_day >= rule.visa_by_day && !s_.score_judged && s_.first_score != nullptr &&
      s_.last_score != s_.first_score) {
    s_.score_judged = true;
    const std::int32_t gained =
        std::get<Score>(s_.last_score->body).value - std::get<Score>(s_.first_score->body).value;
    s_.visa_gained = gained;
    if (gained < rule.visa_gain_min)
      speak(Code::advise_score, FlagKind::unsure, s_.last_score, rule.advise_again_days);
  }
}

}  // namespace springback::engine
