// Single placements that another system pushes to the running daemon: acknowledged only after the commit, taken once,
// and neither lost nor doubled by kill -9 or by reloads. SLUSS_EVENT_KILLS, SLUSS_RELOADS and SLUSS_SEED make it
// longer, or repeat a failure.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <list>
#include <mutex>
#include <netinet/in.h>
#include <random>
#include <set>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

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
    auto command = daemon_of(world_);
    command.insert(command.begin(), before_.begin(), before_.end());
    daemon_ = std::make_unique<Process>(command, world_.root() / "scratch");
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
  std::vector<std::string> before_;  ///< what starts the daemon, if it is not started by itself
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

/// A sender that connects and says nothing.
class Silent {
 public:
  explicit Silent(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Silent() { ::close(socket_); }
  Silent(const Silent&) = delete;
  Silent& operator=(const Silent&) = delete;
  [[nodiscard]] bool is_connected() const { return is_connected_; }

 private:
  int socket_;
  bool is_connected_ = false;
};

TEST_F(Events, go_on_after_the_daemon_had_no_file_left_to_open) {
  daemon_->send(SIGTERM);
  EXPECT_EQ(daemon_->wait().exit, 0);
  constexpr std::size_t files = 100;
  before_ = {"prlimit", "--nofile=" + std::to_string(files)};
  start();
  ASSERT_EQ(push("k1", pushed_placement("P1")).status, 200);
  {
    std::list<Silent> senders;
    for (std::size_t i = 0; i < 2 * files; ++i) EXPECT_TRUE(senders.emplace_back(port_).is_connected());
    const auto open = [&] {
      const std::filesystem::directory_iterator all("/proc/" + std::to_string(daemon_->pid()) + "/fd");
      return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    };
    std::size_t most = 0;
    for (int i = 0; i < 600 && most < files; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      most = std::max(most, open());
    }
    EXPECT_GE(most, files) << "it was never short of files";
    EXPECT_TRUE(daemon_->running());
  }
  std::atomic<bool> never = false;
  push_surely("P2", never);
  EXPECT_EQ(stored(), (std::set<std::string>{"P1", "P2"}));
  EXPECT_TRUE(daemon_->running());
  daemon_->send(SIGTERM);
  EXPECT_EQ(daemon_->wait().exit, 0);
}

}  // namespace
}  // namespace sluss::test
