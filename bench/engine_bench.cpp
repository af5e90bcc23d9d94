// Ten years of a diary through the engine: the fold alone, and a day's decision with everything that would
// change it.

#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

#include "engine/run.h"
#include "formats/protocol_toml.h"

namespace springback::engine {
namespace {

constexpr int kDays = 3650;

Protocol midportion() {
  std::ifstream in(std::string(SPRINGBACK_SOURCE_DIR) + "/protocols/achilles-midportion.toml");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto protocol = formats::read_protocol_toml(text);
  if (!protocol) std::abort();
  return std::move(*protocol);
}

Fact fact(Day day, int hour, Body body) {
  Fact made;
  made.at = {(std::int64_t{day.value} * 24 + hour) * 3'600'000, 0};
  made.id = uuid_v5(springback_name_space(), std::to_string(made.at.utc_ms));
  made.body = std::move(body);
  return made;
}

/// A check-in every morning and strength or a run on most evenings, now and then a bad answer: about 8,000
/// facts.
Diary ten_years() {
  Diary diary;
  const Day start = day_from_civil({2016, 3, 1});
  Profile profile;
  profile.usual_morning_pain = 2;
  profile.usual_stiffness_min = 10;
  profile.body_mass_g = 70'000;
  diary.push_back(fact(start, 6, profile));
  std::uint32_t chance = 1;
  for (int n = 0; n < kDays; ++n) {
    chance = chance * 1664525U + 1013904223U;
    Checkin checkin;
    checkin.pain = static_cast<Pain>(chance >> 28 == 0 ? 4 : 1 + (chance >> 24 & 1));
    checkin.stiffness_min = 10;
    diary.push_back(fact(start + n, 7, checkin));
    Session session;
    session.track = n % 2 == 0 ? Track::strength : n % 4 == 1 ? Track::run : Track::spring;
    session.as_prescribed = true;
    session.pain_during = static_cast<Pain>(chance >> 20 & 3);
    session.pain_after = 1;
    diary.push_back(fact(start + n, 18, session));
    if (n % 6 == 0) diary.push_back(fact(start + n, 21, Symptom{2, {}, Context::daily}));
  }
  return diary;
}

void fold_ten_years(benchmark::State& state) {
  const Protocol protocol = midportion();
  const Diary diary = ten_years();
  const Day last = diary.back().at.day();
  for (auto _ : state) {
    replay({last, last, false, false}, {&protocol, 1}, diary,
           [](const Outcome& o) { benchmark::DoNotOptimize(&o); });
  }
  state.counters["facts"] = static_cast<double>(diary.size());
  state.counters["days/s"] = benchmark::Counter(kDays, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(fold_ten_years)->Unit(benchmark::kMillisecond);

void today_with_would_change(benchmark::State& state) {
  const Protocol protocol = midportion();
  const Diary diary = ten_years();
  const Day last = diary.back().at.day();
  for (auto _ : state) benchmark::DoNotOptimize(run(last, {&protocol, 1}, diary));
}
BENCHMARK(today_with_would_change)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace springback::engine
