// The daemon: runs on schedule, reloads, drains, and starts with nothing.
#include <chrono>
#include <csignal>
#include <functional>
#include <gtest/gtest.h>
#include <sstream>
#include <thread>

#include "base/json.h"
#include "support/world.h"

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

class TheDaemon : public ::testing::Test {
 protected:
  /// `sluss run` by the machine's clock.
  [[nodiscard]] std::vector<std::string> daemon() const {
    auto command = world_.command({"run"});
    command.erase(command.begin() + 3, command.begin() + 5);  // --at <day>
    return command;
  }
  [[nodiscard]] bool says(const Process& process, const std::string& text) const {
    return comes_true([&] { return process.err_so_far().find(text) != std::string::npos; });
  }
  World world_;
};

TEST_F(TheDaemon, starts_drains_and_ends_well) {
  Process process(daemon(), world_.root() / "scratch");
  ASSERT_TRUE(says(process, "started with 1 pipeline")) << process.err_so_far();
  EXPECT_NE(world_.sluss({"status"}).out.find("The daemon runs"), std::string::npos);
  process.send(SIGTERM);
  const auto finished = process.wait();
  EXPECT_EQ(finished.exit, 0) << finished.err;
  EXPECT_NE(finished.err.find("stopped"), std::string::npos);
}

TEST_F(TheDaemon, catches_up_on_a_run_that_was_missed) {
  world_.at = "2026-01-01";  // the last run lies far back
  static_cast<void>(world_.sync());
  world_.put("placeringar.csv", {{.id = "P1", .term = "HT2025", .start = "2025-09-08", .end = "2025-09-26"}});
  Process process(daemon(), world_.root() / "scratch");
  EXPECT_TRUE(comes_true([&] { return world_.outbox().size() == 1; })) << process.err_so_far();
  EXPECT_TRUE(says(process, "1 new")) << process.err_so_far();
  process.send(SIGTERM);
  EXPECT_EQ(process.wait().exit, 0);
}

TEST_F(TheDaemon, logs_of_which_message_run_and_connection_it_speaks) {
  world_.at = "2026-01-01";
  static_cast<void>(world_.sync());
  world_.put("placeringar.csv", {{.id = "P1", .term = "HT2025", .start = "2025-09-08", .end = "2025-09-26"}});
  write_file(world_.root() / "outbox/ost-1000001.xml", "somebody else's");
  auto command = daemon();
  command.insert(command.end(), {"--log", "json"});
  Process process(command, world_.root() / "scratch");
  ASSERT_TRUE(says(process, "was not delivered")) << process.err_so_far();
  process.send(SIGTERM);
  std::istringstream lines(process.wait().err);
  Value told;
  for (std::string line; std::getline(lines, line);)
    if (line.find("was not delivered") != std::string::npos) told = parse_json(line).value_or(Value());
  const auto invoice = (*world_.json({"messages", "list", "--kind", "invoice"}).as_list())[0];
  EXPECT_EQ(told["message"], invoice["id"]) << to_json(told);
  EXPECT_EQ(told["run"], invoice["run"]);
  EXPECT_EQ(told["connection"], Value("peppol.invoices"));
  EXPECT_EQ(told["about"], Value("nightly"));
}

TEST_F(TheDaemon, tells_by_itself_of_a_delivery_that_is_gone_at_the_target) {
  world_.put("placeringar.csv", {{.id = "P1", .term = "HT2025", .start = "2025-09-08", .end = "2025-09-26"}});
  auto sync = daemon();
  sync.back() = "sync";
  sync.emplace_back("nightly");
  ASSERT_EQ(run(sync, world_.root() / "scratch").exit, 0);
  write_file(world_.root() / "outbox/.sluss-delivered", "");
  Process process(daemon(), world_.root() / "scratch");
  EXPECT_TRUE(says(process, "reconciliation: invoice 1000001 to peppol.invoices: its target knows nothing of it"))
      << process.err_so_far();
  EXPECT_TRUE(says(process, "the reconciliation does not balance")) << process.err_so_far();
  EXPECT_NE(world_.sluss({"alarms"}).out.find("reconcile/exceptions"), std::string::npos);
  const auto record = world_.json({"audit", "show"});
  EXPECT_EQ(record["trigger"], Value("schedule"));
  EXPECT_EQ(number_at(record, "invariants.documents-arrived"), 1) << "what it saw is kept";
  process.send(SIGTERM);
  EXPECT_EQ(process.wait().exit, 0);
}

TEST_F(TheDaemon, proves_each_night_and_is_content_when_all_fits) {
  Process process(daemon(), world_.root() / "scratch");
  EXPECT_TRUE(says(process, "the reconciliation balances")) << process.err_so_far();
  process.send(SIGTERM);
  EXPECT_EQ(process.wait().exit, 0);
}

TEST_F(TheDaemon, a_bad_new_configuration_is_refused_and_a_good_one_taken) {
  Process process(daemon(), world_.root() / "scratch");
  ASSERT_TRUE(says(process, "started"));
  const auto good = read_file(world_.root() / "config/pipelines/nightly.yaml");
  world_.configure("pipelines/nightly.yaml", "pipeline: nightly\nfrm: klipp\n");
  process.send(SIGHUP);
  EXPECT_TRUE(says(process, "the old one goes on")) << process.err_so_far();
  EXPECT_TRUE(says(process, "did you mean \"from\"?")) << process.err_so_far();
  world_.configure("pipelines/nightly.yaml", good);
  process.send(SIGHUP);
  EXPECT_TRUE(says(process, "configuration read again")) << process.err_so_far();
  process.send(SIGTERM);
  EXPECT_EQ(process.wait().exit, 0);
}

TEST_F(TheDaemon, a_second_one_on_the_same_store_is_refused) {
  Process process(daemon(), world_.root() / "scratch");
  ASSERT_TRUE(says(process, "started"));
  const auto second = run(daemon(), world_.root() / "scratch");
  EXPECT_EQ(second.exit, 4);
  EXPECT_NE(second.err.find("another daemon runs"), std::string::npos) << second.err;
}

TEST_F(TheDaemon, starts_with_an_empty_plugin_folder) {
  std::filesystem::create_directories(world_.root() / "no plugins");
  std::filesystem::create_directories(world_.root() / "bare");
  write_file(world_.root() / "bare/sluss.yaml", "store: ../store/bare.db\nconnectors: .\n");
  auto command = daemon();
  command[2] = (world_.root() / "bare").string();
  command.insert(command.end(), {"--plugins", (world_.root() / "no plugins").string()});
  Process process(command, world_.root() / "scratch");
  EXPECT_TRUE(says(process, "started with 0 pipelines")) << process.err_so_far();
  process.send(SIGTERM);
  EXPECT_EQ(process.wait().exit, 0);
}

TEST_F(TheDaemon, a_faulty_configuration_does_not_start) {
  world_.configure("pipelines/nightly.yaml", "pipeline: nightly\nfrm: klipp\n");
  const auto finished = run(daemon(), world_.root() / "scratch");
  EXPECT_EQ(finished.exit, 2);
  EXPECT_NE(finished.err.find("did you mean \"from\"?"), std::string::npos) << finished.err;
}

}  // namespace
}  // namespace sluss::test
