// What the recogniser sees in a document. All data here is made up.
#include "recognise.h"

#include <gtest/gtest.h>

#include "support/recognised.h"

namespace sluss::xml {
namespace {

using test::option;
using test::reason;

std::optional<Recognised> recognise(std::string_view bytes) { return XmlRecogniser().recognise({"sample", bytes}); }

std::string rows(int count, const std::string& row) {
  std::string text;
  for (int i = 0; i < count; ++i) text += row;
  return text;
}

TEST(XmlRecogniser, TellsTheRowsAndTheirNamespaces) {
  const auto found = recognise(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><e xmlns=\"urn:a\" xmlns:o=\"urn:o\" made='1'><list>" +
      rows(3, "<pl id='1'><name>\xC5sa</name><start>1</start><o:note>n</o:note><day>1</day><day>2</day></pl>") +
      "</list></e>");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->sureness, 95);
  EXPECT_EQ(option(*found, "row"), "\"p:e/p:list/p:pl\"");
  EXPECT_EQ(option(*found, "namespaces"), R"({ p: "urn:a", x: "urn:o" })");
  EXPECT_EQ(reason(*found, "row"), "3 elements at p:e/p:list/p:pl; the file declares its encoding, ISO-8859-1");
  EXPECT_EQ(found->open, std::vector<std::string>{"values stand outside of the records, and are not read: p:e@made"});
}

TEST(XmlRecogniser, GroupsAndListsWithinRowsAreNoRows) {
  const auto row = "<placement><id>1</id><start>1</start><end>2</end>" + rows(9, "<day n='1'>x</day>") + "</placement>";
  EXPECT_EQ(option(*recognise("<e>" + rows(4, row) + "</e>"), "row"), "\"e/placement\"");
  EXPECT_EQ(option(*recognise("<e>" + rows(4, "<unit name='u'>" + row + row + "</unit>") + "</e>"), "row"),
            "\"e/unit/placement\"");
}

TEST(XmlRecogniser, ASingleRowIsAGuess) {
  const auto found = recognise("<e><head><made>1</made></head><placement><id>1</id><name>n</name></placement></e>");
  ASSERT_TRUE(found);
  EXPECT_EQ(option(*found, "row"), "\"e/placement\"");
  EXPECT_EQ(found->open.front(), "no element stands there twice: that e/placement is a record is a guess");
  EXPECT_EQ(option(*recognise("<e/>"), "row"), "\"e\"");
}

TEST(XmlRecogniser, ADoctypeIsToldOf) {
  const auto found = recognise("<!DOCTYPE html>\n<html><p>1</p></html>");
  ASSERT_TRUE(found);
  EXPECT_EQ(option(*found, "row"), "\"html\"");
  EXPECT_EQ(found->open.front(), "the file has a DOCTYPE: such files are refused. Ask for one without");
}

TEST(XmlRecogniser, PassesOverWhatIsNoXml) {
  for (const std::string_view bytes :
       {std::string_view(""), std::string_view("a;b\n1;2\n"), std::string_view("{\"a\": \"<b>\"}"),
        std::string_view("\0\0\xFF\xFE\0", 5), std::string_view("< b"), std::string_view("<!DOCTYPE"),
        std::string_view("PK\x03\x04<a/>"), std::string_view("<!DOCTYPE \xE5>")})
    EXPECT_FALSE(recognise(bytes)) << bytes;
}

TEST(XmlRecogniser, WhatIsDamagedIsReadAsFarAsItGoes) {
  const auto whole = "<?xml version=\"1.0\"?><e>" + rows(50, "<r><a>1</a><b>2</b></r>") + "</e>";
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    const auto found = recognise(whole.substr(0, length));
    EXPECT_TRUE(!found || !found->open.empty()) << length;
  }
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<x>";
  const auto found = recognise(deep);
  EXPECT_TRUE(!found || !found->open.empty());
  EXPECT_TRUE(recognise("<e>" + rows(3, "<r a='1'>" + std::string(1'000'000, 'x') + "</r>") + "</e>"));
}

TEST(XmlRecogniser, UTF16IsRead) {
  std::string wide = "\xFF\xFE";
  for (const char c : std::string_view("<e><r><a>1</a></r><r><a>2</a></r></e>")) wide += c, wide += '\0';
  EXPECT_EQ(option(*recognise(wide), "row"), "\"e/r\"");
  EXPECT_FALSE(XmlRecogniser().rewrite({"s", wide}, [](auto text) { return std::string(text); }));
}

TEST(XmlRecogniser, RewritesTextsAndKeepsTheRest) {
  const auto edit = [](std::string_view text) { return text == "Åsa" ? std::string("Öst") : std::string(text); };
  const auto rewritten = [&](std::string_view bytes) { return XmlRecogniser().rewrite({"s", bytes}, edit); };
  EXPECT_EQ(
      rewritten(
          "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<e xmlns='\xC5sa'><a b='\xC5sa'/>\xC5sa<!--\xC5sa--></e>")
          .value(),
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<e xmlns='\xC5sa'><a b='\xD6st'/>\xD6st<!----></e>");
  EXPECT_EQ(rewritten("\xEF\xBB\xBF<e>Åsa</e>").value(), "\xEF\xBB\xBF<e>Öst</e>");
  EXPECT_FALSE(rewritten("<?xml version=\"1.0\" encoding=\"ISO-8859-5\"?><e/>"));
  EXPECT_FALSE(rewritten("<e>Åsa</a>"));
  EXPECT_FALSE(rewritten("<!DOCTYPE e><e/>"));
  EXPECT_FALSE(rewritten("<e>\xC5sa</e>"));
}

TEST(XmlRecogniser, WhatWouldBreakTheDocumentIsRefused) {
  EXPECT_FALSE(XmlRecogniser().rewrite({"s", "<e>a</e>"}, [](auto) { return std::string("<"); }));
}

}  // namespace
}  // namespace sluss::xml
