#include "value_jv.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::jq {
namespace {

Result<Value> there_and_back(const Value& value) {
  SLUSS_TRY_ASSIGN(inside, to_jv(value));
  return from_jv(inside);
}

TEST(ValueJv, KeepsEveryShapeAndTheOrderOfMembers) {
  const auto* text =
      R"({"z":1,"a":[true,false,null,"å\u0000ö"],"m":{"y":-5,"b":"","x":[]},"k":{},"l1":1,"l2":2,"l3":3,"l4":4,"l5":5,"l6":6})";
  EXPECT_EQ(to_json(there_and_back(*parse_json(text)).value()), text);
}

constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;

TEST(ValueJv, TakesNumbersThatADoubleHoldsExactly) {
  for (const auto number : {largest, -largest, std::int64_t{0}})
    EXPECT_EQ(there_and_back(Value(number)).value(), Value(number));
  EXPECT_EQ(there_and_back(Value(Number{"3.40"})).value(), Value(Number{"3.4"}));
  EXPECT_EQ(there_and_back(Value(Number{"3.00"})).value(), Value(3));
}

TEST(ValueJv, RefusesNumbersThatItWouldChange) {
  for (const auto& value : {Value(largest + 1), Value(-largest - 1), Value(largest + 2), Value(Number{"1e400"}),
                            Value(Number{"0.12345678901234567890"}), Value(Number{"99999999999999999999"})}) {
    Value body;
    body["reference"] = value;
    const auto result = there_and_back(body);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().what, "jq cannot hold the number in reference exactly; map it to a text");
  }
}

TEST(ValueJv, RefusesResultsThatAreNoNumbersTooDeepOrTooLarge) {
  EXPECT_FALSE(from_jv(jv_number(1.0 / 0.0)));
  EXPECT_FALSE(from_jv(jv_number(9007199254740992.0)));
  jv deep = jv_null();
  for (int i = 0; i < 101; ++i) deep = JV_ARRAY_1(deep);
  EXPECT_FALSE(from_jv(deep));
  EXPECT_FALSE(from_jv(jv_string(std::string(largest_result, 'x').c_str())));
  jv many = jv_array();
  for (int i = 0; i < 500'000; ++i) many = jv_array_append(many, jv_null());
  EXPECT_FALSE(from_jv(many));
}

}  // namespace
}  // namespace sluss::jq
