#include "text/render.h"

namespace springback::text {
namespace {

using engine::Dose;
using engine::Item;
using engine::RunPace;
using engine::Terrain;
using engine::Track;

std::string exercise_of(const Item& item, const Voice& voice) {
  const auto index = static_cast<std::size_t>(item.dose.exercise);
  if (item.dose.exercise < 0 || voice.protocol == nullptr || index >= voice.protocol->exercises.size()) {
    return {};
  }
  return exercise_name(voice, voice.protocol->exercises[index].id);
}

Args dose_args(const Item& item, const Voice& voice) {
  const Dose& dose = item.dose;
  Args args{{"rung", item.rung},
            {"sets", dose.sets},
            {"reps", dose.reps},
            {"hold_s", dose.hold_s},
            {"jog_s", dose.total_jog_s()},
            {"walk_s", dose.walk_s},
            {"rounds", dose.rounds},
            {"pain_max", item.pain_max},
            {"total_s", (dose.jog_s + dose.walk_s) * dose.rounds},
            {"percent", percent_text(voice, dose.load_permille)}};
  if (item.load_g) args.emplace_back("load_g", *item.load_g);
  const std::string exercise = exercise_of(item, voice);
  if (!exercise.empty()) {
    args.emplace_back("exercise", exercise);
    args.emplace_back("exercise_start", capital(exercise));
  }
  return args;
}

/// With jog_s of one round instead of the whole: for the sentences that name a round.
Args round_args(Args args, const Dose& dose) {
  for (auto& [key, value] : args) {
    if (key == "jog_s") value = std::int64_t{dose.jog_s};
  }
  return args;
}

std::string_view run_headline(const Dose& dose) {
  if (dose.pace == RunPace::faster) return "engine.headline.run_faster";
  if (dose.pace == RunPace::strides) return "engine.headline.run_strides";
  if (dose.terrain == Terrain::hills) return "engine.headline.run_hills";
  if (dose.terrain == Terrain::gentle_hills) return "engine.headline.run_gentle_hills";
  return "engine.headline.run";
}

std::string what(const Item& item, const Voice& voice, const Args& args) {
  const Dose& dose = item.dose;
  if (item.track == Track::walk) return say(voice, "engine.headline.walk", args);
  if (item.rung == "own_run") return say(voice, "engine.headline.own_run", args);
  if (item.track == Track::run) {
    if (dose.walk_s > 0) return say(voice, "engine.headline.jog_walk", round_args(args, dose));
    return say(voice, run_headline(dose), args);
  }
  std::string text = say(voice, dose.hold_s > 0 ? "engine.headline.hold" : "engine.headline.reps", args);
  return text.empty() ? say(voice, "engine.headline.unnamed", args) : text;
}

std::string run_sentence(const Item& item, const Voice& voice, const Args& args) {
  const Dose& dose = item.dose;
  std::string text;
  if (item.rung == "own_run") {
    text = say(voice, "engine.item.own_run", args);
  } else if (dose.walk_s > 0) {
    text = say(voice, "engine.item.jog_walk", round_args(args, dose));
  } else {
    text = say(voice, "engine.item.run", args);
  }
  constexpr std::string_view terrains[] = {"engine.item.flat", "engine.item.gentle_hills",
                                           "engine.item.hills"};
  constexpr std::string_view paces[] = {"engine.item.easy", "engine.item.strides", "engine.item.faster"};
  text += " " + say(voice, terrains[static_cast<std::size_t>(dose.terrain)]);
  text += " " + say(voice, paces[static_cast<std::size_t>(dose.pace)]);
  return text;
}

std::string sentence_of(const Item& item, const Voice& voice, const Args& args) {
  const Dose& dose = item.dose;
  if (item.track == Track::walk) return say(voice, "engine.item.walk", args);
  if (item.track == Track::run) return run_sentence(item, voice, args);
  std::string_view key = "engine.item.reps";
  if (dose.hold_s > 0) {
    key = "engine.item.hold";
  } else if (item.load_g && *item.load_g > 0) {
    key = "engine.item.reps_load";
  } else if (dose.load_permille > 0) {
    key = "engine.item.reps_share";
  }
  std::string text = say(voice, key, args);
  if (text.empty()) text = capital(say(voice, "engine.item.unnamed", args));
  // Below the floor's level the tendon is pressed against the heel bone (S01).
  const bool on_floor = voice.protocol != nullptr && voice.protocol->site == engine::Site::insertional;
  if (item.track == Track::strength && on_floor) text += " " + say(voice, "engine.item.floor");
  return text;
}

std::string tempo_of(const Dose& dose, const Voice& voice) {
  const auto [up, hold, down] = dose.tempo_s;
  if (up == 0 && hold == 0 && down == 0) return {};
  return say(voice, hold > 0 ? "engine.item.tempo_hold" : "engine.item.tempo",
             {{"up", up}, {"hold", hold}, {"down", down}});
}

}  // namespace

ItemText render_item(const Item& item, const Voice& voice) {
  const Args args = dose_args(item, voice);
  ItemText text;
  text.track = item.track;
  text.headline = say(voice, "engine.format.label",
                      {{"label", track_name(voice, item.track)}, {"text", what(item, voice, args)}});
  text.sentence = sentence_of(item, voice, args);
  text.limit = say(voice, "engine.item.limit", args);
  text.tempo = tempo_of(item.dose, voice);
  return text;
}

}  // namespace springback::text
