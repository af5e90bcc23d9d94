#include "app/notebook.h"

#include <algorithm>
#include <cstring>
#include <future>
#include <iterator>
#include <span>

#include "base/check.h"
#include "codec/json_text.h"
#include "store/sqlite_store.h"

namespace springback::app {

namespace {

constexpr std::size_t kBatch = 20'000;

// One part of a batch as one text: a reader anew for each fact would cost more than the facts.
Result<std::vector<engine::Fact>> read_part(std::span<const StoredFact> part) {
  std::string lines;
  for (const StoredFact& stored : part) (lines += stored.json) += '\n';
  auto read = codec::read_kept(lines);
  if (read) return *std::move(read);
  // Only facts that were read before are stored: this one was written by something else, or damaged.
  const codec::Fault& fault = read.error().front();
  const StoredFact& stored = part[fault.line > 0 ? static_cast<std::size_t>(fault.line) - 1 : 0];
  return machine_trouble("fact " + format_uuid(stored.id),
                         "the diary holds a fact that cannot be read (" + codec::to_string(fault) + ")");
}

// Puts the facts of a batch at the end of a diary. A long one is read by two threads, half each: reading is
// most of what `today` takes.
Result<void> read_stored(std::span<const StoredFact> batch, engine::Diary& diary) {
  constexpr std::size_t kWorthAThread = 1'000;
  const std::size_t half = batch.size() < kWorthAThread ? batch.size() : batch.size() / 2;
  std::future<Result<std::vector<engine::Fact>>> later;
  if (half < batch.size()) later = std::async(std::launch::async, read_part, batch.subspan(half));
  diary.reserve(diary.size() + batch.size());
  const auto take = [&diary](Result<std::vector<engine::Fact>> part) -> Result<void> {
    if (!part) return std::unexpected(part.error());
    std::ranges::move(*part, std::back_inserter(diary));
    return {};
  };
  const Result<void> first = take(read_part(batch.first(half)));
  if (!later.valid()) return first;
  const Result<void> rest = take(later.get());
  return first ? rest : first;
}

// The value of `type` in a canonical fact: its own spelling is known, so no reader is needed.
std::string_view type_of(std::string_view canonical) {
  codec::JsonDocument document;
  if (!document.parse(canonical)) return {};
  const codec::JsonNode* type = document.find(document.root(), "type");
  if (type == nullptr) return {};
  return canonical.substr(static_cast<std::size_t>(type->text.data() - canonical.data()), type->text.size());
}

}  // namespace

std::size_t IdHash::operator()(const Uuid& id) const {
  std::size_t out = 0;
  std::memcpy(&out, id.bytes.data(), sizeof out);
  return out;
}

const engine::Fact* Pages::find(const Uuid& id) const {
  const auto found = places.find(id);
  return found == places.end() ? nullptr : &diary[found->second];
}

bool Pages::has_profile() const {
  for (const engine::Fact& fact : diary) {
    if (std::holds_alternative<engine::Profile>(fact.body)) return true;
  }
  return false;
}

NewFact new_fact(const codec::ParsedFact& parsed) {
  return NewFact{parsed.fact.id,        parsed.fact.at.day(),
                 parsed.fact.at.utc_ms, std::string(type_of(parsed.canonical)),
                 parsed.canonical,      std::nullopt};
}

std::string without_entered(std::string_view canonical) {
  codec::JsonDocument document;
  if (!document.parse(canonical)) return std::string(canonical);
  std::string out;
  codec::append_canonical(out, document, document.root(), "entered");
  return out;
}

Notebook::Notebook(std::string name, std::unique_ptr<DiaryStore> store)
    : name_(std::move(name)), store_(std::move(store)) {}

Result<std::unique_ptr<Notebook>> Notebook::open(const std::filesystem::path& data_dir,
                                                 std::string_view name) {
  auto store = open_diary(data_dir, name);
  if (!store) return std::unexpected(store.error());
  return std::unique_ptr<Notebook>(new Notebook(std::string(name), std::move(*store)));
}

Result<std::unique_ptr<Notebook>> Notebook::open_to_read(const std::filesystem::path& data_dir,
                                                         std::string_view name) {
  auto store = open_diary_to_read(data_dir, name);
  if (!store) return std::unexpected(store.error());
  return std::unique_ptr<Notebook>(new Notebook(std::string(name), std::move(*store)));
}

Result<void> Notebook::read_more(DiaryStore& store, Pages& pages) {
  while (true) {
    auto batch = store.facts_after(pages.last_seq, kBatch);
    if (!batch) return std::unexpected(batch.error());
    const std::size_t begin = pages.diary.size();
    if (const auto read = read_stored(*batch, pages.diary); !read) return std::unexpected(read.error());
    SPRINGBACK_CHECK(pages.diary.size() - begin == batch->size());
    pages.seqs.reserve(pages.seqs.size() + batch->size());
    pages.places.reserve(pages.places.size() + batch->size());
    for (std::size_t i = 0; i < batch->size(); ++i) {
      StoredFact& stored = (*batch)[i];
      const std::size_t index = begin + i;
      if (stored.type == "shown") pages.shown.emplace_back(index, std::move(stored.json));
      if (const auto* recording = std::get_if<engine::Recording>(&pages.diary[index].body)) {
        pages.recordings.emplace(recording->sha256, index);
      }
      pages.places.emplace(stored.id, index);
      pages.seqs.push_back(stored.seq);
      pages.last_seq = stored.seq;
    }
    if (batch->size() < kBatch) return {};
  }
}

// Facts go only when all go, and no sequence is used twice: while the last fact is there, all before it are.
Result<bool> Notebook::goes_on(DiaryStore& store, const Pages& pages) {
  if (pages.last_seq == 0) return true;
  const auto last = store.facts_after(pages.last_seq - 1, 1);
  if (!last) return std::unexpected(last.error());
  return !last->empty() && last->front().seq == pages.last_seq;
}

Result<std::shared_ptr<const Pages>> Notebook::pages() {
  const std::scoped_lock lock(mutex_);
  const auto last = store_->last_seq();
  if (!last) return std::unexpected(last.error());
  if (pages_ != nullptr && pages_->last_seq == *last) return pages_;
  if (pages_ != nullptr) {
    const auto same = goes_on(*store_, *pages_);
    if (!same) return std::unexpected(same.error());
    if (!*same) pages_ = nullptr;
  }
  // Others may still hold the old pages: the new ones are a copy that grew.
  auto grown = pages_ == nullptr ? std::make_shared<Pages>() : std::make_shared<Pages>(*pages_);
  if (const auto read = read_more(*store_, *grown); !read) return std::unexpected(read.error());
  pages_ = std::move(grown);
  return pages_;
}

Result<std::string> Notebook::text_of(const Pages& pages, const Uuid& id) {
  const auto found = pages.places.find(id);
  SPRINGBACK_CHECK(found != pages.places.end());
  auto stored = store_->facts_after(pages.seqs[found->second] - 1, 1);
  if (!stored) return std::unexpected(stored.error());
  if (stored->empty() || stored->front().id != id) {
    return machine_trouble(name_, "the diary changed while it was read; try again");
  }
  return std::move(stored->front().json);
}

}  // namespace springback::app
