#pragma once
// What the search varies: every variable of the controller, of the letters that it reads, and of the watch
// that stands beside it, each with its number, name and range.
//
// The watch is the search's own memory of what happened, kept by the words of the rules (engine rules,
// section 9) and not by the controller's code. An invariant compares the two.

#include <cstdint>
#include <string_view>

#include "engine/controller.h"
#include "lab/choice.h"

namespace springback::lab {

/// What the rules say must be remembered, whatever the controller remembers.
template <template <class> class Field>
struct WatchOf {
  engine::PerTrack<Field<std::uint8_t>> credits{};  ///< credited clear verdicts on the rung, 3 at most
  engine::PerTrack<Field<bool>> pending{};          ///< an increase without its own credited clear verdict
  Field<std::uint8_t> shoe = 0;                     ///< clear sessions that a changed shoe still needs
  engine::PerTrack<Field<std::uint8_t>> history{};  ///< last four known verdicts, newest in bit 0: excessive
  Field<std::uint8_t> wait_days = 0;                ///< days from today on which an excess forbids impact
  Field<bool> wait_answer = false;                  ///< and after them a good morning is awaited
  Field<std::uint8_t> since_impact = 0, since_high = 0, since_strength = 0;  ///< days, 1 to 3; 0: longer ago
  // Of this morning alone:
  engine::PerTrack<Field<bool>> excess{};   ///< the track has to step back
  engine::PerTrack<Field<bool>> ordered{};  ///< an order opened or raised it today
  Field<bool> blocked = false;              ///< a verdict other than credited clear, or a step back

  friend bool operator==(const WatchOf&, const WatchOf&) = default;
};
using Watch = WatchOf<engine::Plain>;

/// Numbers of the variables. The first `kStateVariables` can be kept from step to step; the rest are letters.
enum VariableId : std::uint8_t {
  kStrengthRung,
  kStrengthStreak,
  kSpringOpen,
  kSpringRung,
  kSpringStreak,
  kRunOpen,
  kRunRung,
  kRunStreak,
  kUnassessed,
  kShoeLeft = kUnassessed + 3,
  kUrgent,
  kRefer,
  kSpikes,
  kWait = kSpikes + 3,
  kImpactAgo,
  kHighAgo,
  kStrengthAgo,
  kDone,
  kOwnRuns = kDone + 3,
  kCredits,
  kPending = kCredits + 3,
  kWatchShoe = kPending + 3,
  kHistory,
  kWaitDays = kHistory + 3,
  kWaitAnswer,
  kSinceImpact,
  kSinceHigh,
  kSinceStrength,
  kWatchExcess,
  kOrdered = kWatchExcess + 3,
  kWatchBlocked = kOrdered + 3,
  kExcess,
  kRaised = kExcess + 3,
  kGap = kRaised + 3,
  kFell = kGap + 3,
  kBlocks = kFell + 3,
  kImpact,
  kStateVariables,
  kVerdict = kStateVariables,
  kCharged = kVerdict + 3,
  kWithheld = kCharged + 3,
  kLate = kWithheld + 3,
  kLateFirst = kLate + 3,
  kLateCharged = kLateFirst + 3,
  kJudgeExcess = kLateCharged + 3,
  kJudgeLateExcess,
  kOtherBlocks,
  kShoeClear,
  kMorningEndsWait,
  kFlagUrgent,
  kFlagRefer,
  kClearUrgent,
  kClearRefer,
  kShoeChanged,
  kOrderRung,
  kEntryRung = kOrderRung + 3,
  kOwnBegin,
  kOwnEnd,
  kCheckin,
  kTrend,
  kTrendStepDue,
  kIrritability,
  kUsualLow,
  kReopenDue,
  kNoRecentWorsening = kReopenDue + 3,
  kWalkClear,
  kRaisesPass,
  kHillsDistance,
  kHeld,
  kRunBarred = kHeld + 3,
  kRunRungMax,
  kRunEntryRung,
  kAdmissible,
  kWeekStrengthMay,
  kRestDayDue,
  kSpringDue,
  kUnplannedLong,
  kOrderSpacesImpact,
  kOrderSpacesStrength,
  kWalkDue,
  kOwnRunMay,
  kSessionDone,
  kSessionImpact = kSessionDone + 3,
  kSessionHigh,
  kSessionShoe,
  // What sets the worse of two mornings apart (monotone.h).
  kWorseVerdict,
  kWorseFlag,
  kWorseRung = kWorseFlag + 4,
  kWorseTrend = kWorseRung + 3,
  kWorseIrritability,
  kWorseWait,
  kPartedRun,
  kPartedSpring,
  kAllVariables
};
static_assert(kAllVariables <= kVariables);
static_assert(kStateVariables <= 64);

/// The variable's name, as the report prints it: "run_rung", "verdict.spring".
[[nodiscard]] std::string_view variable_name(std::uint8_t id);

using Domains = std::array<Domain, kVariables>;
/// The range of every variable under these rules.
[[nodiscard]] Domains domains(const engine::Rules& rules);

/// Everything that one small step may read or write.
template <template <class> class Field>
struct WorldOf {
  engine::ControllerOf<Field> state;
  WatchOf<Field> watch;
  engine::CarryOf<Field> carry;
};
using World = WorldOf<Var>;

/// A day's letters.
template <template <class> class Field>
struct LettersOf {
  engine::JudgeLetterOf<Field> judge;
  engine::EventsLetterOf<Field> events;
  engine::DecideLetterOf<Field> decide;
  engine::TodayLetterOf<Field> today;
  engine::SessionsLetterOf<Field> sessions;
};
using Letters = LettersOf<Var>;
/// Letters with every field free. They are never written.
[[nodiscard]] Letters free_letters();

/// Calls visit(id, variable) for every variable that can be kept.
template <class AnyWorld, class Visit>
void each_variable(AnyWorld& world, Visit visit) {
  auto& s = world.state;
  auto& w = world.watch;
  auto& c = world.carry;
  visit(kStrengthRung, s.strength_rung);
  visit(kStrengthStreak, s.strength_streak);
  visit(kSpringOpen, s.spring_open);
  visit(kSpringRung, s.spring_rung);
  visit(kSpringStreak, s.spring_streak);
  visit(kRunOpen, s.run_open);
  visit(kRunRung, s.run_rung);
  visit(kRunStreak, s.run_streak);
  visit(kShoeLeft, s.shoe_left);
  visit(kUrgent, s.urgent);
  visit(kRefer, s.refer);
  visit(kWait, s.wait);
  visit(kImpactAgo, s.impact_ago);
  visit(kHighAgo, s.high_ago);
  visit(kStrengthAgo, s.strength_ago);
  visit(kOwnRuns, s.own_runs);
  visit(kWatchShoe, w.shoe);
  visit(kWaitDays, w.wait_days);
  visit(kWaitAnswer, w.wait_answer);
  visit(kSinceImpact, w.since_impact);
  visit(kSinceHigh, w.since_high);
  visit(kSinceStrength, w.since_strength);
  visit(kWatchBlocked, w.blocked);
  visit(kBlocks, c.blocks);
  visit(kImpact, c.impact);
  for (std::uint8_t t = 0; t < engine::kTracks; ++t) {
    visit(static_cast<std::uint8_t>(kUnassessed + t), s.unassessed[t]);
    visit(static_cast<std::uint8_t>(kSpikes + t), s.spikes[t]);
    visit(static_cast<std::uint8_t>(kDone + t), s.done[t]);
    visit(static_cast<std::uint8_t>(kCredits + t), w.credits[t]);
    visit(static_cast<std::uint8_t>(kPending + t), w.pending[t]);
    visit(static_cast<std::uint8_t>(kHistory + t), w.history[t]);
    visit(static_cast<std::uint8_t>(kWatchExcess + t), w.excess[t]);
    visit(static_cast<std::uint8_t>(kOrdered + t), w.ordered[t]);
    visit(static_cast<std::uint8_t>(kExcess + t), c.excess[t]);
    visit(static_cast<std::uint8_t>(kRaised + t), c.raised[t]);
    visit(static_cast<std::uint8_t>(kGap + t), c.gap[t]);
    visit(static_cast<std::uint8_t>(kFell + t), c.fell[t]);
  }
}

}  // namespace springback::lab
