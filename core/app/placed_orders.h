// Orders and their split as the store has them, for the commands that show them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/workplace.h"
#include "domain/allocation.h"
#include "views/orders.h"

namespace sluss::app {

using views::PlacedOrders;

/// Throw Stop.
[[nodiscard]] PlacedOrders placed_orders(store::Store& store);
[[nodiscard]] views::Students students_of_all(store::Store& store);

/// The round of that id. Throws Stop when it has no split, saying which have.
[[nodiscard]] const domain::Allocation& round_of(const PlacedOrders& orders, const std::string& id);

/// Writes a round's lines, places per unit, hops and what was not found as CSV files into a folder, and gives their
/// names. Texts that a spreadsheet would take for formulas get an apostrophe in front. Throws Stop.
std::vector<std::filesystem::path> export_round(const domain::Allocation& round, const views::Students& students,
                                                const std::filesystem::path& folder);

}  // namespace sluss::app
