#include "engine/causes.h"

#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

using store::State;

TEST(CauseOf, leaves_out_what_is_named) {
  EXPECT_EQ(cause_of("No agreement between \"uni\" and \"ost\" covers programme \"SSK\", type VFU, on 2026-09-07."),
            "No agreement between \"…\" and \"…\" covers programme \"…\", type VFU, on ….");
  EXPECT_EQ(cause_of("3 of its days are billed already by placement KL-2026-00017: 2026-09-07, 2026-09-08"),
            "… of its days are billed already by placement …: …");
  EXPECT_EQ(cause_of("worth 4\u00a0590,00\u00a0kr (line 17)"), "worth … (line …)");
  EXPECT_EQ(cause_of("The days, 2026-09-07–2026-09-25, do not all lie in HT2026."),
            "The days, …, do not all lie in ….");
  EXPECT_EQ(cause_of("a 5\" pipe"), "a …\" pipe") << "a quote that does not end";
  EXPECT_EQ(cause_of(""), "");
}

TEST(CauseOf, is_short_and_whole_characters) {
  std::string reason;
  for (int i = 0; i < 1000; ++i) reason += "åäö ";
  const auto cause = cause_of(reason);
  EXPECT_LE(cause.size(), 310U);
  EXPECT_TRUE(cause.ends_with("…"));
  EXPECT_EQ(cause_of("\xff\xff"), "\xff\xff");
  EXPECT_LE(cause_of(std::string(100'000, '"')).size(), 310U);
}

TEST(LikeOf, has_a_gap_where_something_is_named) {
  EXPECT_EQ(like_of("placement …: …"), "placement %: %");
  EXPECT_EQ(like_of("…"), "%");
}

class Causes : public store::StoreTest {
 protected:
  std::int64_t park(State state, const std::string& reason, std::optional<Ore> amount = std::nullopt,
                    const std::string& kind = "placement") {
    const auto transaction = writing();
    auto stored = message(*transaction, "P" + std::to_string(++made_));
    stored.message.kind = kind;
    stored.state = state;
    stored.reason = reason;
    stored.amount = amount;
    store::StoreTest::must(transaction->messages().append(stored));
    store::StoreTest::must(transaction->commit());
    return stored.message.id;
  }

  int made_ = 0;
};

TEST_F(Causes, those_who_wait_for_the_same_stand_together) {
  const auto first = park(State::held, "No price on 2026-09-07", Ore{100});
  park(State::held, "No price on 2026-09-08", Ore{50});
  park(State::held, "No agreement");
  park(State::rejected, "No price on 2026-09-07");
  park(State::collected, "");
  const auto groups = must(parked_groups(*reading()));
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0].cause, "No price on …");
  EXPECT_EQ(groups[0].count, 2);
  EXPECT_EQ(groups[0].amount, Ore{150});
  EXPECT_EQ(groups[0].example, first);
  EXPECT_EQ(groups[0].decisions, std::vector<std::string>{"discard"});
  EXPECT_FALSE(groups[1].amount);
}

TEST_F(Causes, a_group_is_just_those_and_not_what_the_pattern_finds_besides) {
  const auto first = park(State::held, "No price on 2026-09-07"), second = park(State::held, "No price on 2026-09-08");
  park(State::held, "No price on 2026-09-07 or later");
  park(State::held, "No price on 2026-09-07", std::nullopt, "order");
  park(State::rejected, "No price on 2026-09-07");
  const ParkedName name{State::held, "placement", "klipp.placements", "No price on %"};
  EXPECT_EQ(must(messages_of(*reading(), name)), (std::vector<std::int64_t>{first, second}));
  auto other = name;
  other.connection = "another.channel";
  EXPECT_TRUE(must(messages_of(*reading(), other)).empty());
  other = name;
  other.reason_like = "%";
  EXPECT_TRUE(must(messages_of(*reading(), other)).empty()) << "nobody decides about everything by accident";
}

}  // namespace
}  // namespace sluss::engine
