// What must hold of lives that reach deep: months with the plan, gaps of years, travel, late entries.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "codec/outcome_json.h"
#include "engine/advance.h"
#include "engine/run.h"
#include "engine/timeline.h"
#include "oracle/fact_lines.h"
#include "oracle/lives.h"
#include "support/protocol_files.h"

namespace springback::oracle {
namespace {

using engine::Diary;
using engine::Fact;
using engine::Outcome;
using engine::Track;

constexpr std::int64_t kMinute_ms = 60'000;
/// One for every 25 that the oracle takes.
std::uint64_t lives() {
  const char* text = std::getenv("SPRINGBACK_ORACLE_DIARIES");  // NOLINT(concurrency-mt-unsafe): one thread
  return text == nullptr ? 400 : std::strtoull(text, nullptr, 10) / 25;
}

Outcome on(Day day, const Life& life, const Diary& diary) {
  Outcome last;
  engine::replay({day, day, life.as_known, false}, life.protocols, diary,
                 [&](const Outcome& outcome) { last = outcome; });
  return last;
}

/// An outcome as text; the protocol only names exercises.
std::string text_of(const Life& life, const Outcome& outcome) {
  return codec::outcome_to_json(outcome, &life.protocols.front());
}

Fact fact_of(Instant at, engine::Body body) {
  Fact fact;
  fact.id.bytes = {9, 9, 9, 9, 9, 9, 0x50, 9, 0x80, 9, 9, 9, 9, 9, 9, 9};
  fact.at = at;
  fact.body = std::move(body);
  return fact;
}

Instant local(Day day, int minute) { return {(day.value * std::int64_t{1440} + minute) * kMinute_ms, 0}; }

/// Run, spring, strength: −2 while closed.
std::tuple<int, int, int> heights(const Outcome& outcome) {
  const auto height = [](const engine::TrackOutcome& track) { return track.open ? track.rung_index : -2; };
  return {height(outcome.run), height(outcome.spring), height(outcome.strength)};
}

std::tuple<int, int> impact_asked(const Outcome& outcome) {
  std::tuple<int, int> most{0, 0};
  for (const engine::Item& item : outcome.today) {
    if (item.track == Track::run) most = std::max(most, {2, outcome.run.rung_index});
    if (item.track == Track::spring) most = std::max(most, {1, outcome.spring.rung_index});
  }
  return most;
}

void expect_no_more(const Life& life, std::uint64_t seed, const Diary& worse, const Diary& better, Day day) {
  const Outcome low = on(day, life, worse);
  const Outcome high = on(day, life, better);
  EXPECT_LE(heights(low), heights(high)) << "seed " << seed << " on " << format_day(day) << "\n"
                                         << text_of(life, low) << "\n"
                                         << text_of(life, high) << "\n"
                                         << lines_of(worse);
  EXPECT_LE(impact_asked(low), impact_asked(high)) << "seed " << seed << " on " << format_day(day);
}

TEST(Lives, a_worse_last_morning_never_gives_more_that_day) {
  for (std::uint64_t seed = 1; seed <= lives(); ++seed) {
    const Life life = make_life(seed);
    Diary better;
    for (const Fact& fact : life.diary)
      if (!std::holds_alternative<engine::Checkin>(fact.body) || fact.at.day() != life.middle)
        better.push_back(fact);
    Diary worse = better;
    engine::Checkin checkin;
    checkin.pain = static_cast<engine::Pain>(seed % 5);
    better.push_back(fact_of(local(life.middle, 420), checkin));
    checkin.pain = static_cast<engine::Pain>(checkin.pain + 1 + static_cast<int>(seed / 5 % 5));
    if (seed % 3 == 0) checkin.settled = false;
    worse.push_back(fact_of(local(life.middle, 420), checkin));
    expect_no_more(life, seed, worse, better, life.middle);
  }
}

TEST(Lives, a_worse_last_session_never_gives_more_the_next_morning) {
  for (std::uint64_t seed = 1; seed <= lives(); ++seed) {
    const Life life = make_life(seed);
    const Fact* last = nullptr;
    for (const Fact& fact : life.diary)
      if (std::holds_alternative<engine::Session>(fact.body)) last = &fact;
    if (last == nullptr) continue;
    Diary worse = life.diary;
    for (Fact& fact : worse) {
      if (fact.id != last->id) continue;
      auto& session = std::get<engine::Session>(fact.body);
      if (session.pain_during) session.pain_during = engine::Pain{10};
      session.limp = true;
    }
    expect_no_more(life, seed, worse, life.diary, last->at.day() + 1);
  }
}

TEST(Lives, a_strong_symptom_never_gives_more_that_day) {
  for (std::uint64_t seed = 1; seed <= lives(); ++seed) {
    const Life life = make_life(seed);
    Diary worse = life.diary;
    worse.push_back(fact_of(local(life.middle, 1), engine::Symptom{.pain = 8, .side = {}}));
    expect_no_more(life, seed, worse, life.diary, life.middle);
  }
}

TEST(Lives, an_empty_diary_plans_nothing_on_any_day) {
  Life life;
  life.protocols = test::shipped_protocols();
  for (const char* day : {"1970-01-01", "2026-03-29", "2026-10-25", "2199-12-31"})
    EXPECT_TRUE(on(*parse_day(day), life, {}).today.empty());
}

TEST(Lives, a_diary_of_one_fact_asks_for_no_impact_that_day) {
  for (std::uint64_t seed = 1; seed <= lives(); ++seed) {
    const Life life = make_life(seed);
    if (life.diary.empty()) continue;
    const Fact& one = life.diary[static_cast<std::size_t>(seed) % life.diary.size()];
    const Outcome outcome = on(one.at.day(), life, {one});
    EXPECT_EQ(impact_asked(outcome), (std::tuple<int, int>{0, 0})) << lines_of({one});
  }
}

TEST(Lives, after_a_year_without_entries_every_ladder_is_at_its_foot_or_the_alert_stands) {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= lives(); ++seed) {
    Life life = make_life(seed);
    std::erase_if(life.diary, [](const Fact& fact) {
      const auto* order = std::get_if<engine::Order>(&fact.body);
      return order != nullptr && order->order == engine::OrderKind::hold && !order->until;
    });
    const Outcome outcome = on(life.last + 400, life, life.diary);
    if (outcome.alert >= engine::AlertLevel::refer) continue;
    ++compared;
    EXPECT_FALSE(outcome.run.open) << "seed " << seed;
    EXPECT_FALSE(outcome.spring.open) << "seed " << seed;
    EXPECT_LE(outcome.strength.rung_index, 0) << "seed " << seed;
  }
  EXPECT_GE(compared, static_cast<int>(lives() / 4));
}

TEST(Lives, a_life_lived_in_another_zone_has_the_same_outcomes) {
  for (std::uint64_t seed = 1; seed <= lives(); ++seed) {
    const Life life = make_life(seed);
    const int east = static_cast<int>(seed % 27) * 30 - 360;
    Diary elsewhere = life.diary;
    const auto move = [east](Instant& at) {
      at.offset_min = static_cast<std::int16_t>(at.offset_min + east);
      at.utc_ms -= east * kMinute_ms;
    };
    for (Fact& fact : elsewhere) {
      move(fact.at);
      if (fact.entered) move(*fact.entered);
      if (auto* recording = std::get_if<engine::Recording>(&fact.body)) move(recording->start);
    }
    for (const Day day : {life.middle, life.last})
      EXPECT_EQ(text_of(life, on(day, life, elsewhere)), text_of(life, on(day, life, life.diary)))
          << "seed " << seed;
  }
}

TEST(Lives, what_is_taken_back_at_once_was_never_said) {
  for (std::uint64_t seed = 1; seed <= lives(); ++seed) {
    const Life life = make_life(seed);
    if (life.diary.empty() || life.as_known) continue;
    const Fact& target = life.diary[static_cast<std::size_t>(seed) % life.diary.size()];
    if (std::holds_alternative<engine::Retract>(target.body)) continue;
    const auto* order = std::get_if<engine::Order>(&target.body);
    Diary taken_back = life.diary;
    taken_back.push_back(
        fact_of(target.at, engine::Retract{target.id, order != nullptr ? order->by : engine::Author::self}));
    Diary without = life.diary;
    std::erase_if(without, [&](const Fact& fact) { return fact.id == target.id; });
    EXPECT_EQ(text_of(life, on(life.last, life, taken_back)), text_of(life, on(life.last, life, without)))
        << "seed " << seed;
  }
}

TEST(Lives, when_something_was_typed_matters_only_to_what_was_known) {
  for (std::uint64_t seed = 1; seed <= lives(); ++seed) {
    Life life = make_life(seed);
    life.as_known = false;
    Diary at_once = life.diary;
    Diary late = life.diary;
    for (Fact& fact : at_once) fact.entered.reset();
    for (Fact& fact : late)
      fact.entered = Instant{fact.at.utc_ms + 3 * 1440 * kMinute_ms, fact.at.offset_min};
    EXPECT_EQ(text_of(life, on(life.last, life, late)), text_of(life, on(life.last, life, at_once)));
    life.as_known = true;
    Diary known;
    for (const Fact& fact : late)
      if (fact.entered->day() <= life.middle || engine::moment(fact).day() > life.middle)
        known.push_back(fact);
    for (Fact& fact : known) fact.entered.reset();
    EXPECT_EQ(text_of(life, on(life.middle, life, late)), text_of(life, on(life.middle, life, known)))
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace springback::oracle
