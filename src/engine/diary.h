#pragma once
// The facts of a diary, one struct a type: what a runner, a watch or a clinician said, never what follows
// from it.
//
// Units stand in the names. Fractions of the written form are kept as whole numbers of a smaller unit
// (kilograms as grams, kilometres as metres), so that every later comparison is exact.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/civil.h"
#include "base/id.h"

namespace springback::engine {

enum class Side : std::uint8_t { left, right, both };
enum class Site : std::uint8_t { midportion, insertional };
enum class Track : std::uint8_t { strength, spring, run, walk, other };
enum class Equipment : std::uint8_t { none, backpack, dumbbell, machine, step };
enum class Context : std::uint8_t { unstated, rest, daily, stairs, night };
enum class FlagKind : std::uint8_t {
  pop,
  cannot_raise,
  calf_swelling,
  breathless,
  fever,
  fluoroquinolone,
  steroid_injection,
  night_pain,
  other_tendons,
  other_achilles,
  joint_stiffness,
  unsure
};
enum class OrderKind : std::uint8_t { hold, clear, set_rung, limit };
enum class Author : std::uint8_t { unstated, clinician, self };
enum class TestKind : std::uint8_t { heel_raise, hop };
enum class Scale : std::uint8_t { visa_a, tendins_a };
enum class Pace : std::uint8_t { unstated, easy, fast };
enum class BoutKind : std::uint8_t { jog, walk, still };

/// Pain is a whole number, 0 (none) to 10.
using Pain = std::int8_t;

struct Profile {
  Side side = Side::left;
  Site site = Site::midportion;
  std::optional<Day> onset;
  Pain usual_morning_pain = 0;
  std::optional<std::int32_t> usual_stiffness_min;
  std::optional<std::int32_t> body_mass_g;
  std::optional<std::int32_t> weekly_before_m;   ///< weekly distance before the injury
  std::optional<std::int32_t> longest_before_m;  ///< longest run before the injury
  std::optional<std::int32_t> goal_min;          ///< minutes of continuous running, 20–90
  bool running_now = false;
  std::optional<std::vector<Equipment>> equipment;  ///< nothing: not asked
  std::optional<Day> started;
};

struct Checkin {
  Pain pain = 0;  ///< on the first steps
  std::optional<std::int32_t> stiffness_min;
  std::optional<bool> settled;  ///< back to usual since the last session
  bool analgesic = false;
};

/// What was done, where the fact says it. Only the fields of the session's track are set.
struct Done {
  std::optional<std::int32_t> jog_s;   ///< total
  std::optional<std::int32_t> walk_s;  ///< total
  std::optional<std::int32_t> rounds;
  std::optional<std::int32_t> distance_m;
  std::optional<std::int32_t> ascent_m;
  Pace pace = Pace::unstated;
  std::string exercise;
  std::optional<std::int32_t> sets;
  std::optional<std::int32_t> reps;
  std::optional<std::int32_t> hold_s;
  std::optional<std::int32_t> load_g;
};

struct Session {
  Track track = Track::strength;
  bool as_prescribed = false;  ///< true: exactly the dose that the plan before it gave; `done` is then empty
  Done done;
  std::optional<Uuid> shown;
  std::optional<Pain> pain_during;
  std::optional<Pain> pain_after;
  bool limp = false;
  bool analgesic = false;
  std::optional<std::int8_t> effort;  ///< 0–10; shown, decides nothing
  std::string shoe;
  bool impact = false;  ///< for `other`
  std::optional<Uuid> recording;
};

struct Symptom {
  Pain pain = 0;
  std::optional<Side> side;
  Context context = Context::unstated;
};

struct Flag {
  FlagKind flag = FlagKind::pop;
};

struct Limit {
  std::optional<Pain> pain_max;
  std::optional<std::int32_t> jog_s_max;
  std::optional<std::int32_t> days_between_min;
};

struct Order {
  OrderKind order = OrderKind::hold;
  Author by = Author::clinician;
  std::optional<Track> track;  ///< nothing: every track
  std::string rung;
  std::optional<Day> until;  ///< inclusive
  Limit limit;
};

struct Shoe {
  std::string shoe;
  std::optional<std::int32_t> drop_tenths_mm;
};

struct Break {
  Day from;
  Day to;
  std::string reason;
};

struct Test {
  TestKind test = TestKind::heel_raise;
  std::optional<std::int32_t> left;   ///< count
  std::optional<std::int32_t> right;  ///< count
  std::optional<Pain> pain;
};

struct Score {
  Scale scale = Scale::visa_a;
  std::int32_t value = 0;  ///< 0–100
};

struct Bout {
  BoutKind kind = BoutKind::still;
  std::int32_t start_s = 0;
  std::int32_t duration_s = 0;
  std::optional<std::int32_t> distance_m;
};

struct Recording {
  Sha256 sha256;
  std::string derived_by;
  Instant start;
  std::string sport;
  std::int32_t distance_m = 0;
  std::int32_t timer_s = 0;
  std::int32_t jog_s = 0;
  std::int32_t walk_s = 0;
  std::optional<std::int32_t> ascent_m;
  std::optional<std::int32_t> steps;
  std::vector<Bout> bouts;
};

/// What the runner saw; it decides nothing, so only its day is read.
struct Shown {
  Day for_day;
};

struct ProtocolChange {
  std::string protocol;  ///< "id@version"
  std::string hash;
  Author by = Author::unstated;
};

struct Note {};

struct Retract {
  Uuid target;
  Author by = Author::unstated;
};

/// A recording is a session of its own, however much it looks like another one of the same activity.
struct Separate {
  Uuid recording;
};

using Body = std::variant<Profile, Checkin, Session, Symptom, Flag, Order, Shoe, Break, Test, Score,
                          Recording, Shown, ProtocolChange, Note, Retract, Separate>;

struct Fact {
  Uuid id;
  Instant at;
  std::optional<Instant> entered;  ///< when it was typed, if not at `at`
  Body body;
};

/// In any order; the engine sorts. The same id twice counts once.
using Diary = std::vector<Fact>;

}  // namespace springback::engine
