#include "domain/term.h"

#include <gtest/gtest.h>

namespace sluss::domain {
namespace {

constexpr Term autumn_2026{2026, Term::Season::autumn};
constexpr Term spring_2027{2027, Term::Season::spring};

TEST(Term, is_written_as_season_and_year) {
  EXPECT_EQ(to_text(autumn_2026), "HT2026");
  EXPECT_EQ(to_text(spring_2027), "VT2027");
}

TEST(Term, is_read_as_exports_write_it) {
  for (const auto* text : {"HT2026", "ht26", "HT 2026", "Hösttermin 2026", "HÖSTTERMINEN 2026", " ht 26 "})
    EXPECT_EQ(parse_term(text), autumn_2026) << text;
  for (const auto* text : {"VT2027", "vt27", "Vårtermin 2027", "VÅRTERMIN 27"})
    EXPECT_EQ(parse_term(text), spring_2027) << text;
}

TEST(Term, anything_else_is_no_term) {
  for (const auto* text : {"", "HT", "2026", "HT202", "HT1926", "HT20266", "ST2026", "HT-26", "HT2x", "HT26 v 36"})
    EXPECT_EQ(parse_term(text), std::nullopt) << text;
}

TEST(Term, period_follows_the_agreement) {
  Agreement agreement;
  const auto autumn = period_of(autumn_2026, agreement);
  EXPECT_EQ(to_iso(autumn.first), "2026-07-01");
  EXPECT_EQ(to_iso(autumn.last), "2027-01-31");
  const auto spring = period_of(spring_2027, agreement);
  EXPECT_EQ(to_iso(spring.first), "2027-01-01");
  EXPECT_EQ(to_iso(spring.last), "2027-08-31");
}

TEST(Term, leap_day_is_the_28th_in_other_years) {
  Agreement agreement;
  agreement.autumn = {{8, 20}, {2, 29}, std::nullopt};
  EXPECT_EQ(to_iso(period_of(autumn_2026, agreement).last), "2027-02-28");
  EXPECT_EQ(to_iso(period_of({2027, Term::Season::autumn}, agreement).last), "2028-02-29");
}

TEST(Term, a_start_belongs_to_the_term_that_began_last) {
  const Agreement agreement;
  EXPECT_EQ(to_text(term_of(make_day(2026, 6, 30), agreement)), "VT2026");
  EXPECT_EQ(to_text(term_of(make_day(2026, 7, 1), agreement)), "HT2026");
  EXPECT_EQ(to_text(term_of(make_day(2026, 12, 31), agreement)), "HT2026");
  EXPECT_EQ(to_text(term_of(make_day(2027, 1, 1), agreement)), "VT2027");
}

TEST(Term, early_in_the_year_may_still_be_autumn) {
  Agreement agreement;
  agreement.spring.begins = {1, 18};
  EXPECT_EQ(to_text(term_of(make_day(2027, 1, 17), agreement)), "HT2026");
  EXPECT_EQ(to_text(term_of(make_day(2027, 1, 18), agreement)), "VT2027");
}

TEST(Term, is_invoiced_from_a_day_in_its_year_or_at_once) {
  Agreement agreement;
  EXPECT_EQ(invoice_from(autumn_2026, agreement), std::nullopt);
  agreement.autumn.invoice_from = MonthDay{12, 1};
  EXPECT_EQ(invoice_from(autumn_2026, agreement), make_day(2026, 12, 1));
  EXPECT_EQ(invoice_from(spring_2027, agreement), std::nullopt);
}

}  // namespace
}  // namespace sluss::domain
