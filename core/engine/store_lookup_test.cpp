#include "engine/store_lookup.h"

#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

using store::State;

class StoreLookupTest : public store::StoreTest {
 protected:
  StoreLookupTest() : transaction_(writing()) { lookup_.use(*transaction_); }

  store::StoredMessage put(const std::string& kind, const std::string& key, State state,
                           const std::string& channel = "blad.orders", std::int64_t item = 0) {
    auto stored = message(*transaction_, key, item);
    stored.message.kind = kind;
    stored.channel = channel;
    stored.state = state;
    must(transaction_->messages().append(stored));
    return stored;
  }
  /// "B1 accepted 2": key, standing and id of each.
  std::vector<std::string> all(const std::string& kind, std::optional<std::string_view> scope = std::nullopt) {
    std::vector<std::string> seen;
    must(lookup_.each(kind, scope, [&](Found&& found) -> Result<void> {
      const char* standing = found.standing == Standing::accepted   ? "accepted"
                             : found.standing == Standing::filtered ? "filtered"
                                                                    : "parked";
      seen.push_back(found.message.key + " " + standing + " " + std::to_string(found.message.id));
      return {};
    }));
    return seen;
  }

  std::unique_ptr<store::Transaction> transaction_;
  StoreLookup lookup_;
};

TEST_F(StoreLookupTest, finds_the_current_version_within_the_transaction) {
  const auto first = put("order", "B1", State::collected);
  const auto second = put("order", "B1", State::rejected, "blad.orders", first.message.item);
  const auto found = must(lookup_.in_channel("blad.orders", "B1"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->message.id, second.message.id);
  EXPECT_EQ(found->standing, Standing::parked);
  EXPECT_EQ(found->message.raw, "") << "a row as it was read is for people";
  EXPECT_FALSE(must(lookup_.in_channel("blad.offers", "B1")));
  EXPECT_FALSE(must(lookup_.in_channel("blad.orders", "B2")));
}

TEST_F(StoreLookupTest, finds_by_kind_in_whatever_channel_the_newest) {
  put("order", "B1", State::collected);
  put("offer", "B1", State::collected, "blad.offers");
  const auto newest = put("order", "B1", State::delivering, "mejl.orders");
  put("order", "B1", State::resolved, "gammalt.orders");
  EXPECT_EQ(must(lookup_.of_kind("order", "B1"))->message.id, newest.message.id);
  EXPECT_EQ(must(lookup_.of_kind("offer", "B1"))->message.kind, "offer");
  EXPECT_FALSE(must(lookup_.of_kind("placement", "B1")));
}

TEST_F(StoreLookupTest, goes_through_each_of_a_kind_once) {
  const auto first = put("order", "B1", State::collected);
  put("order", "B1", State::delivered, "blad.orders", first.message.item);
  put("order", "B2", State::filtered);
  put("order", "B3", State::held);
  put("order", "B4", State::resolved);
  put("offer", "S1", State::collected);
  EXPECT_EQ(all("order"), (std::vector<std::string>{"B1 accepted 2", "B2 filtered 3", "B3 parked 4"}));
  EXPECT_EQ(all("order", "HT2026|universitetet").size(), 3U);
  EXPECT_TRUE(all("order", "VT2027|universitetet").empty());
}

TEST_F(StoreLookupTest, goes_through_more_than_are_read_at_once) {
  for (int i = 0; i < 1203; ++i) put("order", "B" + std::to_string(i), State::collected);
  EXPECT_EQ(all("order").size(), 1203U);
}

TEST_F(StoreLookupTest, an_error_of_the_visitor_ends_the_walk) {
  put("order", "B1", State::collected);
  put("order", "B2", State::collected);
  int visits = 0;
  const auto walked = lookup_.each("order", std::nullopt, [&](Found&&) -> Result<void> {
    ++visits;
    return fail(Fault::data, "enough");
  });
  EXPECT_FALSE(walked);
  EXPECT_EQ(visits, 1);
}

}  // namespace
}  // namespace sluss::engine
