#include "cli/usage.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <vector>

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

}  // namespace

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

}  // namespace springback::cli
