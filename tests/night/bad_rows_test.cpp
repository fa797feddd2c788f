// Each bad row is named by file, line, column, value and expectation; the good rows go through.
#include <gtest/gtest.h>

#include "support/world.h"

namespace sluss::test {
namespace {

class BadRows : public ::testing::Test {
 protected:
  /// Syncs one bad row between two good ones; why it was parked.
  std::string reason_of(const Row& bad) {
    world_.put("placeringar.csv", {{.id = "GOOD1"}, bad, {.id = "GOOD2", .personnummer = "19550101-9813"}});
    const auto finished = world_.sluss({"sync", "nightly"});
    EXPECT_EQ(finished.exit, 1);
    const auto placements = world_.placements();
    EXPECT_EQ(placements.at("GOOD1"), "collected");
    EXPECT_EQ(placements.at("GOOD2"), "collected");
    for (const auto* personal : {"Testberg", "9805"})
      EXPECT_EQ((finished.out + finished.err).find(personal), std::string::npos) << finished.out;
    for (const auto& [key, state] : placements) {
      if (key != "GOOD1" && key != "GOOD2") return state;
    }
    return "";
  }
  void expect(const Row& bad, const std::string& reason) {
    EXPECT_NE(reason_of(bad).find(reason), std::string::npos) << reason_of(bad);
  }
  World world_;
};

TEST_F(BadRows, a_date_that_does_not_exist) {
  expect({.id = "P1", .end = "2026-02-30"},
         "rejected: placeringar.csv, line 3, column Slutdatum: '2026-02-30' is not a date; expected YYYY-MM-DD");
}
TEST_F(BadRows, an_end_before_the_start) {
  expect({.id = "P1", .end = "2026-09-01"}, "rejected: placeringar.csv, line 3: end: '2026-09-01'");
}
TEST_F(BadRows, a_personnummer_with_a_wrong_digit) {
  expect({.id = "P1", .personnummer = "19550101-9806"},
         "rejected: placeringar.csv, line 3, column Personnummer: '99999999-9999' is not a personnummer");
}
TEST_F(BadRows, a_personnummer_that_a_spreadsheet_damaged) {
  expect({.id = "P1", .personnummer = "1,9550E+11"}, "scientific");
}
TEST_F(BadRows, an_hsa_id_of_another_form) {
  expect({.id = "P1", .hsa_id = "SE12-34"}, "line 3, column HSA-id: 'SE12-34' is not an HSA-id");
}
TEST_F(BadRows, more_days_than_the_period_has) {
  expect({.id = "P1", .days = "99"}, "line 3: days: '99' - expected at most 15");
}
TEST_F(BadRows, a_missing_placement_number) { expect({.id = ""}, "line 3"); }
TEST_F(BadRows, an_unknown_type) { expect({.id = "P1", .type = "Praktik"}, "line 3, column Typ: "); }
TEST_F(BadRows, an_unknown_unit_waits_for_the_configuration) {
  expect({.id = "P1", .unit = "Okänd", .hsa_id = "SE2129990012-E0009"},
         "held: No unit with the HSA-id \"SE2129990012-E0009\"");
}
TEST_F(BadRows, an_unknown_institution_waits_for_the_configuration) {
  expect({.id = "P1", .institution = "Okända"}, "held: The institution \"Okända\" is not known");
}
TEST_F(BadRows, a_programme_that_no_agreement_covers_waits) {
  expect({.id = "P1", .institution = "Provhögskolan", .programme = "XYZ"}, "held: No agreement");
}
TEST_F(BadRows, a_ragged_row) {
  expect({.id = "P1", .given_name = "Provia;Extra"}, "line 3: the row has 18 columns; expected 17");
}

TEST_F(BadRows, a_mended_row_goes_through_and_the_bad_one_is_resolved) {
  static_cast<void>(reason_of({.id = "P1", .end = "2026-02-30", .personnummer = "19550101-9821"}));
  world_.put("placeringar-2.csv", {{.id = "GOOD1"},
                                   {.id = "P1", .personnummer = "19550101-9821"},
                                   {.id = "GOOD2", .personnummer = "19550101-9813"}});
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "rejected"), 0);
  EXPECT_EQ(number_at(report, "issued.amount_ore"), 459000);
  EXPECT_EQ(world_.placements()["P1"], "collected");
}

TEST_F(BadRows, rows_of_one_number_that_contradict_each_other_are_told) {
  const Row first{.id = "P1"}, other{.id = "P1", .end = "2026-09-18"};
  world_.put("placeringar.csv", {first, other, other, first, other});
  for (int night = 0; night < 2; ++night) {
    const auto report = world_.sync();
    EXPECT_EQ(number_at(report, "read"), 5);
    EXPECT_EQ(number_at(report, "rejected"), night == 0 ? 1 : 0);
    EXPECT_EQ(world_.placements().size(), 2U);
    EXPECT_EQ(world_.placements()["P1"], "collected");
    EXPECT_EQ(world_.outbox().size(), 1U);
    world_.put("placeringar-2.csv", {first, other, other, first, other});
  }
}

TEST_F(BadRows, quoted_newlines_and_windows_1252_are_read) {
  auto text = export_of({{.id = "P1", .given_name = "\"Provia\nAnna\""}});
  std::string latin;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xC3) latin += static_cast<char>(static_cast<unsigned char>(text[++i]) + 0x40);
    else latin += text[i];
  }
  world_.put("placeringar.csv", latin);
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 459000);
}

TEST_F(BadRows, a_file_without_a_needed_column_is_refused_by_its_name) {
  auto text = export_of({{.id = "P1"}});
  text.replace(text.find("Slutdatum"), 9, "Sluttdatum");
  world_.put("placeringar.csv", text);
  const auto finished = world_.sluss({"sync", "nightly"});
  EXPECT_EQ(finished.exit, 1);
  EXPECT_NE(finished.out.find("Slutdatum"), std::string::npos) << finished.out;
  EXPECT_NE(finished.out.find("REFUSED"), std::string::npos) << finished.out;
}

}  // namespace
}  // namespace sluss::test
