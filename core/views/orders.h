// Orders and their split as the store has them, as `sluss orders` and the admin API tell of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "domain/allocation.h"
#include "store/store.h"

namespace sluss::views {

struct PlacedOrders {
  std::vector<domain::Allocation> rounds;  ///< the current split of each, in order of id
  std::vector<domain::OrderLine> waiting;  ///< taken in, and not split yet: their round has not opened
};

/// Reads rounds and orders. Error: the store's, or Fault::internal when a split is none any more.
[[nodiscard]] Result<PlacedOrders> placed_orders(store::Transaction& reading);

/// How many students are assigned to each order line, by its id. Reads all placements.
using Students = std::map<std::string, std::int64_t, std::less<>>;
[[nodiscard]] Result<Students> students_of_all(store::Transaction& reading);
/// The same for one line.
[[nodiscard]] Result<std::int64_t> students_of(store::Transaction& reading, const std::string& order);

/// Places of some lines.
struct PlaceCount {
  std::int64_t ordered = 0, granted = 0, awaiting = 0, open = 0;
  std::int64_t redirected = 0;  ///< granted or awaited further along the chain than where they were asked for first

  void add(const domain::AllocatedLine& line);
};

[[nodiscard]] Value to_value(const PlaceCount& count);

/// Every order line, in a row of a list; of one round when its id is not empty.
[[nodiscard]] Value order_list(const PlacedOrders& orders, const std::string& round);
/// One of them, with what became of it.
[[nodiscard]] Value order_summary(const domain::AllocatedLine& line);
/// All that is known of a line: once for each round that has it. Empty when there is none of that id.
[[nodiscard]] Value order_life(const PlacedOrders& orders, const std::string& id, std::int64_t students);

/// A round with the sum of its places.
[[nodiscard]] Value round_summary(const domain::Allocation& split);
/// The same, by area and unit too.
[[nodiscard]] Value round_sums(const domain::Allocation& split, const domain::PlacingRules& rules);

}  // namespace sluss::views
