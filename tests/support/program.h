#pragma once
// The real program as a process of its own, on a folder of its own, and a plain HTTP client for its server.

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace springback::test {

/// A folder that goes away with the test.
class TempDir {
 public:
  TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

struct Ran {
  int exit = -1;  ///< −1: ended by a signal
  std::string out;
  std::string err;
};

/// Runs springback to its end.
[[nodiscard]] Ran run(const std::vector<std::string>& arguments, const std::string& input = {});

/// False where the system gives no terminals: in a bare root, /dev/pts may not be mounted.
[[nodiscard]] bool terminals_at_hand();
/// Runs springback on a terminal of so many columns; `out` is what the terminal shows, lines ended by \n.
[[nodiscard]] Ran run_on_terminal(int columns, const std::vector<std::string>& arguments);

/// A started springback; killed when it goes out of scope.
class Running {
 public:
  explicit Running(const std::vector<std::string>& arguments);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  /// The next line that it writes, without its end; what there is when it ends.
  [[nodiscard]] std::string read_line();
  void signal(int number) const;
  [[nodiscard]] pid_t id() const { return process_; }
  /// Waits for the end; the exit status, or −1 after a signal.
  int wait();

 private:
  pid_t process_ = -1;
  int out_ = -1;
};

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// One request on a connection of its own. A header `host`, `content-length` or `transfer-encoding` replaces
/// the right one. Status 0: no answer.
[[nodiscard]] Answer request(std::uint16_t port, const std::string& method, const std::string& target,
                             const std::string& body = {}, const Headers& headers = {});

/// `serve` on a free port over this folder, listening when the constructor returns.
class Server {
 public:
  explicit Server(const std::filesystem::path& data_dir, const std::vector<std::string>& more = {});
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] Answer get(const std::string& target, const Headers& headers = {}) const;
  [[nodiscard]] Answer post(const std::string& target, const std::string& body,
                            const Headers& headers = {{"content-type", "application/json"}}) const;
  Running& process() { return process_; }

 private:
  Running process_;
  std::uint16_t port_ = 0;
};

[[nodiscard]] std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& bytes);

/// False under a sanitizer: its shadow takes terabytes of addresses, and it ends the process where `new`
/// would throw.
[[nodiscard]] bool memory_can_be_limited();

/// How many rounds a test that kills processes plays: 20, or what SPRINGBACK_KILL_ROUNDS says.
[[nodiscard]] int kill_rounds();

}  // namespace springback::test
