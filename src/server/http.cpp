#include "server/http.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <span>
#include <thread>

#include "base/civil.h"

namespace springback::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

constexpr auto kQuiet = asio::as_tuple(asio::use_awaitable);
// chosen: long enough for a phone on a bad link, short enough that idle or dripping connections do not pile
// up.
constexpr std::chrono::seconds kHeaderTime{10};
constexpr std::chrono::seconds kBodyTime{120};
constexpr std::chrono::seconds kIdleTime{30};
constexpr std::chrono::seconds kPieceTime{60};  // of a body that goes into a file, which may take hours
constexpr std::chrono::seconds kDrainTime{5};
constexpr std::chrono::seconds kStopTime{5};
constexpr std::uint32_t kHeaderLimit = 16 * 1024;
constexpr std::size_t kPiece_bytes = 256 * 1024;  // chosen: few turns to the disk, little memory
constexpr int kConnectionsMax = 1024;             // chosen: one household's devices many times over

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Request own_request(const http::request_parser<http::string_body>::value_type& message) {
  Request request;
  request.method = std::string(message.method_string());
  const std::string_view target(message.target().data(), message.target().size());
  const auto mark = target.find('?');
  request.path = decode_url(target.substr(0, mark), false);
  if (mark != std::string_view::npos) {
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
      const auto end = rest.find('&');
      const std::string_view pair = rest.substr(0, end);
      const auto equals = pair.find('=');
      if (!pair.empty()) {
        request.query.emplace_back(
            decode_url(pair.substr(0, equals), true),
            equals == std::string_view::npos ? std::string() : decode_url(pair.substr(equals + 1), true));
      }
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
  }
  for (const auto& field : message) {
    std::string name(field.name_string());
    std::ranges::transform(name, name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    request.headers.emplace_back(std::move(name), std::string(field.value()));
  }
  return request;
}

// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT". The page holds its device's clock against it.
std::string http_date(std::chrono::system_clock::time_point moment) {
  constexpr std::array kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(moment.time_since_epoch()).count();
  const Day day{static_cast<std::int32_t>(seconds / 86'400)};
  const auto date = civil_from_day(day);
  const auto of_day = seconds % 86'400;
  std::array<char, 40> text{};
  const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   kDays.at(static_cast<std::size_t>(weekday(day))), date.day,
                                   kMonths.at(static_cast<std::size_t>(date.month - 1)), date.year,
                                   static_cast<int>(of_day / 3'600), static_cast<int>(of_day / 60 % 60),
                                   static_cast<int>(of_day % 60));
  return {text.data(), static_cast<std::size_t>(length)};
}

template <class Message>
void fill_head(Message& message, const Response& response, bool keep_alive) {
  message.result(static_cast<unsigned>(response.status));
  message.version(11);
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.set(http::field::date, http_date(std::chrono::system_clock::now()));
  message.keep_alive(keep_alive);
}

// The words were wrong, not the connection.
bool is_of_http(const boost::system::error_code& error) {
  return error.category() == http::make_error_code(http::error::bad_method).category();
}

// A body that goes on as no body can; one that was cut off has nobody left to tell it to.
bool cannot_be_understood(const boost::system::error_code& error) {
  return is_of_http(error) && error != http::error::partial_message && error != http::error::end_of_stream;
}

bool has_room(std::string& body, std::uint64_t size) {
  try {
    body.reserve(size);
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

bool may_have_body(int status) { return status != 204 && status != 304; }

}  // namespace

const std::string* Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return &value;
  }
  return nullptr;
}

const std::string* Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::string decode_url(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
               hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

struct HttpServer::State {
  using HeadParser = http::request_parser<http::string_body>;
  // What became of a body: read, or refused with this, or its sender went away.
  struct Body {
    bool read = false;
    std::optional<Response> refused;
  };

  // A connection among the others, for as long as it is there; memory that is missing may end it anywhere.
  struct Present {
    State& state;
    beast::tcp_stream& stream;
    Present(State& among, beast::tcp_stream& one) : state(among), stream(one) { ++state.connections; }
    Present(const Present&) = delete;
    Present& operator=(const Present&) = delete;
    ~Present() {
      state.idle.erase(&stream);
      --state.connections;
    }
  };

  State(Answering answering, unsigned workers) : ask(std::move(answering)), pool(std::max(1U, workers)) {}

  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve(tcp::socket socket);
  asio::awaitable<bool> serve_one(beast::tcp_stream& stream, beast::flat_buffer& buffer);
  asio::awaitable<bool> answer(beast::tcp_stream& stream, const Response& response, bool head_only,
                               bool keep_alive);
  asio::awaitable<void> drain(beast::tcp_stream& stream);
  asio::awaitable<Body> take_body(beast::tcp_stream& stream, beast::flat_buffer& buffer, HeadParser& head,
                                  std::uint64_t allowed, Request& request);
  asio::awaitable<Body> read_into_file(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                       HeadParser& head, std::uint64_t allowed, IncomingFile& file);
  // Runs on the pool, which may wait for the disk; the coroutine comes back to the one I/O thread.
  template <class Work>
  asio::awaitable<std::invoke_result_t<Work>> on_pool(Work work);
  asio::awaitable<Response> handle(Request request);
  void begin_stop();

  Answering ask;
  // Waiting for a request, or for more of a body that goes into a file: closed at once on stop.
  std::set<beast::tcp_stream*> idle;
  int connections = 0;
  bool stopping = false;
  // Below what connections touch: those that are left end with it, and say so above.
  asio::io_context io{1};  // one thread moves bytes; the pool runs handlers, which wait for the disk
  asio::thread_pool pool;
  tcp::acceptor acceptor{io};
  asio::signal_set signals{io};
  asio::steady_timer last_call{io};
};

asio::awaitable<void> HttpServer::State::accept_all() {
  while (!stopping) {
    auto [error, socket] = co_await acceptor.async_accept(kQuiet);
    if (stopping) co_return;
    if (error) {
      // Out of descriptors and the like: wait, the listening socket itself is still good.
      asio::steady_timer pause(io, std::chrono::milliseconds(50));
      co_await pause.async_wait(kQuiet);
      continue;
    }
    if (connections >= kConnectionsMax) continue;  // the socket closes as it leaves
    try {
      asio::co_spawn(io, serve(std::move(socket)), [this](const std::exception_ptr&) {
        if (stopping && connections == 0) last_call.cancel();
      });
    } catch (const std::bad_alloc&) {
      // No memory for this one: it is closed, and the next is still accepted.
    }
  }
}

asio::awaitable<void> HttpServer::State::serve(tcp::socket socket) {
  beast::tcp_stream stream(std::move(socket));
  const Present present(*this, stream);
  boost::system::error_code ignored;
  stream.socket().set_option(tcp::no_delay(true), ignored);
  beast::flat_buffer buffer;
  buffer.reserve(65536);
  bool first = true;
  while (!stopping) {
    stream.expires_after(first ? kHeaderTime : kIdleTime);
    first = false;
    if (!co_await serve_one(stream, buffer)) break;
  }
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

// One request and its answer; false: the connection is done with.
asio::awaitable<bool> HttpServer::State::serve_one(beast::tcp_stream& stream, beast::flat_buffer& buffer) {
  http::request_parser<http::string_body> parser;
  parser.header_limit(kHeaderLimit);
  parser.body_limit(boost::none);  // the route decides, once it is known
  idle.insert(&stream);
  auto [head_error, head_size] = co_await http::async_read_header(stream, buffer, parser, kQuiet);
  idle.erase(&stream);
  if (head_error == http::error::end_of_stream || stopping) co_return false;
  if (head_error) {
    if (is_of_http(head_error)) co_await answer(stream, ask.refusal(400, 0), false, false);
    co_return false;
  }
  const auto& message = parser.get();
  const std::string_view target(message.target().data(), message.target().size());
  const std::string method(message.method_string());
  if (target.empty() || target.front() != '/') {
    co_await answer(stream, ask.refusal(400, 0), false, false);
    co_return false;
  }
  const std::uint64_t allowed = ask.limit(method, target.substr(0, target.find('?')));
  const bool wants_to_stay = message.keep_alive();
  Request request = own_request(message);
  const Body body = co_await take_body(stream, buffer, parser, allowed, request);
  if (body.refused) {
    request.file = nullptr;
    if (co_await answer(stream, *body.refused, false, false)) co_await drain(stream);
    co_return false;
  }
  if (!body.read || (request.file != nullptr && stopping)) co_return false;
  const bool keep_alive = wants_to_stay && !stopping;
  const bool head_only = request.method == "HEAD";
  stream.expires_never();
  const Response response = co_await handle(std::move(request));
  stream.expires_after(kBodyTime);
  co_return co_await answer(stream, response, head_only, keep_alive) && keep_alive;
}

asio::awaitable<HttpServer::State::Body> HttpServer::State::take_body(beast::tcp_stream& stream,
                                                                      beast::flat_buffer& buffer,
                                                                      HeadParser& head, std::uint64_t allowed,
                                                                      Request& request) {
  head.body_limit(allowed);  // holds for chunks; a stated length was taken with the head
  if (head.content_length().value_or(0) > allowed) co_return Body{false, ask.refusal(413, allowed)};
  if (allowed > kInMemory_bytes) {
    auto place = co_await on_pool([this, &request] { return ask.place(request); });
    if (!place) co_return Body{false, std::move(place.error())};
    request.file = std::move(*place);
  }
  if (beast::iequals(head.get()[http::field::expect], "100-continue")) {
    http::response<http::empty_body> go_on(http::status::continue_, 11);
    co_await http::async_write(stream, go_on, kQuiet);
  }
  if (request.file != nullptr)
    co_return co_await read_into_file(stream, buffer, head, allowed, *request.file);
  if (!has_room(head.get().body(), head.content_length().value_or(0)))
    co_return Body{false, ask.refusal(500, 0)};
  stream.expires_after(kBodyTime);
  auto [error, size] = co_await http::async_read(stream, buffer, head, kQuiet);
  if (error == http::error::body_limit) co_return Body{false, ask.refusal(413, allowed)};
  if (cannot_be_understood(error)) co_return Body{false, ask.refusal(400, 0)};
  if (!error) request.body = std::move(head.get().body());
  co_return Body{!error, {}};
}

asio::awaitable<HttpServer::State::Body> HttpServer::State::read_into_file(beast::tcp_stream& stream,
                                                                           beast::flat_buffer& buffer,
                                                                           HeadParser& head,
                                                                           std::uint64_t allowed,
                                                                           IncomingFile& file) {
  http::request_parser<http::buffer_body> parser(std::move(head));
  parser.body_limit(allowed);
  std::vector<char> piece(kPiece_bytes);
  while (!parser.is_done()) {
    if (stopping) co_return Body{};
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    stream.expires_after(kPieceTime);
    idle.insert(&stream);
    auto [error, size] = co_await http::async_read(stream, buffer, parser, kQuiet);
    idle.erase(&stream);
    if (error == http::error::body_limit) co_return Body{false, ask.refusal(413, allowed)};
    if (error != http::error::need_buffer && cannot_be_understood(error))
      co_return Body{false, ask.refusal(400, 0)};
    if (error && error != http::error::need_buffer) co_return Body{};
    const std::span<const char> got(piece.data(), piece.size() - parser.get().body().size);
    const auto taken = co_await on_pool([&file, got] { return file.take(got); });
    if (!taken) co_return Body{false, ask.file_refusal(taken.error())};
  }
  co_return Body{true, {}};
}

// Takes what still comes, for a while: closing over unread bytes would reset the connection, and the client
// would never see why it was refused.
asio::awaitable<void> HttpServer::State::drain(beast::tcp_stream& stream) {
  boost::system::error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream.expires_after(kDrainTime);
  std::vector<char> sink(65536);
  while (!stopping) {
    auto [error, size] = co_await stream.async_read_some(asio::buffer(sink), kQuiet);
    if (error) co_return;
  }
}

template <class Work>
asio::awaitable<std::invoke_result_t<Work>> HttpServer::State::on_pool(Work work) {
  co_return co_await asio::co_spawn(
      pool,
      [](Work taken) -> asio::awaitable<std::invoke_result_t<Work>> { co_return taken(); }(std::move(work)),
      asio::use_awaitable);
}

asio::awaitable<Response> HttpServer::State::handle(Request request) {
  co_return co_await on_pool([this, &request]() -> Response {
    try {
      return ask.handler(request);
    } catch (const std::exception&) {
      // Memory that ran out, most likely: this request fails, the others go on.
      return ask.refusal(500, 0);
    }
  });
}

asio::awaitable<bool> HttpServer::State::answer(beast::tcp_stream& stream, const Response& response,
                                                bool head_only, bool keep_alive) {
  const std::string_view body = response.still.empty() ? std::string_view(response.body) : response.still;
  if (head_only || !may_have_body(response.status)) {
    http::response<http::empty_body> message;
    fill_head(message, response, keep_alive);
    if (head_only) message.content_length(body.size());
    auto [error, size] = co_await http::async_write(stream, message, kQuiet);
    co_return !error;
  }
  http::response<http::span_body<const char>> message;
  fill_head(message, response, keep_alive);
  message.body() = beast::span<const char>(body.data(), body.size());
  message.content_length(body.size());
  auto [error, size] = co_await http::async_write(stream, message, kQuiet);
  co_return !error;
}

void HttpServer::State::begin_stop() {
  if (stopping) return;
  stopping = true;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  signals.cancel(ignored);
  for (beast::tcp_stream* stream : idle) stream->cancel();
  last_call.expires_after(kStopTime);
  last_call.async_wait([this](const boost::system::error_code&) { io.stop(); });
  if (connections == 0) last_call.cancel();
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

Result<HttpServer> HttpServer::listen(const HttpOptions& options, Answering answering) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.host, error);
  if (error) return bad_input("--host", "'" + options.host + "' is not a numeric address");
  auto state = std::make_unique<State>(std::move(answering), options.workers);
  const tcp::endpoint endpoint(address, options.port);
  const std::string place = options.host + ":" + std::to_string(options.port);
  state->acceptor.open(endpoint.protocol(), error);
  if (!error) state->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) state->acceptor.bind(endpoint, error);
  if (!error) state->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use) {
    return machine_trouble(place, "the port is in use by another program; choose another with --port");
  }
  if (error) return machine_trouble(place, "cannot listen: " + error.message());
  return HttpServer(std::move(state));
}

std::uint16_t HttpServer::port() const {
  boost::system::error_code ignored;
  return state_->acceptor.local_endpoint(ignored).port();
}

void HttpServer::run() {
  State& state = *state_;
  boost::system::error_code ignored;
  state.signals.add(SIGINT, ignored);
  state.signals.add(SIGTERM, ignored);
  state.signals.async_wait([&state](const boost::system::error_code& error, int) {
    if (!error) state.begin_stop();
  });
  asio::co_spawn(state.io, state.accept_all(), asio::detached);
  // Memory that is missing for one connection ends that one: the others, and what they keep, go on.
  for (bool ended = false; !ended;) {
    try {
      state.io.run();
      ended = true;
    } catch (const std::bad_alloc&) {
      std::fputs("springback: there is not enough memory for a request; it was broken off\n", stderr);
    }
  }
  state.pool.join();
}

void HttpServer::stop() {
  asio::post(state_->io, [state = state_.get()] { state->begin_stop(); });
}

}  // namespace springback::server
