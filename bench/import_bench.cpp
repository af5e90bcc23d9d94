// Parts of the comparison that bench/import_compare.mjs makes: input of the size of an account's, the least
// that any import of it has to do, and a process with its time and memory.
//
//   bench_import zip FILE COUNT     COUNT made-up runs as .fit.gz in a zip, as Strava's export has them
//   bench_import apple FILE MB      an Apple Health export.xml of so many megabytes, a workout in each of
//   them bench_import inflate FILE       the zip's members unpacked by libdeflate to the FIT bytes, and
//   nothing else bench_import run PROGRAM ARG…   runs it; then seconds, processor seconds and megabytes at
//   most on the last line

#include <libdeflate.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zip.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"
#include "formats/archive.h"

namespace {

using namespace springback;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "bench_import: %s\n", what.c_str());
  std::exit(3);
}

// 4,440 records, as the mean of real files is.
std::vector<std::uint8_t> run_bytes(int number) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'400'000'000 + std::int64_t{number} * 86'400;
  run.offset_s = 3600;
  run.seed = static_cast<std::uint64_t>(number) + 1;
  for (int i = 0; i < 37; ++i) {
    run.bouts.push_back({engine::BoutKind::jog, 80, 2500, 160});
    run.bouts.push_back({engine::BoutKind::walk, 40, 1400, 112});
  }
  return fit::encode_activity(fit::synthetic_run(run));
}

void make_zip(const char* file, int count) {
  int error = 0;
  zip_t* zip = zip_open(file, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (zip == nullptr) fail(std::string(file) + ": cannot be made");
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  for (int i = 0; i < count; ++i) {
    const auto bytes = run_bytes(i);
    const std::size_t room = libdeflate_gzip_compress_bound(compressor, bytes.size());
    void* packed = std::malloc(room);
    const std::size_t size = libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), packed, room);
    const std::string name = "activities/" + std::to_string(i) + ".fit.gz";
    const zip_int64_t index = zip_file_add(zip, name.c_str(), zip_source_buffer(zip, packed, size, 1), 0);
    if (index < 0) fail(zip_strerror(zip));
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 1);
  }
  libdeflate_free_compressor(compressor);
  if (zip_close(zip) != 0) fail(zip_strerror(zip));
}

std::string apple_time(std::int64_t unix_s) {
  std::string text = format_instant({unix_s * 1000, 60});
  text[10] = ' ';
  return text.substr(0, 19) + " +0100";
}

void make_apple(const char* file, int megabytes) {
  std::ofstream out(file, std::ios::binary);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData ANY>\n]>\n"
         "<HealthData locale=\"en_GB\">\n";
  for (int part = 0; part < megabytes; ++part) {
    const std::int64_t start = 1'400'000'000 + std::int64_t{part} * 86'400;
    std::string text;
    for (int i = 0; text.size() < 1'000'000; ++i) {
      text +=
          " <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Watch\" sourceVersion=\"10.1\" "
          "device=\"&lt;&lt;HKDevice: 0x28&gt;, name:Apple Watch, manufacturer:Apple Inc.&gt;\" "
          "unit=\"count/min\" creationDate=\"" +
          apple_time(start + i) + "\" startDate=\"" + apple_time(start + i) + "\" endDate=\"" +
          apple_time(start + i) + "\" value=\"" + std::to_string(60 + i % 90) + "\"/>\n";
    }
    text +=
        " <Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30.5\" "
        "durationUnit=\"min\" sourceName=\"Watch\" startDate=\"" +
        apple_time(start) + "\" endDate=\"" + apple_time(start + 1830) +
        "\">\n  <WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" sum=\"5.02\" "
        "unit=\"km\"/>\n </Workout>\n";
    out << text;
  }
  out << "</HealthData>\n";
  if (!out.flush()) fail(std::string(file) + ": cannot be written");
}

void inflate(const char* file) {
  auto zip = formats::ZipArchive::open(file);
  if (!zip) fail(zip.error().detail);
  formats::Unpacker unpacker;
  std::vector<std::uint8_t> packed, gz, fit;
  std::uint64_t bytes = 0;
  double seconds = 0;
  for (std::size_t i = 0; i < zip->members().size(); ++i) {
    const formats::ZipMember& member = zip->members()[i];
    if (!zip->read_packed(i, packed)) fail(member.name);
    const auto begin = std::chrono::steady_clock::now();
    if (!unpacker.inflate(packed, member.size_bytes, member.crc, gz)) fail(member.name);
    if (!unpacker.gunzip(gz, formats::kRecordingMax_bytes, fit)) fail(member.name);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    bytes += fit.size();
  }
  std::printf("%.3f %.1f %zu\n", seconds, static_cast<double>(bytes) / 1e6, zip->members().size());
}

int run(char** arguments) {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execv(arguments[0], arguments);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child) fail("cannot run");
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  std::printf("%.3f %.3f %.1f\n", seconds, of(used.ru_utime) + of(used.ru_stime),
              static_cast<double>(used.ru_maxrss) / 1024);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 2 ? argv[1] : "";
  if (what == "zip" && argc == 4) return make_zip(argv[2], std::atoi(argv[3])), 0;
  if (what == "apple" && argc == 4) return make_apple(argv[2], std::atoi(argv[3])), 0;
  if (what == "inflate" && argc == 3) return inflate(argv[2]), 0;
  if (what == "run") return run(argv + 2);
  std::fprintf(stderr,
               "usage: bench_import zip FILE COUNT | apple FILE MB | inflate FILE | run PROGRAM ARG...\n");
  return 2;
}
