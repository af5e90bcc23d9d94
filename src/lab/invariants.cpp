#include "lab/invariants.h"

namespace springback::lab {

const std::array<InvariantText, kInvariants>& invariants() {
  static constexpr std::array<InvariantText, kInvariants> kAll{{
      {"no_back_to_back", "before full recovery, impact never comes on consecutive days", "seed S16"},
      {"one_impact_a_day", "strength is never asked for on a day with impact, nor impact twice", "seed S13"},
      {"checked_first", "impact only after that day's admissible check-in", "seed S07"},
      {"earned", "a step up only after its credited clear verdicts, two at the least", "seed S14"},
      {"bounded", "a step up reaches the next rung at hand and no higher", "seed S05"},
      {"one_increase", "no increase beside one that has not had its own credited clear verdict", "seed S05"},
      {"excessive_lowers", "after an excessive verdict the charged track is lower, calm or closed",
       "seed S07"},
      {"wait_after_excessive", "no impact before the third day after an excess and a good morning",
       "seed S07"},
      {"trend_lowers", "worsening lowers every open track above its foot; no step up unless steady",
       "seed S08"},
      {"high_holds", "no step up, no impact and no full strength dose under high irritability", "seed S04"},
      {"strength_first", "spring and running open only when their gates are met", "seed S06"},
      {"no_early_hills", "hills and speed only after two clear runs at the goal, and the distance",
       "seed S16"},
      {"flag_stops", "no loading while an urgent alert stands", "seed S18"},
      {"refer_blocks_impact", "no impact and no step up while a referral stands", "seed S18"},
      {"clinician_only", "an urgent alert ends by a clinician's clearing alone", "seed S18"},
      {"refer_latched", "a referral ends by its clearing fact alone", "seed S18"},
      {"spikes_refer", "three excessive of a track's last four known verdicts refer the next morning",
       "seed S18"},
      {"unknown_never_progresses",
       "no step up without today's check-in, or beside a verdict that is not clear", "seed S07"},
      {"overdone_never_earns", "credit only from a clear verdict on a session that was prescribed and kept",
       "seed S14"},
      {"strength_spacing", "a full day between strength sessions, and no more a week than allowed",
       "seed S19"},
      {"high_class_spacing", "two full days between high-class sessions", "seed S16"},
      {"weekly_rest", "a day of rest when it is due", "seed S16"},
      {"spring_weekly",
       "beside running, spring is done once a week and stays on its rung until running is "
       "continuous",
       "seed S10"},
      {"long_run_rests", "no impact for three days after an unplanned run more than twice the longest",
       "seed S03"},
      {"order_obeyed", "a clinician's hold, limit and rung bind", "seed S18"},
      {"reopen_waits", "a track closed by excess opens seven days later at the earliest", "seed S07"},
      {"time_off_lowers", "a gap lowers the track, and the long one starts it anew", "seed S03"},
      {"one_step_back", "several steps back on one morning are the largest of them, never the sum",
       "seed S08"},
      {"monotone", "a worse answer never gives a higher rung or more impact the next morning", "seed S07"},
      {"total", "every input gives one decision, and it says what was done", "seed S06"},
      {"no_dead_end", "from every state, clear sessions lead to full recovery", "seed S11"},
      {"rest_allowed", "a day without a session, steady, with no gap and no flag, lowers and raises nothing",
       "seed S19"},
  }};
  return kAll;
}

}  // namespace springback::lab
