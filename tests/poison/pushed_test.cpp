// A pushed message that ends the daemon is refused in the end, and the others are taken.
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <thread>

#include "breaking_house.h"
#include "support/post.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

constexpr auto token = "synthetic-token";

/// Synthetic.
std::string placement(const std::string& id, const std::string& name) {
  return R"({"id":")" + id + R"(","institution":"Exempeluniversitetet","programme":"PRG)" + id +
         R"(","start":"2025-09-08","end":"2025-09-26","name":")" + name +
         R"(","protected":"Nej","personnummer":"19550101-9805","unit":"SE2129990012-E0001"})";
}

class PushedPoison : public ::testing::Test {
 protected:
  PushedPoison() {
    const auto& world = house_.world();
    world.configure("secrets/token", token);
    fs::permissions(world.root() / "config/secrets/token", fs::perms::owner_read | fs::perms::owner_write);
    write_file(
        world.root() / "connectors/klipp/connector.yaml",
        "connector: klipp\nsummary: Placements pushed one by one\n"
        "parameters:\n  folder: { type: path, required: true, text: Not used, example: /srv }\n"
        "provides:\n  placements:\n    message: placement\n    from:\n      http:\n        listen: \"127.0.0.1:" +
            std::to_string(port_) +
            "\"\n        path: /placements\n        token: secret:token\n    format:\n      json: { form: object "
            "}\n    key: id\n    content: changes\n    map:\n      id: id\n      institution.id: institution\n"
            "      programme: programme\n      type: { value: vfu }\n      term: { value: HT2025 }\n"
            "      start: { from: start, as: date }\n      end: { from: end, as: date }\n"
            "      student.name: name\n      student.protected: protected\n"
            "      student.personnummer: { from: personnummer, as: personnummer }\n"
            "      unit.name: unit\n      unit.hsa_id: { from: unit, as: hsa_id }\n"
            "      status: { value: carried_out }\n");
  }
  void start(const std::string& how) {
    auto command = house_.world().command({"run"});
    command.erase(command.begin() + 3, command.begin() + 5);  // --at <day>
    daemon_ = std::make_unique<Process>(command, house_.world().root() / "scratch", house_.environment(how));
    for (int i = 0; i < 600 && daemon_->running() && push("started", "").status == 0; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  [[nodiscard]] Answer push(const std::string& key, const std::string& body) const {
    return post(port_, "/placements", token, key, body);
  }

  std::uint16_t port_ = free_port();
  BreakingHouse house_{Breaks::in_the_pipeline};
  std::unique_ptr<Process> daemon_;
};

TEST_F(PushedPoison, that_ends_the_daemon_is_refused_in_the_end) {
  start("abort");
  EXPECT_EQ(push("P1", placement("P1", "Provia")).status, 200) << daemon_->err_so_far();
  Answer answer;
  int deaths = 0;
  for (; deaths < 10; ++deaths) {  // the sender is stubborn, and systemd too
    answer = push("P2", placement("P2", "POISON"));
    if (answer.status != 0) break;
    daemon_->wait();
    start("abort");
    EXPECT_EQ(push("N" + std::to_string(deaths), placement("N" + std::to_string(deaths), "Provia")).status, 200);
  }
  EXPECT_EQ(answer.status, 422) << answer.body;
  EXPECT_NE(answer.body.find("broken off 4 times"), std::string::npos) << answer.body;
  EXPECT_EQ(deaths, 5) << "the first of them before anything was begun alone";
  EXPECT_NE(house_.alarms().find("connection/klipp.placements/broken"), std::string::npos) << house_.alarms();
  daemon_->send(SIGTERM);
  EXPECT_EQ(daemon_->wait().exit, 0);
  start("");
  EXPECT_EQ(push("P2", placement("P2", "POISON")).status, 422) << "until a person says so";
  EXPECT_EQ(house_.sluss({"connections", "resume", "klipp.placements", "--reason", "mended"}, "").exit, 0);
  EXPECT_EQ(push("P2", placement("P2", "POISON")).status, 200);
  daemon_->send(SIGTERM);
  EXPECT_EQ(daemon_->wait().exit, 0);
}

TEST_F(PushedPoison, that_throws_is_refused_and_the_next_is_taken) {
  start("throw");
  const auto answer = push("P2", placement("P2", "POISON"));
  EXPECT_EQ(answer.status, 422) << answer.body;
  EXPECT_EQ(answer.body.find("Testberg"), std::string::npos) << answer.body;
  EXPECT_EQ(push("P1", placement("P1", "Provia")).status, 200);
}

}  // namespace
}  // namespace sluss::test
