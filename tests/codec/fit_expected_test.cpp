// Holds the reader against recordings of real people, which stay outside this project: the test runs where
// SPRINGBACK_SHARED, or a folder "shared" beside the source, holds data/recordings/EXPECTED.tsv.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "codec/fit.h"
#include "codec/fit_reading.h"

namespace springback {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> recordings() {
  std::vector<fs::path> places;
  if (const char* shared = std::getenv("SPRINGBACK_SHARED")) places.emplace_back(shared);
  places.push_back(fs::path(SPRINGBACK_SOURCE_DIR) / ".." / "shared");
  for (const auto& place : places) {
    if (fs::exists(place / "data/recordings/EXPECTED.tsv")) return place / "data/recordings";
  }
  return std::nullopt;
}

std::vector<std::uint8_t> bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

/// "41.25" × 10^digits as a whole number.
std::uint64_t scaled(const std::string& text, int digits) {
  std::uint64_t value = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.') {
      decimals = 0;
    } else {
      value = value * 10 + static_cast<std::uint64_t>(c - '0');
      if (decimals >= 0) ++decimals;
    }
  }
  for (int i = decimals < 0 ? 0 : decimals; i < digits; ++i) value *= 10;
  return value;
}

bool damaged(const std::string& odd) {
  for (const char* word : {"truncated", "bad-crc", "overrun", "undefined-local", "trailing"}) {
    if (odd.find(word) != std::string::npos) return true;
  }
  return false;
}

TEST(FitExpected, every_clean_recording_is_read_exactly_and_every_damaged_one_gives_its_readable_records) {
  const auto folder = recordings();
  if (!folder) GTEST_SKIP() << "no recordings at hand: set SPRINGBACK_SHARED";
  std::ifstream table(*folder / "EXPECTED.tsv");
  std::string line;
  std::getline(table, line);
  fit::Decoder decoder;
  int clean = 0;
  int broken = 0;
  while (std::getline(table, line)) {
    const auto row = cells(line);
    if (row.size() < 11 || !row[0].starts_with("fit/") || row[7].empty()) continue;
    SCOPED_TRACE(row[0] + " " + row[6]);
    const auto bytes = bytes_of(*folder / row[0]);
    ASSERT_EQ(bytes.size(), scaled(row[3], 0));
    const fit::File& file = decoder.decode(bytes);
    const bool dissent = row.size() > 11 && !row[11].empty();
    if (dissent || damaged(row[6])) {
      ++broken;
      EXPECT_GE(file.records.size(), scaled(row[10], 0));
      EXPECT_FALSE(file.faults.empty());
      continue;
    }
    ++clean;
    std::uint64_t distance_cm = 0;
    std::uint64_t timer_ms = 0;
    for (const auto& session : file.sessions) {
      distance_cm += session.distance_cm.value_or(0);
      timer_ms += session.timer_ms.value_or(0);
    }
    EXPECT_EQ(file.records.size(), scaled(row[7], 0));
    EXPECT_EQ(distance_cm, scaled(row[8], 2));
    EXPECT_EQ(timer_ms, scaled(row[9], 3));
    const auto reading = fit::read(file);
    EXPECT_EQ(reading.records, scaled(row[7], 0));
    EXPECT_EQ(reading.distance_cm, scaled(row[8], 2));
    EXPECT_EQ(reading.timer_ms, scaled(row[9], 3));
    for (const auto kind :
         {fit::FaultKind::checksum, fit::FaultKind::truncated, fit::FaultKind::trailing_bytes,
          fit::FaultKind::undefined_local_type, fit::FaultKind::header_checksum}) {
      EXPECT_FALSE(file.has_fault(kind)) << fit::fault_name(kind);
    }
  }
  EXPECT_GT(clean, 50);
  EXPECT_GT(broken, 5);
  RecordProperty("clean", clean);
  RecordProperty("damaged", broken);
}

}  // namespace
}  // namespace springback
