// Writes made-up recordings into a folder: input for the comparison of readers, or seeds for the fuzzer.
//
//   bench_fit_make DIR COUNT      COUNT runs of about an hour, 1 record a second
//   bench_fit_make DIR --seeds    small files in every style of writing

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"

namespace {

namespace fs = std::filesystem;
using namespace springback;

void write(const fs::path& path, const std::vector<std::uint8_t>& bytes) {
  std::ofstream out(path, std::ios::binary);
  for (const std::uint8_t byte : bytes) out.put(static_cast<char>(byte));
  if (!out.flush()) {
    std::fprintf(stderr, "bench_fit_make: %s: cannot write\n", path.c_str());
    std::exit(3);
  }
}

fit::SyntheticRun run_of(std::uint64_t seed, int rounds) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'700'000'000 + static_cast<std::int64_t>(seed) * 86'400;
  run.offset_s = 3600;
  run.seed = seed;
  for (int i = 0; i < rounds; ++i) {
    run.bouts.push_back({engine::BoutKind::jog, 120, 2500, 160});
    run.bouts.push_back({engine::BoutKind::walk, 60, 1400, 112});
  }
  return run;
}

void seeds(const fs::path& folder) {
  int n = 0;
  for (const auto header :
       {fit::Header::with_checksum, fit::Header::without_checksum, fit::Header::short_one}) {
    for (const bool big_endian : {false, true}) {
      for (const bool short_times : {false, true}) {
        auto run = run_of(static_cast<std::uint64_t>(n), 1);
        run.every_s = 12;
        run.pauses = {{60, 30}};
        const auto bytes =
            fit::encode_activity(fit::synthetic_run(run), {header, big_endian, short_times, n % 2 == 0});
        write(folder / ("activity_" + std::to_string(n++)), bytes);
      }
    }
  }
  fit::Encoder odd;
  odd.define(0, fit::Message::record,
             {{fit::kTimestampField, fit::BaseType::uint32},
              {fit::record_field::compressed_speed_distance, fit::BaseType::byte, 3},
              {fit::record_field::speed, std::uint8_t{0x84}, 3},
              {fit::record_field::altitude, std::uint8_t{0x06}, 1}},
             false, {{1, 4, 0}});
  odd.define(1, fit::Message::hr,
             {{fit::kTimestampField, fit::BaseType::uint32},
              {fit::hr_field::filtered_bpm, fit::BaseType::uint8, 2},
              {fit::hr_field::event_timestamp, fit::BaseType::uint32, 2}});
  odd.define(2, fit::Message::hr,
             {{fit::hr_field::filtered_bpm, fit::BaseType::uint8, 2},
              {fit::hr_field::event_timestamp_12, fit::BaseType::byte, 3}});
  for (std::int64_t i = 0; i < 6; ++i) {
    odd.data(0, std::vector<std::int64_t>{1'100'000'000 + i, 1, 2, 3});
    odd.data(1, std::vector<std::int64_t>{1'100'000'000 + i, 120, 1024 * i});
    odd.data(2, std::vector<std::int64_t>{120, 7});
  }
  write(folder / "odd_fields", odd.finish());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: bench_fit_make DIR COUNT | DIR --seeds\n");
    return 2;
  }
  const fs::path folder = argv[1];
  fs::create_directories(folder);
  if (std::string(argv[2]) == "--seeds") {
    seeds(folder);
    return 0;
  }
  const int count = std::atoi(argv[2]);
  for (int i = 0; i < count; ++i) {
    const auto bytes = fit::encode_activity(fit::synthetic_run(run_of(static_cast<std::uint64_t>(i), 20)));
    write(folder / ("run_" + std::to_string(i) + ".fit"), bytes);
  }
  return 0;
}
