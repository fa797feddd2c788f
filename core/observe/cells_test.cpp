// All numbers and names are made up; the personal numbers are of the Tax Agency's test series.
#include "observe/cells.h"

#include <gtest/gtest.h>

namespace sluss::observe {
namespace {

TEST(ShownCell, codes_dates_numbers_and_yes_or_no_are_plain) {
  for (const auto* text : {"",
                           "17",
                           "-3",
                           "1 234,50",
                           "1530.00",
                           "2026-09-07",
                           "2026-09-07 08:15",
                           "7/9/2026",
                           "2026-09-07T08:15:00Z",
                           "20260907",
                           "HT2026",
                           "OM1101",
                           "SE2129990012-E0001",
                           "P-100",
                           "VC/12",
                           "Ja",
                           "nej",
                           " Nej ",
                           "0",
                           "07"})
    EXPECT_TRUE(is_plain(text)) << text;
}

TEST(ShownCell, what_may_tell_of_a_person_is_not_plain) {
  for (const auto* text :
       {"Provia", "TESTBERG", "Provia Testberg", "provia@example.se", "prte0012", "19550101-9805", "550101-9805",
        "195501019805", "550101+9805", "0701234567", "070-123 45 67", "+46701234567", "08-123 456", "Ring P-100 om VFU",
        "Storgatan 1", "Åsa1", "550161-9805", "550101T985", "550101-T985"})
    EXPECT_FALSE(is_plain(text)) << text;
}

TEST(ShownCell, a_personal_number_is_hidden_wherever_it_stands) {
  EXPECT_EQ(without_personal_numbers("se 19550101-9805, tack"), "se 99999999-9999, tack");
  EXPECT_EQ(without_personal_numbers("(550101-9805)"), "(999999-9999)");
  EXPECT_EQ(without_personal_numbers("19550101 9805/550101T985"), "99999999 9999/999999x999");
  EXPECT_EQ(without_personal_numbers("pnr19550101-9805x"), "pnr99999999-9999x");
  EXPECT_EQ(without_personal_numbers("550101-980"), "550101-980");
  EXPECT_EQ(without_personal_numbers("SE2129990012-E0001"), "SE2129990012-E0001");
  EXPECT_EQ(without_personal_numbers("232100-0016 Region"), "232100-0016 Region") << "an organisation's number";
  EXPECT_EQ(without_personal_numbers("232100-0016"), "999999-9999") << "alone, nobody can tell them apart";
}

TEST(ShownCell, the_place_decides_what_is_shown) {
  EXPECT_EQ(shown_cell("Östra geriatriken", CellKind::known), "Östra geriatriken");
  EXPECT_EQ(shown_cell("19550101-9805", CellKind::known), "99999999-9999");
  EXPECT_EQ(shown_cell("Östra 2", CellKind::unknown), "xxxxx 9");
  EXPECT_EQ(shown_cell("OM1101", CellKind::unknown), "OM1101");
  EXPECT_EQ(shown_cell("OM1101", CellKind::personal), "xx9999");
}

TEST(ShownCell, texts_without_an_end_or_beginning_are_no_trouble) {
  for (const auto* text : {"-", "5", "550101-", "550101-98", "19550101", "\xC3", "0101", "99999999-9999-"})
    EXPECT_EQ(without_personal_numbers(text), text);
}

}  // namespace
}  // namespace sluss::observe
