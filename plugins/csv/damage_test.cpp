// Damaged files: each is read or refused, never more than that. All personal data here is made up.
#include <gtest/gtest.h>
#include <random>

#include "decoded.h"
#include "support/bent.h"

namespace sluss::csv {
namespace {

std::string sample() {
  std::string text = "\xEF\xBB\xBFUttag 2026-08-01\r\nId;Namn;Kommentar;Belopp\r\n";
  for (int i = 0; i < 20; ++i)
    text += std::to_string(i) + ";Åsa \"Ö\" Test;\"rad 1\r\nrad \"\"2\"\"; åäö 😀\";1 530,00\r\n";
  return text;
}

/// All that was read hangs together.
void expect_sound(const Decoded& all) {
  std::int64_t line = 1;
  for (const auto& record : all.records) {
    const auto& origin = record.message.origin;
    ASSERT_GT(origin.line, line);
    line = origin.line;
    ASSERT_FALSE(record.message.raw.empty());
    ASSERT_TRUE(is_utf8(record.message.raw));
    const auto* body = record.message.body.as_object();
    ASSERT_EQ(body == nullptr ? 0 : body->size(), record.fault ? 0 : origin.columns->names.size());
  }
}

TEST(CsvDamage, ReadsTheSameInPiecesOfAnySize) {
  const auto whole = decoded(sample());
  ASSERT_EQ(whole.refusal, "");
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U}) {
    const auto pieces = decoded(sample(), {}, piece);
    ASSERT_EQ(pieces.records.size(), whole.records.size());
    for (std::size_t i = 0; i < whole.records.size(); ++i) EXPECT_EQ(pieces.row(i), whole.row(i));
  }
}

TEST(CsvDamage, ReadsAcrossEveryWindowsEdge) {
  std::string text = "a;b\r\n";
  std::size_t rows = 0;
  for (; text.size() < 3'000'000; ++rows)
    text += "\"x\r\n" + std::string(rows % 251, 'y') + "\";" + std::to_string(rows) + "\r\n";
  const auto all = decoded(text);
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), rows);
  for (std::size_t i = 0; i < rows; ++i) {
    ASSERT_EQ(all.records[i].message.body["b"], Value(std::to_string(i)));
    ASSERT_EQ(all.line(i), static_cast<std::int64_t>(2 * i + 2));
  }
}

TEST(CsvDamage, SurvivesTruncationAtEveryByte) {
  const auto text = sample();
  for (std::size_t length = 0; length < text.size(); ++length) expect_sound(decoded(text.substr(0, length)));
}

/// A writer that died: what is cut is refused, but for what cannot be told from a shorter file.
TEST(CsvDamage, RefusesTruncationAtEveryByteOfARowButItsLastCell) {
  const std::string text = "Id;Namn;Ort\r\n1;Åsa;\"Umeå\r\nT\"\r\n2;Bo;Boden\r\n";
  const auto first_row = text.find('\n') + 1;
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto cut = text.substr(0, length);
    const auto all = decoded(cut);
    const bool in_last_cell = cut.ends_with("1;Åsa;") || cut.find("2;Bo;") != std::string::npos;
    const bool at_a_rows_end =
        length == first_row || cut.ends_with("T\"") || cut.ends_with("T\"\r") || cut.ends_with("T\"\r\n");
    if (length < first_row) EXPECT_TRUE(all.records.empty());
    else EXPECT_EQ(all.refusal.empty(), at_a_rows_end || in_last_cell) << cut << all.refusal;
  }
  EXPECT_EQ(
      decoded("a;b;c\n1;2;3\n4;5").refusal,
      "line 3: the file ends within this row: it has 2 columns of 3 and no line break; is it still being written?");
  EXPECT_EQ(decoded("a;b;c\n1;2;3\n4;5;6").records.size(), 2U) << "a last row without a line break";
}

TEST(CsvDamage, SurvivesMutations) {
  std::mt19937 random(20260801);  // NOLINT(cert-msc51-cpp): the same each time
  const std::string bytes("\0\"\"\r\n;,\t|\xC5\xFF\xE2 1", 14);
  for (int round = 0; round < 5000; ++round) {
    const auto text = test::bent(sample().substr(round % 2 == 0 ? 3 : 0), random, bytes, 8, 5);
    expect_sound(decoded(text));
  }
}

}  // namespace
}  // namespace sluss::csv
