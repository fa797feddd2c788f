#include "engine/parked.h"

#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

using store::DeliveryState;
using store::State;

class ParkedTest : public store::StoreTest {
 protected:
  ParkedTest() : transaction_(writing()) {}

  std::int64_t parked(State state, const std::string& kind = "placement") {
    auto stored = message(*transaction_, "P" + std::to_string(++made_));
    stored.message.kind = kind;
    stored.state = state;
    stored.reason = "waits";
    must(transaction_->messages().append(stored));
    return stored.message.id;
  }
  void delivery(std::int64_t id, const std::string& to, DeliveryState state) {
    must(transaction_->deliveries().add(id, to, to + "/" + std::to_string(id)));
    auto made = must(transaction_->deliveries().of_message(id)).back();
    made.state = state;
    made.attempts = 3;
    must(transaction_->deliveries().update(made));
  }
  store::StoredMessage stored(std::int64_t id) { return *must(transaction_->messages().get(id)); }
  static std::string refusal(const Result<void>& done) { return done ? "" : done.error().what; }
  std::vector<store::AuditEntry> audit() { return must(transaction_->audit().list(10)); }

  const Decider anna_{"anna", Instant(std::chrono::seconds(1'800'000'000)), "the unit has mended its address"};
  std::unique_ptr<store::Transaction> transaction_;

 private:
  int made_ = 0;
};

TEST_F(ParkedTest, a_refused_delivery_is_opened_again_under_its_key) {
  const auto id = parked(State::delivering, "invoice");
  delivery(id, "peppol", DeliveryState::rejected);
  delivery(id, "basis", DeliveryState::delivered);
  EXPECT_EQ(stored(id).state, State::rejected);
  must(retry(*transaction_, id, anna_));
  EXPECT_EQ(stored(id).state, State::delivering);
  EXPECT_EQ(stored(id).reason, "");
  const auto deliveries = must(transaction_->deliveries().of_message(id));
  EXPECT_EQ(deliveries[0].state, DeliveryState::pending);
  EXPECT_EQ(deliveries[0].key, "peppol/" + std::to_string(id));
  EXPECT_EQ(deliveries[0].attempts, 3) << "they are counted on";
  EXPECT_EQ(deliveries[1].state, DeliveryState::delivered) << "what has arrived is not sent again";
  ASSERT_EQ(audit().size(), 1U);
  EXPECT_EQ(audit()[0].action, "retry");
  EXPECT_EQ(audit()[0].what, "message " + std::to_string(id) + " to peppol (rejected)");
  EXPECT_EQ(audit()[0].detail, anna_.reason);
}

TEST_F(ParkedTest, one_in_doubt_is_opened_by_a_person) {
  const auto id = parked(State::delivering, "invoice");
  delivery(id, "peppol", DeliveryState::unknown);
  must(retry(*transaction_, id, anna_));
  EXPECT_EQ(must(transaction_->deliveries().open({.connection = "peppol"})).size(), 1U);
}

TEST_F(ParkedTest, without_such_a_delivery_there_is_nothing_to_retry) {
  const auto held = parked(State::held);
  EXPECT_NE(refusal(retry(*transaction_, held, anna_)).find("is held: it has no refused"), std::string::npos);
  const auto delivered = parked(State::delivering, "invoice");
  delivery(delivered, "peppol", DeliveryState::delivered);
  EXPECT_NE(refusal(retry(*transaction_, delivered, anna_)).find("is delivered"), std::string::npos);
  EXPECT_EQ(refusal(retry(*transaction_, 999, anna_)), "there is no message 999");
  EXPECT_TRUE(audit().empty());
}

TEST_F(ParkedTest, a_doubt_is_settled_by_a_person_who_knows_that_it_arrived) {
  const auto id = parked(State::delivering, "invoice");
  delivery(id, "peppol", DeliveryState::unknown);
  delivery(id, "basis", DeliveryState::delivered);
  must(confirm(*transaction_, id, anna_));
  EXPECT_EQ(stored(id).state, State::delivered);
  const auto made = must(transaction_->deliveries().of_message(id));
  EXPECT_EQ(made[0].state, DeliveryState::delivered);
  EXPECT_EQ(made[0].receipt, "confirmed by anna: the unit has mended its address");
  EXPECT_EQ(made[0].at, anna_.at);
  EXPECT_TRUE(must(transaction_->deliveries().open({.connection = "peppol", .doubtful = true})).empty());
  ASSERT_EQ(audit().size(), 1U);
  EXPECT_EQ(audit()[0].action, "confirm");
  EXPECT_EQ(audit()[0].what, "message " + std::to_string(id) + " to peppol");
}

TEST_F(ParkedTest, a_confirmed_message_waits_for_its_other_deliveries) {
  const auto id = parked(State::delivering, "invoice");
  delivery(id, "peppol", DeliveryState::unknown);
  delivery(id, "basis", DeliveryState::pending);
  must(confirm(*transaction_, id, anna_));
  EXPECT_EQ(stored(id).state, State::delivering);
  EXPECT_NE(refusal(confirm(*transaction_, id, anna_)).find("none of its deliveries is in doubt"), std::string::npos);
  EXPECT_EQ(audit().size(), 1U);
}

TEST_F(ParkedTest, what_was_refused_is_not_confirmed) {
  const auto id = parked(State::delivering, "invoice");
  delivery(id, "peppol", DeliveryState::rejected);
  EXPECT_NE(refusal(confirm(*transaction_, id, anna_)).find("is rejected: none"), std::string::npos);
  EXPECT_EQ(refusal(confirm(*transaction_, 999, anna_)), "there is no message 999");
}

class ReplacedTest : public ParkedTest {
 protected:
  /// Two versions of one thing; the first one's delivery is in this state, the second one's waits.
  void versions(DeliveryState first) {
    const auto key = "K" + std::to_string(++things_);
    auto one = message(*transaction_, key);
    one.state = State::delivering;
    must(transaction_->messages().append(one));
    older_ = one.message.id;
    delivery(older_, "registry", first);
    auto two = message(*transaction_, key, older_);
    two.state = State::delivering;
    must(transaction_->messages().append(two));
    newer_ = two.message.id;
    delivery(newer_, "registry", DeliveryState::pending);
  }
  std::vector<std::int64_t> open() {
    std::vector<std::int64_t> messages;
    for (const auto& one : must(transaction_->deliveries().open({.connection = "registry"})))
      messages.push_back(one.message);
    return messages;
  }
  store::Delivery delivered(std::int64_t id) {
    auto made = must(transaction_->deliveries().of_message(id)).back();
    made.state = DeliveryState::delivered;
    return made;
  }
  std::int64_t older_ = 0, newer_ = 0;
  int things_ = 0;
};

TEST_F(ReplacedTest, its_doubt_holds_back_the_newer_version_until_it_is_confirmed) {
  versions(DeliveryState::unknown);
  EXPECT_TRUE(open().empty());
  must(confirm(*transaction_, older_, anna_));
  EXPECT_EQ(stored(older_).state, State::superseded);
  EXPECT_EQ(open(), std::vector<std::int64_t>{newer_});
}

TEST_F(ReplacedTest, its_doubt_or_refusal_is_retried_before_the_newer_version_goes) {
  for (const auto state : {DeliveryState::unknown, DeliveryState::rejected}) {
    versions(state);
    must(retry(*transaction_, older_, anna_));
    EXPECT_EQ(stored(older_).state, State::superseded) << "it stays replaced";
    EXPECT_EQ(open(), std::vector<std::int64_t>{older_});
    must(transaction_->deliveries().update(delivered(older_)));
    must(transaction_->deliveries().update(delivered(newer_)));
  }
}

TEST_F(ReplacedTest, is_not_sent_after_the_newer_version) {
  for (const auto gone : {DeliveryState::delivered, DeliveryState::unknown, DeliveryState::sending}) {
    versions(DeliveryState::rejected);
    auto made = must(transaction_->deliveries().of_message(newer_)).back();
    made.state = gone;
    must(transaction_->deliveries().update(made));
    EXPECT_NE(refusal(retry(*transaction_, older_, anna_)).find("which has gone to registry already"),
              std::string::npos);
  }
  EXPECT_TRUE(audit().empty());
}

TEST_F(ParkedTest, what_waits_can_be_discarded_with_a_reason) {
  for (const auto state : {State::held, State::rejected}) {
    const auto id = parked(state);
    must(discard(*transaction_, id, anna_));
    EXPECT_EQ(stored(id).state, State::resolved);
    EXPECT_EQ(stored(id).reason, "discarded by anna: the unit has mended its address");
  }
  EXPECT_EQ(audit().size(), 2U);
}

TEST_F(ParkedTest, what_does_not_wait_is_not_discarded) {
  EXPECT_NE(refusal(discard(*transaction_, parked(State::collected), anna_)).find("is collected: it waits for nobody"),
            std::string::npos);
  EXPECT_EQ(refusal(discard(*transaction_, 999, anna_)), "there is no message 999");
}

TEST_F(ParkedTest, an_invoice_is_never_discarded) {
  const auto id = parked(State::rejected, "invoice");
  EXPECT_NE(refusal(discard(*transaction_, id, anna_)).find("never dropped"), std::string::npos);
  EXPECT_EQ(stored(id).state, State::rejected);
}

}  // namespace
}  // namespace sluss::engine
