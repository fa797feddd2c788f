// All personal data here is made up.
#include "invoice.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "codec.h"
#include "support/plugin_parts.h"

namespace sluss::fortnox {
namespace {

domain::Invoice invoice() {
  domain::Invoice made;
  made.number = "1000001";
  made.agreement = "ki-kommun";
  made.term = "HT2026";
  made.issued = make_day(2026, 12, 1);
  made.due = make_day(2026, 12, 31);
  made.seller.unit = "norr";
  made.seller.name = "Vårdcentralen Norr";
  made.buyer.institution = "ki";
  made.buyer.buyer_reference = "ZZ1";
  domain::InvoiceLine line;
  line.student_name = "Åsa Påhittad";
  line.days = 17;
  line.amount = {520210};
  made.lines = {line};
  made.total = {520210};
  return made;
}

Booking booking() { return {{"", {{"ki", "10"}}}, {"3041", {}}, {"", {{"norr", "NORR"}}}, {}}; }

std::string written(const domain::Invoice& of, const Booking& by = booking()) {
  const auto json = invoice_json(of, by);
  return json ? *json : json.error().what;
}

TEST(FortnoxInvoice, IsWhatFortnoxTakes) {
  EXPECT_EQ(
      written(invoice()),
      R"({"Invoice":{"CustomerNumber":"10","InvoiceDate":"2026-12-01","DueDate":"2026-12-31","Currency":"SEK",)"
      R"("YourReference":"ZZ1","ExternalInvoiceReference2":"1000001",)"
      R"("Remarks":"Ersättning för verksamhetsförlagd utbildning, Vårdcentralen Norr, HT2026","InvoiceRows":[)"
      R"({"Description":"Åsa Påhittad, 17 d","DeliveredQuantity":"1","Price":5202.10,"VAT":0,"AccountNumber":3041,)"
      R"("CostCenter":"NORR"}]}})");
}

TEST(FortnoxInvoice, ACreditNoteHasQuantitiesBelowZero) {
  auto credit = invoice();
  credit.credits = domain::CreditedInvoice{"1000000", make_day(2026, 11, 1)};
  const auto json = written(credit);
  EXPECT_NE(json.find(R"("DeliveredQuantity":"-1")"), std::string::npos) << json;
  EXPECT_NE(json.find("Krediterar faktura 1000000"), std::string::npos) << json;
}

TEST(FortnoxInvoice, WhatCannotBeWrittenIsRefusedByItsMember) {
  auto other = invoice();
  other.buyer.institution = "gih";
  EXPECT_EQ(written(other),
            "fortnox: CustomerNumber: the table has nothing for \"gih\": nobody has said how it is booked");
  other = invoice();
  other.lines[0].student_name = std::string(46, 'x');
  EXPECT_EQ(written(other), "fortnox: Description: it has 52 characters, and Fortnox takes 50");
  other = invoice();
  other.total = {1};
  EXPECT_EQ(written(other), "fortnox: InvoiceRows: they do not sum to the invoice's total");
}

TEST(FortnoxInvoice, TheEngineReadsItsTotalBack) {
  const auto all = test::decoded(FortnoxCodec(CodecConfig{test::scalar("10"), {}, {}, {}}), written(invoice()));
  ASSERT_EQ(all.refusal, "");
  EXPECT_EQ(all.records.at(0).message.body["total_ore"], Value(520210));
  EXPECT_EQ(all.records[0].message.body["lines"].as_list()->size(), 1U);
}

}  // namespace
}  // namespace sluss::fortnox
