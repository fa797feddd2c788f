#include "base/encoding.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

using namespace std::string_view_literals;

/// The text, or the error in brackets. `piece`: how many bytes are converted at a time.
std::string converted(std::string_view bytes, Encoding encoding = Encoding::automatic, std::size_t piece = 1) {
  Transcoder transcoder(encoding);
  std::string out;
  for (;;) {
    const auto part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    const auto outcome = transcoder.convert(part, part.empty(), out);
    if (!outcome) return "[" + outcome.error().what + "]";
    if (part.empty()) return out;
  }
}

void expect_converted(std::string_view bytes, std::string_view expected, Encoding encoding = Encoding::automatic) {
  for (const std::size_t piece : {1U, 2U, 3U, 5U, 1000U}) EXPECT_EQ(converted(bytes, encoding, piece), expected);
}

void expect_refused(std::string_view bytes, std::string_view part, Encoding encoding = Encoding::automatic) {
  for (const std::size_t piece : {1U, 2U, 3U, 5U, 1000U}) {
    const auto text = converted(bytes, encoding, piece);
    EXPECT_TRUE(text.starts_with("[") && text.find(part) != std::string::npos) << text;
  }
}

TEST(Encoding, FindsUtf8) {
  expect_converted("", "");
  expect_converted("abc", "abc");
  expect_converted(
      "\xEF\xBB\xBF"
      "Åsa;1",
      "Åsa;1");
  expect_converted("\xEF\xBB\xBF", "");
  expect_converted("A long line of ASCII and then Åsa, 中文 and 😀", "A long line of ASCII and then Åsa, 中文 and 😀");
}

TEST(Encoding, FindsWindows1252) {
  expect_converted("\xC5sa \xD6 \x80", "Åsa Ö €");
  expect_converted("a\xC5", "aÅ");
  expect_converted("\xC5\xC4\xD6\r\n\xE5\xE4\xF6", "ÅÄÖ\r\nåäö");
}

TEST(Encoding, FindsUtf16) {
  expect_converted("\xFF\xFE\xC5\0s\0"sv, "Ås");
  expect_converted("\xFE\xFF\0\xC5\0s"sv, "Ås");
  expect_converted("a\0\xC5\0s\0"sv, "aÅs");
  expect_converted("\0a\0b\0\xC5"sv, "abÅ");
  expect_converted("\xFF\xFE\x3D\xD8\x00\xDE"sv, "😀");
}

TEST(Encoding, TakesWhatIsStated) {
  expect_converted("\xC3\xA5", "Ã¥", Encoding::windows1252);
  expect_converted(
      "\xEF\xBB\xBF"
      "a",
      "a", Encoding::utf8);
  expect_converted("\xC5\0"sv, "Å", Encoding::utf16);
  expect_refused("\xC5sa", "line 1", Encoding::utf8);
}

TEST(Encoding, RefusesWhatDoesNotFitWithTheLine) {
  expect_refused("a\nb\r\nc\rÅ\xC5 x", "line 4: a byte that is not UTF-8");
  expect_refused("a\n\xC5 x\n\nÅ", "line 4: the text begins as Windows-1252");
  expect_refused("a\r\n\x81 b", "line 2: a byte that is neither");
  expect_refused("\xEF\xBB\xBF\n\xED\xA0\x80", "line 2: a byte that is not UTF-8");
  expect_refused("\xEF\xBB\xBF\n\xC0\x80", "line 2");
  expect_refused("abc", "half of a UTF-16 character", Encoding::utf16);
  expect_refused("\xFF\xFE\n\0\x3D\xD8"sv, "line 2: half of a UTF-16 surrogate");
  expect_refused("\xFF\xFE\x3D\xD8\x41\0"sv, "surrogate");
  expect_refused("\xFF\xFE\x00\xDE\x41\0"sv, "surrogate");
}

TEST(Encoding, CountsLineBreaks) {
  EXPECT_EQ(count_line_breaks("a\nb\r\nc\rd"), 3);
  EXPECT_EQ(count_line_breaks("\r\r\n\n"), 3);
  EXPECT_EQ(count_line_breaks(""), 0);
}

}  // namespace
}  // namespace sluss
