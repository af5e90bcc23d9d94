#pragma once
// Scenario files: a diary and what the engine must say about its days. docs of the form:
// tests/scenarios/README.md.

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/diary.h"
#include "engine/outcome.h"

namespace springback::test {

struct Scenario {
  std::string name;
  nlohmann::json content;
};

/// Every *.json of a folder, by name. A missing folder has none.
std::vector<Scenario> read_scenarios(const std::filesystem::path& folder);

/// What running a scenario found: one line a failed check, and every reason code that its outcomes held.
struct ScenarioResult {
  std::vector<std::string> failures;
  std::set<std::string> codes;
};
ScenarioResult run_scenario(const Scenario& scenario);

/// The facts of a list of JSON objects, read as the lines of a diary file; refused lines are a failure.
engine::Diary diary_of(const nlohmann::json& facts);

/// An outcome as `replay` prints it, parsed again.
nlohmann::json json_of(const engine::Outcome& outcome);

}  // namespace springback::test
