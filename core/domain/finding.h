// What a student registry says about placements: found out by a pure function, and written into the placement's body,
// so that what was decided can be compared with what the registry says now.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/value.h"
#include "domain/parties.h"
#include "domain/placement.h"
#include "domain/registration.h"

namespace sluss::domain {

struct Finding {
  enum class Kind {
    registered,    ///< nothing against it
    unknown,       ///< the registry has no such student
    ambiguous,     ///< it has several by that personnummer
    unregistered,  ///< it knows the student, but on another course or in another term
    interrupted,
    restricted,  ///< the student may not study for now, whatever the course
    deceased,
  };
  Kind kind = Kind::registered;
  std::optional<Day> interrupted;  ///< the first day that is not carried out; on or before the placement's last day
  bool protected_identity = false;

  /// Whether the student, or the registration, was not found.
  [[nodiscard]] bool is_unmatched() const {
    return kind == Kind::unknown || kind == Kind::ambiguous || kind == Kind::unregistered;
  }
  /// Whether nothing of the student's may go on, found or not.
  [[nodiscard]] bool is_stopped() const { return kind == Kind::restricted || kind == Kind::deceased; }
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// All registrations, by student. Half a hundred bytes each: a term of a million placements has room for it.
class StudentRegister {
 public:
  /// Each registration once. Institutions are found in the book, as placements spell them.
  void add(const Registration& registration, const AgreementBook& book);
  /// A student is known by the registry's own id, and by personnummer where placement or registry has no id: interim
  /// numbers are swapped for others. A registration holds for a placement of the same institution and term, and of the
  /// same course where the placement names one (its code, or its code and name). Of several one that is not interrupted
  /// holds, else the one that was interrupted last. A protection holds for all of a student's placements, as a death or
  /// a restriction does, which goes before what is found about courses.
  [[nodiscard]] Finding find(const Placement& placement, const AgreementBook& book) const;

 private:
  struct Place {
    std::string institution, course, term;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  struct Enrolment {
    std::uint32_t place = 0;
    std::optional<Day> interrupted;
  };
  struct Known {
    bool has_id = false, protected_identity = false;
    RegistrationStatus standing = RegistrationStatus::known;  ///< of the student alone: the worst that is told
    std::vector<Enrolment> enrolments;
  };
  /// The number of students, for what is nobody's or several students'.
  static constexpr std::size_t several = SIZE_MAX;

  [[nodiscard]] std::size_t index_of(const Student& student);
  [[nodiscard]] std::optional<std::size_t> find(const Student& student) const;

  std::vector<Known> students_;
  std::unordered_map<std::string, std::size_t> by_id_, by_number_;
  std::vector<Place> places_;
  std::map<Place, std::uint32_t> place_ids_;
};

/// Makes a placement's body, which is as its source states it, say what was found. What counts for billing changes: an
/// interruption shortens the placement to the day before, or withdraws it when no day is left; a protection protects
/// the student. Where there is nothing against it, the body stays as it is.
///   registry.says: unknown, ambiguous, unregistered, interrupted, restricted, deceased or protected;
///   registry.interrupted: the day; registry.changed: a list of {field, stated, now}
void mark(Value& body, const Placement& stated, const Finding& finding);

/// Whether a marked placement waits because nothing of its student's may go on.
[[nodiscard]] bool is_stopped(const Value& body);

/// The body before `mark`. A field that was changed after it, by a person, stays as it is.
[[nodiscard]] Value as_stated(const Value& body);

/// What the registry says against a marked placement, for people: "interrupted on 2026-10-05 says the registry: 6 days
/// fewer". Empty where it says nothing, and for a protection, which is told by what it leads to.
[[nodiscard]] std::string remark_of(const Value& body, const AgreementBook& book);

}  // namespace sluss::domain
