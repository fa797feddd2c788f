// What is held of one person is found in whatever way it is written, and what is of others is not. All are made up.
#include "engine/person.h"

#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

constexpr auto today = Day(std::chrono::days(20'700));  // 2026-09-04

class PersonTest : public store::StoreTest {
 protected:
  std::int64_t put(const std::string& key, const std::string& number, const std::string& raw, std::int64_t item = 0) {
    const auto transaction = writing();
    auto stored = message(*transaction, key, item);
    stored.message.body["student"]["personal_number"] = number;
    stored.message.raw = raw;
    must(transaction->messages().append(stored));
    must(transaction->commit());
    return stored.message.id;
  }
  std::vector<std::int64_t> held(const std::string& identifier) {
    std::vector<std::int64_t> ids;
    const auto found = must(held_of_person(*reading(), identifier, today));
    for (const auto& stored : found.messages) ids.push_back(stored.message.id);
    return ids;
  }
};

using Ids = std::vector<std::int64_t>;

TEST_F(PersonTest, is_found_however_the_number_is_written) {
  const auto one = put("P1", "195501019805", "P1;550101-9805");
  const auto two = put("P2", "", "P2;19550101 9805");
  put("P3", "195501019813", "P3;550101-9813");
  for (const auto* written : {"19550101-9805", "195501019805", " 550101-9805 ", "5501019805"})
    EXPECT_EQ(held(written), (Ids{one, two})) << written;
}

TEST_F(PersonTest, all_versions_are_held_also_one_with_another_number) {
  const auto first = put("P1", "195501019805", "");
  const auto second = put("P1", "195501019813", "", first);
  EXPECT_EQ(held("19550101-9805"), (Ids{first, second}));
}

TEST_F(PersonTest, a_number_within_a_longer_one_is_another) {
  put("P1", "", "P1;15501019805;55010198051");
  EXPECT_EQ(held("550101-9805"), Ids{});
}

TEST_F(PersonTest, another_identifier_is_looked_for_as_it_stands) {
  const auto one = put("P1", "", "P1;exuni-4711");
  put("P2", "", "P2;exuni-47110");
  EXPECT_EQ(held("exuni-4711"), Ids{one});
  const auto refused = held_of_person(*reading(), "P1 ", today);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::config);
}

}  // namespace
}  // namespace sluss::engine
