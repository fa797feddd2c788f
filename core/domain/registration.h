// What a student registry says about one student on one course in one term.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/day.h"
#include "base/value.h"
#include "domain/placement.h"

namespace sluss::domain {

/// expected: admitted, and not registered yet; re_registered: also after an interruption; interrupted: broken off, or
/// on a study break; withdrawn: the registration or the admission was taken back.
/// Of the student alone, on no course: known: nothing besides who it is; restricted: may not study for now; deceased.
enum class RegistrationStatus {
  expected,
  registered,
  re_registered,
  interrupted,
  withdrawn,
  known,
  restricted,
  deceased
};

[[nodiscard]] const char* name_of(RegistrationStatus status);
/// Whether it tells of the student alone.
[[nodiscard]] bool is_of_student(RegistrationStatus status);
/// Whether none of the student's placements may go on without a person.
[[nodiscard]] bool is_stop(RegistrationStatus status);

/// The whole of what is known now: a registry that tells of events gives the state after each, under the same id.
struct Registration {
  std::string id;
  Student student;          ///< without a name
  std::string institution;  ///< as the source spells it
  std::string course;       ///< its code
  std::string term;         ///< "HT2026"
  RegistrationStatus status = RegistrationStatus::registered;
  std::optional<Day> interrupted;  ///< the first day that is not studied; only when the status is interrupted
};

/// Reads a registration message's body, checking every field; all faults at once. Body (all texts unless said):
///   id, student.{id,personnummer,protected}, institution.id, course, term, status, interrupted (YYYY-MM-DD)
/// Required: id, institution.id, course, term, a student.id or student.personnummer, and the day of an interruption. Of
/// what tells of the student alone: id, and a student.id or student.personnummer.
/// `status` is registered when absent. A registry is believed: a personnummer that breaks a rule is taken as it stands.
/// student.protected: as in a placement, whatever is not plainly "no" protects.
[[nodiscard]] tl::expected<Registration, std::vector<FieldFault>> read_registration(const Value& body);

}  // namespace sluss::domain
