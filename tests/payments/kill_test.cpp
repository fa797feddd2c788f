// kill -9 while payments are taken; then a run to the end. What is booked must be what an undisturbed run books.
#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>

#include "bank.h"

namespace sluss::test {
namespace {

using Clock = std::chrono::steady_clock;

class KilledBank : public Bank {
 protected:
  /// Some thousand payments, of which three are of invoices: several batches of the engine.
  void offer() const {
    std::vector<Paid> many;
    for (int i = 0; i < 3000; ++i) many.push_back({"R" + std::to_string(i), i % 2 == 0 ? "1230" : ""});
    many[10].ocr = ost;
    many[1500].ocr = ost_spring;
    many[2990].ocr = ost;
    tell("a.xml", camt(many));
    many.resize(1600);
    tell("b.xml", camt(many));
  }
  [[nodiscard]] std::string outcome() const {
    std::string all;
    for (const auto& [id, state] : payments()) {
      // The message's number is what differs from house to house.
      all += id + " " + state.substr(0, state.find("sluss payments book")) + "\n";
    }
    return all + standing("1000001") + ", " + standing("1000002") + ", " + standing("1010001");
  }
  [[nodiscard]] Process run() const { return {world_.command({"sync", "payments"}), world_.root() / "scratch"}; }
};

TEST_F(KilledBank, books_what_an_undisturbed_one_books) {
  invoice();
  const auto clean = world_.folder("store");
  offer();
  const auto begin = Clock::now();
  EXPECT_EQ(world_.sluss({"sync", "payments"}).exit, 1);
  const auto whole = Clock::now() - begin;
  const auto undisturbed = outcome();
  ASSERT_NE(undisturbed.find("99000010/R10 filtered: paid in full"), std::string::npos);
  ASSERT_NE(undisturbed.find("99000010/R2990 held: double payment"), std::string::npos);

  constexpr int rounds = 12;
  int hits = 0;
  for (int round = 0; round < rounds; ++round) {
    std::filesystem::remove_all(world_.root() / "store");
    for (const auto& [name, bytes] : clean) write_file(world_.root() / "store" / name, bytes);
    std::filesystem::remove_all(world_.root() / "bank");
    offer();
    auto process = run();
    std::this_thread::sleep_for(whole * (round + 1) / (rounds + 1));
    process.send(SIGKILL);
    if (process.wait().signal == SIGKILL) ++hits;
    static_cast<void>(world_.sluss({"sync", "payments"}));
    EXPECT_EQ(outcome(), undisturbed) << "round " << round;
    expect_balance();
  }
  std::cout << hits << " kills of " << rounds << " hit a run that was under way\n";
  EXPECT_GT(hits, 0);
}

}  // namespace
}  // namespace sluss::test
