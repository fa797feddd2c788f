// Placements of the made-up county, one at a time and each by its number alone, so that a million need no memory.
#pragma once

#include <cstdint>
#include <string>

#include "base/day.h"
#include "dice.h"
#include "domain/term.h"
#include "world.h"

namespace sluss::generate {

/// A row of an export, as people read it. Days are kept as days: a sheet writes them as date cells.
struct Row {
  std::string id, institution, programme, course_code, course, type, term;
  std::string first_name, last_name, personnummer, protected_identity, unit, hsa_id, status;
  Day start, end;
  std::string start_text, end_text;  ///< what stands there instead of a day, when it is none
  std::string days;                  ///< the stated number of days; mostly empty
};

class Placements {
 public:
  Placements(const World& world, domain::Term term, std::uint64_t seed);

  /// The placement of that number, from 0: always a good one. Three in a row are of one student, one after the other.
  [[nodiscard]] Row at(std::int64_t number) const;
  /// A placement that is billed: no thesis, not withdrawn, nobody with a protected identity.
  [[nodiscard]] static bool is_plain(const Row& row);

 private:
  void place_student(Row& row, std::int64_t student) const;
  void choose_days(Row& row, std::int64_t slot, Dice& dice) const;

  const World& world_;
  domain::Term term_;
  std::uint64_t seed_;
  Day monday_;  ///< the term's first
};

/// A personnummer with a right check digit whose birth number is 980-999, as in the Tax Agency's test numbers: a series
/// that nobody has. The same number gives the same person.
[[nodiscard]] std::string test_personnummer(std::int64_t person);

}  // namespace sluss::generate
