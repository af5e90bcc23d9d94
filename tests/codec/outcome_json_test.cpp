#include "codec/outcome_json.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "codec/json_text.h"

namespace springback::codec {
namespace {

using namespace engine;

TEST(OutcomeJson, the_bytes_of_an_outcome_are_fixed) {
  Protocol protocol;
  protocol.exercises.push_back({"loaded_raise", 909});
  Outcome outcome;
  outcome.date = *parse_day("2026-03-04");
  outcome.protocol = "achilles-midportion@1";
  outcome.protocol_hash = "ab";
  outcome.phase = Phase::walk_jog;
  outcome.alert = AlertLevel::advise;
  outcome.alert_codes = {Code::advise_stalled};
  outcome.usual_pain = 2;
  outcome.trend = Trend::steady;
  outcome.irritability = Irritability::low;
  outcome.strength = {true, "load_5_3x15", 6, 1, 2, Action::repeat, Verdict::clear};
  Item run;
  run.track = Track::run;
  run.rung = "jog_1_walk_2";
  run.dose.jog_s = 60;
  run.dose.walk_s = 120;
  run.dose.rounds = 8;
  run.pain_max = 5;
  run.load = 1234.56;
  Item strength;
  strength.rung = "load_5_3x15";
  strength.dose = {.exercise = 0, .sets = 3, .reps = 15, .load_permille = 55, .tempo_s = {3, 0, 3}};
  strength.load_g = 3850;
  strength.pain_max = 4;
  outcome.today = {run, strength};
  outcome.reasons.push_back({Code::spacing,
                             Track::run,
                             {{"days_since", std::int64_t{1}}, {"flag", "pop"}},
                             {Uuid{{1}}},
                             "seed S13"});
  outcome.reasons.push_back({Code::pending, std::nullopt, {}, {}, ""});
  using Answer = WouldChange::Answer;
  using Side = WouldChange::Side;
  using Effect = WouldChange::Effect;
  outcome.would_change = {
      {Answer::checkin_pain, 4, Side::more, Track::run, Action::step_back, Effect::action, ""},
      {Answer::checkin_settled, 0, Side::same, Track::run, Action::hold, Effect::action, ""},
      {Answer::checkin_settled, 0, Side::same, Track::spring, Action::step_back, Effect::closes, ""},
      {Answer::pain_during, 6, Side::more, Track::strength, Action::repeat, Effect::dose, "calm"}};
  outcome.compared = {{Uuid{{2}}, Track::run, true, 480, 450, 12, std::nullopt, {Uuid{{3}}}}};
  EXPECT_EQ(
      outcome_to_json(outcome, &protocol),
      R"({"date":"2026-03-04","engine":"0.1.0","protocol":"achilles-midportion@1","phase":"walk_jog",)"
      R"("alert":{"level":"advise","codes":["advise_stalled"]},)"
      R"("signals":{"usual_pain":2,"trend":"steady","irritability":"low"},)"
      R"("tracks":{"strength":{"open":true,"rung":"load_5_3x15","rung_index":6,"streak":1,"needed":2,)"
      R"("action":"repeat","verdict":"clear"},"spring":{"open":false},"run":{"open":false}},)"
      R"("today":[{"track":"run","rung":"jog_1_walk_2","dose":{"jog_s":60,"walk_s":120,"rounds":8},)"
      R"("limits":{"pain_max":5,"flat":true,"pace":"easy"},"load":1234.6},)"
      R"({"track":"strength","rung":"load_5_3x15","dose":{"exercise":"loaded_raise","sets":3,"reps":15,)"
      R"("load_kg":3.85,"load_body_pct":5.5,"tempo_s":[3,0,3]},"limits":{"pain_max":4},"load":0.0}],)"
      R"("reasons":[{"code":"spacing","track":"run","params":{"days_since":1,"flag":"pop"},)"
      R"("facts":["01000000-0000-0000-0000-000000000000"],"source":"seed S13"},)"
      R"({"code":"pending","params":{},"facts":[]}],)"
      R"("would_change":[{"if":{"checkin":{"pain":4}},"then":{"track":"run","action":"step_back"}},)"
      R"({"if":{"checkin":{"settled":false}},"then":{"track":"run","action":"hold"}},)"
      R"({"if":{"checkin":{"settled":false}},"then":{"track":"spring","action":"step_back","open":false}},)"
      R"({"if":{"session":{"pain_during":6}},"then":{"track":"strength","action":"repeat","rung":"calm"}}],)"
      R"("compared":[{"session":"02000000-0000-0000-0000-000000000000","track":"run","planned":true,)"
      R"("prescribed":480,"done":450,"ascent_m":12,"also":["03000000-0000-0000-0000-000000000000"]}],)"
      R"("protocol_hash":"ab"})");
}

TEST(OutcomeJson, an_outcome_without_anything_is_still_whole_json) {
  const std::string text = outcome_to_json(Outcome{}, nullptr);
  JsonDocument document;
  ASSERT_TRUE(document.parse(text)) << text;
  for (const char* key : {"date", "alert", "signals", "tracks", "today", "reasons", "would_change"})
    EXPECT_NE(document.find(document.root(), key), nullptr) << key;
}

TEST(OutcomeJson, every_reason_code_has_its_own_name) {
  std::set<std::string_view> names;
  for (int i = 0; i < kCodeCount; ++i) {
    EXPECT_FALSE(name(static_cast<Code>(i)).empty());
    names.insert(name(static_cast<Code>(i)));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kCodeCount));
  EXPECT_EQ(name(Code::goal_reached), "goal_reached");
  EXPECT_EQ(name(Code::protocol_unknown), "protocol_unknown");
}

}  // namespace
}  // namespace springback::codec
