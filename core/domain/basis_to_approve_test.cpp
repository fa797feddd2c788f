#include "domain/basis_to_approve.h"

#include <gtest/gtest.h>

namespace sluss::domain {
namespace {

BasisToApprove basis() {
  BasisToApprove basis;
  basis.code = "AAAA-BBBB-CCCC-DDDD";
  auto& invoice = basis.invoice;
  invoice.agreement = "avtal";
  invoice.term = "HT2026";
  invoice.period_first = make_day(2026, 7, 1);
  invoice.period_last = make_day(2027, 1, 31);
  invoice.issued = invoice.due = invoice.period_last;
  invoice.seller.unit = "ost";
  invoice.seller.name = "Östra";
  invoice.seller.organisation_number = "2129990012";
  invoice.seller.bankgiro = "99000010";
  invoice.buyer.institution = "uni";
  invoice.buyer.name = "Exempeluniversitetet";
  invoice.buyer.organisation_number = "2029990013";
  InvoiceLine line;
  line.id = line.subject = "1";
  line.placement = "P1";
  line.student_name = "Provia Testberg";
  line.programme = "SSK";
  line.first = make_day(2026, 9, 7);
  line.last = make_day(2026, 9, 8);
  line.dates.insert(line.first);
  line.dates.insert(line.last);
  line.days = 2;
  line.week_price = Ore{153000};
  line.amount = Ore{61200};
  invoice.lines = {line};
  invoice.total = line.amount;
  return basis;
}

TEST(BasisToApprove, is_read_back_as_it_was_written) {
  const auto body = to_value(basis());
  const auto read = read_basis_to_approve(body);
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(to_value(*read), body);
  EXPECT_EQ(faults_of(*read), std::vector<std::string>{});
}

TEST(BasisToApprove, has_nothing_that_only_an_issued_invoice_has) {
  const auto body = to_value(basis());
  for (const auto* name : {"number", "ocr", "key", "issued", "due", "total_ore"})
    EXPECT_TRUE(body[name].is_null()) << name;
  EXPECT_FALSE(read_invoice(body));
}

TEST(BasisToApprove, is_examined_as_an_invoice_is) {
  auto wrong = basis();
  wrong.invoice.lines[0].amount = Ore{61201};
  const auto faults = faults_of(wrong);
  ASSERT_EQ(faults.size(), 2U) << faults[0];
  EXPECT_NE(faults[0].find("line 1 amounts to 612.01"), std::string::npos) << faults[0];
  EXPECT_NE(faults[1].find("the total is 612.00"), std::string::npos) << faults[1];
}

TEST(BasisToApprove, lacks_nothing_that_is_needed) {
  for (const auto* name : {"code", "worth_ore", "lines", "seller", "term"}) {
    auto body = to_value(basis());
    body[name] = Value();
    EXPECT_FALSE(read_basis_to_approve(body)) << name;
  }
}

}  // namespace
}  // namespace sluss::domain
