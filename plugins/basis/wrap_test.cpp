#include "wrap.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/text.h"

namespace sluss::basis {
namespace {

/// Every character is one wide.
double characters(const std::string& text) {
  return static_cast<double>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::string> wrapped(const std::string& text, double width, std::size_t most) {
  return wrap(text, width, most, characters);
}

using Lines = std::vector<std::string>;

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_EQ(wrapped("Åsa Öhrn", 20, 3), Lines{"Åsa Öhrn"});
  EXPECT_EQ(wrapped("Åsa Öhrn", 8, 3), Lines{"Åsa Öhrn"});
  EXPECT_EQ(wrapped("Åsa Öhrn", 7, 3), (Lines{"Åsa", "Öhrn"}));
  EXPECT_EQ(wrapped("ett två tre fyra", 8, 3), (Lines{"ett två", "tre fyra"}));
  EXPECT_EQ(wrapped("", 8, 3), Lines{""});
}

TEST(Wrap, BreaksBehindHyphens) {
  EXPECT_EQ(wrapped("Ek-Öhrn", 5, 3), (Lines{"Ek-", "Öhrn"}));
  EXPECT_EQ(wrapped("Ek Alm-Öhrn", 7, 3), (Lines{"Ek Alm-", "Öhrn"}));
}

TEST(Wrap, BreaksInsideAWordThatIsLongerThanALine) {
  EXPECT_EQ(wrapped("åäöåäöåä", 3, 9), (Lines{"åäö", "åäö", "åä"}));
  EXPECT_EQ(wrapped("a bbbbbbb", 4, 9), (Lines{"a", "bbbb", "bbb"}));
}

TEST(Wrap, ShortensWhatIsLeft) {
  EXPECT_EQ(wrapped("ett två tre fyra", 8, 1), Lines{"ett två…"});
  EXPECT_EQ(wrapped("ett två tre fyra fem", 8, 2), (Lines{"ett två", "tre fyr…"}));
}

TEST(Wrap, NeverSplitsACharacterAndAlwaysEnds) {
  for (double width = 0; width < 6; ++width) {
    for (const auto& line : wrapped("ЖЖ åååååå \U0001F600\U0001F600\U0001F600 x", width, 50))
      EXPECT_TRUE(is_utf8(line));
  }
}

}  // namespace
}  // namespace sluss::basis
