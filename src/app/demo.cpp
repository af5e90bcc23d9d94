#include "app/demo.h"

#include <vector>

#include "app/simulated_runner.h"
#include "base/check.h"
#include "base/json_writer.h"

namespace springback::app {

namespace {

constexpr int kDays = 12 * 7;
constexpr std::uint64_t kSeed = 12;  // chosen: a runner with one flare who is back to walk-jog

}  // namespace

Answer<DemoReport> load_demo(Notebook& notebook, Day today, engine::Protocols protocols) {
  SPRINGBACK_CHECK(notebook.name() == kDemoDiary);
  const auto diary = simulate_runner(today, kDays, kSeed, protocols);
  if (!diary) return std::unexpected(diary.error());
  std::vector<NewFact> facts;
  for (const codec::ParsedFact& one : diary->facts) {
    facts.push_back(new_fact(one));
    if (const auto* recording = std::get_if<engine::Recording>(&one.fact.body))
      facts.back().blob = recording->sha256;
  }
  const std::vector<BlobBytes> blobs(diary->recordings.begin(), diary->recordings.end());
  if (const auto removed = remove_demo(notebook); !removed) return refuse(removed.error(), "storage_trouble");
  const auto appended = notebook.store().append(facts, blobs);
  if (!appended) return refuse(appended.error(), "id_conflict");
  const auto last = notebook.store().last_seq();
  if (!last) return refuse(last.error(), "storage_trouble");
  return DemoReport{facts.size(), *last};
}

std::string demo_report_json(const DemoReport& report) {
  JsonWriter json;
  json.open('{').text("name", kDemoDiary).number("facts", report.facts).number("last", report.last_seq);
  return json.truth("simulated", true).close('}').take();
}

Result<void> remove_demo(Notebook& notebook) {
  SPRINGBACK_CHECK(notebook.name() == kDemoDiary);
  return notebook.store().wipe();
}

}  // namespace springback::app
