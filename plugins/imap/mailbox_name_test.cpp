#include "mailbox_name.h"

#include <gtest/gtest.h>

namespace sluss::imap {
namespace {

TEST(MailboxName, IsModifiedUtf7) {
  EXPECT_EQ(to_utf7("INBOX/taken"), "INBOX/taken");
  EXPECT_EQ(to_utf7("Åtgärdat"), "&AMU-tg&AOQ-rdat");
  EXPECT_EQ(to_utf7("a & b"), "a &- b");
  EXPECT_EQ(to_utf7("台北"), "&U,BTFw-");
  EXPECT_EQ(to_utf7("😀"), "&2D3eAA-");
  EXPECT_EQ(quoted_name("a\"b\\"), "\"a\\\"b\\\\\"");
}

}  // namespace
}  // namespace sluss::imap
