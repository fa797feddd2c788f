// All personal data here is made up.
#include "answers.h"

#include <gtest/gtest.h>

namespace sluss::fortnox {
namespace {

TEST(FortnoxAnswers, AnErrorHasItsCodeInEachForm) {
  EXPECT_EQ(error_code(R"({"ErrorInformation":{"error":1,"message":"Kunden finns inte","code":2000433}})"), "2000433");
  EXPECT_EQ(error_code(R"({"ErrorInformation":{"Error":1,"Message":"Kontot","Code":"2001304"}})"), "2001304");
  EXPECT_EQ(error_code(R"({"Error":"1","Message":"Kontot","Code":2001304})"), "2001304");
  for (const auto* none : {"", "{", "[]", "7", R"({"message":"unauthorized"})", R"({"code":"Åsa Påhittad"})",
                           R"({"code":12345678901234})", R"({"ErrorInformation":[1]})"})
    EXPECT_EQ(error_code(none), "") << none;
}

TEST(FortnoxAnswers, AReferenceNeverBeginsAnother) {
  EXPECT_EQ(reference_of("a").size(), 38U);
  EXPECT_EQ(reference_of("a").size(), reference_of(std::string(500, 'x')).size());
  EXPECT_EQ(reference_of("a"), reference_of("a"));
  EXPECT_NE(reference_of("a"), reference_of("b"));
}

TEST(FortnoxAnswers, WhatIsFoundIsComparedInFull) {
  const auto list = [](const std::string& invoices) { return R"({"Invoices":[)" + invoices + "]}"; };
  const std::string ours = R"({"DocumentNumber":"1001","ExternalInvoiceReference1":"sluss-1"})";
  EXPECT_EQ(found_in(list(ours), "sluss-1").value(), "1001");
  EXPECT_EQ(found_in(list(R"({"DocumentNumber":1001,"ExternalInvoiceReference1":"sluss-11"})"), "sluss-1").value(),
            std::nullopt);
  EXPECT_EQ(found_in(list(""), "sluss-1").value(), std::nullopt);
  EXPECT_EQ(found_in(list(ours + "," + ours), "sluss-1").error().fault, Fault::unknown_outcome);
  for (const auto* none : {"", "{}", "[]", R"({"Invoices":1})"})
    EXPECT_EQ(found_in(none, "sluss-1").error().fault, Fault::unavailable) << none;
}

TEST(FortnoxAnswers, AnAnswerWithoutItsNumberIsNoReceipt) {
  EXPECT_EQ(document_number(R"({"Invoice":{"DocumentNumber":"1001"}})").value(), "1001");
  EXPECT_EQ(document_number(R"({"Invoice":{"DocumentNumber":1001}})").value(), "1001");
  EXPECT_EQ(document_number("<html>").error().fault, Fault::unknown_outcome);
}

TEST(FortnoxAnswers, TheReferenceGoesIntoTheDocumentAndAmountsStay) {
  EXPECT_EQ(with_reference(R"({"Invoice":{"InvoiceRows":[{"Price":4590.10}]}})", "sluss-1").value(),
            R"({"Invoice":{"InvoiceRows":[{"Price":4590.10}],"ExternalInvoiceReference1":"sluss-1"}})");
  EXPECT_EQ(with_reference("<Invoice/>", "sluss-1").error().fault, Fault::rejected);
}

TEST(FortnoxAnswers, ADocumentsTotalIsCountedFromItsRows) {
  const auto total = [](const std::string& rows) { return total_in(R"({"Invoice":{"InvoiceRows":[)" + rows + "]}}"); };
  const auto two = total(R"({"Price":4590.00,"DeliveredQuantity":"1"},{"Price":0.50,"DeliveredQuantity":"1"})");
  EXPECT_EQ(two->ore, 459050);
  EXPECT_EQ(two->rows, 2U);
  EXPECT_EQ(total(R"({"Price":4590.00,"DeliveredQuantity":"-1"})")->ore, -459000);
  for (const auto* none :
       {R"({"Price":4590.5,"DeliveredQuantity":"1"})", R"({"Price":4590.50,"DeliveredQuantity":"2"})", "{}"})
    EXPECT_FALSE(total(none)) << none;
}

}  // namespace
}  // namespace sluss::fortnox
