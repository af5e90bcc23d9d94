#include "support/yaml.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace springback::test {

namespace {

using nlohmann::json;

struct Row {
  std::size_t indent = 0;
  std::string text;
};

class Reader {
 public:
  explicit Reader(const std::string& text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      const auto first = line.find_first_not_of(' ');
      if (first == std::string::npos || line[first] == '#') continue;
      rows_.push_back({first, line.substr(first)});
    }
  }

  json whole() {
    json value = block(0);
    if (at_ != rows_.size()) throw std::runtime_error("cannot read: " + rows_[at_].text);
    return value;
  }

 private:
  static json scalar(const std::string& text) {
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
      return text.substr(1, text.size() - 2);
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
      json list = json::array();
      std::istringstream in(text.substr(1, text.size() - 2));
      for (std::string item; std::getline(in, item, ',');) {
        list.push_back(scalar(item.substr(item.find_first_not_of(' '))));
      }
      return list;
    }
    if (text == "true" || text == "false") return text == "true";
    if (!text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
      return std::stoll(text);
    return text;
  }

  static std::size_t colon(const std::string& text) {
    if (text.front() == '\'') return text.find(':', text.find('\'', 1));
    const auto spaced = text.find(": ");
    if (spaced != std::string::npos) return spaced;
    return text.back() == ':' ? text.size() - 1 : std::string::npos;
  }

  json folded(std::size_t parent) {
    std::string out;
    for (; at_ < rows_.size() && rows_[at_].indent > parent; ++at_)
      out += (out.empty() ? "" : " ") + rows_[at_].text;
    return out;
  }

  json value_after(const std::string& rest, std::size_t indent) {
    if (rest == ">-") return folded(indent);
    if (!rest.empty()) return scalar(rest);
    if (at_ < rows_.size() && rows_[at_].indent > indent) return block(rows_[at_].indent);
    return nullptr;
  }

  json block(std::size_t indent) {
    if (rows_[at_].text.starts_with("- ")) return list(indent);
    json map = json::object();
    while (at_ < rows_.size() && rows_[at_].indent == indent && !rows_[at_].text.starts_with("- ")) {
      const std::string text = rows_[at_].text;
      const auto split = colon(text);
      if (split == std::string::npos) throw std::runtime_error("no key: " + text);
      const std::string key = scalar(text.substr(0, split)).is_string()
                                  ? scalar(text.substr(0, split)).get<std::string>()
                                  : text.substr(0, split);
      if (map.contains(key)) throw std::runtime_error("twice: " + key);
      const auto rest = text.find_first_not_of(' ', split + 1);
      ++at_;
      map[key] = value_after(rest == std::string::npos ? "" : text.substr(rest), indent);
    }
    return map;
  }

  json list(std::size_t indent) {
    json out = json::array();
    while (at_ < rows_.size() && rows_[at_].indent == indent && rows_[at_].text.starts_with("- ")) {
      // "- key: value" is a map whose first row stands two columns further in.
      rows_[at_].indent += 2;
      rows_[at_].text.erase(0, 2);
      if (colon(rows_[at_].text) == std::string::npos) {
        out.push_back(scalar(rows_[at_].text));
        ++at_;
      } else {
        out.push_back(block(indent + 2));
      }
    }
    return out;
  }

  std::vector<Row> rows_;
  std::size_t at_ = 0;
};

}  // namespace

json read_yaml(const std::string& text) { return Reader(text).whole(); }

}  // namespace springback::test
