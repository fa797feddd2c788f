// What is refused, and the sentence that says why.
#include "fixture.h"
#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

Handmade sample() {
  Handmade made;
  made.strings = "<si><t>Umeå</t></si>";
  made.rows = table_of({{"", "<v>1</v>"}, {R"( t="s")", "<v>0</v>"}});
  return made;
}

std::string refusal_with(const std::string& name, const std::string& content) {
  auto parts = parts_of(sample());
  parts.emplace_back(name, content);
  return read(zip_of(parts)).refusal();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  EXPECT_NE(text.find(from), std::string::npos) << from;
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

TEST(XlsxRefusal, TheSampleItselfIsRead) { EXPECT_EQ(read(workbook_of(sample())).text(0, "Ort"), "Umeå"); }

TEST(XlsxRefusal, WhatIsNoZip) {
  const std::string expected =
      "this is not an .xlsx workbook (.xls or HTML renamed? save it as .xlsx): it is no zip archive";
  EXPECT_EQ(read("<html><table><tr><td>1</td></tr></table></html>").refusal(), expected);
  EXPECT_EQ(read("Nr;Ort\n1;Umeå\n").refusal(), expected);
  EXPECT_EQ(read("PK").refusal(), expected);
  EXPECT_EQ(read("").refusal(), "the file is empty; expected an .xlsx workbook");
}

TEST(XlsxRefusal, OldAndEncryptedWorkbooks) {
  const std::string start = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(100'000, '\0');
  EXPECT_EQ(read(start + "Workbook").refusal(),
            "this is an old .xls workbook, or one with a password; save it as .xlsx without one");
  std::string stream;
  for (const char c : std::string_view("EncryptedPackage")) stream += {c, '\0'};
  EXPECT_EQ(read(start + stream).refusal(), "the workbook is encrypted with a password; save it without one");
  EXPECT_EQ(read(zip_of(parts_of(sample()), "hemligt")).refusal(),
            "the workbook is encrypted with a password; save it without one");
}

TEST(XlsxRefusal, AZipThatIsNoWorkbook) {
  EXPECT_EQ(read(zip_of({{"readme.txt", "hej"}})).refusal(),
            "the workbook's part \"_rels/.rels\" is missing: the file is damaged or no workbook");
  auto parts = parts_of(sample());
  part(parts, "xl/workbook.xml") = "<document xmlns=\"urn:words\"/>";
  EXPECT_EQ(read(zip_of(parts)).refusal(), "this is a document of another kind, no workbook; save it as .xlsx");
  parts = parts_of(sample());
  part(parts, "_rels/.rels") = replaced(part(parts, "_rels/.rels"), "workbook.xml", "workbook.bin");
  EXPECT_EQ(read(zip_of(parts)).refusal(), "this is a binary workbook (.xlsb); save it as .xlsx");
}

TEST(XlsxRefusal, APartThatUnpacksToFarMoreThanItsSize) {
  const auto refusal = refusal_with("xl/media/a.xml", std::string(3'000'000, ' '));
  EXPECT_EQ(refusal,
            "the part \"xl/media/a.xml\" unpacks to more than 200 times its size: a zip bomb, or nothing but "
            "blank cells");
}

/// Bytes that pack to about a fiftieth: within the ratio.
std::string packable(std::size_t size) {
  std::string text(size, ' ');
  unsigned state = 1;
  for (std::size_t i = 0; i < size; i += 50) {
    state = state * 1'103'515'245U + 12'345U;
    text[i] = static_cast<char>('a' + (state >> 16U) % 26);
  }
  return text;
}

TEST(XlsxRefusal, PartsThatUnpackToTooMuchTogether) {
  auto parts = parts_of(sample());
  const auto bulk = packable(limits::mebibyte);
  for (const auto* name : {"a.bin", "b.bin", "c.bin"}) parts.emplace_back(name, bulk);
  const auto bytes = zip_of(parts);
  const auto open = [&](std::uint64_t limit) {
    test::TextInput input(bytes);
    return Archive::open(std::move(open_seekable(input).value()), limit);
  };
  EXPECT_TRUE(open(4 * limits::mebibyte));
  const auto refused = open(3 * limits::mebibyte);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "the workbook unpacks to more than 3 MiB; divide it into several files");
}

TEST(XlsxRefusal, TooManyParts) {
  auto parts = parts_of(sample());
  while (parts.size() <= static_cast<std::size_t>(limits::entries))
    parts.emplace_back("xl/media/" + std::to_string(parts.size()), "");
  EXPECT_EQ(read(zip_of(parts)).refusal(), "the workbook has more than 10000 parts");
}

TEST(XlsxRefusal, NamesThatLeadOutOfTheArchive) {
  for (const auto* name : {"../evil.xml", "xl/../../evil.xml", "/etc/passwd", "C:/evil.xml", "..\\evil.xml", "xl/.."})
    EXPECT_NE(refusal_with(name, "x").find("has a name that leads out of it"), std::string::npos) << name;
  EXPECT_EQ(refusal_with("xl/a..b.xml", "<x/>"), "");
}

TEST(XlsxRefusal, NamesThatStandTwice) {
  auto parts = parts_of(sample());
  parts.emplace_back("xl/one.xml", "<x/>");
  parts.emplace_back("xl/two.xml", "<x/>");
  EXPECT_EQ(read(replaced(zip_of(parts), "xl/two.xml", "xl/one.xml")).refusal(),
            "the workbook has two parts named \"xl/one.xml\"");
  EXPECT_EQ(read(replaced(zip_of(parts), "xl/two.xml", "XL/ONE.xml")).refusal(),
            "the workbook has two parts named \"xl/one.xml\"");
}

TEST(XlsxRefusal, ADoctypeAnywhere) {
  const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
  EXPECT_EQ(refusal_with("docProps/app.xml", bomb),
            "the part \"docprops/app.xml\" has a DOCTYPE; workbooks have none, it is refused");
  std::string wide = "\xFF\xFE";
  for (const char c : bomb) wide += {c, '\0'};
  EXPECT_NE(refusal_with("docProps/app.xml", wide).find("DOCTYPE"), std::string::npos);
  EXPECT_EQ(refusal_with("xl/media/a.png", bomb), "");
}

TEST(XlsxRefusal, AnEntityThatNoOneDeclared) {
  auto made = sample();
  made.strings = "<si><t>&outside;</t></si>";
  EXPECT_NE(read(workbook_of(made)).refusal(), "");
}

TEST(XlsxRefusal, ReferencesToWhatIsNotThere) {
  auto made = sample();
  for (const auto* index : {"1", "-1", "99999999999999999999", "x", ""}) {
    made.rows = table_of({{"", "<v>1</v>"}, {R"( t="s")", "<v>" + std::string(index) + "</v>"}});
    EXPECT_EQ(read(workbook_of(made)).refusal(),
              "the workbook is damaged: cell B2 refers to a shared text that is not "
              "there; open and save it in Excel")
        << index;
  }
  made.rows = table_of({{R"( s="1")", "<v>1</v>"}});
  EXPECT_EQ(read(workbook_of(made)).refusal(),
            "the workbook is damaged: cell A2 refers to a style that is not there; open and save it in Excel");
}

TEST(XlsxRefusal, LinksThatLeadOutOfTheArchive) {
  auto parts = parts_of(sample());
  auto& links = part(parts, "xl/_rels/workbook.xml.rels");
  links = replaced(links, "worksheets/sheet1.xml", "../../etc/passwd");
  EXPECT_EQ(read(zip_of(parts)).refusal(), "the workbook is damaged: one of its parts points out of the file");
  links = replaced(links, "\"../../etc/passwd\"", "\"http://127.0.0.1:1/x\" TargetMode=\"External\"");
  EXPECT_EQ(read(zip_of(parts)).refusal(), "the workbook is damaged: a sheet's part is missing");
}

TEST(XlsxRefusal, BrokenXmlWithoutShowingIt) {
  auto made = sample();
  made.rows += "<row r=\"3\"><c><is><t>Kim Exempel</is></c></row>";
  EXPECT_EQ(read(workbook_of(made)).refusal(),
            "the workbook is damaged: its part \"xl/worksheets/sheet1.xml\" is not "
            "well-formed XML; open and save it in Excel");
}

TEST(XlsxRefusal, ATextLongerThanACellCanHold) {
  auto made = sample();
  made.strings = "<si><t>" + packable(200'000) + "</t></si>";
  EXPECT_EQ(read(workbook_of(made)).refusal(), "a text that cells share is longer than 128 KiB; no cell may be");
}

TEST(XlsxRefusal, AFileThatIsCutOff) {
  const auto bytes = workbook_of(sample());
  for (const auto share : {1U, 2U, 3U, 9U})
    EXPECT_NE(read(bytes.substr(0, bytes.size() * share / 10)).refusal().find("damaged or cut off"), std::string::npos);
  EXPECT_NE(read(bytes.substr(0, bytes.size() - 1)).refusal(), "");
}

TEST(XlsxRefusal, TruncationAtEveryByte) {
  const auto bytes = workbook_of(sample());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_NE(read(bytes.substr(0, length)).refusal(), "") << length;
}

TEST(XlsxRefusal, SizesThatLie) {
  const auto bytes = workbook_of(sample());
  constexpr std::size_t unpacked_size = 24;
  for (const char lie : {'\x01', '\xFF'}) {
    auto changed = bytes;
    const auto entry = changed.find("PK\x01\x02");
    changed[entry + unpacked_size] = static_cast<char>(changed[entry + unpacked_size] ^ lie);
    changed[entry + unpacked_size + 2] = lie;
    EXPECT_NE(read(changed).refusal().find("cannot be unpacked"), std::string::npos) << read(changed).refusal();
  }
}

TEST(XlsxRefusal, AChecksumThatDoesNotHold) {
  Parts parts = parts_of(sample());
  parts.emplace_back("xl/media/a.bin", "0123456789abcdefghijklmnopqrstuvwxyz");
  auto bytes = zip_of(parts);
  const auto at = bytes.find("xl/media/a.bin") + 14 + 3;
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  EXPECT_NE(read(bytes).refusal().find("\"xl/media/a.bin\" cannot be unpacked"), std::string::npos)
      << read(bytes).refusal();
}

}  // namespace
}  // namespace sluss::xlsx
