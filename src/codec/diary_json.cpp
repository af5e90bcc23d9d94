#include "codec/diary_json.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include "codec/fact_reader.h"

namespace springback::codec {
namespace {

using namespace engine;

constexpr std::size_t kLineMax = 1'000'000;  // bytes; the longest recordings have some ten thousand

constexpr std::size_t kFactUsual = 128;  // bytes of a fact as the apps write it, to make room for all

constexpr std::string_view kTypes[] = {"profile",  "checkin", "session", "symptom", "flag",      "order",
                                       "shoe",     "break",   "test",    "score",   "recording", "shown",
                                       "protocol", "note",    "retract", "separate"};
constexpr std::string_view kSides[] = {"left", "right", "both"};
constexpr std::string_view kSites[] = {"midportion", "insertional"};
constexpr std::string_view kTracks[] = {"strength", "spring", "run", "walk", "other"};
constexpr std::string_view kLadders[] = {"strength", "spring", "run"};
constexpr std::string_view kEquipment[] = {"none", "backpack", "dumbbell", "machine", "step"};
constexpr std::string_view kContexts[] = {"rest", "daily", "stairs", "night"};
constexpr std::string_view kFlags[] = {"pop",           "cannot_raise",    "calf_swelling",     "breathless",
                                       "fever",         "fluoroquinolone", "steroid_injection", "night_pain",
                                       "other_tendons", "other_achilles",  "joint_stiffness",   "unsure"};
constexpr std::string_view kOrders[] = {"hold", "clear", "set_rung", "limit"};
constexpr std::string_view kAuthors[] = {"clinician", "self"};
constexpr std::string_view kTests[] = {"heel_raise", "hop"};
constexpr std::string_view kScales[] = {"visa_a", "tendins_a"};
constexpr std::string_view kPaces[] = {"easy", "fast"};
constexpr std::string_view kBouts[] = {"jog", "walk", "still"};
constexpr std::string_view kReasons[] = {"illness", "holiday", "other"};

constexpr Need kMust = Need::required;
constexpr Need kMay = Need::optional;

constexpr std::int32_t kDayS = 86'400;
constexpr std::int32_t kWeekS = 7 * kDayS;  // a recording may be of a race of several days

/// The enumerator of a name's index; enumerations with `unstated` first begin one later.
template <class Enum>
Enum value_of(std::optional<std::size_t> index, Enum otherwise, int first = 0) {
  return index ? static_cast<Enum>(static_cast<int>(*index) + first) : otherwise;
}

std::optional<Pain> pain(FieldReader& in, std::string_view key, Need need) {
  const auto value = in.whole(key, 0, 10, need);
  return value ? std::optional(static_cast<Pain>(*value)) : std::nullopt;
}

/// What a reader of one type needs: the document for its nested objects, and where it stands.
struct Place {
  JsonDocument& document;
  int line;
  Faults& faults;
};

Profile read_profile(FieldReader& in, const Place& place) {
  Profile out;
  out.side = value_of(in.one_of("side", kSides, kMust), Side::left);
  out.site = value_of(in.one_of("site", kSites, kMust), Site::midportion);
  out.onset = in.day("onset", kMay);
  out.usual_morning_pain = pain(in, "usual_morning_pain", kMust).value_or(0);
  out.usual_stiffness_min = in.whole("usual_stiffness_min", 0, 1440, kMay);
  out.body_mass_g = in.decimal("body_mass_kg", 20, 300, 3, kMay);
  out.weekly_before_m = in.decimal("weekly_km_before", 0, 1000, 3, kMay);
  out.longest_before_m = in.decimal("longest_km_before", 0, 1000, 3, kMay);
  out.goal_min = in.whole("goal_min", 20, 90, kMay);
  out.running_now = in.truth("running_now", kMay).value_or(false);
  out.started = in.day("started", kMay);
  const JsonNode* list = in.list("equipment", kMay);
  if (list == nullptr) return out;
  std::vector<Equipment> owned;
  bool sound = true;
  for (const JsonNode* item = place.document.child(*list); item != nullptr;
       item = place.document.next(*item)) {
    const auto* known = std::find(std::begin(kEquipment), std::end(kEquipment), item->text);
    if (item->kind != JsonKind::text || known == std::end(kEquipment)) {
      sound = false;
      break;
    }
    const auto equipment = static_cast<Equipment>(known - std::begin(kEquipment));
    sound = sound && std::find(owned.begin(), owned.end(), equipment) == owned.end();
    owned.push_back(equipment);
  }
  const bool nothing = std::find(owned.begin(), owned.end(), Equipment::none) != owned.end();
  if (!sound || (nothing && owned.size() > 1))
    in.fault("equipment", "a list of backpack, dumbbell, machine, step, each once; or none alone");
  out.equipment = std::move(owned);
  return out;
}

Checkin read_checkin(FieldReader& in) {
  Checkin out;
  out.pain = pain(in, "pain", kMust).value_or(0);
  out.stiffness_min = in.whole("stiffness_min", 0, 1440, kMay);
  out.settled = in.truth("settled", kMay);
  out.analgesic = in.truth("analgesic", kMay).value_or(false);
  return out;
}

/// The keys of `done` are those of the track; any other is refused as unknown.
Done read_done(const JsonNode& node, Track track, const Place& place) {
  Done out;
  FieldReader in(place.document, node, "done", place.line, place.faults);
  switch (track) {
    case Track::run:
      out.jog_s = in.whole("jog_s", 0, kDayS, kMust);
      out.walk_s = in.whole("walk_s", 0, kDayS, kMust);
      out.rounds = in.whole("rounds", 1, 1000, kMay);
      out.distance_m = in.decimal("distance_m", 0, 1'000'000, 0, kMay);
      out.ascent_m = in.decimal("ascent_m", 0, 30'000, 0, kMay);
      out.pace = value_of(in.one_of("pace", kPaces, kMay), Pace::unstated, 1);
      break;
    case Track::walk:
      out.walk_s = in.whole("walk_s", 0, kDayS, kMust);
      break;
    case Track::strength:
    case Track::spring: {
      out.exercise = in.text("exercise", 64, kMust).value_or("");
      out.sets = in.whole("sets", 1, 100, kMust);
      const bool holds = track == Track::strength && in.has("hold_s");
      out.reps = in.whole("reps", 1, 1000, holds ? kMay : kMust);
      if (track == Track::strength) {
        out.hold_s = in.whole("hold_s", 1, 3600, kMay);
        out.load_g = in.decimal("load_kg", 0, 500, 3, kMay);
      }
      if (holds && in.has("reps")) in.fault("hold_s", "either reps or hold_s, not both");
      break;
    }
    case Track::other:
      break;
  }
  in.finish();
  return out;
}

Session read_session(FieldReader& in, const Place& place) {
  Session out;
  const auto track = in.one_of("track", kTracks, kMust);
  out.track = value_of(track, Track::other);
  const auto prescribed = in.truth("as_prescribed", kMay);
  if (prescribed && !*prescribed) in.fault("as_prescribed", "true, or `done` in its place");
  out.as_prescribed = prescribed.value_or(false);
  const JsonNode* done = in.object("done", kMay);
  if (in.has("done") && in.has("as_prescribed"))
    in.fault("done", "either as_prescribed: true or done, not both");
  if (track && out.track != Track::other && !in.has("done") && !in.has("as_prescribed"))
    in.fault("done", "missing; done, or as_prescribed: true");
  if (track && done != nullptr) out.done = read_done(*done, out.track, place);
  out.shown = in.uuid("shown", kMay);
  out.pain_during = pain(in, "pain_during", kMay);
  out.pain_after = pain(in, "pain_after", kMay);
  out.limp = in.truth("limp", kMay).value_or(false);
  out.analgesic = in.truth("analgesic", kMay).value_or(false);
  if (const auto effort = in.whole("effort", 0, 10, kMay)) out.effort = static_cast<std::int8_t>(*effort);
  out.shoe = in.text("shoe", 100, kMay).value_or("");
  out.impact = in.truth("impact", kMay).value_or(false);
  if (track && out.track != Track::other && in.has("impact")) in.fault("impact", "only for the track other");
  out.recording = in.uuid("recording", kMay);
  return out;
}

Symptom read_symptom(FieldReader& in) {
  Symptom out;
  out.pain = pain(in, "pain", kMust).value_or(0);
  if (const auto side = in.one_of("side", kSides, kMay)) out.side = static_cast<Side>(*side);
  out.context = value_of(in.one_of("context", kContexts, kMay), Context::unstated, 1);
  return out;
}

Limit read_limit(const JsonNode& node, const Place& place) {
  Limit out;
  FieldReader in(place.document, node, "limit", place.line, place.faults);
  out.pain_max = pain(in, "pain_max", kMay);
  out.jog_s_max = in.whole("jog_s_max", 0, kDayS, kMay);
  out.days_between_min = in.whole("days_between_min", 0, 30, kMay);
  if (node.child == 0) in.fault("", "at least one of pain_max, jog_s_max, days_between_min");
  in.finish();
  return out;
}

Order read_order(FieldReader& in, const Place& place) {
  Order out;
  const auto kind = in.one_of("order", kOrders, kMust);
  out.order = value_of(kind, OrderKind::hold);
  const auto author = in.one_of("by", kAuthors, kMust);
  out.by = value_of(author, Author::clinician, 1);
  if (kind && out.order != OrderKind::clear && out.by == Author::self)
    in.fault("by", "clinician; self may only clear");
  const bool sets = kind && out.order == OrderKind::set_rung;
  const bool limits = kind && out.order == OrderKind::limit;
  if (const auto track = in.one_of("track", kLadders, sets ? kMust : kMay))
    out.track = static_cast<Track>(*track);
  // A key that belongs to another order is named as unknown here, like any other.
  if (sets || !kind) out.rung = in.text("rung", 64, sets ? kMust : kMay).value_or("");
  if (limits || !kind)
    if (const JsonNode* limit = in.object("limit", limits ? kMust : kMay))
      out.limit = read_limit(*limit, place);
  if (limits || !kind || out.order == OrderKind::hold) out.until = in.day("until", kMay);
  return out;
}

Break read_break(FieldReader& in) {
  Break out;
  const auto from = in.day("from", kMust);
  const auto to = in.day("to", kMust);
  if (from && to && *to < *from) in.fault("to", "a date not before `from`");
  out.from = from.value_or(Day{});
  out.to = to.value_or(Day{});
  if (const auto reason = in.one_of("reason", kReasons, kMay)) out.reason = kReasons[*reason];
  return out;
}

Test read_test(FieldReader& in) {
  Test out;
  const auto kind = in.one_of("test", kTests, kMust);
  out.test = value_of(kind, TestKind::heel_raise);
  out.left = in.whole("left", 0, 1000, kMay);
  out.right = in.whole("right", 0, 1000, kMay);
  out.pain = pain(in, "pain", kMay);
  const bool counted = in.has("left") || in.has("right");
  if (kind && !counted && (out.test == TestKind::heel_raise || !in.has("pain")))
    in.fault("left", out.test == TestKind::heel_raise
                         ? "missing; allowed: the count of raises, left, right or both"
                         : "missing; allowed: at least one of left, right, pain");
  return out;
}

std::vector<Bout> read_bouts(const JsonNode& list, const Place& place) {
  std::vector<Bout> out;
  for (const JsonNode* item = place.document.child(list); item != nullptr;
       item = place.document.next(*item)) {
    const std::string path = "bouts[" + std::to_string(out.size()) + "]";
    Bout& bout = out.emplace_back();
    if (item->kind != JsonKind::object) {
      place.faults.push_back({place.line, path, shown_value(place.document, *item), "an object"});
      continue;
    }
    FieldReader in(place.document, *item, path, place.line, place.faults);
    bout.kind = value_of(in.one_of("kind", kBouts, kMust), BoutKind::still);
    bout.start_s = in.whole("start_s", 0, kWeekS, kMust).value_or(0);
    bout.duration_s = in.whole("duration_s", 0, kWeekS, kMust).value_or(0);
    bout.distance_m = in.decimal("distance_m", 0, 1'000'000, 0, kMay);
    in.finish();
  }
  return out;
}

Recording read_recording(FieldReader& in, const Place& place) {
  Recording out;
  out.sha256 = in.sum("sha256", kMust).value_or(Sha256{});
  out.derived_by = in.text("derived_by", 100, kMust).value_or("");
  out.start = in.instant("start", kMust).value_or(Instant{});
  out.sport = in.text("sport", 64, kMust).value_or("");
  out.distance_m = in.decimal("distance_m", 0, 1'000'000, 0, kMust).value_or(0);
  out.timer_s = in.whole("timer_s", 0, kWeekS, kMust).value_or(0);
  out.jog_s = in.whole("jog_s", 0, kWeekS, kMust).value_or(0);
  out.walk_s = in.whole("walk_s", 0, kWeekS, kMust).value_or(0);
  out.ascent_m = in.decimal("ascent_m", 0, 100'000, 0, kMay);
  out.steps = in.whole("steps", 0, 10'000'000, kMay);
  if (const JsonNode* bouts = in.list("bouts", kMust)) out.bouts = read_bouts(*bouts, place);
  return out;
}

/// What a runner was shown decides nothing, but its shape is held: the page draws it.
void read_shown_item(const JsonNode& node, const std::string& path, const Place& place) {
  if (node.kind != JsonKind::object) {
    place.faults.push_back({place.line, path, shown_value(place.document, node), "an object"});
    return;
  }
  FieldReader in(place.document, node, path, place.line, place.faults);
  in.one_of("track", kTracks, kMust);
  in.text("rung", 64, kMay);
  in.decimal("load", 0, 1'000'000'000, 1, kMay);
  if (const JsonNode* dose = in.object("dose", kMust)) {
    FieldReader of(place.document, *dose, in.path_of("dose"), place.line, place.faults);
    for (const std::string_view key : {"jog_s", "walk_s", "rounds", "sets", "reps", "hold_s"})
      of.whole(key, 0, kDayS, kMay);
    of.text("exercise", 64, kMay);
    of.decimal("load_kg", 0, 500, 3, kMay);
    of.decimal("load_body_pct", 0, 100, 1, kMay);
    if (const JsonNode* tempo = of.list("tempo_s", kMay)) {
      int numbers = 0;
      int others = 0;
      for (const JsonNode* item = place.document.child(*tempo); item != nullptr;
           item = place.document.next(*item))
        ++(item->kind == JsonKind::number && read_decimal(item->text) ? numbers : others);
      if (numbers != 3 || others != 0) of.fault("tempo_s", "three numbers: seconds up, held, down");
    }
    of.finish();
  }
  if (const JsonNode* limits = in.object("limits", kMay)) {
    FieldReader of(place.document, *limits, in.path_of("limits"), place.line, place.faults);
    constexpr std::string_view kRunPaces[] = {"easy", "strides", "faster"};
    constexpr std::string_view kTerrains[] = {"flat", "gentle_hills", "hills"};
    of.whole("pain_max", 0, 10, kMay);
    of.truth("flat", kMay);
    of.one_of("pace", kRunPaces, kMay);
    of.one_of("terrain", kTerrains, kMay);
    of.finish();
  }
  in.finish();
}

Shown read_shown(FieldReader& in, const Place& place) {
  Shown out;
  out.for_day = in.day("for", kMust).value_or(Day{});
  in.text("engine", 64, kMust);
  in.text("protocol_hash", 128, kMust);
  in.text("facts_hash", 128, kMust);
  const JsonNode* today = in.list("today", kMust);
  if (today == nullptr) return out;
  std::size_t index = 0;
  for (const JsonNode* item = place.document.child(*today); item != nullptr;
       item = place.document.next(*item))
    read_shown_item(*item, "today[" + std::to_string(index++) + "]", place);
  return out;
}

ProtocolChange read_protocol_change(FieldReader& in) {
  ProtocolChange out;
  out.protocol = in.text("protocol", 100, kMust).value_or("");
  const std::size_t at = out.protocol.find('@');
  const bool named = at != std::string::npos && at > 0 && at + 1 < out.protocol.size() &&
                     out.protocol.find_first_not_of("0123456789", at + 1) == std::string::npos;
  if (!out.protocol.empty() && !named) in.fault("protocol", "id@version, such as achilles-midportion@1");
  out.hash = in.text("hash", 128, kMust).value_or("");
  out.by = value_of(in.one_of("by", kAuthors, kMust), Author::unstated, 1);
  return out;
}

Body read_body(std::size_t type, FieldReader& in, const Place& place) {
  switch (type) {
    case 0:
      return read_profile(in, place);
    case 1:
      return read_checkin(in);
    case 2:
      return read_session(in, place);
    case 3:
      return read_symptom(in);
    case 4:
      return Flag{value_of(in.one_of("flag", kFlags, kMust), FlagKind::unsure)};
    case 5:
      return read_order(in, place);
    case 6: {
      Shoe out;
      out.shoe = in.text("shoe", 100, kMust).value_or("");
      out.drop_tenths_mm = in.decimal("drop_mm", 0, 40, 1, kMay);
      return out;
    }
    case 7:
      return read_break(in);
    case 8:
      return read_test(in);
    case 9: {
      Score out;
      out.scale = value_of(in.one_of("scale", kScales, kMust), Scale::visa_a);
      out.value = in.whole("value", 0, 100, kMust).value_or(0);
      return out;
    }
    case 10:
      return read_recording(in, place);
    case 11:
      return read_shown(in, place);
    case 12:
      return read_protocol_change(in);
    case 13:
      in.text("text", 10'000, kMust);
      return Note{};
    case 14: {
      Retract out;
      out.target = in.uuid("target", kMust).value_or(Uuid{});
      out.by = value_of(in.one_of("by", kAuthors, kMay), Author::unstated, 1);
      return out;
    }
    default:
      return Separate{in.uuid("recording", kMust).value_or(Uuid{})};
  }
}

/// What makes two facts the same: the canonical text without `id` and `entered`.
std::string content_of(const JsonDocument& document) {
  std::string out;
  append_canonical(out, document, document.root(), "id", "entered");
  return out;
}

/// One fact of a document that was parsed: its body by its type, and its id when it has one. False, with new
/// faults, when it is refused.
bool read_fact(JsonDocument& document, int line, Faults& faults, Fact& fact) {
  const std::size_t before = faults.size();
  const JsonNode& root = document.root();
  if (root.kind != JsonKind::object) {
    faults.push_back(
        {line, "", shown_value(document, root), "a fact is an object: {\"type\": …, \"at\": …, …}"});
    return false;
  }
  FieldReader in(document, root, "", line, faults);
  const auto type = in.one_of("type", kTypes, kMust);
  fact.at = in.instant("at", kMust).value_or(Instant{});
  fact.id = in.uuid("id", kMay).value_or(Uuid{});
  fact.entered = in.instant("entered", kMay);
  if (type) {
    fact.body = read_body(*type, in, Place{document, line, faults});
    in.finish();
    // A sign is told when it is there: a later time is a clock ahead, and the sign must bind on the day it
    // was told.
    if (std::holds_alternative<Flag>(fact.body) && fact.entered && fact.entered->before(fact.at))
      fact.at = *fact.entered;
  }
  return faults.size() == before;
}

/// The same with its name and its canonical text. `length` is that of the text that was read.
bool parse_whole(JsonDocument& document, std::size_t length, int line, Faults& faults, ParsedFact& out) {
  Fact& fact = out.fact;
  if (!read_fact(document, line, faults, fact)) return false;
  const bool named = document.find(document.root(), "id") != nullptr;
  if (!named) {
    const auto* recording = std::get_if<Recording>(&fact.body);
    fact.id = recording != nullptr ? recording_id(recording->sha256, recording->derived_by)
                                   : uuid_v5(springback_name_space(), content_of(document));
    document.add_text("id", format_uuid(fact.id));
  }
  constexpr std::size_t kIdLength = sizeof(R"("id":"00000000-0000-0000-0000-000000000000",)");
  out.canonical.reserve(length + (named ? 0 : kIdLength));
  append_canonical(out.canonical, document, document.root());
  return true;
}

/// Collects the facts of one text; a name that comes twice must come with the same content.
class Collector {
 public:
  std::vector<ParsedFact> facts;
  Faults faults;

  /// `length`, in bytes, is that of the fact's text.
  void add(JsonDocument& document, std::size_t length, int line) {
    ParsedFact& added = facts.emplace_back();
    if (!parse_whole(document, length, line, faults, added)) return facts.pop_back();
    const auto [known, is_new] = seen_.try_emplace(added.fact.id, Seen{facts.size() - 1, line});
    if (is_new) return;
    ParsedFact parsed = std::move(added);
    facts.pop_back();
    ParsedFact& kept = facts[known->second.index];
    JsonDocument again;
    if (!again.parse(kept.canonical) || content_of(again) != content_of(document)) {
      faults.push_back(
          {line, "id", format_uuid(parsed.fact.id),
           "line " + std::to_string(known->second.line) + " has a different fact with the same id"});
    } else if (earlier(parsed.fact, kept.fact)) {
      kept = std::move(parsed);
    }
  }

  void refuse(int line, std::string detail) { faults.push_back({line, "", "", std::move(detail)}); }

 private:
  struct Seen {
    std::size_t index;
    int line;
  };

  /// By when it was entered; without it a fact was entered when it happened.
  static bool earlier(const Fact& a, const Fact& b) {
    if (!b.entered) return false;
    return !a.entered || a.entered->before(*b.entered);
  }

  struct ByBytes {
    bool operator()(const Uuid& a, const Uuid& b) const {
      return std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) < 0;
    }
  };

  std::map<Uuid, Seen, ByBytes> seen_;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; }

/// Hands each line that is JSON to `add`, as its document, its length and its number.
template <class Add>
void read_lines(std::string_view text, Faults& faults, Add add) {
  JsonDocument document;
  int line = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++line;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view one = text.substr(at, end - at);
    at = end + 1;
    if (one.size() > kLineMax) {
      faults.push_back({line, "", "", "a line longer than 1 MB"});
    } else if (!is_blank(one)) {
      if (const auto parsed = document.parse(one); parsed)
        add(document, one.size(), line);
      else
        faults.push_back(
            {line, "", "",
             parsed.error().detail + " (column " + std::to_string(parsed.error().offset + 1) + ")"});
    }
  }
}

/// An array of facts; what is no JSON ends it, as nothing tells where the next element begins.
void read_array(std::string_view text, std::size_t at, Collector& collector) {
  JsonDocument document;
  const auto skip = [&] {
    while (at < text.size() && (text[at] == '\n' || is_blank(text.substr(at, 1)))) ++at;
  };
  ++at;
  skip();
  bool closed = at < text.size() && text[at] == ']';
  for (int element = 1; !closed; ++element) {
    const auto end = document.parse_at(text, at);
    if (!end) return collector.refuse(element, end.error().detail);
    if (*end - at > kLineMax)
      collector.refuse(element, "a fact longer than 1 MB");
    else
      collector.add(document, *end - at, element);
    at = *end;
    skip();
    closed = at < text.size() && text[at] == ']';
    if (closed) break;
    if (at >= text.size() || text[at] != ',')
      return collector.refuse(element, "not JSON: a comma or ] is missing");
    ++at;
  }
  ++at;
  skip();
  if (at < text.size()) collector.refuse(0, "not JSON: something follows the list");
}

}  // namespace

std::string to_string(const Fault& fault) {
  std::string out = fault.line > 0 ? "line " + std::to_string(fault.line) : "diary";
  if (!fault.field.empty()) out += ": " + fault.field;
  out += ": ";
  if (!fault.value.empty()) out += fault.value + " is not allowed; ";
  return out + fault.allowed;
}

std::expected<std::vector<ParsedFact>, Faults> parse_diary(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // some editors put a mark before UTF-8
  Collector collector;
  collector.facts.reserve(text.size() / kFactUsual + 1);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '[')
    read_array(text, first, collector);
  else
    read_lines(text, collector.faults, [&collector](JsonDocument& document, std::size_t length, int line) {
      collector.add(document, length, line);
    });
  if (!collector.faults.empty()) return std::unexpected(std::move(collector.faults));
  return std::move(collector.facts);
}

std::expected<std::vector<Fact>, Faults> read_kept(std::string_view lines) {
  std::vector<Fact> facts;
  Faults faults;
  facts.reserve(lines.size() / kFactUsual + 1);
  read_lines(lines, faults, [&facts, &faults](JsonDocument& document, std::size_t, int line) {
    const Fact& fact = facts.emplace_back();
    if (read_fact(document, line, faults, facts.back()) && fact.id.is_nil())
      faults.push_back({line, "id", "", "the id under which it was kept"});
  });
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return facts;
}

std::expected<ParsedFact, Faults> parse_fact(std::string_view json) {
  JsonDocument document;
  Collector collector;
  if (json.size() > kLineMax)
    collector.refuse(1, "a fact longer than 1 MB");
  else if (const auto parsed = document.parse(json); parsed)
    collector.add(document, json.size(), 1);
  else
    collector.refuse(1,
                     parsed.error().detail + " (column " + std::to_string(parsed.error().offset + 1) + ")");
  if (!collector.faults.empty()) return std::unexpected(std::move(collector.faults));
  return std::move(collector.facts.front());
}

Uuid recording_id(const Sha256& sha256, std::string_view derived_by) {
  return uuid_v5(springback_name_space(), format_sha256(sha256) + " " + std::string(derived_by));
}

}  // namespace springback::codec
