#include "text/render.h"

#include <algorithm>
#include <array>

namespace springback::text {
namespace {

using engine::Action;
using engine::AlertLevel;
using engine::Code;
using engine::Track;

std::string key_of(std::string_view group, std::string_view id) {
  return std::string("engine.").append(group).append(".").append(id);
}

bool has_code(const engine::Outcome& outcome, Code code) {
  return std::any_of(outcome.reasons.begin(), outcome.reasons.end(),
                     [code](const engine::Reason& reason) { return reason.code == code; });
}

/// Every open track is on hold by order: no answer of this morning opens anything.
bool all_held(const engine::Outcome& outcome) {
  const auto held = [&outcome](Track track, const engine::TrackOutcome& state) {
    return !state.open ||
           std::any_of(outcome.reasons.begin(), outcome.reasons.end(), [&](const auto& reason) {
             return reason.code == Code::order_hold && reason.track == track;
           });
  };
  return outcome.today.empty() && has_code(outcome, Code::order_hold) &&
         held(Track::strength, outcome.strength) && held(Track::spring, outcome.spring) &&
         held(Track::run, outcome.run);
}

/// Whatever the morning's answer, the track has no turn today.
bool keeps_from_turn(const engine::Reason& reason, Track track) {
  if (reason.track.value_or(track) != track) return false;
  constexpr std::array kWhatever{Code::order_hold, Code::irritability_high, Code::weekly_rest,
                                 Code::spacing,    Code::spring_weekly,     Code::unplanned_long};
  if (std::ranges::find(kWhatever, reason.code) != kWhatever.end()) return true;
  if (engine::name(reason.code).starts_with("refer_")) return true;
  const bool until =
      std::ranges::any_of(reason.params, [](const engine::Param& p) { return p.key == "until"; });
  return reason.code == Code::impact_wait && until;
}

/// This morning's answer is missing, and something may come of it today.
bool asks_morning(const engine::Outcome& outcome) {
  if (has_code(outcome, Code::protocol_unknown)) return false;
  // A day that is none of rest either: a verdict that the answer completes may open a track.
  if (outcome.morning_open && outcome.today.empty() && outcome.alert != AlertLevel::urgent &&
      !has_code(outcome, Code::good_on_rest_day))
    return true;
  return std::ranges::any_of(outcome.reasons, [&outcome](const engine::Reason& asked) {
    return asked.code == Code::needs_checkin && asked.track &&
           std::ranges::none_of(outcome.reasons, [&asked](const engine::Reason& reason) {
             return keeps_from_turn(reason, *asked.track);
           });
  });
}

std::string headline(const engine::Outcome& outcome, const std::vector<ItemText>& items, const Voice& voice) {
  if (outcome.alert == AlertLevel::urgent) return say(voice, "engine.headline.urgent");
  if (has_code(outcome, Code::protocol_unknown)) return say(voice, "engine.headline.protocol_unknown");
  if (has_code(outcome, Code::not_started)) return say(voice, "engine.headline.not_started");
  std::string line;
  for (const ItemText& item : items) {
    if (!line.empty()) line += say(voice, "engine.format.items");
    line += item.headline;
  }
  if (!line.empty()) return line;
  if (all_held(outcome)) return say(voice, "engine.headline.held");
  return say(voice, asks_morning(outcome) ? "engine.headline.needs_checkin" : "engine.headline.rest");
}

/// The key of the condition's sentence.
std::string condition_key(const engine::WouldChange& change) {
  using Answer = engine::WouldChange::Answer;
  using Side = engine::WouldChange::Side;
  if (change.answer == Answer::checkin_settled) return "engine.would_change.checkin_settled";
  if (change.answer == Answer::pain_during) return "engine.would_change.pain_during_more";
  return change.side == Side::more   ? "engine.would_change.checkin_pain_more"
         : change.side == Side::less ? "engine.would_change.checkin_pain_less"
                                     : "engine.would_change.checkin_pain_same";
}

std::string then_text(const engine::WouldChange& change, const Voice& voice) {
  using Effect = engine::WouldChange::Effect;
  const Args args{{"track", std::string(engine::name(change.track))}, {"rung", change.rung}};
  if (change.effect == Effect::closes) return say(voice, "engine.would_change.then.close", args);
  if (change.effect == Effect::opens) return say(voice, "engine.would_change.then.open", args);
  if (change.effect == Effect::no_open) return say(voice, "engine.would_change.then.no_open", args);
  if (change.effect == Effect::no_step) return say(voice, "engine.would_change.then.no_step", args);
  if (change.effect == Effect::dose && !change.rung.empty())
    return say(voice, "engine.would_change.then.dose", args);
  return say(voice, key_of("would_change.then", engine::name(change.action)), args);
}

/// One sentence for each condition, with all that follows from it.
std::vector<std::string> would_change(const engine::Outcome& outcome, const Voice& voice) {
  struct Condition {
    std::string key;
    std::int32_t value = 0;
    std::vector<std::string> thens;
  };
  std::vector<Condition> conditions;
  for (const engine::WouldChange& change : outcome.would_change) {
    std::string key = condition_key(change);
    auto found = std::ranges::find_if(conditions, [&](const Condition& condition) {
      return condition.key == key && condition.value == change.value;
    });
    if (found == conditions.end()) {
      conditions.push_back({std::move(key), change.value, {}});
      found = conditions.end() - 1;
    }
    std::string then = then_text(change, voice);
    // Two answers that lead to the same thing are told once.
    if (std::ranges::find(found->thens, then) == found->thens.end()) found->thens.push_back(std::move(then));
  }
  const std::string morning =
      say(voice, outcome.morning_open ? "engine.would_change.this_morning" : "engine.would_change.tomorrow");
  std::vector<std::string> sentences;
  for (const Condition& condition : conditions) {
    const Args args{
        {"value", condition.value}, {"then", list_text(voice, condition.thens)}, {"morning", morning}};
    sentences.push_back(capital(say(voice, condition.key, args)));
  }
  return sentences;
}

TrackText track_text(Track track, const engine::TrackOutcome& state, const engine::Outcome& outcome,
                     const Voice& voice) {
  TrackText text;
  text.track = track;
  text.name = track_name(voice, track);
  text.action = say(voice, key_of("actions", engine::name(state.action)));
  text.verdict = say(voice, key_of("verdicts", engine::name(state.verdict)));
  // A step that waits for something else than sessions lets them go on: more than are asked for says nothing.
  const std::int32_t streak = std::min(state.streak, state.needed);
  const Args args{{"rung", state.rung}, {"streak", streak}, {"needed", state.needed}};
  const std::string_view which = state.above == engine::Above::nothing     ? "top"
                                 : state.above == engine::Above::equipment ? "equipment"
                                 : state.needed > 0                        ? "open"
                                                                           : "rung";
  text.standing = capital(state.open ? say(voice, key_of("standing", which), args)
                                     : closed_standing(state, track, outcome.reasons, voice));
  for (const engine::Item& item : outcome.today) {
    if (item.track != track || !below_own_rung(outcome, item)) continue;
    text.standing =
        say(voice, "engine.standing.lowered", {{"standing", text.standing}, {"today", item.rung}});
  }
  return text;
}

std::string compared(const engine::Comparison& comparison, const Voice& voice) {
  Args args{{"done", comparison.done}, {"prescribed", comparison.prescribed}};
  const bool timed = comparison.track == Track::run;
  std::vector<std::string> parts;
  if (comparison.planned) {
    const bool walked = comparison.track == Track::walk;
    parts.push_back(say(voice,
                        timed                   ? "engine.compared.time"
                        : comparison.other_unit ? "engine.compared.other"
                        : walked                ? "engine.compared.walked"
                        : comparison.held       ? "engine.compared.held"
                                                : "engine.compared.amount",
                        args));
  } else {
    parts.push_back(say(voice, timed ? "engine.compared.unplanned_time" : "engine.compared.unplanned", args));
  }
  if (comparison.distance_m) {
    parts.push_back(say(voice, "engine.compared.distance", {{"distance_m", *comparison.distance_m}}));
  }
  if (comparison.ascent_m) {
    parts.push_back(say(voice, "engine.compared.ascent", {{"ascent_m", *comparison.ascent_m}}));
  }
  if (!comparison.also.empty()) {
    const auto others = static_cast<std::int64_t>(comparison.also.size());
    parts.push_back(say(voice, "engine.compared.also", {{"others", others}}));
  }
  std::string line;
  for (const std::string& part : parts) {
    if (!line.empty()) line += say(voice, "engine.format.between");
    line += part;
  }
  return say(voice, "engine.format.label", {{"label", track_name(voice, comparison.track)}, {"text", line}});
}

}  // namespace

std::string purpose(const Voice& voice) { return say(voice, "engine.purpose"); }

std::string track_name(const Voice& voice, Track track) {
  return say(voice, key_of("tracks", engine::name(track)));
}

std::string closed_standing(const engine::TrackOutcome& state, Track track,
                            const std::vector<engine::Reason>& reasons, const Voice& voice) {
  const bool own_runs = track == Track::run && std::ranges::find(reasons, Code::entry_running,
                                                                 &engine::Reason::code) != reasons.end();
  return say(voice, own_runs             ? "engine.standing.own_runs"
                    : state.closed_again ? "engine.standing.closed_again"
                                         : "engine.standing.closed");
}

std::string render_opening(const engine::OpeningRange& range, const Voice& voice) {
  const Args args{{"earliest", range.earliest.value}, {"likely", range.likely.value}};
  return say(voice, range.earliest == range.likely ? "engine.opening.day" : "engine.opening.range", args);
}

OutcomeText render(const engine::Outcome& outcome, const Voice& voice) {
  OutcomeText text;
  for (const engine::Item& item : outcome.today) {
    text.today.push_back(render_item(item, voice));
    text.today.back().why = item_why(outcome, item, voice);
    text.today.back().gain = why_is_gain(outcome, item);
  }
  text.why = day_why(outcome, text.today, voice);
  text.limits = day_why(outcome, text.today, voice, true);
  if (!text.today.empty()) {  // the first card tells of tracks that have none
    std::string& first = text.today.front().why;
    std::string falls;
    for (const std::string& fall : other_falls(outcome, voice)) falls.append(fall).append(" ");
    first = falls + first;
    if (first.ends_with(' ')) first.pop_back();
  }
  text.headline = headline(outcome, text.today, voice);
  text.asks_morning = asks_morning(outcome);
  for (const engine::Reason& reason : outcome.reasons) text.reasons.push_back(render_reason(reason, voice));
  text.alert = render_alert(outcome, voice);
  text.would_change = would_change(outcome, voice);
  const std::string_view phase = engine::name(outcome.phase);
  text.phase = say(voice, key_of("phases", phase).append(".name"));
  text.phase_about = say(voice, key_of("phases", phase).append(".about"));
  text.trend = say(voice, key_of("trends", engine::name(outcome.trend)));
  text.irritability = say(voice, key_of("irritabilities", engine::name(outcome.irritability)));
  text.tracks = {track_text(Track::strength, outcome.strength, outcome, voice),
                 track_text(Track::spring, outcome.spring, outcome, voice),
                 track_text(Track::run, outcome.run, outcome, voice)};
  for (const engine::Comparison& comparison : outcome.compared) {
    text.compared.push_back(compared(comparison, voice));
  }
  return text;
}

}  // namespace springback::text
