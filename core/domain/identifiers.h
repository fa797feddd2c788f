// Swedish identifiers with their check digits. Every `check_...` gives the normalised form, or why it is wrong;
// the reason never repeats the value. Sources: the identifier table of the domain page.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/day.h"

namespace sluss::domain {

/// The normalised identifier, or the rule it breaks: a text that reads on from "expected ". Blanks around are ignored.
using Checked = tl::expected<std::string, std::string>;

/// Luhn's check digit for the digits before it.
[[nodiscard]] char luhn_digit(std::string_view digits);
[[nodiscard]] bool luhn_holds(std::string_view digits);

/// GS1's check digit, for numbers of any length: weights 3 and 1 in turn, from the right.
[[nodiscard]] bool gs1_holds(std::string_view digits);

/// Personnummer, samordningsnummer (day + 60) or interim number (a letter in the first serial position, counted as 1).
/// Takes 10 or 12 characters, with `-`, `+` (over 100 years) or without; gives 12. `today` decides the century of 10;
/// for a placement it is the day it starts. What a spreadsheet has damaged (8.5E+11, a lost leading zero) is told so.
[[nodiscard]] Checked check_personnummer(std::string_view text, Day today);
/// 10 digits, optional prefix 16, with or without hyphen; gives 10. A sole trader's personnummer is one too.
[[nodiscard]] Checked check_organisation_number(std::string_view text);
/// 7-8 digits with or without hyphen; gives digits.
[[nodiscard]] Checked check_bankgiro(std::string_view text);
/// 2-8 digits with or without hyphen and spaces; gives digits.
[[nodiscard]] Checked check_plusgiro(std::string_view text);
/// 2-25 digits with a right check digit.
[[nodiscard]] Checked check_ocr(std::string_view text);
/// SE + 10 digits + "-" + 1 to 17 of A-Z a-z 0-9; gives it as written.
[[nodiscard]] Checked check_hsa_id(std::string_view text);
/// A GLN of GS1: 13 digits of which the last is the check digit; gives them.
[[nodiscard]] Checked check_gln(std::string_view text);
/// SE + 12 digits; gives it as written.
[[nodiscard]] Checked check_vat_id(std::string_view text);

/// The number with its check digit, and before that the length digit (total length mod 10) when wanted.
[[nodiscard]] std::string make_ocr(std::string_view digits, bool length_digit);
/// SE + organisation number + 01.
[[nodiscard]] std::string vat_id_of(std::string_view organisation_number);

}  // namespace sluss::domain
