#pragma once
// The protocol files that the build put into the program (cmake/protocols.cmake writes the other half).

#include <span>
#include <string_view>

namespace springback::app {

struct ShippedFile {
  std::string_view name;
  std::string_view toml;
};

[[nodiscard]] std::span<const ShippedFile> shipped_files();

}  // namespace springback::app
