#include "text/phrase.h"

#include <array>
#include <charconv>

namespace springback::text {
namespace {

const Value* argument(const Args& args, std::string_view name) {
  for (const auto& [key, value] : args) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::string plain(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return std::get<std::string>(value);
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

/// Tenths as a decimal number, without a trailing ".0".
std::string tenths_text(const Voice& voice, std::int64_t tenths) {
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += say(voice, "engine.format.decimal") + std::to_string(tenths % 10);
  return text;
}

std::string words_of(std::string_view id) {
  std::string text(id);
  for (char& c : text) {
    if (c == '_') c = ' ';
  }
  return text;
}

std::optional<std::string> named(const Voice& voice, std::string_view group, const Value& value) {
  const auto* id = std::get_if<std::string>(&value);
  if (id == nullptr) return std::nullopt;
  std::string text = say(voice, std::string("engine.").append(group).append(".").append(*id));
  if (text.empty()) return std::nullopt;
  return text;
}

std::optional<std::string> dated(const Voice& voice, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return day_name(voice, Day{static_cast<std::int32_t>(*number)});
  }
  const std::optional<Day> day = parse_day(std::get<std::string>(value));
  if (!day) return std::nullopt;
  return day_name(voice, *day);
}

bool counted_in_time(const Args& args) {
  const Value* track = argument(args, "track");
  return track != nullptr && (plain(*track) == "run" || plain(*track) == "walk");
}

std::optional<std::string> measured(const Voice& voice, std::string_view kind, const Value& value,
                                    const Args& args) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) return std::nullopt;
  if (kind == "duration") return duration_text(voice, *number);
  if (kind == "mass") return mass_text(voice, *number);
  if (kind == "distance") return distance_text(voice, *number);
  if (kind == "amount") return counted_in_time(args) ? duration_text(voice, *number) : plain(value);
  return std::nullopt;
}

std::optional<std::string> as_kind(const Voice& voice, std::string_view kind, const Value& value,
                                   const Args& args) {
  if (kind == "day") return dated(voice, value);
  if (kind == "rung" || kind == "rung_start") {
    const auto* id = std::get_if<std::string>(&value);
    if (id == nullptr) return std::nullopt;
    std::string name = rung_name(voice, *id);
    return kind == "rung" ? name : capital(std::move(name));
  }
  if (kind == "subject") return named(voice, "subjects", value);
  if (kind == "object") return named(voice, "objects", value);
  if (kind == "flag") return named(voice, "flags", value);
  return measured(voice, kind, value, args);
}

/// One placeholder, without its braces.
std::optional<std::string> filled(const Voice& voice, std::string_view hole, const Args& args) {
  const std::size_t mark = hole.find_first_of(":#");
  const Value* value = argument(args, hole.substr(0, mark));
  if (value == nullptr) return std::nullopt;
  if (mark == std::string_view::npos) return plain(*value);
  const std::string_view rest = hole.substr(mark + 1);
  if (hole[mark] == ':') return as_kind(voice, rest, *value, args);
  const auto* number = std::get_if<std::int64_t>(value);
  const std::size_t bar = rest.find('|');
  if (number == nullptr || bar == std::string_view::npos) return std::nullopt;
  const std::string_view word = *number == 1 ? rest.substr(0, bar) : rest.substr(bar + 1);
  return std::to_string(*number).append(" ").append(word);
}

const engine::Rung* rung_of(const engine::Protocol& protocol, std::string_view id) {
  if (protocol.calm.id == id) return &protocol.calm;
  for (const auto* ladder : {&protocol.strength, &protocol.spring, &protocol.walk_jog, &protocol.beyond}) {
    for (const engine::Rung& rung : *ladder) {
      if (rung.id == id) return &rung;
    }
  }
  return nullptr;
}

/// "one_leg_3x12" → its exercise, sets and repetitions; nothing when the id is not made that way.
std::string name_from_id(const Voice& voice, std::string_view id) {
  if (id.starts_with("run_") && number_of(id.substr(4))) {
    return say(voice, "engine.rungs.run", {{"minutes", *number_of(id.substr(4))}});
  }
  if (id.starts_with("jog_")) {
    const std::size_t walk = id.find("_walk_");
    if (walk != std::string_view::npos && number_of(id.substr(4, walk - 4)) &&
        number_of(id.substr(walk + 6))) {
      return say(voice, "engine.rungs.jog_walk",
                 {{"jog", *number_of(id.substr(4, walk - 4))}, {"walk", *number_of(id.substr(walk + 6))}});
    }
  }
  const std::size_t bar = id.rfind('_');
  const std::size_t cross = id.rfind('x');
  if (bar == std::string_view::npos || cross == std::string_view::npos || cross < bar) return words_of(id);
  const auto sets = number_of(id.substr(bar + 1, cross - bar - 1));
  const auto reps = number_of(id.substr(cross + 1));
  if (!sets || !reps) return words_of(id);
  return say(voice, "engine.rungs.sets_reps",
             {{"exercise", exercise_name(voice, id.substr(0, bar))}, {"sets", *sets}, {"reps", *reps}});
}

}  // namespace

std::optional<std::string> fill(const Voice& voice, std::string_view text, const Args& args) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out.append(text.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const auto value = filled(voice, text.substr(open + 1, close - open - 1), args);
    if (!value) return std::nullopt;
    out.append(*value);
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string say(const Voice& voice, std::string_view key, const Args& args) {
  for (const std::string& text : voice.catalog->templates(key)) {
    if (auto sentence = fill(voice, text, args)) return std::move(*sentence);
  }
  return {};
}

std::string exercise_name(const Voice& voice, std::string_view exercise) {
  std::string name = say(voice, std::string("engine.exercises.").append(exercise));
  return name.empty() ? words_of(exercise) : name;
}

std::string dose_name(const Voice& voice, const engine::Dose& dose) {
  if (dose.pace == engine::RunPace::strides) return say(voice, "engine.rungs.strides");
  if (dose.pace == engine::RunPace::faster) return say(voice, "engine.rungs.faster");
  if (dose.terrain == engine::Terrain::gentle_hills) return say(voice, "engine.rungs.gentle_hills");
  if (dose.terrain == engine::Terrain::hills) return say(voice, "engine.rungs.hills");
  if (dose.exercise < 0) {
    if (dose.walk_s == 0) return say(voice, "engine.rungs.run", {{"minutes", dose.total_jog_s() / 60}});
    return say(voice, "engine.rungs.jog_walk", {{"jog", dose.jog_s / 60}, {"walk", dose.walk_s / 60}});
  }
  const auto index = static_cast<std::size_t>(dose.exercise);
  const bool known = voice.protocol != nullptr && index < voice.protocol->exercises.size();
  const std::string exercise = known ? exercise_name(voice, voice.protocol->exercises[index].id) : "";
  Args args{{"exercise", exercise},
            {"sets", dose.sets},
            {"reps", dose.hold_s > 0 ? duration_text(voice, dose.hold_s) : std::to_string(dose.reps)}};
  if (dose.load_permille > 0) {
    args.emplace_back("percent", percent_text(voice, dose.load_permille));
    return say(voice, "engine.rungs.loaded", args);
  }
  return say(voice, "engine.rungs.sets_reps", args);
}

std::string rung_name(const Voice& voice, std::string_view rung) {
  std::string name = say(voice, std::string("engine.rungs.").append(rung));
  if (!name.empty()) return name;
  if (voice.protocol != nullptr) {
    if (const engine::Rung* found = rung_of(*voice.protocol, rung)) return dose_name(voice, found->dose);
  }
  return name_from_id(voice, rung);
}

std::string day_name(const Voice& voice, Day day) {
  const YearMonthDay date = civil_from_day(day);
  const auto& weekdays = voice.catalog->templates("engine.calendar.weekdays");
  const auto& months = voice.catalog->templates("engine.calendar.months");
  const auto weekday_index = static_cast<std::size_t>(weekday(day));
  const auto month_index = static_cast<std::size_t>(date.month - 1);
  if (weekday_index >= weekdays.size() || month_index >= months.size()) return format_day(day);
  return say(voice, "engine.calendar.date",
             {{"weekday", weekdays[weekday_index]}, {"day", date.day}, {"month", months[month_index]}});
}

std::string duration_text(const Voice& voice, std::int64_t seconds) {
  if (seconds % 60 == 0) return say(voice, "engine.format.minutes", {{"number", seconds / 60}});
  if (seconds < 60) return say(voice, "engine.format.seconds", {{"number", seconds}});
  return say(voice, "engine.format.minutes_seconds", {{"minutes", seconds / 60}, {"seconds", seconds % 60}});
}

std::string mass_text(const Voice& voice, std::int64_t grams) {
  // One pound is 453.592 g by definition.
  if (voice.units.pounds) {
    return say(voice, "engine.format.lb",
               {{"number", tenths_text(voice, (grams * 1000 + 226796) / 453592 * 10)}});
  }
  return say(voice, "engine.format.kg", {{"number", tenths_text(voice, (grams + 50) / 100)}});
}

std::string distance_text(const Voice& voice, std::int64_t metres) {
  // One mile is 1609.344 m by definition.
  if (voice.units.miles) {
    return say(voice, "engine.format.miles",
               {{"number", tenths_text(voice, (metres * 10000 + 804672) / 1609344)}});
  }
  return say(voice, "engine.format.km", {{"number", tenths_text(voice, (metres + 50) / 100)}});
}

std::string percent_text(const Voice& voice, std::int64_t permille) { return tenths_text(voice, permille); }

std::string list_text(const Voice& voice, const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += say(voice, i + 1 == parts.size() ? "engine.format.last" : "engine.format.between");
    text += parts[i];
  }
  return text;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace springback::text
