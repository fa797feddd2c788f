// Single placements that another system pushes to the running daemon: acknowledged only after the commit, taken once,
// and neither lost nor doubled by kill -9 or by reloads. SLUSS_EVENT_KILLS, SLUSS_RELOADS and SLUSS_SEED make it
// longer, or repeat a failure.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "base/json.h"
#include "support/pushes.h"

namespace sluss::test {
namespace {

unsigned from_environment(const char* name, unsigned otherwise) {
  const auto* value = std::getenv(name);
  return value == nullptr ? otherwise : static_cast<unsigned>(std::stoul(value));
}

class Events : public ::testing::Test {
 protected:
  Events() {
    accept_pushes(world_, port_);
    world_.configure("pipelines/nightly.yaml", pipeline_of_pushes);
    start();
  }

  void start() {
    daemon_ = std::make_unique<Process>(daemon_of(world_), world_.root() / "scratch");
    wait_for_daemon(port_);
  }
  Answer push(const std::string& key, const std::string& body) const { return test::push(port_, key, body); }
  /// Sends until it is acknowledged, as a sender does who must not lose anything.
  void push_surely(const std::string& id, const std::atomic<bool>& give_up) {
    while (!give_up) {
      if (push(id, pushed_placement(id)).status == 200) {
        const std::scoped_lock lock(mutex_);
        acknowledged_.insert(id);
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  /// All placements in the store by key; a key that stands there twice fails the test.
  std::set<std::string> stored() const {
    std::set<std::string> keys;
    const auto list = world_.json({"messages", "list", "--kind", "placement", "--limit", "1000000"});
    for (const auto& message : *list.as_list()) {
      const auto key = message["key"].text_or_empty();
      EXPECT_TRUE(keys.insert(key).second) << key << " is stored twice";
    }
    return keys;
  }
  void expect_all_stored() const {
    const auto all = stored();
    for (const auto& id : acknowledged_) EXPECT_TRUE(all.contains(id)) << id << " was acknowledged and is not stored";
  }

  World world_;
  const std::uint16_t port_ = free_port();
  std::unique_ptr<Process> daemon_;
  std::mutex mutex_;
  std::set<std::string> acknowledged_;
};

TEST_F(Events, are_taken_once_whatever_comes_again) {
  EXPECT_EQ(push("k1", pushed_placement("P1")).status, 200);
  EXPECT_EQ(stored(), (std::set<std::string>{"P1"})) << "stored when it was acknowledged";
  EXPECT_EQ(push("k1", pushed_placement("P1")).status, 200) << "the same again is answered as before";
  EXPECT_EQ(push("k1", pushed_placement("P2")).status, 409);
  EXPECT_EQ(push("k2", pushed_placement("P1")).status, 200) << "the same placement under another key is nothing new";
  EXPECT_EQ(push("k3", pushed_placement("P1", "carried_out")).status, 200);
  EXPECT_EQ(stored(), (std::set<std::string>{"P1"}));
  EXPECT_EQ(push("k4", "{ this is no JSON").status, 422);
  EXPECT_EQ(test::push(port_, "k5", pushed_placement("P3"), "wrong").status, 401);
  EXPECT_EQ(stored(), (std::set<std::string>{"P1"}));
}

TEST_F(Events, are_parked_and_billed_as_rows_of_an_export_are) {
  EXPECT_EQ(push("k1", pushed_placement("P1", "carried_out")).status, 200);
  EXPECT_EQ(push("k2", pushed_placement("P2", "no such word")).status, 200);
  EXPECT_EQ(world_.placements()["P2"].substr(0, 8), "rejected");
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 459000) << "the run invoices what was pushed before";
  EXPECT_EQ(world_.outbox().size(), 1U);
}

TEST_F(Events, that_were_acknowledged_are_there_after_kill_9) {
  const auto kills = from_environment("SLUSS_EVENT_KILLS", 10);
  const auto seed = from_environment("SLUSS_SEED", 20261124);
  std::mt19937 random(seed);
  std::atomic<bool> done = false;
  std::vector<std::jthread> senders;
  for (int sender = 0; sender < 8; ++sender) {
    senders.emplace_back([&, sender] {
      for (int i = 0; !done; ++i) push_surely("P" + std::to_string(sender) + "-" + std::to_string(i), done);
    });
  }
  for (unsigned i = 0; i < kills; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 400));
    daemon_->send(SIGKILL);
    EXPECT_EQ(daemon_->wait().signal, SIGKILL);
    start();
  }
  done = true;
  senders.clear();
  EXPECT_GT(acknowledged_.size(), kills * 10);
  expect_all_stored();
  std::cout << acknowledged_.size() << " acknowledged over " << kills << " kills, seed " << seed << "\n";
}

TEST_F(Events, go_on_while_the_configuration_is_read_again_and_again) {
  const auto reloads = from_environment("SLUSS_RELOADS", 40);
  std::atomic<bool> done = false;
  std::vector<std::jthread> senders;
  for (int sender = 0; sender < 4; ++sender) {
    senders.emplace_back([&, sender] {
      for (int i = 0; !done; ++i) push_surely("P" + std::to_string(sender) + "-" + std::to_string(i), done);
    });
  }
  for (unsigned i = 0; i < reloads; ++i) {
    world_.configure("pipelines/nightly.yaml", i % 2 == 0 ? "pipeline: nightly\nfrm: klipp\n" : pipeline_of_pushes);
    daemon_->send(SIGHUP);
    if (i == reloads / 2) {
      daemon_->send(SIGKILL);
      static_cast<void>(daemon_->wait());
      world_.configure("pipelines/nightly.yaml", pipeline_of_pushes);
      start();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  world_.configure("pipelines/nightly.yaml", pipeline_of_pushes);
  daemon_->send(SIGHUP);
  std::atomic<bool> never = false;
  push_surely("last", never);
  done = true;
  senders.clear();
  EXPECT_TRUE(daemon_->running());
  expect_all_stored();
  daemon_->send(SIGTERM);
  EXPECT_EQ(daemon_->wait().exit, 0);
}

}  // namespace
}  // namespace sluss::test
