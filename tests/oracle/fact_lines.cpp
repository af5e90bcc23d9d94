#include "oracle/fact_lines.h"

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/outcome.h"
#include "engine/protocol.h"

namespace springback::oracle {
namespace {

using namespace engine;

constexpr std::array<std::string_view, 3> kSides{"left", "right", "both"};
constexpr std::array<std::string_view, 2> kSites{"midportion", "insertional"};
constexpr std::array<std::string_view, 5> kContexts{"", "rest", "daily", "stairs", "night"};
constexpr std::array<std::string_view, 4> kOrders{"hold", "clear", "set_rung", "limit"};
constexpr std::array<std::string_view, 3> kAuthors{"", "clinician", "self"};
constexpr std::array<std::string_view, 2> kTests{"heel_raise", "hop"};
constexpr std::array<std::string_view, 2> kScales{"visa_a", "tendins_a"};
constexpr std::array<std::string_view, 3> kPaces{"", "easy", "fast"};
constexpr std::array<std::string_view, 3> kBouts{"jog", "walk", "still"};

template <class Names, class Value>
std::string_view word(const Names& names, Value value) {
  return names[static_cast<std::size_t>(value)];
}

/// One JSON object, key by key; what is absent is left out.
class Object {
 public:
  void raw(std::string_view key, const std::string& json) {
    text_ += (text_.empty() ? "" : ",") + ("\"" + std::string(key) + "\":" + json);
  }
  void put(std::string_view key, std::string_view value) {
    if (!value.empty()) raw(key, "\"" + std::string(value) + "\"");
  }
  void put(std::string_view key, std::int64_t value) { raw(key, std::to_string(value)); }
  template <class T>
  void maybe(std::string_view key, const std::optional<T>& value) {
    if (value) put(key, std::int64_t{*value});
  }
  void truth(std::string_view key, bool value) { raw(key, value ? "true" : "false"); }
  /// Thousandths as a decimal.
  void thousandths(std::string_view key, const std::optional<std::int32_t>& value) {
    if (!value) return;
    std::string rest = std::to_string(1000 + *value % 1000).substr(1);
    raw(key, std::to_string(*value / 1000) + "." + rest);
  }
  [[nodiscard]] std::string json() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

struct Write {
  Object& out;

  void operator()(const Profile& p) const {
    out.put("side", word(kSides, p.side));
    out.put("site", word(kSites, p.site));
    out.put("usual_morning_pain", p.usual_morning_pain);
    out.maybe("usual_stiffness_min", p.usual_stiffness_min);
    out.thousandths("body_mass_kg", p.body_mass_g);
    out.thousandths("weekly_km_before", p.weekly_before_m);
    out.maybe("goal_min", p.goal_min);
    out.truth("running_now", p.running_now);
    if (p.started) out.put("started", format_day(*p.started));
    if (!p.equipment) return;
    std::string list;
    for (const Equipment one : *p.equipment)
      list += (list.empty() ? "\"" : ",\"") + std::string(name(one)) + "\"";
    out.raw("equipment", p.equipment->empty() ? "[\"none\"]" : "[" + list + "]");
  }
  void operator()(const Checkin& c) const {
    out.put("pain", c.pain);
    out.maybe("stiffness_min", c.stiffness_min);
    if (c.settled) out.truth("settled", *c.settled);
    if (c.analgesic) out.truth("analgesic", true);
  }
  void operator()(const Session& s) const {
    out.put("track", name(s.track));
    if (s.as_prescribed) {
      out.truth("as_prescribed", true);
    } else if (s.track != Track::other) {
      Object done;
      if (s.track == Track::run) done.put("jog_s", s.done.jog_s.value_or(0));
      if (s.track == Track::run || s.track == Track::walk) done.put("walk_s", s.done.walk_s.value_or(0));
      done.maybe("distance_m", s.done.distance_m);
      done.maybe("ascent_m", s.done.ascent_m);
      done.put("pace", word(kPaces, s.done.pace));
      done.put("exercise", s.done.exercise);
      done.maybe("sets", s.done.sets);
      done.maybe("reps", s.done.reps);
      done.maybe("hold_s", s.done.hold_s);
      done.thousandths("load_kg", s.done.load_g);
      out.raw("done", done.json());
    }
    out.maybe("pain_during", s.pain_during);
    out.maybe("pain_after", s.pain_after);
    if (s.limp) out.truth("limp", true);
    if (s.analgesic) out.truth("analgesic", true);
    out.put("shoe", s.shoe);
    if (s.impact) out.truth("impact", true);
    if (s.recording) out.put("recording", format_uuid(*s.recording));
  }
  void operator()(const Symptom& s) const {
    out.put("pain", s.pain);
    if (s.side) out.put("side", word(kSides, *s.side));
    out.put("context", word(kContexts, s.context));
  }
  void operator()(const Flag& f) const { out.put("flag", name(f.flag)); }
  void operator()(const Order& o) const {
    out.put("order", word(kOrders, o.order));
    out.put("by", word(kAuthors, o.by));
    if (o.track) out.put("track", name(*o.track));
    out.put("rung", o.rung);
    if (o.until) out.put("until", format_day(*o.until));
    if (o.order != OrderKind::limit) return;
    Object limit;
    limit.maybe("pain_max", o.limit.pain_max);
    limit.maybe("jog_s_max", o.limit.jog_s_max);
    limit.maybe("days_between_min", o.limit.days_between_min);
    out.raw("limit", limit.json());
  }
  void operator()(const Shoe& s) const {
    out.put("shoe", s.shoe);
    if (s.drop_tenths_mm) out.thousandths("drop_mm", *s.drop_tenths_mm * 100);
  }
  void operator()(const Break& b) const {
    out.put("from", format_day(b.from));
    out.put("to", format_day(b.to));
    out.put("reason", b.reason);
  }
  void operator()(const Test& t) const {
    out.put("test", word(kTests, t.test));
    out.maybe("left", t.left);
    out.maybe("right", t.right);
    out.maybe("pain", t.pain);
  }
  void operator()(const Score& s) const {
    out.put("scale", word(kScales, s.scale));
    out.put("value", s.value);
  }
  void operator()(const Recording& r) const {
    out.put("sha256", format_sha256(r.sha256));
    out.put("derived_by", r.derived_by);
    out.put("start", format_instant(r.start));
    out.put("sport", r.sport);
    out.put("distance_m", r.distance_m);
    out.put("timer_s", r.timer_s);
    out.put("jog_s", r.jog_s);
    out.put("walk_s", r.walk_s);
    out.maybe("ascent_m", r.ascent_m);
    std::string bouts;
    for (const Bout& bout : r.bouts) {
      Object one;
      one.put("kind", word(kBouts, bout.kind));
      one.put("start_s", bout.start_s);
      one.put("duration_s", bout.duration_s);
      one.maybe("distance_m", bout.distance_m);
      bouts += (bouts.empty() ? "" : ",") + one.json();
    }
    out.raw("bouts", "[" + bouts + "]");
  }
  void operator()(const Retract& r) const {
    out.put("target", format_uuid(r.target));
    out.put("by", word(kAuthors, r.by));
  }
  void operator()(const Separate& s) const { out.put("recording", format_uuid(s.recording)); }
  void operator()(const ProtocolChange& p) const {
    out.put("protocol", p.protocol);
    out.put("hash", p.hash);
    out.put("by", word(kAuthors, p.by));
  }
  void operator()(const Note&) const { out.put("text", "-"); }
  void operator()(const Shown& s) const { out.put("for", format_day(s.for_day)); }
};

constexpr std::array<std::string_view, 16> kTypes{
    "profile", "checkin", "session",   "symptom", "flag",     "order", "shoe",    "break",
    "test",    "score",   "recording", "shown",   "protocol", "note",  "retract", "separate"};

}  // namespace

std::string lines_of(const Diary& diary) {
  std::string lines;
  for (const Fact& fact : diary) {
    Object out;
    out.put("type", kTypes[fact.body.index()]);
    if (!std::holds_alternative<Recording>(fact.body)) out.put("id", format_uuid(fact.id));
    out.put("at", format_instant(fact.at));
    if (fact.entered) out.put("entered", format_instant(*fact.entered));
    std::visit(Write{out}, fact.body);
    lines += out.json() + "\n";
  }
  return lines;
}

}  // namespace springback::oracle
