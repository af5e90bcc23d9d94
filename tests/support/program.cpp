#include "support/program.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pty.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace springback::test {

namespace {

std::vector<char*> argument_list(std::vector<std::string>& words) {
  std::vector<char*> list;
  for (std::string& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

pid_t start(const std::vector<std::string>& arguments, int in, int out, int err) {
  std::vector<std::string> words{SPRINGBACK_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const std::vector<char*> list = argument_list(words);
  const pid_t child = ::fork();
  if (child == 0) {
    if (in >= 0) ::dup2(in, STDIN_FILENO);
    if (out >= 0) ::dup2(out, STDOUT_FILENO);
    if (err >= 0) ::dup2(err, STDERR_FILENO);
    ::execv(SPRINGBACK_PROGRAM, list.data());
    ::_exit(127);
  }
  return child;
}

int exit_of(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

Answer parse_answer(const std::string& text) {
  Answer answer;
  const auto head_end = text.find("\r\n\r\n");
  if (head_end == std::string::npos || text.size() < 12) return answer;
  answer.status = std::atoi(text.c_str() + 9);
  std::size_t at = text.find("\r\n") + 2;
  while (at < head_end + 2) {
    const auto end = text.find("\r\n", at);
    const auto colon = text.find(": ", at);
    if (colon < end)
      answer.headers[lower(text.substr(at, colon - at))] = text.substr(colon + 2, end - colon - 2);
    at = end + 2;
  }
  answer.body = text.substr(head_end + 4);
  return answer;
}

}  // namespace

TempDir::TempDir() {
  std::string pattern = (std::filesystem::temp_directory_path() / "springback-test-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Ran run(const std::vector<std::string>& arguments, const std::string& input) {
  const TempDir dir;
  write_file(dir.path() / "in", input);
  const int in = ::open(dir.file("in").c_str(), O_RDONLY | O_CLOEXEC);
  const int out = ::open(dir.file("out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const int err = ::open(dir.file("err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const pid_t child = start(arguments, in, out, err);
  for (const int descriptor : {in, out, err}) ::close(descriptor);
  Ran ran;
  ran.exit = exit_of(child);
  ran.out = read_file(dir.path() / "out");
  ran.err = read_file(dir.path() / "err");
  return ran;
}

bool terminals_at_hand() {
  int screen = -1;
  int inside = -1;
  if (::openpty(&screen, &inside, nullptr, nullptr, nullptr) != 0) return false;
  ::close(screen);
  ::close(inside);
  return true;
}

Ran run_on_terminal(int columns, const std::vector<std::string>& arguments) {
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = 24;
  int screen = -1;
  int inside = -1;
  if (::openpty(&screen, &inside, nullptr, nullptr, &size) != 0) std::abort();
  const pid_t child = start(arguments, -1, inside, -1);
  ::close(inside);
  Ran ran;
  std::array<char, 4096> buffer{};
  // The terminal reports an error once nobody writes to it any more.
  for (ssize_t got = 0; (got = ::read(screen, buffer.data(), buffer.size())) > 0;)
    ran.out.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(screen);
  ran.exit = exit_of(child);
  std::erase(ran.out, '\r');
  return ran;
}

Running::Running(const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
  process_ = start(arguments, -1, ends[1], -1);
  ::close(ends[1]);
  out_ = ends[0];
}

Running::~Running() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    wait();
  }
  ::close(out_);
}

std::string Running::read_line() {
  std::string line;
  char c = 0;
  while (::read(out_, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

void Running::signal(int number) const {
  if (process_ > 0) ::kill(process_, number);
}

int Running::wait() {
  if (process_ <= 0) return -1;
  const int status = exit_of(process_);
  process_ = -1;
  return status;
}

Answer request(std::uint16_t port, const std::string& method, const std::string& target,
               const std::string& body, const Headers& headers) {
  const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string received;
  if (::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    std::string text = method + " " + target + " HTTP/1.1\r\nConnection: close\r\n";
    bool has_host = false;
    bool has_length = false;
    for (const auto& [name, value] : headers) {
      text += name + ": " + value + "\r\n";
      has_host = has_host || name == "host";
      has_length = has_length || name == "content-length" || name == "transfer-encoding";
    }
    if (!has_host) text += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
    if (!has_length && (!body.empty() || method == "POST"))
      text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    text += "\r\n" + body;
    std::size_t sent = 0;
    while (sent < text.size()) {
      const ssize_t n = ::send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) break;
      sent += static_cast<std::size_t>(n);
    }
    std::array<char, 65536> buffer{};
    for (ssize_t n = 0; (n = ::recv(connection, buffer.data(), buffer.size(), 0)) > 0;) {
      received.append(buffer.data(), static_cast<std::size_t>(n));
    }
  }
  ::close(connection);
  return parse_answer(received);
}

Server::Server(const std::filesystem::path& data_dir, const std::vector<std::string>& more)
    : process_([&] {
        std::vector<std::string> arguments{"--data", data_dir.string(), "serve", "--port", "0"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
      }()) {
  const std::string line = process_.read_line();
  const auto colon = line.find(':', line.find("http://") + 7);
  if (colon != std::string::npos) port_ = static_cast<std::uint16_t>(std::atoi(line.c_str() + colon + 1));
}

Answer Server::get(const std::string& target, const Headers& headers) const {
  return request(port_, "GET", target, {}, headers);
}

Answer Server::post(const std::string& target, const std::string& body, const Headers& headers) const {
  return request(port_, "POST", target, body, headers);
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

bool memory_can_be_limited() {
  bool can = true;
#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  can = false;
#endif
#endif
  return can;
}

int kill_rounds() {
  const char* rounds = std::getenv("SPRINGBACK_KILL_ROUNDS");
  return rounds == nullptr ? 20 : std::max(1, std::atoi(rounds));
}

}  // namespace springback::test
