// What is read of a BgMax file, and what refuses it.
#include "bgmax.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "support/plugin_parts.h"

namespace sluss::bgmax {
namespace {

test::Decoded read(const std::string& text, std::size_t piece = 4096) {
  return test::decoded(BgMax(Config{}), text, piece);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

void expect_refused(const std::string& text, const std::string& part) {
  const auto all = read(text);
  EXPECT_NE(all.refusal.find(part), std::string::npos) << all.refusal;
  EXPECT_TRUE(all.records.empty()) << "nothing is taken of a file that is refused";
}

TEST(BgMax, reads_each_payment_with_its_day_and_place) {
  const auto all = read(whole());
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 4U);
  EXPECT_EQ(to_json(all.records[0].message.body),
            R"({"id":"99000010/2026-000000000101","reference":"2026-000000000101","account":"99000010",)"
            R"("kind":"credit","amount_ore":459000,"day":"2026-12-18","ocr":"10000016"})");
  EXPECT_EQ(to_json(all.records[1].message.body),
            R"({"id":"99000010/2026-000000000102","reference":"2026-000000000102","account":"99000010",)"
            R"("kind":"credit","amount_ore":200000,"day":"2026-12-18","ocr":"10000024","more_ocrs":["10000032"]})");
  EXPECT_EQ(all.records[2].message.body["kind"].text_or_empty(), "reversal");
  EXPECT_TRUE(all.records[3].message.body["ocr"].is_null());
  EXPECT_EQ(all.records[3].message.body["day"].text_or_empty(), "2026-12-21");
  EXPECT_EQ(all.line(0), 3);
  EXPECT_EQ(all.line(2), 10);
  EXPECT_EQ(all.line(3), 13);
}

TEST(BgMax, keeps_nothing_of_who_paid) {
  for (const auto& record : read(whole()).records) {
    for (const auto* word : {"Provia", "Provgatan", "12345", "b\u00E5da"}) {
      EXPECT_EQ(record.message.raw.find(word), std::string::npos) << record.message.raw;
      EXPECT_EQ(to_json(record.message.body).find(word), std::string::npos);
    }
  }
}

TEST(BgMax, reads_pieces_of_any_size_and_lines_without_their_blanks) {
  EXPECT_EQ(read(whole(), 1).records.size(), 4U);
  const auto text = whole();
  std::string cut;
  for (const auto line : split(text, '\n')) cut += std::string(trim(line)) + "\n";
  const auto all = read(cut + "\n\n");
  EXPECT_EQ(all.refusal, "");
  EXPECT_EQ(all.records.size(), 4U);
}

TEST(BgMax, a_reference_that_is_no_number_stays_as_it_is) {
  const auto all = read(begin() + section() + payment("F\xF6rskola 7", 100, 1) + deposit(100, 1) + end(1, 0, 0, 1));
  EXPECT_EQ(all.records.at(0).message.body["ocr"].text_or_empty(), "Förskola 7");
}

TEST(BgMax, a_plusgiro_is_the_account_when_there_is_no_bankgiro) {
  const auto all = read(replaced(whole(), "050099000010          ", "0500000000000000123456"));
  EXPECT_EQ(all.refusal, "");
  EXPECT_EQ(all.records.at(0).message.body["id"].text_or_empty(), "123456/2026-000000000101");
}

TEST(BgMax, totals_that_do_not_match_refuse_the_file) {
  expect_refused(replaced(whole(), deposit(650000, 3), deposit(650001, 3)),
                 "line 11: the section's deposit is stated as ");
  expect_refused(replaced(whole(), deposit(650000, 3), deposit(650000, 4)),
                 "line 11: the number of the section's payments is stated as 4, and there are 3; the file is damaged");
  expect_refused(replaced(whole(), end(3, 1, 2, 2), end(4, 1, 2, 2)), "the number of payments is stated as 4");
  expect_refused(replaced(whole(), end(3, 1, 2, 2), end(3, 0, 2, 2)), "the number of deductions is stated as 0");
  expect_refused(replaced(whole(), end(3, 1, 2, 2), end(3, 1, 1, 2)), "the number of extra references is stated as 1");
  expect_refused(replaced(whole(), end(3, 1, 2, 2), end(3, 1, 2, 1)), "the number of sections is stated as 1");
  expect_refused(replaced(whole(), "459000", "449000"), "the section's deposit is stated as ");
}

TEST(BgMax, records_out_of_order_refuse_the_file) {
  expect_refused("", "the file is empty");
  expect_refused(begin(), "line 1: the file ends without its last record (70)");
  expect_refused(section() + end(0, 0, 0, 0), "line 1: this is no BgMax file");
  expect_refused(begin("T") + end(0, 0, 0, 0), "line 1: this is a test file");
  expect_refused(begin() + payment("1", 1, 1), "line 2: expected the beginning of a section (05)");
  expect_refused(begin() + section() + section(), "line 3: expected a payment (20-29)");
  expect_refused(begin() + section() + record("26Provia"), "line 3: this belongs to a payment");
  expect_refused(begin() + section() + record("30"), "line 3: expected a payment");
  expect_refused(begin() + section() + end(0, 0, 0, 0), "line 3: expected a payment");
  expect_refused(whole() + section(), "a record follows after the last one");
  expect_refused(replaced(whole(), "000000000101", "000000000102"),
                 "the serial number (58-69) stands in the file before");
}

TEST(BgMax, damaged_fields_refuse_the_file) {
  const auto with = [](const std::string& line) {
    return begin() + section() + line + deposit(1, 1) + end(1, 0, 0, 1);
  };
  expect_refused(with(replaced(payment("1", 1, 1), "000000000000000001", "00000000000000000x")),
                 "line 3: the amount (positions 38-55) is no whole number");
  expect_refused(with(payment("1", 999'999'999'999'999'999, 1)), "line 3: the amount (38-55) cannot be right");
  expect_refused(with(payment("1", 1, 1) + "  x\r\n"), "line 4: expected a payment");
  expect_refused(with(record("20").insert(70, 40, 'x')), "line 3: a record has 80 characters, and this one more");
  expect_refused(with("20\t" + payment("1", 1, 1).substr(3)), "line 3: a control character stands in the record");
  expect_refused(std::string(1'000'000, 'x'), "line 1: a record has 80 characters");
  expect_refused(replaced(whole(), "20261218000", "20261318000"),
                 "line 11: the payment day (positions 38-45) is no day");
  expect_refused(replaced(whole(), "050099000010", "050000000000"), "line 2: the section names neither bankgiro");
}

TEST(BgMax, what_cannot_be_told_from_another_payment_waits_for_a_person) {
  const auto all =
      read(begin() + section() + payment("1230", 100, 0) + payment("1230", 100, 0) + deposit(200, 2) + end(2, 0, 0, 1));
  ASSERT_EQ(all.records.size(), 2U);
  for (const auto& record : all.records) {
    ASSERT_TRUE(record.fault);
    EXPECT_NE(record.fault->what.find("no serial number"), std::string::npos);
    EXPECT_TRUE(record.message.body["id"].is_null());
  }
  EXPECT_NE(all.records[0].message.raw, all.records[1].message.raw) << "one must not be taken for the other";
}

TEST(BgMax, another_currency_waits_for_a_person) {
  const auto all = read(begin() + section("EUR") + payment("1230", 100, 1) + deposit(100, 1) + end(1, 0, 0, 1));
  ASSERT_TRUE(all.records.at(0).fault);
  EXPECT_EQ(all.records[0].fault->what, "the payment is in EUR, and invoices are in SEK");
}

}  // namespace
}  // namespace sluss::bgmax
