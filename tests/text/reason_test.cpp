#include <set>

#include "engine/explanation.h"
#include "everything.h"

namespace springback::text {
namespace {

std::string described(const engine::Reason& reason) {
  std::string text(engine::name(reason.code));
  if (reason.track) text.append(" of ").append(engine::name(*reason.track));
  for (const engine::Param& param : reason.params) text.append(" ").append(param.key);
  return text;
}

void expect_sentence(const std::string& sentence, const std::string& about) {
  EXPECT_FALSE(sentence.empty()) << about;
  EXPECT_EQ(sentence.find_first_of("{}|#"), std::string::npos) << about << ": " << sentence;
  EXPECT_EQ(sentence.find("  "), std::string::npos) << about << ": " << sentence;
  EXPECT_EQ(sentence.find('_'), std::string::npos) << about << ": " << sentence;
  if (sentence.empty()) return;
  EXPECT_TRUE(sentence.ends_with('.') || sentence.ends_with('?')) << about << ": " << sentence;
  EXPECT_FALSE(sentence[0] >= 'a' && sentence[0] <= 'z') << about << ": " << sentence;
}

TEST(Reason, every_code_has_a_whole_sentence_whatever_parameters_are_missing) {
  for (const engine::Reason& reason : all_reasons()) {
    expect_sentence(render_reason(reason, Voice{}).sentence, described(reason));
  }
}

TEST(Reason, every_parameter_of_a_full_set_is_heard_in_the_sentence) {
  // A condition's sentence uses the figures that it needs; the other codes use all they are given.
  for (const engine::Code code : all_codes()) {
    if (code == engine::Code::gate_closed) continue;
    for (const auto& params : params_of(code)) {
      const engine::Reason whole{code, engine::Track::run, params, {}, ""};
      const std::string said = render_reason(whole, Voice{}).sentence;
      for (std::size_t out = 0; out < params.size(); ++out) {
        engine::Reason fewer = whole;
        fewer.params.erase(fewer.params.begin() + static_cast<std::ptrdiff_t>(out));
        const bool told_once = code == engine::Code::refer_spiking && params[out].key == "track";
        if (told_once) continue;
        EXPECT_NE(render_reason(fewer, Voice{}).sentence, said)
            << described(whole) << " without " << params[out].key;
      }
    }
  }
}

TEST(Reason, every_gate_condition_has_a_sentence_of_its_own) {
  std::set<std::string> said;
  for (const auto& params : params_of(engine::Code::gate_closed)) {
    said.insert(
        render_reason({engine::Code::gate_closed, engine::Track::run, params, {}, ""}, Voice{}).sentence);
  }
  EXPECT_EQ(said.size(), gate_conditions().size());
}

TEST(Reason, a_session_that_is_not_judged_says_which_answer_is_missing_and_of_which_day) {
  const auto said = [](const std::string& missing) {
    return render_reason({engine::Code::pending,
                          engine::Track::run,
                          {{"missing", missing}, {"on", std::string("2026-03-05")}},
                          {},
                          ""},
                         Voice{})
        .sentence;
  };
  EXPECT_TRUE(said("pain_during").starts_with("Pain during running on Thursday 5 March is missing. Add it"));
  EXPECT_EQ(said("pain_during").find("next morning"), std::string::npos);
  EXPECT_NE(said("next_morning").find("the next morning's answer belongs to it"), std::string::npos);
  EXPECT_NE(said("both").find("and so is the answer of the morning after"), std::string::npos);
}

TEST(Reason, strong_pain_is_named_with_its_figure_its_place_and_its_day) {
  const engine::Reason reason{engine::Code::morning_inadmissible,
                              engine::Track::run,
                              {{"cause", std::string("symptom")},
                               {"symptom", 6},
                               {"on", std::string("2026-03-04")},
                               {"context", std::string("stairs")}},
                              {},
                              ""};
  EXPECT_NE(
      render_reason(reason, Voice{}).sentence.find("on Wednesday 4 March you wrote down 6/10 on stairs"),
      std::string::npos);
}

TEST(Reason, one_session_that_counts_on_two_days_is_told_as_one) {
  const engine::Reason reason{
      engine::Code::irritability_high, std::nullopt, {{"cause", std::string("one_day_twice")}}, {}, ""};
  EXPECT_TRUE(render_reason(reason, Voice{}).sentence.starts_with("One day's session was too much"));
}

TEST(Reason, figures_and_words_agree_in_number) {
  const engine::Reason one{
      engine::Code::spacing, engine::Track::run, {{"days_since", 1}, {"days_needed", 2}}, {}, "seed S13"};
  EXPECT_EQ(
      render_reason(one, Voice{}).sentence,
      "The last session of this kind was 1 day ago; the next comes 2 days after it at the earliest. Between "
      "sessions the tendon rebuilds.");
}

TEST(Reason, a_run_is_compared_in_minutes_and_raises_in_numbers) {
  engine::Reason reason{
      engine::Code::underdone, engine::Track::run, {{"done", 240}, {"prescribed", 480}}, {}, ""};
  EXPECT_NE(render_reason(reason, Voice{}).sentence.find("4 min of 8 min"), std::string::npos);
  reason.track = engine::Track::strength;
  EXPECT_NE(render_reason(reason, Voice{}).sentence.find("240 of 480"), std::string::npos);
}

TEST(Reason, a_harder_session_of_the_planned_amount_is_not_told_by_amounts) {
  const engine::Reason reason{
      engine::Code::overdone, engine::Track::strength, {{"done", 30}, {"prescribed", 30}}, {}, ""};
  EXPECT_TRUE(render_reason(reason, Voice{}).sentence.starts_with("You did more or harder than planned."));
}

TEST(Reason, limits_of_an_order_are_listed) {
  const engine::Reason reason{engine::Code::order_limit,
                              engine::Track::run,
                              {{"pain_max", 3}, {"jog_s_max", 600}, {"days_between_min", 2}},
                              {},
                              ""};
  EXPECT_EQ(render_reason(reason, Voice{}).sentence,
            "Your clinician has set limits: stop if pain reaches 3/10, jog no more than 10 min in a run and "
            "keep at "
            "least 2 full days between sessions.");
}

TEST(Reason, a_hostile_text_value_stays_text) {
  const engine::Reason reason{
      engine::Code::order_rung, engine::Track::run, {{"rung", std::string("{rung:rung}_\"\n")}}, {}, ""};
  EXPECT_NE(render_reason(reason, Voice{}).sentence.find("{rung:rung}"), std::string::npos);
}

TEST(Source, every_seed_row_tells_how_sure_it_is) {
  for (int row = 1; row <= 19; ++row) {
    const std::string id = std::string("seed S") + (row < 10 ? "0" : "") + std::to_string(row);
    const SourceText text = render_source(id, Voice{});
    expect_sentence(text.text, id);
    expect_sentence(text.certainty, id);
  }
}

TEST(Source, every_source_that_the_engine_names_is_in_the_language_file) {
  for (const engine::Code code : all_codes()) {
    EXPECT_FALSE(render_source(engine::source_of(code), Voice{}).certainty.empty())
        << engine::source_of(code);
  }
}

TEST(Source, of_several_the_least_sure_one_tells_how_sure) {
  const SourceText both = render_source("S19, chosen: no study gives the days", Voice{});
  EXPECT_EQ(both.certainty, render_source("chosen", Voice{}).certainty);
  EXPECT_NE(both.text.find(render_source("S19", Voice{}).text), std::string::npos);
  EXPECT_EQ(render_source("chosen, S19", Voice{}).certainty, render_source("chosen", Voice{}).certainty);
}

TEST(Source, an_unknown_source_is_named_and_claims_nothing) {
  const SourceText text = render_source("Somebody 1999", Voice{});
  EXPECT_EQ(text.text, "Somebody 1999");
  EXPECT_EQ(text.certainty, "");
}

using engine::Code;
using engine::Track;

std::string said(Code code, std::optional<Track> track, std::vector<engine::Param> params) {
  return render_reason({code, track, std::move(params), {}, "engine"}, Voice{}).sentence;
}

TEST(Reason, the_weeks_limit_is_not_told_as_too_few_days_between) {
  EXPECT_EQ(said(Code::spacing, Track::strength, {{"cause", std::string("week")}, {"per_week", 3}}),
            "There were 3 sessions in the last seven days already, and that is the most: the calf rebuilds "
            "between them.");
  EXPECT_EQ(said(Code::spacing, Track::strength, {{"cause", std::string("impact_day")}}),
            "Strength work comes on days without hops and running.");
}

TEST(Reason, a_new_diary_is_not_blamed_for_mornings_that_could_not_be_answered_yet) {
  EXPECT_TRUE(said(Code::trend_unknown, std::nullopt, {{"cause", std::string("young")}})
                  .starts_with("There are not yet two weeks of mornings to compare."));
  EXPECT_TRUE(said(Code::trend_unknown, std::nullopt, {}).starts_with("One of the last two weeks holds"));
}

TEST(Reason, a_trend_that_is_not_known_names_the_week_that_lacks_mornings_and_how_many_it_takes) {
  const auto of = [](std::string week) {
    return said(Code::trend_unknown, std::nullopt, {{"cause", std::move(week)}, {"needed", 3}});
  };
  EXPECT_TRUE(of("this_week").starts_with("The last seven days hold fewer than 3 answered mornings"));
  EXPECT_TRUE(of("last_week").starts_with("The seven days before the last seven hold fewer than 3 answered"));
}

TEST(Reason, the_highest_rung_asks_for_no_sessions_before_a_next) {
  EXPECT_EQ(
      said(Code::streak_short, Track::run, {{"streak", 1}, {"needed", 2}, {"cause", std::string("top")}}),
      "This is the highest rung; you keep it.");
}

TEST(Reason, rungs_that_need_equipment_are_not_called_none) {
  EXPECT_EQ(said(Code::streak_short, Track::strength,
                 {{"streak", 1}, {"needed", 2}, {"cause", std::string("equipment")}}),
            "The rungs above this one need equipment that your profile does not name; you keep this one.");
}

TEST(Reason, a_step_without_a_trend_does_not_speak_of_steady_mornings) {
  const std::vector<engine::Param> earned{{"needed", 3}, {"rung", std::string("one_leg_3x12")}};
  EXPECT_NE(said(Code::progress_earned, Track::strength, earned).find("steady mornings"), std::string::npos);
  auto blind = earned;
  blind.push_back({"trend", std::string("unknown")});
  EXPECT_EQ(said(Code::progress_earned, Track::strength, blind).find("steady mornings"), std::string::npos);
}

TEST(Reason, a_rung_without_a_clear_session_yet_says_what_it_asks_for) {
  EXPECT_EQ(said(Code::streak_short, Track::run, {{"streak", 0}, {"needed", 3}}),
            "This rung asks for 3 clear sessions before the next.");
  EXPECT_EQ(said(Code::streak_short, Track::run, {{"streak", 1}, {"needed", 3}}),
            "1 of the 3 clear sessions needed on this rung are done: you stay on it.");
}

TEST(Reason, a_rung_that_asks_for_more_than_of_a_calm_tendon_says_so) {
  const auto of = [](int streak) {
    return said(Code::streak_short, Track::run,
                {{"streak", streak}, {"needed", 3}, {"cause", std::string("irritability")}});
  };
  EXPECT_EQ(of(1),
            "1 of the 3 clear sessions needed on this rung are done: you stay on it. It asks for one less "
            "once the tendon is calm.");
  EXPECT_EQ(of(0),
            "This rung asks for 3 clear sessions before the next, for one less once the tendon is calm.");
}

TEST(Reason, a_plan_that_lies_ahead_says_its_first_day) {
  EXPECT_EQ(said(Code::not_started, std::nullopt, {{"start", std::string("2026-03-04")}}),
            "The plan begins on Wednesday 4 March.");
}

TEST(Reason, an_excess_ends_with_what_follows_for_its_track) {
  const std::vector<engine::Param> excess{{"pain", 7}, {"limit", 5}};
  auto back = excess;
  back.push_back({"rung", std::string("two_leg_3x10")});
  EXPECT_TRUE(said(Code::excessive_during, Track::strength, back)
                  .ends_with("it was too much. So strength work goes back to two leg, 3 × 10."));
  auto closed = excess;
  closed.push_back({"closed", 7});
  EXPECT_TRUE(said(Code::excessive_during, Track::run, closed)
                  .ends_with("it was too much. So running is closed, for 7 days at the least."));
  EXPECT_TRUE(
      said(Code::time_off, Track::run, {{"days", 42}, {"closed", 0}}).ends_with(" So running is closed."));
  EXPECT_TRUE(said(Code::excessive_during, Track::run, excess).ends_with("it was too much."));
}

TEST(Reason, a_limit_below_the_shortest_run_says_that_there_is_none) {
  EXPECT_EQ(said(Code::order_limit, Track::run, {{"jog_s_max", 240}, {"shortest_s", 480}}),
            "Your clinician has set limits: jog no more than 4 min in a run. The shortest run of the plan "
            "has 8 min of "
            "jogging, so there is none while this limit stands.");
}

TEST(Reason, a_rung_that_was_earned_is_todays_and_not_one_to_come) {
  EXPECT_EQ(
      said(Code::progress_earned, Track::strength, {{"needed", 2}, {"rung", std::string("one_leg_3x12")}}),
      "2 clear sessions on the last rung and steady mornings: from today it is one leg, 3 × 12.");
}

TEST(Reason, spring_work_and_running_are_spaced_from_either_of_them) {
  EXPECT_TRUE(said(Code::spacing, Track::spring,
                   {{"days_since", 1}, {"days_needed", 2}, {"cause", std::string("impact")}})
                  .starts_with("Hops, running or the like were 1 day ago; either comes 2 days after that"));
  EXPECT_TRUE(said(Code::spacing, Track::strength, {{"days_since", 1}, {"days_needed", 2}})
                  .starts_with("The last session of this kind was 1 day ago;"));
}

TEST(Reason, an_upset_tendon_holds_only_what_is_open_and_lowers_only_a_dose_that_is_there) {
  const auto upset = [](std::vector<engine::Param> params) {
    params.insert(params.begin(), {"cause", std::string("morning")});
    return said(Code::irritability_high, std::nullopt, params);
  };
  EXPECT_EQ(upset({}),
            "This morning's pain is high and above your usual. Until it has calmed down nothing steps up.");
  EXPECT_TRUE(
      upset({{"held", std::string("both")}, {"dose", std::string("lower")}})
          .ends_with(
              "nothing steps up, and spring work and running are held. Today's strength dose is one rung "
              "lower."));
  EXPECT_TRUE(
      upset({{"dose", std::string("calm")}})
          .ends_with("nothing steps up. The calm dose does not count towards the next rung meanwhile."));
}

TEST(Reason, a_closed_track_that_only_waits_says_so_in_the_words_of_the_wait) {
  EXPECT_EQ(said(Code::gate_closed, Track::run, {{"condition", std::string("reopen")}, {"days_left", 4}}),
            said(Code::reopen_wait, Track::run, {{"days_left", 4}}));
}

TEST(Reason, an_order_for_a_rung_that_is_not_there_says_that_nothing_changes) {
  EXPECT_EQ(said(Code::order_rung, Track::strength,
                 {{"cause", std::string("unknown")}, {"rung", std::string("nope")}}),
            "Your clinician's order names a rung that this plan does not have: nope. Nothing changes.");
}

}  // namespace
}  // namespace springback::text
