#include "engine/generated_diaries.h"

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <variant>

#include "support/protocol_files.h"

namespace springback::engine {

using test::shipped_protocols;

Fact fact(int number, Instant when, Body body) {
  Fact made;
  made.id = uuid_v5(springback_name_space(), std::to_string(number));
  made.at = when;
  made.body = std::move(body);
  return made;
}

int draw(int from, int to) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to + 1)); }

namespace {

// ---- plausible diaries: a runner who mostly does what the plan says

Profile plausible_profile() {
  Profile profile;
  profile.usual_morning_pain = static_cast<Pain>(draw(0, 4));
  profile.usual_stiffness_min = 10;
  profile.body_mass_g = 70'000;
  profile.site = once_in(3) ? Site::insertional : Site::midportion;
  return profile;
}

/// An answer near `usual`, now and then far above it.
Pain answer(int usual) {
  const int noise = once_in(12) ? draw(2, 5) : draw(-1, 1) * (once_in(3) ? 1 : 0);
  return static_cast<Pain>(std::clamp(usual + noise, 0, 10));
}

Rung random_rung(const Ladders& ladder, Track track) {
  const auto& rungs = track == Track::strength ? ladder.strength
                      : track == Track::spring ? ladder.spring
                                               : ladder.run.rungs;
  return rungs[static_cast<std::size_t>(draw(0, static_cast<int>(rungs.size()) - 1))];
}

Order set_rung(const Ladders& ladder, Track track) {
  Order order;
  order.order = OrderKind::set_rung;
  order.track = track;
  order.rung = random_rung(ladder, track).id;
  return order;
}

}  // namespace

Life live(int days) {
  Life life;
  const Profile profile = plausible_profile();
  const int usual = profile.usual_morning_pain;
  life.add(kFirst, 0, profile);
  for (int past = 14; past > 0; --past) {
    Checkin checkin;
    checkin.pain = static_cast<Pain>(usual);
    life.add(kFirst - past, 420, checkin);
  }
  const Ladders ladder = ladders(kFirst, shipped_protocols(), life.diary);
  for (const Track track : {Track::strength, Track::spring, Track::run})
    if (once_in(2)) life.add(kFirst, 5 + static_cast<int>(track), set_rung(ladder, track));
  for (int n = 0; n < days; ++n) {
    const Day day = kFirst + n;
    life.last = day;
    if (!once_in(10)) {
      Checkin checkin;
      checkin.pain = answer(usual);
      if (once_in(3)) checkin.settled = !once_in(6);
      if (once_in(3)) checkin.stiffness_min = draw(0, 40);
      life.add(day, 420, checkin);
    }
    if (once_in(80)) life.add(day, 400, Flag{static_cast<FlagKind>(draw(0, 11))});
    if (once_in(15)) {
      Order clear;
      clear.order = OrderKind::clear;
      life.add(day, 410, clear);
    }
    if (once_in(30)) life.add(day, 1200, Symptom{answer(usual), std::nullopt, Context::daily});
    if (once_in(6)) continue;
    for (const Item& item : run(day, shipped_protocols(), life.diary).today) {
      Session session;
      session.track = item.track;
      session.as_prescribed = true;
      session.pain_during = perhaps(answer(std::min(usual, 3)));
      session.pain_after = answer(std::min(usual, 3));
      life.add(day, 1080, session);
    }
  }
  return life;
}

namespace {

// ---- diaries that nobody would keep: every fact type, any value, any day, in any order

Session weird_session() {
  Session session;
  session.track = static_cast<Track>(draw(0, 4));
  session.as_prescribed = once_in(2);
  if (!session.as_prescribed) {
    if (session.track == Track::run || session.track == Track::walk) {
      if (session.track == Track::run) session.done.jog_s = draw(0, 20'000);
      session.done.walk_s = draw(0, 20'000);
      session.done.distance_m = perhaps(draw(0, 60'000));
      session.done.ascent_m = perhaps(draw(0, 3'000));
      session.done.pace = static_cast<Pace>(draw(0, 2));
    } else if (session.track != Track::other) {
      session.done.exercise = once_in(2) ? "one_leg_raise" : "anything";
      session.done.sets = draw(0, 20);
      session.done.reps = draw(0, 200);
      session.done.load_g = perhaps(draw(0, 200'000));
    }
  }
  session.pain_during = perhaps(static_cast<Pain>(draw(0, 10)));
  session.pain_after = perhaps(static_cast<Pain>(draw(0, 10)));
  session.limp = once_in(8);
  session.analgesic = once_in(8);
  session.shoe = once_in(3) ? "a" : once_in(2) ? "b" : "";
  session.impact = once_in(2);
  return session;
}

Order weird_order() {
  static const char* const rungs[] = {"step_3x15",    "calm",         "run_30", "faster",
                                      "one_hop_3x10", "no_such_rung", ""};
  Order order;
  order.order = static_cast<OrderKind>(draw(0, 3));
  order.by = static_cast<Author>(draw(0, 2));
  order.track = perhaps(static_cast<Track>(draw(0, 4)));
  order.rung = rungs[draw(0, 6)];
  order.until = perhaps(kFirst + draw(-10, 80));
  order.limit = {perhaps(static_cast<Pain>(draw(0, 10))), perhaps(draw(0, 5'000)), perhaps(draw(0, 20))};
  return order;
}

Profile weird_profile() {
  Profile profile;
  profile.side = static_cast<Side>(draw(0, 2));
  profile.site = static_cast<Site>(draw(0, 1));
  profile.onset = perhaps(kFirst + draw(-400, 40));
  profile.usual_morning_pain = static_cast<Pain>(draw(0, 10));
  profile.usual_stiffness_min = perhaps(draw(0, 200));
  profile.body_mass_g = perhaps(draw(20'000, 200'000));
  profile.weekly_before_m = perhaps(draw(0, 200'000));
  profile.goal_min = perhaps(draw(20, 90));
  profile.running_now = once_in(2);
  profile.equipment = perhaps(std::vector<Equipment>{static_cast<Equipment>(draw(0, 4))});
  profile.started = perhaps(kFirst + draw(-20, 20));
  return profile;
}

}  // namespace

std::vector<const Fact*> recordings_of(const Diary& diary) {
  std::vector<const Fact*> all;
  for (const Fact& f : diary)
    if (std::holds_alternative<Recording>(f.body)) all.push_back(&f);
  return all;
}

const Fact& any_of(const std::vector<const Fact*>& facts) {
  return *facts[static_cast<std::size_t>(draw(0, static_cast<int>(facts.size()) - 1))];
}

namespace {

/// Now and then much like one that is there already, by another clock.
Recording weird_recording(const Diary& so_far, Day day) {
  Recording recording;
  const auto others = recordings_of(so_far);
  if (!others.empty() && once_in(2)) {
    recording = std::get<Recording>(any_of(others).body);
    recording.start.utc_ms += draw(-1, 1) * draw(0, 600) * 1000;
    recording.start.offset_min = static_cast<std::int16_t>(draw(-12, 14) * 60);
    if (once_in(2)) recording.jog_s = recording.bouts[0].duration_s = draw(0, recording.jog_s);
    if (!once_in(4)) recording.sha256.bytes[0] = static_cast<std::uint8_t>(draw(0, 255));
    return recording;
  }
  recording.sha256.bytes[0] = static_cast<std::uint8_t>(draw(0, 255));
  recording.derived_by = "reader@1";
  recording.start = at(day, draw(0, 1439));
  recording.sport = once_in(2) ? "running" : "cycling";
  recording.distance_m = draw(0, 60'000);
  recording.timer_s = draw(0, 20'000);
  recording.jog_s = draw(0, 20'000);
  recording.walk_s = draw(0, 20'000);
  recording.bouts = {{BoutKind::jog, 0, draw(0, 20'000), perhaps(draw(0, 60'000))}};
  return recording;
}

Separate weird_separate(const Diary& so_far) {
  const auto recordings = recordings_of(so_far);
  return Separate{recordings.empty() || once_in(8) ? Uuid{{9}} : any_of(recordings).id};
}

Body weird_body(const Diary& so_far, Day day) {
  switch (draw(0, 23)) {
    case 20:
    case 21:
    case 22:
      return weird_recording(so_far, day);
    case 23:
      return weird_separate(so_far);
    case 0:
      return weird_profile();
    case 1:
      return Symptom{static_cast<Pain>(draw(0, 10)), perhaps(static_cast<Side>(draw(0, 2))),
                     static_cast<Context>(draw(0, 4))};
    case 2:
      return Flag{static_cast<FlagKind>(draw(0, 11))};
    case 3:
    case 4:
      return weird_order();
    case 5:
      return Shoe{once_in(2) ? "a" : "b", perhaps(draw(0, 200))};
    case 6:
      return Break{day - draw(0, 30), day + draw(0, 30), "holiday"};
    case 7:
      return Test{static_cast<TestKind>(draw(0, 1)), perhaps(draw(0, 60)), perhaps(draw(0, 60)),
                  perhaps(static_cast<Pain>(draw(0, 10)))};
    case 8:
      return Score{static_cast<Scale>(draw(0, 1)), draw(0, 100)};
    case 9:
      return weird_recording(so_far, day);
    case 10:
      return Shown{day};
    case 11: {
      if (once_in(3)) return ProtocolChange{"unknown@1", "0000", Author::clinician};
      const Protocol& next = shipped_protocols()[static_cast<std::size_t>(draw(0, 1))];
      return ProtocolChange{next.id + "@" + std::to_string(next.version), next.hash, Author::clinician};
    }
    case 12:
      return Note{};
    case 13:
      if (!so_far.empty())
        return Retract{so_far[static_cast<std::size_t>(draw(0, static_cast<int>(so_far.size()) - 1))].id,
                       static_cast<Author>(draw(0, 2))};
      return Note{};
    case 14:
    case 15:
    case 16: {
      Checkin checkin;
      checkin.pain = static_cast<Pain>(draw(0, 10));
      checkin.stiffness_min = perhaps(draw(0, 300));
      checkin.settled = perhaps(once_in(2));
      checkin.analgesic = once_in(6);
      return checkin;
    }
    default:
      return weird_session();
  }
}

}  // namespace

Diary weird_diary(int facts) {
  Diary diary;
  for (int n = 0; n < facts; ++n) {
    const Day day = kFirst + draw(-40, 60);
    Fact made = fact(n, at(day, draw(0, 1439)), n == 0 ? Body{weird_profile()} : weird_body(diary, day));
    made.at.offset_min = static_cast<std::int16_t>(draw(-12, 14) * 60);
    if (const auto* recording = std::get_if<Recording>(&made.body)) made.at = recording->start;
    const auto recordings = recordings_of(diary);
    if (auto* session = std::get_if<Session>(&made.body); session && !recordings.empty() && once_in(2)) {
      const Fact& named = any_of(recordings);
      session->recording = named.id;
      if (once_in(2)) made.at = std::get<Recording>(named.body).start;
    }
    if (once_in(6)) made.entered = Instant{made.at.utc_ms + draw(0, 10) * kDay, made.at.offset_min};
    diary.push_back(std::move(made));
  }
  return diary;
}

Diary any_diary() { return once_in(2) ? live(draw(5, 30)).diary : weird_diary(draw(1, 60)); }

bool trained_on(const Diary& diary, Day day, Track track) {
  return std::any_of(diary.begin(), diary.end(), [&](const Fact& f) {
    const auto* session = std::get_if<Session>(&f.body);
    return session != nullptr && session->track == track && f.at.day() == day;
  });
}

}  // namespace springback::engine
