#include "converter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/digest.h"
#include "base/money.h"
#include "base/text.h"
#include "domain/identifiers.h"
#include "domain/term.h"

namespace sluss::map {
namespace {

using Converted = tl::expected<Value, Unconvertible>;

constexpr std::array<ConverterInfo, 14> all_converters = {{
    {"text", Conversion::text, "any text", "the text, without blanks around it", "", " Åsa ", R"("Åsa")"},
    {"upper", Conversion::upper, "any text", "the same in capitals", "", "va120a", R"("VA120A")"},
    {"lower", Conversion::lower, "any text", "the same without capitals", "", "VA120A", R"("va120a")"},
    {"integer", Conversion::integer, "digits, with or without `-` before them", "a whole number", "", "17", "17"},
    {"decimal", Conversion::decimal, "a number as `format` says (`comma` or `point`); 40 digits at most",
     "the number with its digits", "format: comma", "1 234,50", "1234.50"},
    {"kronor", Conversion::kronor, "a number as `format` says (`comma` or `point`); two decimals at most", "whole öre",
     "format: comma", "1 530,50", "153050"},
    {"date", Conversion::date,
     "`YYYY-MM-DD` (also with a time of day), `YYYYMMDD`, or the formats that are stated, of `YYYY YY MM M DD D` and "
     "`- / .` space; `YY` is 2000-2099",
     "a date", "format: D/M/YYYY", "31/8/2026", R"("2026-08-31")"},
    {"dates", Conversion::dates, "several dates, between commas, semicolons or blanks", "a list", "",
     "2026-09-07; 2026-09-08", R"(["2026-09-07","2026-09-08"])"},
    {"yes_no", Conversion::yes_no, "Ja/J/Yes/Y/True/1/X, Nej/N/No/False/0", "true or false", "", "Nej", "false"},
    {"term", Conversion::term, "`HT2026`, `ht26`, `Hösttermin 2026`", "a term", "", "ht26", R"("HT2026")"},
    {"personnummer", Conversion::personnummer, "10 or 12 digits with a right check digit", "12 digits", "",
     "990102-1239", R"("199901021239")"},
    {"organisation_number", Conversion::organisation_number, "10 digits with a right check digit", "10 digits", "",
     "232100-0016", R"("2321000016")"},
    {"hsa_id", Conversion::hsa_id, "an HSA-id", "the same", "", "SE2321000016-A1B2", R"("SE2321000016-A1B2")"},
    {"digest", Conversion::digest, "any text, and `key`: a secret of at least 32 characters",
     "a pseudonym of 32 hexadecimal digits, the same for the same text and secret (here a made-up one)",
     R"(key: "secret:pseudonym_key")", "990102-1239", R"("741a9d5c688857a5193f2a55bb294373")"},
}};

tl::unexpected<Unconvertible> not_a(std::string what, std::string expected) {
  return tl::unexpected<Unconvertible>({std::move(what), std::move(expected)});
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Upper case for the letters that fold_case knows.
std::string to_upper(std::string_view text) {
  std::string upper(text);
  for (std::size_t i = 0; i < upper.size(); ++i) {
    char& c = upper[i];
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    // U+00E0..U+00FE are C3 A0..C3 BE; U+00F7 (÷) is no letter.
    const auto byte = static_cast<unsigned char>(c);
    if (i > 0 && upper[i - 1] == '\xC3' && byte >= 0xA0 && byte <= 0xBE && byte != 0xB7) c = static_cast<char>(c - 32);
  }
  return upper;
}

Converted to_integer(std::string_view text) {
  const bool negative = text.starts_with('-');
  const auto digits = text.substr(negative ? 1 : 0);
  if (digits.empty() || digits.size() > 18 || !std::all_of(digits.begin(), digits.end(), is_digit))
    return not_a("a whole number", "digits alone, such as 17");
  const auto size = std::stoll(std::string(digits));
  return Value(std::int64_t{negative ? -size : size});
}

/// Cuts a blank (space, no-break space, narrow no-break space) off the front.
bool take_blank(std::string_view& text) {
  for (const std::string_view blank : {" ", "\u00a0", "\u202f"}) {
    if (!text.starts_with(blank)) continue;
    text.remove_prefix(blank.size());
    return true;
  }
  return false;
}

std::string take_digits(std::string_view& text) {
  const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  auto digits = std::string(text.substr(0, end));
  text.remove_prefix(end);
  return digits;
}

/// "1 234,50" as "1234.50". Blanks may stand between groups of three digits, and nowhere else.
std::optional<std::string> normalised_decimal(std::string_view text, DecimalSign sign) {
  std::string number = text.starts_with('-') ? "-" : "";
  text.remove_prefix(number.size());
  auto digits = take_digits(text);
  bool grouped = digits.size() <= 3;
  if (digits.empty()) return std::nullopt;
  number += digits;
  while (take_blank(text)) {
    digits = take_digits(text);
    if (!grouped || digits.size() != 3) return std::nullopt;
    number += digits;
  }
  if (text.empty()) return number;
  if (text.front() != (sign == DecimalSign::comma ? ',' : '.')) return std::nullopt;
  text.remove_prefix(1);
  digits = take_digits(text);
  if (digits.empty() || !text.empty()) return std::nullopt;
  return number + "." + digits;
}

std::string example_of(DecimalSign sign) { return sign == DecimalSign::comma ? "1 234,50" : "1234.50"; }

/// "-007.50" as "-7.50": JSON knows no leading zeros.
std::string without_leading_zeros(std::string number) {
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  while (first + 1 < number.size() && number[first] == '0' && is_digit(number[first + 1])) number.erase(first, 1);
  return number;
}

Converted to_decimal_number(std::string_view text, DecimalSign sign) {
  constexpr std::size_t longest = 40;
  const auto written = text.size() > 2 * longest ? std::nullopt : normalised_decimal(text, sign);
  if (!written || written->size() > longest) return not_a("a number", "it written as " + example_of(sign));
  auto number = without_leading_zeros(*written);
  std::int64_t whole = 0;
  const auto* end = number.data() + number.size();
  const auto [stopped, error] = std::from_chars(number.data(), end, whole);
  if (stopped == end && error == std::errc()) return Value(whole);
  return Value(Number{std::move(number)});
}

Converted to_ore(std::string_view text, DecimalSign sign) {
  const auto number = normalised_decimal(text, sign);
  const auto amount = number ? parse_decimal_kronor(*number) : std::nullopt;
  if (!amount) return not_a("an amount in kronor", "it written as " + example_of(sign));
  return Value(amount->value);
}

Converted to_date(std::string_view text, const DateFormats& formats) {
  const auto day = formats.read(text);
  if (!day) return not_a("a date", formats.expected_for(text));
  return Value(to_iso(*day));
}

Converted to_dates(std::string_view text, const DateFormats& formats) {
  constexpr std::string_view between = ",; \t\r\n";
  Value::List days;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(between), text.size());
    if (end > 0) {
      const auto day = formats.read(text.substr(0, end));
      if (!day) return not_a("a list of dates", formats.expected() + ", separated by commas");
      days.emplace_back(to_iso(*day));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (days.empty()) return not_a("a list of dates", formats.expected() + ", separated by commas");
  return Value(std::move(days));
}

Converted to_yes_no(std::string_view text) {
  constexpr std::array<std::string_view, 7> yes = {"ja", "j", "yes", "y", "true", "1", "x"};
  constexpr std::array<std::string_view, 5> no = {"nej", "n", "no", "false", "0"};
  const auto word = fold_case(text);
  if (std::find(yes.begin(), yes.end(), word) != yes.end()) return Value(true);
  if (std::find(no.begin(), no.end(), word) != no.end()) return Value(false);
  return not_a("yes or no", "Ja or Nej");
}

Converted to_term(std::string_view text) {
  const auto term = domain::parse_term(text);
  if (!term) return not_a("a term", "HT2026 or VT2027");
  return Value(domain::to_text(*term));
}

Converted checked(std::string what, domain::Checked result) {
  if (!result) return not_a(std::move(what), std::move(result).error());
  return Value(std::move(*result));
}

}  // namespace

std::span<const ConverterInfo> converters() { return all_converters; }

const std::vector<std::string>& converter_names() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> texts;
    for (const auto& entry : all_converters) texts.emplace_back(entry.name);
    return texts;
  }();
  return all;
}

std::optional<Conversion> conversion_named(std::string_view name) {
  const auto at = std::find_if(all_converters.begin(), all_converters.end(),
                               [&](const ConverterInfo& converter) { return converter.name == name; });
  if (at == all_converters.end()) return std::nullopt;
  return at->kind;
}

tl::expected<Value, Unconvertible> convert(std::string_view text, const Converter& converter, Day today) {
  switch (converter.kind) {
    case Conversion::text: return Value(text);
    case Conversion::upper: return Value(to_upper(text));
    case Conversion::lower: return Value(fold_case(text));
    case Conversion::integer: return to_integer(text);
    case Conversion::decimal: return to_decimal_number(text, converter.sign);
    case Conversion::kronor: return to_ore(text, converter.sign);
    case Conversion::date: return to_date(text, converter.dates);
    case Conversion::dates: return to_dates(text, converter.dates);
    case Conversion::yes_no: return to_yes_no(text);
    case Conversion::term: return to_term(text);
    case Conversion::personnummer: return checked("a personnummer", domain::check_personnummer(text, today));
    case Conversion::organisation_number:
      return checked("an organisation number", domain::check_organisation_number(text));
    case Conversion::hsa_id: return checked("an HSA-id", domain::check_hsa_id(text));
    case Conversion::digest: return Value(to_hex(keyed_digest(text, converter.key.reveal())));
  }
  return not_a("known", "a converter");
}

bool is_numeric(Conversion kind) {
  switch (kind) {
    case Conversion::integer:
    case Conversion::decimal:
    case Conversion::kronor:
    case Conversion::date:
    case Conversion::dates:
    case Conversion::personnummer:
    case Conversion::organisation_number: return true;
    default: return false;
  }
}

}  // namespace sluss::map
