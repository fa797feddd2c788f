// The processor as the engine meets it. Names and personal numbers are synthetic.
#include <gtest/gtest.h>

#include "base/json.h"
#include "test_node.h"

extern "C" const SlussModule* sluss_module();

namespace sluss::map {
namespace {

class MapTest : public testing::Test {
 protected:
  void make(const Node& table) {
    Registry registry;
    sluss_module()->register_plugins(registry);
    Diagnostics diagnostics;
    const TestSecrets secrets;
    ParseContext parse{diagnostics, secrets, {}};
    const auto maker = registry.processors().at("map").parse(table, parse);
    ASSERT_TRUE(maker) << diagnostics.all().front().text();
    map_ = (*maker)();
  }
  Result<void> begin(const std::vector<std::string>& columns) {
    columns_ = std::make_shared<Columns>(Columns{columns, {}});
    return map_->begin(*columns_, context_);
  }
  /// Maps one row; the body as JSON. The decision is in `item_`.
  std::string row(const std::vector<Value>& cells) {
    item_ = {};
    item_.message.origin = {"placeringar.csv", "", 17, columns_};
    item_.message.body = Value::object();
    for (std::size_t i = 0; i < cells.size(); ++i) item_.message.body[columns_->names[i]] = cells[i];
    return process();
  }
  std::string process() {
    EXPECT_TRUE(map_->process({&item_, 1}, context_));
    return to_json(item_.message.body);
  }
  [[nodiscard]] const std::string& reason() const { return item_.decision.reason; }

  std::unique_ptr<Processor> map_;
  std::shared_ptr<Columns> columns_;
  test::StepContext context_;
  Item item_;
};

TEST_F(MapTest, TellsHowTheBodyIsMade) {
  make(map({{"id", text("Nr")}, {"student.name", list({"Förnamn", "Efternamn"})}}));
  const auto readings = map_->reads();
  ASSERT_TRUE(readings);
  ASSERT_EQ(readings->size(), 2U);
  EXPECT_EQ(readings->at(1).target, "student.name");
  EXPECT_EQ(readings->at(1).columns, (std::vector<std::string>{"Förnamn", "Efternamn"}));
  EXPECT_TRUE(readings->at(1).personal);
}

TEST_F(MapTest, MakesTheBodyInTheOrderOfTheTable) {
  make(map({{"id", text("Nr")},
            {"student.name", list({"Förnamn", "Efternamn"})},
            {"start", map({{"from", text("Start")}, {"as", text("date")}})},
            {"student.id", text("Uid")}}));
  ASSERT_TRUE(begin({"Start", "Uid", "Efternamn", "Förnamn", "Nr"}));
  EXPECT_EQ(row({"20260831", "u1", "Testsson", " Åsa ", "P1"}),
            R"({"id":"P1","student":{"name":"Åsa Testsson","id":"u1"},"start":"2026-08-31"})");
  EXPECT_EQ(item_.decision.kind, Decision::Kind::pass);
  EXPECT_TRUE(context_.notes.empty());
}

TEST_F(MapTest, TellsWhichColumnsItReads) {
  make(map({{"id", text("Nr")},
            {"type", map({{"value", text("vfu")}})},
            {"student.name", list({"Förnamn", "Efternamn"})},
            {"days", map({{"either", list({"Antal dagar", "AntalDagar"})}, {"optional", text("yes")}})}}));
  const auto readings = map_->reads();
  ASSERT_TRUE(readings);
  ASSERT_EQ(readings->size(), 4U);
  EXPECT_EQ((*readings)[0].target, "id");
  EXPECT_EQ((*readings)[0].columns, std::vector<std::string>{"Nr"});
  EXPECT_FALSE((*readings)[0].personal);
  EXPECT_FALSE((*readings)[0].optional);
  EXPECT_TRUE((*readings)[1].columns.empty());
  EXPECT_TRUE((*readings)[2].personal);
  EXPECT_EQ((*readings)[2].take, Reading::Take::all);
  EXPECT_TRUE((*readings)[3].optional);
  EXPECT_EQ((*readings)[3].take, Reading::Take::first);
}

TEST_F(MapTest, EachFaultIsAComplaint) {
  make(map({{"start", map({{"from", text("Start")}, {"as", text("date")}})},
            {"student.personnummer", map({{"from", text("Pnr")}, {"as", text("personnummer")}})}}));
  ASSERT_TRUE(begin({"Start", "Pnr"}));
  row({"31/8", "19550101-0000"});
  const auto& complaints = item_.decision.complaints;
  ASSERT_EQ(complaints.size(), 2U);
  EXPECT_EQ(complaints[0].columns, std::vector<std::string>{"Start"});
  EXPECT_EQ(complaints[0].value, "31/8");
  EXPECT_EQ(complaints[0].what.find("is not a date; expected YYYY-MM-DD"), 0U);
  EXPECT_EQ(complaints[1].value, "99999999-9999") << "as it may be shown";
  for (const auto& complaint : complaints) EXPECT_NE(reason().find(complaint.what), std::string::npos);
  row({"2026-08-31", "19550101-9805"});
  EXPECT_TRUE(item_.decision.complaints.empty());
}

TEST_F(MapTest, EmptyCellsLeaveTheirTargetOut) {
  make(map({{"id", text("Nr")},
            {"student.name", list({"Förnamn", "Efternamn"})},
            {"type", map({{"from", text("Typ")}, {"default", text("vfu")}})}}));
  ASSERT_TRUE(begin({"Nr", "Förnamn", "Efternamn", "Typ"}));
  EXPECT_EQ(row({"P1", " ", "", "\u00a0"}), R"({"id":"P1","type":"vfu"})");
  EXPECT_EQ(row({"P1", "", "Testsson", nullptr}), R"({"id":"P1","student":{"name":"Testsson"},"type":"vfu"})");
}

TEST_F(MapTest, CellsNeedNotBeTexts) {
  make(map({{"id", text("Nr")},
            {"days", map({{"from", text("Dagar")}, {"as", text("integer")}})},
            {"dates", map({{"from", text("Datum")}, {"as", text("dates")}})}}));
  ASSERT_TRUE(begin({"Nr", "Dagar", "Datum"}));
  EXPECT_EQ(row({Number{"12.50"}, 17, Value::List{"2026-09-07", "2026-09-08"}}),
            R"({"id":"12.50","days":17,"dates":["2026-09-07","2026-09-08"]})");
}

TEST_F(MapTest, ABadRowIsRejectedWithAllItsFaultsAndKeepsWhatCouldBeMapped) {
  make(map({{"id", text("Nr")},
            {"start", map({{"from", text("Start")}, {"as", text("date")}})},
            {"end", map({{"from", text("Slut")}, {"as", text("date")}, {"format", text("D/M/YYYY")}})}}));
  ASSERT_TRUE(begin({"Nr", "Start", "Slut"}));
  EXPECT_EQ(row({"P1", "31/8/2026", "2026-09-30"}), R"({"id":"P1"})");
  EXPECT_EQ(item_.decision.kind, Decision::Kind::rejected);
  EXPECT_EQ(reason(),
            "placeringar.csv, line 17, column Start: '31/8/2026' is not a date; expected YYYY-MM-DD; "
            "placeringar.csv, line 17, column Slut: '2026-09-30' is not a date; expected D/M/YYYY");
  EXPECT_EQ(row({"P2", "2026-08-31", "30/9/2026"}), R"({"id":"P2","start":"2026-08-31","end":"2026-09-30"})");
  EXPECT_EQ(item_.decision.kind, Decision::Kind::pass);
}

TEST_F(MapTest, NoFaultTellsWhoTheStudentIs) {
  make(map({{"student.personnummer", map({{"from", text("Pnr")}, {"as", text("personnummer")}})},
            {"start", map({{"from", text("Start")}, {"as", text("date")}})},
            {"status", map({{"from", text("Status")}, {"lookup", map({{"Klar", text("confirmed")}})}})}}));
  ASSERT_TRUE(begin({"Pnr", "Start", "Status"}));
  row({"19990102-1238", "Åsa Testsson", "19990102-1239"});
  EXPECT_NE(reason().find("column Pnr: '99999999-9999' is not a personnummer"), std::string::npos) << reason();
  EXPECT_NE(reason().find("column Start: 'xxx xxxxxxxx' is not a date"), std::string::npos) << reason();
  EXPECT_NE(reason().find("column Status: '99999999-9999' is not a word that the mapping knows; expected Klar"),
            std::string::npos)
      << reason();
}

TEST_F(MapTest, ARowWhoseColumnsHaveSlippedShowsNoName) {
  make(map({{"term", map({{"from", text("Termin")}, {"as", text("term")}})},
            {"paid", map({{"from", text("Betalas")}, {"as", text("yes_no")}})},
            {"unit.hsa_id", map({{"from", text("HSA")}, {"as", text("hsa_id")}})}}));
  ASSERT_TRUE(begin({"Termin", "Betalas", "HSA"}));
  row({"Åsa", "Testsson", "Åsa Testsson"});
  EXPECT_NE(reason().find("column Termin: 'xxx' is not a term; expected HT2026"), std::string::npos) << reason();
  EXPECT_NE(reason().find("column Betalas: 'xxxxxxxx' is not yes or no; expected Ja or Nej"), std::string::npos);
  EXPECT_EQ(reason().find("Testsson"), std::string::npos) << reason();
  row({"T2026", "ja", "SE23"});
  EXPECT_NE(reason().find("'T2026' is not a term"), std::string::npos) << reason();
  EXPECT_NE(reason().find("'SE23' is not an HSA-id"), std::string::npos) << reason();
}

TEST_F(MapTest, ADigestStandsForAPersonnummerWithoutShowingIt) {
  make(map(
      {{"student.id", map({{"from", text("Personnummer")}, {"as", text("digest")}, {"key", text("secret:long")}})}}));
  ASSERT_TRUE(begin({"Personnummer"}));
  const auto body = row({" 19990102-1239 "});
  EXPECT_EQ(row({"19990102-1239"}), body);
  EXPECT_NE(row({"19990103-1238"}), body);
  EXPECT_EQ(body.size(), std::string(R"({"student":{"id":""}})").size() + 32);
  EXPECT_EQ(body.find("1239"), std::string::npos);
  EXPECT_EQ(row({""}), "{}");
}

TEST_F(MapTest, LongAndManyLinedValuesAreCutInFaults) {
  make(map({{"status", map({{"from", text("Status")}, {"lookup", map({{"Klar", text("confirmed")}})}})}}));
  ASSERT_TRUE(begin({"Status"}));
  row({"a\nb" + std::string(100, 'x')});
  EXPECT_NE(reason().find("'a b" + std::string(37, 'x') + "...'"), std::string::npos) << reason();
}

TEST_F(MapTest, LooksWordsUpWithoutRegardToCase) {
  make(map({{"status", map({{"from", text("Status")},
                            {"lookup", map({{"Bekräftad", text("confirmed")}, {"Återbud", text("withdrawn")}})}})},
            {"type", map({{"from", text("Typ")}, {"lookup", map({{"APL", text("apl")}})}, {"else", text("vfu")}})}}));
  ASSERT_TRUE(begin({"Status", "Typ"}));
  EXPECT_EQ(row({"ÅTERBUD", "apl"}), R"({"status":"withdrawn","type":"apl"})");
  EXPECT_EQ(row({"Bekräftad", "VFU"}), R"({"status":"confirmed","type":"vfu"})");
  EXPECT_EQ(row({"Oklar", ""}), "{}");
  EXPECT_EQ(reason(),
            "placeringar.csv, line 17, column Status: 'Oklar' is not a word that the mapping knows; expected "
            "Bekräftad, Återbud");
}

TEST_F(MapTest, EitherTakesTheFirstColumnThatTheTableHas) {
  make(map({{"id", map({{"either", list({"Placeringsnr", "Nr"})}})}}));
  ASSERT_TRUE(begin({"Nr"}));
  EXPECT_EQ(row({"P1"}), R"({"id":"P1"})");
  ASSERT_TRUE(begin({"Nr", "Placeringsnr"}));
  EXPECT_EQ(row({"P1", "P2"}), R"({"id":"P2"})");
  const auto begun = begin({"Start"});
  ASSERT_FALSE(begun);
  EXPECT_NE(begun.error().what.find("\"Placeringsnr\""), std::string::npos);
}

TEST_F(MapTest, MissingColumnsRefuseTheTable) {
  make(map({{"id", text("Nr")},
            {"start", text("Startdatum")},
            {"end", text("Slut")},
            {"course", map({{"from", text("Kurs")}, {"optional", text("yes")}})}}));
  const auto begun = begin({"Nr", "Start datum", "Vecka"});
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().fault, Fault::data);
  EXPECT_EQ(begun.error().what,
            "columns that the mapping needs are missing: \"Startdatum\" (for start), did you mean \"Start datum\"?; "
            "\"Slut\" (for end). "
            "Columns found: \"Nr\", \"Start datum\", \"Vecka\"");
}

TEST_F(MapTest, AQuestionAboutAMissingColumnEndsItsSentence) {
  make(map({{"id", text("Nr")}, {"start", text("Startdatum")}}));
  const auto begun = begin({"Nr", "Start datum"});
  ASSERT_FALSE(begun);
  EXPECT_NE(begun.error().what.find("did you mean \"Start datum\"? Columns found: "), std::string::npos);
}

TEST_F(MapTest, AFileWithoutAHeaderDoesNotShowItsFirstStudent) {
  make(map({{"id", text("Nr")}, {"start", text("Startdatum")}}));
  const auto begun = begin({"P1", "Åsa Testsson"});
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().what.find("Testsson"), std::string::npos);
  EXPECT_NE(begun.error().what.find("is the first line a header?"), std::string::npos);
}

TEST_F(MapTest, OptionalColumnsMayBeMissing) {
  make(map({{"id", text("Nr")},
            {"course", map({{"from", text("Kurs")}, {"optional", text("yes")}, {"default", text("okänd")}})}}));
  ASSERT_TRUE(begin({"Nr"}));
  EXPECT_EQ(row({"P1"}), R"({"id":"P1","course":"okänd"})");
}

TEST_F(MapTest, ColumnsThatAreNotUsedAreNoted) {
  make(map({{"id", text("Nr")}}));
  ASSERT_TRUE(begin({"Nr", "Vecka", "Sal"}));
  EXPECT_EQ(context_.notes, std::vector<std::string>{"columns that the mapping does not use: Vecka, Sal"});
}

TEST_F(MapTest, RecordsWithoutColumnsAreMappedByName) {
  make(map({{"id", map({{"either", list({"nr", "id"})}})},
            {"student.name", text("person.name")},
            {"type", map({{"value", text("vfu")}})}}));
  item_.message.body = *parse_json(R"({"id":"P1","person":{"name":"Åsa Testsson"}})");
  EXPECT_EQ(process(), R"({"id":"P1","student":{"name":"Åsa Testsson"},"type":"vfu"})");
}

TEST_F(MapTest, ARecordThatLacksWhatIsNeededIsRefused) {
  make(map({{"id", text("nr")},
            {"protected", map({{"either", list({"Skyddad", "person.skyddad"})}})},
            {"course", map({{"from", text("kurs")}, {"optional", text("yes")}})},
            {"type", map({{"from", text("typ")}, {"default", text("vfu")}})}}));
  item_.message.body = *parse_json(R"({"nr":"P1","person":{"skyddad":""}})");
  EXPECT_EQ(process(), R"({"id":"P1","type":"vfu"})") << "empty is not missing";
  item_.message.body = *parse_json(R"({"nr":"P1","person":{"skyddad":null}})");
  EXPECT_EQ(process(), R"({"id":"P1","type":"vfu"})");
  item_.message.body = *parse_json(R"({"nr":"P1","person":{"skydd":"ja"}})");
  static_cast<void>(process());
  EXPECT_NE(reason().find("there is no \"Skyddad\" or \"person.skyddad\", from which protected is made"),
            std::string::npos)
      << reason();
}

TEST_F(MapTest, ARowWithItsMembersInAnotherOrderIsStillMappedByName) {
  make(map({{"id", text("Nr")}, {"start", text("Start")}}));
  ASSERT_TRUE(begin({"Nr", "Start"}));
  item_.message.body = *parse_json(R"({"Start":"s","Nr":"P1"})");
  EXPECT_EQ(process(), R"({"id":"P1","start":"s"})");
}

}  // namespace
}  // namespace sluss::map
