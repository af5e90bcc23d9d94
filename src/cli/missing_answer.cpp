#include "cli/missing_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "cli/screen.h"
#include "engine/exposure.h"

namespace springback::cli {
namespace {

bool lacks_pain_during(const engine::Reason& reason) {
  return reason.code == engine::Code::pending &&
         std::ranges::any_of(reason.params, [](const engine::Param& param) {
           const auto* missing = std::get_if<std::string>(&param.value);
           return param.key == "missing" && missing != nullptr && *missing != "next_morning";
         });
}

// The figures are the recording's own: a session without any would be one as planned.
std::string lines_of(const engine::Fact& fact, const engine::Recording& recording) {
  const engine::RecordedKind kind = engine::recorded_kind(recording);
  std::string told;
  if (kind.track == engine::Track::run)
    told = fmt::format(" --jog-s {} --walk-s {}", engine::recorded_jog_s(recording), recording.walk_s);
  else if (kind.impact)
    told = " --impact";
  return wrapped(fmt::format("To add the pain during what was recorded on {}, with 0 to 10 for PAIN:",
                             format_day(fact.at.day())),
                 0) +
         fmt::format("    springback log session {} --recording {} --at {}{} --during PAIN\n",
                     engine::name(kind.track), format_uuid(fact.id), format_instant(fact.at), told);
}

}  // namespace

std::string missing_answer_lines(const engine::Outcome& outcome, const app::Pages& pages) {
  std::string lines;
  for (const engine::Reason& reason : outcome.reasons) {
    if (!lacks_pain_during(reason)) continue;
    for (const Uuid& id : reason.facts) {
      const engine::Fact* fact = pages.find(id);
      const auto* recording = fact == nullptr ? nullptr : std::get_if<engine::Recording>(&fact->body);
      if (recording != nullptr) lines += lines_of(*fact, *recording);
    }
  }
  return lines;
}

}  // namespace springback::cli
