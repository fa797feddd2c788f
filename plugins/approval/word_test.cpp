#include "word.h"

#include <gtest/gtest.h>

namespace sluss::approval {
namespace {

TEST(Word, is_a_plain_yes) {
  for (const auto* line : {"Godkänns", "godkänns.", "GODKÄNNS!", "  Ja ", "Ja.", "Ja, godkänns", "Godkänt",
                           "Jag godkänner.", "Godka\u0308nns", "*Godkänns*", "\u00A0Ja tack!", "Yes"})
    EXPECT_EQ(word_of(line), Word::yes) << line;
}

TEST(Word, is_a_plain_no) {
  for (const auto* line : {"Nej", "nej!", "Avslås", "AVSLÅS.", "Godkänns inte", "Godkänns ej.", "Ej godkänt",
                           "Nej, avslås", "Avsla\u030As", "Underkänns", "No"})
    EXPECT_EQ(word_of(line), Word::no) << line;
}

TEST(Word, is_neither_where_a_person_would_have_to_think) {
  for (const auto* line : {"",
                           " ",
                           "?",
                           "Ja?",
                           "Godkänns?",
                           "Ja, men inte rad 3",
                           "Godkänns om rad 3 tas bort",
                           "Nja",
                           "Jaså",
                           "Japp nej",
                           "Ok",
                           "Hej!",
                           "Godkänns inte förrän måndag",
                           "Jag är på semester",
                           "Godkänn",
                           "> Godkänns",
                           "Godkänns eller Avslås",
                           "Ja eller nej",
                           "inte ja",
                           "Jan",
                           "Neja",
                           "ja nej",
                           "Godk\xE4nns"})
    EXPECT_EQ(word_of(line), std::nullopt) << line;
}

}  // namespace
}  // namespace sluss::approval
