#pragma once
// The verbs of the terminal: each adds itself to the command line and, when chosen, runs with what was given.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/notebook.h"
#include "app/refusal.h"
#include "base/result.h"

namespace CLI {
class App;
}

namespace springback::cli {

inline constexpr int kDone = 0;
inline constexpr int kFinding = 1;
inline constexpr int kBadInput = 2;
inline constexpr int kMachine = 3;

/// What all verbs share; the chosen verb leaves its work in `work`.
struct Program {
  std::optional<std::string> data;    ///< --data; without it the XDG data folder
  std::string diary{app::kOwnDiary};  ///< --diary
  std::function<int()> work;

  [[nodiscard]] Result<std::filesystem::path> data_dir() const;
  [[nodiscard]] Result<std::unique_ptr<app::Notebook>> notebook() const;
};

/// Prints what is wrong on standard error, one line a fault, and gives the exit status. `first_line_only`
/// leaves out "line 1: ", for what was given as options and not as lines.
int complain(const Error& error);
int complain(const app::Refusal& refusal, bool without_lines = false);

void add_today(CLI::App& app, Program& program);
void add_why(CLI::App& app, Program& program);
void add_ladder(CLI::App& app, Program& program);
void add_look_back(CLI::App& app, Program& program);
void add_load(CLI::App& app, Program& program);
void add_replay(CLI::App& app, Program& program);
void add_what_if(CLI::App& app, Program& program);
void add_log(CLI::App& app, Program& program);
void add_import(CLI::App& app, Program& program);
void add_read(CLI::App& app, Program& program);
void add_export(CLI::App& app, Program& program);
void add_restore(CLI::App& app, Program& program);
void add_demo(CLI::App& app, Program& program);
void add_serve(CLI::App& app, Program& program);
void add_verify(CLI::App& app, Program& program);

}  // namespace springback::cli
