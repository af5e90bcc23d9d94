#pragma once
// The server's door: listens on this machine, answers the page and the API until it is told to stop.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/result.h"

namespace springback::server {

struct ServeOptions {
  std::filesystem::path data_dir;
  std::string host = "127.0.0.1";              ///< a loopback address; "localhost" is 127.0.0.1
  std::uint16_t port = 8420;                   ///< 0: any free one
  std::optional<std::filesystem::path> watch;  ///< a folder in which recordings appear
};

/// Serves until SIGINT or SIGTERM. `listening` is called once with the page's address, when it can be
/// reached; `log` with a line for each file that appeared in the watched folder, from another thread. Bad
/// input for a host that is not loopback and for a folder that cannot be watched; machine trouble when the
/// port is taken or the diary cannot be opened.
[[nodiscard]] Result<void> serve(const ServeOptions& options,
                                 const std::function<void(const std::string& url)>& listening,
                                 const std::function<void(const std::string& line)>& log);

}  // namespace springback::server
