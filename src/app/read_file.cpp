#include "app/read_file.h"

#include <fstream>
#include <system_error>

namespace springback::app {

Result<std::string> read_file(const std::filesystem::path& file, const std::string& allowed) {
  // A folder can be opened like a file; only its first byte cannot be read.
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    return bad_input(file.string(), "is a folder; allowed: " + allowed);
  std::ifstream in(file, std::ios::binary);
  if (!in) return bad_input(file.string(), "cannot be opened; allowed: " + allowed);
  std::string bytes;
  constexpr std::size_t kPiece_bytes = 256 * 1024;  // chosen: few reads, little to spare
  while (in) {
    const std::size_t had = bytes.size();
    bytes.resize(had + kPiece_bytes);
    in.read(bytes.data() + had, static_cast<std::streamsize>(kPiece_bytes));
    bytes.resize(had + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return machine_trouble(file.string(), "cannot be read to its end");
  return bytes;
}

}  // namespace springback::app
