#pragma once
// An outcome in words: the one place where codes and figures become sentences, for the page, the terminal and
// the printed sheet.
//
// Nothing is decided here: what is said follows from the outcome alone.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/outcome.h"
#include "engine/protocol.h"
#include "engine/run.h"
#include "text/phrase.h"

namespace springback::text {

struct ItemText {
  engine::Track track = engine::Track::strength;
  std::string headline;  ///< "Strength: one-leg heel raises, 3 × 12"
  std::string sentence;
  std::string limit;  ///< "Stop if pain reaches 5/10."
  std::string tempo;  ///< empty: not paced
  std::string why;    ///< the one reason of this track that explains the item; empty: there is none
  bool gain = false;  ///< that reason is a step up or an opening
};

/// A source in plain words and how sure it is.
struct SourceText {
  std::string text;
  std::string certainty;  ///< empty when the source is not in the language file
};

struct ReasonText {
  engine::Code code = engine::Code::pending;
  std::optional<engine::Track> track;
  std::string sentence;
  SourceText source;
};

/// Empty title: no alert.
struct AlertText {
  engine::AlertLevel level = engine::AlertLevel::none;
  std::string title;
  std::vector<std::string> sentences;  ///< why, and what to do now
  std::string cleared;                 ///< what lifts it; empty for advice, which lapses
};

struct TrackText {
  engine::Track track = engine::Track::strength;
  std::string name;
  std::string standing;  ///< "one-leg heel raises, 3 × 12, 1 of 3 clear sessions"; "not open yet"
  std::string action;
  std::string verdict;
};

struct OutcomeText {
  std::string headline;
  bool asks_morning = false;  ///< this morning's answer is missing, and what is to be done may follow from it
  std::vector<ItemText> today;
  std::vector<std::string> why;     ///< what leads to this day: one of each item, or of the rest
  std::vector<std::string> limits;  ///< of these, what holds back: a step up or an opening does not
  std::vector<ReasonText> reasons;
  AlertText alert;
  std::vector<std::string> would_change;
  std::string phase;
  std::string phase_about;
  std::string trend;
  std::string irritability;
  std::vector<TrackText> tracks;
  std::vector<std::string> compared;
};

[[nodiscard]] OutcomeText render(const engine::Outcome& outcome, const Voice& voice);

/// The one sentence of purpose that every surface of the product shows.
[[nodiscard]] std::string purpose(const Voice& voice);
[[nodiscard]] std::string track_name(const Voice& voice, engine::Track track);
/// How a track that is closed stands, without a capital: "not open yet", "closed again" or, of a runner who
/// goes on with own runs, that they do. `reasons`: the outcome's, or the track's own of them.
[[nodiscard]] std::string closed_standing(const engine::TrackOutcome& state, engine::Track track,
                                          const std::vector<engine::Reason>& reasons, const Voice& voice);
/// Without its `why`, which takes the whole outcome.
[[nodiscard]] ItemText render_item(const engine::Item& item, const Voice& voice);
/// The item's dose is not that of the rung its track stands on, so it earns nothing there.
[[nodiscard]] bool below_own_rung(const engine::Outcome& outcome, const engine::Item& item);
/// Of the reasons of the item's track: what changed the dose, else a step back, else a step up, else what the
/// next step waits for. Empty when none of them explains it.
[[nodiscard]] std::string item_why(const engine::Outcome& outcome, const engine::Item& item,
                                   const Voice& voice);
/// The steps back of today of the tracks that are no item's, each with its track.
[[nodiscard]] std::vector<std::string> other_falls(const engine::Outcome& outcome, const Voice& voice);
/// The item's reason is a step up or an opening.
[[nodiscard]] bool why_is_gain(const engine::Outcome& outcome, const engine::Item& item);
/// The other tracks' steps back, then the items' reasons, each once and, of several, with its track; on a day
/// without items what keeps the track with the highest stake (run, then spring, then strength) from having
/// its turn.
[[nodiscard]] std::vector<std::string> day_why(const engine::Outcome& outcome,
                                               const std::vector<ItemText>& items, const Voice& voice,
                                               bool limits_only = false);
/// The reason says where a step back of today has led: its track's rung, or that it is closed.
[[nodiscard]] bool tells_fall(const engine::Reason& reason);
[[nodiscard]] ReasonText render_reason(const engine::Reason& reason, const Voice& voice);
[[nodiscard]] AlertText render_alert(const engine::Outcome& outcome, const Voice& voice);
/// What a rule rests on: "seed S13", "Silbernagel 2007", "chosen", several with commas. Of several, the least
/// sure one tells how sure.
[[nodiscard]] SourceText render_source(std::string_view source, const Voice& voice);
[[nodiscard]] std::string render_opening(const engine::OpeningRange& range, const Voice& voice);

/// One of two decisions that are held against each other.
struct DecisionText {
  std::string headline;
  std::string alert;                   ///< its title; empty: none
  std::vector<std::string> standings;  ///< of the tracks asked for: "Run: not open yet; nothing planned"
  std::vector<std::string> reasons;    ///< those asked for, each with its track: "Run: The last session …"
};

/// `reasons` are indices into the outcome's. Tracks without a ladder (walk, other) have no standing and are
/// passed over.
[[nodiscard]] DecisionText render_decision(const engine::Outcome& outcome,
                                           const std::vector<engine::Track>& tracks,
                                           const std::vector<std::size_t>& reasons, const Voice& voice);

/// {"headline", "asks_morning", "today": [{track, headline, sentence, limit, tempo, why}], "why": [what
/// limits it], "reasons":
/// [{code, track?, sentence, source, certainty}], "alert": {level, title, sentences, cleared},
/// "would_change": [sentence], "phase": {id, name, about}, "trend", "irritability", "tracks": [{track, name,
/// standing, action, verdict}], "compared": [sentence], "opening"?} — for the page. Keys in this order, no
/// blanks.
[[nodiscard]] std::string render_json(const engine::Outcome& outcome, const Voice& voice,
                                      const std::optional<engine::OpeningRange>& opening = std::nullopt);

/// The day in a few lines for a terminal: headline, what to do, why. Lines end with \n.
[[nodiscard]] std::string plain_today(const OutcomeText& text, const Voice& voice);
/// The whole record: alert, the reasons by track with where it stands, each sentence once there, what would
/// change it, and at the end the sources by their numbers. Lines are as long as they are; two blanks in front
/// where they belong under a heading.
[[nodiscard]] std::string plain_why(const OutcomeText& text, const Voice& voice);

}  // namespace springback::text
