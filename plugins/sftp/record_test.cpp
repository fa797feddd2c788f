#include "record.h"

#include <gtest/gtest.h>

namespace sluss::sftp {
namespace {

const std::string digest_text(32, 'a');

TEST(Record, ComesBackAsItWasWritten) {
  const Record record{"pipeline/å \"1\"\n", {{"1001.xml", digest_text}, {"1001.pdf", std::string(32, 'b')}}};
  const auto again = read_record(to_text(record), record.key);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->key, record.key);
  EXPECT_EQ(again->files, record.files);
}

TEST(Record, EveryPartOfOneIsDamaged) {
  const auto whole = to_text({"k1", {{"1001.xml", digest_text}}});
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    const auto read = read_record(whole.substr(0, size), "k1");
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().fault, Fault::rejected);
  }
}

TEST(Record, AnothersOrAHostileOneIsNone) {
  EXPECT_FALSE(read_record(to_text({"k2", {{"1001.xml", digest_text}}}), "k1"));
  EXPECT_FALSE(read_record(to_text({"k1", {}}), "k1"));
  EXPECT_FALSE(read_record(to_text({"k1", {{"../../etc/passwd", digest_text}}}), "k1"));
  EXPECT_FALSE(read_record(to_text({"k1", {{".hidden", digest_text}}}), "k1"));
  EXPECT_FALSE(read_record(to_text({"k1", {{"1001.xml", "short"}}}), "k1"));
  EXPECT_FALSE(read_record("[1, 2]", "k1"));
}

TEST(Record, NamesFollowFromTheKeyAndTellNothing) {
  EXPECT_EQ(record_name("a/../b").size(), 32U);
  EXPECT_EQ(part_name("k", 2), record_name("k") + "-2.part");
  EXPECT_NE(record_name("a"), record_name("b"));
}

}  // namespace
}  // namespace sluss::sftp
