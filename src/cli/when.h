#pragma once
// Times as people type them, read against the machine's clock and time zone.

#include <string_view>

#include "base/civil.h"
#include "base/result.h"

namespace springback::cli {

/// "07:10" (today), "yesterday 07:10", "2026-03-02 07:10" or with a T (this machine's time zone), or a whole
/// instant with its offset. Bad input names `place`.
[[nodiscard]] Result<Instant> read_when(std::string_view place, std::string_view text, const Instant& now);

/// "2026-03-02", "today", "yesterday", "tomorrow".
[[nodiscard]] Result<Day> read_day(std::string_view place, std::string_view text, Day today);

}  // namespace springback::cli
