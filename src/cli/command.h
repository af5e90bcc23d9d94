#pragma once
// The command line as the verbs describe it: verbs, their options and flags, and the work of the chosen one.

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace springback::cli {

/// What a chosen verb does; gives the exit status.
using Work = std::function<int()>;

/// One option, flag or positional. A handle like Verb: good as long as its CommandLine lives.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_(&option) {}

  Option& required();
  /// The word that stands for its value in the help, as "DIR".
  Option& kind(const std::string& word);
  /// Only whole numbers from `least` to `most` are taken.
  Option& within(int least, int most);
  /// The help says the value that its variable has now.
  Option& shows_default();

  /// Whether it stood on the line.
  [[nodiscard]] bool given() const;
  /// "--on", or a positional's own word.
  [[nodiscard]] std::string name() const;

 private:
  CLI::Option* option_;
};

/// One verb. Names are "--on" for an option, "file" for a positional, "pain,--pain" for one that is both;
/// what is given goes `into` a variable that must live until the line is read. `help` is also what a fault
/// calls allowed.
class Verb {
 public:
  Verb(CLI::App& app, Work& chosen) : app_(&app), chosen_(&chosen) {}

  /// A verb below this one; a line must then choose one of them.
  Verb verb(const std::string& name, const std::string& help);
  Option option(const std::string& names, std::string& into, const std::string& help);
  Option option(const std::string& names, std::optional<std::string>& into, const std::string& help);
  Option option(const std::string& names, std::vector<std::string>& into, const std::string& help);
  Option option(const std::string& names, int& into, const std::string& help);
  Option flag(const std::string& names, const std::string& help);
  Option flag(const std::string& names, bool& into, const std::string& help);
  /// What the help says below everything else.
  void footer(const std::string& text);
  void work(Work work);

 private:
  CLI::App* app_;
  Work* chosen_;
};

/// The program's own command line; an option of `program()` may stand after a verb too.
class CommandLine {
 public:
  CommandLine(const std::string& name, const std::string& description, const std::string& version);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine();

  [[nodiscard]] Verb program();
  /// What the line asks for: the chosen verb's work, or to print the help or the version. Else what is wrong
  /// with it, in one line with the place, the value and what is allowed: "springback log: 'chekin'; allowed:
  /// profile, …".
  [[nodiscard]] std::expected<Work, std::string> read(int argc, char** argv);

 private:
  std::unique_ptr<CLI::App> app_;
  Work chosen_;
};

}  // namespace springback::cli
