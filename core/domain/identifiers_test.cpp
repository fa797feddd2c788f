// All personal numbers here are synthetic, or test numbers that the tax agency publishes.
#include "domain/identifiers.h"

#include <gtest/gtest.h>

namespace sluss::domain {
namespace {

const Day today = make_day(2026, 11, 23);

std::string personnummer(std::string_view text) {
  const auto checked = check_personnummer(text, today);
  return checked ? *checked : "expected " + checked.error();
}

bool refused(const Checked& checked, std::string_view part_of_rule) {
  return !checked && checked.error().find(part_of_rule) != std::string::npos;
}

TEST(Luhn, gives_and_checks_the_last_digit) {
  EXPECT_EQ(luhn_digit("811218987"), '6');
  EXPECT_TRUE(luhn_holds("8112189876"));
  EXPECT_FALSE(luhn_holds("8112189875"));
  EXPECT_FALSE(luhn_holds("8112198876"));  // two neighbours have changed places
  EXPECT_FALSE(luhn_holds(""));
  EXPECT_FALSE(luhn_holds("0"));
  EXPECT_FALSE(luhn_holds("81121898x6"));
}

TEST(Luhn, every_wrong_digit_is_found) {
  const std::string right = "8112189876";
  for (std::size_t at = 0; at < right.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto changed = right;
      changed[at] = digit;
      EXPECT_EQ(luhn_holds(changed), changed == right) << changed;
    }
  }
}

TEST(Personnummer, is_stored_with_twelve_digits) {
  EXPECT_EQ(personnummer("198112189876"), "198112189876");
  EXPECT_EQ(personnummer("19811218-9876"), "198112189876");
  EXPECT_EQ(personnummer("811218-9876"), "198112189876");
  EXPECT_EQ(personnummer("8112189876"), "198112189876");
  EXPECT_EQ(personnummer(" 811218-9876\u00a0"), "198112189876");
}

TEST(Personnummer, ten_digits_take_the_latest_century_that_is_not_in_the_future) {
  EXPECT_EQ(personnummer("121212-1212"), "201212121212");
  EXPECT_EQ(*check_personnummer("121212-1212", make_day(2012, 12, 12)), "201212121212");
  EXPECT_EQ(*check_personnummer("121212-1212", make_day(2012, 12, 11)), "191212121212");
}

TEST(Personnummer, plus_means_over_a_hundred_years) {
  EXPECT_EQ(personnummer("121212+1212"), "191212121212");
  EXPECT_EQ(personnummer("19121212+1212"), "191212121212");
  EXPECT_TRUE(refused(check_personnummer("19811218+9876", today), "\"+\" means over 100"));
}

TEST(Personnummer, samordningsnummer_has_sixty_added_to_the_day) {
  EXPECT_EQ(personnummer("701063-2391"), "197010632391");
  EXPECT_TRUE(refused(check_personnummer("701092-2391", today), "exists"));
}

TEST(Personnummer, interim_number_counts_its_letter_as_one) {
  EXPECT_EQ(personnummer("900101-T239"), personnummer("19900101t239"));
  EXPECT_EQ(personnummer("900101-T239"), "19900101T239");
  EXPECT_EQ(personnummer("900101E239"), "19900101E239");
  EXPECT_TRUE(refused(check_personnummer("900101-T238", today), "Luhn"));
  EXPECT_TRUE(refused(check_personnummer("900101-1T39", today), "10 or 12 digits"));
}

TEST(Personnummer, the_day_of_birth_must_exist) {
  EXPECT_EQ(personnummer("000229-1235"), "200002291235");
  EXPECT_TRUE(refused(check_personnummer("19000229-1235", today), "exists"));
  EXPECT_TRUE(refused(check_personnummer("19901301-1239", today), "exists"));
  EXPECT_TRUE(refused(check_personnummer("19900100-1239", today), "exists"));
  EXPECT_TRUE(refused(check_personnummer("20270101-1239", today), "2026-11-23"));
  EXPECT_TRUE(refused(check_personnummer("17900101-1239", today), "18, 19 or 20"));
}

TEST(Personnummer, serial_000_is_refused) { EXPECT_TRUE(refused(check_personnummer("900101-0007", today), "000")); }

TEST(Personnummer, damage_by_a_spreadsheet_is_told) {
  for (const auto* text : {"8.5E+11", "8,5E+11", "1.99001E+11", "9e+11", "199001011239.0"})
    EXPECT_TRUE(refused(check_personnummer(text, today), "spreadsheet")) << text;
  for (const auto* text : {"101011239", "10101123", "99001011239"})
    EXPECT_TRUE(refused(check_personnummer(text, today), "leading zero")) << text;
}

TEST(Personnummer, anything_else_is_refused_without_repeating_it) {
  for (const auto* text : {"", "-", "abc", "900101/1239", "19900101--1239", "1990-01-011239", "9001011239999"}) {
    const auto checked = check_personnummer(text, today);
    ASSERT_FALSE(checked) << text;
    EXPECT_TRUE(std::string_view(text).size() < 4 || checked.error().find(text) == std::string::npos) << text;
  }
}

TEST(OrganisationNumber, gives_ten_digits) {
  EXPECT_EQ(*check_organisation_number("232100-0016"), "2321000016");
  EXPECT_EQ(*check_organisation_number("2120000142"), "2120000142");
  EXPECT_EQ(*check_organisation_number("16556036-0793"), "5560360793");
}

TEST(OrganisationNumber, may_be_a_sole_traders_personnummer) {
  EXPECT_EQ(*check_organisation_number("811218-9876"), "8112189876");
  EXPECT_EQ(*check_organisation_number("000229-1235"), "0002291235");
}

TEST(OrganisationNumber, refuses_with_the_rule) {
  EXPECT_TRUE(refused(check_organisation_number("232100-0017"), "Luhn"));
  EXPECT_TRUE(refused(check_organisation_number("2313000016"), "20 or more"));
  EXPECT_TRUE(refused(check_organisation_number("0321000016"), "not 0"));
  EXPECT_TRUE(refused(check_organisation_number("19232100-0016"), "10 digits"));
  EXPECT_TRUE(refused(check_organisation_number(""), "10 digits"));
}

TEST(Giro, bankgiro_has_seven_or_eight_digits) {
  EXPECT_EQ(*check_bankgiro("5050-1055"), "50501055");
  EXPECT_EQ(*check_bankgiro("50501055"), "50501055");
  EXPECT_EQ(*check_bankgiro("505-1057"), "5051057");
  EXPECT_TRUE(refused(check_bankgiro("5050-1056"), "Luhn"));
  EXPECT_TRUE(refused(check_bankgiro("50-501055"), "bankgiro"));
  EXPECT_TRUE(refused(check_bankgiro("901950"), "7 or 8"));
}

TEST(Giro, plusgiro_has_two_to_eight_digits) {
  EXPECT_EQ(*check_plusgiro("90 19 50-6"), "9019506");
  EXPECT_EQ(*check_plusgiro("28 65 43-4"), "2865434");
  EXPECT_EQ(*check_plusgiro("18"), "18");
  EXPECT_TRUE(refused(check_plusgiro("90 19 50-7"), "Luhn"));
  EXPECT_TRUE(refused(check_plusgiro("901-9506"), "plusgiro"));
  EXPECT_TRUE(refused(check_plusgiro("0"), "2 to 8"));
}

TEST(Ocr, has_a_check_digit_and_at_wish_a_length_digit) {
  EXPECT_EQ(make_ocr("123", false), "1230");
  EXPECT_EQ(make_ocr("123", true), "12351");
  EXPECT_EQ(make_ocr("1234567890", true), "123456789023");
  EXPECT_EQ(make_ocr("2026000123", true), "202600012324");
}

TEST(Ocr, what_is_made_is_accepted) {
  for (std::int64_t number = 1; number < 20000; number += 7) {
    for (const bool length_digit : {false, true}) {
      const auto ocr = make_ocr(std::to_string(number), length_digit);
      EXPECT_EQ(check_ocr(ocr).value_or("refused"), ocr);
    }
  }
}

TEST(Ocr, refuses_with_the_rule) {
  EXPECT_TRUE(refused(check_ocr("1231"), "Luhn"));
  EXPECT_TRUE(refused(check_ocr("0"), "2 to 25"));
  EXPECT_TRUE(refused(check_ocr(std::string(26, '0')), "2 to 25"));
  EXPECT_TRUE(refused(check_ocr("12 30"), "2 to 25"));
}

TEST(HsaId, is_kept_as_written) {
  EXPECT_EQ(*check_hsa_id(" SE2321000016-A1b2 "), "SE2321000016-A1b2");
  EXPECT_TRUE(check_hsa_id("SE2321000016-12345678901234567"));
}

TEST(HsaId, refuses_with_the_rule) {
  for (const auto* text : {"", "SE", "se2321000016-A1", "SE232100001-A1", "SE2321000016A1", "SE2321000016-",
                           "SE2321000016-123456789012345678", "SE2321000016-å1", "SE2321000016-A 1"})
    EXPECT_TRUE(refused(check_hsa_id(text), "HSA-id")) << text;
}

TEST(VatId, follows_from_the_organisation_number) {
  EXPECT_EQ(vat_id_of("2321000016"), "SE232100001601");
  EXPECT_EQ(*check_vat_id("SE232100001601"), "SE232100001601");
  for (const auto* text : {"", "SE2321000016", "232100001601", "SE23210000160x", "SE2321000016012"})
    EXPECT_TRUE(refused(check_vat_id(text), "VAT id")) << text;
}

}  // namespace
}  // namespace sluss::domain
