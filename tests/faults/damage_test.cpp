// Flipped bits in the store's files. The run is refused with a sentence that says what to do; or what goes out is
// right; or the report or the reconciliation says what is wrong. Never a wrong amount, a signal, or a bug's exit code.
// SLUSS_SEED and SLUSS_FAULTS=all for other bits, and more of them; a store is salted anew each time it is made, so a
// failure names its bit, and the world it happened in is left behind.
#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <set>
#include <sstream>

#include "small_night.h"

namespace sluss::faults {
namespace {

namespace fs = std::filesystem;
using test::Finished;

constexpr int bug = 70, damaged = 4;

/// The night after: one placement more, one that is longer.
void put_next_export(const test::World& world) {
  auto rows = small_export();
  rows[2].end = "2026-09-28";
  rows.push_back({.id = "P900", .programme = "PRG900"});
  world.put("placeringar-2.csv", rows);
}

/// A night up to some point, from which many go on.
class Scene {
 public:
  void kill_after(const std::string& call) const {
    const auto calls = SmallNight().calls("kill_after");
    const auto at = std::find(calls.begin(), calls.end(), call);
    ASSERT_NE(at, calls.end()) << "there is no call " << call;
    EXPECT_EQ(night_.sync({"kill_after", at - calls.begin() + 1}).signal, SIGKILL);
  }
  /// The log is brought into the store's file, as any command does that ends well.
  void close_log() const { static_cast<void>(night_.world().sluss({"invoices", "list"})); }
  void finish_and_offer_next() const {
    static_cast<void>(night_.sync());
    put_next_export(night_.world());
  }

  /// Another world that stands where this one does.
  void restore(const SmallNight& night) const {
    for (const auto* folder : {"inbox", "outbox", "store"}) {
      fs::remove_all(night.world().root() / folder);
      test::copy_folder(night_.world().root() / folder, night.world().root() / folder);
    }
  }
  [[nodiscard]] std::string bytes(const std::string& file) const {
    return test::read_file(night_.world().root() / "store" / file);
  }

 private:
  SmallNight night_;
};

/// What went out and what the books say of it. The words by which a row was parked carry no amount.
Outcome money_of(const SmallNight& night) {
  Outcome outcome;
  outcome.outbox = night.world().outbox();
  outcome.invoices = night.world().sluss({"invoices", "list"}).out;
  return outcome;
}

/// The lines by which a report gives rows to a person.
std::set<std::string> parked_by(const Finished& finished) {
  std::set<std::string> parked;
  std::istringstream report(finished.out);
  for (std::string line; std::getline(report, line);) {
    if (line.starts_with("  held  P") || line.starts_with("  rejected  P")) parked.insert(line);
  }
  return parked;
}

struct Place {
  std::size_t at;
  int bit;
};

/// Where something stands: a page's empty middle says nothing.
std::vector<Place> places_in(const std::string& bytes) {
  std::vector<std::size_t> used;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] != 0) used.push_back(at);
  }
  std::mt19937 random(seed());
  std::vector<Place> places(all_are_asked_for() ? 2000 : 60);
  for (auto& place : places) place = {used[random() % used.size()], static_cast<int>(random() % 8)};
  return places;
}

enum class Verdict { refused, right, told };

class Flip : public ::testing::Test {
 protected:
  /// Goes on from the scene with one bit of one of the store's files flipped, a night for each bit.
  void flip_bits_of(const std::string& file) {
    expect_of_undamaged();
    const auto bytes = scene_.bytes(file);
    const auto places = places_in(bytes);
    at_once(first_numbers(places.size()), [&](long number) {
      const auto& [at, bit] = places[static_cast<std::size_t>(number - 1)];
      SCOPED_TRACE("bit " + std::to_string(bit) + " of byte " + std::to_string(at) + " of " + file);
      auto flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      const SmallNight night;
      scene_.restore(night);
      test::write_file(night.world().root() / "store" / file, flipped);
      ++verdicts_[static_cast<std::size_t>(verdict(night))];
    });
    std::cout << places.size() << " bits of " << file << ", seed " << seed() << ": " << verdicts_[0] << " refused, "
              << verdicts_[1] << " right, " << verdicts_[2] << " told\n";
  }

  Scene scene_;

 private:
  void expect_of_undamaged() {
    const SmallNight night;
    scene_.restore(night);
    parked_ = parked_by(night.sync());
    expected_ = money_of(night);
    ASSERT_EQ(night.world().sluss({"reconcile"}).exit, 0);
  }

  Verdict verdict(const SmallNight& night) const {
    const auto finished = night.sync();
    expect_known_end(finished);
    if (!says_success(finished)) return Verdict::refused;
    const auto reconciled = night.world().sluss({"reconcile"});
    EXPECT_EQ(reconciled.signal, 0);
    EXPECT_NE(reconciled.exit, bug) << reconciled.err;
    // A placement that the damage keeps from being billed is on no invoice, and in the report.
    const auto parked = parked_by(finished);
    if (!std::includes(parked_.begin(), parked_.end(), parked.begin(), parked.end())) return Verdict::told;
    // A command that finds the damage says so and gives no list that is not whole.
    if (const auto listed = night.world().sluss({"invoices", "list"}); listed.exit != 0) {
      EXPECT_EQ(listed.exit, damaged) << listed.out << listed.err;
      return Verdict::told;
    }
    const auto money = money_of(night);
    auto issued = expected_;
    std::erase_if(issued.outbox, [&](const auto& file) { return !money.outbox.contains(file.first); });
    EXPECT_EQ(difference_of_outboxes(money, issued), "") << finished.out << reconciled.out;
    if (reconciled.exit != 0) return Verdict::told;
    EXPECT_EQ(difference(money, expected_), "") << finished.out << reconciled.out;
    return Verdict::right;
  }

  Outcome expected_;
  std::set<std::string> parked_;
  std::array<std::atomic<int>, 3> verdicts_{};
};

TEST_F(Flip, in_a_store_whose_placements_wait_to_be_invoiced) {
  scene_.kill_after("rename inbox/placeringar.csv");
  scene_.close_log();
  flip_bits_of("sluss.db");
}

TEST_F(Flip, in_a_store_before_the_next_night) {
  scene_.finish_and_offer_next();
  flip_bits_of("sluss.db");
}

TEST_F(Flip, in_a_log_that_holds_placements_whose_export_is_archived) {
  scene_.kill_after("rename inbox/placeringar.csv");
  flip_bits_of("sluss.db-wal");
}

TEST_F(Flip, in_a_log_that_holds_invoices_which_were_written) {
  scene_.kill_after("fdatasync outbox/.sluss-delivered");
  flip_bits_of("sluss.db-wal");
}

TEST(FlippedContent, is_named_by_the_reconciliation) {
  const SmallNight night;
  static_cast<void>(night.sync());
  const auto file = night.world().root() / "store/sluss.db";
  auto bytes = test::read_file(file);
  const auto row = bytes.find("P103;Exempel");
  ASSERT_NE(row, std::string::npos);
  bytes[row + 5] ^= 1;
  test::write_file(file, bytes);
  const auto reconciled = night.world().sluss({"reconcile"});
  EXPECT_EQ(reconciled.exit, 1) << reconciled.err;
  EXPECT_NE(reconciled.out.find("(placement P103) is damaged: its content is not what was written"), std::string::npos)
      << reconciled.out;
}

}  // namespace
}  // namespace sluss::faults
