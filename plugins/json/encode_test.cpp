#include <gtest/gtest.h>

#include "decoded.h"
#include "json_codec.h"

namespace sluss::json {
namespace {

std::vector<Message> messages(int count) {
  std::vector<Message> all(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    all[static_cast<std::size_t>(i)].body["n"] = i;
    all[static_cast<std::size_t>(i)].body["price"] = Number{"3.40"};
  }
  return all;
}

Document written(Config config, int count) { return Json(std::move(config)).encode(messages(count)).value().at(0); }

TEST(JsonEncode, WritesTheFormsThatItReads) {
  EXPECT_EQ(written({Form::object, ""}, 1).bytes, "{\"n\":0,\"price\":3.40}\n");
  EXPECT_EQ(written({Form::array, ""}, 2).bytes, "[{\"n\":0,\"price\":3.40},{\"n\":1,\"price\":3.40}]\n");
  EXPECT_EQ(written({Form::lines, ""}, 2).bytes, "{\"n\":0,\"price\":3.40}\n{\"n\":1,\"price\":3.40}\n");
  EXPECT_EQ(written({Form::object, "a.b"}, 1).bytes, "{\"a\":{\"b\":{\"n\":0,\"price\":3.40}}}\n");
  EXPECT_EQ(written({Form::array, ""}, 1).extension, "json");
  EXPECT_EQ(written({Form::lines, ""}, 1).extension, "jsonl");
}

TEST(JsonEncode, WhatIsWrittenIsReadAgain) {
  for (const auto& config : {Config{Form::array, "a.b"}, Config{Form::lines, ""}}) {
    const auto read = test::decoded(Json(config), written(config, 3).bytes);
    ASSERT_EQ(read.records.size(), 3U) << read.refusal;
    EXPECT_EQ(read.records[2].message.body, messages(3)[2].body);
  }
}

TEST(JsonEncode, AnObjectHoldsOneMessage) {
  EXPECT_EQ(Json({Form::object, ""}).encode(messages(2)).error().fault, Fault::config);
}

}  // namespace
}  // namespace sluss::json
