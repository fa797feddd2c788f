#include "base/file_name.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

Value invoice() {
  Value body;
  body.make("seller.unit") = "BVC Ängen/Öst";
  body["number"] = 10001;
  return body;
}

TEST(NameTemplate, IsFilledFromTheBody) {
  const auto name = NameTemplate::parse("{seller.unit}-{number}");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->fill(invoice()).value(), "BVC_Ängen_Öst-10001");
}

TEST(NameTemplate, SaysWhatTheMessageLacks) {
  const auto filled = NameTemplate::parse("{term}-{number}")->fill(invoice());
  ASSERT_FALSE(filled);
  EXPECT_EQ(filled.error().fault, Fault::data);
  EXPECT_EQ(filled.error().what, "the file's name needs term, which the message lacks");
}

TEST(NameTemplate, RefusesWhatCannotBeAName) {
  EXPECT_EQ(NameTemplate::parse("{number").error(), "the braces do not match");
  EXPECT_EQ(NameTemplate::parse("number}").error(), "the braces do not match");
  EXPECT_EQ(NameTemplate::parse("{a{b}").error(), "the braces do not match");
  EXPECT_EQ(NameTemplate::parse("{}").error(), "between the braces stands no path");
  EXPECT_NE(NameTemplate::parse("ut/{number}").error().find("folder"), std::string::npos);
  EXPECT_NE(NameTemplate::parse("faktura").error().find("same name"), std::string::npos);
  EXPECT_FALSE(NameTemplate::parse(""));
}

TEST(NameTemplate, RefusesANameThatNoFileSystemTakes) {
  Value body;
  body["number"] = std::string(181, 'x');
  EXPECT_EQ(NameTemplate::parse("{number}")->fill(body).error().fault, Fault::data);
}

TEST(SafeName, NeverLeavesTheFolder) {
  EXPECT_EQ(safe_name("../../etc/passwd"), "_._.._etc_passwd");
  EXPECT_EQ(safe_name("a\n\t\"b"), "a___b");
  EXPECT_EQ(safe_name("Åsö-é"), "Åsö-_");
}

TEST(IsWanted, LeavesHiddenAndUnfinishedFilesAndMarkers) {
  EXPECT_TRUE(is_wanted("placeringar.csv", "*", ""));
  EXPECT_TRUE(is_wanted("placeringar-2026.csv", "placeringar*.csv", ".done"));
  EXPECT_FALSE(is_wanted("order.csv", "placeringar*.csv", ""));
  EXPECT_FALSE(is_wanted(".placeringar.csv", "*", ""));
  EXPECT_FALSE(is_wanted("placeringar.csv.part", "*", ""));
  EXPECT_FALSE(is_wanted("placeringar.tmp", "*", ""));
  EXPECT_FALSE(is_wanted("placeringar.csv.done", "*", ".done"));
}

TEST(Shown, IsReadableWhateverTheNameHolds) {
  EXPECT_EQ(shown("å b\n\x7f.csv"), "å b??.csv");
  EXPECT_EQ(shown("\xe5.csv"), "?.csv");
}

TEST(Numbered, StandsBeforeTheExtension) {
  EXPECT_EQ(numbered("a.csv", 1), "a.csv");
  EXPECT_EQ(numbered("a.b.csv", 2), "a.b-2.csv");
  EXPECT_EQ(numbered("a", 3), "a-3");
}

}  // namespace
}  // namespace sluss
