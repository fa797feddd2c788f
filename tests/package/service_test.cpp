// The daemon as systemd knows it: what it says by the notify socket, and that it says it lives only while it does.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "package/notify_socket.h"
#include "support/world.h"

namespace sluss::test {
namespace {

using namespace std::chrono_literals;

/// At what distance systemd would expect a sign of life in these tests. The daemon is to give one twice in it.
constexpr auto patience = 4s;
/// So long no sign of life comes from a daemon that hangs; one that lives gives one every two seconds.
constexpr auto silence = 6s;

class TheService : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<std::string> environment() const {
    return {"NOTIFY_SOCKET=" + socket_.address(),
            "WATCHDOG_USEC=" + std::to_string(std::chrono::microseconds(patience).count())};
  }
  /// `sluss run` by the machine's clock.
  [[nodiscard]] std::vector<std::string> daemon() const {
    auto command = world_.command({"run"});
    command.erase(command.begin() + 3, command.begin() + 5);  // --at <day>
    return command;
  }
  /// Signs of life that come within that time.
  int signs_of_life(std::chrono::seconds time) {
    socket_.forget();
    std::this_thread::sleep_for(time);
    const auto said = socket_.said();
    return static_cast<int>(std::count(said.begin(), said.end(), "WATCHDOG=1"));
  }
  NotifySocket socket_;
  World world_;
};

TEST_F(TheService, is_ready_when_its_store_is_open_and_its_schedule_stands) {
  Process process(daemon(), world_.root() / "scratch", environment());
  ASSERT_TRUE(socket_.hears("READY=1")) << process.err_so_far();
  EXPECT_TRUE(std::filesystem::exists(world_.root() / "store/sluss.db"));
  EXPECT_NE(world_.sluss({"status"}).out.find("The daemon runs"), std::string::npos);
  EXPECT_TRUE(socket_.hears("STATUS=1 pipeline; next: nightly at 2")) << socket_.all();
}

TEST_F(TheService, is_not_ready_with_a_faulty_configuration) {
  world_.configure("pipelines/nightly.yaml", "pipeline: nightly\nfrm: klipp\n");
  const auto refused = run(daemon(), world_.root() / "scratch", environment());
  EXPECT_EQ(refused.exit, 2) << "the unit's RestartPreventExitStatus";
  EXPECT_EQ(socket_.all(), "");
}

TEST_F(TheService, tells_of_a_reload_and_of_one_that_is_refused) {
  Process process(daemon(), world_.root() / "scratch", environment());
  ASSERT_TRUE(socket_.hears("READY=1"));
  const auto reload = [&] {
    socket_.forget();
    process.send(SIGHUP);
    ASSERT_TRUE(socket_.hears("RELOADING=1\nMONOTONIC_USEC=")) << socket_.all();
    ASSERT_TRUE(socket_.hears("READY=1")) << socket_.all();
  };
  const auto good = read_file(world_.root() / "config/pipelines/nightly.yaml");
  world_.configure("pipelines/nightly.yaml", "pipeline: nightly\nfrm: klipp\n");
  reload();
  EXPECT_TRUE(socket_.hears("STATUS=ATTENTION, the new configuration is refused; the old one goes on; 1 pipeline"))
      << socket_.all();
  world_.configure("pipelines/nightly.yaml", good);
  reload();
  EXPECT_TRUE(socket_.hears("STATUS=1 pipeline")) << socket_.all();
}

TEST_F(TheService, tells_that_it_stops) {
  Process process(daemon(), world_.root() / "scratch", environment());
  ASSERT_TRUE(socket_.hears("READY=1"));
  process.send(SIGTERM);
  EXPECT_TRUE(socket_.hears("STOPPING=1"));
  EXPECT_EQ(process.wait().exit, 0);
}

TEST_F(TheService, gives_signs_of_life_while_it_lives) {
  Process process(daemon(), world_.root() / "scratch", environment());
  ASSERT_TRUE(socket_.hears("READY=1"));
  EXPECT_GE(signs_of_life(silence), 2);
  process.send(SIGSTOP);
  std::this_thread::sleep_for(100ms);
  EXPECT_EQ(signs_of_life(silence), 0);
  process.send(SIGCONT);
  EXPECT_GE(signs_of_life(silence), 1);
}

#ifdef SLUSS_HANG
TEST_F(TheService, gives_none_when_what_starts_the_runs_hangs) {
  auto hanging = environment();
  for (const auto& setting : preloading(SLUSS_HANG)) hanging.push_back(setting);
  Process process(daemon(), world_.root() / "scratch", hanging);
  ASSERT_TRUE(socket_.hears("READY=1")) << process.err_so_far();
  EXPECT_GE(signs_of_life(silence), 2);
  world_.configure("pipelines/hangs.yaml", "");
  process.send(SIGHUP);
  ASSERT_TRUE(socket_.hears("RELOADING=1"));
  EXPECT_EQ(signs_of_life(silence), 0);
  EXPECT_TRUE(process.running());
}
#endif

}  // namespace
}  // namespace sluss::test
