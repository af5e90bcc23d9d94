#include "lab/monotone.h"

#include "engine/controller_steps.h"

namespace springback::lab {
namespace {

using engine::ImpactPlan;
using engine::kRun;
using engine::kSpring;
using engine::kStrength;
using engine::kTracks;
using engine::Verdict;
using Morning = engine::MorningOf<Var>;

/// Better is higher (engine rules, section 9). `pending` never arrives.
int rank(Verdict verdict) {
  if (verdict == Verdict::excessive) return 0;
  return verdict == Verdict::clear ? 2 : 1;
}
/// worsening < rising = drifted < unknown < steady.
int rank(engine::Trend trend) {
  constexpr std::array<int, 5> kRanks{0, 1, 1, 2, 3};
  return kRanks[static_cast<std::size_t>(trend)];
}
int rank(engine::Irritability irritability) { return static_cast<int>(irritability); }

World all_free() {
  World world;
  each_variable(world, [](std::uint8_t id, auto& variable) { variable.set_free(id); });
  return world;
}

int value(std::uint8_t id) { return Chooser::current()->value(id); }

enum class Holds : std::uint8_t { yes, no, not_a_pair };

/// Two mornings that are the same until a lemma sets them apart.
struct Pair {
  Pair(const engine::Rules& r, const Letters& letters) : rules(r), l(letters), worse_l(letters) {
    better = all_free();
    worse = all_free();
  }
  [[nodiscard]] Morning on_better() { return {better.state, rules, better.carry}; }
  [[nodiscard]] Morning on_worse() { return {worse.state, rules, worse.carry}; }
  /// The worse side's trend and irritability: no better than the other's.
  [[nodiscard]] bool worsen() {
    const auto trend = static_cast<engine::Trend>(value(kWorseTrend));
    const auto irritability = static_cast<engine::Irritability>(value(kWorseIrritability));
    if (rank(trend) > rank(l.decide.trend) || rank(irritability) > rank(l.decide.irritability)) return false;
    worse_l.decide.trend = trend;
    worse_l.decide.irritability = irritability;
    return true;
  }

  const engine::Rules& rules;
  const Letters& l;
  Letters worse_l;
  World better, worse;
};

Holds grade(Pair& p, int track) {
  const auto t = static_cast<std::size_t>(track);
  const Verdict verdict = p.l.judge.verdict[t];
  const auto worse = static_cast<Verdict>(value(kWorseVerdict));
  if (verdict == Verdict::none || verdict == Verdict::pending || worse == Verdict::none ||
      worse == Verdict::pending || rank(worse) >= rank(verdict))
    return Holds::not_a_pair;
  p.worse_l.judge.verdict[t] = worse;
  p.worse_l.judge.charged[t].set_free(kWorseFlag);
  Morning a = p.on_better();
  Morning b = p.on_worse();
  a.grade(track, p.l.judge);
  b.grade(track, p.worse_l.judge);
  const bool freed = p.better.state.unassessed[t] && !p.worse.state.unassessed[t];
  const bool held = p.worse.state.streak(track) <= p.better.state.streak(track) && b.carry().blocks && !freed;
  return held ? Holds::yes : Holds::no;
}

/// The worse side may stand lower already: its excess outweighed an order.
Holds fall(Pair& p, int track) {
  const auto t = static_cast<std::size_t>(track);
  if (!p.better.state.open(track)) return Holds::not_a_pair;
  const int rung = p.better.state.rung(track);
  const int lower = value(static_cast<std::uint8_t>(kWorseRung + track));
  const bool excess = value(kWorseFlag + 1) == 1;
  if (lower > rung || (lower < rung && !excess)) return Holds::not_a_pair;
  if (p.better.carry.excess[t] && !excess) return Holds::not_a_pair;
  if (track == kStrength)
    p.worse.state.strength_rung = static_cast<std::int8_t>(lower);
  else if (track == kSpring)
    p.worse.state.spring_rung = static_cast<std::uint8_t>(lower);
  else
    p.worse.state.run_rung = static_cast<std::uint8_t>(lower);
  p.worse.carry.excess[t] = excess;
  if (!p.worsen()) return Holds::not_a_pair;
  Morning a = p.on_better();
  Morning b = p.on_worse();
  a.fall(track, p.l.decide);
  b.fall(track, p.worse_l.decide);
  if (!p.worse.state.open(track)) return Holds::yes;
  const bool held = p.better.state.open(track) && p.worse.state.rung(track) <= p.better.state.rung(track);
  return held ? Holds::yes : Holds::no;
}

Holds step_up(Pair& p, int track) {
  if (!p.worsen()) return Holds::not_a_pair;
  if (track == kRun && value(kWorseFlag + 2) == 1)
    p.worse_l.decide.run_entry_rung = std::int8_t{-1};  // the signals give none while the trend rises
  Morning a = p.on_better();
  Morning b = p.on_worse();
  for (const bool first : {true, false}) {
    Morning& morning = first ? a : b;
    const auto& letter = first ? p.l.decide : p.worse_l.decide;
    if (track == kRun)
      morning.try_run(letter);
    else if (track == kSpring)
      morning.try_spring(letter);
    else
      morning.try_strength(letter);
  }
  const auto t = static_cast<std::size_t>(track);
  if (b.decision().change[t] == engine::Change::none) return Holds::yes;
  const bool held = a.decision().change[t] == b.decision().change[t] &&
                    p.worse.state.rung(track) <= p.better.state.rung(track);
  return held ? Holds::yes : Holds::no;
}

bool high(std::uint32_t rungs, int rung) { return (rungs >> rung & 1U) != 0; }

/// How running may stand apart after the lemmas above: 0 as one, 1 raised on the better side alone, 2 fallen
/// on the worse, 3 both, 4 opened on the better alone. (Closed on the worse: then it waits, and has no
/// impact.)
bool part_run(Pair& p) {
  const int how = value(kPartedRun);
  if (how == 0) return true;
  auto& a = p.better.state;
  auto& b = p.worse.state;
  p.better.carry.fell[kRun] = false;
  p.worse.carry.fell[kRun] = how == 2 || how == 3;
  if (!a.run_open) return false;
  const int rung = a.run_rung;
  if (how == 4) {
    a.own_runs = false;
    b.run_open = false;
    b.run_rung = std::uint8_t{0};
    if (rung > 0 && (!b.own_runs || rung >= p.rules.run_continuous))
      return false;  // only own runs open higher
    return !p.l.decide.held[kRun] && !p.l.decide.run_barred;
  }
  const bool raised = how != 2;
  const int lower = rung - (raised ? 1 : 0) - (how != 1 ? 1 : 0);
  if (lower < 0) return false;
  if (raised && (p.l.decide.held[kRun] || p.l.decide.run_barred)) return false;
  // A step up into a high class is not taken on a day on which it could not be done.
  if (raised && high(p.rules.run_high, rung) && a.high_ago > 0) return false;
  b.run_rung = static_cast<std::uint8_t>(lower);
  return true;
}

/// The same for spring; 5: raised or opened on the worse side alone, because running took the increase.
bool part_spring(Pair& p) {
  const int how = value(kPartedSpring);
  if (how == 0) return true;
  auto& a = p.better.state;
  auto& b = p.worse.state;
  p.better.carry.fell[kSpring] = false;
  p.worse.carry.fell[kSpring] = how == 2 || how == 3;
  if (how == 5) {
    const int run = value(kPartedRun);
    if ((run != 1 && run != 4) || !b.spring_open || p.l.decide.held[kSpring]) return false;
    const int rung = b.spring_rung;
    if (high(p.rules.spring_high, rung) && b.high_ago > 0) return false;
    if (rung == 0)
      a.spring_open = false;
    else
      a.spring_rung = static_cast<std::uint8_t>(rung - 1);
    return true;
  }
  if (!a.spring_open) return false;
  const int rung = a.spring_rung;
  const bool raised = how != 2;
  if (raised && p.l.decide.held[kSpring]) return false;
  if (how == 4) {
    b.spring_open = false;
    return rung == 0;
  }
  const int lower = rung - (raised ? 1 : 0) - (how != 1 ? 1 : 0);
  if (lower < 0) return false;
  if (raised && high(p.rules.spring_high, rung) && a.high_ago > 0) return false;
  b.spring_rung = static_cast<std::uint8_t>(lower);
  return true;
}

Holds today(Pair& p) {
  // With an alert, without an answer or under high irritability neither side has impact: nothing to compare.
  if (p.worse.state.urgent || p.worse.state.refer || !p.l.decide.checkin) return Holds::not_a_pair;
  if (p.worse.state.wait > 0 || !p.l.today.admissible) return Holds::not_a_pair;
  if (!part_run(p) || !part_spring(p)) return Holds::not_a_pair;
  Morning a = p.on_better();
  Morning b = p.on_worse();
  b.plan_impact(p.l.decide, p.l.today);
  if (b.carry().impact == ImpactPlan::none) return Holds::yes;
  a.plan_impact(p.l.decide, p.l.today);
  const ImpactPlan more = b.carry().impact;
  const ImpactPlan most = a.carry().impact;
  // A hopping day in place of a running day is neither more nor less. The rungs tell, run before spring.
  if (most == ImpactPlan::none) return Holds::no;
  if (p.worse.state.run_open && p.worse.state.run_rung > p.better.state.run_rung) return Holds::no;
  const bool run_decides =
      p.worse.state.run_open != p.better.state.run_open || p.worse.state.run_rung != p.better.state.run_rung;
  const bool both_hop = more == ImpactPlan::spring && most == ImpactPlan::spring;
  if (!run_decides && both_hop && p.worse.state.spring_rung > p.better.state.spring_rung) return Holds::no;
  return Holds::yes;
}

template <class Lemma>
MonotoneLemma hold(std::string_view name, const engine::Rules& rules, Lemma lemma) {
  MonotoneLemma out{name, 0, {}};
  const Domains all = domains(rules);
  const Letters letters = free_letters();
  Chooser chooser(all);
  const ChooserInUse use(chooser);
  const Pair untouched(rules, letters);
  chooser.first();
  do {
    Pair pair = untouched;  // a copy costs a fraction of freeing every variable again
    const Holds holds = lemma(pair);
    if (holds == Holds::not_a_pair) continue;
    ++out.pairs;
    if (holds == Holds::yes || !out.worse.empty()) continue;
    for (std::size_t i = 0; i < chooser.read(); ++i)
      out.worse.push_back({chooser.taken(i).id, static_cast<std::int8_t>(chooser.chosen(i))});
  } while (chooser.next());
  return out;
}

}  // namespace

std::vector<MonotoneLemma> check_monotone(const engine::Rules& rules) {
  constexpr std::array<std::array<std::string_view, 3>, kTracks> kLemmas{
      {{"grade strength", "fall strength", "step up strength"},
       {"grade spring", "fall spring", "step up spring"},
       {"grade run", "fall run", "step up run"}}};
  std::vector<MonotoneLemma> all;
  for (int t = 0; t < kTracks; ++t) {
    const auto& names = kLemmas[static_cast<std::size_t>(t)];
    all.push_back(hold(names[0], rules, [t](Pair& pair) { return grade(pair, t); }));
    all.push_back(hold(names[1], rules, [t](Pair& pair) { return fall(pair, t); }));
    all.push_back(hold(names[2], rules, [t](Pair& pair) { return step_up(pair, t); }));
  }
  all.push_back(hold("today", rules, [](Pair& pair) { return today(pair); }));
  return all;
}

}  // namespace springback::lab
