#pragma once
// The verb `restore`: an exported file, or any diary in JSON Lines, added to the diary; all of it or nothing.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "app/notebook.h"
#include "app/refusal.h"

namespace springback::app {

struct RestoreReport {
  std::size_t facts_new = 0;
  std::size_t facts_known = 0;
  std::size_t blobs_new = 0;
  std::int64_t last_seq = 0;
};

/// Restoring twice adds nothing the second time. Code `restore_refused` or `id_conflict`, each with every
/// fault.
[[nodiscard]] Answer<RestoreReport> restore_diary(Notebook& notebook, std::span<const std::uint8_t> bytes);

/// The report as `springback restore --json` and the API give it.
[[nodiscard]] std::string restore_report_json(const RestoreReport& report);

}  // namespace springback::app
