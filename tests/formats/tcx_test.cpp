// TCX: a session's minutes, and one test for each habit of those who write such files.

#include "formats/tcx.h"

#include <gtest/gtest.h>

#include <string>

#include "codec/fit_reading.h"
#include "formats/text_reading.h"
#include "support/text_recordings.h"

namespace springback::test {
namespace {

class TcxSession : public SessionSeeds {};

TEST_P(TcxSession, jog_and_walk_minutes_of_a_session_are_within_five_percent) {
  for (const bool cadence : {true, false}) {
    fit::SyntheticRun run = walk_jog(GetParam());
    run.has_cadence = cadence;
    const codec::Reading reading = read_one(tcx_text(run));
    SCOPED_TRACE(cadence);
    expect_its_minutes(reading);
    EXPECT_EQ(reading.meaning.bouts.size(), 16U);
    EXPECT_EQ(reading.timer_ms, 1'440'000U);
    EXPECT_EQ(reading.sport, "running");
    EXPECT_TRUE(reading.faults.empty());
  }
}

TEST_P(TcxSession, a_pause_belongs_to_nothing_whether_a_track_ends_there_or_not) {
  for (const bool tracks : {true, false}) {
    const fit::SyntheticRun run = walk_jog_with_pauses(GetParam());
    TcxStyle style;
    style.tracks_at_pauses = tracks;
    const codec::Reading reading = read_one(tcx_text(run, style));
    SCOPED_TRACE(tracks);
    expect_its_minutes(reading);
    EXPECT_NEAR(reading.meaning.paused_s, 245, 4);
    EXPECT_EQ(reading.timer_ms, 1'440'000U);
  }
}

TEST_P(TcxSession, a_treadmill_is_read_by_its_cadence) {
  fit::SyntheticRun run = walk_jog(GetParam());
  run.has_position = false;
  const codec::Reading reading = read_one(tcx_text(run));
  expect_its_minutes(reading);
}

INSTANTIATE_TEST_SUITE_P(Seeds, TcxSession, testing::Values(1, 2, 3, 4));

TEST(Tcx, what_a_file_says_of_a_run_is_what_fit_says_of_it) {
  const codec::Reading tcx = read_one(tcx_text(walk_jog()));
  const codec::Reading fit = fit::read(fit::synthetic_run(walk_jog()));
  EXPECT_EQ(tcx.distance_cm / 100, fit.distance_cm / 100);
  EXPECT_EQ(tcx.timer_ms, fit.timer_ms);
  EXPECT_NEAR(tcx.meaning.jog_s, fit.meaning.jog_s, 4);
  EXPECT_NEAR(tcx.meaning.walk_s, fit.meaning.walk_s, 4);
  EXPECT_EQ(tcx.start->utc_ms, fit.start->utc_ms);
  EXPECT_NEAR(tcx.steps.value_or(0), fit.steps.value_or(1000), 40);
}

TEST(Tcx, a_treadmill_of_which_no_sample_tells_anything_is_taken_at_its_word) {
  fit::SyntheticRun run = short_jog();
  run.has_position = false;
  run.has_cadence = false;
  const codec::Reading reading = read_one(tcx_text(run));
  EXPECT_EQ(reading.meaning.jog_s, 600);
  ASSERT_EQ(reading.meaning.bouts.size(), 1U);
  EXPECT_NEAR(static_cast<double>(reading.distance_cm), 150'000, 3'000);
}

TEST(Tcx, a_distance_of_zero_throughout_was_not_measured) {
  fit::SyntheticRun run = short_jog();
  run.has_position = false;
  run.has_cadence = false;
  const std::string text =
      replaced(tcx_text(run), "<HeartRateBpm>", "<DistanceMeters>0.0</DistanceMeters><HeartRateBpm>");
  EXPECT_EQ(read_one(text).meaning.jog_s, 600);
}

TEST(Tcx, totals_alone_are_taken_at_their_word) {
  const codec::Reading reading = read_one(tcx_file(
      "<Activity Sport=\"Running\"><Id>2026-03-02T07:00:00Z</Id><Lap StartTime=\"2026-03-02T07:00:00Z\">"
      "<TotalTimeSeconds>1200.0</TotalTimeSeconds><DistanceMeters>3000</DistanceMeters></Lap></Activity>"));
  ASSERT_TRUE(reading.start.has_value());
  EXPECT_EQ(format_instant(*reading.start), "2026-03-02T07:00:00+00:00");
  EXPECT_EQ(reading.meaning.jog_s, 1200);
  EXPECT_EQ(reading.distance_cm, 300'000U);
}

TEST(Tcx, blanks_before_the_prolog_do_not_matter) {
  const std::string text = "          " + tcx_text(short_jog());
  EXPECT_EQ(formats::kind_of(bytes_of(text)), formats::FileKind::tcx);
  EXPECT_EQ(read_one(text).records, 600U);
}

TEST(Tcx, speed_and_cadence_are_found_under_any_prefix) {
  for (const std::string prefix : {"ns3:", "x:", ""}) {
    TcxStyle style;
    style.prefix = prefix;
    EXPECT_NEAR(read_one(tcx_text(short_jog(), style)).steps.value_or(0), 1600, 30) << prefix;
  }
}

TEST(Tcx, cadence_is_strides_in_either_element_unless_the_writer_evidently_counted_steps) {
  EXPECT_NEAR(read_one(tcx_text(short_jog())).steps.value_or(0), 1600, 30);
  fit::SyntheticRun run = short_jog();
  run.has_cadence = false;
  const std::string plain = tcx_text(run);
  const std::string strides = replaced(plain, "</HeartRateBpm>", "</HeartRateBpm><Cadence>80</Cadence>");
  EXPECT_NEAR(read_one(strides).steps.value_or(0), 1597, 5);
  const std::string steps = replaced(plain, "</HeartRateBpm>", "</HeartRateBpm><Cadence>160</Cadence>");
  EXPECT_NEAR(read_one(steps).steps.value_or(0), 1597, 5);
  const std::string none = replaced(plain, "</HeartRateBpm>", "</HeartRateBpm><Cadence>255</Cadence>");
  EXPECT_FALSE(read_one(none).steps.has_value());
}

TEST(Tcx, a_trackpoint_without_position_is_a_sample_all_the_same) {
  std::string text = tcx_text(short_jog());
  const std::size_t from = text.find("<Position>");
  text.erase(from, text.find("</Position>") + 11 - from);
  const codec::Reading reading = read_one(text);
  EXPECT_EQ(reading.records, 600U);
  EXPECT_NEAR(reading.meaning.jog_s, 599, 1);
}

TEST(Tcx, a_leg_whose_distance_counts_on_from_the_leg_before_is_as_long_as_its_laps_say) {
  fit::File leg = fit::synthetic_run(short_jog());
  for (auto& d : leg.records.distance_cm) d += 4'050'000;
  const codec::Reading with_totals = read_one(tcx_file(tcx_activity(leg)));
  EXPECT_NEAR(static_cast<double>(with_totals.distance_cm), 150'000, 3'000);
  EXPECT_NEAR(with_totals.meaning.jog_s, 599, 1);
  std::string text = tcx_file(tcx_activity(leg));
  const std::size_t lap = text.find("<DistanceMeters>");
  text.erase(lap, text.find("</DistanceMeters>") + 17 - lap);
  const codec::Reading rebuilt = read_one(text);
  EXPECT_NEAR(static_cast<double>(rebuilt.distance_cm), 150'000, 3'000);
  EXPECT_TRUE(has_fault(rebuilt, "totals_rebuilt"));
}

TEST(Tcx, a_laps_distance_that_nobody_runs_in_its_time_is_rebuilt) {
  std::string text = tcx_text(short_jog());
  const std::size_t lap = text.find("<DistanceMeters>") + 16;
  text.replace(lap, text.find("</DistanceMeters>") - lap, "40500.0");
  const codec::Reading reading = read_one(text);
  EXPECT_NEAR(static_cast<double>(reading.distance_cm), 150'000, 3'000);
  EXPECT_TRUE(has_fault(reading, "implausible_distance"));
}

TEST(Tcx, a_distance_that_starts_anew_with_each_lap_adds_up) {
  fit::SyntheticRun run = walk_jog();
  fit::File file = fit::synthetic_run(run);
  std::size_t from = 0;
  for (fit::Segment& lap : file.laps) {
    const std::int32_t start = file.records.distance_cm[from];
    for (std::size_t i = from; i < lap.records_before; ++i) file.records.distance_cm[i] -= start;
    from = lap.records_before;
    lap.distance_cm.reset();
  }
  std::string text = tcx_activity(fit::synthetic_run(run));
  const fit::File whole = fit::synthetic_run(run);
  for (fit::Segment& lap : file.laps) lap.distance_cm = 0;
  text = replaced(tcx_file(tcx_activity(file)), "<DistanceMeters>0.00</DistanceMeters>\n<Calories>",
                  "<Calories>");
  const codec::Reading reading = read_one(text);
  const double expected = *whole.sessions.front().distance_cm;
  EXPECT_NEAR(static_cast<double>(reading.distance_cm), expected, 0.03 * expected);
  EXPECT_NEAR(reading.meaning.jog_s, 480, 24);
}

TEST(Tcx, the_legs_of_a_multisport_file_are_activities_that_can_be_read_again_alone) {
  fit::SyntheticRun ride = short_jog();
  ride.bouts.front().speed_mm_s = 8000;
  fit::SyntheticRun run = short_jog();
  run.start_unix_s += 700;
  TcxStyle biking;
  biking.sport = "Biking";
  const std::string text =
      tcx_file("<MultiSportSession><Id>2026-03-02T07:00:00Z</Id><FirstSport>" +
               tcx_activity(fit::synthetic_run(ride), biking) + "</FirstSport><NextSport>" +
               tcx_activity(fit::synthetic_run(run)) + "</NextSport></MultiSportSession>");
  const formats::Activities read = read_text_file(text);
  ASSERT_EQ(read.found.size(), 2U);
  EXPECT_EQ(read.found[0].reading.sport, "cycling");
  EXPECT_EQ(read.found[0].reading.meaning.jog_s, 0);
  EXPECT_EQ(read.found[1].reading.sport, "running");
  EXPECT_NEAR(read.found[1].reading.meaning.jog_s, 599, 1);
  for (const formats::Activity& one : read.found) {
    const std::string alone(reinterpret_cast<const char*>(one.bytes.data()), one.bytes.size());
    EXPECT_TRUE(alone.starts_with("<Activity ") && alone.ends_with("</Activity>"));
    EXPECT_EQ(codec::reading_json(read_one(alone)), codec::reading_json(one.reading));
  }
}

TEST(Tcx, a_lap_border_is_no_pause_and_a_stop_there_is) {
  fit::SyntheticRun run = short_jog();
  run.every_s = 8;
  run.bouts = {{engine::BoutKind::jog, 296, 2500, 160}, {engine::BoutKind::jog, 304, 2500, 160}};
  const codec::Reading whole = read_one(tcx_text(run));
  EXPECT_EQ(whole.meaning.paused_s, 0);
  EXPECT_NEAR(whole.meaning.jog_s, 592, 2);
  run.pauses = {{296, 120}};
  const codec::Reading stopped = read_one(tcx_text(run));
  EXPECT_NEAR(stopped.meaning.paused_s, 120, 9);
  EXPECT_NEAR(stopped.meaning.jog_s, 590, 9);
}

TEST(Tcx, silences_of_a_lap_whose_time_is_not_shorter_are_no_pauses) {
  fit::SyntheticRun run = short_jog();
  run.every_s = 20;
  const codec::Reading reading = read_one(tcx_text(run));
  EXPECT_EQ(reading.meaning.paused_s, 0);
  EXPECT_NEAR(reading.meaning.jog_s, 580, 2);
}

TEST(Tcx, a_file_cut_short_keeps_its_points_and_gets_its_totals_from_them) {
  std::string text = tcx_text(short_jog());
  text.resize(text.find(text_time(1'772'434'800 + 300)));
  const codec::Reading reading = read_one(text);
  EXPECT_EQ(reading.records, 300U);
  EXPECT_TRUE(has_fault(reading, "truncated"));
  EXPECT_TRUE(reading.totals_rebuilt);
  EXPECT_NEAR(static_cast<double>(reading.timer_ms), 299'000, 1'000);
  EXPECT_NEAR(static_cast<double>(reading.distance_cm), 75'000, 2'000);
}

TEST(Tcx, a_course_is_no_activity) {
  const formats::Activities read = read_text_file(
      "<TrainingCenterDatabase><Courses><Course><Name>x</Name><Track><Trackpoint><Time>2026-03-02T07:00:00Z"
      "</Time></Trackpoint></Track></Course></Courses></TrainingCenterDatabase>");
  EXPECT_TRUE(read.found.empty());
  EXPECT_TRUE(read.no_activity);
}

TEST(Tcx, absent_and_impossible_values_are_absent) {
  const std::string text = tcx_text(short_jog());
  for (const std::string value : {"NaN", "INF", "1e999", "-1e300", "99999999999999999999"}) {
    std::string odd = text;
    for (const std::string name : {"LatitudeDegrees", "AltitudeMeters", "TotalTimeSeconds"}) {
      const std::size_t at = odd.find("<" + name + ">") + name.size() + 2;
      odd.replace(at, odd.find("</" + name + ">") - at, value);
    }
    const codec::Reading reading = read_one(odd);
    EXPECT_EQ(reading.records, 600U) << value;
    EXPECT_NEAR(reading.meaning.jog_s, 599, 2) << value;
    EXPECT_NEAR(static_cast<double>(reading.timer_ms), 599'000, 1'000) << value;
    EXPECT_TRUE(reading.totals_rebuilt);
  }
}

TEST(Tcx, entities_of_the_files_own_end_the_reading_by_name) {
  const std::string text = replaced(replaced(tcx_text(short_jog()), "<TrainingCenterDatabase ",
                                             "<!DOCTYPE TrainingCenterDatabase [<!ENTITY a \"1\">]>"
                                             "<TrainingCenterDatabase "),
                                    "<Calories>9", "<Calories>&a;");
  const formats::Activities read = read_text_file(text);
  // What stood before it is kept: the lap's totals.
  ASSERT_EQ(read.found.size(), 1U);
  EXPECT_EQ(read.found.front().reading.records, 0U);
  EXPECT_TRUE(has_fault(read.found.front().reading, "xml_entity"));
}

}  // namespace
}  // namespace springback::test
