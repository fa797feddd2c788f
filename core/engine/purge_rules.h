// Which messages may hold what tells who somebody is, when that is old, and what stays of them.
#pragma once

#include <optional>
#include <span>

#include "base/day.h"
#include "base/value.h"

namespace sluss::engine {

struct PurgeRule {
  const char* kind;    ///< of the messages
  const char* called;  ///< several of them, for people
  /// The day it counts from; nullopt when the body does not say: then from the day it was read.
  std::optional<Day> (*ended)(const Value& body);
  /// The body without what tells who somebody is. What billing, booking, placing and reconciliation read of it stays.
  Value (*without_person)(const Value& body);
};

/// Invoices are none of them: their names go with their placements.
[[nodiscard]] std::span<const PurgeRule> purge_rules();

/// What stands in the place of a name.
inline constexpr auto nobody = "(gallrad)";

}  // namespace sluss::engine
