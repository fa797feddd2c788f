// All personal data here is made up.
#include <gtest/gtest.h>

#include "decoded.h"

namespace sluss::csv {
namespace {

Message message_of(const std::string& json) {
  Message message;
  message.body = parse_json(json).value();
  return message;
}

std::string encoded(const std::vector<Message>& messages, const Config& config = {}) {
  const auto documents = Csv(config).encode(messages);
  EXPECT_TRUE(documents && documents->size() == 1 && documents->front().extension == "csv");
  return documents->front().bytes;
}

TEST(CsvEncode, WritesAColumnForEachMember) {
  const std::vector<Message> messages{message_of(R"({"id":"007","student":{"name":"Åsa"},"days":5})"),
                                      message_of(R"({"id":"8","notes":["a",1],"days":1.50,"open":true,"none":null})")};
  EXPECT_EQ(encoded(messages),
            "id;student.name;days;notes;open;none\r\n007;Åsa;5;;;\r\n8;;1.50;\"[\"\"a\"\",1]\";true;\r\n");
}

TEST(CsvEncode, QuotesWhereNeeded) {
  const std::vector<Message> messages{message_of(R"({"a":"x;y","b":"say \"hi\"","c":"1\n2","d":" x","e":"a,b"})")};
  EXPECT_EQ(encoded(messages), "a;b;c;d;e\r\n\"x;y\";\"say \"\"hi\"\"\";\"1\n2\";\" x\";a,b\r\n");
  EXPECT_EQ(encoded(messages, {.delimiter = ','}), "a,b,c,d,e\r\nx;y,\"say \"\"hi\"\"\",\"1\n2\",\" x\",\"a,b\"\r\n");
}

TEST(CsvEncode, DisarmsFormulas) {
  for (const auto* text : {"=1+1", "+46 8 1", "-x", "@SUM(A1)", "\tx"}) {
    Message message;
    message.body["a"] = text;
    EXPECT_EQ(encoded({message}), "a\r\n'" + std::string(text) + "\r\n");
  }
  Message message;
  message.body["a"] = "\r=1";
  message.body["=b"] = -5;
  EXPECT_EQ(encoded({message}), "a;'=b\r\n\"'\r=1\";-5\r\n");
}

TEST(CsvEncode, WritesAByteOrderMarkOnRequest) {
  EXPECT_EQ(encoded({message_of(R"({"a":"1"})")}, {.byte_order_mark = true}),
            "\xEF\xBB\xBF"
            "a\r\n1\r\n");
}

TEST(CsvEncode, IsReadBackTheSame) {
  const std::vector<Message> messages{message_of(R"({"a":"x;\"y\"\r\nz","b":" Å ","c":"1"})")};
  const auto all = decoded(encoded(messages));
  ASSERT_EQ(all.refusal, "");
  EXPECT_EQ(all.records.at(0).message.body, messages[0].body);
}

}  // namespace
}  // namespace sluss::csv
