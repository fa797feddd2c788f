// What the recogniser sees in a text. All data here is made up.
#include "recognise.h"

#include <gtest/gtest.h>

#include "support/recognised.h"

namespace sluss::json {
namespace {

using test::option;
using test::reason;

std::optional<Recognised> recognise(std::string_view bytes) { return JsonRecogniser().recognise({"sample", bytes}); }

TEST(JsonRecogniser, TellsAListAndWhereItStands) {
  const auto bare = recognise("\xEF\xBB\xBF [{\"id\": 1}, {\"id\": 2}]\n");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->sureness, 95);
  EXPECT_EQ(option(*bare, "form"), "array");
  EXPECT_EQ(option(*bare, "at"), "(none)");
  EXPECT_EQ(reason(*bare, "form"), "2 objects in one list");
  EXPECT_TRUE(bare->open.empty());
  const auto within = recognise(
      R"({"units": [{"id": 1}], "result": {"total": 2, "a.b": [{}, {}, {}], "items": [{"id": 1, "days": [{}, {}, {}]}, {"id": 2}]}})");
  ASSERT_TRUE(within);
  EXPECT_EQ(option(*within, "at"), "\"result.items\"");
  EXPECT_EQ(within->open, std::vector<std::string>{"other lists stand beside it: units (1 object)"});
}

TEST(JsonRecogniser, TellsLinesAndOneObject) {
  const auto lines = recognise("{\"id\": 1}\n\n{\"id\": 2}\n{\"id\": 3");
  ASSERT_TRUE(lines);
  EXPECT_EQ(option(*lines, "form"), "lines");
  EXPECT_EQ(reason(*lines, "form"), "2 of the first 3 lines are an object each");
  EXPECT_EQ(lines->open.front(), "1 of the lines cannot be read: is the sample whole?");
  const auto object = recognise(R"({"placement": {"id": 1, "days": [1, 2]}})");
  ASSERT_TRUE(object);
  EXPECT_EQ(option(*object, "form"), "object");
  EXPECT_EQ(option(*object, "at"), "\"placement\"");
  EXPECT_EQ(object->open.size(), 1U);
}

TEST(JsonRecogniser, WhatBreaksOffIsAList) {
  const auto cut = recognise("[{\"id\": 1},\n{\"id\": ");
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->sureness, 85);
  EXPECT_EQ(option(*cut, "form"), "array");
  EXPECT_EQ(option(*recognise("{\"result\": {\"items\": [{\"id\": 1}, "), "form"), "object");
  EXPECT_EQ(recognise("[{\"a\": 1, \"a\": 2}]")->sureness, 85);
  EXPECT_EQ(recognise("[]")->open.front(), "the list is empty: ask for a sample with records");
}

TEST(JsonRecogniser, PassesOverWhatIsNoJson) {
  for (const std::string_view bytes :
       {std::string_view(""), std::string_view("a;b\n1;2"), std::string_view("[1, 2]"), std::string_view("{a: 1}"),
        std::string_view("[\0\0", 3), std::string_view("7"), std::string_view("{"), std::string_view("[\xFF{}]")})
    EXPECT_FALSE(recognise(bytes)) << bytes;
  EXPECT_FALSE(recognise(std::string(1'000'000, '[')));
  EXPECT_FALSE(recognise("{" + std::string(1'000'000, ' ')));
  EXPECT_FALSE(recognise("{\"a\": \"" + std::string(10'000'000, 'x'))->open.empty());
}

TEST(JsonRecogniser, RewritesStringsNumbersAndNames) {
  const auto edit = [](std::string_view text) {
    return text == "Åsa" || text == "7" ? std::string("8") : std::string(text);
  };
  const auto rewritten = [&](std::string_view bytes) { return JsonRecogniser().rewrite({"s", bytes}, edit).value(); };
  EXPECT_EQ(rewritten("\xEF\xBB\xBF[{\"Åsa\": \"Åsa\", \"n\": 7, \"t\": true, \"q\": \"a\\\"7\"}]"),
            "\xEF\xBB\xBF[\n{\"8\": \"8\", \"n\": 8, \"t\": true, \"q\": \"a\\\"7\"}\n]\n");
  EXPECT_EQ(rewritten("{\"a\": 7}\n{\"a\": 7}\n{\"a\": \"cut"), "{\"a\": 8}\n{\"a\": 8}\n");
  EXPECT_EQ(rewritten("{\"by\": \"Bo\", \"r\": {\"n\": 1, \"items\": [{\"a\": 7}]}}"),
            "{\"r\": {\"items\": [\n{\"a\": 8}\n]}}\n")
      << "what stands beside the records is left out";
  EXPECT_FALSE(JsonRecogniser().rewrite({"s", "[\"\xC5sa\"]"}, edit));
  EXPECT_FALSE(JsonRecogniser().rewrite({"s", "[{\"a\": \"b\"}]"}, [](auto) { return std::string("\""); }));
  EXPECT_FALSE(JsonRecogniser().rewrite({"s", "{\"a\": 7}\n{\"a\": 7}"}, [](auto) { return std::string("\n"); }));
}

}  // namespace
}  // namespace sluss::json
