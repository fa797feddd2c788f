#include "base/json.h"

#include <gtest/gtest.h>
#include <limits>

namespace sluss {
namespace {

std::string complaint(std::string_view text) {
  const auto value = parse_json(text);
  return value ? "" : value.error().what;
}

TEST(Json, is_written_compactly_in_the_order_of_members) {
  Value value;
  value["text"] = "å \"x\" \\ \n\r\t\x01";
  value["list"] = Value::List{1, Value(), true, Number{"3.40"}};
  value["empty"] = Value::object();
  EXPECT_EQ(to_json(value), R"({"text":"å \"x\" \\ \n\r\t\u0001","list":[1,null,true,3.40],"empty":{}})");
}

TEST(Json, is_written_for_people_with_two_spaces_a_level) {
  const Value value(Value::Object{{"a", Value::List{1, 2}}, {"b", Value::list()}});
  EXPECT_EQ(to_pretty_json(value), "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}");
}

TEST(Json, is_read_back_as_it_was_written) {
  const auto* text = R"({"b":[{"x":1},[],"å😀"],"a":{"n":null,"f":false,"d":1530.00,"e":-0.5e3}})";
  const auto value = parse_json(text);
  ASSERT_TRUE(value) << value.error().what;
  EXPECT_EQ(to_json(*value), text);
  EXPECT_EQ(*parse_json(to_pretty_json(*value)), *value);
}

TEST(Json, numbers_keep_their_digits) {
  EXPECT_EQ(*parse_json("9007199254740993"), Value(std::int64_t{9007199254740993}));
  EXPECT_EQ(*parse_json("9223372036854775807"), Value(std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(*parse_json("-9223372036854775808"), Value(std::numeric_limits<std::int64_t>::min()));
  EXPECT_EQ(*parse_json("9223372036854775808"), Value(Number{"9223372036854775808"}));
  EXPECT_EQ(*parse_json("99999999999999999999999"), Value(Number{"99999999999999999999999"}));
  EXPECT_EQ(*parse_json("0.10000000000000000001"), Value(Number{"0.10000000000000000001"}));
}

TEST(Json, a_number_beyond_all_use_is_refused) {
  EXPECT_EQ(complaint("[1e400]").substr(0, 22), "a number is too large ");
  EXPECT_EQ(complaint("1e300"), "");
}

TEST(Json, escapes_are_read) { EXPECT_EQ(*parse_json(R"("\u00e5\ud83d\ude00\/")"), Value("å😀/")); }

TEST(Json, what_is_not_json_is_refused) {
  for (const auto* text : {"",     " ",       "{",      "[1,]",        "{\"a\":1,}",  "01",       "+1",
                           ".5",   "1.",      "NaN",    "Infinity",    "'a'",         "{a:1}",    "1 2",
                           "{} x", "// c\n1", "\"\n\"", R"("\ud800")", R"("\udc00")", "\"\xE5\"", "tru"})
    EXPECT_NE(complaint(text), "") << text;
}

TEST(Json, a_name_may_stand_only_once) {
  EXPECT_EQ(complaint("{\"a\": 1,\n \"a\": 2}"), "a name stands twice in one object (line 2, column 4)");
  EXPECT_EQ(complaint("{\"a\": {\"a\": 1}}"), "");
}

TEST(Json, a_name_of_many_may_stand_only_once) {
  std::string members;
  for (int i = 0; i < 1000; ++i) members += "\"n" + std::to_string(i) + "\":1,";
  EXPECT_EQ(complaint("{" + members + "\"m\":1}"), "");
  for (const auto* again : {"n0", "n19", "n20", "n21", "n999"})
    EXPECT_NE(complaint("{" + members + "\"" + again + "\":1}").find("stands twice"), std::string::npos) << again;
}

TEST(Json, tells_line_and_column) {
  EXPECT_NE(complaint("{\n  \"a\": x}").find("(line 2, column 8)"), std::string::npos) << complaint("{\n  \"a\": x}");
}

TEST(Json, is_read_to_a_hundred_levels) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_EQ(complaint(nested(100)), "");
  EXPECT_NE(complaint(nested(101)).find("100 levels"), std::string::npos);
  EXPECT_NE(complaint(std::string(1000000, '[')).find("100 levels"), std::string::npos);
}

}  // namespace
}  // namespace sluss
