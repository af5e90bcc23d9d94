#include <deque>
#include <optional>
#include <utility>

#include "formats/apple_health.h"
#include "formats/walk.h"

namespace springback::formats {

namespace {

using Verdict = Piece::Verdict;

// chosen: large enough that a chunk's own cost does not show, small enough to stay in the cache.
constexpr std::size_t kChunk_bytes = 256 * 1024;

class AppleWalk final : public Walk {
 public:
  AppleWalk(ReadChunk read, std::uint64_t length, std::string label, int archives,
            std::shared_ptr<Collection> around, std::shared_ptr<Budget> budget, Stretch stretch)
      : read_(std::move(read)),
        length_(length),
        label_(std::move(label)),
        archives_(archives),
        around_(std::move(around)),
        budget_(std::move(budget)),
        stretch_(stretch),
        export_(
            [this](std::span<const std::uint8_t> workout) {
              found_.push_back({{workout.begin(), workout.end()}, {}});
            },
            [this](const codec::ReadingFault& fault) { found_.push_back({{}, fault.detail}); }),
        chunk_(kChunk_bytes) {
    done_bytes_ = stretch_.begin_bytes;
  }

  Step next(Piece& piece, std::unique_ptr<Walk>&) override {
    if (!found_.empty()) {
      give(piece, std::move(found_.front()));
      found_.pop_front();
      return Step::piece;
    }
    if (ended_) {
      if (count_ > 0 || std::exchange(told_, true)) return Step::end;
      tell(piece, Verdict::not_activity, label_, "is an Apple Health export without workouts");
      return Step::piece;
    }
    read_on();
    return Step::more;
  }

 private:
  struct Found {
    std::vector<std::uint8_t> workout;
    std::string fault;  // instead
  };

  void read_on() {
    const Result<std::size_t> got = read_(chunk_);
    if (got && *got > 0) {
      export_.push(std::span<const std::uint8_t>(chunk_).first(*got));
      read_bytes_ += *got;
      done_bytes_ = stretch_.part(0, read_bytes_, length_).end_bytes();
      return;
    }
    ended_ = true;
    export_.finish();
    if (!got) found_.push_back({{}, got.error().detail + "; the workouts before that were read"});
  }

  void give(Piece& piece, Found&& found) {
    std::string name = label_ + '#' + std::to_string(++count_);
    if (!found.fault.empty())
      return tell(piece, Verdict::unreadable, std::move(name), std::move(found.fault));
    piece = Piece{
        Verdict::to_read, std::move(name), {}, std::move(piece.bytes), Packing::none, 0, 0, archives_, {},
        budget_};
    piece.bytes.swap(found.workout);
    const auto route = route_path(piece.bytes);
    if (!route || around_ == nullptr) return;
    const Result<bool> taken = around_->take_route(*route, route_);
    if (!taken) {
      piece.why = "its route could not be read: it " + taken.error().detail;
    } else if (!*taken) {
      piece.why = "its route is not in the export";
    } else {
      piece.bytes.push_back('\n');
      piece.bytes.insert(piece.bytes.end(), route_.begin(), route_.end());
    }
  }

  ReadChunk read_;
  std::uint64_t length_;
  std::string label_;
  int archives_;
  std::shared_ptr<Collection> around_;
  std::shared_ptr<Budget> budget_;
  Stretch stretch_;
  std::deque<Found> found_;
  AppleExport export_;
  std::vector<std::uint8_t> chunk_;
  std::vector<std::uint8_t> route_;
  std::uint64_t read_bytes_ = 0;
  std::size_t count_ = 0;
  bool ended_ = false;
  bool told_ = false;
};

}  // namespace

std::unique_ptr<Walk> walk_apple_export(ReadChunk read, std::uint64_t length, std::string label, int archives,
                                        std::shared_ptr<Collection> around, std::shared_ptr<Budget> budget,
                                        Stretch stretch) {
  return std::make_unique<AppleWalk>(std::move(read), length, std::move(label), archives, std::move(around),
                                     std::move(budget), stretch);
}

}  // namespace springback::formats
