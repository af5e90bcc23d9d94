#pragma once
// Protocols that were verified since the server started: one search at a time, each result kept by its
// protocol's hash.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/protocol.h"

namespace springback::server {

/// Any thread may use it.
class Verifications {
 public:
  /// The report as api/verify.schema.json has it: at once when it is kept, else after a search of some ten
  /// seconds of processor time. Nothing while another search is under way.
  [[nodiscard]] std::optional<std::string> report(const engine::Protocol& protocol);

  /// {"checked":[{"protocol","hash","proved","invariants","states"}]}, the oldest first.
  [[nodiscard]] std::string checked_json() const;

 private:
  struct Kept {
    std::string hash;
    std::string report;
    std::string line;  ///< of checked_json
  };

  [[nodiscard]] std::optional<std::string> kept(const std::string& hash) const;

  std::mutex searching_;
  mutable std::mutex mutex_;  ///< of what follows
  std::vector<Kept> kept_;
};

}  // namespace springback::server
