// Damaged files: each is read or refused, never more than that. All personal data here is made up.
#include <gtest/gtest.h>
#include <random>

#include "sample.h"
#include "support/bent.h"

namespace sluss::fixed_width {
namespace {

test::Decoded read(const std::string& text, const Config& config = layout(payments), std::size_t piece = 4096) {
  return test::decoded(FixedWidth(config), text, piece);
}

void expect_sound(const test::Decoded& all) {
  ASSERT_TRUE(all.refusal.empty() || all.records.empty()) << "refused, and read";
  ASSERT_EQ(all.refusal.find("Åsa"), std::string::npos) << all.refusal;
  for (const auto& record : all.records) {
    ASSERT_GT(record.message.origin.line, 0);
    ASSERT_FALSE(record.message.raw.empty());
    ASSERT_TRUE(record.fault || record.message.body.as_object() != nullptr);
  }
}

TEST(FixedWidthDamage, TruncationAtEveryByteIsRefused) {
  const auto text = payments_file();
  for (std::size_t length = 0; length + 1 < text.size(); ++length) {
    const auto all = read(text.substr(0, length));
    ASSERT_NE(all.refusal, "") << length;
    expect_sound(all);
  }
}

TEST(FixedWidthDamage, EveryChangedDigitOfAnAmountIsRefused) {
  const auto text = payments_file();
  for (auto line = text.find("\n20") + 1; line != 0; line = text.find("\n20", line) + 1) {
    const auto amount = text.find('K', line) - 8;
    for (auto at = amount; at < amount + 7; ++at) {
      auto damaged = text;
      damaged[at] = damaged[at] == '9' ? '8' : static_cast<char>(damaged[at] + 1);
      ASSERT_NE(read(damaged).refusal, "") << at;
    }
  }
}

TEST(FixedWidthDamage, LongLinesAndNulsAreRefused) {
  const std::string mebibyte(1024 * 1024, 'x');
  EXPECT_EQ(read(header() + mebibyte).refusal, "line 2: the line is longer than 64 KiB");
  EXPECT_EQ(read(header() + std::string("20\0", 3) + "x\n").refusal, "line 2: a NUL character; expected text");
  EXPECT_EQ(read("\n\n \n").refusal.substr(0, 44), "line 3: the file ends without its last recor");
}

TEST(FixedWidthDamage, AHugeSumIsRefused) {
  const auto wide = layout(R"({"row": {"tag": {"at": "1", "is": "R"}, "fields": {"n": {"at": "2-19", "as": "integer"}}},
    "end": {"kind": "trailer", "tag": {"at": "1", "is": "E"}, "fields": {"sum": {"at": "2-19", "as": "integer", "sum": "row.n"}}}})");
  std::string text;
  for (int i = 0; i < 12; ++i) text += "R" + std::string(18, '9') + "\n";
  EXPECT_EQ(read(text, wide).refusal, "line 10: columns 2-19 (n): the sum of the file has more than 18 digits");
}

TEST(FixedWidthDamage, SurvivesMutations) {
  std::mt19937 random(20260801);  // NOLINT(cert-msc51-cpp): the same each time
  const std::string bytes("\0\r\n 0129-+\xC5\xA0K", 13);
  for (int round = 0; round < 5000; ++round) {
    const auto text = test::bent(payments_file(), random, bytes, 4, 40);
    const auto page = round % 2 == 0 ? CodePage::utf8 : CodePage::latin1;
    expect_sound(read(text, layout(payments, "", page), random() % 2 == 0 ? 4096 : 7));
    (void)test::decoded(FixedWidth(layout(ledger, "line.amount")), text);
  }
}

}  // namespace
}  // namespace sluss::fixed_width
