#include "app/restore.h"

#include <set>
#include <string>
#include <vector>

#include "app/findings.h"
#include "app/replay.h"
#include "base/json_writer.h"
#include "codec/diary_json.h"
#include "formats/bundle.h"

namespace springback::app {

Answer<RestoreReport> restore_diary(Notebook& notebook, std::span<const std::uint8_t> bytes) {
  const auto bundle = formats::read_bundle({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!bundle) return refuse(bundle.error(), "restore_refused");
  const auto parsed = codec::parse_diary(bundle->facts);
  if (!parsed) {
    return std::unexpected(Refusal{Trouble::bad_input, "restore_refused",
                                   "The file cannot be taken; nothing of it was kept.",
                                   faults_of(parsed.error())});
  }
  const auto pages = notebook.pages();
  if (!pages) return refuse(pages.error(), "storage_trouble");
  const auto kept = notebook.store().list_blobs();
  if (!kept) return refuse(kept.error(), "storage_trouble");
  std::set<Sha256> at_hand;
  for (const BlobInfo& info : *kept) at_hand.insert(info.sha256);

  RestoreReport report;
  std::vector<BlobBytes> blobs;
  for (const formats::BundleBlob& blob : bundle->blobs) {
    if (!at_hand.insert(blob.sha256).second) continue;
    blobs.push_back(blob.bytes);
    ++report.blobs_new;
  }
  std::vector<NewFact> fresh;
  std::vector<Finding> conflicts;
  for (const codec::ParsedFact& one : *parsed) {
    if ((*pages)->find(one.fact.id) != nullptr) {
      const auto text = notebook.text_of(**pages, one.fact.id);
      if (!text) return refuse(text.error(), "storage_trouble");
      if (without_entered(*text) != without_entered(one.canonical))
        conflicts.push_back(other_of_that_id(one.fact.id));
      ++report.facts_known;
      continue;
    }
    fresh.push_back(new_fact(one));
    const auto* recording = std::get_if<engine::Recording>(&one.fact.body);
    if (recording != nullptr && at_hand.contains(recording->sha256)) fresh.back().blob = recording->sha256;
  }
  if (!conflicts.empty()) {
    return refuse_findings("id_conflict", "Another fact with that id is there; nothing was kept.",
                           bundle->facts, conflicts);
  }
  if (!fresh.empty() || !blobs.empty()) {
    const auto appended = notebook.store().append(fresh, blobs);
    if (!appended) return refuse(appended.error(), "id_conflict");
    report.facts_new = appended->added;
    report.facts_known += appended->already_there;
  }
  const auto last = notebook.store().last_seq();
  if (!last) return refuse(last.error(), "storage_trouble");
  report.last_seq = *last;
  return report;
}

std::string restore_report_json(const RestoreReport& report) {
  JsonWriter json;
  json.open('{').number("facts_new", report.facts_new).number("facts_known", report.facts_known);
  return json.number("blobs_new", report.blobs_new).number("last", report.last_seq).close('}').take();
}

}  // namespace springback::app
