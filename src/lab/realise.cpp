#include "lab/realise.h"

#include <algorithm>
#include <array>
#include <deque>
#include <random>
#include <vector>

#include "base/json_writer.h"
#include "codec/diary_json.h"
#include "lab/check_diary.h"

namespace springback::lab {
namespace {

using engine::Fact;
using engine::kRun;
using engine::kSpring;
using engine::kStrength;
using engine::Track;

constexpr std::array kTracksOf{Track::strength, Track::spring, Track::run};

/// What the way names, as likelihoods of what may happen on a day, in per mille.
struct Inclination {
  int order = 40, hold = 10, clear = 20, flag = 10, excess = 120, borderline = 60, silent = 60,
      unplanned = 60, late = 20, rest = 150, shoe = 10;
  std::array<std::vector<int>, engine::kTracks> rungs;  ///< that orders of the way name
};

Inclination incline(const Counterexample& counterexample) {
  Inclination all;
  const auto raise = [](int& likelihood, int to) { likelihood = std::max(likelihood, to); };
  for (const TracedDay& day : counterexample.days) {
    for (const TracedStep& step : day) {
      for (const Choice& choice : step.read) {
        if (choice.id >= kOrderRung && choice.id < kOrderRung + 3 && choice.value != engine::kNoRung) {
          raise(all.order, 120);
          all.rungs[static_cast<std::size_t>(choice.id - kOrderRung)].push_back(choice.value);
        }
        if (choice.id >= kVerdict && choice.id < kVerdict + 3) {
          const auto verdict = static_cast<engine::Verdict>(choice.value);
          if (verdict == engine::Verdict::excessive) raise(all.excess, 450);
          if (verdict == engine::Verdict::borderline) raise(all.borderline, 250);
          if (verdict == engine::Verdict::incomplete) raise(all.silent, 250);
        }
        if (choice.value != 1) continue;
        if (choice.id == kJudgeExcess) raise(all.excess, 300);
        if (choice.id == kJudgeLateExcess) raise(all.late, 150);
        if (choice.id == kClearRefer || choice.id == kClearUrgent) raise(all.clear, 200);
        if (choice.id == kFlagRefer || choice.id == kFlagUrgent) raise(all.flag, 120);
        if (choice.id == kShoeChanged) raise(all.shoe, 150);
        if (choice.id == kSessionImpact || choice.id == kSessionHigh) raise(all.unplanned, 200);
      }
    }
  }
  return all;
}

/// One diary, lived day by day with the engine and the watch.
class Life {
 public:
  Life(const engine::Protocol& protocol, const Counterexample& counterexample, const Inclination& inclination,
       std::uint32_t seed)
      : protocol_(protocol), inclination_(inclination), random_(seed), days_(protocol) {
    profile_.site = protocol.site;
    profile_.usual_morning_pain = 2;
    profile_.goal_min = counterexample.goal_min;
    profile_.equipment = counterexample.equipment;
    profile_.body_mass_g = 70'000;
  }

  /// The facts until the invariant broke; nothing when it did not.
  std::optional<Day> live(Invariant invariant) {
    const Day first = day_from_civil({2026, 3, 2});
    const int calm = once(500) ? 0 : 14;  // two weeks of mornings make a trend
    const int lasts = calm + draw(4, 40);
    if (calm > 0 && once(300)) profile_.running_now = true;
    for (int n = -calm; n < lasts - calm; ++n) {
      const Day day = first + n;
      facts_today_.clear();
      if (n == 0) add(day, 5 * 60, profile_);
      morning(day, n < 0);
      if (n >= 0) events(day);
      std::ranges::sort(facts_today_, [](const Fact* a, const Fact* b) { return engine::sooner(*a, *b); });
      const engine::DayResult& result = days_.begin(day, facts_today_);
      std::vector<engine::Exposure> exposures;
      if (n >= 0) sessions(day, result, exposures);
      if (days_.end(exposures).has(invariant)) return day;
    }
    return std::nullopt;
  }
  [[nodiscard]] const std::deque<Fact>& facts() const { return facts_; }

 private:
  int draw(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
  bool once(int per_mille) { return draw(1, 1000) <= per_mille; }

  const Fact& add(Day day, int minute, engine::Body body) {
    Fact fact;
    fact.at = {(std::int64_t{day.value} * 24 * 60 + minute) * 60'000, 0};
    fact.body = std::move(body);
    facts_.push_back(std::move(fact));
    facts_today_.push_back(&facts_.back());
    return facts_.back();
  }

  void morning(Day day, bool history) {
    if (!history && once(inclination_.silent / 2)) return;
    engine::Checkin checkin;
    checkin.pain = profile_.usual_morning_pain;
    if (!history && once(inclination_.borderline / 2)) checkin.pain = static_cast<engine::Pain>(draw(3, 4));
    if (!history && once(inclination_.excess / 4)) checkin.pain = static_cast<engine::Pain>(draw(5, 8));
    if (!history && once(30)) checkin.settled = once(500);
    add(day, 7 * 60, checkin);
  }

  void events(Day day) {
    for (int t = 0; t < engine::kTracks; ++t) {
      if (!once(inclination_.order)) continue;
      engine::Order order;
      order.order = engine::OrderKind::set_rung;
      order.track = kTracksOf[static_cast<std::size_t>(t)];
      const auto& named = inclination_.rungs[static_cast<std::size_t>(t)];
      const auto ladder = days_.state().ladder;
      const int rungs = static_cast<int>(ladder->rungs(t).size());
      const int rung = !named.empty() && once(600)
                           ? named[static_cast<std::size_t>(draw(0, static_cast<int>(named.size()) - 1))]
                           : draw(0, rungs - 1);
      if (rung >= rungs) continue;
      order.rung = ladder->rung(t, rung).id;
      add(day, 6 * 60 + t, order);
    }
    if (once(inclination_.hold)) {
      engine::Order order;
      order.track = kTracksOf[static_cast<std::size_t>(draw(0, 2))];
      order.until = day + draw(0, 3);
      add(day, 6 * 60 + 10, order);
    }
    if (once(inclination_.flag))
      add(day, 6 * 60 + 20,
          engine::Flag{once(500) ? engine::FlagKind::pop : engine::FlagKind::other_tendons});
    if (once(inclination_.clear)) {
      engine::Order order;
      order.order = engine::OrderKind::clear;
      order.by = once(700) ? engine::Author::clinician : engine::Author::self;
      add(day, 6 * 60 + 30, order);
    }
    if (once(inclination_.shoe))
      add(day, 6 * 60 + 40, engine::Shoe{"shoe " + std::to_string(day.value % 7), {}});
    if (once(inclination_.late)) {
      engine::Symptom symptom;
      symptom.pain = static_cast<engine::Pain>(draw(5, 9));
      symptom.context = engine::Context::daily;
      add(day, 21 * 60, symptom);
    }
  }

  void answers(engine::Session& session) {
    session.pain_during = session.pain_after = engine::Pain{2};
    if (once(inclination_.excess)) session.pain_during = engine::Pain{7};
    if (once(inclination_.borderline)) session.pain_after = engine::Pain{5};
    if (once(inclination_.silent)) session.pain_during.reset();
  }

  void take(const Fact& fact, const engine::DayResult& result, std::vector<engine::Exposure>& exposures) {
    exposures.push_back({&fact, &std::get<engine::Session>(fact.body), nullptr, fact.at, &result.plan});
  }

  void sessions(Day day, const engine::DayResult& result, std::vector<engine::Exposure>& exposures) {
    if (!once(inclination_.rest)) {
      for (const engine::PlanItem& item : result.plan.view()) {
        engine::Session session;
        session.track = item.track;
        session.as_prescribed = true;
        answers(session);
        take(add(day, 18 * 60 + static_cast<int>(item.track), session), result, exposures);
      }
    }
    if (!once(inclination_.unplanned)) return;
    engine::Session session;
    session.track = kTracksOf[static_cast<std::size_t>(draw(0, 2))];
    if (session.track == Track::run) {
      session.done.jog_s = draw(1, 40) * 60;
    } else {
      const auto rungs = days_.state().ladder->rungs(session.track == Track::spring ? kSpring : kStrength);
      const engine::Dose& dose =
          rungs[static_cast<std::size_t>(draw(0, static_cast<int>(rungs.size()) - 1))].dose;
      session.done.exercise = protocol_.exercises[static_cast<std::size_t>(dose.exercise)].id;
      session.done.sets = dose.sets;
      session.done.reps = std::max(dose.reps, 1);
    }
    answers(session);
    take(add(day, 20 * 60, session), result, exposures);
  }

  const engine::Protocol& protocol_;
  const Inclination& inclination_;
  std::mt19937 random_;
  engine::Profile profile_;
  CheckedDays days_;
  std::deque<Fact> facts_;
  std::vector<const Fact*> facts_today_;
};

/// Leaves out whatever is not needed for the break, until nothing more can go.
engine::Diary cut_down(const engine::Protocol& protocol, engine::Diary diary, Invariant invariant) {
  bool shorter = true;
  while (shorter) {
    shorter = false;
    for (std::size_t i = diary.size(); i-- > 0;) {
      if (std::holds_alternative<engine::Profile>(diary[i].body)) continue;
      engine::Diary without = diary;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      const auto broken = check_diary(protocol, without);
      if (!broken || !broken->broken.has(invariant)) continue;
      diary = std::move(without);
      shorter = true;
    }
  }
  return diary;
}

// --- as lines of a diary file: the kinds of fact that a life has ---

std::string line_of(const Fact& fact) {
  JsonWriter out;
  out.open('{').text("at", format_instant(fact.at));
  if (const auto* profile = std::get_if<engine::Profile>(&fact.body)) {
    out.text("type", "profile");
    out.text("side", "left");
    out.text("site", engine::name(profile->site));
    out.number("usual_morning_pain", profile->usual_morning_pain);
    out.number("goal_min", *profile->goal_min);
    out.number("body_mass_kg", *profile->body_mass_g / 1000);
    if (profile->running_now) out.truth("running_now", true);
    out.texts("equipment", *profile->equipment, [](engine::Equipment one) { return engine::name(one); });
  } else if (const auto* checkin = std::get_if<engine::Checkin>(&fact.body)) {
    out.text("type", "checkin");
    out.number("pain", checkin->pain);
    if (checkin->settled) out.truth("settled", *checkin->settled);
  } else if (const auto* order = std::get_if<engine::Order>(&fact.body)) {
    out.text("type", "order");
    constexpr std::array<std::string_view, 4> kKinds{"hold", "clear", "set_rung", "limit"};
    out.text("order", kKinds[static_cast<std::size_t>(order->order)]);
    out.text("by", order->by == engine::Author::self ? "self" : "clinician");
    if (order->track) out.text("track", engine::name(*order->track));
    if (!order->rung.empty()) out.text("rung", order->rung);
    if (order->until) out.text("until", format_day(*order->until));
  } else if (const auto* flag = std::get_if<engine::Flag>(&fact.body)) {
    out.text("type", "flag");
    out.text("flag", engine::name(flag->flag));
  } else if (const auto* shoe = std::get_if<engine::Shoe>(&fact.body)) {
    out.text("type", "shoe");
    out.text("shoe", shoe->shoe);
  } else if (const auto* symptom = std::get_if<engine::Symptom>(&fact.body)) {
    out.text("type", "symptom");
    out.number("pain", symptom->pain);
    out.text("context", "daily");
  } else if (const auto* session = std::get_if<engine::Session>(&fact.body)) {
    out.text("type", "session");
    out.text("track", engine::name(session->track));
    if (session->as_prescribed) {
      out.truth("as_prescribed", true);
    } else if (session->done.jog_s) {
      out.open("done", '{').number("jog_s", *session->done.jog_s).close('}');
    } else {
      out.open("done", '{').text("exercise", session->done.exercise);
      out.number("sets", *session->done.sets).number("reps", *session->done.reps).close('}');
    }
    if (session->pain_during) out.number("pain_during", *session->pain_during);
    if (session->pain_after) out.number("pain_after", *session->pain_after);
  }
  return out.close('}').take() + '\n';
}

}  // namespace

std::optional<Realised> realise(const engine::Protocol& protocol, const Counterexample& counterexample,
                                std::uint32_t most_tries) {
  const Inclination inclination = incline(counterexample);
  for (std::uint32_t n = 1; n <= most_tries; ++n) {
    Life life(protocol, counterexample, inclination, n);
    if (!life.live(counterexample.invariant)) continue;
    Realised out;
    out.tried = n;
    out.diary = cut_down(protocol, {life.facts().begin(), life.facts().end()}, counterexample.invariant);
    std::ranges::sort(out.diary, [](const Fact& a, const Fact& b) { return engine::sooner(a, b); });
    for (const Fact& fact : out.diary) out.lines += line_of(fact);
    // What is handed out is the file: it has to break the invariant when it is read again.
    const auto read = codec::parse_diary(out.lines);
    if (!read) continue;
    out.diary.clear();
    for (const codec::ParsedFact& fact : *read) out.diary.push_back(fact.fact);
    const auto broken = check_diary(protocol, out.diary);
    if (!broken || !broken->broken.has(counterexample.invariant)) continue;
    out.day = broken->day;
    return out;
  }
  return std::nullopt;
}

}  // namespace springback::lab
