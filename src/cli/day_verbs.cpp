#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "app/clock.h"
#include "app/ladder.h"
#include "app/protocols.h"
#include "app/replay.h"
#include "app/today.h"
#include "cli/alert.h"
#include "cli/command.h"
#include "cli/given_text.h"
#include "cli/missing_answer.h"
#include "cli/program.h"
#include "cli/screen.h"
#include "cli/when.h"
#include "engine/run.h"
#include "text/render.h"

namespace springback::cli {

namespace {

struct DayOptions {
  std::string on;
  bool json = false;
  bool check = false;
};

// What the three verbs about one day begin with: the diary, the day, the pages.
struct Opened {
  std::unique_ptr<app::Notebook> notebook;
  std::shared_ptr<const app::Pages> pages;
  Instant now;
  Day on;
};

Result<Opened> open_day(const Program& program, const DayOptions& options) {
  // The protocols are read while the diary is.
  const auto protocols = std::async(std::launch::async, [] { static_cast<void>(app::shipped_protocols()); });
  Opened opened;
  opened.now = app::now();
  opened.on = opened.now.day();
  if (!options.on.empty()) {
    const auto on = read_day("--on", options.on, opened.on);
    if (!on) return std::unexpected(on.error());
    opened.on = *on;
  }
  auto notebook = program.notebook_to_read();
  if (!notebook) return std::unexpected(notebook.error());
  auto pages = (*notebook)->pages();
  if (!pages) return std::unexpected(pages.error());
  opened.notebook = std::move(*notebook);
  opened.pages = *pages;
  return opened;
}

constexpr std::string_view kNoProfile =
    "There is no profile in this diary yet. Begin with\n"
    "  springback log profile --side left --site midportion --usual-pain 2\n"
    "or open the page: springback serve. To look around first: springback demo.\n";

engine::DayView view_of(const Opened& opened) {
  return engine::DayView(opened.on, app::shipped_protocols().all(), opened.pages->diary);
}

text::Voice voice_for(const engine::DayView& day) {
  text::Voice voice;
  voice.protocol = day.protocol();
  return voice;
}

// The runner sees this plan now, so the diary says that it was shown. A disk that is full must not hide it.
void note_seen(const Opened& opened, const engine::Outcome& outcome) {
  const auto noted = app::note_shown(*opened.notebook, app::shipped_protocols().all(), outcome, opened.now);
  if (noted) return;
  const Error& error = noted.error();
  print_error(
      fmt::format("springback: it was not noted that you saw this: {}: {}\n", error.place, error.detail));
}

std::string demo_mark(const Program& program) {
  return program.diary == app::kDemoDiary ? toned("Simulated runner, not you.", Tone::faint) + "\n"
                                          : std::string();
}

std::string card(const engine::DayView& day) {
  const engine::Outcome& outcome = day.outcome();
  const text::Voice voice = voice_for(day);
  const text::OutcomeText said = text::render(outcome, voice);
  std::string out = alert_lines(said.alert);
  out += toned(text::day_name(voice, outcome.date), Tone::faint) + "\n";
  out += toned(wrapped(said.headline, 0), Tone::strong);
  for (const text::ItemText& item : said.today) {
    out += wrapped(item.sentence, 2);
    if (!item.tempo.empty()) out += wrapped(item.tempo, 2);
    if (!item.limit.empty()) out += wrapped(item.limit, 2);
  }
  for (const std::string& why : said.why) out += wrapped("Why: " + why, 0);
  if (!outcome.run.open) {
    for (const text::ReasonText& reason : said.reasons) {
      if (reason.code == engine::Code::gate_closed && reason.track == engine::Track::run) {
        out += "\n" + wrapped(reason.sentence, 0);
        break;
      }
    }
    const auto range = day.run_opening(engine::kOpeningHorizon_days);
    if (range) out += wrapped(text::render_opening(*range, voice), 0);
  }
  return out;
}

int today(const Program& program, const DayOptions& options) {
  const auto opened = open_day(program, options);
  if (!opened) return complain(opened.error());
  const engine::DayView day = view_of(*opened);
  const engine::Outcome& outcome = day.outcome();
  const int status = options.check && outcome.alert != engine::AlertLevel::none ? kFinding : kDone;
  if (options.json) {
    print(app::outcome_text(outcome, app::shipped_protocols().all()) + "\n");
    return status;
  }
  if (!opened->pages->has_profile()) {
    print(kNoProfile);
    return kDone;
  }
  print(demo_mark(program) + card(day) + missing_answer_lines(outcome, *opened->pages));
  note_seen(*opened, outcome);
  return status;
}

int why(const Program& program, const DayOptions& options) {
  const auto opened = open_day(program, options);
  if (!opened) return complain(opened.error());
  const auto protocols = app::shipped_protocols().all();
  if (options.json) {
    print(app::why_json(*opened->pages, protocols, opened->on) + "\n");
    return kDone;
  }
  if (!opened->pages->has_profile()) {
    print(kNoProfile);
    return kDone;
  }
  const engine::DayView day = view_of(*opened);
  const text::Voice voice = voice_for(day);
  print(demo_mark(program) + fitted(text::plain_why(text::render(day.outcome(), voice), voice)));
  note_seen(*opened, day.outcome());
  return kDone;
}

std::string standing_mark(const engine::TrackOutcome& track) {
  if (track.above == engine::Above::nothing) return "  [the highest rung]";
  if (track.above == engine::Above::equipment) return "  [the rungs above need equipment]";
  return fmt::format("  [{} of {} clear]", std::min(track.streak, track.needed), track.needed);
}

std::string ladder_lines(const app::Standing& standing, const text::Voice& voice) {
  std::string out;
  for (const app::TrackStanding& track : standing.tracks) {
    out += toned(text::capital(text::track_name(voice, track.track)), Tone::strong);
    if (!track.outcome.open)
      out += "  (" + text::closed_standing(track.outcome, track.track, track.reasons, voice) + ")";
    out += "\n";
    for (std::size_t i = 0; i < track.rungs.size(); ++i) {
      const app::RungStanding& rung = track.rungs[i];
      const bool here = track.outcome.open && rung.index == track.outcome.rung_index;
      std::string line = fmt::format("{} {:<20} {}", here ? "->" : "  ", rung.rung.id,
                                     text::dose_name(voice, rung.rung.dose));
      if (!rung.available) line += "  (equipment not at hand)";
      if (here) line += standing_mark(track.outcome);
      out += toned(line, here ? Tone::good : Tone::plain) + "\n";
    }
    std::set<std::string> told;  // what a track waits for can be the reason of more than one
    for (const engine::Reason& reason : track.reasons) {
      const std::string sentence = text::render_reason(reason, voice).sentence;
      if (told.insert(sentence).second) out += wrapped(sentence, 3);
    }
    out += "\n";
  }
  if (standing.run_opens) out += wrapped(text::render_opening(*standing.run_opens, voice), 0);
  return out;
}

// Of a diary whose protocol is not at hand: why there is none.
std::string no_ladder_lines(const engine::Outcome& outcome, const text::Voice& voice) {
  std::string out;
  for (const engine::Reason& reason : outcome.reasons) {
    if (reason.code == engine::Code::protocol_unknown)
      out += wrapped(text::render_reason(reason, voice).sentence, 0);
  }
  return out;
}

int ladder(const Program& program, const DayOptions& options) {
  const auto opened = open_day(program, options);
  if (!opened) return complain(opened.error());
  const auto protocols = app::shipped_protocols().all();
  if (options.json) {
    print(app::ladder_json(*opened->pages, protocols, opened->on) + "\n");
    return kDone;
  }
  if (!opened->pages->has_profile()) {
    print(kNoProfile);
    return kDone;
  }
  const engine::DayView day = view_of(*opened);
  const text::Voice voice = voice_for(day);
  const app::Standing standing = app::standing(*opened->pages, protocols, opened->on);
  print(demo_mark(program) +
        (standing.tracks.empty() ? no_ladder_lines(day.outcome(), voice) : ladder_lines(standing, voice)));
  return kDone;
}

void add_day_verb(Verb app, Program& program, const std::string& name, const std::string& help, bool check,
                  int (*work)(const Program&, const DayOptions&)) {
  Verb verb = app.verb(name, help);
  const auto options = std::make_shared<DayOptions>();
  verb.option("--on", options->on, "Another day than today, as 2026-03-02");
  verb.flag("--json", options->json, "The API's bytes");
  if (check) verb.flag("--check", options->check, "Exit status 1 when there is an alert");
  verb.work([&program, options, work] { return work(program, *options); });
}

struct ReplayOptions {
  std::string diary, from, to, now, protocol;
  bool as_known = false;
  bool json = false;
};

Result<app::ReplayRange> range_of(const ReplayOptions& options) {
  app::ReplayRange range;
  range.as_known = options.as_known;
  for (const auto& [name, text, place] :
       {std::tuple{"--from", &options.from, &range.from}, std::tuple{"--to", &options.to, &range.to},
        std::tuple{"--now", &options.now, &range.now}}) {
    if (text->empty()) continue;
    const auto day = parse_day(*text);
    if (!day) return bad_input(name, "'" + *text + "'; allowed: a date as 2026-03-02");
    *place = *day;
  }
  return range;
}

int replay(const ReplayOptions& options) {
  const auto range = range_of(options);
  if (!range) return complain(range.error());
  app::ProtocolShelf own;
  engine::Protocols protocols;
  if (options.protocol.empty()) {
    protocols = app::shipped_protocols().all();
  } else {
    auto shelf = app::read_protocol(options.protocol);
    if (!shelf) return complain(shelf.error());
    own = std::move(*shelf);
    protocols = own.all();
  }
  const auto text = read_text(options.diary);
  if (!text) return complain(text.error());
  const auto diary = app::read_diary(*text);
  if (!diary) return complain(diary.error());
  std::string out;
  bool written = true;
  const auto played = app::replay(*diary, protocols, *range, [&](const std::string& line) {
    (out += line) += '\n';
    if (out.size() < 1 << 16) return;
    written = print(out) && written;
    out.clear();
  });
  if (!played) return complain(played.error());
  written = print(out) && written;
  return written ? kDone : kMachine;
}

}  // namespace

void add_today(Verb app, Program& program) {
  add_day_verb(app, program, "today", "What to do today, and why", true, &today);
}

void add_why(Verb app, Program& program) {
  add_day_verb(app, program, "why",
               "The whole record: what was seen, which rule, what limited it, what would change it", false,
               &why);
}

void add_ladder(Verb app, Program& program) {
  add_day_verb(app, program, "ladder", "The three ladders, where you stand, what the next rung needs", false,
               &ladder);
}

void add_replay(Verb app) {
  Verb verb = app.verb("replay", "A diary file in, the outcome of each day out, as JSON Lines");
  const auto options = std::make_shared<ReplayOptions>();
  verb.option("diary", options->diary, "A diary in JSON Lines or an export; - for standard input").required();
  verb.option("--from", options->from, "First day (default: the first fact's)");
  verb.option("--to", options->to, "Last day (default: the last fact's)");
  verb.option("--now", options->now, "Facts dated after this day are ignored (default: the last day)");
  verb.flag("--as-known", options->as_known, "Each day ignores what was entered after it");
  verb.option("--protocol", options->protocol, "Follow this protocol: a TOML file or canonical JSON");
  verb.flag("--json", options->json, "JSON Lines, as always");
  verb.work([options] { return replay(*options); });
}

}  // namespace springback::cli
