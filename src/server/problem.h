#pragma once
// Errors as answers: application/problem+json (RFC 9457) with a stable code.

#include <string_view>

#include "app/refusal.h"
#include "server/http.h"

namespace springback::server {

/// `code` stands in api/openapi.yaml; `detail` is one sentence for a person.
[[nodiscard]] Response problem(int status, std::string_view code, std::string_view detail,
                               const std::vector<app::Fault>& faults = {});

/// A verb's refusal with the status that its code has: 409 for `id_conflict`, 404 for `protocol_unknown`, 500
/// for trouble of the machine, else 422.
[[nodiscard]] Response problem(const app::Refusal& refusal);

}  // namespace springback::server
