#include "engine/run_report.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::engine {
namespace {

RunReport report() {
  RunReport made;
  made.pipeline = "nightly";
  made.run = 7;
  made.read = 724;
  made.resources.push_back({"klipp.placements", "placeringar.csv", 724, ""});
  made.issued.add(Ore{520200});
  made.delivered["peppol.invoices"].add(Ore{520200});
  made.delivered["underlag.invoices"].add(Ore{520200});
  return made;
}

TEST(RunReport, is_clean_when_nothing_waits_for_a_person) {
  EXPECT_TRUE(report().clean());
  auto held = report();
  held.held.add(Ore{});
  EXPECT_TRUE(held.complete());
  EXPECT_FALSE(held.clean());
  auto rejected = report();
  rejected.rejected = 1;
  EXPECT_FALSE(rejected.clean());
  auto undelivered = report();
  undelivered.undelivered = 1;
  EXPECT_FALSE(undelivered.clean());
  auto broken = report();
  broken.trouble({"the disk is full"});
  EXPECT_FALSE(broken.complete());
}

TEST(RunReport, tells_deliveries_by_outlet) {
  EXPECT_EQ(report().deliveries(), 2);
  const auto text = to_text(report());
  EXPECT_NE(text.find("delivered     1   " + to_kronor(Ore{520200}) + "   to peppol.invoices\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("   to underlag.invoices\n"), std::string::npos) << text;
}

TEST(RunReport, says_what_was_refused_and_that_the_run_is_not_complete) {
  auto made = report();
  made.resources.push_back({"blad.placements", "blad.xlsx", 0, "it is no zip archive"});
  made.trouble({"blad.xlsx: it is no zip archive"});
  const auto text = to_text(made);
  EXPECT_NE(text.find("blad.placements  blad.xlsx  REFUSED: it is no zip archive"), std::string::npos) << text;
  EXPECT_NE(text.find("THE RUN IS NOT COMPLETE:\n  blad.xlsx"), std::string::npos) << text;
}

TEST(RunReport, says_a_note_once) {
  auto made = report();
  made.note("lines wait");
  made.note("lines wait");
  EXPECT_EQ(made.notes.size(), 1U);
}

TEST(RunReport, shows_a_terminal_the_first_of_many_parked) {
  auto made = report();
  for (int i = 0; i < 30; ++i) made.parked.push_back({"P" + std::to_string(i), store::State::held, "", "waits"});
  const auto text = to_text(made);
  EXPECT_NE(text.find("P24"), std::string::npos);
  EXPECT_EQ(text.find("P25"), std::string::npos);
  EXPECT_NE(text.find("and 5 more: sluss messages list"), std::string::npos) << text;
  EXPECT_EQ(to_value(made)["parked"].as_list()->size(), 30U);
}

}  // namespace
}  // namespace sluss::engine
