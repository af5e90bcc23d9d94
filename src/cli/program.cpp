#include "cli/program.h"

#include <fmt/format.h>

#include "cli/screen.h"
#include "store/data_dir.h"
#include "store/sqlite_store.h"

namespace springback::cli {

Result<std::filesystem::path> Program::data_dir() const {
  if (!data) return default_data_dir();
  // An unset variable in a script must not end in the runner's own diary.
  if (data->empty()) return bad_input("--data", "''; allowed: a folder, or no --data for the own diary");
  return std::filesystem::path(*data);
}

Result<std::unique_ptr<app::Notebook>> Program::notebook() const { return opened(&app::Notebook::open); }

Result<std::unique_ptr<app::Notebook>> Program::notebook_to_read() const {
  return opened(&app::Notebook::open_to_read);
}

Result<std::unique_ptr<app::Notebook>> Program::opened(Open* open) const {
  const auto dir = data_dir();
  if (!dir) return std::unexpected(dir.error());
  if (diary != app::kOwnDiary && diary != app::kDemoDiary) {
    return bad_input("--diary", "'" + diary + "'; allowed: me, demo");
  }
  return open(*dir, diary);
}

int complain(const Error& error) {
  print_error(
      fmt::format("springback: {}{}{}\n", error.place, error.place.empty() ? "" : ": ", error.detail));
  return error.kind == Trouble::machine ? kMachine : kBadInput;
}

int complain(const app::Refusal& refusal, bool without_lines) {
  if (refusal.faults.empty()) print_error(fmt::format("springback: {}\n", refusal.detail));
  for (const app::Fault& fault : refusal.faults) {
    const std::string prefix = fmt::format("line {}: ", fault.line);
    std::string_view message = fault.message;
    if (without_lines && message.starts_with(prefix)) message.remove_prefix(prefix.size());
    print_error(fmt::format("{}\n", message));
  }
  return refusal.kind == Trouble::machine ? kMachine : kBadInput;
}

}  // namespace springback::cli
