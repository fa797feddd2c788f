// Who answers. All parties are made up.
#include "domain/party_identity.h"

#include <gtest/gtest.h>

namespace sluss::domain {
namespace {

const BilledParty university{"2029990013", {"0088", "7300000000019"}};

TEST(PartyId, is_written_in_one_way) {
  EXPECT_EQ(party_id("0007", " 202999-0013 "), "0007:2029990013");
  EXPECT_EQ(party_id("0007", "162029990013"), "0007:2029990013");
  EXPECT_EQ(party_id("0088", "7300000000019"), "0088:7300000000019");
  EXPECT_EQ(party_id("9915", "b"), "9915:b");
}

TEST(PartyId, what_is_none_is_not_taken) {
  for (const auto& [scheme, id] : std::vector<std::pair<std::string, std::string>>{{"", "2029990013"},
                                                                                   {"0007", ""},
                                                                                   {"0007", "2029990014"},
                                                                                   {"0007", "Provia Testberg"},
                                                                                   {"0088", "73000000000"},
                                                                                   {"007", "2029990013"},
                                                                                   {"00a7", "2029990013"},
                                                                                   {"9915", "a b"},
                                                                                   {"9915", std::string(51, 'a')}})
    EXPECT_FALSE(party_id(scheme, id)) << scheme << " " << id;
  EXPECT_FALSE(party_id("0007", "5501019805")) << "a person's";
  EXPECT_TRUE(is_party_id("0007:2029990013"));
  EXPECT_FALSE(is_party_id("0007:202999-0013"));
  EXPECT_FALSE(is_party_id("2029990013"));
}

TEST(IsParty, organisation_numbers_decide_where_both_have_one) {
  EXPECT_TRUE(is_party({"0007:2029990013"}, university));
  EXPECT_TRUE(is_party({"0088:7300000000099", "0007:2029990013"}, university)) << "from another of its addresses";
  EXPECT_FALSE(is_party({"0007:2029990021"}, university));
  EXPECT_FALSE(is_party({"0088:7300000000019", "0007:2029990021"}, university));
  EXPECT_FALSE(is_party({"0007:2029990013", "0007:2029990021"}, university)) << "it says that it is two";
}

TEST(IsParty, otherwise_glns_do) {
  EXPECT_TRUE(is_party({"0088:7300000000019"}, university));
  EXPECT_FALSE(is_party({"0088:7300000000099"}, university));
  EXPECT_FALSE(is_party({"0088:7300000000019"}, {"2029990013", {}})) << "nobody knows whose that is";
}

TEST(IsParty, otherwise_the_same_must_stand_on_both_sides) {
  EXPECT_TRUE(is_party({"9915:b"}, {"2029990013", {"9915", "b"}}));
  EXPECT_FALSE(is_party({"9915:c"}, {"2029990013", {"9915", "b"}}));
  EXPECT_FALSE(is_party({}, university));
}

}  // namespace
}  // namespace sluss::domain
