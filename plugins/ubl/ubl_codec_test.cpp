#include "ubl_codec.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "support/plugin_parts.h"

namespace sluss::ubl {
namespace {

Message message_of(const domain::Invoice& invoice) {
  Message message;
  message.kind = "invoice";
  message.key = invoice.key;
  message.body = domain::to_value(invoice);
  return message;
}

TEST(UblCodec, EncodesAMessageAndDecodesItAgain) {
  Ubl codec({});
  const std::vector<Message> messages{message_of(big_invoice(2000))};
  const auto documents = codec.encode(messages);
  ASSERT_TRUE(documents) << documents.error().what;
  ASSERT_EQ(documents->size(), 1U);
  EXPECT_EQ(documents->front().extension, "xml");
  const auto [records, refusal] = test::decoded(Ubl({}), documents->front().bytes);
  ASSERT_EQ(refusal, "");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_FALSE(records.front().fault);
  EXPECT_EQ(records.front().message.raw, documents->front().bytes);
  EXPECT_EQ(records.front().message.body["total_ore"], Value(big_invoice(2000).total.value));
}

TEST(UblCodec, NothingLeavesThatBreaksARule) {
  auto invoice = sample_invoice();
  invoice.buyer.endpoint = {"0088", "7350000000001"};
  const auto documents = Ubl({}).encode(std::vector<Message>{message_of(invoice)});
  ASSERT_FALSE(documents);
  EXPECT_EQ(documents.error().fault, Fault::rejected);
  EXPECT_TRUE(documents.error().what.starts_with("PEPPOL-COMMON-R040: cbc:EndpointID")) << documents.error().what;
}

TEST(UblCodec, ACreditNoteSurvivesTheWay) {
  const auto credit = credit_of(two_prices());
  const auto documents = Ubl({}).encode(std::vector<Message>{message_of(credit)});
  ASSERT_TRUE(documents) << documents.error().what;
  const auto [records, refusal] = test::decoded(Ubl({}), documents->front().bytes);
  ASSERT_EQ(refusal, "");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records.front().message.body["total_ore"], Value(credit.total.value));
  EXPECT_EQ(records.front().message.body.at("credits.number"), Value("1010000001"));
}

TEST(UblCodec, TakesOneInvoiceADocument) {
  Ubl codec({});
  const std::vector<Message> two(2, message_of(sample_invoice()));
  EXPECT_EQ(codec.encode(two).error().fault, Fault::config);
  EXPECT_EQ(codec.encode({}).error().fault, Fault::config);
}

TEST(UblCodec, RefusesOtherMessages) {
  Ubl codec({});
  std::vector<Message> messages{message_of(sample_invoice())};
  messages.front().kind = "placement";
  EXPECT_EQ(codec.encode(messages).error().fault, Fault::data);
  messages.front() = {};
  messages.front().kind = "invoice";
  EXPECT_EQ(codec.encode(messages).error().fault, Fault::data);
}

}  // namespace
}  // namespace sluss::ubl
