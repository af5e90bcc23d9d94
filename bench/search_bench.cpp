// The exhaustive search of each part, at the default goal of a shipped protocol, in seconds of processor
// time.
//
//   bench_search [--part NAME] [--seconds S]    searches again and again for S seconds (default 1); one line
//   a
//                                               part: name states transitions evaluations days seconds (the
//                                               best)
//   bench_search --layers [--part NAME]         one line a step: part step states
//   bench_search --rules                        the ladders' numbers as definitions for bench/spin/*.pml
//   bench_search --verify                       everything that `verify` does for both protocols, on one
//   thread

#include <ctime>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "engine/prescription.h"
#include "formats/protocol_toml.h"
#include "lab/verify.h"

namespace springback::lab {
namespace {

engine::Protocol shipped(std::string_view name) {
  std::ifstream in(std::string(SPRINGBACK_SOURCE_DIR) + "/protocols/" + std::string(name) + ".toml");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto protocol = formats::read_protocol_toml(text);
  if (!protocol) std::abort();
  return std::move(*protocol);
}

/// Default goal, all equipment: the first case of each part in `verify`.
engine::Rules default_rules(const engine::Protocol& protocol) {
  engine::Profile profile;
  profile.goal_min = protocol.continuous.goal_min_default;
  profile.equipment = {engine::Equipment::backpack, engine::Equipment::dumbbell, engine::Equipment::machine,
                       engine::Equipment::step};
  return engine::make_ladder(protocol, profile)->rules;
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void print_rules(const engine::Rules& r, const Floors& floors) {
  const auto define = [](const char* name, long value) { std::printf("#define %s %ld\n", name, value); };
  define("RUN_RUNGS", r.run_rungs);
  define("RUN_HILLS", r.run_hills);
  define("RUN_CONTINUOUS", r.run_continuous);
  define("RUN_HIGH", r.run_high);
  define("RUN_GATE", r.run_gate);
  define("SPRING_RUNGS", r.spring_rungs);
  define("SPRING_HIGH", r.spring_high);
  define("SPRING_GATE", r.spring_gate);
  define("STRENGTH_RUNGS", r.strength_rungs);
  define("STREAK_LOW", r.streak_low);
  define("STREAK_MODERATE", r.streak_moderate);
  define("STREAK_CALM", r.streak_calm);
  define("HILLS_CLEAR_RUNS", r.hills_clear_runs);
  define("SPIKES", r.spikes);
  define("SPIKES_OF", r.spikes_of);
  define("FLOOR_STREAK", floors.streak);
  define("FLOOR_SPIKES", floors.spikes);
  const auto choose = [](const char* name, int lowest, int count) {
    std::printf("#define %s(x) if", name);
    for (int i = lowest; i < lowest + count; ++i) std::printf(" :: x = %d", i);
    std::printf(" fi;\n");
  };
  choose("PICK_STRENGTH_RUNG", engine::kCalm, r.strength_rungs + 1);
  choose("PICK_SPRING_RUNG", 0, r.spring_rungs);
  choose("PICK_RUN_RUNG", 0, r.run_rungs);
  choose("PICK_ENTRY_RUNG", 0, std::min(r.run_continuous, r.run_rungs));
}

int run(int argc, char** argv) {
  std::string_view only;
  std::string_view what;
  double least = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool more = i + 1 < argc;
    if (word == "--part" && more)
      only = argv[++i];
    else if (word == "--seconds" && more)
      least = std::strtod(argv[++i], nullptr);
    else if (word == "--layers" || word == "--rules" || word == "--verify")
      what = word;
    else
      return std::fprintf(stderr, "bench_search: %s: not an option\n", argv[i]), 2;
  }
  if (what == "--verify") {
    for (const std::string_view name : {"achilles-midportion", "achilles-insertional"}) {
      const double start = processor_seconds();
      const VerifyReport report = verify(shipped(name), 1);
      std::printf("%s %llu states %.2f s\n", name.data(), static_cast<unsigned long long>(report.states()),
                  processor_seconds() - start);
    }
    return 0;
  }
  const engine::Protocol protocol = shipped("achilles-midportion");
  const engine::Rules rules = default_rules(protocol);
  const Floors floors = floors_of(protocol);
  if (what == "--rules") return print_rules(rules, floors), 0;
  const Frames frames = measure_frames(rules, floors);
  for (const Part& part : parts()) {
    if (!only.empty() && part.name != only) continue;
    double best = 1e9;
    Searched found;
    const double start = processor_seconds();
    do {
      const double from = processor_seconds();
      found = search(part, rules, floors, frames);
      best = std::min(best, processor_seconds() - from);
    } while (what.empty() && processor_seconds() - start < least);
    if (!found.violations.empty()) return 1;
    if (what == "--layers") {
      for (const auto& [step, states] : found.layers)
        std::printf("%s %s%.0d %llu\n", part.name.data(), std::string(name(step.kind)).c_str(),
                    step.track + 1, static_cast<unsigned long long>(states));
      continue;
    }
    std::printf("%s %llu %llu %llu %u %.6f\n", part.name.data(),
                static_cast<unsigned long long>(found.states),
                static_cast<unsigned long long>(found.transitions),
                static_cast<unsigned long long>(found.evaluations), found.depth, best);
  }
  return 0;
}

}  // namespace
}  // namespace springback::lab

int main(int argc, char** argv) { return springback::lab::run(argc, argv); }
