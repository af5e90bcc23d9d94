#include "base/json_writer.h"
#include "text/render.h"

namespace springback::text {
namespace {

void write_plan(JsonWriter& json, const OutcomeText& text) {
  json.open("today", '[');
  for (const ItemText& item : text.today) {
    json.open('{').text("track", engine::name(item.track)).text("headline", item.headline);
    json.text("sentence", item.sentence).text("limit", item.limit).text("tempo", item.tempo);
    json.text("why", item.why).close('}');
  }
  json.close(']').texts("why", text.limits).open("reasons", '[');
  for (const ReasonText& reason : text.reasons) {
    json.open('{').text("code", engine::name(reason.code));
    if (reason.track) json.text("track", engine::name(*reason.track));
    json.text("sentence", reason.sentence).text("source", reason.source.text);
    json.text("certainty", reason.source.certainty).close('}');
  }
  json.close(']').open("alert", '{').text("level", engine::name(text.alert.level));
  json.text("title", text.alert.title).texts("sentences", text.alert.sentences);
  json.text("cleared", text.alert.cleared).close('}');
}

}  // namespace

std::string render_json(const engine::Outcome& outcome, const Voice& voice,
                        const std::optional<engine::OpeningRange>& opening) {
  const OutcomeText text = render(outcome, voice);
  JsonWriter json;
  json.open('{').text("headline", text.headline).truth("asks_morning", text.asks_morning);
  write_plan(json, text);
  json.texts("would_change", text.would_change);
  json.open("phase", '{').text("id", engine::name(outcome.phase)).text("name", text.phase);
  json.text("about", text.phase_about).close('}');
  json.text("trend", text.trend).text("irritability", text.irritability).open("tracks", '[');
  for (const TrackText& track : text.tracks) {
    json.open('{').text("track", engine::name(track.track)).text("name", track.name);
    json.text("standing", track.standing).text("action", track.action).text("verdict", track.verdict);
    json.close('}');
  }
  json.close(']').texts("compared", text.compared);
  if (opening) json.text("opening", render_opening(*opening, voice));
  return json.close('}').take();
}

}  // namespace springback::text
