#pragma once
// The diary that a verb is asked about: the own one, or a file's.

#include <string>
#include <string_view>

#include "app/refusal.h"
#include "cli/program.h"
#include "engine/diary.h"

namespace springback::cli {

/// The facts, and the last day that counts.
struct GivenDiary {
  engine::Diary diary;
  Day now;
};

/// `file` empty: the own diary, up to today; "-": standard input. A file's last day is that of its last fact.
/// `day` as the option `place` had it, empty: not given.
[[nodiscard]] app::Answer<GivenDiary> given_diary(const Program& program, const std::string& file,
                                                  std::string_view place, const std::string& day);

}  // namespace springback::cli
