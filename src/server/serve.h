#pragma once
// The server's door: listens on this machine, answers the page and the API until it is told to stop.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/result.h"

namespace springback::server {

struct ServeOptions {
  std::filesystem::path data_dir;
  std::string host = "127.0.0.1";  ///< a loopback address; "localhost" is 127.0.0.1
  std::uint16_t port = 8420;       ///< 0: any free one
};

/// Serves until SIGINT or SIGTERM. `listening` is called once with the page's address, when it can be
/// reached. Bad input for a host that is not loopback; machine trouble when the port is taken or the diary
/// cannot be opened.
[[nodiscard]] Result<void> serve(const ServeOptions& options,
                                 const std::function<void(const std::string& url)>& listening);

}  // namespace springback::server
