#include "store/store_fixture.h"

namespace sluss::store {
namespace {

class Messages : public StoreTest {
 protected:
  static std::vector<std::string> keys(const std::vector<StoredMessage>& messages) {
    std::vector<std::string> keys;
    for (const auto& stored : messages) keys.push_back(stored.message.key);
    return keys;
  }
  static std::vector<std::string> listed(Transaction& transaction, const MessageFilter& filter) {
    return keys(must(transaction.messages().list(filter)));
  }
  static std::vector<std::int64_t> current(Transaction& transaction, const std::string& scope) {
    std::vector<std::int64_t> ids;
    must(transaction.messages().each_current("klipp.placements", scope,
                                             [&](std::int64_t id, State) { ids.push_back(id); }));
    return ids;
  }
};

TEST_F(Messages, are_given_back_as_they_came) {
  const auto transaction = writing();
  auto stored = message(*transaction, "P1");
  stored.message.raw = std::string("a;\"b\nc\";\xC3\xA5;\x00;", 13);
  stored.message.body = *parse_json(R"({"b":{"a":1.50,"c":[true,null,"Å"]},"a":9007199254740993})");
  stored.message.origin = {"blad.xlsx", "HT 2026", 1'048'576, nullptr};
  stored.state = State::held;
  stored.reason = "No agreement";
  stored.amount = Ore{-30600};
  must(transaction->messages().append(stored));
  const auto found = must(transaction->messages().get(stored.message.id));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->message.raw, stored.message.raw);
  EXPECT_EQ(to_json(found->message.body), to_json(stored.message.body));
  EXPECT_EQ(found->message.origin.place(), stored.message.origin.place());
  EXPECT_EQ(found->message.kind, "placement");
  EXPECT_EQ(found->channel, "klipp.placements");
  EXPECT_EQ(found->scope, "HT2026|universitetet");
  EXPECT_EQ(found->hash, stored.hash);
  EXPECT_EQ(found->state, State::held);
  EXPECT_EQ(found->reason, "No agreement");
  EXPECT_EQ(found->amount, Ore{-30600});
  EXPECT_FALSE(must(transaction->messages().get(stored.message.id + 1)));
}

TEST_F(Messages, that_are_rolled_back_were_never_there) {
  {
    const auto transaction = writing();
    auto stored = message(*transaction, "P1");
    stored.channel = "new.channel";
    must(transaction->messages().append(stored));
  }
  const auto transaction = writing();
  EXPECT_FALSE(must(transaction->messages().find("new.channel", "P1")));
  // The dictionary of names forgets what was rolled back, too.
  auto stored = message(*transaction, "P1");
  EXPECT_EQ(stored.message.id, 1);
  stored.channel = "new.channel";
  must(transaction->messages().append(stored));
  EXPECT_TRUE(must(transaction->messages().find("new.channel", "P1")));
}

TEST_F(Messages, have_ids_that_are_never_given_twice) {
  {
    const auto transaction = writing();
    EXPECT_EQ(append(*transaction, "P1").message.id, 1);
    EXPECT_EQ(append(*transaction, "P2").message.id, 2);
    must(transaction->commit());
  }
  open();
  EXPECT_EQ(append(*writing(), "P3").message.id, 3);
}

TEST_F(Messages, are_found_by_channel_and_key) {
  const auto transaction = writing();
  const auto stored = append(*transaction, "P1");
  const auto known = must(transaction->messages().find("klipp.placements", "P1"));
  ASSERT_TRUE(known);
  EXPECT_EQ(known->message, stored.message.id);
  EXPECT_EQ(known->item, stored.message.item);
  EXPECT_EQ(known->hash, stored.hash);
  EXPECT_FALSE(must(transaction->messages().find("klipp.placements", "P2")));
  EXPECT_FALSE(must(transaction->messages().find("klipp.orders", "P1")));
}

TEST_F(Messages, of_a_newer_version_replace_the_older) {
  const auto transaction = writing();
  const auto older = append(*transaction, "P1");
  must(transaction->messages().set_state(older.message.id, State::held, "waits", Ore{100}));
  const auto newer = append(*transaction, "P1", older.message.item);
  EXPECT_EQ(must(transaction->messages().find("klipp.placements", "P1"))->message, newer.message.id);
  const auto replaced = must(transaction->messages().get(older.message.id));
  EXPECT_EQ(replaced->state, State::superseded);
  EXPECT_EQ(replaced->reason, "");
  EXPECT_FALSE(replaced->amount);
  EXPECT_EQ(listed(*transaction, {}).size(), 1U);
  MessageFilter all;
  all.current_only = false;
  EXPECT_EQ(listed(*transaction, all).size(), 2U);
}

TEST_F(Messages, remember_what_they_were_made_of) {
  const auto transaction = writing();
  const auto a = append(*transaction, "P1"), b = append(*transaction, "P2");
  auto made = message(*transaction, "I1");
  made.message.parents = {a.message.id, b.message.id, a.message.id};
  must(transaction->messages().append(made));
  EXPECT_EQ(must(transaction->messages().get(made.message.id))->message.parents,
            (std::vector<std::int64_t>{a.message.id, b.message.id}));
}

TEST_F(Messages, are_listed_by_what_one_asks_for_page_by_page) {
  const auto transaction = writing();
  for (const auto* key : {"P1", "P2", "P3", "P4"}) append(*transaction, key);
  must(transaction->messages().set_state(2, State::held, "waits", std::nullopt));
  must(transaction->messages().set_state(4, State::held, "waits", std::nullopt));
  auto other = message(*transaction, "P1");
  other.channel = "blad.placements";
  other.run = 2;
  must(transaction->messages().append(other));

  MessageFilter filter;
  filter.state = State::held;
  EXPECT_EQ(listed(*transaction, filter), (std::vector<std::string>{"P2", "P4"}));
  filter.limit = 1;
  filter.after = 2;
  EXPECT_EQ(listed(*transaction, filter), std::vector<std::string>{"P4"});
  filter = {};
  filter.key = "P1";
  EXPECT_EQ(listed(*transaction, filter).size(), 2U);
  filter.channel = "blad.placements";
  EXPECT_EQ(listed(*transaction, filter).size(), 1U);
  filter = {};
  filter.run = 2;
  EXPECT_EQ(listed(*transaction, filter), std::vector<std::string>{"P1"});
  filter = {};
  filter.kind = "invoice";
  EXPECT_TRUE(listed(*transaction, filter).empty());
}

TEST_F(Messages, that_stand_for_something_in_a_scope_are_looked_through) {
  const auto transaction = writing();
  for (const auto* key : {"P1", "P2", "P3", "P4"}) append(*transaction, key);
  must(transaction->messages().set_state(2, State::resolved, "mended", std::nullopt));
  auto withdrawn = message(*transaction, "P3", 3);
  withdrawn.message.change = Change::withdrawn;
  must(transaction->messages().append(withdrawn));
  append(*transaction, "P4", 4);
  EXPECT_EQ(current(*transaction, "HT2026|universitetet"), (std::vector<std::int64_t>{1, 6}));
  EXPECT_TRUE(current(*transaction, "VT2027|universitetet").empty());
}

TEST_F(Messages, are_counted_by_kind_and_state) {
  const auto transaction = writing();
  for (const auto* key : {"P1", "P2", "P3"}) append(*transaction, key);
  append(*transaction, "P3", 3);
  must(transaction->messages().set_state(1, State::held, "waits", Ore{100}));
  must(transaction->messages().set_state(2, State::held, "waits", Ore{-30}));
  const auto counts = must(transaction->messages().counts());
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].state, State::collected);
  EXPECT_EQ(counts[0].messages, 1) << "what was replaced is not counted";
  EXPECT_EQ(counts[1].state, State::held);
  EXPECT_EQ(counts[1].messages, 2);
}

TEST_F(Messages, that_wait_for_a_person_are_counted_with_what_they_are_worth) {
  const auto transaction = writing();
  EXPECT_TRUE(must(transaction->messages().parked()).empty());
  for (const auto* key : {"P1", "P2", "P3", "P4"}) append(*transaction, key);
  auto order = message(*transaction, "O1");
  order.message.kind = "order";
  must(transaction->messages().append(order));
  must(transaction->messages().set_state(1, State::held, "waits", Ore{100}));
  must(transaction->messages().set_state(2, State::held, "waits", Ore{-30}));
  must(transaction->messages().set_state(3, State::rejected, "no start", std::nullopt));
  must(transaction->messages().set_state(order.message.id, State::rejected, "no round", std::nullopt));
  std::string told;
  for (const auto& parked : must(transaction->messages().parked()))
    told += parked.kind + " " + name_of(parked.state) + " " + std::to_string(parked.messages) + " " +
            std::to_string(parked.amount.value) + "; ";
  EXPECT_EQ(told, "order rejected 1 0; placement held 2 70; placement rejected 1 0; ");
}

TEST_F(Messages, have_states_with_names_that_can_be_read_back) {
  for (const auto state : {State::collected, State::delivering, State::delivered, State::filtered, State::held,
                           State::rejected, State::superseded, State::resolved})
    EXPECT_EQ(parse_state(name_of(state)), state);
  EXPECT_FALSE(parse_state("lost"));
}

TEST_F(Messages, whose_content_was_changed_are_refused_or_told) {
  const auto id = [&] {
    const auto transaction = writing();
    const auto stored = append(*transaction, "P1");
    must(transaction->commit());
    return stored.message.id;
  }();
  tamper("UPDATE content SET body = replace(body, 'ost', 'vst')");
  const auto transaction = reading();
  const auto refused = transaction->messages().get(id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::store);
  EXPECT_FALSE(transaction->messages().list({}));
  EXPECT_TRUE(must(transaction->messages().get(id, Damage::tell))->damaged);
}

TEST_F(Messages, of_a_kind_that_the_store_does_not_know_are_damage) {
  {
    const auto transaction = writing();
    append(*transaction, "P1");
    must(transaction->commit());
  }
  tamper("UPDATE message SET kind = kind + 64");
  const auto refused = reading()->messages().list({});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::store);
  EXPECT_NE(refused.error().what.find("restore the store from a backup"), std::string::npos) << refused.error().what;
}

}  // namespace
}  // namespace sluss::store
