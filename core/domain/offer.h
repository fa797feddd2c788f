// What a unit offers: a stated capacity, or an answer to what it was asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/day.h"
#include "base/value.h"
#include "domain/placement.h"

namespace sluss::domain {

enum class OfferStatus { offered, withdrawn };

[[nodiscard]] const char* name_of(OfferStatus status);

/// An offer that is withdrawn is one of no places: the unit has spoken, and is not asked again.
struct Offer {
  std::string id;
  UnitReference unit;
  std::string term;  ///< "VT2027"
  std::string programme = "*";
  std::optional<Day> first, last;  ///< when it holds for a part of the term alone: both, included
  std::int64_t places = 0;         ///< 0: declined
  std::string order;               ///< the order line that it answers; empty: a capacity that all lines share
  OfferStatus status = OfferStatus::offered;
};

/// Reads an offer message's body, checking every field; all faults at once. Body (all texts unless said):
///   id, unit.{hsa_id,name}, term, programme, start, end (YYYY-MM-DD), places, order, status
/// Required: id, a unit, term, places; start and end come together. `programme` is "*" when absent.
[[nodiscard]] tl::expected<Offer, std::vector<FieldFault>> read_offer(const Value& body);

}  // namespace sluss::domain
