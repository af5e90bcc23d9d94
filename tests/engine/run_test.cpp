// Single days that no scenario file can tell: a protocol by its hash, and what the next answer would change.

#include "engine/run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/protocol_files.h"

namespace springback::engine {
namespace {

using test::shipped_protocols;

constexpr std::int64_t kHourMs = 3'600'000;
const Day kFirst = day_from_civil({2026, 3, 2});

Fact fact(int number, Day day, int hour, Body body) {
  Fact made;
  made.id = uuid_v5(springback_name_space(), std::to_string(number));
  made.at = {(std::int64_t{day.value} * 24 + hour) * kHourMs, 0};
  made.body = std::move(body);
  return made;
}

Checkin pain_of(Pain pain) {
  Checkin checkin;
  checkin.pain = pain;
  return checkin;
}

/// Two weeks of mornings at 2, and the profile.
Diary begun() {
  Diary diary;
  Profile profile;
  profile.usual_morning_pain = 2;
  diary.push_back(fact(0, kFirst, 5, profile));
  for (int n = 1; n <= 14; ++n) diary.push_back(fact(n, kFirst - n, 7, pain_of(2)));
  diary.push_back(fact(15, kFirst, 7, pain_of(2)));
  return diary;
}

bool unknown(const Outcome& outcome) {
  return std::ranges::any_of(outcome.reasons,
                             [](const Reason& reason) { return reason.code == Code::protocol_unknown; });
}

TEST(ProtocolChange, is_followed_when_both_the_name_and_the_hash_are_of_one_protocol) {
  const auto& shipped = shipped_protocols();
  for (const Protocol& named : shipped) {
    for (const Protocol& hashed : shipped) {
      Diary diary = begun();
      const std::string name = named.id + "@" + std::to_string(named.version);
      diary.push_back(fact(20, kFirst, 6, ProtocolChange{name, hashed.hash, Author::clinician}));
      const Outcome outcome = run(kFirst, shipped, diary);
      EXPECT_EQ(unknown(outcome), &named != &hashed) << name;
      EXPECT_EQ(outcome.protocol, &named == &hashed ? name : "");
      EXPECT_EQ(outcome.today.empty(), &named != &hashed);
    }
  }
}

TEST(WouldChange, names_the_answer_that_closes_running) {
  Diary diary = begun();
  Order order;
  order.order = OrderKind::set_rung;
  order.by = Author::clinician;
  order.track = Track::run;
  order.rung = ladders(kFirst, shipped_protocols(), diary).run.rungs.front().id;
  diary.push_back(fact(20, kFirst, 6, order));
  const Outcome outcome = run(kFirst, shipped_protocols(), diary);
  ASSERT_TRUE(std::ranges::any_of(outcome.today, [](const Item& i) { return i.track == Track::run; }));
  EXPECT_TRUE(std::ranges::any_of(outcome.would_change, [](const WouldChange& change) {
    return change.answer == WouldChange::Answer::pain_during && change.value == 6 &&
           change.track == Track::run && change.effect == WouldChange::Effect::closes;
  }));
}

/// A profile makes the ladder anew: on its day each answer that is tried has one of its own.
TEST(WouldChange, compares_the_doses_of_a_day_on_which_the_profile_changes) {
  Diary diary = begun();
  Order order;
  order.order = OrderKind::set_rung;
  order.by = Author::clinician;
  order.track = Track::run;
  order.rung = "run_18";
  diary.push_back(fact(20, kFirst, 6, order));
  Profile other;
  other.usual_morning_pain = 2;
  other.goal_min = 40;
  diary.push_back(fact(21, kFirst + 2, 5, other));
  const Outcome outcome = run(kFirst + 2, shipped_protocols(), diary);
  EXPECT_TRUE(std::ranges::any_of(outcome.would_change, [](const WouldChange& change) {
    return change.answer == WouldChange::Answer::checkin_pain && change.track == Track::run &&
           change.side == WouldChange::Side::more;
  }));
}

}  // namespace
}  // namespace springback::engine
