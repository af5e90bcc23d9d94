#include "simulate/patients.h"

#include <algorithm>
#include <string>

#include "base/split_mix.h"
#include "engine/run.h"
#include "support/protocol_files.h"

namespace springback::simulate {
namespace {

using engine::Track;

const Day kFirst = day_from_civil({2026, 3, 2});

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : mix_(seed) {}
  int below(int bound) { return static_cast<int>(mix_.next() % static_cast<std::uint64_t>(bound)); }
  bool percent(int pct) { return below(100) < pct; }

 private:
  SplitMix64 mix_;
};

/// The hidden tendon and the person around it.
class Patient {
 public:
  Patient(const Kind& kind, std::uint64_t seed)
      : kind_(kind),
        chance_(seed),
        usual_(kind.usual_from + chance_.below(kind.usual_to - kind.usual_from + 1)) {}

  void intake() {
    engine::Profile profile;
    profile.site = kind_.site;
    profile.usual_morning_pain = pain(usual_);
    profile.body_mass_g = 70'000;
    profile.goal_min = 30;
    profile.running_now = kind_.running_now;
    add(kFirst, 300, profile);
    if (kind_.running_now) running_before();
    if (kind_.raises > 0) add(kFirst, 390, test(engine::TestKind::heel_raise, kind_.raises));
  }

  void morning(Day day) {
    if (flare_left_ > 0) --flare_left_;
    const bool missed = chance_.percent(kind_.missed_pct);
    const int up = chance_.percent(kind_.morning_up_pct) ? 1 : 0;
    const int down = chance_.percent(kind_.morning_down_pct) ? 1 : 0;
    const bool unsettled = loaded_yesterday_ && chance_.percent(kind_.unsettled_pct);
    loaded_yesterday_ = false;
    if (missed) return;
    engine::Checkin checkin;
    checkin.pain = pain(usual_ + up - down + flare_left_);
    if (kind_.unsettled_pct > 0) checkin.settled = !unsettled;
    add(day, 420, checkin);
  }

  void train(Day day, const engine::Outcome& plan, Life& life) {
    for (const engine::Item& item : plan.today) {
      engine::Session session;
      session.track = item.track;
      session.as_prescribed = true;
      session.pain_during = pain(effort(item));
      session.pain_after = session.pain_during;
      std::int32_t jog_s = item.dose.total_jog_s();
      if (item.track == Track::run && chance_.percent(kind_.overdone_pct)) {
        jog_s = jog_s * 13 / 10;
        session.as_prescribed = false;
        session.done.jog_s = jog_s;
        session.done.walk_s = item.dose.walk_s * item.dose.rounds;
      }
      add(day, 1080, session);
      if (item.track == Track::walk) continue;
      loaded_yesterday_ = true;
      const bool impact = item.track != Track::strength;
      if (impact && chance_.percent(kind_.flare_pct)) {
        flare_left_ = 4;  // three points above usual the next morning, then two, then one
        ++life.flares;
      }
      life.done.push_back({day, item.track,
                           item.track == Track::run      ? plan.run.rung_index
                           : item.track == Track::spring ? plan.spring.rung_index
                                                         : plan.strength.rung_index,
                           jog_s});
    }
  }

  [[nodiscard]] bool upset() const { return flare_left_ > 0; }
  [[nodiscard]] const engine::Diary& diary() const { return diary_; }

 private:
  static engine::Pain pain(int value) { return static_cast<engine::Pain>(std::clamp(value, 0, 10)); }

  [[nodiscard]] int effort(const engine::Item& item) const {
    if (item.track == Track::run && kind_.run_pain > 0) return kind_.run_pain;
    if (item.track == Track::spring && item.rung.find("hop") != std::string::npos && kind_.hop_pain > 0)
      return kind_.hop_pain;
    return kind_.effort_pain;
  }

  static engine::Test test(engine::TestKind what, int count) {
    engine::Test test;
    test.test = what;
    test.left = count;
    test.right = count;
    test.pain = engine::Pain{1};
    return test;
  }

  /// Four weeks of 5 km in 30 min, on every second or third day, with the mornings between.
  void running_before() {
    for (int back = 28; back > 0; --back) {
      engine::Checkin checkin;
      checkin.pain = pain(usual_);
      add(kFirst - back, 420, checkin);
      if (back % 7 != 6 && back % 7 != 4 && back % 7 != 2) continue;
      engine::Session session;
      session.track = Track::run;
      session.done.jog_s = 1800;
      session.done.walk_s = 0;
      session.done.distance_m = 5000;
      session.pain_during = session.pain_after = engine::Pain{2};
      add(kFirst - back, 1080, session);
    }
    add(kFirst, 391, test(engine::TestKind::hop, 10));
    add(kFirst, 392, test(engine::TestKind::heel_raise, 15));
  }

  void add(Day day, int minute, engine::Body body) {
    engine::Fact fact;
    fact.id = uuid_v5(springback_name_space(), std::to_string(diary_.size()));
    fact.at.utc_ms = (day.value * std::int64_t{1440} + minute) * 60'000;
    fact.body = std::move(body);
    diary_.push_back(std::move(fact));
  }

  const Kind& kind_;
  Chance chance_;
  int usual_;
  int flare_left_ = 0;
  bool loaded_yesterday_ = false;
  engine::Diary diary_;
};

bool by_time_off(const engine::Outcome& plan) {
  return std::any_of(plan.reasons.begin(), plan.reasons.end(),
                     [](const engine::Reason& reason) { return reason.code == engine::Code::time_off; });
}

void note_plan(const engine::Outcome& plan, int day, bool upset, Life& life) {
  if (plan.alert == engine::AlertLevel::refer && life.referred_day < 0) life.referred_day = day;
  if (plan.alert == engine::AlertLevel::advise) ++life.advised_days;
  life.highest_strength = std::max(life.highest_strength, static_cast<int>(plan.strength.rung_index));
  for (const engine::TrackOutcome* track : {&plan.strength, &plan.spring, &plan.run})
    if (track->action == engine::Action::step_back && !upset && !by_time_off(plan)) ++life.step_backs;
}

}  // namespace

const std::vector<Kind>& kinds() {
  using engine::Site;
  static const std::vector<Kind> all = {
      {.name = "clear to everything, usual 2"},
      {.name = "clear to everything, usual 3", .usual_from = 3, .usual_to = 3},
      {.name = "clear to everything, 22 raises at entry", .raises = 22},
      {.name = "±1 on 15 % of mornings each way",
       .usual_from = 0,
       .usual_to = 3,
       .morning_up_pct = 15,
       .morning_down_pct = 15},
      {.name = "the same, insertional",
       .usual_from = 0,
       .usual_to = 3,
       .site = Site::insertional,
       .morning_up_pct = 15,
       .morning_down_pct = 15},
      {.name = "±1 on 25 % of mornings each way",
       .usual_from = 0,
       .usual_to = 3,
       .morning_up_pct = 25,
       .morning_down_pct = 25},
      {.name = "slow to settle (20 % of mornings after)", .unsettled_pct = 20},
      {.name = "over-doer (33 % of runs at 130 %)",
       .morning_up_pct = 15,
       .morning_down_pct = 15,
       .overdone_pct = 33},
      {.name = "30 % of mornings missed",
       .usual_from = 0,
       .usual_to = 3,
       .morning_up_pct = 15,
       .morning_down_pct = 15,
       .missed_pct = 30},
      {.name = "true flare after 5 % of impact sessions",
       .usual_from = 0,
       .usual_to = 3,
       .morning_up_pct = 15,
       .morning_down_pct = 15,
       .flare_pct = 5},
      {.name = "already running 3 × 5 km at 2/10",
       .morning_up_pct = 15,
       .morning_down_pct = 15,
       .running_now = true},
      {.name = "hops never tolerated", .hop_pain = 7},
      {.name = "every run hurts", .run_pain = 7},
      {.name = "usual 5", .usual_from = 5, .usual_to = 5},
      {.name = "pain always 5", .effort_pain = 5},
  };
  return all;
}

Life live(const Kind& kind, std::uint64_t seed, int days) {
  Life life;
  Patient patient(kind, seed);
  patient.intake();
  for (int n = 0; n < days; ++n) {
    const Day day = kFirst + n;
    patient.morning(day);
    const engine::Outcome plan = engine::run(day, test::shipped_protocols(), patient.diary());
    note_plan(plan, n, patient.upset(), life);
    patient.train(day, plan, life);
    for (auto done = life.done.rbegin(); done != life.done.rend() && done->day == day; ++done) {
      if (done->track != Track::run) continue;
      if (plan.run.open && life.first_run_day < 0) life.first_run_day = n;
      if (plan.run.open && plan.run.rung == "run_30" && life.goal_day < 0) life.goal_day = n;
    }
    if (life.goal_day >= 0 || life.referred_day >= 0) break;  // home, or in other hands
  }
  return life;
}

}  // namespace springback::simulate
