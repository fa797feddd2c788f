// Attempts that never come to their end, as after a process that died in them.
#include "engine/attempt.h"

#include "engine/hang_note.h"
#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

class AttemptTest : public store::StoreTest {
 protected:
  AttemptTest() {
    configuration_.store = file();
    config::Pipeline other;
    other.name = "other";
    other.from = {"other.placements"};
    configuration_.pipelines.emplace(other.name, other);
  }
  [[nodiscard]] Surroundings around() { return {configuration_, registry_, *store_, clock_, "1", "modules"}; }
  /// Whether the file is read this time.
  [[nodiscard]] bool begins() {
    const auto here = around();
    return !must(Attempt::begin(here, "klipp.placements", {"", "placeringar.csv", "version", nullptr})).is_refused();
  }
  /// The same, blaming one and the same row.
  [[nodiscard]] std::size_t passed_over() {
    const auto here = around();
    auto attempt = must(Attempt::begin(here, "klipp.placements", {"", "placeringar.csv", "version", nullptr}));
    must(attempt.suspect("pipeline row"));
    return attempt.passed_over().size();
  }
  void hangs(const std::string& pipeline) const { leave_hang_note(file(), {clock_.now(), pipeline}); }

  config::Configuration configuration_;
  Registry registry_;
  FixedClock clock_{*parse_instant("2026-11-24T01:00:00Z")};
};

TEST_F(AttemptTest, is_refused_after_four) {
  for (int times = 0; times < most_attempts; ++times) EXPECT_TRUE(begins()) << times;
  EXPECT_FALSE(begins());
}

TEST_F(AttemptTest, is_not_counted_when_all_it_did_was_to_wait_for_what_hung) {
  for (int times = 0; times < 3 * most_attempts; ++times) {
    EXPECT_TRUE(begins()) << times;
    hangs("other");
  }
}

TEST_F(AttemptTest, blames_no_row_for_that_it_had_to_wait) {
  for (int times = 0; times < 3; ++times) {
    EXPECT_EQ(passed_over(), 0U) << times;
    hangs("other");
  }
}

TEST_F(AttemptTest, is_counted_when_it_hung_itself) {
  for (const auto* name : {"nightly", "klipp.placements"}) {
    config::Pipeline nightly;
    nightly.from = {"klipp.placements"};
    configuration_.pipelines["nightly"] = nightly;
    for (int times = 0; times < most_attempts; ++times) {
      EXPECT_TRUE(begins()) << name << times;
      hangs(name);
    }
    EXPECT_FALSE(begins()) << name;
    const auto transaction = writing();
    must(transaction->readings().forget("klipp.placements"));
    must(transaction->commit());
  }
}

TEST_F(AttemptTest, is_counted_when_another_hung_before_it_began) {
  leave_hang_note(file(), {clock_.now() - std::chrono::seconds(1), "other"});
  for (int times = 0; times < most_attempts; ++times) EXPECT_TRUE(begins()) << times;
  EXPECT_FALSE(begins());
}

}  // namespace
}  // namespace sluss::engine
