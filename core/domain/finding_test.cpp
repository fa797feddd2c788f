// What the registry says about placements. All parties and numbers are made up.
#include "domain/finding.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/charge.h"

namespace sluss::domain {
namespace {

using Kind = Finding::Kind;

class FindingTest : public ::testing::Test {
 protected:
  FindingTest() {
    Institution uni;
    uni.id = "uni";
    uni.name = "Exempeluniversitetet";
    Unit ost;
    ost.id = ost.name = "ost";
    ost.provider = "kommun";
    Agreement agreement;
    agreement.id = "avtal";
    agreement.institution = "uni";
    agreement.provider = "kommun";
    agreement.valid_from = make_day(2020, 1, 1);
    agreement.programmes = {"*"};
    Price price;
    price.agreement = "avtal";
    price.programme = "*";
    price.valid_from = make_day(2020, 1, 1);
    price.week = Ore{153000};
    book_.institutions = {uni};
    book_.units = {ost};
    book_.agreements = {agreement};
    book_.prices = {price};
    book_.index();
  }
  /// Monday 28 September to Friday 16 October 2026: 15 days.
  static Value body(const std::map<std::string, Value>& members = {}) {
    auto body = *parse_json(R"({"id":"P1","institution":{"id":"Exempeluniversitetet"},"programme":"SSK",
      "course":"OM1101 Klinisk omvårdnad","term":"HT2026","start":"2026-09-28","end":"2026-10-16",
      "student":{"personnummer":"195501019805","name":"Provia Testberg"},"unit":{"name":"ost"}})");
    for (const auto& [path, value] : members) body.make(path) = value;
    return body;
  }
  static Registration registration(const std::string& student, const std::string& number) {
    Registration made;
    made.id = "R";
    made.student.id = student;
    made.student.personnummer = number;
    made.institution = "uni";
    made.course = "om1101";
    made.term = "HT2026";
    return made;
  }
  void add(const Registration& registration) { register_.add(registration, book_); }
  void add(const std::string& student, const std::string& number) { add(registration(student, number)); }
  void add_interrupted(Day day) {
    auto made = registration("", "195501019805");
    made.status = RegistrationStatus::interrupted;
    made.interrupted = day;
    add(made);
  }
  Finding find(const std::map<std::string, Value>& members = {}) {
    return register_.find(*read_placement(body(members)), book_);
  }
  Value marked(const Finding& finding, const std::map<std::string, Value>& members = {}) {
    auto made = body(members);
    mark(made, *read_placement(made), finding);
    return made;
  }
  static Finding interrupted(Day day) { return {Kind::interrupted, day, false}; }

  AgreementBook book_;
  StudentRegister register_;
};

TEST_F(FindingTest, a_registered_student_is_found_by_number_or_id) {
  EXPECT_EQ(find().kind, Kind::unknown);
  add("S1", "195501019805");
  EXPECT_EQ(find().kind, Kind::registered);
  EXPECT_EQ(find({{"student.id", "S1"}}).kind, Kind::registered);
  EXPECT_EQ(find({{"student.personnummer", "199901021239"}}).kind, Kind::unknown);
  EXPECT_EQ(find({{"student.id", "S2"}}).kind, Kind::unknown) << "two ids are two students";
}

TEST_F(FindingTest, the_registrys_id_survives_the_swap_of_an_interim_number) {
  add("S1", "195501019805");
  EXPECT_EQ(find({{"student.id", "S1"}, {"student.personnummer", "19550101T067"}}).kind, Kind::registered);
}

TEST_F(FindingTest, rows_with_and_without_the_id_are_one_student) {
  auto elsewhere = registration("", "195501019805");
  elsewhere.course = "AT1301";
  add(elsewhere);
  add("S1", "195501019805");
  EXPECT_EQ(find().kind, Kind::registered);
  EXPECT_EQ(find({{"course", "AT1301"}}).kind, Kind::registered);
}

TEST_F(FindingTest, one_number_of_two_students_decides_nothing) {
  add("S1", "195501019805");
  add("S2", "195501019805");
  EXPECT_EQ(find().kind, Kind::ambiguous);
  EXPECT_EQ(find({{"student.id", "S2"}}).kind, Kind::registered);
}

TEST_F(FindingTest, institution_course_and_term_must_be_the_placements) {
  add("S1", "195501019805");
  EXPECT_EQ(find({{"course", ""}}).kind, Kind::registered) << "a placement without a course";
  EXPECT_EQ(find({{"course", "OM1101"}}).kind, Kind::registered);
  EXPECT_EQ(find({{"term", ""}}).kind, Kind::registered) << "the term follows from the start";
  EXPECT_EQ(find({{"institution.id", "UNI"}}).kind, Kind::registered);
  EXPECT_EQ(find({{"course", "OM11012"}}).kind, Kind::unregistered);
  EXPECT_EQ(find({{"term", "VT2027"}}).kind, Kind::unregistered);
  EXPECT_EQ(find({{"institution.id", "hogskolan"}}).kind, Kind::unregistered);
}

TEST_F(FindingTest, expected_and_withdrawn_are_no_registrations) {
  for (const auto status : {RegistrationStatus::expected, RegistrationStatus::withdrawn}) {
    auto made = registration("S1", "195501019805");
    made.status = status;
    add(made);
  }
  EXPECT_EQ(find().kind, Kind::unregistered);
}

TEST_F(FindingTest, an_interruption_counts_while_no_other_registration_holds) {
  add_interrupted(make_day(2026, 10, 5));
  EXPECT_EQ(find(), interrupted(make_day(2026, 10, 5)));
  add_interrupted(make_day(2026, 10, 9));
  add_interrupted(make_day(2026, 10, 2));
  EXPECT_EQ(find(), interrupted(make_day(2026, 10, 9))) << "the last one";
  auto again = registration("", "195501019805");
  again.status = RegistrationStatus::re_registered;
  add(again);
  EXPECT_EQ(find(), Finding{});
}

TEST_F(FindingTest, an_interruption_after_the_last_day_leaves_the_placement) {
  add_interrupted(make_day(2026, 10, 17));
  EXPECT_EQ(find(), Finding{});
}

TEST_F(FindingTest, a_protection_anywhere_protects_the_student) {
  add("S1", "195501019805");
  auto elsewhere = registration("S1", "");
  elsewhere.term = "HT2020";
  elsewhere.student.protected_identity = true;
  add(elsewhere);
  EXPECT_TRUE(find().protected_identity);
}

TEST_F(FindingTest, a_death_or_a_restriction_goes_before_all_else_and_holds) {
  const auto tell = [&](RegistrationStatus status) {
    auto made = registration("S1", "");
    made.status = status;
    made.course = made.term = "";
    add(made);
  };
  tell(RegistrationStatus::known);
  EXPECT_EQ(find({{"student.id", "S1"}}).kind, Kind::unregistered);
  add("S1", "195501019805");
  EXPECT_EQ(find().kind, Kind::registered);
  tell(RegistrationStatus::restricted);
  EXPECT_EQ(find().kind, Kind::restricted);
  EXPECT_TRUE(find().is_stopped());
  EXPECT_FALSE(find().is_unmatched());
  tell(RegistrationStatus::deceased);
  tell(RegistrationStatus::known);
  EXPECT_EQ(find().kind, Kind::deceased) << "each under its own id; one that is taken back is not told any more";
  const auto body = marked(find());
  EXPECT_TRUE(is_stopped(body));
  EXPECT_EQ(remark_of(body, book_), "the student is deceased, says the registry");
  EXPECT_EQ(body["end"].text_or_empty(), "2026-10-16") << "nothing is shortened";
  EXPECT_FALSE(is_stopped(marked({Kind::unregistered, std::nullopt, false})));
}

TEST_F(FindingTest, nothing_against_it_leaves_the_body) {
  EXPECT_EQ(marked(Finding{}), body());
  EXPECT_EQ(as_stated(body()), body());
  EXPECT_EQ(remark_of(body(), book_), "");
}

TEST_F(FindingTest, the_day_of_an_interruption_is_the_first_that_is_not_carried_out) {
  const auto shortened = marked(interrupted(make_day(2026, 10, 5)));
  EXPECT_EQ(shortened["end"].text_or_empty(), "2026-10-04");
  EXPECT_EQ(remark_of(shortened, book_), "interrupted on 2026-10-05 says the registry: 10 days fewer");
  EXPECT_EQ(as_stated(shortened), body());
  EXPECT_EQ(remark_of(marked(interrupted(make_day(2026, 10, 16))), book_),
            "interrupted on 2026-10-16 says the registry: 1 day fewer");
  EXPECT_EQ(remark_of(marked(interrupted(make_day(2026, 10, 3))), book_),
            "interrupted on 2026-10-03 says the registry: 10 days fewer")
      << "a Saturday";
}

TEST_F(FindingTest, a_stated_number_of_days_and_listed_days_are_cut_too) {
  auto counted = marked(interrupted(make_day(2026, 10, 5)), {{"days", "8"}});
  EXPECT_EQ(*counted["days"].as_int(), 5);
  EXPECT_EQ(remark_of(counted, book_), "interrupted on 2026-10-05 says the registry: 3 days fewer");
  counted = marked(interrupted(make_day(2026, 10, 5)), {{"days", "4"}});
  EXPECT_EQ(counted["days"].text_or_empty(), "4") << "they lie before it";
  EXPECT_EQ(remark_of(counted, book_), "interrupted on 2026-10-05 says the registry");
  const std::map<std::string, Value> dates = {{"dates", *parse_json(R"(["2026-09-28","2026-10-04","2026-10-05"])")}};
  const auto listed = marked(interrupted(make_day(2026, 10, 5)), dates);
  EXPECT_EQ(listed["dates"], *parse_json(R"(["2026-09-28","2026-10-04"])"));
  EXPECT_EQ(as_stated(listed), body(dates));
}

TEST_F(FindingTest, a_placement_of_which_no_day_is_left_is_withdrawn) {
  for (const auto day : {make_day(2026, 8, 1), make_day(2026, 9, 28)}) {
    const auto gone = marked(interrupted(day));
    EXPECT_TRUE(std::holds_alternative<NotBilled>(assess(*read_placement(gone), book_)));
    EXPECT_EQ(remark_of(gone, book_), "interrupted on " + to_iso(day) + " says the registry: no day of it is left");
  }
  const auto weekend = marked(interrupted(make_day(2026, 9, 28)), {{"start", "2026-09-26"}});
  EXPECT_EQ(weekend["status"].text_or_empty(), "withdrawn");
  const auto listed = marked(interrupted(make_day(2026, 10, 5)), {{"dates", *parse_json(R"(["2026-10-06"])")}});
  EXPECT_EQ(listed["status"].text_or_empty(), "withdrawn");
}

TEST_F(FindingTest, a_protected_student_is_held_for_that_reason) {
  const auto hidden = marked({Kind::registered, std::nullopt, true});
  const auto assessment = assess(*read_placement(hidden), book_);
  ASSERT_TRUE(std::holds_alternative<Held>(assessment));
  EXPECT_NE(std::get<Held>(assessment).reason.find("protected identity"), std::string::npos);
  EXPECT_FALSE(read_placement(as_stated(hidden))->student.protected_identity);
  EXPECT_EQ(marked({Kind::registered, std::nullopt, true}, {{"student.protected", "Ja"}}),
            body({{"student.protected", "Ja"}}))
      << "the source says so itself";
}

TEST_F(FindingTest, what_a_person_changed_meanwhile_stays) {
  auto shortened = marked(interrupted(make_day(2026, 10, 5)));
  shortened["end"] = "2026-10-02";
  EXPECT_EQ(as_stated(shortened), body({{"end", "2026-10-02"}}));
}

TEST_F(FindingTest, no_remark_tells_who_the_student_is) {
  for (const auto kind : {Kind::unknown, Kind::ambiguous, Kind::unregistered}) {
    const auto remark = remark_of(marked({kind, std::nullopt, false}), book_);
    EXPECT_FALSE(remark.empty());
    for (const auto* personal : {"Testberg", "9805"}) EXPECT_EQ(remark.find(personal), std::string::npos);
  }
}

}  // namespace
}  // namespace sluss::domain
