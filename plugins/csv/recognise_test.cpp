#include "recognise.h"

#include <gtest/gtest.h>

#include "support/recognised.h"

namespace sluss::csv {
namespace {

using test::option;

std::optional<Recognised> recognise(std::string_view bytes) { return CsvRecogniser().recognise({"sample", bytes}); }

TEST(CsvRecogniser, TellsDelimiterCodePageAndHeader) {
  const auto found =
      recognise("Rapport fr\xE5n systemet;;\r\n\r\nNr;F\xF6rnamn;Start\r\n1;\xC5sa;2026-09-01\r\n2;Bo;2026-09-02\r\n");
  ASSERT_TRUE(found);
  EXPECT_EQ(option(*found, "delimiter"), "\";\"");
  EXPECT_EQ(option(*found, "encoding"), "windows-1252");
  EXPECT_EQ(option(*found, "header"), "3");
  EXPECT_EQ(found->sureness, 80);
}

TEST(CsvRecogniser, TellsTabsAndUtf8) {
  const auto found = recognise("\xEF\xBB\xBFNr\tNamn\n1\tÅsa\n");
  ASSERT_TRUE(found);
  EXPECT_EQ(option(*found, "delimiter"), "tab");
  EXPECT_EQ(option(*found, "encoding"), "utf-8");
}

TEST(CsvRecogniser, PassesOverWhatIsNoTable) {
  for (const std::string_view bytes :
       {std::string_view(""), std::string_view("<a><b>1</b></a>"), std::string_view("one, sometimes\ntwo\nthree\nfour"),
        std::string_view("A12345\nB12346\n"), std::string_view("a;b\n1;\0\n", 8)})
    EXPECT_FALSE(recognise(bytes)) << bytes;
}

TEST(CsvRecogniser, RewritesInTheEncodingThatItHas) {
  const auto edit = [](std::string_view text) {
    auto edited = std::string(text);
    return edited.replace(edited.find("Åsa"), 4, "Öst");
  };
  EXPECT_EQ(CsvRecogniser().rewrite({"s", "Nr;Namn\r\n1;\xC5sa\r\n"}, edit).value(), "Nr;Namn\r\n1;\xD6st\r\n");
  EXPECT_EQ(CsvRecogniser().rewrite({"s", "\xEF\xBB\xBFNr;Namn\r\n1;Åsa\r\n"}, edit).value(),
            "\xEF\xBB\xBFNr;Namn\r\n1;Öst\r\n");
  EXPECT_FALSE(CsvRecogniser().rewrite({"s", "\xFF\xFEN\0"}, edit));
}

TEST(CsvRecogniser, LeavesOfTitlesTheirShape) {
  const auto same = [](std::string_view text) { return std::string(text); };
  EXPECT_EQ(CsvRecogniser().rewrite({"s", "Av Eva Ek 2026\nNr;Namn\n1;A\n2;B\n3;C\n"}, same).value(),
            "xx xxx xx 9999\nNr;Namn\n1;A\n2;B\n3;C\n");
}

}  // namespace
}  // namespace sluss::csv
