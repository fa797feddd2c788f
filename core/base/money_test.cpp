#include "base/money.h"

#include <gtest/gtest.h>
#include <limits>

namespace sluss {
namespace {

TEST(Money, is_written_with_two_decimals) {
  EXPECT_EQ(to_decimal({153000}), "1530.00");
  EXPECT_EQ(to_decimal({5}), "0.05");
  EXPECT_EQ(to_decimal({0}), "0.00");
  EXPECT_EQ(to_decimal({-150}), "-1.50");
  EXPECT_EQ(to_decimal({-5}), "-0.05");
  EXPECT_EQ(to_decimal({std::numeric_limits<std::int64_t>::min()}), "-92233720368547758.08");
}

TEST(Money, is_written_for_swedish_readers) {
  EXPECT_EQ(to_kronor({153000}), "1\u00a0530,00\u00a0kr");
  EXPECT_EQ(to_kronor({123456789}), "1\u00a0234\u00a0567,89\u00a0kr");
  EXPECT_EQ(to_kronor({99999}), "999,99\u00a0kr");
  EXPECT_EQ(to_kronor({-100000}), "-1\u00a0000,00\u00a0kr");
}

TEST(Money, is_read_with_at_most_two_decimals) {
  EXPECT_EQ(parse_decimal_kronor("1530"), Ore{153000});
  EXPECT_EQ(parse_decimal_kronor("1530.5"), Ore{153050});
  EXPECT_EQ(parse_decimal_kronor("-1530.50"), Ore{-153050});
  EXPECT_EQ(parse_decimal_kronor("0.07"), Ore{7});
  EXPECT_EQ(parse_decimal_kronor("9999999999999.99"), Ore{999999999999999});
}

TEST(Money, anything_else_is_not_read) {
  for (const auto* text : {"", "-", ".", ".5", "5.", "1.234", "1,50", "1 530", "1e3", "+5", "--5", "5-", "1530 kr",
                           "NaN", "10000000000000", "0x10", "1.-5", " 5"})
    EXPECT_EQ(parse_decimal_kronor(text), std::nullopt) << text;
}

TEST(Money, what_is_written_is_read_back) {
  for (std::int64_t ore = -100000; ore <= 100000; ore += 37)
    ASSERT_EQ(parse_decimal_kronor(to_decimal({ore})), Ore{ore});
}

TEST(Money, adds_and_subtracts_whole_ore) {
  Ore sum{10};
  sum += Ore{5};
  EXPECT_EQ(sum + Ore{1} - Ore{20}, Ore{-4});
  EXPECT_EQ(-sum, Ore{-15});
  EXPECT_LT(Ore{1}, Ore{2});
}

}  // namespace
}  // namespace sluss
