// All personal data here is made up.
#include <gtest/gtest.h>

#include "decoded.h"

namespace sluss::json {
namespace {

using namespace std::string_literals;

Config lines() { return {Form::lines, ""}; }

TEST(JsonDecode, ReadsTheElementsOfAList) {
  for (const std::size_t piece : {1U, 3U, 4096U}) {
    const auto all = decoded("\xEF\xBB\xBF [\n{\"a\":\"]}\\\"\",\"b\":[1,{}]} ,\n\n {\"a\":\"Å\\\\\"}]\n", {}, piece);
    ASSERT_EQ(all.refusal, "");
    ASSERT_EQ(all.records.size(), 2U);
    EXPECT_EQ(all.body(0), R"({"a":"]}\"","b":[1,{}]})");
    EXPECT_EQ(all.records[1].message.raw, R"({"a":"Å\\"})");
    EXPECT_EQ(all.line(0), 2);
    EXPECT_EQ(all.line(1), 4);
    EXPECT_EQ(all.records[0].message.origin.columns, nullptr);
  }
  EXPECT_EQ(decoded(" [ ] ").refusal, "");
}

TEST(JsonDecode, FindsTheListOnItsWay) {
  const auto text = R"({"n":1,"result":{"x":[{"items":3}],"items":[{"a":1},{"a":2}],"y":"z"},"items":[]})"s;
  const auto all = decoded(text, {Form::array, "result.items"}, 1);
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 2U);
  EXPECT_EQ(all.body(1), R"({"a":2})");
  EXPECT_EQ(decoded(text, {Form::array, "result.rows"}).refusal, "line 1: the document has nothing at \"result.rows\"");
  EXPECT_EQ(decoded(text, {Form::array, "n"}).refusal, "line 1: expected a list of records at \"n\"");
  EXPECT_EQ(decoded(text, {Form::array, "n.x"}).refusal, "line 1: expected an object that has \"x\"");
}

TEST(JsonDecode, ReadsOneObject) {
  EXPECT_EQ(decoded("\n{\"a\":1}", {Form::object, ""}).body(0), "{\"a\":1}");
  EXPECT_EQ(decoded("{\"r\":{\"a\":1}}", {Form::object, "r"}).body(0), "{\"a\":1}");
  EXPECT_EQ(decoded("[1]", {Form::object, ""}).body(0), "the record is not an object; expected {...}");
}

TEST(JsonDecode, ParksABadLineAndGoesOn) {
  const auto all =
      decoded("{\"a\":1}\r\n\n{\"a\":\n{\"a\":2} x\n{\"a\":1,\"a\":1}\n[]\n{\"a\":NaN}\n{\"a\":3}", lines());
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 7U);
  EXPECT_EQ(all.records[0].message.raw, "{\"a\":1}");
  for (const std::size_t bad : {1U, 2U, 3U, 4U, 5U}) EXPECT_TRUE(all.records[bad].fault) << bad;
  EXPECT_EQ(all.records[1].message.raw, "{\"a\":");
  EXPECT_EQ(all.line(1), 3);
  EXPECT_EQ(all.body(6), "{\"a\":3}");
  EXPECT_EQ(all.line(6), 8);
  EXPECT_TRUE(decoded("", lines()).records.empty());
}

TEST(JsonDecode, ParksAnElementThatIsNoObject) {
  const auto all = decoded("[1,\"x\",null,{\"a\":1}]");
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 4U);
  EXPECT_TRUE(all.records[0].fault && all.records[1].fault && all.records[2].fault);
  EXPECT_EQ(all.records[0].message.raw, "1");
  EXPECT_EQ(all.body(3), "{\"a\":1}");
}

TEST(JsonDecode, KeepsTheDigitsOfNumbers) {
  const auto text = R"({"a":9007199254740993,"b":1530.00,"c":0.1000000000000000000001,"d":99999999999999999999})"s;
  EXPECT_EQ(decoded("[" + text + "]").body(0), text);
}

TEST(JsonDecode, RefusesWhatIsNotStrictlyJson) {
  const std::vector<std::string> wrong{"",
                                       "[",
                                       "[{}",
                                       "[{},",
                                       "[{},]",
                                       "[,{}]",
                                       "[{}{}]",
                                       "[{}] x",
                                       "[{}][]",
                                       "[{}]]",
                                       "{}",
                                       "[{\"a\":1,\"a\":2}]",
                                       "[{\"a\":\"\\ud800\"}]",
                                       "[{\"a\":\"\\udc00x\"}]",
                                       "[{\"a\":NaN}]",
                                       "[{\"a\":Infinity}]",
                                       "[{\"a\":1e400}]",
                                       "[{\"a\":01}]",
                                       "[{'a':1}]",
                                       "[/* x */]",
                                       "[{\"a\":1]}",
                                       "[{\"a\":\"\n\"}]",
                                       "[{\"a\":\"\xC5\"}]",
                                       "[{}]\0"s,
                                       "[{\"a\":1\0}]"s};
  for (const auto& text : wrong) EXPECT_EQ(decoded(text).refusal.substr(0, 5), "line ") << text;
  for (const auto* text :
       {"{\"a\":[],\"a\":[]}", "{\"a\":[],\"b\":[1,}", "{\"b\":NaN,\"a\":[]}", "{a:[]}", "{\"a\" []}", "{\"a\":[]"})
    EXPECT_EQ(decoded(text, {Form::array, "a"}).refusal.substr(0, 5), "line ") << text;
  EXPECT_EQ(decoded("[\n{},\n\n{\"a\":x}]").refusal.substr(0, 7), "line 4:");
}

TEST(JsonDecode, StopsAtItsLimits) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_EQ(decoded("[{\"a\":" + nested(98) + "}]").refusal, "");
  EXPECT_NE(decoded("[{\"a\":" + nested(99) + "}]").refusal.find("100 levels"), std::string::npos);
  EXPECT_NE(decoded(std::string(1'000'000, '[')).refusal.find("100 levels"), std::string::npos);
  EXPECT_NE(decoded("{\"a\":" + nested(100) + "}", lines()).body(0).find("100 levels"), std::string::npos);
  std::string wide = "{\"a\":0";
  for (int i = 0; i < 1'000'000; ++i) wide += ",\"a" + std::to_string(i) + "\":0";
  EXPECT_NE(decoded("[" + wide + "}]").refusal.find("2000 members"), std::string::npos);
  EXPECT_NE(decoded(wide, {Form::array, "x"}).refusal.find("2000 members"), std::string::npos);
  const std::string long_text(9'000'000, 'x');
  EXPECT_NE(decoded("[{\"a\":\"" + long_text).refusal.find("8 MiB"), std::string::npos);
  EXPECT_NE(decoded(long_text, lines()).refusal.find("8 MiB"), std::string::npos);
}

TEST(JsonDecode, HandsBackTheErrorOfTheReceiver) {
  test::TextInput input("[{},{}]", 100);
  const auto outcome = Json({}).decode(input, [](Record&&) -> Result<void> { return fail(Fault::cancelled, "stop"); });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::cancelled);
}

}  // namespace
}  // namespace sluss::json
