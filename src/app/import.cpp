#include "app/import.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "app/derive.h"
#include "app/import_pipeline.h"
#include "codec/diary_json.h"
#include "codec/reading.h"
#include "formats/recording_source.h"

namespace springback::app {

namespace {

namespace fs = std::filesystem;
using Fate = ImportedFile::Fate;

// chosen: one commit's worth, small enough that a stopped import has kept nearly all it had read.
constexpr std::size_t kBatchFiles = 128;
constexpr std::size_t kBatchBytes = std::size_t{16} << 20;
// chosen: a person sees no step below it.
constexpr std::chrono::milliseconds kLook{100};

Answer<formats::FolderFiles> gather(const std::vector<fs::path>& paths) {
  formats::FolderFiles found;
  Refusal refusal{Trouble::bad_input, "bad_request", "Some paths cannot be read.", {}};
  for (const fs::path& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      formats::FolderFiles below = formats::collect_files(path);
      std::ranges::move(below.files, std::back_inserter(found.files));
      std::ranges::move(below.unread, std::back_inserter(found.unread));
    } else if (fs::is_regular_file(path, error)) {
      found.files.push_back(path);
    } else {
      const bool there = fs::exists(path, error);
      refusal.faults.push_back({refusal.faults.size() + 1, path.string(),
                                path.string() +
                                    (there ? ": is neither a file nor a folder" : ": is not there") +
                                    "; allowed: files and folders"});
    }
  }
  if (!refusal.faults.empty()) return std::unexpected(std::move(refusal));
  return found;
}

// The fact that is kept of some bytes.
std::optional<Uuid> kept_fact(const Pages& pages, const Sha256& sum) {
  const auto found = pages.recordings.find(sum);
  return found == pages.recordings.end() ? std::nullopt : std::optional(pages.diary[found->second].id);
}

// Collects what was derived and keeps it a batch at a time, bytes and fact in the same commit; tells of it in
// the report once it is kept.
class Batch {
 public:
  Batch(Notebook& notebook, const ImportOptions& options, ImportReport& report)
      : notebook_(notebook), dry_run_(options.dry_run), named_max_(options.named_max), report_(report) {}

  void tell(ImportedFile file) { told_.push_back({std::move(file), false}); }

  Result<void> add(Derived derived) {
    told_.push_back({std::move(derived.file), true});
    if (dry_run_) return {};
    facts_.push_back(new_fact(*derived.fact));
    facts_.back().blob = derived.sum;
    sums_.push_back(derived.sum);
    size_ += derived.bytes.size();
    bytes_.push_back(std::move(derived.bytes));
    return facts_.size() >= kBatchFiles || size_ >= kBatchBytes ? flush() : Result<void>();
  }

  Result<void> flush() {
    if (!facts_.empty()) {
      const std::vector<BlobBytes> blobs(bytes_.begin(), bytes_.end());
      const auto appended = notebook_.store().append(facts_, blobs, sums_);
      if (!appended && appended.error().kind == Trouble::machine) return std::unexpected(appended.error());
      // One that the diary refuses must not stop the others.
      if (!appended) {
        if (auto kept = keep_one_by_one(); !kept) return kept;
      }
      facts_.clear();
      sums_.clear();
      size_ = 0;
      std::ranges::move(bytes_, std::back_inserter(spent_));
      bytes_.clear();
    }
    for (Told& one : told_) count(std::move(one.file));
    told_.clear();
    return {};
  }

  // Buffers of what was kept, to be used again.
  [[nodiscard]] std::vector<std::vector<std::uint8_t>> take_buffers() { return std::exchange(spent_, {}); }

 private:
  struct Told {
    ImportedFile file;
    bool kept = false;
  };

  Result<void> keep_one_by_one() {
    std::size_t next = 0;
    for (Told& one : told_) {
      if (!one.kept) continue;
      const BlobBytes blob = bytes_[next];
      const auto appended = notebook_.store().append({&facts_[next], 1}, {&blob, 1});
      ++next;
      if (appended) continue;
      if (appended.error().kind == Trouble::machine) return std::unexpected(appended.error());
      one.file = {std::move(one.file.name), Fate::damaged, appended.error().detail, {}};
    }
    return {};
  }

  void count(ImportedFile file) {
    if (file.fate == Fate::imported) report_.new_facts.push_back(file.fact);
    // Of each fate the first, so that what is wrong is named behind thousands that are as they should be.
    if (++count_of(file.fate) <= named_max_) {
      report_.files.push_back(std::move(file));
    } else {
      ++report_.not_listed;
    }
  }

  std::size_t& count_of(Fate fate) {
    switch (fate) {
      case Fate::imported:
        return report_.imported;
      case Fate::duplicate:
        return report_.duplicates;
      case Fate::not_activity:
        return report_.not_activities;
      case Fate::damaged:
        return report_.damaged;
      case Fate::unreadable:
        break;
    }
    return report_.other;
  }

  Notebook& notebook_;
  bool dry_run_;
  std::size_t named_max_;
  ImportReport& report_;
  std::vector<Told> told_;
  std::vector<NewFact> facts_;
  std::vector<Sha256> sums_;
  std::vector<std::vector<std::uint8_t>> bytes_;  // one for each of the facts
  std::vector<std::vector<std::uint8_t>> spent_;
  std::size_t size_ = 0;
};

// One call of `import_paths` under way.
class Import {
 public:
  Import(Notebook& notebook, formats::FolderFiles found, const ImportOptions& options,
         std::shared_ptr<const Pages> pages)
      : options_(options),
        pages_(std::move(pages)),
        source_(std::move(found.files)),
        batch_(notebook, options, report_) {
    for (formats::UnreadFolder& one : found.unread)
      batch_.tell({one.folder.string(), Fate::unreadable, std::move(one.why), {}});
  }

  Answer<ImportReport> run() {
    ImportPipeline pipeline(source_, [this](const Sha256& sum) { return kept_fact(*pages_, sum); });
    std::vector<Derived> derived;
    while (!report_.cancelled) {
      report_.cancelled = options_.cancelled && options_.cancelled();
      if (report_.cancelled) break;
      show_progress();
      derived.clear();
      const auto next = pipeline.next(derived, kLook);
      if (next == ImportPipeline::Next::end) break;
      for (Derived& one : derived) {
        if (report_.cancelled) break;
        last_name_ = one.file.name;
        if (const auto kept = keep(std::move(one)); !kept) return refuse(kept.error(), "storage_trouble");
        report_.cancelled = derived.size() > 1 && options_.cancelled && options_.cancelled();
      }
      for (auto& buffer : batch_.take_buffers()) pipeline.give_back(std::move(buffer));
    }
    if (const auto kept = batch_.flush(); !kept) return refuse(kept.error(), "storage_trouble");
    show_progress();
    return std::move(report_);
  }

 private:
  Result<void> keep(Derived one) {
    if (one.fact) {
      const auto [first, is_new] = new_.emplace(one.sum, one.file.fact);
      if (is_new) return batch_.add(std::move(one));
      one.file = {std::move(one.file.name), Fate::duplicate, {}, first->second};
    }
    batch_.tell(std::move(one.file));
    return {};
  }

  void show_progress() {
    if (!options_.progress) return;
    // A name without the way to it: the last part, of an archive's member too.
    std::string_view name = last_name_;
    name.remove_prefix(name.find_last_of("/!") + 1);
    options_.progress({source_.done_bytes(), source_.total_bytes(), new_.size(), name});
  }

  const ImportOptions& options_;
  const std::shared_ptr<const Pages> pages_;
  formats::RecordingSource source_;
  ImportReport report_;
  Batch batch_;
  std::map<Sha256, Uuid> new_;
  std::string last_name_;
};

Refusal not_a_recording(std::string_view name, const std::string& why) {
  return Refusal{Trouble::bad_input, "not_a_recording", std::string(name) + ": " + why, {}};
}

// Everything that these bytes hold, with its readings; the refusal when they are an archive.
Answer<std::vector<Derived>> derive_bytes(std::span<const std::uint8_t> bytes, std::string_view name) {
  formats::Piece piece;
  piece.name = std::string(name);
  piece.bytes.assign(bytes.begin(), bytes.end());
  std::vector<Derived> derived;
  Deriver deriver;
  const auto others = deriver.derive(piece, [](const Sha256&) { return std::nullopt; }, true, derived);
  if (!others) return derived;
  return std::unexpected(not_a_recording(name, *others == formats::FileKind::zip
                                                   ? "is an archive of files; `springback import` takes it"
                                                   : "is a whole export; `springback import` takes it"));
}

}  // namespace

Answer<KeptRecording> import_recording(Notebook& notebook, std::span<const std::uint8_t> bytes,
                                       std::string_view name) {
  auto all = derive_bytes(bytes, name);
  if (!all) return std::unexpected(std::move(all.error()));
  if (all->size() > 1) {
    return std::unexpected(not_a_recording(
        name, "holds " + std::to_string(all->size()) + " activities; `springback import` takes them"));
  }
  const Derived& derived = all->front();
  if (!derived.fact) return std::unexpected(not_a_recording(name, derived.file.why));
  const auto pages = notebook.pages();
  if (!pages) return refuse(pages.error(), "storage_trouble");
  KeptRecording kept;
  kept.read_json = codec::reading_json(*derived.reading);
  const auto known = (*pages)->recordings.find(derived.sum);
  const auto blob = notebook.store().get_blob(derived.sum);
  if (!blob) return refuse(blob.error(), "storage_trouble");
  if (known != (*pages)->recordings.end() && blob->has_value()) {
    auto text = notebook.text_of(**pages, (*pages)->diary[known->second].id);
    if (!text) return refuse(text.error(), "storage_trouble");
    kept.duplicate = true;
    kept.fact = {(*pages)->seqs[known->second], std::move(*text)};
    return kept;
  }
  std::vector<NewFact> facts{new_fact(*derived.fact)};
  facts.front().blob = derived.sum;
  const std::vector<BlobBytes> blobs{derived.bytes};
  const auto appended = notebook.store().append(facts, blobs);
  if (!appended) return refuse(appended.error(), "id_conflict");
  kept.duplicate = appended->added == 0;
  kept.fact = {appended->seqs.front(), derived.fact->canonical};
  return kept;
}

Answer<ImportReport> import_paths(Notebook& notebook, const std::vector<fs::path>& paths,
                                  const ImportOptions& options) {
  auto found = gather(paths);
  if (!found) return std::unexpected(std::move(found.error()));
  auto pages = notebook.pages();
  if (!pages) return refuse(pages.error(), "storage_trouble");
  try {
    return Import(notebook, std::move(*found), options, std::move(*pages)).run();
  } catch (const std::system_error& error) {
    return refuse(machine_trouble({}, std::string("no thread can be started for the import (") +
                                          error.what() + "); close other programs and try again")
                      .error(),
                  "storage_trouble");
  }
}

Answer<std::string> read_recording(std::span<const std::uint8_t> bytes, std::string_view name) {
  const auto all = derive_bytes(bytes, name);
  if (!all) return std::unexpected(all.error());
  std::string out;
  for (const Derived& one : *all) {
    if (!one.reading) return std::unexpected(not_a_recording(name, one.file.why));
    if (!out.empty()) out += '\n';
    out += codec::reading_json(*one.reading);
  }
  return out;
}

}  // namespace springback::app
