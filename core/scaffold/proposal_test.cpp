// All of it is made up.
#include "scaffold/proposal.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "scaffold/sample_sheet.h"

namespace sluss::scaffold {
namespace {

const Day today = make_day(2026, 9, 1);

std::string rule(const Proposal& proposal, const std::string& target) {
  for (const auto& rule : proposal.rules) {
    if (rule.target == target) return rule.yaml;
  }
  return "(none)";
}

std::string open(const Proposal& proposal, const std::string& target) {
  for (const auto& open : proposal.open) {
    if (open.target == target) return open.text + " " + open.line;
  }
  return "(none)";
}

TEST(Proposal, EnglishWithAmericanDates) {
  const auto proposal = propose(sheet_of(R"([
    {"Placement ID": "7", "School": "Exempel", "Programme": "SSK", "First name": "A", "Surname": "B", "Personal number": "19900101-9802",
     "Ward": "Norr", "Start date": "9/4/2026", "End date": "9/14/2026", "Protected identity": "No", "Status": "Confirmed", "Phone": "070-1740605"}])"),
                                today);
  EXPECT_EQ(proposal.kind->name, "placement");
  EXPECT_EQ(rule(proposal, "id"), "Placement ID");
  EXPECT_EQ(rule(proposal, "institution.id"), "School");
  EXPECT_EQ(rule(proposal, "student.name"), "[First name, Surname]");
  EXPECT_EQ(rule(proposal, "student.personnummer"), "{ from: Personal number, as: personnummer }");
  EXPECT_EQ(rule(proposal, "unit.name"), "Ward");
  // The end tells that the start is American too.
  EXPECT_EQ(rule(proposal, "start"), "{ from: Start date, as: date, format: M/D/YYYY }");
  EXPECT_EQ(rule(proposal, "end"), "{ from: End date, as: date, format: M/D/YYYY }");
  EXPECT_EQ(rule(proposal, "student.protected"), "Protected identity");
  EXPECT_EQ(rule(proposal, "status"), "{ from: Status, lookup: { Confirmed: confirmed } }");
  ASSERT_EQ(proposal.open.size(), 1U);
  EXPECT_EQ(proposal.open.front().line, "content: snapshot");
  ASSERT_EQ(proposal.unused.size(), 1U);
  EXPECT_EQ(proposal.unused.front().column, "Phone");
}

TEST(Proposal, FinnishWithWordsThatNobodyKnows) {
  const auto proposal = propose(sheet_of(R"([
    {"Sijoitusnumero": "7", "Oppilaitos": "Exempel", "Koulutusohjelma": "SSK", "Opiskelija": "A B", "Henkilötunnus": "19900101-9802",
     "Yksikkö": "Norr", "Alkupäivä": "4.9.2026", "Loppupäivä": "14.9.2026", "Turvakielto": "Ei", "Tila": "Vahvistettu"},
    {"Sijoitusnumero": "8", "Oppilaitos": "Exempel", "Koulutusohjelma": "SSK", "Opiskelija": "C D", "Henkilötunnus": "19900102-9801",
     "Yksikkö": "Norr", "Alkupäivä": "4.9.2026", "Loppupäivä": "14.9.2026", "Turvakielto": "Kyllä", "Tila": "Kesken"}])"),
                                today);
  EXPECT_EQ(rule(proposal, "start"), "{ from: Alkupäivä, as: date, format: D.M.YYYY }");
  EXPECT_EQ(rule(proposal, "student.protected"),
            "{ from: Turvakielto, lookup: { Ei: \"no\", Kyllä: \"yes\" }, else: \"yes\" }");
  EXPECT_EQ(rule(proposal, "status"), "{ from: Tila, lookup: { Vahvistettu: confirmed } }");
  EXPECT_NE(open(proposal, "status").find("what does Kesken of \"Tila\" mean?"), std::string::npos);
}

TEST(Proposal, NeverGuessesTheOrderOfDayAndMonth) {
  const auto proposal =
      propose(sheet_of(R"([{"Id": "1", "Start": "9/4/2026", "End": "9/7/2026"}])"), message_kinds().front(), today);
  EXPECT_EQ(rule(proposal, "start"), "(none)");
  EXPECT_NE(open(proposal, "start").find("D/M/YYYY and as M/D/YYYY"), std::string::npos) << open(proposal, "start");
}

TEST(Proposal, AsksForWhatIsNeededAndNotThere) {
  const auto proposal =
      propose(sheet_of(R"([{"Id": "1", "Namn": "A B"}, {"Id": "1", "Namn": "A B"}])"), message_kinds().front(), today);
  for (const auto* target : {"programme", "unit.hsa_id", "start", "end", "student.personnummer", "student.protected"})
    EXPECT_NE(open(proposal, target), "(none)") << target;
  EXPECT_TRUE(proposal.asks_institution);
  EXPECT_NE(open(proposal, "institution.id").find("the connection says it"), std::string::npos);
  EXPECT_NE(open(proposal, "id").find("1 values that came before"), std::string::npos);
}

TEST(Proposal, TellsAnOrderFromAPlacement) {
  const auto proposal =
      propose(sheet_of(R"([{"Order no": "1", "Round": "R1", "University": "X", "Programme": "SSK", "Term": "HT2026",
    "Weeks": "36-40", "Places": "12", "Area": "Norr"}])"),
              today);
  EXPECT_EQ(proposal.kind->name, "order");
  EXPECT_EQ(rule(proposal, "count"), "{ from: Places, as: integer }");
  EXPECT_EQ(rule(proposal, "term"), "{ from: Term, as: term }");
}

TEST(Proposal, TakesPathsAndAttributes) {
  const auto proposal = propose(
      sheet_of(
          R"([{"@id": "1", "student": {"firstName": "A", "lastName": "B"}, "period": {"startDate": "2026-09-01", "endDate": "2026-09-04"}},
    {"@id": "2", "student": {"firstName": "A"}, "period": {"startDate": "2026-09-01", "endDate": "2026-09-04"}}])"),
      message_kinds().front(), today);
  EXPECT_EQ(rule(proposal, "id"), "\"@id\"");
  EXPECT_EQ(rule(proposal, "student.name"), "[student.firstName, student.lastName]");
  EXPECT_EQ(rule(proposal, "start"), "{ from: period.startDate, as: date }");
}

}  // namespace
}  // namespace sluss::scaffold
