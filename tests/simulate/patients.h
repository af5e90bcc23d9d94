#pragma once
// Simulated patients: runners with a hidden tendon who live day by day with the engine's plan. They show
// whether the rules strand ordinary people or let anybody run too soon.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/diary.h"
#include "engine/outcome.h"

namespace springback::simulate {

/// One kind of runner. Percentages are of mornings, or of sessions.
struct Kind {
  std::string_view name;
  int usual_from = 2, usual_to = 2;  ///< usual morning pain, drawn from this range
  engine::Site site = engine::Site::midportion;
  int raises = 0;                  ///< a heel-raise test on the first day; 0: none
  int morning_up_pct = 0;          ///< one point above usual
  int morning_down_pct = 0;        ///< one point below
  int missed_pct = 0;              ///< no check-in
  int unsettled_pct = 0;           ///< the morning after a session: not back to usual
  int overdone_pct = 0;            ///< runs done at 130 %
  int flare_pct = 0;               ///< impact sessions after which the tendon is upset for days
  int effort_pain = 2;             ///< during and after, at most
  int hop_pain = 0, run_pain = 0;  ///< more than that in hops, in runs; 0: as effort_pain
  bool running_now = false;        ///< 3 × 5 km a week at 2/10 before the first day
};

/// The kinds of the table, in its order.
const std::vector<Kind>& kinds();

struct Done {
  Day day;
  engine::Track track = engine::Track::strength;
  std::int32_t rung_index = 0;
  std::int32_t jog_s = 0;
};

/// What one runner's life with the plan came to. Days are counted from the first; −1: never.
struct Life {
  int first_run_day = -1;  ///< the first run of the run ladder
  int goal_day = -1;       ///< the first run of goal_min without a break
  int referred_day = -1;
  int advised_days = 0;
  int step_backs = 0;  ///< not counting those after a true flare, nor time off
  int flares = 0;
  int highest_strength = -1;
  std::vector<Done> done;
};

/// Lives `days` days. The same kind, seed and days give the same life on every machine.
Life live(const Kind& kind, std::uint64_t seed, int days);

}  // namespace springback::simulate
