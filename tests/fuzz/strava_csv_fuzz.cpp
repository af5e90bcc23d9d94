// Any text as Strava's table: each file is named once and lies in the export's folder, and no row counts
// twice.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/check.h"
#include "formats/strava_csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto table = springback::formats::read_strava_table(text);
  std::set<std::string> names;
  for (const auto& file : table.files) {
    SPRINGBACK_CHECK(file.name.starts_with("activities/"));
    SPRINGBACK_CHECK(names.insert(file.name).second);
  }
  const auto ends = std::ranges::count_if(text, [](char c) { return c == '\n' || c == '\r'; });
  SPRINGBACK_CHECK(table.files.size() + table.failed <= static_cast<std::size_t>(ends) + 1);
  return 0;
}
