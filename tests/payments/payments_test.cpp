// What becomes of payments. All parties are made up.
#include "bank.h"

namespace sluss::test {
namespace {

TEST_F(Bank, exact_payments_are_booked_by_themselves) {
  invoice();
  tell("a.xml", camt({{"R1", ost}, {"R2", west, 459000, "99000028"}}));
  tell("b.txt", bgmax({{"7", ost_spring}}));
  EXPECT_EQ(world_.sluss({"sync", "payments"}).exit, 0);
  expect("99000010/R1", "filtered: paid in full: " + to_kronor(Ore{459000}) + " on invoice 1000001");
  expect("99000028/R2", "on invoice 1010001");
  expect("99000010/2027-000000000007", "on invoice 1000002");
  for (const auto* number : {"1000001", "1000002", "1010001"}) EXPECT_EQ(standing(number), "paid 2027-02-10");
  EXPECT_EQ(world_.json({"invoices", "unpaid"}), Value::list());
  expect_balance();
}

TEST_F(Bank, a_part_waits_for_a_person_and_the_rest_then_comes_by_itself) {
  invoice();
  sync("a.xml", camt({{"R1", ost, 400000}}));
  expect("99000010/R1", "held: part payment: " + to_kronor(Ore{400000}));
  EXPECT_EQ(standing("1000001"), "unpaid");
  sync("b.xml", camt({{"R2", ost, 59000}}));
  expect("99000010/R2", "held: part payment: ");
  const auto booked = book("99000010/R1", {"--invoice", "1000001"});
  EXPECT_EQ(booked.exit, 0) << booked.err;
  EXPECT_NE(booked.out.find("which is now part paid"), std::string::npos) << booked.out;
  EXPECT_EQ(standing("1000001"), "part paid, " + to_kronor(Ore{59000}) + " left");
  static_cast<void>(sync());
  expect("99000010/R2", "filtered: paid in full: ");
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  expect_balance();
}

TEST_F(Bank, what_does_not_fit_is_held_and_says_why) {
  invoice();
  tell("a.xml", camt({{"R1", ost},
                      {"R2", ost},
                      {"R3", ost_spring, 460000},
                      {"R4", "1230"},
                      {"R5", "10000017"},
                      {"R6", ""},
                      {"R7", west},
                      {"R8", west, 459000, "99000028", true}}));
  EXPECT_EQ(world_.sluss({"sync", "payments"}).exit, 1) << "some wait for a person";
  expect("99000010/R1", "filtered: paid in full");
  expect("99000010/R2", "held: double payment: ");
  expect("99000010/R3", "held: overpayment: ");
  expect("99000010/R3", to_kronor(Ore{1000}) + " too much");
  expect("99000010/R4", "held: unknown OCR number: ");
  expect("99000010/R5", "no number with a right check digit");
  expect("99000010/R6", "held: no OCR number: ");
  expect("99000010/R7", "held: paid to another account: ");
  expect("99000028/R8", "held: taken back by the bank: ");
  EXPECT_EQ(world_.json({"payments", "list", "--open"}).as_list()->size(), 7U);
  EXPECT_EQ(standing("1000002"), "unpaid");
  expect_balance();
}

TEST_F(Bank, a_payment_before_its_invoice_waits_and_is_then_booked) {
  world_.at = "2027-02-11";
  sync("a.xml", camt({{"R1", ost}}));
  expect("99000010/R1", "held: unknown OCR number: ");
  static_cast<void>(sync());
  expect("99000010/R1", "held: unknown OCR number: ");
  invoice();
  static_cast<void>(sync());
  expect("99000010/R1", "filtered: paid in full: ");
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  expect_balance();
}

TEST_F(Bank, the_same_told_twice_is_booked_once) {
  invoice();
  const auto first = camt({{"R1", ost}, {"R2", ost_spring, 100}});
  sync("a.xml", first);
  sync("a.xml", first);        // delivered again
  sync("renamed.xml", first);  // and under another name
  const auto report = world_.json({"sync", "payments"});
  EXPECT_EQ(number_at(report, "new"), 0);
  sync("overlap.xml", camt({{"R3", west, 459000, "99000028"}, {"R1", ost}, {"R2", ost_spring, 100}}));
  EXPECT_EQ(payments().size(), 3U);
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  EXPECT_EQ(standing("1010001"), "paid 2027-02-10");
  sync("a.txt", bgmax({{"8", ost_spring}}));
  sync("b.txt", bgmax({{"8", ost_spring}, {"9", "1230"}}));
  EXPECT_EQ(standing("1000002"), "paid 2027-02-10");
  EXPECT_EQ(payments().size(), 5U);
  expect_balance();
}

TEST_F(Bank, a_payment_that_another_connection_told_of_is_booked_once) {
  invoice();
  world_.configure("connections/second.yaml", "connections:\n  second: { use: payments, folder: ../second }\n");
  world_.configure("pipelines/second.yaml", "pipeline: second\nfrom: second.camt\nsteps: [settle]\nto: []\n");
  std::filesystem::create_directories(world_.root() / "second");
  sync("a.xml", camt({{"R1", ost}}));
  std::filesystem::copy(world_.root() / "bank/archive/a.xml", world_.root() / "second/a.xml");
  std::filesystem::last_write_time(world_.root() / "second/a.xml",
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_EQ(world_.sluss({"sync", "second"}).exit, 0);
  const auto list = world_.json({"messages", "list", "--connection", "second.camt"});
  ASSERT_EQ(list.as_list()->size(), 1U);
  EXPECT_NE(list.as_list()->front()["reason"].text_or_empty().find("booked already: "), std::string::npos);
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
}

TEST_F(Bank, another_amount_under_the_same_reference_is_not_booked) {
  invoice();
  sync("a.xml", camt({{"R1", ost}}));
  sync("b.xml", camt({{"R1", ost_spring, 458000}}));
  expect("99000010/R1", "held: payment 99000010/R1 was told of before with " + to_kronor(Ore{459000}));
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  EXPECT_EQ(standing("1000002"), "unpaid");
}

TEST_F(Bank, a_file_whose_totals_do_not_match_is_refused_whole) {
  invoice();
  auto text = bgmax({{"7", ost}, {"8", ost_spring}});
  text.replace(text.find("459000"), 6, "459001");
  tell("a.txt", text);
  EXPECT_NE(world_.sluss({"sync", "payments"}).exit, 0);
  EXPECT_TRUE(payments().empty());
  EXPECT_EQ(standing("1000001"), "unpaid");
}

TEST_F(Bank, a_file_that_breaks_off_is_taken_when_it_comes_whole) {
  invoice();
  const auto whole = camt({{"R1", ost}, {"R2", west, 459000, "99000028"}});
  tell("a.xml", whole.substr(0, whole.size() - 200));
  EXPECT_NE(world_.sluss({"sync", "payments"}).exit, 0);
  sync("b.xml", whole);
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  EXPECT_EQ(standing("1010001"), "paid 2027-02-10");
  EXPECT_EQ(payments().size(), 2U);
  expect_balance();
}

}  // namespace
}  // namespace sluss::test
