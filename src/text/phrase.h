#pragma once
// Templates to sentences: placeholders filled with figures, days, rungs and names in the reader's language.
//
// A placeholder is {name}, {name:kind} or {name#one|many}:
//   {pain}                    the figure or text as it is
//   {days#day|days}           the figure and the word that fits it: "1 day", "3 days"
//   {until:day}               a date (a day number or "2026-03-04"): "Wednesday 4 March"
//   {rung:rung}               a rung's name from its id; rung_start: with a capital
//   {track:subject|object}    a track as the doer or as the thing: "Running", "running"
//   {flag:flag}               what was reported
//   {jog_s:duration}          seconds: "1 min", "45 s"
//   {load_g:mass}             grams, in the reader's unit; {distance_m:distance} likewise
//   {done:amount}             a duration where the track is counted in time, else the figure

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/civil.h"
#include "engine/protocol.h"
#include "text/catalog.h"

namespace springback::text {

struct Units {
  bool miles = false;
  bool pounds = false;
};

/// Who is spoken to and about what: language, units, and the protocol whose rungs and exercises are named
/// (without one, names are read from the ids). All must outlive the call.
struct Voice {
  const Catalog* catalog = &english();
  const engine::Protocol* protocol = nullptr;
  Units units;
};

using Value = std::variant<std::int64_t, std::string>;
using Args = std::vector<std::pair<std::string_view, Value>>;

/// The template with its placeholders filled; nothing when one of them has no argument of a fitting form.
[[nodiscard]] std::optional<std::string> fill(const Voice& voice, std::string_view text, const Args& args);

/// What the catalog has for a key, filled: the first template that can be. Empty when none can.
[[nodiscard]] std::string say(const Voice& voice, std::string_view key, const Args& args = {});

[[nodiscard]] std::string exercise_name(const Voice& voice, std::string_view exercise);
[[nodiscard]] std::string rung_name(const Voice& voice, std::string_view rung);
/// The name that a rung's dose gives it: "one-leg heel raises, 3 × 12".
[[nodiscard]] std::string dose_name(const Voice& voice, const engine::Dose& dose);
[[nodiscard]] std::string day_name(const Voice& voice, Day day);
[[nodiscard]] std::string duration_text(const Voice& voice, std::int64_t seconds);
[[nodiscard]] std::string mass_text(const Voice& voice, std::int64_t grams);
[[nodiscard]] std::string distance_text(const Voice& voice, std::int64_t metres);
/// Tenths of a percent: 50 → "5", 25 → "2.5".
[[nodiscard]] std::string percent_text(const Voice& voice, std::int64_t permille);
/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string list_text(const Voice& voice, const std::vector<std::string>& parts);
/// With a capital first letter, when it is an ASCII one.
[[nodiscard]] std::string capital(std::string text);

}  // namespace springback::text
