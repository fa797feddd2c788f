// What KLiPP exports, in the forms that it may have. All of it is synthetic.
#include <gtest/gtest.h>

#include "base/json.h"
#include "exports.h"

namespace sluss::test {
namespace {

std::vector<Row> six_rows() {
  const std::vector<std::string> people = {"19550101-9805", "19550101-9813", "19550101-9821",
                                           "19550101-9839", "19550101-9847", "19550101-9854"};
  std::vector<Row> rows;
  for (const auto& person : people) {
    auto& row = rows.emplace_back();
    row.id = "P" + std::to_string(rows.size());
    row.personnummer = person;
  }
  rows[0].days = "10";
  rows[1].is_protected = "Ja";
  rows[2].given_name = "Åsa-Maja";
  return rows;
}

/// The current placements as they are kept.
std::string kept(const World& world) {
  std::string all;
  const auto listed = world.json({"messages", "list", "--kind", "placement"});
  for (const auto& message : *listed.as_list()) {
    const auto shown = world.json({"messages", "show", to_json(message["id"]), "--personal", "compared in a test"});
    all += to_json(shown["body"]) + " " + message["state"].text_or_empty() + "\n";
  }
  return all;
}

/// The same after a night with this file under this connection.
std::string kept(const std::string& connection, const std::string& name, const std::string& bytes) {
  const World world;
  world.configure("connections.yaml", "connections:\n  klipp: { use: klipp, folder: ../inbox" + connection +
                                          " }\n  peppol: { use: peppol-outbox, folder: ../outbox }\n"
                                          "  underlag: { use: invoice-basis, folder: ../underlag }\n");
  world.put(name, bytes);
  const auto report = world.sync();
  EXPECT_EQ(to_json(report["troubles"]), "[]");
  return kept(world);
}

TEST(Klipp, the_same_rows_are_the_same_placements_in_each_format) {
  const auto as_csv = kept("", "placeringar.csv", export_of(six_rows()));
  EXPECT_NE(as_csv.find("\"days\":10"), std::string::npos) << as_csv;
  EXPECT_EQ(kept(", format: { xlsx: {} }, extension: xlsx", "placeringar.xlsx", xlsx_of(six_rows())), as_csv);
  EXPECT_EQ(kept(", format: { xml: { row: Export/Placering } }, extension: xml", "placeringar.xml", xml_of(six_rows())),
            as_csv);
}

TEST(Klipp, an_export_of_changes_changes_what_it_holds_and_withdraws_nothing) {
  const World world;
  auto rows = six_rows();
  world.put("placeringar-1.csv", rows);
  ASSERT_EQ(number_at(world.sync(), "new"), 6);
  rows[3].status = "Inställd";
  world.put("placeringar-andringar-1.csv", std::vector<Row>{rows[3]});
  const auto changed = world.sync();
  EXPECT_EQ(number_at(changed, "changed"), 1);
  EXPECT_EQ(number_at(changed, "withdrawn"), 0);
  EXPECT_NE(kept(world).find("cancelled"), std::string::npos);
  rows.pop_back();
  world.put("placeringar-2.csv", rows);
  const auto whole = world.sync();
  EXPECT_EQ(number_at(whole, "unchanged"), 5);
  EXPECT_EQ(number_at(whole, "withdrawn"), 1);
}

TEST(Klipp, files_that_came_in_one_night_are_read_in_the_order_they_came) {
  const World world;
  auto rows = six_rows();
  world.put("placeringar-1.csv", rows);
  rows[3].end = "2026-09-18";
  world.put("placeringar-andringar-1.csv", std::vector<Row>{rows[3]});
  const auto night = world.sync();
  EXPECT_EQ(number_at(night, "new"), 6);
  EXPECT_EQ(number_at(night, "changed"), 1);
  EXPECT_NE(kept(world).find("2026-09-18"), std::string::npos);
}

}  // namespace
}  // namespace sluss::test
