#include <algorithm>

#include "text/render.h"

namespace springback::text {
namespace {

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

/// The reasons under their headings: a sentence stands once under each, so that no track is left without its
/// reason, and a source once, at the end, by its number.
class Record {
 public:
  Record(std::string& out, const Voice& voice) : out_(out), voice_(voice) {}

  void heading(std::string_view text) {
    if (!out_.empty()) out_ += "\n";
    line(out_, text);
  }

  /// Of one track, or those of none.
  void reasons(const OutcomeText& text, std::optional<engine::Track> track) {
    std::vector<std::string> said;
    for (const ReasonText& reason : text.reasons) {
      if (reason.track != track || !is_new(said, reason.sentence)) continue;
      indented(out_, say(voice_, "engine.plain.numbered",
                         {{"text", reason.sentence}, {"number", number_of(reason.source)}}));
    }
  }

  void sources() {
    if (sources_.empty()) return;
    heading(say(voice_, "engine.plain.sources"));
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      indented(out_, say(voice_, "engine.plain.entry",
                         {{"number", static_cast<std::int64_t>(i + 1)}, {"text", sources_[i]}}));
    }
  }

 private:
  static bool is_new(std::vector<std::string>& all, const std::string& one) {
    if (std::find(all.begin(), all.end(), one) != all.end()) return false;
    all.push_back(one);
    return true;
  }

  std::int64_t number_of(const SourceText& source) {
    const std::string whole =
        say(voice_, "engine.plain.source", {{"source", source.text}, {"certainty", source.certainty}});
    is_new(sources_, whole);
    return std::find(sources_.begin(), sources_.end(), whole) - sources_.begin() + 1;
  }

  std::string& out_;
  const Voice& voice_;
  std::vector<std::string> sources_;
};

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
  for (const std::string& why : text.why) line(out, why);
  return out;
}

std::string plain_why(const OutcomeText& text, const Voice& voice) {
  std::string out;
  alert(out, text.alert);
  line(out, text.headline);
  Record record(out, voice);
  const auto general = [](const ReasonText& reason) { return !reason.track; };
  if (std::any_of(text.reasons.begin(), text.reasons.end(), general)) {
    record.heading(say(voice, "engine.plain.why"));
    record.reasons(text, std::nullopt);
  }
  for (const TrackText& track : text.tracks) {
    record.heading(say(voice, "engine.format.label", {{"label", track.name}, {"text", track.standing}}));
    record.reasons(text, track.track);
  }
  // Walks and other training have reasons, but no ladder to stand on.
  for (const engine::Track track : {engine::Track::walk, engine::Track::other}) {
    const auto of_track = [track](const ReasonText& reason) { return reason.track == track; };
    if (std::none_of(text.reasons.begin(), text.reasons.end(), of_track)) continue;
    record.heading(track_name(voice, track));
    record.reasons(text, track);
  }
  if (!text.would_change.empty()) record.heading(say(voice, "engine.plain.next"));
  for (const std::string& sentence : text.would_change) indented(out, sentence);
  record.sources();
  return out;
}

}  // namespace springback::text
