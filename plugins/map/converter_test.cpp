// Personal numbers here are synthetic.
#include "converter.h"

#include <gtest/gtest.h>
#include <limits>

namespace sluss::map {
namespace {

const Day today = make_day(2026, 11, 23);

Value converted(std::string_view text, Conversion kind, DecimalSign sign = DecimalSign::point) {
  const auto value = convert(text, {kind, {}, sign, {}}, today);
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
  EXPECT_EQ(comma("-5"), Value(-5));
  EXPECT_EQ(comma("007,50"), Value(Number{"7.50"}));
  EXPECT_EQ(comma("-00"), Value(0));
  EXPECT_EQ(comma("0,05"), Value(Number{"0.05"}));
  EXPECT_EQ(comma("9223372036854775807"), Value(std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(comma("9223372036854775808"), Value(Number{"9223372036854775808"}));
  EXPECT_EQ(comma(std::string(41, '1')), Value("refused"));
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

TEST(Convert, DigestsByTheKey) {
  const auto digested = [](std::string_view text, const std::string& key) {
    return convert(text, {Conversion::digest, {}, {}, Secret(key)}, today)->text_or_empty();
  };
  const auto pseudonym = digested("19990102-1239", "key");
  EXPECT_EQ(pseudonym.size(), 32U);
  EXPECT_EQ(pseudonym.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(digested("19990102-1239", "key"), pseudonym);
  EXPECT_NE(digested("19990102-1239", "other key"), pseudonym);
  EXPECT_NE(digested("199901021239", "key"), pseudonym);
}

TEST(Convert, SaysWhatItExpected) {
  const auto said = [](Conversion kind, DecimalSign sign = DecimalSign::point) {
    const auto value = convert("?", {kind, {}, sign, {}}, today);
    return value ? "converted" : value.error().what + "; expected " + value.error().expected;
  };
  for (const auto kind : {Conversion::text, Conversion::upper, Conversion::lower, Conversion::digest})
    EXPECT_EQ(said(kind), "converted");
  EXPECT_EQ(said(Conversion::integer), "a whole number; expected digits alone, such as 17");
  EXPECT_EQ(said(Conversion::decimal), "a number; expected it written as 1234.50");
  EXPECT_EQ(said(Conversion::decimal, DecimalSign::comma), "a number; expected it written as 1 234,50");
  EXPECT_EQ(said(Conversion::kronor), "an amount in kronor; expected it written as 1234.50");
  EXPECT_EQ(said(Conversion::date), "a date; expected YYYY-MM-DD");
  EXPECT_EQ(said(Conversion::dates), "a list of dates; expected YYYY-MM-DD, separated by commas");
  EXPECT_EQ(said(Conversion::yes_no), "yes or no; expected Ja or Nej");
  EXPECT_EQ(said(Conversion::term), "a term; expected HT2026 or VT2027");
  // What these expect is the domain's to say.
  EXPECT_TRUE(said(Conversion::personnummer).starts_with("a personnummer; expected "));
  EXPECT_TRUE(said(Conversion::organisation_number).starts_with("an organisation number; expected "));
  EXPECT_TRUE(said(Conversion::hsa_id).starts_with("an HSA-id; expected "));
}

TEST(ConversionNamed, KnowsEveryName) {
  for (const auto& name : converter_names()) EXPECT_TRUE(conversion_named(name)) << name;
  EXPECT_FALSE(conversion_named("datum"));
}

}  // namespace
}  // namespace sluss::map
