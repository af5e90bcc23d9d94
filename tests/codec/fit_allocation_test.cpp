// Counts what a decoder asks the heap for; the counting operators serve this whole test program.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "codec/fit.h"
#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"

namespace {
std::atomic<long> allocations{0};
}

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc{};
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace springback::fit {
namespace {

std::vector<std::uint8_t> hour(std::uint64_t seed) {
  SyntheticRun run;
  run.start_unix_s = 1'772'434'800;
  run.seed = seed;
  run.bouts = {{engine::BoutKind::jog, 3600, 2500, 160}};
  return encode_activity(synthetic_run(run));
}

TEST(FitAllocation, a_decoder_that_has_read_such_a_file_before_reads_the_next_without_the_heap) {
  const auto first = hour(1);
  const auto second = hour(2);
  Decoder decoder;
  static_cast<void>(decoder.decode(first));
  const long before = allocations;
  const File& file = decoder.decode(second);
  EXPECT_EQ(allocations - before, 0);
  EXPECT_EQ(file.records.size(), 3600U);
}

TEST(FitAllocation, a_new_decoder_asks_the_heap_a_number_of_times_that_does_not_follow_the_records) {
  const auto bytes = hour(3);
  const long before = allocations;
  Decoder decoder;
  static_cast<void>(decoder.decode(bytes));
  EXPECT_LT(allocations - before, 40);
}

}  // namespace
}  // namespace springback::fit
