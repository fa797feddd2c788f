// What the values of a column look like: recognised by their form and their check digits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"

namespace sluss::scaffold {

enum class Look {
  nothing,  ///< no value at all
  personnummer,
  organisation_number,
  hsa_id,
  bankgiro,
  date,
  term,
  yes_no,
  email,
  phone,
  integer,
  decimal,
  code,  ///< a few words that come again and again
  text,
};

/// "dates", as it reads on from "42 ".
[[nodiscard]] const char* name_of(Look look);

struct Looks {
  Look look = Look::nothing;
  /// Values that do not look so: no more than one in twenty, and none of less than twenty.
  std::vector<std::string> exceptions;
  /// Of dates: the formats of the converter `date` that read all the others; empty among them: it needs no format.
  std::vector<std::string> formats;
};

/// `values` are trimmed and not empty. `today` decides the century of a ten-digit personnummer.
[[nodiscard]] Looks looks_of(const std::vector<std::string>& values, Day today);

/// Is it one of the words for yes and no, in the languages that exports come in?
[[nodiscard]] bool is_yes(std::string_view word);
[[nodiscard]] bool is_no(std::string_view word);

}  // namespace sluss::scaffold
