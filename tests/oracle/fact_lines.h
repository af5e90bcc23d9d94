#pragma once
// A diary as the lines of a diary file, so that what a random diary broke can be read, kept and replayed.

#include <string>

#include "engine/diary.h"

namespace springback::oracle {

[[nodiscard]] std::string lines_of(const engine::Diary& diary);

}  // namespace springback::oracle
