// The reasons for yesterday's verdicts: which check was too much, what is missing, and which guard fired.

#include <algorithm>
#include <string>

#include "engine/explainer.h"

namespace springback::engine {
namespace {

/// Which answers a verdict still needs.
std::string missing(const TrackDay& day, bool morning_given) {
  if (!day.during_missing) return "next_morning";
  return morning_given ? "pain_during" : "both";
}

}  // namespace

void Explainer::relation(const Judgement& j) {
  const TrackDay& day = *j.day;
  Code code = Code::unplanned;
  switch (day.relation) {
    case Relation::as_planned:
      return;
    case Relation::under:
      code = Code::underdone;
      break;
    case Relation::over:
      code = Code::overdone;
      break;
    case Relation::unplanned:
      code = Code::unplanned;
      break;
  }
  if (j.track == Track::walk || j.track == Track::other) {
    if (code == Code::unplanned && !day.impact) return;  // walking and cycling need no plan
  }
  Reason& reason = reasons_.add(code, j.track);
  put(reason, "done", day.done);
  if (code != Code::unplanned) put(reason, "prescribed", day.prescribed);
  cite_sessions(reason, day);
}

/// What a step back of today led to, told once: the rung that is left, or that the track is closed and for
/// how many days at the least (0: not by number). One that was at its foot already went nowhere.
void Explainer::fell(int t, Reason& reason) {
  const auto i = static_cast<std::size_t>(t);
  const Change change = r_.decision.change[i];
  if (fall_told_[i] || (change != Change::down && change != Change::closed)) return;
  fall_told_[i] = true;
  if (change == Change::closed)
    put(reason, "closed", s_.closed_by_excess[i] == r_.day ? p_.gates.reopen_days : 0);
  else
    put(reason, "rung", rung_id(t, c_.rung(t)));
}

void Explainer::judgement(const Judgement& j) {
  const TrackDay& day = *j.day;
  const std::int64_t limit = std::min<std::int64_t>(p_.checks.effort_pain_borderline_max, day.pain_max);
  for (const Code code :
       {Code::excessive_during, Code::excessive_after, Code::excessive_limp, Code::excessive_morning,
        Code::excessive_stiffness, Code::late_excess, Code::not_settled, Code::analgesic}) {
    if (!j.codes.has(code)) continue;
    Reason& reason = reasons_.add(code, j.track);
    if (code == Code::excessive_during || code == Code::excessive_after) {
      put(reason, "pain", code == Code::excessive_during ? day.during : day.after);
      put(reason, "limit", limit);
    } else if (code == Code::excessive_morning) {
      put(reason, "pain", std::max(r_.morning.answer.pain, day.own_day.pain));
      put(reason, "usual", j.usual);
    } else if (code == Code::excessive_stiffness) {
      put(reason, "minutes",
          std::max(r_.morning.answer.stiffness_min.value_or(0), day.own_day.stiffness_min.value_or(0)));
      put(reason, "usual", j.usual_stiffness.value_or(0));
    }
    if (code == Code::late_excess) {
      const bool twice = j.codes.has(Code::not_settled) && j.session_day + 2 == r_.day;
      put(reason, "cause", std::string(twice ? "not_settled" : "symptom"));
    }
    if (j.charged && code != Code::not_settled) fell(static_cast<int>(j.track), reason);
    cite_sessions(reason, day);
    if (code == Code::excessive_morning || code == Code::not_settled) cite(reason, r_.morning.answer.fact);
  }
  const bool walk = j.track == Track::walk;
  if (j.verdict == Verdict::borderline) cite_sessions(reasons_.add(Code::borderline, j.track), day);
  if (j.verdict == Verdict::pending && !walk) {
    Reason& reason = reasons_.add(Code::pending, j.track);
    put(reason, "missing", missing(day, r_.morning.answer.given));
    put(reason, "on", format_day(j.session_day));
    cite_sessions(reason, day);
  }
  if (j.verdict == Verdict::incomplete && !walk) {
    Reason& reason = reasons_.add(Code::incomplete, j.track);
    put(reason, "missing", missing(day, s_.windows.pain(j.session_day + 1) >= 0));
    cite_sessions(reason, day);
  }
  if (j.late || j.session_day + 1 == r_.day) relation(j);
  for (const Code guard : {Code::guard_distance, Code::guard_climb, Code::guard_pace, Code::guard_days,
                           Code::guard_gap, Code::guard_shoe}) {
    if (!day.guards.has(guard) || j.session_day + 1 != r_.day) continue;
    Reason& reason = reasons_.add(guard, j.track);
    if (guard == Code::guard_distance) {
      if (day.guard_distance[0] > 0) put(reason, "percent", day.guard_distance[0]);
      put(reason, "band", day.guard_distance[1]);
    } else if (guard == Code::guard_climb) {
      put(reason, "climb_m_per_km", std::int64_t{day.ascent_m} * 1000 / std::max(day.distance_m, 1));
      put(reason, "limit", p_.guards.climb_m_per_km);
    } else if (guard == Code::guard_days) {
      put(reason, "days", p_.guards.days_in_row);
    } else if (guard == Code::guard_gap) {
      put(reason, "days", p_.guards.gap_days);
    }
    cite_sessions(reason, day);
  }
}

void Explainer::judgements() {
  for (const Judgement& j : r_.judged.found) judgement(j);
}

}  // namespace springback::engine
