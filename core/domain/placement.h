// A placement: one student at one unit for a time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/day.h"
#include "base/value.h"

namespace sluss::domain {

/// vfu: university placement; specialist: specialist nurse's; apl, lia: other schools' placements (own price rules);
/// thesis, project: never billed (§ 6 of the agreement).
enum class PlacementType { vfu, specialist, apl, lia, thesis, project };
enum class PlacementStatus { planned, confirmed, carried_out, withdrawn, cancelled };

[[nodiscard]] const char* name_of(PlacementType type);
[[nodiscard]] const char* name_of(PlacementStatus status);
[[nodiscard]] std::optional<PlacementType> parse_placement_type(std::string_view text);

struct Student {
  std::string id;            ///< the registry's own id; may be empty
  std::string personnummer;  ///< 12 digits (also samordningsnummer and interim numbers); may be empty
  std::string name;
  bool protected_identity = false;
};

/// How a source names a unit.
struct UnitReference {
  std::string hsa_id;
  std::string name;
};

struct Placement {
  std::string id;
  PlacementType type = PlacementType::vfu;
  PlacementStatus status = PlacementStatus::confirmed;
  std::string institution;  ///< as the source spells it
  std::string programme;
  std::string course;
  std::string order;  ///< id of the order line whose place it takes; may be empty
  std::string term;   ///< "HT2026", or empty: then it follows from the start
  Student student;
  UnitReference unit;
  Day start, end;                         ///< both included
  std::optional<std::int64_t> day_count;  ///< when the source states a number of days
  std::optional<DaySet> dates;            ///< when the source lists the days
  std::optional<Day> withdrawn;           ///< on which day it was withdrawn, where the source says
};

/// One field of a body that is wrong. `value` is already reduced to its shape where the field is personal.
struct FieldFault {
  std::string field;     ///< path in the body: "student.personnummer"
  std::string value;     ///< what stood there; empty when nothing did
  std::string expected;  ///< the rule it breaks: reads on from "expected "
};

/// True for a path in a placement's body that tells who the student is: all below "student".
[[nodiscard]] bool is_personal(std::string_view path);

/// The paths that `read_placement` reads in a body.
[[nodiscard]] std::span<const std::string_view> placement_fields();

/// Reads a placement message's body, checking every field; all faults at once. Body (all texts unless said):
///   id, type, status, institution.id, programme, course, order, term, student.{id,personnummer,name,protected},
///   unit.{hsa_id,name}, start, end, withdrawn (YYYY-MM-DD), days (integer or digits), dates (list of YYYY-MM-DD)
/// Required: id, institution.id, programme, a unit, a name, start, end, and a student.id or student.personnummer.
/// The name may be missing for a protected identity. `type` is vfu and `status` is confirmed when absent. Texts are
/// trimmed; personnummer and term are normalised; a personnummer's century follows from the start.
/// student.protected: absent, false, "", "nej", "no", "0", 0 are no; anything else is yes.
[[nodiscard]] tl::expected<Placement, std::vector<FieldFault>> read_placement(const Value& body);

}  // namespace sluss::domain
