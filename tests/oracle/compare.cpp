#include "oracle/compare.h"

#include <algorithm>
#include <cstdlib>

#include "codec/outcome_json.h"
#include "engine/explanation.h"
#include "engine/run.h"
#include "oracle/fact_lines.h"
#include "oracle/fold.h"

namespace springback::oracle {
namespace {

using engine::kTracks;

std::string text_of(bool value) { return value ? "yes" : "no"; }
std::string text_of(int value) { return std::to_string(value); }
std::string text_of(const std::string& value) { return value; }
std::string text_of(engine::Trend value) { return std::string(engine::name(value)); }
std::string text_of(engine::Irritability value) { return std::string(engine::name(value)); }
std::string text_of(engine::Verdict value) { return std::string(engine::name(value)); }
std::string text_of(const std::optional<int>& value) { return value ? std::to_string(*value) : "nothing"; }
template <class E>
  requires std::is_enum_v<E>
std::string text_of(E value) {
  return std::to_string(static_cast<int>(value));
}

constexpr std::array<const char*, 5> kNames{"strength", "spring", "run", "walk", "other"};

/// Compares one day field by field and keeps the first that differs.
class Beside {
 public:
  explicit Beside(std::optional<Difference>& out) : out_(out) {}

  template <class T, class U>
  void same(const char* field, const T& engine, const U& oracle, int track = -1) {
    if (out_ || engine == oracle) return;
    out_.emplace();
    out_->field = track < 0 ? field : std::string(field) + "." + kNames[static_cast<std::size_t>(track)];
    out_->engine = text_of(engine);
    out_->oracle = text_of(oracle);
  }

 private:
  std::optional<Difference>& out_;
};

Verdict known(Verdict verdict) { return verdict == Verdict::pending ? Verdict::incomplete : verdict; }

void compare_judge(Beside& b, const Days& days, const DayFound& found) {
  const engine::DayResult& r = days.result();
  const engine::Controller& before = days.before();
  for (int t = 0; t < kTracks; ++t) {
    const auto i = static_cast<std::size_t>(t);
    b.same("judge.verdict", known(r.judged.letter.verdict[i]), found.judge.verdict[i], t);
    b.same("judge.late", r.judged.letter.late[i], found.judge.late[i], t);
    b.same("judge.late_first", r.judged.letter.late[i] && r.judged.letter.late_first[i],
           found.judge.late_first[i], t);
    const bool charged =
        before.open(t) && r.judged.letter.charged[i] && r.judged.letter.verdict[i] == Verdict::excessive;
    b.same("judge.charged", charged, found.judge.charged[i], t);
    b.same("judge.late_charged", before.open(t) && r.judged.letter.late_charged[i],
           found.judge.late_charged[i], t);
    const bool credited = r.judged.letter.verdict[i] == Verdict::clear &&
                          before.done[i] == engine::Memory::creditable && !r.judged.letter.withheld[i];
    b.same("judge.credited", credited, found.judged[i].credited, t);
  }
  b.same("judge.excess", r.judged.letter.excess, found.judge.excess);
  b.same("judge.late_excess", r.judged.letter.late_excess, found.judge.late_excess);
  b.same("judge.blocks by others",
         r.judged.letter.other_blocks || r.judged.letter.excess || r.judged.letter.late_excess,
         found.judge.other_blocks || found.judge.excess || found.judge.late_excess);
  b.same("judge.morning_ends_wait", r.judged.letter.morning_ends_wait, found.judge.morning_ends_wait);
  if (before.shoe_left > 0)
    b.same("judge.shoe_clear", std::min<int>(r.judged.letter.shoe_clear, before.shoe_left),
           std::min<int>(found.judge.shoe_clear, before.shoe_left));
}

void compare_events(Beside& b, const Days& days, const DayFound& found) {
  const engine::DayResult& r = days.result();
  const engine::Controller& before = days.before();
  b.same("events.clear_urgent", r.events.clear_urgent, found.events.clear_urgent);
  b.same("events.clear_refer", r.events.clear_refer, found.events.clear_refer);
  // A flag that is up already may be told again or not.
  if (!before.urgent || found.events.clear_urgent)
    b.same("events.urgent", r.events.urgent, found.events.urgent);
  if ((!before.refer && !r.decision.refer_spiking) || found.events.clear_refer)
    b.same("events.refer", r.events.refer, found.events.refer);
  for (int t = 0; t < kTracks; ++t) {
    const auto i = static_cast<std::size_t>(t);
    if (before.open(t)) b.same("events.gap", r.events.gap[i], found.events.gap[i], t);
    b.same("events.order_rung", int{r.events.order_rung[i]}, int{found.events.order_rung[i]}, t);
  }
  b.same("events.shoe_changed", r.events.shoe_changed, found.events.shoe_changed);
  b.same("events.entry_rung", int{r.events.entry_rung}, int{found.events.entry_rung});
  const auto own = [&](const engine::EventsLetter& letter) {
    return (before.own_runs || letter.own_runs_begin) && !letter.own_runs_end;
  };
  b.same("events.own_runs", own(r.events), own(found.events));
}

void compare_decide(Beside& b, const Days& days, const DayFound& found) {
  const engine::DayResult& r = days.result();
  b.same("decide.checkin", r.decide.checkin, found.decide.checkin);
  if (r.trend == engine::Trend::worsening)
    b.same("decide.trend_step_due", r.decide.trend_step_due, found.decide.trend_step_due);
  b.same("decide.usual_low", r.decide.usual_low, found.decide.usual_low);
  for (int t = 0; t < kTracks; ++t) {
    const auto i = static_cast<std::size_t>(t);
    if (t != engine::kStrength && !days.before().open(t))
      b.same("decide.reopen_due", r.decide.reopen_due[i], found.decide.reopen_due[i], t);
    b.same("decide.held", r.decide.held[i], found.decide.held[i], t);
  }
  b.same("decide.no_recent_worsening", r.decide.no_recent_worsening, found.decide.no_recent_worsening);
  b.same("decide.walk_clear", r.decide.walk_clear, found.decide.walk_clear);
  b.same("decide.raises_pass", r.decide.raises_pass, found.decide.raises_pass);
  b.same("decide.hills_distance", r.decide.hills_distance, found.decide.hills_distance);
  const int top = static_cast<int>(days.state().ladder->run.rungs.size()) - 1;
  // The oracle says "no run at all" as a highest rung of -1.
  const int highest = found.decide.run_rung_max;
  b.same("decide.run_barred", r.decide.run_barred, highest < 0);
  if (highest >= 0)
    b.same("decide.run_rung_max", std::min<int>(r.decide.run_rung_max, top), std::min(highest, top));
  const bool own = (days.before().own_runs || r.events.own_runs_begin) && !r.events.own_runs_end;
  if (own)
    b.same("decide.run_entry_rung", int{r.decide.run_entry_rung},
           std::min<int>(found.decide.run_entry_rung, highest));
}

void compare_today(Beside& b, const Days& days, const DayFound& found) {
  const engine::DayResult& r = days.result();
  b.same("today.admissible", r.today.admissible, found.today.admissible);
  b.same("today.week_strength_may", r.today.week_strength_may, found.today.week_strength_may);
  b.same("today.rest_day_due", r.today.rest_day_due, found.today.rest_day_due);
  b.same("today.spring_due", r.today.spring_due, found.today.spring_due);
  b.same("today.unplanned_long", r.today.unplanned_long, found.today.unplanned_long);
  b.same("today.order_spaces_impact", r.today.order_spaces_impact, found.today.order_spaces_impact);
  b.same("today.order_spaces_strength", r.today.order_spaces_strength, found.today.order_spaces_strength);
  b.same("today.walk_due", r.today.walk_due, found.today.walk_due);
  if (days.state().controller.own_runs)
    b.same("today.own_run_may", r.today.own_run_may, found.today.own_run_may);
}

void compare_standing(Beside& b, const Days& days, const DayFound& found) {
  const engine::DayResult& r = days.result();
  for (std::size_t kind = 0; kind < found.pain_max.size(); ++kind)
    b.same("pain_max", int{r.pain_max[kind]}, found.pain_max[kind].value_or(10), static_cast<int>(kind));
  b.same("jog_s_max", r.jog_s_max, found.jog_s_max);
  for (int t = 0; t < kTracks; ++t) {
    const auto i = static_cast<std::size_t>(t);
    b.same("hold", r.hold[i] != nullptr, found.hold[i] != nullptr, t);
  }
  b.same("limits", static_cast<int>(r.limits.size()), static_cast<int>(found.limits.size()));
  std::vector<std::string> engine, oracle;
  const engine::Protocol& protocol = *days.state().ladder->protocol;
  const auto said = [](engine::Code code, engine::FlagKind flag, Day since) {
    std::string text(engine::name(code));
    if (code == engine::Code::advise_flag) text += ":" + std::string(engine::name(flag));
    return text + " since " + format_day(since) + " ";
  };
  for (const engine::Advice& one : days.state().advice)
    if (r.day - one.since < protocol.alerts.advise_days)
      engine.push_back(said(one.code, one.flag, one.since));
  for (const Said& one : found.advice)
    if (r.day - one.since < protocol.alerts.advise_days)
      oracle.push_back(said(one.code, one.flag, one.since));
  std::sort(engine.begin(), engine.end());
  std::sort(oracle.begin(), oracle.end());
  std::string engine_text, oracle_text;
  for (const std::string& one : engine) engine_text += one;
  for (const std::string& one : oracle) oracle_text += one;
  b.same("advice", engine_text, oracle_text);
}

void compare_morning(Beside& b, const Days& days, const DayFound& found) {
  const engine::DayResult& r = days.result();
  b.same("started", r.started, found.started);
  b.same("trend", r.trend, found.trend);
  b.same("weekly_median", days.state().windows.weekly_median(r.day), found.weekly);
  if (!r.started) return;
  b.same("usual", r.usual, found.usual);
  b.same("usual_stiffness", r.usual_stiffness ? std::optional<int>(*r.usual_stiffness) : std::nullopt,
         found.usual_stiffness);
  compare_judge(b, days, found);
  b.same("irritability", r.irritability, found.irritability);
  if (found.irritability == engine::Irritability::high) {
    const auto cause = days.state().windows.high_cause(days.state().ladder->protocol->irritability, r.usual);
    const bool holds = cause && std::find(found.high_causes.begin(), found.high_causes.end(),
                                          static_cast<Cause>(*cause)) != found.high_causes.end();
    b.same("irritability.cause", true, holds);
  }
  compare_standing(b, days, found);
  compare_events(b, days, found);
  compare_decide(b, days, found);
  compare_today(b, days, found);
}

void compare_evening(Beside& b, const Days& days, const engine::Controller& decided, const DayFound& found) {
  const engine::SessionDay& day = days.state().yesterday();
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const int t = static_cast<int>(kind);
    const auto* at = std::find_if(day.tracks.begin(), day.tracks.end(),
                                  [kind](const engine::TrackDay& track) { return track.index() == kind; });
    const Combined& sum = found.done[kind];
    b.same("done.present", at != day.tracks.end(), sum.present, t);
    if (at == day.tracks.end() || !sum.present) continue;
    const engine::TrackDay& done = *at;
    b.same("done.relation", done.relation, sum.relation, t);
    if (done.relation != engine::Relation::under) b.same("done.done", done.done, sum.done, t);
    if (sum.relation != engine::Relation::unplanned)
      b.same("done.prescribed", done.prescribed, sum.prescribed, t);
    b.same("done.impact", done.impact, sum.impact, t);
    if (t < kTracks) b.same("done.high", done.high, sum.high, t);
    if (t != engine::kRun && t < kTracks) b.same("done.step_in_ladder", done.step_in_ladder, sum.enough, t);
    for (const auto guard :
         {engine::Code::guard_distance, engine::Code::guard_climb, engine::Code::guard_days,
          engine::Code::guard_gap, engine::Code::guard_pace, engine::Code::guard_shoe})
      b.same(std::string(engine::name(guard)).c_str(), done.guards.has(guard), sum.guards.has(guard), t);
    if (t < kTracks && !sum.analgesic) b.same("done.memory", done.memory, sum.memory, t);
  }
  engine::Controller expected = decided;
  engine::SessionsLetter letter = found.sessions;
  letter.shoe_changed = found.shoe_changed_by_session;
  engine::sessions(expected, days.state().ladder->rules, letter);
  const engine::Controller& now = days.state().controller;
  b.same("evening.impact_ago", int{now.impact_ago}, int{expected.impact_ago});
  b.same("evening.high_ago", int{now.high_ago}, int{expected.high_ago});
  b.same("evening.strength_ago", int{now.strength_ago}, int{expected.strength_ago});
  b.same("evening.shoe_left", int{now.shoe_left}, int{expected.shoe_left});
}

/// The days of a diary as seen on the evening of `view`.
std::optional<Difference> difference_seen_on(Day view, const Life& life, Tally& tally) {
  std::optional<Difference> out;
  const auto facts = facts_on(view, life.as_known, life.diary);
  Days days(life.protocols, life.first);
  Oracle oracle(life.protocols, facts);
  std::size_t at = 0;
  while (days.next() <= view) {
    std::vector<const Fact*> today;
    while (at < facts.size() && engine::moment(*facts[at]).day() < days.next()) ++at;
    for (std::size_t n = at; n < facts.size(); ++n)
      if (engine::moment(*facts[n]).day() == days.next()) today.push_back(facts[n]);
    const engine::DayResult& result = days.begin(today);
    const engine::Controller decided = days.state().controller;
    Beside beside(out);
    if (result.day == view) {
      const engine::Outcome mine = engine::explain(days.state(), result);
      engine::replay({view, view, life.as_known, false}, life.protocols, life.diary,
                     [&](const engine::Outcome& outcome) {
                       beside.same("outcome", codec::outcome_to_json(outcome, days.state().ladder->protocol),
                                   codec::outcome_to_json(mine, days.state().ladder->protocol));
                     });
    }
    compare_morning(
        beside, days,
        oracle.morning(
            {result.day, result.started, days.before(), decided, result.decision, days.state().ladder, {}}));
    // An activity may lie on two days; of this evening's own the days before knew nothing yet.
    std::vector<const Fact*> elsewhere;
    for (const Fact* fact : facts) {
      const Day day = engine::moment(*fact).day();
      const bool separate = std::holds_alternative<engine::Separate>(fact->body);
      const bool near = std::abs(day - result.day) <= 3;
      if (day != result.day && (separate || (near && day < std::max(result.day, view))))
        elsewhere.push_back(fact);
    }
    const auto& exercised = days.end(today, elsewhere);
    ++tally.days;
    tally.sessions += static_cast<std::int64_t>(exercised.size());
    const DayFound& found = oracle.evening(exercised);
    if (found.started) compare_evening(beside, days, decided, found);
    if (out) {
      out->view = view;
      out->day = result.day;
      return out;
    }
  }
  return out;
}

}  // namespace

std::optional<Difference> first_difference(const Life& life, Tally& tally) {
  ++tally.lives;
  auto found = difference_seen_on(life.last, life, tally);
  // Where something was taken back or known late, an earlier evening saw another diary.
  bool changed = life.as_known;
  for (const Fact& fact : life.diary)
    changed = changed || std::holds_alternative<engine::Retract>(fact.body) ||
              std::holds_alternative<engine::Separate>(fact.body);
  if (!found && changed && life.middle < life.last) found = difference_seen_on(life.middle, life, tally);
  return found;
}

Life shrunk(Life life, const std::string& field) {
  Tally tally;
  const auto still = [&](const Life& smaller) {
    const auto found = first_difference(smaller, tally);
    return found && found->field == field;
  };
  for (std::size_t chunk = std::max<std::size_t>(life.diary.size() / 2, 1); chunk > 0; chunk /= 2) {
    for (std::size_t from = 0; from < life.diary.size();) {
      Life smaller = life;
      const auto begin = smaller.diary.begin() + static_cast<std::ptrdiff_t>(from);
      const auto size = static_cast<std::ptrdiff_t>(std::min(chunk, life.diary.size() - from));
      smaller.diary.erase(begin, begin + size);
      if (still(smaller))
        life = std::move(smaller);
      else
        from += chunk;
    }
  }
  return life;
}

std::string report_of(const Life& life, const Difference& difference) {
  std::string text = format_day(difference.day) + ", " + difference.field + ": the engine says " +
                     difference.engine + ", the oracle " + difference.oracle + " (seen on the evening of " +
                     format_day(difference.view) + (life.as_known ? ", as known)\n" : ")\n");
  for (const std::string& one : life.varied) text += one + "\n";
  return text + lines_of(life.diary);
}

}  // namespace springback::oracle
