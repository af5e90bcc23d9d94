#pragma once
// The page: the web app's files out of the program's own memory.

#include <span>

#include "server/assets.h"
#include "server/http.h"

namespace springback::server {

/// The file of that path, or index.html for a path without a dot, so that the page's own addresses survive a
/// reload. 304 when the browser has it, gzip where it is accepted; 404 for the rest.
[[nodiscard]] Response answer_page(const Request& request, std::span<const Asset> files);

}  // namespace springback::server
