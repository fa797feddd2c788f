#include "base/differences.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"

namespace sluss {
namespace {

std::string differing(const char* before, const char* after) {
  return join(differing_paths(*parse_json(before), *parse_json(after)), ", ");
}

TEST(Differences, are_named_by_their_paths) {
  EXPECT_EQ(differing(R"({"a":1,"b":{"c":2,"d":3}})", R"({"a":1,"b":{"c":2,"d":4}})"), "b.d");
  EXPECT_EQ(differing(R"({"a":1,"b":2})", R"({"b":3,"c":4})"), "a, b, c");
  EXPECT_EQ(differing(R"({"a":"1"})", R"({"a":1})"), "a");
  EXPECT_EQ(differing(R"({"a":[1,2]})", R"({"a":[2,1]})"), "a");
  EXPECT_EQ(differing(R"({"a":{"b":1}})", R"({"a":7})"), "a");
  EXPECT_EQ(differing(R"({})", R"({"a":{"b":1,"c":2}})"), "a.b, a.c");
  EXPECT_EQ(differing(R"({"a":null})", R"({"a":1})"), "a");
  EXPECT_EQ(differing("[1]", "[2]"), "");
  EXPECT_EQ(differing_paths(Value(1), Value(2)).size(), 1U);
}

TEST(Differences, are_none_between_equal_values_and_between_missing_and_null) {
  EXPECT_EQ(differing(R"({"a":1,"b":{}})", R"({"b":{},"a":1})"), "");
  EXPECT_EQ(differing(R"({"a":null})", R"({"b":{"c":null}})"), "");
}

}  // namespace
}  // namespace sluss
