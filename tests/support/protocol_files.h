#pragma once
// The project's own protocols, read from their files, for tests that run the engine.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/protocol.h"
#include "formats/protocol_toml.h"

namespace springback::test {

inline std::filesystem::path source_dir() { return SPRINGBACK_SOURCE_DIR; }

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Mid-portion first, then insertional. A fault of a file ends the test program: nothing could be tested.
inline const std::vector<engine::Protocol>& shipped_protocols() {
  static const std::vector<engine::Protocol> protocols = [] {
    std::vector<engine::Protocol> read;
    for (const char* name : {"achilles-midportion.toml", "achilles-insertional.toml"}) {
      auto protocol = formats::read_protocol_toml(read_text(source_dir() / "protocols" / name));
      if (!protocol)
        throw std::runtime_error(std::string(name) + ": " + formats::to_string(protocol.error().front()));
      read.push_back(std::move(*protocol));
    }
    return read;
  }();
  return protocols;
}

}  // namespace springback::test
