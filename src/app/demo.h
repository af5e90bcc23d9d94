#pragma once
// The verb `demo`: a simulated runner's diary of twelve weeks to look around in, apart from the runner's own.

#include <string>

#include "app/notebook.h"
#include "app/refusal.h"
#include "engine/run.h"

namespace springback::app {

struct DemoReport {
  std::size_t facts = 0;
  std::int64_t last_seq = 0;
};

/// Fills the demo diary with twelve weeks that end on `today`; what it held before is gone. `notebook` is the
/// demo's own (kDemoDiary), never another.
[[nodiscard]] Answer<DemoReport> load_demo(Notebook& notebook, Day today, engine::Protocols protocols);

/// The report as `springback demo --json` and the API give it: the diary as the list of diaries has it.
[[nodiscard]] std::string demo_report_json(const DemoReport& report);

[[nodiscard]] Result<void> remove_demo(Notebook& notebook);

}  // namespace springback::app
