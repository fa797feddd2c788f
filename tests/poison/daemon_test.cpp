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

bool hangs(const Process& process) { return process.err_so_far().find("it hangs") != std::string::npos; }

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

/// How the row breaks the step: "abort", or "hang", which ends the process by itself after some seconds.
class TheDaemonAmongPoison : public ::testing::TestWithParam<std::string> {
 protected:
  static void expect_its_own_end(const Finished& ended) {
    EXPECT_EQ(ended.exit, 70) << ended.err;
    EXPECT_NE(ended.err.find("nightly: a step has been at one batch for more than 3 seconds"), std::string::npos)
        << ended.err;
  }
};

TEST_P(TheDaemonAmongPoison, makes_up_for_the_night_until_the_row_is_found) {
  BreakingHouse house(Breaks::in_the_pipeline);
  house.world().configure("sluss.yaml", "store: ../store/sluss.db\nconnectors: ../connectors\nlongest_step: 3s\n");
  let_nights_be_missed(house);
  house.put(past(rows_with_poison(60, {30})));
  house.put_for_other(neighbours());
  int deaths = 0;
  std::unique_ptr<Process> process;
  for (; deaths < 10; ++deaths) {  // as systemd would
    process = daemon(house, GetParam());
    ASSERT_TRUE(comes_true([&] { return !process->running() || house.collected().size() == 62; }))
        << process->err_so_far() << house.reasons_of_parked();
    if (process->running()) break;
    if (GetParam() == "hang") expect_its_own_end(process->wait());
  }
  EXPECT_EQ(deaths, 4);
  EXPECT_EQ(house.collected().size(), 62U) << "three of them of the other pipeline";
  EXPECT_NE(house.reasons_of_parked().find("P1030 held"), std::string::npos) << house.reasons_of_parked();
  process->send(SIGTERM);
  EXPECT_EQ(process->wait().exit, 0);
  EXPECT_EQ(house.sync("").exit, 1) << "the row waits";
  EXPECT_EQ(house.sluss({"reconcile"}, "").exit, 0);
}

INSTANTIATE_TEST_SUITE_P(How, TheDaemonAmongPoison, ::testing::Values("abort", "hang"),
                         [](const auto& instance) { return instance.param; });

class TheDaemonAmongHanging : public ::testing::TestWithParam<Breaks> {};

TEST_P(TheDaemonAmongHanging, runs_the_others_and_stops) {
  BreakingHouse house(GetParam());
  let_nights_be_missed(house);
  house.put(past(rows_with_poison(5, {2})));
  house.put_for_other(neighbours());
  const auto process = daemon(house, "hang");
  EXPECT_TRUE(comes_true([&] { return hangs(*process) && house.world().outbox().size() == 1; }))
      << process->err_so_far();
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

/// A `sluss sync` that has come to a row which it hangs on.
class ASyncThatHangs : public ::testing::Test {
 protected:
  void SetUp() override {
    house_.put(rows_with_poison(5, {2}));
    process_ = std::make_unique<Process>(house_.world().command({"sync", "nightly"}), house_.world().root() / "scratch",
                                         house_.environment("hang"));
    ASSERT_TRUE(comes_true([&] { return hangs(*process_); })) << process_->err_so_far();
  }

  const BreakingHouse house_{Breaks::in_the_format};
  std::unique_ptr<Process> process_;
};

TEST_F(ASyncThatHangs, ends_when_it_is_asked_twice) {
  EXPECT_TRUE(comes_true([&] {
    process_->send(SIGINT);
    return !process_->running();
  }));
  EXPECT_NE(process_->err_so_far().find("ended by force"), std::string::npos) << process_->err_so_far();
  EXPECT_EQ(house_.sync("").exit, 0);
}

TEST_F(ASyncThatHangs, keeps_another_run_of_its_pipeline_out_for_as_long_as_it_lives) {
  const auto second = house_.sync("");
  EXPECT_EQ(second.exit, 3) << second.out << second.err;
  EXPECT_NE(second.err.find("a run of nightly is under way already"), std::string::npos) << second.err;
  EXPECT_TRUE(house_.collected().empty());
  house_.put_for_other(neighbours());
  EXPECT_EQ(house_.sluss({"sync", "other"}, "").exit, 0) << "another pipeline need not wait";
  EXPECT_EQ(house_.collected(), (std::set<std::string>{"N0", "N1", "N2"}));
  process_->send(SIGKILL);
  process_->wait();
  EXPECT_EQ(house_.sync("").exit, 0);
  EXPECT_EQ(house_.collected().size(), 8U);
}

}  // namespace
}  // namespace sluss::test
