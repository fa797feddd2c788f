// An order line: an institution asks for a number of places. A count, often an estimate above the real need, and never
// students.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/day.h"
#include "base/value.h"
#include "domain/placement.h"

namespace sluss::domain {

/// draft: not asked for yet; withdrawn: taken back as a whole.
enum class OrderStatus { draft, sent, withdrawn };

[[nodiscard]] const char* name_of(OrderStatus status);

struct OrderLine {
  std::string id;
  std::string round;
  std::string institution;  ///< as the source spells it
  std::string programme;
  std::string course;
  PlacementType type = PlacementType::vfu;
  std::string term;                ///< "VT2027"
  Day first, last;                 ///< both included
  std::string area;                ///< as the source spells it; may be empty for a direct order
  std::vector<std::string> goals;  ///< learning goals, a set: in order, none twice
  std::int64_t count = 0;
  std::int64_t priority = 5;  ///< 1 goes first
  OrderStatus status = OrderStatus::sent;
  std::string unit;  ///< a direct order names its unit; empty: the places are split over units

  friend bool operator==(const OrderLine&, const OrderLine&) = default;
};

/// Reads an order message's body, checking every field; all faults at once. Body (all texts unless said):
///   id, round, institution.id, programme, course, type (vfu, specialist, apl, lia), term, start, end (YYYY-MM-DD) or
///   weeks ("3-7": from that Monday to that Friday, in the term), area, goals (a list, or a text with commas), count,
///   priority (1 to 9), status, unit
/// Required: id, round, institution.id, programme, term, the days or weeks, count, and an area or a unit.
/// `type` is vfu, `status` is sent and `priority` is 5 when absent.
[[nodiscard]] tl::expected<OrderLine, std::vector<FieldFault>> read_order(const Value& body);

/// The body that `read_order` reads back.
[[nodiscard]] Value to_value(const OrderLine& line);

}  // namespace sluss::domain
