// What runs by itself each night is changed by administrators alone.
#include <csignal>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "package/notify_socket.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

class ForeignHands : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<std::string> daemon() const {
    auto command = world_.command({"run"});
    command.erase(command.begin() + 3, command.begin() + 5);  // --at <day>
    return command;
  }
  void expect_refused(const fs::path& path, const std::string& why) const {
    const auto refused = run(daemon(), world_.root() / "scratch");
    EXPECT_EQ(refused.exit, 2) << path;
    EXPECT_NE(refused.err.find(path.string() + why), std::string::npos) << refused.err;
  }
  void mode(const fs::path& path, unsigned mode) const {
    fs::permissions(path, fs::perms(mode));  // whatever this process masks
  }
  World world_;
  fs::path pipeline_ = world_.root() / "config/pipelines/nightly.yaml";
};

TEST_F(ForeignHands, may_not_change_a_pipeline) {
  mode(pipeline_, 0646);
  expect_refused(pipeline_, " can be changed by everyone on this machine; do: chmod o-w ");
}

TEST_F(ForeignHands, may_not_add_one) {
  mode(pipeline_.parent_path(), 0777);
  expect_refused(pipeline_.parent_path(), " can be changed by everyone");
}

TEST_F(ForeignHands, are_those_of_a_group_too) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root gives a file to a group that it is not in";
  mode(pipeline_, 0664);
  ASSERT_EQ(::chown(pipeline_.c_str(), 0, 12345), 0);
  expect_refused(pipeline_, " can be changed by a whole group of people; do: chmod g-w ");
}

/// Debian gives each user a group that has its name, and some let it write by their umask.
TEST_F(ForeignHands, are_not_those_of_the_owners_own_group) {
  mode(pipeline_, 0664);
  const NotifySocket socket;
  const Process process(daemon(), world_.root() / "scratch", {"NOTIFY_SOCKET=" + socket.address()});
  EXPECT_TRUE(socket.hears("READY=1")) << process.err_so_far();
}

TEST_F(ForeignHands, change_nothing_by_a_reload) {
  NotifySocket socket;
  const Process process(daemon(), world_.root() / "scratch", {"NOTIFY_SOCKET=" + socket.address()});
  ASSERT_TRUE(socket.hears("READY=1"));
  mode(pipeline_, 0666);
  socket.forget();
  process.send(SIGHUP);
  EXPECT_TRUE(socket.hears("STATUS=ATTENTION, the new configuration is refused")) << socket.all();
  EXPECT_NE(process.err_so_far().find("can be changed by everyone"), std::string::npos) << process.err_so_far();
}

}  // namespace
}  // namespace sluss::test
