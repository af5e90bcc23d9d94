#pragma once
// Folders that vanish, and facts and recordings that can be told apart, for the store's tests.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "store/diary_store.h"

namespace springback {

/// A new folder, removed with all that is in it at the end of the scope.
class TemporaryDir {
 public:
  TemporaryDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "springback-store-XXXXXX").string();
    const char* made = ::mkdtemp(pattern.data());
    if (made == nullptr) ADD_FAILURE() << "no temporary folder can be made";
    path_ = pattern;
  }
  TemporaryDir(const TemporaryDir&) = delete;
  TemporaryDir& operator=(const TemporaryDir&) = delete;
  ~TemporaryDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The fact of that series and number: always the same, and different from every other.
inline NewFact sample_fact(const std::string& series, int number) {
  NewFact fact;
  fact.id = uuid_v5(springback_name_space(), series + "/" + std::to_string(number));
  fact.day = Day{20'000 + number / 3};
  fact.at_utc_ms = (20'000LL + number / 3) * 86'400'000LL + number;
  fact.type = number % 2 == 0 ? "checkin" : "note";
  fact.json = R"({"series":")" + series + R"(","number":)" + std::to_string(number) + "}";
  return fact;
}

/// Bytes that no compression shortens, the same for the same seed.
inline std::vector<std::uint8_t> sample_bytes(std::uint64_t seed, std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  std::uint64_t state = seed * 0x9e3779b97f4a7c15ULL + 1;
  for (std::uint8_t& byte : bytes) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    byte = static_cast<std::uint8_t>(state >> 32);
  }
  return bytes;
}

inline bool same_fact(const StoredFact& kept, const NewFact& given) {
  return kept.id == given.id && kept.day == given.day && kept.at_utc_ms == given.at_utc_ms &&
         kept.type == given.type && kept.json == given.json && kept.blob == given.blob;
}

}  // namespace springback
