#include "app/export.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "formats/bundle.h"

namespace springback::app {

namespace {

constexpr std::size_t kFactsAtOnce = 20'000;

Result<std::vector<StoredFact>> all_facts(DiaryStore& store) {
  std::vector<StoredFact> all;
  std::int64_t last = 0;
  while (true) {
    auto batch = store.facts_after(last, kFactsAtOnce);
    if (!batch) return std::unexpected(batch.error());
    const bool end = batch->size() < kFactsAtOnce;
    if (!batch->empty()) last = batch->back().seq;
    std::ranges::move(*batch, std::back_inserter(all));
    if (end) return all;
  }
}

}  // namespace

Result<ExportFile> export_diary(Notebook& notebook) {
  // Facts first: a recording that comes in meanwhile may bring bytes without its fact, never the other way.
  auto facts = all_facts(notebook.store());
  if (!facts) return std::unexpected(facts.error());
  std::ranges::sort(*facts, [](const StoredFact& a, const StoredFact& b) {
    return a.at_utc_ms != b.at_utc_ms ? a.at_utc_ms < b.at_utc_ms : a.id < b.id;
  });
  std::string lines;
  for (const StoredFact& fact : *facts) (lines += fact.json) += '\n';
  const auto kept = notebook.store().list_blobs();
  if (!kept) return std::unexpected(kept.error());
  std::vector<std::vector<std::uint8_t>> bytes;
  bytes.reserve(kept->size());
  formats::Bundle bundle{lines, {}};
  for (const BlobInfo& info : *kept) {
    auto blob = notebook.store().get_blob(info.sha256);
    if (!blob) return std::unexpected(blob.error());
    if (!blob->has_value()) continue;  // wiped since it was listed
    bytes.push_back(std::move(**blob));
    bundle.blobs.push_back({info.sha256, bytes.back()});
  }
  return ExportFile{!bundle.blobs.empty(), formats::write_bundle(bundle)};
}

}  // namespace springback::app
