// What an outcome says would change the next decision, held to the decision that follows when the answer is
// given.

#include <gtest/gtest.h>
#include <rapidcheck.h>

// needs both of the above
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/compared_outcomes.h"
#include "engine/generated_diaries.h"
#include "engine/run.h"
#include "support/protocol_files.h"

namespace springback::engine {
namespace {

using test::shipped_protocols;

struct Answered {
  bool open = false, planned = false;
  Action action = Action::none;
  std::string rung;  ///< of the day's dose
  friend bool operator==(const Answered&, const Answered&) = default;
};

Answered answered(const Outcome& outcome, Track track) {
  const TrackOutcome& of = track == Track::strength ? outcome.strength
                           : track == Track::spring ? outcome.spring
                                                    : outcome.run;
  const auto item = std::ranges::find(outcome.today, track, &Item::track);
  if (item == outcome.today.end()) return {of.open, false, of.action, {}};
  return {of.open, true, of.action, item->rung};
}

/// The next decision of a life: this morning's where it is not answered, else tomorrow's, after what is left
/// of today's plan.
struct NextDecision {
  Life life;
  Outcome today;
  bool this_morning;

  [[nodiscard]] Outcome after(std::optional<Pain> pain, std::optional<bool> settled, Pain during) const {
    Life then = life;
    if (!this_morning) {
      for (const Item& item : today.today) {
        if (trained_on(life.diary, life.last, item.track)) continue;
        Session session;
        session.track = item.track;
        session.as_prescribed = true;
        session.pain_during = session.pain_after = during;
        then.add(life.last, 1080, session);
      }
    }
    const Day day = this_morning ? life.last : life.last + 1;
    Checkin checkin;
    checkin.pain = pain.value_or(static_cast<Pain>(std::clamp(*today.usual_pain, 0, 10)));
    checkin.settled = settled;
    then.add(day, 420, checkin);
    return on(day, then.diary);
  }

  [[nodiscard]] bool something_left() const {
    return std::ranges::any_of(
        today.today, [this](const Item& item) { return !trained_on(life.diary, life.last, item.track); });
  }

  [[nodiscard]] Outcome after(const WouldChange& change) const {
    switch (change.answer) {
      case WouldChange::Answer::checkin_pain:
        return after(static_cast<Pain>(change.value), std::nullopt, 0);
      case WouldChange::Answer::checkin_settled:
        return after(std::nullopt, false, 0);
      case WouldChange::Answer::pain_during:
        return after(std::nullopt, std::nullopt, static_cast<Pain>(change.value));
    }
    std::abort();
  }
};

NextDecision next_decision() {
  Life life = live(draw(1, 60));
  const Day day = life.last;
  const auto of_today = [day](const Fact& f) { return f.at.day() == day; };
  std::erase_if(life.diary, [&](const Fact& f) {
    return of_today(f) && (std::holds_alternative<Symptom>(f.body) ||
                           (std::holds_alternative<Session>(f.body) && once_in(2)));
  });
  const bool this_morning = std::ranges::none_of(
      life.diary, [&](const Fact& f) { return of_today(f) && std::holds_alternative<Checkin>(f.body); });
  Outcome today = run(day, shipped_protocols(), life.diary);
  return {std::move(life), std::move(today), this_morning};
}

RC_GTEST_PROP(WhatWouldChange, comes_true_when_the_answer_is_given, ()) {
  using Effect = WouldChange::Effect;
  const NextDecision next = next_decision();
  for (const WouldChange& change : next.today.would_change) {
    const Answered got = answered(next.after(change), change.track);
    RC_ASSERT(got.open == (change.effect != Effect::closes && change.effect != Effect::no_open));
    if (change.effect == Effect::dose)
      RC_ASSERT(got.planned && got.rung == change.rung && got.action == change.action);
    else if (change.effect == Effect::no_step)
      RC_ASSERT(got.action == Action::repeat || got.action == Action::rest);
    else if (change.effect == Effect::action && got.action != change.action)
      RC_ASSERT(change.action == (got.planned ? Action::repeat : Action::rest));
  }
}

RC_GTEST_PROP(WhatWouldChange, leaves_out_no_answer_that_changes_a_track, ()) {
  const NextDecision next = next_decision();
  RC_PRE(next.today.usual_pain.has_value());
  const int usual = std::clamp(*next.today.usual_pain, 0, 10);
  const auto told = [&](WouldChange::Answer answer, int pain, WouldChange::Side side, Track track) {
    return std::ranges::any_of(next.today.would_change, [&](const WouldChange& change) {
      return change.answer == answer && change.value == pain && change.side == side && change.track == track;
    });
  };
  const Outcome expected = next.after(std::nullopt, std::nullopt, 0);
  const auto each_track = [&](const Outcome& before, const Outcome& after, WouldChange::Answer answer,
                              int pain, WouldChange::Side side) {
    for (const Track track : {Track::strength, Track::spring, Track::run}) {
      const Answered was = answered(before, track);
      const Answered is = answered(after, track);
      if (was.open || is.open) RC_ASSERT(told(answer, pain, side, track) == (was != is));
    }
  };
  for (const int direction : {1, -1}) {
    const auto side = direction > 0 ? WouldChange::Side::more : WouldChange::Side::less;
    Outcome before = expected;
    for (int pain = usual + direction; pain >= 0 && pain <= 10; pain += direction) {
      Outcome got = next.after(static_cast<Pain>(pain), std::nullopt, 0);
      each_track(before, got, WouldChange::Answer::checkin_pain, pain, side);
      before = std::move(got);
    }
  }
  if (next.this_morning || !next.something_left()) return;
  Outcome before = expected;
  for (int pain = 1; pain <= 10; ++pain) {
    Outcome got = next.after(std::nullopt, std::nullopt, static_cast<Pain>(pain));
    each_track(before, got, WouldChange::Answer::pain_during, pain, WouldChange::Side::more);
    before = std::move(got);
  }
}

}  // namespace
}  // namespace springback::engine
