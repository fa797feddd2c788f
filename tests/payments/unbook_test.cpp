// A payment that was booked on the wrong invoice. All parties are made up.
#include <csignal>

#include "bank.h"

namespace sluss::test {
namespace {

class Unbooked : public Bank {
 protected:
  Finished unbook(const std::string& id, const std::vector<std::string>& options = {}) const {
    std::vector<std::string> command = {"payments", "unbook", std::to_string(message(id)), "--reason", "a test"};
    command.insert(command.end(), options.begin(), options.end());
    return world_.sluss(command);
  }
  void expect_refused(const Finished& finished, const std::string& part) const {
    EXPECT_EQ(finished.exit, 2) << finished.out;
    EXPECT_NE(finished.err.find(part), std::string::npos) << finished.err;
  }
};

TEST_F(Unbooked, a_payment_waits_again_and_its_invoice_is_owed_again) {
  invoice();
  sync("a.xml", camt({{"R1", ost}}));
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  const auto done = unbook("99000010/R1");
  EXPECT_EQ(done.exit, 0) << done.err;
  EXPECT_NE(done.out.find("took " + to_kronor(Ore{459000}) + " off invoice 1000001, which is now unpaid"),
            std::string::npos)
      << done.out;
  EXPECT_EQ(standing("1000001"), "unpaid");
  expect("99000010/R1", "held: taken off invoice 1000001 by ");
  expect_refused(unbook("99000010/R1"), "stands on an invoice");
  expect_balance();
}

TEST_F(Unbooked, it_is_not_booked_there_again_by_itself_and_elsewhere_by_a_person) {
  invoice();
  sync("a.xml", camt({{"R1", ost}}));
  EXPECT_EQ(unbook("99000010/R1").exit, 0);
  static_cast<void>(sync());
  expect("99000010/R1", "held: taken off invoice 1000001 by a person, and not booked there again by itself");
  sync("again.xml", camt({{"R1", ost}}));
  sync("other-words.xml", camt({{"R1", "1000001 6"}}));
  static_cast<void>(sync());
  static_cast<void>(sync());
  EXPECT_EQ(standing("1000001"), "unpaid");
  EXPECT_EQ(payments().size(), 1U);
  EXPECT_EQ(book("99000010/R1", {"--invoice", "1000002"}).exit, 0);
  EXPECT_EQ(standing("1000002"), "paid 2027-02-10");
  // Another payment of that invoice is nobody's mistake.
  sync("b.xml", camt({{"R2", ost}}));
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  expect_balance();
}

TEST_F(Unbooked, what_waited_behind_it_is_booked_by_itself) {
  invoice();
  sync("a.xml", camt({{"R1", ost}, {"R2", ost}}));
  expect("99000010/R2", "held: double payment");
  EXPECT_EQ(unbook("99000010/R1").exit, 0);
  static_cast<void>(sync());
  expect("99000010/R2", "filtered: paid in full");
  expect("99000010/R1", "held: double payment");
  EXPECT_EQ(book("99000010/R1", {"--invoice", "1000001"}).exit, 0) << "a person may still book it there";
  EXPECT_EQ(standing("1000001"), "overpaid by " + to_kronor(Ore{459000}));
}

TEST_F(Unbooked, of_several_invoices_the_one_that_is_named) {
  invoice();
  sync("a.xml", camt({{"R1", "", 918000}}));
  EXPECT_EQ(book("99000010/R1", {"--invoice", "1000001", "--amount", "4590.00"}).exit, 0);
  EXPECT_EQ(book("99000010/R1", {"--invoice", "1000002"}).exit, 0);
  expect_refused(unbook("99000010/R1", {"--invoice", "1010001"}), "stands on invoice 1010001");
  EXPECT_EQ(unbook("99000010/R1", {"--invoice", "1000002"}).exit, 0);
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  EXPECT_EQ(standing("1000002"), "unpaid");
  static_cast<void>(sync());
  expect("99000010/R1", "held: booked in part: " + to_kronor(Ore{459000}) + " on invoice 1000001");
  EXPECT_EQ(unbook("99000010/R1").exit, 0);
  EXPECT_EQ(standing("1000001"), "unpaid");
  expect_balance();
}

TEST_F(Unbooked, what_the_bank_took_back_goes_first) {
  invoice();
  sync("a.xml", camt({{"R1", ost}, {"R2", ost, 459000, "99000010", true}}));
  EXPECT_EQ(book("99000010/R2", {"--invoice", "1000001"}).exit, 0);
  EXPECT_EQ(standing("1000001"), "unpaid");
  expect_refused(unbook("99000010/R1"), "unbook that first (message " + std::to_string(message("99000010/R2")));
  EXPECT_EQ(unbook("99000010/R2").exit, 0);
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  EXPECT_EQ(unbook("99000010/R1").exit, 0);
  expect_balance();
}

TEST_F(Unbooked, only_payments_that_stand_somewhere) {
  invoice();
  sync("a.xml", camt({{"R1", "1230"}}));
  expect_refused(unbook("99000010/R1"), "stands on an invoice");
  const auto invoices = world_.json({"invoices", "list"});
  const auto document = invoices.as_list()->front()["message"].text_or_empty();
  expect_refused(world_.sluss({"payments", "unbook", document, "--reason", "a test"}), "is no payment");
  expect_refused(world_.sluss({"payments", "unbook", "99999", "--reason", "a test"}), "there is no message 99999");
  EXPECT_EQ(world_.sluss({"payments", "unbook", document}).exit, 2) << "without a reason";
}

TEST_F(Unbooked, it_is_in_the_audit_log_and_in_the_trace) {
  invoice();
  sync("a.xml", camt({{"R1", ost}}));
  EXPECT_EQ(unbook("99000010/R1").exit, 0);
  const auto trace = world_.sluss({"messages", "trace", "99000010/R1"}).out;
  EXPECT_NE(trace.find("unbook payment message "), std::string::npos) << trace;
  EXPECT_NE(trace.find("; a test"), std::string::npos) << trace;
}

TEST_F(Unbooked, killed_at_any_write_it_is_done_or_not) {
  invoice();
  sync("a.xml", camt({{"R1", ost}}));
  const auto id = std::to_string(message("99000010/R1"));
  const auto files = world_.folder("store");
  int kills = 0;
  for (const std::string call : {"pwrite64", "fdatasync"}) {
    for (int n = 1; n < 200; n += call == "pwrite64" ? 4 : 1) {
      std::filesystem::remove_all(world_.root() / "store");
      for (const auto& [name, bytes] : files) write_file(world_.root() / "store" / name, bytes);
      const auto finished = run_killed_at(call, n, world_.command({"payments", "unbook", id, "--reason", "a test"}),
                                          world_.root() / "scratch");
      const bool owed = standing("1000001") == "unpaid";
      const auto all = payments();
      EXPECT_EQ(all.at("99000010/R1").starts_with("held: taken off"), owed) << call << " " << n;
      EXPECT_EQ(unbook("99000010/R1").exit, owed ? 2 : 0) << call << " " << n;
      EXPECT_EQ(standing("1000001"), "unpaid");
      if (finished.signal != SIGKILL) break;
      ++kills;
    }
  }
  EXPECT_GT(kills, 2);
  expect_balance();
}

TEST_F(Unbooked, what_is_overpaid_stands_in_the_report) {
  invoice();
  sync("a.xml", camt({{"R1", ost, 460000}}));
  EXPECT_EQ(world_.sluss({"invoices", "unpaid"}).out.find("overpaid"), std::string::npos);
  EXPECT_EQ(book("99000010/R1", {"--invoice", "1000001"}).exit, 0);
  const auto text = world_.sluss({"invoices", "unpaid"}).out;
  EXPECT_NE(text.find("overpaid, to be paid back or booked elsewhere\n  1000001  ost to uni  "), std::string::npos)
      << text;
  EXPECT_NE(text.find("1 invoice, " + to_kronor(Ore{1000}) + " too much\n"), std::string::npos) << text;
  EXPECT_NE(text.find("2 invoices, " + to_kronor(Ore{918000}) + " due"), std::string::npos) << text;
  const auto report = world_.json({"invoices", "unpaid"});
  ASSERT_EQ(report.as_list()->size(), 3U);
  EXPECT_EQ(number_at(report.as_list()->back(), "overpaid_ore"), 1000);
  EXPECT_EQ(number_at(report.as_list()->back(), "rest_ore"), 0);
  EXPECT_EQ(world_.json({"invoices", "unpaid", "--due", "2027-03-03"}).as_list()->size(), 2U);
}

}  // namespace
}  // namespace sluss::test
