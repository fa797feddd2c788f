// A target that is away for a day while thousands wait, and then comes back. The clock is moved by hand; what the
// target saw is counted at the target. Synthetic data.
#include <algorithm>
#include <set>

#include "engine/deliverer_fixture.h"

namespace sluss::engine {
namespace {

constexpr int items = 1000;
constexpr int versions = 3;
constexpr std::size_t most_at_once = 20;

class Overload : public Delivering {
 protected:
  Overload() {
    const auto writing = must(store_->begin(store::Access::write));
    for (int version = 1; version <= versions; ++version) {
      for (int item = 0; item < items; ++item) add(*writing, item, version);
    }
    must(writing->commit());
  }
  static std::string key_of(int item, int version) {
    return "item " + std::to_string(item) + " version " + std::to_string(version);
  }
  void add(store::Transaction& writing, int item, int version) {
    store::StoredMessage stored;
    stored.message.id = must(writing.messages().next_id());
    stored.message.item = version == 1 ? stored.message.id : first_of_[item];
    if (version == 1) first_of_[item] = stored.message.id;
    stored.message.kind = "invoice";
    stored.message.key = "item " + std::to_string(item);
    stored.message.body = Value::object();
    stored.channel = "nightly";
    stored.state = store::State::delivering;
    must(writing.messages().append(stored));
    must(writing.deliveries().add(stored.message.id, outlet_.name, key_of(item, version)));
  }
  /// The daemon's day: it delivers whenever something is due. Gives how often it tried.
  int a_day() {
    const auto end = clock_.at + std::chrono::hours(24);
    int attempts = 0;
    for (; clock_.at < end; ++attempts) {
      deliver();
      clock_.at = std::max(*next(), clock_.at);
    }
    return attempts;
  }
  /// Lets the daemon go on until nothing is due any more.
  void to_the_end() {
    for (int rounds = 0; next() && rounds < 10; ++rounds) {
      clock_.at = std::max(*next(), clock_.at);
      deliver();
    }
    EXPECT_EQ(next(), std::nullopt) << "everything ends";
  }
  void expect_each_once_and_in_order() {
    EXPECT_EQ(target_.received.size(), static_cast<std::size_t>(items * versions));
    for (const auto& [key, times] : target_.received) EXPECT_EQ(times, 1) << key;
    std::map<std::string, std::size_t> place;
    for (const auto& call : target_.calls) {
      EXPECT_LE(call.size(), most_at_once) << "more is never held in memory";
      for (const auto& key : call) place[key] = place.size();
    }
    for (int item = 0; item < items; ++item) {
      for (int version = 2; version <= versions; ++version)
        EXPECT_LT(place[key_of(item, version - 1)], place[key_of(item, version)])
            << "a change overtook what it changes";
    }
  }

  std::map<int, std::int64_t> first_of_;
};

TEST_F(Overload, of_a_target_that_nobody_answers_at_ends_without_a_storm) {
  target_.closed = Error{Fault::unavailable, "nobody answers", std::nullopt};
  EXPECT_LT(a_day(), 60) << "a day, at an hour's distance or less";
  EXPECT_TRUE(target_.calls.empty());
  target_.closed.reset();
  to_the_end();
  expect_each_once_and_in_order();
}

TEST_F(Overload, of_a_target_that_says_it_is_overloaded_ends_without_a_storm) {
  target_.write = [](auto) {
    return Result<WriteReport>(WriteReport{{}, Error{Fault::throttled, "HTTP 503", std::nullopt}});
  };
  a_day();
  EXPECT_LT(target_.calls.size(), 60U);
  std::size_t parcels = 0;
  for (const auto& call : target_.calls) parcels += call.size();
  EXPECT_LT(parcels, 60U + most_at_once) << "after the first call it is tried with one parcel";
  target_.calls.clear();
  target_.write = nullptr;
  to_the_end();
  expect_each_once_and_in_order();
}

/// Each parcel fails while the connection is well: every one waits by itself, and they do not come back together.
TEST_F(Overload, of_a_target_that_fails_on_each_parcel_spreads_what_is_tried_again) {
  patience_.attempts = 1000;
  target_.write = [](std::span<const Parcel> parcels) {
    WriteReport report;
    for (std::size_t i = 0; i < parcels.size(); ++i) report.receipts.emplace_back(fail(Fault::unavailable, "HTTP 500"));
    return Result<WriteReport>(report);
  };
  deliver();
  std::set<Instant> moments;
  for (const auto& [item, message] : first_of_) moments.insert(*of(message).next);
  EXPECT_GT(moments.size(), 10U) << "they would all come back at one moment";
  target_.calls.clear();
  target_.write = nullptr;
  for (int rounds = 0; next() && rounds < 100; ++rounds) {
    clock_.at = std::max(*next(), clock_.at);
    deliver();
  }
  EXPECT_EQ(next(), std::nullopt);
  expect_each_once_and_in_order();
}

}  // namespace
}  // namespace sluss::engine
