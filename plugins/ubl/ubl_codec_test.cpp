#include "ubl_codec.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "sample.h"

namespace sluss::ubl {
namespace {

class TextInput final : public Input {
 public:
  explicit TextInput(std::string text) : text_(std::move(text)) {}
  Result<std::size_t> read(std::span<char> buffer) override {
    const auto count = std::min(buffer.size(), text_.size() - at_);
    std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(at_), count, buffer.begin());
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

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
  TextInput input(documents->front().bytes);
  std::vector<Record> records;
  const auto decoded = codec.decode(input, [&](Record&& record) -> Result<void> {
    records.push_back(std::move(record));
    return {};
  });
  ASSERT_TRUE(decoded) << decoded.error().what;
  ASSERT_EQ(records.size(), 1U);
  EXPECT_FALSE(records.front().fault);
  EXPECT_EQ(records.front().message.raw, documents->front().bytes);
  EXPECT_EQ(records.front().message.body["total_ore"], Value(big_invoice(2000).total.value));
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
