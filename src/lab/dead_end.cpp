#include "lab/dead_end.h"

#include <algorithm>
#include <bit>
#include <unordered_map>
#include <vector>

namespace springback::lab {
namespace {

using engine::Controller;
using engine::kRun;
using engine::kSpring;
using engine::kStrength;
using engine::kTracks;

/// A controller with the week that lies behind it. Bit n of a set: n + 1 days ago.
struct Walker {
  Controller state;
  std::uint8_t strength_days = 0, session_days = 0;  ///< of the last six
  std::uint8_t spring_due_in = 0;

  [[nodiscard]] std::uint64_t week() const {
    return std::uint64_t{strength_days} | std::uint64_t{session_days} << 8U |
           std::uint64_t{spring_due_in} << 16U;
  }
};

/// One day on which everything is clear and done as prescribed.
void walk_day(Walker& walker, const engine::Rules& rules, const WeekRules& week) {
  Controller& state = walker.state;
  engine::Morning morning(state, rules);
  engine::JudgeLetter judge;
  for (std::size_t t = 0; t < kTracks; ++t)
    if (state.done[t] != engine::Memory::none) judge.verdict[t] = engine::Verdict::clear;
  judge.shoe_clear = state.done[kRun] != engine::Memory::none ? 1 : 0;
  judge.morning_ends_wait = true;
  // Shoes are worn off runs too: a runner without a running session wears them in some other way.
  if (!state.run_open) judge.shoe_clear = state.shoe_left;
  morning.judge(judge);
  engine::EventsLetter events;
  events.clear_urgent = state.urgent;
  events.clear_refer = state.refer;
  morning.events(events);
  engine::DecideLetter decide;
  decide.checkin = true;
  decide.trend = engine::Trend::steady;
  decide.usual_low = decide.no_recent_worsening = decide.walk_clear = decide.raises_pass =
      decide.hills_distance = true;
  morning.decide(decide);
  engine::TodayLetter today;
  today.admissible = true;
  today.week_strength_may = std::popcount(walker.strength_days) < week.strength_per_week_max;
  today.rest_day_due = std::popcount(walker.session_days) >= 7 - week.rest_days_per_week;
  today.spring_due = walker.spring_due_in == 0;
  morning.today(decide, today);

  const engine::Decision& decision = morning.decision();
  engine::SessionsLetter done;
  if (decision.strength == engine::StrengthPlan::full) done.done[kStrength] = engine::Memory::creditable;
  if (decision.impact == engine::ImpactPlan::spring) {
    done.done[kSpring] = engine::Memory::creditable;
    done.high = (rules.spring_high >> state.spring_rung & 1U) != 0;
  } else if (decision.impact == engine::ImpactPlan::run) {
    done.done[kRun] = engine::Memory::creditable;
    done.high = (rules.run_high >> state.run_rung & 1U) != 0;
  }
  done.impact = decision.impact != engine::ImpactPlan::none;
  const bool any = done.impact || decision.strength != engine::StrengthPlan::none;
  constexpr unsigned kSixDays = 0x3f;
  walker.strength_days = static_cast<std::uint8_t>(
      ((unsigned{walker.strength_days} << 1U) | (decision.strength != engine::StrengthPlan::none ? 1U : 0U)) &
      kSixDays);
  walker.session_days =
      static_cast<std::uint8_t>(((unsigned{walker.session_days} << 1U) | (any ? 1U : 0U)) & kSixDays);
  if (decision.impact == engine::ImpactPlan::spring || decision.change[kSpring] == engine::Change::opened)
    walker.spring_due_in = static_cast<std::uint8_t>(week.spring_every_days);
  if (walker.spring_due_in > 0) --walker.spring_due_in;
  engine::sessions(state, rules, done);
}

/// Where a walk has been, so that no later one walks the same way again.
class Known {
 public:
  [[nodiscard]] bool holds(const Walker& walker) const {
    const auto found = weeks_.find(engine::pack(walker.state));
    return found != weeks_.end() && std::ranges::find(found->second, walker.week()) != found->second.end();
  }
  void add(const Walker& walker) { weeks_[engine::pack(walker.state)].push_back(walker.week()); }

 private:
  std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> weeks_;
};

class Walks {
 public:
  Walks(const engine::Rules& rules, const WeekRules& week) : rules_(rules), week_(week) {}

  void from(const Controller& start) {
    if (out_.stuck) return;
    ++out_.starts;
    Walker walker;
    walker.state = start;
    std::vector<Walker> way;
    // chosen: ten years; the longest ladder takes less than two when everything is clear
    constexpr std::size_t kTooLong = 3650;
    while (!walker.state.full(rules_) && !known_.holds(walker)) {
      if (way.size() == kTooLong) {
        out_.stuck = start;
        return;
      }
      way.push_back(walker);
      walk_day(walker, rules_, week_);
    }
    for (const Walker& been : way) known_.add(been);
    const auto days = static_cast<std::uint32_t>(way.size());
    out_.days += days;
    out_.longest_days = std::max(out_.longest_days, days);
  }
  [[nodiscard]] const DeadEnds& found() const { return out_; }

 private:
  const engine::Rules& rules_;
  const WeekRules& week_;
  Known known_;
  DeadEnds out_;
};

Controller burdened(Controller state, const engine::Rules& rules) {
  state.unassessed = {true, state.spring_open, state.run_open};
  state.shoe_left = engine::kShoeClearSessions;
  state.urgent = state.refer = true;
  state.spikes = {7, 7, 7};
  state.wait = static_cast<std::uint8_t>(rules.impact_wait_days + 1);
  state.impact_ago = state.high_ago = state.strength_ago = 1;
  return state;
}

}  // namespace

DeadEnds find_dead_ends(const engine::Rules& rules, const WeekRules& week) {
  Walks walks(rules, week);
  for (int strength = engine::kCalm; strength < rules.strength_rungs; ++strength) {
    if (strength > 0 && (rules.strength_available >> strength & 1U) == 0) continue;
    for (int spring = -1; spring < rules.spring_rungs; ++spring) {
      for (int run = -1; run < rules.run_rungs; ++run) {
        Controller state;
        state.strength_rung = static_cast<std::int8_t>(strength);
        state.spring_open = spring >= 0;
        state.spring_rung = static_cast<std::uint8_t>(std::max(spring, 0));
        state.run_open = run >= 0;
        state.run_rung = static_cast<std::uint8_t>(std::max(run, 0));
        walks.from(state);
        walks.from(burdened(state, rules));
      }
    }
  }
  return walks.found();
}

}  // namespace springback::lab
