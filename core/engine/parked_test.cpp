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
