#pragma once
// Imports that go on while their senders do something else: one runs, the others wait for their turn.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/import.h"
#include "server/incoming_file.h"

namespace springback::server {

/// chosen: finished imports that are remembered, and files that may lie waiting.
inline constexpr std::size_t kImportsKept = 20;
inline constexpr std::size_t kImportsWaiting = 16;

/// Any thread may use it. Its end calls off what runs and what waits.
class Imports {
 public:
  /// Sent files lie in the folder `incoming` of the data folder while they are needed.
  explicit Imports(const std::filesystem::path& data_dir);
  Imports(const Imports&) = delete;
  Imports& operator=(const Imports&) = delete;
  ~Imports();

  /// An empty file for what is about to be sent.
  /// Null when so many wait or are on their way that there is none; it is kept for as long as the file is, or
  /// until its import has its turn.
  [[nodiscard]] Result<std::shared_ptr<IncomingFile>> place();

  /// Begins the import of a file that has come whole; `name` is what its sender calls it. Its state as JSON.
  [[nodiscard]] std::string begin(std::shared_ptr<IncomingFile> file, std::string name,
                                  app::Notebook& notebook);
  /// As the API gives it; nothing when no such import is remembered.
  [[nodiscard]] std::optional<std::string> state_json(std::string_view id) const;
  /// All that are remembered, the oldest first, without their reports.
  [[nodiscard]] std::string list_json() const;
  /// Calls it off; what has ended stays as it is. False when no such import is remembered.
  bool cancel(std::string_view id);

  /// Imports a file that lies somewhere else, in its turn with the others and beside their list.
  [[nodiscard]] app::Answer<app::ImportReport> take_turn(app::Notebook& notebook,
                                                         const std::filesystem::path& file);
  /// Calls off everything, for good; does not wait for it.
  void end();

 private:
  enum class State : std::uint8_t { waiting, running, done, cancelled, failed };
  struct Job {
    std::string id;
    std::string name;
    app::Notebook* notebook = nullptr;
    std::shared_ptr<IncomingFile> file;  ///< while it is needed
    State state = State::waiting;
    std::uint64_t done_bytes = 0, total_bytes = 0;
    std::size_t recordings = 0;
    std::string reading;
    std::string report;   ///< JSON; empty until it has ended
    std::string trouble;  ///< of a failed one
    std::atomic<bool> called_off = false;
  };

  [[nodiscard]] static bool ended(const Job& job) { return job.state >= State::done; }
  [[nodiscard]] static std::string json_of(const Job& job, bool with_report);
  [[nodiscard]] const Job* find(std::string_view id) const;
  void work();
  void run(Job& job);
  void forget_oldest();

  const std::filesystem::path folder_;
  std::mutex turn_;           // held by the import that runs
  mutable std::mutex mutex_;  // of what follows
  std::condition_variable news_;
  std::vector<std::weak_ptr<IncomingFile>> coming_;  // places of files that have not come whole
  std::list<Job> jobs_;                              // a job's address holds while it is under way
  std::atomic<bool> ending_ = false;
  std::thread worker_;
};

}  // namespace springback::server
