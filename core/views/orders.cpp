#include "views/orders.h"

#include <set>

#include "base/text.h"
#include "domain/placement.h"
#include "engine/store_lookup.h"
#include "store/inspection.h"

namespace sluss::views {
namespace {

/// Whether a student takes a place by this placement.
bool takes_a_place(const Message& placement) {
  const auto status = placement.body["status"].text_or_empty();
  return placement.change != Change::withdrawn && status != name_of(domain::PlacementStatus::withdrawn) &&
         status != name_of(domain::PlacementStatus::cancelled);
}

/// A line whose round has not opened.
Value waiting_summary(const domain::OrderLine& line) {
  domain::AllocatedLine unsplit;
  unsplit.line = line;
  auto value = order_summary(unsplit);
  value["state"] = "waits for its round to open";
  return value;
}

/// What each area and unit was asked for, granted and has left.
struct RoundSums {
  PlaceCount all;
  std::map<std::string, PlaceCount> areas;  ///< by the area that was ordered
  std::map<std::string, PlaceCount> units;  ///< granted and awaiting alone
};

RoundSums sums_of(const domain::Allocation& split, const domain::PlacingRules& rules) {
  RoundSums sums;
  for (const auto& line : split.lines) {
    sums.all.add(line);
    const auto* area = rules.find_area(line.line.area);
    sums.areas[!line.line.unit.empty() ? "(direct)" : area != nullptr ? area->id : line.line.area].add(line);
    for (const auto& seat : line.seats)
      (seat.word == domain::Word::asked ? sums.units[seat.at].awaiting : sums.units[seat.at].granted) += seat.places;
  }
  return sums;
}

}  // namespace

Result<PlacedOrders> placed_orders(store::Transaction& reading) {
  engine::StoreLookup lookup;
  lookup.use(reading);
  PlacedOrders orders;
  std::map<std::string, domain::Allocation> rounds;
  std::set<std::string> split;
  SLUSS_TRY(lookup.each("round", std::nullopt, [&](Found&& found) -> Result<void> {
    auto round = domain::read_allocation(found.message.body);
    if (!round) return fail(Fault::internal, "the split of round " + found.message.key + " is none any more");
    for (const auto& line : round->lines) split.insert(line.line.id);
    rounds.insert_or_assign(round->round, std::move(*round));
    return {};
  }));
  for (auto& [id, round] : rounds) orders.rounds.push_back(std::move(round));
  SLUSS_TRY(lookup.each("order", std::nullopt, [&](Found&& found) -> Result<void> {
    auto line = domain::read_order(found.message.body);
    if (found.standing == Standing::accepted && line && !split.contains(line->id))
      orders.waiting.push_back(std::move(*line));
    return {};
  }));
  return orders;
}

Result<Students> students_of_all(store::Transaction& reading) {
  engine::StoreLookup lookup;
  lookup.use(reading);
  Students students;
  SLUSS_TRY(lookup.each("placement", std::nullopt, [&](Found&& found) -> Result<void> {
    const auto order = std::string(trim(found.message.body["order"].text_or_empty()));
    if (!order.empty() && takes_a_place(found.message)) ++students[order];
    return {};
  }));
  return students;
}

Result<std::int64_t> students_of(store::Transaction& reading, const std::string& order) {
  SLUSS_TRY_ASSIGN(inspection, store::inspection_of(reading));
  SLUSS_TRY_ASSIGN(placements, inspection->placements_for(order));
  std::int64_t students = 0;
  for (const auto id : placements) {
    SLUSS_TRY_ASSIGN(stored, reading.messages().get(id));
    const bool counts = stored && engine::standing_of(stored->state) && takes_a_place(stored->message);
    students += counts ? 1 : 0;
  }
  return students;
}

void PlaceCount::add(const domain::AllocatedLine& line) {
  if (line.line.status == domain::OrderStatus::sent) ordered += line.line.count;
  granted += line.granted();
  awaiting += line.awaiting();
  open += line.open();
  for (const auto& seat : line.seats) {
    for (const auto& hop : line.hops) redirected += hop.to == seat.at ? seat.places : 0;
  }
}

Value to_value(const PlaceCount& count) {
  auto value = Value::object();
  value["ordered"] = count.ordered;
  value["granted"] = count.granted;
  value["awaiting"] = count.awaiting;
  value["redirected"] = count.redirected;
  value["open"] = count.open;
  return value;
}

Value order_summary(const domain::AllocatedLine& line) {
  PlaceCount count;
  count.add(line);
  auto value = Value::object();
  value["order"] = line.line.id;
  value["round"] = line.line.round;
  value["institution"] = line.line.institution;
  value["programme"] = line.line.programme;
  value["area"] = line.line.area.empty() ? line.line.unit : line.line.area;
  value["state"] = name_of(line.state);
  value["places"] = to_value(count);
  return value;
}

Value order_list(const PlacedOrders& orders, const std::string& round) {
  auto values = Value::list();
  for (const auto& split : orders.rounds) {
    if (!round.empty() && split.round != round) continue;
    for (const auto& line : split.lines) values.as_list()->push_back(order_summary(line));
  }
  for (const auto& line : orders.waiting)
    if (round.empty() || line.round == round) values.as_list()->push_back(waiting_summary(line));
  return values;
}

Value order_life(const PlacedOrders& orders, const std::string& id, std::int64_t students) {
  auto values = Value::list();
  for (const auto& split : orders.rounds) {
    for (const auto& line : split.lines) {
      if (line.line.id != id) continue;
      values.as_list()->push_back(to_value(line));
      values.as_list()->back()["students"] = students;
    }
  }
  for (const auto& line : orders.waiting)
    if (line.id == id) values.as_list()->push_back(to_value(line));
  return values;
}

Value round_summary(const domain::Allocation& split) {
  PlaceCount all;
  for (const auto& line : split.lines) all.add(line);
  auto value = Value::object();
  value["round"] = split.round;
  value["term"] = split.term;
  value["places"] = to_value(all);
  return value;
}

Value round_sums(const domain::Allocation& split, const domain::PlacingRules& rules) {
  const auto sums = sums_of(split, rules);
  auto value = round_summary(split);
  auto& areas = value["areas"] = Value::object();
  for (const auto& [area, count] : sums.areas) areas[area] = to_value(count);
  auto& units = value["units"] = Value::object();
  for (const auto& [unit, count] : sums.units) {
    units[unit]["granted"] = count.granted;
    units[unit]["awaiting"] = count.awaiting;
  }
  return value;
}

}  // namespace sluss::views
