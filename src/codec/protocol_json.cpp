#include "codec/protocol_json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/id.h"
#include "base/json_writer.h"
#include "codec/fact_reader.h"
#include "codec/json_text.h"

namespace springback::codec {
namespace {

using engine::Citation;
using engine::Dose;
using engine::Protocol;
using engine::ProtocolFault;
using engine::Rung;

constexpr std::string_view kBands = "guards.distance_bands_pct";
constexpr std::size_t kTextMax = 2000;
constexpr std::size_t kSourceIdMax = 64;  // it stands before each fault below it
constexpr std::size_t kRungsMax = 64;     // reading stops there; how many may be followed is check_protocol's

template <class Enum>
constexpr int kLast = 0;
template <>
constexpr int kLast<engine::Site> = static_cast<int>(engine::Site::insertional);
template <>
constexpr int kLast<engine::Equipment> = static_cast<int>(engine::Equipment::step);
template <>
constexpr int kLast<engine::Variable> = static_cast<int>(engine::Variable::impact);
template <>
constexpr int kLast<engine::DayClass> = static_cast<int>(engine::DayClass::high);
template <>
constexpr int kLast<engine::Terrain> = static_cast<int>(engine::Terrain::hills);
template <>
constexpr int kLast<engine::RunPace> = static_cast<int>(engine::RunPace::faster);

constexpr const char* kIdWords = "lower-case letters, digits, - and _, at most 64";

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string dotted(std::string_view path, std::string_view key) {
  return path.empty() ? std::string(key) : std::string(path) + "." + std::string(key);
}

/// Walks one document once; every fault is kept, so that a clinic sees all of them together.
class Reader {
 public:
  explicit Reader(const JsonDocument& document) : document_(document) {}

  Protocol protocol;
  std::vector<ProtocolFault> faults;

  void read() {
    const JsonNode& root = document_.root();
    if (!is_object(root, "")) return;
    read_sources(root);
    std::set<std::string_view> allowed{"id",   "version",  "title",  "site",     "sources", "exercises",
                                       "calm", "strength", "spring", "walk_jog", "beyond"};
    for (const engine::ProtocolNumber& number : engine::protocol_numbers())
      allowed.insert(number.key.substr(0, number.key.find('.')));
    refuse_others(root, "", allowed);

    if (const auto id = text(root, "", "id")) {
      if (!is_id(*id)) refuse(*document_.find(root, "id"), "id", kIdWords);
      protocol.id = *id;
    }
    protocol.version = whole(root, "", "version", 1, 1'000'000).value_or(0);
    protocol.title = text(root, "", "title").value_or("");
    one_of(root, "", "site", protocol.site);
    read_sections(root);
    read_exercises(root);
    if (const JsonNode* calm = required(root, "", "calm")) {
      protocol.calm = rung(*calm, "calm", false, false);
      if (!protocol.calm.id.empty() && !is_id(protocol.calm.id))
        refuse(*document_.find(*calm, "id"), "calm.id", kIdWords);
    }
    protocol.strength = ladder(root, "strength", false, false);
    protocol.spring = ladder(root, "spring", false, false);
    protocol.walk_jog = ladder(root, "walk_jog", true, false);
    protocol.beyond = ladder(root, "beyond", true, true);
  }

 private:
  void fault(std::string key, std::string detail) { faults.push_back({std::move(key), std::move(detail)}); }

  /// The value first, unless it is a table or a list: those stand where their key says.
  void refuse(const JsonNode& node, std::string key, std::string_view detail) {
    std::string words;
    if (node.kind != JsonKind::object && node.kind != JsonKind::array)
      words = shown_value(document_, node) + " is not allowed; ";
    fault(std::move(key), words.append(detail));
  }

  bool is_object(const JsonNode& node, std::string_view path) {
    if (node.kind == JsonKind::object) return true;
    refuse(node, std::string(path), "a table of keys is needed");
    return false;
  }

  void refuse_others(const JsonNode& node, std::string_view path, const std::set<std::string_view>& allowed) {
    for (const JsonNode* member = document_.child(node); member != nullptr;
         member = document_.next(*member)) {
      if (allowed.contains(member->key)) continue;
      std::string list;
      for (const std::string_view key : allowed) list += (list.empty() ? "" : ", ") + std::string(key);
      fault(dotted(path, member->key), "is not known here; allowed: " + list);
    }
  }

  const JsonNode* required(const JsonNode& node, std::string_view path, std::string_view key) {
    const JsonNode* member = document_.find(node, key);
    if (member == nullptr) fault(dotted(path, key), "is missing");
    return member;
  }

  std::optional<std::string> text(const JsonNode& node, std::string_view path, std::string_view key) {
    const JsonNode* member = required(node, path, key);
    if (member == nullptr) return std::nullopt;
    if (member->kind != JsonKind::text || member->text.empty() || member->text.size() > kTextMax) {
      refuse(*member, dotted(path, key), "a text of 1 to 2000 bytes is needed");
      return std::nullopt;
    }
    return std::string(member->text);
  }

  std::optional<std::int32_t> whole_value(const JsonNode& node, const std::string& key, std::int64_t lowest,
                                          std::int64_t highest) {
    const auto value = node.kind == JsonKind::number ? read_decimal(node.text) : std::nullopt;
    if (!value || value->decimals > 0 || scaled(*value, 0) < lowest || scaled(*value, 0) > highest) {
      refuse(
          node, key,
          "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest) + " is needed");
      return std::nullopt;
    }
    return static_cast<std::int32_t>(scaled(*value, 0));
  }

  std::optional<std::int32_t> whole(const JsonNode& node, std::string_view path, std::string_view key,
                                    std::int64_t lowest, std::int64_t highest) {
    const JsonNode* member = required(node, path, key);
    return member == nullptr ? std::nullopt : whole_value(*member, dotted(path, key), lowest, highest);
  }

  template <class Enum>
  bool read_name(const JsonNode& node, const std::string& key, Enum& out) {
    std::string list;
    for (int i = 0; i <= kLast<Enum>; ++i) {
      const std::string_view known = engine::name(static_cast<Enum>(i));
      if (node.kind == JsonKind::text && node.text == known) {
        out = static_cast<Enum>(i);
        return true;
      }
      list += (i == 0 ? "" : ", ") + std::string(known);
    }
    refuse(node, key, "one of " + list);
    return false;
  }

  template <class Enum>
  void one_of(const JsonNode& node, std::string_view path, std::string_view key, Enum& out) {
    if (const JsonNode* member = required(node, path, key)) read_name(*member, dotted(path, key), out);
  }

  /// `source` or `chosen` of the table at `path`, kept for the key that it speaks of.
  void citation(const JsonNode& node, const std::string& key) {
    const JsonNode* source = document_.find(node, "source");
    const JsonNode* chosen = document_.find(node, "chosen");
    if ((source == nullptr) == (chosen == nullptr)) {
      fault(key, source == nullptr ? "needs a `source` (an id of [sources]) or a reason why it was `chosen`"
                                   : "has both `source` and `chosen`; one of them is needed");
      return;
    }
    const JsonNode& given = source != nullptr ? *source : *chosen;
    if (given.kind != JsonKind::text || given.text.empty() || given.text.size() > kTextMax) {
      refuse(given, key, "`source` and `chosen` are texts of 1 to 2000 bytes");
      return;
    }
    if (source != nullptr && !source_ids_.contains(source->text)) {
      fault(key, "source \"" + std::string(source->text) + "\" is not listed in [sources]");
      return;
    }
    Citation kept{key, "", ""};
    (source != nullptr ? kept.source : kept.chosen) = std::string(given.text);
    protocol.citations.push_back(std::move(kept));
  }

  void read_sources(const JsonNode& root) {
    const JsonNode* sources = required(root, "", "sources");
    if (sources == nullptr || !is_object(*sources, "sources")) return;
    for (const JsonNode* entry = document_.child(*sources); entry != nullptr;
         entry = document_.next(*entry)) {
      if (entry->key.size() > kSourceIdMax) {
        fault("sources", "the id of a source has at most 64 bytes");
        continue;
      }
      const std::string path = dotted("sources", entry->key);
      if (!is_object(*entry, path)) continue;
      refuse_others(*entry, path, {"title", "where", "how_sure"});
      engine::Source source{std::string(entry->key), text(*entry, path, "title").value_or(""),
                            text(*entry, path, "where").value_or(""),
                            text(*entry, path, "how_sure").value_or("")};
      source_ids_.insert(entry->key);
      protocol.sources.push_back(std::move(source));
    }
    // By a heap: std::sort of so large an element is 2 kB more in the browser's module.
    std::ranges::make_heap(protocol.sources, {}, &engine::Source::id);
    std::ranges::sort_heap(protocol.sources, {}, &engine::Source::id);
  }

  /// {"value": …, "source": …} of a dotted key; null when it cannot be read.
  const JsonNode* cited_value(const JsonNode& root, std::string_view dotted_key) {
    const std::size_t dot = dotted_key.find('.');
    const JsonNode* section = document_.find(root, dotted_key.substr(0, dot));
    const JsonNode* entry =
        section == nullptr ? nullptr : document_.find(*section, dotted_key.substr(dot + 1));
    if (entry == nullptr) {
      fault(std::string(dotted_key), "is missing");
      return nullptr;
    }
    return value_of(*entry, std::string(dotted_key));
  }

  const JsonNode* value_of(const JsonNode& entry, const std::string& key) {
    if (entry.kind != JsonKind::object) {
      refuse(entry, key, "needs {value, source} or {value, chosen}");
      return nullptr;
    }
    refuse_others(entry, key, {"value", "source", "chosen"});
    citation(entry, key);
    return required(entry, key, "value");
  }

  void read_sections(const JsonNode& root) {
    for (const engine::ProtocolNumber& number : engine::protocol_numbers())
      if (const JsonNode* value = cited_value(root, number.key))
        number.at(protocol) = whole_value(*value, std::string(number.key), number.lowest, number.highest)
                                  .value_or(number.lowest);
    for (const engine::ProtocolName& name : engine::protocol_names()) {
      const JsonNode* value = cited_value(root, name.key);
      if (value == nullptr) continue;
      if (value->kind == JsonKind::text)
        name.at(protocol) = std::string(value->text);
      else
        refuse(*value, std::string(name.key), "the id of a rung is needed");
    }
    read_bands(root);
    refuse_unknown_numbers(root);
  }

  void read_bands(const JsonNode& root) {
    const JsonNode* value = cited_value(root, kBands);
    if (value != nullptr) triple(*value, std::string(kBands), 1, 500, protocol.guards.distance_bands_pct);
  }

  void triple(const JsonNode& node, const std::string& key, std::int64_t lowest, std::int64_t highest,
              std::array<std::int32_t, 3>& out) {
    std::size_t count = 0;
    if (node.kind == JsonKind::array)
      for (const JsonNode* item = document_.child(node); item != nullptr;
           item = document_.next(*item), ++count)
        if (count < 3) out[count] = whole_value(*item, key, lowest, highest).value_or(0);
    if (count != 3) refuse(node, key, "three whole numbers are needed");
  }

  void refuse_unknown_numbers(const JsonNode& root) {
    std::set<std::string_view> sections;
    std::set<std::string_view> keys{kBands};
    for (const engine::ProtocolNumber& number : engine::protocol_numbers()) {
      sections.insert(number.key.substr(0, number.key.find('.')));
      keys.insert(number.key);
    }
    for (const engine::ProtocolName& name : engine::protocol_names()) keys.insert(name.key);
    for (const std::string_view section : sections) {
      const JsonNode* node = document_.find(root, section);
      if (node == nullptr || !is_object(*node, section)) continue;
      for (const JsonNode* member = document_.child(*node); member != nullptr;
           member = document_.next(*member))
        if (const std::string key = dotted(section, member->key); !keys.contains(key))
          fault(key, "is not known here");
    }
  }

  void read_exercises(const JsonNode& root) {
    const JsonNode* list = required(root, "", "exercises");
    if (list == nullptr) return;
    each_entry(*list, "exercises", [&](const JsonNode& entry, const std::string& path, std::string id) {
      refuse_others(entry, path, {"id", "force_permille"});
      const std::string key = dotted(path, "force_permille");
      const JsonNode* force = required(entry, path, "force_permille");
      const JsonNode* value = force == nullptr ? nullptr : value_of(*force, key);
      const std::int32_t permille = value == nullptr ? 0 : whole_value(*value, key, 100, 5000).value_or(0);
      protocol.exercises.push_back({std::move(id), permille});
    });
  }

  /// The entries of a list of tables with ids that occur once; `take(entry, path, id)`.
  template <class Take>
  void each_entry(const JsonNode& list, const std::string& path, Take take) {
    if (list.kind != JsonKind::array) return refuse(list, path, "a list of tables is needed");
    std::set<std::string_view> seen;
    std::size_t index = 0;
    for (const JsonNode* entry = document_.child(list); entry != nullptr; entry = document_.next(*entry)) {
      const std::string numbered = path + "[" + std::to_string(index++) + "]";
      if (index > kRungsMax) return fault(path, "more than 64 entries");
      if (!is_object(*entry, numbered)) continue;
      const JsonNode* id = document_.find(*entry, "id");
      if (id == nullptr || id->kind != JsonKind::text || !is_id(id->text)) {
        refuse(id == nullptr ? *entry : *id, dotted(numbered, "id"),
               "an id of lower-case letters, digits, - and _ is needed");
        continue;
      }
      if (!seen.insert(id->text).second) fault(dotted(path, id->text), "is there twice");
      take(*entry, dotted(path, id->text), std::string(id->text));
    }
  }

  std::vector<Rung> ladder(const JsonNode& root, const std::string& key, bool run, bool beyond) {
    std::vector<Rung> rungs;
    if (const JsonNode* list = required(root, "", key))
      each_entry(*list, key, [&](const JsonNode& entry, const std::string& path, const std::string&) {
        rungs.push_back(rung(entry, path, run, beyond));
      });
    return rungs;
  }

  Rung rung(const JsonNode& node, const std::string& path, bool run, bool beyond) {
    Rung out;
    if (!is_object(node, path)) return out;
    refuse_others(node, path, {"id", "dose", "raises", "day_class", "needs_one_of", "source", "chosen"});
    out.id = text(node, path, "id").value_or("");
    citation(node, path);
    one_of(node, path, "raises", out.raises);
    one_of(node, path, "day_class", out.day_class);
    if (const JsonNode* dose_node = required(node, path, "dose"))
      out.dose = dose(*dose_node, dotted(path, "dose"), run, beyond);
    if (const JsonNode* needs = document_.find(node, "needs_one_of")) {
      const std::string key = dotted(path, "needs_one_of");
      if (run || needs->kind != JsonKind::array)
        refuse(*needs, key, "a list of equipment, for strength and spring only");
      for (const JsonNode* item = document_.child(*needs); item != nullptr; item = document_.next(*item)) {
        engine::Equipment equipment{};
        if (!read_name(*item, key, equipment)) continue;
        if (equipment == engine::Equipment::none ||
            std::find(out.needs_one_of.begin(), out.needs_one_of.end(), equipment) != out.needs_one_of.end())
          refuse(*item, key, "none, or the same twice, says nothing");
        else
          out.needs_one_of.push_back(equipment);
      }
    }
    return out;
  }

  Dose dose(const JsonNode& node, const std::string& path, bool run, bool beyond) {
    Dose out;
    if (!is_object(node, path)) return out;
    if (run) {
      if (beyond)
        refuse_others(node, path, {"terrain", "pace"});
      else
        refuse_others(node, path, {"jog_s", "walk_s", "rounds"});
      if (beyond) {
        one_of(node, path, "terrain", out.terrain);
        one_of(node, path, "pace", out.pace);
      } else {
        out.jog_s = whole(node, path, "jog_s", 1, 5400).value_or(0);
        out.walk_s = whole(node, path, "walk_s", 0, 600).value_or(0);
        out.rounds = whole(node, path, "rounds", 1, 60).value_or(0);
      }
      return out;
    }
    refuse_others(node, path, {"exercise", "sets", "reps", "hold_s", "load_permille", "tempo_s"});
    if (const auto id = text(node, path, "exercise")) {
      const auto& all = protocol.exercises;
      const auto found = std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.id == *id; });
      if (found == all.end())
        fault(dotted(path, "exercise"), "\"" + *id + "\" is not listed in [[exercises]]");
      else
        out.exercise = static_cast<std::int32_t>(found - all.begin());
    }
    out.sets = whole(node, path, "sets", 1, 10).value_or(0);
    const bool holds = document_.find(node, "hold_s") != nullptr;
    if (holds && document_.find(node, "reps") != nullptr)
      fault(path, "needs either reps or hold_s, not both");
    if (holds)
      out.hold_s = whole(node, path, "hold_s", 1, 300).value_or(0);
    else
      out.reps = whole(node, path, "reps", 1, 100).value_or(0);
    if (document_.find(node, "load_permille") != nullptr)
      out.load_permille = whole(node, path, "load_permille", 1, 1000).value_or(0);
    if (const JsonNode* tempo = document_.find(node, "tempo_s")) {
      triple(*tempo, dotted(path, "tempo_s"), 0, 10, out.tempo_s);
      if (out.tempo_s == std::array<std::int32_t, 3>{})
        fault(dotted(path, "tempo_s"), "all zero says nothing; leave it out when the movement is not paced");
    }
    return out;
  }

  const JsonDocument& document_;
  std::set<std::string_view> source_ids_;
};

/// Writes in any order of keys; the canonical order is made by reading the text once more.
class Writer {
 public:
  explicit Writer(const Protocol& protocol) : protocol_(protocol) {}

  std::string text() {
    json_.open('{').text("id", protocol_.id).number("version", protocol_.version);
    json_.text("title", protocol_.title).text("site", engine::name(protocol_.site));
    sources();
    sections();
    exercises();
    json_.key("calm");
    rung(protocol_.calm, "calm", false, false);
    ladder("strength", protocol_.strength, false, false);
    ladder("spring", protocol_.spring, false, false);
    ladder("walk_jog", protocol_.walk_jog, true, false);
    ladder("beyond", protocol_.beyond, true, true);
    return json_.close('}').take();
  }

 private:
  void citation(std::string_view key) {
    const auto& all = protocol_.citations;
    const auto found =
        std::find_if(all.begin(), all.end(), [key](const Citation& c) { return c.key == key; });
    if (found == all.end()) return;
    const bool chosen = found->source.empty();
    json_.text(chosen ? "chosen" : "source", chosen ? found->chosen : found->source);
  }

  void sources() {
    json_.open("sources", '{');
    for (const engine::Source& source : protocol_.sources) {
      json_.open(source.id, '{').text("title", source.title).text("where", source.where);
      json_.text("how_sure", source.how_sure).close('}');
    }
    json_.close('}');
  }

  /// The member of a section for the value that `write` writes.
  template <class Write>
  void cited(std::string_view dotted_key, Write write) {
    json_.open(dotted_key.substr(dotted_key.find('.') + 1), '{').key("value");
    write();
    citation(dotted_key);
    json_.close('}');
  }

  void sections() {
    std::string_view open;
    for (const engine::ProtocolNumber& number : engine::protocol_numbers()) {
      const std::string_view section = number.key.substr(0, number.key.find('.'));
      if (section != open) {
        if (!open.empty()) close_section(open);
        json_.open(section, '{');
        open = section;
      }
      cited(number.key, [&] { json_.number(number.read(protocol_)); });
    }
    close_section(open);
  }

  /// The section's names and lists, which are no numbers, stand at its end.
  void close_section(std::string_view section) {
    for (const engine::ProtocolName& name : engine::protocol_names()) {
      if (name.key.substr(0, name.key.find('.')) == section)
        cited(name.key, [&] { json_.text(name.read(protocol_)); });
    }
    if (kBands.substr(0, kBands.find('.')) == section)
      cited(kBands, [&] { triple(protocol_.guards.distance_bands_pct); });
    json_.close('}');
  }

  void triple(const std::array<std::int32_t, 3>& values) {
    json_.open('[');
    for (const std::int32_t value : values) json_.number(value);
    json_.close(']');
  }

  void exercises() {
    json_.list("exercises", protocol_.exercises, [&](const engine::Exercise& exercise) {
      json_.open('{').text("id", exercise.id).open("force_permille", '{');
      json_.number("value", exercise.force_permille);
      citation("exercises." + exercise.id + ".force_permille");
      json_.close('}').close('}');
    });
  }

  void ladder(std::string_view key, const std::vector<Rung>& rungs, bool run, bool beyond) {
    json_.list(key, rungs, [&](const Rung& one) { rung(one, std::string(key) + "." + one.id, run, beyond); });
  }

  void rung(const Rung& rung, const std::string& path, bool run, bool beyond) {
    json_.open('{').text("id", rung.id).text("raises", engine::name(rung.raises));
    json_.text("day_class", engine::name(rung.day_class));
    citation(path);
    if (!rung.needs_one_of.empty())
      json_.texts("needs_one_of", rung.needs_one_of, [](engine::Equipment e) { return engine::name(e); });
    json_.open("dose", '{');
    const Dose& dose = rung.dose;
    if (beyond)
      json_.text("terrain", engine::name(dose.terrain)).text("pace", engine::name(dose.pace));
    else if (run)
      json_.number("jog_s", dose.jog_s).number("walk_s", dose.walk_s).number("rounds", dose.rounds);
    else
      exercise_dose(dose);
    json_.close('}').close('}');
  }

  void exercise_dose(const Dose& dose) {
    json_.text("exercise", dose.exercise < 0
                               ? std::string_view{}
                               : protocol_.exercises[static_cast<std::size_t>(dose.exercise)].id);
    json_.number("sets", dose.sets);
    if (dose.hold_s > 0)
      json_.number("hold_s", dose.hold_s);
    else
      json_.number("reps", dose.reps);
    if (dose.load_permille > 0) json_.number("load_permille", dose.load_permille);
    if (dose.tempo_s != std::array<std::int32_t, 3>{}) {
      json_.key("tempo_s");
      triple(dose.tempo_s);
    }
  }

  const Protocol& protocol_;
  JsonWriter json_;
};

}  // namespace

std::string protocol_to_json(const Protocol& protocol) {
  const std::string text = Writer(protocol).text();
  JsonDocument document;
  std::string out;
  if (document.parse(text)) append_canonical(out, document, document.root());
  return out;
}

std::string protocol_hash(const Protocol& protocol) {
  return format_sha256(sha256(protocol_to_json(protocol)));
}

std::expected<Protocol, std::vector<ProtocolFault>> parse_protocol(std::string_view json) {
  JsonDocument document;
  if (const auto parsed = document.parse(json); !parsed)
    return std::unexpected(std::vector<ProtocolFault>{
        {"", "byte " + std::to_string(parsed.error().offset) + ": " + parsed.error().detail}});
  Reader reader(document);
  reader.read();
  if (reader.faults.empty()) reader.faults = engine::check_protocol(reader.protocol);
  if (!reader.faults.empty()) return std::unexpected(std::move(reader.faults));
  reader.protocol.hash = protocol_hash(reader.protocol);
  return std::move(reader.protocol);
}

}  // namespace springback::codec
