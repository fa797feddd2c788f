// The daemon among plugins that break: it makes up for a night that they ended, runs the other pipelines, and stops.
#include <chrono>
#include <csignal>
#include <functional>
#include <gtest/gtest.h>
#include <thread>

#include "breaking_house.h"

namespace sluss::test {
namespace {

/// Waits until it is so, for at most a minute.
bool comes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 600; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}

std::unique_ptr<Process> daemon(const BreakingHouse& house, const std::string& how) {
  auto command = house.world().command({"run"});
  command.erase(command.begin() + 3, command.begin() + 5);  // --at <day>
  return std::make_unique<Process>(command, house.world().root() / "scratch", house.environment(how));
}

/// Both pipelines have missed a night: they are due when the daemon starts.
void let_nights_be_missed(BreakingHouse& house) {
  for (const auto* pipeline : {"nightly", "other"}) {
    auto command = house.world().command({"sync", pipeline});
    command[4] = "2026-01-01";
    EXPECT_EQ(run(command, house.world().root() / "scratch", house.environment("")).exit, 0);
  }
}

/// Placements that are over by any day on which this is run.
std::vector<Row> past(std::vector<Row> rows) {
  for (auto& row : rows) row.term = "HT2025", row.start = "2025-09-08", row.end = "2025-09-26";
  return rows;
}

std::vector<Row> neighbours() {
  auto rows = past(rows_with_poison(3, {}));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].id = "N" + std::to_string(i);
    rows[i].programme = "GRANNE";
  }
  return rows;
}

TEST(TheDaemonAmongPoison, makes_up_for_the_night_until_the_row_is_found) {
  BreakingHouse house(Breaks::in_the_pipeline);
  let_nights_be_missed(house);
  house.put(past(rows_with_poison(60, {30})));
  house.put_for_other(neighbours());
  int deaths = 0;
  std::unique_ptr<Process> process;
  for (; deaths < 10; ++deaths) {  // as systemd would
    process = daemon(house, "abort");
    if (comes_true([&] { return !process->running() || house.collected().size() == 62; }) && process->running()) break;
  }
  EXPECT_EQ(deaths, 4);
  EXPECT_EQ(house.collected().size(), 62U) << "three of them of the other pipeline";
  EXPECT_NE(house.reasons_of_parked().find("P1030 held"), std::string::npos) << house.reasons_of_parked();
  process->send(SIGTERM);
  EXPECT_EQ(process->wait().exit, 0);
  EXPECT_EQ(house.sync("").exit, 1) << "the row waits";
  EXPECT_EQ(house.sluss({"reconcile"}, "").exit, 0);
}

class TheDaemonAmongHanging : public ::testing::TestWithParam<Breaks> {};

TEST_P(TheDaemonAmongHanging, runs_the_others_and_stops) {
  BreakingHouse house(GetParam());
  let_nights_be_missed(house);
  house.put(past(rows_with_poison(5, {2})));
  house.put_for_other(neighbours());
  const auto process = daemon(house, "hang");
  EXPECT_TRUE(comes_true([&] { return house.world().outbox().size() == 1; })) << process->err_so_far();
  EXPECT_EQ(house.collected(), (std::set<std::string>{"N0", "N1", "N2"}));
  EXPECT_TRUE(comes_true([&] {
    process->send(SIGTERM);
    return !process->running();
  }));
  EXPECT_NE(process->err_so_far().find("ended by force: nightly did not stop"), std::string::npos)
      << process->err_so_far();
  EXPECT_EQ(house.sync("").exit, 0);
  EXPECT_EQ(house.collected().size(), 8U);
}

INSTANTIATE_TEST_SUITE_P(Where, TheDaemonAmongHanging,
                         ::testing::Values(Breaks::in_the_format, Breaks::in_the_connector), [](const auto& instance) {
                           return instance.param == Breaks::in_the_format ? "format" : "connector";
                         });

TEST(ASyncThatHangs, ends_when_it_is_asked_twice) {
  const BreakingHouse house(Breaks::in_the_format);
  house.put(rows_with_poison(5, {2}));
  Process process(house.world().command({"sync", "nightly"}), house.world().root() / "scratch",
                  house.environment("hang"));
  EXPECT_TRUE(comes_true([&] {
    return house.world().json({"status"}).at("pipelines").as_list()->front()["last_state"].text_or_empty() == "running";
  }));
  EXPECT_TRUE(comes_true([&] {
    process.send(SIGINT);
    return !process.running();
  }));
  EXPECT_NE(process.err_so_far().find("ended by force"), std::string::npos) << process.err_so_far();
  EXPECT_EQ(house.sync("").exit, 0);
}

}  // namespace
}  // namespace sluss::test
