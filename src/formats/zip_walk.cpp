#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "formats/walk.h"

namespace springback::formats {

namespace {

using Verdict = Piece::Verdict;

// An archive with what its members have to do with one another.
class OpenZip final : public Collection {
 public:
  explicit OpenZip(ZipArchive archive) : archive_(std::move(archive)) {
    for (std::size_t i = 0; i < members().size(); ++i) {
      if (names_route(members()[i].name)) routes_.emplace(last_part(members()[i].name), i);
    }
  }

  [[nodiscard]] ZipArchive& archive() { return archive_; }
  [[nodiscard]] const std::vector<ZipMember>& members() const { return archive_.members(); }
  [[nodiscard]] bool taken(std::size_t index) const { return taken_.contains(index); }

  Result<bool> take_route(std::string_view path, std::vector<std::uint8_t>& out) override {
    const auto found = routes_.find(last_part(path));
    if (found == routes_.end()) return false;
    taken_.insert(found->second);
    if (members()[found->second].size_bytes > kRecordingMax_bytes)
      return bad_input({}, too_large_for_a_recording());
    if (auto done = unpack_member(found->second, out); !done) return std::unexpected(done.error());
    return true;
  }

  // A whole member at once. Its claimed size was held against a limit before.
  Result<void> unpack_member(std::size_t index, std::vector<std::uint8_t>& out) {
    const ZipMember& member = members()[index];
    if (member.encrypted) return bad_input({}, "is encrypted");
    if (auto read = archive_.read_packed(index, packed_); !read) return read;
    if (member.packing == Packing::deflate)
      return unpacker_.inflate(packed_, member.size_bytes, member.crc, out);
    if (auto sound = Unpacker::check(packed_, member.size_bytes, member.crc); !sound) return sound;
    out.swap(packed_);
    return {};
  }

 private:
  ZipArchive archive_;
  Unpacker unpacker_;
  std::vector<std::uint8_t> packed_;
  std::unordered_map<std::string, std::size_t> routes_;
  std::unordered_set<std::size_t> taken_;
};

class ZipWalk final : public Walk {
 public:
  ZipWalk(ZipArchive archive, std::string label, int archives, std::shared_ptr<Budget> budget,
          Stretch stretch)
      : zip_(std::make_shared<OpenZip>(std::move(archive))),
        label_(std::move(label)),
        archives_(archives),
        budget_(std::move(budget)),
        stretch_(stretch) {
    budget_->entries += zip_->members().size();
    if (budget_->entries > kEntriesMax) {
      refused_ = "holds more than " + std::to_string(kEntriesMax) + " entries with all archives in it";
      return;
    }
    put_in_order();
    for (const ZipMember& member : zip_->members()) whole_bytes_ += member.packed_bytes;
    read_tables();
  }

  Step next(Piece& piece, std::unique_ptr<Walk>& inner) override {
    if (refused_) {
      tell(piece, Verdict::unreadable, label_, std::move(*refused_));
      refused_.reset();
      return Step::piece;
    }
    if (tables_.take_remark(piece, label_ + '!')) return Step::piece;
    while (at_ < order_.size()) {
      const std::size_t index = order_[at_++];
      const ZipMember& member = zip_->members()[index];
      here_ = stretch_.part(begun_bytes_, begun_bytes_ + member.packed_bytes, whole_bytes_);
      begun_bytes_ += member.packed_bytes;
      if (member.folder || zip_->taken(index) || tables_told_.contains(index)) continue;
      try {
        take(index, piece, inner);
      } catch (const std::bad_alloc&) {
        tell(piece, Verdict::unreadable, label_ + '!' + shown_name(member.name), too_little_memory());
      }
      if (inner != nullptr) return Step::inner;
      done_bytes_ = here_.end_bytes();
      return Step::piece;
    }
    done_bytes_ = stretch_.end_bytes();
    return Step::end;
  }

 private:
  // Apple's export before its routes, which its workouts claim.
  void put_in_order() {
    const auto rank = [this](std::size_t index) {
      const std::string& name = zip_->members()[index].name;
      if (names_route(name)) return 2;
      return ending_of(name) == "xml" ? 0 : 1;
    };
    order_.resize(zip_->members().size());
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::ranges::stable_sort(order_, {}, rank);
  }

  void read_tables() {
    std::unordered_set<std::string> names;
    for (std::size_t i = 0; i < zip_->members().size(); ++i) {
      const ZipMember& member = zip_->members()[i];
      if (!names_strava_table(member.name) || member.size_bytes > kRecordingMax_bytes ||
          member.packing == Packing::other) {
        continue;
      }
      std::vector<std::uint8_t> csv;
      if (!budget_->take(member.size_bytes) || !zip_->unpack_member(i, csv)) continue;
      if (names.empty()) {
        for (const ZipMember& one : zip_->members()) names.insert(one.name);
      }
      tables_.add(member.name, {reinterpret_cast<const char*>(csv.data()), csv.size()},
                  [&names](const std::string& name) { return names.contains(name); });
      tables_told_.insert(i);
    }
  }

  void take(std::size_t index, Piece& piece, std::unique_ptr<Walk>& inner) {
    const ZipMember& member = zip_->members()[index];
    std::string name = label_ + '!' + shown_name(member.name);
    if (member.encrypted)
      return tell(piece, Verdict::unreadable, std::move(name),
                  "is encrypted; unpack it with its password first");
    if (member.packing == Packing::other)
      return tell(piece, Verdict::unreadable, std::move(name),
                  "is packed in a way that is not read; allowed: stored, deflated");
    if (!budget_->take(member.size_bytes)) {
      at_ = order_.size();
      return tell(piece, Verdict::unreadable, label_,
                  "would be more than " + std::to_string(kUnpackedMax_bytes >> 30) +
                      " GB unpacked: what comes after that was not looked at");
    }
    if (asks_for_a_look(member) && look(index, name, piece, inner)) return;
    piece =
        Piece{Verdict::to_read,  std::move(name), {},        std::move(piece.bytes),        member.packing,
              member.size_bytes, member.crc,      archives_, tables_.sport_of(member.name), budget_};
    if (auto read = zip_->archive().read_packed(index, piece.bytes); !read)
      tell(piece, Verdict::unreadable, std::move(piece.name), read.error().detail);
  }

  // What is named as a recording is unpacked at once; else the first bytes decide whether it is worth it.
  static bool asks_for_a_look(const ZipMember& member) {
    if (member.size_bytes > kRecordingMax_bytes) return true;
    const std::string ending = ending_of(member.name);
    return ending != "fit" && ending != "gz" && ending != "gpx" && ending != "tcx";
  }

  // True when that was all that is to be done with the member.
  bool look(std::size_t index, std::string& name, Piece& piece, std::unique_ptr<Walk>& inner) {
    const ZipMember& member = zip_->members()[index];
    std::array<std::uint8_t, 4096> head{};
    std::size_t size = 0;
    Result<std::size_t> got = 0;
    if (auto started = zip_->archive().start(index); !started) got = std::unexpected(started.error());
    while (got && size < head.size()) {
      got = zip_->archive().read(std::span(head).subspan(size));
      if (!got || *got == 0) break;
      size += *got;
    }
    if (!got) {
      zip_->archive().stop();
      tell(piece, Verdict::unreadable, std::move(name), got.error().detail);
      return true;
    }
    const FileKind kind = kind_of(std::span(head).first(size));
    if (kind == FileKind::apple_export) {
      walk_export(index, name, inner, piece);
      return true;
    }
    zip_->archive().stop();
    if (kind == FileKind::zip) {
      open_inner(index, name, piece, inner);
    } else if (kind == FileKind::other) {
      tell(piece, Verdict::not_activity, std::move(name), size == 0 ? "is empty" : no_recording());
    } else if (member.size_bytes > kRecordingMax_bytes) {
      tell(piece, Verdict::unreadable, std::move(name), too_large_for_a_recording());
    } else {
      return false;
    }
    return true;
  }

  void walk_export(std::size_t index, std::string& name, std::unique_ptr<Walk>& inner, Piece& piece) {
    if (auto started = zip_->archive().start(index); !started)
      return tell(piece, Verdict::unreadable, std::move(name), started.error().detail);
    inner = walk_apple_export([zip = zip_](std::span<std::uint8_t> to) { return zip->archive().read(to); },
                              zip_->members()[index].size_bytes, std::move(name), archives_, zip_, budget_,
                              here_);
  }

  void open_inner(std::size_t index, std::string& name, Piece& piece, std::unique_ptr<Walk>& inner) {
    std::string refused;
    if (archives_ >= kArchivesDeepMax) {
      refused = "lies in more than " + std::to_string(kArchivesDeepMax) + " archives in one another";
    } else if (zip_->members()[index].size_bytes > kInnerArchiveMax_bytes) {
      refused = "is larger than " + std::to_string(kInnerArchiveMax_bytes >> 20) +
                " MB, the most that an archive in another may have; unpack the outer one first";
    }
    std::vector<std::uint8_t> bytes;
    if (refused.empty()) {
      if (auto done = zip_->unpack_member(index, bytes); !done) refused = done.error().detail;
    }
    if (refused.empty()) {
      if (auto archive = ZipArchive::open(std::move(bytes))) {
        inner = walk_zip(std::move(*archive), std::move(name), archives_ + 1, budget_, here_);
        return;
      } else {
        refused = archive.error().detail;
      }
    }
    tell(piece, Verdict::unreadable, std::move(name), std::move(refused));
  }

  std::shared_ptr<OpenZip> zip_;
  std::string label_;
  int archives_;  // this one and those around it
  std::shared_ptr<Budget> budget_;
  Stretch stretch_;
  Stretch here_;
  std::vector<std::size_t> order_;
  std::size_t at_ = 0;
  std::uint64_t begun_bytes_ = 0;
  std::uint64_t whole_bytes_ = 0;
  Tables tables_;
  std::unordered_set<std::size_t> tables_told_;
  std::optional<std::string> refused_;
};

}  // namespace

std::unique_ptr<Walk> walk_zip(ZipArchive archive, std::string label, int archives,
                               std::shared_ptr<Budget> budget, Stretch stretch) {
  return std::make_unique<ZipWalk>(std::move(archive), std::move(label), archives, std::move(budget),
                                   stretch);
}

}  // namespace springback::formats
