// Every scenario file against the engine: diary in, outcome out, as `replay` prints it.

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "engine/run.h"
#include "support/protocol_files.h"
#include "support/scenario.h"

namespace springback::test {
namespace {

const std::vector<Scenario>& own_scenarios() {
  static const auto scenarios = read_scenarios(source_dir() / "tests" / "scenarios");
  return scenarios;
}

/// Scenarios that others keep beside the project, where there are any.
const std::vector<Scenario>& shared_scenarios() {
  static const auto scenarios = [] {
    const char* shared = std::getenv("SPRINGBACK_SHARED");
    return read_scenarios(
        (shared != nullptr ? std::filesystem::path(shared) : source_dir() / ".." / "shared") / "scenarios");
  }();
  return scenarios;
}

std::string test_name(const testing::TestParamInfo<Scenario>& info) { return info.param.name; }

class DiaryInOutcomeOut : public testing::TestWithParam<Scenario> {};
class DiaryOfOthersInOutcomeOut : public testing::TestWithParam<Scenario> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(DiaryOfOthersInOutcomeOut);

void expect_no_failure(const Scenario& scenario) {
  for (const std::string& failure : run_scenario(scenario).failures)
    ADD_FAILURE() << scenario.content.value("rule", std::string()) << " | "
                  << scenario.content.value("about", std::string()) << "\n  " << failure;
}

TEST_P(DiaryInOutcomeOut, as_the_rule_says) { expect_no_failure(GetParam()); }
TEST_P(DiaryOfOthersInOutcomeOut, as_the_rule_says) { expect_no_failure(GetParam()); }

INSTANTIATE_TEST_SUITE_P(scenario, DiaryInOutcomeOut, testing::ValuesIn(own_scenarios()), test_name);
INSTANTIATE_TEST_SUITE_P(scenario, DiaryOfOthersInOutcomeOut, testing::ValuesIn(shared_scenarios()),
                         test_name);

TEST(Scenarios, are_found_beside_the_tests) { EXPECT_GT(own_scenarios().size(), 200U); }

nlohmann::json fact(const char* type, const char* at, nlohmann::json fields) {
  fields["type"] = type;
  fields["at"] = at;
  return fields;
}

/// From an insertional protocol to the mid-portion one, whose hash only the loader knows.
engine::Diary diary_with_a_protocol_change() {
  const engine::Protocol& target = shipped_protocols().front();
  return diary_of(
      {fact("profile", "2026-03-01T20:00:00+01:00",
            {{"side", "left"}, {"site", "insertional"}, {"usual_morning_pain", 2}}),
       fact("order", "2026-03-02T06:00:00+01:00",
            {{"order", "set_rung"}, {"by", "clinician"}, {"track", "strength"}, {"rung", "one_leg_3x12"}}),
       fact("checkin", "2026-03-02T07:00:00+01:00", {{"pain", 2}}),
       fact("protocol", "2026-03-03T06:00:00+01:00",
            {{"protocol", target.id + "@" + std::to_string(target.version)},
             {"hash", target.hash},
             {"by", "clinician"}}),
       fact("checkin", "2026-03-03T07:00:00+01:00", {{"pain", 2}})});
}

TEST(ProtocolChange, rungs_map_by_id_and_the_change_is_a_reason) {
  const engine::Diary diary = diary_with_a_protocol_change();
  const engine::Outcome before = engine::run(*parse_day("2026-03-02"), shipped_protocols(), diary);
  const engine::Outcome after = engine::run(*parse_day("2026-03-03"), shipped_protocols(), diary);
  EXPECT_EQ(before.protocol, "achilles-insertional@1");
  EXPECT_EQ(after.protocol, "achilles-midportion@1");
  EXPECT_EQ(before.strength.rung, "one_leg_3x12");
  EXPECT_EQ(after.strength.rung, "one_leg_3x12");
  bool told = false;
  for (const auto& reason : after.reasons) told = told || reason.code == engine::Code::protocol_changed;
  EXPECT_TRUE(told);
}

TEST(ReasonCodes, every_one_is_produced_by_some_scenario) {
  std::set<std::string> seen;
  for (const Scenario& scenario : own_scenarios()) {
    const auto codes = run_scenario(scenario).codes;
    seen.insert(codes.begin(), codes.end());
  }
  const engine::Outcome changed =
      engine::run(*parse_day("2026-03-03"), shipped_protocols(), diary_with_a_protocol_change());
  for (const auto& reason : changed.reasons) seen.emplace(engine::name(reason.code));

  for (int code = 0; code < engine::kCodeCount; ++code) {
    const std::string name(engine::name(static_cast<engine::Code>(code)));
    EXPECT_TRUE(seen.contains(name)) << name << " is produced by no scenario";
  }
}

}  // namespace
}  // namespace springback::test
