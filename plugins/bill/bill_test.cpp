// What becomes of each placement, and which invoices come of them. All persons are made up.
#include "bill_fixture.h"

namespace sluss::plugins {
namespace {

using Kind = Decision::Kind;

#define EXPECT_DECISION(decision, expected_kind, part)                         \
  do {                                                                         \
    const auto decided = decision;                                             \
    EXPECT_EQ(decided.kind, expected_kind) << decided.reason;                  \
    EXPECT_NE(decided.reason.find(part), std::string::npos) << decided.reason; \
  } while (false)

TEST_F(BillTest, what_is_no_placement_is_left_alone) {
  Item item;
  item.message.kind = "order";
  ASSERT_TRUE(Bill(BillConfig{}).process({&item, 1}, *this));
  EXPECT_EQ(item.decision.kind, Kind::pass);
}

TEST_F(BillTest, a_placement_is_priced_by_day_and_collected) {
  EXPECT_EQ(decide(placement("P1", {{"days", 17}, {"end", "2026-10-02"}})).kind, Kind::collected);
  ASSERT_EQ(book_.lines.size(), 1U);
  const auto& booking = book_.lines[0].booking;
  EXPECT_EQ(booking.line.amount, Ore{520200});  // 17 days at 1530.00
  EXPECT_EQ(booking.line.days.count(), 17);
  EXPECT_EQ(booking.subject.agreement, "universitetet-kommunen");
  EXPECT_EQ(booking.subject.unit, "ost");
  EXPECT_EQ(booking.subject.student, "195501019805");
  EXPECT_EQ(booking.term, "HT2026");
}

TEST_F(BillTest, a_line_is_rounded_once) {
  EXPECT_EQ(decide(placement("P1", {{"term", "VT2027"}, {"start", "2027-02-01"}, {"end", "2027-03-02"}})).kind,
            Kind::collected);
  ASSERT_EQ(book_.lines.size(), 1U);
  EXPECT_EQ(book_.lines[0].booking.line.days.count(), 22);
  EXPECT_EQ(book_.lines[0].booking.line.amount, Ore{691376});  // 22 days at 1571.31
}

TEST_F(BillTest, a_placement_over_new_year_has_a_line_for_each_price) {
  EXPECT_EQ(decide(placement("P1", {{"start", "2026-12-28"}, {"end", "2027-01-08"}})).kind, Kind::collected);
  ASSERT_EQ(book_.lines.size(), 2U);
  EXPECT_EQ(book_.lines[0].booking.line,
            (domain::ChargeLine{book_.lines[0].booking.line.days, Ore{153000}, Ore{122400}}));
  EXPECT_EQ(book_.lines[0].booking.line.days.last(), make_day(2026, 12, 31));
  EXPECT_EQ(book_.lines[1].booking.line.days.first(), make_day(2027, 1, 1));
  EXPECT_EQ(book_.lines[1].booking.line.week_price, Ore{157131});
}

TEST_F(BillTest, what_is_not_paid_for_is_filtered) {
  EXPECT_DECISION(decide(placement("P1", {{"type", "thesis"}})), Kind::filtered, "thes");
  EXPECT_DECISION(decide(placement("P2", {{"status", "withdrawn"}})), Kind::filtered, "withdrawn");
  EXPECT_DECISION(decide(placement("P3", {{"status", "cancelled"}})), Kind::filtered, "cancelled");
  EXPECT_DECISION(decide(placement("P4", {{"status", "planned"}})), Kind::filtered, "planned");
  EXPECT_TRUE(book_.lines.empty());
}

TEST_F(BillTest, what_a_person_must_look_at_is_held) {
  EXPECT_DECISION(decide(placement("P1", {{"student.protected", true}})), Kind::held, "protected identity");
  EXPECT_DECISION(decide(placement("P2", {{"unit.name", "norr"}})), Kind::held, "unit");
  EXPECT_DECISION(decide(placement("P3", {{"institution.id", "akademin"}})), Kind::held, "institution");
  EXPECT_DECISION(decide(placement("P4", {{"programme", "LÄK"}})), Kind::held, "No agreement");
  EXPECT_DECISION(decide(placement("P5", {{"institution.id", "hogskolan"}})), Kind::held, "price");
  EXPECT_DECISION(decide(placement("P6", {{"end", "2027-03-05"}})), Kind::held, "term");
  EXPECT_TRUE(book_.lines.empty());
}

TEST_F(BillTest, a_body_that_is_no_placement_is_rejected_without_what_is_personal) {
  EXPECT_DECISION(decide(placement("P1", {{"start", "soon"}})), Kind::rejected, "start \"soon\": expected");
  const auto decision = decide(placement("P2", {{"student.personnummer", "19550101-9806"}}));
  EXPECT_EQ(decision.kind, Kind::rejected);
  EXPECT_EQ(decision.reason.find("9806"), std::string::npos) << decision.reason;
}

TEST_F(BillTest, a_student_day_is_billed_once) {
  EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
  EXPECT_DECISION(decide(placement("P2", {{"start", "2026-09-23"}, {"end", "2026-10-02"}})), Kind::held,
                  "3 of its days are billed already by placement P1: 2026-09-23");
  EXPECT_EQ(decide(placement("P3", {{"student.personnummer", "195501019813"}})).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P4", {{"unit.name", "vast"}})).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P5", {{"start", "2026-09-28"}, {"end", "2026-10-02"}})).kind, Kind::collected);
}

TEST_F(BillTest, days_that_are_let_go_can_be_billed_by_another) {
  EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P1"), Change::withdrawn).kind, Kind::filtered);
  EXPECT_TRUE(book_.lines.empty());
  EXPECT_EQ(decide(placement("P2")).kind, Kind::collected);
}

TEST_F(BillTest, a_change_to_lines_that_wait_replaces_them) {
  EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P1", {{"end", "2026-09-11"}, {"unit.name", "vast"}})).kind, Kind::collected);
  ASSERT_EQ(book_.lines.size(), 1U);
  EXPECT_EQ(book_.lines[0].booking.line.days.count(), 5);
  EXPECT_EQ(book_.lines[0].booking.subject.unit, "vast");
}

TEST_F(BillTest, what_is_held_is_not_invoiced) {
  EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P1", {{"student.protected", true}})).kind, Kind::held);
  EXPECT_TRUE(finish().empty());
}

class Invoiced : public BillTest {
 protected:
  void SetUp() override {
    EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
    EXPECT_EQ(finish().size(), 1U);
  }
};

TEST_F(Invoiced, more_days_are_booked_alone) {
  EXPECT_EQ(decide(placement("P1", {{"end", "2026-09-28"}})).kind, Kind::collected);
  ASSERT_EQ(book_.lines.size(), 2U);
  EXPECT_EQ(to_text(book_.lines[1].booking.line.days), "2026-09-28");
}

TEST_F(Invoiced, fewer_days_are_credited) {
  EXPECT_EQ(decide(placement("P1", {{"end", "2026-09-24"}})).kind, Kind::collected);
  const auto documents = finish();
  ASSERT_EQ(documents.size(), 1U);
  const auto& note = documents[0];
  EXPECT_EQ(note.kind, "invoice");
  EXPECT_EQ(note.key, "universitetet-kommunen/universitetet/ost/HT2026/credit-1");
  EXPECT_EQ(note.body["number"].text_or_empty(), "1000002");
  EXPECT_EQ(note.body.at("credits.number").text_or_empty(), "1000001");
  EXPECT_EQ(*note.body["total_ore"].as_int(), 30600);
  const auto& line = note.body["lines"].as_list()->front();
  EXPECT_EQ(line["first"].text_or_empty(), "2026-09-25");
  EXPECT_EQ(line["student_name"].text_or_empty(), "Provia Testberg");
  EXPECT_EQ(note.parents, std::vector<std::int64_t>{2});
  EXPECT_TRUE(finish().empty());
}

TEST_F(Invoiced, a_withdrawal_is_credited_whole) {
  EXPECT_EQ(decide(placement("P1"), Change::withdrawn).kind, Kind::collected);
  const auto documents = finish();
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(*documents[0].body["total_ore"].as_int(), 459000);
  EXPECT_DECISION(decide(placement("P1"), Change::withdrawn), Kind::filtered, "no longer in the export");
}

TEST_F(Invoiced, another_unit_is_credited_here_and_invoiced_there) {
  EXPECT_EQ(decide(placement("P1", {{"unit.name", "vast"}})).kind, Kind::collected);
  const auto documents = finish();
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].key, "universitetet-kommunen/universitetet/ost/HT2026/credit-1");
  EXPECT_EQ(documents[1].key, "universitetet-kommunen/universitetet/vast/HT2026/ordinary");
}

TEST_F(Invoiced, a_price_that_is_corrected_afterwards_is_credited_and_invoiced_anew) {
  agreements_.prices[0].week = Ore{160000};
  agreements_.index();
  EXPECT_EQ(decide_again(placement("P1")).kind, Kind::collected);
  const auto documents = finish();
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].key, "universitetet-kommunen/universitetet/ost/HT2026/credit-1");
  EXPECT_EQ(*documents[0].body["total_ore"].as_int(), 459000);
  EXPECT_EQ(documents[1].key, "universitetet-kommunen/universitetet/ost/HT2026/supplement-1");
  EXPECT_EQ(*documents[1].body["total_ore"].as_int(), 480000);
}

TEST_F(Invoiced, another_student_is_credited_under_the_old_name_and_invoiced_under_the_new) {
  EXPECT_EQ(
      decide(placement("P1", {{"student.personnummer", "195501019813"}, {"student.name", "Annan Testsson"}})).kind,
      Kind::collected);
  const auto documents = finish();
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].body["lines"].as_list()->front()["student_name"].text_or_empty(), "Provia Testberg");
  EXPECT_EQ(documents[1].body["lines"].as_list()->front()["student_name"].text_or_empty(), "Annan Testsson");
}

TEST_F(Invoiced, what_is_decided_again_unchanged_changes_nothing) {
  EXPECT_EQ(decide_again(placement("P1")).kind, Kind::collected);
  EXPECT_TRUE(finish().empty());
  EXPECT_EQ(book_.lines.size(), 1U);
}

TEST_F(Invoiced, a_change_that_is_changed_back_before_the_credit_note_leaves_no_trace) {
  EXPECT_EQ(decide(placement("P1", {{"end", "2026-09-24"}})).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
  EXPECT_TRUE(finish().empty());
}

TEST_F(Invoiced, a_day_that_is_taken_back_can_be_billed_by_another_after_its_credit_note) {
  EXPECT_EQ(decide(placement("P1", {{"end", "2026-09-24"}})).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P2", {{"start", "2026-09-25"}})).kind, Kind::collected);
  EXPECT_DECISION(decide(placement("P1")), Kind::held, "1 of its days are billed already by placement P2: 2026-09-25");
  const auto documents = finish();
  ASSERT_EQ(documents.size(), 2U) << "the credit goes out, whatever else is held";
  EXPECT_FALSE(documents[0].body["credits"].is_null());
  EXPECT_EQ(documents[1].key, "universitetet-kommunen/universitetet/ost/HT2026/supplement-1");
}

TEST_F(Invoiced, what_falls_away_is_credited_also_while_its_new_days_are_another_ones) {
  EXPECT_EQ(decide(placement("P2", {{"start", "2026-09-28"}, {"end", "2026-09-29"}})).kind, Kind::collected);
  const auto moved = decide(placement("P1", {{"start", "2026-09-22"}, {"end", "2026-09-28"}}));
  EXPECT_DECISION(moved, Kind::held, "1 of its days are billed already by placement P2: 2026-09-28");
  EXPECT_EQ(moved.amount, Ore{30600}) << "a day at 1530 kr a week; the eleven that fell away wait for nobody";
  ASSERT_EQ(book_.credits.size(), 1U);
  EXPECT_EQ(book_.credits[0].crediting.credit.credit.days.count(), 11);
  EXPECT_EQ(decide(placement("P2", {{"start", "2026-09-07"}, {"end", "2026-09-08"}})).kind, Kind::collected);
}

TEST_F(Invoiced, what_is_held_keeps_its_invoice) {
  EXPECT_DECISION(decide(placement("P1", {{"unit.name", "norr"}})), Kind::held, "unit");
  EXPECT_TRUE(finish().empty());
}

TEST_F(Invoiced, credit_notes_are_counted_by_term) {
  EXPECT_EQ(decide(placement("P1", {{"end", "2026-09-24"}})).kind, Kind::collected);
  EXPECT_EQ(finish().size(), 1U);
  EXPECT_EQ(decide(placement("P1", {{"end", "2026-09-23"}})).kind, Kind::collected);
  const auto documents = finish();
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].key, "universitetet-kommunen/universitetet/ost/HT2026/credit-2");
}

TEST_F(Invoiced, later_lines_become_a_supplementary_invoice) {
  EXPECT_EQ(decide(placement("P2", {{"student.personnummer", "195501019813"}})).kind, Kind::collected);
  const auto invoices = finish();
  ASSERT_EQ(invoices.size(), 1U);
  EXPECT_EQ(invoices[0].key, "universitetet-kommunen/universitetet/ost/HT2026/supplement-1");
  EXPECT_EQ(invoices[0].body["number"].text_or_empty(), "1000002");
}

TEST_F(BillTest, one_invoice_for_each_unit_and_term_in_the_order_of_units) {
  EXPECT_EQ(decide(placement("P1", {{"unit.name", "vast"}})).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P2", {{"student.personnummer", "195501019813"}})).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P3")).kind, Kind::collected);
  EXPECT_EQ(decide(placement("P4", {{"term", "VT2026"}, {"start", "2026-02-02"}, {"end", "2026-02-06"}})).kind,
            Kind::collected);
  const auto invoices = finish();
  ASSERT_EQ(invoices.size(), 3U);
  EXPECT_EQ(invoices[0].key, "universitetet-kommunen/universitetet/ost/HT2026/ordinary");
  EXPECT_EQ(invoices[1].key, "universitetet-kommunen/universitetet/ost/VT2026/ordinary");
  EXPECT_EQ(invoices[2].key, "universitetet-kommunen/universitetet/vast/HT2026/ordinary");
  EXPECT_EQ(*invoices[0].body["total_ore"].as_int(), 2 * 459000);
  EXPECT_EQ(invoices[0].parents, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(invoices[1].body["number"].text_or_empty(), "1000002");
  EXPECT_EQ(invoices[2].body["number"].text_or_empty(), "2000001");
  EXPECT_TRUE(finish().empty());
}

TEST_F(BillTest, before_the_term_is_invoiced_lines_wait_and_a_note_says_so) {
  clock_ = FixedClock(make_day(2026, 11, 14));
  EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
  EXPECT_TRUE(finish().empty());
  EXPECT_EQ(notes_, std::vector<std::string>{"1 line, " + to_kronor(Ore{459000}) +
                                             ", waits: HT2026 is invoiced from 2026-11-15"});
  clock_ = FixedClock(make_day(2026, 11, 15));
  EXPECT_EQ(finish().size(), 1U);
}

class Approved : public BillTest {
 protected:
  void SetUp() override {
    agreements_.agreements[0].approval = domain::Approval::person;
    EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
  }
  void decide_basis(bool approved) {
    const Group group{"universitetet-kommunen", "universitetet", "ost", "HT2026"};
    ASSERT_TRUE(book_.decide(group, {digest_of(*book_.waiting(group)), approved}));
  }
};

TEST_F(Approved, nothing_is_issued_before_a_person_has_approved_it) {
  EXPECT_TRUE(finish().empty());
  EXPECT_EQ(notes_, std::vector<std::string>{"1 line, " + to_kronor(Ore{459000}) +
                                             ", waits: a person must approve the basis: sluss invoices drafts"});
  decide_basis(true);
  EXPECT_EQ(finish().size(), 1U);
}

TEST_F(Approved, what_was_approved_is_what_is_issued) {
  decide_basis(true);
  EXPECT_EQ(decide(placement("P1", {{"end", "2026-09-28"}})).kind, Kind::collected);
  EXPECT_TRUE(finish().empty()) << "nobody approved the sixteenth day";
}

TEST_F(Approved, another_programme_at_the_same_price_is_another_line) {
  agreements_.agreements[0].programmes = {"SSK", "ARB"};
  decide_basis(true);
  EXPECT_EQ(decide(placement("P1", {{"programme", "ARB"}})).kind, Kind::collected);
  EXPECT_TRUE(finish().empty()) << "nobody approved the other programme";
}

TEST_F(Approved, a_basis_that_was_refused_waits_until_it_changes) {
  decide_basis(false);
  EXPECT_TRUE(finish().empty());
  ASSERT_EQ(notes_.size(), 1U);
  EXPECT_NE(notes_[0].find("was refused"), std::string::npos) << notes_[0];
}

TEST_F(BillTest, lines_whose_agreement_is_gone_wait_and_a_note_says_so) {
  EXPECT_EQ(decide(placement("P1")).kind, Kind::collected);
  agreements_.agreements.clear();
  agreements_.index();
  EXPECT_TRUE(finish().empty());
  ASSERT_EQ(notes_.size(), 1U);
  EXPECT_NE(notes_[0].find("is no longer in the configuration"), std::string::npos) << notes_[0];
}

}  // namespace
}  // namespace sluss::plugins
