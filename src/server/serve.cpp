#include "server/serve.h"

#include <malloc.h>

#include <atomic>
#include <memory>

#include "server/api.h"
#include "server/assets.h"
#include "server/doorkeeper.h"
#include "server/http.h"
#include "server/page.h"
#include "server/problem.h"
#include "server/watched_folder.h"

namespace springback::server {

namespace {

// chosen: handlers wait for the disk, not for the processor; so many may share one commit.
constexpr unsigned kWorkers = 16;

// The C library would reserve 64 MiB of addresses for each thread, a gibibyte in all: where a limit is set
// on the program's memory (ulimit -v), the workers' first requests would use it up for nothing.
void share_one_heap() { ::mallopt(M_ARENA_MAX, 1); }

bool is_loopback(std::string_view host) { return host == "::1" || host.starts_with("127."); }

// The limits are whole mebibytes.
Response too_large(std::uint64_t limit) {
  if (limit == 0) return problem(413, "too_large", "This address takes no body; allowed: 0 bytes.");
  return problem(413, "too_large",
                 "That is more than this address takes; allowed: " + std::to_string(limit) + " bytes (" +
                     std::to_string(limit / (1024 * 1024)) + " MiB).");
}

Response refusal_of(int status, std::uint64_t limit) {
  switch (status) {
    case 413:
      return too_large(limit);
    case 400:
      return problem(400, "bad_request", "This is not a request that can be understood.");
    default:
      return problem(500, "internal", "Something went wrong here; nothing of this request was kept.");
  }
}

}  // namespace

Result<void> serve(const ServeOptions& options, const std::function<void(const std::string& url)>& listening,
                   const std::function<void(const std::string& line)>& log) {
  const std::string host = options.host == "localhost" ? "127.0.0.1" : options.host;
  if (!is_loopback(host)) {
    return bad_input("--host",
                     "'" + options.host +
                         "'; allowed: 127.0.0.1, ::1, localhost. Other machines need an owner's "
                         "account, which this version does not have yet; an SSH tunnel works today");
  }
  auto api = Api::open(options.data_dir);
  if (!api) return std::unexpected(api.error());
  share_one_heap();
  // The port is known only once it is listened on; no request is answered before.
  const auto port = std::make_shared<std::atomic<std::uint16_t>>();
  Answering answering;
  answering.handler = [&api = **api, port](const Request& request) {
    if (auto refused = refuse_at_door(request, port->load())) return *std::move(refused);
    const bool to_api = request.path == kApiRoot || request.path.starts_with(std::string(kApiRoot) + "/");
    return to_api ? api.answer(request) : answer_page(request, assets());
  };
  answering.place = [&api = **api,
                     port](const Request& request) -> std::expected<std::shared_ptr<IncomingFile>, Response> {
    if (auto refused = refuse_at_door(request, port->load())) return std::unexpected(*std::move(refused));
    return api.body_place(request);
  };
  answering.limit = &Api::body_limit;
  answering.refusal = &refusal_of;
  answering.file_refusal = [](const Error& error) {
    return problem(500, "storage_trouble", error.place + ": " + error.detail);
  };
  auto http = HttpServer::listen({host, options.port, kWorkers}, std::move(answering));
  if (!http) return std::unexpected(http.error());
  port->store(http->port());
  std::unique_ptr<WatchedFolder> watched;
  if (options.watch) {
    auto opened =
        WatchedFolder::open(*options.watch, options.data_dir, (*api)->own(), (*api)->imports(), log);
    if (!opened) return std::unexpected(opened.error());
    watched = std::move(*opened);
  }
  listening("http://" + (host == "::1" ? std::string("[::1]") : host) + ":" + std::to_string(http->port()) +
            "/");
  http->run();
  (*api)->imports().end();
  return {};
}

}  // namespace springback::server
