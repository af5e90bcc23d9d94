#include "text/catalog.h"

#include <gtest/gtest.h>

#include "text/phrase.h"

namespace springback::text {
namespace {

TEST(Catalog, a_language_falls_back_on_english_key_by_key) {
  const auto german = Catalog::parse("de", R"({"engine":{"tracks":{"run":"Lauf"}}})", &english());
  ASSERT_TRUE(german);
  EXPECT_EQ(german->templates("engine.tracks.run").front(), "Lauf");
  EXPECT_EQ(german->templates("engine.tracks.walk").front(), "Walk");
  EXPECT_FALSE(german->has("engine.tracks.swim"));
}

TEST(Catalog, the_part_of_the_page_is_passed_over_whatever_its_form) {
  const auto read =
      Catalog::parse("en", R"({"page":{"a":[1,-2.5e3,true,null,{"b":["c"]}]},"engine":{"x":"y"}})", nullptr);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->keys(), std::vector<std::string_view>{"engine.x"});
}

TEST(Catalog, a_leaf_that_is_no_text_is_refused_with_its_key) {
  const auto read = Catalog::parse("xx", R"({"engine":{"tracks":{"run":3}}})", nullptr);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().place, "lang/xx.json");
  EXPECT_NE(read.error().detail.find("engine.tracks.run"), std::string::npos) << read.error().detail;
}

TEST(Catalog, broken_files_are_refused_and_never_half_read) {
  for (const std::string_view broken :
       {"", "[]", "{", "{\"engine\":{\"a\":\"b\"}", "{\"engine\":{\"a\":\"b\\q\"}}",
        "{\"engine\":{\"a\":\"\\ud800\"}}", "{} x", "{\"engine\":{\"a\":[\"b\",]}}", "{\"page\":{\"a\":}}",
        "{\"engine\" \"a\"}", "{\"page\":1"}) {
    EXPECT_FALSE(Catalog::parse("xx", broken, nullptr)) << broken;
  }
}

TEST(Catalog, deep_nesting_is_refused_not_followed) {
  std::string deep = R"({"page":)";
  deep.append(100000, '[');
  EXPECT_FALSE(Catalog::parse("xx", deep, nullptr));
}

TEST(Catalog, escapes_become_utf_8) {
  const auto read = Catalog::parse("xx", R"({"engine":{"a":"\u00e9\u20ac\ud83d\ude00\n\""}})", nullptr);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->templates("engine.a").front(), "é€😀\n\"");
}

TEST(Catalog, an_unknown_locale_speaks_english) { EXPECT_EQ(built_in("tlh").locale(), "en"); }

TEST(Phrase, the_first_template_whose_placeholders_can_be_filled_is_said) {
  const auto read = Catalog::parse("xx", R"({"engine":{"a":["{x} of {y}","{x}","nothing"]}})", nullptr);
  const Voice voice{&*read, nullptr, {}};
  EXPECT_EQ(say(voice, "engine.a", {{"x", 1}, {"y", 2}}), "1 of 2");
  EXPECT_EQ(say(voice, "engine.a", {{"x", 1}}), "1");
  EXPECT_EQ(say(voice, "engine.a"), "nothing");
}

TEST(Phrase, a_placeholder_of_the_wrong_kind_is_never_guessed) {
  const Voice voice;
  EXPECT_FALSE(fill(voice, "{until:day}", {{"until", std::string("soon")}}));
  EXPECT_FALSE(fill(voice, "{days#day|days}", {{"days", std::string("3")}}));
  EXPECT_FALSE(fill(voice, "{jog_s:duration}", {{"jog_s", std::string("3")}}));
  EXPECT_FALSE(fill(voice, "{rung:rung}", {{"rung", 3}}));
  EXPECT_FALSE(fill(voice, "{days:weeks}", {{"days", 3}}));
  EXPECT_FALSE(fill(voice, "{open", {}));
}

TEST(Phrase, durations_masses_and_distances_are_told_in_the_readers_units) {
  const Voice metric;
  const Voice other{&english(), nullptr, {true, true}};
  EXPECT_EQ(duration_text(metric, 45), "45 s");
  EXPECT_EQ(duration_text(metric, 90), "1 min 30 s");
  EXPECT_EQ(duration_text(metric, 1800), "30 min");
  EXPECT_EQ(mass_text(metric, 14000), "14 kg");
  EXPECT_EQ(mass_text(metric, 3500), "3.5 kg");
  EXPECT_EQ(mass_text(other, 10000), "22 lb");
  EXPECT_EQ(distance_text(metric, 5230), "5.2 km");
  EXPECT_EQ(distance_text(other, 16093), "10 mi");
}

TEST(Phrase, a_rung_without_a_protocol_is_named_from_its_id) {
  const Voice voice;
  EXPECT_EQ(rung_name(voice, "one_leg_raise_3x12"), "one-leg heel raises, 3 × 12");
  EXPECT_EQ(rung_name(voice, "jog_1_walk_2"), "1 min jog, 2 min walk");
  EXPECT_EQ(rung_name(voice, "run_18"), "18 min easy running");
  EXPECT_EQ(rung_name(voice, "towel_curls"), "towel curls");
}

}  // namespace
}  // namespace springback::text
