#include "base/code_page.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace sluss {
namespace {

// What iconv says of the same letters.
TEST(CodePage, HasTheSwedishLettersWhereTheyStand) {
  const std::string letters = "åäöÅÄÖéü";
  EXPECT_EQ(to_code_page(letters, CodePage::cp437), "\x86\x84\x94\x8F\x8E\x99\x82\x81");
  EXPECT_EQ(to_code_page(letters, CodePage::cp850), "\x86\x84\x94\x8F\x8E\x99\x82\x81");
  EXPECT_EQ(to_code_page(letters, CodePage::latin1), "\xE5\xE4\xF6\xC5\xC4\xD6\xE9\xFC");
  EXPECT_EQ(to_code_page(letters, CodePage::windows1252), "\xE5\xE4\xF6\xC5\xC4\xD6\xE9\xFC");
  EXPECT_EQ(to_code_page(letters, CodePage::utf8), letters);
  EXPECT_EQ(to_code_page("€", CodePage::windows1252), "\x80");
  EXPECT_EQ(to_code_page("ø", CodePage::cp850), "\x9B");
  EXPECT_EQ(to_code_page("─", CodePage::cp437), "\xC4");
}

TEST(CodePage, SaysWhereACharacterIsMissing) {
  EXPECT_EQ(to_code_page("åø", CodePage::cp437).error(), 1U);
  EXPECT_EQ(to_code_page("Åsa €", CodePage::latin1).error(), 4U);
  EXPECT_EQ(to_code_page("😀", CodePage::windows1252).error(), 0U);
  EXPECT_EQ(to_code_page("a\xC5", CodePage::utf8).error(), 1U);
  EXPECT_EQ(from_code_page("ab\x81", CodePage::windows1252).error(), 2U);
  EXPECT_EQ(from_code_page("a\xFFz", CodePage::utf8).error(), 1U);
}

TEST(CodePage, EveryByteComesBack) {
  for (const auto page : {CodePage::windows1252, CodePage::latin1, CodePage::cp437, CodePage::cp850}) {
    int seen = 0;
    for (int byte = 0; byte < 256; ++byte) {
      const std::string bytes(1, static_cast<char>(byte));
      const auto text = from_code_page(bytes, page);
      if (!text) continue;
      ++seen;
      ASSERT_TRUE(is_utf8(*text));
      ASSERT_EQ(to_code_page(*text, page), bytes) << name_of(page) << " " << byte;
    }
    EXPECT_EQ(seen, page == CodePage::windows1252 ? 251 : 256) << name_of(page);
  }
}

}  // namespace
}  // namespace sluss
