#pragma once
// What every request must pass before anything looks at it: the right Host (against DNS rebinding), the right
// Origin on writes (against other pages in the same browser).

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/http.h"

namespace springback::server {

/// The refusal, or nothing when the request may go on. `port` is the one listened on.
[[nodiscard]] std::optional<Response> refuse_at_door(const Request& request, std::uint16_t port);

/// "127.0.0.1", "localhost" or "[::1]", with this port or none.
[[nodiscard]] bool is_own_host(std::string_view host, std::uint16_t port);

/// "http://" and one of those names with this port; none is port 80. A page that another program serves on
/// this machine is another site.
[[nodiscard]] bool is_own_origin(std::string_view origin, std::uint16_t port);

}  // namespace springback::server
