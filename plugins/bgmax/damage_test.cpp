// Damaged files: each is read or refused, never more than that. The accounts and numbers are made up.
#include <gtest/gtest.h>
#include <random>

#include "bgmax.h"
#include "sample.h"
#include "support/bent.h"
#include "support/plugin_parts.h"

namespace sluss::bgmax {
namespace {

/// A file is refused whole, with a sentence that tells nothing of who paid; or every record has its place.
void expect_sound(const std::string& text, std::size_t piece = 4096) {
  const auto all = test::decoded(BgMax(Config{}), text, piece);
  if (!all.refusal.empty()) {
    ASSERT_TRUE(all.records.empty());
    ASSERT_EQ(all.refusal.find("Provia"), std::string::npos) << all.refusal;
    return;
  }
  for (const auto& record : all.records) {
    ASSERT_GT(record.message.origin.line, 0);
    ASSERT_FALSE(record.message.raw.empty());
    ASSERT_TRUE(record.fault || !record.message.body["id"].is_null());
  }
}

TEST(BgMaxDamage, truncation_at_every_byte_is_refused) {
  const auto text = whole();
  const auto last_digit = text.find_last_not_of(" \r\n");
  for (std::size_t length = 0; length <= last_digit; ++length)
    ASSERT_NE(test::decoded(BgMax(Config{}), text.substr(0, length)).refusal, "") << length;
}

TEST(BgMaxDamage, a_changed_digit_in_an_amount_is_refused) {
  const auto text = whole();
  for (const auto* type : {"20", "21", "15"}) {
    const auto amounts = std::string_view(type) == "15" ? 50U : 37U;
    for (auto line = text.find(std::string("\n") + type) + 1; line != 0;
         line = text.find(std::string("\n") + type, line) + 1) {
      for (auto at = line + amounts; at < line + amounts + 18; ++at) {
        auto damaged = text;
        damaged[at] = damaged[at] == '9' ? '8' : static_cast<char>(damaged[at] + 1);
        ASSERT_NE(test::decoded(BgMax(Config{}), damaged).refusal, "") << at;
      }
    }
  }
}

TEST(BgMaxDamage, mutations_are_read_or_refused) {
  std::mt19937 random(20261218);  // NOLINT(cert-msc51-cpp): the same each time
  const std::string bytes(
      "\0\r\n 019\xC5\xFF"
      "20x",
      13);
  for (int round = 0; round < 5000; ++round) {
    const auto text = test::bent(whole(), random, bytes, 4, 90);
    expect_sound(text, random() % 2 == 0 ? 4096 : 7);
  }
}

}  // namespace
}  // namespace sluss::bgmax
