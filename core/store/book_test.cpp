// The billing ledger. All persons are made up.
#include <fstream>

#include "domain/placement.h"
#include "store/store_fixture.h"

namespace sluss::store {
namespace {

constexpr auto student = "195501019805";

DaySet days(unsigned month, unsigned from, unsigned to) {
  DaySet set;
  for (auto day = from; day <= to; ++day) set.insert(make_day(2026, month, day));
  return set;
}

class Book : public StoreTest {
 protected:
  Book() : transaction_(writing()) {}

  /// A line for a placement message, by default of the student at the unit `ost`.
  Booking booking(const StoredMessage& placement, const DaySet& claimed, const std::string& who = student) {
    Booking booking;
    booking.message = placement.message.id;
    booking.item = placement.message.item;
    booking.placement = placement.message.key;
    booking.subject = {"avtal", "ost", "SSK", who};
    booking.institution = "universitetet";
    booking.term = "HT2026";
    booking.line = {claimed, Ore{153000}, domain::line_amount(claimed.count(), Ore{153000})};
    return booking;
  }
  StoredMessage booked(const std::string& key, const DaySet& claimed, const std::string& who = student) {
    auto placement = append(*transaction_, key);
    must(transaction_->book().book(booking(placement, claimed, who)));
    return placement;
  }
  std::vector<WaitingLine> waiting() { return must(transaction_->book().waiting(group_)); }
  /// Freezes all that waits, and stores the invoice's message.
  std::string invoice() {
    std::vector<std::int64_t> lines;
    domain::Invoice invoice;
    for (const auto& line : waiting()) {
      lines.push_back(line.id);
      invoice.total += line.line.amount;
    }
    invoice.supplement = must(transaction_->book().issued(group_));
    invoice.number = "100" + std::to_string(must(transaction_->book().take_number("100")));
    invoice.key = "key-" + std::to_string(invoice.supplement);
    invoice.issued = make_day(2026, 11, 15);
    must(transaction_->book().freeze(invoice, group_, lines));
    auto document = message(*transaction_, invoice.key);
    document.message.kind = "invoice";
    must(transaction_->messages().append(document));
    return invoice.number;
  }
  void restart() {
    must(transaction_->commit());
    transaction_ = writing();
  }
  void commit_and_tamper(const std::string& sql) {
    must(transaction_->commit());
    transaction_.reset();
    tamper(sql);
    transaction_ = writing();
  }

  const Group group_{"avtal", "universitetet", "ost", "HT2026"};
  std::unique_ptr<Transaction> transaction_;
};

TEST_F(Book, gives_the_lines_of_a_placement) {
  const auto placement = booked("P1", days(9, 28, 30));
  const auto lines = must(transaction_->book().lines_of(placement.message.item));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].line.days, days(9, 28, 30));
  EXPECT_EQ(lines[0].line.amount, Ore{91800});
  EXPECT_EQ(lines[0].unit, "ost");
  EXPECT_EQ(lines[0].term, "HT2026");
  EXPECT_EQ(lines[0].invoice, "");
  EXPECT_TRUE(must(transaction_->book().is_for(lines[0].id, {"avtal", "ost", "SSK", student})));
  EXPECT_FALSE(must(transaction_->book().is_for(lines[0].id, {"avtal", "ost", "SSK", "195501019813"})));
  EXPECT_FALSE(must(transaction_->book().is_for(lines[0].id, {"avtal", "ost", "DSK", student})));
}

TEST_F(Book, says_which_days_another_placement_has_taken) {
  const auto placement = booked("P1", days(9, 7, 11));
  const Subject subject{"avtal", "ost", "SSK", student};
  const auto taken = must(transaction_->book().taken(subject, days(9, 10, 18), 999));
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->days, days(9, 10, 11));
  EXPECT_EQ(taken->by, "P1");
  EXPECT_FALSE(must(transaction_->book().taken(subject, days(9, 10, 18), placement.message.item)));
  EXPECT_FALSE(must(transaction_->book().taken(subject, days(10, 7, 11), 999)));
  EXPECT_FALSE(must(transaction_->book().taken({"avtal", "vast", "SSK", student}, days(9, 7, 11), 999)));
}

TEST_F(Book, claims_a_student_day_once) {
  booked("P1", days(9, 7, 11));
  const auto other = append(*transaction_, "P2");
  EXPECT_EQ(transaction_->book().book(booking(other, days(9, 11, 12))).error().fault, Fault::store);
  booked("P3", days(9, 11, 12), "195501019813");
}

TEST_F(Book, claims_a_student_day_once_against_any_writer_to_the_file) {
  booked("P1", days(9, 7, 8));
  booked("P2", days(9, 9, 10));
  must(transaction_->commit());
  transaction_.reset();
  EXPECT_THROW(tamper("INSERT INTO ledger SELECT subject, month, 2, days FROM ledger WHERE line = 1"),
               SQLite::Exception);
  EXPECT_THROW(tamper("UPDATE ledger SET days = 255 WHERE line = 2"), SQLite::Exception);
}

TEST_F(Book, takes_back_a_line_that_waits) {
  const auto placement = booked("P1", days(9, 7, 11));
  must(transaction_->book().take_back(placement.message.item));
  EXPECT_TRUE(must(transaction_->book().lines_of(placement.message.item)).empty());
  booked("P2", days(9, 7, 11));
}

TEST_F(Book, never_takes_back_a_line_that_is_invoiced) {
  const auto placement = booked("P1", days(9, 7, 11));
  invoice();
  must(transaction_->book().take_back(placement.message.item));
  EXPECT_EQ(count("SELECT count(*) FROM ledger"), 0) << "of what is not committed, another sees nothing";
  restart();
  EXPECT_EQ(count("SELECT count(*) FROM ledger"), 1);
}

TEST_F(Book, lets_lines_wait_in_the_order_of_placement_and_day) {
  booked("P2", days(9, 21, 25));
  const auto first = booked("P1", days(9, 28, 30));
  must(transaction_->book().book(booking(first, days(10, 1, 2))));
  const auto lines = waiting();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].line.days, days(9, 28, 30));
  EXPECT_EQ(lines[1].line.days, days(10, 1, 2));
  EXPECT_EQ(lines[2].line.days, days(9, 21, 25));
  EXPECT_EQ(lines[0].placement["unit"].text_or_empty(), "ost");
  EXPECT_EQ(must(transaction_->book().next_waiting(std::nullopt)), group_);
  EXPECT_FALSE(must(transaction_->book().next_waiting(group_)));
}

TEST_F(Book, gives_a_line_over_two_months_once) {
  auto claimed = days(9, 28, 30);
  for (const auto day : {make_day(2026, 10, 1), make_day(2026, 10, 2)}) claimed.insert(day);
  booked("P1", claimed);
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_EQ(waiting()[0].line.days, claimed);
}

TEST_F(Book, lets_no_line_wait_whose_placement_is_parked) {
  const auto placement = booked("P1", days(9, 7, 11));
  must(transaction_->messages().set_state(placement.message.id, State::held, "waits", std::nullopt));
  EXPECT_TRUE(waiting().empty());
  EXPECT_FALSE(must(transaction_->book().next_waiting(std::nullopt)));
}

TEST_F(Book, gives_a_waiting_line_the_newest_version_of_its_placement) {
  const auto placement = booked("P1", days(9, 7, 11));
  auto newer = message(*transaction_, "P1", placement.message.item);
  newer.message.body = *parse_json(R"({"unit":"ost","course":"K2"})");
  must(transaction_->messages().append(newer));
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_EQ(waiting()[0].message, newer.message.id);
  EXPECT_EQ(waiting()[0].placement["course"].text_or_empty(), "K2");
}

std::string told(const std::vector<WaitingSum>& sums) {
  std::string text;
  for (const auto& [group, days, amount] : sums)
    text += group.unit + " " + group.term + ": " + std::to_string(days) + " days, " + std::to_string(amount.value) +
            " ore; ";
  return text;
}

TEST_F(Book, sums_what_waits_in_each_group) {
  EXPECT_EQ(told(must(transaction_->books().waiting_sums())), "");
  const auto first = booked("P1", days(9, 7, 11));
  booked("P2", days(9, 14, 15));
  EXPECT_EQ(told(must(transaction_->books().waiting_sums())), "ost HT2026: 7 days, 214200 ore; ");
  must(transaction_->messages().set_state(first.message.id, State::held, "waits", std::nullopt));
  EXPECT_EQ(told(must(transaction_->books().waiting_sums())), "ost HT2026: 2 days, 61200 ore; ") << "one is parked";
  invoice();
  EXPECT_EQ(told(must(transaction_->books().waiting_sums())), "");
}

TEST_F(Book, sums_by_the_newest_version_of_a_placement) {
  const auto placement = booked("P1", days(9, 7, 11));
  auto newer = message(*transaction_, "P1", placement.message.item);
  must(transaction_->messages().append(newer));
  EXPECT_EQ(told(must(transaction_->books().waiting_sums())), "ost HT2026: 5 days, 153000 ore; ");
  must(transaction_->messages().set_state(newer.message.id, State::held, "waits", std::nullopt));
  EXPECT_EQ(told(must(transaction_->books().waiting_sums())), "");
}

TEST_F(Book, numbers_invoices_without_gap) {
  booked("P1", days(9, 7, 11));
  EXPECT_EQ(invoice(), "1001");
  restart();
  EXPECT_EQ(must(transaction_->book().take_number("100")), 2);
  transaction_.reset();  // rolled back: the number was never taken
  transaction_ = writing();
  EXPECT_EQ(must(transaction_->book().take_number("100")), 2);
  EXPECT_EQ(must(transaction_->book().take_number("200")), 1);
}

TEST_F(Book, issues_what_comes_later_as_a_supplement) {
  booked("P1", days(9, 7, 11));
  invoice();
  EXPECT_TRUE(waiting().empty());
  booked("P2", days(9, 14, 18));
  EXPECT_EQ(must(transaction_->book().issued(group_)), 1);
  EXPECT_EQ(invoice(), "1002");
  const auto invoices = must(transaction_->books().invoices({}));
  ASSERT_EQ(invoices.size(), 2U);
  EXPECT_EQ(invoices[1].supplement, 1);
  EXPECT_EQ(invoices[1].total, Ore{153000});
  EXPECT_EQ(invoices[1].group, group_);
  EXPECT_GT(invoices[1].message, invoices[0].message);
  const auto lines = must(transaction_->books().lines_of_invoice("1002"));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].placement, "P2");
  EXPECT_EQ(lines[0].days, days(9, 14, 18));
}

TEST_F(Book, refuses_a_second_invoice_under_the_same_key) {
  booked("P1", days(9, 7, 11));
  invoice();
  domain::Invoice again;
  again.number = "1002";
  again.key = "key-0";
  again.supplement = 1;
  must(transaction_->book().take_number("100"));
  EXPECT_EQ(transaction_->book().freeze(again, group_, {}).error().fault, Fault::store);
}

TEST_F(Book, shows_each_day_to_a_person_with_a_shell) {
  booked("P1", days(9, 29, 30));
  restart();
  EXPECT_EQ(count("SELECT count(*) FROM ledger_day"), 2);
  EXPECT_EQ(count("SELECT count(*) FROM ledger_day WHERE day = '2026-09-30'"), 1);
}

TEST_F(Book, keeps_no_personal_number_in_the_ledger) {
  booked("P1", days(9, 7, 11));
  must(transaction_->commit());
  transaction_.reset();
  store_.reset();
  std::ifstream in(file(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  ASSERT_GT(bytes.size(), 4096U);
  EXPECT_EQ(bytes.find(student), std::string::npos);
}

TEST_F(Book, names_rows_that_were_damaged) {
  booked("P1", days(9, 7, 11));
  booked("P2", days(9, 14, 18));
  invoice();
  EXPECT_TRUE(must(transaction_->books().broken_rows()).empty());
  commit_and_tamper(
      "DROP TRIGGER ledger_once_changed; UPDATE ledger SET days = 64 + (1 << 6) WHERE line = 2;"
      "UPDATE ledger SET days = days | 64 WHERE line IN (1, 2)");
  const auto broken = must(transaction_->books().broken_rows());
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0], "ledger row (subject 1, month 202609, line 2) claims days that line 1 bills already");
}

TEST_F(Book, names_rows_without_a_line) {
  booked("P1", days(9, 7, 11));
  commit_and_tamper("PRAGMA foreign_keys = OFF; DELETE FROM line");
  const auto broken = must(transaction_->books().broken_rows());
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0], "ledger row (subject 1, month 202609, line 1) claims days for a line that does not exist");
}

/// What a single flipped bit can make of a line that waits for its invoice.
class DamagedLine : public Book, public ::testing::WithParamInterface<const char*> {};

TEST_P(DamagedLine, is_neither_invoiced_nor_counted) {
  const auto placement = booked("P1", days(9, 7, 11));
  commit_and_tamper(GetParam());
  const auto waits = transaction_->book().waiting(group_);
  const auto booked = transaction_->book().lines_of(placement.message.item);
  ASSERT_FALSE(waits);
  ASSERT_FALSE(booked);
  for (const auto& error : {waits.error(), booked.error()}) {
    EXPECT_EQ(error.fault, Fault::store);
    EXPECT_NE(error.what.find("line 1 of the ledger is damaged"), std::string::npos) << error.what;
  }
}

INSTANTIATE_TEST_SUITE_P(In, DamagedLine,
                         ::testing::Values("UPDATE line SET amount = amount + 256",
                                           "UPDATE line SET week_price = week_price | 1 << 20",
                                           "UPDATE line SET days = 4", "UPDATE line SET first_day = first_day + 1",
                                           "UPDATE ledger SET days = days | 1 << 20",
                                           "UPDATE ledger SET month = 202610", "DELETE FROM ledger"));

class DamagedPlacement : public Book, public ::testing::WithParamInterface<const char*> {};

TEST_P(DamagedPlacement, of_a_line_is_not_passed_over) {
  booked("P1", days(9, 7, 11));
  booked("P2", days(9, 14, 18));
  commit_and_tamper(GetParam());
  const auto refused = transaction_->book().waiting(group_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::store);
  EXPECT_NE(refused.error().what.find("line 2 of the ledger is damaged: its placement"), std::string::npos)
      << refused.error().what;
}

INSTANTIATE_TEST_SUITE_P(In, DamagedPlacement,
                         ::testing::Values("UPDATE message SET key = 'P!' WHERE id = 2",
                                           "UPDATE message SET state = 1 WHERE id = 2",
                                           "UPDATE item SET message = 1 WHERE key = 'P2'",
                                           "UPDATE item SET key = 'P!' WHERE key = 'P2'"));

TEST_F(Book, gives_no_group_when_an_index_has_lost_a_line) {
  booked("P1", days(9, 7, 11));
  booked("P2", days(9, 14, 18));
  EXPECT_TRUE(must(transaction_->book().next_waiting(std::nullopt)));
  const std::string index = "UPDATE sqlite_schema SET sql = 'CREATE INDEX line_waiting ON line (billing_group) WHERE ";
  commit_and_tamper("PRAGMA writable_schema = ON; " + index + "invoice = -1' WHERE name = 'line_waiting'");
  commit_and_tamper("UPDATE line SET billing_group = 7 WHERE id = 2");
  commit_and_tamper("PRAGMA writable_schema = ON; " + index + "invoice IS NULL' WHERE name = 'line_waiting'");
  const auto refused = transaction_->book().next_waiting(std::nullopt);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::store);
  EXPECT_NE(refused.error().what.find("nothing is invoiced from it"), std::string::npos) << refused.error().what;
}

TEST_F(Book, invoices_no_placement_whose_content_is_damaged) {
  booked("P1", days(9, 7, 11));
  commit_and_tamper("UPDATE content SET body = replace(body, 'ost', 'est')");
  const auto refused = transaction_->book().waiting(group_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::store);
  EXPECT_NE(refused.error().what.find("message 1 in the store is damaged"), std::string::npos) << refused.error().what;
}

TEST_F(Book, frees_no_days_of_a_student_whom_it_no_longer_knows) {
  auto placement = message(*transaction_, "P1");
  placement.message.body = *parse_json(R"({"id": "P1", "institution": {"id": "universitetet"}, "programme": "SSK",
    "student": {"personnummer": "19550101-9805", "name": "Exempel Åsa"}, "unit": {"name": "ost"},
    "start": "2026-09-07", "end": "2026-09-11"})");
  const auto read = domain::read_placement(placement.message.body);
  ASSERT_TRUE(read);
  must(transaction_->messages().append(placement));
  must(transaction_->book().book(booking(placement, days(9, 7, 11), read->student.personnummer)));
  const auto line = must(transaction_->book().lines_of(placement.message.item)).front().id;
  const Subject another{"avtal", "ost", "SSK", "195501019813"};
  EXPECT_FALSE(must(transaction_->book().is_for(line, another))) << "another student's, and nothing is damaged";
  commit_and_tamper("UPDATE subject SET digest = zeroblob(32)");
  const auto refused = transaction_->book().is_for(line, another);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::store);
  EXPECT_NE(refused.error().what.find("its student is not the one that it was booked for"), std::string::npos)
      << refused.error().what;
}

}  // namespace
}  // namespace sluss::store
