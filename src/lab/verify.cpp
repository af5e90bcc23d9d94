#include "lab/verify.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <numeric>
#include <thread>
#include <tuple>

#include "engine/prescription.h"
#include "lab/dead_end.h"

namespace springback::lab {
namespace {

/// One set of ladders that a runner can have.
struct Case {
  std::string what;
  std::int32_t goal_min = 0;
  std::vector<engine::Equipment> equipment;
  engine::Rules rules;
};

constexpr std::array kOwnable{engine::Equipment::backpack, engine::Equipment::dumbbell,
                              engine::Equipment::machine, engine::Equipment::step};

Case make_case(const engine::Protocol& protocol, std::int32_t goal_min, unsigned owned) {
  engine::Profile profile;
  profile.goal_min = goal_min;
  Case made;
  made.goal_min = goal_min;
  for (std::size_t i = 0; i < kOwnable.size(); ++i)
    if ((owned >> i & 1U) != 0) made.equipment.push_back(kOwnable[i]);
  profile.equipment = made.equipment;
  made.rules = engine::make_ladder(protocol, profile)->rules;
  made.what = "goal " + std::to_string(goal_min) + " min";
  for (const engine::Equipment equipment : made.equipment) made.what += ", " + std::string(name(equipment));
  if (made.equipment.empty()) made.what += ", no equipment";
  return made;
}

bool same_run(const engine::Rules& a, const engine::Rules& b) {
  return a.run_rungs == b.run_rungs && a.run_goal == b.run_goal && a.run_hills == b.run_hills &&
         a.run_continuous == b.run_continuous && a.run_high == b.run_high;
}

/// Each different run ladder once, with all equipment; each different strength ladder once, with the default
/// goal.
struct Cases {
  std::vector<Case> goals, equipment;
};
Cases all_cases(const engine::Protocol& protocol) {
  constexpr unsigned kEverything = (1U << kOwnable.size()) - 1;
  Cases all;
  const auto& range = protocol.continuous;
  for (std::int32_t goal = range.goal_min_lowest; goal <= range.goal_min_highest; ++goal) {
    Case next = make_case(protocol, goal, kEverything);
    const auto same = [&next](const Case& c) { return same_run(c.rules, next.rules); };
    if (std::ranges::none_of(all.goals, same)) all.goals.push_back(std::move(next));
  }
  for (unsigned owned = 0; owned <= kEverything; ++owned) {
    Case next = make_case(protocol, range.goal_min_default, owned);
    const auto same = [&next](const Case& c) {
      return c.rules.strength_available == next.rules.strength_available;
    };
    if (std::ranges::none_of(all.equipment, same)) all.equipment.push_back(std::move(next));
  }
  return all;
}

class Verification {
 public:
  Verification(const engine::Protocol& protocol, int threads,
               const std::function<void(std::size_t, std::size_t)>& progress)
      : protocol_(protocol), floors_(floors_of(protocol)), progress_(progress), cases_(all_cases(protocol)) {
    out_.threads = std::max(threads, 1);
    out_.goals = static_cast<std::uint32_t>(protocol.continuous.goal_min_highest -
                                            protocol.continuous.goal_min_lowest + 1);
    out_.ladders = static_cast<std::uint32_t>(cases_.goals.size());
    for (const Part& part : parts()) out_.parts.push_back({part.name, 0, 0, 0, 0, 0, 0});
  }

  VerifyReport run() {
    const auto start = std::chrono::steady_clock::now();
    plan();
    std::atomic<std::size_t> next{0};
    const auto work = [this, &next] {
      for (std::size_t i = next++; i < tasks_.size(); i = next++) {
        tasks_[i]();
        const std::scoped_lock lock(mutex_);
        ++done_;
        if (progress_) progress_(done_, tasks_.size());
      }
    };
    std::vector<std::thread> helpers;
    for (int i = 1; i < out_.threads; ++i) helpers.emplace_back(work);
    work();
    for (std::thread& helper : helpers) helper.join();
    const auto order = [](const Counterexample& a, const Counterexample& b) {
      return std::tuple(a.invariant, a.days.size(), a.part, a.goal_min, a.ladder) <
             std::tuple(b.invariant, b.days.size(), b.part, b.goal_min, b.ladder);
    };
    std::ranges::sort(out_.broken, order);
    const auto again = std::ranges::unique(out_.broken, {}, &Counterexample::invariant);
    out_.broken.erase(again.begin(), again.end());
    out_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::move(out_);
  }

 private:
  /// Which cases a part can differ in: its rules read nothing else.
  void plan() {
    for (std::size_t p = 0; p < parts().size(); ++p) {
      const std::string_view part = parts()[p].name;
      const bool per_goal = part == "run" || part == "calendar";
      const auto& cases = per_goal ? cases_.goals : cases_.equipment;
      const std::size_t count = per_goal || part == "strength" ? cases.size() : 1;
      for (std::size_t i = 0; i < count; ++i)
        tasks_.emplace_back([this, p, &c = cases[i]] { search_part(p, c); });
    }
    for (const auto* cases : {&cases_.goals, &cases_.equipment}) {
      for (const Case& c : *cases) {
        tasks_.emplace_back([this, &c] { compare_pairs(c); });
        tasks_.emplace_back([this, &c] { walk(c); });
      }
    }
  }

  void search_part(std::size_t p, const Case& c) {
    Searched searched = search(parts()[p], c.rules, floors_, measure_frames(c.rules, floors_));
    const std::scoped_lock lock(mutex_);
    PartReport& part = out_.parts[p];
    ++part.cases;
    part.states += searched.states;
    part.transitions += searched.transitions;
    part.evaluations += searched.evaluations;
    part.depth = std::max(part.depth, searched.depth);
    part.seconds += searched.seconds;
    for (Violation& violation : searched.violations)
      add(violation.invariant, violation.part, c, std::move(violation.days), {});
  }

  void compare_pairs(const Case& c) {
    const std::vector<MonotoneLemma> lemmas = check_monotone(c.rules);
    const std::scoped_lock lock(mutex_);
    for (const MonotoneLemma& lemma : lemmas) {
      out_.monotone_pairs += lemma.pairs;
      if (lemma.worse.empty()) continue;
      std::string note = "lemma \"" + std::string(lemma.name) + "\" fails for";
      for (const Choice& choice : lemma.worse)
        note += " " + std::string(variable_name(choice.id)) + "=" + std::to_string(choice.value);
      add(Invariant::monotone, "pairs", c, {}, std::move(note));
    }
  }

  void walk(const Case& c) {
    const auto& spacing = protocol_.spacing;
    const DeadEnds found = find_dead_ends(
        c.rules, {spacing.strength_per_week_max, spacing.rest_days_per_week, spacing.spring_every_days});
    const std::scoped_lock lock(mutex_);
    out_.walks += found.starts;
    out_.walked_days += found.days;
    out_.longest_walk_days = std::max(out_.longest_walk_days, found.longest_days);
    if (!found.stuck) return;
    const engine::Controller& s = *found.stuck;
    add(Invariant::no_dead_end, "walk", c, {},
        "from strength rung " + std::to_string(s.strength_rung) + ", spring " +
            (s.spring_open ? std::to_string(s.spring_rung) : "closed") + ", run " +
            (s.run_open ? std::to_string(s.run_rung) : "closed") +
            ", ten years of clear sessions do not reach full recovery");
  }

  void add(Invariant invariant, std::string_view part, const Case& c, std::vector<TracedDay> days,
           std::string note) {
    out_.broken.push_back(
        {invariant, std::string(part), c.what, c.goal_min, c.equipment, std::move(days), std::move(note)});
  }

  const engine::Protocol& protocol_;
  const Floors floors_;
  const std::function<void(std::size_t, std::size_t)>& progress_;
  const Cases cases_;
  std::vector<std::function<void()>> tasks_;
  std::mutex mutex_;
  std::size_t done_ = 0;
  VerifyReport out_;
};

/// The first rung whose exercise loads the tendon at least so much, often enough; else the last.
std::int32_t first_rung(const engine::Protocol& protocol, const std::vector<engine::Rung>& rungs,
                        std::int32_t force_permille, std::int32_t amount) {
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    const engine::Dose& dose = rungs[i].dose;
    if (dose.exercise < 0) continue;
    const auto& exercise = protocol.exercises[static_cast<std::size_t>(dose.exercise)];
    if (exercise.force_permille >= force_permille && dose.amount() >= amount) return static_cast<int>(i);
  }
  return static_cast<std::int32_t>(rungs.size()) - 1;
}

template <class Get>
std::uint64_t total(const std::vector<PartReport>& parts, Get get) {
  return std::accumulate(parts.begin(), parts.end(), std::uint64_t{0},
                         [get](std::uint64_t sum, const PartReport& part) { return sum + part.*get; });
}

}  // namespace

std::uint64_t VerifyReport::states() const { return total(parts, &PartReport::states); }
std::uint64_t VerifyReport::transitions() const { return total(parts, &PartReport::transitions); }
std::uint64_t VerifyReport::evaluations() const { return total(parts, &PartReport::evaluations); }

Floors floors_of(const engine::Protocol& protocol) {
  // Engine rules, section 6: spring opens after one-leg raises 3×15, run after one-leg hops 3×10. A one-leg
  // raise is 909 in the shipped protocols, a one-leg hop 2212; chosen: a tenth of tolerance for another
  // source.
  constexpr std::int32_t kOneLegRaise = 820;
  constexpr std::int32_t kOneLegHop = 2000;
  Floors floors;
  floors.spring_gate = first_rung(protocol, protocol.strength, kOneLegRaise, 45);
  floors.run_gate = first_rung(protocol, protocol.spring, kOneLegHop, 30);
  return floors;
}

VerifyReport verify(const engine::Protocol& protocol, int threads,
                    const std::function<void(std::size_t, std::size_t)>& progress) {
  return Verification(protocol, threads, progress).run();
}

}  // namespace springback::lab
