#pragma once
// A small HTTP/1.1 server with its own Request and Response, so that nothing else sees the library behind it.

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "server/incoming_file.h"

namespace springback::server {

/// One request, whole: the body has been read.
struct Request {
  std::string method;  ///< "GET", "POST", …
  std::string path;    ///< decoded, without the query; always begins with '/'
  std::vector<std::pair<std::string, std::string>> query;    ///< decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  std::shared_ptr<IncomingFile>
      file;  ///< the body, where it may be too large for memory; `body` is empty then

  /// The first value of that name; null when absent.
  [[nodiscard]] const std::string* header(std::string_view name) const;
  [[nodiscard]] const std::string* parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// When set, this is the body: memory that outlives the server (the page's assets), never copied.
  std::string_view still;
};

/// Called from several threads at once.
using Handler = std::function<Response(const Request&)>;
/// Bytes of body that a request may bring, decided from its method and path before the body is read.
using BodyLimit = std::function<std::uint64_t(std::string_view method, std::string_view path)>;
/// A body that may be larger than this goes into a file.
inline constexpr std::uint64_t kInMemory_bytes = std::uint64_t{256} << 20;
/// The file that such a body goes into, asked for before it is read; or what refuses it unread. The request
/// has no body yet.
using BodyPlace = std::function<std::expected<std::shared_ptr<IncomingFile>, Response>(const Request&)>;
/// What is answered when the body is larger than that limit (413), or the request cannot be understood (400)
/// or answered (500); the limit is 0 there.
using Refusal = std::function<Response(int status, std::uint64_t limit)>;
/// What is answered when the body's file cannot be written.
using FileRefusal = std::function<Response(const Error&)>;

/// What the server asks of the one who answers.
struct Answering {
  Handler handler;
  BodyLimit limit;
  BodyPlace place;
  Refusal refusal;
  FileRefusal file_refusal;
};

struct HttpOptions {
  std::string host = "127.0.0.1";  ///< a numeric address
  std::uint16_t port = 0;          ///< 0: any free one
  unsigned workers = 8;            ///< threads that run handlers
};

/// Listens from `listen` on; serves while `run` runs.
class HttpServer {
 public:
  /// Machine trouble when the port is taken or may not be used; bad input when `host` is no address.
  [[nodiscard]] static Result<HttpServer> listen(const HttpOptions& options, Answering answering);
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

  [[nodiscard]] std::uint16_t port() const;
  /// Serves until SIGINT, SIGTERM or `stop`; requests under way are answered first (at most five seconds),
  /// but a body that is still on its way into a file is given up.
  void run();
  /// May be called from any thread.
  void stop();

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// "a%20b" and "+" as in a query; nothing else is touched. Malformed escapes stay as they are.
[[nodiscard]] std::string decode_url(std::string_view text, bool plus_is_space);

}  // namespace springback::server
