// The second night: nothing new; and what changed, by plan and by sync alike.
#include <algorithm>
#include <gtest/gtest.h>

#include "base/day.h"
#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

std::vector<Row> term(int count) {
  std::vector<Row> rows;
  for (int i = 1; i <= count; ++i) {
    Row row;
    row.id = "P" + std::to_string(i);
    row.start = i % 2 == 0 ? "2026-09-07" : "2026-10-05";
    row.end = i % 2 == 0 ? "2026-09-25" : "2026-10-30";
    const auto digits = std::to_string(1000 + i);
    row.personnummer = "";
    row.unit = i % 3 == 0 ? "Västra hemsjukvården" : "Östra geriatriken";
    row.hsa_id = i % 3 == 0 ? "SE2129990012-E0002" : "SE2129990012-E0001";
    rows.push_back(row);
  }
  return rows;
}

/// Personnummer of the series that the tax agency keeps for tests, with their check digits.
const std::vector<std::string> people = {"19550101-9805", "19550101-9813", "19550101-9821",
                                         "19550101-9839", "19550101-9847", "19550101-9854"};

std::vector<Row> six_placements() {
  auto rows = term(6);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].personnummer = people[i];
  return rows;
}

class SecondNight : public ::testing::Test {
 protected:
  void SetUp() override {
    rows_ = six_placements();
    world_.put("placeringar-1.csv", rows_);
    first_ = world_.sync();
    ASSERT_EQ(number_at(first_, "new"), 6);
    ASSERT_EQ(number_at(first_, "issued.count"), 2);
    outbox_ = world_.outbox();
  }
  static std::string change_of(const Value& plan, const std::string& key) {
    for (const auto& message : *plan["messages"].as_list()) {
      if (message["key"].text_or_empty() == key)
        return message["change"].text_or_empty() + " " + message["state"].text_or_empty();
    }
    return "";
  }

  World world_;
  std::vector<Row> rows_;
  Value first_;
  Folder outbox_;
};

TEST_F(SecondNight, the_same_export_again_is_nothing_new) {
  world_.put("placeringar-2.csv", rows_);
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "read"), 6);
  EXPECT_EQ(number_at(report, "unchanged"), 6);
  for (const auto* none : {"new", "changed", "withdrawn", "issued.count"})
    EXPECT_EQ(number_at(report, none), 0) << none;
  EXPECT_EQ(report["delivered"], Value::list());
  EXPECT_EQ(world_.outbox(), outbox_);
}

TEST_F(SecondNight, one_changed_one_removed_one_added_is_exactly_that) {
  auto rows = rows_;
  rows[0].end = "2026-11-03";    // P1: two days more
  rows.erase(rows.begin() + 3);  // P4 is gone: it is invoiced, so it is credited
  rows.push_back({.id = "P7", .start = "2026-11-09", .end = "2026-11-13", .personnummer = people[1]});
  world_.put("placeringar-2.csv", rows);

  const auto plan = world_.json({"plan", "nightly"});
  for (const auto* one : {"new", "changed", "withdrawn"}) EXPECT_EQ(number_at(plan, one), 1) << one;
  EXPECT_EQ(number_at(plan, "unchanged"), 4);
  EXPECT_EQ(plan["messages"].as_list()->size(), 3U);
  EXPECT_EQ(change_of(plan, "P1"), "changed collected");
  EXPECT_EQ(change_of(plan, "P4"), "withdrawn collected");
  EXPECT_EQ(change_of(plan, "P7"), "new collected");
  ASSERT_EQ(plan["invoices"].as_list()->size(), 2U);
  EXPECT_EQ(number_at(plan, "issued.amount_ore"), 7 * 153000 / 5);
  EXPECT_EQ(number_at(plan, "credited.amount_ore"), 3 * 153000);
  EXPECT_NE(world_.sluss({"plan", "nightly"}).out.find("credit note 1000002 to invoice 1000001  ost to uni"),
            std::string::npos);
  EXPECT_EQ(world_.outbox(), outbox_) << "a plan touches nothing";
  EXPECT_EQ(world_.placements().count("P7"), 0U) << "a plan touches nothing";
  EXPECT_TRUE(std::filesystem::exists(world_.root() / "inbox" / "placeringar-2.csv")) << "a plan touches nothing";

  const auto report = world_.sync();
  for (const auto* same : {"new", "changed", "withdrawn", "unchanged", "issued.count", "issued.amount_ore",
                           "credited.count", "held.count", "held.amount_ore"})
    EXPECT_EQ(number_at(report, same), number_at(plan, same)) << same;
  EXPECT_EQ(world_.placements()["P4"], "collected");
  const auto outbox = world_.outbox();
  EXPECT_EQ(outbox.size(), outbox_.size() + 2);
  for (const auto& [name, bytes] : outbox_) EXPECT_EQ(outbox.at(name), bytes) << "an issued invoice never changes";
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(SecondNight, a_plan_leaves_no_copy_of_the_store_behind_and_clears_up_after_one_that_was_killed) {
  write_file(world_.root() / "store/sluss.db.plan-99999999", "left behind");
  static_cast<void>(world_.json({"plan", "nightly"}));
  for (const auto& entry : std::filesystem::directory_iterator(world_.root() / "store"))
    EXPECT_EQ(entry.path().string().find(".plan-"), std::string::npos) << entry.path();
}

TEST_F(SecondNight, a_placement_that_comes_back_is_billed_as_before) {
  auto rows = rows_;
  rows.erase(rows.begin() + 3);
  world_.put("placeringar-2.csv", rows);
  static_cast<void>(world_.sync());
  world_.put("placeringar-3.csv", rows_);
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "changed"), 1);
  EXPECT_EQ(number_at(report, "held.count"), 0);
  EXPECT_EQ(world_.placements()["P4"], "collected");
  EXPECT_EQ(number_at(report, "issued.amount_ore"), 3 * 153000) << "it was credited the night before";
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(SecondNight, an_invoiced_placement_that_came_in_faulty_and_is_gone_is_credited) {
  auto rows = rows_;
  rows[3].end = "2026-02-30";
  world_.put("placeringar-2.csv", rows);
  auto report = world_.sync();
  EXPECT_EQ(world_.placements()["P4"].substr(0, 9), "rejected:");
  EXPECT_EQ(number_at(report, "credited.count"), 0) << "a faulty row says nothing of the placement";
  rows.erase(rows.begin() + 3);
  world_.put("placeringar-3.csv", rows);
  report = world_.sync();
  EXPECT_EQ(number_at(report, "withdrawn"), 1);
  EXPECT_EQ(number_at(report, "credited.amount_ore"), 3 * 153000);
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(SecondNight, a_faulty_row_is_not_billed_anew_when_its_invoice_is_taken_back) {
  auto rows = rows_;
  rows[3].type = "Praktik";  // its type cannot be read, and must not become the default
  world_.put("placeringar-2.csv", rows);
  static_cast<void>(world_.sync());
  ASSERT_EQ(world_.sluss({"invoices", "credit", "1000001", "--reason", "the buyer rejected it"}).exit, 0);
  EXPECT_EQ(world_.placements()["P4"].substr(0, 9), "rejected:") << world_.placements()["P4"];
  const auto report = world_.sync();
  EXPECT_EQ(world_.placements()["P4"].substr(0, 9), "rejected:") << world_.placements()["P4"];
  EXPECT_EQ(number_at(report, "credited.amount_ore") - number_at(report, "issued.amount_ore"), 3 * 153000);
  world_.put("placeringar-3.csv", rows_);
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 3 * 153000) << "once its row is mended";
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(SecondNight, a_faulty_row_that_was_gone_and_comes_back_waits_again) {
  auto rows = rows_;
  rows.push_back({.id = "P7", .end = "2026-02-30", .personnummer = people[1]});
  world_.put("placeringar-2.csv", rows);
  static_cast<void>(world_.sync());
  world_.put("placeringar-3.csv", rows_);
  EXPECT_EQ(number_at(world_.sync(), "withdrawn"), 1);
  EXPECT_EQ(world_.placements()["P7"], "filtered: no longer in placeringar-3.csv");
  world_.put("placeringar-4.csv", rows);
  EXPECT_EQ(number_at(world_.sync(), "rejected"), 1);
  EXPECT_EQ(world_.placements()["P7"].substr(0, 9), "rejected:");
}

TEST_F(SecondNight, another_student_on_an_invoiced_placement_is_credited_and_billed_anew) {
  auto rows = rows_;
  rows[0].personnummer = "19550101-9862";
  world_.put("placeringar-2.csv", rows);
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "credited.count"), 1);
  EXPECT_EQ(number_at(report, "credited.amount_ore"), number_at(report, "issued.amount_ore"));
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

/// Each day that stands on the documents of a world, with its placement and student.
std::map<std::string, std::int64_t> days_billed(const World& world) {
  std::map<std::string, std::int64_t> days;
  const auto documents = world.json({"invoices", "list"});
  for (const auto& document : *documents.as_list()) {
    const auto shown = world.json({"invoices", "show", document["number"].text_or_empty(), "--personal", "a test"});
    const auto sign = shown.at("invoice.credits").is_null() ? 1 : -1;
    for (const auto& line : *shown.at("invoice.lines").as_list()) {
      const auto whose = line["placement"].text_or_empty() + " " + line["student_name"].text_or_empty() + " ";
      for (const auto& day : *line["dates"].as_list()) days[whose + day.text_or_empty()] += sign;
    }
  }
  std::erase_if(days, [](const auto& day) { return day.second == 0; });
  return days;
}

/// What is to stand there of placements of one week each.
std::map<std::string, std::int64_t> days_of(const std::vector<Row>& rows) {
  std::map<std::string, std::int64_t> days;
  for (const auto& row : rows) {
    const auto start = *parse_iso_day(row.start);
    for (auto day = start; day < start + std::chrono::days(5); day += std::chrono::days(1))
      days[row.id + " " + row.given_name + " " + row.family_name + " " + to_iso(day)] = 1;
  }
  return days;
}

/// Two placements that are invoiced change places, by one export or by one for each: in the end each has what it is
/// for.
void expect_places_changed(const std::vector<Row>& before, const std::vector<Row>& after, bool in_one_night) {
  const World world;
  world.hurry();
  world.put("placeringar-1.csv", before);
  static_cast<void>(world.sync());
  world.put("placeringar-2.csv", in_one_night ? after : std::vector<Row>{after[0], before[1]});
  static_cast<void>(world.sync());
  world.put("placeringar-3.csv", after);
  static_cast<void>(world.sync());
  for (const auto& [key, state] : world.placements()) EXPECT_EQ(state, "collected") << key;
  EXPECT_EQ(world.sluss({"reconcile"}).exit, 0);
  EXPECT_EQ(days_billed(world), days_of(after));
}

TEST(ChangedPlaces, days_of_one_student) {
  const Row early{.id = "P1", .start = "2026-09-07", .end = "2026-09-11"};
  const Row late{.id = "P2", .start = "2026-09-14", .end = "2026-09-18"};
  auto later = late, earlier = early;
  later.id = "P1";
  earlier.id = "P2";
  for (const bool in_one_night : {true, false}) {
    expect_places_changed({early, late}, {later, earlier}, in_one_night);
    expect_places_changed({late, early}, {earlier, later}, in_one_night);
  }
}

TEST(ChangedPlaces, students_of_the_same_days) {
  const Row one{.id = "P1", .end = "2026-09-11"};
  const Row other{.id = "P2", .end = "2026-09-11", .personnummer = people[1], .given_name = "Annan"};
  auto now_other = other, now_one = one;
  now_other.id = "P1";
  now_one.id = "P2";
  for (const bool in_one_night : {true, false}) expect_places_changed({one, other}, {now_other, now_one}, in_one_night);
}

TEST_F(SecondNight, a_broken_export_withdraws_nothing) {
  world_.put("placeringar-2.csv", {rows_[0], rows_[1]});
  const auto finished = world_.sluss({"sync", "nightly"});
  EXPECT_EQ(finished.exit, 1);
  EXPECT_NE(finished.out.find("lacks 4 of the 6"), std::string::npos) << finished.out;
  EXPECT_EQ(world_.placements()["P6"], "collected");
}

TEST_F(SecondNight, a_file_cut_in_half_is_refused_and_invoices_nothing) {
  const auto whole = export_of(rows_);
  world_.put("placeringar-2.csv", whole.substr(0, whole.size() / 2) + "\"");
  const auto finished = world_.sluss({"sync", "nightly"});
  EXPECT_EQ(finished.exit, 1);
  EXPECT_NE(finished.out.find("REFUSED"), std::string::npos) << finished.out;
  EXPECT_EQ(world_.outbox(), outbox_);
}

/// Another price for what is invoiced already.
void correct_price(const World& world) {
  auto prices = read_file(world.root() / "config/prices/prices.yaml");
  prices.replace(prices.find("1530.00 kr\", document: \"Avtal 1\""), 7, "1540.00");
  world.configure("prices/prices.yaml", prices);
}

TEST_F(SecondNight, a_price_that_is_corrected_waits_for_the_next_night_and_nothing_is_wrong) {
  correct_price(world_);
  const auto before = world_.sluss({"reconcile", "--json"});
  EXPECT_EQ(before.exit, 1) << "not everything is where it is to be";
  const auto told = parse_json(before.out).value();
  EXPECT_EQ(number_at(told, "total.difference_ore"), 0);
  EXPECT_EQ(number_at(told, "total.waiting_ore"), number_at(first_, "issued.amount_ore") / 153);
  EXPECT_NE(before.out.find("agreements or prices are others than at the last run"), std::string::npos) << before.out;
  EXPECT_NE(world_.sluss({"audit", "--now"}).out.find("All held"), std::string::npos);
  EXPECT_EQ(world_.sluss({"alarms"}).out.find("reconcil"), std::string::npos);
  world_.sync();
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(SecondNight, a_price_that_is_corrected_after_the_invoice_is_credited_and_billed_anew) {
  correct_price(world_);
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "credited.count"), 2);
  EXPECT_EQ(number_at(report, "credited.amount_ore"), number_at(first_, "issued.amount_ore"));
  EXPECT_EQ(number_at(report, "issued.amount_ore"), number_at(first_, "issued.amount_ore") / 153 * 154);
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
  EXPECT_EQ(number_at(world_.sync(), "issued.count"), 0) << "the price is the same again";
}

/// A person hears of it by name in the night in which it comes to wait, though its row came long before.
TEST_F(SecondNight, what_was_billed_and_waits_now_is_named_once) {
  std::filesystem::remove(world_.root() / "config/prices/prices.yaml");
  const auto held = world_.sync();
  EXPECT_EQ(number_at(held, "read"), 0);
  EXPECT_EQ(number_at(held, "held.count"), 6);
  EXPECT_EQ(held["parked"].as_list()->size(), 6U) << to_json(held);
  const auto again = world_.sync();
  EXPECT_EQ(number_at(again, "held.count"), 6);
  EXPECT_TRUE(again["parked"].as_list()->empty()) << to_json(again);
}

}  // namespace
}  // namespace sluss::test
