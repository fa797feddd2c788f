// What buyers answer to invoices, by the real program. All parties are made up.
#include "bank.h"

namespace sluss::test {
namespace {

struct Given {
  std::string number = "1000001", code = "RE", day = "2027-02-08", id = "SVAR-1";
  std::string scheme = "0007", sender = "2029990013";  // the university of the house
};

/// Peppol BIS Invoice Response 3. The buyer names a student, as it should not.
std::string response(const Given& given) {
  const auto why = given.code != "RE" && given.code != "UQ"
                       ? ""
                       : "<cac:Status><cbc:StatusReasonCode listID=\"OPStatusReason\">REF</cbc:StatusReasonCode>"
                         "<cbc:StatusReason>Vi har ingen Provia Testberg</cbc:StatusReason></cac:Status>";
  return "<ApplicationResponse xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2\""
         " xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\""
         " xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">"
         "<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:invoice_response:3</cbc:CustomizationID><cbc:ID>" +
         given.id + "</cbc:ID><cbc:IssueDate>" + given.day +
         "</cbc:IssueDate><cac:SenderParty><cbc:EndpointID schemeID=\"" + given.scheme + "\">" + given.sender +
         "</cbc:EndpointID></cac:SenderParty><cac:DocumentResponse><cac:Response><cbc:ResponseCode>" + given.code +
         "</cbc:ResponseCode>" + why + "</cac:Response><cac:DocumentReference><cbc:ID>" + given.number +
         "</cbc:ID></cac:DocumentReference></cac:DocumentResponse></ApplicationResponse>\n";
}

class Answers : public Bank {
 protected:
  Answers() {
    world_.configure("connections/svar.yaml", "connections:\n  svar: { use: peppol-inbox, folder: ../svar }\n");
    world_.configure("pipelines/answers.yaml", "pipeline: answers\nfrom: [svar.responses]\nsteps: [answers]\nto: []\n");
    std::filesystem::create_directories(world_.root() / "svar");
  }
  void answer(const std::string& name, const std::string& bytes) const {
    const auto file = world_.root() / "svar" / name;
    write_file(file, bytes);
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  }
  /// The exit code of a run that takes it in.
  int take(const std::string& name, const Given& given) const {
    answer(name, response(given));
    return sync_answers();
  }
  int sync_answers() const {
    const auto finished = world_.sluss({"sync", "answers"});
    expect_nobody(finished.out + finished.err);
    return finished.exit;
  }
  static void expect_nobody(const std::string& text) { EXPECT_EQ(text.find("Provia"), std::string::npos) << text; }
  /// The one current message about that invoice.
  [[nodiscard]] Value response_message(const std::string& number = "1000001") const {
    Value found;
    const auto list = world_.json({"messages", "list", "--kind", "invoice_response"});
    for (const auto& message : *list.as_list()) {
      if (message["key"].text_or_empty() != number) continue;
      EXPECT_TRUE(found.is_null()) << "more than one for " << number;
      found = message;
    }
    return found;
  }
  /// "held: <reason>"
  [[nodiscard]] std::string state(const std::string& number = "1000001") const {
    const auto message = response_message(number);
    return message["state"].text_or_empty() + ": " + message["reason"].text_or_empty();
  }
  void expect_state(const std::string& part, const std::string& number = "1000001") const {
    const auto is = state(number);
    EXPECT_NE(is.find(part), std::string::npos) << is;
    expect_nobody(is);
  }
  [[nodiscard]] std::string shown(const std::vector<std::string>& command) const {
    const auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, 0) << finished.err;
    return finished.out;
  }
  void expect_shown(const std::vector<std::string>& command, const std::string& part) const {
    const auto text = shown(command);
    EXPECT_NE(text.find(part), std::string::npos) << text;
    expect_nobody(text);
  }
};

TEST_F(Answers, an_accepted_invoice_says_so_wherever_it_is_shown) {
  invoice();
  EXPECT_EQ(take("a.xml", {.code = "AP"}), 0);
  expect_state("filtered: accepted by the buyer 2027-02-08");
  expect_shown({"invoices", "list"}, "unpaid; accepted by the buyer 2027-02-08");
  expect_shown({"messages", "trace", "1000001"}, "invoice_response 1000001, from svar.responses");
  expect_shown({"messages", "trace", "P2"}, "    accepted by the buyer 2027-02-08; message ");
  const auto one = world_.json({"invoices", "show", "1000001"});
  EXPECT_EQ(one.at("answer.status").text_or_empty(), "accepted");
  EXPECT_EQ(one.at("answer.day").text_or_empty(), "2027-02-08");
  EXPECT_EQ(one["payment"].text_or_empty(), "unpaid");
  expect_balance();
}

TEST_F(Answers, a_rejected_invoice_waits_for_a_person_who_takes_it_back) {
  invoice();
  EXPECT_EQ(take("a.xml", {}), 1) << "it waits for a person";
  expect_state(
      "held: rejected by the buyer 2027-02-08: references incorrect (REF). Correct the configuration or the "
      "placement, then sluss invoices credit 1000001");
  expect_shown({"invoices", "list"}, "unpaid; rejected by the buyer 2027-02-08");
  expect_shown({"invoices", "unpaid"}, ", rejected by the buyer 2027-02-08\n");
  expect_shown({"status"}, "1 invoice_response");
  expect_balance();
  EXPECT_EQ(world_.sluss({"invoices", "credit", "1000001", "--reason", "wrong reference"}).exit, 0);
  expect_state(
      "filtered: rejected by the buyer 2027-02-08: references incorrect (REF). The invoice was taken back by ");
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  EXPECT_EQ(sync_answers(), 0);
  EXPECT_EQ(standing("1000001"), "credited");
  expect_balance();
}

TEST_F(Answers, a_rejection_waits_no_more_when_its_placement_is_corrected_away) {
  invoice();
  EXPECT_EQ(take("a.xml", {}), 1);
  Row gone{.id = "P2", .status = "Återbud"};
  Row other{.id = "P3", .unit = "Västra hemsjukvården", .hsa_id = "SE2129990012-E0002"};
  world_.put("placeringar-HT2026-2.csv", {gone, other});
  static_cast<void>(world_.sync());
  EXPECT_EQ(standing("1000001"), "credited");
  EXPECT_EQ(sync_answers(), 0);
  expect_state("filtered: rejected by the buyer 2027-02-08: references incorrect (REF). Nothing is due on it any more");
}

TEST_F(Answers, what_the_buyer_wrote_is_shown_to_whoever_asks_with_a_reason) {
  invoice();
  EXPECT_EQ(take("a.xml", {}), 1);
  const auto id = response_message()["id"].text_or_empty();
  expect_nobody(shown({"messages", "show", id}));
  expect_nobody(shown({"invoices", "show", "1000001"}));
  EXPECT_NE(shown({"messages", "show", id, "--personal", "a test"}).find("Vi har ingen Provia"), std::string::npos);
  const auto texts = shown({"invoices", "show", "1000001", "--personal", "a test"});
  EXPECT_NE(texts.find("Vi har ingen Provia"), std::string::npos) << texts;
}

TEST_F(Answers, a_later_answer_replaces_an_earlier_one_in_whatever_order_they_come) {
  invoice();
  EXPECT_EQ(take("a.xml", {.code = "AB", .day = "2027-02-02"}), 0);
  expect_state("filtered: acknowledged by the buyer 2027-02-02");
  EXPECT_EQ(take("b.xml", {.code = "UQ", .day = "2027-02-03"}), 1);
  expect_state("held: under query by the buyer 2027-02-03");
  EXPECT_EQ(take("c.xml", {.code = "AP", .day = "2027-02-05"}), 0);
  expect_state("filtered: accepted by the buyer 2027-02-05");
  EXPECT_EQ(take("late.xml", {.code = "IP", .day = "2027-02-04"}), 0);
  expect_state("filtered: accepted by the buyer 2027-02-05 (an older answer came in after this one)");
  EXPECT_EQ(take("b-again.xml", {.code = "UQ", .day = "2027-02-03"}), 0);
  expect_state("filtered: accepted by the buyer 2027-02-05");
  // All at once, in an order of names that is not theirs.
  answer("1.xml", response({"1000002", "RE", "2027-02-09"}));
  answer("2.xml", response({"1000002", "AB", "2027-02-02"}));
  answer("3.xml", response({"1000002", "IP", "2027-02-09"}));
  EXPECT_EQ(sync_answers(), 1);
  expect_state("held: rejected by the buyer 2027-02-09", "1000002");
  EXPECT_EQ(sync_answers(), 1);
  expect_state("held: rejected by the buyer 2027-02-09", "1000002");
  expect_balance();
}

TEST_F(Answers, paid_is_what_the_buyer_says_and_books_nothing) {
  invoice();
  EXPECT_EQ(take("a.xml", {.code = "PD"}), 0);
  EXPECT_EQ(standing("1000001"), "unpaid");
  expect_shown({"invoices", "list"}, "unpaid; paid, says the buyer, 2027-02-08");
  expect_shown({"invoices", "unpaid"}, "1000001  due 2027-03-03");
  sync("bank.xml", camt({{"R1", ost}}));
  EXPECT_EQ(standing("1000001"), "paid 2027-02-10");
  expect_balance();
}

TEST_F(Answers, of_an_unknown_invoice_wait_until_it_comes) {
  world_.at = "2027-02-11";
  EXPECT_EQ(take("a.xml", {.code = "AP"}), 1);
  expect_state("held: there is no invoice 1000001");
  invoice();
  EXPECT_EQ(sync_answers(), 0);
  expect_state("filtered: accepted by the buyer 2027-02-08");
}

TEST_F(Answers, a_file_that_is_none_is_refused_and_the_others_go_on) {
  invoice();
  answer("a.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]>" + response({}));
  answer("b.xml", response({}).substr(0, 300));
  answer("c.xml", response({.code = "AP"}));
  const auto finished = world_.sluss({"sync", "answers"});
  EXPECT_NE(finished.exit, 0);
  expect_nobody(finished.out + finished.err);
  EXPECT_NE(finished.out.find("a.xml"), std::string::npos) << finished.out;
  expect_state("filtered: accepted by the buyer");
  EXPECT_TRUE(std::filesystem::exists(world_.root() / "svar/a.xml"));
  EXPECT_FALSE(std::filesystem::exists(world_.root() / "svar/c.xml"));
}

TEST_F(Answers, whoever_is_not_the_buyer_changes_nothing_and_a_person_sees_it) {
  invoice();
  EXPECT_EQ(take("a.xml", {.code = "RE", .sender = "2029990021"}), 1);
  expect_state(
      "rejected: an answer, rejected 2027-02-08, came from 0007:2029990021, and the buyer is 0007:2029990013; it "
      "counts "
      "for nothing");
  EXPECT_EQ(shown({"invoices", "list"}).find("by the buyer"), std::string::npos);
  const auto id = response_message()["id"].text_or_empty();
  EXPECT_EQ(world_.sluss({"messages", "discard", id, "--reason", "not theirs"}).exit, 0);
  EXPECT_EQ(shown({"invoices", "list"}).find("by the buyer"), std::string::npos) << "also when it is let go";
  EXPECT_EQ(take("b.xml", {.code = "AP", .day = "2027-02-07"}), 0);
  expect_state("filtered: accepted by the buyer 2027-02-07");
  EXPECT_EQ(take("c.xml", {.code = "RE", .day = "2027-02-09", .scheme = "0088", .sender = "7300000000019"}), 1);
  expect_state("held: accepted by the buyer 2027-02-07. After that an answer, rejected 2027-02-09, came from 0088:");
  expect_shown({"invoices", "list"}, "unpaid; accepted by the buyer 2027-02-07");
  EXPECT_EQ(sync_answers(), 1) << "it waits until a person has seen it";
  expect_state("held: accepted by the buyer 2027-02-07. After that");
  expect_balance();
}

TEST_F(Answers, a_person_enters_what_came_by_other_ways) {
  invoice();
  const auto refused = world_.sluss({"invoices", "rejected", "1000099", "--reason", "a test"});
  EXPECT_EQ(refused.exit, 2) << refused.err;
  EXPECT_NE(refused.err.find("there is no invoice 1000099"), std::string::npos) << refused.err;
  EXPECT_EQ(world_.sluss({"invoices", "rejected", "1000001"}).exit, 2) << "without a reason";
  EXPECT_EQ(world_.sluss({"invoices", "rejected", "1000001", "--reason", "the university rang"}).exit, 0);
  expect_state("held: rejected by the buyer 2027-02-11: entered by ");
  expect_state(": the university rang. Correct the configuration");
  EXPECT_EQ(world_.sluss({"invoices", "rejected", "1000001", "--reason", "once more"}).exit, 2);
  EXPECT_EQ(sync_answers(), 1);
  expect_state(": the university rang. Correct the configuration");
  EXPECT_EQ(world_.sluss({"invoices", "accepted", "1000001", "--reason", "they were wrong"}).exit, 0);
  expect_state("filtered: accepted by the buyer 2027-02-11: entered by ");
  const auto trace = shown({"messages", "trace", "1000001"});
  EXPECT_NE(trace.find("enter answer message "), std::string::npos) << trace;
  EXPECT_NE(trace.find("(invoice 1000001 rejected); the university rang"), std::string::npos) << trace;
  EXPECT_NE(shown({"messages", "trace", "P2"}).find("(invoice 1000001 accepted); they were wrong"), std::string::npos);
  expect_balance();
}

TEST_F(Answers, what_a_person_entered_is_replaced_by_what_the_buyer_says_later_alone) {
  invoice();
  EXPECT_EQ(take("a.xml", {}), 1);
  EXPECT_EQ(world_.sluss({"invoices", "accepted", "1000001", "--reason", "they were wrong"}).exit, 0);
  EXPECT_EQ(take("a-again.xml", {}), 0);
  expect_state("filtered: accepted by the buyer 2027-02-11");
  EXPECT_EQ(take("b.xml", {.code = "RE", .day = "2027-02-12"}), 1);
  expect_state("held: rejected by the buyer 2027-02-12");
}

TEST_F(Answers, without_a_connection_a_person_may_still_enter_them) {
  std::filesystem::remove(world_.root() / "config/connections/svar.yaml");
  std::filesystem::remove(world_.root() / "config/pipelines/answers.yaml");
  invoice();
  EXPECT_EQ(world_.sluss({"invoices", "rejected", "1000001", "--reason", "a letter"}).exit, 0);
  expect_state("held: rejected by the buyer 2027-02-11");
  EXPECT_EQ(world_.sluss({"invoices", "credit", "1000001", "--reason", "a letter"}).exit, 0);
  expect_state("filtered: rejected by the buyer 2027-02-11");
}

TEST_F(Answers, are_not_edited_and_may_be_let_go) {
  invoice();
  EXPECT_EQ(take("a.xml", {}), 1);
  const auto id = response_message()["id"].text_or_empty();
  const auto edited = world_.sluss({"messages", "edit", id, "--set", "status=accepted", "--reason", "a test"});
  EXPECT_EQ(edited.exit, 2);
  EXPECT_NE(edited.err.find("sluss invoices accepted"), std::string::npos) << edited.err;
  EXPECT_EQ(world_.sluss({"messages", "discard", id, "--reason", "settled by telephone"}).exit, 0);
  EXPECT_EQ(sync_answers(), 0);
  expect_state("resolved: discarded by ");
  expect_shown({"invoices", "list"}, "unpaid; rejected by the buyer 2027-02-08");
}

}  // namespace
}  // namespace sluss::test
