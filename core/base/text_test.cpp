#include "base/text.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

TEST(Trim, takes_white_space_off_both_ends) {
  EXPECT_EQ(trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(trim("\u00a0 a\u00a0b \u00a0"), "a\u00a0b");
  EXPECT_EQ(trim(" \u00a0 "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("à"), "à");  // its second byte, A0, is no white space
}

TEST(Split, keeps_empty_parts) {
  using Parts = std::vector<std::string_view>;
  EXPECT_EQ(split("a,,b,", ','), (Parts{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), Parts{""});
}

TEST(Join, puts_the_text_between) {
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({"a"}, ", "), "a");
  EXPECT_EQ(join({}, ", "), "");
  EXPECT_EQ(join({"a", "a"}, "-"), "a-a");
}

TEST(FoldCase, knows_swedish_letters) {
  EXPECT_EQ(fold_case("ÅÄÖ ÉÜ Hösttermin"), "åäö éü hösttermin");
  EXPECT_EQ(fold_case("×ß"), "×ß");
  EXPECT_EQ(fold_case("Łódź"), "Łódź");  // beyond Latin-1: left as it is
}

TEST(Excerpt, is_short_and_on_one_line) {
  EXPECT_EQ(excerpt("Oklar"), "Oklar");
  EXPECT_EQ(excerpt("a\r\nb\x7F"), "a  b ");
  EXPECT_EQ(excerpt(std::string(40, 'x')), std::string(40, 'x'));
  EXPECT_EQ(excerpt(std::string(41, 'x')), std::string(40, 'x') + "...");
  EXPECT_EQ(excerpt(std::string(39, 'x') + "åå"), std::string(39, 'x') + "...");  // no character is cut in two
}

TEST(Excerpt, shows_no_personnummer) {  // synthetic numbers
  EXPECT_EQ(excerpt("19990102-1239"), "99999999-9999");
  EXPECT_EQ(excerpt("9901021239"), "9999999999");
  EXPECT_EQ(excerpt("19990102+1239"), "99999999+9999");
  EXPECT_EQ(excerpt("2026-08-31"), "2026-08-31");
}

TEST(ShapeOf, keeps_no_content) {
  EXPECT_EQ(shape_of("19990102-1234"), "99999999-9999");
  EXPECT_EQ(shape_of("Åsa Öberg"), "xxx xxxxx");
  EXPECT_EQ(shape_of("8.5E+11"), "9.9x+99");
  EXPECT_EQ(shape_of("李四"), "xx");
}

TEST(Nearest, finds_a_slip_of_the_pen) {
  const std::vector<std::string> words{"folder", "match", "schedule"};
  EXPECT_EQ(nearest("foldr", words), "folder");
  EXPECT_EQ(nearest("Schedlue", words), "schedule");
  EXPECT_EQ(nearest("timezone", words), std::nullopt);
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

TEST(MatchesGlob, as_in_a_shell) {
  EXPECT_TRUE(matches_glob("placeringar*.csv", "placeringar-2026.csv"));
  EXPECT_TRUE(matches_glob("*", ""));
  EXPECT_TRUE(matches_glob("a?c*", "abc"));
  EXPECT_TRUE(matches_glob("*a*b", "xxaxbxb"));
  EXPECT_FALSE(matches_glob("*.csv", "a.csv.tmp"));
  EXPECT_FALSE(matches_glob("a?c", "ac"));
  EXPECT_FALSE(matches_glob("", "a"));
}

TEST(MatchesGlob, many_stars_end_soon) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "*a";
  EXPECT_FALSE(matches_glob(pattern + "b", std::string(5000, 'a')));
}

TEST(IsUtf8, is_strict) {
  EXPECT_TRUE(is_utf8("Åsa 李 😀"));
  EXPECT_TRUE(is_utf8(""));
  for (const auto* bytes : {"\xC5", "\xE5sa", "\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80",
                            "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x82"})
    EXPECT_FALSE(is_utf8(bytes));
  EXPECT_TRUE(is_utf8("\xF4\x8F\xBF\xBF"));
  EXPECT_TRUE(is_utf8("\xED\x9F\xBF"));
}

TEST(CharactersIn, are_not_bytes) {
  EXPECT_EQ(characters_in("Östra"), 5U);
  EXPECT_EQ(characters_in(""), 0U);
}

}  // namespace
}  // namespace sluss
