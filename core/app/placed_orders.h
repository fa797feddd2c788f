// Orders and their split as the store has them, for the commands that show them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/workplace.h"
#include "domain/allocation.h"

namespace sluss::app {

struct PlacedOrders {
  std::vector<domain::Allocation> rounds;  ///< the current split of each, in order of id
  std::vector<domain::OrderLine> waiting;  ///< taken in, and not split yet: their round has not opened
  std::map<std::string, std::int64_t, std::less<>> students;  ///< assigned to each order line, by its id
};

/// Reads the whole store. Throws Stop.
[[nodiscard]] PlacedOrders placed_orders(store::Store& store);

/// The round of that id. Throws Stop when it has no split, saying which have.
[[nodiscard]] const domain::Allocation& round_of(const PlacedOrders& orders, const std::string& id);

/// Places of some lines.
struct PlaceCount {
  std::int64_t ordered = 0, granted = 0, awaiting = 0, open = 0;
  std::int64_t redirected = 0;  ///< granted or awaited further along the chain than where they were asked for first

  void add(const domain::AllocatedLine& line);
};

[[nodiscard]] Value to_value(const PlaceCount& count);

/// Writes a round's lines, places per unit, hops and what was not found as CSV files into a folder, and gives their
/// names. Texts that a spreadsheet would take for formulas get an apostrophe in front. Throws Stop.
std::vector<std::filesystem::path> export_round(const domain::Allocation& round, const PlacedOrders& orders,
                                                const std::filesystem::path& folder);

}  // namespace sluss::app
