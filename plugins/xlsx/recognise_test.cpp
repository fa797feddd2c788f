// What the recogniser sees in a workbook, and how it changes its texts. All data is made up.
#include "recognise.h"

#include "fixture.h"
#include "support/recognised.h"

namespace sluss::xlsx {
namespace {

using test::option;

std::string row(int number, const std::vector<std::string>& texts) {
  const auto name = std::to_string(number);
  auto xml = "<row r=\"" + name + "\">";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto place = std::string(1, static_cast<char>('A' + i)) + name;
    const bool is_number = !texts[i].empty() && texts[i].find_first_not_of("0123456789") == std::string::npos;
    if (is_number) xml += "<c r=\"" + place + "\"><v>" + texts[i] + "</v></c>";
    else if (!texts[i].empty()) xml += text_cell(place, texts[i]);
  }
  return xml + "</row>";
}

std::optional<Recognised> recognise(const std::string& rows, const std::string& after = "") {
  Handmade made;
  made.rows = rows;
  made.after_rows = after;
  const auto bytes = workbook_of(made);
  return XlsxRecogniser().recognise({"sample", bytes});
}

TEST(XlsxRecogniser, TellsSheetAndHeader) {
  const auto found = recognise(row(1, {"Rapport"}) + row(3, {"Nr", "Namn", "Ort"}) + row(4, {"1", "Åsa", "Umeå"}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->sureness, 100);
  EXPECT_EQ(option(*found, "sheet"), "(none)") << "there is no other";
  EXPECT_EQ(option(*found, "header"), "\"3\"");
  EXPECT_TRUE(found->open.empty());
}

TEST(XlsxRecogniser, TellsTwoHeaderRows) {
  const auto names = row(2, {"Nr", "Student", "", "Plats"}) + row(3, {"", "Förnamn", "Efternamn", "Namn", "Ort"});
  const auto merges = "<mergeCells><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"D2:E2\"/></mergeCells>";
  EXPECT_EQ(option(*recognise(names + row(4, {"1", "Åsa", "Berg", "X", "Umeå"}), merges), "header"), "\"2-3\"");
  const auto twice = row(2, {"Student", "", "Handledare"}) + row(3, {"Namn", "Nr", "Namn"}) + row(4, {"a", "1", "b"});
  EXPECT_EQ(option(*recognise(twice), "header"), "\"2-3\"");
}

TEST(XlsxRecogniser, ARowOfTextsIsNoSecondHeader) {
  const auto merges = "<mergeCells><mergeCell ref=\"B2:C2\"/></mergeCells>";
  EXPECT_EQ(option(*recognise(row(2, {"Ort", "Namn"}) + row(3, {"Umeå", "Åsa", "Berg"}), merges), "header"), "\"2\"");
  EXPECT_EQ(option(*recognise(row(1, {"Ort", "Namn"}) + row(2, {"Umeå", "Åsa"}) + row(3, {"Luleå", "Bo"})), "header"),
            "\"1\"");
  EXPECT_EQ(option(*recognise(row(1, {"Rapport HT 2026"}) + row(2, {"Ort", "Namn"}) + row(3, {"1", "Åsa"}),
                              "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"),
                   "header"),
            "\"2\"");
}

TEST(XlsxRecogniser, SaysWhyAWorkbookIsRefused) {
  const auto old = XlsxRecogniser().recognise({"s", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest"});
  ASSERT_TRUE(old);
  EXPECT_EQ(old->open.front(), "this is an old .xls workbook, or one with a password; save it as .xlsx without one");
  EXPECT_FALSE(recognise("")->open.empty());
  for (const std::string_view bytes : {"", "a;b", "PK", "<a/>"}) EXPECT_FALSE(XlsxRecogniser().recognise({"s", bytes}));
}

TEST(XlsxRecogniser, WhatIsCutOffIsToldOf) {
  Handmade made;
  made.rows = row(1, {"Nr", "Ort"}) + row(2, {"1", "Umeå"});
  const auto bytes = workbook_of(made);
  for (std::size_t length = 4; length < bytes.size(); length += 13) {
    const auto cut = bytes.substr(0, length);
    const auto found = XlsxRecogniser().recognise({"s", cut});
    EXPECT_TRUE(found && !found->open.empty()) << length;
  }
}

std::string edit(std::string_view text) {
  if (text == "Åsa" || text == "Blad 1") return "Öst";
  return text == "7" || text == "0" ? "8" : std::string(text);
}

Parts sample() {
  Handmade made;
  made.strings = "<si><t>Åsa</t></si>";
  made.rows = row(1, {"Nr", "Namn", "Ort"}) + "<row r=\"2\"><c r=\"A2\"><v>7</v></c><c r=\"B2\" t=\"s\"><v>0</v></c>" +
              text_cell("C2", "Åsa") + "</row>";
  return parts_of(made);
}

Result<std::string> rewritten(const Parts& parts) {
  const auto bytes = zip_of(parts);
  return XlsxRecogniser().rewrite({"s", bytes}, edit);
}

TEST(XlsxRecogniser, RewritesCellsAndNamesOfSheets) {
  auto parts = sample();
  parts.emplace_back("docProps/core.xml", "<p xmlns:dc=\"urn:dc\"><dc:creator>Åsa Berg</dc:creator></p>");
  const auto bytes = rewritten(parts);
  ASSERT_TRUE(bytes) << bytes.error().what;
  const auto outcome = read(*bytes);
  EXPECT_EQ(outcome.text(0, "Nr"), "8");
  EXPECT_EQ(outcome.text(0, "Namn"), "Öst");
  EXPECT_EQ(outcome.text(0, "Ort"), "Öst");
  EXPECT_EQ(outcome.records.at(0).message.origin.sheet, "Öst");
  test::TextInput input(*bytes);
  const auto archive = Archive::open(std::move(*open_seekable(input)));
  EXPECT_EQ((*archive)->read_part("docProps/core.xml").value(),
            R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp=)"
            R"("http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>)");
  EXPECT_EQ(*bytes, *rewritten(parts));
}

TEST(XlsxRecogniser, WhatIsNotLookedThroughIsRefused) {
  for (const std::string name :
       {"xl/comments1.xml", "xl/drawings/drawing1.xml", "xl/media/image1.png", "xl/embeddings/a.bin",
        "xl/externalLinks/externalLink1.xml", "xl/printerSettings/printerSettings1.bin", "xl/pivotCache/records1.xml",
        "customXml/item1.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg"}) {
    auto parts = sample();
    parts.emplace_back(name, "<a/>");
    const auto bytes = rewritten(parts);
    ASSERT_FALSE(bytes) << name;
    EXPECT_NE(bytes.error().what.find("not looked through"), std::string::npos) << bytes.error().what;
  }
  auto parts = sample();
  parts.emplace_back("xl/worksheets/_rels/sheet1.xml.rels",
                     "<Relationships><Relationship Target=\"mailto:a@b\" TargetMode=\"External\"/></Relationships>");
  EXPECT_EQ(rewritten(parts).error().what, "the workbook has links that lead out of it; remove them and save it again");
}

TEST(XlsxRecogniser, WhatWouldBreakTheWorkbookIsRefused) {
  const auto bytes = zip_of(sample());
  EXPECT_FALSE(XlsxRecogniser().rewrite({"s", bytes}, [](auto) { return std::string("<"); }));
}

}  // namespace
}  // namespace sluss::xlsx
