#include "formats/recording_source.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <new>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "formats/walk.h"

namespace springback::formats {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHead_bytes = 4096;  // as much as `kind_of` asks for

Result<std::vector<std::uint8_t>> read_head(std::ifstream& in) {
  std::vector<std::uint8_t> head(kHead_bytes);
  in.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
  if (in.bad()) return bad_input({}, "cannot be read");
  head.resize(static_cast<std::size_t>(in.gcount()));
  in.clear();
  in.seekg(0);
  return head;
}

// A folder of an Apple Health export that was unpacked.
class Folder final : public Collection {
 public:
  Folder(fs::path folder, std::shared_ptr<std::unordered_set<std::string>> taken)
      : folder_(std::move(folder)), taken_(std::move(taken)) {}

  Result<bool> take_route(std::string_view path, std::vector<std::uint8_t>& out) override {
    // Only the last part of the name counts: nothing outside of the folder can be named.
    const std::string name = last_part(path);
    if (name.empty() || name == "." || name == ".." || name.find('\0') != std::string::npos) return false;
    const fs::path file = folder_ / "workout-routes" / name;
    std::error_code unknown;
    const auto size = fs::file_size(file, unknown);
    if (unknown) return false;
    if (size > kRecordingMax_bytes) return bad_input({}, too_large_for_a_recording());
    std::ifstream in(file, std::ios::binary);
    out.resize(size);
    in.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(size));
    if (!in) return bad_input({}, "cannot be read");
    taken_->insert(file.string());
    return true;
  }

 private:
  fs::path folder_;
  std::shared_ptr<std::unordered_set<std::string>> taken_;
};

class FilesWalk final : public Walk {
 public:
  FilesWalk(std::vector<fs::path> files, std::vector<std::uint64_t> sizes)
      : files_(std::move(files)),
        sizes_(std::move(sizes)),
        taken_routes_(std::make_shared<std::unordered_set<std::string>>()) {
    std::unordered_set<std::string> names;
    for (const fs::path& file : files_) {
      if (names_strava_table(file.string())) read_table_ = true;
    }
    if (!read_table_) return;
    for (const fs::path& file : files_) names.insert(file.string());
    for (const fs::path& file : files_) {
      if (names_strava_table(file.string())) add_table(file, names);
    }
  }

  Step next(Piece& piece, std::unique_ptr<Walk>& inner) override {
    if (tables_.take_remark(piece, {})) return Step::piece;
    while (at_ < files_.size()) {
      const std::size_t index = at_++;
      const Stretch stretch{begin_bytes_, sizes_[index]};
      begin_bytes_ += sizes_[index];
      const std::string name = files_[index].string();
      if (taken_routes_->contains(name) || told_.contains(name)) {
        done_bytes_ = begin_bytes_;
        continue;
      }
      try {
        open(files_[index], stretch, piece, inner);
      } catch (const std::bad_alloc&) {
        tell(piece, Piece::Verdict::unreadable, name, too_little_memory());
      }
      if (inner != nullptr) return Step::inner;
      done_bytes_ = begin_bytes_;
      return Step::piece;
    }
    return Step::end;
  }

 private:
  void add_table(const fs::path& file, const std::unordered_set<std::string>& names) {
    std::error_code unknown;
    if (fs::file_size(file, unknown) > kRecordingMax_bytes || unknown) return;
    std::ifstream in(file, std::ios::binary);
    const std::string csv(std::istreambuf_iterator<char>(in), {});
    tables_.add(file.string(), csv, [&names](const std::string& name) { return names.contains(name); });
    told_.insert(file.string());
  }

  // Fills the piece, or the inner walk of what holds more than one.
  void open(const fs::path& file, Stretch stretch, Piece& piece, std::unique_ptr<Walk>& inner) {
    using Verdict = Piece::Verdict;
    auto in = std::make_shared<std::ifstream>(file, std::ios::binary);
    const auto head =
        *in ? read_head(*in) : Result<std::vector<std::uint8_t>>(bad_input({}, "cannot be read"));
    if (!head) return tell(piece, Verdict::unreadable, file.string(), head.error().detail);
    const FileKind kind = kind_of(*head);
    if (kind == FileKind::zip) {
      auto archive = ZipArchive::open(file);
      if (!archive) return tell(piece, Verdict::unreadable, file.string(), archive.error().detail);
      inner = walk_zip(std::move(*archive), file.string(), 1, std::make_shared<Budget>(), stretch);
      return;
    }
    if (kind == FileKind::apple_export) {
      inner = walk_apple_export(
          [in](std::span<std::uint8_t> to) -> Result<std::size_t> {
            in->read(reinterpret_cast<char*>(to.data()), static_cast<std::streamsize>(to.size()));
            if (in->bad()) return bad_input({}, "cannot be read to its end");
            return static_cast<std::size_t>(in->gcount());
          },
          stretch.size_bytes, file.string(), 0, std::make_shared<Folder>(file.parent_path(), taken_routes_),
          std::make_shared<Budget>(), stretch);
      return;
    }
    if (kind == FileKind::other) {
      return tell(piece, Verdict::not_activity, file.string(), head->empty() ? "is empty" : no_recording());
    }
    if (stretch.size_bytes > kRecordingMax_bytes)
      return tell(piece, Verdict::unreadable, file.string(), too_large_for_a_recording());
    piece = Piece{Verdict::to_read,
                  file.string(),
                  {},
                  std::move(piece.bytes),
                  Packing::none,
                  0,
                  0,
                  0,
                  tables_.sport_of(file.string()),
                  std::make_shared<Budget>()};
    piece.bytes.resize(stretch.size_bytes);
    in->read(reinterpret_cast<char*>(piece.bytes.data()), static_cast<std::streamsize>(piece.bytes.size()));
    // What was cut off since its size was asked is read as far as it goes.
    piece.bytes.resize(static_cast<std::size_t>(in->gcount()));
    if (in->bad()) tell(piece, Verdict::unreadable, file.string(), "cannot be read");
  }

  std::vector<fs::path> files_;
  std::vector<std::uint64_t> sizes_;
  std::size_t at_ = 0;
  std::uint64_t begin_bytes_ = 0;
  bool read_table_ = false;
  Tables tables_;
  std::unordered_set<std::string> told_;  // the tables: what there is to say of them is a remark
  std::shared_ptr<std::unordered_set<std::string>> taken_routes_;
};

// What an archive that could not be opened has to say.
class Remark final : public Walk {
 public:
  Remark(std::string name, std::string why) : name_(std::move(name)), why_(std::move(why)) {}

  Step next(Piece& piece, std::unique_ptr<Walk>&) override {
    if (std::exchange(said_, true)) return Step::end;
    tell(piece, Piece::Verdict::unreadable, std::move(name_), std::move(why_));
    return Step::piece;
  }

 private:
  std::string name_;
  std::string why_;
  bool said_ = false;
};

}  // namespace

bool Budget::take(std::uint64_t bytes) {
  const std::uint64_t taken = std::min(bytes, kUnpackedMax_bytes + 1);  // a claim of 2^64 would begin anew
  return unpacked_bytes.fetch_add(taken) + taken <= kUnpackedMax_bytes;
}

Stretch Stretch::part(std::uint64_t from, std::uint64_t to, std::uint64_t whole) const {
  if (whole == 0) return *this;
  const auto at = [&](std::uint64_t share) {
    const double part = static_cast<double>(share) / static_cast<double>(whole);
    return static_cast<std::uint64_t>(static_cast<double>(size_bytes) * std::min(part, 1.0));
  };
  return {begin_bytes + at(from), at(to) - at(from)};
}

void Tables::add(std::string_view table_name, std::string_view csv,
                 const std::function<bool(const std::string&)>& there) {
  const StravaTable table = read_strava_table(csv);
  const std::string folder(table_name.substr(0, table_name.rfind('/') + 1));
  // The table itself is no recording that was refused; what it says is missing is.
  if (table.failed > 0) {
    remarks_.push_back({std::string(table_name), Piece::Verdict::unreadable,
                        "says that Strava could not write the file of " + std::to_string(table.failed) +
                            (table.failed == 1 ? " activity" : " activities") + " (#error#)"});
  }
  for (const StravaTable::File& file : table.files) {
    const std::string name = folder + file.name;
    if (!there(name))
      remarks_.push_back({name, Piece::Verdict::unreadable, "is listed in activities.csv and is not there"});
    else if (!file.sport.empty())
      sports_.emplace(name, file.sport);
  }
}

std::string Tables::sport_of(const std::string& name) const {
  const auto found = sports_.find(name);
  return found == sports_.end() ? std::string() : found->second;
}

bool Tables::take_remark(Piece& piece, std::string_view shown_before) {
  if (told_ == remarks_.size()) return false;
  Remark& next = remarks_[told_++];
  const std::string name = shown_before.empty() ? next.name : shown_name(next.name);
  tell(piece, next.verdict, std::string(shown_before) + name, std::move(next.why));
  return true;
}

bool names_strava_table(std::string_view name) { return last_part(name) == "activities.csv"; }

bool names_route(std::string_view name) { return name.find("workout-routes/") != std::string_view::npos; }

std::string last_part(std::string_view name) { return std::string(name.substr(name.rfind('/') + 1)); }

std::string ending_of(std::string_view name) {
  const std::string last = last_part(name);
  const std::size_t dot = last.rfind('.');
  if (dot == std::string::npos) return {};
  std::string ending = last.substr(dot + 1);
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return ending;
}

std::string no_recording() { return "holds no recording"; }

std::string too_large_for_a_recording() {
  return "is larger than " + std::to_string(kRecordingMax_bytes >> 20) +
         " MB, the most that one recording may have";
}

std::string too_little_memory() { return "there is not enough memory to read it"; }

void tell(Piece& piece, Piece::Verdict verdict, std::string name, std::string why) {
  std::vector<std::uint8_t> buffer = std::move(piece.bytes);
  buffer.clear();
  piece = {};
  piece.verdict = verdict;
  piece.name = std::move(name);
  piece.why = std::move(why);
  piece.bytes = std::move(buffer);
}

Result<FileKind> unpack(Piece& piece, Unpacker& unpacker, std::vector<std::uint8_t>& spare) {
  if (piece.packing == Packing::deflate) {
    if (auto done = unpacker.inflate(piece.bytes, piece.size_bytes, piece.crc, spare); !done)
      return std::unexpected(done.error());
    piece.bytes.swap(spare);
  } else if (piece.packing == Packing::stored) {
    if (auto sound = Unpacker::check(piece.bytes, piece.size_bytes, piece.crc); !sound)
      return std::unexpected(sound.error());
  }
  piece.packing = Packing::none;
  FileKind kind = kind_of(piece.bytes);
  while (kind == FileKind::gzip) {
    if (++piece.archives > kArchivesDeepMax)
      return bad_input({},
                       "lies in more than " + std::to_string(kArchivesDeepMax) + " archives in one another");
    if (auto done = unpacker.gunzip(piece.bytes, kRecordingMax_bytes, spare); !done)
      return std::unexpected(done.error());
    piece.bytes.swap(spare);
    if (piece.budget != nullptr && !piece.budget->take(piece.bytes.size()))
      return bad_input({}, "would be more than " + std::to_string(kUnpackedMax_bytes >> 30) +
                               " GB unpacked from one archive");
    kind = kind_of(piece.bytes);
  }
  return kind;
}

RecordingSource::RecordingSource(std::vector<fs::path> files) {
  std::vector<std::uint64_t> sizes;
  sizes.reserve(files.size());
  for (const fs::path& file : files) {
    std::error_code unknown;
    const auto size = fs::file_size(file, unknown);
    sizes.push_back(unknown ? 0 : size);
    total_bytes_ += sizes.back();
  }
  walks_.push_back(walk_files(std::move(files), std::move(sizes)));
}

RecordingSource::~RecordingSource() = default;

bool RecordingSource::next(Piece& piece) {
  while (!stopped_ && !walks_.empty()) {
    std::unique_ptr<Walk> inner;
    const Walk::Step step = walks_.back()->next(piece, inner);
    done_bytes_ = std::max<std::uint64_t>(done_bytes_, walks_.back()->done_bytes());
    if (step == Walk::Step::piece) return true;
    if (step == Walk::Step::inner) walks_.push_back(std::move(inner));
    if (step == Walk::Step::end) walks_.pop_back();
  }
  if (walks_.empty()) done_bytes_ = total_bytes_;
  return false;
}

void RecordingSource::give_back(Piece& piece, FileKind kind) {
  const Stretch here{done_bytes_, 0};
  if (kind == FileKind::zip) {
    auto archive =
        piece.archives >= kArchivesDeepMax
            ? Result<ZipArchive>(bad_input(
                  {}, "lies in more than " + std::to_string(kArchivesDeepMax) + " archives in one another"))
            : ZipArchive::open(std::move(piece.bytes));
    if (archive) {
      walks_.push_back(walk_zip(std::move(*archive), std::move(piece.name), piece.archives + 1,
                                std::move(piece.budget), here));
    } else {
      walks_.push_back(std::make_unique<Remark>(std::move(piece.name), archive.error().detail));
    }
  } else {
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(std::move(piece.bytes));
    const std::size_t length = bytes->size();
    walks_.push_back(walk_apple_export(
        [bytes, at = std::size_t{0}](std::span<std::uint8_t> to) mutable -> Result<std::size_t> {
          const std::size_t now = std::min(to.size(), bytes->size() - at);
          std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(at), now, to.begin());
          at += now;
          return now;
        },
        length, std::move(piece.name), piece.archives, nullptr, std::move(piece.budget), here));
  }
  piece.bytes = {};
}

FolderFiles collect_files(const fs::path& folder) {
  FolderFiles found;
  std::vector<fs::path> to_read{folder};
  while (!to_read.empty()) {
    const fs::path here = std::move(to_read.back());
    to_read.pop_back();
    std::error_code error;
    for (auto at = fs::directory_iterator(here, error); !error && at != fs::directory_iterator();
         at.increment(error)) {
      std::error_code ignored;
      if (at->is_regular_file(ignored))
        found.files.push_back(at->path());
      else if (!at->is_symlink(ignored) && at->is_directory(ignored))
        to_read.push_back(at->path());
    }
    if (error) found.unread.push_back({here, "is a folder that cannot be read: " + error.message()});
  }
  std::ranges::sort(found.files);
  std::ranges::stable_partition(found.files,
                                [](const fs::path& file) { return !names_route(file.string()); });
  std::ranges::sort(found.unread, {}, &UnreadFolder::folder);
  return found;
}

std::unique_ptr<Walk> walk_files(std::vector<fs::path> files, std::vector<std::uint64_t> sizes) {
  return std::make_unique<FilesWalk>(std::move(files), std::move(sizes));
}

}  // namespace springback::formats
