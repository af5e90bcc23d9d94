#include "codec/protocol_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "codec/json_text.h"

namespace springback::codec {
namespace {

using engine::Protocol;
using engine::ProtocolFault;

/// A number of the middle of its range, so that the orders between numbers are the test's own to set.
std::string cited(std::string_view key, const std::string& value) {
  return "\"" + std::string(key.substr(key.find('.') + 1)) + R"(":{"value":)" + value +
         R"(,"chosen":"test"})";
}

/// The numbers that must stand in an order to others, or that the ladder below needs.
std::string value_of(const engine::ProtocolNumber& number) {
  const std::vector<std::pair<std::string_view, int>> set{
      {"checks.effort_pain_clear_max", 4},
      {"checks.effort_pain_borderline_max", 5},
      {"checks.morning_clear_max", 4},
      {"checks.morning_borderline_max", 5},
      {"checks.stiffness_clear_above_min", 5},
      {"checks.stiffness_borderline_above_min", 20},
      {"checks.late_from_h", 24},
      {"checks.late_to_h", 36},
      {"load.exponent", 6},
      {"load.jog_force_permille", 1830},
      {"load.strides_force_permille", 1900},
      {"load.faster_force_permille", 2240},
      {"continuous.start_min", 18},
      {"continuous.step_pct", 10},
      {"continuous.step_min", 2},
      {"continuous.beyond_rungs", 3},
      {"continuous.beyond_pct", 10},
      {"continuous.goal_min_lowest", 20},
      {"continuous.goal_min_default", 30},
      {"continuous.goal_min_highest", 90},
      {"time_off.first_days", 10},
      {"time_off.second_days", 21},
      {"time_off.restart_days", 42},
      {"entry.raises_low", 10},
      {"entry.raises_high", 20},
  };
  for (const auto& [key, value] : set)
    if (key == number.key) return std::to_string(value);
  return std::to_string(number.lowest + (number.highest - number.lowest) / 2);
}

std::string rung(const std::string& id, const std::string& dose, const std::string& raises,
                 const std::string& day_class) {
  return R"({"id":")" + id + R"(","dose":{)" + dose + R"(},"raises":")" + raises + R"(","day_class":")" +
         day_class + R"(","chosen":"test"})";
}

/// The smallest protocol that may be followed, in no order of keys that anybody would call canonical.
std::string smallest() {
  std::string out = R"({"version":1,"id":"small","title":"A \"small\" one","site":"midportion",)"
                    R"("sources":{"a-2020":{"title":"A","where":"B","how_sure":"read"}})";
  std::string open;
  for (const engine::ProtocolNumber& number : engine::protocol_numbers()) {
    const std::string section(number.key.substr(0, number.key.find('.')));
    if (section != open) {
      out += (open.empty() ? ",\"" : "},\"") + section + "\":{";
      open = section;
      if (section == "gates")
        out += cited("gates.spring_needs_strength_rung", R"("two")") + "," +
               cited("gates.run_needs_spring_rung", R"("quick")") + ",";
      if (section == "entry")
        out += cited("entry.rung_low", R"("two")") + "," + cited("entry.rung_high", R"("more")") + "," +
               cited("entry.running_rung_max", R"("jog")") + ",";
      if (section == "guards") out += cited("guards.distance_bands_pct", "[10,30,100]") + ",";
    } else {
      out += ",";
    }
    out += cited(number.key, value_of(number));
  }
  const std::string raise = R"("exercise":"raise","sets":3,"reps":)";
  out += R"(},"exercises":[{"id":"raise","force_permille":{"value":455,"source":"a-2020"}}],)";
  out += R"("calm":)" + rung("calm", R"("exercise":"raise","sets":1,"hold_s":1)", "none", "light");
  out += R"(,"strength":[)" + rung("two", raise + R"(10,"tempo_s":[3,0,3])", "none", "light") + "," +
         rung("more", raise + R"(15,"tempo_s":[3,0,3])", "volume", "light") + "]";
  out += R"(,"spring":[)" + rung("quick", raise + "20", "none", "light") + "]";
  out += R"(,"walk_jog":[)" + rung("jog", R"("jog_s":180,"walk_s":60,"rounds":6)", "none", "medium") + "]";
  return out + R"(,"beyond":[)" + rung("hills", R"("terrain":"gentle_hills","pace":"easy")", "load", "high") +
         "]}";
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = smallest();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string words(const std::vector<ProtocolFault>& faults) {
  std::string out;
  for (const ProtocolFault& fault : faults) out += fault.key + ": " + fault.detail + "\n";
  return out;
}

/// Whether the text is refused with a fault at that key whose words hold `detail`.
testing::AssertionResult refused(const std::string& text, const std::string& key, const std::string& detail) {
  const auto read = parse_protocol(text);
  if (read) return testing::AssertionFailure() << "taken";
  for (const ProtocolFault& fault : read.error())
    if (fault.key == key && fault.detail.find(detail) != std::string::npos)
      return testing::AssertionSuccess();
  return testing::AssertionFailure() << words(read.error());
}

TEST(ProtocolJson, what_is_read_is_written_canonically_and_read_again_as_the_same) {
  const auto read = parse_protocol(smallest());
  ASSERT_TRUE(read) << words(read.error());
  const std::string json = protocol_to_json(*read);
  JsonDocument document;
  const std::string text = smallest();  // the document's views point into it
  ASSERT_TRUE(document.parse(text));
  std::string sorted;
  append_canonical(sorted, document, document.root());
  EXPECT_EQ(json, sorted);

  const auto again = parse_protocol(json);
  ASSERT_TRUE(again) << words(again.error());
  EXPECT_EQ(protocol_to_json(*again), json);
  EXPECT_EQ(again->hash, read->hash);
  EXPECT_EQ(again->title, "A \"small\" one");
  EXPECT_EQ(again->strength[1].dose, read->strength[1].dose);
  EXPECT_EQ(again->citations.size(), read->citations.size());
}

TEST(ProtocolJson, the_hash_is_of_the_canonical_text_and_changes_with_every_number) {
  const auto read = parse_protocol(smallest());
  ASSERT_TRUE(read) << words(read.error());
  EXPECT_EQ(read->hash, format_sha256(sha256(protocol_to_json(*read))));
  const auto spaced = parse_protocol(changed(R"("version":1,)", R"( "version" : 1.0 , )"));
  ASSERT_TRUE(spaced);
  EXPECT_EQ(spaced->hash, read->hash);
  const auto other = parse_protocol(changed(R"("version":1,)", R"("version":2,)"));
  ASSERT_TRUE(other);
  EXPECT_NE(other->hash, read->hash);
}

TEST(ProtocolJson, every_number_outside_its_range_is_refused_by_its_dotted_key) {
  for (const engine::ProtocolNumber& number : engine::protocol_numbers()) {
    const std::string here = cited(number.key, value_of(number));
    const std::string range =
        "from " + std::to_string(number.lowest) + " to " + std::to_string(number.highest);
    // A key such as walk_s stands in several sections: its own is looked for behind the section's name.
    std::string text = smallest();
    const std::string section = "\"" + std::string(number.key.substr(0, number.key.find('.'))) + "\":{";
    const std::size_t at = text.find(here, text.find(section));
    ASSERT_NE(at, std::string::npos) << number.key;
    for (const std::string& wrong :
         {std::to_string(number.lowest - 1), std::to_string(number.highest + 1), std::string("0.5")})
      EXPECT_TRUE(refused(std::string(text).replace(at, here.size(), cited(number.key, wrong)),
                          std::string(number.key), range));
  }
}

TEST(ProtocolJson, a_value_that_may_not_stand_there_is_named_beside_what_may) {
  EXPECT_TRUE(refused(changed(R"("version":1)", R"("version":0)"), "version",
                      "0 is not allowed; a whole number from 1 to 1000000 is needed"));
  EXPECT_TRUE(refused(changed(R"("version":1)", R"("version":"one")"), "version",
                      R"("one" is not allowed; a whole)"));
  EXPECT_TRUE(refused(changed(R"("site":"midportion")", R"("site":"calf")"), "site",
                      R"("calf" is not allowed; one of midportion, insertional)"));
  EXPECT_TRUE(
      refused(changed(R"("id":"small")", R"("id":"Small One")"), "id", R"("Small One" is not allowed; )"));
  EXPECT_TRUE(
      refused(changed(R"("id":"more")", R"("id":"More")"), "strength[1].id", R"("More" is not allowed; )"));
  EXPECT_TRUE(refused(changed(R"("tempo_s":[3,0,3])", R"("tempo_s":[3,0,11])"), "strength.two.dose.tempo_s",
                      "11 is not allowed; a whole number from 0 to 10 is needed"));
  EXPECT_TRUE(refused(changed(R"("tempo_s":[3,0,3])", R"("tempo_s":3)"), "strength.two.dose.tempo_s",
                      "3 is not allowed; three whole numbers are needed"));
  // Of a table or a list its key says enough, and of a long text its beginning.
  EXPECT_TRUE(refused(changed(R"("version":1)", R"("version":{"a":1})"), "version", "a whole number from 1"));
  const auto read =
      parse_protocol(changed(R"("version":1)", R"("version":")" + std::string(5'000, 'x') + "\""));
  ASSERT_FALSE(read);
  EXPECT_LT(read.error().front().detail.size(), 200U);
}

TEST(ProtocolJson, what_is_missing_or_not_known_is_named_by_its_path) {
  EXPECT_TRUE(refused("{}", "sources", "is missing"));
  EXPECT_TRUE(refused("{}", "checks.late_to_h", "is missing"));
  EXPECT_TRUE(refused("[]", "", "a table of keys is needed"));
  EXPECT_TRUE(refused("{", "", "byte 1: "));
  EXPECT_TRUE(refused(changed(R"("version":1)", R"("version":1,"mood":1)"), "mood", "is not known here"));
  EXPECT_TRUE(refused(changed(R"("load":{)", R"("load":{"mood":1,)"), "load.mood", "is not known here"));
  EXPECT_TRUE(refused(changed(R"("sets":3,"reps":15)", R"("sets":3,"reps":15,"jog_s":1)"),
                      "strength.more.dose.jog_s", "is not known here"));
  EXPECT_TRUE(
      refused(changed(R"("sets":3,"reps":15)", R"("reps":15)"), "strength.more.dose.sets", "is missing"));
}

TEST(ProtocolJson, ids_are_small_letters_and_stand_once_in_their_list) {
  EXPECT_TRUE(refused(changed(R"("id":"small")", R"("id":"Small One")"), "id", "lower-case"));
  EXPECT_TRUE(refused(changed(R"("id":"calm")", R"("id":"Calm Dose")"), "calm.id", "lower-case"));
  EXPECT_TRUE(refused(changed(R"("id":"more")", R"("id":"More")"), "strength[1].id", "lower-case"));
  EXPECT_TRUE(refused(changed(R"("id":"more")", R"("id":"two")"), "strength.two", "twice"));
}

TEST(ProtocolJson, a_number_says_its_source_or_why_it_was_chosen_and_never_both) {
  const std::string force = R"("value":455,"source":"a-2020")";
  const std::string key = "exercises.raise.force_permille";
  EXPECT_TRUE(refused(changed(force, R"("value":455)"), key, "needs a `source`"));
  EXPECT_TRUE(refused(changed(force, force + R"(,"chosen":"test")"), key, "both"));
  EXPECT_TRUE(refused(changed(force, R"("value":455,"source":"b-2021")"), key, "not listed"));
  EXPECT_TRUE(refused(changed(force, R"("value":455,"chosen":"")"), key, "1 to 2000 bytes"));
  EXPECT_TRUE(refused(changed(R"({"value":455,"source":"a-2020"})", "455"), key, "needs {value, source}"));
}

TEST(ProtocolJson, a_dose_is_repetitions_or_a_hold_and_its_tempo_has_three_numbers) {
  const std::string dose = R"("sets":3,"reps":15,"tempo_s":[3,0,3])";
  EXPECT_TRUE(refused(changed(dose, R"("sets":3,"reps":15,"hold_s":30)"), "strength.more.dose", "not both"));
  EXPECT_TRUE(refused(changed(dose, R"("sets":3)"), "strength.more.dose.reps", "is missing"));
  for (const char* tempo : {"[3,0]", "[3,0,3,0]", "[]", "3"})
    EXPECT_TRUE(refused(changed(dose, R"("sets":3,"reps":15,"tempo_s":)" + std::string(tempo)),
                        "strength.more.dose.tempo_s", "three whole numbers"));
  EXPECT_TRUE(refused(changed(dose, R"("sets":3,"reps":15,"tempo_s":[0,0,0])"), "strength.more.dose.tempo_s",
                      "all zero"));
  EXPECT_TRUE(
      refused(changed(R"("exercise":"raise","sets":3,"reps":20)", R"("exercise":"jump","sets":3,"reps":20)"),
              "spring.quick.dose.exercise", "not listed"));
}

TEST(ProtocolJson, equipment_is_named_once_and_never_for_running) {
  const std::string more = R"("raises":"volume")";
  EXPECT_TRUE(refused(changed(more, more + R"(,"needs_one_of":["step","step"])"),
                      "strength.more.needs_one_of", "twice"));
  EXPECT_TRUE(refused(changed(more, more + R"(,"needs_one_of":["none"])"), "strength.more.needs_one_of",
                      "says nothing"));
  EXPECT_TRUE(refused(changed(R"("day_class":"medium")", R"("day_class":"medium","needs_one_of":["step"])"),
                      "walk_jog.jog.needs_one_of", "strength and spring only"));
}

TEST(ProtocolJson, all_faults_are_listed_together) {
  std::string text = changed(R"("site":"midportion")", R"("site":"elsewhere")");
  text.replace(text.find(R"("version":1)"), 11, R"("version":0)");
  const auto read = parse_protocol(text);
  ASSERT_FALSE(read);
  ASSERT_EQ(read.error().size(), 2U) << words(read.error());
  EXPECT_EQ(read.error()[0].key, "version");
  EXPECT_EQ(read.error()[1].key, "site");
}

TEST(ProtocolJson, a_source_has_a_short_id) {
  const std::string sources = R"("sources":{)";
  EXPECT_TRUE(refused(changed(sources, sources + "\"" + std::string(65, 'a') + R"(":{},)"), "sources",
                      "at most 64 bytes"));
}

}  // namespace
}  // namespace springback::codec
