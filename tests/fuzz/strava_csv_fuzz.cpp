// Any text as Strava's table: each file is named once and lies in the export's folder, and the rows add up.

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "base/check.h"
#include "formats/strava_csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table = springback::formats::read_strava_table({reinterpret_cast<const char*>(data), size});
  std::set<std::string> names;
  for (const auto& file : table.files) {
    SPRINGBACK_CHECK(file.name.starts_with("activities/"));
    SPRINGBACK_CHECK(names.insert(file.name).second);
  }
  SPRINGBACK_CHECK(table.files.size() + table.without_file + table.failed <= table.activities);
  return 0;
}
