#include "lab/model.h"

#include <algorithm>
#include <string>

namespace springback::lab {
namespace {

using engine::kTracks;

struct Named {
  std::uint8_t id;
  bool per_track;
  std::string_view name;
};

constexpr std::array kNames{
    Named{kStrengthRung, false, "strength_rung"},
    Named{kStrengthStreak, false, "strength_streak"},
    Named{kSpringOpen, false, "spring_open"},
    Named{kSpringRung, false, "spring_rung"},
    Named{kSpringStreak, false, "spring_streak"},
    Named{kRunOpen, false, "run_open"},
    Named{kRunRung, false, "run_rung"},
    Named{kRunStreak, false, "run_streak"},
    Named{kUnassessed, true, "unassessed"},
    Named{kShoeLeft, false, "shoe_left"},
    Named{kUrgent, false, "urgent"},
    Named{kRefer, false, "refer"},
    Named{kSpikes, true, "spikes"},
    Named{kWait, false, "wait"},
    Named{kImpactAgo, false, "impact_ago"},
    Named{kHighAgo, false, "high_ago"},
    Named{kStrengthAgo, false, "strength_ago"},
    Named{kDone, true, "done"},
    Named{kOwnRuns, false, "own_runs"},
    Named{kCredits, true, "watch.credits"},
    Named{kPending, true, "watch.pending"},
    Named{kWatchShoe, false, "watch.shoe"},
    Named{kHistory, true, "watch.history"},
    Named{kWaitDays, false, "watch.wait_days"},
    Named{kWaitAnswer, false, "watch.wait_answer"},
    Named{kSinceImpact, false, "watch.since_impact"},
    Named{kSinceHigh, false, "watch.since_high"},
    Named{kSinceStrength, false, "watch.since_strength"},
    Named{kWatchExcess, true, "watch.excess"},
    Named{kOrdered, true, "watch.ordered"},
    Named{kWatchBlocked, false, "watch.blocked"},
    Named{kExcess, true, "carry.excess"},
    Named{kRaised, true, "carry.raised"},
    Named{kGap, true, "gap"},
    Named{kFell, true, "carry.fell"},
    Named{kBlocks, false, "carry.blocks"},
    Named{kImpact, false, "carry.impact"},
    Named{kVerdict, true, "verdict"},
    Named{kCharged, true, "charged"},
    Named{kWithheld, true, "withheld"},
    Named{kLate, true, "late"},
    Named{kLateFirst, true, "late_first"},
    Named{kLateCharged, true, "late_charged"},
    Named{kJudgeExcess, false, "excess"},
    Named{kJudgeLateExcess, false, "late_excess"},
    Named{kOtherBlocks, false, "other_blocks"},
    Named{kShoeClear, false, "shoe_clear"},
    Named{kMorningEndsWait, false, "morning_ends_wait"},
    Named{kFlagUrgent, false, "urgent_evidence"},
    Named{kFlagRefer, false, "refer_evidence"},
    Named{kClearUrgent, false, "clear_urgent"},
    Named{kClearRefer, false, "clear_refer"},
    Named{kShoeChanged, false, "shoe_changed"},
    Named{kOrderRung, true, "order_rung"},
    Named{kEntryRung, false, "entry_rung"},
    Named{kOwnBegin, false, "own_runs_begin"},
    Named{kOwnEnd, false, "own_runs_end"},
    Named{kCheckin, false, "checkin"},
    Named{kTrend, false, "trend"},
    Named{kTrendStepDue, false, "trend_step_due"},
    Named{kIrritability, false, "irritability"},
    Named{kUsualLow, false, "usual_low"},
    Named{kReopenDue, true, "reopen_due"},
    Named{kNoRecentWorsening, false, "no_recent_worsening"},
    Named{kWalkClear, false, "walk_clear"},
    Named{kRaisesPass, false, "raises_pass"},
    Named{kHillsDistance, false, "hills_distance"},
    Named{kHeld, true, "held"},
    Named{kRunBarred, false, "run_barred"},
    Named{kRunRungMax, false, "run_rung_max"},
    Named{kRunEntryRung, false, "run_entry_rung"},
    Named{kAdmissible, false, "admissible"},
    Named{kWeekStrengthMay, false, "week_strength_may"},
    Named{kRestDayDue, false, "rest_day_due"},
    Named{kSpringDue, false, "spring_due"},
    Named{kUnplannedLong, false, "unplanned_long"},
    Named{kOrderSpacesImpact, false, "order_spaces_impact"},
    Named{kOrderSpacesStrength, false, "order_spaces_strength"},
    Named{kWalkDue, false, "walk_due"},
    Named{kOwnRunMay, false, "own_run_may"},
    Named{kSessionDone, true, "session"},
    Named{kSessionImpact, false, "session_impact"},
    Named{kSessionHigh, false, "session_high"},
    Named{kSessionShoe, false, "session_shoe_changed"},
    Named{kWorseVerdict, false, "worse.verdict"},
    Named{kWorseFlag, false, "worse.charged"},
    Named{kWorseFlag + 1, false, "worse.excess"},
    Named{kWorseFlag + 2, false, "worse.entry"},
    Named{kWorseFlag + 3, false, "worse.admissible"},
    Named{kWorseRung, true, "worse.rung"},
    Named{kWorseTrend, false, "worse.trend"},
    Named{kWorseIrritability, false, "worse.irritability"},
    Named{kWorseWait, false, "worse.wait"},
    Named{kPartedRun, false, "parted.run"},
    Named{kPartedSpring, false, "parted.spring"},
};

std::array<std::string, kAllVariables> make_names() {
  constexpr std::array<std::string_view, kTracks> kTrackNames{".strength", ".spring", ".run"};
  std::array<std::string, kAllVariables> all;
  for (const Named& n : kNames) {
    if (!n.per_track) all[n.id] = n.name;
    for (std::size_t t = 0; n.per_track && t < kTracks; ++t)
      all[n.id + t] = std::string(n.name) + std::string(kTrackNames[t]);
  }
  return all;
}

}  // namespace

std::string_view variable_name(std::uint8_t id) {
  static const auto all = make_names();
  return all[id];
}

Domains domains(const engine::Rules& rules) {
  Domains all{};
  const auto count = [](std::int32_t n) { return static_cast<std::uint8_t>(n); };
  for (const Named& n : kNames) {
    for (std::size_t t = 0; t < (n.per_track ? std::size_t{kTracks} : 1U); ++t) all[n.id + t] = {0, 2};
  }
  const auto set = [&all](std::uint8_t id, int tracks, Domain domain) {
    for (int t = 0; t < tracks; ++t) all[static_cast<std::size_t>(id + t)] = domain;
  };
  const std::uint8_t strength = count(rules.strength_rungs);
  const std::uint8_t spring = count(rules.spring_rungs);
  const std::uint8_t run = count(rules.run_rungs);
  set(kStrengthRung, 1, {engine::kCalm, count(strength + 1)});
  set(kSpringRung, 1, {0, spring});
  set(kRunRung, 1, {0, run});
  for (const std::uint8_t id : {kStrengthStreak, kSpringStreak, kRunStreak}) set(id, 1, {0, 4});
  for (const std::uint8_t id : {kShoeLeft, kWatchShoe, kShoeClear}) set(id, 1, {0, 3});
  set(kSpikes, kTracks, {0, count(1 << rules.spikes_of)});
  set(kHistory, kTracks, {0, 16});
  set(kWait, 1, {0, count(std::max(rules.impact_wait_days, 3) + 2)});
  set(kWaitDays, 1, {0, count(std::max(rules.impact_wait_days, 3) + 1)});
  for (const std::uint8_t id : {kImpactAgo, kHighAgo, kStrengthAgo, kSinceImpact, kSinceHigh, kSinceStrength})
    set(id, 1, {0, 4});
  set(kDone, kTracks, {0, 3});
  set(kSessionDone, kTracks, {0, 3});
  set(kCredits, kTracks, {0, 4});
  set(kGap, kTracks, {0, 3});
  set(kImpact, 1, {0, 4});
  set(kVerdict, kTracks, {0, 6});
  set(kOrderRung, 1, {engine::kNoRung, count(strength + 2)});
  set(kOrderRung + 1, 1, {engine::kNoRung, count(spring + 2)});
  set(kOrderRung + 2, 1, {engine::kNoRung, count(run + 2)});
  set(kEntryRung, 1, {engine::kNoRung, count(strength + 2)});
  set(kTrend, 1, {0, 5});
  set(kWorseVerdict, 1, {0, 6});
  set(kWorseRung, 1, all[kStrengthRung]);
  set(kWorseRung + 1, 1, all[kSpringRung]);
  set(kWorseRung + 2, 1, all[kRunRung]);
  set(kWorseTrend, 1, {0, 5});
  set(kWorseIrritability, 1, {0, 3});
  set(kWorseWait, 1, all[kWait]);
  set(kPartedRun, 1, {0, 5});
  set(kPartedSpring, 1, {0, 6});
  set(kIrritability, 1, {0, 3});
  set(kRunRungMax, 1, {0, run});
  // The loader takes a rung of walk and jog for it.
  set(kRunEntryRung, 1, {-1, count(std::min(rules.run_continuous, rules.run_rungs) + 1)});
  return all;
}

Letters free_letters() {
  Letters letters;
  const auto free = [](std::uint8_t id, auto& field) { field.set_free(id); };
  const auto each = [](std::uint8_t id, auto& fields) {
    for (std::uint8_t t = 0; t < kTracks; ++t) fields[t].set_free(static_cast<std::uint8_t>(id + t));
  };
  each(kVerdict, letters.judge.verdict);
  each(kCharged, letters.judge.charged);
  each(kWithheld, letters.judge.withheld);
  each(kLate, letters.judge.late);
  each(kLateFirst, letters.judge.late_first);
  each(kLateCharged, letters.judge.late_charged);
  free(kJudgeExcess, letters.judge.excess);
  free(kJudgeLateExcess, letters.judge.late_excess);
  free(kOtherBlocks, letters.judge.other_blocks);
  free(kShoeClear, letters.judge.shoe_clear);
  free(kMorningEndsWait, letters.judge.morning_ends_wait);
  free(kFlagUrgent, letters.events.urgent);
  free(kFlagRefer, letters.events.refer);
  free(kClearUrgent, letters.events.clear_urgent);
  free(kClearRefer, letters.events.clear_refer);
  free(kShoeChanged, letters.events.shoe_changed);
  each(kOrderRung, letters.events.order_rung);
  free(kEntryRung, letters.events.entry_rung);
  free(kOwnBegin, letters.events.own_runs_begin);
  free(kOwnEnd, letters.events.own_runs_end);
  free(kCheckin, letters.decide.checkin);
  free(kTrend, letters.decide.trend);
  free(kTrendStepDue, letters.decide.trend_step_due);
  free(kIrritability, letters.decide.irritability);
  free(kUsualLow, letters.decide.usual_low);
  each(kReopenDue, letters.decide.reopen_due);
  free(kNoRecentWorsening, letters.decide.no_recent_worsening);
  free(kWalkClear, letters.decide.walk_clear);
  free(kRaisesPass, letters.decide.raises_pass);
  free(kHillsDistance, letters.decide.hills_distance);
  each(kHeld, letters.decide.held);
  free(kRunBarred, letters.decide.run_barred);
  free(kRunRungMax, letters.decide.run_rung_max);
  free(kRunEntryRung, letters.decide.run_entry_rung);
  free(kAdmissible, letters.today.admissible);
  free(kWeekStrengthMay, letters.today.week_strength_may);
  free(kRestDayDue, letters.today.rest_day_due);
  free(kSpringDue, letters.today.spring_due);
  free(kUnplannedLong, letters.today.unplanned_long);
  free(kOrderSpacesImpact, letters.today.order_spaces_impact);
  free(kOrderSpacesStrength, letters.today.order_spaces_strength);
  free(kWalkDue, letters.today.walk_due);
  free(kOwnRunMay, letters.today.own_run_may);
  each(kSessionDone, letters.sessions.done);
  free(kSessionImpact, letters.sessions.impact);
  free(kSessionHigh, letters.sessions.high);
  free(kSessionShoe, letters.sessions.shoe_changed);
  return letters;
}

}  // namespace springback::lab
