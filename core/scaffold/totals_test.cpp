// All of it is made up.
#include "scaffold/totals.h"

#include <gtest/gtest.h>

#include "scaffold/sample_sheet.h"

namespace sluss::scaffold {
namespace {

TEST(Totals, AreRowsThatAreHalfEmptyAndSaySo) {
  const auto sheet =
      sheet_of(R"([{"Nr": "1", "A": "x", "B": "y", "Dagar": "3"}, {"Nr": "Summa Norr", "A": "", "B": "", "Dagar": "3"},
    {"Nr": "2", "A": "x", "B": "y", "Dagar": "4"}, {"Nr": "Totalt", "A": "", "B": "", "Dagar": "7"}])");
  const auto totals = find_totals(sheet);
  ASSERT_TRUE(totals);
  EXPECT_EQ(totals->column, "Nr");
  EXPECT_EQ(totals->patterns, (std::vector<std::string>{"Summa*", "Totalt*"}));
  const auto rest = without_rows(sheet, totals->rows);
  EXPECT_EQ(rest.rows, 2);
  EXPECT_EQ(rest.columns.front().values, (std::vector<std::string>{"1", "2"}));
}

TEST(Totals, APersonMayBeCalledSo) {
  EXPECT_FALSE(
      find_totals(sheet_of(R"([{"Namn": "Summa Exempel", "A": "x", "B": "y"}, {"Namn": "B", "A": "x", "B": "y"}])")));
  EXPECT_FALSE(
      find_totals(sheet_of(R"([{"Namn": "Summarsson", "A": "", "B": ""}, {"Namn": "B", "A": "x", "B": "y"}])")));
  EXPECT_FALSE(find_totals(Sheet{}));
}

}  // namespace
}  // namespace sluss::scaffold
