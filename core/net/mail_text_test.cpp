#include "net/mail_text.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace sluss::net {
namespace {

Mail mail() {
  return {"sluss@region.example", {"drift@region.example"}, "Sluss: 1 alarm", "All is well.\n", Instant{}};
}

TEST(MailText, is_plain_where_it_can_be) {
  const auto wire = to_wire(mail());
  ASSERT_TRUE(wire);
  EXPECT_NE(wire->find("Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n"), std::string::npos) << *wire;
  EXPECT_NE(wire->find("\r\nSubject: Sluss: 1 alarm\r\n"), std::string::npos) << *wire;
  EXPECT_TRUE(wire->ends_with("\r\n\r\nAll is well.\r\n")) << *wire;
}

TEST(MailText, the_same_mail_has_the_same_id_and_another_another) {
  const auto id = [](const Mail& of) {
    const auto wire = *to_wire(of);
    return wire.substr(wire.find("Message-ID"), 60);
  };
  auto other = mail();
  other.text += "more";
  EXPECT_EQ(id(mail()), id(mail()));
  EXPECT_NE(id(mail()), id(other));
}

TEST(MailText, headers_take_no_control_characters) {
  for (const auto& bad : std::vector<std::string>{"a\r\nBcc: b@c", "a\nb", std::string("a\0b", 3), "\x7F"}) {
    auto with_subject = mail();
    with_subject.subject = bad;
    EXPECT_FALSE(to_wire(with_subject));
    auto from = mail();
    from.from = "sluss@" + bad;
    EXPECT_FALSE(to_wire(from));
    auto to = mail();
    to.to.push_back(bad + "@region.example");
    EXPECT_FALSE(to_wire(to));
  }
  auto to_nobody = mail();
  to_nobody.to.clear();
  EXPECT_FALSE(to_wire(to_nobody));
}

TEST(MailText, an_encoded_word_is_short_and_splits_no_character) {
  std::string subject;
  for (int i = 0; i < 60; ++i) subject += "å€";
  const auto header = encoded_header(subject);
  EXPECT_EQ(encoded_header("Kö = ?"), "=?UTF-8?Q?K=C3=B6_=3D_=3F?=");
  for (const auto line : split(header, '\n')) {
    EXPECT_LE(line.size(), 68U) << line;
    // A word that ended within a character would begin with a continuation byte.
    const auto begin = line.substr(line.find("?Q?") + 3, 3);
    EXPECT_TRUE(begin == "=C3" || begin == "=E2") << line;
  }
}

TEST(MailText, quoted_printable_keeps_to_its_lines) {
  EXPECT_EQ(quoted_printable("a = å"), "a =3D =C3=A5");
  EXPECT_EQ(quoted_printable("blank at the end \nb"), "blank at the end=20\r\nb");
  const auto text = quoted_printable(std::string(76, 'x') + "\n" + std::string(77, 'y'));
  EXPECT_EQ(text, std::string(76, 'x') + "\r\n" + std::string(75, 'y') + "=\r\nyy");
}

}  // namespace
}  // namespace sluss::net
