#pragma once
// The command that adds the pain during a recorded session, where a verdict waits for it.

#include <string>

#include "app/notebook.h"
#include "engine/outcome.h"

namespace springback::cli {

/// Lines of the day; nothing when no recorded session lacks it.
[[nodiscard]] std::string missing_answer_lines(const engine::Outcome& outcome, const app::Pages& pages);

}  // namespace springback::cli
