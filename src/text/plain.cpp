#include <algorithm>

#include "text/render.h"

namespace springback::text {
namespace {

constexpr std::size_t kReasonsToday = 3;  // chosen: a day is read at a glance; `why` tells the rest

void line(std::string& out, std::string_view text) { out.append(text).append("\n"); }

void indented(std::string& out, std::string_view text) {
  if (!text.empty()) out.append("  ").append(text).append("\n");
}

void alert(std::string& out, const AlertText& text) {
  if (text.title.empty()) return;
  line(out, text.title);
  for (const std::string& sentence : text.sentences) indented(out, sentence);
  indented(out, text.cleared);
}

}  // namespace

std::string plain_today(const OutcomeText& text, const Voice&) {
  std::string out;
  alert(out, text.alert);
  line(out, text.headline);
  for (const ItemText& item : text.today) {
    indented(out, item.sentence);
    indented(out, item.tempo);
    indented(out, item.limit);
  }
  const std::size_t shown = std::min(text.reasons.size(), kReasonsToday);
  for (std::size_t i = 0; i < shown; ++i) line(out, text.reasons[i].sentence);
  return out;
}

std::string plain_why(const OutcomeText& text, const Voice& voice) {
  std::string out;
  alert(out, text.alert);
  line(out, text.headline);
  line(out, say(voice, "engine.plain.why"));
  for (const ReasonText& reason : text.reasons) {
    indented(out, reason.sentence);
    indented(out, say(voice, "engine.plain.source",
                      {{"source", reason.source.text}, {"certainty", reason.source.certainty}}));
  }
  line(out, say(voice, "engine.plain.tracks"));
  for (const TrackText& track : text.tracks) {
    indented(out, say(voice, "engine.format.label", {{"label", track.name}, {"text", track.standing}}));
  }
  if (!text.would_change.empty()) line(out, say(voice, "engine.plain.next"));
  for (const std::string& sentence : text.would_change) indented(out, sentence);
  return out;
}

}  // namespace springback::text
