#include "app/import_pipeline.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace springback::app {

namespace {

// chosen: two batches' worth lie ready while one is being written.
constexpr std::uint64_t kHeldMax_bytes = std::uint64_t{24} << 20;
// chosen: as many workers as there are processors, but reading is soon held up by the disk.
constexpr unsigned kWorkersMax = 4;
// chosen: buffers of ordinary recordings are worth keeping, those of odd ones are not.
constexpr std::size_t kBufferKept_bytes = std::size_t{2} << 20;
constexpr std::size_t kBuffersKept = 64;

}  // namespace

ImportPipeline::ImportPipeline(formats::RecordingSource& source, Deriver::Known known)
    : source_(source), known_(std::move(known)) {
  const unsigned workers = std::clamp(std::thread::hardware_concurrency(), 1U, kWorkersMax);
  working_ = workers;
  for (unsigned i = 0; i < workers; ++i) {
    try {
      threads_.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      // One is enough; none is the caller's trouble.
      const std::scoped_lock lock(mutex_);
      working_ -= workers - i;
      if (threads_.empty()) throw;
      break;
    }
  }
}

ImportPipeline::~ImportPipeline() {
  {
    const std::scoped_lock lock(mutex_);
    source_.stop();
  }
  room_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

ImportPipeline::Next ImportPipeline::next(std::vector<Derived>& out, std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  const auto at_hand = [this] { return !results_.empty() && results_.begin()->first == taken_; };
  ready_.wait_for(lock, wait, [&] { return at_hand() || working_ == 0; });
  if (!at_hand()) return working_ == 0 ? Next::end : Next::later;
  Result& first = results_.begin()->second;
  out = std::move(first.derived);
  held_bytes_ -= first.weight_bytes;
  results_.erase(results_.begin());
  ++taken_;
  lock.unlock();
  room_.notify_all();
  return Next::some;
}

void ImportPipeline::give_back(std::vector<std::uint8_t> buffer) {
  if (buffer.capacity() == 0 || buffer.capacity() > kBufferKept_bytes) return;
  const std::scoped_lock lock(mutex_);
  if (buffers_.size() < kBuffersKept) buffers_.push_back(std::move(buffer));
}

void ImportPipeline::wait_for_room() {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [this] { return held_bytes_ <= kHeldMax_bytes || source_.stopped(); });
}

bool ImportPipeline::take(formats::Piece& piece, std::uint64_t& number) {
  // Not while the source is held: the piece that makes room may still be read by another thread.
  wait_for_room();
  std::unique_lock lock(source_mutex_);
  while (!source_.next(piece)) {
    // A piece that another thread is unpacking may turn out to be an archive.
    if (reading_ == 0 || source_.stopped()) return false;
    source_changed_.wait(lock);
  }
  number = given_++;
  ++reading_;
  const std::scoped_lock held(mutex_);
  held_bytes_ += piece.bytes.size();
  return true;
}

void ImportPipeline::put(std::uint64_t number, Result result, std::uint64_t taken_bytes) {
  {
    const std::scoped_lock lock(mutex_);
    held_bytes_ += result.weight_bytes;
    held_bytes_ -= taken_bytes;
    results_.emplace(number, std::move(result));
  }
  ready_.notify_one();
}

void ImportPipeline::take_buffer(std::vector<std::uint8_t>& buffer) {
  if (buffer.capacity() > kBufferKept_bytes) buffer = {};
  if (buffer.capacity() > 0) return;
  const std::scoped_lock lock(mutex_);
  if (buffers_.empty()) return;
  buffer = std::move(buffers_.back());
  buffers_.pop_back();
}

void ImportPipeline::work() {
  Deriver deriver;
  formats::Piece piece;
  std::uint64_t number = 0;
  while (take(piece, number)) {
    Result result;
    const std::uint64_t taken_bytes = piece.bytes.size();
    const auto others = deriver.derive(piece, known_, false, result.derived);
    for (const Derived& one : result.derived) result.weight_bytes += one.bytes.size();
    put(number, std::move(result), taken_bytes);
    {
      const std::scoped_lock lock(source_mutex_);
      if (others) source_.give_back(piece, *others);
      --reading_;
    }
    source_changed_.notify_all();
    take_buffer(piece.bytes);
  }
  {
    const std::scoped_lock lock(mutex_);
    --working_;
  }
  source_changed_.notify_all();
  ready_.notify_one();
}

}  // namespace springback::app
