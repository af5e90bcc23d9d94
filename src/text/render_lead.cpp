// Which of the reasons a card has room for: the one that explains what the card shows.
//
// Nothing is decided here; the reasons are the engine's, in its order within one rank.

#include <algorithm>
#include <array>
#include <initializer_list>

#include "text/render.h"

namespace springback::text {
namespace {

using engine::Code;
using engine::Item;
using engine::Outcome;
using engine::Reason;
using engine::Track;
using engine::TrackOutcome;

const TrackOutcome* standing_of(const Outcome& outcome, Track track) {
  if (track == Track::strength) return &outcome.strength;
  if (track == Track::spring) return &outcome.spring;
  return track == Track::run ? &outcome.run : nullptr;
}

std::optional<std::int64_t> number_of(const Reason& reason, std::string_view key) {
  for (const engine::Param& param : reason.params) {
    const auto* number = std::get_if<std::int64_t>(&param.value);
    if (param.key == key && number != nullptr) return *number;
  }
  return std::nullopt;
}

bool one_of(Code code, std::initializer_list<Code> all) { return std::ranges::find(all, code) != all.end(); }

/// What makes the dose another one than the rung's.
bool changed_by(const Reason& reason, const Item& item, bool below_rung) {
  if (reason.code == Code::order_rung)  // with a cause, it changed nothing
    return std::ranges::none_of(reason.params, [](const engine::Param& p) { return p.key == "cause"; });
  const auto jog_s_max = number_of(reason, "jog_s_max");
  if (reason.code != Code::order_limit || item.track != Track::run || !jog_s_max) return false;
  return below_rung || (item.rung == "own_run" && item.dose.total_jog_s() == *jog_s_max);
}

/// A gap or a trend that lowered this track: at its foot they are told and nothing steps back.
bool stepped_back(const Reason& reason, const Item& item, const Outcome& outcome) {
  const TrackOutcome* standing = standing_of(outcome, item.track);
  if (!reason.track || standing == nullptr) return false;
  const bool told_later =
      std::ranges::any_of(reason.params, [](const engine::Param& p) { return p.key == "on"; });
  return standing->action == engine::Action::step_back || (reason.code == Code::time_off && told_later);
}

/// The calm dose has none below it, and earns nothing either.
bool tells_calm_dose(const Reason& reason) {
  return std::ranges::any_of(reason.params, [](const engine::Param& p) {
    const auto* text = std::get_if<std::string>(&p.value);
    return p.key == "dose" && text != nullptr && *text == "calm";
  });
}

/// The codes of one rank stand together; what is not named explains no dose.
int rank_of(const Reason& reason, const Item& item, const Outcome& outcome) {
  const bool below_rung = below_own_rung(outcome, item);
  const bool bounces = item.track == Track::run || item.track == Track::spring;
  if (changed_by(reason, item, below_rung)) return 0;
  if (reason.code == Code::irritability_high && item.track == Track::strength &&
      (below_rung || tells_calm_dose(reason)))
    return 1;
  if (one_of(reason.code, {Code::excessive_during, Code::excessive_after, Code::excessive_limp,
                           Code::excessive_morning, Code::excessive_stiffness, Code::late_excess}) ||
      (one_of(reason.code, {Code::time_off, Code::trend_worsening}) && stepped_back(reason, item, outcome))) {
    return 2;
  }
  if (reason.code == Code::order_limit && number_of(reason, "pain_max") == item.pain_max) return 3;
  if (one_of(reason.code, {Code::progress_earned, Code::gate_open, Code::entry_test, Code::gate_walk}))
    return 4;
  if (one_of(reason.code,
             {Code::not_settled, Code::borderline, Code::pending, Code::incomplete, Code::underdone,
              Code::overdone, Code::unplanned, Code::analgesic, Code::guard_distance, Code::guard_climb,
              Code::guard_pace, Code::guard_days, Code::guard_gap, Code::guard_shoe})) {
    return 5;
  }
  if (reason.code == Code::streak_short || reason.code == Code::entry_running) return 6;
  if (one_of(reason.code, {Code::refer_spiking, Code::refer_closed_twice, Code::refer_worsening,
                           Code::refer_flag, Code::refer_same_rung, Code::irritability_high,
                           Code::trend_rising, Code::trend_drifted, Code::trend_worsening}) ||
      (reason.code == Code::trend_unknown && bounces)) {
    return 7;
  }
  if (reason.code == Code::order_limit) {
    return item.track == Track::run && number_of(reason, "jog_s_max") ? 8 : -1;
  }
  if (one_of(reason.code, {Code::gate_closed, Code::one_increase, Code::spring_waits})) return 9;
  return one_of(reason.code, {Code::goal_reached, Code::maintenance}) ? 10 : -1;
}

/// What keeps a track from having its turn, the hardest first.
constexpr std::array kBlockers{
    Code::order_hold,    Code::refer_spiking,        Code::refer_closed_twice, Code::refer_worsening,
    Code::refer_flag,    Code::refer_same_rung,      Code::irritability_high,  Code::impact_wait,
    Code::needs_checkin, Code::morning_inadmissible, Code::unplanned_long,     Code::weekly_rest,
    Code::spacing,       Code::spring_weekly,        Code::order_limit};

bool blocks(const Reason& reason, Code code, Track track) {
  if (reason.code != code || reason.track.value_or(track) != track) return false;
  // Strength goes on, if lower, while the others are held for these.
  const bool impact_only = code == Code::irritability_high || engine::name(code).starts_with("refer_");
  if (impact_only && track == Track::strength) return false;
  if (code != Code::order_limit) return true;
  return number_of(reason, "days_between_min") || (track == Track::run && number_of(reason, "jog_s_max"));
}

const Reason* blocker_of(const Outcome& outcome, Track track) {
  for (const Code code : kBlockers) {
    for (const Reason& reason : outcome.reasons) {
      if (blocks(reason, code, track)) return &reason;
    }
  }
  return nullptr;
}

/// Running that is still closed has a turn only where the runner's own runs go on.
bool has_turns(const Outcome& outcome, Track track) {
  if (standing_of(outcome, track)->open) return true;
  return track == Track::run && std::ranges::any_of(outcome.reasons, [](const Reason& reason) {
           return reason.code == Code::entry_running;
         });
}

std::string named(const Voice& voice, Track track, std::string sentence) {
  const std::string object = say(voice, std::string("engine.objects.").append(engine::name(track)));
  if (sentence.empty() || sentence.find(object) != std::string::npos ||
      sentence.find(capital(object)) != std::string::npos) {
    return sentence;
  }
  return say(voice, "engine.format.label", {{"label", capital(object)}, {"text", std::move(sentence)}});
}

/// The reason that explains the item; null when none does.
const Reason* lead_of(const Outcome& outcome, const Item& item) {
  const Reason* lead = nullptr;
  int best = 0;
  for (const Reason& reason : outcome.reasons) {
    if (reason.track.value_or(item.track) != item.track) continue;
    const int rank = rank_of(reason, item, outcome);
    if (rank < 0 || (lead != nullptr && rank >= best)) continue;
    lead = &reason;
    best = rank;
  }
  return lead;
}

}  // namespace

bool below_own_rung(const Outcome& outcome, const Item& item) {
  const TrackOutcome* standing = standing_of(outcome, item.track);
  return standing != nullptr && standing->open && item.rung != standing->rung;
}

bool why_is_gain(const Outcome& outcome, const Item& item) {
  const Reason* lead = lead_of(outcome, item);
  return lead != nullptr &&
         one_of(lead->code, {Code::progress_earned, Code::gate_open, Code::entry_test, Code::goal_reached});
}

std::string item_why(const Outcome& outcome, const Item& item, const Voice& voice) {
  const bool below = below_own_rung(outcome, item);
  const Reason* lead = lead_of(outcome, item);
  std::string why = lead == nullptr ? std::string() : render_reason(*lead, voice).sentence;
  if (below) {
    if (!why.empty()) why += " ";
    why += say(voice, "engine.lead.no_credit");
  } else if (why.empty()) {
    const TrackOutcome* standing = standing_of(outcome, item.track);
    if (standing != nullptr && standing->open && standing->above != engine::Above::rung)
      why = say(voice, standing->above == engine::Above::nothing ? "engine.reasons.streak_short.top"
                                                                 : "engine.reasons.streak_short.equipment");
  }
  return why;
}

std::vector<std::string> other_falls(const Outcome& outcome, const Voice& voice) {
  std::vector<std::string> all;
  if (outcome.alert == engine::AlertLevel::urgent) return all;  // one thing alone matters then
  for (const Reason& reason : outcome.reasons) {
    if (!reason.track || !tells_fall(reason)) continue;
    if (std::ranges::find(outcome.today, *reason.track, &Item::track) != outcome.today.end()) continue;
    all.push_back(named(voice, *reason.track, render_reason(reason, voice).sentence));
  }
  return all;
}

std::vector<std::string> day_why(const Outcome& outcome, const std::vector<ItemText>& items,
                                 const Voice& voice, bool limits_only) {
  std::vector<std::string> all;
  const auto add = [&all](std::string sentence) {
    if (!sentence.empty() && std::ranges::find(all, sentence) == all.end())
      all.push_back(std::move(sentence));
  };
  for (std::string& fall : other_falls(outcome, voice)) add(std::move(fall));
  // One item stands right above its reason; of several it must be told which one is meant.
  for (const ItemText& item : items) {
    if (!limits_only || !item.gain) add(items.size() == 1 ? item.why : named(voice, item.track, item.why));
  }
  if (!items.empty()) return all;
  for (const Reason& reason : outcome.reasons) {
    if (one_of(reason.code, {Code::not_started, Code::protocol_unknown, Code::urgent_flag})) {
      add(render_reason(reason, voice).sentence);
      return all;
    }
  }
  for (const Track track : {Track::run, Track::spring, Track::strength}) {
    if (!has_turns(outcome, track)) continue;
    const Reason* reason = blocker_of(outcome, track);
    if (reason == nullptr) continue;
    add(named(voice, track, render_reason(*reason, voice).sentence));
    return all;
  }
  return all;
}

}  // namespace springback::text
