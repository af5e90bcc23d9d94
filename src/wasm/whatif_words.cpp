#include "wasm/whatif_words.h"

#include <algorithm>

#include "text/render.h"

namespace springback::wasm {
namespace {

void write_side(JsonWriter& json, std::string_view key, const lab::Stretch& stretch,
                const engine::Outcome& outcome, const std::vector<std::size_t>& binds,
                const text::Voice& voice) {
  std::vector<engine::Track> tracks;
  for (const lab::TrackApart& track : stretch.tracks) tracks.push_back(track.track);
  const text::DecisionText said = text::render_decision(outcome, tracks, binds, voice);
  json.open(key, '{').text("headline", said.headline).text("alert", said.alert);
  json.texts("standings", said.standings).texts("reasons", said.reasons).close('}');
}

void write_rungs(JsonWriter& json, std::string_view key, const engine::Outcome& course,
                 const text::Voice& voice) {
  const auto name = [&](std::string_view of, const engine::TrackOutcome& track) {
    if (track.open)
      json.text(of, text::capital(text::rung_name(voice, track.rung)));
    else
      json.raw(of, "null");
  };
  json.open(key, '{');
  name("strength", course.strength);
  name("spring", course.spring);
  name("run", course.run);
  json.close('}');
}

}  // namespace

void write_what_if_words(JsonWriter& json, const lab::WhatIf& found, const text::Voice& instead,
                         engine::Protocols protocols) {
  const auto of = [&](const engine::Outcome& outcome) {
    text::Voice voice = instead;
    const auto made_by = std::ranges::find(protocols, outcome.protocol_hash, &engine::Protocol::hash);
    voice.protocol = made_by == protocols.end() ? nullptr : &*made_by;
    return voice;
  };
  json.list("said", found.stretches, [&](const lab::Stretch& stretch) {
    const engine::Outcome& diary = found.on(found.diary, stretch.from);
    const engine::Outcome& other = found.on(found.instead, stretch.from);
    json.open('{');
    write_side(json, "diary", stretch, diary, stretch.diary_binds, of(diary));
    write_side(json, "instead", stretch, other, stretch.instead_binds, instead);
    json.close('}');
  });
  if (found.diary.days.empty()) return;
  const engine::Outcome& last = found.diary.days.back();
  json.open("rungs", '{');
  write_rungs(json, "diary", last, of(last));
  write_rungs(json, "instead", found.instead.days.back(), instead);
  json.close('}');
}

}  // namespace springback::wasm
