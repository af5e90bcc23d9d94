#include "formats/gpx.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "formats/xml.h"

namespace springback::formats {
namespace {

// chosen: a stop at a café is part of an outing, the morning's and the evening's run are two.
constexpr std::int64_t kOneOuting_s = 2 * 3600;

class GpxReader : public XmlHandler {
 public:
  TrackPieces out;
  /// For each track found which element it stands in: only siblings, cut out together, are XML again.
  std::vector<int> families;

  void start(std::string_view name, const XmlAttributes& attributes, int depth, std::uint64_t at) override {
    if (track_ == 0) {
      if (name == "wpt" || name == "rte") out.other_content = true;
      if (name != "trk") return;
      if (depth != last_depth_) ++family_;
      track_ = last_depth_ = depth;
      piece_ = {};
      families.push_back(family_);
      piece_.track.totals_expected = false;
      piece_.from = at;
      segment_ = 0;
      last_s_ = engine::kNoTime;
    } else if (name == "trkseg") {
      end_segment();
    } else if (name == "trkpt") {
      point_depth_ = depth;
      point_ = {};
      point_.position =
          written_position(attributes.get("lat").value_or(""), attributes.get("lon").value_or(""));
    }
  }

  void end(std::string_view name, std::string_view text, int depth, std::uint64_t end) override {
    if (track_ == 0) {
      if (depth < last_depth_) ++family_;
      return;
    }
    if (point_depth_ != 0) {
      end_in_point(name, text, depth);
    } else if (name == "type" && depth == track_ + 1) {
      piece_.track.sport = written_sport(text);
    } else if (depth == track_) {
      close(end);
    }
  }

  /// The text ended early.
  void cut(std::uint64_t size) {
    if (track_ == 0) return;
    piece_.track.cut = true;
    close(size);
  }

 private:
  void end_in_point(std::string_view name, std::string_view text, int depth) {
    if (depth == point_depth_) {
      point_depth_ = 0;
      piece_.track.add(point_);
    } else if (name == "time") {
      point_.time_s = piece_.track.take_time(text);
    } else if (name == "ele") {
      point_.altitude_cm = written_sample(text, 100, -500, 9000);
    } else if (name == "speed") {
      point_.speed_mm_s = written_sample(text, 1000, 0, 200);
    } else if (name == "cad" || name == "cadence" || name == "RunCadence" || name == "Cadence") {
      // 255 is FIT's "invalid", which some converters let through.
      point_.cycles_min_128 = written_sample(text, 128, 0, 254);
    }
  }

  /// What came since the last segment began is whole; what comes now is after a pause.
  void end_segment() {
    Track& track = piece_.track;
    track.pause(last_s_, first_time(track, segment_, track.size()));
    const std::int64_t last = last_time(track, segment_, track.size());
    if (last != engine::kNoTime) last_s_ = last;
    segment_ = track.size();
  }

  void close(std::uint64_t end) {
    track_ = 0;
    point_depth_ = 0;
    end_segment();
    piece_.to = end;
    if (piece_.track.size() == 0) {
      out.other_content = true;
      families.pop_back();
      return;
    }
    out.found.push_back(std::move(piece_));
  }

  int track_ = 0;        ///< depth of the <trk> that is being read; 0: none
  int point_depth_ = 0;  ///< the same of the <trkpt>
  int last_depth_ = 0;   ///< of the last <trk>
  int family_ = 0;
  std::size_t segment_ = 0;                ///< samples before the segment that is being read
  std::int64_t last_s_ = engine::kNoTime;  ///< the last time in them
  TrackPiece piece_;
  TrackPoint point_;
};

/// First and last time of all samples, whatever their order.
engine::TimeSpan span_of(const Track& track) {
  engine::TimeSpan span{engine::kNoTime, engine::kNoTime};
  for (const std::int64_t time : track.samples.time_s) {
    if (time == engine::kNoTime) continue;
    span.from_s = span.from_s == engine::kNoTime ? time : std::min(span.from_s, time);
    span.to_s = std::max(span.to_s, time);
  }
  return span;
}

bool one_outing(const Track& a, engine::TimeSpan of_a, const Track& b, engine::TimeSpan of_b) {
  if (a.sport != b.sport && a.sport != "unknown" && b.sport != "unknown") return false;
  if (of_a.from_s == engine::kNoTime || of_b.from_s == engine::kNoTime) return false;
  const std::int64_t between = std::max(of_b.from_s - of_a.to_s, of_a.from_s - of_b.to_s);
  return between >= 0 && between <= kOneOuting_s;
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

void join(Track& to, engine::TimeSpan of_to, Track&& from, engine::TimeSpan of_from) {
  if (of_from.from_s >= of_to.to_s) {
    to.pause(of_to.to_s, of_from.from_s);
  } else {
    to.pause(of_from.to_s, of_to.from_s);
  }
  append(to.samples.time_s, from.samples.time_s);
  append(to.samples.latitude, from.samples.latitude);
  append(to.samples.longitude, from.samples.longitude);
  append(to.samples.altitude_cm, from.samples.altitude_cm);
  append(to.samples.speed_mm_s, from.samples.speed_mm_s);
  append(to.samples.distance_cm, from.samples.distance_cm);
  append(to.cycles_min_128, from.cycles_min_128);
  append(to.timer, from.timer);
  if (to.sport == "unknown") to.sport = std::move(from.sport);
  if (!to.offset_min) to.offset_min = from.offset_min;
  to.zoneless = to.zoneless || from.zoneless;
  to.cut = to.cut || from.cut;
}

/// Neighbours in the file that are one outing become one piece.
std::vector<TrackPiece> outings(std::vector<TrackPiece> tracks, const std::vector<int>& families) {
  std::vector<TrackPiece> out;
  engine::TimeSpan of_last;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    TrackPiece& piece = tracks[i];
    const engine::TimeSpan span = span_of(piece.track);
    const bool siblings = i > 0 && families[i] == families[i - 1];
    if (siblings && one_outing(out.back().track, of_last, piece.track, span)) {
      join(out.back().track, of_last, std::move(piece.track), span);
      out.back().to = piece.to;
      of_last = {std::min(of_last.from_s, span.from_s), std::max(of_last.to_s, span.to_s)};
    } else {
      out.push_back(std::move(piece));
      of_last = span;
    }
  }
  return out;
}

}  // namespace

TrackPieces read_gpx(std::span<const std::uint8_t> bytes) {
  GpxReader reader;
  reader.out.fault = walk_xml(bytes, reader);
  if (reader.out.fault) reader.cut(bytes.size());
  reader.out.found = outings(std::move(reader.out.found), reader.families);
  return std::move(reader.out);
}

}  // namespace springback::formats
