// The verbs about the past: what came before the onset, and the load of the weeks.

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>

#include "app/protocols.h"
#include "cli/command.h"
#include "cli/given_diary.h"
#include "cli/program.h"
#include "cli/screen.h"
#include "codec/history_json.h"
#include "text/history.h"

namespace springback::cli {

namespace {

using engine::Code;

// chosen: what a person reads of a list; the rest is counted.
constexpr std::size_t kShownMost = 12;
constexpr std::size_t kBarColumns = 24;

std::string right(const std::string& text, std::size_t width) {
  return (text.size() < width ? std::string(width - text.size(), ' ') : std::string()) + text;
}

std::string left(const std::string& text, std::size_t width) {
  return text + (text.size() < width ? std::string(width - text.size(), ' ') : std::string());
}

char mark_of(Code code) {
  switch (code) {
    case Code::guard_distance:
      return 'L';
    case Code::guard_climb:
      return 'H';
    case Code::guard_pace:
      return 'P';
    case Code::guard_days:
      return 'D';
    case Code::guard_gap:
      return 'B';
    default:
      return 'S';
  }
}

std::string frame(std::string_view key, const text::Args& args = {}) {
  return text::say(text::Voice{}, std::string("terminal.history.").append(key), args);
}

/// The look-back in lines that fit: the answer, the list, the weeks as bars.
class Picture {
 public:
  explicit Picture(const engine::LookBack& found)
      : found_(found), said_(text::render_look_back(found, voice_)) {}

  std::string draw() {
    out_ = toned(wrapped(said_.headline, 0), Tone::strong);
    const std::size_t shown = std::min(kShownMost, said_.findings.size());
    if (shown > 0) out_ += "\n";
    for (std::size_t i = 0; i < shown; ++i) {
      out_ += std::string("  ") + mark_of(found_.findings[i].code) + wrapped(said_.findings[i], 4).substr(3);
    }
    if (shown < said_.findings.size()) {
      const auto more = static_cast<std::int64_t>(said_.findings.size() - shown);
      out_ += wrapped(frame("more", {{"count", more}}), 4);
    }
    if (found_.first_run) weeks();
    for (const std::string& sentence : said_.usual) out_ += wrapped(sentence, 0);
    if (!said_.usual.empty()) out_ += "\n";
    for (const std::string& note : said_.notes) out_ += toned(wrapped(note, 0), Tone::faint);
    return std::move(out_);
  }

 private:
  void weeks() {
    out_ += "\n" + toned(wrapped(frame("weeks"), 0), Tone::strong);
    std::int64_t most = 1;
    for (const engine::LookWeek& week : found_.weeks) most = std::max(most, week.distance_m);
    for (const engine::LookWeek& week : found_.weeks) {
      if (week.from == found_.from) out_ += "  " + std::string(10, '-') + " " + frame("window") + "\n";
      const auto bar = static_cast<std::size_t>(
          (week.distance_m * static_cast<std::int64_t>(kBarColumns) + most - 1) / most);
      std::string figure = !week.known ? frame("not_known") : text::distance_text(voice_, week.distance_m);
      if (week.unknown > 0) figure += " + ?";
      const std::string ratio = week.ratio_pct ? std::to_string(*week.ratio_pct) + " %" : std::string();
      std::string line = "  " + format_day(week.from) + "  " + left(std::string(bar, '='), kBarColumns) +
                         "  " + left(figure, 12) + right(ratio, 8) + "  " + marks(week);
      line.erase(line.find_last_not_of(' ') + 1);
      out_ += line + "\n";
    }
    std::string legend;
    for (const engine::LookCount& count : found_.counts) {
      legend += (legend.empty() ? "" : ", ") + std::string(1, mark_of(count.code)) + " " +
                text::guard_name(voice_, count.code);
    }
    if (!legend.empty()) out_ += toned(wrapped(legend, 2), Tone::faint);
    out_ += "\n";
  }

  /// A letter for each finding of the week, in the order of days.
  [[nodiscard]] std::string marks(const engine::LookWeek& week) const {
    std::vector<std::pair<Day, char>> all;
    for (const engine::LookFinding& finding : found_.findings) {
      if (finding.day >= week.from && finding.day <= week.to)
        all.emplace_back(finding.day, mark_of(finding.code));
    }
    std::ranges::sort(all);
    std::string text;
    for (const auto& [day, mark] : all) text += mark;
    return text;
  }

  const engine::LookBack& found_;
  text::Voice voice_;
  text::LookBackText said_;
  std::string out_;
};

struct HistoryOptions {
  std::string diary, on, onset;
  int weeks = engine::kLedgerWeeks;
  bool json = false;
};

int look_back(const Program& program, const HistoryOptions& options) {
  const auto given = given_diary(program, options.diary, "--on", options.on);
  if (!given) return complain(given.error());
  std::optional<Day> onset;
  if (options.onset.empty()) {
    onset = engine::told_onset(given->now, given->diary);
    if (!onset) {
      return complain(Error{Trouble::bad_input, "--onset",
                            "is missing, and the profile names none; allowed: a date as 2026-03-02"});
    }
  } else {
    onset = parse_day(options.onset);
    if (!onset) {
      return complain(
          Error{Trouble::bad_input, "--onset", "'" + options.onset + "'; allowed: a date as 2026-03-02"});
    }
  }
  if (*onset > given->now) {
    return complain(Error{Trouble::bad_input, "--onset",
                          "'" + format_day(*onset) + "'; allowed: a date up to " + format_day(given->now)});
  }
  const engine::LookBack found =
      engine::look_back(given->now, *onset, app::shipped_protocols().all(), given->diary);
  return print(options.json ? codec::look_back_json(found) + "\n" : Picture(found).draw()) ? kDone : kMachine;
}

std::string amount(const engine::KindLoad& kind) {
  std::string text = kind.sessions > 0 ? std::to_string(engine::rounded_load(kind.load)) : std::string();
  if (kind.unknown > 0) text += text.empty() ? "?" : "+?";
  return text.empty() ? "-" : text;
}

std::string load_table(const engine::Ledger& ledger) {
  const text::Voice voice;
  const text::LedgerText said = text::render_ledger(ledger, voice);
  std::string out = toned(wrapped(said.headline, 0), Tone::strong);
  if (!ledger.weeks.empty()) {
    out += "\n" + left(frame("week"), 10);
    for (const std::string_view column : {"walk", "run", "spring", "strength", "other", "all", "ratio"})
      out += right(frame(std::string("columns.").append(column)), column == "other" ? 7 : 10);
    out += "\n";
  }
  for (const engine::LoadWeek& week : ledger.weeks) {
    out += format_day(week.from);
    int sessions = 0;
    for (std::size_t k = 0; k < engine::kLoadKinds; ++k) {
      out +=
          right(amount(week.kinds[k]), static_cast<engine::LoadKind>(k) == engine::LoadKind::other ? 7 : 10);
      sessions += week.kinds[k].sessions;
    }
    out += right(sessions > 0 ? std::to_string(engine::rounded_load(week.load())) : "-", 10);
    out += right(week.ratio_pct ? std::to_string(*week.ratio_pct) + " %"
                 : week.whole   ? ""
                                : frame("under_way"),
                 10);
    out.erase(out.find_last_not_of(' ') + 1);
    out += "\n";
  }
  out += "\n";
  for (const std::string& note : said.notes) out += toned(wrapped(note, 0), Tone::faint);
  return out;
}

int load(const Program& program, const HistoryOptions& options) {
  const auto given = given_diary(program, options.diary, "--on", options.on);
  if (!given) return complain(given.error());
  if (options.weeks < 1 || options.weeks > engine::kLedgerWeeksMax) {
    return complain(Error{Trouble::bad_input, "--weeks",
                          "'" + std::to_string(options.weeks) + "'; allowed: a whole number from 1 to " +
                              std::to_string(engine::kLedgerWeeksMax)});
  }
  const engine::Ledger ledger =
      engine::load_ledger(given->now, options.weeks, app::shipped_protocols().all(), given->diary);
  return print(options.json ? codec::ledger_json(ledger) + "\n" : load_table(ledger)) ? kDone : kMachine;
}

std::shared_ptr<HistoryOptions> add_verb(Verb verb, Program& program,
                                         int (*work)(const Program&, const HistoryOptions&)) {
  auto options = std::make_shared<HistoryOptions>();
  verb.option("diary", options->diary,
              "A diary in JSON Lines or an export; - for standard input (default: the own diary)");
  verb.option("--on", options->on,
              "The last day that counts, as 2026-03-02 (default: a file's last day, else today)");
  verb.flag("--json", options->json, "The API's bytes");
  verb.work([&program, options, work] { return work(program, *options); });
  return options;
}

}  // namespace

void add_look_back(Verb app, Program& program) {
  Verb verb =
      app.verb("lookback",
               "What stood out in the six weeks before the pain began: what came before, not what caused it");
  const auto options = add_verb(verb, program, &look_back);
  verb.option("--onset", options->onset, "The day it began, as 2026-03-02 (default: the profile's)");
}

void add_load(Verb app, Program& program) {
  Verb verb = app.verb("load", "The load on the tendon, week by week and kind by kind: it orders, no more");
  const auto options = add_verb(verb, program, &load);
  verb.option("--weeks", options->weeks, "How many weeks, up to 520 (default: 12)");
}

}  // namespace springback::cli
