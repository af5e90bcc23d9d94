#include "app/derive.h"

#include <new>
#include <utility>

namespace springback::app {

namespace {

using Fate = ImportedFile::Fate;
using Verdict = formats::Piece::Verdict;

void tell(std::vector<Derived>& out, std::string name, Fate fate, std::string why) {
  out.emplace_back().file = {std::move(name), fate, std::move(why), {}};
}

std::string fault_words(const codec::Reading& reading) {
  if (reading.faults.empty()) return {};
  std::string words = reading.faults.front().detail;
  if (reading.faults.size() > 1) words += " (and " + std::to_string(reading.faults.size() - 1) + " more)";
  return words;
}

bool on_foot(std::string_view sport) { return sport == "running" || sport == "walking" || sport == "hiking"; }

// A GPX file that names no sport gets the one that its export's table has for it. The fact says that it is
// not from the bytes alone, so that it is another than the one derived from them alone.
void take_sport(formats::Activity& activity, const std::string& sport) {
  codec::Reading& reading = activity.reading;
  if (sport.empty() || reading.format != "gpx" || reading.sport != "unknown") return;
  reading.sport = sport;
  activity.derived_by += "+strava-table";
  if (on_foot(sport)) return;
  reading.foot_distance_cm = 0;
  reading.foot_timer_ms = 0;
  reading.steps.reset();
  reading.meaning.bouts.clear();
  reading.meaning.jog_s = reading.meaning.walk_s = reading.meaning.still_s = reading.meaning.unknown_s = 0;
}

std::string and_also(std::string first, const std::string& second) {
  if (!first.empty() && !second.empty()) first += "; ";
  return first + second;
}

// The fact of one activity; what the reader makes is a fact that the diary's own rules take.
void make_fact(const formats::Activity& activity, Derived& out) {
  const auto recording = codec::recording_fact(activity.reading, out.sum, activity.derived_by);
  if (!recording) {
    out.file.fate = Fate::damaged;
    if (out.file.why.empty()) out.file.why = "holds no record with a date";
    return;
  }
  auto fact = codec::parse_fact(codec::recording_fact_json(*recording));
  if (!fact) {
    out.file.fate = Fate::damaged;
    out.file.why = codec::to_string(fact.error().front());
    return;
  }
  out.file.fact = fact->fact.id;
  out.fact = *std::move(fact);
}

}  // namespace

std::optional<formats::FileKind> Deriver::derive(formats::Piece& piece, const Known& known, bool with_reading,
                                                 std::vector<Derived>& out) {
  if (piece.verdict != Verdict::to_read) {
    tell(out, std::move(piece.name),
         piece.verdict == Verdict::not_activity ? Fate::not_activity : Fate::unreadable,
         std::move(piece.why));
    return std::nullopt;
  }
  try {
    const auto kind = formats::unpack(piece, unpacker_, spare_);
    if (!kind) {
      tell(out, std::move(piece.name), Fate::unreadable, kind.error().detail);
    } else if (*kind == formats::FileKind::zip || *kind == formats::FileKind::apple_export) {
      return *kind;
    } else if (*kind == formats::FileKind::other) {
      tell(out, std::move(piece.name), Fate::not_activity, "holds no recording");
    } else {
      const Sha256 sum = sha256(piece.bytes);
      if (const auto fact = known(sum); fact && !with_reading) {
        tell(out, std::move(piece.name), Fate::duplicate, {});
        out.back().file.fact = *fact;
      } else {
        read(piece, sum, known, with_reading, out);
      }
    }
  } catch (const std::bad_alloc&) {
    tell(out, std::move(piece.name), Fate::unreadable, formats::too_little_memory());
  }
  return std::nullopt;
}

void Deriver::read(formats::Piece& piece, const Sha256& whole, const Known& known, bool with_reading,
                   std::vector<Derived>& out) {
  formats::Activities activities = reader_.read(piece.bytes);
  if (activities.found.empty()) {
    const Fate fate = activities.no_activity ? Fate::not_activity : Fate::damaged;
    tell(out, std::move(piece.name), fate, std::move(activities.why));
    if (with_reading) out.back().reading = std::move(activities.seen);
    return;
  }
  const std::size_t first = out.size();
  bool moves = false;
  for (formats::Activity& activity : activities.found) {
    const std::size_t number = out.size() - first + 1;
    Derived& one = out.emplace_back();
    one.file.name = activities.found.size() == 1 ? piece.name : piece.name + '#' + std::to_string(number);
    const bool all = activity.bytes.size() == piece.bytes.size();
    one.sum = all ? whole : sha256(activity.bytes);
    if (const auto fact = known(one.sum); fact && !with_reading) {
      one.file.fate = Fate::duplicate;
      one.file.fact = *fact;
      continue;
    }
    take_sport(activity, piece.sport);
    one.file.why = and_also(fault_words(activity.reading), piece.why);
    make_fact(activity, one);
    if (one.fact && !all) one.bytes.assign(activity.bytes.begin(), activity.bytes.end());
    moves = moves || (one.fact && all);
    if (with_reading) one.reading = std::move(activity.reading);
  }
  // The views into the bytes are done with.
  if (moves) out[first].bytes = std::move(piece.bytes);
}

}  // namespace springback::app
