// What becomes of each payment. All accounts and numbers are made up.
#include "settle.h"

#include <gtest/gtest.h>
#include <map>
#include <stdexcept>

#include "domain/identifiers.h"
#include "domain/taken_off.h"

namespace sluss::settle {
namespace {

using Kind = Decision::Kind;

/// Keeps what a PaymentBook promises, in maps.
class MemoryBook final : public PaymentBook {
 public:
  Result<std::optional<domain::BilledParty>> billed(const std::string& /*number*/) override {
    throw std::logic_error("a payment asks for no buyer");
  }
  Result<std::optional<domain::Receivable>> receivable(const std::string& number) override {
    const auto at = invoices.find(number);
    return at == invoices.end() ? std::nullopt : std::optional(at->second);
  }
  Result<domain::InvoiceAccount> account(const std::string& number) override { return invoices.at(number).account; }
  Result<std::optional<BookedPayment>> find(const std::string& payment) override {
    const auto at = payments.find(payment);
    return at == payments.end() ? std::nullopt : std::optional(at->second);
  }
  Result<void> book(const domain::Payment& payment, std::int64_t item, std::int64_t message,
                    const domain::Share& share) override {
    const domain::PaidPart part{payment.id, message, share.invoice, share.amount, payment.day};
    invoices.at(share.invoice).account.parts.push_back(part);
    auto& booked = payments.try_emplace(payment.id, BookedPayment{item, message, payment.amount, {}}).first->second;
    booked.parts.push_back(part);
    return {};
  }

  std::map<std::string, domain::Receivable> invoices;
  std::map<std::string, BookedPayment> payments;
};

/// What is known of each payment.
class Known final : public Lookup {
 public:
  Result<std::optional<Found>> in_channel(std::string_view /*channel*/, std::string_view /*key*/) override {
    throw std::logic_error("whatever channel it came by");
  }
  Result<std::optional<Found>> of_kind(std::string_view /*kind*/, std::string_view key) override {
    const auto at = messages.find(std::string(key));
    return at == messages.end() ? std::nullopt : std::optional(Found{at->second, Standing::parked});
  }
  Result<void> each(std::string_view /*kind*/, std::optional<std::string_view> /*scope*/,
                    const std::function<Result<void>(Found&&)>& /*visit*/) override {
    throw std::logic_error("not every message is looked at");
  }
  std::map<std::string, Message> messages;
};

class SettleTest : public ::testing::Test, protected Context {
 protected:
  SettleTest() {
    invoice("1000001", 459000);
    invoice("1000002", 100000);
  }
  void invoice(const std::string& number, std::int64_t total) {
    book_.invoices[number] = {number, "99000010", "", {Ore{total}, {}, {}}};
  }
  static std::string ocr(const std::string& number) { return domain::make_ocr(number, false); }
  static Value payment(const std::string& reference, std::int64_t ore, const std::string& ocr) {
    Value body;
    body["id"] = "99000010/" + reference;
    body["account"] = "99000010";
    body["reference"] = reference;
    body["amount_ore"] = ore;
    body["day"] = "2026-12-18";
    body["ocr"] = ocr;
    return body;
  }
  Decision decide(const Value& body, Change change = Change::added) {
    Item item;
    item.message.kind = "payment";
    item.message.id = item.message.item = ++last_;
    item.message.change = change;
    item.message.body = body;
    item.message.key = body["id"].text_or_empty();
    EXPECT_TRUE(settle_.process({&item, 1}, *this));
    known_.messages[item.message.key] = item.message;
    return item.decision;
  }
  void expect(const Value& body, Kind kind, const std::string& part, Change change = Change::added) {
    const auto decision = decide(body, change);
    EXPECT_EQ(decision.kind, kind) << decision.reason;
    EXPECT_NE(decision.reason.find(part), std::string::npos) << decision.reason;
  }
  std::stop_token stop() const override { return {}; }
  const Clock& clock() const override { return clock_; }
  void note(std::string /*text*/) override {}
  const domain::AgreementBook& agreements() const override { throw std::logic_error("not lent"); }
  BillingBook& book() override { throw std::logic_error("not lent"); }
  PaymentBook& payments() override { return book_; }
  Lookup& lookup() override { return known_; }
  Ore due(const std::string& number) { return book_.invoices.at(number).account.due(); }

  MemoryBook book_;
  Known known_;
  FixedClock clock_{make_day(2026, 12, 19)};

 private:
  Settle settle_{Config{}};
  std::int64_t last_ = 0;
};

TEST_F(SettleTest, what_is_no_payment_is_left_alone) {
  Item item;
  item.message.kind = "placement";
  ASSERT_TRUE(Settle(Config{}).process({&item, 1}, *this));
  EXPECT_EQ(item.decision.kind, Kind::pass);
}

TEST_F(SettleTest, exactly_what_is_due_is_booked_at_once) {
  expect(payment("R1", 459000, ocr("1000001")), Kind::filtered,
         "paid in full: " + to_kronor(Ore{459000}) + " on invoice 1000001");
  EXPECT_EQ(due("1000001"), Ore{});
}

TEST_F(SettleTest, any_other_amount_is_held_with_what_to_do) {
  const auto part = decide(payment("R1", 100, ocr("1000001")));
  EXPECT_EQ(part.kind, Kind::held);
  EXPECT_EQ(part.amount, Ore{100});
  EXPECT_EQ(part.reason, "part payment: " + to_kronor(Ore{100}) + " of the " + to_kronor(Ore{459000}) +
                             " that is due on invoice 1000001, " + to_kronor(Ore{458900}) +
                             " too little. To book it: sluss payments book 1 --invoice 1000001");
  expect(payment("R2", 459001, ocr("1000001")), Kind::held, "overpayment: ");
  expect(payment("R3", 100, ocr("1000009")), Kind::held, "unknown OCR number: ");
  expect(payment("R4", 459000, "10000011"), Kind::held, "which is no number with a right check digit");
  expect(payment("R5", 459000, ""), Kind::held, "without any reference; ask the payer");
  EXPECT_EQ(due("1000001"), Ore{459000});
}

TEST_F(SettleTest, a_second_payment_of_the_same_invoice_is_held) {
  expect(payment("R1", 459000, ocr("1000001")), Kind::filtered, "");
  expect(payment("R2", 459000, ocr("1000001")), Kind::held,
         "double payment: " + to_kronor(Ore{459000}) +
             " for invoice 1000001, which was paid in full on 2026-12-18 (message 1)");
  EXPECT_EQ(due("1000001"), Ore{});
}

TEST_F(SettleTest, a_payment_that_another_file_told_of_is_booked_once) {
  expect(payment("R1", 459000, ocr("1000001")), Kind::filtered, "paid in full");
  expect(payment("R1", 459000, ocr("1000001")), Kind::filtered, "booked already: ");
  expect(payment("R1", 459000, ""), Kind::filtered, "(message 1)", Change::changed);
  expect(payment("R1", 459001, ocr("1000001")), Kind::held, "Now the bank says " + to_kronor(Ore{459001}),
         Change::changed);
  expect(payment("R1", 459000, ocr("1000001")), Kind::held, "no longer told of, and booked: ", Change::withdrawn);
  expect(payment("R2", 459000, ocr("1000001")), Kind::filtered, "booked on nothing", Change::withdrawn);
}

TEST_F(SettleTest, what_a_person_booked_in_part_is_held_with_the_rest) {
  domain::Payment part;
  part.id = "99000010/R1";
  part.amount = Ore{150000};
  ASSERT_TRUE(book_.book(part, 1, 1, {"1000002", Ore{100000}}));
  const auto decision = decide(payment("R1", 150000, ""));
  EXPECT_EQ(decision.kind, Kind::held);
  EXPECT_EQ(decision.amount, Ore{50000});
  EXPECT_EQ(decision.reason, "booked in part: " + to_kronor(Ore{100000}) + " on invoice 1000002. " +
                                 to_kronor(Ore{50000}) +
                                 " is left; to book it: sluss payments book 1 --invoice NUMBER");
}

TEST_F(SettleTest, what_a_person_took_off_an_invoice_is_not_booked_there_again) {
  const auto body = payment("R1", 459000, ocr("1000001"));
  const auto told = domain::with_taken_off(body, "1000001");
  const auto held = decide(told);
  EXPECT_EQ(held.kind, Kind::held);
  EXPECT_EQ(held.amount, Ore{459000});
  EXPECT_NE(held.reason.find("taken off invoice 1000001 by a person"), std::string::npos) << held.reason;
  // Told of with other words, twice: what the person said stays with it.
  expect(body, Kind::held, "taken off invoice 1000001", Change::changed);
  expect(body, Kind::held, "taken off invoice 1000001", Change::changed);
  EXPECT_EQ(due("1000001"), Ore{459000});
  expect(domain::with_taken_off(payment("R2", 459000, ocr("1000001")), "1000002"), Kind::filtered, "paid in full");
}

TEST_F(SettleTest, several_invoices_are_paid_by_one_payment) {
  auto both = payment("R1", 559000, ocr("1000001"));
  both["more_ocrs"] = Value::List{ocr("1000002")};
  expect(both, Kind::filtered,
         "paid in full: " + to_kronor(Ore{459000}) + " on invoice 1000001, " + to_kronor(Ore{100000}) + " on 1000002");
  auto again = payment("R2", 559000, ocr("1000001"));
  again["more_ocrs"] = Value::List{ocr("1000002")};
  expect(again, Kind::held, "payment of several invoices: ");
}

TEST_F(SettleTest, money_to_another_account_is_held) {
  auto body = payment("R1", 459000, ocr("1000001"));
  body["account"] = "99000028";
  expect(body, Kind::held, "for invoice 1000001 came to 99000028, which is not its seller's");
}

TEST_F(SettleTest, money_that_was_taken_back_is_held_and_a_debit_is_filtered) {
  auto back = payment("R1", 459000, ocr("1000001"));
  back["kind"] = "reversal";
  expect(back, Kind::held,
         ", paid for invoice 1000001. To take it off an invoice: sluss payments book 1 --invoice 1000001");
  auto debit = payment("R2", 459000, "");
  debit["kind"] = "other";
  expect(debit, Kind::filtered, "it pays no invoice");
}

TEST_F(SettleTest, a_body_that_is_no_payment_is_rejected_and_a_personnummer_is_not_repeated) {
  auto body = payment("R1", 459000, ocr("1000001"));
  body["day"] = "19550101-9805";
  const auto rejected = decide(body);
  EXPECT_EQ(rejected.kind, Kind::rejected);
  EXPECT_EQ(rejected.reason.find("9805"), std::string::npos) << rejected.reason;
  const auto words = decide(payment("R3", 459000, "Provia Testberg"));
  EXPECT_EQ(words.kind, Kind::held);
  EXPECT_NE(words.reason.find("with xxxxxx xxxxxxxx, which is no number"), std::string::npos) << words.reason;
  const auto held = decide(payment("R2", 459000, "195501019805"));
  EXPECT_EQ(held.kind, Kind::held);
  EXPECT_EQ(held.reason.find("9805"), std::string::npos) << held.reason;
}

}  // namespace
}  // namespace sluss::settle
