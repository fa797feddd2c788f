// All numbers are made up.
#include "domain/registration.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/field_reader.h"

namespace sluss::domain {
namespace {

constexpr auto good = R"({"id":"R1","student":{"id":"S1","personnummer":"550101-9805"},"institution":{"id":"uni"},
  "course":"OM1101","term":"ht26"})";

Value with(const std::string& path, Value value) {
  auto body = *parse_json(good);
  body.make(path) = std::move(value);
  return body;
}

std::string faults(const Value& body) {
  const auto read = read_registration(body);
  return read ? "" : to_text(read.error());
}

TEST(Registration, is_read_and_normalised) {
  const auto read = read_registration(*parse_json(good));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->student.personnummer, "195501019805");
  EXPECT_EQ(read->term, "HT2026");
  EXPECT_EQ(read->status, RegistrationStatus::registered);
  EXPECT_FALSE(read->student.protected_identity);
  EXPECT_FALSE(read->interrupted);
}

TEST(Registration, a_number_that_breaks_a_rule_is_believed) {
  const auto read = read_registration(with("student.personnummer", "195501019806"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->student.personnummer, "195501019806");
}

TEST(Registration, an_interruption_has_its_day) {
  EXPECT_EQ(faults(with("status", "interrupted")), "interrupted \"\": expected a day that exists, as YYYY-MM-DD");
  auto body = with("status", "interrupted");
  body["interrupted"] = "2026-10-05";
  EXPECT_EQ(read_registration(body)->interrupted, make_day(2026, 10, 5));
  body["status"] = "re_registered";
  EXPECT_FALSE(read_registration(body)->interrupted) << "the day that is left behind says nothing";
}

TEST(Registration, whatever_is_not_plainly_no_protects) {
  for (const auto* no : {"", "Nej", "no", "0"})
    EXPECT_FALSE(read_registration(with("student.protected", no))->student.protected_identity) << no;
  for (const auto* yes : {"Ja", "Sekretessmarkering", "SKYDDAD_FOLKBOKFORING", "?"})
    EXPECT_TRUE(read_registration(with("student.protected", yes))->student.protected_identity) << yes;
}

TEST(Registration, tells_all_faults_at_once_and_no_number) {
  auto body = with("student", Value::object());
  body["course"] = "";
  body["term"] = "hösten";
  body["status"] = "Borta";
  EXPECT_EQ(faults(body),
            "status \"Borta\": expected one of expected, registered, re_registered, interrupted, withdrawn, known, "
            "restricted, deceased; course \"\": expected the course's code; term \"hösten\": expected a term such as "
            "HT2026 or VT2027; student.id \"\": expected the registry's id of the student, or student.personnummer");
}

TEST(Registration, what_tells_of_the_student_alone_needs_no_course) {
  for (const auto* status : {"known", "restricted", "deceased"}) {
    auto body = *parse_json(R"({"id":"S1","student":{"id":"S1"}})");
    body["status"] = status;
    const auto read = read_registration(body);
    ASSERT_TRUE(read) << status;
    EXPECT_TRUE(is_of_student(read->status));
    EXPECT_EQ(is_stop(read->status), std::string(status) != "known");
    body["student"] = Value::object();
    EXPECT_NE(faults(body), "") << "but a student";
  }
}

}  // namespace
}  // namespace sluss::domain
