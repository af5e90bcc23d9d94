#include "lab/whatif.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "app/protocols.h"
#include "cli/command.h"
#include "cli/given_diary.h"
#include "cli/program.h"
#include "cli/screen.h"
#include "lab/whatif_json.h"
#include "text/render.h"

namespace springback::cli {

namespace {

struct WhatIfOptions {
  std::string diary, protocol, now;
  bool json = false;
};

app::Answer<GivenDiary> open_given(const Program& program, const WhatIfOptions& options) {
  auto given = given_diary(program, options.diary, "--now", options.now);
  if (!given) return given;
  const bool too_long = std::ranges::any_of(given->diary, [&](const engine::Fact& fact) {
    return given->now - fact.at.day() > lab::kWhatIfDaysMax;
  });
  if (too_long) {
    return app::refuse({Trouble::bad_input, "--now",
                        format_day(given->now) + "; allowed: at most 120 years after the first fact"},
                       "bad_request");
  }
  return given;
}

/// Says a comparison in lines that fit.
class Teller {
 public:
  Teller(const lab::WhatIf& found, engine::Protocols protocols, const engine::Protocol& instead)
      : found_(found), protocols_(protocols), instead_{&text::english(), &instead, {}} {}

  std::string tell() {
    const text::Args between{{"from", format_day(found_.from)},
                             {"to", format_day(found_.to)},
                             {"days", static_cast<std::int64_t>(found_.diary.days.size())},
                             {"apart", found_.days_apart},
                             {"work", found_.days_other_work},
                             {"sessions", found_.as_prescribed}};
    if (found_.diary.days.empty()) return line("none", 0, between);
    out_ = line("title", 0,
                {{"diary", list(found_.diary.protocols)}, {"instead", list(found_.instead.protocols)}},
                Tone::strong);
    out_ += line("caveat", 0);
    if (found_.as_prescribed > 0) out_ += line("as_prescribed", 0, between);
    out_ += "\n" + line("span", 0, between);
    out_ += line(found_.stretches.empty() ? "same" : "apart", 0, between);
    course("course_diary", found_.diary);
    course("course_instead", found_.instead);
    for (const lab::Stretch& one : found_.stretches) stretch(one);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view key, const text::Args& args = {}) const {
    return text::say(instead_, std::string("terminal.whatif.").append(key), args);
  }
  [[nodiscard]] std::string line(std::string_view key, std::size_t indent, const text::Args& args = {},
                                 Tone tone = Tone::plain) const {
    return toned(wrapped(say(key, args), indent), tone);
  }
  [[nodiscard]] std::string list(const std::vector<std::string>& parts) const {
    return text::list_text(instead_, parts);
  }
  /// The voice that names the rungs of an outcome.
  [[nodiscard]] text::Voice voice(const engine::Outcome& outcome, const lab::Course& course) const {
    if (&course == &found_.instead) return instead_;
    const auto made_by = std::ranges::find(protocols_, outcome.protocol_hash, &engine::Protocol::hash);
    return {instead_.catalog, made_by == protocols_.end() ? nullptr : &*made_by, {}};
  }

  void course(std::string_view title, const lab::Course& course) {
    const engine::Outcome& last = course.days.back();
    out_ += "\n" + line(title, 0, {{"protocols", list(course.protocols)}}, Tone::strong);
    out_ +=
        course.first_run ? line("first_run", 2, {{"day", format_day(*course.first_run)}}) : line("no_run", 2);
    out_ += line("alert_days", 2, {{"days", course.alert_days}});
    out_ += line("last_day", 2);
    const text::DecisionText said = text::render_decision(
        last, {engine::Track::strength, engine::Track::spring, engine::Track::run}, {}, voice(last, course));
    for (const std::string& standing : said.standings) out_ += wrapped(standing, 4);
  }

  void stretch(const lab::Stretch& one) {
    const bool first = &one == &found_.stretches.front();
    out_ += "\n";
    if (first) out_ += line("first", 0, {{"day", one.from.value}});
    out_ +=
        line(one.from == one.to ? "day" : "days", 0,
             {{"from", format_day(one.from)}, {"to", format_day(one.to)}, {"days", one.to - one.from + 1}},
             Tone::strong);
    for (const lab::TrackApart& track : one.tracks) {
      if (track.since == one.from) continue;
      out_ += line("since", 2,
                   {{"track", std::string(engine::name(track.track))}, {"day", format_day(track.since)}},
                   Tone::faint);
    }
    const text::DecisionText diary = said(one, found_.diary, one.diary_binds);
    const text::DecisionText instead = said(one, found_.instead, one.instead_binds);
    // Where the day's work is the same, what differs is how the tracks stand.
    const bool standings = diary.headline == instead.headline;
    side("diary", diary, standings);
    side("instead", instead, standings);
  }

  [[nodiscard]] text::DecisionText said(const lab::Stretch& one, const lab::Course& course,
                                        const std::vector<std::size_t>& binds) const {
    std::vector<engine::Track> tracks;
    for (const lab::TrackApart& track : one.tracks) tracks.push_back(track.track);
    const engine::Outcome& outcome = found_.on(course, one.from);
    return text::render_decision(outcome, tracks, binds, voice(outcome, course));
  }

  void side(std::string_view key, const text::DecisionText& said, bool standings) {
    out_ += line(key, 2, {{"text", said.headline}});
    if (!said.alert.empty()) out_ += toned(wrapped(said.alert, 4), Tone::warn);
    if (standings)
      for (const std::string& standing : said.standings) out_ += wrapped(standing, 4);
    for (const std::string& reason : said.reasons) out_ += wrapped(reason, 4);
  }

  const lab::WhatIf& found_;
  engine::Protocols protocols_;
  text::Voice instead_;
  std::string out_;
};

int what_if(const Program& program, const WhatIfOptions& options) {
  const auto shelf = app::read_protocol(options.protocol);
  if (!shelf) return complain(shelf.error());
  const auto given = open_given(program, options);
  if (!given) return complain(given.error());
  const auto protocols = app::shipped_protocols().all();
  const engine::Protocol& instead = shelf->all().front();
  const lab::WhatIf found = lab::what_if(given->diary, given->now, protocols, instead);
  const std::string said = options.json ? lab::what_if_json(found, protocols, instead) + "\n"
                                        : Teller(found, protocols, instead).tell();
  return print(said) ? kDone : kMachine;
}

}  // namespace

void add_what_if(Verb app, Program& program) {
  Verb verb = app.verb(
      "whatif", "The days on which another protocol would have decided otherwise on the same facts, and why");
  const auto options = std::make_shared<WhatIfOptions>();
  verb.option("diary", options->diary,
              "A diary in JSON Lines or an export; - for standard input (default: the own diary)");
  verb.option("--protocol", options->protocol, "The other protocol: a TOML file or canonical JSON")
      .required();
  verb.option("--now", options->now,
              "The last day; facts dated after it are ignored (default: a file's last day, else today)");
  verb.flag("--json", options->json, "The API's bytes");
  verb.work([&program, options] { return what_if(program, *options); });
}

}  // namespace springback::cli
