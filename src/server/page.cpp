#include "server/page.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "server/problem.h"

namespace springback::server {

namespace {

constexpr std::string_view kPolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

constexpr std::string_view kNoPage =
    "This build of Springback has no page in it. The API is at /api/v1; the terminal has everything: "
    "springback --help.\n";

const Asset* find(std::span<const Asset> files, std::string_view path) {
  const auto found = std::ranges::find(files, path, &Asset::path);
  return found == files.end() ? nullptr : &*found;
}

std::string_view view(std::span<const unsigned char> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool accepts_gzip(const Request& request) {
  const std::string* accepted = request.header("accept-encoding");
  return accepted != nullptr && accepted->find("gzip") != std::string::npos &&
         accepted->find("gzip;q=0") == std::string::npos;
}

// RFC 9110, 13.1.2: a list of quoted tags, weak or strong alike, or "*".
bool browser_has(const Request& request, const std::string& tag) {
  const std::string* known = request.header("if-none-match");
  return known != nullptr && (*known == "*" || known->find(tag) != std::string::npos);
}

}  // namespace

Response answer_page(const Request& request, std::span<const Asset> files) {
  if (request.method != "GET" && request.method != "HEAD") {
    Response refused = problem(405, "method_not_allowed", "The page is only read: GET and HEAD.");
    refused.headers.emplace_back("allow", "GET, HEAD");
    return refused;
  }
  const std::string_view path = request.path == "/" ? std::string_view("/index.html") : request.path;
  const Asset* file = find(files, path);
  if (file == nullptr && path.find('.') == std::string_view::npos) file = find(files, "/index.html");
  if (file == nullptr) {
    if (files.empty() && path == "/index.html") {
      return Response{200, {{"content-type", "text/plain; charset=utf-8"}}, {}, kNoPage};
    }
    return problem(404, "not_found", "There is no page at this address.");
  }
  const bool gzip = !file->gzip.empty() && accepts_gzip(request);
  const std::string tag = '"' + std::string(file->etag) + (gzip ? "-gzip\"" : "\"");
  Response response;
  response.headers = {{"content-type", std::string(file->content_type)},
                      {"etag", tag},
                      {"cache-control", "no-cache"},
                      {"vary", "accept-encoding"},
                      {"content-security-policy", std::string(kPolicy)},
                      {"x-content-type-options", "nosniff"},
                      {"referrer-policy", "no-referrer"},
                      {"cross-origin-opener-policy", "same-origin"}};
  if (browser_has(request, tag)) {
    response.status = 304;
    return response;
  }
  if (gzip) response.headers.emplace_back("content-encoding", "gzip");
  response.still = view(gzip ? file->gzip : file->bytes);
  return response;
}

}  // namespace springback::server
