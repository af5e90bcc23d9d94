// The search itself: the shipped protocols hold, and each kind of mistake is found under its own name.

#include "lab/verify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "engine/prescription.h"
#include "lab/check_diary.h"
#include "lab/dead_end.h"
#include "lab/realise.h"
#include "support/protocol_files.h"

namespace springback::lab {
namespace {

const engine::Protocol& searched_protocol() { return test::shipped_protocols().front(); }

engine::Rules rules_of(const engine::Protocol& protocol) {
  return engine::make_ladder(protocol, engine::Profile{})->rules;
}

/// The names that break, in the part, for the protocol's default goal and all equipment.
std::vector<std::string> broken_in(std::string_view part, const engine::Protocol& protocol) {
  const engine::Rules rules = rules_of(protocol);
  const Floors floors = floors_of(protocol);
  const auto wanted = std::ranges::find(parts(), part, &Part::name);
  std::vector<std::string> names;
  for (const Violation& violation : search(*wanted, rules, floors, measure_frames(rules, floors)).violations)
    names.emplace_back(name(violation.invariant));
  return names;
}

TEST(Search, shipped_protocols_keep_every_demand_of_every_part) {
  for (const engine::Protocol& protocol : test::shipped_protocols()) {
    for (const Part& part : parts())
      EXPECT_EQ(broken_in(part.name, protocol), std::vector<std::string>{})
          << protocol.id << ' ' << part.name;
  }
}

TEST(Search, every_step_of_the_day_is_judged_in_some_part) {
  // What no part keeps, no part judges: a variable that is written must be kept somewhere.
  const engine::Rules rules = rules_of(searched_protocol());
  const Frames frames = measure_frames(rules, floors_of(searched_protocol()));
  std::uint64_t written = 0;
  for (const Frame& frame : frames) written |= frame.writes;
  std::uint64_t kept = 0;
  for (const Part& part : parts()) kept |= part.keeps;
  // What yesterday's session may earn, the gaps and today's steps back are free everywhere, on purpose.
  for (std::uint8_t id = 0; id < kStateVariables; ++id) {
    const bool free_on_purpose = (id >= kDone && id < kDone + 3) || (id >= kGap && id < kBlocks);
    if ((written >> id & 1U) == 0 || free_on_purpose) continue;
    EXPECT_TRUE((kept >> id & 1U) != 0) << variable_name(id);
  }
}

struct Mistake {
  const char* what;
  std::function<void(engine::Protocol&)> make;
  const char* part;
  const char* killed_by;
};

class ProtocolMutants : public ::testing::TestWithParam<Mistake> {};

TEST_P(ProtocolMutants, are_killed_by_name_and_realised_as_a_diary) {
  engine::Protocol protocol = searched_protocol();
  GetParam().make(protocol);
  const std::vector<std::string> names = broken_in(GetParam().part, protocol);
  ASSERT_TRUE(std::ranges::find(names, GetParam().killed_by) != names.end())
      << ::testing::PrintToString(names);

  const auto invariant = std::ranges::find(invariants(), GetParam().killed_by, &InvariantText::name);
  Counterexample broken;
  broken.invariant = static_cast<Invariant>(invariant - invariants().begin());
  broken.goal_min = 30;
  broken.equipment = {engine::Equipment::backpack, engine::Equipment::step};
  const engine::Rules rules = rules_of(protocol);
  const Floors floors = floors_of(protocol);
  const auto part = std::ranges::find(parts(), std::string_view(GetParam().part), &Part::name);
  for (Violation& violation : search(*part, rules, floors, measure_frames(rules, floors)).violations)
    if (violation.invariant == broken.invariant) broken.days = std::move(violation.days);
  const auto diary = realise(protocol, broken);
  ASSERT_TRUE(diary) << "no diary was found";
  const auto day = check_diary(protocol, diary->diary);
  ASSERT_TRUE(day);
  EXPECT_TRUE(day->broken.has(broken.invariant));
  EXPECT_EQ(day->day, diary->day);
  // Under the protocol as it ships the same diary breaks nothing.
  EXPECT_FALSE(check_diary(searched_protocol(), diary->diary)) << diary->lines;
}

INSTANTIATE_TEST_SUITE_P(
    OneNumberWrong, ProtocolMutants,
    ::testing::Values(
        Mistake{"a streak of one", [](auto& p) { p.earning.streak_low = 1; }, "strength", "earned"},
        Mistake{"a streak of one out of the calm dose", [](auto& p) { p.earning.streak_calm = 1; },
                "strength", "earned"},
        Mistake{"a wait of two days", [](auto& p) { p.spacing.impact_wait_days = 2; }, "calendar",
                "wait_after_excessive"},
        Mistake{"one day between high-class sessions", [](auto& p) { p.spacing.high_days_between = 1; },
                "calendar", "high_class_spacing"},
        Mistake{"full after no clear run", [](auto& p) { p.gates.full_clear_runs = 0; }, "calendar",
                "no_back_to_back"},
        Mistake{"three spikes of three", [](auto& p) { p.alerts.spikes_of = 3; }, "alert", "spikes_refer"},
        Mistake{"four spikes of four", [](auto& p) { p.alerts.spikes = 4; }, "alert", "spikes_refer"},
        Mistake{"spring after 3x8", [](auto& p) { p.gates.spring_needs_strength_rung = "one_leg_3x8"; },
                "spring", "strength_first"},
        Mistake{"run after two-leg hops", [](auto& p) { p.gates.run_needs_spring_rung = "two_hop_3x20"; },
                "run", "strength_first"},
        Mistake{"hills after one clear run",
                [](auto& p) {
                  p.gates.hills_clear_runs = 1;
                  p.earning.streak_low = p.earning.streak_moderate = 1;
                },
                "run", "no_early_hills"}),
    [](const auto& mistake) {
      std::string name = mistake.param.what;
      for (char& c : name)
        if (c == ' ' || c == '-') c = '_';
      return name;
    });

TEST(DeadEnds, a_week_without_a_day_for_sessions_leads_nowhere) {
  const engine::Rules rules = rules_of(searched_protocol());
  EXPECT_FALSE(find_dead_ends(rules, {3, 1, 7}).stuck);
  EXPECT_TRUE(find_dead_ends(rules, {3, 7, 7}).stuck) << "seven days of rest a week";
  EXPECT_TRUE(find_dead_ends(rules, {3, 1, 1}).stuck) << "hops on every day that could be a run";
}

TEST(Monotone, holds_for_the_shipped_protocols) {
  for (const engine::Protocol& protocol : test::shipped_protocols()) {
    for (const MonotoneLemma& lemma : check_monotone(rules_of(protocol))) {
      EXPECT_TRUE(lemma.worse.empty()) << protocol.id << ": " << lemma.name;
      EXPECT_GT(lemma.pairs, 100U) << lemma.name;
    }
  }
}

TEST(CheckedDiaries, lived_at_random_break_nothing_and_say_nothing_impossible) {
  // The realiser's own lives, under the protocols as they ship: it must find nothing, whatever it looks for.
  for (const engine::Protocol& protocol : test::shipped_protocols()) {
    for (const Invariant invariant : {Invariant::no_back_to_back, Invariant::wait_after_excessive,
                                      Invariant::spikes_refer, Invariant::earned, Invariant::total}) {
      Counterexample wanted;
      wanted.invariant = invariant;
      wanted.goal_min = 30;
      const auto found = realise(protocol, wanted, 3000);
      EXPECT_FALSE(found) << protocol.id << ' ' << name(invariant) << '\n' << found->lines;
    }
  }
}

}  // namespace
}  // namespace springback::lab
