// Who waits for a change hears of it, or hears at its time that there was none; nobody waits for ever.
#include "admin/changes.h"

#include <atomic>
#include <future>
#include <gtest/gtest.h>

#include "store/store.h"
#include "support/temporary_folder.h"

namespace sluss::admin {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

class Waiters : public ::testing::Test {
 protected:
  void change() const {
    const auto transaction = store_->begin(store::Access::write).value();
    ASSERT_TRUE(transaction->audit().add({Instant{}, "test", "change", "", ""}));
    ASSERT_TRUE(transaction->commit());
  }
  std::future<std::int64_t> wait(Changes& changes, std::optional<std::int64_t> since, milliseconds at_most) const {
    const auto told = std::make_shared<std::promise<std::int64_t>>();
    EXPECT_TRUE(changes.wait(since, Clock::now() + at_most, [told](std::int64_t now) { told->set_value(now); }));
    return told->get_future();
  }
  [[nodiscard]] Changes::Open open() const {
    return [this] { return store::ChangeWatch::open(file_); };
  }

  const test::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "sluss.db";
  std::unique_ptr<store::Store> store_ = store::open_sqlite(file_).value();
};

TEST_F(Waiters, hear_of_a_change_and_of_their_time) {
  Changes changes(open(), 1000);
  EXPECT_EQ(wait(changes, std::nullopt, milliseconds(0)).get(), 1000) << "who knows nothing hears at once";
  EXPECT_EQ(wait(changes, 17, std::chrono::hours(1)).get(), 1000) << "so does who knows something else";
  EXPECT_EQ(wait(changes, 1000, milliseconds(100)).get(), 1000) << "nothing has changed";
  auto one = wait(changes, 1000, std::chrono::hours(1)), another = wait(changes, 1000, std::chrono::hours(1));
  EXPECT_EQ(one.wait_for(milliseconds(700)), std::future_status::timeout);
  change();
  EXPECT_EQ(one.get(), 1001);
  EXPECT_EQ(another.get(), 1001);
  change();
  EXPECT_EQ(wait(changes, 1001, std::chrono::hours(1)).get(), 1002) << "what changed while nobody waited";
}

TEST_F(Waiters, are_told_when_it_closes_and_not_taken_afterwards) {
  Changes changes(open(), 1);
  auto waiting = wait(changes, 1, std::chrono::hours(1));
  changes.close();
  EXPECT_EQ(waiting.wait_for(milliseconds(0)), std::future_status::ready);
  EXPECT_FALSE(changes.wait(1, Clock::now(), [](std::int64_t) { ADD_FAILURE(); }));
}

TEST_F(Waiters, are_so_many_and_no_more) {
  std::atomic<std::size_t> told = 0;
  {
    Changes changes(open(), 1);
    static_cast<void>(wait(changes, std::nullopt, milliseconds(0)).get());
    for (std::size_t i = 0; i < Changes::most; ++i)
      EXPECT_TRUE(changes.wait(1, Clock::now() + std::chrono::hours(1), [&](std::int64_t) { ++told; }));
    EXPECT_FALSE(changes.wait(1, Clock::now() + std::chrono::hours(1), [&](std::int64_t) { ++told; }));
    EXPECT_EQ(told, 0U);
  }
  EXPECT_EQ(told, Changes::most);
}

TEST_F(Waiters, hear_at_their_time_though_the_store_is_away) {
  Changes changes([] { return Result<std::unique_ptr<store::ChangeWatch>>(fail(Fault::store, "away")); }, 5);
  EXPECT_EQ(wait(changes, 5, milliseconds(50)).get(), 5);
}

}  // namespace
}  // namespace sluss::admin
