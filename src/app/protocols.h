#pragma once
// The protocols at hand: those shipped in the program, or one from a file.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/refusal.h"
#include "engine/protocol.h"
#include "engine/run.h"

namespace springback::app {

class ProtocolShelf {
 public:
  [[nodiscard]] engine::Protocols all() const { return protocols_; }
  /// Canonical JSON of all of them as one JSON array: what the engine in the browser is given.
  [[nodiscard]] std::string json() const;

 private:
  friend const ProtocolShelf& shipped_protocols();
  friend Answer<ProtocolShelf> read_protocol(const std::filesystem::path& file);
  friend Answer<ProtocolShelf> find_protocol(const std::string& name);
  std::vector<engine::Protocol> protocols_;
};

/// Those built into the program, read on first use.
[[nodiscard]] const ProtocolShelf& shipped_protocols();

/// The protocol of a text, TOML or canonical JSON, which faults call `place`; refused as below.
[[nodiscard]] Answer<engine::Protocol> read_protocol_text(const std::string& place, std::string_view text);

/// A shelf with the one protocol of a file, TOML or canonical JSON. Bad input lists every fault with its key;
/// code `protocol_refused`.
[[nodiscard]] Answer<ProtocolShelf> read_protocol(const std::filesystem::path& file);

/// A shelf with the one protocol of that name: a shipped one by its id, else a file as `read_protocol` takes
/// it.
[[nodiscard]] Answer<ProtocolShelf> find_protocol(const std::string& name);

}  // namespace springback::app
