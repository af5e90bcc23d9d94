#include "cli/given_text.h"

#include <fstream>
#include <iostream>
#include <iterator>

namespace springback::cli {

Result<std::string> read_text(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return bad_input(path, "cannot be opened; allowed: a file that can be read, or - for standard input");
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) return machine_trouble(path, "cannot be read to its end");
  return text;
}

}  // namespace springback::cli
