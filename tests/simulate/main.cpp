// Prints the table of docs/simulated-patients.md: simulated_patients [runners] [days] [seed]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "simulate/patients.h"

namespace {

using springback::simulate::Kind;
using springback::simulate::Life;

/// "6.0 / 7.1": median and 90th percentile of those who got there, in weeks; "–" when nobody did.
std::string weeks(std::vector<int> days) {
  if (days.empty()) return "–";
  std::sort(days.begin(), days.end());
  char text[64];
  std::snprintf(text, sizeof text, "%.0f / %.0f", days[(days.size() - 1) / 2] / 7.0,
                days[(days.size() * 9 + 9) / 10 - 1] / 7.0);
  return text;
}

void print_row(const Kind& kind, int runners, int days, std::uint64_t seed) {
  std::vector<int> first, goal;
  int never = 0, referred = 0, advised = 0, step_backs = 0, highest = -1;
  for (int n = 0; n < runners; ++n) {
    const Life life = springback::simulate::live(kind, seed + static_cast<std::uint64_t>(n), days);
    if (life.first_run_day >= 0) first.push_back(life.first_run_day);
    if (life.goal_day >= 0) goal.push_back(life.goal_day);
    never += life.goal_day < 0 ? 1 : 0;
    referred += life.referred_day >= 0 ? 1 : 0;
    advised += life.advised_days > 0 ? 1 : 0;
    step_backs += life.step_backs;
    highest = std::max(highest, life.highest_strength);
  }
  std::printf("| %s | %s | %s | %d %% | %.1f | %d %% | %d %% | %d |\n", std::string(kind.name).c_str(),
              weeks(first).c_str(), weeks(goal).c_str(), never * 100 / runners,
              static_cast<double>(step_backs) / runners, referred * 100 / runners, advised * 100 / runners,
              highest);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const int runners = argc > 1 ? std::atoi(argv[1]) : 60;
  const int days = argc > 2 ? std::atoi(argv[2]) : 490;
  const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
  if (runners < 1 || days < 1) {
    std::fprintf(stderr, "simulated_patients [runners] [days] [seed]: runners and days are at least 1\n");
    return 2;
  }
  std::printf(
      "| runner | first run, weeks (median / 90th) | 30 min, weeks | never | false step-backs each | "
      "referred | advised | highest strength rung |\n");
  std::printf("|---|---|---|---|---|---|---|---|\n");
  for (const Kind& kind : springback::simulate::kinds()) print_row(kind, runners, days, seed);
  return 0;
}
