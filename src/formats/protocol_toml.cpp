#include "formats/protocol_toml.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#endif
#include <toml++/toml.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#include "base/json_writer.h"
#include "codec/protocol_json.h"

namespace springback::formats {
namespace {

constexpr std::size_t kFileMax = 1'000'000;  // bytes; ours have some thirty thousand

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

/// Turns the tree into the JSON that the codec reads, remembering the line of every dotted key.
class Translator {
 public:
  JsonWriter json;
  std::map<std::string, int, std::less<>> lines;
  std::vector<ProtocolFileFault> faults;

  void node(const toml::node& node, const std::string& path) {
    lines.emplace(path, line_of(node));
    if (const toml::table* table = node.as_table()) {
      this->table(*table, path);
    } else if (const toml::array* array = node.as_array()) {
      this->array(*array, path);
    } else if (const auto* text = node.as_string()) {
      json.text(text->get());
    } else if (const auto* number = node.as_integer()) {
      json.number(number->get());
    } else if (const auto* truth = node.as_boolean()) {
      json.truth(truth->get());
    } else {
      faults.push_back({line_of(node), path, "fractions, dates and times have no place in a protocol"});
      json.raw("null");
    }
  }

 private:
  void table(const toml::table& table, const std::string& path) {
    json.open('{');
    for (auto&& [key, value] : table) {
      json.key(key.str());
      const std::string below = path.empty() ? std::string(key.str()) : path + "." + std::string(key.str());
      lines.emplace(below, static_cast<int>(key.source().begin.line));
      node(value, below);
    }
    json.close('}');
  }

  /// Tables of a list go by their id, as the codec's faults name them.
  void array(const toml::array& array, const std::string& path) {
    json.open('[');
    std::size_t index = 0;
    for (const toml::node& item : array) {
      std::string below = path + "[" + std::to_string(index++) + "]";
      lines.emplace(below, line_of(item));
      if (const toml::table* entry = item.as_table())
        if (const auto* id = entry->get_as<std::string>("id")) below = path + "." + id->get();
      node(item, below);
    }
    json.close(']');
  }
};

/// The first line that opens a table without a name, 0 when there is none. The library takes for granted that
/// a name follows and ends the program where none does.
int nameless_table(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  int line = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++line;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view one = text.substr(at, end - at);
    at = end + 1;
    one.remove_prefix(std::min(one.find_first_not_of(kBlank), one.size()));
    if (!one.starts_with('[')) continue;
    one.remove_prefix(one.starts_with("[[") ? 2 : 1);
    one.remove_prefix(std::min(one.find_first_not_of(kBlank), one.size()));
    const char c = one.empty() ? ' ' : one.front();
    const bool names = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '-' || c == '"' || c == '\'';
    if (!names) return line;
  }
  return 0;
}

/// The line of a key, or of the nearest table around it; 0 when the file has neither.
int nearest_line(const std::map<std::string, int, std::less<>>& lines, std::string_view key) {
  for (;;) {
    if (const auto found = lines.find(key); found != lines.end()) return found->second;
    const std::size_t end = key.find_last_of(".[");
    if (end == std::string_view::npos) return 0;
    key = key.substr(0, end);
  }
}

}  // namespace

std::string to_string(const ProtocolFileFault& fault) {
  std::string out = fault.line > 0 ? "line " + std::to_string(fault.line) + ": " : "";
  if (!fault.key.empty()) out += fault.key + ": ";
  return out + fault.detail;
}

std::expected<engine::Protocol, std::vector<ProtocolFileFault>> read_protocol_toml(std::string_view text) {
  using Faults = std::vector<ProtocolFileFault>;
  if (text.size() > kFileMax) return std::unexpected(Faults{{0, "", "larger than 1 MB"}});
  if (const int line = nameless_table(text); line > 0)
    return std::unexpected(Faults{{line, "", "a table needs its name behind the bracket"}});
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed)
    return std::unexpected(Faults{{static_cast<int>(parsed.error().source().begin.line), "",
                                   std::string(parsed.error().description())}});
  Translator translator;
  translator.node(parsed.table(), "");
  if (!translator.faults.empty()) return std::unexpected(std::move(translator.faults));

  auto protocol = codec::parse_protocol(translator.json.take());
  if (protocol) return std::move(*protocol);
  Faults faults;
  for (engine::ProtocolFault& fault : protocol.error()) {
    const int line = nearest_line(translator.lines, fault.key);
    faults.push_back({line, std::move(fault.key), std::move(fault.detail)});
  }
  std::sort(faults.begin(), faults.end(), [](const ProtocolFileFault& a, const ProtocolFileFault& b) {
    return std::tie(a.line, a.key, a.detail) < std::tie(b.line, b.key, b.detail);
  });
  return std::unexpected(std::move(faults));
}

}  // namespace springback::formats
