#include "base/text_template.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss {
namespace {

Result<std::string> filled(const std::string& text, const std::string& body) {
  return TextTemplate::parse(text)->fill(*parse_json(body));
}

TEST(TextTemplate, PathsStandForWhatTheMessageHolds) {
  EXPECT_EQ(*filled("Faktura {number} till {buyer.name}", R"({"number":"1001","buyer":{"name":"Ö"}})"),
            "Faktura 1001 till Ö");
}

TEST(TextTemplate, WhatTheMessageLacksIsNamed) {
  const auto text = filled("{buyer.mail}", R"({"buyer":{"name":"Provia Testberg"}})");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().fault, Fault::data);
  EXPECT_EQ(text.error().what, "it needs buyer.mail, which the message lacks");
}

TEST(TextTemplate, ATextFromTheMessageIsNoTemplate) { EXPECT_EQ(*filled("{a}", R"({"a":"{b}","b":"x"})"), "{b}"); }

TEST(TextTemplate, BracesMustMatch) {
  for (const auto* text : {"{number", "number}", "{}", "{a{b}}"}) EXPECT_FALSE(TextTemplate::parse(text)) << text;
}

}  // namespace
}  // namespace sluss
