#include "lab/search.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "lab/packed_states.h"
#include "lab/path_tree.h"

namespace springback::lab {
namespace {

using engine::kRun;
using engine::kSpring;
using engine::kStrength;
using engine::kTracks;

constexpr std::uint64_t one(int id) { return std::uint64_t{1} << id; }
constexpr std::uint64_t three(int id) { return std::uint64_t{7} << id; }

constexpr std::uint64_t rungs_of(int track) {
  return track == kStrength ? one(kStrengthRung) | one(kStrengthStreak)
         : track == kSpring ? one(kSpringOpen) | one(kSpringRung) | one(kSpringStreak)
                            : one(kRunOpen) | one(kRunRung) | one(kRunStreak);
}
constexpr std::array<Step, kSteps> kDay{{
    {StepKind::begin_day, -1},
    {StepKind::count_spikes, kStrength},
    {StepKind::count_spikes, kSpring},
    {StepKind::count_spikes, kRun},
    {StepKind::grade, kStrength},
    {StepKind::grade, kSpring},
    {StepKind::grade, kRun},
    {StepKind::judge_day, -1},
    {StepKind::alerts, -1},
    {StepKind::circumstances, -1},
    {StepKind::order, kStrength},
    {StepKind::order, kSpring},
    {StepKind::order, kRun},
    {StepKind::entry, -1},
    {StepKind::fall, kStrength},
    {StepKind::fall, kSpring},
    {StepKind::fall, kRun},
    {StepKind::try_track, kRun},
    {StepKind::try_track, kSpring},
    {StepKind::try_track, kStrength},
    {StepKind::plan_impact, -1},
    {StepKind::plan_strength, -1},
    {StepKind::plan_walk, -1},
    {StepKind::take_sessions, -1},
}};

/// Whose demands count where: a step on a track in that track's part, everything else where its variables
/// are.
bool judged_by(const Part& part, const Step& step) {
  switch (step.kind) {
    case StepKind::grade:
    case StepKind::order:
    case StepKind::fall:
    case StepKind::try_track:
      return (part.keeps & rungs_of(step.track)) != 0;
    case StepKind::entry:
      return (part.keeps & one(kStrengthRung)) != 0;
    case StepKind::circumstances:
      return (part.keeps & one(kOwnRuns)) != 0;
    case StepKind::count_spikes:
    case StepKind::alerts:
      return (part.keeps & one(kRefer)) != 0;
    case StepKind::judge_day:
    case StepKind::take_sessions:
      return true;
    case StepKind::begin_day:
    case StepKind::plan_impact:
    case StepKind::plan_strength:
    case StepKind::plan_walk:
      return (part.keeps & one(kWait)) != 0;
  }
  return false;
}

/// A step that neither changes nor judges anything of this part is left out.
bool matters(const Part& part, const Step& step, const Frame& frame) {
  return (part.keeps & frame.writes) != 0 || judged_by(part, step);
}

constexpr std::uint64_t ladder_keeps(int t) {
  return rungs_of(t) | one(kCredits + t) | (t == kRun ? one(kOwnRuns) : 0) | three(kUnassessed) |
         three(kPending) | one(kShoeLeft) | one(kWatchShoe) | one(kBlocks) | one(kWatchBlocked) |
         one(kExcess + t) | one(kWatchExcess + t) | one(kRaised + t) | one(kOrdered + t);
}
constexpr std::array<Part, 5> kParts{{
    {"strength", ladder_keeps(kStrength)},
    {"spring", ladder_keeps(kSpring)},
    {"run", ladder_keeps(kRun)},
    {"calendar", one(kWait) | one(kWaitDays) | one(kWaitAnswer) | one(kImpactAgo) | one(kHighAgo) |
                     one(kStrengthAgo) | one(kSinceImpact) | one(kSinceHigh) | one(kSinceStrength) |
                     one(kImpact)},
    {"alert", one(kUrgent) | one(kRefer) | three(kSpikes) | three(kHistory)},
}};

/// A world in which nothing is known. What the watch says of a variable outside the part is what the
/// controller says of it: that the two agree is proved in the part that keeps them.
World free_world(std::uint64_t keeps) {
  World world;
  each_variable(world, [keeps](std::uint8_t id, auto& variable) {
    int known_as = id;
    if (id >= kWatchExcess && id < kWatchExcess + kTracks) known_as = id - kWatchExcess + kExcess;
    if (id >= kOrdered && id < kOrdered + kTracks) known_as = id - kOrdered + kRaised;
    if (id == kWatchShoe) known_as = kShoeLeft;
    variable.set_free((keeps >> id & 1U) != 0 ? id : static_cast<std::uint8_t>(known_as));
  });
  return world;
}

class Search {
 public:
  Search(const Part& part, const engine::Rules& rules, const Floors& floors, const Frames& frames)
      : part_(part),
        rules_(rules),
        floors_(floors),
        domains_(domains(rules)),
        letters_(free_letters()),
        free_(free_world(part.keeps)),
        packer_(part.keeps, domains_),
        chooser_(domains_),
        tracer_(domains_) {
    for (std::uint8_t id = 0; id < kStateVariables; ++id)
      if ((part.keeps >> id & 1U) != 0) kept_.push_back(id);
    for (std::size_t i = 0; i < kDay.size(); ++i) {
      if (!matters(part, kDay[i], frames[i])) continue;
      StepHere& here = steps_.emplace_back();
      here.step = kDay[i];
      here.judged = judged_by(part, kDay[i]);
    }
    layers_.resize(steps_.size());
  }

  Searched run() {
    const auto start = std::chrono::steady_clock::now();
    const ChooserInUse use(chooser_);
    out_.part = part_.name;
    layers_[0].add(packer_.pack(World{}, part_.keeps), UINT32_MAX);
    std::vector<std::size_t> done(steps_.size(), 0);
    while (done[0] < layers_[0].size()) {
      ++out_.depth;
      for (std::size_t k = 0; k < steps_.size(); ++k) {
        // The first layer grows while the last one is worked on: those are tomorrow's.
        const std::size_t size = layers_[k].size();
        for (; done[k] < size; ++done[k]) expand(k, static_cast<std::uint32_t>(done[k]));
      }
    }
    for (std::size_t k = 0; k < steps_.size(); ++k) {
      out_.states += layers_[k].size();
      out_.layers.emplace_back(steps_[k].step, layers_[k].size());
    }
    for (const Found& found : found_) out_.violations.push_back({found.invariant, part_.name, trace(found)});
    out_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::move(out_);
  }

 private:
  /// Where a step leads from the variables that it touches, each result once.
  struct Leads {
    std::vector<std::uint64_t> to;
    std::uint32_t broken = 0;
  };
  struct StepHere {
    Step step;
    bool judged = false;
    std::uint64_t touches = 0;  ///< kept variables that it has been seen to read or change
    std::uint64_t mask = 0;     ///< their bits in a key
    PathTree paths;
    Numbering cases;           ///< values of what it touches,
    std::vector<Leads> leads;  ///< and where each leads
  };

  void expand(std::size_t k, std::uint32_t entry) {
    StepHere& here = steps_[k];
    const std::uint64_t key = layers_[k].key(entry);
    const Leads& leads = lead(here, key);
    Layer& next = layers_[(k + 1) % layers_.size()];
    for (const std::uint64_t to : leads.to) next.add((key & ~here.mask) | to, entry);
    out_.transitions += leads.to.size();
    const std::uint32_t fresh = leads.broken & ~seen_;
    if (fresh == 0) return;
    seen_ |= fresh;
    for (std::size_t i = 0; i < kInvariants; ++i)
      if ((fresh >> i & 1U) != 0) found_.push_back({static_cast<Invariant>(i), k, entry});
  }

  const Leads& lead(StepHere& here, std::uint64_t key) {
    const auto [known, fresh] = here.cases.add(key & here.mask);
    if (!fresh) return here.leads[known];
    for (const std::uint8_t id : kept_) chooser_.prefer(id, packer_.choice(key, id));
    Leads leads;
    std::uint64_t touched = 0;
    touched |= here.paths.walk(
        key, part_.keeps, packer_, chooser_,
        [&](std::span<const Chooser::Taken> path) { return run_along(here, path); },
        [&](const PathTree::Leaf& leaf) {
          leads.broken |= leaf.broken;
          if (leaf.ends_here) return;
          touched |= leaf.changed;
          leads.to.push_back((key & ~leaf.mask) | leaf.bits);
        });
    if ((touched & ~here.touches) != 0) {  // cases that looked the same may differ in this
      here.touches |= touched;
      here.mask = packer_.mask(here.touches);
      here.cases.clear();
      here.leads.clear();
      (void)here.cases.add(key & here.mask);
    }
    for (std::uint64_t& to : leads.to) to &= here.mask;
    std::ranges::sort(leads.to);
    const auto same = std::ranges::unique(leads.to);
    leads.to.erase(same.begin(), same.end());
    leads.to.shrink_to_fit();
    return here.leads.emplace_back(std::move(leads));
  }

  /// Runs the step once: on this path, and where it ends, on as the chooser prefers.
  PathTree::Leaf run_along(const StepHere& here, std::span<const Chooser::Taken> path) {
    chooser_.follow(path);
    World world = free_;
    CheckedMorning<Var> morning(world, rules_, floors_, letters_, here.judged);
    PathTree::Leaf leaf;
    const bool possible = take(morning, here.step);
    ++out_.evaluations;
    if (!possible) return leaf;
    Broken broken = morning.broken();
    leaf.ends_here = here.judged && broken.any();
    each_variable(world, [this, &leaf, &broken](std::uint8_t id, const auto& variable) {
      if ((part_.keeps >> id & 1U) == 0 || variable.is_free_as(id)) return;
      const int value = variable.value();  // may choose what a copied letter left free
      if (!packer_.fits(id, value)) {
        broken.demand(Invariant::bounded, false);
        leaf.ends_here = true;
        return;
      }
      leaf.changed |= one(id);
      leaf.mask |= packer_.bits(id);
      leaf.bits |= packer_.bits(id, value);
    });
    leaf.broken = broken.bits();
    return leaf;
  }

  struct Found {
    Invariant invariant;
    std::size_t step;
    std::uint32_t entry;
  };

  /// The step from one entry again, on the first path that `wanted` takes for it.
  template <class Wanted>
  TracedStep retake(std::size_t k, std::uint32_t entry, Wanted wanted) {
    const StepHere& here = steps_[k];
    const std::uint64_t key = layers_[k].key(entry);
    TracedStep traced{here.step, {}};
    World start = free_;
    packer_.unpack(key, part_.keeps, start);
    const ChooserInUse use(tracer_);
    tracer_.first();
    do {
      World world = start;
      CheckedMorning<Var> morning(world, rules_, floors_, letters_, here.judged);
      if (!take(morning, here.step)) continue;
      const std::size_t read = tracer_.read();  // packing may choose what a copied letter left free
      std::optional<std::uint64_t> to;
      if (packer_.fits(world, part_.keeps)) to = packer_.pack(world, part_.keeps);
      if (!wanted(to, morning.broken())) continue;
      for (std::size_t i = 0; i < read; ++i)
        traced.read.push_back({tracer_.taken(i).id, static_cast<std::int8_t>(tracer_.chosen(i))});
      break;
    } while (tracer_.next());
    return traced;
  }

  std::vector<TracedDay> trace(const Found& found) {
    std::vector<TracedDay> days(1);
    std::size_t k = found.step;
    std::uint32_t entry = found.entry;
    days.back().push_back(retake(k, entry, [&found](std::optional<std::uint64_t> to, const Broken& broken) {
      return broken.has(found.invariant) || (found.invariant == Invariant::bounded && !to);
    }));
    for (;;) {
      const std::uint32_t parent = layers_[k].parent(entry);
      if (parent == UINT32_MAX) break;
      const std::uint64_t target = layers_[k].key(entry);
      if (k == 0) days.emplace_back();
      k = (k + steps_.size() - 1) % steps_.size();
      entry = parent;
      days.back().insert(days.back().begin(),
                         retake(k, entry, [target](std::optional<std::uint64_t> to, const Broken&) {
                           return to == target;
                         }));
    }
    return {days.rbegin(), days.rend()};
  }

  const Part& part_;
  const engine::Rules& rules_;
  const Floors& floors_;
  const Domains domains_;
  const Letters letters_;
  const World free_;
  Packer packer_;
  std::vector<std::uint8_t> kept_;
  Chooser chooser_;
  Chooser tracer_;  ///< for the way to a violation
  std::vector<StepHere> steps_;
  std::vector<Layer> layers_;
  std::uint32_t seen_ = 0;
  std::vector<Found> found_;
  Searched out_;
};

}  // namespace

std::span<const Step, kSteps> day_steps() { return kDay; }
std::span<const Part> parts() { return kParts; }

std::string_view name(StepKind kind) {
  constexpr std::array<std::string_view, 14> kNames{
      "begin_day", "count_spikes", "grade", "judge_day",   "alerts",        "circumstances", "order",
      "entry",     "fall",         "try",   "plan_impact", "plan_strength", "plan_walk",     "take_sessions"};
  return kNames[static_cast<std::size_t>(kind)];
}

template <template <class> class Field>
bool take(CheckedMorning<Field>& m, const Step& step) {
  switch (step.kind) {
    case StepKind::begin_day:
      m.begin_day();
      break;
    case StepKind::count_spikes:
      m.count_spikes(step.track);
      break;
    case StepKind::grade:
      m.grade(step.track);
      break;
    case StepKind::judge_day:
      m.judge_day();
      break;
    case StepKind::alerts:
      m.alerts();
      break;
    case StepKind::circumstances:
      m.circumstances();
      break;
    case StepKind::order:
      m.order(step.track);
      break;
    case StepKind::entry:
      m.entry();
      break;
    case StepKind::fall:
      m.fall(step.track);
      break;
    case StepKind::try_track:
      m.try_track(step.track);
      break;
    case StepKind::plan_impact:
      m.plan_impact();
      break;
    case StepKind::plan_strength:
      m.plan_strength();
      break;
    case StepKind::plan_walk:
      m.plan_walk();
      break;
    case StepKind::take_sessions:
      m.take_sessions();
      break;
  }
  return m.possible();
}
template bool take<engine::Plain>(CheckedMorning<engine::Plain>&, const Step&);

Frames measure_frames(const engine::Rules& rules, const Floors& floors) {
  Frames frames{};
  const Domains all = domains(rules);
  const Letters letters = free_letters();
  World free;
  each_variable(free, [](std::uint8_t id, auto& variable) { variable.set_free(id); });
  Chooser chooser(all);
  const ChooserInUse use(chooser);
  for (std::size_t i = 0; i < kDay.size(); ++i) {
    Frame& frame = frames[i];
    chooser.first();
    do {
      World world = free;
      CheckedMorning<Var> morning(world, rules, floors, letters, false);
      (void)take(morning, kDay[i]);
      each_variable(world, [&frame](std::uint8_t id, const auto& variable) {
        if (variable.written()) frame.writes |= one(id);
      });
      ++frame.paths;
    } while (chooser.next());
  }
  return frames;
}

Searched search(const Part& part, const engine::Rules& rules, const Floors& floors, const Frames& frames) {
  return Search(part, rules, floors, frames).run();
}

}  // namespace springback::lab
