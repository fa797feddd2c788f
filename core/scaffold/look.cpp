#include "scaffold/look.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "domain/identifiers.h"
#include "domain/term.h"
#include "scaffold/date_look.h"

namespace sluss::scaffold {
namespace {

constexpr std::array<std::string_view, 9> yes_words{"ja", "j", "yes", "y", "true", "1", "x", "kyllä", "k"};
constexpr std::array<std::string_view, 7> no_words{"nej", "n", "no", "false", "0", "ei", "e"};

template <std::size_t Count>
bool is_among(std::string_view word, const std::array<std::string_view, Count>& words) {
  const auto folded = fold_case(word);
  return std::find(words.begin(), words.end(), folded) != words.end();
}

bool only(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return only(text, "0123456789") && text.size() <= 18;
}

bool is_decimal(std::string_view text) {
  const auto sign = text.find_last_of(",.");
  if (sign == std::string_view::npos || sign == 0 || sign + 1 == text.size()) return false;
  return only(text.substr(0, sign), "-0123456789 ,.") && only(text.substr(sign + 1), "0123456789");
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
         text.find(' ') == std::string_view::npos;
}

bool is_phone(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 7 && digits <= 15 && only(text, "+0123456789 -/()") &&
         (text.starts_with('0') || text.starts_with('+') || text.starts_with('('));
}

/// With the hyphen that people write: eight digits alone are too often something else.
bool is_bankgiro(std::string_view text) {
  const auto hyphen = text.find('-');
  return (hyphen == 3 || hyphen == 4) && text.size() == hyphen + 5 && domain::check_bankgiro(text).has_value();
}

bool is_organisation_number(std::string_view text) {
  auto digits = std::string(text);
  std::erase(digits, '-');
  // The third digit of a legal person's is 2 or more: no month.
  return digits.size() == 10 && digits[2] >= '2' && domain::check_organisation_number(text).has_value();
}

using Is = bool (*)(std::string_view);

struct Candidate {
  Look look;
  Is is;
};

constexpr std::array candidates{
    Candidate{Look::organisation_number, is_organisation_number},
    Candidate{Look::hsa_id, [](std::string_view text) { return domain::check_hsa_id(text).has_value(); }},
    Candidate{Look::bankgiro, is_bankgiro},
    Candidate{Look::term, [](std::string_view text) { return domain::parse_term(text).has_value(); }},
    Candidate{Look::yes_no, [](std::string_view text) { return is_yes(text) || is_no(text); }},
    Candidate{Look::email, is_email},
    Candidate{Look::integer, is_integer},
    Candidate{Look::phone, is_phone},
    Candidate{Look::decimal, is_decimal},
};

bool are_few(std::size_t exceptions, std::size_t values) { return exceptions * 20 <= values && exceptions < values; }

template <class Predicate>
bool try_look(const std::vector<std::string>& values, Look look, Predicate&& is, Looks& looks) {
  std::vector<std::string> exceptions;
  for (const auto& value : values) {
    if (!is(value)) exceptions.push_back(value);
    if (!are_few(exceptions.size(), values.size())) return false;
  }
  looks = {look, std::move(exceptions), {}};
  return true;
}

/// The formats that read most of the values, when they read nearly all.
bool try_dates(const std::vector<std::string>& values, Looks& looks) {
  std::map<std::string, std::size_t> counts;
  for (const auto& value : values) {
    for (const auto& format : date_formats_of(value)) ++counts[format];
  }
  std::size_t most = 0;
  for (const auto& [format, count] : counts) most = std::max(most, count);
  if (most == 0 || !are_few(values.size() - most, values.size())) return false;
  looks = {Look::date, {}, {}};
  for (const auto& [format, count] : counts) {
    if (count == most) looks.formats.push_back(format);
  }
  for (const auto& value : values) {
    const auto formats = date_formats_of(value);
    if (std::find(formats.begin(), formats.end(), looks.formats.front()) == formats.end())
      looks.exceptions.push_back(value);
  }
  return true;
}

/// So few different words that each comes again: at most twelve, and three rows for each.
bool are_codes(const std::vector<std::string>& values) {
  const std::set<std::string> different(values.begin(), values.end());
  return different.size() <= 12 && different.size() * 3 <= values.size();
}

}  // namespace

const char* name_of(Look look) {
  constexpr std::array names{
      "values",    "personnummer",     "organisation numbers", "HSA-ids",       "bankgiro numbers", "dates", "terms",
      "yes or no", "e-mail addresses", "telephone numbers",    "whole numbers", "decimal numbers",  "codes", "texts"};
  return names.at(static_cast<std::size_t>(look));
}

bool is_yes(std::string_view word) { return is_among(word, yes_words); }
bool is_no(std::string_view word) { return is_among(word, no_words); }

Looks looks_of(const std::vector<std::string>& values, Day today) {
  Looks looks;
  if (values.empty()) return looks;
  const auto is_personnummer = [&](std::string_view text) {
    return text.size() >= 10 && domain::check_personnummer(text, today).has_value();
  };
  if (try_look(values, Look::personnummer, is_personnummer, looks)) return looks;
  if (try_dates(values, looks)) return looks;
  for (const auto& [look, is] : candidates) {
    if (try_look(values, look, is, looks)) return looks;
  }
  looks.look = are_codes(values) ? Look::code : Look::text;
  return looks;
}

}  // namespace sluss::scaffold
