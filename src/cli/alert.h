#pragma once
// The alert as the terminal says it: what it is, what to do, what lifts it, and the command that says so.

#include <string>

#include "text/render.h"

namespace springback::cli {

/// Lines that end with an empty one; nothing when there is no alert.
[[nodiscard]] std::string alert_lines(const text::AlertText& alert);

}  // namespace springback::cli
