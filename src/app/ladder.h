#pragma once
// The verb `ladder`: the three ladders, where the runner stands, and when running may open.

#include <string>

#include "app/notebook.h"
#include "engine/run.h"

namespace springback::app {

/// How far ahead an opening of running is looked for. chosen: the slowest ordinary path takes 19 weeks.
inline constexpr int kOpeningHorizon_days = 240;

[[nodiscard]] std::string ladder_json(const Pages& pages, engine::Protocols protocols, Day on);

}  // namespace springback::app
