#pragma once
// Everything that can be said: each code with its parameters, each state of an outcome.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "text/render.h"

namespace springback::text {

template <class Enum>
std::vector<Enum> all_of(Enum last) {
  std::vector<Enum> all;
  for (int i = 0; i <= static_cast<int>(last); ++i) all.push_back(static_cast<Enum>(i));
  return all;
}

inline std::vector<engine::Code> all_codes() { return all_of(engine::Code::protocol_unknown); }

inline const std::vector<std::string>& gate_conditions() {
  static const std::vector<std::string> all{
      "strength_rung",  "steady",       "usual",     "irritability", "unassessed",
      "spring_rung",    "no_worsening", "gate_walk", "raises",       "test_due",
      "refer",          "order",        "reopen",    "urgent",       "hills_clear_runs",
      "hills_distance", "checkin",      "verdict"};
  return all;
}

/// The sets of parameters that a code may carry, each complete.
inline std::vector<std::vector<engine::Param>> params_of(engine::Code code) {
  using engine::Code;
  using S = std::string;
  const auto flags = [](std::initializer_list<engine::FlagKind> kinds) {
    std::vector<std::vector<engine::Param>> all;
    for (const engine::FlagKind kind : kinds) all.push_back({{"flag", S(engine::name(kind))}});
    return all;
  };
  using F = engine::FlagKind;
  switch (code) {
    case Code::urgent_flag:
      return flags({F::pop, F::cannot_raise, F::calf_swelling, F::breathless, F::fever, F::fluoroquinolone,
                    F::steroid_injection});
    case Code::refer_spiking:
      return {{{"track", S("run")}, {"excessive", 3}, {"of", 4}},
              {{"track", S("strength")}, {"excessive", 3}, {"of", 4}}};
    case Code::refer_closed_twice:
      return {{{"times", 2}, {"within_days", 56}}};
    case Code::refer_flag:
      return flags({F::night_pain, F::other_tendons});
    case Code::refer_same_rung:
      return {{{"times", 3}}};
    case Code::advise_persistent:
      return {{{"days", 84}, {"median", 3}}};
    case Code::advise_stalled:
      return {{{"days", 42}}};
    case Code::advise_flag:
      return flags({F::unsure, F::other_achilles, F::joint_stiffness});
    case Code::advise_usual_high:
      return {{{"usual", 5}}};
    case Code::advise_score:
      return {{{"gained", 9}, {"expected", 14}}};
    case Code::order_hold:
      return {{{"until", 20500}}};
    case Code::order_limit:
      return {{{"pain_max", 3}, {"jog_s_max", 600}, {"days_between_min", 2}},
              {{"jog_s_max", 600}},
              {{"jog_s_max", 240}, {"shortest_s", 480}}};
    case Code::order_rung:
      return {{{"rung", S("jog_1_walk_2")}}, {{"rung", S("nope")}, {"cause", S("unknown")}}};
    case Code::excessive_during:
    case Code::excessive_after:
      return {{{"pain", 7}, {"limit", 5}},
              {{"pain", 7}, {"limit", 5}, {"rung", S("one_leg_3x12")}},
              {{"pain", 7}, {"limit", 5}, {"closed", 7}}};
    case Code::excessive_morning:
      return {{{"pain", 6}, {"usual", 2}}};
    case Code::morning_inadmissible: {
      std::vector<std::vector<engine::Param>> all{{{"pain", 6}, {"usual", 2}}, {{"cause", S("not_settled")}}};
      for (const engine::Context context :
           {engine::Context::rest, engine::Context::daily, engine::Context::stairs, engine::Context::night}) {
        all.push_back({{"cause", S("symptom")},
                       {"symptom", 6},
                       {"on", S("2026-03-04")},
                       {"context", S(engine::name(context))}});
      }
      return all;
    }
    case Code::excessive_stiffness:
      return {{{"minutes", 45}, {"usual", 10}}};
    case Code::trend_rising:
    case Code::trend_worsening:
      return {{{"this_week", 4}, {"last_week", 2}}};
    case Code::trend_drifted:
      return {{{"this_week", 4}, {"lowest", 2}}};
    case Code::irritability_high:
      return {{{"cause", S("two_excessive_days")}, {"days", 2}, {"within_days", 14}},
              {{"cause", S("one_day_twice")}},
              {{"cause", S("morning")}, {"held", S("both")}},
              {{"cause", S("morning")}, {"held", S("spring")}, {"dose", S("lower")}},
              {{"cause", S("morning")}, {"held", S("run")}, {"dose", S("calm")}},
              {{"cause", S("not_settled_twice")}}};
    case Code::late_excess:
      return {{{"cause", S("symptom")}}, {{"cause", S("not_settled")}}};
    case Code::time_off:
      return {{{"days", 12}}, {{"days", 12}, {"on", S("2026-03-04")}}};
    case Code::pending:
      return {{{"missing", S("pain_during")}, {"on", S("2026-03-04")}},
              {{"missing", S("next_morning")}, {"on", S("2026-03-04")}},
              {{"missing", S("both")}, {"on", S("2026-03-04")}}};
    case Code::incomplete:
      return {{{"missing", S("pain_during")}}, {{"missing", S("next_morning")}}, {{"missing", S("both")}}};
    case Code::underdone:
      return {{{"done", 240}, {"prescribed", 480}}};
    case Code::overdone:
      return {{{"done", 600}, {"prescribed", 480}}};
    case Code::one_increase:
      return {{{"waits_for", S("run")}}, {{"waits_for", S("shoe")}}};
    case Code::streak_short:
      return {{{"streak", 1}, {"needed", 3}},
              {{"cause", S("top")}},
              {{"cause", S("equipment")}},
              {{"streak", 1}, {"needed", 3}, {"cause", S("irritability")}}};
    case Code::progress_earned:
      return {{{"needed", 3}, {"rung", S("one_leg_3x12")}},
              {{"needed", 3}, {"rung", S("one_leg_3x12")}, {"trend", S("unknown")}}};
    case Code::gate_closed: {
      std::vector<std::vector<engine::Param>> all;
      for (const std::string& condition : gate_conditions()) {
        const bool figures = condition == "usual" || condition == "raises";
        const engine::Param have =
            figures ? engine::Param{"have", 3} : engine::Param{"have", S("one_leg_3x12")};
        all.push_back(
            {{"condition", condition}, {"rung", S("one_hop_3x10")}, {"needed", 20}, have, {"walk_s", 1800}});
      }
      return all;
    }
    case Code::entry_test:
      return {{{"rung", S("one_leg_3x15")}}};
    case Code::entry_running:
      return {{{"runs", 1}, {"needed", 3}, {"max_min", 25}}, {{"rung", S("jog_3_walk_1")}}};
    case Code::impact_wait:
      return {{{"until", 20500}},
              {{"until", S("2026-03-04")}},
              {{"until", S("2026-03-05")}, {"late_on", S("2026-03-02")}}};
    case Code::spacing:
      return {{{"days_since", 1}, {"days_needed", 2}},
              {{"days_since", 1}, {"days_needed", 2}, {"cause", S("impact")}},
              {{"days_since", 1}, {"days_needed", 3}, {"cause", S("high")}},
              {{"cause", S("week")}, {"per_week", 3}},
              {{"cause", S("impact_day")}},
              {{"cause", S("order")}}};
    case Code::gate_walk:
      return {{{"walk_s", 1800}}};
    case Code::reopen_wait:
    case Code::unplanned_long:
      return {{{"days_left", 3}}};
    case Code::guard_distance:
      return {{{"percent", 42}, {"band", 30}}};
    case Code::guard_climb:
      return {{{"climb_m_per_km", 24}, {"limit", 10}}};
    case Code::guard_days:
    case Code::guard_gap:
      return {{{"days", 3}}};
    case Code::good_on_rest_day:
      return {{{"site", S("insertional")}}};
    case Code::maintenance:
      return {{{"per_week", 2}}};
    case Code::trend_unknown:
      return {{{"cause", S("young")}},
              {{"cause", S("this_week")}, {"needed", 3}},
              {{"cause", S("last_week")}, {"needed", 3}}};
    case Code::not_started:
      return {{{"start", 20500}}};
    case Code::refer_worsening:
    case Code::order_clear:
    case Code::excessive_limp:
    case Code::not_settled:
    case Code::borderline:
    case Code::unplanned:
    case Code::analgesic:
    case Code::gate_open:
    case Code::needs_checkin:
    case Code::weekly_rest:
    case Code::test_due:
    case Code::spring_weekly:
    case Code::spring_waits:
    case Code::goal_reached:
    case Code::guard_pace:
    case Code::protocol_changed:
    case Code::guard_shoe:
    case Code::protocol_unknown:
      return {{}};
  }
  return {{}};
}

/// Every reason: with each full set of parameters, with none, and with each single one left out; on a track
/// and on none.
inline std::vector<engine::Reason> all_reasons() {
  std::vector<engine::Reason> all;
  const auto add = [&all](engine::Code code, const std::vector<engine::Param>& params) {
    for (const engine::Track track : {engine::Track::strength, engine::Track::spring, engine::Track::run}) {
      all.push_back({code, track, params, {}, "seed S07"});
    }
    all.push_back({code, std::nullopt, params, {}, "seed S07"});
  };
  for (const engine::Code code : all_codes()) {
    add(code, {});
    for (const auto& params : params_of(code)) {
      add(code, params);
      for (std::size_t out = 0; out < params.size(); ++out) {
        std::vector<engine::Param> fewer = params;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(out));
        add(code, fewer);
      }
    }
  }
  return all;
}

/// A small protocol with one exercise of each form.
inline engine::Protocol small_protocol() {
  engine::Protocol protocol;
  protocol.exercises = {{"one_leg_raise", 0}, {"two_leg_hold", 0}, {"unheard_of", 0}};
  protocol.calm.id = "calm";
  engine::Rung loaded;
  loaded.id = "load_5_3x15";
  loaded.dose.exercise = 0;
  loaded.dose.sets = 3;
  loaded.dose.reps = 15;
  loaded.dose.load_permille = 50;
  protocol.strength = {loaded};
  for (const engine::RunPace pace : {engine::RunPace::strides, engine::RunPace::faster}) {
    engine::Rung rung;
    rung.id = pace == engine::RunPace::strides ? "quick_bits" : "fast_bits";
    rung.dose.jog_s = 2400;
    rung.dose.rounds = 1;
    rung.dose.pace = pace;
    protocol.beyond.push_back(rung);
  }
  for (const engine::Terrain terrain : {engine::Terrain::gentle_hills, engine::Terrain::hills}) {
    engine::Rung rung;
    rung.id = terrain == engine::Terrain::hills ? "up_and_down" : "a_little_up";
    rung.dose.jog_s = 2400;
    rung.dose.rounds = 1;
    rung.dose.terrain = terrain;
    protocol.beyond.push_back(rung);
  }
  return protocol;
}

inline std::vector<engine::Item> all_items() {
  std::vector<engine::Item> all;
  const auto exercise = [&all](int index, int reps, int hold_s, int load_permille,
                               std::optional<int> load_g) {
    engine::Item item;
    item.track = engine::Track::strength;
    item.rung = "one_leg_3x12";
    item.pain_max = 5;
    item.dose.exercise = index;
    item.dose.sets = 3;
    item.dose.reps = reps;
    item.dose.hold_s = hold_s;
    item.dose.load_permille = load_permille;
    item.load_g = load_g;
    item.dose.tempo_s = {3, hold_s > 0 ? 1 : 0, 3};
    all.push_back(item);
  };
  exercise(0, 12, 0, 0, std::nullopt);
  exercise(1, 0, 45, 0, std::nullopt);
  exercise(0, 15, 0, 50, 3500);
  exercise(0, 15, 0, 50, std::nullopt);
  exercise(9, 15, 0, 0, std::nullopt);
  const auto run = [&all](std::string rung, int jog_s, int walk_s, int rounds, engine::Terrain terrain,
                          engine::RunPace pace) {
    engine::Item item;
    item.track = engine::Track::run;
    item.rung = std::move(rung);
    item.pain_max = 5;
    item.dose.jog_s = jog_s;
    item.dose.walk_s = walk_s;
    item.dose.rounds = rounds;
    item.dose.terrain = terrain;
    item.dose.pace = pace;
    all.push_back(item);
  };
  using engine::RunPace;
  using engine::Terrain;
  run("jog_1_walk_2", 60, 120, 8, Terrain::flat, RunPace::easy);
  run("run_18", 1080, 0, 1, Terrain::flat, RunPace::easy);
  run("own_run", 1530, 0, 1, Terrain::flat, RunPace::easy);
  run("gentle", 2400, 0, 1, Terrain::gentle_hills, RunPace::easy);
  run("hills", 2400, 0, 1, Terrain::hills, RunPace::easy);
  run("strides", 2400, 0, 1, Terrain::hills, RunPace::strides);
  run("faster", 2400, 0, 1, Terrain::hills, RunPace::faster);
  engine::Item walk;
  walk.track = engine::Track::walk;
  walk.rung = "gate_walk";
  walk.pain_max = 5;
  walk.dose.walk_s = 1800;
  walk.dose.rounds = 1;
  all.push_back(walk);
  return all;
}

}  // namespace springback::text
