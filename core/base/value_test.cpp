#include "base/value.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

TEST(Value, is_null_at_first) {
  const Value value;
  EXPECT_TRUE(value.is_null());
  EXPECT_EQ(value, Value(nullptr));
  EXPECT_NE(value, Value(false));
}

TEST(Value, holds_one_kind) {
  EXPECT_TRUE(*Value(true).as_bool());
  EXPECT_EQ(*Value(7).as_int(), 7);
  EXPECT_EQ(*Value("text").as_text(), "text");
  EXPECT_EQ(Value("7").as_int(), nullptr);
  EXPECT_EQ(Value(Number{"3.40"}).as_number()->text, "3.40");
  EXPECT_NE(Value(Number{"3.40"}), Value(Number{"3.4"}));
}

TEST(Value, members_keep_their_order_and_are_unique) {
  Value value;
  value["b"] = 1;
  value["a"] = 2;
  value["b"] = 3;
  EXPECT_EQ(value, Value(Value::Object{{"b", 3}, {"a", 2}}));
  EXPECT_NE(value, Value(Value::Object{{"a", 2}, {"b", 3}}));
}

TEST(Value, what_is_not_there_reads_as_null) {
  const Value value(Value::Object{{"student", Value::Object{{"name", "x"}}}});
  EXPECT_TRUE(value["unit"].is_null());
  EXPECT_TRUE(value.at("student.name.first").is_null());
  EXPECT_TRUE(value.at("unit.name").is_null());
  EXPECT_TRUE(std::as_const(*value.at("student.name").as_text()) == "x");
  EXPECT_EQ(value.at(""), value);
}

TEST(Value, makes_the_places_of_a_path) {
  Value value;
  value.make("unit.name") = "Öst";
  value.make("unit.hsa_id") = "SE1";
  EXPECT_EQ(value.at("unit.name"), Value("Öst"));
  value.make("unit.name.short") = "Ö";  // the text stands in the way
  EXPECT_EQ(value.at("unit.name.short"), Value("Ö"));
  EXPECT_EQ(value.at("unit.hsa_id"), Value("SE1"));
}

TEST(Value, gives_text_of_texts_and_numbers_alone) {
  EXPECT_EQ(Value("x").text_or_empty(), "x");
  EXPECT_EQ(Value(-7).text_or_empty(), "-7");
  EXPECT_EQ(Value(Number{"1e400"}).text_or_empty(), "1e400");
  EXPECT_EQ(Value(true).text_or_empty(), "");
  EXPECT_EQ(Value().text_or_empty(), "");
  EXPECT_EQ(Value::list().text_or_empty(), "");
}

}  // namespace
}  // namespace sluss
