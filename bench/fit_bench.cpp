// How fast recordings are read: checksum, columns, meaning; beside a reader that does as little as can be
// done.
//
// FIT_BENCH_DIR names a folder of .fit files; without it, runs are made up. One pass reads every file once.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "codec/fit.h"
#include "codec/fit_crc.h"
#include "codec/fit_encode.h"
#include "codec/fit_reading.h"
#include "codec/fit_synthetic.h"

namespace {

using namespace springback;
using Bytes = std::vector<std::uint8_t>;

// chosen: enough different files that none stays in the processor's cache from pass to pass.
constexpr std::uint64_t kMadeUpRuns = 200;

std::vector<Bytes> made_up() {
  std::vector<Bytes> files;
  for (std::uint64_t seed = 0; seed < kMadeUpRuns; ++seed) {
    fit::SyntheticRun run;
    run.start_unix_s = 1'700'000'000 + static_cast<std::int64_t>(seed) * 86'400;
    run.seed = seed;
    for (int i = 0; i < 20; ++i) {
      run.bouts.push_back({engine::BoutKind::jog, 120, 2500, 160});
      run.bouts.push_back({engine::BoutKind::walk, 60, 1400, 112});
    }
    files.push_back(fit::encode_activity(fit::synthetic_run(run)));
  }
  return files;
}

const std::vector<Bytes>& input() {
  static const std::vector<Bytes> files = [] {
    const char* folder = std::getenv("FIT_BENCH_DIR");
    if (folder == nullptr) return made_up();
    std::vector<Bytes> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      Bytes bytes{std::istreambuf_iterator<char>(in), {}};
      if (fit::is_fit(bytes)) out.push_back(std::move(bytes));
    }
    return out;
  }();
  return files;
}

/// Runs `one` over every file and counts bytes.
template <class One>
void measure(benchmark::State& state, One one) {
  std::int64_t bytes = 0;
  std::int64_t records = 0;
  for (auto _ : state) {
    for (const Bytes& file : input()) {
      records += static_cast<std::int64_t>(one(file));
      bytes += static_cast<std::int64_t>(file.size());
    }
  }
  state.SetBytesProcessed(bytes);
  if (records > 0)
    state.counters["records/s"] =
        benchmark::Counter(static_cast<double>(records), benchmark::Counter::kIsRate);
}

void checksum(benchmark::State& state) {
  measure(state, [](const Bytes& file) {
    benchmark::DoNotOptimize(fit::crc16(file));
    return 0;
  });
}

void decode(benchmark::State& state) {
  fit::Decoder decoder;
  measure(state, [&decoder](const Bytes& file) {
    const fit::File& read = decoder.decode(file);
    benchmark::DoNotOptimize(read.records.speed_mm_s.data());
    return read.records.size();
  });
}

void decode_and_meaning(benchmark::State& state) {
  fit::Decoder decoder;
  measure(state, [&decoder](const Bytes& file) {
    const auto reading = fit::read(decoder.decode(file));
    benchmark::DoNotOptimize(reading.meaning.jog_s);
    return reading.records;
  });
}

/// The bound: little-endian only, sums every field of up to four bytes of every record, stores nothing,
/// trusts everything but the length, and checks the sum.
std::size_t minimal(const Bytes& file) {
  struct Known {
    std::uint16_t message = 0;
    std::uint32_t size = 0;
    std::vector<std::uint8_t> sizes;
  };
  static std::vector<Known> known(16);
  if (fit::crc16(file) != 0) return 0;
  std::uint64_t sum = 0;
  std::size_t records = 0;
  const std::uint8_t* p = file.data() + file[0];
  const std::uint8_t* const end = file.data() + file.size() - 2;
  while (p < end) {
    const std::uint8_t head = *p++;
    Known& k = known[(head & 0x80U) != 0 ? (head >> 5) & 3U : head & 15U];
    if ((head & 0xc0U) == 0x40U) {
      k.message = static_cast<std::uint16_t>(p[2] | p[3] << 8);
      k.sizes.assign(p[4], 0);
      k.size = 0;
      for (std::size_t i = 0; i < k.sizes.size(); ++i) k.size += k.sizes[i] = p[5 + 3 * i + 1];
      p += 5 + 3 * k.sizes.size();
      if ((head & 0x20U) != 0) {
        const std::size_t more = *p++;
        for (std::size_t i = 0; i < more; ++i, p += 3) k.size += p[1];
      }
      continue;
    }
    if (k.message == 20) {
      ++records;
      const std::uint8_t* f = p;
      for (const std::uint8_t size : k.sizes) {
        if (size == 4) {
          std::uint32_t value = 0;
          std::memcpy(&value, f, 4);
          if (value != 0xffff'ffffU) sum += value;
        } else if (size == 2) {
          std::uint16_t value = 0;
          std::memcpy(&value, f, 2);
          if (value != 0xffffU) sum += value;
        } else if (size == 1 && *f != 0xff) {
          sum += *f;
        }
        f += size;
      }
    }
    p += k.size;
  }
  benchmark::DoNotOptimize(sum);
  return records;
}

void minimal_reader(benchmark::State& state) { measure(state, minimal); }

BENCHMARK(checksum)->Unit(benchmark::kMillisecond);
BENCHMARK(minimal_reader)->Unit(benchmark::kMillisecond);
BENCHMARK(decode)->Unit(benchmark::kMillisecond);
BENCHMARK(decode_and_meaning)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
