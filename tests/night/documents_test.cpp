// A document that breaks a rule of its format is held with the rule's name; the others leave.
#include <gtest/gtest.h>

#include "support/world.h"

namespace sluss::test {
namespace {

TEST(Documents, one_that_the_network_would_refuse_is_held_with_the_rules_name) {
  World world;
  auto parties = read_file(world.root() / "config/agreements/parties.yaml");
  const std::string number = "organisation_number: \"2029990021\"";
  parties.insert(parties.find(number) + number.size(), ", endpoint: { scheme: \"9999\", id: \"made-up-word\" }");
  world.configure("agreements/parties.yaml", parties);
  world.put(
      "placeringar.csv",
      {{.id = "P1"},
       {.id = "P2", .institution = "Provhögskolan", .personnummer = "19550101-9813"},
       {.id = "P3", .personnummer = "19550101-9821", .unit = "Västra hemsjukvården", .hsa_id = "SE2129990012-E0002"}});
  EXPECT_EQ(number_at(world.sync(), "issued.count"), 3);
  EXPECT_EQ(world.outbox().size(), 2U);
  const auto waiting = world.json({"messages", "list", "--kind", "invoice", "--state", "rejected"});
  ASSERT_EQ(waiting.as_list()->size(), 1U);
  const auto reason = waiting.as_list()->front()["reason"].text_or_empty();
  EXPECT_NE(reason.find("PEPPOL-EN16931-CL008: "), std::string::npos) << reason;
  EXPECT_EQ(reason.find("made-up-word"), std::string::npos) << reason;
}

}  // namespace
}  // namespace sluss::test
