#include "app/import.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "app/clock.h"
#include "app/compare.h"
#include "app/counted_once.h"
#include "app/log.h"
#include "app/protocols.h"
#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"
#include "formats/archive.h"
#include "support/packed.h"
#include "support/program.h"
#include "support/text_recordings.h"

namespace springback::app {
namespace {

using Fate = ImportedFile::Fate;
using test::gzip_of;
using test::Members;
using test::zip_of;

// A walk-jog session on its own day.
fit::SyntheticRun run_on(int day, int rounds = 4) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'772'900'000 + std::int64_t{day} * 86'400;
  run.offset_s = 3600;
  run.seed = static_cast<std::uint64_t>(day);
  for (int round = 0; round < rounds; ++round) {
    run.bouts.push_back({engine::BoutKind::jog, 60, 2'500, 162});
    run.bouts.push_back({engine::BoutKind::walk, 60, 1'450, 112});
  }
  return run;
}

std::string fit_of(int day) {
  const auto bytes = fit::encode_activity(fit::synthetic_run(run_on(day)));
  return {bytes.begin(), bytes.end()};
}

// A FIT file of settings, as an account's export holds them by the thousand.
std::string settings_fit() {
  fit::Encoder encoder;
  encoder.define(0, fit::Message::file_id, {{0, fit::BaseType::enumeration}});
  encoder.data(0, std::vector<std::int64_t>{2});
  const auto bytes = encoder.finish();
  return {bytes.begin(), bytes.end()};
}

std::string gpx_without_sport(int day) {
  test::GpxStyle style;
  style.type.clear();
  return test::gpx_text(run_on(day), style);
}

class Import : public ::testing::Test {
 protected:
  Import() : notebook_(*Notebook::open(dir_.path() / "data", kOwnDiary)) {
    std::filesystem::create_directory(dir_.path() / "in");
  }
  std::filesystem::path in(const std::string& name) {
    const auto path = dir_.path() / "in" / name;
    std::filesystem::create_directories(path.parent_path());
    return path;
  }
  void put(const std::string& name, const std::string& bytes) { test::write_file(in(name), bytes); }
  ImportReport import(const ImportOptions& options = {}) { return import_at({dir_.path() / "in"}, options); }
  ImportReport import_at(const std::vector<std::filesystem::path>& paths, const ImportOptions& options = {}) {
    auto report = import_paths(*notebook_, paths, options);
    EXPECT_TRUE(report) << report.error().detail;
    return report ? *std::move(report) : ImportReport();
  }
  std::vector<engine::Recording> kept() {
    std::vector<engine::Recording> out;
    for (const engine::Fact& fact : (*notebook_->pages())->diary) {
      if (const auto* recording = std::get_if<engine::Recording>(&fact.body)) out.push_back(*recording);
    }
    return out;
  }
  // What the report says of the file whose name ends so.
  static ImportedFile named(const ImportReport& report, const std::string& end) {
    for (const ImportedFile& file : report.files) {
      if (file.name.ends_with(end)) return file;
    }
    ADD_FAILURE() << "nothing is said of " << end << " in " << import_report_json(report);
    return {};
  }

  test::TempDir dir_;
  std::unique_ptr<Notebook> notebook_;
};

TEST_F(Import, the_same_file_in_any_wrapping_is_one_recording) {
  put("a.fit", fit_of(1));
  put("b.fit.gz", gzip_of(fit_of(1)));
  put("c.zip", zip_of({{"x/y.fit", fit_of(1)}, {"z.fit.gz", gzip_of(fit_of(1))}}));
  put("d.zip", zip_of({{"inner.zip", zip_of({{"y.fit", fit_of(1)}}, {true, {}})}}));
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 1U) << import_report_json(report);
  EXPECT_EQ(report.duplicates, 4U);
  EXPECT_EQ(named(report, "in/a.fit").fate, Fate::imported);
  EXPECT_EQ(named(report, "c.zip!x/y.fit").fact, named(report, "in/a.fit").fact);
  EXPECT_EQ(named(report, "d.zip!inner.zip!y.fit").fate, Fate::duplicate);
  ASSERT_EQ(kept().size(), 1U);
  const auto blob = notebook_->store().get_blob(kept()[0].sha256);
  EXPECT_EQ(std::string((*blob)->begin(), (*blob)->end()), fit_of(1)) << "the file's own bytes, unpacked";
  EXPECT_EQ(import().duplicates, 5U) << "begun again";
}

TEST_F(Import, content_decides_whatever_the_name_says) {
  put("a.gpx", fit_of(1));
  put("b.fit", test::tcx_text(run_on(2)));
  put("c.txt", zip_of({{"d.jpg", fit_of(3)}, {"e.fit", zip_of({{"f", gzip_of(fit_of(4))}})}}));
  put("g.gz", fit_of(5));
  put("h.zip", "no archive at all");
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 5U) << import_report_json(report);
  EXPECT_EQ(named(report, "c.txt!e.fit!f").fate, Fate::imported);
  EXPECT_EQ(named(report, "h.zip").fate, Fate::not_activity);
}

TEST_F(Import, every_kind_of_text_recording_is_taken_with_blanks_before_its_prolog) {
  put("a.tcx", "\n  " + test::tcx_text(run_on(1)));
  put("b.gpx.gz", gzip_of("          " + test::gpx_text(run_on(2))));
  put("c.gpx", "\xef\xbb\xbf" + test::gpx_text(run_on(3)));
  EXPECT_EQ(import().imported, 3U);
}

TEST_F(Import, a_file_of_several_activities_is_several_recordings_whose_bytes_are_read_again) {
  put("two.tcx.gz", gzip_of(test::tcx_file(test::tcx_activity(fit::synthetic_run(run_on(1))) +
                                           test::tcx_activity(fit::synthetic_run(run_on(2))))));
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 2U) << import_report_json(report);
  EXPECT_EQ(named(report, "two.tcx.gz#2").fate, Fate::imported);
  for (const engine::Recording& recording : kept()) {
    const auto blob = notebook_->store().get_blob(recording.sha256);
    const auto read = read_recording(**blob, "blob");
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_NE(read->find("\"timer_s\":" + std::to_string(recording.timer_s)), std::string::npos) << *read;
  }
}

TEST_F(Import, a_file_of_more_activities_than_one_commit_takes_is_kept_whole) {
  std::string tracks;
  for (int day = 0; day < 300; ++day) tracks += test::gpx_track(fit::synthetic_run(run_on(day, 1)));
  put("years.gpx", test::gpx_file(tracks));
  put("z.fit", fit_of(400));
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 301U);
  for (const engine::Recording& recording : kept())
    EXPECT_TRUE(notebook_->store().get_blob(recording.sha256)->has_value());
  EXPECT_EQ(import().duplicates, 301U);
}

// ---- Strava ----

std::string strava_table(const std::vector<std::string>& rows) {
  std::string csv =
      "Aktivit\xc3\xa4ts-ID,Aktivit\xc3\xa4tsdatum,Name der "
      "Aktivit\xc3\xa4t,Aktivit\xc3\xa4tsart,Verstrichene "
      "Zeit,Distanz,Dateiname,Verstrichene Zeit,Distanz\n";
  for (const std::string& row : rows) csv += row + "\n";
  return csv;
}

Members strava_export() {
  return {
      {"profile.csv", "a,b\n"},
      {"media/photo.jpg", "\xff\xd8\xff"},
      {"activities/1.fit.gz", gzip_of(fit_of(1))},
      {"activities/2.gpx", gpx_without_sport(2)},
      {"activities/3.gpx.gz", gzip_of(gpx_without_sport(3))},
      {"activities/4.tcx.gz", gzip_of("     " + test::tcx_text(run_on(4)))},
      {"activities.csv",
       strava_table({"1,d,\"Morgens, am\nFluss\",Radfahrt,1,1,activities/1.fit.gz,1,1",
                     "2,d,n,Wanderung,1,1,activities/2.gpx,1,1", "3,d,n,Radfahrt,1,1,activities/3.gpx.gz,1,1",
                     "4,d,n,Lauf,1,1,activities/4.tcx.gz,1,1", "5,d,n,Lauf,1,1,activities/5.fit.gz,1,1",
                     "6,d,n,Yoga,1,1,,1,1", "7,d,n,Lauf,1,1,#error#,1,1"})}};
}

void check_strava(const ImportReport& report, std::vector<engine::Recording> recordings,
                  const std::function<ImportedFile(const std::string&)>& of) {
  EXPECT_EQ(report.imported, 4U) << import_report_json(report);
  std::map<std::string, engine::Recording> by_start;
  for (const auto& one : recordings) by_start[format_day(one.start.day())] = one;
  ASSERT_EQ(by_start.size(), 4U);
  auto at = by_start.begin();
  EXPECT_EQ(at++->second.sport, "running") << "the table never overrides what a file says itself";
  EXPECT_EQ(at->second.sport, "hiking") << "a GPX that names no sport";
  EXPECT_NE(at++->second.derived_by.find("strava-table"), std::string::npos);
  EXPECT_EQ(at->second.sport, "cycling");
  EXPECT_EQ(at->second.jog_s + at->second.walk_s + at->second.distance_m, 0) << "nothing of it was on foot";
  EXPECT_EQ((++at)->second.sport, "running");
  EXPECT_EQ(of("activities/5.fit.gz").fate, Fate::unreadable);
  EXPECT_NE(of("activities/5.fit.gz").why.find("listed in activities.csv"), std::string::npos);
  EXPECT_EQ(of("activities.csv").why, "says that Strava could not write the file of 1 activity (#error#)");
}

TEST_F(Import, stravas_bulk_export_is_taken_with_its_table_in_the_accounts_language) {
  put("export.zip", zip_of(strava_export()));
  const ImportReport report = import();
  check_strava(report, kept(), [&](const std::string& name) { return named(report, "export.zip!" + name); });
}

TEST_F(Import, the_table_of_an_export_is_neither_counted_nor_listed) {
  put("export.zip", zip_of({{"activities/1.fit.gz", gzip_of(fit_of(1))},
                            {"activities.csv", strava_table({"1,d,n,Run,1,1,activities/1.fit.gz,1,1",
                                                             "2,d,n,Yoga,1,1,,1,1"})}}));
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 1U);
  EXPECT_EQ(report.files.size(), 1U) << import_report_json(report);
  EXPECT_EQ(report.not_activities + report.other, 0U) << import_report_json(report);
}

TEST_F(Import, a_broken_file_that_gives_nothing_says_that_nothing_of_it_was_kept) {
  put("cut.gpx", "<?xml version=\"1.0\"?><gpx><trk><trkseg>");
  put("broken.gpx", "<?xml version=\"1.0\"?><gpx><trk></gpx>");
  const ImportReport report = import();
  for (const char* name : {"cut.gpx", "broken.gpx"}) {
    EXPECT_EQ(named(report, name).fate, Fate::damaged);
    EXPECT_NE(named(report, name).why.find("; nothing of it was kept (byte "), std::string::npos)
        << named(report, name).why;
  }
}

TEST_F(Import, an_unpacked_strava_export_is_taken_the_same_way) {
  for (const auto& [name, bytes] : strava_export()) put("export_1/" + name, bytes);
  const ImportReport report = import();
  check_strava(report, kept(), [&](const std::string& name) { return named(report, "export_1/" + name); });
}

// ---- Garmin ----

TEST_F(Import, garmins_account_export_gives_its_activities_and_counts_what_is_none) {
  Members part1, part2;
  for (int i = 0; i < 40; ++i)
    part1.emplace_back("a_" + std::to_string(i) + ".fit", settings_fit() + std::string(1, ' '));
  for (int i = 0; i < 3; ++i) part1.emplace_back("run_" + std::to_string(i) + ".fit", fit_of(i));
  for (int i = 2; i < 6; ++i) part2.emplace_back("run_" + std::to_string(i) + ".fit", fit_of(i));
  const std::string folder = "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part";
  put("garmin.zip", zip_of({{"DI_CONNECT/DI-Connect-User/user.json", "{}"},
                            {folder + "1.zip", zip_of(part1)},
                            {folder + "2.zip", zip_of(part2, {true, {}})},
                            {"IT_GLOBAL_EVENT_DATA/x.csv", "a,b"}}));
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 6U);
  EXPECT_EQ(report.duplicates, 1U);
  EXPECT_EQ(report.not_activities, 42U) << import_report_json(report);
  EXPECT_EQ(report.damaged + report.other, 0U);
  EXPECT_EQ(named(report, "garmin.zip!" + folder + "2.zip!run_5.fit").fate, Fate::imported);
}

// ---- Apple ----

// Three workouts, of which two have routes; of a third route nobody speaks.
Members apple_export(const std::string& folder, bool routes_first) {
  test::AppleStyle first, second, third;
  first.route = "/workout-routes/route_1.gpx";
  second.route = "/workout-routes/route_2.gpx";
  third.route.clear();
  third.statistics = false;
  Members routes{{folder + "workout-routes/route_1.gpx", test::apple_route(run_on(1))},
                 {folder + "workout-routes/route_2.gpx", test::apple_route(run_on(2))},
                 {folder + "workout-routes/route_9.gpx", test::apple_route(run_on(9))}};
  Members others{{folder + "export_cda.xml", "<?xml version=\"1.0\"?><ClinicalDocument/>"},
                 {folder + "export.xml", test::apple_export({test::apple_workout(run_on(1), first),
                                                             test::apple_workout(run_on(2), second),
                                                             test::apple_workout(run_on(3), third)},
                                                            500)}};
  Members& before = routes_first ? routes : others;
  Members& after = routes_first ? others : routes;
  before.insert(before.end(), after.begin(), after.end());
  return before;
}

TEST_F(Import, apples_export_gives_workouts_with_their_routes_and_no_route_twice) {
  for (const bool routes_first : {false, true}) {
    const std::string name = routes_first ? "a.zip" : "b.zip";
    put(name, zip_of(apple_export("apple_health_export/", routes_first)));
    ImportOptions options;
    options.dry_run = true;
    const ImportReport report = import_at({in(name)}, options);
    EXPECT_EQ(report.imported, 4U) << import_report_json(report);
    EXPECT_EQ(report.not_activities, 1U);
    EXPECT_EQ(named(report, "export.xml#3").fate, Fate::imported);
    EXPECT_EQ(named(report, "route_9.gpx").fate, Fate::imported) << "a route that no workout claims";
  }
  import_at({in("a.zip")});
  const std::string blob = test::apple_blob(run_on(1), [] {
    test::AppleStyle style;
    style.route = "/workout-routes/route_1.gpx";
    return style;
  }());
  EXPECT_TRUE(notebook_->store().get_blob(sha256(blob))->has_value()) << "element, line end, route";
}

TEST_F(Import, an_unpacked_apple_export_finds_the_routes_beside_it) {
  for (const auto& [name, bytes] : apple_export("apple_health_export/", false)) put(name, bytes);
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 4U) << import_report_json(report);
  EXPECT_EQ(kept().size(), 4U);
  EXPECT_EQ(import_at({in("apple_health_export/export.xml")}).duplicates, 3U) << "the file alone, named";
}

TEST_F(Import, a_workout_cannot_name_a_file_outside_of_its_export) {
  put("secret.gpx", test::apple_route(run_on(1)));
  test::AppleStyle style;
  style.route = "/workout-routes/../secret.gpx";
  put("e/export.xml", test::apple_export({test::apple_workout(run_on(1), style)}));
  put("e/workout-routes/other.gpx", test::apple_route(run_on(2)));
  const ImportReport report = import_at({in("e")});
  EXPECT_NE(named(report, "export.xml#1").why.find("its route is not in the export"), std::string::npos)
      << named(report, "export.xml#1").why;
}

TEST_F(Import, a_broken_type_declaration_and_control_characters_stop_no_apple_export) {
  std::string text = test::apple_export({test::apple_workout(run_on(1)), test::apple_workout(run_on(2))});
  text.replace(text.find("<!ELEMENT Workout"), 17, "<!ELEMENT Workout ((((");
  text.insert(text.find("<Record"), "<Record value=\"a\x0b\x01\"/>\n");
  put("export.xml", text);
  EXPECT_EQ(import().imported, 2U);
}

// ---- Hostile ----

TEST_F(Import, what_is_hostile_is_refused_by_the_limits_name_and_the_rest_goes_on) {
  const std::string zeros(formats::kRecordingMax_bytes + 1, '\0');
  put("a_bomb.gpx.gz", gzip_of(zeros));
  put("b_bombs.zip", zip_of({{"zeros.fit", zeros},
                             {"in.fit.gz", gzip_of(zeros)},
                             {"big.gpx", "<gpx>" + zeros},
                             {"good.fit", fit_of(1)}}));
  put("c_claim.zip",
      test::with_claimed_size(zip_of({{"x.fit", fit_of(2)}, {"good.fit", fit_of(3)}}), 0xffff'fff0));
  put("d_secret.zip", zip_of({{"x.fit", fit_of(4)}}, {false, "secret"}));
  put("e_cut.zip", zip_of({{"x.fit", fit_of(4)}}).substr(0, 500));
  put("f_cut.fit.gz", gzip_of(fit_of(4)).substr(0, 500));
  put("z_good.fit", fit_of(5));
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 3U) << import_report_json(report);
  for (const char* name : {"a_bomb.gpx.gz", "b_bombs.zip!in.fit.gz", "b_bombs.zip!big.gpx"})
    EXPECT_NE(named(report, name).why.find("is larger than 64 MB"), std::string::npos) << name;
  EXPECT_EQ(named(report, "b_bombs.zip!zeros.fit").fate, Fate::not_activity);
  EXPECT_NE(named(report, "c_claim.zip!x.fit").why, "");
  EXPECT_EQ(named(report, "c_claim.zip!good.fit").fate, Fate::imported);
  EXPECT_NE(named(report, "d_secret.zip!x.fit").why.find("encrypted"), std::string::npos);
  EXPECT_NE(named(report, "e_cut.zip").why.find("cut short"), std::string::npos);
  EXPECT_NE(named(report, "f_cut.fit.gz").why.find("cut short: fetch it again"), std::string::npos);
}

TEST_F(Import, archives_in_archives_end_at_the_third) {
  std::string inner = fit_of(1);
  for (int i = 1; i <= 5; ++i) {
    inner = zip_of({{"level.zip", inner}, {"run.fit", fit_of(10 + i)}});
    put("deep_" + std::to_string(i) + ".zip", inner);
  }
  const ImportReport report = import_at({in("deep_5.zip")});
  // The three outermost of five give their run; what lies deeper is refused once.
  EXPECT_EQ(report.imported, 3U) << import_report_json(report);
  EXPECT_NE(named(report, "level.zip!level.zip!level.zip").why.find("more than 3 archives"),
            std::string::npos);
  // Three deep: all of it, with the run that is named as an archive.
  const ImportReport three = import_at({in("deep_3.zip")});
  EXPECT_EQ(three.imported, 3U) << import_report_json(three);
  EXPECT_EQ(three.duplicates, 1U);
}

TEST_F(Import, a_members_name_is_a_label_and_never_a_place) {
  std::string zip = zip_of(
      {{"../../../../evil.fit", fit_of(1)}, {"/etc/evil.fit", fit_of(2)}, {"~[2Jclear.fit", fit_of(3)}});
  for (std::size_t at = 0; (at = zip.find("~[2J", at)) != std::string::npos; ++at) zip[at] = '\x1b';
  put("evil.zip", zip);
  const ImportReport report = import();
  EXPECT_EQ(report.imported, 3U);
  EXPECT_FALSE(std::filesystem::exists(dir_.path() / "evil.fit"));
  for (const ImportedFile& file : report.files) EXPECT_EQ(file.name.find('\x1b'), std::string::npos);
}

// ---- The report, progress, calling off ----

ImportOptions naming(std::size_t named_max) {
  ImportOptions options;
  options.named_max = named_max;
  return options;
}

TEST_F(Import, what_was_recorded_twice_is_told_where_not_every_file_is_named) {
  fit::SyntheticRun other = run_on(1);
  other.start_unix_s += 30;
  const auto phone = fit::encode_activity(fit::synthetic_run(other));
  put("many.zip", zip_of({{"other.fit", fit_of(5)},
                          {"watch.fit", fit_of(1)},
                          {"phone.fit", std::string(phone.begin(), phone.end())}}));
  ImportReport report = import(naming(1));
  ASSERT_EQ(report.imported, 3U);
  ASSERT_EQ(report.files.size(), 1U);
  ASSERT_TRUE(note_same_activities(*notebook_, report));
  EXPECT_EQ(report.same.size(), 1U);
}

TEST_F(Import, a_run_is_held_against_the_plan_where_not_every_file_is_named) {
  const char* profile =
      R"({"type":"profile","at":"2026-03-01T20:00:00+01:00","side":"left","site":"midportion","usual_morning_pain":2})";
  ASSERT_TRUE(log_facts(*notebook_, profile, now(), kClockSlack_s));
  put("many.zip", zip_of({{"run.fit", fit_of(1)}, {"other.fit", fit_of(3)}}));
  const ImportReport report = import(naming(1));
  ASSERT_EQ(report.files.size(), 1U);
  const auto compared = compare_recordings(*notebook_, shipped_protocols().all(), report);
  ASSERT_TRUE(compared);
  EXPECT_EQ(compared->size(), 2U);
}

TEST_F(Import, counts_are_exact_and_every_fate_has_its_names_where_not_every_file_is_named) {
  Members members;
  for (int i = 0; i < 30; ++i) members.emplace_back(std::to_string(i) + ".fit", settings_fit());
  members.emplace_back("run.fit", fit_of(1));
  members.emplace_back("short.fit", fit_of(2).substr(0, 40));
  put("many.zip", zip_of(members));
  EXPECT_EQ(ImportOptions().named_max, 10'000U) << "as api/openapi.yaml says";
  const ImportReport report = import(naming(4));
  EXPECT_EQ(report.not_activities, 30U);
  EXPECT_EQ(report.imported, 1U);
  EXPECT_EQ(report.damaged, 1U);
  EXPECT_EQ(report.files.size(), 6U);
  EXPECT_TRUE(report.files.back().name.ends_with("short.fit")) << report.files.back().name;
  EXPECT_EQ(report.not_listed, 26U);
  EXPECT_NE(import_report_json(report).find("\"not_listed\":26"), std::string::npos);
}

TEST_F(Import, progress_grows_to_the_bytes_of_the_files_named) {
  Members members;
  for (int i = 0; i < 30; ++i) members.emplace_back(std::to_string(i) + ".fit", fit_of(i));
  put("a.zip", zip_of(members));
  put("b.fit", fit_of(40));
  std::vector<ImportProgress> seen;
  ImportOptions options;
  options.progress = [&seen](const ImportProgress& now) { seen.push_back(now); };
  EXPECT_EQ(import(options).imported, 31U);
  const auto size = std::filesystem::file_size(in("a.zip")) + std::filesystem::file_size(in("b.fit"));
  EXPECT_EQ(seen.back().done_bytes, size);
  EXPECT_EQ(seen.back().recordings, 31U);
  EXPECT_TRUE(std::ranges::is_sorted(seen, {}, &ImportProgress::done_bytes));
  for (const ImportProgress& now : seen) EXPECT_EQ(now.total_bytes, size);
}

TEST_F(Import, called_off_it_has_kept_what_it_says_and_goes_on_when_begun_again) {
  Members members;
  for (int i = 0; i < 60; ++i) members.emplace_back(std::to_string(i) + ".fit", fit_of(i));
  put("a.zip", zip_of(members));
  std::size_t recordings = 0;
  ImportOptions options;
  options.progress = [&recordings](const ImportProgress& now) { recordings = now.recordings; };
  options.cancelled = [&recordings] { return recordings >= 7; };
  const ImportReport report = import(options);
  EXPECT_TRUE(report.cancelled);
  EXPECT_EQ(report.imported, kept().size());
  EXPECT_GE(report.imported, 7U);
  EXPECT_LT(report.imported, 60U);
  const ImportReport again = import();
  EXPECT_FALSE(again.cancelled);
  EXPECT_EQ(again.duplicates, report.imported);
  EXPECT_EQ(again.imported, 60U - report.imported);
}

TEST_F(Import, the_report_keeps_the_archives_order_whoever_was_quicker) {
  Members members;
  for (int i = 0; i < 50; ++i) {
    members.emplace_back("m" + std::to_string(100 + i), i % 3 == 0   ? test::tcx_text(run_on(i, 20))
                                                        : i % 3 == 1 ? fit_of(i)
                                                                     : settings_fit());
  }
  put("a.zip", zip_of(members));
  const ImportReport report = import();
  ASSERT_EQ(report.files.size(), 50U);
  for (std::size_t i = 0; i < 50; ++i)
    EXPECT_TRUE(report.files[i].name.ends_with("m" + std::to_string(100 + i)));
}

TEST_F(Import, one_upload_is_taken_packed_or_not_and_an_archive_is_sent_to_import) {
  const auto upload = [this](const std::string& bytes) {
    return import_recording(*notebook_, test::as_bytes(bytes), "upload");
  };
  const auto first = upload(gzip_of(fit_of(1)));
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_FALSE(first->duplicate);
  const auto second = upload(fit_of(1));
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->duplicate);
  EXPECT_EQ(second->fact.seq, first->fact.seq);
  EXPECT_TRUE(upload(test::gpx_text(run_on(2))));
  EXPECT_TRUE(upload(test::apple_blob(run_on(3))));
  EXPECT_EQ(upload(zip_of({{"a.fit", fit_of(4)}})).error().code, "not_a_recording");
  EXPECT_EQ(upload(test::tcx_file(test::tcx_activity(fit::synthetic_run(run_on(5))) +
                                  test::tcx_activity(fit::synthetic_run(run_on(6)))))
                .error()
                .code,
            "not_a_recording");
  EXPECT_EQ(upload("shopping list").error().code, "not_a_recording");
}

}  // namespace
}  // namespace springback::app
