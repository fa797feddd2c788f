// What people see of payments, and what they decide. All parties are made up.
#include "bank.h"

namespace sluss::test {
namespace {

class Decisions : public Bank {
 protected:
  void expect_refused(const Finished& finished, const std::string& part) {
    EXPECT_EQ(finished.exit, 2) << finished.out;
    EXPECT_NE(finished.err.find(part), std::string::npos) << finished.err;
  }
};

TEST_F(Decisions, a_payment_goes_where_a_person_says) {
  invoice();
  sync("a.xml", camt({{"R1", "", 918000}, {"R2", ost, 460000}}));
  const auto part = book("99000010/R1", {"--invoice", "1000001", "--amount", "4590.00"});
  EXPECT_EQ(part.exit, 0) << part.err;
  expect("99000010/R1", "held: booked in part: " + to_kronor(Ore{459000}) + " on invoice 1000001");
  static_cast<void>(sync());
  expect("99000010/R1", to_kronor(Ore{459000}) + " is left; to book it: ");
  expect_refused(book("99000010/R1", {"--invoice", "1000001"}), "stands on invoice 1000001 already");
  expect_refused(book("99000010/R1", {"--invoice", "1000002", "--amount", "4590.01"}), "left to book");
  expect_refused(book("99000010/R1", {"--invoice", "1000002", "--amount", "0"}), "cannot be booked of it");
  expect_refused(book("99000010/R1", {"--invoice", "1000002", "--amount", "4 590"}), "expected kronor as 5202.00");
  expect_refused(book("99000010/R1", {"--invoice", "1000099"}), "there is no invoice 1000099");
  EXPECT_EQ(book("99000010/R1", {"--invoice", "1000002"}).exit, 0);
  expect("99000010/R1", "filtered: booked by ");
  expect_refused(book("99000010/R1", {"--invoice", "1010001"}), "only what is held can be booked");
  EXPECT_EQ(standing("1000002"), "paid 2027-02-10");
  EXPECT_EQ(book("99000010/R2", {"--invoice", "1000001"}).exit, 0);
  EXPECT_EQ(standing("1000001"), "overpaid by " + to_kronor(Ore{460000}));
  expect_balance();
}

TEST_F(Decisions, a_decision_is_in_the_audit_log_and_in_the_trace) {
  invoice();
  sync("a.xml", camt({{"R1", ost, 100}}));
  EXPECT_EQ(book("99000010/R1", {"--invoice", "1000001"}).exit, 0);
  const auto payment = world_.sluss({"messages", "trace", "99000010/R1"}).out;
  EXPECT_NE(payment.find("book payment message "), std::string::npos) << payment;
  EXPECT_NE(payment.find("; a test"), std::string::npos) << payment;
  const auto trace = world_.sluss({"messages", "trace", "1000001"}).out;
  EXPECT_NE(trace.find("paid " + to_kronor(Ore{100}) + " on 2027-02-10: payment 99000010/R1"), std::string::npos)
      << trace;
  const auto shown = world_.json({"invoices", "show", "1000001"});
  EXPECT_EQ(shown["payment"].text_or_empty(), "part paid, " + to_kronor(Ore{458900}) + " left");
  ASSERT_EQ(shown["payments"].as_list()->size(), 1U);
  EXPECT_EQ(number_at(shown["payments"].as_list()->front(), "amount_ore"), 100);
}

TEST_F(Decisions, money_that_was_taken_back_is_taken_off_the_invoice) {
  invoice();
  sync("a.xml", camt({{"R1", ost}, {"R2", ost, 459000, "99000010", true}}));
  expect_refused(book("99000010/R2", {"--invoice", "1000002"}), "cannot be taken off it");
  EXPECT_EQ(book("99000010/R2", {"--invoice", "1000001"}).exit, 0);
  EXPECT_EQ(standing("1000001"), "unpaid");
  sync("b.xml", camt({{"R3", ost}}));
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  expect_balance();
}

TEST_F(Decisions, what_is_paid_back_is_discarded) {
  invoice();
  sync("a.xml", camt({{"R1", ost}, {"R2", ost}}));
  const auto id = std::to_string(message("99000010/R2"));
  EXPECT_EQ(world_.sluss({"messages", "discard", id, "--reason", "paid back"}).exit, 0);
  sync("again.xml", camt({{"R2", ost}}));
  expect("99000010/R2", "resolved: discarded by ");
  EXPECT_EQ(world_.json({"payments", "list", "--open"}), Value::list());
}

TEST_F(Decisions, what_the_bank_said_is_not_edited) {
  invoice();
  sync("a.xml", camt({{"R1", ost, 100}}));
  const auto edited = world_.sluss(
      {"messages", "edit", std::to_string(message("99000010/R1")), "--set", "amount_ore=459000", "--reason", "a test"});
  EXPECT_NE(edited.exit, 0);
  EXPECT_EQ(standing("1000001"), "unpaid");
}

TEST_F(Decisions, the_report_of_what_is_owed) {
  invoice();
  sync("a.xml", camt({{"R1", ost, 100000}, {"R2", west, 459000, "99000028"}}));
  EXPECT_EQ(book("99000010/R1", {"--invoice", "1000001"}).exit, 0);
  world_.at = "2027-03-05";  // the invoices of 2027-02-01 were due 30 days later
  const auto report = world_.json({"invoices", "unpaid"});
  ASSERT_EQ(report.as_list()->size(), 2U);
  const auto& part = report.as_list()->front();
  EXPECT_EQ(part["number"].text_or_empty(), "1000001");
  EXPECT_EQ(part["institution"].text_or_empty(), "uni");
  EXPECT_EQ(part["unit"].text_or_empty(), "ost");
  EXPECT_EQ(part["due"].text_or_empty(), "2027-03-03");
  EXPECT_EQ(number_at(part, "days_late"), 2);
  EXPECT_EQ(number_at(part, "total_ore"), 459000);
  EXPECT_EQ(number_at(part, "credited_ore"), 0);
  EXPECT_EQ(number_at(part, "paid_ore"), 100000);
  EXPECT_EQ(number_at(part, "rest_ore"), 359000);
  EXPECT_EQ(report.as_list()->back()["number"].text_or_empty(), "1000002");
  const auto text = world_.sluss({"invoices", "unpaid"}).out;
  EXPECT_NE(text.find("uni owes ost\n  1000001  due 2027-03-03, 2 days late  "), std::string::npos) << text;
  EXPECT_NE(text.find("2 invoices, " + to_kronor(Ore{818000}) + " due"), std::string::npos) << text;
  EXPECT_EQ(world_.json({"invoices", "unpaid", "--due", "2027-03-02"}), Value::list());
  EXPECT_EQ(world_.json({"invoices", "unpaid", "--due", "2027-03-03"}).as_list()->size(), 2U);
  EXPECT_EQ(world_.sluss({"invoices", "unpaid", "--due", "soon"}).exit, 2);
}

}  // namespace
}  // namespace sluss::test
