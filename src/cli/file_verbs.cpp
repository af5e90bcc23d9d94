#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/compare.h"
#include "app/counted_once.h"
#include "app/export.h"
#include "app/import.h"
#include "app/keep_file.h"
#include "app/protocols.h"
#include "app/read_file.h"
#include "app/restore.h"
#include "cli/command.h"
#include "cli/program.h"
#include "cli/screen.h"
#include "formats/archive.h"
#include "text/render.h"

namespace springback::cli {

namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string fate_words(app::ImportedFile::Fate fate) {
  std::string words(app::fate_name(fate));
  for (char& c : words) c = c == '_' ? ' ' : c;
  return words;
}

// The lines of one fate, and how many there would be more of it: a thousand files that are no activities are
// one thing to say.
std::string lines_of(const app::ImportReport& report, app::ImportedFile::Fate fate) {
  constexpr std::size_t kLines = 20;  // chosen: a screen
  std::string out;
  std::size_t count = 0;
  for (const app::ImportedFile& file : report.files) {
    if (file.fate != fate || (fate == app::ImportedFile::Fate::imported && file.why.empty())) continue;
    if (++count > kLines) continue;
    out += fmt::format("{}: {}{}{}\n", file.name, fate_words(fate), file.why.empty() ? "" : ", ", file.why);
  }
  if (count > kLines)
    out += fmt::format("… and {} more {} (--json names them)\n", count - kLines, fate_words(fate));
  return out;
}

std::string report_lines(const app::ImportReport& report, bool dry_run) {
  using Fate = app::ImportedFile::Fate;
  std::string out;
  for (const Fate fate :
       {Fate::not_activity, Fate::duplicate, Fate::imported, Fate::damaged, Fate::unreadable}) {
    out += lines_of(report, fate);
  }
  if (report.not_listed > 0)
    out += fmt::format("{} files more are counted and not named\n", report.not_listed);
  if (report.cancelled) out += "Called off: what is counted here is kept whole; begun again, it goes on.\n";
  out += fmt::format("{}{} {}imported, {} there already, {} not activities, {} damaged{}\n",
                     dry_run ? "Nothing kept (dry run): " : "", report.imported, dry_run ? "would be " : "",
                     report.duplicates, report.not_activities, report.damaged,
                     report.other > 0 ? fmt::format(", {} not read", report.other) : "");
  return out;
}

/// What was counted once, and how to say that it was not.
std::string same_lines(const app::ImportReport& report) {
  constexpr std::size_t kShown = 5;  // chosen: an archive of years may hold thousands
  std::string out;
  for (std::size_t i = 0; i < std::min(report.same.size(), kShown); ++i) {
    const app::CountedOnce& one = report.same[i];
    out += fmt::format("Counted once: {} and", format_uuid(one.counts));
    for (const Uuid& other : one.others) out += fmt::format(" {}", format_uuid(other));
    out += " tell of the same time on foot; the first one counts.\n";
  }
  if (report.same.size() > kShown)
    out += fmt::format("Counted once: {} more activities that were recorded twice.\n",
                       report.same.size() - kShown);
  if (!report.same.empty()) out += "If one is a session of its own: springback log separate ID\n";
  return out;
}

/// A file that was named and could not be taken is bad input; among a folder's files it is only counted.
bool named_but_refused(const std::vector<std::string>& paths, const app::ImportReport& report) {
  using Fate = app::ImportedFile::Fate;
  return std::any_of(report.files.begin(), report.files.end(), [&paths](const app::ImportedFile& file) {
    const bool taken = file.fate == Fate::imported || file.fate == Fate::duplicate;
    return !taken && std::find(paths.begin(), paths.end(), file.name) != paths.end();
  });
}

volatile std::sig_atomic_t interrupted = 0;

/// While it lives, the first Ctrl-C asks the import to end between two recordings; the second ends the
/// program.
class Interruption {
 public:
  Interruption() {
    struct sigaction action{};
    action.sa_handler = [](int) { interrupted = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    sigaction(SIGINT, &action, &before_);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption() { sigaction(SIGINT, &before_, nullptr); }

 private:
  struct sigaction before_{};
};

std::string megabytes(std::uint64_t bytes) { return fmt::format("{:.1f}", static_cast<double>(bytes) / 1e6); }

app::Answer<app::ImportReport> import_with_progress(app::Notebook& notebook,
                                                    const std::vector<std::string>& paths, bool dry_run) {
  Progress progress("import");
  const Interruption interruption;
  app::ImportOptions options;
  options.dry_run = dry_run;
  options.cancelled = [] { return interrupted != 0; };
  options.progress = [&](const app::ImportProgress& now) {
    progress.show(fmt::format("{} of {} MB, {} recordings", megabytes(now.done_bytes),
                              megabytes(now.total_bytes), now.recordings),
                  now.name);
  };
  return app::import_paths(notebook, {paths.begin(), paths.end()}, options);
}

int import_files(const Program& program, const std::vector<std::string>& paths, bool dry_run, bool json) {
  const auto notebook = program.notebook();
  if (!notebook) return complain(notebook.error());
  auto imported = import_with_progress(**notebook, paths, dry_run);
  if (!imported) return complain(imported.error());
  app::ImportReport& report = *imported;
  if (!dry_run) {
    if (const auto noted = app::note_same_activities(**notebook, report); !noted)
      return complain(noted.error());
  }
  int exit = report.cancelled ? kFinding : kDone;
  if (named_but_refused(paths, report)) exit = kBadInput;
  if (json) {
    print(app::import_report_json(report) + "\n");
    return exit;
  }
  print(report_lines(report, dry_run));
  if (dry_run) return exit;
  const auto compared = app::compare_recordings(**notebook, app::shipped_protocols().all(), report);
  if (!compared) return complain(compared.error());
  for (const std::string& line : *compared) print("  " + line + "\n");
  print(same_lines(report));
  return exit;
}

int read_file(const std::string& path) {
  const auto bytes = app::read_file(path, "a file that can be read");
  if (!bytes) return complain(bytes.error());
  const auto read = app::read_recording(bytes_of(*bytes), std::filesystem::path(path).filename().string());
  if (!read) return complain(read.error());
  return print(*read + "\n") ? kDone : kMachine;
}

int export_file(const Program& program, const std::string& path) {
  const auto notebook = program.notebook_to_read();
  if (!notebook) return complain(notebook.error());
  const auto file = app::export_diary(**notebook);
  if (!file) return complain(file.error());
  if (path == "-") return print(file->bytes) ? kDone : kMachine;
  std::signal(SIGPIPE, SIG_IGN);  // a named pipe whose reader has gone is trouble to tell of, not the end
  if (const auto kept = app::write_to(path, file->bytes); !kept) return complain(kept.error());
  // What reads a pipe or a stream, which standard output may be by another name, is given the diary alone.
  std::error_code ignored;
  if (app::is_open_stream(path) || !std::filesystem::is_regular_file(path, ignored)) return kDone;
  print(fmt::format("Everything is in {} ({} bytes{}).\n", path, file->bytes.size(),
                    file->archive ? ", a tar archive with the recordings" : ""));
  return kDone;
}

int restore_file(const Program& program, const std::string& path, bool json) {
  const auto bytes = app::read_file(path == "-" ? "/dev/stdin" : path, "a file that can be read");
  if (!bytes) return complain(bytes.error());
  const auto notebook = program.notebook();
  if (!notebook) return complain(notebook.error());
  const auto restored = app::restore_diary(**notebook, bytes_of(*bytes));
  if (!restored) return complain(restored.error());
  if (json) {
    print(app::restore_report_json(*restored) + '\n');
  } else {
    print(fmt::format("{} facts came in, {} were there already; {} recordings came in.\n",
                      restored->facts_new, restored->facts_known, restored->blobs_new));
  }
  return kDone;
}

}  // namespace

namespace {

std::string import_footer() {
  return fmt::format(
      "Taken are FIT, TCX and GPX files, each also as .gz and in .zip; Strava's bulk export, Garmin's "
      "account\n"
      "export, Apple Health's export.zip or export.xml; and folders of all that. A file's content says what "
      "it\n"
      "is, not its name. What is there already is not kept twice. Ctrl-C ends it between two recordings.\n\n"
      "Refused, one by one: a recording of more than {} MB unpacked, a workout's element of more than 1 MB, "
      "more\n"
      "than {} entries or {} GB unpacked in an archive, an archive in another of more than {} MB, more than "
      "{}\n"
      "archives in one another, and what is encrypted.",
      formats::kRecordingMax_bytes >> 20, formats::kEntriesMax, formats::kUnpackedMax_bytes >> 30,
      formats::kInnerArchiveMax_bytes >> 20, formats::kArchivesDeepMax);
}

}  // namespace

void add_import(Verb app, Program& program) {
  Verb verb =
      app.verb("import", "Recordings into the diary: files, archives, folders, whole exports of an account");
  verb.footer(import_footer());
  const auto paths = std::make_shared<std::vector<std::string>>();
  const auto dry_run = std::make_shared<bool>(false);
  const auto json = std::make_shared<bool>(false);
  verb.option("paths", *paths, "Files, archives and folders").required().kind("PATH");
  verb.flag("--dry-run", *dry_run, "Read and report, keep nothing");
  verb.flag("--json", *json, "The report as JSON");
  verb.work([&program, paths, dry_run, json] { return import_files(program, *paths, *dry_run, *json); });
}

void add_read(Verb app) {
  Verb verb = app.verb("read", "What a recording holds, as JSON; the diary has no part in it");
  const auto path = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  verb.option("file", *path, "The recording").required().kind("FILE");
  verb.flag("--json", *json, "JSON, as always");
  verb.work([path, json] { return read_file(*path); });
}

void add_export(Verb app, Program& program) {
  Verb verb = app.verb("export", "Everything out, into one file that `restore` takes back");
  const auto path = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  verb.option("file", *path, "The file; - for standard output").required().kind("FILE");
  verb.flag("--json", *json, "JSON Lines, as always; with recordings in a tar archive");
  verb.work([&program, path, json] { return export_file(program, *path); });
}

void add_restore(Verb app, Program& program) {
  Verb verb = app.verb("restore", "An exported file, or any diary in JSON Lines, back in");
  const auto path = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  verb.option("file", *path, "The file; - for standard input").required().kind("FILE");
  verb.flag("--json", *json, "The report as the API gives it");
  verb.work([&program, path, json] { return restore_file(program, *path, *json); });
}

}  // namespace springback::cli
