// The worked examples of the agreement and of the identifier rules, each under its name: what an economist would check
// with paper and pencil. Sources: [A] the model agreement of 2016, 4.2, 4.6 and annex 2; [P] published prices of
// another county. All persons are made up.
#include <gtest/gtest.h>

#include "domain/charge.h"
#include "domain/identifiers.h"
#include "domain/invoice.h"
#include "domain/placing.h"

namespace sluss::domain {
namespace {

class WorkedExample : public ::testing::Test {
 protected:
  WorkedExample() {
    Institution institution;
    institution.id = institution.name = "universitetet";
    Unit unit;
    unit.id = unit.name = "hemsjukvården";
    unit.provider = "kommunen";
    Agreement agreement;
    agreement.id = "avtal";
    agreement.institution = institution.id;
    agreement.provider = unit.provider;
    agreement.valid_from = make_day(2016, 1, 1);
    agreement.programmes = {"SSK", "ARB", "SOC"};
    book_.institutions = {institution};
    book_.units = {unit};
    book_.agreements = {agreement};
    book_.prices = {price("*", make_day(2016, 1, 1), 153000)};
    book_.prices.front().valid_to = make_day(2016, 12, 31);
    placement_.id = "P-1";
    placement_.institution = institution.name;
    placement_.programme = "SSK";
    placement_.student.id = "s-1";
    placement_.student.name = "Provia Testberg";
    placement_.unit.name = unit.name;
  }

  static Price price(const std::string& programme, Day from, std::int64_t ore) {
    Price made;
    made.agreement = "avtal";
    made.programme = programme;
    made.valid_from = from;
    made.week = {ore};
    return made;
  }
  Assessment assessed(Day start, Day end) {
    placement_.start = start;
    placement_.end = end;
    book_.index();
    return assess(placement_, book_);
  }
  Worth worth(Day start, Day end) {
    const auto found = assessed(start, end);
    EXPECT_TRUE(std::holds_alternative<Worth>(found));
    return std::holds_alternative<Worth>(found) ? std::get<Worth>(found) : Worth{};
  }

  AgreementBook book_;
  Placement placement_;
};

TEST_F(WorkedExample, three_weeks_and_two_days_are_17_days_5202_kr_and_3_4_weeks) {
  const auto found = worth(make_day(2016, 9, 5), make_day(2016, 9, 27));
  EXPECT_EQ(found.lines.at(0).days.count(), 17);
  EXPECT_EQ(found.total(), Ore{520200});
  EXPECT_EQ(weeks_text(17), "3,4");
}

TEST_F(WorkedExample, a_day_is_a_fifth_of_a_week) {
  EXPECT_EQ(worth(make_day(2016, 9, 5), make_day(2016, 9, 5)).total(), Ore{30600});
  EXPECT_EQ(worth(make_day(2016, 9, 5), make_day(2016, 9, 9)).total(), Ore{153000});
}

TEST_F(WorkedExample, twenty_two_days_at_1571_31_are_6913_76_and_not_6913_72) {
  book_.prices.push_back(price("*", make_day(2027, 1, 1), 157131));
  EXPECT_EQ(worth(make_day(2027, 3, 1), make_day(2027, 3, 30)).total(), Ore{691376});
}

TEST_F(WorkedExample, over_the_1_january_each_day_has_its_own_years_price) {
  book_.prices.push_back(price("*", make_day(2026, 1, 1), 153000));
  book_.prices.push_back(price("*", make_day(2027, 1, 1), 157131));
  const auto found = worth(make_day(2026, 12, 28), make_day(2027, 1, 8));
  ASSERT_EQ(found.lines.size(), 2U);
  EXPECT_EQ(found.lines[0].amount, Ore{122400}) << "4 days at 1530.00";
  EXPECT_EQ(found.lines[1].amount, Ore{188557}) << "6 days at 1571.31";
}

TEST_F(WorkedExample, a_missing_price_holds_the_placement_and_no_other_price_is_taken) {
  EXPECT_TRUE(std::holds_alternative<Held>(assessed(make_day(2017, 2, 6), make_day(2017, 2, 10))));
}

TEST_F(WorkedExample, another_county_pays_980_for_some_programmes_and_700_for_social_work) {
  book_.prices = {price("SSK", make_day(2016, 1, 1), 98000), price("ARB", make_day(2016, 1, 1), 98000),
                  price("SOC", make_day(2016, 1, 1), 70000)};
  EXPECT_EQ(worth(make_day(2016, 9, 5), make_day(2016, 9, 9)).total(), Ore{98000});
  placement_.programme = "SOC";
  EXPECT_EQ(worth(make_day(2016, 9, 5), make_day(2016, 9, 9)).total(), Ore{70000});
}

TEST_F(WorkedExample, another_agreement_has_full_pay_when_it_is_withdrawn_less_than_three_weeks_before) {
  placement_.status = PlacementStatus::withdrawn;
  placement_.withdrawn = make_day(2016, 8, 16);
  EXPECT_TRUE(std::holds_alternative<NotBilled>(assessed(make_day(2016, 9, 5), make_day(2016, 9, 9)))) << "off";
  book_.agreements[0].late_withdrawal = 21;
  EXPECT_EQ(worth(make_day(2016, 9, 5), make_day(2016, 9, 9)).total(), Ore{153000}) << "20 days before";
  placement_.withdrawn = make_day(2016, 8, 15);
  EXPECT_TRUE(std::holds_alternative<NotBilled>(assessed(make_day(2016, 9, 5), make_day(2016, 9, 9)))) << "21 days";
  placement_.withdrawn.reset();
  EXPECT_TRUE(std::holds_alternative<Held>(assessed(make_day(2016, 9, 5), make_day(2016, 9, 9)))) << "who knows";
}

TEST_F(WorkedExample, theses_and_projects_are_never_billed) {
  for (const auto type : {PlacementType::thesis, PlacementType::project}) {
    placement_.type = type;
    EXPECT_TRUE(std::holds_alternative<NotBilled>(assessed(make_day(2016, 9, 5), make_day(2016, 9, 9))));
  }
}

TEST_F(WorkedExample, public_holidays_count_unless_the_agreement_says_otherwise) {
  EXPECT_EQ(worth(make_day(2016, 5, 2), make_day(2016, 5, 6)).lines.at(0).days.count(), 5) << "with Ascension Day";
  book_.agreements[0].holidays = HolidayRule::not_counted;
  EXPECT_EQ(worth(make_day(2016, 5, 2), make_day(2016, 5, 6)).lines.at(0).days.count(), 4);
}

TEST_F(WorkedExample, hospitals_outside_the_coordination_and_those_with_direct_orders_are_rules_on_pairs) {
  auto& rules = book_.placing;
  rules.pairs = {{"*", "danderyds-sjukhus", PairRule::excluded},
                 {"*", "karolinska-universitetssjukhuset", PairRule::excluded},
                 {"malardalens-hogskola", "sodertalje-sjukhus", PairRule::direct},
                 {"malardalens-hogskola", "tiohundra", PairRule::direct},
                 {"gavle-hogskola", "sodertalje-sjukhus", PairRule::direct},
                 {"gavle-hogskola", "tiohundra", PairRule::direct}};
  EXPECT_EQ(rules.rule_of("vilken-som-helst", "danderyds-sjukhus"), PairRule::excluded);
  EXPECT_EQ(rules.rule_of("gavle-hogskola", "tiohundra"), PairRule::direct);
  EXPECT_EQ(rules.rule_of("vilken-som-helst", "tiohundra"), std::nullopt);
}

TEST_F(WorkedExample, ocr_numbers_of_123_1234567890_and_2026000123) {
  EXPECT_EQ(make_ocr("123", false), "1230");
  EXPECT_EQ(make_ocr("123", true), "12351");
  EXPECT_EQ(make_ocr("1234567890", true), "123456789023");
  EXPECT_EQ(make_ocr("2026000123", true), "202600012324");
}

TEST_F(WorkedExample, a_samordningsnummer_has_sixty_added_to_its_day) {
  const auto digits = std::string("550161980");
  const auto number = digits + luhn_digit(digits);
  EXPECT_EQ(check_personnummer(number, make_day(2026, 9, 1)), "19" + number);
}

TEST_F(WorkedExample, a_plus_in_a_personnummer_means_over_a_hundred_years) {
  const auto digits = std::string("200101980");
  const auto serial = digits.substr(6) + luhn_digit(digits);
  EXPECT_EQ(check_personnummer("200101+" + serial, make_day(2026, 9, 1)), "19200101" + serial);
  EXPECT_EQ(check_personnummer("200101-" + serial, make_day(2026, 9, 1)), "20200101" + serial);
}

TEST_F(WorkedExample, hsa_id_of_region_stockholm_and_a_vat_id) {
  EXPECT_TRUE(check_hsa_id("SE2321000016-A1B2"));
  EXPECT_FALSE(check_hsa_id("SE2321000016"));
  EXPECT_EQ(vat_id_of("2321000016"), "SE232100001601");
}

}  // namespace
}  // namespace sluss::domain
