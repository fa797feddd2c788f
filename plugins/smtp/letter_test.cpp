#include "letter.h"

#include <gtest/gtest.h>

#include "session.h"

namespace sluss::smtp {
namespace {

Letter letter() {
  Letter made;
  made.id = message_id("outlet/invoice/1001", "faktura@region.example");
  made.date = *parse_instant("2026-11-30T06:00:00Z");
  made.from = "faktura@region.example";
  made.to = {"a@b.example", "c@b.example"};
  made.cc = {"d@b.example"};
  made.reply_to = "svar@region.example";
  made.subject = "Faktura 1001, Östra geriatriken";
  made.text = "Hej!\nHär är den.\n.\n";
  made.enclosures = {{"faktura åäö 1001.pdf", "application/pdf", std::string("\0\r\n.\r\n\xFF", 7)}};
  return made;
}

std::string wire(const Letter& made) { return to_wire(made).value_or("refused"); }

TEST(Letter, IsAsciiInLinesThatEveryServerTakes) {
  const auto text = wire(letter());
  std::size_t begin = 0;
  for (auto end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", begin = end + 2))
    EXPECT_LE(end - begin, 998U);
  EXPECT_TRUE(text.ends_with("\r\n"));
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_TRUE(static_cast<unsigned char>(text[i]) < 0x7F) << i;
    EXPECT_TRUE(text[i] != '\n' || text[i - 1] == '\r') << i;
  }
}

TEST(Letter, EncodesWhatIsNotAscii) {
  const auto text = wire(letter());
  EXPECT_NE(text.find("Subject: Faktura 1001, =?UTF-8?"), std::string::npos) << text;
  EXPECT_NE(text.find("filename*="), std::string::npos) << text;
  EXPECT_NE(text.find("Auto-Submitted: auto-generated\r\n"), std::string::npos);
  EXPECT_NE(text.find("Date: Mon, 30 Nov 2026 06:00:00 +0000\r\n"), std::string::npos) << text;
}

TEST(Letter, TheSameDeliveryHasTheSameIdAndTheSameBytes) {
  EXPECT_EQ(wire(letter()), wire(letter()));
  const auto id = message_id("outlet/invoice/1001", "faktura@region.example");
  EXPECT_NE(wire(letter()).find("Message-Id: <" + id + ">\r\n"), std::string::npos) << wire(letter());
  EXPECT_NE(id, message_id("outlet/invoice/1002", "faktura@region.example"));
  EXPECT_TRUE(id.ends_with("@region.example"));
}

TEST(Letter, NothingGetsIntoAHeaderThatIsNotMeantToStandThere) {
  for (const auto& bad : {std::string("\r\nBcc: x@y.example"), std::string("\n"), std::string("\r"), std::string("\t"),
                          std::string(1, '\0'), std::string("\x7F")}) {
    auto made = letter();
    made.subject += bad;
    EXPECT_EQ(wire(made), "refused");
    made = letter();
    made.enclosures[0].name += bad;
    EXPECT_EQ(wire(made), "refused");
    for (auto* list : {&made.to, &made.cc}) {
      made = letter();
      list->front() += bad;
      EXPECT_EQ(wire(made), "refused");
    }
  }
  for (const auto* address : {"", "a", "@b", "a@", "a b@c", "<a@b>", "a@b,c@d", "a@b@c", "-f@b", "å@b.example"}) {
    auto made = letter();
    made.to = {address};
    EXPECT_EQ(wire(made), "refused") << address;
  }
}

TEST(Letter, LongSubjectsAndNamesAreRefused) {
  auto made = letter();
  made.subject = std::string(401, 'x');
  EXPECT_EQ(wire(made), "refused");
  made = letter();
  made.enclosures[0].name = std::string(201, 'x');
  EXPECT_EQ(wire(made), "refused");
}

TEST(Letter, ALineThatIsADotIsNotTheEnd) {
  EXPECT_EQ(with_dots(".a\r\n.\r\nb.\r\n..c\r\n"), "..a\r\n..\r\nb.\r\n...c\r\n");
}

TEST(Letter, ANameIsNoPath) {
  EXPECT_EQ(safe_name("../a/b\\c:d\n.pdf"), "_._a_b_c_d_.pdf");
  EXPECT_EQ(safe_name("faktura åäö.pdf"), "faktura åäö.pdf");
}

}  // namespace
}  // namespace sluss::smtp
