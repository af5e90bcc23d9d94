#include "wasm/request.h"

#include <algorithm>
#include <utility>

#include "codec/json_text.h"

namespace springback::wasm {
namespace {

std::size_t past_blanks(std::string_view text, std::size_t at) {
  const std::size_t found = text.find_first_not_of(" \t\r\n", at);
  return found == std::string_view::npos ? text.size() : found;
}

bool stands(std::string_view text, std::size_t at, char c) { return at < text.size() && text[at] == c; }

std::unexpected<Refusal> broken(std::string_view what, std::size_t at) {
  return refuse("bad_request", std::string(what) + " (byte " + std::to_string(at) + ")");
}

}  // namespace

std::unexpected<Refusal> refuse(std::string code, std::string detail, std::string faults) {
  return std::unexpected(Refusal{std::move(code), std::move(detail), std::move(faults)});
}

Answer<Request> Request::parse(std::string_view json) {
  Request request;
  codec::JsonDocument document;
  std::size_t at = past_blanks(json, 0);
  if (!stands(json, at, '{')) return broken("a request is one JSON object", at);
  at = past_blanks(json, at + 1);
  bool more = !stands(json, at, '}');
  while (more) {
    const auto key_end = document.parse_at(json, at);
    if (!key_end) return broken(key_end.error().detail, key_end.error().offset);
    if (document.root().kind != codec::JsonKind::text) return broken("a key is expected", at);
    std::string key(document.root().text);
    if (request.raw(key)) return broken("the key " + key + " is given twice", at);
    at = past_blanks(json, *key_end);
    if (!stands(json, at, ':')) return broken("a colon is expected", at);
    const auto end = document.parse_at(json, at + 1);
    if (!end) return broken(end.error().detail, end.error().offset);
    request.members_.push_back({std::move(key), json.substr(at + 1, *end - at - 1)});
    at = past_blanks(json, *end);
    more = stands(json, at, ',');
    if (more) at = past_blanks(json, at + 1);
  }
  if (!stands(json, at, '}')) return broken("a comma or } is expected", at);
  if (past_blanks(json, at + 1) != json.size()) return broken("something follows the request", at + 1);
  return request;
}

Answer<void> Request::only(std::initializer_list<std::string_view> allowed) const {
  for (const Member& member : members_) {
    if (member.key == "op" || std::find(allowed.begin(), allowed.end(), member.key) != allowed.end())
      continue;
    std::string detail = member.key + " is not known here; allowed are op";
    for (const std::string_view key : allowed) detail.append(", ").append(key);
    return refuse("bad_request", std::move(detail));
  }
  return {};
}

std::optional<std::string_view> Request::raw(std::string_view key) const {
  for (const Member& member : members_) {
    if (member.key == key) return member.raw;
  }
  return std::nullopt;
}

Answer<std::string> Request::text(std::string_view key) const {
  const auto member = raw(key);
  codec::JsonDocument document;
  if (!member || !document.parse(*member) || document.root().kind != codec::JsonKind::text) {
    return refuse("bad_request", std::string(key) + ": a string is expected");
  }
  return std::string(document.root().text);
}

Answer<Day> Request::day(std::string_view key) const {
  const auto written = text(key);
  const auto parsed = written ? parse_day(*written) : std::nullopt;
  if (!parsed) return refuse("bad_request", std::string(key) + ": a date like \"2026-03-04\" is expected");
  return *parsed;
}

Answer<bool> Request::truth(std::string_view key) const {
  const auto member = raw(key);
  if (!member) return false;
  codec::JsonDocument document;
  if (!document.parse(*member) || document.root().kind != codec::JsonKind::boolean) {
    return refuse("bad_request", std::string(key) + ": true or false is expected");
  }
  return document.root().boolean;
}

Answer<int> Request::whole(std::string_view key, int lowest, int highest, int otherwise) const {
  const auto member = raw(key);
  if (!member) return otherwise;
  codec::JsonDocument document;
  std::optional<codec::Decimal> number;
  if (document.parse(*member) && document.root().kind == codec::JsonKind::number)
    number = codec::read_decimal(document.root().text);
  const std::int64_t value = number ? codec::scaled(*number, 0) : 0;
  const bool fits = number && number->decimals == 0 && value >= lowest && value <= highest;
  if (!fits) {
    return refuse("bad_request", std::string(key) + ": a whole number from " + std::to_string(lowest) +
                                     " to " + std::to_string(highest) + " is expected");
  }
  return static_cast<int>(value);
}

Answer<std::vector<std::string_view>> Request::elements(std::string_view key) const {
  std::vector<std::string_view> all;
  const std::string_view list = raw(key).value_or("");
  std::size_t at = past_blanks(list, 0);
  if (!stands(list, at, '[')) return refuse("bad_request", std::string(key) + ": a list is expected");
  at = past_blanks(list, at + 1);
  codec::JsonDocument document;
  // The list as a whole was read as JSON already: only its elements' ends are looked for.
  while (!stands(list, at, ']')) {
    const auto end = document.parse_at(list, at);
    if (!end) return broken(end.error().detail, end.error().offset);
    all.push_back(list.substr(at, *end - at));
    at = past_blanks(list, *end);
    if (stands(list, at, ',')) at = past_blanks(list, at + 1);
  }
  return all;
}

}  // namespace springback::wasm
