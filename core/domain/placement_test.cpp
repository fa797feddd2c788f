// All persons here are made up; the personal numbers are synthetic.
#include "domain/placement.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"

namespace sluss::domain {
namespace {

Value body() {
  return *parse_json(R"({
    "id": "P-1", "institution": {"id": "Karolinska Institutet"}, "programme": "SSK", "course": "2QA123",
    "student": {"id": "s-1", "personnummer": "811218-9876", "name": "Exempel Åsa"},
    "unit": {"hsa_id": "SE2321000016-U1", "name": "Hemsjukvården Öst"},
    "start": "2026-09-07", "end": "2026-09-29"})");
}

Value body_with(std::string_view path, Value value) {
  auto changed = body();
  changed.make(path) = std::move(value);
  return changed;
}

/// The faults as "field|value|expected".
std::vector<std::string> faults(const Value& placement) {
  std::vector<std::string> texts;
  const auto read = read_placement(placement);
  if (read) return texts;
  for (const auto& fault : read.error()) texts.push_back(fault.field + "|" + fault.value + "|" + fault.expected);
  return texts;
}

bool has_one(const Value& placement, std::string_view beginning, std::string_view part = "") {
  const auto all = faults(placement);
  return all.size() == 1 && all[0].starts_with(beginning) && all[0].find(part) != std::string::npos;
}

TEST(ReadPlacement, reads_every_field) {
  auto full = body();
  full["type"] = "Specialist";
  full["status"] = "carried_out";
  full["term"] = "ht 26";
  const auto read = read_placement(full);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, "P-1");
  EXPECT_EQ(read->type, PlacementType::specialist);
  EXPECT_EQ(read->status, PlacementStatus::carried_out);
  EXPECT_EQ(read->institution, "Karolinska Institutet");
  EXPECT_EQ(read->programme, "SSK");
  EXPECT_EQ(read->course, "2QA123");
  EXPECT_EQ(read->term, "HT2026");
  EXPECT_EQ(read->student.id, "s-1");
  EXPECT_EQ(read->student.personnummer, "198112189876");
  EXPECT_EQ(read->student.name, "Exempel Åsa");
  EXPECT_FALSE(read->student.protected_identity);
  EXPECT_EQ(read->unit.hsa_id, "SE2321000016-U1");
  EXPECT_EQ(read->unit.name, "Hemsjukvården Öst");
  EXPECT_EQ(to_iso(read->start), "2026-09-07");
  EXPECT_EQ(to_iso(read->end), "2026-09-29");
  EXPECT_FALSE(read->day_count);
  EXPECT_FALSE(read->dates);
}

TEST(ReadPlacement, reads_the_fields_that_it_names) {
  for (const auto field : placement_fields()) {
    if (field == "student.protected") continue;  // whatever stands there that is not plainly "no" protects
    const auto wrong = faults(body_with(field, Value::object()));
    EXPECT_TRUE(std::any_of(wrong.begin(), wrong.end(), [&](const auto& fault) {
      return fault.starts_with(std::string(field) + "|");
    })) << field;
  }
}

TEST(ReadPlacement, has_defaults_for_type_and_status) {
  const auto read = read_placement(body());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->type, PlacementType::vfu);
  EXPECT_EQ(read->status, PlacementStatus::confirmed);
  EXPECT_EQ(read->term, "");
}

TEST(ReadPlacement, trims_texts_and_takes_numbers) {
  auto spaced = body_with("programme", "  SSK\t");
  spaced["id"] = 17;
  spaced["start"] = " 2026-09-07 ";
  spaced["days"] = " 17 ";
  spaced.make("student.personnummer") = std::int64_t{198112189876};
  const auto read = read_placement(spaced);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, "17");
  EXPECT_EQ(read->programme, "SSK");
  EXPECT_EQ(read->day_count, 17);
  EXPECT_EQ(read->student.personnummer, "198112189876");
}

TEST(ReadPlacement, gives_all_faults_at_once) {
  const auto all = faults(Value::object());
  std::vector<std::string> fields;
  for (const auto& fault : all) fields.emplace_back(split(fault, '|')[0]);
  EXPECT_EQ(join(fields, " "), "id institution.id programme start end student.name student.id unit");
}

TEST(ReadPlacement, names_the_words_it_knows) {
  EXPECT_TRUE(has_one(body_with("type", "praktik"), "type|praktik|one of vfu, specialist, apl, lia, thesis, project"));
  EXPECT_TRUE(
      has_one(body_with("status", "klar"), "status|klar|one of planned, confirmed, carried_out, withdrawn, cancelled"));
  EXPECT_TRUE(has_one(body_with("term", "hösten"), "term|hösten|", "HT2026"));
}

TEST(ReadPlacement, checks_days) {
  EXPECT_TRUE(has_one(body_with("start", "2026-02-30"), "start|2026-02-30|", "YYYY-MM-DD"));
  EXPECT_TRUE(has_one(body_with("end", "29/9 2026"), "end|29/9 2026|", "YYYY-MM-DD"));
  EXPECT_TRUE(has_one(body_with("end", "2026-09-06"), "end|2026-09-06|", "on or after the start, 2026-09-07"));
  EXPECT_TRUE(has_one(body_with("end", "2027-09-08"), "end|2027-09-08|", "365"));
  EXPECT_TRUE(read_placement(body_with("end", "2027-09-07")));
  EXPECT_TRUE(read_placement(body_with("end", "2026-09-07")));
}

TEST(ReadPlacement, checks_the_number_of_days) {
  EXPECT_TRUE(read_placement(body_with("days", 17)));
  EXPECT_TRUE(has_one(body_with("days", 18), "days|18|", "at most 17"));
  for (const auto* text : {"0", "-3", "3,5", "3.5", "x", "9999999999999999999999"})
    EXPECT_TRUE(has_one(body_with("days", text), "days|", "whole number")) << text;
  EXPECT_TRUE(has_one(body_with("days", Number{"3.5"}), "days|3.5|", "whole number"));
}

TEST(ReadPlacement, reads_listed_days) {
  const auto read = read_placement(body_with("dates", Value::List{"2026-09-12", " 2026-09-07 "}));
  ASSERT_TRUE(read);
  EXPECT_EQ(to_text(*read->dates), "2026-09-07, 2026-09-12");
  EXPECT_FALSE(read_placement(body_with("dates", Value::list()))->dates);
}

TEST(ReadPlacement, checks_listed_days) {
  EXPECT_TRUE(has_one(body_with("dates", "2026-09-07"), "dates|2026-09-07|", "a list"));
  EXPECT_TRUE(has_one(body_with("dates", Value::List{"7 sep"}), "dates|7 sep|", "YYYY-MM-DD"));
  EXPECT_TRUE(has_one(body_with("dates", Value::List{"2026-09-30"}), "dates|2026-09-30|", "between 2026-09-07 and"));
  EXPECT_TRUE(has_one(body_with("dates", Value::List{"2026-09-08", "2026-09-08"}), "dates|2026-09-08|", "once"));
}

TEST(ReadPlacement, listed_days_and_their_number_agree) {
  auto both = body_with("dates", Value::List{"2026-09-07", "2026-09-08"});
  both["days"] = 2;
  EXPECT_TRUE(read_placement(both));
  both["days"] = 3;
  EXPECT_TRUE(has_one(both, "days|3|", "lists, 2"));
}

TEST(ReadPlacement, shows_personal_values_as_their_shape) {
  EXPECT_TRUE(has_one(body_with("student.personnummer", "811218-9875"), "student.personnummer|999999-9999|", "Luhn"));
  EXPECT_TRUE(has_one(body_with("student.personnummer", "8.5E+11"), "student.personnummer|9.9x+99|", "spreadsheet"));
  EXPECT_TRUE(has_one(body_with("student.personnummer", Number{"8.5E+11"}), "student.personnummer|", "spreadsheet"));
  EXPECT_TRUE(has_one(body_with("student.personnummer", 101011239), "student.personnummer|999999999|", "leading zero"));
  EXPECT_TRUE(is_personal("student") && is_personal("student.name"));
  EXPECT_FALSE(is_personal("students") || is_personal("unit.name"));
}

TEST(ReadPlacement, personnummer_takes_its_century_from_the_start) {
  const auto read = read_placement(body_with("student.personnummer", "121212-1212"));
  EXPECT_EQ(read->student.personnummer, "201212121212");
}

TEST(ReadPlacement, checks_the_personnummer_also_without_a_start) {
  auto wrong = body_with("student.personnummer", "811218-9875");
  wrong["start"] = "";
  EXPECT_EQ(faults(wrong).size(), 2U);
  wrong.make("student.personnummer") = "19811218-9876";
  EXPECT_EQ(faults(wrong).size(), 1U);
}

TEST(ReadPlacement, needs_one_of_student_id_and_personnummer) {
  EXPECT_TRUE(read_placement(body_with("student.id", "")));
  EXPECT_TRUE(read_placement(body_with("student.personnummer", "")));
  auto none = body_with("student.id", "");
  none.make("student.personnummer") = " ";
  EXPECT_TRUE(has_one(none, "student.id||"));
}

TEST(ReadPlacement, any_unknown_mark_of_protection_counts) {
  const auto is_protected = [](Value mark) {
    return read_placement(body_with("student.protected", std::move(mark)))->student.protected_identity;
  };
  for (const auto* no : {"", " ", "nej", "NEJ", "no", "0"}) EXPECT_FALSE(is_protected(no)) << no;
  EXPECT_FALSE(is_protected(false));
  EXPECT_FALSE(is_protected(0));
  EXPECT_FALSE(is_protected(Value()));
  for (const auto* yes : {"ja", "J", "1", "sekretess", "?", "false"}) EXPECT_TRUE(is_protected(yes)) << yes;
  EXPECT_TRUE(is_protected(true));
  EXPECT_TRUE(is_protected(2));
  EXPECT_TRUE(is_protected(Value::list()));
}

TEST(ReadPlacement, a_protected_student_may_lack_a_name) {
  auto hidden = body_with("student.name", "");
  EXPECT_TRUE(has_one(hidden, "student.name||"));
  hidden.make("student.protected") = "ja";
  EXPECT_TRUE(read_placement(hidden));
}

TEST(ReadPlacement, checks_the_unit) {
  EXPECT_TRUE(has_one(body_with("unit.hsa_id", "Öst"), "unit.hsa_id|Öst|", "HSA-id"));
  EXPECT_TRUE(read_placement(body_with("unit.name", "")));
  EXPECT_TRUE(read_placement(body_with("unit.hsa_id", Value())));
  EXPECT_TRUE(has_one(body_with("unit", Value::object()), "unit||"));
}

TEST(ReadPlacement, wants_texts_where_texts_belong) {
  EXPECT_TRUE(has_one(body_with("programme", Value::list()), "programme||", "a text"));
  EXPECT_TRUE(has_one(body_with("student.name", true), "student.name||", "a text"));
  EXPECT_FALSE(read_placement(Value("text")));
}

TEST(PlacementType, is_read_by_its_name) {
  EXPECT_EQ(parse_placement_type(" VFU "), PlacementType::vfu);
  EXPECT_EQ(parse_placement_type("lia"), PlacementType::lia);
  EXPECT_EQ(parse_placement_type(""), std::nullopt);
  EXPECT_STREQ(name_of(PlacementStatus::carried_out), "carried_out");
}

}  // namespace
}  // namespace sluss::domain
