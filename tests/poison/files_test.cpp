// A file that breaks its format's reader: it is refused in the end, its neighbours are not touched by it.
#include <csignal>
#include <gtest/gtest.h>

#include "breaking_house.h"

namespace sluss::test {
namespace {

class PoisonedFile : public ::testing::Test {
 protected:
  PoisonedFile() {
    house_.put(rows_with_poison(120, {}), "placeringar-1.csv");
    EXPECT_EQ(house_.sync("").exit, 0);
    invoices_ = house_.world().outbox();
    EXPECT_EQ(invoices_.size(), 1U);
    house_.put(rows_with_poison(125, {60}), "placeringar-2.csv");
  }
  /// Refused, and nothing is withdrawn or invoiced by it; a person is told what to do.
  void expect_refused(const Finished& finished, const std::string& why) const {
    EXPECT_EQ(finished.exit, 1) << finished.out << finished.err;
    EXPECT_NE(finished.out.find("placeringar-2.csv  REFUSED: "), std::string::npos) << finished.out;
    EXPECT_NE(finished.out.find(why), std::string::npos) << finished.out;
    EXPECT_EQ(finished.out.find("Testberg"), std::string::npos) << finished.out;
    EXPECT_EQ(house_.world().outbox(), invoices_);
    EXPECT_GE(house_.collected().size(), 120U);
    EXPECT_TRUE(house_.world().folder("inbox").contains("placeringar-2.csv"));
  }
  void expect_neighbours_go_on() const {
    auto rows = rows_with_poison(5, {1});
    for (auto& row : rows) row.programme = "GRANNE";
    rows.resize(4);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].id = "N" + std::to_string(i);
    house_.put_for_other(rows);
    const auto finished = house_.sluss({"sync", "other"}, "abort");
    EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
    EXPECT_EQ(house_.world().outbox().size(), invoices_.size() + 1);
  }

  BreakingHouse house_{Breaks::in_the_format};
  Folder invoices_;
};

TEST_F(PoisonedFile, that_ends_the_process_is_refused_after_four_attempts) {
  int deaths = 0;
  const auto finished = house_.sync_until_it_lives("abort", deaths);
  EXPECT_EQ(deaths, 4);
  expect_refused(finished, "reading it has broken off 4 times");
  EXPECT_NE(finished.out.find("sluss connections resume klipp.placements"), std::string::npos);
  EXPECT_NE(house_.alarms().find("connection/klipp.placements/broken"), std::string::npos) << house_.alarms();
  EXPECT_EQ(house_.sync("abort").signal, 0) << "it stays refused";
  expect_neighbours_go_on();
}

TEST_F(PoisonedFile, is_read_when_a_person_says_so) {
  int deaths = 0;
  static_cast<void>(house_.sync_until_it_lives("abort", deaths));
  expect_refused(house_.sync(""), "broken off 4 times");
  EXPECT_EQ(house_.sluss({"connections", "resume", "klipp.placements", "--reason", "mended"}, "").exit, 0);
  EXPECT_EQ(house_.sync("").exit, 0);
  EXPECT_EQ(house_.collected().size(), 125U);
  EXPECT_EQ(house_.alarms().find("broken"), std::string::npos) << house_.alarms();
  EXPECT_EQ(house_.sluss({"reconcile"}, "").exit, 0);
}

TEST_F(PoisonedFile, counts_anew_with_new_content) {
  int deaths = 0;
  static_cast<void>(house_.sync_until_it_lives("abort", deaths));
  house_.put(rows_with_poison(126, {}), "placeringar-2.csv");
  EXPECT_EQ(house_.sync("abort").exit, 0);
  EXPECT_EQ(house_.collected().size(), 126U);
}

TEST_F(PoisonedFile, counts_anew_with_new_modules) {
  int deaths = 0;
  static_cast<void>(house_.sync_until_it_lives("abort", deaths));
  house_.mend_module();
  EXPECT_EQ(house_.sync("").exit, 0);
  EXPECT_EQ(house_.collected().size(), 125U);
}

TEST_F(PoisonedFile, whose_reader_throws_is_refused_at_once) {
  expect_refused(house_.sync("throw"), "klipp.placements failed unexpectedly; this is a bug in it");
  expect_neighbours_go_on();
}

TEST_F(PoisonedFile, whose_reader_eats_all_memory_is_refused) {
  if (std::string(SLUSS_SANITIZE).size() > 0) GTEST_SKIP() << "sanitizers take terabytes of addresses";
  expect_refused(house_.sync_with_little_memory("eat"), "ran out of memory");
  expect_neighbours_go_on();
}

TEST_F(PoisonedFile, that_changes_while_it_is_read_is_left_and_read_again) {
  for (const auto* how : {"truncate", "append", "rewrite", "replace", "remove"}) {
    house_.put(rows_with_poison(125, {60}), "placeringar-2.csv");
    const auto finished = house_.sync(how);
    EXPECT_EQ(finished.exit, 1) << how << finished.out << finished.err;
    EXPECT_NE(finished.out.find("changed while it was being read; it is read again later"), std::string::npos)
        << how << finished.out;
    EXPECT_EQ(house_.world().outbox(), invoices_) << how;
    EXPECT_GE(house_.collected().size(), 120U) << how << ": nothing is withdrawn";
  }
  house_.put(rows_with_poison(125, {60}), "placeringar-2.csv");
  EXPECT_EQ(house_.sync("").exit, 0);
  EXPECT_EQ(house_.world().outbox().size(), 2U);
  EXPECT_EQ(house_.sluss({"reconcile"}, "").exit, 0);
}

TEST_F(PoisonedFile, holds_back_no_other_file) {
  auto rows = rows_with_poison(5, {});
  for (auto& row : rows) row.term = "VT2026", row.start = "2026-02-02", row.end = "2026-02-20";
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].id = "V" + std::to_string(i);
  house_.put(rows, "placeringar-3.csv");
  static_cast<void>(house_.sync("throw"));
  EXPECT_TRUE(house_.collected().contains("V4"));
  int deaths = 0;
  static_cast<void>(house_.sync_until_it_lives("abort", deaths));
  EXPECT_FALSE(house_.world().folder("inbox").contains("placeringar-3.csv"));
}

}  // namespace
}  // namespace sluss::test
