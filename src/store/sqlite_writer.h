#pragma once
// The one writer of a diary file within a process: takes requests from many threads, commits those that wait
// together in one transaction, and answers each after its own rows are on the disk.

#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/result.h"
#include "store/diary_store.h"
#include "store/sqlite_connection.h"

namespace springback {

class SqliteWriter {
 public:
  /// Takes a connection that `prepare_for_writing` has set up, and starts the thread.
  explicit SqliteWriter(SqliteConnection connection);
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;
  /// Finishes what waits, then ends the thread.
  ~SqliteWriter();

  /// `sums` are the SHA-256 of `blobs`, one each. Returns once the rows are durable.
  [[nodiscard]] Result<AppendReport> append(std::span<const NewFact> facts, std::span<const BlobBytes> blobs,
                                            std::span<const Sha256> sums);
  [[nodiscard]] Result<void> wipe();

 private:
  struct Request {
    bool wipe = false;
    std::span<const NewFact> facts;
    std::span<const BlobBytes> blobs;
    std::span<const Sha256> sums;
    Result<AppendReport> outcome;
    std::promise<Result<AppendReport>> answer;

    [[nodiscard]] std::size_t weight_bytes() const;
  };
  using Group = std::vector<std::unique_ptr<Request>>;

  [[nodiscard]] Result<AppendReport> submit(std::unique_ptr<Request> request);
  void work();
  [[nodiscard]] Group take_group();
  void commit_group(std::span<const std::unique_ptr<Request>> group);
  [[nodiscard]] Result<void> commit_once(std::span<const std::unique_ptr<Request>> group);
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<AppendReport> apply(const Request& request);
  [[nodiscard]] Result<AppendReport> insert_all(const Request& request);
  [[nodiscard]] Result<void> insert_fact(const NewFact& fact, AppendReport& report);
  [[nodiscard]] Result<bool> find_repeat(const NewFact& fact, AppendReport& report);
  [[nodiscard]] Result<AppendReport> remove_everything();

  SqliteConnection connection_;
  SqliteStatement insert_blob_;
  SqliteStatement find_fact_;
  SqliteStatement link_blob_;
  SqliteStatement insert_fact_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Request>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace springback
