#pragma once
// Which recordings were taken as the same activity, and so counted once.

#include <string>

#include "app/import.h"
#include "app/notebook.h"

namespace springback::app {

/// Of a whole diary, as codec/same_json.h writes it.
[[nodiscard]] std::string same_activities_json(const Pages& pages);

/// Fills `report.same` with those activities of the diary that a recording of this import belongs to.
[[nodiscard]] Result<void> note_same_activities(Notebook& notebook, ImportReport& report);

}  // namespace springback::app
