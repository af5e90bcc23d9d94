#include "support/scenario.h"

#include <algorithm>
#include <stdexcept>

#include "codec/diary_json.h"
#include "codec/outcome_json.h"
#include "engine/run.h"
#include "support/protocol_files.h"

namespace springback::test {
namespace {

using nlohmann::json;

/// One step of a path: a key, and perhaps which element of the list behind it.
struct Step {
  std::string key, selector, wanted;
};

std::vector<Step> steps_of(const std::string& path) {
  std::vector<Step> steps;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    std::string part = path.substr(begin, end - begin);
    Step step{part, {}, {}};
    if (const auto bracket = part.find('['); bracket != std::string::npos) {
      const auto equals = part.find('=', bracket);
      step = {part.substr(0, bracket), part.substr(bracket + 1, equals - bracket - 1),
              part.substr(equals + 1, part.size() - equals - 2)};
    }
    steps.push_back(step);
    begin = end + 1;
  }
  return steps;
}

/// The value at a path; nothing when some step is not there.
std::optional<json> at_path(const json& outcome, const std::string& path) {
  json here = outcome;
  for (const Step& step : steps_of(path)) {
    if (!here.is_object() || !here.contains(step.key)) return std::nullopt;
    json next = here.at(step.key);
    if (!step.selector.empty()) {
      const auto found = std::find_if(next.begin(), next.end(), [&](const json& element) {
        return element.value(step.selector, std::string()) == step.wanted;
      });
      if (found == next.end()) return std::nullopt;
      next = json(*found);
    }
    here = std::move(next);
  }
  return here;
}

bool holds(const std::optional<json>& list, const char* key, const std::string& wanted) {
  return list && std::any_of(list->begin(), list->end(), [&](const json& element) {
           return element.is_object() ? element.value(key, std::string()) == wanted : element == json(wanted);
         });
}

std::vector<std::string> texts(const json& one_or_more) {
  if (one_or_more.is_string()) return {one_or_more.get<std::string>()};
  return one_or_more.get<std::vector<std::string>>();
}

/// Whether every (or, for `lacks`, no) name is in the list.
bool has_all(const std::optional<json>& list, const char* key, const json& names, bool wanted) {
  const auto all = texts(names);
  return std::all_of(all.begin(), all.end(),
                     [&](const std::string& name) { return holds(list, key, name) == wanted; });
}

bool check_holds(const json& check, const std::optional<json>& got) {
  if (check.contains("is")) return got == check["is"];
  if (check.contains("in"))
    return got && std::find(check["in"].begin(), check["in"].end(), *got) != check["in"].end();
  if (check.contains("empty")) return (!got || got->empty()) == check["empty"].get<bool>();
  if (check.contains("has_track")) return has_all(got, "track", check["has_track"], true);
  if (check.contains("lacks_track")) return has_all(got, "track", check["lacks_track"], false);
  if (check.contains("has_code")) return has_all(got, "code", check["has_code"], true);
  if (check.contains("lacks_code")) return has_all(got, "code", check["lacks_code"], false);
  if (check.contains("min")) return got && got->is_number() && *got >= check["min"];
  if (check.contains("max")) return got && got->is_number() && *got <= check["max"];
  throw std::runtime_error("a check without an expectation: " + check.dump());
}

/// Reasons and items in short, so that a failure can be read.
std::string shown(const std::optional<json>& got) {
  if (!got) return "nothing there";
  if (!got->is_array()) return got->dump();
  std::string text;
  for (const json& element : *got) {
    if (!element.is_object()) return got->dump();
    text += text.empty() ? "" : ", ";
    text += element.contains("code") ? element["code"].get<std::string>() : element.dump();
    if (element.contains("code") && element.contains("track"))
      text += "(" + element["track"].get<std::string>() + ")";
  }
  return "[" + text + "]";
}

Day day_at(const json& fact) { return *parse_day(fact.at("at").get<std::string>().substr(0, 10)); }

/// A generated fact: the given answers, with a type and a time of that day.
json made(const char* type, Day day, const char* time, json answers) {
  answers["type"] = type;
  answers["at"] = format_day(day) + "T" + time + ":00+01:00";
  return answers;
}

/// Lives through the days of a block: a check-in at 07:00, then at 18:00 every item of that day's plan, as
/// prescribed.
void generate(const json& block, engine::Diary& diary) {
  const Day last = *parse_day(block.at("to").get<std::string>());
  const auto add = [&](const json& fact) { diary.push_back(diary_of(json::array({fact})).front()); };
  for (Day day = *parse_day(block.at("from").get<std::string>()); day <= last; day = day + 1) {
    if (block.contains("checkin") && !block["checkin"].is_null())
      add(made("checkin", day, "07:00", block["checkin"]));
    const engine::Outcome plan = engine::run(day, shipped_protocols(), diary);
    for (const engine::Item& item : plan.today) {
      json session = block.at("session");
      session["track"] = engine::name(item.track);
      session["as_prescribed"] = true;
      add(made("session", day, "18:00", session));
    }
  }
}

ScenarioResult run_refused(const Scenario& scenario, const json& check) {
  std::string text;
  for (const json& fact : scenario.content.at("diary")) text += fact.dump() + "\n";
  const auto diary = codec::parse_diary(text);
  ScenarioResult result;
  if (diary) {
    result.failures.push_back("refused: expected, got a diary that is taken");
    return result;
  }
  std::set<int> lines;
  for (const auto& fault : diary.error()) lines.insert(fault.line);
  for (const json& line : check.at("stderr_names_lines"))
    if (!lines.contains(line.get<int>()))
      result.failures.push_back("line " + line.dump() + ": expected a fault, got none");
  return result;
}

}  // namespace

std::vector<Scenario> read_scenarios(const std::filesystem::path& folder) {
  std::vector<Scenario> scenarios;
  if (!std::filesystem::is_directory(folder)) return scenarios;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json")
      scenarios.push_back({entry.path().stem().string(), json::parse(read_text(entry.path()))});
  std::sort(scenarios.begin(), scenarios.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return scenarios;
}

engine::Diary diary_of(const json& facts) {
  std::string text;
  for (const json& fact : facts) text += fact.dump() + "\n";
  const auto parsed = codec::parse_diary(text);
  if (!parsed) throw std::runtime_error("refused diary: " + codec::to_string(parsed.error().front()));
  engine::Diary diary;
  for (const codec::ParsedFact& fact : *parsed) diary.push_back(fact.fact);
  return diary;
}

json json_of(const engine::Outcome& outcome) {
  const engine::Protocol* protocol = nullptr;
  for (const engine::Protocol& shipped : shipped_protocols())
    if (shipped.hash == outcome.protocol_hash) protocol = &shipped;
  return json::parse(codec::outcome_to_json(outcome, protocol));
}

ScenarioResult run_scenario(const Scenario& scenario) {
  const json& content = scenario.content;
  for (const json& check : content.at("expect"))
    if (check.contains("exit") && check["exit"] == 2) return run_refused(scenario, check);

  engine::Diary diary = diary_of(content.at("diary"));
  engine::ReplayOptions options;
  options.from = options.to = day_at(content.at("diary").front());
  for (const json& fact : content.at("diary")) {
    options.from = std::min(options.from, day_at(fact));
    options.to = std::max(options.to, day_at(fact));
  }
  for (const json& block : content.value("generate", json::array())) {
    generate(block, diary);
    options.to = std::max(options.to, *parse_day(block.at("to").get<std::string>()));
  }
  options.as_known = content.value("as_known", false);
  options.with_would_change = false;

  ScenarioResult result;
  std::set<std::string> days;
  engine::replay(options, shipped_protocols(), diary, [&](const engine::Outcome& outcome) {
    for (const auto& reason : outcome.reasons) result.codes.emplace(engine::name(reason.code));
    const std::string date = format_day(outcome.date);
    days.insert(date);
    std::optional<json> printed;
    for (const json& check : content.at("expect")) {
      if (check.value("on", std::string()) != date) continue;
      if (!printed) printed = json_of(outcome);
      const std::string path = check.at("path");
      const auto got = at_path(*printed, path);
      if (check_holds(check, got)) continue;
      json expected = check;
      expected.erase("on");
      expected.erase("path");
      result.failures.push_back(date + " " + path + ": expected " + expected.dump() + ", got " + shown(got));
    }
  });
  for (const json& check : content.at("expect"))
    if (check.contains("on") && !days.contains(check["on"].get<std::string>()))
      result.failures.push_back(check["on"].get<std::string>() + ": no such day in the replay");
  return result;
}

}  // namespace springback::test
