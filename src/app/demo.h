#pragma once
// The verb `demo`: a simulated runner's diary of twelve weeks to look around in, apart from the runner's own.

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

[[nodiscard]] Result<void> remove_demo(Notebook& notebook);

}  // namespace springback::app
