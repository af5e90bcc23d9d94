#include "engine/ledger.h"

#include <algorithm>

#include "engine/days_done.h"
#include "engine/load.h"

namespace springback::engine {
namespace {

// chosen: a step count that is not between half and twice the usual cadence is of something else.
constexpr double kCadenceLeast = 0.5;
constexpr double kCadenceMost = 2.0;

/// Time on foot, with what is known of its speed and its steps.
struct OnFoot {
  std::int32_t jog_s = 0, walk_s = 0;
  double force = 0;            ///< of jogging whose speed is not known
  std::int32_t mm_per_s = -1;  ///< of all the jogging; −1: not known
  const Recording* recording = nullptr;
};

std::int32_t bout_speed(const Bout& bout) {
  if (bout.kind != BoutKind::jog || !bout.distance_m || *bout.distance_m <= 0 || bout.duration_s <= 0)
    return -1;
  return static_cast<std::int32_t>(
      std::min<std::int64_t>(std::int64_t{*bout.distance_m} * 1000 / bout.duration_s, 20'000));
}

/// One exposure into its week.
class Booking {
 public:
  Booking(LoadWeek& week, const DayDone& day, int exponent) : week_(week), day_(day), exponent_(exponent) {}

  void add(const Exposure& e) {
    switch (e.track()) {
      case Track::run:
      case Track::walk:
        return on_foot(e);
      case Track::spring:
      case Track::strength:
        return exercise(e);
      case Track::other:
        ++of(LoadKind::other).unknown;  // its force is not known, whatever was told of it
    }
  }

 private:
  KindLoad& of(LoadKind kind) { return week_.kinds[static_cast<std::size_t>(kind)]; }

  void add_cycles(KindLoad& kind, double cycles, double ratio) {
    kind.load += cycles * power(ratio, exponent_);
    kind.cycles += cycles * ratio;
  }

  static const PlanItem* prescribed(const Exposure& e) {
    const bool by_plan = e.session != nullptr && e.session->as_prescribed;
    return by_plan ? e.plan->find(e.track()) : nullptr;
  }

  void exercise(const Exposure& e) {
    KindLoad& kind = of(e.track() == Track::spring ? LoadKind::spring : LoadKind::strength);
    if (const PlanItem* item = prescribed(e)) {
      ++kind.sessions;
      kind.load += dose_load(*item->protocol, item->dose, exponent_, false);
      kind.cycles += dose_load(*item->protocol, item->dose, 1, false);
      return;
    }
    const Protocol& protocol = day_.protocol;
    const Done* done = e.session != nullptr ? &e.session->done : nullptr;
    const auto known = done == nullptr ? protocol.exercises.end()
                                       : std::ranges::find(protocol.exercises, done->exercise, &Exercise::id);
    const bool counted = done != nullptr && done->sets && (done->hold_s || done->reps);
    const std::int32_t load_g = done != nullptr ? done->load_g.value_or(0) : 0;
    const std::int32_t mass_g = day_.profile != nullptr ? day_.profile->body_mass_g.value_or(0) : 0;
    if (!counted || known == protocol.exercises.end() || (load_g > 0 && mass_g <= 0)) {
      ++kind.unknown;
      return;
    }
    const double share = load_g > 0 ? static_cast<double>(load_g) / mass_g : 0.0;
    const double cycles =
        static_cast<double>(*done->sets) * (done->hold_s ? 1 : *done->reps);  // as dose_load
    ++kind.sessions;
    add_cycles(kind, cycles, exercise_force(*known, share));
  }

  OnFoot told(const Exposure& e) const {
    OnFoot foot;
    const LoadRule& rule = day_.protocol.load;
    foot.force = rule.jog_force_permille / 1000.0;
    if (const PlanItem* item = prescribed(e)) {
      foot.jog_s = item->dose.total_jog_s();
      foot.walk_s = item->dose.walk_s * item->dose.rounds;
      if (item->dose.pace == RunPace::strides) foot.force = rule.strides_force_permille / 1000.0;
      if (item->dose.pace == RunPace::faster) foot.force = rule.faster_force_permille / 1000.0;
    } else if (e.session != nullptr && !e.session->as_prescribed) {
      const Done& done = e.session->done;
      foot.jog_s = done.jog_s.value_or(0);
      foot.walk_s = done.walk_s.value_or(0);
      if (done.pace == Pace::fast) foot.force = rule.faster_force_permille / 1000.0;
      if (foot.walk_s == 0 && foot.jog_s > 0 && done.distance_m) {
        const std::int64_t speed = std::int64_t{*done.distance_m} * 1000 / foot.jog_s;
        foot.mm_per_s = static_cast<std::int32_t>(std::min<std::int64_t>(speed, 20'000));
      }
    }
    if (e.recording != nullptr) {
      foot.recording = e.recording;
      foot.jog_s = std::max(foot.jog_s, recorded_jog_s(*e.recording));
      foot.walk_s = std::max(foot.walk_s, e.recording->walk_s);
    }
    return foot;
  }

  /// Recorded steps beside those of the usual cadence in the recorded time.
  [[nodiscard]] double cadence(const OnFoot& foot) const {
    if (foot.recording == nullptr || !foot.recording->steps) return 1.0;
    const LoadRule& rule = day_.protocol.load;
    const double usual = leg_cycles(recorded_jog_s(*foot.recording), rule.jog_steps_per_min) +
                         leg_cycles(foot.recording->walk_s, rule.walk_steps_per_min);
    if (usual <= 0) return 1.0;
    const double ratio = *foot.recording->steps / 2.0 / usual;
    return ratio < kCadenceLeast || ratio > kCadenceMost ? 1.0 : ratio;
  }

  void on_foot(const Exposure& e) {
    const OnFoot foot = told(e);
    const LoadRule& rule = day_.protocol.load;
    if (foot.jog_s <= 0 && foot.walk_s <= 0) {
      if (e.track() == Track::walk && foot.recording != nullptr && foot.recording->steps.value_or(0) > 0) {
        ++of(LoadKind::walk).sessions;
        return add_cycles(of(LoadKind::walk), *foot.recording->steps / 2.0, 1.0);
      }
      ++of(e.track() == Track::run ? LoadKind::run : LoadKind::walk).unknown;
      return;
    }
    const double scale = cadence(foot);
    if (foot.walk_s > 0) {
      KindLoad& walk = of(LoadKind::walk);
      ++walk.sessions;
      add_cycles(walk, scale * leg_cycles(foot.walk_s, rule.walk_steps_per_min), 1.0);
    }
    if (foot.jog_s <= 0) return;
    KindLoad& run = of(LoadKind::run);
    ++run.sessions;
    std::int32_t left = foot.jog_s;
    const auto jog = [&](std::int32_t seconds, double force) {
      add_cycles(run, scale * leg_cycles(seconds, rule.jog_steps_per_min), force);
      left -= seconds;
    };
    if (foot.recording != nullptr) {
      for (const Bout& bout : foot.recording->bouts) {
        const std::int32_t speed = bout_speed(bout);
        if (speed > 0) jog(std::min(bout.duration_s, left), run_force(rule, speed));
      }
    }
    if (left > 0) jog(left, foot.mm_per_s > 0 ? run_force(rule, foot.mm_per_s) : foot.force);
  }

  LoadWeek& week_;
  const DayDone& day_;
  int exponent_;
};

bool empty(const LoadWeek& week) {
  return std::ranges::all_of(week.kinds, [](const KindLoad& k) { return k.sessions + k.unknown == 0; });
}

/// Whether all of the week that has a load is known.
bool comparable(const LoadWeek& week) {
  bool known = week.whole && week.load() > 0;
  for (const LoadKind kind : {LoadKind::walk, LoadKind::run, LoadKind::spring, LoadKind::strength})
    known = known && week.of(kind).unknown == 0;
  return known;
}

}  // namespace

std::string_view name(LoadKind kind) {
  constexpr std::array<std::string_view, kLoadKinds> kNames{"walk", "run", "spring", "strength", "other"};
  return kNames[static_cast<std::size_t>(kind)];
}

double LoadWeek::load() const {
  double sum = 0;
  for (const KindLoad& kind : kinds) sum += kind.load;
  return sum;
}

double LoadWeek::cycles() const {
  double sum = 0;
  for (const KindLoad& kind : kinds) sum += kind.cycles;
  return sum;
}

Ledger load_ledger(Day on, int weeks, Protocols protocols, const Diary& diary) {
  const Protocol* protocol = protocol_on(on, protocols, diary);
  Ledger ledger;
  ledger.on = on;
  ledger.exponent = (protocol != nullptr ? *protocol : protocols.front()).load.exponent;
  const int count = std::clamp(weeks, 1, kLedgerWeeksMax);
  const Day first = on - weekday(on) - 7 * (count - 1);
  for (int i = 0; i < count; ++i) {
    LoadWeek& week = ledger.weeks.emplace_back();
    week.from = first + 7 * i;
    week.to = week.from + 6;
    week.whole = week.to < on;
  }
  each_day(on, on, protocols, diary, [&](const DayDone& day) {
    if (day.day < first) return;
    Booking booking(ledger.weeks[static_cast<std::size_t>((day.day - first) / 7)], day, ledger.exponent);
    for (const Exposure& e : day.exposures) booking.add(e);
  });
  for (std::size_t i = 1; i < ledger.weeks.size(); ++i) {
    if (!comparable(ledger.weeks[i]) || !comparable(ledger.weeks[i - 1])) continue;
    const double ratio = ledger.weeks[i].load() / ledger.weeks[i - 1].load() * 100.0;
    ledger.weeks[i].ratio_pct = static_cast<std::int32_t>(std::min(ratio + 0.5, 1e6));
  }
  ledger.weeks.erase(ledger.weeks.begin(), std::ranges::find_if_not(ledger.weeks, empty));
  return ledger;
}

std::int64_t rounded_load(double load) {
  constexpr double kMost = 9e15;  // every whole number up to here is exact
  const double known = std::clamp(load, 0.0, kMost);
  const auto whole = static_cast<std::int64_t>(known);
  if (whole < 1000) return static_cast<std::int64_t>(known + 0.5);
  std::int64_t step = 1;
  for (std::int64_t rest = whole; rest >= 1000; rest /= 10) step *= 10;
  return (whole + step / 2) / step * step;
}

}  // namespace springback::engine
