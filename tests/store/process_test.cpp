// Several processes on one diary, and processes that die: kill -9 at random moments.

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "store/appender.h"
#include "store/sqlite_store.h"
#include "store/store_samples.h"

namespace springback {
namespace {

constexpr std::size_t whole_diary = std::numeric_limits<std::size_t>::max();

/// Until it has written something, or a minute has passed.
void wait_for_output(const OtherProcess& process) {
  pollfd output{process.output, POLLIN, 0};
  ::poll(&output, 1, 60'000);
}

/// Rounds of the kill test: `SPRINGBACK_KILL_ROUNDS`, for the long tier, else few enough for every build.
int kill_rounds() {
  constexpr int ordinary = 20;
  const char* asked = std::getenv("SPRINGBACK_KILL_ROUNDS");
  return asked == nullptr ? ordinary : std::max(1, std::atoi(asked));
}

/// The last batch that each thread's appender had acknowledged; −1: none.
std::array<int, appender_threads> acknowledged(const std::string& output) {
  std::array<int, appender_threads> last;
  last.fill(-1);
  std::istringstream lines(output);
  std::string word;
  std::size_t thread = 0;
  int batch = 0;
  while (lines >> word >> thread >> batch) last.at(thread) = batch;
  return last;
}

/// Everything of one appender: whole batches only, from the first without a hole, and none that it had
/// acknowledged missing. Returns how much of the diary is its own.
struct Share {
  std::size_t facts = 0;
  std::size_t blobs = 0;
};
Share check_appender(DiaryStore& store, const std::map<Uuid, StoredFact>& kept, int seed, int thread,
                     int last_acknowledged) {
  const std::string series = appender_series(seed, thread);
  Share share;
  for (int batch = 0;; ++batch) {
    const auto bytes = sample_bytes(appender_blob_seed(seed, thread, batch), appender_blob_bytes(batch));
    int present = 0;
    for (int i = 0; i < facts_per_batch; ++i) {
      NewFact given = sample_fact(series, batch * facts_per_batch + i);
      if (i == facts_per_batch - 1 && !bytes.empty()) given.blob = sha256(bytes);
      const auto found = kept.find(given.id);
      if (found == kept.end()) continue;
      ++present;
      EXPECT_TRUE(same_fact(found->second, given)) << series << " " << batch;
    }
    share.facts += static_cast<std::size_t>(present);
    if (present == 0) {
      EXPECT_GT(batch, last_acknowledged) << series << ": an acknowledged batch is lost";
      return share;
    }
    EXPECT_EQ(present, facts_per_batch) << series << " " << batch << ": half a batch is shown";
    EXPECT_LE(batch, last_acknowledged + 1) << series << ": the appender cannot have come that far";
    if (!bytes.empty()) {
      ++share.blobs;
      EXPECT_EQ(store.get_blob(sha256(bytes)).value(), bytes) << series << " " << batch;
    }
  }
}

void check_after_kills(DiaryStore& store, const std::map<int, std::array<int, appender_threads>>& rounds) {
  const auto facts = store.facts_after(0, whole_diary);
  ASSERT_TRUE(facts) << facts.error().detail;
  std::map<Uuid, StoredFact> by_id;
  for (const StoredFact& fact : *facts) by_id.emplace(fact.id, fact);
  Share explained;
  for (const auto& [seed, last] : rounds) {
    for (int t = 0; t < appender_threads; ++t) {
      const Share share = check_appender(store, by_id, seed, t, last[static_cast<std::size_t>(t)]);
      explained.facts += share.facts;
      explained.blobs += share.blobs;
    }
  }
  EXPECT_EQ(explained.facts, facts->size()) << "the diary shows facts that nobody gave";
  EXPECT_EQ(explained.blobs, store.list_blobs()->size()) << "bytes were kept without their fact";
  for (std::size_t i = 0; i < facts->size(); ++i) {
    EXPECT_EQ((*facts)[i].seq, static_cast<std::int64_t>(i) + 1) << "the sequence has a hole";
  }
  EXPECT_EQ(store.find_damage().value(), std::vector<std::string>());
}

TEST(DiaryProcesses, nothing_acknowledged_is_lost_and_nothing_half_written_shown_after_kill_9) {
  constexpr int rounds_per_diary = 5;  // the first of them also kills while the diary is being made
  const TemporaryDir folder;
  std::mt19937 random(20'231);
  std::map<int, std::array<int, appender_threads>> rounds;
  int batches = 0;
  int before_first = 0;
  for (int round = 0; round < kill_rounds(); ++round) {
    const std::string diary = "runner" + std::to_string(round / rounds_per_diary);
    if (round % rounds_per_diary == 0) rounds.clear();
    const OtherProcess appender =
        start_other({append_until_killed, folder.path().string(), diary, std::to_string(round)});
    ASSERT_GT(appender.pid, 0);
    // Every second round is killed at some moment after its first acknowledgement, however slow the machine
    // is; the others anywhere, often while the diary is being opened.
    if (round % 2 == 1) wait_for_output(appender);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 120'000));
    ::kill(appender.pid, SIGKILL);
    const OtherOutcome outcome = wait_for(appender);
    ASSERT_TRUE(WIFSIGNALED(outcome.status)) << outcome.output;
    rounds[round] = acknowledged(outcome.output);
    int acknowledged_now = 0;
    for (const int last : rounds[round]) acknowledged_now += last + 1;
    batches += acknowledged_now;
    before_first += acknowledged_now == 0 ? 1 : 0;

    auto store = open_diary(folder.path(), diary);
    ASSERT_TRUE(store) << store.error().place << ": " << store.error().detail;
    check_after_kills(**store, rounds);
    if (HasFatalFailure() || HasNonfatalFailure()) return;
  }
  EXPECT_GT(batches, 0) << "no round came as far as one acknowledged batch";
  RecordProperty("acknowledged_batches", batches);
  RecordProperty("rounds_killed_before_the_first", before_first);
}

TEST(DiaryProcesses, processes_that_open_and_append_at_once_all_get_their_facts_in) {
  constexpr int processes = 4;
  constexpr int facts_each = 60;
  const TemporaryDir folder;
  std::vector<OtherProcess> others;
  for (int p = 0; p < processes; ++p) {
    others.push_back(start_other({append_some, folder.path().string(), "runner",
                                  "process" + std::to_string(p), std::to_string(facts_each)}));
  }
  // This process follows by sequence while the others append: it must miss none.
  auto store = open_diary(folder.path(), "runner");
  ASSERT_TRUE(store) << store.error().detail;
  std::vector<StoredFact> followed;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (followed.size() < std::size_t{processes} * facts_each &&
         std::chrono::steady_clock::now() < deadline) {
    const auto page = (*store)->facts_after(followed.empty() ? 0 : followed.back().seq, whole_diary);
    ASSERT_TRUE(page) << page.error().detail;
    followed.insert(followed.end(), page->begin(), page->end());
  }
  for (const OtherProcess& other : others) {
    const OtherOutcome outcome = wait_for(other);
    EXPECT_EQ(outcome.status, 0) << outcome.output;
  }
  ASSERT_EQ(followed.size(), std::size_t{processes} * facts_each);
  for (std::size_t i = 0; i < followed.size(); ++i)
    EXPECT_EQ(followed[i].seq, static_cast<std::int64_t>(i) + 1);
  EXPECT_EQ((*store)->count(), processes * facts_each);
}

TEST(DiaryProcesses, two_processes_that_append_the_same_facts_keep_each_once) {
  constexpr int facts = 60;
  const TemporaryDir folder;
  const std::vector<std::string> same{append_some, folder.path().string(), "runner", "same",
                                      std::to_string(facts)};
  const OtherProcess one = start_other(same);
  const OtherProcess two = start_other(same);
  EXPECT_EQ(wait_for(one).status, 0);
  EXPECT_EQ(wait_for(two).status, 0);
  auto store = open_diary(folder.path(), "runner");
  ASSERT_TRUE(store);
  EXPECT_EQ((*store)->count(), facts);
  EXPECT_EQ((*store)->last_seq(), facts);
}

}  // namespace
}  // namespace springback
