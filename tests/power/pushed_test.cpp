// The power goes while another system pushes placements to the daemon: what was acknowledged is there when it comes
// back.
#include <csignal>
#include <gtest/gtest.h>
#include <iostream>
#include <set>

#include "base/json.h"
#include "power/recording.h"
#include "support/pushes.h"

namespace sluss::power {
namespace {

using namespace sluss::test;

constexpr int pushes = 40;

std::string id_of(int number) { return "P" + std::to_string(100 + number); }

class PowerCutOfPushes : public ::testing::Test {
 protected:
  PowerCutOfPushes() {
    accept_pushes(world_, port_);
    world_.configure("pipelines/nightly.yaml", pipeline_of_pushes);
  }

  /// One sender, so that the first n answers are those to the first n placements.
  void record(const Recording& recording) const {
    Process daemon(daemon_of(world_), world_.root() / "scratch", recording.environment());
    wait_for_daemon(port_);
    for (int i = 0; i < pushes; ++i)
      ASSERT_EQ(push(port_, id_of(i), pushed_placement(id_of(i))).status, 200) << daemon.err_so_far();
    daemon.send(SIGTERM);
    EXPECT_EQ(daemon.wait().exit, 0);
  }
  /// How many of those that were acknowledged are not there after a cut.
  [[nodiscard]] std::size_t lost(const Recording& recording, unsigned seed, const Lie& lie) const {
    const World after;
    accept_pushes(after, port_);
    after.configure("pipelines/nightly.yaml", pipeline_of_pushes);
    const auto cut = recording.cut(seed, lie, after);
    std::set<std::string> stored;
    const auto listed = after.sluss({"messages", "list", "--kind", "placement", "--limit", "1000", "--json"});
    // A store that sees that it was damaged loses nothing behind anybody's back: no proof that a lie is dangerous.
    if (!lie.empty() && listed.exit != 0) return 0;
    const auto messages = parse_json(listed.out);
    EXPECT_TRUE(messages) << listed.err << "seed " << seed << ", " << cut.where;
    if (!messages) return 0;
    for (const auto& message : *messages->as_list()) {
      const auto key = message["key"].text_or_empty();
      EXPECT_TRUE(stored.insert(key).second) << key << " is stored twice, " << cut.where;
    }
    std::size_t missing = 0;
    for (std::size_t i = 0; i < cut.acknowledged; ++i) missing += stored.contains(id_of(static_cast<int>(i))) ? 0 : 1;
    if (!lie.empty()) return missing;
    EXPECT_EQ(missing, 0U) << "seed " << seed << ", " << cut.where;
    EXPECT_EQ(after.sluss({"store", "verify"}).exit, 0) << "seed " << seed << ", " << cut.where;
    return missing;
  }

  World world_;
  const std::uint16_t port_ = free_port();
};

TEST_F(PowerCutOfPushes, loses_nothing_that_was_acknowledged) {
  const Recording recording(world_);
  record(recording);
  EXPECT_EQ(recording.incompleteness(), "");
  const auto seed = first_seed();
  unsigned rounds = 0, controls = 0;
  for (; rounds < cuts() && !HasFailure(); ++rounds) static_cast<void>(lost(recording, seed + rounds, ""));
  std::cout << rounds << " cuts\n";
  // The test can fail.
  for (const auto* lie : {"log", "normal"}) {
    std::size_t missing = 0;
    for (unsigned i = 0; i < 60 && missing == 0; ++i, ++controls) missing += lost(recording, seed + i, lie);
    EXPECT_GT(missing, 0U) << lie;
  }
  std::cout << controls << " cuts until both disks that lie had lost something\n";
}

}  // namespace
}  // namespace sluss::power
