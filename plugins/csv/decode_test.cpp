// All personal data here is made up.
#include <gtest/gtest.h>

#include "decoded.h"

namespace sluss::csv {
namespace {

using namespace std::string_literals;

TEST(CsvDecode, KeepsValuesExactlyAsWritten) {
  const auto all = decoded("Id;Namn;Belopp\n007; Åsa ;=1+1\n8.5E+11;-5;1 234,50\n");
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 2U);
  EXPECT_EQ(all.row(0), "[007][ Åsa ][=1+1]");
  EXPECT_EQ(all.row(1), "[8.5E+11][-5][1 234,50]");
  const auto& message = all.records[0].message;
  EXPECT_EQ(message.raw, "007; Åsa ;=1+1");
  EXPECT_EQ(message.body["Belopp"], Value("=1+1"));
  EXPECT_EQ(message.origin.columns->names, (std::vector<std::string>{"Id", "Namn", "Belopp"}));
  EXPECT_TRUE(message.origin.columns->letters.empty());
  EXPECT_EQ(message.origin.columns, all.records[1].message.origin.columns);
}

TEST(CsvDecode, UnderstandsQuotesAndLineBreaksInThem) {
  const auto all = decoded("a;b\r\n\"x;\"\"y\"\"\";\"1\r\n2\r3\n4\"\r\n\"\";5\" disk\r\n");
  ASSERT_EQ(all.refusal, "");
  EXPECT_EQ(all.row(0), "[x;\"y\"][1\r\n2\r3\n4]");
  EXPECT_EQ(all.records[0].message.raw, "\"x;\"\"y\"\"\";\"1\r\n2\r3\n4\"");
  EXPECT_EQ(all.row(1), "[][5\" disk]");
  EXPECT_EQ(all.line(0), 2);
  EXPECT_EQ(all.line(1), 6);
}

TEST(CsvDecode, TakesAnyLineBreakAndSkipsBlankRows) {
  for (const auto* end : {"\n", "\r\n", "\r"}) {
    const auto e = std::string(end);
    for (const std::size_t piece : {1U, 2U, 1000U}) {
      const auto all = decoded("a;b" + e + e + "1;2" + e + ";" + e + "  " + e + "3;4", {}, piece);
      ASSERT_EQ(all.refusal, "");
      ASSERT_EQ(all.records.size(), 2U);
      EXPECT_EQ(all.line(0), 3);
      EXPECT_EQ(all.row(1), "[3][4]");
      EXPECT_EQ(all.line(1), 6);
    }
  }
}

TEST(CsvDecode, ParksABadRowAndGoesOn) {
  const auto all = decoded("a;b;c\n1;2;3\n1;2\n1;2;3;4\n\"x\"y;2;3\n4;5;6\n");
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 5U);
  EXPECT_EQ(all.row(1), "the row has 2 columns; expected 3 columns as in the header");
  EXPECT_EQ(all.row(2), "the row has 4 columns; expected 3 columns as in the header");
  EXPECT_EQ(all.row(3), "column 1 has text after its closing quote");
  EXPECT_EQ(all.records[2].message.raw, "1;2;3;4");
  EXPECT_EQ(all.line(2), 4);
  EXPECT_EQ(all.row(4), "[4][5][6]");
}

TEST(CsvDecode, AHeaderAloneHasNoRecords) {
  for (const auto* text : {"a;b;c", "a;b;c\n", "a;b;c\r\n\r\n",
                           "\xEF\xBB\xBF"
                           "a;b;c\n",
                           "a"}) {
    const auto all = decoded(text);
    EXPECT_EQ(all.refusal, "");
    EXPECT_TRUE(all.records.empty());
  }
}

TEST(CsvDecode, FindsTheDelimiter) {
  EXPECT_EQ(decoded("a,b\n1,2\n").row(0), "[1][2]");
  EXPECT_EQ(decoded("a\tb\n1\t2\n").row(0), "[1][2]");
  EXPECT_EQ(decoded("a|b\n1|2\n").row(0), "[1][2]");
  EXPECT_EQ(decoded("a;b\n1,50;2,50\n3,00;4,00\n").row(0), "[1,50][2,50]");
  EXPECT_EQ(decoded("a,b;c\n1,2;3\n", {.delimiter = ';'}).row(0), "[1,2][3]");
  EXPECT_EQ(decoded("a\n1\n").row(0), "[1]");
}

TEST(CsvDecode, FindsTheHeaderBelowTitles) {
  const auto all =
      decoded("Placeringar, hösten\nUttag;2026-08-01;;;\n\nId;Namn;Start;Slut;Enhet\n1;A;x;y;z\n2;;x;y;z\n");
  ASSERT_EQ(all.refusal, "");
  EXPECT_EQ(all.row(0), "[1][A][x][y][z]");
  EXPECT_EQ(all.line(0), 5);
  std::string late(49, '\n');
  EXPECT_EQ(decoded(late + "a;b\n1;2").row(0), "[1][2]");
  EXPECT_NE(decoded(late + "\na;b\n1;2").refusal.find("no header"), std::string::npos);
}

TEST(CsvDecode, TakesTheStatedHeader) {
  const auto text = "an open \" and \"\r\nx;y\r\na;b\r\n1;2\r\n"s;
  EXPECT_EQ(decoded(text, {.header = "3"}, 1).row(0), "[1][2]");
  EXPECT_EQ(decoded(text, {.header = "3"}).line(0), 4);
  EXPECT_EQ(decoded(text, {.header = "2"}).row(0), "[a][b]");
  EXPECT_NE(decoded(text, {.header = "9"}).refusal.find("expected the header in line 9"), std::string::npos);
  EXPECT_EQ(decoded("\n\na;b", {.header = "2"}).refusal, "line 2: the line is empty; expected the header");
}

TEST(CsvDecode, ReadsEveryEncoding) {
  EXPECT_EQ(decoded("a;b\n\xC5sa;2\n").row(0), "[Åsa][2]");
  EXPECT_EQ(decoded("\xEF\xBB\xBF"
                    "a;b\nÅsa;2\n")
                .row(0),
            "[Åsa][2]");
  EXPECT_EQ(decoded("\xFF\xFE"
                    "a\0;\0b\0\n\0\xC5\0;\0002\0"s)
                .row(0),
            "[Å][2]");
  EXPECT_EQ(decoded("a;b\n\xC3\xA5;2\n", {.encoding = Encoding::windows1252}).row(0), "[Ã¥][2]");
}

TEST(CsvDecode, RefusesTheFileWithTheLine) {
  const auto refusal = [](const std::string& text) { return decoded(text).refusal; };
  EXPECT_EQ(refusal("\na;b;a\n1;2;3\n"),
            "line 2: columns 1 and 3 of the header have the same name; expected different names");
  EXPECT_EQ(refusal("\na;;c\n1;2;3\n"), "line 2: column 2 of the header has no name; each column needs one");
  EXPECT_EQ(refusal("a;b\n1;2\n3;\0\n"s), "line 3: a NUL character; expected text");
  EXPECT_EQ(refusal("a;b\n1;\"x\ny\"\n3;\"x\n\n"), "line 4: a quote is opened here and never closed");
  EXPECT_EQ(refusal("a;b\nÅ;2\n\xC5;2\n").substr(0, 8), "line 3: ");
  EXPECT_NE(refusal("").find("no header"), std::string::npos);
  EXPECT_NE(refusal("\n;;\n").find("no header"), std::string::npos);
  EXPECT_NE(refusal("\"a").find("never closed"), std::string::npos);
}

TEST(CsvDecode, StopsAtItsLimits) {
  const std::string mebibyte(1024 * 1024, 'x');
  EXPECT_EQ(decoded("a;b\n" + mebibyte.substr(2) + ";2\n3;4\n").records.size(), 2U);
  EXPECT_EQ(decoded("a;b\n1;2\n" + mebibyte + ";\n").refusal.substr(0, 7), "line 3:");
  EXPECT_EQ(decoded("a;b\n1;2\n\"" + mebibyte + mebibyte + mebibyte).refusal.substr(0, 7), "line 3:");
  EXPECT_NE(decoded(mebibyte + mebibyte).refusal.find("1 MiB"), std::string::npos);
  EXPECT_EQ(decoded("a;b\n1;2\n" + std::string(1999, ';') + "\n").records.size(), 1U);
  EXPECT_EQ(decoded("a;b\n1;2\n" + std::string(2000, ';') + "\n").refusal, "line 3: more than 2000 columns");
}

TEST(CsvDecode, HandsBackTheErrorOfTheReceiver) {
  test::TextInput input("a;b\n1;2\n3;4\n", 100);
  int seen = 0;
  const auto outcome = Csv({}).decode(input, [&](Record&&) -> Result<void> {
    ++seen;
    return fail(Fault::cancelled, "stop");
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::cancelled);
  EXPECT_EQ(seen, 1);
}

}  // namespace
}  // namespace sluss::csv
