// The engine's signals beside the oracle's, on generated lives. SPRINGBACK_ORACLE_DIARIES says how many
// lives, SPRINGBACK_ORACLE_SEED with which seed they begin, SPRINGBACK_ORACLE_DIFFERENCES after how many
// differences to stop; SPRINGBACK_ORACLE_SHRINK=0 prints a differing diary as it was found.

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "codec/diary_json.h"
#include "oracle/compare.h"
#include "oracle/fact_lines.h"

namespace springback::oracle {
namespace {

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(Oracle, the_engine_and_the_oracle_agree_on_every_day_of_every_life) {
  const std::uint64_t seed = setting("SPRINGBACK_ORACLE_SEED", 1);
  const std::uint64_t lives = setting("SPRINGBACK_ORACLE_DIARIES", 10'000);
  const std::uint64_t most = setting("SPRINGBACK_ORACLE_DIFFERENCES", 1);
  Tally tally;
  std::uint64_t differences = 0;
  for (std::uint64_t n = 0; n < lives && differences < most; ++n) {
    const Life life = make_life(seed + n);
    const auto difference = first_difference(life, tally);
    if (!difference) continue;
    ++differences;
    const bool shrink = setting("SPRINGBACK_ORACLE_SHRINK", 1) != 0;
    const Life smaller = shrink ? shrunk(life, difference->field) : life;
    ADD_FAILURE() << "seed " << seed + n << ": " << report_of(smaller, *first_difference(smaller, tally));
  }
  std::cout << tally.lives << " lives from seed " << seed << ", " << tally.days << " days, " << tally.sessions
            << " sessions\n";
}

TEST(Oracle, a_printed_life_reads_back_as_the_same_diary) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Life life = make_life(seed);
    // A recording is named by its content, so what claims it would be claimed by another name.
    std::erase_if(life.diary, [](const engine::Fact& fact) {
      const auto* session = std::get_if<engine::Session>(&fact.body);
      return std::holds_alternative<engine::Recording>(fact.body) ||
             (session != nullptr && session->recording);
    });
    const std::string lines = lines_of(life.diary);
    const auto read = codec::parse_diary(lines);
    ASSERT_TRUE(read.has_value()) << "seed " << seed << ": " << codec::to_string(read.error().front());
    engine::Diary again;
    for (const codec::ParsedFact& one : *read) again.push_back(one.fact);
    ASSERT_EQ(lines_of(again), lines);
  }
}

}  // namespace
}  // namespace springback::oracle
