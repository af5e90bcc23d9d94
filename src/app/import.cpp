#include "app/import.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>

#include "codec/diary_json.h"
#include "codec/fit.h"
#include "codec/fit_profile.h"
#include "codec/fit_reading.h"
#include "codec/reading.h"

namespace springback::app {

namespace {

namespace fs = std::filesystem;
using Fate = ImportedFile::Fate;

// chosen: one commit's worth, small enough that a stopped import has kept nearly all it had read.
constexpr std::size_t kBatchFiles = 64;
constexpr std::size_t kBatchBytes = 32 * 1024 * 1024;
constexpr std::uint64_t kFileMax_bytes = 64 * 1024 * 1024;

std::string lower_ending(const fs::path& file) {
  std::string ending = file.extension().string();
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return ending;
}

// Formats that runners have and that this version does not read.
bool known_but_not_read(std::string_view ending) {
  static constexpr std::string_view kLater[] = {".gpx", ".tcx", ".gz", ".zip", ".xml"};
  return std::ranges::find(kLater, ending) != std::end(kLater);
}

constexpr std::string_view kNotReadYet = "only FIT files are read so far";

std::string fault_words(const codec::Reading& reading) {
  if (reading.faults.empty()) return {};
  std::string words = reading.faults.front().detail;
  if (reading.faults.size() > 1) words += " (and " + std::to_string(reading.faults.size() - 1) + " more)";
  return words;
}

struct Derived {
  Fate fate = Fate::imported;
  std::string why;
  codec::Reading reading;
  std::optional<engine::Recording> recording;
};

// What the bytes hold: pure, no diary.
Derived derive(fit::Decoder& decoder, std::span<const std::uint8_t> bytes, std::string_view name) {
  Derived out;
  if (!fit::is_fit(bytes)) {
    const bool later = known_but_not_read(lower_ending(fs::path(std::string(name))));
    out.fate = later ? Fate::not_read_yet : Fate::not_activity;
    out.why = later ? std::string(kNotReadYet) : std::string("no recording; allowed: FIT files");
    return out;
  }
  const fit::File& file = decoder.decode(bytes);
  out.reading = fit::read(file);
  out.why = fault_words(out.reading);
  if (file.type && *file.type != fit::kFileTypeActivity && out.reading.records == 0) {
    out.fate = Fate::not_activity;
    out.why = "is a FIT file, but no activity (settings, a course, a workout)";
    return out;
  }
  out.recording = codec::recording_fact(out.reading, bytes, fit::kDerivedBy);
  const bool empty = out.reading.records == 0 && out.reading.timer_ms == 0;
  if (!out.recording || empty) {
    out.recording.reset();
    out.fate = Fate::damaged;
    if (out.why.empty()) out.why = "holds no record with a date";
  }
  return out;
}

Result<std::vector<std::uint8_t>> read_whole(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (error) return bad_input(file.string(), "cannot be read: " + error.message());
  if (size > kFileMax_bytes)
    return bad_input(file.string(), "is larger than 64 MB; allowed: one activity a file");
  std::ifstream in(file, std::ios::binary);
  std::vector<std::uint8_t> bytes(size);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in) return bad_input(file.string(), "cannot be read");
  return bytes;
}

Answer<std::vector<fs::path>> gather(const std::vector<fs::path>& paths) {
  std::vector<fs::path> files;
  Refusal refusal{Trouble::bad_input, "bad_request", "Some paths cannot be read.", {}};
  for (const fs::path& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      std::vector<fs::path> inside;
      for (auto at =
               fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, error);
           !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        std::error_code ignored;
        if (at->is_regular_file(ignored)) inside.push_back(at->path());
      }
      std::ranges::sort(inside);
      std::ranges::copy(inside, std::back_inserter(files));
    } else if (fs::is_regular_file(path, error)) {
      files.push_back(path);
    } else {
      const bool there = fs::exists(path, error);
      refusal.faults.push_back({refusal.faults.size() + 1, path.string(),
                                path.string() +
                                    (there ? ": is neither a file nor a folder" : ": is not there") +
                                    "; allowed: files and folders"});
    }
  }
  if (!refusal.faults.empty()) return std::unexpected(std::move(refusal));
  return files;
}

// Collects recordings and keeps them a batch at a time, bytes and fact in the same commit.
class Batch {
 public:
  Batch(Notebook& notebook, bool dry_run) : notebook_(notebook), dry_run_(dry_run) {}

  Result<void> add(codec::ParsedFact fact, std::vector<std::uint8_t> bytes, const Sha256& sum) {
    if (dry_run_) return {};
    facts_.push_back(new_fact(fact));
    facts_.back().blob = sum;
    size_ += bytes.size();
    bytes_.push_back(std::move(bytes));
    return facts_.size() >= kBatchFiles || size_ >= kBatchBytes ? flush() : Result<void>();
  }
  Result<void> flush() {
    if (facts_.empty()) return {};
    const std::vector<BlobBytes> blobs(bytes_.begin(), bytes_.end());
    const auto appended = notebook_.store().append(facts_, blobs);
    if (!appended) return std::unexpected(appended.error());
    facts_.clear();
    bytes_.clear();
    size_ = 0;
    return {};
  }

 private:
  Notebook& notebook_;
  bool dry_run_;
  std::vector<NewFact> facts_;
  std::vector<std::vector<std::uint8_t>> bytes_;
  std::size_t size_ = 0;
};

void count(ImportReport& report, const ImportedFile& file) {
  switch (file.fate) {
    case Fate::imported:
      ++report.imported;
      break;
    case Fate::duplicate:
      ++report.duplicates;
      break;
    case Fate::not_activity:
      ++report.not_activities;
      break;
    case Fate::damaged:
      ++report.damaged;
      break;
    case Fate::not_read_yet:
    case Fate::unreadable:
      ++report.other;
      break;
  }
  report.files.push_back(file);
}

// The fact of a derived recording; what the reader makes is a fact that the diary's own rules take.
Result<codec::ParsedFact> fact_of(const engine::Recording& recording, std::string_view name) {
  auto parsed = codec::parse_fact(codec::recording_fact_json(recording));
  if (!parsed) return bad_input(std::string(name), codec::to_string(parsed.error().front()));
  return *std::move(parsed);
}

}  // namespace

Answer<KeptRecording> import_recording(Notebook& notebook, std::span<const std::uint8_t> bytes,
                                       std::string_view name) {
  fit::Decoder decoder;
  const Derived derived = derive(decoder, bytes, name);
  if (!derived.recording) {
    return std::unexpected(
        Refusal{Trouble::bad_input, "not_a_recording", std::string(name) + ": " + derived.why, {}});
  }
  const auto pages = notebook.pages();
  if (!pages) return refuse(pages.error(), "storage_trouble");
  KeptRecording kept;
  kept.read_json = codec::reading_json(derived.reading);
  const auto known = (*pages)->recordings.find(derived.recording->sha256);
  const auto blob = notebook.store().get_blob(derived.recording->sha256);
  if (!blob) return refuse(blob.error(), "storage_trouble");
  if (known != (*pages)->recordings.end() && blob->has_value()) {
    auto text = notebook.text_of(**pages, (*pages)->diary[known->second].id);
    if (!text) return refuse(text.error(), "storage_trouble");
    kept.duplicate = true;
    kept.fact = {(*pages)->seqs[known->second], std::move(*text)};
    return kept;
  }
  const auto fact = fact_of(*derived.recording, name);
  if (!fact) return refuse(fact.error(), "not_a_recording");
  std::vector<NewFact> facts{new_fact(*fact)};
  facts.front().blob = derived.recording->sha256;
  const std::vector<BlobBytes> blobs{bytes};
  const auto appended = notebook.store().append(facts, blobs);
  if (!appended) return refuse(appended.error(), "id_conflict");
  kept.duplicate = appended->added == 0;
  kept.fact = {appended->seqs.front(), fact->canonical};
  return kept;
}

Answer<ImportReport> import_paths(Notebook& notebook, const std::vector<fs::path>& paths,
                                  const ImportOptions& options) {
  const auto files = gather(paths);
  if (!files) return std::unexpected(files.error());
  const auto pages = notebook.pages();
  if (!pages) return refuse(pages.error(), "storage_trouble");
  std::set<Sha256> known;
  for (const auto& [sum, index] : (*pages)->recordings) known.insert(sum);
  ImportReport report;
  Batch batch(notebook, options.dry_run);
  fit::Decoder decoder;
  ImportProgress progress;
  std::vector<std::uint64_t> sizes;
  for (const fs::path& path : *files) {
    std::error_code unknown;
    const auto size = fs::file_size(path, unknown);
    sizes.push_back(unknown ? 0 : size);
    progress.total_bytes += sizes.back();
  }
  for (std::size_t i = 0; i < files->size(); ++i) {
    const fs::path& path = (*files)[i];
    if (options.cancelled && options.cancelled()) {
      report.cancelled = true;
      break;
    }
    const std::string short_name = path.filename().string();
    progress.name = short_name;
    progress.recordings = report.imported;
    if (options.progress) options.progress(progress);
    progress.done_bytes += sizes[i];
    ImportedFile file{path.string(), Fate::imported, {}, {}};
    if (known_but_not_read(lower_ending(path))) {
      file.fate = Fate::not_read_yet;
      file.why = kNotReadYet;
      count(report, file);
      continue;
    }
    auto bytes = read_whole(path);
    if (!bytes) {
      file.fate = Fate::unreadable;
      file.why = bytes.error().detail;
      count(report, file);
      continue;
    }
    const Derived derived = derive(decoder, *bytes, file.name);
    file.fate = derived.fate;
    file.why = derived.why;
    if (derived.recording) {
      auto fact = fact_of(*derived.recording, file.name);
      if (!fact) {
        file.fate = Fate::damaged;
        file.why = fact.error().detail;
      } else {
        file.fact = fact->fact.id;
        const Sha256 sum = derived.recording->sha256;
        if (!known.insert(sum).second) {
          file.fate = Fate::duplicate;
          const auto first = (*pages)->recordings.find(sum);
          if (first != (*pages)->recordings.end()) file.fact = (*pages)->diary[first->second].id;
        } else if (const auto kept = batch.add(std::move(*fact), std::move(*bytes), sum); !kept) {
          return refuse(kept.error(), "storage_trouble");
        }
      }
    }
    count(report, file);
  }
  if (const auto kept = batch.flush(); !kept) return refuse(kept.error(), "storage_trouble");
  return report;
}

Answer<std::string> read_recording(std::span<const std::uint8_t> bytes, std::string_view name) {
  fit::Decoder decoder;
  const Derived derived = derive(decoder, bytes, name);
  if (derived.reading.format.empty()) {
    return std::unexpected(
        Refusal{Trouble::bad_input, "not_a_recording", std::string(name) + ": " + derived.why, {}});
  }
  return codec::reading_json(derived.reading);
}

}  // namespace springback::app
