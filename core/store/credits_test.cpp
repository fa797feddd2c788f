// Days that are taken back of issued invoices. All persons are made up.
#include "base/json.h"
#include "store/store_fixture.h"

namespace sluss::store {
namespace {

DaySet days(unsigned from, unsigned to) {
  DaySet set;
  for (auto day = from; day <= to; ++day) set.insert(make_day(2026, 9, day));
  return set;
}

domain::ChargeLine worth(const DaySet& set) {
  return {set, Ore{157131}, domain::line_amount(set.count(), Ore{157131})};
}

/// A placement P1 that is invoiced for 7 to 11 September.
class Credits : public StoreTest {
 protected:
  Credits() : transaction_(writing()) {
    placement_ = message(*transaction_, "universitetet|P1");
    placement_.message.body = *parse_json(R"({"id":"P1 "})");
    must(transaction_->messages().append(placement_));
    book("universitetet|P1", placement_.message, days(7, 11));
    issue({must(transaction_->book().waiting(group_)).front().id}, std::nullopt);
  }

  BillingBook& book() { return transaction_->book(); }
  void book(const std::string& key, const Message& message, const DaySet& claimed) {
    must(book().book({message.id, message.item, key, subject_, "universitetet", "HT2026", worth(claimed)}));
  }
  /// Credits days of the invoiced line.
  Result<void> credit(const DaySet& away) {
    const auto lines = must(book().lines_of(placement_.message.item));
    const auto& line = lines.front();
    const auto kept = line.line.days.minus(away);
    return book().credit({placement_.message.id,
                          {line.id,
                           {away, line.line.week_price, line.line.amount - domain::line_amount(kept.count(), {157131})},
                           line.invoice,
                           "days have fallen away"}});
  }
  domain::Invoice issue(const std::vector<std::int64_t>& lines, std::optional<domain::CreditedInvoice> credits) {
    domain::Invoice invoice;
    invoice.number = "100" + std::to_string(must(book().take_number("100")));
    invoice.key = "key-" + invoice.number;
    invoice.issued = make_day(2026, 11, 15);
    invoice.total = credits ? Ore{62853} : worth(days(7, 11)).amount;
    invoice.correction = credits ? 1 : 0;
    invoice.credits = std::move(credits);
    must(book().freeze(invoice, group_, lines));
    auto document = message(*transaction_, invoice.key);
    document.message.kind = "invoice";
    document.message.body = domain::to_value(invoice);
    must(transaction_->messages().append(document));
    return invoice;
  }
  std::optional<Creditable> creditable() { return must(book().next_creditable()); }

  const Group group_{"avtal", "universitetet", "ost", "HT2026"};
  const Subject subject_{"avtal", "ost", "SSK", "195501019805"};
  std::unique_ptr<Transaction> transaction_;
  StoredMessage placement_;
};

TEST_F(Credits, leave_of_a_line_what_stands) {
  must(credit(days(10, 11)));
  const auto lines = must(book().lines_of(placement_.message.item));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].line, worth(days(7, 9)));
  must(credit(days(7, 9)));
  EXPECT_TRUE(must(book().lines_of(placement_.message.item)).empty()) << "nothing of it stands";
}

TEST_F(Credits, free_their_days_for_others) {
  must(credit(days(10, 11)));
  const auto other = append(*transaction_, "P2");
  EXPECT_FALSE(must(book().taken(subject_, days(10, 11), other.message.item)));
  book("P2", other.message, days(10, 11));
  EXPECT_TRUE(must(book().taken(subject_, days(9, 11), other.message.item)));
}

TEST_F(Credits, are_of_days_that_stand_on_an_invoice) {
  must(credit(days(10, 11)));
  EXPECT_EQ(credit(days(11, 11)).error().fault, Fault::store);
}

TEST_F(Credits, of_a_line_that_waits_are_a_bug) {
  const auto other = append(*transaction_, "P2");
  book("P2", other.message, days(14, 15));
  const auto waiting = must(book().waiting(group_)).front();
  EXPECT_EQ(book().credit({other.message.id, {waiting.id, worth(days(14, 14)), "", ""}}).error().fault,
            Fault::internal);
}

TEST_F(Credits, wait_for_a_credit_note_to_their_invoice) {
  EXPECT_FALSE(creditable());
  must(credit(days(10, 11)));
  const auto found = creditable();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->group, group_);
  EXPECT_EQ(found->series, "100");
  EXPECT_EQ(found->document["number"].text_or_empty(), "1001");
  EXPECT_EQ(found->corrections, 0);
  const auto credits = must(book().waiting_credits(found->id));
  ASSERT_EQ(credits.size(), 1U);
  EXPECT_EQ(credits[0].placement, "P1");
  EXPECT_EQ(credits[0].credit, (domain::ChargeLine{days(10, 11), Ore{157131}, Ore{157131 - 94279}}));
  EXPECT_TRUE(must(book().waiting(group_)).empty()) << "a credit is on no invoice";
}

TEST_F(Credits, that_wait_are_taken_back) {
  must(credit(days(10, 11)));
  must(book().take_back(placement_.message.item));
  EXPECT_EQ(must(book().lines_of(placement_.message.item)).front().line, worth(days(7, 11)));
  EXPECT_FALSE(creditable());
  must(credit(days(7, 11)));
  must(book().take_back(placement_.message.item));
  EXPECT_EQ(must(book().lines_of(placement_.message.item)).front().line, worth(days(7, 11)));
}

TEST_F(Credits, stay_when_another_placement_bills_their_days) {
  must(credit(days(10, 11)));
  const auto other = append(*transaction_, "P2");
  book("P2", other.message, days(11, 11));
  must(book().take_back(placement_.message.item));
  EXPECT_EQ(must(book().lines_of(placement_.message.item)).front().line, worth(days(7, 9)));
  EXPECT_TRUE(creditable());
}

TEST_F(Credits, on_a_credit_note_are_final) {
  must(credit(days(10, 11)));
  issue({must(book().waiting_credits(creditable()->id)).front().id},
        domain::CreditedInvoice{"1001", make_day(2026, 11, 15)});
  EXPECT_FALSE(creditable());
  must(book().take_back(placement_.message.item));
  EXPECT_EQ(must(book().lines_of(placement_.message.item)).front().line, worth(days(7, 9)));
  EXPECT_EQ(must(book().issued(group_)), 1) << "the next invoice is the first supplement";

  const auto notes = must(transaction_->books().credit_notes("1001"));
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].number, "1002");
  EXPECT_EQ(notes[0].correction, 1);
  EXPECT_EQ(notes[0].supplement, 0);
  EXPECT_EQ(notes[0].credits, "1001");
  EXPECT_EQ(notes[0].total, Ore{-62853});
  EXPECT_EQ(notes[0].shown(), Ore{62853});
  const auto lines = must(transaction_->books().lines_of_invoice("1002"));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].days, days(10, 11));
  EXPECT_EQ(lines[0].amount, Ore{-62852});
  EXPECT_EQ(must(transaction_->books().broken_rows()), std::vector<std::string>{});
  must(credit(days(9, 9)));
  EXPECT_EQ(creditable()->corrections, 1);
}

TEST_F(Credits, an_approval_is_of_the_lines_that_were_looked_at) {
  EXPECT_FALSE(must(book().approval(group_)));
  const auto other = append(*transaction_, "P2");
  book("P2", other.message, days(14, 15));
  const auto looked_at = digest_of(must(book().waiting(group_)));
  must(book().decide(group_, {looked_at, true}));
  EXPECT_TRUE(must(book().approval(group_))->approved);
  must(book().take_back(other.message.item));
  book("P2", other.message, days(14, 15));
  EXPECT_EQ(digest_of(must(book().waiting(group_))), looked_at) << "booked anew, they are the same";
  must(book().take_back(other.message.item));
  book("P2", other.message, days(14, 16));
  EXPECT_NE(digest_of(must(book().waiting(group_))), looked_at);
  must(book().decide(group_, {looked_at, false}));
  EXPECT_FALSE(must(book().approval(group_))->approved);
}

}  // namespace
}  // namespace sluss::store
