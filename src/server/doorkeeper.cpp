#include "server/doorkeeper.h"

#include <algorithm>
#include <array>
#include <string>

#include "server/problem.h"

namespace springback::server {

namespace {

constexpr std::array<std::string_view, 3> kOwnNames{"127.0.0.1", "localhost", "[::1]"};

bool writes(std::string_view method) { return method != "GET" && method != "HEAD"; }

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

std::string at(std::string_view name, std::uint16_t port) {
  return std::string(name) + ":" + std::to_string(port);
}

}  // namespace

bool is_own_host(std::string_view host, std::uint16_t port) {
  const std::string lower = in_lower_case(host);
  return std::ranges::any_of(kOwnNames,
                             [&](std::string_view name) { return lower == name || lower == at(name, port); });
}

bool is_own_origin(std::string_view origin, std::uint16_t port) {
  constexpr std::string_view kScheme = "http://";
  constexpr std::uint16_t kPortOfScheme = 80;
  if (!origin.starts_with(kScheme)) return false;
  const std::string lower = in_lower_case(origin.substr(kScheme.size()));
  return std::ranges::any_of(kOwnNames, [&](std::string_view name) {
    return lower == at(name, port) || (lower == name && port == kPortOfScheme);
  });
}

std::optional<Response> refuse_at_door(const Request& request, std::uint16_t port) {
  const auto hosts = std::ranges::count_if(request.headers, [](const auto& h) { return h.first == "host"; });
  const std::string* host = request.header("host");
  if (hosts != 1 || host == nullptr || !is_own_host(*host, port)) {
    return problem(421, "wrong_host",
                   "This server answers only to 127.0.0.1, localhost and [::1], so that no other site can "
                   "reach the diary under a name of its own.");
  }
  if (!writes(request.method)) return std::nullopt;
  const bool foreign = std::ranges::any_of(request.headers, [port](const auto& header) {
    const auto& [name, value] = header;
    if (name == "origin") return !is_own_origin(value, port);
    return name == "sec-fetch-site" && value != "same-origin" && value != "none";
  });
  if (foreign) return problem(403, "wrong_origin", "Only this server's own page may write to the diary.");
  return std::nullopt;
}

}  // namespace springback::server
