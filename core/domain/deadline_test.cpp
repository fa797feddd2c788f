#include "domain/deadline.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/text.h"

namespace sluss::domain {
namespace {

constexpr Term spring(int year) { return {year, Term::Season::spring}; }
constexpr Term autumn(int year) { return {year, Term::Season::autumn}; }

/// As the model agreement of the municipalities has them.
Agreement municipal() {
  Agreement agreement;
  agreement.id = "avtal";
  agreement.valid_from = make_day(2016, 1, 1);
  agreement.deadlines = {{DeadlineKind::announce, TermDay{{9, 15}, -1}, TermDay{{3, 15}}, {30, 7}},
                         {DeadlineKind::answer, TermDay{{11, 15}, -1}, TermDay{{5, 15}}, {30, 7}},
                         {DeadlineKind::invoice, TermDay{{6, 15}}, TermDay{{12, 15}}, {14}}};
  return agreement;
}

std::string days_of(const Agreement& agreement, const Term& term) {
  std::vector<std::string> days;
  for (const auto& deadline : deadlines_of(agreement, term))
    days.push_back(std::string(name_of(deadline.kind)) + " " + to_iso(deadline.day));
  return join(days, ", ");
}

/// The days on which a warning begins to hold, looked for day by day over three years.
std::string warnings_of(const Deadline& deadline) {
  std::vector<std::string> days;
  std::optional<int> before;
  for (Day day = deadline.day - std::chrono::days(700); day <= deadline.day + std::chrono::days(400);
       day += std::chrono::days(1)) {
    const auto warning = deadline.warning(day);
    if (warning && warning != before) days.push_back(to_iso(day) + " (" + std::to_string(*warning) + ")");
    if (!warning && before) days.push_back("until " + to_iso(day - std::chrono::days(1)));
    before = warning;
  }
  return join(days, ", ");
}

TEST(Deadline, lies_in_the_terms_year_or_the_one_before_it) {
  const auto agreement = municipal();
  EXPECT_EQ(days_of(agreement, autumn(2026)), "announce 2026-03-15, answer 2026-05-15, invoice 2026-12-15");
  EXPECT_EQ(days_of(agreement, spring(2027)), "announce 2026-09-15, answer 2026-11-15, invoice 2027-06-15");
}

TEST(Deadline, is_the_same_day_of_every_year) {
  const auto agreement = municipal();
  for (int year = 2016; year <= 2099; ++year) {
    const auto text = std::to_string(year);
    EXPECT_EQ(days_of(agreement, autumn(year)),
              "announce " + text + "-03-15, answer " + text + "-05-15, invoice " + text + "-12-15");
  }
}

TEST(Deadline, may_lie_in_the_year_after_the_terms) {
  auto agreement = municipal();
  agreement.deadlines = {{DeadlineKind::invoice, std::nullopt, TermDay{{1, 10}, 1}, {30}}};
  EXPECT_EQ(days_of(agreement, autumn(2026)), "invoice 2027-01-10");
  EXPECT_EQ(days_of(agreement, spring(2027)), "") << "it says nothing of springs";
  EXPECT_EQ(warnings_of(deadlines_of(agreement, autumn(2026)).at(0)), "2026-12-11 (30), until 2027-01-10");
}

TEST(Deadline, on_a_leap_day_is_the_28th_in_other_years) {
  auto agreement = municipal();
  agreement.deadlines = {{DeadlineKind::announce, std::nullopt, TermDay{{2, 29}}, {}}};
  EXPECT_EQ(days_of(agreement, autumn(2028)), "announce 2028-02-29");
  EXPECT_EQ(days_of(agreement, autumn(2027)), "announce 2027-02-28");
  EXPECT_EQ(days_of(agreement, autumn(2100)), "announce 2100-02-28") << "no leap year";
}

TEST(Deadline, warnings_count_days_and_know_the_leap_day) {
  const auto agreement = municipal();
  const auto of = [&](int year) { return warnings_of(deadlines_of(agreement, autumn(year)).at(0)); };
  EXPECT_EQ(of(2027), "2027-02-13 (30), 2027-03-08 (7), until 2027-03-15");
  EXPECT_EQ(of(2028), "2028-02-14 (30), 2028-03-08 (7), until 2028-03-15");
}

TEST(Deadline, without_warnings_warns_never) {
  auto agreement = municipal();
  agreement.deadlines[0].remind.clear();
  EXPECT_EQ(warnings_of(deadlines_of(agreement, autumn(2026)).at(0)), "");
}

TEST(Deadline, is_overdue_for_as_long_as_it_can_be_made_up_for) {
  const auto agreement = municipal();  // its autumn is from 1 July to 31 January
  const auto all = deadlines_of(agreement, autumn(2026));
  const auto& announce = all.at(0);
  EXPECT_FALSE(announce.is_overdue(make_day(2026, 3, 15))) << "the day itself is in time";
  EXPECT_TRUE(announce.is_overdue(make_day(2026, 3, 16)));
  EXPECT_TRUE(announce.is_overdue(make_day(2026, 6, 30)));
  EXPECT_FALSE(announce.is_overdue(make_day(2026, 7, 1)));
  const auto& answer = all.at(1);
  EXPECT_TRUE(answer.is_overdue(make_day(2027, 1, 31)));
  EXPECT_FALSE(answer.is_overdue(make_day(2027, 2, 1)));
  const auto& invoice = all.at(2);
  EXPECT_FALSE(invoice.is_overdue(make_day(2026, 12, 15)));
  EXPECT_TRUE(invoice.is_overdue(make_day(2031, 1, 1)));
}

TEST(Deadline, a_term_is_planned_under_the_agreement_that_holds_when_it_begins) {
  auto ended = municipal();
  ended.valid_to = make_day(2026, 12, 31);
  EXPECT_EQ(days_of(ended, autumn(2026)), "announce 2026-03-15, answer 2026-05-15, invoice 2026-12-15");
  EXPECT_EQ(days_of(ended, spring(2027)), "");
  auto next = municipal();
  next.valid_from = make_day(2027, 1, 1);
  EXPECT_EQ(days_of(next, autumn(2026)), "invoice 2026-12-15") << "its January is invoiced under the new one";
  EXPECT_EQ(days_of(next, spring(2027)), "announce 2026-09-15, answer 2026-11-15, invoice 2027-06-15");
  EXPECT_EQ(days_of(next, spring(2026)), "");
}

TEST(Deadline, there_is_none_without_rules) { EXPECT_EQ(days_of(Agreement(), spring(2027)), ""); }

TEST(Deadline, is_named_by_agreement_kind_and_term) {
  const auto agreement = municipal();
  EXPECT_EQ(key_of(deadlines_of(agreement, spring(2027)).at(1)), "avtal/answer/VT2027");
}

/// However odd the rule: on no day is a term left out whose deadline is near or can be made up for.
TEST(Deadline, terms_around_a_day_leave_none_out) {
  auto agreement = municipal();
  agreement.valid_from = make_day(1990, 1, 1);
  agreement.deadlines.clear();
  for (const auto kind : {DeadlineKind::announce, DeadlineKind::answer}) {
    for (const int year : {-1, 0, 1})
      agreement.deadlines.push_back({kind, TermDay{{1, 1}, year}, TermDay{{12, 31}, year}, {180}});
  }
  for (Day today = make_day(2026, 1, 1); today < make_day(2029, 1, 1); today += std::chrono::days(1)) {
    const auto around = terms_around(today);
    for (Term term = spring(2015); term.year < 2040; term = next_term(term)) {
      bool matters = false;
      for (const auto& deadline : deadlines_of(agreement, term))
        matters = matters || deadline.warning(today) || deadline.is_overdue(today);
      if (matters) {
        ASSERT_TRUE(std::find(around.begin(), around.end(), term) != around.end()) << to_iso(today) << to_text(term);
      }
    }
  }
}

}  // namespace
}  // namespace sluss::domain
