// What buyers answer. All numbers and people are made up.
#include "domain/invoice_response.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::domain {
namespace {

InvoiceResponse response(Answer status, int day = 5) {
  InvoiceResponse made;
  made.number = "1000001";
  made.status = status;
  made.day = make_day(2026, 12, static_cast<unsigned>(day));
  return made;
}

/// The fields that are wrong.
std::string faults_of(const std::string& json) {
  const auto read = read_invoice_response(*parse_json(json));
  std::string fields;
  if (read) return fields;
  for (const auto& fault : read.error()) fields += fault.field + " ";
  return fields;
}

TEST(InvoiceResponse, is_read_with_every_field) {
  const auto read = read_invoice_response(*parse_json(
      R"({"number":" 1000001 ","status":"Rejected","day":"2026-12-05","reasons":["PRI","nonsense"],"actions":["NIN"],
          "by":"anna","note":"they rang","texts":["Test Testsson"]})"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->number, "1000001");
  EXPECT_EQ(read->status, Answer::rejected);
  EXPECT_EQ(read->reasons, (std::vector<std::string>{"PRI", "OTH"}));
  EXPECT_EQ(answer_text(*read),
            "rejected by the buyer 2026-12-05: prices incorrect (PRI), another reason (OTH); it asks for a new invoice "
            "(NIN); entered by anna: they rang");
  EXPECT_EQ(short_answer(*read), "rejected by the buyer 2026-12-05");
}

TEST(InvoiceResponse, names_each_field_that_is_wrong) {
  EXPECT_EQ(faults_of("{}"), "number status day ");
  EXPECT_EQ(faults_of(R"({"number":"1","status":"accepted","day":"2026-12-05"})"), "");
  EXPECT_EQ(faults_of(R"({"number":"1","status":"maybe","day":"2026-02-30"})"), "status day ");
  EXPECT_EQ(faults_of(R"({"number":"1","status":"paid","day":"2026-12-05","reasons":"PRI"})"), "reasons ");
  EXPECT_EQ(faults_of(R"({"number":"123456789012345678901234567890123456","status":"paid","day":"2026-12-05"})"),
            "number ");
}

TEST(InvoiceResponse, says_who_answers) {
  const auto read = read_invoice_response(*parse_json(
      R"({"number":"1","status":"paid","day":"2026-12-05","sender":["0007:2029990013","0088:7300000000019"]})"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->sender, (std::vector<std::string>{"0007:2029990013", "0088:7300000000019"}));
  for (const auto* wrong : {"\"0007:2029990013\"", "[\"2029990013\"]", "[\"0007:5501019805\"]", "[1]",
                            R"(["9915:a","9915:b","9915:c","9915:d","9915:e","9915:f"])"})
    EXPECT_EQ(faults_of(R"({"number":"1","status":"paid","day":"2026-12-05","sender":)" + std::string(wrong) + "}"),
              "sender ")
        << wrong;
}

TEST(InvoiceResponse, is_the_buyers_or_ours) {
  const BilledParty buyer{"2029990013", {}};
  auto made = response(Answer::accepted);
  EXPECT_FALSE(is_by_buyer(made, buyer, Unknown::refused));
  EXPECT_TRUE(is_by_buyer(made, buyer, Unknown::taken));
  made.sender = {"0007:2029990021"};
  EXPECT_FALSE(is_by_buyer(made, buyer, Unknown::taken));
  made.by = "anna";
  EXPECT_TRUE(is_by_buyer(made, buyer, Unknown::refused));
  made.by.clear();
  made.sender = {"0007:2029990013"};
  EXPECT_TRUE(is_by_buyer(made, buyer, Unknown::refused));
}

TEST(InvoiceResponse, a_stranger_after_it_is_told_until_a_person_has_seen_it) {
  InvoiceAccount account;
  account.total = Ore{459000};
  auto made = response(Answer::accepted);
  EXPECT_FALSE(outcome_of(made, account, 17).waits);
  made.stranger = "an answer came";
  auto outcome = outcome_of(made, account, 17);
  EXPECT_TRUE(outcome.waits);
  EXPECT_EQ(
      outcome.reason,
      "accepted by the buyer 2026-12-05. After that an answer came. When you have seen it: sluss messages discard "
      "17");
  made.status = Answer::rejected;
  outcome = outcome_of(made, account, 17);
  EXPECT_NE(outcome.reason.find("Correct the configuration"), std::string::npos) << outcome.reason;
  EXPECT_NE(outcome.reason.find("After that an answer came. What the buyer wrote"), std::string::npos)
      << outcome.reason;
  account.credited = account.total;
  EXPECT_TRUE(outcome_of(made, account, 17).waits) << "the rejection waits no more, and the stranger does";
}

TEST(InvoiceResponse, the_names_of_all_answers_are_read_again) {
  for (const auto answer : {Answer::acknowledged, Answer::in_process, Answer::under_query, Answer::conditional,
                            Answer::rejected, Answer::accepted, Answer::paid}) {
    auto body = *parse_json(R"({"number":"1","day":"2026-12-05"})");
    body["status"] = name_of(answer);
    const auto read = read_invoice_response(body);
    ASSERT_TRUE(read) << name_of(answer);
    EXPECT_EQ(read->status, answer);
    EXPECT_FALSE(short_answer(*read).empty());
  }
}

TEST(InvoiceResponse, the_later_day_holds_and_of_one_day_the_one_that_is_further) {
  EXPECT_TRUE(replaces(response(Answer::acknowledged, 6), response(Answer::paid, 5)));
  EXPECT_FALSE(replaces(response(Answer::paid, 4), response(Answer::acknowledged, 5)));
  EXPECT_FALSE(replaces(response(Answer::acknowledged), response(Answer::rejected)));
  EXPECT_TRUE(replaces(response(Answer::rejected), response(Answer::under_query)));
  EXPECT_TRUE(replaces(response(Answer::accepted), response(Answer::rejected))) << "as far: the one that came last";
  EXPECT_TRUE(replaces(response(Answer::rejected), response(Answer::accepted)));
  EXPECT_TRUE(replaces(response(Answer::paid), response(Answer::accepted)));
  EXPECT_FALSE(replaces(response(Answer::rejected), response(Answer::paid)));
}

TEST(InvoiceResponse, a_person_sees_to_what_asks_for_one_while_something_is_due) {
  InvoiceAccount account;
  account.total = Ore{1000};
  for (const auto answer : {Answer::rejected, Answer::under_query, Answer::conditional}) {
    EXPECT_TRUE(outcome_of(response(answer), account, 7).waits) << name_of(answer);
    EXPECT_NE(outcome_of(response(answer), account, 7).reason.find("sluss messages discard 7"), std::string::npos);
  }
  for (const auto answer : {Answer::acknowledged, Answer::in_process, Answer::accepted, Answer::paid})
    EXPECT_FALSE(outcome_of(response(answer), account, 7).waits) << name_of(answer);
  EXPECT_TRUE(outcome_of(response(Answer::accepted), std::nullopt, 7).waits) << "nobody knows the invoice";
  account.credited = Ore{1000};
  EXPECT_FALSE(outcome_of(response(Answer::rejected), account, 7).waits);
  account.total = Ore{-1000};
  account.credited = Ore{};
  EXPECT_TRUE(outcome_of(response(Answer::rejected), account, 7).waits) << "a credit note";
}

}  // namespace
}  // namespace sluss::domain
