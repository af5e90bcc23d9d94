// How fast a diary's text becomes facts, and an outcome becomes text.
//
// The diary is made up: four facts a day for 2,000 days, most of them as the apps write them, with ids.

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "base/check.h"
#include "base/civil.h"
#include "base/id.h"
#include "codec/diary_json.h"
#include "codec/outcome_json.h"

namespace {

using namespace springback;

// chosen: more than five years of days, of the size that a keen runner's diary reaches.
constexpr int kDays = 2'000;

std::string at(int day, std::string_view time) {
  return R"("at":")" + format_day(Day{20'000} + day) + "T" + std::string(time) + R"(+01:00")";
}

std::string session(int day, const std::string& id) {
  const bool run = day % 2 == 0;
  const std::string done =
      run ? R"("track":"run","done":{"jog_s":1440,"walk_s":480,"rounds":8,"distance_m":5230.5})"
          : R"("track":"strength","done":{"exercise":"one_leg_raise","sets":3,"reps":15,"load_kg":3.5})";
  return R"({"type":"session",)" + at(day, "18:05:00") + id + "," + done + R"(,"pain_during":)" +
         std::to_string(day % 6) + R"(,"pain_after":1,"effort":4})";
}

/// JSON Lines of 4 × kDays facts. Without ids they are as somebody writes them by hand.
std::string made_up(bool with_ids) {
  std::string out;
  int number = 0;
  const auto id = [&] {
    const Uuid uuid = uuid_v5(springback_name_space(), std::to_string(number++));
    return with_ids ? R"(,"id":")" + format_uuid(uuid) + R"(")" : std::string();
  };
  for (int day = 0; day < kDays; ++day) {
    out += R"({"type":"checkin",)" + at(day, "07:10:00") + id() + R"(,"pain":)" + std::to_string(day % 5) +
           R"(,"stiffness_min":10,"settled":true})" + "\n";
    out += session(day, id()) + "\n";
    out += R"({"type":"symptom",)" + at(day, "20:30:00") + id() + R"(,"pain":)" + std::to_string(day % 3) +
           R"(,"side":"left","context":"daily"})" + "\n";
    out += R"({"type":"note",)" + at(day, "21:00:00") + id() +
           R"(,"text":"Wet path along the river, new socks, slept well"})" + "\n";
  }
  return out;
}

void parse(benchmark::State& state, bool with_ids) {
  const std::string text = made_up(with_ids);
  for (auto _ : state) {
    const auto facts = codec::parse_diary(text);
    SPRINGBACK_CHECK(facts && facts->size() == std::size_t{4} * kDays);
    benchmark::DoNotOptimize(facts->data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

void parse_diary_with_ids(benchmark::State& state) { parse(state, true); }
void parse_diary_without_ids(benchmark::State& state) { parse(state, false); }

/// One line at a time, as facts come from the page.
void parse_one_fact(benchmark::State& state) {
  const std::string text = session(0, R"(,"id":"11111111-2222-4333-8444-555555555555")");
  for (auto _ : state) {
    const auto fact = codec::parse_fact(text);
    SPRINGBACK_CHECK(fact.has_value());
    benchmark::DoNotOptimize(fact->canonical.data());
  }
}

void write_outcome(benchmark::State& state) {
  engine::Outcome outcome;
  outcome.protocol = "achilles-midportion@1";
  outcome.reasons.assign(8,
                         engine::Reason{engine::Code::spacing,
                                        engine::Track::run,
                                        {{"days_since", std::int64_t{1}}, {"days_needed", std::int64_t{2}}},
                                        {springback_name_space()},
                                        "seed S13"});
  for (auto _ : state) {
    const std::string text = codec::outcome_to_json(outcome, nullptr);
    benchmark::DoNotOptimize(text.data());
  }
}

BENCHMARK(parse_diary_with_ids)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_diary_without_ids)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_one_fact)->Unit(benchmark::kMicrosecond);
BENCHMARK(write_outcome)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
