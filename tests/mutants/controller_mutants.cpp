// Every condition of the controller turned round, one at a time: each must break an invariant by name.
//
// controller_mutants LIST SURVIVORS [ONE_IN]: LIST as flip.mjs wrote it; SURVIVORS explains those that may
// live; ONE_IN takes every n-th mutant only. Each runs in a process of its own, so that one that crashes
// kills nobody.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "engine/controller_steps.h"
#include "engine/prescription.h"
#include "lab/dead_end.h"
#include "lab/monotone.h"
#include "lab/verify.h"
#include "support/protocol_files.h"

namespace {

using namespace springback;

/// The name of the first invariant that the mutant breaks; nothing when it lives.
std::string first_broken(const engine::Protocol& protocol) {
  const auto ladder = engine::make_ladder(protocol, engine::Profile{});
  const engine::Rules& rules = ladder->rules;
  const lab::Floors floors = lab::floors_of(protocol);
  const lab::Frames frames = lab::measure_frames(rules, floors);
  for (std::size_t i = lab::parts().size(); i-- > 0;) {  // the small parts first
    const lab::Searched searched = lab::search(lab::parts()[i], rules, floors, frames);
    if (!searched.violations.empty()) return std::string(lab::name(searched.violations.front().invariant));
  }
  const auto& spacing = protocol.spacing;
  const lab::WeekRules week{spacing.strength_per_week_max, spacing.rest_days_per_week,
                            spacing.spring_every_days};
  if (lab::find_dead_ends(rules, week).stuck) return "no_dead_end";
  for (const lab::MonotoneLemma& lemma : lab::check_monotone(rules))
    if (!lemma.worse.empty()) return "monotone";
  return "";
}

std::string in_a_process(const engine::Protocol& protocol, int mutant) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  const pid_t child = ::fork();
  if (child == 0) {
    // Of the processor, not of the clock: a busy machine kills no mutant.
    const rlimit long_enough{60, 60};
    ::setrlimit(RLIMIT_CPU, &long_enough);
    mutants::chosen = mutant;
    const std::string name = first_broken(protocol);
    const bool written = ::write(ends[1], name.data(), name.size()) == static_cast<ssize_t>(name.size());
    ::_exit(written ? 0 : 1);
  }
  ::close(ends[1]);
  std::string name;
  char buffer[256];
  for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    name.append(buffer, static_cast<std::size_t>(n));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return "! died of signal " + std::to_string(WTERMSIG(status));
  return name;
}

/// "condition <tab> why it may live", one a line.
std::map<std::string, std::string> read_survivors(const char* file) {
  std::map<std::string, std::string> all;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (!line.starts_with('#') && tab != std::string::npos) all[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::ifstream list(argv[1]);
  const auto survivors = read_survivors(argv[2]);
  const int one_in = argc > 3 ? std::atoi(argv[3]) : 1;
  const engine::Protocol& protocol = test::shipped_protocols().front();
  int number = 0;
  int tried = 0;
  int killed = 0;
  int explained = 0;
  int unexplained = 0;
  if (!first_broken(protocol).empty()) {
    std::puts("the controller as it is breaks an invariant: no mutant can be told from it");
    return 1;
  }
  for (std::string line; std::getline(list, line); ++number) {
    if (number % one_in != 0) continue;
    ++tried;
    const std::string condition = line.substr(line.find('\t') + 1);
    const std::string name = in_a_process(protocol, number);
    const auto known = survivors.find(condition);
    std::string fate = "killed by " + name;
    if (!name.empty() && name.front() != '!') {
      ++killed;
    } else if (known != survivors.end()) {
      ++explained;
      fate = "lives: " + known->second;
    } else {
      ++unexplained;
      fate = name.empty() ? "LIVES" : "NOT KILLED BY NAME: " + name;
    }
    std::printf("%3d line %s: %s\n", number, line.c_str(), fate.c_str());
    std::fflush(stdout);
  }
  std::printf("%d mutants: %d killed by a named invariant, %d live and are explained, %d live unexplained\n",
              tried, killed, explained, unexplained);
  return unexplained == 0 ? 0 : 1;
}
