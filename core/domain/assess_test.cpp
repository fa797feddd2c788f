// All persons here are made up.
#include <gtest/gtest.h>

#include "domain/charge.h"

namespace sluss::domain {
namespace {

class Assess : public ::testing::Test {
 protected:
  Assess() {
    book_.institutions.resize(1);
    book_.institutions[0].id = "ki";
    book_.institutions[0].name = "Karolinska Institutet";
    book_.units.resize(1);
    book_.units[0].id = "ost";
    book_.units[0].provider = "lidingo";
    book_.units[0].name = "Hemsjukvården Öst";
    book_.units[0].hsa_id = "SE2321000016-U1";
    agreement_.id = "ki-lidingo";
    agreement_.institution = "ki";
    agreement_.provider = "lidingo";
    agreement_.valid_from = make_day(2016, 1, 1);
    agreement_.programmes = {"*"};
    prices_ = {price(make_day(2026, 1, 1), make_day(2026, 12, 31), 153000), price(make_day(2027, 1, 1), {}, 157131)};

    placement_.id = "P-1";
    placement_.institution = "karolinska institutet";
    placement_.programme = "SSK";
    placement_.student.id = "s-1";
    placement_.student.name = "Exempel Åsa";
    placement_.unit.name = "Hemsjukvården öst";
    placement_.start = make_day(2026, 9, 7);
    placement_.end = make_day(2026, 9, 29);
  }

  static Price price(Day from, std::optional<Day> to, std::int64_t ore) {
    Price made;
    made.agreement = "ki-lidingo";
    made.programme = "*";
    made.valid_from = from;
    made.valid_to = to;
    made.week = {ore};
    return made;
  }

  Assessment assessed() {
    book_.agreements = {agreement_};
    book_.prices = prices_;
    book_.index();
    return assess(placement_, book_);
  }
  Worth worth() {
    auto assessment = assessed();
    EXPECT_TRUE(std::holds_alternative<Worth>(assessment)) << held_or_empty(assessment);
    return std::holds_alternative<Worth>(assessment) ? std::get<Worth>(assessment) : Worth{};
  }
  std::string held() { return held_or_empty(assessed()); }
  std::string not_billed() {
    const auto assessment = assessed();
    const auto* reason = std::get_if<NotBilled>(&assessment);
    return reason == nullptr ? "" : reason->reason;
  }
  static std::string held_or_empty(const Assessment& assessment) {
    const auto* reason = std::get_if<Held>(&assessment);
    return reason == nullptr ? "" : reason->reason;
  }
  static bool tells(const std::string& reason, std::initializer_list<std::string_view> parts) {
    for (const auto part : parts) {
      if (reason.find(part) == std::string::npos) return false;
    }
    return true;
  }

  AgreementBook book_;
  Agreement agreement_;
  std::vector<Price> prices_;
  Placement placement_;
};

TEST_F(Assess, three_weeks_and_two_days) {
  const auto found = worth();
  EXPECT_EQ(found.agreement, book_.agreements.data());
  EXPECT_EQ(found.institution, book_.institutions.data());
  EXPECT_EQ(found.unit, book_.units.data());
  EXPECT_EQ(to_text(found.term), "HT2026");
  ASSERT_EQ(found.lines.size(), 1U);
  EXPECT_EQ(found.lines[0].days.count(), 17);
  EXPECT_EQ(found.lines[0].week_price, Ore{153000});
  EXPECT_EQ(found.total(), Ore{520200});
}

TEST_F(Assess, over_new_year_each_day_has_its_years_price) {
  placement_.start = make_day(2026, 12, 28);
  placement_.end = make_day(2027, 1, 8);
  const auto found = worth();
  ASSERT_EQ(found.lines.size(), 2U);
  EXPECT_EQ(to_text(found.lines[0].days), "2026-12-28–2026-12-31");
  EXPECT_EQ(found.lines[0].amount, Ore{122400});
  EXPECT_EQ(to_text(found.lines[1].days), "2027-01-01, 2027-01-04–2027-01-08");
  EXPECT_EQ(found.lines[1].amount, Ore{188557});
  EXPECT_EQ(to_text(found.term), "HT2026");
}

TEST_F(Assess, over_new_year_the_first_days_price_may_count_for_all) {
  agreement_.new_year = NewYearRule::by_start;
  placement_.start = make_day(2026, 12, 28);
  placement_.end = make_day(2027, 1, 8);
  const auto found = worth();
  ASSERT_EQ(found.lines.size(), 1U);
  EXPECT_EQ(found.lines[0].days.count(), 10);
  EXPECT_EQ(found.total(), Ore{306000});
}

TEST_F(Assess, days_that_share_a_price_are_one_line) {
  prices_[1].week = prices_[0].week;
  placement_.start = make_day(2026, 12, 28);
  placement_.end = make_day(2027, 1, 8);
  EXPECT_EQ(worth().lines.size(), 1U);
}

TEST_F(Assess, theses_and_projects_are_not_billed) {
  placement_.type = PlacementType::thesis;
  EXPECT_TRUE(tells(not_billed(), {"thesis"}));
  placement_.type = PlacementType::project;
  EXPECT_TRUE(tells(not_billed(), {"project"}));
}

TEST_F(Assess, only_confirmed_and_carried_out_are_billed) {
  placement_.status = PlacementStatus::planned;
  EXPECT_TRUE(tells(not_billed(), {"planned"}));
  placement_.status = PlacementStatus::withdrawn;
  EXPECT_TRUE(tells(not_billed(), {"withdrawn"}));
  placement_.status = PlacementStatus::cancelled;
  EXPECT_TRUE(tells(not_billed(), {"cancelled"}));
  placement_.status = PlacementStatus::carried_out;
  EXPECT_EQ(worth().total(), Ore{520200});
}

TEST_F(Assess, protected_identity_is_held_for_a_person) {
  placement_.student.protected_identity = true;
  placement_.institution = "unknown as well";
  EXPECT_TRUE(tells(held(), {"protected identity"}));
  placement_.status = PlacementStatus::withdrawn;
  EXPECT_NE(not_billed(), "");
}

TEST_F(Assess, unknown_institution_is_quoted_as_spelled) {
  placement_.institution = "Karolinska Inst.";
  EXPECT_TRUE(tells(held(), {"\"Karolinska Inst.\"", "alias"}));
}

TEST_F(Assess, unknown_unit_is_quoted_as_spelled) {
  placement_.unit.name = "Hemsjukv. Öst";
  EXPECT_TRUE(tells(held(), {"\"Hemsjukv. Öst\"", "alias"}));
  placement_.unit = {"SE2321000016-U9", "Hemsjukvården Öst"};
  EXPECT_TRUE(tells(held(), {"HSA-id \"SE2321000016-U9\"", "\"Hemsjukvården Öst\""}));
  placement_.unit.hsa_id = "SE2321000016-U1";
  EXPECT_EQ(held(), "");
}

TEST_F(Assess, no_agreement_tells_between_whom_and_for_what) {
  agreement_.programmes = {"FYS"};
  EXPECT_TRUE(tells(
      held(), {"\"karolinska institutet\"", "\"Hemsjukvården öst\"", "\"lidingo\"", "\"SSK\"", "vfu", "2026-09-07"}));
  agreement_.programmes = {"*"};
  placement_.type = PlacementType::lia;
  EXPECT_TRUE(tells(held(), {"No agreement", "type lia"}));
}

TEST_F(Assess, a_day_without_a_price_holds_the_placement) {
  prices_.pop_back();
  placement_.start = make_day(2026, 12, 28);
  placement_.end = make_day(2027, 1, 8);
  EXPECT_TRUE(tells(held(), {"\"ki-lidingo\"", "\"SSK\"", "type vfu", "2027-01-01–2027-01-08"}));
}

TEST_F(Assess, by_start_only_the_first_day_needs_a_price) {
  agreement_.new_year = NewYearRule::by_start;
  prices_.pop_back();
  placement_.start = make_day(2026, 12, 28);
  placement_.end = make_day(2027, 1, 8);
  EXPECT_EQ(worth().lines.size(), 1U);
  prices_.clear();
  EXPECT_TRUE(tells(held(), {"no price", "on 2026-12-28."}));
}

TEST_F(Assess, days_after_the_agreements_end_hold_it) {
  agreement_.valid_to = make_day(2026, 9, 28);
  EXPECT_TRUE(tells(held(), {"\"ki-lidingo\"", "ends on 2026-09-28", "2026-09-29"}));
  agreement_.valid_to = make_day(2026, 9, 29);
  EXPECT_EQ(held(), "");
}

TEST_F(Assess, days_outside_the_term_hold_it) {
  placement_.term = "VT2026";
  EXPECT_TRUE(tells(held(), {"VT2026", "2026-09-07–2026-09-29", "2026-01-01–2026-08-31"}));
  placement_.term = "HT2026";
  EXPECT_EQ(held(), "");
  placement_.term.clear();
  agreement_.autumn.ends = {9, 28};
  EXPECT_TRUE(tells(held(), {"HT2026", "2026-07-01–2026-09-28"}));
}

TEST_F(Assess, a_stated_term_goes_before_the_start) {
  placement_.term = "VT2027";
  agreement_.spring.begins = {1, 1};
  placement_.start = make_day(2027, 7, 5);
  placement_.end = make_day(2027, 7, 9);
  EXPECT_EQ(to_text(worth().term), "VT2027");
}

TEST_F(Assess, without_a_day_that_counts_it_is_held) {
  placement_.start = make_day(2026, 9, 12);
  placement_.end = make_day(2026, 9, 13);
  EXPECT_TRUE(tells(held(), {"No day counts", "dates"}));
}

TEST_F(Assess, no_reason_tells_who_the_student_is) {
  placement_.student.personnummer = "198112189876";
  for (int step = 0; step < 5; ++step) {
    if (step == 1) placement_.institution = "?";
    if (step == 2) placement_.unit.name = "?";
    if (step == 3) placement_.student.protected_identity = true;
    if (step == 4) placement_.type = PlacementType::thesis;
    prices_.clear();
    const auto reason = held() + not_billed();
    EXPECT_NE(reason, "");
    EXPECT_FALSE(tells(reason, {"Exempel"}) || tells(reason, {"1981"}) || tells(reason, {"s-1"})) << reason;
  }
}

}  // namespace
}  // namespace sluss::domain
