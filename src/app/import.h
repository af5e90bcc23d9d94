#pragma once
// The verb `import`: recordings into the diary, bytes and derived fact together or not at all.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/notebook.h"
#include "app/refusal.h"

namespace springback::app {

/// One recording as the diary keeps it. `read_json` is what `springback read --json` prints for the same
/// bytes.
struct KeptRecording {
  bool duplicate = false;
  PlacedFact fact;
  std::string read_json;
};

/// One activity in any of the formats, also gzipped. Code `not_a_recording` when the bytes hold none or
/// several, or are an archive: those are for `import_paths`. `name` is only for messages.
[[nodiscard]] Answer<KeptRecording> import_recording(Notebook& notebook, std::span<const std::uint8_t> bytes,
                                                     std::string_view name);

struct ImportedFile {
  enum class Fate : std::uint8_t { imported, duplicate, not_activity, damaged, unreadable };
  std::string name;  ///< its path; of what an archive holds: the archive's and, after a '!', its own
  Fate fate = Fate::imported;
  std::string why;  ///< for what was not imported, and what was wrong with what was
  Uuid fact;        ///< of an imported recording or its duplicate
};

/// Recordings of one activity: the one that counts, and those that are left out for it.
struct CountedOnce {
  Uuid counts;
  std::vector<Uuid> others;
};

struct ImportReport {
  std::vector<ImportedFile> files;  ///< of each fate the first; the counts are of all
  std::size_t not_listed = 0;
  std::size_t imported = 0, duplicates = 0, not_activities = 0, damaged = 0, other = 0;
  std::vector<Uuid> new_facts;  ///< of all that were imported, also where they are not listed
  bool cancelled =
      false;  ///< called off: what is named as imported is kept whole, the rest was not looked at
  std::vector<CountedOnce>
      same;  ///< by counted_once.h: activities that a recording of this import belongs to
};

/// "imported", "not_activity", …: stable, for programs.
[[nodiscard]] std::string_view fate_name(ImportedFile::Fate fate);

/// The report as `springback import --json` and the API give it: one line of JSON.
[[nodiscard]] std::string import_report_json(const ImportReport& report);

struct ImportProgress {
  std::uint64_t done_bytes = 0, total_bytes = 0;  ///< of the files named, as they lie on the disk
  std::size_t recordings = 0;                     ///< taken so far
  std::string_view name;                          ///< what is being read
};

struct ImportOptions {
  bool dry_run = false;  ///< read and report, keep nothing
  /// chosen: the files of one fate that the report names; an account's export may hold more, and nobody reads
  /// them.
  std::size_t named_max = 10'000;
  std::function<void(const ImportProgress&)> progress;
  std::function<bool()> cancelled;  ///< asked between two recordings; true ends the import there
};

/// Files and folders (read to the bottom, by name), archives and exports (decision 5). A file that cannot be
/// taken is reported and does not stop the others; a path that is not there refuses the whole call before
/// anything is kept. What is called off can be begun again: what was kept is then a duplicate.
[[nodiscard]] Answer<ImportReport> import_paths(Notebook& notebook,
                                                const std::vector<std::filesystem::path>& paths,
                                                const ImportOptions& options);

/// The verb `read`: a recording alone, as JSON, a line for each activity; the diary has no part in it.
[[nodiscard]] Answer<std::string> read_recording(std::span<const std::uint8_t> bytes, std::string_view name);

}  // namespace springback::app
