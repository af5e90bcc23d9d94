#pragma once
// The verb `export`: the whole diary as one file that `restore` takes back, byte for byte the same.

#include <string>

#include "app/notebook.h"

namespace springback::app {

struct ExportFile {
  bool archive = false;  ///< a tar with facts.jsonl and recordings/<sha256>; else JSON Lines alone
  std::string bytes;
};

/// One canonical fact a line, by instant, then id: two diaries with the same facts export the same bytes,
/// whatever the order in which the facts came.
[[nodiscard]] Result<ExportFile> export_diary(Notebook& notebook);

}  // namespace springback::app
