// A row that breaks a step is parked by itself, whatever the step does: the rest of its file goes on, and so do the
// nights after it.
#include <csignal>
#include <gtest/gtest.h>

#include "breaking_house.h"

namespace sluss::test {
namespace {

constexpr int rows = 130;
constexpr int poisoned = 77;

class PoisonedRow : public ::testing::TestWithParam<Breaks> {
 protected:
  void SetUp() override { house_.put(rows_with_poison(rows, {poisoned})); }

  /// All but the poisoned row is taken; it waits for a person, who is told where it stands and what to do.
  void expect_parked(const Finished& finished) {
    EXPECT_EQ(finished.exit, 1) << finished.out << finished.err;
    EXPECT_EQ(finished.out.find("NOT COMPLETE"), std::string::npos) << finished.out;
    EXPECT_EQ(house_.collected().size(), static_cast<std::size_t>(rows - 1));
    EXPECT_NE(house_.reasons_of_parked().find("placeringar.csv, line 79: a step breaks on this row"), std::string::npos)
        << house_.reasons_of_parked();
    EXPECT_EQ(house_.world().outbox().size(), 1U) << "the others are invoiced";
    EXPECT_NE(house_.alarms().find("connection/klipp.placements/broken"), std::string::npos) << house_.alarms();
    EXPECT_NE(house_.alarms().find("sluss connections resume klipp.placements"), std::string::npos);
    const auto status = house_.sluss({"status"}, "").out;
    EXPECT_NE(status.find("PASSED OVER, since it broke what reads it: 1 row"), std::string::npos) << status;
    for (const auto* personal : {"Testberg", "POISON"})
      EXPECT_EQ((finished.out + finished.err + status).find(personal), std::string::npos);
    EXPECT_EQ(house_.sluss({"reconcile"}, "").exit, 0);
  }
  /// The raw row is kept for the person who looks.
  void expect_raw_is_kept() {
    const auto list = house_.world().json({"messages", "list", "--reason-like", "a step breaks"});
    ASSERT_EQ(list.as_list()->size(), 1U);
    const auto id = list.as_list()->front()["id"].text_or_empty();
    const auto shown = house_.sluss({"messages", "show", id, "--personal", "a test"}, "").out;
    EXPECT_NE(shown.find("POISON"), std::string::npos) << shown;
  }

  BreakingHouse house_{GetParam()};
};

TEST_P(PoisonedRow, that_ends_the_process_is_found_and_passed_over) {
  int deaths = 0;
  const auto finished = house_.sync_until_it_lives("segfault", deaths);
  EXPECT_EQ(deaths, 4);
  expect_parked(finished);
  expect_raw_is_kept();
}

TEST_P(PoisonedRow, that_throws_is_found_in_the_same_run) {
  const auto finished = house_.sync("throw");
  expect_parked(finished);
  expect_raw_is_kept();
  EXPECT_NE(finished.out.find("read          130"), std::string::npos) << finished.out;
}

TEST_P(PoisonedRow, in_the_next_export_costs_nothing_more) {
  int deaths = 0;
  static_cast<void>(house_.sync_until_it_lives("abort", deaths));
  house_.put(rows_with_poison(rows, {poisoned}), "placeringar-2.csv");
  const auto next = house_.sync("abort");
  EXPECT_EQ(next.signal, 0) << next.err;
  EXPECT_NE(next.out.find("unchanged     130"), std::string::npos) << next.out;
  EXPECT_EQ(house_.collected().size(), static_cast<std::size_t>(rows - 1));
}

TEST_P(PoisonedRow, has_company) {
  house_.put(rows_with_poison(rows, {3, poisoned, 78, 129}));
  int deaths = 0;
  const auto finished = house_.sync_until_it_lives("abort", deaths);
  EXPECT_EQ(finished.exit, 1) << finished.out << finished.err;
  EXPECT_EQ(finished.out.find("NOT COMPLETE"), std::string::npos) << finished.out;
  EXPECT_EQ(house_.collected().size(), static_cast<std::size_t>(rows - 4));
}

TEST_P(PoisonedRow, is_tried_again_when_a_person_says_so) {
  static_cast<void>(house_.sync("throw"));
  const auto resumed = house_.sluss({"connections", "resume", "klipp.placements", "--reason", "mended"}, "");
  EXPECT_EQ(resumed.exit, 0) << resumed.err;
  EXPECT_NE(resumed.out.find("the next run reads"), std::string::npos) << resumed.out;
  EXPECT_EQ(house_.alarms().find("broken"), std::string::npos) << house_.alarms();
  house_.put(rows_with_poison(rows, {poisoned}), "placeringar-2.csv");
  const auto finished = house_.sync("");
  EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
  EXPECT_EQ(house_.collected().size(), static_cast<std::size_t>(rows));
}

TEST_P(PoisonedRow, is_tried_again_with_other_modules) {
  static_cast<void>(house_.sync("throw"));
  house_.mend_module();
  house_.put(rows_with_poison(rows, {poisoned}), "placeringar-2.csv");
  EXPECT_EQ(house_.sync("").exit, 0);
  EXPECT_EQ(house_.collected().size(), static_cast<std::size_t>(rows));
}

INSTANTIATE_TEST_SUITE_P(Where, PoisonedRow, ::testing::Values(Breaks::in_the_connector, Breaks::in_the_pipeline),
                         [](const auto& instance) {
                           return instance.param == Breaks::in_the_connector ? "connector" : "pipeline";
                         });

TEST(WantOfMemory, in_a_step_is_blamed_on_no_row) {
  if (std::string(SLUSS_SANITIZE).size() > 0) GTEST_SKIP() << "sanitizers take terabytes of addresses";
  const BreakingHouse house(Breaks::in_the_pipeline);
  house.put(rows_with_poison(rows, {poisoned}));
  const auto finished = house.sync_with_little_memory("eat");
  EXPECT_EQ(finished.signal, 0) << finished.err;
  EXPECT_NE(finished.exit, 0) << finished.out;
  EXPECT_NE((finished.out + finished.err).find("ran out of memory"), std::string::npos) << finished.out << finished.err;
  EXPECT_EQ(house.reasons_of_parked(), "");
  EXPECT_EQ(house.alarms().find("broken"), std::string::npos) << house.alarms();
  EXPECT_EQ(house.sync("").exit, 0);
  EXPECT_EQ(house.collected().size(), static_cast<std::size_t>(rows));
}

TEST(HeldPoison, that_ends_the_process_is_found_and_passed_over) {
  const BreakingHouse house(Breaks::in_the_pipeline);
  auto rows_held = rows_with_poison(5, {2});
  for (auto& row : rows_held) row.programme = "UTAN";  // no price: held
  house.put(rows_held);
  EXPECT_EQ(house.sync("").exit, 1);
  int deaths = 0;
  const auto finished = house.sync_until_it_lives("abort", deaths);
  EXPECT_EQ(deaths, 3) << "no batches come first";
  EXPECT_EQ(finished.out.find("NOT COMPLETE"), std::string::npos) << finished.out;
  EXPECT_NE(house.reasons_of_parked().find("P1002 held"), std::string::npos) << house.reasons_of_parked();
  EXPECT_EQ(house.sync("abort").signal, 0);
  EXPECT_EQ(house.sluss({"connections", "resume", "klipp.placements", "--reason", "mended"}, "").exit, 0);
  static_cast<void>(house.sync(""));
  EXPECT_EQ(house.reasons_of_parked().find("breaks"), std::string::npos) << house.reasons_of_parked();
}

TEST(HeldPoison, that_throws_is_found_in_the_same_run) {
  const BreakingHouse house(Breaks::in_the_pipeline);
  auto rows_held = rows_with_poison(5, {2});
  for (auto& row : rows_held) row.programme = "UTAN";
  house.put(rows_held);
  static_cast<void>(house.sync(""));
  const auto finished = house.sync("throw");
  EXPECT_EQ(finished.out.find("NOT COMPLETE"), std::string::npos) << finished.out;
  EXPECT_NE(house.reasons_of_parked().find("P1002 held"), std::string::npos) << house.reasons_of_parked();
}

}  // namespace
}  // namespace sluss::test
