#include "basis.h"

#include <gtest/gtest.h>

#include "sample.h"

namespace sluss::basis {
namespace {

TEST(Basis, ShowsWhatAnnexTwoAsksFor) {
  const auto basis = make_basis({sample_invoice()});
  ASSERT_TRUE(basis) << basis.error().what;
  EXPECT_EQ(basis->unit, "Vårdcentralen Norr");
  EXPECT_EQ(period_text(*basis), "2026-07-01 – 2027-01-31");
  ASSERT_EQ(basis->sections.size(), 1U);
  ASSERT_EQ(basis->sections[0].rows.size(), 1U);
  const auto& row = basis->sections[0].rows[0];
  EXPECT_EQ(row.unit, "Vårdcentralen Norr");
  EXPECT_EQ(row.student, "Åsa Öhrn");
  EXPECT_EQ(to_iso(row.first), "2026-09-07");
  EXPECT_EQ(to_iso(row.last), "2026-09-29");
  EXPECT_EQ(row.days, 17);
  EXPECT_EQ(row.amount.value, 520200);
  EXPECT_EQ(basis->total.value, 520200);
  const std::vector<std::pair<std::string, std::string>> details{{"Verksamhetens namn", "Vårdcentralen Norr"},
                                                                 {"Organisationsnummer", "212000-0142"},
                                                                 {"Kontaktperson", "Bo Ek"},
                                                                 {"Telefon", "+46 8 123 456"},
                                                                 {"E-post", "bo.ek@example.se"},
                                                                 {"Postgiro", "123-0"},
                                                                 {"Bankgiro", "5050-1055"}};
  EXPECT_EQ(basis->details, details);
}

TEST(Basis, GathersTheInvoicesOfOneInstitutionInOneSection) {
  auto supplement = sample_head("1010000009", "ki", "Karolinska Institutet");
  supplement.supplement = 1;
  supplement.issued = make_day(2027, 2, 20);
  supplement.due = make_day(2027, 3, 22);
  supplement.period_first = make_day(2026, 6, 1);
  add_sample_line(supplement, "Sen Student", make_day(2027, 1, 11), 5);
  const auto basis = make_basis({supplement, second_invoice(), sample_invoice()});
  ASSERT_TRUE(basis) << basis.error().what;
  ASSERT_EQ(basis->sections.size(), 2U);
  EXPECT_EQ(basis->sections[0].institution, "Fria högskolan");
  EXPECT_EQ(basis->sections[0].subtotal.value, 489600);
  EXPECT_EQ(basis->sections[1].institution, "Karolinska Institutet");
  EXPECT_EQ(basis->sections[1].invoices, (std::vector<std::string>{"1010000001", "1010000009"}));
  EXPECT_EQ(basis->sections[1].rows.size(), 2U);
  EXPECT_EQ(basis->sections[1].subtotal.value, 520200 + 153000);
  EXPECT_EQ(basis->total.value, 489600 + 520200 + 153000);
  EXPECT_EQ(to_iso(basis->first), "2026-06-01");
  EXPECT_EQ(to_iso(basis->issued), "2027-02-20");
}

TEST(Basis, ACreditNoteIsASectionOfItsOwnWithMinusAmounts) {
  const auto basis = make_basis({credit_of(sample_invoice(), 15), second_invoice(), sample_invoice()});
  ASSERT_TRUE(basis) << basis.error().what;
  ASSERT_EQ(basis->sections.size(), 3U);
  EXPECT_EQ(documents_text(basis->sections[0]), "Faktura 1010000002");
  EXPECT_EQ(documents_text(basis->sections[1]), "Faktura 1010000001");
  const auto& credit = basis->sections[2];
  EXPECT_EQ(credit.institution, "Karolinska Institutet");
  EXPECT_EQ(documents_text(credit), "Kreditfaktura 1010007 till faktura 1010000001");
  EXPECT_EQ(credit.rows[0].days, -2);
  EXPECT_EQ(credit.rows[0].amount.value, -61200);
  EXPECT_EQ(to_iso(credit.rows[0].first), "2026-09-28");
  EXPECT_EQ(credit.subtotal.value, -61200);
  EXPECT_EQ(basis->total.value, 489600 + 520200 - 61200);
  EXPECT_EQ(title_of(*basis), "Underlag för fakturering (bilaga 2)");
}

TEST(Basis, OfCreditNotesAloneSaysSoInItsTitle) {
  const auto basis = make_basis({credit_of(sample_invoice(), 0)});
  ASSERT_TRUE(basis) << basis.error().what;
  EXPECT_EQ(title_of(*basis), "Underlag för kreditfaktura (bilaga 2)");
}

TEST(Basis, WeeksOfDaysThatAreTakenBack) {
  EXPECT_EQ(weeks_text(-17), "-3,4");
  EXPECT_EQ(weeks_text(-2), "-0,4");
  EXPECT_EQ(weeks_text(-5), "-1");
  EXPECT_EQ(weeks_text(17), "3,4");
}

TEST(Basis, LeavesOutDetailsThatAreNotKnown) {
  auto invoice = sample_invoice();
  invoice.seller.plusgiro.clear();
  invoice.seller.contact = {};
  const auto basis = make_basis({invoice});
  ASSERT_TRUE(basis) << basis.error().what;
  EXPECT_EQ(basis->details.size(), 3U);
}

TEST(Basis, TextsAreOneLine) {
  auto invoice = sample_invoice();
  invoice.lines.front().student_name = " Åsa\r\nÖhrn\x7F\uFFFE";
  const auto basis = make_basis({invoice});
  ASSERT_TRUE(basis) << basis.error().what;
  EXPECT_EQ(basis->sections[0].rows[0].student, "Åsa  Öhrn");
}

/// The fault that the invoices are refused with; no text of it names a student.
std::optional<Fault> refused(const std::vector<domain::Invoice>& invoices) {
  const auto basis = make_basis(invoices);
  if (basis) return std::nullopt;
  EXPECT_EQ(basis.error().what.find("Öhrn"), std::string::npos);
  return basis.error().fault;
}

TEST(Basis, RefusesWhatDoesNotBelongTogether) {
  auto other_unit = second_invoice();
  other_unit.seller.unit = "vc-syd";
  auto other_term = second_invoice();
  other_term.term = "VT2027";
  EXPECT_EQ(refused({}), Fault::config);
  EXPECT_EQ(refused({sample_invoice(), other_unit}), Fault::config);
  EXPECT_EQ(refused({sample_invoice(), other_term}), Fault::config);
  EXPECT_EQ(refused({sample_invoice(), second_invoice()}), std::nullopt);
}

TEST(Basis, RefusesAnInvoiceWithFaults) {
  auto wrong_total = sample_invoice();
  wrong_total.total += Ore{1};
  auto broken_text = sample_invoice();
  broken_text.lines.front().student_name = "Öhrn \xC3";
  auto long_text = sample_invoice();
  long_text.lines.front().student_name = std::string(1001, 'x');
  for (const auto& invoice : {wrong_total, broken_text, long_text})
    EXPECT_EQ(refused({second_invoice(), invoice}), Fault::data);
}

}  // namespace
}  // namespace sluss::basis
