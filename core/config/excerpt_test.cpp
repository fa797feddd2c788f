#include "config/excerpt.h"

#include <gtest/gtest.h>
#include <random>

#include "base/text.h"

namespace sluss::config {
namespace {

std::string shown(std::string_view line, int column, int length) {
  const auto excerpt = excerpt_of(line, {nullptr, 1, column, length});
  return excerpt.line + "\n" + excerpt.underline;
}

TEST(Excerpt, underlines_what_is_wrong) {
  EXPECT_EQ(shown("klipp: { foldr: x }", 10, 5), "klipp: { foldr: x }\n         ^~~~~");
  EXPECT_EQ(shown("a: b\r", 4, 1), "a: b\n   ^");
}

TEST(Excerpt, counts_characters_and_not_bytes) {
  EXPECT_EQ(shown("Östra: { åäö: x }", 10, 3), "Östra: { åäö: x }\n         ^~~");
}

TEST(Excerpt, shows_tabs_as_blanks_so_that_the_line_below_fits) {
  EXPECT_EQ(shown("a\tb: c", 3, 1), "a   b: c\n    ^");
  EXPECT_EQ(shown("\tb", 1, 1), "    b\n^~~~");
}

TEST(Excerpt, knows_wide_characters_and_those_without_width) {
  EXPECT_EQ(shown("名前: x", 5, 1), "名前: x\n      ^");
  EXPECT_EQ(shown("名前: x", 1, 2), "名前: x\n^~~~");
  EXPECT_EQ(shown("e\u0301: x", 5, 1), "e\u0301: x\n   ^");
}

TEST(Excerpt, cuts_a_long_line_round_the_fault) {
  const auto line = std::string(300, 'a') + " wrong " + std::string(300, 'b');
  const auto text = shown(line, 302, 5);
  EXPECT_EQ(text.substr(0, 48), "…" + std::string(39, 'a') + " wrong");
  EXPECT_NE(text.find("b…\n" + std::string(41, ' ') + "^~~~~"), std::string::npos) << text;
  EXPECT_EQ(text.substr(text.find('\n') + 1), std::string(41, ' ') + "^~~~~");
}

TEST(Excerpt, shows_no_byte_that_could_move_a_terminal) {
  EXPECT_EQ(shown("a: \x1b[31mb", 4, 1), "a: \uFFFD[31mb\n   ^");
  EXPECT_EQ(shown("a: \xD6st", 4, 1), "a: \uFFFDst\n   ^");
  EXPECT_EQ(shown(std::string_view("a: \0b", 5), 4, 1), "a: \uFFFDb\n   ^");
}

TEST(Excerpt, stays_within_the_line) {
  EXPECT_EQ(shown("ab", 9, 4), "ab\n  ^");
  EXPECT_EQ(shown("ab", 2, 100), "ab\n ^");
  EXPECT_EQ(shown("", 1, 1), "\n^");
}

TEST(Excerpt, is_text_of_one_line_whatever_the_bytes_are) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string line(random() % 300, ' ');
    for (auto& c : line) c = random() % 2 == 0 ? 'a' : static_cast<char>(random() % 256);
    const auto excerpt =
        excerpt_of(line, {nullptr, 1, static_cast<int>(random() % 320), static_cast<int>(random() % 40)});
    EXPECT_TRUE(is_utf8(excerpt.line));
    EXPECT_EQ(excerpt.line.find('\n'), std::string::npos);
    EXPECT_LE(excerpt.underline.size(), 1200U);
    EXPECT_EQ(excerpt.underline.find_first_not_of(" ^~"), std::string::npos);
    static_cast<void>(reason_to_hide(line));
  }
}

TEST(ReasonToHide, covers_what_looks_like_a_secret) {
  for (const auto* line : {"password: hunter2", "  PassWord: \"hunter2\"", "pasword: hunter2",
                           "{ use: x, api_key: abc }", "client-secret: abc", "key: abc", "lösenord: abc", "secret: abc",
                           "access_token: abc", "url: https://user:hunter2@host.example/"})
    EXPECT_TRUE(reason_to_hide(line)) << line;
}

TEST(ReasonToHide, covers_what_looks_like_a_person) {
  for (const auto* line : {"example: 19550101-9805", "a: 550101-9805", "a: 195501019805", "a: 5501619805"})
    EXPECT_TRUE(reason_to_hide(line)) << line;
}

TEST(ReasonToHide, lets_the_rest_be_seen) {
  for (const auto* line : {"key: \"secret:unit4_key\"", "password: secret:klipp", "folder: /srv/klipp", "key: ${key}",
                           "key: { type: secret }", "organisation_number: \"2029990013\"", "id: \"7300010000001\"",
                           "host_key: known_hosts", "valid_from: 2016-01-01", "url: https://host.example:8443/a"})
    EXPECT_FALSE(reason_to_hide(line)) << line;
}

}  // namespace
}  // namespace sluss::config
