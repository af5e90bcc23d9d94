// The one file that includes CLI11: the header alone takes longer to compile than most verbs.

#include "cli/command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <sstream>
#include <utility>

#include "cli/program.h"
#include "cli/screen.h"

namespace springback::cli {

namespace {

void append(std::string& list, const std::string& word) { (list += list.empty() ? "" : ", ") += word; }

// The chosen verbs from the outermost in: "springback log checkin" stands in the last.
std::vector<const CLI::App*> chosen(const CLI::App& app) {
  std::vector<const CLI::App*> path{&app};
  while (!path.back()->get_subcommands().empty()) path.push_back(path.back()->get_subcommands().front());
  return path;
}

std::string verbs_of(const CLI::App& app) {
  std::string list;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!verb->get_name().empty()) append(list, verb->get_name());
  }
  return list;
}

std::string options_of(const std::vector<const CLI::App*>& path) {
  std::string list;
  for (auto app = path.rbegin(); app != path.rend(); ++app) {
    for (const CLI::Option* option : (*app)->get_options()) {
      const std::string name =
          option->get_lnames().empty() ? std::string() : "--" + option->get_lnames().front();
      if (!name.empty() && name != "--help" && name != "--version") append(list, name);
    }
  }
  return list;
}

std::string name_of(const CLI::Option& option) {
  return option.get_positional() && option.get_lnames().empty() ? option.get_name(true)
                                                                : option.get_name(false, true);
}

const CLI::Option* missing_in(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_required() && option->count() == 0) return option;
  }
  return nullptr;
}

// The option that a fault's own words begin with: "--on: 1 required TEXT missing".
const CLI::Option* named_in(const std::vector<const CLI::App*>& path, const std::string& words) {
  for (const CLI::App* app : path) {
    for (const CLI::Option* option : app->get_options()) {
      const std::string name = name_of(*option);
      if (words.starts_with(name + ":") || words.starts_with(option->get_name() + ":")) return option;
    }
  }
  return nullptr;
}

std::string usage_fault(const CLI::App& app, const CLI::ParseError& error) {
  const auto path = chosen(app);
  const CLI::App& last = *path.back();
  std::string place;
  for (const CLI::App* one : path) place += (place.empty() ? "" : " ") + one->get_name();
  place += ": ";
  std::vector<std::string> rest = app.remaining(true);
  const std::string verbs = verbs_of(last);
  // A verb that is missing or misspelt comes before everything else that may be wrong with the line.
  if (!verbs.empty()) {
    if (rest.empty()) return place + "something to do is missing; allowed: " + verbs;
    return place + "'" + rest.front() + "'; allowed: " + verbs;
  }
  if (const CLI::Option* option = missing_in(last)) {
    return place + name_of(*option) + " is missing; allowed: " + option->get_description();
  }
  if (!rest.empty()) return place + "'" + rest.front() + "' has no place here; allowed: " + options_of(path);
  if (const CLI::Option* option = named_in(path, error.what())) {
    return place + name_of(*option) + " needs a value; allowed: " + option->get_description();
  }
  return place + error.what();
}

/// Help that names what may be given with or without its option once, and not as two things to give.
class Help final : public CLI::Formatter {
 public:
  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    if (!is_positional) std::erase_if(options, [](const CLI::Option* one) { return one->get_positional(); });
    return CLI::Formatter::make_group(std::move(group), is_positional, std::move(options));
  }
  std::string make_option_desc(const CLI::Option* option) const override {
    const bool both = option->get_positional() && option->nonpositional();
    return option->get_description() + (both ? "; or as " + option->get_name(false, true) : "");
  }
};

}  // namespace

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::kind(const std::string& word) {
  option_->type_name(word);
  return *this;
}

Option& Option::within(int least, int most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option& Option::shows_default() {
  option_->capture_default_str();
  return *this;
}

bool Option::given() const { return option_->count() > 0; }

std::string Option::name() const { return name_of(*option_); }

Verb Verb::verb(const std::string& name, const std::string& help) {
  app_->require_subcommand(1);
  return Verb(*app_->add_subcommand(name, help), *chosen_);
}

Option Verb::option(const std::string& names, std::string& into, const std::string& help) {
  return Option(*app_->add_option(names, into, help));
}

Option Verb::option(const std::string& names, std::optional<std::string>& into, const std::string& help) {
  return Option(*app_->add_option(names, into, help));
}

Option Verb::option(const std::string& names, std::vector<std::string>& into, const std::string& help) {
  return Option(*app_->add_option(names, into, help));
}

Option Verb::option(const std::string& names, int& into, const std::string& help) {
  return Option(*app_->add_option(names, into, help));
}

Option Verb::flag(const std::string& names, const std::string& help) {
  return Option(*app_->add_flag(names, help));
}

Option Verb::flag(const std::string& names, bool& into, const std::string& help) {
  return Option(*app_->add_flag(names, into, help));
}

void Verb::footer(const std::string& text) { app_->footer(text); }

void Verb::work(Work work) {
  app_->callback([chosen = chosen_, work = std::move(work)] { *chosen = work; });
}

CommandLine::CommandLine(const std::string& name, const std::string& description, const std::string& version)
    : app_(std::make_unique<CLI::App>(description, name)) {
  app_->formatter(std::make_shared<Help>());
  app_->fallthrough();
  app_->set_version_flag("--version", version);
}

CommandLine::~CommandLine() = default;

Verb CommandLine::program() { return Verb(*app_, chosen_); }

std::expected<Work, std::string> CommandLine::read(int argc, char** argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) return std::unexpected(usage_fault(*app_, error));
    // Help and version are no mistakes.
    std::ostringstream asked;
    app_->exit(error, asked, asked);
    return [text = asked.str()] { return print(text) ? kDone : kMachine; };
  }
  return chosen_;
}

}  // namespace springback::cli
