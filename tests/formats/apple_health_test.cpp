// Apple Health: workouts out of exports of any size and state, and a workout with its route.

#include "formats/apple_health.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formats/text_reading.h"
#include "support/text_recordings.h"

namespace springback::test {
namespace {

struct Taken {
  std::vector<std::string> workouts;
  std::vector<codec::ReadingFault> faults;
};

Taken take(const std::string& text, std::size_t step) {
  Taken out;
  formats::AppleExport reader(
      [&out](std::span<const std::uint8_t> workout) {
        out.workouts.emplace_back(reinterpret_cast<const char*>(workout.data()), workout.size());
      },
      [&out](const codec::ReadingFault& fault) { out.faults.push_back(fault); });
  for (std::size_t at = 0; at < text.size(); at += step)
    reader.push(bytes_of(std::string_view(text).substr(at, step)));
  reader.finish();
  return out;
}

constexpr std::size_t kSteps[] = {1, 2, 3, 7, 8, 9, 64, 1000, 4096, 70'000, 10'000'000};

class AppleSession : public SessionSeeds {};

TEST_P(AppleSession, jog_and_walk_minutes_of_a_session_are_within_five_percent) {
  for (const bool statistics : {true, false}) {
    AppleStyle style;
    style.statistics = statistics;
    const codec::Reading reading = read_one(apple_blob(walk_jog(GetParam()), style));
    expect_its_minutes(reading);
    EXPECT_EQ(reading.meaning.bouts.size(), 16U);
    EXPECT_EQ(reading.timer_ms, 1'440'000U);
    EXPECT_EQ(reading.sport, "running");
  }
}

TEST_P(AppleSession, a_pause_belongs_to_nothing) {
  const fit::SyntheticRun run = walk_jog_with_pauses(GetParam());
  const codec::Reading reading = read_one(apple_blob(run));
  expect_its_minutes(reading);
  EXPECT_NEAR(reading.meaning.paused_s, 245, 4);
  EXPECT_EQ(reading.timer_ms, 1'440'000U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AppleSession, testing::Values(1, 2, 3, 4));

TEST(AppleWorkout, totals_are_read_from_attributes_and_from_statistics) {
  for (const bool statistics : {true, false}) {
    AppleStyle style;
    style.statistics = statistics;
    const codec::Reading reading = read_one(apple_blob(short_jog(), style));
    EXPECT_NEAR(static_cast<double>(reading.distance_cm), 150'000, 3'000);
    EXPECT_FALSE(reading.totals_rebuilt);
    EXPECT_EQ(reading.steps.has_value(), statistics);
    EXPECT_NEAR(reading.steps.value_or(1600), 1600, 30);
    EXPECT_TRUE(reading.faults.empty());
  }
}

TEST(AppleWorkout, miles_metres_hours_and_feet_are_what_they_are) {
  const auto read = [](const std::string& attributes, const std::string& inside) {
    return read_one("<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" " + attributes +
                    " startDate=\"2023-01-01 08:00:00 +0100\" endDate=\"2023-01-01 08:30:00 +0100\">" +
                    inside + "</Workout>");
  };
  const codec::Reading miles =
      read("duration=\"0.5\" durationUnit=\"hr\" totalDistance=\"3\" totalDistanceUnit=\"mi\"",
           "<MetadataEntry key=\"HKElevationAscended\" value=\"1234 cm\"/>");
  EXPECT_EQ(miles.timer_ms, 1'800'000U);
  EXPECT_EQ(miles.distance_cm, 482'803U);
  EXPECT_EQ(miles.ascent_m, 12);
  EXPECT_TRUE(miles.ascent_by_device);
  const codec::Reading metres =
      read("duration=\"1800\" durationUnit=\"s\"",
           "<WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" "
           "sum=\"5000\" unit=\"m\"/><MetadataEntry key=\"HKElevationAscended\" value=\"100 ft\"/>");
  EXPECT_EQ(metres.timer_ms, 1'800'000U);
  EXPECT_EQ(metres.distance_cm, 500'000U);
  EXPECT_EQ(metres.ascent_m, 30);
  EXPECT_EQ(read("", "").timer_ms, 1'800'000U);
  EXPECT_EQ(read("duration=\"nan\" totalDistance=\"1e999\"", "").timer_ms, 1'800'000U);
}

TEST(AppleWorkout, the_start_carries_the_places_clock) {
  const codec::Reading reading = read_one(apple_blob(walk_jog()));
  ASSERT_TRUE(reading.start.has_value());
  EXPECT_EQ(format_instant(*reading.start), "2026-03-02T08:00:00+01:00");
  EXPECT_TRUE(reading.offset_known);
}

TEST(AppleWorkout, a_run_without_route_is_taken_at_its_word) {
  AppleStyle style;
  style.route.clear();
  style.indoor = true;
  const codec::Reading reading = read_one(apple_workout(short_jog(), style));
  EXPECT_EQ(reading.meaning.jog_s, 600);
  EXPECT_NEAR(static_cast<double>(reading.distance_cm), 150'000, 3'000);
  style.type = "HKWorkoutActivityTypeWalking";
  EXPECT_EQ(read_one(apple_workout(short_jog(), style)).meaning.walk_s, 600);
  style.type = "HKWorkoutActivityTypeTraditionalStrengthTraining";
  const codec::Reading strength = read_one(apple_workout(short_jog(), style));
  EXPECT_EQ(strength.sport, "training");
  EXPECT_TRUE(strength.meaning.bouts.empty());
}

TEST(AppleWorkout, what_its_inner_activities_say_is_in_its_totals_already) {
  const std::string inner =
      "<WorkoutActivity><WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" "
      "sum=\"0.4\" unit=\"km\"/><MetadataEntry key=\"HKElevationAscended\" value=\"99900 "
      "cm\"/></WorkoutActivity>";
  const std::string plain = apple_blob(short_jog());
  const std::string text = replaced(plain, "</Workout>", inner + "</Workout>");
  EXPECT_EQ(codec::reading_json(read_one(text)), codec::reading_json(read_one(plain)));
}

TEST(AppleWorkout, an_old_export_holds_the_route_itself) {
  std::string route = "<WorkoutRoute>";
  for (int s = 0; s < 600; ++s) {
    route += "<Location date=\"" + apple_time(1'772'434'800 + s, 3600) + "\" latitude=\"" +
             text_number(45.0 + s * 2.5 / 111'195.0, 7) +
             "\" longitude=\"-30\" altitude=\"21.2\" speed=\"2.5\" course=\"-1\"/>";
  }
  AppleStyle style;
  style.route.clear();
  style.statistics = false;
  const codec::Reading reading = read_one(
      replaced(apple_workout(short_jog(), style), "</Workout>", route + "</WorkoutRoute></Workout>"));
  EXPECT_EQ(reading.records, 600U);
  EXPECT_NEAR(reading.meaning.jog_s, 599, 1);
}

TEST(AppleWorkout, the_routes_file_is_named) {
  EXPECT_EQ(formats::route_path(bytes_of(apple_workout(short_jog()))),
            "/workout-routes/route_2026-03-02_8.30am.gpx");
  AppleStyle style;
  style.route.clear();
  EXPECT_EQ(formats::route_path(bytes_of(apple_workout(short_jog(), style))), std::nullopt);
  style.route = "/workout-routes/a&amp;b.gpx";
  EXPECT_EQ(formats::route_path(bytes_of(apple_workout(short_jog(), style))), "/workout-routes/a&b.gpx");
}

TEST(AppleWorkout, control_characters_inside_are_blanks) {
  const std::string plain = apple_blob(short_jog());
  const std::string text = replaced(plain, "sourceName=\"Watch\"", "sourceName=\"Wa\x0b\x01tch\"");
  EXPECT_EQ(codec::reading_json(read_one(text)), codec::reading_json(read_one(plain)));
}

TEST(AppleWorkout, a_damaged_route_leaves_the_workout) {
  const std::string blob = apple_blob(short_jog());
  const codec::Reading reading = read_one(blob.substr(0, blob.find(text_time(1'772'434'800 + 300))));
  EXPECT_EQ(reading.records, 300U);
  EXPECT_TRUE(has_fault(reading, "damaged_route"));
  EXPECT_EQ(reading.timer_ms, 600'000U);
}

TEST(AppleWorkout, its_blob_is_read_again_as_itself) {
  const std::string blob = apple_blob(short_jog());
  const formats::Activities read = read_text_file(blob);
  ASSERT_EQ(read.found.size(), 1U);
  EXPECT_EQ(read.found.front().bytes.size(), blob.size());
  EXPECT_EQ(read.found.front().derived_by, "springback-apple-1");
}

TEST(AppleExport, workouts_come_out_whole_in_whatever_pieces_the_export_comes) {
  AppleStyle bare;
  bare.route.clear();
  bare.statistics = false;
  const std::vector<std::string> workouts{
      apple_workout(short_jog()), "<Workout workoutActivityType=\"HKWorkoutActivityTypeYoga\" a='>/>'/>",
      apple_workout(walk_jog(), bare), "<Workout></Workout >", "<Workout/>"};
  const std::string text = apple_export(workouts);
  for (const std::size_t step : kSteps) {
    const Taken taken = take(text, step);
    EXPECT_EQ(taken.workouts, workouts) << step;
    EXPECT_TRUE(taken.faults.empty()) << step;
  }
}

TEST(AppleExport, a_broken_declaration_control_characters_and_garbage_between_do_not_matter) {
  const std::vector<std::string> workouts{apple_workout(short_jog()), apple_workout(walk_jog())};
  std::string text = apple_export(workouts);
  text = replaced(text, "<!ATTLIST Workout workoutActivityType CDATA #REQUIRED>\n]>",
                  "<!ATTLIST Workout workoutActivityType CDATA #REQ\"UIRED <!ELEMENT > \x0b <HealthData>");
  text = replaced(text, "sourceName=\"Phone\"", "sourceName=\"\x0b<<>>'&&\xff\"");
  text += "<?xml version=\"1.0\"?><ClinicalDocument><second/></ClinicalDocument><Workou";
  for (const std::size_t step : kSteps) {
    const Taken taken = take(text, step);
    EXPECT_EQ(taken.workouts, workouts) << step;
    EXPECT_TRUE(taken.faults.empty()) << step;
  }
}

TEST(AppleExport, a_workout_larger_than_a_megabyte_is_named_and_the_next_one_comes) {
  const std::string next = apple_workout(short_jog());
  for (const std::string& large : {"<Workout a=\"1\">" + std::string(1'200'000, 'x') + "</Workout>",
                                   "<Workout a=\"" + std::string(1'200'000, 'x') + "\"/>",
                                   "<Workout a=\"1\">" + std::string(3'000'000, 'x')}) {
    const std::string text = apple_export({large, next});
    for (const std::size_t step : {1000UL, 65'536UL, 100'000'000UL}) {
      const Taken taken = take(text, step);
      ASSERT_EQ(taken.workouts.size(), 1U) << step;
      EXPECT_EQ(taken.workouts.front(), next);
      ASSERT_EQ(taken.faults.size(), 1U) << step;
      EXPECT_EQ(taken.faults.front().kind, "workout_too_large");
      EXPECT_EQ(taken.faults.front().offset, text.find("<Workout a=")) << step;
    }
  }
}

TEST(AppleExport, a_workout_that_lost_its_end_does_not_take_the_next_one_with_it) {
  const std::string whole = apple_workout(short_jog());
  const std::string cut = whole.substr(0, whole.find("<WorkoutStatistics"));
  const std::string in_its_tag = whole.substr(0, whole.find(" endDate"));
  const std::string text = apple_export({cut, whole, in_its_tag, whole}) + cut;
  for (const std::size_t step : kSteps) {
    const Taken taken = take(text, step);
    EXPECT_EQ(taken.workouts, (std::vector<std::string>{whole, whole})) << step;
    ASSERT_EQ(taken.faults.size(), 3U) << step;
    for (const auto& fault : taken.faults) EXPECT_EQ(fault.kind, "workout_not_ended");
  }
}

TEST(AppleExport, beginnings_without_ends_by_the_thousand_give_no_workout_and_as_many_faults) {
  std::string text;
  for (int i = 0; i < 200'000; ++i)
    text += i % 3 == 0 ? "<Workout >" : i % 3 == 1 ? "<Workout '" : "<Workout ";
  const Taken taken = take(text, 100'000'000);
  EXPECT_TRUE(taken.workouts.empty());
  EXPECT_GT(taken.faults.size(), 60'000U);
}

TEST(AppleExport, each_workout_of_an_export_reads_as_it_does_alone) {
  const Taken taken = take(apple_export({apple_workout(walk_jog())}), 4096);
  ASSERT_EQ(taken.workouts.size(), 1U);
  const codec::Reading reading = read_one(taken.workouts.front() + "\n" + apple_route(walk_jog()));
  EXPECT_NEAR(reading.meaning.jog_s, 480, 24);
}

}  // namespace
}  // namespace springback::test
