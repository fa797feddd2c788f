// Payments on invoices. All parties are made up.
#include "store/payment_corrections.h"
#include "store/store_fixture.h"

namespace sluss::store {
namespace {

using domain::PaymentKind;

class Payments : public StoreTest {
 protected:
  Payments() : transaction_(writing()) {}

  /// An issued invoice with its document.
  std::string invoice(Ore total) {
    domain::Invoice invoice;
    invoice.supplement = supplement_++;
    invoice.number = "100" + std::to_string(must(transaction_->book().take_number("100")));
    invoice.key = "key-" + invoice.number;
    invoice.issued = make_day(2026, 11, 15);
    invoice.total = total;
    must(transaction_->book().freeze(invoice, {"avtal", "universitetet", "ost", "HT2026"}, {}));
    auto document = message(*transaction_, invoice.key);
    document.message.kind = "invoice";
    document.message.body = *parse_json(
        R"({"seller":{"bankgiro":"99000010","plusgiro":""},
            "buyer":{"organisation_number":"2029990013","endpoint":{"scheme":"0088","id":"7300000000019"}}})");
    must(transaction_->messages().append(document));
    document_ = document.message.id;
    return invoice.number;
  }
  static domain::Payment payment(const std::string& id, Ore amount, PaymentKind kind = PaymentKind::credit) {
    domain::Payment made;
    made.id = id;
    made.amount = amount;
    made.day = make_day(2026, 12, 18);
    made.kind = kind;
    return made;
  }
  Result<void> book(const domain::Payment& payment, const std::string& number, Ore amount) {
    return transaction_->payments().book(payment, 7, 8, {number, amount});
  }
  Ore paid_on(const std::string& number) { return must(transaction_->payments().account(number)).paid(); }
  void expect_refused(const domain::Payment& payment, const std::string& number, Ore amount) {
    const auto booked = book(payment, number, amount);
    ASSERT_FALSE(booked);
    EXPECT_EQ(booked.error().fault, Fault::store);
    transaction_.reset();
    transaction_ = writing();
  }
  void restart() {
    must(transaction_->commit());
    transaction_ = writing();
  }

  std::unique_ptr<Transaction> transaction_;
  std::int64_t document_ = 0;

 private:
  int supplement_ = 0;
};

TEST_F(Payments, stand_on_their_invoice) {
  const auto number = invoice(Ore{1000});
  must(book(payment("99000010/R1", Ore{400}), number, Ore{400}));
  must(book(payment("99000010/R2", Ore{600}), number, Ore{600}));
  const auto found = must(transaction_->payments().receivable(number));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->bankgiro, "99000010");
  EXPECT_EQ(found->account.total, Ore{1000});
  EXPECT_EQ(found->account.due(), Ore{});
  ASSERT_EQ(found->account.parts.size(), 2U);
  const auto& part = found->account.parts.front();
  EXPECT_EQ(part.payment, "99000010/R1");
  EXPECT_EQ(part.message, 8);
  EXPECT_EQ(part.invoice, number);
  EXPECT_EQ(part.day, make_day(2026, 12, 18));
}

TEST_F(Payments, are_found_by_what_the_bank_calls_them) {
  const auto first = invoice(Ore{1000}), second = invoice(Ore{500});
  EXPECT_FALSE(must(transaction_->payments().find("99000010/R1")));
  const auto both = payment("99000010/R1", Ore{1500});
  must(book(both, first, Ore{1000}));
  must(book(both, second, Ore{500}));
  const auto found = must(transaction_->payments().find("99000010/R1"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->item, 7);
  EXPECT_EQ(found->amount, Ore{1500});
  EXPECT_EQ(found->booked(), Ore{1500});
  EXPECT_EQ(paid_on(second), Ore{500});
}

TEST_F(Payments, an_ore_of_a_payment_is_booked_once) {
  const auto first = invoice(Ore{1000}), second = invoice(Ore{500});
  const auto paid = payment("99000010/R1", Ore{1000});
  must(book(paid, first, Ore{600}));
  restart();
  expect_refused(paid, first, Ore{400});   // a second time on the same invoice
  expect_refused(paid, second, Ore{401});  // more than is left
  expect_refused(paid, second, Ore{-1});   // of the other sign
  expect_refused(paid, second, Ore{});
  must(book(paid, second, Ore{400}));
  restart();
  EXPECT_EQ(must(transaction_->payments().find("99000010/R1"))->booked(), Ore{1000});
}

TEST_F(Payments, what_was_taken_back_is_below_zero) {
  const auto number = invoice(Ore{1000});
  must(book(payment("99000010/R1", Ore{1000}), number, Ore{1000}));
  const auto taken = payment("99000010/R2", Ore{1000}, PaymentKind::reversal);
  restart();
  expect_refused(taken, number, Ore{1000});
  expect_refused(taken, number, Ore{-1001});
  must(book(taken, number, Ore{-1000}));
  EXPECT_EQ(paid_on(number), Ore{});
  EXPECT_EQ(must(transaction_->payments().find("99000010/R2"))->amount, Ore{-1000});
}

TEST_F(Payments, a_booked_part_is_never_changed) {
  must(book(payment("99000010/R1", Ore{400}), invoice(Ore{1000}), Ore{400}));
  must(transaction_->commit());
  EXPECT_THROW(tamper("UPDATE payment_part SET amount = 1000"), SQLite::Exception);
}

TEST_F(Payments, one_that_is_taken_off_is_as_if_never_booked) {
  const auto first = invoice(Ore{1000}), second = invoice(Ore{500});
  const auto both = payment("99000010/R1", Ore{1500});
  must(book(both, first, Ore{1000}));
  must(book(both, second, Ore{500}));
  EXPECT_EQ(must(unbook(*transaction_, both.id, first)), Ore{1000});
  EXPECT_EQ(paid_on(first), Ore{});
  EXPECT_EQ(must(transaction_->payments().find(both.id))->booked(), Ore{500});
  const auto twice = unbook(*transaction_, both.id, first);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().fault, Fault::internal);
  EXPECT_EQ(must(unbook(*transaction_, both.id, second)), Ore{500});
  EXPECT_FALSE(must(transaction_->payments().find(both.id)));
  must(book(payment(both.id, Ore{1400}), second, Ore{500}));
  EXPECT_EQ(must(transaction_->payments().find(both.id))->amount, Ore{1400});
}

TEST_F(Payments, an_invoice_says_whom_it_was_made_out_to) {
  const auto billed = must(transaction_->payments().billed(invoice(Ore{1000})));
  ASSERT_TRUE(billed);
  EXPECT_EQ(billed->organisation_number, "2029990013");
  EXPECT_EQ(billed->endpoint.scheme, "0088");
  EXPECT_EQ(billed->endpoint.id, "7300000000019");
}

TEST_F(Payments, an_invoice_must_be_there) {
  EXPECT_FALSE(must(transaction_->payments().receivable("1000001")));
  EXPECT_FALSE(must(transaction_->payments().billed("1000001")));
  EXPECT_EQ(must(transaction_->payments().account("1000001")).total, Ore{});
  const auto booked = book(payment("99000010/R1", Ore{400}), "1000001", Ore{400});
  ASSERT_FALSE(booked);
  EXPECT_EQ(booked.error().fault, Fault::internal);
}

TEST_F(Payments, nothing_is_matched_with_a_damaged_invoice) {
  const auto number = invoice(Ore{1000});
  must(transaction_->commit());
  tamper("UPDATE content SET body = replace(body, '99000010', '99000011') WHERE message = " +
         std::to_string(document_));
  transaction_ = writing();
  const auto found = transaction_->payments().receivable(number);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::store);
  const auto billed = transaction_->payments().billed(number);
  ASSERT_FALSE(billed);
  EXPECT_EQ(billed.error().fault, Fault::store);
}

}  // namespace
}  // namespace sluss::store
