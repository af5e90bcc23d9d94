#pragma once
// A session "as planned" put into figures: what the plan of its day prescribed, so that the fact says it for
// ever.

#include <optional>
#include <string>
#include <string_view>

#include "app/notebook.h"
#include "app/refusal.h"

namespace springback::app {

struct PlannedSession {
  std::string done;           ///< the member `done` as JSON
  std::optional<Uuid> shown;  ///< the plan it followed, when it was today's
};

/// Code `nothing_planned` when the day's plan has nothing on that track.
[[nodiscard]] Answer<PlannedSession> planned_session(Notebook& notebook, std::string_view track,
                                                     const Instant& at, const Instant& now);

}  // namespace springback::app
