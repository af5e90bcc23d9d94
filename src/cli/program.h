#pragma once
// The verbs of the terminal: each adds itself to the command line and works when it is chosen.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/notebook.h"
#include "app/refusal.h"
#include "base/result.h"

namespace springback::cli {

class Verb;

inline constexpr int kDone = 0;
inline constexpr int kFinding = 1;
inline constexpr int kBadInput = 2;
inline constexpr int kMachine = 3;

/// What all verbs share.
struct Program {
  std::optional<std::string> data;    ///< --data; without it the XDG data folder
  std::string diary{app::kOwnDiary};  ///< --diary

  [[nodiscard]] Result<std::filesystem::path> data_dir() const;
  [[nodiscard]] Result<std::unique_ptr<app::Notebook>> notebook() const;
  /// For verbs that keep nothing: a full disk, or a folder that may only be read, does not stop them.
  [[nodiscard]] Result<std::unique_ptr<app::Notebook>> notebook_to_read() const;

 private:
  using Open = Result<std::unique_ptr<app::Notebook>>(const std::filesystem::path&, std::string_view);
  [[nodiscard]] Result<std::unique_ptr<app::Notebook>> opened(Open* open) const;
};

/// Prints what is wrong on standard error, one line a fault, and gives the exit status. `first_line_only`
/// leaves out "line 1: ", for what was given as options and not as lines.
int complain(const Error& error);
int complain(const app::Refusal& refusal, bool without_lines = false);

void add_today(Verb app, Program& program);
void add_why(Verb app, Program& program);
void add_ladder(Verb app, Program& program);
void add_look_back(Verb app, Program& program);
void add_load(Verb app, Program& program);
void add_replay(Verb app);
void add_what_if(Verb app, Program& program);
void add_log(Verb app, Program& program);
void add_import(Verb app, Program& program);
void add_read(Verb app);
void add_export(Verb app, Program& program);
void add_restore(Verb app, Program& program);
void add_demo(Verb app, Program& program);
void add_serve(Verb app, Program& program);
void add_verify(Verb app);

}  // namespace springback::cli
