// The machine gives no memory, no threads, or no files: a clear end, nothing half stored, and the next run finishes -
// judged by sluss-oracle, which knows nothing of Sluss. SLUSS_FAULTS=all takes each `new` in turn; SLUSS_SEED repeats a
// sample.
#include <gtest/gtest.h>
#include <iostream>

#include "fault.h"
#include "small_night.h"

namespace sluss::faults {
namespace {

using test::Finished;

constexpr std::size_t sampled = 25;

/// Rows that are all billed: the oracle knows no other.
std::vector<test::Row> billed() {
  std::vector<test::Row> rows;
  for (auto& row : small_export()) {
    if (row.end != "2026-02-30" && row.is_protected == "Nej") rows.push_back(std::move(row));
  }
  return rows;
}

void judge(const SmallNight& night) {
  const auto finished = night.sync();
  EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
  const auto& root = night.world().root();
  const auto verdict =
      test::run({SLUSS_ORACLE, (root / "inbox").string(), (root / "outbox").string()}, root / "scratch");
  EXPECT_EQ(verdict.exit, 0) << verdict.out << "in " << root;
  const auto reconciled = night.world().sluss({"reconcile"});
  EXPECT_EQ(reconciled.exit, 0) << reconciled.out << reconciled.err;
}

void expect_clear_end(const Finished& finished) {
  if (!is_unreadable_configuration(finished)) expect_known_end(finished);
}

class ScarceMemory : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (std::string(SLUSS_SANITIZE).size() > 0) GTEST_SKIP() << "sanitizers have a `new` of their own";
  }
  static std::vector<std::string> told(const std::string& variable, const std::string& value) {
    auto environment = test::preloading(SLUSS_SCARCE_MEMORY);
    environment.push_back(std::string(fault_variable) + "=" + GetParam());
    environment.push_back(variable + "=" + value);
    return environment;
  }
  /// How often an undisturbed night calls `new`.
  static long calls() {
    const SmallNight night(billed());
    const auto file = night.world().root() / "scratch/calls";
    EXPECT_EQ(night.sync_under({}, told(calls_variable, file.string())).exit, 0);
    return std::stol(test::read_file(file));
  }
};

TEST_P(ScarceMemory, ends_clearly_and_the_next_run_finishes) {
  const auto last = calls();
  ASSERT_GT(last, 1000);
  const auto some = sample(last, all_are_asked_for() ? every : sampled);
  std::cout << some.size() << " of " << last << " calls of new, seed " << seed() << "\n";
  at_once(some, [](long at) {
    SCOPED_TRACE("no memory at new number " + std::to_string(at));
    const SmallNight night(billed());
    expect_clear_end(night.sync_under({}, told(at_variable, std::to_string(at))));
    judge(night);
  });
}

INSTANTIATE_TEST_SUITE_P(New, ScarceMemory, ::testing::Values("once", "for_ever"),
                         [](const auto& instance) { return std::string(instance.param); });

/// A night whose thread number `at` cannot be made.
Finished sync_without_thread(const SmallNight& night, int at) {
  auto environment = test::preloading(SLUSS_SCARCE_THREADS);
  environment.push_back(std::string(at_variable) + "=" + std::to_string(at));
  return night.sync_under({}, environment);
}

TEST(ScarceThreads, end_clearly_and_no_run_seems_to_go_on) {
  int refused = 0;
  for (bool is_felt = true; is_felt && refused < 20; refused += is_felt ? 1 : 0) {
    SCOPED_TRACE("no thread number " + std::to_string(refused + 1));
    const SmallNight night(billed());
    const auto finished = sync_without_thread(night, refused + 1);
    expect_clear_end(finished);
    is_felt = !says_success(finished);
    EXPECT_NE(night.world().json({"status"}).at("pipelines").as_list()->front()["last_state"].text_or_empty(),
              "running");
    judge(night);
  }
  EXPECT_GE(refused, 3) << "for signals, for the watch over steps, and to decode";
}

/// The program at least starts under that limit: below it the system's loader says why it does not.
bool starts_under(const std::string& limit) {
  const SmallNight night(billed());
  auto command = night.world().command({"--version"});
  command.insert(command.begin(), {"prlimit", limit});
  return test::run(command, night.world().root() / "scratch").exit == 0;
}

void expect_clear_ends(const std::vector<std::string>& limits) {
  std::size_t refused = 0;
  for (const auto& limit : limits) {
    SCOPED_TRACE(limit);
    const SmallNight night(billed());
    const auto finished = night.sync_under({"prlimit", limit}, {});
    if (!says_success(finished)) ++refused;
    expect_clear_end(finished);
    judge(night);
  }
  EXPECT_GT(refused, 0U) << "no limit was low enough to be felt";
  EXPECT_LT(refused, limits.size()) << "no limit was high enough to work with";
}

TEST(ScarceAddresses, end_clearly_and_the_next_run_finishes) {
  if (std::string(SLUSS_SANITIZE).size() > 0) GTEST_SKIP() << "sanitizers take terabytes of addresses";
  constexpr long mebibyte = 1L << 20U;
  long least = 16;
  while (least < 1024 && !starts_under("--as=" + std::to_string(least * mebibyte))) least += 4;
  std::vector<std::string> limits;
  for (long more = 0; more <= 240; more += more < 40 ? 4 : 25)
    limits.push_back("--as=" + std::to_string((least + more) * mebibyte));
  expect_clear_ends(limits);
}

TEST(ScarceFiles, end_clearly_and_the_next_run_finishes) {
  long least = 3;
  while (least < 64 && !starts_under("--nofile=" + std::to_string(least))) ++least;
  std::vector<std::string> limits;
  for (long more = 0; more <= 24; ++more) limits.push_back("--nofile=" + std::to_string(least + more));
  expect_clear_ends(limits);
}

}  // namespace
}  // namespace sluss::faults
