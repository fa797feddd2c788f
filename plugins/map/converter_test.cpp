// Personal numbers here are synthetic.
#include "converter.h"

#include <gtest/gtest.h>

namespace sluss::map {
namespace {

const Day today = make_day(2026, 11, 23);

Value converted(std::string_view text, Conversion kind, DecimalSign sign = DecimalSign::point) {
  const auto value = convert(text, {kind, {}, sign}, today);
  return value ? *value : Value("refused");
}

TEST(Convert, Text) {
  EXPECT_EQ(converted("=1+1", Conversion::text), Value("=1+1"));
  EXPECT_EQ(converted("åsa-é", Conversion::upper), Value("ÅSA-É"));
  EXPECT_EQ(converted("ÅSA-É", Conversion::lower), Value("åsa-é"));
}

TEST(Convert, Integer) {
  EXPECT_EQ(converted("17", Conversion::integer), Value(17));
  EXPECT_EQ(converted("-5", Conversion::integer), Value(-5));
  for (const auto* text : {"5-", "1e5", "1.0", "1 000", "+5", "-", "1234567890123456789"})
    EXPECT_EQ(converted(text, Conversion::integer), Value("refused")) << text;
}

TEST(Convert, DecimalByTheStatedSign) {
  const auto comma = [](auto text) { return converted(text, Conversion::decimal, DecimalSign::comma); };
  EXPECT_EQ(comma("1 234,50"), Value(Number{"1234.50"}));
  EXPECT_EQ(comma("1\u00a0234\u202f567,5"), Value(Number{"1234567.5"}));
  EXPECT_EQ(comma("1234,50"), Value(Number{"1234.50"}));
  EXPECT_EQ(comma("-5"), Value(Number{"-5"}));
  for (const auto* text :
       {"1.234,50", "1.234", "1234.50", "5-", "1e5", "12 34", "1234 567", "1 23", ",5", "5,", "1,2,3", "1 234 ", "kr"})
    EXPECT_EQ(comma(text), Value("refused")) << text;
  EXPECT_EQ(converted("1234.50", Conversion::decimal), Value(Number{"1234.50"}));
  EXPECT_EQ(converted("1234,50", Conversion::decimal), Value("refused"));
}

TEST(Convert, KronorToWholeOre) {
  EXPECT_EQ(converted("1 530,50", Conversion::kronor, DecimalSign::comma), Value(153050));
  EXPECT_EQ(converted("1530", Conversion::kronor), Value(153000));
  EXPECT_EQ(converted("0.005", Conversion::kronor), Value("refused"));
  EXPECT_EQ(converted("99999999999999", Conversion::kronor), Value("refused"));
}

TEST(Convert, Dates) {
  EXPECT_EQ(converted("20260831", Conversion::date), Value("2026-08-31"));
  EXPECT_EQ(converted("46265", Conversion::date), Value("refused"));
  EXPECT_EQ(converted("2026-09-07, 2026-09-08;20260914", Conversion::dates),
            Value(Value::List{"2026-09-07", "2026-09-08", "2026-09-14"}));
  EXPECT_EQ(converted("2026-09-07, i morgon", Conversion::dates), Value("refused"));
  EXPECT_EQ(converted(",", Conversion::dates), Value("refused"));
}

TEST(Convert, YesNo) {
  EXPECT_EQ(converted("Ja", Conversion::yes_no), Value(true));
  EXPECT_EQ(converted("X", Conversion::yes_no), Value(true));
  EXPECT_EQ(converted("NEJ", Conversion::yes_no), Value(false));
  EXPECT_EQ(converted("kanske", Conversion::yes_no), Value("refused"));
}

TEST(Convert, Term) {
  EXPECT_EQ(converted("Hösttermin 2026", Conversion::term), Value("HT2026"));
  EXPECT_EQ(converted("2026", Conversion::term), Value("refused"));
}

TEST(Convert, Identifiers) {
  EXPECT_EQ(converted("990102-1239", Conversion::personnummer), Value("199901021239"));
  EXPECT_EQ(converted("8.5E+11", Conversion::personnummer), Value("refused"));
  EXPECT_EQ(converted("232100-0016", Conversion::organisation_number), Value("2321000016"));
  EXPECT_EQ(converted("SE2321000016-A1B2", Conversion::hsa_id), Value("SE2321000016-A1B2"));
  EXPECT_EQ(converted("SE23", Conversion::hsa_id), Value("refused"));
}

TEST(Convert, SaysWhatItExpected) {
  const auto date = convert("x", {Conversion::date, {}, {}}, today);
  EXPECT_EQ(date.error().what + "; expected " + date.error().expected, "a date; expected YYYY-MM-DD");
}

TEST(ConversionNamed, KnowsEveryName) {
  for (const auto& name : converter_names()) EXPECT_TRUE(conversion_named(name)) << name;
  EXPECT_FALSE(conversion_named("datum"));
}

}  // namespace
}  // namespace sluss::map
