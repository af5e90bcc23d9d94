// Where each rule comes from.

#include "engine/explanation.h"

namespace springback::engine {

std::string_view source_of(Code code) {
  switch (code) {
    case Code::urgent_flag:
      return "StatPearls 2023";
    case Code::refer_spiking:
    case Code::refer_closed_twice:
    case Code::refer_same_rung:
    case Code::refer_flag:
    case Code::advise_flag:
    case Code::advise_persistent:
      return "seed S18";
    case Code::refer_worsening:
    case Code::trend_rising:
    case Code::trend_drifted:
    case Code::trend_worsening:
    case Code::trend_unknown:
      return "seed S08";
    case Code::advise_score:
      return "Lagas 2021";
    case Code::excessive_during:
    case Code::excessive_after:
    case Code::excessive_morning:
    case Code::excessive_stiffness:
    case Code::late_excess:
    case Code::not_settled:
    case Code::borderline:
      return "seed S07";
    case Code::excessive_limp:
      return "return-to-running guideline A";
    case Code::pending:
    case Code::incomplete:
      return "seed S02";
    case Code::irritability_high:
      return "seed S04";
    case Code::one_increase:
    case Code::guard_shoe:
      return "seed S05";
    case Code::streak_short:
    case Code::progress_earned:
      return "seed S14";
    case Code::gate_closed:
    case Code::gate_open:
      return "seed S06";
    case Code::entry_test:
    case Code::entry_running:
      return "seed S17";
    case Code::needs_checkin:
    case Code::morning_inadmissible:
      return "seed S07";
    case Code::impact_wait:
    case Code::spacing:
    case Code::weekly_rest:
    case Code::guard_climb:
    case Code::guard_pace:
    case Code::guard_days:
      return "seed S16";
    case Code::gate_walk:
      return "return-to-running guideline A";
    case Code::test_due:
      return "Hebert-Losier 2017";
    case Code::unplanned_long:
    case Code::guard_distance:
      return "Schuster Brandt Frandsen 2025";
    case Code::guard_gap:
      return "seed S03";
    case Code::maintenance:
    case Code::goal_reached:
      return "Silbernagel 2007b";
    case Code::good_on_rest_day:
      return "seed S19";
    default:
      return "engine";
  }
}

}  // namespace springback::engine
