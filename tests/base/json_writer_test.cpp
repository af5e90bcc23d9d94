#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <vector>

namespace springback {
namespace {

std::string spelled(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonWriter, quotes_and_backslashes_are_escaped_wherever_they_stand) {
  EXPECT_EQ(spelled(R"(")"), R"("\"")");
  EXPECT_EQ(spelled(R"(\)"), R"("\\")");
  EXPECT_EQ(spelled(R"(a"b\c)"), R"("a\"b\\c")");
  EXPECT_EQ(spelled(R"("")"), R"("\"\"")");
  EXPECT_EQ(spelled("/"), "\"/\"");
  EXPECT_EQ(spelled(""), "\"\"");
}

TEST(JsonWriter, every_control_character_is_escaped_by_its_short_name_or_its_number) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (char c = 0; c < 0x20; ++c) {
    std::string expected = "\"x\\u00";
    expected += digits[static_cast<std::size_t>(c) >> 4];
    expected += digits[static_cast<std::size_t>(c) & 15];
    expected += "y\"";
    if (c == '\b') expected = R"("x\by")";
    if (c == '\f') expected = R"("x\fy")";
    if (c == '\n') expected = R"("x\ny")";
    if (c == '\r') expected = R"("x\ry")";
    if (c == '\t') expected = R"("x\ty")";
    EXPECT_EQ(spelled(std::string("x") + c + "y"), expected) << static_cast<int>(c);
  }
}

TEST(JsonWriter, bytes_from_0x7f_on_pass_through) {
  for (int byte = 0x7f; byte < 0x100; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    EXPECT_EQ(spelled(text), '"' + text + '"');
  }
  EXPECT_EQ(spelled("Wade – ça va, 走る 🏃"), "\"Wade – ça va, 走る 🏃\"");
}

TEST(JsonWriter, keys_are_escaped_as_texts_are) {
  EXPECT_EQ(JsonWriter().open('{').text("a\"\n", "b").close('}').take(), R"({"a\"\n":"b"})");
}

TEST(JsonWriter, commas_stand_between_members_and_between_elements_alone) {
  JsonWriter json;
  json.open('{').text("text", "a").number("number", -4).truth("yes", true).truth("no", false);
  json.raw("raw", "null").open("empty", '{').close('}').open("none", '[').close(']');
  json.open("list", '[').text("a").number(2).truth(true).raw("{}").open('[').close(']').open('{').close('}');
  json.close(']').number("last", 0).close('}');
  EXPECT_EQ(json.take(), R"({"text":"a","number":-4,"yes":true,"no":false,"raw":null,"empty":{},"none":[],)"
                         R"("list":["a",2,true,{},[],{}],"last":0})");
}

TEST(JsonWriter, a_text_that_ends_like_an_opening_is_followed_by_its_comma) {
  JsonWriter json;
  json.open('[').text("{").text("[").text(":").text(",").text("").raw("\":\"").number(1).close(']');
  EXPECT_EQ(json.take(), R"(["{","[",":",",","",":",1])");
}

TEST(JsonWriter, objects_and_lists_stand_in_one_another) {
  JsonWriter json;
  json.open('[').open('[').open('{').open("a", '[').open('{').close('}').close(']').close('}').number(1);
  json.close(']').open('[').close(']').close(']');
  EXPECT_EQ(json.take(), R"([[{"a":[{}]},1],[]])");
}

TEST(JsonWriter, a_list_is_written_element_by_element) {
  const std::vector<std::string> words{"a", "b\""};
  const std::array<std::string_view, 0> none{};
  const std::vector<int> numbers{1, 22, 333};
  JsonWriter json;
  json.open('{').texts("words", words).texts("none", none);
  json.texts("digits", numbers, [](int value) { return std::to_string(value); });
  json.list("twice", numbers, [&](int value) { json.open('[').number(value).number(value).close(']'); });
  json.close('}');
  EXPECT_EQ(json.take(),
            R"({"words":["a","b\""],"none":[],"digits":["1","22","333"],"twice":[[1,1],[22,22],[333,333]]})");
}

TEST(JsonWriter, whole_numbers_of_every_size_are_written_whole) {
  JsonWriter json;
  json.open('[').number(0).number(std::int8_t{-128}).number(std::size_t{4'294'967'296});
  json.number(std::numeric_limits<std::int64_t>::max()).number(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(json.close(']').take(), "[0,-128,4294967296,9223372036854775807,-9223372036854775808]");
}

TEST(JsonWriter, decimals_are_written_all_or_at_their_shortest_and_never_as_an_exponent) {
  JsonWriter json;
  json.open('{')
      .decimal("a", 420, 2)
      .decimal("b", 5, 3)
      .decimal("c", -5, 1)
      .decimal("d", 0, 1)
      .decimal("e", 7, 0);
  json.shortest("f", 420, 2)
      .shortest("g", 400, 2)
      .shortest("h", 0, 3)
      .shortest("i", -1250, 3)
      .shortest("j", 5, 6);
  json.close('}');
  EXPECT_EQ(json.take(),
            R"({"a":4.20,"b":0.005,"c":-0.5,"d":0.0,"e":7,"f":4.2,"g":4,"h":0,"i":-1.25,"j":0.000005})");
}

TEST(JsonWriter, what_was_taken_is_gone) {
  JsonWriter json;
  EXPECT_EQ(json.text("a").take(), "\"a\"");
  EXPECT_EQ(json.take(), "");
  EXPECT_EQ(json.text("b").take(), "\"b\"");
}

using WrittenDeath = testing::Test;

TEST(WrittenDeath, a_number_that_no_reader_would_take_whole_is_our_mistake) {
  EXPECT_DEATH(JsonWriter().number(std::numeric_limits<std::uint64_t>::max()), "internal check failed");
}

}  // namespace
}  // namespace springback
