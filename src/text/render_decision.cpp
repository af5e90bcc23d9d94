#include <algorithm>

#include "text/render.h"

namespace springback::text {

DecisionText render_decision(const engine::Outcome& outcome, const std::vector<engine::Track>& tracks,
                             const std::vector<std::size_t>& reasons, const Voice& voice) {
  OutcomeText whole = render(outcome, voice);
  DecisionText text;
  text.headline = std::move(whole.headline);
  text.alert = std::move(whole.alert.title);
  for (const engine::Track track : tracks) {
    const auto found = std::ranges::find(whole.tracks, track, &TrackText::track);
    if (found == whole.tracks.end()) continue;
    const std::string standing = found->standing + say(voice, "engine.format.items") + found->action;
    text.standings.push_back(say(voice, "engine.format.label", {{"label", found->name}, {"text", standing}}));
  }
  for (const std::size_t n : reasons) text.reasons.push_back(std::move(whole.reasons[n].sentence));
  return text;
}

}  // namespace springback::text
