// What buyers answer, and what looks like it. All parties and texts are made up.
#include "response.h"

#include <gtest/gtest.h>
#include <map>

#include "domain/invoice_response.h"
#include "parsed.h"
#include "support/plugin_parts.h"
#include "ubl_codec.h"

namespace sluss::ubl {
namespace {

constexpr auto clarified =
    "<cac:Status><cbc:StatusReasonCode listID=\"OPStatusReason\">PRI</cbc:StatusReasonCode>"
    "<cbc:StatusReason>Provia Testberg was here for two weeks</cbc:StatusReason>"
    "<cac:Condition><cbc:AttributeID>BT-131</cbc:AttributeID><cbc:Description>3060.00</cbc:Description></cac:Condition>"
    "</cac:Status><cac:Status><cbc:StatusReasonCode listID=\"OPStatusAction\">NIN</cbc:StatusReasonCode></cac:Status>";

std::string response(const std::string& code = "RE", const std::string& status = clarified) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<ApplicationResponse xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2\""
         " xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\""
         " xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">"
         "<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:invoice_response:3</cbc:CustomizationID>"
         "<cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:invoice_response:3</cbc:ProfileID>"
         "<cbc:ID>SVAR-1</cbc:ID><cbc:IssueDate>2026-12-04</cbc:IssueDate><cbc:Note>Ring Provia Testberg</cbc:Note>"
         "<cac:SenderParty><cbc:EndpointID "
         "schemeID=\"0007\">2029990013</cbc:EndpointID><cac:PartyIdentification><cbc:ID "
         "schemeID=\"0088\">7300000000019</cbc:ID></cac:PartyIdentification><cac:Contact><cbc:Name>Provia "
         "Testberg</cbc:Name></cac:Contact></cac:SenderParty>"
         "<cac:DocumentResponse><cac:Response><cbc:ResponseCode listID=\"UNCL4343OpSubset\">" +
         code + "</cbc:ResponseCode><cbc:EffectiveDate>2026-12-03</cbc:EffectiveDate>" + status +
         "</cac:Response><cac:DocumentReference><cbc:ID>10080004</cbc:ID>"
         "<cbc:DocumentTypeCode listID=\"UNCL1001\">380</cbc:DocumentTypeCode></cac:DocumentReference>"
         "</cac:DocumentResponse></ApplicationResponse>\n";
}

test::Decoded read(const std::string& text) { return test::decoded(Ubl({}), text); }

/// The one body; null when the document is refused.
Value body_of(const std::string& text) {
  const auto all = read(text);
  EXPECT_EQ(all.refusal, "");
  return all.records.size() == 1 ? all.records.front().message.body : Value();
}

/// Refused, with that in the reason, and without a word of what stands in it.
void expect_refused(const std::string& text, const std::string& part) {
  const auto all = read(text);
  EXPECT_TRUE(all.records.empty()) << text;
  EXPECT_NE(all.refusal.find(part), std::string::npos) << all.refusal;
  EXPECT_EQ(all.refusal.find("Provia"), std::string::npos) << all.refusal;
}

TEST(UblResponse, a_rejection_says_why_and_what_is_asked_for) {
  const auto body = body_of(response());
  EXPECT_EQ(body["number"], Value("10080004"));
  EXPECT_EQ(body["status"], Value("rejected"));
  EXPECT_EQ(body["day"], Value("2026-12-04"));
  EXPECT_EQ(body["response"], Value("SVAR-1"));
  EXPECT_EQ(body["sender"], Value(Value::List{"0007:2029990013", "0088:7300000000019"}));
  EXPECT_EQ(body["reasons"], Value(Value::List{"PRI"}));
  EXPECT_EQ(body["actions"], Value(Value::List{"NIN"}));
  EXPECT_EQ(body["texts"],
            Value(Value::List{"Ring Provia Testberg", "Provia Testberg was here for two weeks", "3060.00"}));
}

TEST(UblResponse, every_status_of_the_list_is_one_that_the_domain_knows) {
  const std::map<std::string, domain::Answer> all = {
      {"AB", domain::Answer::acknowledged}, {"IP", domain::Answer::in_process}, {"UQ", domain::Answer::under_query},
      {"CA", domain::Answer::conditional},  {"RE", domain::Answer::rejected},   {"AP", domain::Answer::accepted},
      {"PD", domain::Answer::paid}};
  for (const auto& [code, answer] : all) {
    const auto read = domain::read_invoice_response(body_of(response(code, "")));
    ASSERT_TRUE(read) << code;
    EXPECT_EQ(read->status, answer) << code;
    EXPECT_TRUE(read->reasons.empty());
  }
  expect_refused(response("XX"), "ResponseCode: expected one of AB, IP, UQ, CA, RE, AP, PD");
  expect_refused(response("Provia"), "ResponseCode");
}

TEST(UblResponse, is_known_by_namespace_and_not_by_prefix) {
  auto other = replaced(response(), "cbc:", "b:");
  other = replaced(replaced(other, ":cbc=", ":b="), "<ApplicationResponse xmlns=", "<u:ApplicationResponse xmlns:u=");
  other = replaced(other, "</ApplicationResponse>", "</u:ApplicationResponse>");
  EXPECT_EQ(body_of(other), body_of(response()));
  expect_refused(replaced(response(), "ApplicationResponse-2", "ApplicationResponse-3"), "the root is no Invoice");
  expect_refused(replaced(response(), "CommonBasicComponents-2", "Other-2"), "CustomizationID");
  expect_refused(replaced(response(), "CommonAggregateComponents-2", "Other-2"), "there is no SenderParty");
}

TEST(UblResponse, another_response_than_an_invoices_is_refused) {
  expect_refused(replaced(response(), "trns:invoice_response:3", "trns:mlr:3"), "CustomizationID");
}

TEST(UblResponse, answers_one_document_on_one_day) {
  expect_refused(replaced(response(), "</cac:DocumentResponse>", "</cac:DocumentResponse><cac:DocumentResponse/>"),
                 "more than one DocumentResponse");
  expect_refused(replaced(response(), "<cac:DocumentReference>", "<cac:DocumentReference/><cac:DocumentReference>"),
                 "more than one DocumentReference");
  expect_refused(replaced(response(), "</cac:Response>", "</cac:Response><cac:Response/>"), "more than one Response");
  expect_refused(replaced(response(), "10080004", " "), "element ID");
  expect_refused(replaced(response(), "2026-12-04", "4 december"), "IssueDate: expected a day");
  expect_refused(replaced(response(), "<cbc:ID>SVAR-1</cbc:ID>", ""), "element ID");
}

TEST(UblResponse, says_whose_it_is) {
  const std::string endpoint = "<cbc:EndpointID schemeID=\"0007\">2029990013</cbc:EndpointID>";
  const auto by = [&](const std::string& other) { return replaced(response(), endpoint, other); };
  EXPECT_EQ(body_of(by(""))["sender"], Value(Value::List{"0088:7300000000019"}));
  const auto nobody = replaced(response(), "schemeID=\"0088\"", "");
  expect_refused(replaced(nobody, endpoint, ""), "element EndpointID: expected whose answer it is");
  expect_refused(replaced(nobody, "schemeID=\"0007\"", ""), "EndpointID");
  expect_refused(replaced(nobody, "2029990013", "Provia Testberg"), "EndpointID");
  expect_refused(replaced(nobody, "2029990013", "5501019805"), "EndpointID");
  expect_refused(
      replaced(replaced(response(), "<cac:SenderParty>", "<cac:Sender>"), "</cac:SenderParty>", "</cac:Sender>"),
      "there is no SenderParty");
  expect_refused(replaced(response(), "<cac:SenderParty>", "<cac:SenderParty/><cac:SenderParty>"),
                 "more than one SenderParty");
}

TEST(UblResponse, doctype_entities_and_depth_are_refused) {
  const std::string bomb =
      "<!DOCTYPE a [<!ENTITY a \"Provia\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>";
  expect_refused(replaced(response(), "<ApplicationResponse ", bomb + "<ApplicationResponse "), "DOCTYPE");
  expect_refused(
      replaced(response(), "<ApplicationResponse ", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><ApplicationResponse "),
      "DOCTYPE");
  // An entity that nobody declared is no text of anybody's: it is not looked up.
  const auto body = body_of(replaced(response(), "Ring Provia", "&c; Ring Provia"));
  EXPECT_EQ(body["texts"].as_list()->front(), Value("&c; Ring Provia Testberg"));
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<cac:Status>";
  for (int i = 0; i < 200; ++i) deep += "</cac:Status>";
  expect_refused(response("RE", deep), "more than 100 levels");
  expect_refused(replaced(response(), "UTF-8", "windows-1252"), "encoding");
  expect_refused(response() + "\xFF", "UTF-8");
}

TEST(UblResponse, cut_off_anywhere_it_is_refused) {
  const auto whole = response();
  for (std::size_t length = 0; length + 2 < whole.size(); ++length) {
    const auto all = read(whole.substr(0, length));
    ASSERT_NE(all.refusal, "") << length;
    ASSERT_TRUE(all.records.empty()) << length;
    ASSERT_EQ(all.refusal.find("Provia"), std::string::npos) << all.refusal;
  }
}

TEST(UblResponse, any_byte_may_be_wrong) {
  const auto whole = response();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char wrong : {'<', '&', '\0', '\x80'}) {
      auto text = whole;
      text[at] = wrong;
      const auto all = read(text);
      ASSERT_EQ(all.records.empty(), !all.refusal.empty()) << at;
      ASSERT_EQ(all.refusal.find("Provia"), std::string::npos) << all.refusal;
    }
  }
}

TEST(UblResponse, of_endless_texts_and_codes_so_many_are_kept) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += clarified;
  const auto body = body_of(response("RE", many));
  EXPECT_EQ(body["texts"].as_list()->size(), 100U);
  EXPECT_EQ(body["reasons"].as_list()->size(), 20U);
  EXPECT_TRUE(domain::read_invoice_response(body));
}

TEST(UblResponse, a_code_of_no_list_is_not_repeated) {
  const auto read = domain::read_invoice_response(body_of(replaced(response(), ">PRI<", ">Provia Testberg<")));
  ASSERT_TRUE(read);
  EXPECT_EQ(domain::answer_text(*read),
            "rejected by the buyer 2026-12-04: another reason (OTH); it asks for a new invoice (NIN)");
}

}  // namespace
}  // namespace sluss::ubl
