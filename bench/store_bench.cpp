// How many durable facts a second the diary takes: alone, from many callers at once (group commit), in
// batches, and as an import of recordings with their bytes; and how fast it reads.

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>

#include "store/sqlite_store.h"

namespace springback {
namespace {

class BenchDiary {
 public:
  BenchDiary() {
    std::string pattern = (std::filesystem::temp_directory_path() / "springback-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) {
      folder_ = pattern;
      if (auto store = open_diary(folder_, "bench")) store_ = std::move(*store);
    }
  }
  BenchDiary(const BenchDiary&) = delete;
  BenchDiary& operator=(const BenchDiary&) = delete;
  ~BenchDiary() {
    store_.reset();
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  DiaryStore* store() { return store_.get(); }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<DiaryStore> store_;
};

std::atomic<std::uint64_t> next_fact = 0;

/// A fact of about the size of a session's, unlike every other.
NewFact new_fact() {
  const std::string number = std::to_string(next_fact++);
  NewFact fact;
  fact.id = uuid_v5(springback_name_space(), number);
  fact.day = Day{20'000};
  fact.at_utc_ms = 1'728'000'000'000;
  fact.type = "session";
  fact.json =
      R"({"as_prescribed":false,"at":"2024-10-04T07:10:00+02:00","done":{"jog_s":480,"walk_s":960},"effort":3,)"
      R"("pain_after":2,"pain_during":2,"track":"run","type":"session","number":)" +
      number + "}";
  return fact;
}

std::unique_ptr<BenchDiary> shared_diary;

/// Every caller appends one fact at a time and waits until it is durable.
void append_one_fact(benchmark::State& state) {
  for (auto _ : state) {
    const NewFact fact = new_fact();
    if (!shared_diary->store()->append(std::span(&fact, 1))) state.SkipWithError("not kept");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(append_one_fact)
    ->Setup([](const benchmark::State&) { shared_diary = std::make_unique<BenchDiary>(); })
    ->Teardown([](const benchmark::State&) { shared_diary.reset(); })
    ->Threads(1)
    ->Threads(8)
    ->Threads(64)
    ->Threads(256)
    ->UseRealTime();

void append_batch(benchmark::State& state) {
  BenchDiary diary;
  const auto size = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<NewFact> facts;
    for (std::size_t i = 0; i < size; ++i) facts.push_back(new_fact());
    state.ResumeTiming();
    if (!diary.store()->append(facts)) state.SkipWithError("not kept");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(append_batch)->Arg(100)->Arg(10'000)->UseRealTime();

/// An import: recordings of 200 kB, each with its fact, `range` of them in one append.
void import_recordings(benchmark::State& state) {
  constexpr std::size_t recording_bytes = 200'000;
  BenchDiary diary;
  const auto size = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<NewFact> facts;
    std::vector<std::vector<std::uint8_t>> recordings;
    for (std::size_t i = 0; i < size; ++i) {
      facts.push_back(new_fact());
      recordings.emplace_back(recording_bytes, static_cast<std::uint8_t>(i));
      std::copy(facts.back().json.begin(), facts.back().json.end(), recordings.back().begin());
      facts.back().blob = sha256(recordings.back());
    }
    const std::vector<BlobBytes> blobs(recordings.begin(), recordings.end());
    state.ResumeTiming();
    if (!diary.store()->append(facts, blobs)) state.SkipWithError("not kept");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * state.range(0) * std::int64_t{recording_bytes});
}
// 3,000 recordings: what a watch's whole export holds.
BENCHMARK(import_recordings)->Arg(1)->Iterations(3'000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(import_recordings)->Arg(30)->Iterations(100)->Unit(benchmark::kMillisecond)->UseRealTime();

void read_all_facts(benchmark::State& state) {
  BenchDiary diary;
  std::vector<NewFact> facts;
  for (std::int64_t i = 0; i < state.range(0); ++i) facts.push_back(new_fact());
  if (!diary.store()->append(facts)) state.SkipWithError("not kept");
  for (auto _ : state) {
    const auto read = diary.store()->facts_after(0, std::numeric_limits<std::size_t>::max());
    if (!read || read->size() != facts.size()) state.SkipWithError("not read");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(read_all_facts)->Arg(20'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace springback
