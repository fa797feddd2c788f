#include "store/store_fixture.h"

namespace sluss::store {
namespace {

const Instant noon{std::chrono::seconds(1'800'000'000)};
const Begun begun{"klipp.placements", "placeringar.csv", "v1", 3, noon, 50, "steps abc", 1};

using ReadingsTest = StoreTest;

TEST_F(ReadingsTest, what_was_begun_stands_until_it_is_removed) {
  const auto transaction = writing();
  auto& readings = transaction->readings();
  EXPECT_FALSE(must(readings.find("klipp.placements", "placeringar.csv")));
  must(readings.set(begun));
  const auto found = must(readings.find("klipp.placements", "placeringar.csv"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->version, "v1");
  EXPECT_EQ(found->attempts, 3);
  EXPECT_EQ(found->at, noon);
  EXPECT_EQ(found->rows, 50);
  EXPECT_EQ(found->suspect, "steps abc");
  EXPECT_EQ(found->blamed, 1);
  ASSERT_EQ(must(readings.list()).size(), 1U);
  EXPECT_EQ(must(readings.list())[0].resource, "placeringar.csv");
  must(readings.remove("klipp.placements", "placeringar.csv"));
  EXPECT_TRUE(must(readings.list()).empty());
}

TEST_F(ReadingsTest, a_row_is_passed_over_in_its_channel_while_the_modules_stay) {
  const auto transaction = writing();
  auto& readings = transaction->readings();
  must(readings.pass_over("klipp.placements", "steps abc", "m1"));
  EXPECT_EQ(must(readings.passed_over("klipp.placements", "m1")), std::vector<std::string>{"steps abc"});
  EXPECT_TRUE(must(readings.passed_over("blad.placements", "m1")).empty());
  ASSERT_EQ(must(readings.passed_over_counts()).size(), 1U);
  EXPECT_EQ(must(readings.passed_over_counts())[0].second, 1);
  EXPECT_TRUE(must(readings.passed_over("klipp.placements", "m2")).empty());
  EXPECT_TRUE(must(readings.passed_over_counts()).empty()) << "forgotten";
}

TEST_F(ReadingsTest, a_person_may_have_all_of_a_channel_forgotten) {
  const auto transaction = writing();
  auto& readings = transaction->readings();
  must(readings.set(begun));
  must(readings.pass_over("klipp.placements", "steps abc", "m1"));
  must(readings.pass_over("blad.placements", "steps abc", "m1"));
  EXPECT_EQ(must(readings.forget("klipp.placements")), 2);
  EXPECT_EQ(must(readings.forget("klipp.placements")), 0);
  EXPECT_TRUE(must(readings.list()).empty());
  EXPECT_EQ(must(readings.passed_over_counts()).size(), 1U);
}

}  // namespace
}  // namespace sluss::store
