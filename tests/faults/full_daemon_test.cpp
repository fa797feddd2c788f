// The disk fills under a running daemon: what is pushed is refused and can be sent again, a file stays where it is, and
// when there is room again it goes on by itself. How long that may take is bounded, generously, to end the test.
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <thread>

#include "fault.h"
#include "small_night.h"
#include "support/pushes.h"

namespace sluss::faults {
namespace {

using namespace test;
namespace fs = std::filesystem;

class FullDiskUnderTheDaemon : public ::testing::Test {
 protected:
  FullDiskUnderTheDaemon() {
    accept_pushes(world_, port_);
    // Every minute, so that a run falls into the time without room.
    world_.configure("pipelines/nightly.yaml", std::string(pipeline_of_pushes) +
                                                   "schedule: { cron: \"* * * * *\", timezone: Europe/Stockholm }\n");
    const auto told = environment(
        world_.root(), {{fault_variable, "enospc_for_ever"}, {at_variable, "1"}, {while_variable, full().string()}});
    daemon_ = std::make_unique<Process>(daemon_of(world_), world_.root() / "scratch", told);
    wait_for_daemon(port_);
  }
  [[nodiscard]] fs::path full() const { return world_.root() / "scratch/full"; }
  [[nodiscard]] int push(const std::string& id) const {
    return test::push(port_, id, pushed_placement(id, "carried_out")).status;
  }
  /// Waits for something that comes by itself.
  void wait_until(const std::function<bool()>& is_so) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(8);
    while (!is_so()) {
      ASSERT_TRUE(daemon_->running() && std::chrono::steady_clock::now() < end) << daemon_->err_so_far();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
  [[nodiscard]] bool is_told(const std::string& text) const {
    return daemon_->err_so_far().find(text) != std::string::npos;
  }

  World world_;
  const std::uint16_t port_ = free_port();
  std::unique_ptr<Process> daemon_;
};

TEST_F(FullDiskUnderTheDaemon, refuses_what_comes_and_goes_on_by_itself_when_there_is_room) {
  EXPECT_EQ(push("P1"), 200);
  write_file(full(), "");
  world_.put("placeringar.csv", {{.id = "P900", .programme = "PRG900"}});
  EXPECT_EQ(push("P2"), 503);
  wait_until([&] { return is_told("nightly: the run did not take place"); });
  EXPECT_TRUE(is_told("make room")) << daemon_->err_so_far();
  EXPECT_EQ(push("P2"), 503) << "it is refused for as long as there is no room";
  EXPECT_TRUE(world_.folder("inbox").contains("placeringar.csv"));
  EXPECT_TRUE(world_.outbox().empty());

  fs::remove(full());
  wait_until([&] { return push("P2") == 200; });
  wait_until([&] { return !world_.folder("inbox").contains("placeringar.csv") && !world_.outbox().empty(); });
  daemon_->send(SIGTERM);
  EXPECT_EQ(daemon_->wait().exit, 0);
  static_cast<void>(world_.sluss({"sync", "nightly"}));
  const auto placements = world_.placements();
  for (const auto* id : {"P1", "P2", "P900"}) EXPECT_TRUE(placements.contains(id)) << id;
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
  EXPECT_EQ(world_.sluss({"store", "verify"}).exit, 0);
}

}  // namespace
}  // namespace sluss::faults
