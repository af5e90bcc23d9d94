#pragma once
// The run that `fit::synthetic_run` makes, as the text that a watch's or a phone's app would have exported of
// it.

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "codec/fit.h"
#include "codec/fit_profile.h"
#include "codec/fit_synthetic.h"

namespace springback::test {

/// "2026-03-02T07:00:00Z"; with an offset the place's clock and "+01:00".
inline std::string text_time(std::int64_t unix_s, std::int32_t offset_s = 0) {
  std::string text = format_instant({unix_s * 1000, static_cast<std::int16_t>(offset_s / 60)});
  if (offset_s == 0) text.replace(text.size() - 6, 6, "Z");
  return text;
}

/// "2026-03-02 08:00:00 +0100", as Apple writes.
inline std::string apple_time(std::int64_t unix_s, std::int32_t offset_s) {
  std::string text = format_instant({unix_s * 1000, static_cast<std::int16_t>(offset_s / 60)});
  text[10] = ' ';
  return text.substr(0, 19) + " " + text.substr(19, 3) + text.substr(23, 2);
}

inline std::string text_number(double value, int decimals) {
  char text[64];
  const int size = std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return {text, static_cast<std::size_t>(size)};
}

inline double degrees(std::int32_t semicircles) { return semicircles * 180.0 / 2147483648.0; }

inline std::int64_t unix_of(std::uint32_t fit_s) { return fit::kEpochUnix_s + std::int64_t{fit_s}; }

/// Records [from, to) fall into stretches between which the timer stood.
inline std::vector<std::vector<std::size_t>> stretches(const fit::File& file, std::size_t from,
                                                       std::size_t to) {
  std::vector<std::vector<std::size_t>> out(1);
  std::size_t next = 0;
  bool stood = false;
  for (std::size_t i = from; i < to; ++i) {
    for (; next < file.timer_events.size() && file.timer_events[next].time_s <= file.records.time_s[i];
         ++next) {
      stood = stood || !file.timer_events[next].running;
    }
    if (stood && !out.back().empty()) out.emplace_back();
    stood = false;
    out.back().push_back(i);
  }
  return out;
}

struct GpxStyle {
  std::string type = "running";    ///< empty: no <type>
  std::string prefix = "gpxtpx:";  ///< of the cadence's and the heart rate's elements
  std::int32_t offset_s = 0;       ///< not 0: local times with this offset
  bool speed = false;              ///< a <speed> for each point, as Apple's routes have
  std::string creator = "synthetic";
};

/// `<trk>…</trk>`, one segment for each stretch between pauses.
inline std::string gpx_track(const fit::File& file, const GpxStyle& style = {}) {
  const fit::Records& r = file.records;
  std::string out = "<trk>\n <name>Morning</name>\n";
  if (!style.type.empty()) out += " <type>" + style.type + "</type>\n";
  for (const auto& stretch : stretches(file, 0, r.size())) {
    out += " <trkseg>\n";
    for (const std::size_t i : stretch) {
      if (r.latitude[i] == fit::kAbsent) continue;
      out += "  <trkpt lat=\"" + text_number(degrees(r.latitude[i]), 7) + "\" lon=\"" +
             text_number(degrees(r.longitude[i]), 7) + "\">";
      if (r.altitude_cm[i] != fit::kAbsent)
        out += "<ele>" + text_number(r.altitude_cm[i] / 100.0, 1) + "</ele>";
      out += "<time>" + text_time(unix_of(r.time_s[i]), style.offset_s) + "</time><extensions>";
      if (style.speed) out += "<speed>" + text_number(r.speed_mm_s[i] / 1000.0, 3) + "</speed>";
      const auto tag = [&out, &style](std::string_view name, std::int32_t value) {
        out += "<" + style.prefix + std::string(name) + ">" + std::to_string(value) + "</" + style.prefix +
               std::string(name) + ">";
      };
      if (r.cadence_128[i] != fit::kAbsent) {
        out += "<" + style.prefix + "TrackPointExtension>";
        tag("hr", r.heart_rate_bpm[i]);
        tag("cad", r.cadence_128[i] / 128);
        out += "</" + style.prefix + "TrackPointExtension>";
      }
      out += "</extensions></trkpt>\n";
    }
    out += " </trkseg>\n";
  }
  return out + "</trk>\n";
}

/// A whole GPX file around tracks.
inline std::string gpx_file(std::string_view tracks, const GpxStyle& style = {}) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"" + style.creator +
         "\" xmlns=\"http://www.topografix.com/GPX/1/1\" "
         "xmlns:gpxtpx=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\" "
         "xmlns:ns3=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\">\n"
         "<metadata><time>2026-03-02T06:00:00Z</time></metadata>\n" +
         std::string(tracks) + "</gpx>\n";
}

inline std::string gpx_text(const fit::SyntheticRun& run, const GpxStyle& style = {}) {
  return gpx_file(gpx_track(fit::synthetic_run(run), style), style);
}

struct TcxStyle {
  std::string sport = "Running";
  std::string prefix = "ns3:";   ///< of the speed's and the cadence's elements
  bool tracks_at_pauses = true;  ///< false: one track a lap, and a silence where the timer stood
};

/// `<Activity …>…</Activity>`, a lap for each bout.
inline std::string tcx_activity(const fit::File& file, const TcxStyle& style = {}) {
  const fit::Records& r = file.records;
  std::string out = "<Activity Sport=\"" + style.sport + "\">\n<Id>" +
                    text_time(unix_of(file.sessions.front().start_time_s)) + "</Id>\n";
  const auto tag = [&style](std::string_view name, const std::string& value) {
    return "<" + style.prefix + std::string(name) + ">" + value + "</" + style.prefix + std::string(name) +
           ">";
  };
  std::size_t from = 0;
  for (const fit::Segment& lap : file.laps) {
    out += "<Lap StartTime=\"" + text_time(unix_of(lap.start_time_s)) + "\">\n<TotalTimeSeconds>" +
           text_number(*lap.timer_ms / 1000.0, 1) + "</TotalTimeSeconds>\n<DistanceMeters>" +
           text_number(*lap.distance_cm / 100.0, 2) +
           "</DistanceMeters>\n<Calories>9</Calories><Intensity>Active</Intensity>"
           "<TriggerMethod>Manual</TriggerMethod>\n<Track>\n";
    bool first = true;
    for (const auto& stretch : stretches(file, from, lap.records_before)) {
      if (!first && style.tracks_at_pauses) out += "</Track>\n<Track>\n";
      first = false;
      for (const std::size_t i : stretch) {
        out += "<Trackpoint><Time>" + text_time(unix_of(r.time_s[i])) + "</Time>";
        if (r.latitude[i] != fit::kAbsent) {
          out += "<Position><LatitudeDegrees>" + text_number(degrees(r.latitude[i]), 7) +
                 "</LatitudeDegrees><LongitudeDegrees>" + text_number(degrees(r.longitude[i]), 7) +
                 "</LongitudeDegrees></Position><AltitudeMeters>" + text_number(r.altitude_cm[i] / 100.0, 1) +
                 "</AltitudeMeters>";
        }
        if (r.distance_cm[i] != fit::kAbsent)
          out += "<DistanceMeters>" + text_number(r.distance_cm[i] / 100.0, 2) + "</DistanceMeters>";
        out += "<HeartRateBpm><Value>" + std::to_string(r.heart_rate_bpm[i]) + "</Value></HeartRateBpm>";
        std::string extension;
        if (r.speed_mm_s[i] != fit::kAbsent)
          extension += tag("Speed", text_number(r.speed_mm_s[i] / 1000.0, 3));
        if (r.cadence_128[i] != fit::kAbsent)
          extension += tag("RunCadence", std::to_string(r.cadence_128[i] / 128));
        if (!extension.empty()) out += "<Extensions>" + tag("TPX", extension) + "</Extensions>";
        out += "</Trackpoint>\n";
      }
    }
    out += "</Track>\n</Lap>\n";
    from = lap.records_before;
  }
  return out + "</Activity>\n";
}

/// A whole TCX file around activities.
inline std::string tcx_file(std::string_view activities) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TrainingCenterDatabase "
         "xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\" "
         "xmlns:ns3=\"http://www.garmin.com/xmlschemas/ActivityExtension/v2\">\n<Activities>\n" +
         std::string(activities) + "</Activities>\n</TrainingCenterDatabase>\n";
}

inline std::string tcx_text(const fit::SyntheticRun& run, const TcxStyle& style = {}) {
  return tcx_file(tcx_activity(fit::synthetic_run(run), style));
}

struct AppleStyle {
  std::string type = "HKWorkoutActivityTypeRunning";
  bool statistics = true;  ///< totals in WorkoutStatistics children; false: in attributes, as until iOS 15
  bool indoor = false;
  std::string route = "/workout-routes/route_2026-03-02_8.30am.gpx";  ///< empty: none
};

/// `<Workout …>…</Workout>` without a line end behind it.
inline std::string apple_workout(const fit::SyntheticRun& run, const AppleStyle& style = {}) {
  const fit::File file = fit::synthetic_run(run);
  const fit::Segment& session = file.sessions.front();
  const auto at = [&run](std::uint32_t fit_s) { return apple_time(unix_of(fit_s), run.offset_s); };
  const std::string span =
      " startDate=\"" + at(session.start_time_s) + "\" endDate=\"" + at(session.time_s) + "\"";
  const std::string km = text_number(*session.distance_cm / 100'000.0, 5);
  std::string out = "<Workout workoutActivityType=\"" + style.type + "\" duration=\"" +
                    text_number(*session.timer_ms / 60'000.0, 6) + "\" durationUnit=\"min\"";
  if (!style.statistics) out += " totalDistance=\"" + km + "\" totalDistanceUnit=\"km\"";
  out += " sourceName=\"Watch\" sourceVersion=\"10.1\" device=\"&lt;&lt;HKDevice: 0x1&gt;, name:Watch&gt;\"" +
         span + ">\n  <MetadataEntry key=\"HKIndoorWorkout\" value=\"" + (style.indoor ? "1" : "0") +
         "\"/>\n";
  if (session.ascent_m) {
    out += "  <MetadataEntry key=\"HKElevationAscended\" value=\"" + std::to_string(*session.ascent_m * 100) +
           " cm\"/>\n";
  }
  for (std::size_t i = 1; i + 1 < file.timer_events.size(); ++i) {
    const fit::TimerEvent& event = file.timer_events[i];
    out += std::string("  <WorkoutEvent type=\"HKWorkoutEventType") + (event.running ? "Resume" : "Pause") +
           "\" date=\"" + at(event.time_s) + "\"/>\n";
  }
  if (style.statistics) {
    out += "  <WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\"" + span + " sum=\"" +
           km + "\" unit=\"km\"/>\n";
    if (session.cycles) {
      out += "  <WorkoutStatistics type=\"HKQuantityTypeIdentifierStepCount\"" + span + " sum=\"" +
             std::to_string(*session.cycles * 2) + "\" unit=\"count\"/>\n";
    }
  }
  if (!style.route.empty()) {
    out += "  <WorkoutRoute sourceName=\"Watch\"" + span + ">\n   <FileReference path=\"" + style.route +
           "\"/>\n  </WorkoutRoute>\n";
  }
  return out + "</Workout>";
}

/// The route's file of the same run: positions and speeds, no cadence.
inline std::string apple_route(fit::SyntheticRun run) {
  run.has_cadence = false;
  GpxStyle style;
  style.type.clear();
  style.speed = true;
  style.creator = "Apple Health Export";
  return gpx_text(run, style);
}

/// What a recording fact's blob holds of a workout with a route.
inline std::string apple_blob(const fit::SyntheticRun& run, const AppleStyle& style = {}) {
  return apple_workout(run, style) + "\n" + apple_route(run);
}

/// An export.xml: the document type declaration as Apple writes it, with so many records before each workout.
inline std::string apple_export(const std::vector<std::string>& workouts, std::size_t records = 3) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!-- HealthKit Export Version: 13 "
      "-->\n"
      "<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>\n"
      "<!ELEMENT Workout ((MetadataEntry|WorkoutEvent|WorkoutRoute|WorkoutStatistics)*)>\n"
      "<!ATTLIST Workout workoutActivityType CDATA #REQUIRED>\n]>\n<HealthData locale=\"en_GB\">\n"
      " <ExportDate value=\"2026-03-03 10:00:00 +0100\"/>\n";
  for (const std::string& workout : workouts) {
    for (std::size_t i = 0; i < records; ++i) {
      out +=
          " <Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"Phone\" unit=\"count\" "
          "startDate=\"2026-03-02 07:00:00 +0100\" endDate=\"2026-03-02 07:09:00 +0100\" value=\"" +
          std::to_string(100 + i) + "\"/>\n";
    }
    out += " " + workout + "\n";
  }
  return out + "</HealthData>\n";
}

}  // namespace springback::test
