// Orders and offers that another system pushes to the running daemon: durable when they are acknowledged, and split
// over the units by the next run as those of a sheet are. All parties are made up.
#include <csignal>
#include <gtest/gtest.h>

#include "support/pushes.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

std::string order(const std::string& id, int count) {
  return R"({"id":")" + id +
         R"(","round":"VT2027-ssk","institution":"uni","programme":"SSK","term":"VT2027","weeks":"5-9","area":"Geriatrik","count":)" +
         std::to_string(count) + "}";
}

std::string offer(const std::string& id, const std::string& of_order, int places) {
  return R"({"id":")" + id + R"(","unit":{"name":"ost"},"term":"VT2027","order":")" + of_order + R"(","places":)" +
         std::to_string(places) + "}";
}

class PushedOrders : public ::testing::Test {
 protected:
  PushedOrders() {
    world_.configure("secrets/token", "synthetic-token");
    fs::permissions(world_.root() / "config/secrets/token", fs::perms::owner_read | fs::perms::owner_write);
    const auto at = [](std::uint16_t port) { return "\"127.0.0.1:" + std::to_string(port) + "\""; };
    world_.configure("connections/orders.yaml",
                     "connections:\n  system: { use: order-events, token: \"secret:token\", listen: " + at(orders_) +
                         ", listen_offers: " + at(offers_) +
                         " }\n  besked: { use: round-reports, folder: ../besked }\n");
    world_.configure("pipelines/orders.yaml",
                     "pipeline: orders\nfrom: [system.orders, system.offers]\n"
                     "steps: [{ validate: order }, { validate: offer }, allocate]\n"
                     "to: [besked.inquiries, besked.confirmations, besked.rounds]\n");
    world_.configure("placing/placing.yaml",
                     "areas: [{ id: geriatrik, name: Geriatrik }]\nunits: [{ unit: ost, area: geriatrik }]\n"
                     "rounds:\n  - { id: VT2027-ssk, term: VT2027, programmes: [SSK], opens: 2026-08-15, closes: "
                     "2026-09-15, answer_by: 2026-11-15 }\n");
    fs::create_directories(world_.root() / "besked");
    world_.at = "2026-09-01";
    start();
  }

  void start() {
    daemon_ = std::make_unique<Process>(daemon_of(world_), world_.root() / "scratch");
    for (const auto port : {orders_, offers_}) wait_for_daemon(port);
  }
  void kill() {
    daemon_->send(SIGKILL);
    EXPECT_EQ(daemon_->wait().signal, SIGKILL);
  }
  unsigned send_order(const std::string& key, const std::string& body) const {
    return post(orders_, "/orders", "synthetic-token", key, body).status;
  }
  unsigned send_offer(const std::string& key, const std::string& body) const {
    return post(offers_, "/offers", "synthetic-token", key, body).status;
  }
  /// What `sluss orders show` says first of an order's places.
  std::string counts_of(const std::string& id) const {
    const auto shown = world_.sluss({"orders", "show", id});
    const auto begin = shown.out.find('\n') + 1;
    return shown.out.substr(begin, shown.out.find('\n', begin) - begin);
  }

  World world_;
  const std::uint16_t orders_ = free_port(), offers_ = free_port();
  std::unique_ptr<Process> daemon_;
};

TEST_F(PushedOrders, are_durable_when_acknowledged_and_split_by_the_next_run) {
  EXPECT_EQ(send_order("k1", order("A", 10)), 200U);
  EXPECT_EQ(send_offer("k1", offer("S", "A", 4)), 200U) << "a key is one sender's at one address";
  kill();
  EXPECT_EQ(world_.sluss({"sync", "orders"}).exit, 0);
  EXPECT_EQ(counts_of("A"), "  10 ordered, 4 granted, 0 awaiting, 0 redirected, 6 open, 0 students assigned");
  EXPECT_EQ(world_.folder("besked").count("VT2027-ssk-besked-uni-1.csv"), 1U);
}

TEST_F(PushedOrders, are_taken_once_and_a_later_message_replaces_an_earlier_one) {
  EXPECT_EQ(send_order("k1", order("A", 10)), 200U);
  EXPECT_EQ(send_order("k1", order("A", 10)), 200U) << "the same again is answered as before";
  EXPECT_EQ(send_order("k1", order("A", 11)), 409U);
  EXPECT_EQ(send_order("k2", order("A", 7)), 200U);
  EXPECT_EQ(send_order("k3", "{ this is no JSON"), 422U);
  kill();
  EXPECT_EQ(world_.sluss({"sync", "orders"}).exit, 0);
  EXPECT_EQ(counts_of("A"), "  7 ordered, 0 granted, 7 awaiting, 0 redirected, 0 open, 0 students assigned");
}

TEST_F(PushedOrders, that_are_wrong_wait_with_the_reason_and_stop_no_other) {
  EXPECT_EQ(send_order("k1", order("A", -1)), 200U);
  EXPECT_EQ(send_order("k2", order("B", 3)), 200U);
  kill();
  EXPECT_EQ(world_.sluss({"sync", "orders"}).exit, 0);
  const auto waits = world_.sluss({"messages", "list", "--kind", "order", "--state", "rejected"}).out;
  EXPECT_NE(waits.find("count: '-1'"), std::string::npos) << waits;
  EXPECT_EQ(counts_of("B"), "  3 ordered, 0 granted, 3 awaiting, 0 redirected, 0 open, 0 students assigned");
}

}  // namespace
}  // namespace sluss::test
