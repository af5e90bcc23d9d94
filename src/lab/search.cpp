#include "lab/search.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <unordered_map>

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

/// Some variables of a world as one number: a digit each, in places that are the same for all masks of a
/// part.
class Packer {
 public:
  Packer(std::uint64_t keeps, const Domains& domains) {
    std::uint64_t weight = 1;
    for (std::uint8_t id = 0; id < kStateVariables; ++id) {
      if ((keeps >> id & 1U) == 0) continue;
      digits_[id] = {weight, domains[id].count, domains[id].lowest};
      weight *= domains[id].count;
    }
  }
  /// The number of the variables in `mask` alone; free ones are chosen.
  [[nodiscard]] std::uint64_t pack(const World& world, std::uint64_t mask) const {
    std::uint64_t key = 0;
    each_variable(world, [this, mask, &key](std::uint8_t id, const auto& variable) {
      if ((mask >> id & 1U) == 0) return;
      key += digits_[id].weight * static_cast<std::uint64_t>(variable.value() - digits_[id].lowest);
    });
    return key;
  }
  /// Whether every variable in `mask` is within its range: a step that leaves it has no place in any search.
  [[nodiscard]] bool fits(const World& world, std::uint64_t mask) const {
    bool all = true;
    each_variable(world, [this, mask, &all](std::uint8_t id, const auto& variable) {
      if ((mask >> id & 1U) == 0) return;
      const int place = variable.value() - digits_[id].lowest;
      all = all && place >= 0 && static_cast<std::uint64_t>(place) < digits_[id].count;
    });
    return all;
  }
  void unpack(std::uint64_t key, std::uint64_t mask, World& world) const {
    each_variable(world, [this, mask, key](std::uint8_t id, auto& variable) {
      if ((mask >> id & 1U) == 0) return;
      variable.set_known(digits_[id].lowest + static_cast<int>(key / digits_[id].weight % digits_[id].count));
    });
  }
  /// What is left of `key` when only the digits in `places` count.
  [[nodiscard]] std::uint64_t project(std::uint64_t key, std::span<const std::uint8_t> places) const {
    std::uint64_t out = 0;
    for (const std::uint8_t id : places) {
      const Digit digit = digits_[id];
      out += key / digit.weight % digit.count * digit.weight;
    }
    return out;
  }

 private:
  struct Digit {
    std::uint64_t weight = 1;
    std::uint64_t count = 1;
    int lowest = 0;
  };
  std::array<Digit, kStateVariables> digits_{};
};

/// The states found at one step of the day, each with where it came from: open addressing, keys side by side.
class Layer {
 public:
  Layer() : slots_(1024, kEmpty) {}
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  [[nodiscard]] std::uint64_t key(std::size_t i) const { return keys_[i]; }
  [[nodiscard]] std::uint32_t parent(std::size_t i) const { return parents_[i]; }
  void add(std::uint64_t key, std::uint32_t parent) {
    std::size_t at = hash(key);
    for (; slots_[at] != kEmpty; at = (at + 1) & (slots_.size() - 1))
      if (keys_[slots_[at]] == key) return;
    slots_[at] = static_cast<std::uint32_t>(keys_.size());
    keys_.push_back(key);
    parents_.push_back(parent);
    if (keys_.size() * 2 > slots_.size()) grow();
  }

 private:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;
  [[nodiscard]] std::size_t hash(std::uint64_t key) const {
    return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> 20U) & (slots_.size() - 1);
  }
  void grow() {
    slots_.assign(slots_.size() * 4, kEmpty);
    for (std::uint32_t i = 0; i < keys_.size(); ++i) {
      std::size_t at = hash(keys_[i]);
      while (slots_[at] != kEmpty) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = i;
    }
  }
  std::vector<std::uint32_t> slots_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> parents_;
};

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
        chooser_(domains_) {
    for (std::size_t i = 0; i < kDay.size(); ++i) {
      if (!matters(part, kDay[i], frames[i])) continue;
      steps_.push_back({kDay[i], judged_by(part, kDay[i]), 0, {}, {}});
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
    for (const Layer& layer : layers_) out_.states += layer.size();
    for (const Found& found : found_) out_.violations.push_back({found.invariant, part_.name, trace(found)});
    out_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::move(out_);
  }

 private:
  /// Where a step leads from the variables that it touches, each result once.
  struct Leads {
    std::vector<std::uint64_t> to;
    Broken broken;
  };
  struct StepHere {
    Step step;
    bool judged = false;
    std::uint64_t touches = 0;         ///< kept variables that it has been seen to read or write
    std::vector<std::uint8_t> places;  ///< the same, as numbers
    std::unordered_map<std::uint64_t, Leads> leads;
  };

  void expand(std::size_t k, std::uint32_t entry) {
    StepHere& here = steps_[k];
    const std::uint64_t key = layers_[k].key(entry);
    std::uint64_t from = packer_.project(key, here.places);
    const Leads* leads = lead(here, from);
    while (leads == nullptr) {
      from = packer_.project(key, here.places);
      leads = lead(here, from);
    }
    Layer& next = layers_[(k + 1) % layers_.size()];
    for (const std::uint64_t to : leads->to) next.add(key - from + to, entry);
    out_.transitions += leads->to.size();
    const std::uint32_t fresh = leads->broken.bits() & ~seen_;
    seen_ |= fresh;
    for (std::size_t i = 0; i < kInvariants; ++i)
      if ((fresh >> i & 1U) != 0) found_.push_back({static_cast<Invariant>(i), k, entry});
  }

  /// Runs the step from `from` with every combination of what it reads, until `see` has seen enough.
  template <class See>
  void every_path(const StepHere& here, std::uint64_t from, See see) {
    World start = free_;
    packer_.unpack(from, here.touches, start);
    chooser_.first();
    do {
      World world = start;
      CheckedMorning<Var> morning(world, rules_, floors_, letters_, here.judged);
      const bool possible = take(morning, here.step);
      ++out_.evaluations;
      if (!see(world, possible, morning.broken())) return;
    } while (chooser_.next());
  }

  /// Nothing when the step touched a kept variable that it had not been seen to touch: it now has.
  const Leads* lead(StepHere& here, std::uint64_t from) {
    const auto known = here.leads.find(from);
    if (known != here.leads.end()) return &known->second;
    Leads leads;
    std::uint64_t more = 0;
    const std::uint64_t outside = part_.keeps & ~here.touches;
    every_path(here, from, [&](const World& world, bool possible, const Broken& breaks) {
      for (std::size_t r = 0; r < chooser_.read(); ++r) {
        const std::uint8_t id = chooser_.taken(r).id;
        if (id < kStateVariables) more |= one(id) & outside;
      }
      each_variable(world, [&more, outside](std::uint8_t id, const auto& variable) {
        if (variable.written()) more |= one(id) & outside;
      });
      if (more != 0) return false;
      if (!possible) return true;
      leads.broken.add(breaks);
      if (!packer_.fits(world, here.touches))
        leads.broken.demand(Invariant::bounded, false);
      else if (!here.judged || !breaks.any())  // what lies beyond a broken demand follows from it
        leads.to.push_back(packer_.pack(world, here.touches));
      return true;
    });
    if (more != 0) {
      here.touches |= more;
      here.places.clear();
      for (std::uint8_t id = 0; id < kStateVariables; ++id)
        if ((here.touches >> id & 1U) != 0) here.places.push_back(id);
      here.leads.clear();
      return nullptr;
    }
    std::ranges::sort(leads.to);
    const auto same = std::ranges::unique(leads.to);
    leads.to.erase(same.begin(), same.end());
    leads.to.shrink_to_fit();
    return &here.leads.emplace(from, std::move(leads)).first->second;
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
    const std::uint64_t from = packer_.project(key, here.places);
    TracedStep traced{here.step, {}};
    every_path(here, from, [&](const World& world, bool possible, const Broken& broken) {
      if (!possible) return true;
      const std::size_t read = chooser_.read();  // packing may choose what a copied letter left free
      std::optional<std::uint64_t> to;
      if (packer_.fits(world, here.touches)) to = key - from + packer_.pack(world, here.touches);
      if (!wanted(to, broken)) return true;
      for (std::size_t i = 0; i < read; ++i)
        traced.read.push_back({chooser_.taken(i).id, static_cast<std::int8_t>(chooser_.chosen(i))});
      return false;
    });
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
  Chooser chooser_;
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
