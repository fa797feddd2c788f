// kill -9 at a hundred random moments of a sync; then a run to the end. What stands in the outbox, and the books, must
// be byte for byte what an undisturbed night gives: the term's first night, and one that credits what has changed
// since. SLUSS_KILLS and SLUSS_SEED make it longer, or repeat a failure.
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

/// The same a night later: some are shorter, moved, of another student, or gone.
std::vector<Row> changed_placements() {
  std::vector<Row> rows;
  for (auto& row : placements()) {
    const auto i = std::stoi(row.id.substr(1));
    if (i % 23 == 0) continue;
    if (i % 7 == 0) row.days = "9";
    if (i % 11 == 0) row.personnummer = "19550101-9888";
    if (i % 13 == 0) {
      row.unit = "Östra geriatriken";
      row.hsa_id = "SE2129990012-E0001";
    }
    rows.push_back(row);
  }
  return rows;
}

/// A file for each term: what is read is committed several times in a night.
void offer(const World& world, const std::vector<Row>& placements, const std::string& name) {
  std::map<std::string, std::vector<Row>> terms;
  for (const auto& row : placements) terms[row.term].push_back(row);
  for (const auto& [term, rows] : terms) world.put("placeringar-" + term + name + ".csv", rows);
}

void first_evening(const World& world) { offer(world, placements(), ""); }

/// The first night is over, and the exports of the next one are there.
void second_evening(const World& world) {
  static const World first;
  static const auto done = [] {
    first_evening(first);
    return first.sluss({"sync", "nightly"}).exit;
  }();
  ASSERT_EQ(done, 1) << "some rows are bad on purpose";
  for (const auto* folder : {"store", "outbox", "underlag", "inbox"})
    copy_folder(first.root() / folder, world.root() / folder);
  offer(world, changed_placements(), "-2");
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

struct Night {
  std::string name;
  void (*evening)(const World& world);  ///< what the night finds
  std::size_t documents;                ///< in the outbox after it

  friend void PrintTo(const Night& night, std::ostream* out) { *out << night.name; }
};

const std::vector<Night> nights = {{"first", first_evening, 8}, {"correcting", second_evening, 24}};

/// A night that nobody disturbed.
struct Undisturbed {
  Outcome outcome;
  Clock::duration took{};
};

class Kill : public ::testing::TestWithParam<Night> {
 protected:
  // Not for the suite: where that fails, its tests are skipped, and a skipped test is no failure.
  void SetUp() override {
    const World world;
    GetParam().evening(world);
    const auto begin = Clock::now();
    static_cast<void>(world.sluss({"sync", "nightly"}));
    undisturbed.took = Clock::now() - begin;
    undisturbed.outcome = outcome_of(world);
    ASSERT_EQ(undisturbed.outcome.outbox.size(), GetParam().documents);
  }
  /// True when the run was still under way when it was killed.
  static bool kill_after(const World& world, Clock::duration wait) {
    Process process(world.command({"sync", "nightly"}), world.root() / "scratch");
    std::this_thread::sleep_for(wait);
    process.send(SIGKILL);
    return process.wait().signal == SIGKILL;
  }
  void expect_undisturbed(const World& world) const {
    const auto outcome = outcome_of(world);
    EXPECT_EQ(outcome.outbox, undisturbed.outcome.outbox);
    EXPECT_EQ(outcome.invoices, undisturbed.outcome.invoices);
    EXPECT_EQ(outcome.placements, undisturbed.outcome.placements);
    const auto reconciled = world.sluss({"reconcile"});
    EXPECT_EQ(reconciled.exit, 0) << reconciled.out << reconciled.err;
  }

  Undisturbed undisturbed;
};

TEST_P(Kill, at_random_moments_changes_nothing) {
  const auto kills = from_environment("SLUSS_KILLS", 100) / nights.size();
  const auto seed = from_environment("SLUSS_SEED", 20261123);
  std::mt19937 random(seed);
  std::uniform_int_distribution<Clock::rep> moment(0, undisturbed.took.count());
  unsigned hits = 0, rounds = 0;
  while (hits < kills && rounds < kills * 10 && !HasFailure()) {
    ++rounds;
    const World world;
    GetParam().evening(world);
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

INSTANTIATE_TEST_SUITE_P(Nights, Kill, ::testing::ValuesIn(nights),
                         [](const auto& instance) { return instance.param.name; });

TEST(Documents, of_the_first_night_have_each_placement_once_and_numbers_without_gap) {
  const World world;
  first_evening(world);
  static_cast<void>(world.sluss({"sync", "nightly"}));
  check_documents(world.outbox());
}

}  // namespace
}  // namespace sluss::test
