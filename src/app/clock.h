#pragma once
// The machine's clock, read here and nowhere below: the engine only ever sees the day it is asked about.

#include "base/civil.h"

namespace springback::app {

/// The present moment with the UTC offset of the machine's time zone (TZ), to the second.
[[nodiscard]] Instant now();

/// Local midnight plus `minute_of_day` on `day`, in the machine's time zone; a moment that the clocks skip is
/// taken an hour later, as mktime(3) does.
[[nodiscard]] Instant local_instant(Day day, int minute_of_day);

}  // namespace springback::app
