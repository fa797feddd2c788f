// What becomes of deliveries, by what the sink says. The sink is a script; the store is a real one. Synthetic data.
#include "engine/deliverer_fixture.h"

namespace sluss::engine {
namespace {

TEST_F(Delivering, takes_each_once) {
  const auto message = add("a");
  add("b");
  EXPECT_EQ(deliver().deliveries(), 2);
  EXPECT_EQ(deliver().deliveries(), 0);
  EXPECT_EQ(target_.received, (std::map<std::string, int>{{"a", 1}, {"b", 1}}));
  EXPECT_EQ(of(message).state, DeliveryState::delivered);
  EXPECT_EQ(of(message).receipt, "receipt of a");
  EXPECT_EQ(next(), std::nullopt);
}

TEST_F(Delivering, parks_what_is_refused_or_has_no_shape_and_takes_the_rest) {
  const auto shapeless = add("misshapen"), refused = add("b"), taken = add("c");
  target_.write = [&](std::span<const Parcel> parcels) {
    auto report = target_.take(parcels);
    report->receipts.front() = fail(Fault::rejected, "no such buyer");
    return report;
  };
  deliver();
  EXPECT_EQ(of(shapeless).state, DeliveryState::rejected);
  EXPECT_EQ(of(refused).state, DeliveryState::rejected);
  EXPECT_EQ(of(refused).receipt, "no such buyer");
  EXPECT_EQ(of(taken).state, DeliveryState::delivered);
}

TEST_F(Delivering, tries_again_what_there_was_no_memory_for_but_not_for_ever) {
  const auto message = add("huge"), other = add("other");
  deliver();
  EXPECT_EQ(of(other).state, DeliveryState::delivered);
  EXPECT_EQ(of(message).state, DeliveryState::pending);
  EXPECT_EQ(of(message).attempts, 1);
  for (int i = 0; i < 2; ++i) {
    clock_.at = *next();
    deliver();
  }
  EXPECT_EQ(of(message).state, DeliveryState::rejected);
  EXPECT_NE(of(message).receipt.find("given up after 3 attempts: "), std::string::npos) << of(message).receipt;
  EXPECT_EQ(connection().failures, 0) << "the connection is well";
}

TEST_F(Delivering, takes_it_for_doubtful_when_memory_ran_out_while_it_was_sent) {
  target_.resend = Resend::never;
  const auto message = add("a");
  target_.write = [](auto) -> Result<WriteReport> { throw std::bad_alloc(); };
  deliver();
  EXPECT_EQ(of(message).state, DeliveryState::unknown) << "nobody knows how far it came";
}

TEST_F(Delivering, leaves_a_connection_alone_that_gave_out_longer_each_time) {
  const auto message = add("a");
  target_.closed = Error{Fault::unavailable, "nobody answers", std::nullopt};
  auto waited = seconds(0);
  for (int failures = 1; failures <= 12; ++failures) {
    deliver();
    EXPECT_EQ(connection().failures, failures);
    const auto wait = *next() - clock_.at;
    EXPECT_GE(wait * 2, waited);
    waited = wait;
    clock_.at += wait - seconds(1);
    EXPECT_FALSE(deliver().complete()) << "it says that it waits";
    EXPECT_EQ(connection().failures, failures) << "not tried before its time";
    clock_.at += seconds(1);
  }
  EXPECT_LE(waited, seconds(3600));
  EXPECT_EQ(of(message).attempts, 0) << "that the target is away says nothing of the parcel";
  target_.closed.reset();
  deliver();
  EXPECT_EQ(of(message).state, DeliveryState::delivered);
  EXPECT_EQ(connection().failures, 0);
}

TEST_F(Delivering, tries_a_connection_that_gave_out_with_one_parcel) {
  for (int i = 0; i < 30; ++i) add("a" + std::to_string(i));
  target_.write = [](auto) { return Result<WriteReport>(fail(Fault::unavailable, "away")); };
  deliver();
  ASSERT_EQ(target_.calls.size(), 1U);
  EXPECT_EQ(target_.calls.front().size(), 20U);
  clock_.at = *next();
  deliver();
  ASSERT_EQ(target_.calls.size(), 2U);
  EXPECT_EQ(target_.calls.back().size(), 1U);
  target_.write = nullptr;
  clock_.at = *next();
  EXPECT_EQ(deliver().deliveries(), 30);
  EXPECT_EQ(target_.received.size(), 30U);
}

TEST_F(Delivering, keeps_to_the_moment_that_the_target_asks_for) {
  add("a");
  target_.write = [](auto) {
    return Result<WriteReport>(WriteReport{{}, Error{Fault::throttled, "slow down", seconds(1800)}});
  };
  deliver();
  EXPECT_EQ(next(), clock_.at + seconds(1800));
}

TEST_F(Delivering, does_not_wait_when_a_person_asks) {
  add("a");
  target_.closed = Error{Fault::unavailable, "nobody answers", std::nullopt};
  deliver();
  target_.closed.reset();
  EXPECT_EQ(deliver(Pace::patient).deliveries(), 0);
  EXPECT_EQ(deliver(Pace::now).deliveries(), 1);
}

TEST_F(Delivering, pauses_a_connection_that_refuses_us_entry) {
  const auto message = add("a");
  target_.closed = Error{Fault::denied, "wrong password", std::nullopt};
  deliver();
  clock_.at += std::chrono::hours(100);
  target_.closed.reset();
  EXPECT_FALSE(deliver(Pace::now).complete());
  EXPECT_TRUE(target_.calls.empty()) << "a wrong password is not tried again";
  EXPECT_EQ(connection().paused, "wrong password");
  EXPECT_EQ(next(), std::nullopt);
  EXPECT_EQ(of(message).state, DeliveryState::pending);
}

TEST_F(Delivering, gives_up_on_a_parcel_that_fails_while_the_connection_is_well) {
  const auto poison = add("poison"), well = add("well");
  target_.write = [&](std::span<const Parcel> parcels) {
    auto report = target_.take(parcels);
    for (std::size_t i = 0; i < parcels.size(); ++i) {
      if (parcels[i].key == "poison") report->receipts[i] = fail(Fault::unavailable, "HTTP 500");
    }
    return report;
  };
  deliver();
  EXPECT_EQ(of(well).state, DeliveryState::delivered);
  EXPECT_EQ(of(poison).state, DeliveryState::pending);
  for (int i = 0; i < 2; ++i) {
    EXPECT_GT(next(), clock_.at);
    clock_.at = *next();
    deliver();
  }
  EXPECT_EQ(of(poison).state, DeliveryState::rejected);
  EXPECT_EQ(of(poison).receipt, "given up after 3 attempts: HTTP 500");
}

TEST_F(Delivering, counts_an_attempt_before_the_parcel_leaves) {
  const auto message = add("a");
  target_.write = [&](std::span<const Parcel> parcels) {
    EXPECT_EQ(of(message).state, DeliveryState::sending);
    EXPECT_EQ(of(message).attempts, 1);
    return target_.take(parcels);
  };
  deliver();
}

TEST_F(Delivering, sends_what_breaks_the_sink_alone) {
  const auto before = add("before"), poison = add("poison"), after = add("after");
  target_.write = [&](std::span<const Parcel> parcels) -> Result<WriteReport> {
    for (const auto& parcel : parcels) {
      if (parcel.key == "poison") throw std::runtime_error("a bug");
    }
    return target_.take(parcels);
  };
  for (int i = 0; i < 10 && next(); ++i) {
    clock_.at = std::max(clock_.at, *next());
    deliver();
  }
  EXPECT_EQ(of(before).state, DeliveryState::delivered);
  EXPECT_EQ(of(after).state, DeliveryState::delivered);
  EXPECT_EQ(of(poison).state, DeliveryState::unknown);
  EXPECT_GT(*next(), clock_.at + std::chrono::hours(23)) << "then once a day";
}

TEST_F(Delivering, asks_before_it_sends_again_what_may_have_arrived) {
  target_.resend = Resend::ask;
  const auto arrived = add("arrived"), lost = add("lost");
  target_.write = [](auto parcels) {
    WriteReport report;
    for (std::size_t i = 0; i < parcels.size(); ++i)
      report.receipts.emplace_back(fail(Fault::unknown_outcome, "the connection broke before the answer"));
    return Result<WriteReport>(report);
  };
  deliver();
  EXPECT_EQ(of(arrived).state, DeliveryState::unknown);
  target_.write = nullptr;
  target_.find = [](const std::string& key) -> Result<std::optional<std::string>> {
    return key == "arrived" ? std::optional<std::string>("number 7") : std::nullopt;
  };
  clock_.at += std::chrono::hours(1);
  deliver();
  EXPECT_EQ(of(arrived).state, DeliveryState::delivered);
  EXPECT_EQ(of(arrived).receipt, "number 7");
  EXPECT_EQ(of(lost).state, DeliveryState::delivered);
  EXPECT_EQ(target_.received, (std::map<std::string, int>{{"lost", 1}})) << "what had arrived was not sent";
}

TEST_F(Delivering, never_sends_what_a_target_that_cannot_be_asked_may_have) {
  target_.resend = Resend::never;
  const auto message = add("a"), second = add("b");
  target_.write = [&](std::span<const Parcel> parcels) {
    auto report = target_.take(parcels);
    report->receipts.front() = fail(Fault::unknown_outcome, "no answer came");
    return report;
  };
  deliver();
  EXPECT_EQ(of(second).state, DeliveryState::delivered);
  target_.calls.clear();
  clock_.at += std::chrono::hours(1000);
  deliver(Pace::now);
  EXPECT_TRUE(target_.calls.empty());
  EXPECT_EQ(of(message).state, DeliveryState::unknown);
  EXPECT_EQ(next(), std::nullopt);
}

TEST_F(Delivering, takes_what_was_under_way_in_a_crash_for_doubtful) {
  for (const auto resend : {Resend::safe, Resend::ask, Resend::never}) {
    target_ = Target();
    target_.resend = resend;
    target_.find = [](const std::string&) { return std::optional<std::string>("it is here"); };
    const auto message = add("crash " + std::to_string(static_cast<int>(resend)));
    {
      const auto writing = must(store_->begin(store::Access::write));
      auto delivery = must(writing->deliveries().of_message(message)).front();
      delivery.state = DeliveryState::sending;
      delivery.attempts = 1;
      must(writing->deliveries().update(delivery));
      must(writing->commit());
    }
    deliver();
    EXPECT_EQ(target_.calls.size(), resend == Resend::safe ? 1U : 0U);
    EXPECT_EQ(of(message).state, resend == Resend::never ? DeliveryState::unknown : DeliveryState::delivered);
  }
}

TEST_F(Delivering, keeps_the_order_of_one_item_whatever_becomes_of_it) {
  const auto first = add("first"), other = add("other");
  add("second", first, "first");
  target_.write = [&](std::span<const Parcel> parcels) {
    auto report = target_.take(parcels);
    report->receipts.front() = fail(Fault::unavailable, "HTTP 500");
    return report;
  };
  deliver();
  EXPECT_EQ(target_.calls, (std::vector<std::vector<std::string>>{{"first", "other"}})) << "the change waits";
  EXPECT_EQ(of(other).state, DeliveryState::delivered);
  target_.write = nullptr;
  for (int i = 0; i < 3 && next(); ++i) {
    clock_.at = std::max(clock_.at, *next());
    deliver();
  }
  ASSERT_EQ(target_.calls.size(), 3U);
  EXPECT_EQ(target_.calls[1], std::vector<std::string>{"first"});
  EXPECT_EQ(target_.calls[2], std::vector<std::string>{"second"});
}

TEST_F(Delivering, goes_on_where_the_sink_stopped) {
  for (const auto* key : {"a", "b", "c"}) add(key);
  target_.write = [&](std::span<const Parcel> parcels) {
    auto report = target_.take(parcels.first(1));
    report->stopped = Error{Fault::unavailable, "it closed", std::nullopt};
    return report;
  };
  EXPECT_EQ(deliver().deliveries(), 1);
  target_.write = nullptr;
  clock_.at = *next();
  EXPECT_EQ(deliver().deliveries(), 2);
  EXPECT_EQ(target_.received, (std::map<std::string, int>{{"a", 1}, {"b", 1}, {"c", 1}}));
}

}  // namespace
}  // namespace sluss::engine
