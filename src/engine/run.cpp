#include "engine/run.h"

#include <algorithm>
#include <deque>

#include "base/sort.h"
#include "engine/advance.h"
#include "engine/days_done.h"
#include "engine/explanation.h"
#include "engine/same_activity.h"
#include "engine/timeline.h"

namespace springback::engine {
namespace {

/// A day that is decided, its sessions not yet taken in.
struct SeenDay {
  const State& state;
  const DayResult& result;
  const State* before;  ///< the decision, where it was asked for
  std::span<const Fact* const> facts;
  std::span<const Exposure> done;
};

/// A fold over the days of one stretch in which no earlier fact changes.
class Fold {
 public:
  Fold(Protocols protocols, const Timeline& timeline, Day segment, Day first)
      : protocols_(protocols),
        timeline_(timeline),
        segment_(segment),
        state_(make_state(protocols)),
        next_(first) {
    for (const TimedFact& entry : timeline.separates())
      if (Timeline::effective_separate(entry, segment))
        apart_.push_back(std::get<Separate>(entry.fact->body).recording);
  }

  [[nodiscard]] Day next_day() const { return next_; }
  [[nodiscard]] const State& state() const { return state_; }

  /// Decides the next day and takes in its sessions; `see` is called between the two, and told of both.
  template <class See>
  void step(See see) {
    const Day day = next_;
    gather(day);
    const bool split = needs_split();
    const State* before = nullptr;
    if (split || see.needs_before()) before = &before_.emplace(state_);
    const DayResult result = begin_day(state_, day, facts_, protocols_);
    make_exposures(result, before, split);
    see(SeenDay{state_, result, before, facts_, exposures_});
    if constexpr (requires(const DayDone& done) { see.done(done); }) {
      RunSeen run;
      end_day(state_, result, exposures_, &run);
      see.done({day, *state_.ladder->protocol, state_.profile, exposures_, run});
    } else {
      end_day(state_, result, exposures_);
    }
    next_ = day + 1;
  }

 private:
  void gather(Day day) {
    facts_.clear();
    sessions_.clear();
    recordings_.clear();
    const std::span entries(timeline_.entries());
    for (; at_ < entries.size() && entries[at_].day <= day; ++at_) {
      const TimedFact& entry = entries[at_];
      if (entry.part == FoldPart::silent || entry.day < day || !Timeline::effective(entry, segment_))
        continue;
      (entry.part == FoldPart::session     ? sessions_
       : entry.part == FoldPart::recording ? recordings_
                                           : facts_)
          .push_back(entry.fact);
    }
  }

  /// A session before another fact of its day is compared with the decision from the facts before it. The
  /// mildest symptoms do not count: no plan depends on them, while a stronger one may be a late excess.
  [[nodiscard]] bool needs_split() const {
    const std::int32_t mildest = state_.ladder->protocol->checks.morning_never_excessive_max;
    std::int64_t last = INT64_MIN;
    for (const Fact* fact : facts_) {
      const auto* symptom = std::get_if<Symptom>(&fact->body);
      if (symptom == nullptr || symptom->pain > mildest || symptom->context == Context::night)
        last = fact->at.utc_ms;
    }
    const auto sooner_than_last = [last](const Fact* f) { return moment(*f).utc_ms < last; };
    return std::ranges::any_of(sessions_, sooner_than_last) ||
           std::ranges::any_of(recordings_, sooner_than_last);
  }

  const Plan* plan_for(const Fact& session, const DayResult& result, const State* before) {
    const std::int64_t at = moment(session).utc_ms;
    std::size_t known = 0;
    while (known < facts_.size() && facts_[known]->at.utc_ms <= at) ++known;
    if (known == facts_.size() || before == nullptr) return &result.plan;
    State copy = *before;
    plans_.push_back(begin_day(copy, result.day, std::span(facts_).first(known), protocols_).plan);
    return &plans_.back();
  }

  void make_exposures(const DayResult& result, const State* before, bool split) {
    exposures_.clear();
    plans_.clear();
    const std::size_t own = recordings_.size();
    settle_recordings(result.day);
    for (const Fact* fact : sessions_) {
      Exposure e{fact, &std::get<Session>(fact->body), nullptr, fact->at, nullptr, {}};
      const auto claim = std::ranges::find(claims_, fact, &RecordingClaim::session);
      if (claim != claims_.end() && claim->gets != RecordingClaim::kNothing) set_recording(e, claim->gets);
      e.plan = split ? plan_for(*fact, result, before) : &result.plan;
      exposures_.push_back(e);
    }
    for (std::size_t at = 0; at < own; ++at) {
      if (!settlement_.counts_alone(at)) continue;
      const Fact* fact = recordings_[at];
      Exposure e{fact, nullptr, nullptr, moment(*fact), nullptr, {}};
      set_recording(e, at);
      e.plan = split ? plan_for(*fact, result, before) : &result.plan;
      exposures_.push_back(e);
    }
  }

  void set_recording(Exposure& e, std::size_t at) {
    e.recording = &std::get<Recording>(recordings_[at]->body);
    for (std::size_t other = 0; other < recordings_.size() && !e.also.full(); ++other)
      if (settlement_.left_out(other, at)) e.also.add(recordings_[other]);
  }

  /// Which of the day's recordings count, and for which sessions; recordings of the same activities that lie
  /// on other days join behind the day's own.
  void settle_recordings(Day day) {
    claims_.clear();
    const std::size_t own = recordings_.size();
    if (own == 0) return;
    for (const Fact* fact : sessions_) claim(*fact, own);
    const auto known = [&](const TimedFact& entry) {
      return entry.day != day && (entry.day < day || entry.day < segment_) &&
             Timeline::effective(entry, segment_);
    };
    while (across_at_ < timeline_.across().size() && timeline_.across()[across_at_].last < day) ++across_at_;
    for (std::size_t n = across_at_; n < timeline_.across().size(); ++n) {
      const AcrossDays& one = timeline_.across()[n];
      if (one.first > day) break;
      if (std::ranges::none_of(one.recordings, [&](const TimedFact& e) { return e.day == day; })) continue;
      for (const TimedFact& entry : one.recordings)
        if (known(entry)) recordings_.push_back(entry.fact);
      for (const TimedFact& entry : one.sessions)
        if (known(entry)) claim(*entry.fact, recordings_.size());
    }
    if (recordings_.size() > own)
      sort_values(std::span(claims_), [](const RecordingClaim& a, const RecordingClaim& b) {
        return sooner(*a.session, *b.session);
      });
    settlement_.settle(recordings_, apart_, claims_);
  }

  /// Notes the recording that a session names, if it is among the first `count`.
  void claim(const Fact& fact, std::size_t count) {
    const auto& session = std::get<Session>(fact.body);
    if (!session.recording) return;
    for (std::size_t at = 0; at < count; ++at)
      if (recordings_[at]->id == *session.recording) claims_.push_back({&fact, at, RecordingClaim::kNothing});
  }

  Protocols protocols_;
  const Timeline& timeline_;
  Day segment_;
  State state_;
  Day next_;
  std::size_t at_ = 0;
  std::size_t across_at_ = 0;  ///< of the timeline's activities on several days, those before are over
  std::vector<const Fact*> facts_, sessions_, recordings_;
  std::vector<Uuid> apart_;
  std::vector<RecordingClaim> claims_;
  Settlement settlement_;
  std::vector<Exposure> exposures_;
  std::deque<Plan> plans_;
  std::optional<State> before_;  ///< the last one that was asked for; a place of its own, for it is large
};

struct Blind {
  [[nodiscard]] static bool needs_before() { return false; }
  void operator()(const SeenDay&) const {}
};

/// Hands out each day when its sessions are taken in.
struct Watch : Blind {
  explicit Watch(const std::function<void(const DayDone&)>& watcher) : each(watcher) {}
  void done(const DayDone& day) const { each(day); }
  const std::function<void(const DayDone&)>& each;
};

// --- what would change ---

Instant at_hour(Day day, int hour) { return {(std::int64_t{day.value} * 24 + hour) * 3'600'000, 0}; }

Fact checkin_fact(Day day, Pain pain, std::optional<bool> settled) {
  Fact fact;
  fact.at = at_hour(day, 7);
  Checkin checkin;
  checkin.pain = pain;
  checkin.settled = settled;
  fact.body = checkin;
  return fact;
}

Fact session_fact(Day day, Track track, Pain pain) {
  Fact fact;
  fact.at = at_hour(day, 18);
  Session session;
  session.track = track;
  session.as_prescribed = true;
  session.pain_during = pain;
  session.pain_after = pain;
  fact.body = session;
  return fact;
}

/// What was done, and the rest of today's plan as prescribed, with this pain; the facts live in `keep`.
std::vector<Exposure> done_as_planned(const DayResult& result, std::span<const Exposure> done, Pain pain,
                                      std::deque<Fact>& keep) {
  std::vector<Exposure> all(done.begin(), done.end());
  for (const PlanItem& item : result.plan.view()) {
    if (std::ranges::find(done, item.track, &Exposure::track) != done.end()) continue;
    const Fact& fact = keep.emplace_back(session_fact(result.day, item.track, pain));
    all.push_back({&fact, &std::get<Session>(fact.body), nullptr, fact.at, &result.plan, {}});
  }
  return all;
}

/// What one track does on a day.
struct Course {
  bool was_open = false;  ///< before the day's decision
  Action action = Action::none;
  bool planned = false;
  std::string rung;  ///< of the day's dose; empty where it is none of the ladder's. It outlives that ladder

  friend bool operator==(const Course&, const Course&) = default;
};
using Courses = PerTrack<Course>;

Courses courses(const State& before, const State& state, const DayResult& result) {
  Courses all;
  for (int t = 0; t < kTracks; ++t) {
    const PlanItem* item = result.plan.find(static_cast<Track>(t));
    Course& course = all[static_cast<std::size_t>(t)];
    course.was_open = before.controller.open(t);
    course.action = action_of(state, result, t);
    course.planned = item != nullptr;
    if (item != nullptr && item->kind == PlanKind::ladder) course.rung = state.ladder->rung(t, item->rung).id;
  }
  return all;
}

/// Tries answers to the next question and keeps those that alter the decision.
class Asker {
 public:
  Asker(Protocols protocols, std::vector<WouldChange>& out) : protocols_(protocols), out_(out) {}

  /// The morning of `day` on top of `state`, with its facts so far.
  Courses decide(const State& state, Day day, std::span<const Fact* const> facts, const Fact& checkin) {
    State copy = state;
    std::vector<const Fact*> all(facts.begin(), facts.end());
    all.push_back(&checkin);
    const DayResult result = begin_day(copy, day, all, protocols_);
    return courses(state, copy, result);
  }

  void note(WouldChange change, const Courses& before, const Courses& after) {
    using Effect = WouldChange::Effect;
    for (std::size_t t = kTracks; t-- > 0;) {
      const Course& was = before[t];
      const Course& is = after[t];
      // Without a ladder there is nothing that could move.
      if (was == is || (was.action == Action::none && is.action == Action::none)) continue;
      change.track = static_cast<Track>(t);
      change.action = is.action;
      change.effect = Effect::action;
      change.rung.clear();
      if (is.action == Action::none) {
        change.action = was.was_open ? Action::step_back : Action::rest;
        change.effect = was.was_open ? Effect::closes : Effect::no_open;
      } else if (was.action == Action::none) {
        change.effect = Effect::opens;
      } else if (was.action == Action::progress &&
                 (is.action == Action::repeat || is.action == Action::rest)) {
        change.effect = Effect::no_step;
      } else if (was.action == is.action && was.planned == is.planned) {
        change.effect = Effect::dose;
        change.rung = is.rung;
      } else if (was.action == is.action) {
        // The same word for another day's work: what changes is whether the track has its turn.
        change.action = is.planned ? Action::repeat : Action::rest;
      }
      out_.push_back(change);
    }
  }

  /// Every pain from the expected one outwards: each at which something changes beside the one before it.
  void ask_morning(const State& state, Day day, std::span<const Fact* const> facts, Pain expected) {
    const Fact usual = checkin_fact(day, expected, std::nullopt);
    const Courses base = decide(state, day, facts, usual);
    for (const int direction : {1, -1}) {
      Courses before = base;
      for (int pain = expected + direction; pain >= 0 && pain <= 10; pain += direction) {
        const Fact fact = checkin_fact(day, static_cast<Pain>(pain), std::nullopt);
        const Courses got = decide(state, day, facts, fact);
        const auto side = direction > 0 ? WouldChange::Side::more : WouldChange::Side::less;
        note({WouldChange::Answer::checkin_pain, pain, side}, before, got);
        before = got;
      }
    }
    const Fact unsettled = checkin_fact(day, expected, false);
    note({WouldChange::Answer::checkin_settled}, base, decide(state, day, facts, unsettled));
  }

 private:
  Protocols protocols_;
  std::vector<WouldChange>& out_;
};

std::vector<WouldChange> would_change(const SeenDay& day, Protocols protocols) {
  const auto& [state, result, before, facts, done] = day;
  std::vector<WouldChange> out;
  if (!result.started) return out;
  Asker asker(protocols, out);
  const auto expected = static_cast<Pain>(std::clamp(result.usual, 0, 10));
  if (!result.morning.answer.given) {
    const Fact usual = checkin_fact(result.day, expected, std::nullopt);
    asker.note({WouldChange::Answer::checkin_pain, expected}, courses(*before, state, result),
               asker.decide(*before, result.day, facts, usual));
    asker.ask_morning(*before, result.day, facts, expected);
    return out;
  }
  std::deque<Fact> keep;
  const auto tomorrow_after = [&](Pain pain) {
    State copy = state;
    auto all = done_as_planned(result, done, pain, keep);
    end_day(copy, result, all);
    return copy;
  };
  const State tomorrow = tomorrow_after(0);
  asker.ask_morning(tomorrow, result.day + 1, {}, expected);
  if (done_as_planned(result, done, 0, keep).size() > done.size()) {
    const Fact usual = checkin_fact(result.day + 1, expected, std::nullopt);
    Courses last = asker.decide(tomorrow, result.day + 1, {}, usual);
    for (int pain = 1; pain <= 10; ++pain) {
      const State after = tomorrow_after(static_cast<Pain>(pain));
      const Courses got = asker.decide(after, result.day + 1, {}, usual);
      asker.note({WouldChange::Answer::pain_during, pain, WouldChange::Side::more}, last, got);
      last = got;
    }
  }
  return out;
}

/// Gives each day's outcome to the caller.
struct Emit {
  ReplayOptions options;
  Protocols protocols;
  const std::function<void(const Outcome&)>& each;

  [[nodiscard]] bool needs_before() const { return options.with_would_change; }
  void operator()(const SeenDay& day) const {
    Outcome outcome = explain(day.state, day.result);
    if (options.with_would_change) outcome.would_change = would_change(day, protocols);
    each(outcome);
  }
};

/// The state after `now`'s decision and sessions.
State state_after(Day now, Protocols protocols, const Timeline& timeline) {
  Fold fold(protocols, timeline, now, timeline.first_day(now));
  while (fold.next_day() <= now) fold.step(Blind{});
  return fold.state();
}

const Protocol* protocol_in(const State& state) {
  return state.protocol_unknown ? nullptr : state.ladder->protocol;
}

Ladders ladders_in(const State& state) {
  const Protocol& protocol = *state.ladder->protocol;
  Ladders all{protocol.calm, protocol.strength, protocol.spring, state.ladder->run, {}};
  for (std::size_t r = 0; r < protocol.strength.size(); ++r) {
    all.strength_available.push_back((state.ladder->rules.strength_available >> r & 1) != 0);
  }
  return all;
}

/// From the state after the sessions of its day.
std::optional<OpeningRange> opening_from(const State& today, Protocols protocols, int horizon_days) {
  if (!today.started || today.controller.run_open || today.controller.urgent || today.controller.refer)
    return std::nullopt;
  const Day now = today.day;

  const auto opens = [&](int borderline_every) -> std::optional<Day> {
    State state = today;
    std::deque<Fact> keep;
    int sessions = 0;
    for (Day day = now + 1; day - now <= horizon_days; day = day + 1) {
      const auto usual =
          state.windows.usual_pain(state.ladder->protocol->usual, state.profile->usual_morning_pain);
      const Fact& checkin =
          keep.emplace_back(checkin_fact(day, static_cast<Pain>(std::clamp(usual, 0, 10)), true));
      const Fact* facts[] = {&checkin};
      const DayResult result = begin_day(state, day, facts, protocols);
      if (state.controller.run_open) return day;
      if (!result.plan.view().empty()) ++sessions;
      const bool borderline = borderline_every > 0 && sessions % borderline_every == 0;
      const std::int32_t limit = state.ladder->protocol->checks.effort_pain_borderline_max;
      auto done = done_as_planned(result, {}, borderline ? static_cast<Pain>(limit) : Pain{0}, keep);
      end_day(state, result, done);
    }
    return std::nullopt;
  };
  constexpr int kOneInFour =
      4;  // chosen: a quarter of the sessions borderline is an ordinary course, not a bad one
  const auto earliest = opens(0);
  if (!earliest) return std::nullopt;
  return OpeningRange{*earliest, opens(kOneInFour).value_or(now + horizon_days)};
}

}  // namespace

void replay(const ReplayOptions& options, Protocols protocols, const Diary& diary,
            const std::function<void(const Outcome&)>& each) {
  const Timeline timeline(diary, options.as_known, options.to);
  const Day first = timeline.first_day(options.from);

  Day from = options.from;
  while (from <= options.to) {
    // The next day on which earlier facts change ends the stretch that one fold can tell.
    const auto next = std::ranges::upper_bound(timeline.changes(), from);
    const Day to = next == timeline.changes().end() ? options.to : std::min(options.to, *next - 1);
    Fold fold(protocols, timeline, from, first);
    while (fold.next_day() < from) fold.step(Blind{});
    while (fold.next_day() <= to) fold.step(Emit{options, protocols, each});
    from = to + 1;
  }
}

Outcome run(Day now, Protocols protocols, const Diary& diary) {
  Outcome outcome;
  replay({now, now, false, true}, protocols, diary, [&outcome](const Outcome& o) { outcome = o; });
  return outcome;
}

Ladders ladders(Day now, Protocols protocols, const Diary& diary) {
  return ladders_in(state_after(now, protocols, Timeline(diary, false, now)));
}

const Protocol* protocol_on(Day now, Protocols protocols, const Diary& diary) {
  return protocol_in(state_after(now, protocols, Timeline(diary, false, now)));
}

void each_day(Day to, Day on, Protocols protocols, const Diary& diary,
              const std::function<void(const DayDone&)>& each) {
  const Timeline timeline(diary, false, on);
  Fold fold(protocols, timeline, on, timeline.first_day(to));
  while (fold.next_day() <= to) fold.step(Watch{each});
}

std::vector<Comparison> comparisons(Day day, Protocols protocols, const Diary& diary) {
  return compare(state_after(day, protocols, Timeline(diary, false, day)).yesterday());
}

std::optional<OpeningRange> run_opening(Day now, Protocols protocols, const Diary& diary, int horizon_days) {
  return opening_from(state_after(now, protocols, Timeline(diary, false, now)), protocols, horizon_days);
}

struct DayView::Inside {
  Protocols protocols;
  Outcome outcome;
  State after;  ///< the day's sessions
};

DayView::DayView(Day now, Protocols protocols, const Diary& diary)
    : inside_(new Inside{protocols, {}, make_state(protocols)}) {
  const Timeline timeline(diary, false, now);
  Fold fold(protocols, timeline, now, timeline.first_day(now));
  while (fold.next_day() < now) fold.step(Blind{});
  const std::function<void(const Outcome&)> keep = [this](const Outcome& o) { inside_->outcome = o; };
  fold.step(Emit{{now, now, false, true}, protocols, keep});
  inside_->after = fold.state();
}

DayView::DayView(DayView&&) noexcept = default;
DayView& DayView::operator=(DayView&&) noexcept = default;
DayView::~DayView() = default;

const Outcome& DayView::outcome() const { return inside_->outcome; }

const Protocol* DayView::protocol() const { return protocol_in(inside_->after); }

Ladders DayView::ladders() const { return ladders_in(inside_->after); }

std::optional<OpeningRange> DayView::run_opening(int horizon_days) const {
  return opening_from(inside_->after, inside_->protocols, horizon_days);
}

}  // namespace springback::engine
