#pragma once
// Unpacking and reading of pieces by several threads, ahead of the one that keeps what comes of them.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "app/derive.h"
#include "formats/recording_source.h"

namespace springback::app {

/// Gives what the source's pieces hold in the source's order, whoever read them. Ends its threads with
/// itself.
class ImportPipeline {
 public:
  /// `known` is asked from several threads at once.
  ImportPipeline(formats::RecordingSource& source, Deriver::Known known);
  ImportPipeline(const ImportPipeline&) = delete;
  ImportPipeline& operator=(const ImportPipeline&) = delete;
  ~ImportPipeline();

  enum class Next : std::uint8_t {
    some,   ///< what one piece held
    later,  ///< nothing within the time: ask again
    end,
  };
  [[nodiscard]] Next next(std::vector<Derived>& out, std::chrono::milliseconds wait);
  /// A buffer that is not needed any more, to be used again.
  void give_back(std::vector<std::uint8_t> buffer);

 private:
  struct Result {
    std::vector<Derived> derived;
    std::uint64_t weight_bytes = 0;
  };
  void work();
  /// False when there will be no piece any more.
  [[nodiscard]] bool take(formats::Piece& piece, std::uint64_t& number);
  void wait_for_room();
  void put(std::uint64_t number, Result result, std::uint64_t taken_bytes);
  void take_buffer(std::vector<std::uint8_t>& buffer);

  formats::RecordingSource& source_;
  const Deriver::Known known_;

  std::mutex source_mutex_;
  std::condition_variable source_changed_;
  std::uint64_t given_ = 0;  // pieces that the source gave
  std::size_t reading_ = 0;  // those that may still turn out to hold others

  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable ready_;
  std::map<std::uint64_t, Result> results_;
  std::uint64_t taken_ = 0;
  std::uint64_t held_bytes_ = 0;
  std::size_t working_ = 0;
  std::vector<std::vector<std::uint8_t>> buffers_;

  std::vector<std::thread> threads_;
};

}  // namespace springback::app
