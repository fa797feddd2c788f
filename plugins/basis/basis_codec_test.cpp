#include "basis_codec.h"

#include <gtest/gtest.h>

#include "domain/basis_to_approve.h"
#include "domain/invoice.h"
#include "sample.h"
#include "support/plugin_parts.h"

namespace sluss::basis {
namespace {

Message message_of(const domain::Invoice& invoice) {
  Message message;
  message.kind = "invoice";
  message.key = invoice.key;
  message.body = domain::to_value(invoice);
  return message;
}

std::vector<std::string> extensions_of(const Config& config) {
  BasisCodec codec(config);
  const std::vector<Message> messages{message_of(sample_invoice()), message_of(second_invoice())};
  const auto documents = codec.encode(messages);
  EXPECT_TRUE(documents) << documents.error().what;
  std::vector<std::string> extensions;
  if (!documents) return extensions;
  for (const auto& document : *documents) {
    EXPECT_FALSE(document.bytes.empty());
    extensions.push_back(document.extension);
  }
  return extensions;
}

TEST(BasisCodec, WritesEachFormThatIsAskedFor) {
  EXPECT_EQ(extensions_of({}), (std::vector<std::string>{"csv", "xlsx", "pdf"}));
  Config config;
  config.as = {"xlsx", "csv"};
  EXPECT_EQ(extensions_of(config), config.as);
}

TEST(BasisCodec, RefusesOtherMessages) {
  BasisCodec codec({});
  std::vector<Message> messages{message_of(sample_invoice())};
  messages.front().kind = "placement";
  EXPECT_EQ(codec.encode(messages).error().fault, Fault::data);
  messages.front() = {};
  messages.front().kind = "invoice";
  EXPECT_EQ(codec.encode(messages).error().fault, Fault::data);
  EXPECT_EQ(codec.encode({}).error().fault, Fault::config);
}

std::size_t faults_in(const std::vector<std::string>& forms) {
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext context{diagnostics, secrets, {}};
  const auto config = basis_spec().parse(test::list(forms), context);
  EXPECT_EQ(config.has_value(), diagnostics.ok());
  return diagnostics.size();
}

TEST(BasisSpec, KnowsItsForms) {
  EXPECT_EQ(faults_in({"pdf"}), 0U);
  EXPECT_EQ(faults_in({"csv", "xlsx", "pdf"}), 0U);
  EXPECT_EQ(faults_in({}), 1U);
  EXPECT_EQ(faults_in({"docx", "pdf", "pdf"}), 2U);
}

Message to_approve() {
  domain::BasisToApprove basis{"AAAA-BBBB-CCCC-DDDD", sample_invoice()};
  Message message;
  message.kind = "basis";
  message.body = domain::to_value(basis);
  return message;
}

TEST(BasisCodec, WritesWhatWaitsForApprovalAndSaysSo) {
  const std::vector<Message> messages{to_approve()};
  const auto documents = BasisCodec({}).encode(messages);
  ASSERT_TRUE(documents) << documents.error().what;
  ASSERT_EQ(documents->size(), 3U);
  const auto& csv = documents->front().bytes;
  EXPECT_NE(csv.find("Underlag att godkänna (bilaga 2)\r\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("Godkänns eller Avslås. Koden AAAA-BBBB-CCCC-DDDD ska stå kvar"), std::string::npos) << csv;
  EXPECT_EQ(csv.find(sample_invoice().number), std::string::npos) << "no invoice is issued";
  EXPECT_EQ(BasisCodec({}).encode(messages)->at(2).bytes, documents->at(2).bytes) << "the same message, the same bytes";
}

TEST(BasisCodec, RefusesWhatWaitsForApprovalBesideOthersOrWithoutItsCode) {
  EXPECT_FALSE(BasisCodec({}).encode(std::vector<Message>{to_approve(), to_approve()}));
  auto without = to_approve();
  without.body["code"] = "";
  EXPECT_FALSE(BasisCodec({}).encode(std::vector<Message>{without}));
}

}  // namespace
}  // namespace sluss::basis
