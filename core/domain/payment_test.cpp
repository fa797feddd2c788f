#include "domain/payment.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"

namespace sluss::domain {
namespace {

using Kind = Match::Kind;

Value body(const std::string& json) { return parse_json(json).value(); }

std::string faults(const std::string& json) {
  const auto payment = read_payment(body(json));
  std::vector<std::string> fields;
  if (payment) return "none";
  for (const auto& fault : payment.error()) fields.push_back(fault.field);
  return join(fields, " ");
}

Payment payment(std::int64_t ore, std::vector<std::string> ocrs = {"10000016"}) {
  Payment made;
  made.id = "99000010/R1";
  made.account = "99000010";
  made.ocrs = std::move(ocrs);
  made.amount = Ore{ore};
  made.day = make_day(2026, 12, 18);
  return made;
}

Receivable invoice(std::int64_t total, std::int64_t paid = 0, std::int64_t credited = 0) {
  Receivable made;
  made.number = "1000001";
  made.bankgiro = "99000010";
  made.account.total = Ore{total};
  made.account.credited = Ore{credited};
  if (paid != 0) made.account.parts = {{"99000010/R0", 7, "1000001", Ore{paid}, make_day(2026, 12, 17)}};
  return made;
}

TEST(ReadPayment, takes_what_is_whole) {
  const auto read = read_payment(
      body(R"({"id":"99000010/R1","account":"99000010","reference":"R1","amount_ore":459000,"day":"2026-12-18",)"
           R"("ocr":" 10000016 ","more_ocrs":["10000024",""],"kind":"reversal"})"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, "99000010/R1");
  EXPECT_EQ(read->ocrs, (std::vector<std::string>{"10000016", "10000024"}));
  EXPECT_EQ(read->amount, Ore{459000});
  EXPECT_EQ(read->day, make_day(2026, 12, 18));
  EXPECT_EQ(read->kind, PaymentKind::reversal);
}

TEST(ReadPayment, tells_all_faults_at_once) {
  EXPECT_EQ(faults("{}"), "id account reference amount_ore day");
  EXPECT_EQ(faults(R"({"id":"1","account":"1","reference":"1","amount_ore":0,"day":"2026-02-30","kind":"gift"})"),
            "amount_ore day kind");
  EXPECT_EQ(faults(R"({"id":"1","account":"1","reference":"1","amount_ore":1.5,"day":"2026-02-03","more_ocrs":"1"})"),
            "more_ocrs amount_ore");
}

TEST(Standing, says_what_is_owed) {
  EXPECT_EQ(standing_text(invoice(1000).account), "unpaid");
  EXPECT_EQ(standing_text(invoice(1000, 400).account), "part paid, " + to_kronor(Ore{600}) + " left");
  EXPECT_EQ(standing_text(invoice(1000, 1000).account), "paid 2026-12-17");
  EXPECT_EQ(standing_text(invoice(1000, 1100).account), "overpaid by " + to_kronor(Ore{100}));
  EXPECT_EQ(standing_text(invoice(1000, 0, 1000).account), "credited");
  EXPECT_EQ(standing_text(invoice(1000, 0, 400).account), "unpaid");
  EXPECT_EQ(standing_text(invoice(1000, 600, 400).account), "paid 2026-12-17");
  EXPECT_EQ(standing_text(invoice(1000, 1000, 400).account), "overpaid by " + to_kronor(Ore{400}));
}

TEST(NumberOfOcr, is_what_stands_before_the_check_digit) {
  EXPECT_EQ(number_of_ocr("10000017"), std::nullopt);
  EXPECT_EQ(number_of_ocr("1230"), "123");
  EXPECT_EQ(number_of_ocr("Faktura 123"), std::nullopt);
  EXPECT_EQ(number_of_ocr(""), std::nullopt);
}

TEST(MatchPayment, exactly_what_is_due_is_paid) {
  const auto all = match(payment(459000), {invoice(459000)});
  EXPECT_EQ(all.kind, Kind::paid);
  ASSERT_EQ(all.shares.size(), 1U);
  EXPECT_EQ(all.shares[0].invoice, "1000001");
  EXPECT_EQ(all.shares[0].amount, Ore{459000});
  EXPECT_EQ(match(payment(59000), {invoice(459000, 400000)}).kind, Kind::paid) << "the rest";
  EXPECT_EQ(match(payment(159000), {invoice(459000, 0, 300000)}).kind, Kind::paid) << "what was not credited";
}

TEST(MatchPayment, any_other_amount_is_told_with_the_difference) {
  const auto part = match(payment(100000), {invoice(459000)});
  EXPECT_EQ(part.kind, Kind::part);
  EXPECT_EQ(part.difference, Ore{359000});
  const auto over = match(payment(459001), {invoice(459000)});
  EXPECT_EQ(over.kind, Kind::over);
  EXPECT_EQ(over.difference, Ore{1});
  EXPECT_TRUE(over.shares.empty());
  EXPECT_EQ(match(payment(459000), {invoice(459000, 100)}).kind, Kind::over);
}

TEST(MatchPayment, an_invoice_without_anything_due_takes_none) {
  EXPECT_EQ(match(payment(459000), {invoice(459000, 459000)}).kind, Kind::again);
  EXPECT_EQ(match(payment(1), {invoice(459000, 460000)}).kind, Kind::again);
  EXPECT_EQ(match(payment(459000), {invoice(459000, 0, 459000)}).kind, Kind::credited);
}

TEST(MatchPayment, an_invoice_must_be_of_that_number_and_account) {
  EXPECT_EQ(match(payment(459000, {"10000017"}), {std::nullopt}).kind, Kind::check_digit);
  EXPECT_EQ(match(payment(459000, {"1230"}), {std::nullopt}).kind, Kind::unknown);
  EXPECT_EQ(match(payment(459000, {}), {}).kind, Kind::nameless);
  auto other = invoice(459000);
  other.bankgiro = "99000028";
  EXPECT_EQ(match(payment(459000), {other}).kind, Kind::elsewhere);
  other.plusgiro = "99000010";
  EXPECT_EQ(match(payment(459000), {other}).kind, Kind::paid);
}

TEST(MatchPayment, several_invoices_are_paid_together_or_none_is) {
  auto second = invoice(1000, 300);
  second.number = "1000002";
  const auto both = match(payment(459700, {"1", "2"}), {invoice(459000), second});
  EXPECT_EQ(both.kind, Kind::paid);
  ASSERT_EQ(both.shares.size(), 2U);
  EXPECT_EQ(both.shares[1].amount, Ore{700});
  EXPECT_EQ(match(payment(459700, {"1", "2", "2"}), {invoice(459000), second, second}).kind, Kind::paid);
  const auto short_of_one = match(payment(459699, {"1", "2"}), {invoice(459000), second});
  EXPECT_EQ(short_of_one.kind, Kind::several);
  EXPECT_EQ(short_of_one.difference, Ore{-1});
  EXPECT_TRUE(short_of_one.shares.empty());
  EXPECT_EQ(match(payment(459000, {"1", "2"}), {invoice(459000), std::nullopt}).kind, Kind::several);
}

TEST(MatchPayment, money_that_was_taken_back_is_for_a_person) {
  auto taken = payment(459000);
  taken.kind = PaymentKind::reversal;
  const auto match_of_it = match(taken, {invoice(459000, 459000)});
  EXPECT_EQ(match_of_it.kind, Kind::taken_back);
  EXPECT_EQ(match_of_it.invoice->number, "1000001");
}

}  // namespace
}  // namespace sluss::domain
