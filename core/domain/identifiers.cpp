#include "domain/identifiers.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace sluss::domain {
namespace {

constexpr int coordination_day = 60;  // added to the day of birth in a samordningsnummer

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

tl::unexpected<std::string> expected(std::string rule) { return tl::unexpected<std::string>(std::move(rule)); }

constexpr auto luhn_rule =
    "its last digit to be the check digit (Luhn) of those before it; a digit is wrong, or two have changed places";

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

/// Takes out the hyphen that stands `from_end` characters before the end, if one does.
std::string without_hyphen(std::string_view text, std::size_t from_end) {
  std::string plain(text);
  if (plain.size() > from_end && plain[plain.size() - from_end - 1] == '-') plain.erase(plain.size() - from_end - 1, 1);
  return plain;
}

/// A personnummer taken apart: 6 or 8 digits of birth, what stood between, and 4 of serial number.
struct Personnummer {
  std::string birth;
  char separator = '-';
  std::string serial;
};

std::optional<Personnummer> take_apart(std::string_view text) {
  Personnummer parts;
  std::string plain(text);
  if (plain.size() == 11 || plain.size() == 13) {
    parts.separator = plain[plain.size() - 5];
    if (parts.separator != '-' && parts.separator != '+') return std::nullopt;
    plain.erase(plain.size() - 5, 1);
  }
  if (plain.size() != 10 && plain.size() != 12) return std::nullopt;
  parts.birth = plain.substr(0, plain.size() - 4);
  parts.serial = plain.substr(plain.size() - 4);
  char& first = parts.serial.front();
  if (!all_digits(parts.birth) || !all_digits(parts.serial.substr(1)) || !(is_digit(first) || is_letter(first)))
    return std::nullopt;
  if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
  return parts;
}

/// Month and day of the last four digits of a date of birth.
std::chrono::month_day month_day_of(std::string_view birth) {
  const int month = number_of(birth.substr(birth.size() - 4, 2));
  const int day = number_of(birth.substr(birth.size() - 2));
  const int plain_day = day > coordination_day ? day - coordination_day : day;
  return std::chrono::month(static_cast<unsigned>(month)) / std::chrono::day(static_cast<unsigned>(plain_day));
}

/// The year of birth: as written, or the latest one that is not after today; `+` means a hundred years before that.
int birth_year(const Personnummer& parts, Day today) {
  if (parts.birth.size() == 8) return number_of(std::string_view(parts.birth).substr(0, 4));
  const std::chrono::year_month_day now(today);
  int year = year_of(today) / 100 * 100 + number_of(std::string_view(parts.birth).substr(0, 2));
  const auto this_year = year_of(today);
  const bool later = year > this_year ||
                     (year == this_year && month_day_of(parts.birth) > std::chrono::month_day(now.month(), now.day()));
  if (later) year -= 100;
  return parts.separator == '+' ? year - 100 : year;
}

/// Has a spreadsheet made a number of it? Then digits are lost. The rule that says so; empty when not.
std::string spreadsheet_damage(std::string_view text) {
  if (text.find_first_of(".,") != std::string_view::npos || fold_case(text).find("e+") != std::string::npos)
    return "digits written as text; this is a number in scientific or decimal notation, as a spreadsheet writes it, "
           "and digits may be lost: set the column to text and export again";
  if (all_digits(text) && (text.size() < 10 || text.size() == 11))
    return "10 or 12 digits; here are " + std::to_string(text.size()) +
           ", so a leading zero seems to be lost: set the column to text and export again";
  return {};
}

/// What is wrong with a personnummer's year, or empty.
std::string year_fault(const Personnummer& parts, int year, Day today) {
  if (parts.birth.size() == 8 && (year < 1800 || year > 2099)) return "a year of birth that begins with 18, 19 or 20";
  if (parts.birth.size() == 8 && parts.separator == '+' && year > year_of(today) - 100)
    return "\"-\" for this year of birth; \"+\" means over 100 years";
  const std::chrono::year_month_day birth(std::chrono::year(year), month_day_of(parts.birth).month(),
                                          month_day_of(parts.birth).day());
  if (!birth.ok()) return "a date of birth that exists (day + 60 in a samordningsnummer)";
  if (Day(birth) > today) return "a date of birth no later than " + to_iso(today);
  return {};
}

/// The ten digits that Luhn's rule is about; a letter counts as 1.
std::string luhn_digits_of(const Personnummer& parts) {
  auto digits = parts.birth.substr(parts.birth.size() - 6) + parts.serial;
  if (is_letter(digits[6])) digits[6] = '1';
  return digits;
}

/// Could these ten digits be a personnummer, which a sole trader uses as organisation number?
bool could_be_personnummer(std::string_view digits) {
  return month_day_of(digits.substr(0, 6)).ok() && digits.substr(6, 3) != "000";
}

}  // namespace

char luhn_digit(std::string_view digits) {
  int sum = 0;
  bool twice = true;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
    const int product = (*at - '0') * (twice ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool luhn_holds(std::string_view digits) {
  return digits.size() >= 2 && all_digits(digits) && luhn_digit(digits.substr(0, digits.size() - 1)) == digits.back();
}

bool gs1_holds(std::string_view digits) {
  if (!all_digits(digits)) return false;
  int sum = 0, weight = 1;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, weight = 4 - weight) sum += (*at - '0') * weight;
  return sum % 10 == 0;
}

Checked check_gln(std::string_view text) {
  if (text.size() != 13 || !all_digits(text)) return expected("a GLN of 13 digits");
  if (!gs1_holds(text)) return expected("a GLN; its last digit does not fit the others");
  return std::string(text);
}

Checked check_personnummer(std::string_view text, Day today) {
  const auto trimmed = trim(text);
  if (auto damage = spreadsheet_damage(trimmed); !damage.empty()) return expected(std::move(damage));
  const auto parts = take_apart(trimmed);
  if (!parts) return expected("a personnummer: 10 or 12 digits, with or without \"-\" (\"+\" over 100 years)");
  const int year = birth_year(*parts, today);
  if (auto fault = year_fault(*parts, year, today); !fault.empty()) return expected(std::move(fault));
  if (parts->serial.starts_with("000")) return expected("a serial number other than 000 after the date of birth");
  if (!luhn_holds(luhn_digits_of(*parts))) return expected(luhn_rule);
  return std::to_string(year) + parts->birth.substr(parts->birth.size() - 4) + parts->serial;
}

Checked check_organisation_number(std::string_view text) {
  auto digits = without_hyphen(trim(text), 4);
  if (digits.size() == 12 && digits.starts_with("16")) digits.erase(0, 2);
  if (digits.size() != 10 || !all_digits(digits))
    return expected("an organisation number: 10 digits, with or without \"-\" and the prefix 16");
  const bool organisation = digits[0] != '0' && digits[2] >= '2';
  if (!organisation && !could_be_personnummer(digits))
    return expected("an organisation number: digits 3-4 are 20 or more and the first is not 0");
  if (!luhn_holds(digits)) return expected(luhn_rule);
  return digits;
}

Checked check_bankgiro(std::string_view text) {
  const auto digits = without_hyphen(trim(text), 4);
  if (digits.size() < 7 || digits.size() > 8 || !all_digits(digits))
    return expected("a bankgiro number: 7 or 8 digits, with or without \"-\" before the last four");
  if (!luhn_holds(digits)) return expected(luhn_rule);
  return digits;
}

Checked check_plusgiro(std::string_view text) {
  auto digits = without_hyphen(trim(text), 1);
  std::erase(digits, ' ');
  if (digits.size() < 2 || digits.size() > 8 || !all_digits(digits))
    return expected("a plusgiro number: 2 to 8 digits, with or without spaces and \"-\" before the last");
  if (!luhn_holds(digits)) return expected(luhn_rule);
  return digits;
}

Checked check_ocr(std::string_view text) {
  const auto digits = trim(text);
  if (digits.size() < 2 || digits.size() > 25 || !all_digits(digits))
    return expected("an OCR number: 2 to 25 digits and nothing else");
  if (!luhn_holds(digits)) return expected(luhn_rule);
  return std::string(digits);
}

Checked check_hsa_id(std::string_view text) {
  const auto id = trim(text);
  const auto tail = id.substr(std::min<std::size_t>(id.size(), 13));
  const bool right = id.starts_with("SE") && id.size() > 13 && all_digits(id.substr(2, 10)) && id[12] == '-' &&
                     tail.size() <= 17 &&
                     std::all_of(tail.begin(), tail.end(), [](char c) { return is_digit(c) || is_letter(c); });
  if (!right) return expected("an HSA-id: SE, 10 digits, \"-\", and 1 to 17 letters A-Z a-z or digits");
  return std::string(id);
}

Checked check_vat_id(std::string_view text) {
  const auto id = trim(text);
  if (!id.starts_with("SE") || id.size() != 14 || !all_digits(id.substr(2)))
    return expected("a Swedish VAT id: SE and 12 digits, usually the organisation number and 01");
  return std::string(id);
}

std::string make_ocr(std::string_view digits, bool length_digit) {
  std::string ocr(digits);
  if (length_digit) ocr += static_cast<char>('0' + (digits.size() + 2) % 10);
  return ocr + luhn_digit(ocr);
}

std::string vat_id_of(std::string_view organisation_number) { return "SE" + std::string(organisation_number) + "01"; }

}  // namespace sluss::domain
