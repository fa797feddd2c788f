#include "scaffold/connector_files.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "scaffold/yaml_text.h"

namespace sluss::scaffold {
namespace {

// All of it is made up.
Draft draft_of(const std::string& row) {
  Sheet sheet;
  sheet.add(parse_json(row).value());
  Draft draft{"opus", "opus-2026-09.csv",
              "csv",  {80, {{"delimiter", "\";\"", "splits all lines"}}, {}},
              {},     1,
              {},     {"Namn"},
              {"Id"}, ""};
  draft.proposal = propose(sheet, message_kinds().front(), make_day(2026, 9, 1));
  return draft;
}

TEST(ConnectorFiles, SayWhatIsMappedAndWhatIsOpen) {
  const auto yaml =
      connector_yaml(draft_of(R"({"Id": "P1", "Start": "9/4/2026", "Namn": "A B", "Tel: no": "070-1740605"})"));
  for (const auto* part :
       {"connector: opus\n", "      match: \"opus-*-*.csv\"  # files that are called so",
        "      csv:\n        delimiter: \";\"  # splits all lines\n", "      id:             Id",
        "      institution.id: { value: \"${institution}\" }", "institution: { type: text, required: true",
        "      # OPEN start: \"Start\" can be read as D/M/YYYY and as M/D/YYYY",
        "      #   start: { from: Start, as: date, format: D/M/YYYY }\n",
        "      # Not used: Tel: no (1 telephone numbers)\n", "    # OPEN Does each file hold all placements",
        "    #   content: snapshot\n"})
    EXPECT_NE(yaml.find(part), std::string::npos) << part << "\nin\n" << yaml;
}

TEST(ConnectorFiles, PatternsHaveAStarForEachNumber) {
  EXPECT_EQ(pattern_of("opus-2026-09.csv"), "opus-*-*.csv");
  EXPECT_EQ(pattern_of("placeringar.xlsx"), "placeringar.xlsx");
}

TEST(YamlText, QuotesWhatSomebodyWouldReadOtherwise) {
  EXPECT_EQ(yaml_text("Antal dagar"), "Antal dagar");
  EXPECT_EQ(yaml_text("Åtgärd (dag)"), "Åtgärd (dag)");
  for (const auto* text : {"no", "1", "@id", "a: b", "a #b", "a,b", "", " a", "a ", "-a", "*a", "[a]", "~", "Null"})
    EXPECT_EQ(yaml_text(text).front(), '"') << text;
  EXPECT_EQ(yaml_text("a\"b\\c\n"), "\"a\\\"b\\\\c\\n\"");
}

}  // namespace
}  // namespace sluss::scaffold
