#include "text/render.h"

namespace springback::text {
namespace {

/// Appends JSON as text; knows whether a comma is due.
class JsonWriter {
 public:
  JsonWriter& open(char bracket) {
    comma();
    out_.push_back(bracket);
    fresh_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_.push_back(bracket);
    fresh_ = false;
    return *this;
  }
  JsonWriter& key(std::string_view name) {
    text(name);
    out_.push_back(':');
    fresh_ = true;
    return *this;
  }
  JsonWriter& text(std::string_view value) {
    comma();
    fresh_ = false;
    out_.push_back('"');
    for (const char c : value) append(c);
    out_.push_back('"');
    return *this;
  }
  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& list(std::string_view name, const std::vector<std::string>& values) {
    key(name).open('[');
    for (const std::string& value : values) text(value);
    return close(']');
  }
  std::string take() { return std::move(out_); }

 private:
  void comma() {
    if (!fresh_) out_.push_back(',');
    fresh_ = false;
  }
  void append(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_.push_back('\\');
      out_.push_back(c);
    } else if (byte < 0x20) {
      out_.append("\\u00");
      out_.push_back(digits[byte >> 4]);
      out_.push_back(digits[byte & 15]);
    } else {
      out_.push_back(c);
    }
  }

  std::string out_;
  bool fresh_ = true;
};

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
