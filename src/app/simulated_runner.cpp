#include "app/simulated_runner.h"

#include <algorithm>
#include <optional>

#include "base/json_writer.h"
#include "base/split_mix.h"
#include "codec/fit_encode.h"
#include "codec/fit_reading.h"
#include "codec/fit_synthetic.h"
#include "codec/reading.h"

namespace springback::app {

namespace {

constexpr std::int16_t kOffset_min = 60;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : mix_(seed) {}
  // True in `percent` of the cases.
  bool in_percent(std::uint64_t percent) { return mix_.next() % 100 < percent; }
  int below(std::uint64_t count) { return static_cast<int>(mix_.next() % count); }

 private:
  SplitMix64 mix_;
};

Instant at_minute(Day day, int minute) {
  const std::int64_t local_ms = (std::int64_t{day.value} * 1440 + minute) * 60'000;
  return Instant{local_ms - std::int64_t{kOffset_min} * 60'000, kOffset_min};
}

/// A fact that is still open.
JsonWriter fact(std::string_view type, const Instant& at) {
  JsonWriter out;
  out.open('{').text("type", type).text("at", format_instant(at));
  return out;
}

class Runner {
 public:
  Runner(Day last, int days, std::uint64_t seed, engine::Protocols protocols)
      : last_(last), first_(last - days), chance_(seed), protocols_(protocols) {}

  Answer<SimulatedDiary> live() {
    intake();
    for (Day day = first_ + 1; day <= last_ && !refusal_; day = day + 1) {
      morning(day);
      if (day < last_) train(day);
    }
    if (refusal_) return std::unexpected(*refusal_);
    return std::move(made_);
  }

 private:
  void keep(JsonWriter& written) {
    auto parsed = codec::parse_fact(written.close('}').take());
    if (!parsed) {
      refusal_ = Refusal{Trouble::bad_input, "demo_refused", codec::to_string(parsed.error().front()), {}};
      return;
    }
    diary_.push_back(parsed->fact);
    made_.facts.push_back(*std::move(parsed));
  }

  void intake() {
    const Day day = first_;
    keep(fact("note", at_minute(day, 20 * 60))
             .text("text", "A simulated runner, made to look around in. Nobody lived this diary."));
    keep(fact("profile", at_minute(day, 20 * 60 + 1))
             .text("side", "left")
             .text("site", "midportion")
             .text("onset", format_day(day - 70))
             .number("usual_morning_pain", 2)
             .number("usual_stiffness_min", 10)
             .number("body_mass_kg", 70)
             .number("weekly_km_before", 35)
             .number("longest_km_before", 16)
             .number("goal_min", 30)
             .raw("equipment", R"(["step","backpack"])"));
    keep(fact("test", at_minute(day, 20 * 60 + 2))
             .text("test", "heel_raise")
             .number("left", 21)
             .number("right", 27)
             .number("pain", 2));
    keep(fact("shoe", at_minute(day, 20 * 60 + 3)).text("shoe", "Everyday trainer").number("drop_mm", 10));
    keep(fact("score", at_minute(day, 20 * 60 + 4)).text("scale", "visa_a").number("value", 52));
  }

  // The pain of a morning: the usual, a little noise, and what is left of a flare.
  void morning(Day day) {
    if (flare_ > 0) --flare_;
    const bool forgotten = flare_ == 0 && day < last_ && chance_.in_percent(4);
    const bool better = chance_.in_percent(20);
    const bool worse = !better && chance_.in_percent(6);
    const int weeks = (day - first_) / 7;
    const int usual = weeks < 7 ? 2 : 1;
    const int pain = usual + flare_ - (better ? 1 : 0) + (worse && flare_ == 0 ? 1 : 0);
    const int minute = 6 * 60 + 50 + chance_.below(40);
    if (forgotten) return;
    JsonWriter checkin = fact("checkin", at_minute(day, minute));
    checkin.number("pain", pain).number("stiffness_min", 6 + 3 * pain);
    if (trained_yesterday_) checkin.truth("settled", flare_ < 2);
    keep(checkin);
    if (day - first_ == 42) {
      keep(fact("score", at_minute(day, minute + 5)).text("scale", "visa_a").number("value", 68));
      keep(fact("test", at_minute(day, minute + 10))
               .text("test", "heel_raise")
               .number("left", 25)
               .number("right", 28)
               .number("pain", 1));
    }
  }

  void train(Day day) {
    trained_yesterday_ = false;
    if (chance_.in_percent(5)) return;  // life: no session today
    const engine::Outcome plan = engine::run(day, protocols_, diary_);
    const engine::Protocol* protocol = engine::protocol_on(day, protocols_, diary_);
    int minute = 17 * 60 + 30 + chance_.below(30);
    for (const engine::Item& item : plan.today) {
      session(day, minute, item, protocol);
      minute += 50;
    }
  }

  void session(Day day, int minute, const engine::Item& item, const engine::Protocol* protocol) {
    const bool runs = item.track == engine::Track::run;
    if (runs) ++runs_;
    // The fifth run is the one that hurt: every diary of three months has one.
    const bool hurts = runs && runs_ == 5;
    const int during = hurts ? 4 : chance_.below(3);
    const int after = hurts ? 6 : std::max(0, during - chance_.below(2));
    JsonWriter out = fact("session", at_minute(day, minute));
    out.text("track", engine::name(item.track)).open("done", '{');
    const engine::Dose& dose = item.dose;
    if (runs) {
      out.number("jog_s", dose.total_jog_s())
          .number("walk_s", dose.walk_s * dose.rounds)
          .number("rounds", dose.rounds);
      out.text("pace", "easy");
    } else if (item.track == engine::Track::walk) {
      out.number("walk_s", dose.walk_s);
    } else {
      out.text("exercise", protocol->exercises[static_cast<std::size_t>(dose.exercise)].id)
          .number("sets", dose.sets);
      dose.hold_s > 0 ? out.number("hold_s", dose.hold_s) : out.number("reps", dose.reps);
      if (item.track == engine::Track::strength && item.load_g) out.shortest("load_kg", *item.load_g, 3);
    }
    out.close('}').number("pain_during", during).number("pain_after", after);
    if (runs) out.text("shoe", "Everyday trainer");
    if (runs && !recorded_ && runs_ == 2) {
      if (const auto id = record(day, minute, dose)) out.text("recording", format_uuid(*id));
    }
    keep(out);
    trained_yesterday_ = trained_yesterday_ || item.track != engine::Track::walk;
    if (hurts) flare_ = 4;
  }

  // The run as a watch would have written it.
  std::optional<Uuid> record(Day day, int minute, const engine::Dose& dose) {
    fit::SyntheticRun run;
    run.start_unix_s = at_minute(day, minute).utc_ms / 1000;
    run.offset_s = kOffset_min * 60;
    run.seed = 8420;
    for (int round = 0; round < dose.rounds; ++round) {
      run.bouts.push_back({engine::BoutKind::jog, dose.jog_s, 2'500, 162});
      if (dose.walk_s > 0) run.bouts.push_back({engine::BoutKind::walk, dose.walk_s, 1'450, 112});
    }
    std::vector<std::uint8_t> bytes = fit::encode_activity(fit::synthetic_run(run));
    const auto recording = fit::derive_recording(bytes);
    if (!recording) return std::nullopt;
    auto parsed = codec::parse_fact(codec::recording_fact_json(*recording));
    if (!parsed) return std::nullopt;
    recorded_ = true;
    const Uuid id = parsed->fact.id;
    diary_.push_back(parsed->fact);
    made_.facts.push_back(*std::move(parsed));
    made_.recordings.push_back(std::move(bytes));
    return id;
  }

  Day last_;
  Day first_;
  Chance chance_;
  engine::Protocols protocols_;
  engine::Diary diary_;
  SimulatedDiary made_;
  std::optional<Refusal> refusal_;
  int flare_ = 0;  // pain above usual that a flare still adds
  int runs_ = 0;
  bool recorded_ = false;
  bool trained_yesterday_ = false;
};

}  // namespace

Answer<SimulatedDiary> simulate_runner(Day last, int days, std::uint64_t seed, engine::Protocols protocols) {
  return Runner(last, days, seed, protocols).live();
}

}  // namespace springback::app
