#include "store/store_fixture.h"

namespace sluss::store {
namespace {

class DeliveriesOf : public StoreTest {
 protected:
  DeliveriesOf() : transaction_(writing()) {
    append(*transaction_, "I1");
    must(transaction_->deliveries().add(1, "peppol.invoices", "peppol/I1"));
    must(transaction_->deliveries().add(1, "basis.invoices", "basis/I1"));
    must(transaction_->messages().set_state(1, State::delivering, "", std::nullopt));
  }
  Delivery of(const std::string& connection) {
    for (const auto& delivery : must(transaction_->deliveries().of_message(1))) {
      if (delivery.connection == connection) return delivery;
    }
    return {};
  }
  void settle(const std::string& connection, DeliveryState state) {
    auto delivery = of(connection);
    delivery.state = state;
    must(transaction_->deliveries().update(delivery));
  }
  State state() { return must(transaction_->messages().get(1))->state; }
  std::size_t open(const std::string& connection) {
    return must(transaction_->deliveries().open({.connection = connection})).size();
  }

  std::unique_ptr<Transaction> transaction_;
};

TEST_F(DeliveriesOf, a_message_wait_for_each_sink) {
  EXPECT_EQ(must(transaction_->deliveries().of_message(1)).size(), 2U);
  EXPECT_EQ(open("peppol.invoices"), 1U);
  EXPECT_EQ(open("other.invoices"), 0U);
  EXPECT_TRUE(must(transaction_->deliveries().open({.connection = "peppol.invoices", .after = 1})).empty());
}

TEST_F(DeliveriesOf, a_key_are_made_once) {
  append(*transaction_, "I2");
  EXPECT_FALSE(transaction_->deliveries().add(2, "basis.invoices", "peppol/I1"));
  must(transaction_->deliveries().add(2, "basis.invoices", "basis/I2"));
}

TEST_F(DeliveriesOf, a_message_that_come_late_leave_a_replaced_version_replaced) {
  append(*transaction_, "I1", 1);
  settle("peppol.invoices", DeliveryState::delivered);
  settle("basis.invoices", DeliveryState::delivered);
  EXPECT_EQ(state(), State::superseded);
  settle("basis.invoices", DeliveryState::rejected);
  EXPECT_EQ(state(), State::superseded);
}

TEST_F(DeliveriesOf, a_message_keep_what_became_of_them) {
  auto delivery = of("peppol.invoices");
  delivery.state = DeliveryState::delivered;
  delivery.attempts = 2;
  delivery.receipt = "faktura-1.xml";
  delivery.total = Ore{459000};
  delivery.lines = 1;
  delivery.at = Instant(std::chrono::seconds(1'800'000'000));
  must(transaction_->deliveries().update(delivery));
  const auto kept = of("peppol.invoices");
  EXPECT_EQ(kept.key, "peppol/I1");
  EXPECT_EQ(kept.message, 1);
  EXPECT_EQ(kept.state, DeliveryState::delivered);
  EXPECT_EQ(kept.attempts, 2);
  EXPECT_EQ(kept.receipt, "faktura-1.xml");
  EXPECT_EQ(kept.total, Ore{459000});
  EXPECT_EQ(kept.lines, 1);
  EXPECT_EQ(kept.at, delivery.at);
}

TEST_F(DeliveriesOf, a_message_must_all_be_done_before_it_is_delivered) {
  settle("peppol.invoices", DeliveryState::delivered);
  EXPECT_EQ(state(), State::delivering);
  EXPECT_EQ(must(transaction_->deliveries().undone("basis.invoices")), 1);
  settle("basis.invoices", DeliveryState::delivered);
  EXPECT_EQ(must(transaction_->deliveries().undone("basis.invoices")), 0);
  EXPECT_EQ(state(), State::delivered);
}

TEST_F(DeliveriesOf, a_message_that_one_sink_refused_park_it) {
  settle("peppol.invoices", DeliveryState::delivered);
  settle("basis.invoices", DeliveryState::rejected);
  EXPECT_EQ(must(transaction_->deliveries().undone("basis.invoices")), 1);
  EXPECT_EQ(state(), State::rejected);
  EXPECT_EQ(open("basis.invoices"), 0U);
}

TEST_F(DeliveriesOf, a_message_that_were_under_way_when_it_broke_are_open) {
  settle("peppol.invoices", DeliveryState::sending);
  EXPECT_EQ(open("peppol.invoices"), 1U);
}

TEST_F(DeliveriesOf, a_message_that_are_in_doubt_are_not_made_again_and_not_forgotten) {
  settle("peppol.invoices", DeliveryState::unknown);
  EXPECT_EQ(open("peppol.invoices"), 0U);
  EXPECT_EQ(must(transaction_->deliveries().undone("peppol.invoices")), 1);
  EXPECT_EQ(state(), State::delivering);
}

TEST_F(DeliveriesOf, a_message_are_counted_by_state_unless_nobody_waits_for_them) {
  settle("peppol.invoices", DeliveryState::delivered);
  settle("basis.invoices", DeliveryState::unknown);
  const auto counts = must(transaction_->deliveries().counts());
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].connection, "peppol.invoices");
  EXPECT_EQ(counts[0].state, DeliveryState::delivered);
  EXPECT_EQ(counts[1].connection, "basis.invoices");
  EXPECT_EQ(counts[1].state, DeliveryState::unknown);
  EXPECT_EQ(counts[1].deliveries, 1);
  append(*transaction_, "I1", 1);
  EXPECT_EQ(must(transaction_->deliveries().counts()).size(), 1U) << "what is done stays counted";
}

}  // namespace
}  // namespace sluss::store
