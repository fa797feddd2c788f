// kill -9 at a hundred random moments of a sync; then a run to the end. What stands in the outbox, and the books, must
// be byte for byte what an undisturbed night gives. SLUSS_KILLS and SLUSS_SEED make it longer, or repeat a failure.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

using Clock = std::chrono::steady_clock;

unsigned from_environment(const char* name, unsigned otherwise) {
  const auto* value = std::getenv(name);
  return value == nullptr ? otherwise : static_cast<unsigned>(std::stoul(value));
}

/// Good rows and bad ones, over both units and four terms; several batches of the engine.
std::vector<Row> placements() {
  const std::vector<std::string> people = {"19550101-9805", "19550101-9813", "19550101-9821", "19550101-9839",
                                           "19550101-9847", "19550101-9854", "19550101-9862", "19550101-9870"};
  std::vector<Row> rows;
  for (int i = 0; i < 2400; ++i) {
    Row row;
    row.id = "P" + std::to_string(10000 + i);
    row.personnummer = people[static_cast<std::size_t>(i) % people.size()];
    row.programme = "PRG" + std::to_string(i / 8);  // a programme of its own: the days of one student do not collide
    const bool west = i % 2 == 1;
    row.unit = west ? "Västra hemsjukvården" : "Östra geriatriken";
    row.hsa_id = west ? "SE2129990012-E0002" : "SE2129990012-E0001";
    const std::vector<Row> terms = {{.term = "HT2026"},
                                    {.term = "VT2026", .start = "2026-02-02", .end = "2026-02-20"},
                                    {.term = "HT2025", .start = "2025-09-08", .end = "2025-09-26"},
                                    {.term = "VT2025", .start = "2025-02-03", .end = "2025-02-21"}};
    const auto& term = terms[static_cast<std::size_t>(i) % 8 / 2];
    row.term = term.term;
    row.start = term.start;
    row.end = term.end;
    if (i % 97 == 0) row.end = "2025-02-30";
    if (i % 89 == 0) row.is_protected = "Ja";
    if (i % 83 == 0) row.programme = "UTAN";
    if (i % 79 == 0) row.status = "Återbud";
    rows.push_back(row);
  }
  return rows;
}

/// A file for each term: what is read is committed several times in a night.
void offer(const World& world) {
  std::map<std::string, std::vector<Row>> terms;
  for (const auto& row : placements()) terms[row.term].push_back(row);
  for (const auto& [term, rows] : terms) world.put("placeringar-" + term + ".csv", rows);
}

/// All that must be the same after any number of crashes.
struct Outcome {
  Folder outbox;
  std::string invoices, placements;
};

Outcome outcome_of(const World& world) {
  std::string placements;
  for (const auto& [key, state] : world.placements()) placements += key + " " + state + "\n";
  return {world.outbox(), world.sluss({"invoices", "list"}).out, placements};
}

/// Reads nothing but the delivered bytes: each placement on one invoice at most, numbers without gap.
void check_documents(const Folder& outbox) {
  std::set<std::string> placements;
  std::map<std::string, std::set<int>> numbers;
  for (const auto& [name, bytes] : outbox) {
    const auto number = name.substr(name.find('-') + 1, 7);
    numbers[number.substr(0, 3)].insert(std::stoi(number.substr(3)));
    for (auto at = bytes.find("P1"); at != std::string::npos; at = bytes.find("P1", at + 1)) {
      const auto key = bytes.substr(at, 6);
      const bool is_key = key.find_first_not_of("0123456789", 1) == std::string::npos;
      EXPECT_TRUE(!is_key || placements.insert(key).second) << key << " is invoiced twice";
    }
  }
  for (const auto& [series, taken] : numbers)
    EXPECT_EQ(*taken.rbegin(), static_cast<int>(taken.size())) << "a gap in " << series;
}

class Kill : public ::testing::Test {
 protected:
  // Not for the suite: where that fails, its tests are skipped, and a skipped test is no failure.
  void SetUp() override {
    if (!undisturbed.outbox.empty()) return;
    const World world;
    offer(world);
    const auto begin = Clock::now();
    const auto finished = world.sluss({"sync", "nightly"});
    whole_night = Clock::now() - begin;
    ASSERT_EQ(finished.exit, 1) << finished.err << "some rows are bad on purpose";
    undisturbed = outcome_of(world);
    ASSERT_EQ(undisturbed.outbox.size(), 8U);
    check_documents(undisturbed.outbox);
  }
  /// True when the run was still under way when it was killed.
  static bool kill_after(const World& world, Clock::duration wait) {
    Process process(world.command({"sync", "nightly"}), world.root() / "scratch");
    std::this_thread::sleep_for(wait);
    process.send(SIGKILL);
    return process.wait().signal == SIGKILL;
  }
  static void expect_undisturbed(const World& world) {
    const auto outcome = outcome_of(world);
    EXPECT_EQ(outcome.outbox, undisturbed.outbox);
    EXPECT_EQ(outcome.invoices, undisturbed.invoices);
    EXPECT_EQ(outcome.placements, undisturbed.placements);
    const auto reconciled = world.sluss({"reconcile"});
    EXPECT_EQ(reconciled.exit, 0) << reconciled.out << reconciled.err;
  }

  static inline Outcome undisturbed;
  static inline Clock::duration whole_night{};
};

TEST_F(Kill, at_random_moments_changes_nothing) {
  const auto kills = from_environment("SLUSS_KILLS", 100);
  const auto seed = from_environment("SLUSS_SEED", 20261123);
  std::mt19937 random(seed);
  std::uniform_int_distribution<Clock::rep> moment(0, whole_night.count());
  unsigned hits = 0, rounds = 0;
  while (hits < kills && rounds < kills * 10 && !HasFailure()) {
    ++rounds;
    const World world;
    offer(world);
    // Up to three kills in a row in one night.
    for (auto in_a_row = 1 + random() % 3; in_a_row > 0 && kill_after(world, Clock::duration(moment(random)));
         --in_a_row)
      ++hits;
    static_cast<void>(world.sluss({"sync", "nightly"}));
    expect_undisturbed(world);
  }
  std::cout << hits << " kills that hit, in " << rounds << " nights, seed " << seed << "\n";
  EXPECT_GE(hits, kills) << "too few kills hit a run that was under way";
}

}  // namespace
}  // namespace sluss::test
