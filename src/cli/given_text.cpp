#include "cli/given_text.h"

#include <iostream>
#include <iterator>

#include "app/read_file.h"

namespace springback::cli {

Result<std::string> read_text(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  return app::read_file(path, "a file that can be read, or - for standard input");
}

}  // namespace springback::cli
