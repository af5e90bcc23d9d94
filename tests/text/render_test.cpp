#include "everything.h"

namespace springback::text {
namespace {

using engine::Action;
using engine::AlertLevel;
using engine::Code;
using engine::Track;

bool contains(const std::vector<std::string>& sentences, std::string_view part) {
  for (const std::string& sentence : sentences) {
    if (sentence.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST(Item, every_kind_of_dose_is_a_whole_sentence_with_its_limit) {
  const engine::Protocol protocol = small_protocol();
  for (const engine::Protocol* known : {static_cast<const engine::Protocol*>(nullptr), &protocol}) {
    for (const engine::Item& item : all_items()) {
      const ItemText text = render_item(item, Voice{&english(), known, {}});
      for (const std::string* part : {&text.headline, &text.sentence, &text.limit}) {
        EXPECT_FALSE(part->empty()) << item.rung;
        EXPECT_EQ(part->find_first_of("{}_"), std::string::npos) << *part;
      }
      EXPECT_TRUE(text.sentence.ends_with('.')) << text.sentence;
    }
  }
}

TEST(Item, strength_says_sets_load_and_tempo) {
  const engine::Protocol protocol = small_protocol();
  const Voice voice{&english(), &protocol, {}};
  const auto items = all_items();
  EXPECT_EQ(render_item(items[0], voice).headline, "Strength: one-leg heel raises, 3 × 12");
  EXPECT_EQ(render_item(items[0], voice).tempo, "3 s up, 3 s down.");
  EXPECT_EQ(render_item(items[1], voice).sentence, "Two-leg heel-raise holds: 3 holds of 45 s each.");
  EXPECT_EQ(render_item(items[2], voice).sentence, "One-leg heel raises: 3 sets of 15, 3.5 kg in all.");
  EXPECT_EQ(render_item(items[2], Voice{&english(), &protocol, {true, true}}).sentence,
            "One-leg heel raises: 3 sets of 15, 8 lb in all.");
}

TEST(Item, a_run_says_rounds_and_the_whole_time) {
  const ItemText text = render_item(all_items()[5], Voice{});
  EXPECT_EQ(text.headline, "Run: 8 × (1 min jog, 2 min walk)");
  EXPECT_EQ(
      text.sentence,
      "Jog 1 min, then walk 2 min; 8 times in all (24 min). Keep it flat. Easy pace: you could talk all the "
      "way.");
  EXPECT_EQ(text.limit, "Stop if pain reaches 5/10.");
}

TEST(Headline, a_day_without_items_is_a_rest_day) {
  EXPECT_EQ(render(engine::Outcome{}, Voice{}).headline, "Rest day");
}

TEST(Headline, a_missing_morning_answer_is_asked_for_before_rest_is_said) {
  engine::Outcome outcome;
  outcome.reasons.push_back({Code::needs_checkin, Track::run, {}, {}, "seed S07"});
  EXPECT_EQ(render(outcome, Voice{}).headline, "First: how are the first steps this morning?");
  EXPECT_TRUE(render(outcome, Voice{}).asks_morning);
}

TEST(Headline, an_answer_that_only_a_held_track_waits_for_is_not_asked_for_first) {
  engine::Outcome outcome;
  outcome.strength.open = outcome.run.open = true;
  outcome.reasons = {{Code::order_hold, Track::run, {}, {}, ""},
                     {Code::needs_checkin, Track::run, {}, {}, ""}};
  EXPECT_EQ(render(outcome, Voice{}).headline, "Rest day");
  EXPECT_FALSE(render(outcome, Voice{}).asks_morning);
}

TEST(Headline, a_hold_on_every_open_track_is_said_before_an_answer_that_opens_nothing) {
  engine::Outcome outcome;
  outcome.strength.open = outcome.run.open = true;
  outcome.reasons = {{Code::order_hold, Track::strength, {}, {}, ""},
                     {Code::needs_checkin, Track::run, {}, {}, ""}};
  EXPECT_EQ(render(outcome, Voice{}).headline, "First: how are the first steps this morning?");
  outcome.reasons.push_back({Code::order_hold, Track::run, {}, {}, ""});
  EXPECT_EQ(render(outcome, Voice{}).headline, "On hold, as your clinician has ordered");
}

TEST(Headline, an_urgent_alert_stands_above_everything) {
  engine::Outcome outcome;
  outcome.alert = AlertLevel::urgent;
  outcome.today.push_back(all_items()[0]);
  EXPECT_EQ(render(outcome, Voice{}).headline, "No loading today: get this looked at first");
}

TEST(Alert, breathlessness_says_the_emergency_number_and_says_it_first) {
  engine::Outcome outcome;
  outcome.alert = AlertLevel::urgent;
  outcome.alert_codes = {Code::urgent_flag};
  outcome.reasons = {{Code::urgent_flag, std::nullopt, {{"flag", std::string("pop")}}, {}, ""},
                     {Code::urgent_flag, std::nullopt, {{"flag", std::string("breathless")}}, {}, ""}};
  const AlertText alert = render_alert(outcome, Voice{});
  ASSERT_EQ(alert.sentences.size(), 2U);
  EXPECT_NE(alert.sentences[0].find("emergency number now"), std::string::npos);
}

TEST(Alert, a_fluoroquinolone_sends_to_the_prescriber_today_and_forbids_loading) {
  engine::Outcome outcome;
  outcome.alert = AlertLevel::urgent;
  outcome.reasons = {{Code::urgent_flag, std::nullopt, {{"flag", std::string("fluoroquinolone")}}, {}, ""}};
  const AlertText alert = render_alert(outcome, Voice{});
  EXPECT_TRUE(contains(alert.sentences, "Contact the prescriber today and do not load"));
}

TEST(Alert, every_level_says_something_even_without_a_known_cause) {
  for (const AlertLevel level : {AlertLevel::advise, AlertLevel::refer, AlertLevel::urgent}) {
    engine::Outcome outcome;
    outcome.alert = level;
    const AlertText alert = render_alert(outcome, Voice{});
    EXPECT_FALSE(alert.title.empty());
    EXPECT_FALSE(alert.sentences.empty());
  }
}

TEST(Alert, advice_says_that_nothing_is_held_only_on_a_day_on_which_nothing_is) {
  constexpr std::string_view nothing = "Nothing is held: the plan goes on meanwhile.";
  constexpr std::string_view by_itself = "This by itself holds nothing.";
  engine::Outcome outcome;
  outcome.alert = AlertLevel::advise;
  outcome.run.open = outcome.strength.open = true;
  outcome.run.action = Action::repeat;
  outcome.strength.action = Action::rest;
  EXPECT_TRUE(contains(render_alert(outcome, Voice{}).sentences, nothing));
  EXPECT_FALSE(contains(render_alert(outcome, Voice{}).sentences, by_itself));

  const auto says_by_itself = [&](const engine::Outcome& held) {
    const auto sentences = render_alert(held, Voice{}).sentences;
    return contains(sentences, by_itself) && !contains(sentences, nothing);
  };
  for (const Action action : {Action::hold, Action::stop, Action::step_back}) {
    engine::Outcome held = outcome;
    held.run.action = action;
    EXPECT_TRUE(says_by_itself(held)) << engine::name(action);
  }
  // A smaller dose, and a way in whose ladder is not open yet.
  for (const Code code : {Code::irritability_high, Code::order_limit, Code::order_hold, Code::impact_wait,
                          Code::needs_checkin, Code::morning_inadmissible, Code::unplanned_long}) {
    engine::Outcome held = outcome;
    held.reasons.push_back({code, Track::run, {}, {}, ""});
    EXPECT_TRUE(says_by_itself(held)) << engine::name(code);
  }
}

TEST(Alert, no_alert_says_nothing) { EXPECT_TRUE(render_alert(engine::Outcome{}, Voice{}).title.empty()); }

TEST(Compared, an_amount_has_its_unit) {
  engine::Outcome outcome;
  engine::Comparison& done = outcome.compared.emplace_back();
  done.track = Track::strength;
  done.planned = true;
  done.done = 45;
  done.prescribed = 45;
  const auto said = [&outcome] { return render(outcome, Voice{}).compared.front(); };
  EXPECT_EQ(said(), "Strength: 45 of 45 repetitions");
  done.held = true;
  done.done = done.prescribed = 225;
  EXPECT_EQ(said(), "Strength: 3 min 45 s of 3 min 45 s held");
  done.held = false;
  done.track = Track::walk;
  done.done = done.prescribed = 1800;
  EXPECT_EQ(said(), "Walk: 30 min of 30 min walked");
}

TEST(WouldChange, a_sentence_says_from_which_answer_on_it_is_so) {
  using Answer = engine::WouldChange::Answer;
  using Side = engine::WouldChange::Side;
  using Effect = engine::WouldChange::Effect;
  engine::Outcome outcome;
  const auto add = [&](Answer answer, int value, Side side, Action action, Effect effect, const char* rung) {
    outcome.would_change.push_back({answer, value, side, Track::run, action, effect, rung});
  };
  add(Answer::checkin_pain, 4, Side::more, Action::hold, Effect::action, "");
  add(Answer::checkin_pain, 6, Side::more, Action::step_back, Effect::closes, "");
  add(Answer::checkin_pain, 1, Side::less, Action::progress, Effect::action, "");
  add(Answer::checkin_settled, 0, Side::same, Action::rest, Effect::no_step, "");
  add(Answer::pain_during, 5, Side::more, Action::repeat, Effect::action, "");
  add(Answer::pain_during, 4, Side::more, Action::rest, Effect::no_open, "");
  add(Answer::checkin_pain, 3, Side::same, Action::progress, Effect::opens, "");
  add(Answer::pain_during, 6, Side::more, Action::repeat, Effect::dose, "run_10");
  outcome.morning_open = true;
  add(Answer::checkin_pain, 2, Side::same, Action::repeat, Effect::action, "");
  const auto sentences = render(outcome, Voice{}).would_change;
  EXPECT_EQ(
      sentences,
      (std::vector<std::string>{
          "If the first steps this morning are 4/10 or more, running is held.",
          "If the first steps this morning are 6/10 or more, running closes until its conditions are met "
          "again.",
          "If the first steps this morning are 1/10 or less, running moves one rung up.",
          "If the tendon has not settled back to usual this morning, running does not step up yet.",
          "If pain during the next session reaches 5/10, running repeats its rung.",
          "If pain during the next session reaches 4/10, running does not open yet.",
          "If the first steps this morning are 3/10, running opens.",
          "If pain during the next session reaches 6/10, the dose of running is that of 10 min easy running.",
          "If the first steps this morning are 2/10, running repeats its rung."}));
}

TEST(Opening, the_range_names_both_days) {
  const engine::OpeningRange range{*parse_day("2026-04-06"), *parse_day("2026-04-20")};
  EXPECT_EQ(render_opening(range, Voice{}),
            "If every session and every morning is clear, running opens on Monday 6 April; if every fourth "
            "session is on the limit, on Monday 20 April.");
}

TEST(Json, the_page_reads_one_object_with_escaped_texts) {
  engine::Outcome outcome;
  outcome.reasons.push_back(
      {Code::order_rung, Track::run, {{"rung", std::string("a\"b\\\n")}}, {}, "chosen"});
  const std::string json = render_json(outcome, Voice{});
  EXPECT_TRUE(json.starts_with(
      R"({"headline":"Rest day","asks_morning":false,"today":[],"why":[],"reasons":[{"code":"order_rung","track":"run")"))
      << json;
  EXPECT_NE(json.find(R"(a\"b\\\n)"), std::string::npos) << json;
  EXPECT_EQ(json.find("opening"), std::string::npos);
}

TEST(Plain, the_terminal_shows_the_session_its_limit_and_why) {
  engine::Outcome outcome;
  outcome.today.push_back(all_items()[5]);
  outcome.reasons.push_back({Code::streak_short, Track::run, {{"streak", 1}, {"needed", 3}}, {}, "seed S14"});
  const std::string today = plain_today(render(outcome, Voice{}), Voice{});
  EXPECT_TRUE(today.starts_with("Run: 8 × (1 min jog, 2 min walk)\n  Jog 1 min")) << today;
  EXPECT_NE(today.find("1 of the 3 clear sessions needed"), std::string::npos);
  const std::string why = plain_why(render(outcome, Voice{}), Voice{});
  EXPECT_NE(why.find("Common in clinics; hardly studied."), std::string::npos) << why;
}

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Plain, reasons_stand_under_their_track_each_once_under_it_and_each_source_once) {
  engine::Outcome outcome;
  outcome.run.open = outcome.strength.open = true;
  outcome.run.rung = "jog_1_walk_2";
  outcome.strength.rung = "one_leg_3x12";
  for (const Track track : {Track::strength, Track::spring, Track::run}) {
    outcome.reasons.push_back({Code::impact_wait, track, {{"until", 20500}}, {}, "seed S16"});
  }
  outcome.reasons.push_back(outcome.reasons.back());
  outcome.reasons.push_back({Code::weekly_rest, Track::run, {}, {}, "seed S16"});
  outcome.reasons.push_back({Code::trend_unknown, std::nullopt, {}, {}, "seed S08"});
  const std::string why = plain_why(render(outcome, Voice{}), Voice{});
  EXPECT_EQ(times(why, "After a session that was too much"), 3U) << why;
  EXPECT_EQ(times(why, "not on days in a row"), 1U) << why;
  const auto place = [&](std::string_view part) { return why.find(part); };
  EXPECT_LT(place("One of the last two weeks"), place("\nStrength: ")) << why;
  EXPECT_LT(place("\nRun: "), place("One day in seven")) << why;
  EXPECT_NE(place("Today is that day. [2]"), std::string::npos) << why;
  EXPECT_LT(place("\nWhy\n"), place("One of the last two weeks")) << why;
  outcome.reasons.pop_back();
  EXPECT_EQ(plain_why(render(outcome, Voice{}), Voice{}).find("\nWhy\n"), std::string::npos);
  EXPECT_LT(place("Where it comes from"), place("  [2] Early runs are flat")) << why;
}

}  // namespace
}  // namespace springback::text
