// All parties are made up.
#include "report.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "csv.h"
#include "domain/allocation.h"
#include "report_codec.h"
#include "support/plugin_parts.h"
#include "xlsx.h"

namespace sluss::report {
namespace {

Message confirmation() {
  domain::AllocatedLine line;
  line.line.id = "=B-1";
  line.line.round = "VT2027-ssk";
  line.line.institution = "uni";
  line.line.programme = "SSK";
  line.line.term = "VT2027";
  line.line.first = make_day(2027, 2, 1);
  line.line.last = make_day(2027, 3, 5);
  line.line.area = "geriatrik";
  line.line.count = 5;
  line.accepted = 5;
  line.state = domain::LineState::part_offered;
  line.seats = {{"ost", "geriatrik", "avtal", 2, domain::Ground::area, domain::Word::answered}};
  line.refusals = {{"ost", domain::Stop::answered, 2, 5, {}}, {"vast", domain::Stop::quota, 12, 12, {}}};
  line.late = {{"uni", "ost", 1, make_day(2027, 1, 5)}};
  Message message;
  message.kind = "confirmation";
  message.body = domain::to_value(domain::Allocation{"VT2027-ssk", "VT2027", {line}});
  message.body["version"] = 3;
  message.body["day"] = "2026-09-01";
  message.body.make("institution.name") = "Exempel;universitetet\nAB";
  message.body.make("names.ost") = "Östra";
  message.body["ordered"] = 5;
  message.body["open"] = 3;
  return message;
}

TEST(Report, a_confirmation_shows_places_and_what_stopped_the_rest) {
  const auto report = make_report(confirmation());
  ASSERT_TRUE(report) << report.error().what;
  const auto csv = write_csv(*report);
  for (const auto* part : {"\xEF\xBB\xBF"
                           "Besked om platser\r\n",
                           "Version;3\r\n", "Lärosäte;\"Exempel;universitetet AB\"\r\n", "Ej funna;3\r\n",
                           "'=B-1;uni;SSK;;vfu;2027-02-01;2027-03-05;geriatrik;;5;5;2;0;3;delvis erbjuden\r\n",
                           "'=B-1;Östra;geriatrik;2;svarat;beställt område\r\n", "'=B-1;3;Östra;svarat 2 av 5\r\n",
                           "'=B-1;3;vast;kvoten använd: 12 av 12\r\n", "'=B-1;uni;Östra;1;2027-01-05\r\n"})
    EXPECT_NE(csv.find(part), std::string::npos) << part << " in\n" << csv;
}

TEST(Report, an_inquiry_shows_what_is_asked) {
  Message message;
  message.kind = "inquiry";
  message.body = *parse_json(R"({"version":1,"day":"2026-09-01","round":"VT2027-ssk","term":"VT2027",
    "answer_by":"2026-11-15","unit":{"id":"ost","name":"Östra"},"asked":2,"granted":1,"lines":[
    {"order":"B-1","institution":{"id":"uni","name":"Exempeluniversitetet"},"programme":"SSK","course":"@OM","type":"vfu",
     "start":"2027-02-01","end":"2027-03-05","goals":["a","b"],"places":2,"word":"asked"}]})");
  const auto report = make_report(message);
  ASSERT_TRUE(report) << report.error().what;
  const auto csv = write_csv(*report);
  EXPECT_NE(csv.find("Svara senast;2026-11-15\r\nAtt svara på;2\r\nRedan erbjudna;1\r\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("B-1;Exempeluniversitetet;SSK;'@OM;vfu;2027-02-01;2027-03-05;a, b;2;att svara på\r\n"),
            std::string::npos)
      << csv;
}

TEST(Report, the_same_message_gives_the_same_workbook) {
  const auto report = make_report(confirmation());
  ASSERT_TRUE(report);
  const auto one = write_xlsx(*report);
  const auto other = write_xlsx(*report);
  ASSERT_TRUE(one && other);
  EXPECT_EQ(*one, *other);
  EXPECT_TRUE(one->starts_with("PK"));
}

TEST(Report, other_messages_are_refused) {
  Message message;
  message.kind = "invoice";
  message.body["lines"] = Value::list();
  EXPECT_FALSE(make_report(message));
  message.kind = "round";
  message.body = Value::object();
  EXPECT_FALSE(make_report(message));
  message.body["lines"] = Value::list();
  EXPECT_FALSE(make_report(message)) << "it names no round";
}

TEST(Report, forms_are_chosen) {
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext context{diagnostics, secrets, {}};
  const auto config = report_spec().parse(test::list({"csv"}), context);
  ASSERT_TRUE(config);
  const auto message = confirmation();
  const auto documents = ReportCodec(*config).encode({&message, 1});
  ASSERT_TRUE(documents);
  ASSERT_EQ(documents->size(), 1U);
  EXPECT_EQ(documents->front().extension, "csv");
  EXPECT_FALSE(report_spec().parse(test::list({"pdf", "csv", "csv"}), context));
  EXPECT_EQ(diagnostics.size(), 2U);
}

}  // namespace
}  // namespace sluss::report
