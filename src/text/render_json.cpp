#include "text/json_writer.h"
#include "text/render.h"

namespace springback::text {
namespace {

void write_plan(JsonWriter& json, const OutcomeText& text) {
  json.key("today").open('[');
  for (const ItemText& item : text.today) {
    json.open('{').member("track", engine::name(item.track)).member("headline", item.headline);
    json.member("sentence", item.sentence).member("limit", item.limit).member("tempo", item.tempo).close('}');
  }
  json.close(']').key("reasons").open('[');
  for (const ReasonText& reason : text.reasons) {
    json.open('{').member("code", engine::name(reason.code));
    if (reason.track) json.member("track", engine::name(*reason.track));
    json.member("sentence", reason.sentence).member("source", reason.source.text);
    json.member("certainty", reason.source.certainty).close('}');
  }
  json.close(']').key("alert").open('{').member("level", engine::name(text.alert.level));
  json.member("title", text.alert.title).list("sentences", text.alert.sentences);
  json.member("cleared", text.alert.cleared).close('}');
}

}  // namespace

std::string render_json(const engine::Outcome& outcome, const Voice& voice,
                        const std::optional<engine::OpeningRange>& opening) {
  const OutcomeText text = render(outcome, voice);
  JsonWriter json;
  json.open('{').member("headline", text.headline);
  write_plan(json, text);
  json.list("would_change", text.would_change);
  json.key("phase").open('{').member("id", engine::name(outcome.phase)).member("name", text.phase);
  json.member("about", text.phase_about).close('}');
  json.member("trend", text.trend).member("irritability", text.irritability).key("tracks").open('[');
  for (const TrackText& track : text.tracks) {
    json.open('{').member("track", engine::name(track.track)).member("name", track.name);
    json.member("standing", track.standing).member("action", track.action).member("verdict", track.verdict);
    json.close('}');
  }
  json.close(']').list("compared", text.compared);
  if (opening) json.member("opening", render_opening(*opening, voice));
  json.close('}');
  return json.take();
}

}  // namespace springback::text
