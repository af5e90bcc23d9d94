#include "oracle/lives.h"

#include <algorithm>
#include <array>
#include <deque>

#include "oracle/fold.h"
#include "oracle/people.h"

namespace springback::oracle {
namespace {

using engine::Body;
using engine::Fact;
using engine::Pain;
using engine::Track;

constexpr std::int64_t kMinute = 60'000;

/// Lives the days one by one with the engine's own plan, then writes a few things late, or takes them back.
class Writer {
 public:
  explicit Writer(std::uint64_t seed)
      : chance_(seed),
        protocols_(choose_protocols(chance_, varied_)),
        person_(any_person(chance_)),
        start_(day_from_civil({2026, 1, 1}) + chance_.between(0, 364)),
        today_(start_ - (chance_.percent(60) ? chance_.between(1, 40) : 0)),
        offset_(static_cast<std::int16_t>(60 * chance_.one_of(std::array{-8, -5, 0, 1, 1, 1, 2, 9}))),
        days_(protocols_, today_) {}

  Life write() {
    const int days = chance_.percent(80)   ? chance_.between(0, 25)
                     : chance_.percent(80) ? chance_.between(25, 80)
                                           : chance_.between(80, 250);
    while (today_ < start_) {
      before_the_programme();
      live_day();
    }
    intake();
    const Day end = start_ + days;
    while (today_ <= end) {
      if (chance_.permille(6)) leave_off();
      travel();
      odd_facts();
      check_in();
      live_day();
    }
    Life life;
    life.last = today_ - 1 + (chance_.percent(10) ? chance_.between(1, 60) : 0);
    write_late();
    take_back();
    life.as_known = chance_.percent(10);
    life.first = life.last;
    for (const Fact& fact : diary_) life.first = std::min(life.first, engine::moment(fact).day());
    life.middle = life.first + chance_.between(0, life.last - life.first);
    life.diary.assign(diary_.begin(), diary_.end());
    life.protocols = protocols_;
    life.varied = varied_;
    return life;
  }

 private:
  void before_the_programme();
  void intake();
  void check_in();
  void live_day();
  void train(const engine::Plan& plan);
  void do_item(const engine::PlanItem& item);
  void tell(engine::Session& session, const engine::PlanItem& item, int pct);
  const Fact& record_again(engine::Recording recording, int minute);
  void record(engine::Session& session, int minute, std::int32_t jog_s, bool claim);
  void extra_session();
  void odd_facts();
  void odd_fact(int minute);
  engine::Order any_order();
  void travel();
  void leave_off();
  void write_late();
  void take_back();

  Fact& add(int minute, Body body) {
    Fact fact;
    fact.id.bytes[15] = static_cast<std::uint8_t>(diary_.size() & 0xFFU);
    fact.id.bytes[14] = static_cast<std::uint8_t>(diary_.size() >> 8U & 0xFFU);
    fact.id.bytes[0] = 1;
    fact.id.bytes[6] = 0x50;
    fact.id.bytes[8] = 0x80;
    fact.at = at(minute);
    fact.body = std::move(body);
    if (chance_.permille(5))
      fact.entered = Instant{fact.at.utc_ms + chance_.between(0, 6) * 1440 * kMinute, offset_};
    diary_.push_back(std::move(fact));
    return diary_.back();
  }
  [[nodiscard]] Instant at(int minute) const {
    return {(today_.value * std::int64_t{1440} + minute - offset_) * kMinute, offset_};
  }
  Pain pain(int value) { return static_cast<Pain>(std::clamp(value, 0, 10)); }
  int noise() {
    if (chance_.percent(person_.flare_pct)) return chance_.between(2, 5);
    return chance_.percent(person_.noise_pct) ? chance_.between(-1, 1) : 0;
  }

  Chance chance_;
  std::vector<std::string> varied_;
  std::vector<engine::Protocol> protocols_;
  Person person_;
  Day start_;  ///< of the profile
  Day today_;
  std::int16_t offset_;
  int flare_left_ = 0;
  engine::Profile profile_;
  std::string shoe_ = "a";
  std::deque<Fact> diary_;
  std::size_t day_from_ = 0;  ///< where today's facts begin
  Days days_;
};

void Writer::before_the_programme() {
  if (chance_.percent(60)) check_in();
  if (chance_.percent(35)) extra_session();
  if (chance_.permille(person_.odd_permille)) odd_fact(chance_.between(0, 1439));
}

void Writer::intake() {
  profile_.side = static_cast<engine::Side>(chance_.one_of(std::array{0, 0, 0, 1, 1, 2}));
  profile_.site = chance_.percent(30) ? engine::Site::insertional : engine::Site::midportion;
  profile_.usual_morning_pain = pain(person_.usual + (chance_.percent(20) ? chance_.between(-1, 1) : 0));
  if (chance_.percent(70)) profile_.usual_stiffness_min = chance_.between(0, 30);
  if (chance_.percent(70)) profile_.body_mass_g = chance_.between(45'000, 110'000);
  if (chance_.percent(30)) profile_.weekly_before_m = chance_.between(1'000, 60'000);
  if (chance_.percent(50)) profile_.goal_min = chance_.between(20, 90);
  profile_.running_now = chance_.percent(30);
  if (chance_.percent(40)) {
    profile_.equipment.emplace();
    for (const auto one : {engine::Equipment::step, engine::Equipment::backpack, engine::Equipment::machine})
      if (chance_.percent(50)) profile_.equipment->push_back(one);
  }
  if (chance_.percent(15)) profile_.started = today_ + chance_.between(-10, 10);
  add(chance_.between(0, 600), profile_);
  const auto ladder = engine::make_ladder(protocols_.front(), profile_);
  if (chance_.percent(45)) {
    for (const int track : {engine::kStrength, engine::kSpring, engine::kRun}) {
      if (!chance_.percent(60)) continue;
      engine::Order order;
      order.order = engine::OrderKind::set_rung;
      order.track = static_cast<Track>(track);
      const auto rungs = ladder->rungs(track);
      const int top = static_cast<int>(rungs.size()) - 1;
      order.rung =
          rungs[static_cast<std::size_t>(chance_.percent(40)
                                             ? chance_.between(0, top)
                                             : std::min(top, chance_.between(0, 3) + (track == 0 ? 3 : 0)))]
              .id;
      add(610 + track, order);
    }
  }
  if (profile_.running_now || chance_.percent(30)) {
    engine::Test test;
    test.left = chance_.between(0, 30);
    test.right = chance_.between(0, 30);
    test.pain = pain(chance_.between(0, 6));
    add(chance_.between(0, 1439), test);
    test.test = engine::TestKind::hop;
    test.pain = pain(chance_.between(0, 4));
    add(chance_.between(0, 1439), test);
  }
}

void Writer::check_in() {
  if (flare_left_ > 0) --flare_left_;
  if (person_.creep_days > 0 && today_ > start_ && (today_ - start_) % person_.creep_days == 0)
    person_.usual = std::clamp(person_.usual + person_.creep_by, 0, 7);
  if (chance_.percent(person_.missed_pct)) return;
  const int times = chance_.percent(person_.twice_pct) ? 2 : 1;
  for (int n = 0; n < times; ++n) {
    engine::Checkin checkin;
    checkin.pain = pain(person_.usual + noise() + flare_left_);
    if (chance_.percent(person_.stiffness_pct))
      checkin.stiffness_min = std::max(0, profile_.usual_stiffness_min.value_or(10) +
                                              chance_.one_of(std::array{-5, 0, 0, 4, 5, 6, 20, 21, 30}));
    if (chance_.percent(40)) checkin.settled = !chance_.percent(person_.unsettled_pct);
    checkin.analgesic = chance_.percent(person_.painkiller_pct);
    add(n == 0 ? chance_.between(300, 560) : chance_.between(0, 1439), checkin);
  }
}

/// Lets the engine decide the day as it is so far, and does what it plans, or something else.
void Writer::live_day() {
  std::vector<const Fact*> facts;
  const auto collect = [&] {
    facts.clear();
    for (std::size_t n = day_from_; n < diary_.size(); ++n)
      if (engine::moment(diary_[n]).day() == today_) facts.push_back(&diary_[n]);
    std::sort(facts.begin(), facts.end(),
              [](const Fact* a, const Fact* b) { return engine::sooner(*a, *b); });
  };
  while (days_.next() < today_) {  // left off: days without a fact
    days_.begin({});
    days_.end({});
  }
  collect();
  const engine::Plan plan = days_.begin(facts).plan;
  train(plan);
  collect();
  days_.end(facts);
  today_ = today_ + 1;
  day_from_ = diary_.size();
}

void Writer::train(const engine::Plan& plan) {
  if (chance_.percent(person_.extra_pct)) extra_session();
  if (chance_.percent(person_.skipped_pct)) return;
  for (const engine::PlanItem& item : plan.view()) do_item(item);
}

void Writer::do_item(const engine::PlanItem& item) {
  engine::Session session;
  session.track = item.track;
  session.as_prescribed = !chance_.percent(person_.told_pct);
  int pct = 100;
  if (chance_.percent(person_.overdone_pct)) pct = chance_.one_of(std::array{105, 110, 111, 130, 200, 300});
  if (chance_.percent(person_.underdone_pct)) pct = chance_.one_of(std::array{40, 75, 79, 80, 81, 90});
  if (pct != 100) session.as_prescribed = false;
  const int minute = chance_.percent(person_.early_pct)
                         ? chance_.one_of(std::array{10, 200, 239, 240, 241, 270})
                         : chance_.between(600, 1430);
  if (!session.as_prescribed) tell(session, item, pct);
  const int effort = std::min(person_.usual, 3);
  if (!chance_.percent(person_.silent_pct)) session.pain_during = pain(effort + noise());
  if (!chance_.percent(person_.silent_pct)) session.pain_after = pain(effort + noise());
  session.limp = chance_.percent(person_.limp_pct);
  session.analgesic = chance_.percent(person_.painkiller_pct);
  if (item.track == Track::run && chance_.percent(40)) session.shoe = shoe_;
  if (item.track == Track::run && chance_.percent(person_.recorded_pct))
    record(session, minute, item.dose.total_jog_s() * pct / 100, chance_.percent(85));
  if (chance_.percent(person_.flare_pct) && item.track != Track::walk) flare_left_ = chance_.between(2, 5);
  add(minute, session);
  if (chance_.permille(person_.odd_permille)) {  // at the edges of what is late, to the minute
    engine::Symptom symptom;
    symptom.pain = pain(person_.usual + chance_.between(1, 4));
    add(minute + 60 * chance_.one_of(std::array{6, 23, 24, 24, 30, 36, 36, 37}) + chance_.between(-1, 1),
        symptom);
  }
}

void Writer::tell(engine::Session& session, const engine::PlanItem& item, int pct) {
  engine::Done& done = session.done;
  const engine::Dose& dose = item.dose;
  if (item.track == Track::run) {
    done.jog_s = dose.total_jog_s() * pct / 100;
    done.walk_s = dose.walk_s * dose.rounds;
    if (chance_.percent(70))
      done.distance_m = *done.jog_s * chance_.between(24, 32) / 10 + *done.walk_s * 3 / 2;
    if (chance_.percent(25)) done.ascent_m = chance_.between(0, 60);
    if (chance_.percent(10)) done.pace = chance_.percent(50) ? engine::Pace::fast : engine::Pace::easy;
  } else if (item.track == Track::walk) {
    done.walk_s = dose.walk_s * dose.rounds * pct / 100;
  } else {
    const auto& exercises = protocols_.front().exercises;
    const auto which =
        chance_.percent(4)
            ? static_cast<std::size_t>(chance_.between(0, static_cast<int>(exercises.size()) - 1))
            : static_cast<std::size_t>(dose.exercise);
    done.exercise = exercises[which].id;
    done.sets = dose.sets;
    if (dose.hold_s > 0)
      done.hold_s = dose.hold_s * pct / 100;
    else
      done.reps = dose.reps * pct / 100;
    if (item.load_g >= 0)
      done.load_g = item.load_g + (chance_.percent(10) ? chance_.between(-5, 5) * 500 : 0);
    if (done.load_g && *done.load_g < 0) done.load_g = 0;
  }
}

void Writer::record(engine::Session& session, int minute, std::int32_t jog_s, bool claim) {
  engine::Recording recording;
  recording.derived_by = "reader@1";
  recording.start = at(minute);
  recording.sport = "running";
  recording.jog_s = jog_s;
  recording.walk_s = chance_.between(0, 900);
  recording.timer_s = jog_s + recording.walk_s;
  recording.distance_m = jog_s * chance_.between(24, 34) / 10 + recording.walk_s * 3 / 2;
  if (chance_.percent(50)) recording.ascent_m = chance_.between(0, 50);
  recording.bouts = {{engine::BoutKind::jog, 0, jog_s, std::nullopt}};
  if (chance_.percent(50)) recording.bouts[0].distance_m = jog_s * chance_.between(24, 34) / 10;
  recording.sha256.bytes[0] = static_cast<std::uint8_t>(diary_.size() & 0xFFU);
  recording.sha256.bytes[1] = static_cast<std::uint8_t>(diary_.size() >> 8U);
  const Fact& fact = add(minute, recording);
  if (claim) session.recording = fact.id;
  if (!chance_.percent(person_.two_devices_pct)) return;
  const Uuid other = record_again(recording, minute).id;
  if (claim && chance_.percent(30)) session.recording = other;
  if (chance_.percent(40)) record_again(recording, minute);
  if (chance_.percent(10)) {  // told as two
    engine::Session second;
    second.track = Track::run;
    second.done.jog_s = second.done.walk_s = 0;
    second.recording = chance_.percent(70) ? other : fact.id;
    add(minute + 1, second);
  }
  if (!chance_.percent(15)) return;
  Fact& apart = add(minute, engine::Separate{chance_.percent(50) ? fact.id : other});
  if (chance_.percent(50)) apart.at.utc_ms += chance_.between(0, 9) * 1440 * kMinute;
}

/// The same run by another device: begun sooner or later, whole or in part, by a clock of its own; now and
/// then another run, or the same bytes read anew.
const Fact& Writer::record_again(engine::Recording recording, int minute) {
  const int parts = chance_.one_of(std::array{100, 100, 99, 101, 79, 80, 81, 50, 30});
  recording.jog_s = recording.jog_s * parts / 100;
  recording.walk_s = recording.walk_s * chance_.one_of(std::array{100, 100, 50}) / 100;
  recording.timer_s = recording.jog_s + recording.walk_s;
  recording.bouts[0].duration_s = recording.jog_s;
  if (chance_.percent(30)) {
    const int stands_s = chance_.one_of(std::array{200, 2500});
    recording.bouts.push_back({engine::BoutKind::still, recording.jog_s, stands_s, std::nullopt});
    recording.bouts.push_back(
        {engine::BoutKind::walk, recording.jog_s + stands_s, recording.walk_s, std::nullopt});
  }
  if (chance_.percent(15)) recording.bouts.clear();
  recording.sport = chance_.percent(80) ? "running" : chance_.percent(50) ? "walking" : "cycling";
  recording.derived_by = "reader@2";
  if (!chance_.percent(10)) recording.sha256.bytes[2] = static_cast<std::uint8_t>(chance_.between(1, 3));
  const int later_s = chance_.one_of(std::array{0, 0, 1, -1, 40, -40, 120, 300, -600, 1500, 3600, 7200});
  recording.start.utc_ms += later_s * std::int64_t{1000};
  if (chance_.percent(30)) recording.start.offset_min = 0;
  return add(minute, std::move(recording));
}

/// A session that nobody planned.
void Writer::extra_session() {
  engine::Session session;
  session.track = static_cast<Track>(chance_.one_of(std::array{0, 1, 2, 2, 2, 3, 4, 4}));
  session.as_prescribed = chance_.percent(10);
  const int minute =
      chance_.percent(person_.early_pct) ? chance_.between(0, 300) : chance_.between(360, 1430);
  if (!session.as_prescribed) {
    engine::Done& done = session.done;
    if (session.track == Track::run || session.track == Track::walk) {
      if (session.track == Track::run) done.jog_s = chance_.between(1, 60) * 60;
      done.walk_s = chance_.one_of(std::array{0, 600, 1740, 1800, 2400});
      if (chance_.percent(60) && session.track == Track::run) done.distance_m = chance_.between(200, 12'000);
      if (chance_.percent(20) && session.track == Track::run) done.ascent_m = chance_.between(0, 120);
      if (session.track == Track::run && chance_.percent(15)) done.pace = engine::Pace::fast;
    } else if (session.track != Track::other) {
      const auto& exercises = protocols_.front().exercises;
      const bool spring = session.track == Track::spring;
      done.exercise =
          exercises[static_cast<std::size_t>(spring ? chance_.between(5, 8) : chance_.between(0, 4))].id;
      done.sets = chance_.between(1, 4);
      done.reps = chance_.between(1, 30);
    }
  }
  if (session.track == Track::other) {
    session.as_prescribed = false;
    session.impact = chance_.percent(40);
  }
  if (chance_.percent(85)) session.pain_during = pain(person_.usual + noise());
  if (chance_.percent(85)) session.pain_after = pain(person_.usual + noise());
  session.limp = chance_.percent(person_.limp_pct);
  session.analgesic = chance_.percent(person_.painkiller_pct);
  if (session.track == Track::run && chance_.percent(person_.recorded_pct))
    record(session, minute, session.done.jog_s.value_or(600), chance_.percent(70));
  add(minute, session);
}

void Writer::odd_facts() {
  for (int n = 0; n < 2; ++n)
    if (chance_.permille(person_.odd_permille)) odd_fact(chance_.between(0, 1439));
}

engine::Order Writer::any_order() {
  engine::Order order;
  order.order = static_cast<engine::OrderKind>(chance_.one_of(std::array{0, 1, 1, 1, 2, 3}));
  if (order.order == engine::OrderKind::clear) {
    order.by = chance_.percent(50) ? engine::Author::self : engine::Author::clinician;
    return order;
  }
  if (chance_.percent(70)) order.track = static_cast<Track>(chance_.between(0, 2));
  if (order.order == engine::OrderKind::set_rung) {
    order.track = static_cast<Track>(chance_.between(0, 2));
    const auto rungs = days_.state().ladder->rungs(static_cast<int>(*order.track));
    order.rung = rungs[static_cast<std::size_t>(chance_.between(0, static_cast<int>(rungs.size()) - 1))].id;
  } else if (chance_.percent(75)) {
    order.until = today_ + chance_.between(-1, 20);
  }
  if (order.order == engine::OrderKind::limit) {
    const int which = chance_.between(0, 3);
    if (which == 0 || which == 3) order.limit.pain_max = pain(chance_.between(0, 7));
    if (which == 1 || which == 3) order.limit.jog_s_max = chance_.between(0, 3000);
    if (which == 2 || which == 3) order.limit.days_between_min = chance_.between(0, 5);
  }
  return order;
}

void Writer::odd_fact(int minute) {
  switch (chance_.between(0, 15)) {
    case 0:
      add(minute, engine::Flag{static_cast<engine::FlagKind>(chance_.between(0, 11))});
      break;
    case 1:
      add(minute, engine::Flag{static_cast<engine::FlagKind>(chance_.between(7, 11))});
      break;
    case 2:
    case 3:
    case 4:
    case 5: {
      engine::Symptom symptom;
      symptom.pain = pain(person_.usual + chance_.between(0, 4));
      if (chance_.percent(50)) symptom.side = static_cast<engine::Side>(chance_.between(0, 2));
      symptom.context = static_cast<engine::Context>(chance_.one_of(std::array{0, 1, 2, 2, 2, 3, 3, 4}));
      add(minute, symptom);
      break;
    }
    case 6:
    case 7:
    case 8:
    case 9:
      add(minute, any_order());
      break;
    case 10: {
      engine::Test test;
      test.test = chance_.percent(70) ? engine::TestKind::heel_raise : engine::TestKind::hop;
      if (!chance_.percent(10)) test.left = chance_.between(0, 35);
      if (!chance_.percent(10)) test.right = chance_.between(0, 35);
      if (!chance_.percent(20)) test.pain = pain(chance_.between(0, 6));
      add(minute, test);
      break;
    }
    case 11:
      add(minute, engine::Score{engine::Scale::visa_a, chance_.between(20, 100)});
      break;
    case 12: {
      engine::Shoe shoe;
      shoe.shoe = chance_.percent(50) ? "a" : chance_.percent(50) ? "b" : "c";
      shoe_ = shoe.shoe;
      if (chance_.percent(40)) shoe.drop_tenths_mm = chance_.one_of(std::array{0, 40, 80});
      add(minute, shoe);
      break;
    }
    case 13:
      shoe_ = chance_.percent(50) ? "d" : "a";
      break;
    case 14:
      profile_.goal_min = chance_.between(20, 90);
      profile_.usual_morning_pain = pain(person_.usual + chance_.between(-1, 1));
      if (chance_.percent(30)) add(minute, profile_);
      break;
    default:
      add(minute, engine::Break{today_, today_ + chance_.between(0, 20), "holiday"});
      break;
  }
}

/// Another zone, or the same one at its change of clocks.
void Writer::travel() {
  const auto date = civil_from_day(today_);
  if (person_.travels && chance_.percent(8))
    offset_ = static_cast<std::int16_t>(30 * chance_.between(-20, 26));
  else if (date.month == 3 && date.day >= 25 && weekday(today_) == 6)
    offset_ = static_cast<std::int16_t>(offset_ + 60);
  else if (date.month == 10 && date.day >= 25 && weekday(today_) == 6)
    offset_ = static_cast<std::int16_t>(offset_ - 60);
}

/// Nothing is written for a while: days, weeks, now and then more than a year.
void Writer::leave_off() {
  today_ = today_ + (chance_.percent(5)    ? chance_.between(300, 800)
                     : chance_.percent(40) ? chance_.between(20, 60)
                                           : chance_.between(2, 20));
}

/// Facts typed in later than they were true, some on days long gone.
void Writer::write_late() {
  if (!chance_.percent(25)) return;
  const Day last = today_;
  const int count = chance_.between(1, 4);
  for (int n = 0; n < count; ++n) {
    today_ = last - chance_.between(1, 25);
    const std::size_t from = diary_.size();
    if (chance_.percent(50))
      extra_session();
    else
      check_in();
    for (std::size_t at = from; at < diary_.size(); ++at)
      diary_[at].entered = Instant{diary_[at].at.utc_ms + chance_.between(1, 5) * 1440 * kMinute, offset_};
  }
  today_ = last;
}

void Writer::take_back() {
  if (!chance_.percent(20) || diary_.empty()) return;
  const int count = chance_.between(1, 3);
  for (int n = 0; n < count; ++n) {
    const Fact& target =
        diary_[static_cast<std::size_t>(chance_.between(0, static_cast<int>(diary_.size()) - 1))];
    engine::Retract retract{target.id, static_cast<engine::Author>(chance_.between(0, 2))};
    Fact& fact = add(0, retract);
    fact.at =
        Instant{diary_[static_cast<std::size_t>(chance_.between(0, static_cast<int>(diary_.size()) - 2))].at};
    const bool flag = std::holds_alternative<engine::Flag>(target.body);
    fact.at.utc_ms =
        target.at.utc_ms + kMinute * (flag ? chance_.between(1, 20) : 1440 * chance_.between(0, 9));
    fact.at.offset_min = target.at.offset_min;
    fact.entered.reset();
  }
}

}  // namespace

Life make_life(std::uint64_t seed) { return Writer(seed).write(); }

}  // namespace springback::oracle
