// The language files against the code: no key that nobody says, no placeholder that nobody fills.

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "everything.h"
#include "text/history.h"

namespace springback::text {
namespace {

/// Keys that are read for their value and not said.
bool is_value(std::string_view key) {
  return key.starts_with("engine.sources.") && key.ends_with(".certainty");
}

/// English with every template marked by its key, so that what is said tells where it came from.
Catalog marked() {
  std::string json = "{\"engine\":{";
  const Voice voice;
  for (const std::string_view key : english().keys()) {
    if (!key.starts_with("engine.")) continue;
    if (json.back() != '{') json += ",";
    json.append("\"").append(key.substr(7)).append("\":[");
    for (const std::string& text : english().templates(key)) {
      if (json.back() != '[') json += ",";
      json.append("\"");
      if (!is_value(key)) json.append("<").append(key).append(">");
      for (const char c : text) json.append(c == '"' ? "\\\"" : std::string(1, c));
      json.append("\"");
    }
    json += "]";
  }
  return *Catalog::parse("en", json + "}}", nullptr);
}

/// Every finding of a look-back and every note of a ledger, said.
std::string the_past(const Voice& voice) {
  using engine::Code;
  std::string said;
  engine::LookBack found;
  said += look_back_words_json(found, voice);
  found.answer = engine::LookAnswer::nothing_stood_out;
  said += look_back_words_json(found, voice);
  found.answer = engine::LookAnswer::found;
  for (const Code code : {Code::guard_distance, Code::guard_climb, Code::guard_pace, Code::guard_days,
                          Code::guard_gap, Code::guard_shoe}) {
    engine::LookFinding finding;
    finding.code = code;
    for (const bool by_distance : {true, false}) {
      finding.run = {true, {}, 8000, 100, 2400, 3333, by_distance, 1000, 30, 2800, 2, 20};
      found.findings.push_back(finding);
    }
    found.counts.push_back({code, 2, 1});
  }
  said += look_back_words_json(found, voice);
  engine::Ledger ledger;
  said += ledger_words_json(ledger, voice);
  engine::LoadWeek& week = ledger.weeks.emplace_back();
  for (engine::KindLoad& kind : week.kinds) kind.unknown = 1;
  return said + ledger_words_json(ledger, voice);
}

/// Every outcome state, said.
std::string everything(const Voice& voice) {
  std::string said = purpose(voice) + the_past(voice);
  const auto add = [&](const engine::Outcome& outcome) {
    said += render_json(outcome, voice, engine::OpeningRange{Day{20500}, Day{20510}});
    said += plain_why(render(outcome, voice), voice) + plain_today(render(outcome, voice), voice);
  };
  for (const engine::Reason& reason : all_reasons()) {
    for (const engine::AlertLevel level : all_of(engine::AlertLevel::urgent)) {
      engine::Outcome outcome;
      outcome.alert = level;
      outcome.alert_codes = {reason.code};
      outcome.reasons = {reason};
      said += render_json(outcome, voice);
    }
  }
  for (const engine::Phase phase : all_of(engine::Phase::maintain)) {
    engine::Outcome outcome;
    outcome.phase = phase;
    add(outcome);
  }
  for (const engine::Trend trend : all_of(engine::Trend::steady)) {
    engine::Outcome outcome;
    outcome.trend = trend;
    add(outcome);
  }
  for (const engine::Irritability irritability : all_of(engine::Irritability::low)) {
    engine::Outcome outcome;
    outcome.irritability = irritability;
    add(outcome);
  }
  for (const engine::Verdict verdict : all_of(engine::Verdict::excessive)) {
    engine::Outcome outcome;
    outcome.strength = {true, "one_leg_3x12", 3, 1, 3, engine::Action::repeat, verdict};
    outcome.run = {true, "run_30", 9, 1, 0, engine::Action::repeat, verdict};
    add(outcome);
  }
  using Answer = engine::WouldChange::Answer;
  using Side = engine::WouldChange::Side;
  using Effect = engine::WouldChange::Effect;
  for (const engine::Action now : all_of(engine::Action::step_back)) {
    for (const engine::Action then : all_of(engine::Action::step_back)) {
      for (const engine::Track track : all_of(engine::Track::other)) {
        engine::Outcome outcome;
        outcome.run.action = outcome.strength.action = now;
        outcome.today = all_items();
        for (const Answer answer : all_of(Answer::pain_during)) {
          for (const Effect effect : all_of(Effect::closes))
            for (const Side side : all_of(Side::less))
              outcome.would_change.push_back({answer, 3, side, track, then, effect, "calm"});
        }
        outcome.compared = {{{}, track, true, 480, 480, 12, 3200, {Uuid{}}},
                            {{}, track, false, 0, 480, {}, {}, {}}};
        add(outcome);
        outcome.morning_open = true;
        add(outcome);
      }
    }
  }
  for (const engine::Above above : {engine::Above::rung, engine::Above::nothing, engine::Above::equipment}) {
    engine::Outcome outcome;
    outcome.strength = {true, "one_leg_3x15", 4, 1, 3, engine::Action::repeat, engine::Verdict::clear, above};
    outcome.today = {all_items().front()};
    add(outcome);
    outcome.strength.rung = outcome.today.front().rung;
    add(outcome);
  }
  engine::Outcome held_long;
  for (const engine::Track track : {engine::Track::strength, engine::Track::walk}) {
    engine::Comparison& done = held_long.compared.emplace_back();
    done.track = track;
    done.planned = done.held = true;
    done.done = done.prescribed = 225;
  }
  add(held_long);
  held_long.compared.front().other_unit = true;
  add(held_long);
  engine::Outcome closed;
  closed.run.closed_again = true;
  add(closed);
  engine::Outcome held;
  held.strength.open = true;
  held.reasons = {{engine::Code::order_hold, engine::Track::strength, {}, {}, ""},
                  {engine::Code::weekly_rest, std::nullopt, {}, {}, ""}};
  add(held);
  for (int day = 20500; day < 20500 + 366; ++day) said += day_name(voice, Day{day});
  said += render_opening({Day{1}, Day{1}}, voice);
  for (const std::string_view rung : {"calm", "gate_walk", "own_run"}) said += rung_name(voice, rung);
  said += duration_text(voice, 90) + duration_text(voice, 30) + distance_text(voice, 1000) +
          mass_text(voice, 1000);
  for (const std::string_view key : english().keys()) {
    if (!key.starts_with("engine.sources.") || is_value(key)) continue;
    said += render_source(key.substr(15, key.size() - 15 - 5), voice).text;
    said += render_source(key.substr(15, key.size() - 15 - 5), voice).certainty;
  }
  return said;
}

/// The keys whose marks stand in what was said.
std::set<std::string, std::less<>> keys_in(const std::string& said) {
  std::set<std::string, std::less<>> keys;
  for (std::size_t at = said.find('<'); at != std::string::npos; at = said.find('<', at + 1)) {
    keys.insert(said.substr(at + 1, said.find('>', at) - at - 1));
  }
  return keys;
}

TEST(Words, no_key_of_the_engine_stays_unsaid) {
  const Catalog catalog = marked();
  engine::Protocol protocol = small_protocol();
  protocol.site = engine::Site::insertional;
  std::string said;
  for (const Units units : {Units{false, false}, Units{true, true}}) {
    const Voice voice{&catalog, &protocol, units};
    said += everything(voice);
    for (const engine::Rung& rung : protocol.beyond) said += rung_name(voice, rung.id);
    said += rung_name(voice, protocol.strength.front().id);
  }
  said += everything(Voice{&catalog, nullptr, {}});
  const auto keys = keys_in(said);
  for (const std::string_view key : english().keys()) {
    // The ids of exercises are the protocol files' own; they are held against them below.
    if (!key.starts_with("engine.") || is_value(key) || key.starts_with("engine.exercises.")) continue;
    EXPECT_TRUE(keys.contains(key)) << key << " is never said";
  }
}

TEST(Words, nothing_is_said_with_a_hole_in_it) {
  const engine::Protocol protocol = small_protocol();
  const std::string said = everything(Voice{&english(), &protocol, {}});
  for (const std::string_view hole : {"{track", "{rung", "{needed", "{until", "#", "|", "{days"}) {
    EXPECT_EQ(said.find(hole), std::string::npos) << hole;
  }
}

TEST(Words, every_certainty_that_a_source_names_exists) {
  for (const std::string_view key : english().keys()) {
    if (!is_value(key)) continue;
    const std::string certainty = "engine.certainties." + english().templates(key).front();
    EXPECT_TRUE(english().has(certainty)) << key;
  }
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

/// What stands between quotes behind each `mark`, in the sections whose header `section` begins.
std::set<std::string> quoted(const std::string& toml, const std::string& section, const std::string& mark) {
  std::set<std::string> all;
  std::stringstream lines(toml);
  bool inside = section.empty();
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("[") && !section.empty()) inside = line.starts_with(section);
    const std::size_t at = line.find(mark + "\"");
    if (!inside || at == std::string::npos) continue;
    const std::size_t from = at + mark.size() + 1;
    all.insert(line.substr(from, line.find('"', from) - from));
  }
  return all;
}

TEST(Words, every_exercise_and_source_of_the_protocol_files_has_its_words) {
  const std::filesystem::path folder(SPRINGBACK_SOURCE "/protocols");
  std::set<std::string> exercises;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    const std::string toml = bytes_of(entry.path());
    exercises.merge(quoted(toml, "[[exercises]]", "id = "));
    for (const std::string& source : quoted(toml, "", "source = ")) {
      EXPECT_FALSE(render_source(source, Voice{}).certainty.empty()) << entry.path() << ": " << source;
    }
  }
  EXPECT_FALSE(exercises.empty());
  for (const std::string& exercise : exercises) {
    EXPECT_TRUE(english().has("engine.exercises." + exercise)) << exercise;
  }
  for (const std::string_view key : english().keys()) {
    if (!key.starts_with("engine.exercises.")) continue;
    EXPECT_TRUE(exercises.contains(std::string(key.substr(17)))) << key << " is in no protocol file";
  }
}

std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> all;
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    all.insert(text.substr(at + 1, text.find_first_of(":#}", at) - at - 1));
  }
  return all;
}

TEST(Words, every_language_uses_keys_and_placeholders_that_english_has) {
  int languages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SPRINGBACK_SOURCE "/lang")) {
    if (entry.path().extension() != ".json") continue;
    ++languages;
    const auto read = Catalog::parse(entry.path().stem().string(), bytes_of(entry.path()), nullptr);
    ASSERT_TRUE(read) << entry.path() << ": " << read.error().detail;
    for (const std::string_view key : read->keys()) {
      ASSERT_TRUE(english().has(key)) << entry.path() << ": " << key;
      std::set<std::string> known;
      for (const std::string& text : english().templates(key)) known.merge(placeholders(text));
      for (const std::string& text : read->templates(key)) {
        for (const std::string& name : placeholders(text)) {
          EXPECT_TRUE(known.contains(name)) << entry.path() << ": " << key << ": {" << name << "}";
        }
      }
    }
  }
  EXPECT_GE(languages, 1);
}

}  // namespace
}  // namespace springback::text
