#pragma once
// The activities that were recorded more than once, as JSON.

#include <span>
#include <string>

#include "engine/same_activity.h"

namespace springback::codec {

/// {"groups":[{"counts":id,"others":[id,…]},…]}: the recording that counts, and those that were left out for
/// it.
[[nodiscard]] std::string same_activities_to_json(std::span<const engine::SameActivity> groups);

}  // namespace springback::codec
