// What must hold for every diary there can be: plausible ones, and ones that nobody would keep.

#include <gtest/gtest.h>
#include <rapidcheck.h>

// needs both of the above
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <variant>

#include "engine/compared_outcomes.h"
#include "engine/generated_diaries.h"
#include "engine/run.h"
#include "engine/same_activity.h"
#include "support/protocol_files.h"

namespace springback::engine {
namespace {

using test::shipped_protocols;

// ---- whatever the diary

RC_GTEST_PROP(AnyDiary, no_diary_stops_the_engine, ()) {
  const Diary diary = weird_diary(draw(0, 120));
  replayed(kFirst - 40, kFirst + 62, diary);
}

RC_GTEST_PROP(AnyDiary, the_order_of_its_lines_is_irrelevant, ()) {
  const Diary diary = any_diary();
  Diary other = diary;
  for (std::size_t n = other.size(); n > 1; --n)
    std::swap(other[n - 1], other[static_cast<std::size_t>(draw(0, static_cast<int>(n) - 1))]);
  RC_ASSERT(replayed(kFirst, kFirst + 30, diary) == replayed(kFirst, kFirst + 30, other));
}

RC_GTEST_PROP(AnyDiary, a_fact_given_twice_counts_once, ()) {
  const Diary diary = any_diary();
  Diary doubled = diary;
  for (const Fact& f : diary)
    if (once_in(2)) doubled.push_back(f);
  RC_ASSERT(replayed(kFirst, kFirst + 30, diary) == replayed(kFirst, kFirst + 30, doubled));
}

struct ShiftDays {
  int days;
  void operator()(Profile& profile) const {
    if (profile.onset) profile.onset = *profile.onset + days;
    if (profile.started) profile.started = *profile.started + days;
  }
  void operator()(Order& order) const {
    if (order.until) order.until = *order.until + days;
  }
  void operator()(Break& pause) const {
    pause.from = pause.from + days;
    pause.to = pause.to + days;
  }
  void operator()(Recording& recording) const { recording.start.utc_ms += days * kDay; }
  void operator()(Shown& shown) const { shown.for_day = shown.for_day + days; }
  template <class Other>
  void operator()(Other&) const {}
};

RC_GTEST_PROP(AnyDiary, a_life_shifted_by_days_has_the_same_outcomes, ()) {
  const Diary diary = any_diary();
  const int days = draw(1, 400);
  Diary shifted = diary;
  for (Fact& f : shifted) {
    f.at.utc_ms += days * kDay;
    if (f.entered) f.entered->utc_ms += days * kDay;
    std::visit(ShiftDays{days}, f.body);
  }
  RC_ASSERT(replayed(kFirst, kFirst + 30, diary) == replayed(kFirst + days, kFirst + days + 30, shifted));
}

RC_GTEST_PROP(AnyDiary, a_day_asked_for_alone_is_that_day_of_the_replay, ()) {
  const Diary diary = any_diary();
  const Day day = kFirst + draw(0, 30);
  Outcome last;
  replay({kFirst - 45, day, false, false}, shipped_protocols(), diary,
         [&](const Outcome& outcome) { last = outcome; });
  RC_ASSERT(digest(last) == digest(on(day, diary)));
}

RC_GTEST_PROP(AnyDiary, a_day_folded_once_says_what_each_question_alone_says, ()) {
  const Diary diary = any_diary();
  const Day day = kFirst + draw(0, 30);
  const DayView view(day, shipped_protocols(), diary);
  RC_ASSERT(digest(view.outcome()) == digest(on(day, diary)));
  RC_ASSERT(view.protocol() == protocol_on(day, shipped_protocols(), diary));
  RC_ASSERT(view.ladders().strength_available == ladders(day, shipped_protocols(), diary).strength_available);
  const auto once = view.run_opening(120);
  const auto alone = run_opening(day, shipped_protocols(), diary, 120);
  RC_ASSERT(once.has_value() == alone.has_value());
  RC_ASSERT(!once || (once->earliest == alone->earliest && once->likely == alone->likely));
}

RC_GTEST_PROP(AnyDiary, facts_dated_later_are_ignored, ()) {
  const Diary diary = any_diary();
  const Day day = kFirst + draw(0, 30);
  RC_ASSERT(digest(on(day, diary)) == digest(on(day, before(diary, day + 1))));
}

RC_GTEST_PROP(AnyDiary, as_known_is_the_diary_without_what_was_entered_later, ()) {
  const Diary diary = any_diary();
  replay({kFirst, kFirst + 30, true, false}, shipped_protocols(), diary, [&](const Outcome& outcome) {
    Diary known;
    std::copy_if(diary.begin(), diary.end(), std::back_inserter(known),
                 [&](const Fact& f) { return !f.entered || f.entered->day() <= outcome.date; });
    RC_ASSERT(digest(outcome) == digest(on(outcome.date, known)));
  });
}

RC_GTEST_PROP(AnyDiary, impact_is_never_prescribed_on_two_days_running_before_full, ()) {
  const Diary diary = any_diary();
  Day last_impact = kFirst - 1000;
  replay({kFirst - 45, kFirst + 62, false, false}, shipped_protocols(), diary, [&](const Outcome& outcome) {
    const bool full = outcome.phase == Phase::full || outcome.phase == Phase::maintain;
    if (prescribes_impact(outcome) && !full) RC_ASSERT(outcome.date - last_impact != 1);
    for (const Fact& f : diary) {
      const auto* session = std::get_if<Session>(&f.body);
      const bool retracted = std::any_of(diary.begin(), diary.end(), [&](const Fact& other) {
        const auto* retract = std::get_if<Retract>(&other.body);
        return retract != nullptr && retract->target == f.id;
      });
      if (session != nullptr && !retracted && f.at.day() == outcome.date && is_impact(session->track) &&
          (session->as_prescribed || session->done.jog_s.value_or(1) > 0))
        last_impact = outcome.date;
    }
  });
}

RC_GTEST_PROP(AnyDiary, no_impact_is_prescribed_without_that_days_checkin, ()) {
  const Diary diary = any_diary();
  replay({kFirst - 45, kFirst + 62, false, false}, shipped_protocols(), diary, [&](const Outcome& outcome) {
    const bool answered = std::any_of(diary.begin(), diary.end(), [&](const Fact& f) {
      return std::holds_alternative<Checkin>(f.body) && f.at.day() == outcome.date;
    });
    if (!answered) RC_ASSERT(!prescribes_impact(outcome));
  });
}

RC_GTEST_PROP(AnyDiary, urgent_means_an_empty_day_and_refer_a_day_without_impact, ()) {
  const Diary diary = any_diary();
  replay({kFirst - 45, kFirst + 62, false, false}, shipped_protocols(), diary, [&](const Outcome& outcome) {
    if (outcome.alert == AlertLevel::urgent) RC_ASSERT(outcome.today.empty());
    if (outcome.alert == AlertLevel::refer) RC_ASSERT(!prescribes_impact(outcome));
  });
}

RC_GTEST_PROP(AnyDiary, at_most_one_increase_is_earned_on_a_morning, ()) {
  const Diary diary = any_diary();
  replay({kFirst - 45, kFirst + 62, false, false}, shipped_protocols(), diary, [&](const Outcome& outcome) {
    const auto ups = std::count_if(outcome.reasons.begin(), outcome.reasons.end(), [](const Reason& reason) {
      return reason.code == Code::progress_earned || reason.code == Code::gate_open;
    });
    RC_ASSERT(ups <= 1);
  });
}

// ---- the same activity recorded twice

RC_GTEST_PROP(RecordedTwice, a_copy_of_a_recording_changes_no_outcome, ()) {
  Diary diary = weird_diary(draw(1, 60));
  const auto said_of = [&diary](const Uuid& id) {
    return std::any_of(diary.begin(), diary.end(), [&id](const Fact& f) {
      const auto* retract = std::get_if<Retract>(&f.body);
      const auto* separate = std::get_if<Separate>(&f.body);
      return (retract != nullptr && retract->target == id) ||
             (separate != nullptr && separate->recording == id);
    });
  };
  std::vector<const Fact*> fit;
  for (const Fact* one : recordings_of(diary)) {
    const auto& recording = std::get<Recording>(one->body);
    const auto bytes = [&](const Fact& f) {
      const auto* other = std::get_if<Recording>(&f.body);
      return other != nullptr && other->sha256 == recording.sha256;
    };
    if (foot_time(recording).on_foot_ms > 0 && std::count_if(diary.begin(), diary.end(), bytes) == 1 &&
        !said_of(one->id))
      fit.push_back(one);
  }
  RC_PRE(!fit.empty());
  Fact copy = any_of(fit);
  copy.id = uuid_v5(springback_name_space(), "copy" + std::to_string(draw(0, 9)));
  std::get<Recording>(copy.body).sha256.bytes[1] = 1;
  const std::string alone = replayed(kFirst - 40, kFirst + 62, diary);
  diary.insert(diary.begin() + draw(0, static_cast<int>(diary.size())), copy);
  RC_ASSERT(replayed(kFirst - 40, kFirst + 62, diary) == alone);
}

RC_GTEST_PROP(RecordedTwice, each_recording_is_counted_or_left_out_for_one_that_is, ()) {
  const Diary diary = weird_diary(draw(1, 80));
  std::vector<Uuid> counting, out;
  for (const SameActivity& one : same_activities(diary)) {
    counting.push_back(one.counts->id);
    for (const Fact* other : one.others) {
      out.push_back(other->id);
      RC_ASSERT(same_activity(std::get<Recording>(one.counts->body), std::get<Recording>(other->body)));
      RC_ASSERT(counts_rather(*one.counts, *other));
    }
  }
  std::vector<Uuid> all = counting;
  all.insert(all.end(), out.begin(), out.end());
  std::sort(all.begin(), all.end());
  RC_ASSERT(std::adjacent_find(all.begin(), all.end()) == all.end());
}

/// A day of the plan, then a run by two devices that no plan asked for, or that met it.
RC_GTEST_PROP(RecordedTwice, to_separate_a_recording_never_gives_more_the_next_morning, ()) {
  Life life = live(draw(3, 30));
  const Day day = life.last;
  const auto today = on(day, life.diary).today;
  const auto planned =
      std::find_if(today.begin(), today.end(), [](const Item& item) { return item.track == Track::run; });
  Recording watch;
  watch.start = at(day, 1090);
  watch.sport = "running";
  watch.jog_s = planned == today.end() ? draw(60, 3'600) : planned->dose.total_jog_s();
  watch.timer_s = watch.jog_s;
  watch.distance_m = watch.jog_s * 5 / 2;
  watch.bouts = {{BoutKind::jog, 0, watch.jog_s, std::nullopt}};
  Recording phone = watch;
  phone.sha256.bytes[0] = 1;
  phone.start.utc_ms += draw(0, 40) * 1000;
  phone.jog_s = phone.timer_s = phone.bouts[0].duration_s = draw(watch.jog_s / 2, watch.jog_s);
  Diary one = life.diary;
  one.push_back(fact(life.number, watch.start, watch));
  one.push_back(fact(life.number + 1, phone.start, phone));
  if (once_in(2)) {
    for (Fact& f : one)
      if (auto* session = std::get_if<Session>(&f.body);
          session != nullptr && session->track == Track::run && f.at.day() == day)
        session->recording = one.back().id;
  }
  Checkin next;
  next.pain = 1;
  one.push_back(fact(life.number + 2, at(day + 1, 420), next));
  Diary two = one;
  two.push_back(
      fact(life.number + 3, at(day, 1200), Separate{fact(life.number + once_in(2), {}, Note{}).id}));
  expect_no_more(on(day + 1, two), on(day + 1, one));
}

// ---- whoever lives with the plan

std::vector<Outcome> days_of(const Life& life) {
  std::vector<Outcome> days;
  replay({kFirst, life.last, false, false}, shipped_protocols(), life.diary,
         [&](const Outcome& outcome) { days.push_back(outcome); });
  return days;
}

template <class T>
bool has_fact_on(const Diary& diary, Day day) {
  return std::any_of(diary.begin(), diary.end(),
                     [&](const Fact& f) { return std::holds_alternative<T>(f.body) && f.at.day() == day; });
}

int count_days(Day last, int days, const std::function<bool(Day)>& holds) {
  int count = 0;
  for (int back = 0; back < days; ++back) count += holds(last - back) ? 1 : 0;
  return count;
}

bool is_full(const Outcome& outcome) {
  return outcome.phase == Phase::full || outcome.phase == Phase::maintain;
}

RC_GTEST_PROP(LivingWithThePlan, strength_leaves_a_day_between_and_is_at_most_three_times_in_seven_days, ()) {
  const Life life = live(draw(7, 40));
  const auto strength = [&](Day day) { return trained_on(life.diary, day, Track::strength); };
  for (Day day = kFirst; day <= life.last; day = day + 1) {
    RC_ASSERT(!(strength(day) && strength(day - 1)));
    RC_ASSERT(count_days(day, 7, strength) <= 3);
  }
}

RC_GTEST_PROP(LivingWithThePlan, one_day_in_seven_is_free, ()) {
  const Life life = live(draw(7, 40));
  const auto any = [&](Day day) {
    return trained_on(life.diary, day, Track::strength) || trained_on(life.diary, day, Track::spring) ||
           trained_on(life.diary, day, Track::run);
  };
  for (Day day = kFirst; day <= life.last; day = day + 1) RC_ASSERT(count_days(day, 7, any) <= 6);
}

RC_GTEST_PROP(LivingWithThePlan, one_impact_a_day_and_never_with_strength_before_full, ()) {
  for (const Outcome& outcome : days_of(live(draw(7, 40)))) {
    if (is_full(outcome)) continue;
    const auto impacts = std::count_if(outcome.today.begin(), outcome.today.end(),
                                       [](const Item& item) { return is_impact(item.track); });
    RC_ASSERT(impacts <= 1);
    const bool strength = std::any_of(outcome.today.begin(), outcome.today.end(),
                                      [](const Item& item) { return item.track == Track::strength; });
    RC_ASSERT(!(impacts > 0 && strength));
  }
}

/// The three tracks of an outcome.
std::array<const TrackOutcome*, 3> tracks_of(const Outcome& outcome) {
  return {&outcome.strength, &outcome.spring, &outcome.run};
}

RC_GTEST_PROP(LivingWithThePlan, a_rung_rises_by_one_and_only_after_credit, ()) {
  const Life life = live(draw(7, 60));
  const auto days = days_of(life);
  for (std::size_t n = 1; n < days.size(); ++n) {
    if (has_fact_on<Order>(life.diary, days[n].date)) continue;
    for (std::size_t t = 0; t < 3; ++t) {
      const TrackOutcome& was = *tracks_of(days[n - 1])[t];
      const TrackOutcome& is = *tracks_of(days[n])[t];
      if (!is.open) continue;
      if (!was.open) {
        RC_ASSERT(is.rung_index == 0);
        continue;
      }
      RC_ASSERT(is.rung_index <= was.rung_index + 1);
      if (is.rung_index > was.rung_index) {
        RC_ASSERT(was.streak >= 1);
        RC_ASSERT(is.verdict != Verdict::excessive && is.verdict != Verdict::pending);
        RC_ASSERT(is.streak == 0);
        RC_ASSERT(has_fact_on<Checkin>(life.diary, days[n].date));
        RC_ASSERT(days[n].trend == Trend::steady || (t == 0 && days[n].trend == Trend::unknown));
        RC_ASSERT(days[n].irritability != Irritability::high);
      }
    }
  }
}

RC_GTEST_PROP(LivingWithThePlan, an_excessive_run_or_hop_lowers_its_track_and_keeps_impact_away, ()) {
  const Life life = live(draw(7, 40));
  const auto days = days_of(life);
  for (std::size_t n = 1; n < days.size(); ++n) {
    for (const Track track : {Track::spring, Track::run}) {
      const bool excess = std::any_of(life.diary.begin(), life.diary.end(), [&](const Fact& f) {
        const auto* session = std::get_if<Session>(&f.body);
        return session != nullptr && session->track == track && f.at.day() == days[n - 1].date &&
               (session->pain_during.value_or(0) >= 6 || session->pain_after.value_or(0) >= 6);
      });
      if (!excess) continue;
      const auto t = track == Track::run ? 2U : 1U;
      const TrackOutcome& was = *tracks_of(days[n - 1])[t];
      const TrackOutcome& is = *tracks_of(days[n])[t];
      if (was.open && !has_fact_on<Order>(life.diary, days[n].date))
        RC_ASSERT(!is.open || is.rung_index < was.rung_index);
      RC_ASSERT(!prescribes_impact(days[n]));
      if (n + 1 < days.size()) RC_ASSERT(!prescribes_impact(days[n + 1]));
    }
  }
}

RC_GTEST_PROP(LivingWithThePlan, an_alert_is_lifted_by_nothing_but_an_order, ()) {
  const Life life = live(draw(7, 60));
  const auto days = days_of(life);
  for (std::size_t n = 1; n < days.size(); ++n) {
    if (days[n - 1].alert < AlertLevel::refer || has_fact_on<Order>(life.diary, days[n].date)) continue;
    RC_ASSERT(days[n].alert >= days[n - 1].alert);
  }
}

/// A gap is crossed this day; afterwards it is told again with its day.
bool crosses_a_gap(const Outcome& day) {
  return std::ranges::any_of(day.reasons, [](const Reason& reason) {
    return reason.code == Code::time_off &&
           std::ranges::none_of(reason.params, [](const Param& param) { return param.key == "on"; });
  });
}

RC_GTEST_PROP(LivingWithThePlan, a_quiet_day_of_rest_lowers_nothing_and_alarms_nobody, ()) {
  const Life life = live(draw(7, 60));
  const auto days = days_of(life);
  for (std::size_t n = 3; n < days.size(); ++n) {
    const Day day = days[n].date;
    const bool trained =
        count_days(day - 1, 3, [&](Day d) { return has_fact_on<Session>(life.diary, d); }) > 0;
    if (trained || days[n].trend == Trend::worsening || crosses_a_gap(days[n]) ||
        has_fact_on<Order>(life.diary, day) || has_fact_on<Flag>(life.diary, day))
      continue;
    for (std::size_t t = 0; t < 3; ++t) {
      const TrackOutcome& was = *tracks_of(days[n - 1])[t];
      if (was.open)
        RC_ASSERT(tracks_of(days[n])[t]->open && tracks_of(days[n])[t]->rung_index >= was.rung_index);
    }
    if (days[n - 1].alert < AlertLevel::refer) RC_ASSERT(days[n].alert < AlertLevel::refer);
  }
}

// ---- what a worse answer may do

RC_GTEST_PROP(NewestAnswer, a_worse_morning_never_gives_more_that_day, ()) {
  Life life = live(draw(3, 30));
  const Day day = life.last + 1;
  Checkin better;
  better.pain = static_cast<Pain>(draw(0, 6));
  if (once_in(2)) better.settled = true;
  better.stiffness_min = perhaps(draw(0, 30));
  Checkin worse = better;
  worse.pain = static_cast<Pain>(draw(better.pain, 10));
  if (once_in(2)) worse.settled = false;
  if (better.stiffness_min) worse.stiffness_min = *better.stiffness_min + draw(0, 40);
  worse.analgesic = once_in(4);
  Diary first = life.diary;
  first.push_back(fact(life.number, at(day, 420), better));
  Diary second = life.diary;
  second.push_back(fact(life.number, at(day, 420), worse));
  expect_no_more(on(day, second), on(day, first));
}

RC_GTEST_PROP(NewestAnswer, a_missing_morning_never_gives_more_than_a_clear_one, ()) {
  Life life = live(draw(3, 30));
  const Day day = life.last + 1;
  Checkin clear;
  clear.pain = static_cast<Pain>(on(day, life.diary).usual_pain.value_or(0));
  if (clear.pain > 4) clear.pain = 4;
  clear.settled = true;
  Diary answered = life.diary;
  answered.push_back(fact(life.number, at(day, 420), clear));
  expect_no_more(on(day, life.diary), on(day, answered));
}

RC_GTEST_PROP(NewestAnswer, a_worse_session_never_gives_more_the_next_morning, ()) {
  Life life = live(draw(3, 30));
  const Day day = life.last + 1;
  Checkin morning;
  morning.pain = 1;
  life.add(day, 420, morning);
  const auto today = on(day, life.diary).today;
  RC_PRE(!today.empty());
  Session better;
  better.track = today.front().track;
  better.as_prescribed = true;
  better.pain_during = static_cast<Pain>(draw(0, 6));
  better.pain_after = static_cast<Pain>(draw(0, 6));
  Session worse = better;
  worse.pain_during = static_cast<Pain>(draw(*better.pain_during, 10));
  worse.pain_after = static_cast<Pain>(draw(*better.pain_after, 10));
  worse.limp = once_in(3);
  if (once_in(4)) {
    worse.pain_during.reset();
    RC_PRE(*better.pain_during <= 4);
  }
  Checkin next;
  next.pain = static_cast<Pain>(draw(0, 4));
  Diary first = life.diary;
  first.push_back(fact(life.number, at(day, 1080), better));
  first.push_back(fact(life.number + 1, at(day + 1, 420), next));
  Diary second = life.diary;
  second.push_back(fact(life.number, at(day, 1080), worse));
  second.push_back(fact(life.number + 1, at(day + 1, 420), next));
  expect_no_more(on(day + 1, second), on(day + 1, first));
}

RC_GTEST_PROP(NewestAnswer, doing_more_never_earns_more, ()) {
  Life life = live(draw(3, 30));
  const Day day = life.last + 1;
  Checkin morning;
  morning.pain = 1;
  life.add(day, 420, morning);
  const auto today = on(day, life.diary).today;
  const auto runs =
      std::find_if(today.begin(), today.end(), [](const Item& item) { return item.track == Track::run; });
  RC_PRE(runs != today.end());
  Session asked;
  asked.track = Track::run;
  asked.done.jog_s = runs->dose.total_jog_s();
  asked.done.walk_s = runs->dose.walk_s * runs->dose.rounds;
  asked.pain_during = 1;
  asked.pain_after = 1;
  Session more = asked;
  more.done.jog_s = *asked.done.jog_s * draw(100, 400) / 100;
  Checkin next;
  next.pain = 1;
  Diary first = life.diary;
  first.push_back(fact(life.number, at(day, 1080), asked));
  first.push_back(fact(life.number + 1, at(day + 1, 420), next));
  Diary second = life.diary;
  second.push_back(fact(life.number, at(day, 1080), more));
  second.push_back(fact(life.number + 1, at(day + 1, 420), next));
  expect_no_more(on(day + 1, second), on(day + 1, first));
}

RC_GTEST_PROP(NewestAnswer, an_extra_session_never_gives_more_the_next_morning, ()) {
  Life life = live(draw(3, 30));
  const Day day = life.last;
  Checkin next;
  next.pain = 1;
  Diary plain = life.diary;
  plain.push_back(fact(life.number, at(day + 1, 420), next));
  Session extra;
  extra.track = static_cast<Track>(draw(0, 4));
  extra.done.jog_s = extra.track == Track::run ? std::optional(draw(60, 3'600)) : std::nullopt;
  extra.done.walk_s = extra.track == Track::walk ? std::optional(draw(60, 1'700)) : std::nullopt;
  if (extra.track == Track::strength || extra.track == Track::spring) {
    extra.done.exercise = extra.track == Track::spring ? "one_leg_hop" : "one_leg_raise";
    extra.done.sets = 3;
    extra.done.reps = draw(1, 40);
  }
  extra.impact = extra.track == Track::other && once_in(2);
  extra.pain_during = extra.pain_after = static_cast<Pain>(draw(0, 10));
  const bool nothing_planned =
      run(day, shipped_protocols(), life.diary).today.empty() || trained_on(life.diary, day, extra.track);
  RC_PRE(nothing_planned);
  Diary more = plain;
  more.push_back(fact(life.number + 1, at(day, 1200), extra));
  expect_no_more(on(day + 1, more), on(day + 1, plain));
}

RC_GTEST_PROP(MissingAnswers, without_any_morning_nothing_steps_up, ()) {
  Diary diary;
  for (const Fact& f : live(draw(5, 40)).diary)
    if (!std::holds_alternative<Checkin>(f.body) && !std::holds_alternative<Order>(f.body))
      diary.push_back(f);
  replay({kFirst, kFirst + 45, false, false}, shipped_protocols(), diary, [&](const Outcome& outcome) {
    for (const TrackOutcome* track : {&outcome.strength, &outcome.spring, &outcome.run})
      RC_ASSERT(track->action != Action::progress);
    RC_ASSERT(outcome.strength.rung_index <= 0);
  });
}

}  // namespace
}  // namespace springback::engine
