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
  for (const std::size_t n : reasons) {
    std::string sentence = std::move(whole.reasons[n].sentence);
    // Under another track's headline a reason would seem to be about that one.
    if (whole.reasons[n].track) {
      sentence = say(voice, "engine.format.label",
                     {{"label", track_name(voice, *whole.reasons[n].track)}, {"text", std::move(sentence)}});
    }
    text.reasons.push_back(std::move(sentence));
  }
  return text;
}

}  // namespace springback::text
