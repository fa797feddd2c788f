// Lists of messages: whichever index a filter is answered by, it gives what a look at every message would. And what
// stands beside the messages so that nobody looks at them all: places of order lines, days that invoices are due on.
#include <algorithm>

#include "store/inspection.h"
#include "store/store_fixture.h"

namespace sluss::store {
namespace {

class Lists : public StoreTest {
 protected:
  /// Some of everything: kinds, channels, runs, states, reasons, versions.
  void fill() {
    const auto transaction = writing();
    for (std::int64_t i = 0; i < 240; ++i) {
      const auto old_item = i % 7 == 6 ? i - 5 : 0;  // a newer version of one before
      auto stored = message(*transaction, "P" + std::to_string(old_item > 0 ? old_item - 1 : i), old_item);
      stored.message.kind = kinds[static_cast<std::size_t>(old_item > 0 ? old_item - 1 : i) % kinds.size()];
      stored.channel = channels[static_cast<std::size_t>(old_item > 0 ? old_item - 1 : i) % channels.size()];
      stored.run = 1 + i / 50;
      stored.state = states[static_cast<std::size_t>(i / 3) % states.size()];
      if (i % 4 == 0) stored.reason = "waits for " + std::to_string(i);
      must(transaction->messages().append(stored));
    }
    must(transaction->commit());
  }
  static bool fits(const StoredMessage& stored, const MessageFilter& filter) {
    return stored.message.id > filter.after && (!filter.state || stored.state == *filter.state) &&
           (filter.kind.empty() || stored.message.kind == filter.kind) &&
           (filter.channel.empty() || stored.channel == filter.channel) &&
           (filter.key.empty() || stored.message.key == filter.key) && (!filter.run || stored.run == *filter.run) &&
           (filter.reason_like.empty() || stored.reason.find(filter.reason_like) != std::string::npos) &&
           (!filter.current_only || stored.state != State::superseded);
  }

  const std::vector<std::string> kinds = {"placement", "invoice", "order"};
  const std::vector<std::string> channels = {"klipp.placements", "nightly", "blad.orders", "other"};
  const std::vector<State> states = {State::collected, State::delivered, State::filtered, State::held, State::rejected};
};

TEST_F(Lists, are_the_same_by_every_index) {
  fill();
  const auto transaction = reading();
  MessageFilter everything;
  everything.current_only = false;
  everything.limit = 1000;
  const auto all = must(transaction->messages().list(everything));
  ASSERT_EQ(all.size(), 240U);
  int compared = 0;
  for (int bits = 0; bits < 64; ++bits) {
    for (const auto state : {State::held, State::filtered, State::superseded}) {
      MessageFilter filter;
      if ((bits & 1) != 0) filter.state = state;
      if ((bits & 2) != 0) filter.kind = "order";
      if ((bits & 4) != 0) filter.channel = "nightly";
      if ((bits & 8) != 0) filter.key = "P5";
      if ((bits & 16) != 0) filter.run = 2;
      if ((bits & 32) != 0) filter.reason_like = "for 1";
      filter.choose_versions();
      filter.limit = 7;
      std::vector<std::int64_t> expected, listed;
      for (const auto& stored : all)
        if (fits(stored, filter)) expected.push_back(stored.message.id);
      for (;;) {
        const auto page = must(transaction->messages().list(filter));
        for (const auto& stored : page) listed.push_back(stored.message.id);
        if (page.size() < filter.limit) break;
        filter.after = listed.back();
      }
      EXPECT_EQ(listed, expected) << "filter " << bits << ", " << name_of(state);
      compared += static_cast<int>(expected.size());
    }
  }
  EXPECT_GT(compared, 500) << "the filters chose next to nothing";
}

TEST_F(Lists, one_without_content_ends_no_list) {
  fill();
  tamper("PRAGMA foreign_keys = OFF; DELETE FROM content WHERE message IN (2, 3)");
  MessageFilter filter;
  filter.current_only = false;
  filter.limit = 3;
  const auto found = must(reading()->messages().list(filter));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found.back().message.id, 5);
}

TEST_F(Lists, placements_are_found_by_the_order_line_whose_place_they_take) {
  {
    const auto transaction = writing();
    for (const auto* order : {" B27-001 ", "B27-002", "", "B27-001"}) {
      auto stored =
          message(*transaction, std::string("P") + order + std::to_string(must(transaction->messages().next_id())));
      stored.message.body["order"] = order;
      must(transaction->messages().append(stored));
    }
    auto another = message(*transaction, "X");
    another.message.kind = "registration";
    another.message.body["order"] = "B27-001";
    must(transaction->messages().append(another));
    must(transaction->commit());
  }
  const auto transaction = reading();
  const auto placements = must(must(inspection_of(*transaction))->placements_for("B27-001"));
  EXPECT_EQ(placements.size(), 2U);
  EXPECT_TRUE(must(must(inspection_of(*transaction))->placements_for("B27-00")).empty());
  EXPECT_EQ(count("SELECT count(*) FROM placed"), 3);
}

}  // namespace
}  // namespace sluss::store
