#include "wasm/whatif_words.h"

#include <algorithm>

#include "codec/json_text.h"
#include "text/render.h"

namespace springback::wasm {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  codec::append_json_string(out, text);
  return out;
}

std::string texts(const std::vector<std::string>& all) {
  std::string out = "[";
  for (const std::string& one : all) (out += out.size() > 1 ? "," : "") += quoted(one);
  return out + "]";
}

std::string side_json(const lab::Stretch& stretch, const engine::Outcome& outcome,
                      const std::vector<std::size_t>& binds, const text::Voice& voice) {
  std::vector<engine::Track> tracks;
  for (const lab::TrackApart& track : stretch.tracks) tracks.push_back(track.track);
  const text::DecisionText said = text::render_decision(outcome, tracks, binds, voice);
  return "{\"headline\":" + quoted(said.headline) + ",\"alert\":" + quoted(said.alert) +
         ",\"standings\":" + texts(said.standings) + ",\"reasons\":" + texts(said.reasons) + "}";
}

std::string rungs_json(const engine::Outcome& course, const text::Voice& voice) {
  const auto name = [&](const engine::TrackOutcome& track) {
    return track.open ? quoted(text::capital(text::rung_name(voice, track.rung))) : std::string("null");
  };
  return "{\"strength\":" + name(course.strength) + ",\"spring\":" + name(course.spring) +
         ",\"run\":" + name(course.run) + "}";
}

}  // namespace

std::string what_if_words(const lab::WhatIf& found, const text::Voice& instead, engine::Protocols protocols) {
  const auto of = [&](const engine::Outcome& outcome) {
    text::Voice voice = instead;
    const auto made_by = std::ranges::find(protocols, outcome.protocol_hash, &engine::Protocol::hash);
    voice.protocol = made_by == protocols.end() ? nullptr : &*made_by;
    return voice;
  };
  std::string out = "\"said\":[";
  for (const lab::Stretch& stretch : found.stretches) {
    const engine::Outcome& diary = found.on(found.diary, stretch.from);
    const engine::Outcome& other = found.on(found.instead, stretch.from);
    if (out.back() != '[') out += ',';
    out += "{\"diary\":" + side_json(stretch, diary, stretch.diary_binds, of(diary));
    out += ",\"instead\":" + side_json(stretch, other, stretch.instead_binds, instead) + "}";
  }
  out += "]";
  if (found.diary.days.empty()) return out;
  const engine::Outcome& last = found.diary.days.back();
  out += ",\"rungs\":{\"diary\":" + rungs_json(last, of(last));
  return out + ",\"instead\":" + rungs_json(found.instead.days.back(), instead) + "}";
}

}  // namespace springback::wasm
