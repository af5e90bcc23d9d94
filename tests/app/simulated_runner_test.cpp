#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/demo.h"
#include "app/export.h"
#include "app/protocols.h"
#include "app/simulated_runner.h"
#include "support/program.h"

namespace springback::app {
namespace {

const Day kLast = *parse_day("2026-03-31");

SimulatedDiary simulated(std::uint64_t seed = 12) {
  auto made = simulate_runner(kLast, 84, seed, shipped_protocols().all());
  EXPECT_TRUE(made);
  return *std::move(made);
}

TEST(SimulatedRunner, the_same_seed_and_day_give_the_same_diary) {
  const SimulatedDiary one = simulated(), other = simulated();
  ASSERT_EQ(one.facts.size(), other.facts.size());
  for (std::size_t i = 0; i < one.facts.size(); ++i)
    EXPECT_EQ(one.facts[i].canonical, other.facts[i].canonical);
  EXPECT_EQ(one.recordings, other.recordings);
  EXPECT_NE(simulated(13).facts.size(), 0U);
}

TEST(SimulatedRunner, lives_twelve_weeks_and_ends_on_the_day) {
  const SimulatedDiary diary = simulated();
  const auto day = [](const codec::ParsedFact& one) { return one.fact.at.day(); };
  EXPECT_EQ(std::ranges::min(diary.facts, {}, day).fact.at.day(), kLast - 84);
  EXPECT_EQ(std::ranges::max(diary.facts, {}, day).fact.at.day(), kLast);
}

TEST(SimulatedRunner, comes_back_to_running_with_one_flare_on_the_way) {
  const SimulatedDiary made = simulated();
  engine::Diary diary;
  for (const codec::ParsedFact& one : made.facts) diary.push_back(one.fact);
  bool stepped_back = false;
  engine::Outcome last;
  engine::ReplayOptions options{kLast - 84, kLast, false, false};
  engine::replay(options, shipped_protocols().all(), diary, [&](const engine::Outcome& outcome) {
    stepped_back = stepped_back || outcome.run.action == engine::Action::step_back;
    EXPECT_EQ(outcome.alert, engine::AlertLevel::none) << format_day(outcome.date);
    last = outcome;
  });
  EXPECT_TRUE(stepped_back);
  EXPECT_EQ(last.phase, engine::Phase::walk_jog);
  EXPECT_GT(last.run.rung_index, 0);
}

TEST(SimulatedRunner, one_run_carries_a_recording_that_jogs_what_was_prescribed) {
  const SimulatedDiary made = simulated();
  ASSERT_EQ(made.recordings.size(), 1U);
  std::set<Uuid> recordings;
  std::int32_t recorded_jog_s = 0;
  for (const codec::ParsedFact& one : made.facts) {
    if (const auto* recording = std::get_if<engine::Recording>(&one.fact.body)) {
      EXPECT_EQ(recording->sha256, sha256(made.recordings[0]));
      recordings.insert(one.fact.id);
      recorded_jog_s = recording->jog_s;
    }
  }
  int claims = 0;
  for (const codec::ParsedFact& one : made.facts) {
    const auto* session = std::get_if<engine::Session>(&one.fact.body);
    if (session == nullptr || !session->recording) continue;
    ++claims;
    EXPECT_TRUE(recordings.contains(*session->recording));
    EXPECT_NEAR(recorded_jog_s, *session->done.jog_s, 48);
  }
  EXPECT_EQ(claims, 1);
}

TEST(SimulatedRunner, says_that_nobody_lived_it) {
  EXPECT_NE(simulated().facts.front().canonical.find("simulated"), std::string::npos);
}

TEST(Demo, is_loaded_replaced_and_removed_without_a_trace) {
  const test::TempDir dir;
  const auto notebook = *Notebook::open(dir.path(), kDemoDiary);
  const auto first = load_demo(*notebook, kLast, shipped_protocols().all());
  ASSERT_TRUE(first);
  const auto second = load_demo(*notebook, kLast + 1, shipped_protocols().all());
  ASSERT_TRUE(second);
  EXPECT_EQ((*notebook->pages())->diary.size(), second->facts);
  ASSERT_TRUE(remove_demo(*notebook));
  EXPECT_EQ((*notebook->pages())->diary.size(), 0U);
  EXPECT_TRUE(export_diary(*notebook)->bytes.empty());
}

}  // namespace
}  // namespace springback::app
