// Answers as mail programs write them, and what is no answer. Nobody here exists.
#include "mail_codec.h"

#include <gtest/gtest.h>

#include "answer.h"
#include "support/plugin_parts.h"

namespace sluss::mail {
namespace {

const std::string head =
    "From: Samordnaren <vfu@ost.example>\r\nSubject: Sv: Underlag [K3TQ-7XM2-9FQA-PPLE]\r\n"
    "Date: Mon, 16 Nov 2026 23:30:00 +0000\r\nMessage-ID: <svar-1@ost.example>\r\n"
    "In-Reply-To: <sluss.1@region.example>\r\nReferences: <a@b.example>\r\n <sluss.1@region.example>\r\n"
    "MIME-Version: 1.0\r\n";

std::string plain(const std::string& text, const std::string& more = "") {
  return head + more + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text;
}
std::string part(const std::string& type, const std::string& text) {
  return "--b\r\nContent-Type: " + type + "; charset=utf-8\r\n\r\n" + text + "\r\n";
}
std::string several(const std::string& kind, const std::string& parts) {
  return head + "Content-Type: multipart/" + kind + "; boundary=b\r\n\r\n" + parts + "--b--\r\n";
}

Message read(const std::string& bytes, const std::string& code = CodecConfig().code) {
  test::TextInput input(bytes, 100);
  Message message;
  int records = 0;
  const auto decoded = MailCodec({code}).decode(input, [&](Record&& record) -> Result<void> {
    EXPECT_FALSE(record.fault);
    message = std::move(record.message);
    ++records;
    return {};
  });
  EXPECT_TRUE(decoded) << decoded.error().what;
  EXPECT_EQ(records, 1);
  return message;
}
std::string text(const std::string& bytes) {
  const auto body = read(bytes).body;
  return body["text"].text_or_empty() + (*body["more"].as_bool() ? " +" : "");
}
bool automatic(const std::string& bytes) { return *read(bytes).body["automatic"].as_bool(); }
std::string why(const std::string& bytes) {
  test::TextInput input(bytes);
  const auto decoded = MailCodec({}).decode(input, [](Record&& /*record*/) -> Result<void> { return {}; });
  return decoded ? "read" : std::string(name_of(decoded.error().fault)) + ": " + decoded.error().what;
}

TEST(MailCodec, TellsWhoAnswersWhatAndHow) {
  const auto message = read(plain("Godkänns.\r\n\r\n> Hej\r\n"));
  const auto& body = message.body;
  EXPECT_EQ(to_json(body),
            R"({"id":"svar-1@ost.example","thread":"K3TQ-7XM2-9FQA-PPLE","code":"K3TQ-7XM2-9FQA-PPLE",)"
            R"("sender":"vfu@ost.example","date":"2026-11-17","subject":"Sv: Underlag [K3TQ-7XM2-9FQA-PPLE]",)"
            R"("answers":["sluss.1@region.example","a@b.example"],"text":"Godkänns.","more":false,)"
            R"("automatic":false,"report":""})");
  EXPECT_EQ(message.raw, "Godkänns.\r\n\r\n> Hej\r\n");
}

TEST(MailCodec, ReadsEachWayOfWritingATextDown) {
  EXPECT_EQ(text(head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                        "Godk=C3=A4nns\r\n"),
            "Godkänns");
  EXPECT_EQ(text(head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        "R29ka8Okbm5zDQo=\r\n"),
            "Godkänns");
  EXPECT_EQ(text(head + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        "Godk\xE4nns\r\n"),
            "Godkänns");
  EXPECT_EQ(text(head + "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Avsl&aring;s</p><p>rad 3</p>"), "Avslås +");
  EXPECT_EQ(text(several("alternative", part("text/plain", "Ja") + part("text/html", "<p>Ja</p>"))), "Ja");
  EXPECT_EQ(text(several("alternative", part("text/plain", " ") + part("text/html", "<p>Nej</p>"))), "Nej");
  EXPECT_EQ(text(several("mixed", part("image/png", "x") + part("text/plain", "Ja"))), "Ja");
  EXPECT_EQ(text(head + "\r\nJa\r\n"), "Ja");
}

TEST(MailCodec, TakesNoTextFromAttachmentsOrFromMailsWithinTheMail) {
  EXPECT_EQ(text(several("mixed",
                         "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n"
                         "\r\nJa\r\n")),
            "");
  EXPECT_EQ(text(several("mixed", "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n\r\nJa\r\n")), "");
}

TEST(MailCodec, KnowsWhatMachinesWrite) {
  EXPECT_FALSE(automatic(plain("Ja")));
  EXPECT_FALSE(automatic(plain("Ja", "Auto-Submitted: no\r\n")));
  for (const auto* header : {"Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; x=y", "Precedence: bulk",
                             "X-Autoreply: yes", "Return-Path: <>", "List-Id: <vfu.ost.example>"})
    EXPECT_TRUE(automatic(plain("Ja", std::string(header) + "\r\n"))) << header;
  for (const auto* subject : {"Autosvar: Underlag", "Automatic reply: Underlag", "Automatiskt svar: Underlag"})
    EXPECT_TRUE(automatic("From: vfu@ost.example\r\nSubject: " + std::string(subject) + "\r\n\r\nJa")) << subject;
  EXPECT_TRUE(automatic("From: MAILER-DAEMON@ost.example\r\nSubject: x\r\n\r\nJa"));
}

TEST(MailCodec, TellsWhichMailCameBack) {
  const auto bytes =
      "From: MAILER-DAEMON@ost.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/plain\r\n\r\nGodkänns\r\n"
      "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n"
      "Action: failed\r\nStatus: 5.1.1\r\n\r\n"
      "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <sluss.1@region.example>\r\n\r\nx\r\n--b--\r\n";
  const auto body = read(bytes).body;
  EXPECT_EQ(body["report"].text_or_empty(), "<sluss.1@region.example> failed (5.1.1)");
  EXPECT_TRUE(*body["automatic"].as_bool());
}

TEST(MailCodec, FindsTheCodeWhereverServersPutTheirWords) {
  const std::string shape = "####-####";
  EXPECT_EQ(code_in("[EXTERN] Sv: Underlag [AB12-CD34]", shape), "AB12-CD34");
  EXPECT_EQ(code_in("Sv: Underlag [ab12-cd34] [EXTERN]", shape), "AB12-CD34");
  EXPECT_EQ(code_in("[ AB12-CD34 ]", shape), "AB12-CD34");
  for (const auto* none : {"", "[", "]", "][", "AB12-CD34", "[AB12CD34]", "[AB12-CD3]", "[AB12-CD345]", "[AB12-CD_4]"})
    EXPECT_EQ(code_in(none, shape), "") << none;
}

TEST(MailCodec, WithoutACodeAMailStandsForItself) {
  const auto body = read("From: a@b.example\r\nMessage-ID: <x@b.example>\r\nSubject: [EXTERN] hej\r\n\r\nJa\r\n").body;
  EXPECT_EQ(body["code"].text_or_empty(), "");
  EXPECT_EQ(body["thread"].text_or_empty(), "x@b.example");
  const auto nameless = read("From: a@b.example\r\n\r\nJa\r\n").body;
  EXPECT_TRUE(nameless["thread"].text_or_empty().starts_with("without-id."));
  EXPECT_EQ(read("From: a@b.example, c@d.example\r\n\r\nJa\r\n").body["sender"].text_or_empty(), "") << "two are none";
}

TEST(MailCodec, RefusesWhatCannotBeRead) {
  const auto whole = several("mixed", part("text/plain", "Ja"));
  EXPECT_EQ(why(whole.substr(0, whole.rfind("--b--"))),
            "data: the mail ends before its last part does; have it sent again");
  EXPECT_EQ(why(head + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nR29ka8O\r\n"),
            "data: the mail's text is damaged");
  EXPECT_EQ(why(head + "Content-Type: text/plain\r\n\r\nJa" + std::string(1, '\0') + "men inte rad 3\r\n"),
            "data: the mail's text is damaged");
  std::string deep = head;
  for (int i = 0; i < 40; ++i)
    deep +=
        "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
  EXPECT_NE(why(deep), "read");
}

TEST(MailCodec, CutAnywhereItEnds) {
  const auto whole = several("alternative", part("text/plain", "Ja") + part("text/html", "<p>J&aring;"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto said = why(whole.substr(0, size));
    EXPECT_TRUE(said == "read" || said.starts_with("data: ")) << size << said;
  }
}

}  // namespace
}  // namespace sluss::mail
