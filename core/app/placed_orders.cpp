#include "app/placed_orders.h"

#include "app/csv_file.h"
#include "base/text.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

using Rows = std::vector<std::vector<std::string>>;

fs::path write_rows(const fs::path& file, const Rows& rows) {
  CsvFile csv(file);
  for (const auto& row : rows) csv.row(row);
  csv.close();
  return file;
}

Rows line_rows(const domain::Allocation& round, const views::Students& all_students) {
  Rows rows = {{"order", "institution", "programme", "course", "type", "start", "end", "area", "unit", "goals",
                "priority", "ordered", "granted", "awaiting", "open", "students", "state"}};
  for (const auto& line : round.lines) {
    const auto& order = line.line;
    const auto students = all_students.find(order.id);
    rows.push_back({order.id, order.institution, order.programme, order.course, name_of(order.type),
                    to_iso(order.first), to_iso(order.last), order.area, order.unit, join(order.goals, ", "),
                    std::to_string(order.priority), std::to_string(order.count), std::to_string(line.granted()),
                    std::to_string(line.awaiting()), std::to_string(line.open()),
                    std::to_string(students == all_students.end() ? 0 : students->second), name_of(line.state)});
  }
  return rows;
}

Rows seat_rows(const domain::Allocation& round) {
  Rows rows = {{"order", "at", "area", "agreement", "places", "word", "ground"}};
  for (const auto& line : round.lines) {
    for (const auto& seat : line.seats)
      rows.push_back({line.line.id, seat.at, seat.area, seat.agreement, std::to_string(seat.places), name_of(seat.word),
                      name_of(seat.ground)});
  }
  return rows;
}

Rows hop_rows(const domain::Allocation& round) {
  Rows rows = {{"order", "from", "to", "places", "why"}};
  for (const auto& line : round.lines) {
    for (const auto& hop : line.hops)
      rows.push_back({line.line.id, hop.from, hop.to, std::to_string(hop.count), to_text(hop.why)});
  }
  return rows;
}

Rows missing_rows(const domain::Allocation& round) {
  Rows rows = {{"order", "open", "tried", "why"}};
  for (const auto& line : round.lines) {
    if (line.open() == 0) continue;
    for (const auto& refusal : line.refusals)
      rows.push_back({line.line.id, std::to_string(line.open()), refusal.at, to_text(refusal)});
  }
  return rows;
}

}  // namespace

PlacedOrders placed_orders(store::Store& store) {
  const auto reading = must(store.begin(store::Access::read));
  return must(views::placed_orders(*reading));
}

views::Students students_of_all(store::Store& store) {
  const auto reading = must(store.begin(store::Access::read));
  return must(views::students_of_all(*reading));
}

const domain::Allocation& round_of(const PlacedOrders& orders, const std::string& id) {
  std::vector<std::string> ids;
  for (const auto& round : orders.rounds) {
    if (round.round == id) return round;
    ids.push_back(round.round);
  }
  const auto meant = nearest(id, ids);
  const auto known = ids.empty() ? "none has been split yet" : "there are: " + join(ids, ", ");
  throw Stop{Exit::usage,
             "no round \"" + id + "\" has been split; " + (meant ? "did you mean \"" + *meant + "\"?" : known)};
}

std::vector<fs::path> export_round(const domain::Allocation& round, const views::Students& students,
                                   const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  return {write_rows(folder / (round.round + "-lines.csv"), line_rows(round, students)),
          write_rows(folder / (round.round + "-places.csv"), seat_rows(round)),
          write_rows(folder / (round.round + "-redirected.csv"), hop_rows(round)),
          write_rows(folder / (round.round + "-not-found.csv"), missing_rows(round))};
}

}  // namespace sluss::app
