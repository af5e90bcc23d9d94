#include "server/doorkeeper.h"

#include <algorithm>
#include <string>

#include "server/problem.h"

namespace springback::server {

namespace {

bool writes(std::string_view method) { return method != "GET" && method != "HEAD"; }

}  // namespace

bool is_own_host(std::string_view host, std::uint16_t port) {
  std::string lower(host);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (const std::string_view name : {"127.0.0.1", "localhost", "[::1]"}) {
    if (lower == name || lower == std::string(name) + ":" + std::to_string(port)) return true;
  }
  return false;
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
  constexpr std::string_view kScheme = "http://";
  if (const std::string* origin = request.header("origin")) {
    const std::string_view text = *origin;
    if (!text.starts_with(kScheme) || !is_own_host(text.substr(kScheme.size()), port)) {
      return problem(403, "wrong_origin", "Only this server's own page may write to the diary.");
    }
  } else if (const std::string* site = request.header("sec-fetch-site");
             site != nullptr && *site != "same-origin" && *site != "none") {
    return problem(403, "wrong_origin", "Only this server's own page may write to the diary.");
  }
  return std::nullopt;
}

}  // namespace springback::server
