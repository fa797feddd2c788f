// Killed at any call of the night on which the registry takes days away: the next run ends it as if nothing had been.
#include <csignal>
#include <gtest/gtest.h>
#include <sstream>

#include "faults/fault.h"
#include "registry_world.h"

namespace sluss::test {
namespace {

constexpr long rounds = 12;

class RegistryKill : public ::testing::Test {
 protected:
  /// Both placements are invoiced, and the registry's next export waits.
  static void prepare(const RegistryWorld& world) {
    world.put_placements();
    world.put_registrations("registreringar-1.csv");
    EXPECT_EQ(world.sluss({"sync", "nightly"}).exit, 0);
    world.put_registrations("registreringar-2.csv", RegistryWorld::interrupted());
  }
  static Finished sync_with(const RegistryWorld& world, const std::vector<std::pair<const char*, std::string>>& told) {
    auto environment = preloading(SLUSS_INTERPOSE);
    environment.push_back(std::string(faults::folder_variable) + "=" +
                          std::filesystem::canonical(world.root()).string());
    for (const auto& [name, value] : told) environment.push_back(std::string(name) + "=" + value);
    return run(world.command({"sync", "nightly"}), world.root() / "scratch", environment);
  }
  static std::string outcome(const RegistryWorld& world) {
    EXPECT_EQ(world.sluss({"sync", "nightly"}).exit, 0);
    EXPECT_EQ(world.sluss({"reconcile"}).exit, 0);
    std::string text = world.sluss({"invoices", "list"}).out;
    for (const auto& [key, state] : world.placements()) text += key + " " + state + "\n";
    for (const auto& [name, bytes] : world.outbox()) text += name + ": " + bytes + "\n";
    return text;
  }
};

TEST_F(RegistryKill, nothing_stays_decided_by_what_the_registry_said_before) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "the thread sanitizer does not bear a library that is loaded before it";
#endif
  const RegistryWorld undisturbed;
  prepare(undisturbed);
  const auto calls = undisturbed.root() / "scratch/calls";
  EXPECT_EQ(sync_with(undisturbed, {{faults::fault_variable, "kill"}, {faults::calls_variable, calls.string()}}).exit,
            0);
  std::istringstream text(read_file(calls));
  long count = 0;
  for (std::string line; std::getline(text, line);) ++count;
  ASSERT_GT(count, rounds);
  const auto expected = outcome(undisturbed);
  EXPECT_NE(expected.find("7 days fewer"), std::string::npos) << expected;
  for (long round = 0; round < rounds; ++round) {
    const auto turn = 1 + round * (count - 1) / rounds;
    SCOPED_TRACE("killed at call " + std::to_string(turn) + " of " + std::to_string(count));
    const RegistryWorld world;
    prepare(world);
    EXPECT_EQ(sync_with(world, {{faults::fault_variable, "kill"}, {faults::at_variable, std::to_string(turn)}}).signal,
              SIGKILL);
    EXPECT_EQ(outcome(world), expected);
  }
}

}  // namespace
}  // namespace sluss::test
