#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

#include "domain/identifiers.h"
#include "export.h"
#include "faults.h"

namespace sluss::generate {
namespace {

const domain::Term autumn{2026, domain::Term::Season::autumn};
const World world = make_world(4, 40);

std::string csv_of(std::int64_t rows, std::uint64_t seed) {
  const auto path = (std::filesystem::path(testing::TempDir()) / ("export-" + std::to_string(seed) + ".csv")).string();
  const auto writer = make_csv_writer(path, Encoding::utf8);
  const Placements placements(world, autumn, seed);
  for (std::int64_t i = 0; i < rows; ++i) writer->write(export_cells(placements.at(i)));
  EXPECT_TRUE(writer->finish());
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  std::filesystem::remove(path);
  return text.str();
}

TEST(TestPersonnummer, PassesItsCheckAndBelongsToOnePerson) {
  std::set<std::string> known;
  for (std::int64_t person = 0; person < 40'000; ++person) {
    const auto number = test_personnummer(person);
    ASSERT_TRUE(domain::check_personnummer(number, make_day(2026, 9, 1))) << number;
    ASSERT_GE(number.substr(9, 3), "980");
    ASSERT_TRUE(known.insert(number).second) << number << " was given twice";
  }
}

TEST(World, PassesEveryCheckDigit) {
  for (const auto& unit : world.units) {
    EXPECT_TRUE(domain::check_hsa_id(unit.hsa_id)) << unit.hsa_id;
    EXPECT_TRUE(domain::check_organisation_number(unit.organisation_number));
    EXPECT_TRUE(domain::check_bankgiro(unit.bankgiro)) << unit.bankgiro;
  }
  for (const auto& institution : world.institutions)
    EXPECT_TRUE(domain::check_organisation_number(institution.organisation_number));
}

TEST(World, HasNoTwoUnitsOfOneName) {
  std::set<std::string> names;
  for (const auto& unit : make_world(4, 400).units) EXPECT_TRUE(names.insert(unit.name).second) << unit.name;
}

TEST(Placements, AreInOrderWithinTheTermAndAStudentIsInOnePlaceAtATime) {
  const Placements placements(world, autumn, 7);
  for (std::int64_t i = 0; i < 3000; ++i) {
    const auto row = placements.at(i);
    ASSERT_LE(row.start, row.end);
    ASSERT_GE(row.start, make_day(2026, 8, 24));
    ASSERT_LE(row.end, make_day(2027, 1, 31));
    if (i % 3 > 0) {
      ASSERT_GT(row.start, placements.at(i - 1).end) << "placement " << i;
    }
  }
}

TEST(Placements, HoldTheCasesThatBillingIsAbout) {
  const Placements placements(world, autumn, 2026);
  std::map<std::string, int> seen;
  for (std::int64_t i = 0; i < 724; ++i) {
    const auto row = placements.at(i);
    if ((row.end - row.start).count() == 22) ++seen["seventeen days"];
    if (row.start < make_day(2027, 1, 1) && row.end >= make_day(2027, 1, 1)) ++seen["over the new year"];
    if (row.protected_identity == "Ja") ++seen["protected identity"];
    if (row.type == "Examensarbete") ++seen["thesis"];
    if (row.status == "Återbud") ++seen["withdrawn"];
    if (!row.days.empty()) ++seen["stated days"];
  }
  for (const auto* what :
       {"seventeen days", "over the new year", "protected identity", "thesis", "withdrawn", "stated days"})
    EXPECT_GT(seen[what], 0) << what;
}

TEST(FaultPlan, SpreadsEachKindEvenly) {
  const FaultPlan plan(724, 40);
  std::map<Fault, int> seen;
  for (std::int64_t i = 0; i < 724; ++i) {
    if (const auto fault = plan.at(i)) ++seen[*fault];
  }
  EXPECT_EQ(seen.size(), 20U);
  for (const auto& [fault, count] : seen) EXPECT_EQ(count, 2) << static_cast<int>(fault);
}

TEST(FaultPlan, OfNoneHasNone) {
  const FaultPlan plan(1000, 0);
  for (std::int64_t i = 0; i < 1000; ++i) EXPECT_FALSE(plan.at(i));
}

TEST(Faulty, ClaimsAnotherRowsStudentDaysUnderItsOwnNumber) {
  const Placements placements(world, autumn, 7);
  const FaultPlan plan(1000, 1);
  const auto row = faulty(Fault::same_days_again, 500, placements, plan, world);
  EXPECT_EQ(row.id, placements.at(500).id);
  bool found = false;
  for (std::int64_t i = 0; i < 500; ++i) {
    const auto other = placements.at(i);
    found = found || (other.personnummer == row.personnummer && other.start == row.start && other.unit == row.unit);
  }
  EXPECT_TRUE(found);
}

TEST(Faulty, OverlapsWithoutBeingTheSame) {
  const Placements placements(world, autumn, 7);
  const FaultPlan plan(1000, 1);
  const auto same = faulty(Fault::same_days_again, 500, placements, plan, world);
  const auto later = faulty(Fault::overlapping_days, 500, placements, plan, world);
  EXPECT_EQ(same.personnummer, later.personnummer);
  EXPECT_LT(same.start, later.start);
  EXPECT_GE(same.end, later.start);
}

TEST(CsvWriter, GivesTheSameBytesForTheSameSeedAndOthersForAnother) {
  EXPECT_EQ(csv_of(200, 1), csv_of(200, 1));
  EXPECT_NE(csv_of(200, 1), csv_of(200, 2));
}

}  // namespace
}  // namespace sluss::generate
