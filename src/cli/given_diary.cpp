#include "cli/given_diary.h"

#include <algorithm>

#include "app/clock.h"
#include "app/replay.h"
#include "cli/given_text.h"

namespace springback::cli {

app::Answer<GivenDiary> given_diary(const Program& program, const std::string& file, std::string_view place,
                                    const std::string& day) {
  GivenDiary given;
  given.now = app::now().day();
  if (file.empty()) {
    const auto notebook = program.notebook_to_read();
    if (!notebook) return app::refuse(notebook.error(), "storage_trouble");
    const auto pages = (*notebook)->pages();
    if (!pages) return app::refuse(pages.error(), "storage_trouble");
    given.diary = (*pages)->diary;
  } else {
    const auto text = read_text(file);
    if (!text) return app::refuse(text.error(), "diary_refused");
    auto diary = app::read_diary(*text);
    if (!diary) return std::unexpected(diary.error());
    given.diary = std::move(*diary);
    const auto day_of = [](const engine::Fact& fact) { return fact.at.day(); };
    if (!given.diary.empty()) given.now = std::ranges::max(given.diary, {}, day_of).at.day();
  }
  if (!day.empty()) {
    const auto now = parse_day(day);
    if (!now) {
      return app::refuse(
          {Trouble::bad_input, std::string(place), "'" + day + "'; allowed: a date as 2026-03-02"},
          "bad_request");
    }
    given.now = *now;
  }
  return given;
}

}  // namespace springback::cli
