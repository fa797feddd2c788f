#include "base/markup_text.h"

#include <gtest/gtest.h>

namespace sluss::xml {
namespace {

/// What is edited stands in brackets.
std::string edited(std::string_view document) {
  TextEdits edits;
  edits.text = [](std::string_view text) { return "[" + std::string(text) + "]"; };
  edits.attribute = [](std::string_view name, std::string_view value) {
    return std::string(name) + ":" + std::string(value);
  };
  auto text = edit_texts(document, edits);
  return text ? *text : "refused: " + text.error().what;
}

TEST(MarkupText, TextsAndAttributesAreEditedAndMarkupStays) {
  EXPECT_EQ(edited("<?xml version=\"1.0\"?>\n<a x:b = 'c>d'\n e=\"\">f &amp; g<h/> </a>\n"),
            "<?xml version=\"1.0\"?>\n<a x:b = 'x:b:c>d'\n e=\"e:\">[f &amp; g]<h/> </a>\n");
  EXPECT_EQ(edited("<a><!--b--><![CDATA[<c>]]><?d e?><?f?></a>"), "<a><!----><![CDATA[[<c>]]]><?d?><?f?></a>");
  EXPECT_EQ(edited(""), "");
}

TEST(MarkupText, TellsWhichElementsAreOpen) {
  std::string seen;
  TextEdits edits;
  edits.text = [&](std::string_view text) { return seen += text, std::string(text); };
  edits.attribute = [&](std::string_view name, std::string_view value) { return seen += name, std::string(value); };
  edits.start = [&](std::string_view name) { seen += "<" + std::string(name); };
  edits.end = [&] { seen += ">"; };
  const std::string document = "<a><b c='1'/><d/>t<e f='2' /><g h=''>u</g></a>";
  EXPECT_EQ(edit_texts(document, edits).value(), document);
  EXPECT_EQ(seen, "<a<bc><d>t<ef><ghu>>");
}

TEST(MarkupText, WhatBreaksOffIsRefused) {
  for (const auto* text :
       {"<", "<a", "<a b", "<a b=", "<a b=c>", "<a b=\"", "</a", "<!--", "<![CDATA[x", "<?a", "<?xml "})
    EXPECT_EQ(edited(text), "refused: its markup breaks off") << text;
  EXPECT_EQ(edited("<!DOCTYPE a><a/>"), "refused: the file has a DOCTYPE or another declaration");
}

}  // namespace
}  // namespace sluss::xml
