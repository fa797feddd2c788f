// All of it is made up.
#include "trial/nobody.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::trial {
namespace {

const Day today = make_day(2026, 9, 1);

/// A way whose records are messages already: what stands where is known of each kind.
Crowd placements(const std::string& records) {
  config::Inlet inlet;
  inlet.kind = "placement";
  return {"in", inlet, *parse_json(records)->as_list()};
}

Nobody nobody_of(const std::string& records, const std::string& ours = "") {
  return {{placements(records)}, today, ours};
}

Value json(const std::string& text) { return *parse_json(text); }

TEST(Nobody, TakesTheStudentAndWhatNobodyKnowsAndLeavesTheRest) {
  const auto records =
      R"([{"id":"P1","unit":{"name":"Norra"},"days":15,"student":{"name":"Sture Berg","protected":"Nej"},
           "remark":"ring Eva","born":"1990-01-01","ok":true,"numbers":["Eva","070-174 06 05"]}])";
  const auto nobody = nobody_of(records);
  const auto made = nobody.disguised("in", json(records).as_list()->front());
  EXPECT_EQ(made["id"], Value("P1"));
  EXPECT_EQ(made.at("unit.name"), Value("Norra"));
  EXPECT_EQ(made["days"], Value(15));
  EXPECT_EQ(made["ok"], Value(true));
  EXPECT_EQ(made.at("student.protected"), Value("Nej"));
  const auto text = to_json(made);
  for (const auto* word : {"Sture", "Berg", "Eva", "1990-01-01", "174"})
    EXPECT_EQ(text.find(word), std::string::npos) << text;
  EXPECT_FALSE(nobody.left_in(text));
  EXPECT_EQ(nobody.left_in("- Sture Berg -"), "in, column student.name");
}

TEST(Nobody, TakesAWordBesideTheMarkOfProtection) {
  const auto records = R"([{"id":"P1","student":{"name":"Sture Berg","protected":"Ja, fråga Eva Ek"}}])";
  const auto made = nobody_of(records).disguised("in", json(records).as_list()->front());
  EXPECT_EQ(to_json(made).find("Eva"), std::string::npos) << to_json(made);
}

TEST(Nobody, TakesFullNamesAndNumbersWithinTextsThatStay) {
  const auto records =
      R"([{"id":"P1","course":"Vård med Sture Berg, 900101-9802","student":{"name":"Sture Berg","personnummer":"199001019802"}},
          {"id":"P2-900102-9801","student":{"name":"Li Ål","personnummer":"199001029801"}}])";
  const auto nobody = nobody_of(records);
  const auto all = json(records);
  const auto first = nobody.disguised("in", (*all.as_list())[0]);
  EXPECT_EQ(first["course"].text_or_empty(), "Vård med " + first.at("student.name").text_or_empty() + ", " +
                                                 first.at("student.personnummer").text_or_empty().substr(2, 6) + "-" +
                                                 first.at("student.personnummer").text_or_empty().substr(8));
  const auto second = nobody.disguised("in", (*all.as_list())[1]);
  EXPECT_EQ(to_json(second).find("900102"), std::string::npos) << to_json(second);
  const auto in_cells = nobody.disguised("in", (*all.as_list())[0], Nobody::Depth::cells);
  EXPECT_EQ(in_cells["course"], (*all.as_list())[0]["course"]);
}

TEST(Nobody, TakesNamesOfSeveralColumnsAsTheyAreWrittenInTexts) {
  class Mapping final : public Processor {
    [[nodiscard]] std::optional<std::vector<Reading>> reads() const override {
      return std::vector<Reading>{{"student.name", {"First", "Last"}, Reading::Take::all, false, true},
                                  {"course", {"Course"}, Reading::Take::all, false, false}};
    }
    [[nodiscard]] Result<void> process(std::span<Item> /*batch*/, Context& /*context*/) override { return {}; }
  };
  auto crowd =
      placements(R"([{"First":"Sture","Last":"Berg","Course":"Sture Berg; BERG, STURE; berg sture; Bergs by"}])");
  crowd.inlet.steps = {{"map", [] { return std::make_unique<Mapping>(); }}};
  const Nobody nobody({crowd}, today, "");
  const auto made = nobody.disguised("in", crowd.records.front());
  const auto first = made["First"].text_or_empty(), last = made["Last"].text_or_empty();
  EXPECT_EQ(made["Course"].text_or_empty(),
            first + " " + last + "; " + last + ", " + first + "; " + last + " " + first + "; Bergs by");
}

TEST(Nobody, LeavesOfWhatNothingReadsButDaysAndShortNumbers) {
  const auto records =
      R"([{"id":"P1","a":"2026-09-14","b":"12","c":"ja","d":"ANSV12","e":"123456","f":"2026-09-14T10:00:00Z"}])";
  const auto made = nobody_of(records).disguised("in", json(records).as_list()->front());
  for (const auto* column : {"a", "c", "f"})
    EXPECT_EQ(made[column], json(records).as_list()->front()[column]) << column;
  for (const auto* column : {"d", "e"}) EXPECT_NE(made[column], json(records).as_list()->front()[column]) << column;
}

TEST(Nobody, DoesNotTakeAUnitsNameForASurname) {
  const auto records =
      R"([{"id":"P1","unit":{"name":"Vårdcentralen Lund"},"student":{"name":"Lund","personnummer":"199001019802"}}])";
  const auto nobody = nobody_of(records);
  const auto made = nobody.disguised("in", json(records).as_list()->front());
  EXPECT_EQ(made.at("unit.name"), Value("Vårdcentralen Lund"));
  EXPECT_NE(made.at("student.name"), Value("Lund"));
  EXPECT_FALSE(nobody.left_in(to_json(made)));
  EXPECT_TRUE(nobody.left_in("199001019802"));
  EXPECT_FALSE(nobody_of(records, "Lund").left_in("Lund"));
}

}  // namespace
}  // namespace sluss::trial
