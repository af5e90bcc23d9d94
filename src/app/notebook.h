#pragma once
// One diary opened for work: its store, and its facts read once and kept in step with what other programs
// add.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/refusal.h"
#include "base/result.h"
#include "codec/diary_json.h"
#include "engine/diary.h"
#include "store/diary_store.h"

namespace springback::app {

/// The runner's own diary, and the simulated one to look around in.
inline constexpr std::string_view kOwnDiary = "me";
inline constexpr std::string_view kDemoDiary = "demo";

struct IdHash {
  std::size_t operator()(const Uuid& id) const;
};

/// The diary as it stood at one sequence; never changes, shared between threads.
struct Pages {
  std::int64_t last_seq = 0;
  engine::Diary diary;                                     ///< in the order of the sequence
  std::vector<std::int64_t> seqs;                          ///< of each of them
  std::unordered_map<Uuid, std::size_t, IdHash> places;    ///< id → index into `diary`
  std::map<Sha256, std::size_t> recordings;                ///< bytes → index of the first fact about them
  std::vector<std::pair<std::size_t, std::string>> shown;  ///< index, canonical text of each `shown` fact

  [[nodiscard]] const engine::Fact* find(const Uuid& id) const;
  [[nodiscard]] bool has_profile() const;
};

/// Any thread may use it.
class Notebook {
 public:
  /// Opens the diary, making it when it is not there.
  [[nodiscard]] static Result<std::unique_ptr<Notebook>> open(const std::filesystem::path& data_dir,
                                                              std::string_view name);
  /// Opens it to be read where it is there and cannot be written.
  [[nodiscard]] static Result<std::unique_ptr<Notebook>> open_to_read(const std::filesystem::path& data_dir,
                                                                      std::string_view name);

  /// Everything committed when it is called, also where another program wiped the diary since.
  [[nodiscard]] Result<std::shared_ptr<const Pages>> pages();
  /// The canonical text of a fact of these pages.
  [[nodiscard]] Result<std::string> text_of(const Pages& pages, const Uuid& id);
  [[nodiscard]] DiaryStore& store() { return *store_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  Notebook(std::string name, std::unique_ptr<DiaryStore> store);
  [[nodiscard]] static Result<bool> goes_on(DiaryStore& store, const Pages& pages);
  [[nodiscard]] static Result<void> read_more(DiaryStore& store, Pages& pages);

  std::string name_;
  std::unique_ptr<DiaryStore> store_;
  std::mutex mutex_;
  std::shared_ptr<const Pages> pages_;
};

/// A parsed fact as the store takes it. The blob is for the caller to name: a recording's fact may come from
/// a device that has not sent the bytes yet.
[[nodiscard]] NewFact new_fact(const codec::ParsedFact& parsed);

/// The canonical text without `entered`: two facts that differ only there are the same.
[[nodiscard]] std::string without_entered(std::string_view canonical);

/// A fact in canonical form with its place in the diary.
struct PlacedFact {
  std::int64_t seq = 0;
  std::string json;
};

}  // namespace springback::app
