#pragma once
// What was imported beside what was prescribed for its day, in words.

#include <string>
#include <vector>

#include "app/import.h"
#include "app/notebook.h"
#include "engine/run.h"

namespace springback::app {

/// One sentence a recording of this import that has a prescription or a comparison; days before the programme
/// have none.
[[nodiscard]] Result<std::vector<std::string>> compare_recordings(Notebook& notebook,
                                                                  engine::Protocols protocols,
                                                                  const ImportReport& report);

}  // namespace springback::app
