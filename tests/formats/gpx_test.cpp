// GPX: a session's minutes, and one test for each habit of those who write such files.

#include "formats/gpx.h"

#include <gtest/gtest.h>

#include <string>

#include "formats/text_reading.h"
#include "support/text_recordings.h"

namespace springback::test {
namespace {

/// A file of one track with these points.
std::string points(const std::string& inside, const std::string& type = "running") {
  return gpx_file("<trk><type>" + type + "</type><trkseg>" + inside + "</trkseg></trk>");
}

std::string point(int second, const std::string& inside = {}, double latitude = 45.0) {
  return "<trkpt lat=\"" + text_number(latitude, 7) + "\" lon=\"-30.0\"><time>" +
         text_time(1'772'434'800 + second) + "</time>" + inside + "</trkpt>";
}

class GpxSession : public SessionSeeds {};

TEST_P(GpxSession, jog_and_walk_minutes_of_a_session_are_within_five_percent) {
  for (const bool cadence : {true, false}) {
    fit::SyntheticRun run = walk_jog(GetParam());
    run.has_cadence = cadence;
    const codec::Reading reading = read_one(gpx_text(run));
    SCOPED_TRACE(cadence);
    expect_its_minutes(reading);
    EXPECT_EQ(reading.meaning.bouts.size(), 16U);
    EXPECT_EQ(reading.sport, "running");
    EXPECT_EQ(reading.records, 1440U);
  }
}

TEST_P(GpxSession, a_pause_between_two_segments_belongs_to_nothing) {
  const fit::SyntheticRun run = walk_jog_with_pauses(GetParam());
  const codec::Reading reading = read_one(gpx_text(run));
  expect_its_minutes(reading);
  EXPECT_NEAR(reading.meaning.paused_s, 245, 3);
  EXPECT_NEAR(static_cast<double>(reading.timer_ms), 1'440'000, 4'000);
}

INSTANTIATE_TEST_SUITE_P(Seeds, GpxSession, testing::Values(1, 2, 3, 4));

TEST(Gpx, what_a_file_says_of_a_run_becomes_a_fact_that_names_its_reader) {
  const std::string text = gpx_text(short_jog());
  const formats::Activities read = read_text_file(text);
  ASSERT_EQ(read.found.size(), 1U);
  const formats::Activity& run = read.found.front();
  EXPECT_EQ(run.derived_by, "springback-gpx-1");
  EXPECT_EQ(run.bytes.size(), text.size());
  const auto fact = codec::recording_fact(run.reading, run.bytes, run.derived_by);
  ASSERT_TRUE(fact.has_value());
  EXPECT_EQ(format_instant(fact->start), "2026-03-02T07:00:00+00:00");
  EXPECT_NEAR(fact->distance_m, 1500, 30);
  EXPECT_NEAR(fact->timer_s, 599, 1);
  EXPECT_NEAR(fact->jog_s, 599, 1);
  EXPECT_TRUE(run.reading.totals_rebuilt);
  EXPECT_TRUE(run.reading.faults.empty());
}

TEST(Gpx, blanks_control_characters_and_a_byte_order_mark_before_the_prolog_do_not_matter) {
  const std::string text = gpx_text(short_jog());
  for (const std::string before : {"          ", "\n\r\t ", "\xef\xbb\xbf", "\xef\xbb\xbf \n", "\x0b\x0c"}) {
    EXPECT_EQ(formats::kind_of(bytes_of(before + text)), formats::FileKind::gpx) << before;
    EXPECT_EQ(read_one(before + text).meaning.jog_s, read_one(text).meaning.jog_s);
  }
}

TEST(Gpx, cadence_is_found_under_any_prefix_and_in_several_extension_blocks) {
  for (const std::string prefix : {"gpxtpx:", "ns3:", "ns12:", ""}) {
    GpxStyle style;
    style.prefix = prefix;
    const codec::Reading reading = read_one(gpx_text(short_jog(), style));
    ASSERT_TRUE(reading.steps.has_value()) << prefix;
    EXPECT_NEAR(*reading.steps, 1600, 30) << prefix;
  }
  const std::string two = replaced(gpx_text(short_jog()), "<extensions>",
                                   "<extensions><other:power>200</other:power></extensions><extensions>");
  ASSERT_TRUE(read_one(two).steps.has_value());
  EXPECT_NEAR(*read_one(two).steps, 1600, 30);
}

TEST(Gpx, cadence_that_counts_steps_already_is_not_doubled) {
  fit::File file = fit::synthetic_run(short_jog());
  for (auto& c : file.records.cadence_128) c *= 2;
  const codec::Reading reading = read_one(gpx_file(gpx_track(file)));
  ASSERT_TRUE(reading.steps.has_value());
  EXPECT_NEAR(*reading.steps, 1600, 30);
}

TEST(Gpx, a_cadence_or_speed_that_is_zero_throughout_was_not_measured) {
  std::string text = gpx_text(short_jog());
  fit::SyntheticRun run = short_jog();
  run.has_cadence = false;
  text = replaced(gpx_text(run), "<extensions>", "<extensions><speed>0.0</speed><cad>0</cad>");
  const codec::Reading reading = read_one(text);
  EXPECT_NEAR(reading.meaning.jog_s, 599, 2);
  EXPECT_FALSE(reading.steps.has_value());
}

TEST(Gpx, an_absent_position_is_never_a_place_off_africa) {
  std::string inside;
  for (int s = 0; s < 120; ++s) inside += point(s, {}, 45.0 + s * 2.5 / 111'195.0);
  for (const std::string absent :
       {"lat=\"0\" lon=\"0\"", "lat=\"180\" lon=\"180\"", "lat=\"NaN\" lon=\"NaN\"",
        "lat=\"1e999\" lon=\"2\"", "lat=\"\" lon=\"\"", "lat=\"45\""}) {
    const std::string odd = "<trkpt " + absent + "><time>2026-03-02T07:02:00Z</time></trkpt>";
    const codec::Reading reading = read_one(points(inside + odd));
    EXPECT_EQ(reading.records, 121U) << absent;
    EXPECT_NEAR(static_cast<double>(reading.distance_cm), 119 * 250, 100) << absent;
  }
}

TEST(Gpx, numbers_that_are_none_are_absent) {
  for (const std::string number : {"nan", "inf", "-inf", "1e999", "1e400000000", "12 m", "", "--1", "0x10"}) {
    std::string inside;
    for (int s = 0; s < 60; ++s)
      inside += point(s, "<ele>" + number + "</ele><speed>" + number + "</speed><cad>" + number + "</cad>");
    const codec::Reading reading = read_one(points(inside));
    EXPECT_EQ(reading.records, 60U) << number;
    EXPECT_FALSE(reading.steps.has_value()) << number;
    EXPECT_FALSE(reading.ascent_m.has_value()) << number;
  }
}

TEST(Gpx, one_second_in_two_points_is_merged_in_meaning_and_counted_as_the_file_counts) {
  std::string inside;
  for (int s = 0; s < 120; ++s) {
    inside += point(s, {}, 45.0 + s * 2.5 / 111'195.0);
    inside += point(s, "<extensions><cad>80</cad></extensions>", 45.0 + s * 2.5 / 111'195.0);
  }
  const codec::Reading reading = read_one(points(inside));
  EXPECT_EQ(reading.records, 240U);
  EXPECT_EQ(reading.meaning.jog_s, 119);
  EXPECT_NEAR(reading.steps.value_or(0), 317, 3);
}

TEST(Gpx, a_sparse_recording_is_no_pause) {
  fit::SyntheticRun run = short_jog();
  run.every_s = 9;
  EXPECT_NEAR(read_one(gpx_text(run)).meaning.jog_s, 594, 2);
}

TEST(Gpx, segments_that_a_watch_begins_for_each_lap_are_no_pauses) {
  std::string text = gpx_text(short_jog());
  const std::string whole = text;
  for (const int s : {120, 240, 360}) {
    const std::size_t at = text.rfind("  <trkpt", text.find(text_time(1'772'434'800 + s)));
    text.insert(at, "</trkseg>\n<trkseg>\n");
  }
  EXPECT_EQ(read_one(text).meaning.jog_s, read_one(whole).meaning.jog_s);
  EXPECT_EQ(read_one(text).meaning.paused_s, 0);
}

TEST(Gpx, times_that_jump_for_years_or_go_back_leave_the_rest_as_it_was) {
  const std::string text = gpx_text(short_jog());
  const codec::Reading clean = read_one(text);
  std::string odd = replaced(text, "2026-03-02T07:01:40Z", "2028-03-02T07:01:40Z");
  odd = replaced(odd, "2026-03-02T07:01:50Z", "1970-01-01T00:00:00Z");
  const codec::Reading reading = read_one(odd);
  EXPECT_EQ(reading.records, clean.records);
  EXPECT_EQ(reading.meaning.samples_out_of_time, 2);
  EXPECT_TRUE(has_fault(reading, "samples_out_of_time"));
  EXPECT_NEAR(reading.meaning.jog_s, clean.meaning.jog_s, 1);
  EXPECT_EQ(reading.start, clean.start);
}

TEST(Gpx, an_offset_gives_the_places_clock_and_a_z_does_not) {
  GpxStyle style;
  style.offset_s = 3600;
  const codec::Reading local = read_one(gpx_text(short_jog(), style));
  ASSERT_TRUE(local.start.has_value());
  EXPECT_EQ(format_instant(*local.start), "2026-03-02T08:00:00+01:00");
  EXPECT_TRUE(local.offset_known);
  const codec::Reading utc = read_one(gpx_text(short_jog()));
  EXPECT_EQ(utc.start->utc_ms, local.start->utc_ms);
  EXPECT_FALSE(utc.offset_known);
}

TEST(Gpx, times_without_zone_are_taken_as_utc_and_a_fault_says_so) {
  const codec::Reading reading = read_one(replaced(gpx_text(short_jog()), "Z</time>", "</time>"));
  EXPECT_TRUE(has_fault(reading, "times_without_zone"));
  ASSERT_TRUE(reading.start.has_value());
  EXPECT_EQ(format_instant(*reading.start), "2026-03-02T07:00:00+00:00");
  EXPECT_FALSE(reading.offset_known);
  EXPECT_NEAR(reading.meaning.jog_s, 599, 1);
}

TEST(Gpx, decimals_of_a_second_are_read_however_many_there_are) {
  for (const std::string decimals : {".1Z", ".123Z", ".123456Z", ".123456789Z"}) {
    const codec::Reading reading =
        read_one(replaced(gpx_text(short_jog()), "Z</time>", decimals + "</time>"));
    EXPECT_NEAR(reading.meaning.jog_s, 599, 1) << decimals;
  }
}

TEST(Gpx, a_time_that_is_none_leaves_a_point_out_of_time_and_not_the_file) {
  for (const std::string time : {"yesterday", "2026-13-02T07:01:40Z", "2026-03-02T25:01:40Z", "2026-03-02",
                                 "99999999999999999999-03-02T07:01:40Z", "2026-03-02T07:01:40+25:00", ""}) {
    const codec::Reading reading = read_one(replaced(gpx_text(short_jog()), "2026-03-02T07:01:40Z", time));
    EXPECT_EQ(reading.meaning.samples_out_of_time, 1) << time;
    EXPECT_NEAR(reading.meaning.jog_s, 599, 1) << time;
  }
}

TEST(Gpx, the_type_is_a_word_or_one_of_stravas_numbers) {
  const auto sport = [](const std::string& type) {
    GpxStyle style;
    style.type = type;
    return read_one(gpx_text(short_jog(), style)).sport;
  };
  EXPECT_EQ(sport("9"), "running");
  EXPECT_EQ(sport("10"), "walking");
  EXPECT_EQ(sport("4"), "hiking");
  EXPECT_EQ(sport("1"), "cycling");
  EXPECT_EQ(sport("Running"), "running");
  EXPECT_EQ(sport("trail_running"), "running");
  EXPECT_EQ(sport("<![CDATA[mountain biking]]>"), "cycling");
  EXPECT_EQ(sport("Walk"), "walking");
  EXPECT_EQ(sport("brunch"), "unknown");
  EXPECT_EQ(sport(""), "unknown");
}

TEST(Gpx, a_track_without_type_is_judged_by_its_speeds) {
  GpxStyle style;
  style.type.clear();
  EXPECT_NEAR(read_one(gpx_text(short_jog(), style)).meaning.jog_s, 599, 1);
  fit::SyntheticRun ride = short_jog();
  ride.has_cadence = false;
  ride.bouts.front().speed_mm_s = 8000;
  EXPECT_EQ(read_one(gpx_text(ride, style)).meaning.jog_s, 0);
  style.type = "cycling";
  EXPECT_EQ(read_one(gpx_text(short_jog(), style)).meaning.jog_s, 0);
}

fit::SyntheticRun later(fit::SyntheticRun run, std::int64_t seconds) {
  run.start_unix_s += seconds;
  return run;
}

TEST(Gpx, tracks_of_two_days_are_two_activities_that_can_be_read_again_alone) {
  const std::string second = gpx_track(fit::synthetic_run(later(walk_jog(), 86'400)));
  const std::string text = gpx_file(gpx_track(fit::synthetic_run(short_jog())) + second);
  const formats::Activities read = read_text_file(text);
  ASSERT_EQ(read.found.size(), 2U);
  for (const formats::Activity& one : read.found) {
    const std::string alone(reinterpret_cast<const char*>(one.bytes.data()), one.bytes.size());
    EXPECT_TRUE(alone.starts_with("<trk>"));
    EXPECT_TRUE(alone.ends_with("</trk>"));
    const formats::Activities again = read_text_file(alone);
    ASSERT_EQ(again.found.size(), 1U);
    EXPECT_EQ(codec::reading_json(again.found.front().reading), codec::reading_json(one.reading));
    EXPECT_EQ(again.found.front().bytes.size(), one.bytes.size());
  }
}

TEST(Gpx, tracks_of_one_outing_are_one_activity_whatever_their_order) {
  // A watch that splits by lap, and a stop of an hour.
  const std::string first = gpx_track(fit::synthetic_run(short_jog()));
  const std::string second = gpx_track(fit::synthetic_run(later(short_jog(), 601)));
  const std::string third = gpx_track(fit::synthetic_run(later(short_jog(), 1200 + 3600)));
  const codec::Reading reading = read_one(gpx_file(first + second + third));
  EXPECT_NEAR(reading.meaning.jog_s, 1800, 6);
  EXPECT_NEAR(reading.meaning.paused_s, 3600, 4);
  EXPECT_EQ(reading.records, 1800U);
  const codec::Reading backwards = read_one(gpx_file(third + second + first));
  EXPECT_EQ(backwards.meaning.jog_s, reading.meaning.jog_s);
  EXPECT_EQ(backwards.start, reading.start);
}

TEST(Gpx, an_outing_of_several_tracks_beside_another_can_be_read_again_alone) {
  const std::string text = gpx_file(gpx_track(fit::synthetic_run(short_jog())) + "<!-- lap -->\n" +
                                    gpx_track(fit::synthetic_run(later(short_jog(), 601))) +
                                    gpx_track(fit::synthetic_run(later(short_jog(), 200'000))));
  const formats::Activities read = read_text_file(text);
  ASSERT_EQ(read.found.size(), 2U);
  const auto bytes = read.found.front().bytes;
  const std::string alone(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  ASSERT_EQ(formats::kind_of(bytes), formats::FileKind::gpx);
  EXPECT_EQ(codec::reading_json(read_one(alone)), codec::reading_json(read.found.front().reading));
}

TEST(Gpx, tracks_further_apart_overlapping_or_of_two_sports_stay_apart) {
  const std::string first = gpx_track(fit::synthetic_run(short_jog()));
  GpxStyle ride;
  ride.type = "cycling";
  EXPECT_EQ(
      read_text_file(gpx_file(first + gpx_track(fit::synthetic_run(later(short_jog(), 7'900))))).found.size(),
      2U);
  EXPECT_EQ(
      read_text_file(gpx_file(first + gpx_track(fit::synthetic_run(later(short_jog(), 100))))).found.size(),
      2U);
  EXPECT_EQ(read_text_file(gpx_file(first + gpx_track(fit::synthetic_run(later(short_jog(), 700)), ride)))
                .found.size(),
            2U);
}

TEST(Gpx, a_file_cut_anywhere_keeps_every_whole_point) {
  std::string inside;
  for (int s = 0; s < 20; ++s) inside += point(s, {}, 45.0 + s * 2.5 / 111'195.0);
  const std::string text = points(inside);
  const std::size_t from = text.find("<trkpt");
  const std::size_t to = text.find("</trkseg");
  for (std::size_t size = from; size < to; ++size) {
    const std::string cut = text.substr(0, size);
    std::size_t whole = 0;
    for (std::size_t at = cut.find("</trkpt>"); at != std::string::npos; at = cut.find("</trkpt>", at + 1))
      ++whole;
    const formats::Activities read = read_text_file(cut);
    ASSERT_EQ(read.found.size(), whole > 0 ? 1U : 0U) << size;
    if (whole == 0) {
      EXPECT_FALSE(read.no_activity);
      continue;
    }
    ASSERT_EQ(read.found.front().reading.records, whole) << size;
    EXPECT_TRUE(has_fault(read.found.front().reading, "truncated"));
  }
}

TEST(Gpx, a_track_without_times_is_a_plan_and_can_be_looked_at) {
  std::string text = gpx_text(short_jog());
  for (std::size_t at = text.find("<time>"); at != std::string::npos; at = text.find("<time>", at))
    text.erase(at, text.find("</time>", at) + 7 - at);
  const formats::Activities read = read_text_file(text);
  EXPECT_TRUE(read.found.empty());
  EXPECT_TRUE(read.no_activity);
  EXPECT_EQ(read.why, "nothing in it says when it was done: a plan, not a recording");
  ASSERT_TRUE(read.seen.has_value());
  EXPECT_EQ(read.seen->records, 600U);
}

TEST(Gpx, places_and_routes_are_no_activity) {
  const formats::Activities read =
      read_text_file(gpx_file("<wpt lat=\"45\" lon=\"5\"><time>2026-03-02T07:00:00Z</time></wpt>"
                              "<rte><rtept lat=\"45\" lon=\"5\"/></rte>"));
  EXPECT_TRUE(read.found.empty());
  EXPECT_TRUE(read.no_activity);
  EXPECT_FALSE(read.why.empty());
}

TEST(Gpx, names_may_be_in_any_encoding_and_hold_bare_ampersands_and_control_characters) {
  const std::string text = gpx_text(short_jog());
  const codec::Reading clean = read_one(text);
  for (const std::string name : {"Run \xe9t\xe9", "\xc3\xa9t\xc3\xa9", "fish & chips",
                                 "a\x0b"
                                 "b\x01",
                                 "&amp;", "\xff\xfe"}) {
    const codec::Reading reading = read_one(replaced(text, "Morning", name));
    EXPECT_EQ(reading.records, clean.records) << name;
    EXPECT_EQ(reading.meaning.jog_s, clean.meaning.jog_s);
    EXPECT_TRUE(reading.faults.empty()) << name;
  }
  const std::string latin = replaced(replaced(text, "UTF-8", "windows-1252"), "Morning", "\x93Run\x94");
  EXPECT_EQ(read_one(latin).records, clean.records);
}

TEST(Gpx, a_text_of_sixteen_bits_a_letter_is_read_as_well_and_its_pieces_too) {
  const std::string narrow = gpx_file(gpx_track(fit::synthetic_run(short_jog())) +
                                      gpx_track(fit::synthetic_run(later(short_jog(), 200'000))));
  for (const bool little : {true, false}) {
    std::string wide = little ? "\xff\xfe" : "\xfe\xff";
    for (const char c : narrow) {
      if (!little) wide += '\0';
      wide += c;
      if (little) wide += '\0';
    }
    const formats::Activities read = read_text_file(wide);
    ASSERT_EQ(read.found.size(), 2U);
    const auto bytes = read.found.back().bytes;
    const std::string alone(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_EQ(codec::reading_json(read_one(alone)), codec::reading_json(read.found.back().reading));
    EXPECT_EQ(read.found.back().reading.records, 600U);
  }
}

TEST(GpxHostile, entities_that_a_file_declares_are_never_replaced) {
  std::string laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE gpx [\n<!ENTITY lol0 \"lol\">\n";
  for (int i = 1; i < 10; ++i) {
    laughs += "<!ENTITY lol" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) laughs += "&lol" + std::to_string(i - 1) + ";";
    laughs += "\">\n";
  }
  laughs += "]>\n<gpx><trk><name>&lol9;</name><trkseg>" + point(0) + "</trkseg></trk></gpx>";
  const formats::Activities read = read_text_file(laughs);
  EXPECT_TRUE(read.found.empty());
  EXPECT_FALSE(read.no_activity);
  EXPECT_NE(read.why.find("an entity that the file declares itself"), std::string::npos) << read.why;
}

TEST(GpxHostile, an_entity_that_reads_another_file_reads_nothing) {
  const std::string text =
      "<?xml version=\"1.0\"?><!DOCTYPE gpx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
      "<gpx><trk><trkseg>" +
      point(0) + point(1) + "<trkpt lat=\"45\" lon=\"5\"><time>&x;</time></trkpt></trkseg></trk></gpx>";
  const formats::Activities read = read_text_file(text);
  ASSERT_EQ(read.found.size(), 1U);
  EXPECT_EQ(read.found.front().reading.records, 2U);
  EXPECT_TRUE(has_fault(read.found.front().reading, "xml_entity"));
}

TEST(GpxHostile, a_document_type_alone_does_no_harm) {
  const std::string text = replaced(gpx_text(short_jog()), "<gpx ",
                                    "<!-- ]> --><!DOCTYPE gpx PUBLIC \"a>b\" \"http://x/y.dtd\" "
                                    "[<!-- ' -->\n<!ATTLIST trkpt lat CDATA \"1\">]>\n<gpx ");
  EXPECT_EQ(read_one(text).records, 600U);
  EXPECT_EQ(formats::kind_of(bytes_of(text)), formats::FileKind::gpx);
}

TEST(GpxHostile, elements_within_elements_without_end_are_refused_by_name) {
  std::string deep = "<gpx><trk><trkseg>" + point(0) + point(1);
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  const formats::Activities read = read_text_file(deep);
  ASSERT_EQ(read.found.size(), 1U);
  EXPECT_TRUE(has_fault(read.found.front().reading, "xml_too_deep"));
}

TEST(GpxHostile, texts_of_any_length_are_passed_over) {
  const std::string much(2'000'000, 'x');
  const codec::Reading reading =
      read_one(points("<trkpt lat=\"45\" lon=\"5\"><time>2026-03-02T07:00:00Z</time><desc>" + much +
                      "</desc></trkpt>" + point(5)));
  EXPECT_EQ(reading.records, 2U);
  EXPECT_EQ(read_one(points(point(0) + "<trkpt lat=\"45\" lon=\"5\"><time>2026" + much + "</time></trkpt>"))
                .meaning.samples_out_of_time,
            1);
}

TEST(GpxHostile, what_is_no_recording_is_told_so) {
  for (const std::string text : {"", "<", "<?xml", "<html></html>", "hello", "<!DOCTYPE", "<!--", "<gp"}) {
    const formats::Activities read = read_text_file(text);
    EXPECT_TRUE(read.found.empty());
    EXPECT_TRUE(read.no_activity) << text;
    EXPECT_FALSE(read.why.empty());
  }
}

TEST(Kinds, files_are_told_apart_by_what_is_in_them) {
  using formats::FileKind;
  const auto kind = [](const std::string& text) { return formats::kind_of(bytes_of(text)); };
  EXPECT_EQ(kind(gpx_text(short_jog()).substr(0, 4096)), FileKind::gpx);
  EXPECT_EQ(kind(tcx_text(short_jog()).substr(0, 4096)), FileKind::tcx);
  EXPECT_EQ(kind("<Activity Sport=\"Running\">"), FileKind::tcx);
  EXPECT_EQ(kind(apple_blob(short_jog()).substr(0, 4096)), FileKind::apple_workout);
  EXPECT_EQ(kind(apple_export({})), FileKind::apple_export);
  // Apple's own declaration is longer than the first 4 kB.
  const std::string begin = "<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT a ";
  EXPECT_EQ(kind(begin + std::string(8000, 'x')), FileKind::apple_export);
  EXPECT_EQ(kind(std::string("\x1f\x8b\x08", 3)), FileKind::gzip);
  EXPECT_EQ(kind("PK\x03\x04"), FileKind::zip);
  EXPECT_EQ(kind("<svg/>"), FileKind::other);
}

}  // namespace
}  // namespace springback::test
