#include "engine/review.h"

#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

class ReviewTest : public store::StoreTest {
 protected:
  void put(const std::string& kind, const std::string& key) {
    auto transaction = writing();
    auto stored = message(*transaction, key);
    stored.message.kind = kind;
    must(transaction->messages().append(stored));
    must(transaction->commit());
  }
  /// In a run that begins now.
  Review due() {
    const Surroundings around{configuration_, registry_, *store_, clock_, "0", modules_};
    const auto run = must(begin_run(around, "nightly", by_command));
    return must(Review::due(around, "nightly", {"registration"}, run));
  }
  void remember(const Review& review) {
    auto transaction = writing();
    must(transaction->cursors().set(review.mark()));
    must(transaction->commit());
  }
  /// "all", or "after 3 and held".
  static std::string told(const Review& review) {
    const auto parts = review.parts();
    EXPECT_TRUE(parts.front().otherwise && !parts.front().state);
    if (parts.size() == 1) return parts.front().after == 0 ? "all" : "a part";
    EXPECT_EQ(parts.back().state, store::State::held);
    return "after " + std::to_string(parts.front().after) + " and held";
  }

  config::Configuration configuration_;
  Registry registry_;
  FixedClock clock_{make_day(2026, 11, 23)};
  std::string modules_ = "1";
};

TEST_F(ReviewTest, everything_is_due_when_something_that_is_looked_up_has_come) {
  put("registration", "R1");
  put("placement", "P1");
  EXPECT_EQ(told(due()), "all");
  remember(due());
  EXPECT_EQ(told(due()), "after 2 and held");
  put("registration", "R2");
  EXPECT_EQ(told(due()), "all");
}

TEST_F(ReviewTest, what_came_after_the_last_review_is_due_although_nothing_that_is_looked_up_has) {
  put("placement", "P1");
  remember(due());
  put("placement", "P2");
  const auto review = due();
  EXPECT_EQ(told(review), "after 1 and held");
  remember(review);
  EXPECT_EQ(told(due()), "after 2 and held");
}

TEST_F(ReviewTest, another_configuration_or_module_may_decide_otherwise) {
  put("placement", "P1");
  remember(due());
  modules_ = "2";
  EXPECT_EQ(told(due()), "all");
  remember(due());
  const auto before = configuration_.hash;
  configuration_.hash = digest("another");
  EXPECT_EQ(told(due()), "all");
  configuration_.hash = before;
  EXPECT_EQ(told(due()), "all") << "a run in between may have decided without the step";
  remember(due());
  EXPECT_EQ(told(due()), "after 1 and held");
}

}  // namespace
}  // namespace sluss::engine
