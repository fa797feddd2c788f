#include "journal.h"

#include <gtest/gtest.h>

#include "test_folder.h"

namespace sluss::file {
namespace {

const std::string digest_a(32, 'a');
const std::string digest_b(32, 'b');

class JournalTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(folder_.open(files_.path())); }

  TestFolder files_;
  Folder folder_;
  Journal journal_;
};

TEST_F(JournalTest, RemembersDeliveries) {
  ASSERT_TRUE(journal_.open(folder_));
  {
    const auto held = journal_.lock();
    ASSERT_TRUE(
        journal_.add({{"key 1", {{"f.xml", digest_a}, {"f.pdf", digest_b}}}, {"key\t2\n", {{"g.xml", digest_a}}}}));
  }
  EXPECT_EQ(files_.content(Journal::file_name),
            "key 1\tf.xml\t" + digest_a + "\tf.pdf\t" + digest_b + "\nkey\\t2\\n\tg.xml\t" + digest_a + "\n");
  Journal again;
  ASSERT_TRUE(again.open(folder_));
  ASSERT_NE(again.find("key 1"), nullptr);
  EXPECT_EQ(again.find("key 1")->at(1).name, "f.pdf");
  EXPECT_NE(again.find("key\t2\n"), nullptr);
  EXPECT_EQ(again.find("key 2"), nullptr);
}

TEST_F(JournalTest, CutsOffALineThatACrashLeftUnfinished) {
  files_.put(Journal::file_name, "a\tf.xml\t" + digest_a + "\nb\tg.xml\t" + digest_b.substr(1));
  ASSERT_TRUE(journal_.open(folder_));
  EXPECT_NE(journal_.find("a"), nullptr);
  EXPECT_EQ(journal_.find("b"), nullptr);
  EXPECT_EQ(files_.content(Journal::file_name), "a\tf.xml\t" + digest_a + "\n");
}

TEST_F(JournalTest, IsReadWithoutChangingAnything) {
  ASSERT_TRUE(journal_.open(folder_, Journal::Use::read));
  EXPECT_FALSE(journal_.is_open());
  EXPECT_TRUE(files_.names().empty());
  const auto torn = "a\tf.xml\t" + digest_a + "\nb\tg.xml\t" + digest_b.substr(1);
  files_.put(Journal::file_name, torn);
  ASSERT_TRUE(journal_.open(folder_, Journal::Use::read));
  EXPECT_NE(journal_.find("a"), nullptr);
  EXPECT_EQ(journal_.find("b"), nullptr);
  EXPECT_EQ(files_.content(Journal::file_name), torn);
  EXPECT_FALSE(journal_.is_open_for(Journal::Use::write));
}

TEST_F(JournalTest, ADamagedLineIsNotGuessedAt) {
  files_.put(Journal::file_name, "a\tf.xml\t" + digest_a + "\nb\tg.xml\nc\th.xml\t" + digest_a + "\n");
  const auto opened = journal_.open(folder_);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().what.find("line 2 of the journal"), std::string::npos);
}

TEST_F(JournalTest, ALinkIsNoJournal) {
  files_.put("elsewhere", "theirs");
  std::filesystem::create_symlink(files_.path() / "elsewhere", files_.path() / Journal::file_name);
  EXPECT_FALSE(journal_.open(folder_));
  EXPECT_EQ(files_.content("elsewhere"), "theirs");
}

TEST_F(JournalTest, TwoThatShareAFolderSeeEachOthersDeliveries) {
  Journal other;
  ASSERT_TRUE(journal_.open(folder_));
  ASSERT_TRUE(other.open(folder_));
  {
    const auto held = other.lock();
    ASSERT_TRUE(other.add({{"a", {{"f.xml", digest_a}}}}));
  }
  {
    const auto held = journal_.lock();
    EXPECT_NE(journal_.find("a"), nullptr);
    ASSERT_TRUE(journal_.add({{"b", {{"g.xml", digest_b}}}}));
  }
  const auto held = other.lock();
  EXPECT_NE(other.find("b"), nullptr);
}

TEST(ParseLine, TakesOnlyWholeLines) {
  EXPECT_TRUE(parse_line("k\tn\t" + digest_a));
  EXPECT_FALSE(parse_line(""));
  EXPECT_FALSE(parse_line("k"));
  EXPECT_FALSE(parse_line("k\tn"));
  EXPECT_FALSE(parse_line("k\tn\t" + digest_a + "\tm"));
  EXPECT_FALSE(parse_line("k\t../n\t" + digest_a));
  EXPECT_FALSE(parse_line("k\t..\t" + digest_a));
  EXPECT_FALSE(parse_line("k\t.hidden\t" + digest_a));
  EXPECT_FALSE(parse_line("k\tn\t" + std::string(32, 'G')));
}

}  // namespace
}  // namespace sluss::file
