// What comes in by mail may be anything.
#include <gtest/gtest.h>

#include "delivery_report.h"
#include "mail.h"

namespace sluss::mail {
namespace {

const std::string head =
    "From: Kansli <a@universitet.example>\r\nSubject: =?utf-8?q?F=C3=B6rteckning?=\r\nMIME-Version: 1.0\r\n";

std::string multipart(const std::string& part, const std::string& end = "\r\n--b--\r\n") {
  return head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + part + end;
}
std::string csv(const std::string& name, const std::string& more = "", const std::string& content = "a;b") {
  return "Content-Type: text/csv\r\nContent-Disposition: attachment; " + name + "\r\n" + more + "\r\n" + content;
}
std::string why(const std::string& bytes) {
  const auto mail = read_mail(bytes);
  return mail ? "taken" : mail.error().what;
}
Attachment only(const std::string& bytes) {
  auto mail = read_mail(bytes);
  if (!mail || mail->attachments.size() != 1) return {"not one", fail(Fault::internal, "")};
  return mail->attachments.front();
}

TEST(Mail, GivesSenderSubjectAndAttachments) {
  const auto mail = read_mail(multipart(csv("filename=\"p.csv\"")));
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->sender, "a@universitet.example");
  EXPECT_EQ(mail->subject, "Förteckning");
  ASSERT_EQ(mail->attachments.size(), 1U);
  EXPECT_EQ(*mail->attachments[0].content, "a;b");
}

TEST(Mail, NamesOfAllKindsAreRead) {
  EXPECT_EQ(only(multipart(csv("filename*=utf-8''placeringar%20%C3%A5.csv"))).name, "placeringar å.csv");
  EXPECT_EQ(only(multipart(csv("filename*0*=utf-8''plac%C3%A5;\r\n filename*1=s.csv"))).name, "placås.csv");
  EXPECT_EQ(only(multipart(csv("filename=\"=?utf-8?q?=C3=A5.csv?=\""))).name, "å.csv");
}

TEST(Mail, ANameIsNeverAPath) {
  EXPECT_EQ(only(multipart(csv("filename=\"../../etc/passwd\""))).name, "passwd");
  EXPECT_EQ(only(multipart(csv("filename=\"C:\\\\x\\\\p.csv\""))).name, "p.csv");
  EXPECT_EQ(only(multipart(csv("filename*=utf-8''..%2F..%2Fp.csv"))).name, "p.csv");
  EXPECT_EQ(only(multipart(csv("filename*=utf-8''p%0A%00.csv"))).name.find('\n'), std::string::npos);
  EXPECT_EQ(plain_name(std::string("a\0\n\x7F", 4)), "a___");
  EXPECT_LE(plain_name(std::string(10'000, 'x')).size(), 200U);
  EXPECT_TRUE(is_utf8(plain_name("\xFF\xC3" + std::string(300, '\xA5'))));
}

TEST(Mail, DamagedBase64IsRefusedAndNotPassedOver) {
  const std::string base64 = "Content-Transfer-Encoding: base64\r\n";
  EXPECT_EQ(*only(multipart(csv("filename=p.csv", base64, "YTti\r\nYQ=="))).content, "a;ba");
  for (const auto* damaged : {"YTt", "YT*i", "YQ==YTti", "YT\xC3\xA5i", "YTti="})
    EXPECT_FALSE(only(multipart(csv("filename=p.csv", base64, damaged))).content) << damaged;
  const std::string quoted = "Content-Transfer-Encoding: quoted-printable\r\n";
  EXPECT_EQ(*only(multipart(csv("filename=p.csv", quoted, "a=3Bb=\r\nc"))).content, "a;bc");
  EXPECT_FALSE(only(multipart(csv("filename=p.csv", quoted, "a=XYb"))).content);
  EXPECT_FALSE(only(multipart(csv("filename=p.csv", "Content-Transfer-Encoding: x-uuencode\r\n"))).content);
}

TEST(Mail, WithoutItsEndItIsNotWhole) {
  EXPECT_EQ(why(multipart(csv("filename=p.csv"), "")), "the mail ends before its last part does; have it sent again");
}

TEST(Mail, NestingAndPartsHaveLimits) {
  std::string deep = head + "Content-Type: multipart/mixed; boundary=b0\r\n\r\n";
  std::string ends;
  for (int i = 0; i < 60; ++i) {
    const auto n = std::to_string(i);
    deep += "--b" + n + "\r\nContent-Type: multipart/mixed; boundary=b" + std::to_string(i + 1) + "\r\n\r\n";
    ends = "\r\n--b" + n + "--\r\n" + ends;
  }
  std::string inner = "--b60\r\n\r\nx\r\n--b60--\r\n";
  std::string all_ends;
  for (int i = 59; i >= 0; --i) all_ends += "\r\n--b" + std::to_string(i) + "--\r\n";
  EXPECT_NE(why(deep + inner + all_ends), "taken");
  std::string many;
  for (int i = 0; i < 2000; ++i) many += csv("filename=p.csv") + "\r\n--b\r\n";
  EXPECT_EQ(why(multipart(many)), "the mail has more than 1000 parts");
}

TEST(Mail, MailsWithinMailsAreNotLookedInto) {
  std::string nested = multipart(csv("filename=p.csv"));
  EXPECT_TRUE(read_mail(multipart("Content-Type: message/rfc822\r\n\r\n" + nested))->attachments.empty());
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "Content-Type: message/rfc822\r\n\r\n";
  static_cast<void>(read_mail(head + deep + nested));
}

TEST(Mail, EndlessHeadersEnd) {
  EXPECT_EQ(why("Subject: " + std::string(3'000'000, 'x') + "\r\n\r\n"), "the mail's headers are longer than 1 MiB");
  EXPECT_EQ(why("From: " + std::string(3'000'000, 'x')), "the mail's headers are longer than 1 MiB");
}

TEST(Mail, TwoSendersAreNone) {
  EXPECT_EQ(read_headers("From: a@x.example, b@y.example\r\n\r\n").sender, "");
  EXPECT_EQ(read_headers("From: \"a@x.example\" <b@y.example>\r\n\r\n").sender, "b@y.example");
}

TEST(Mail, CutAnywhereItIsReadOrRefused) {
  const auto whole = multipart(csv("filename=p.csv", "Content-Transfer-Encoding: base64\r\n", "YTti\r\nYQ=="));
  for (std::size_t size = 0; size < whole.size() - 6; ++size) {
    const auto mail = read_mail(std::string_view(whole).substr(0, size));
    EXPECT_TRUE(!mail || mail->attachments.empty() || !mail->attachments[0].content) << size;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto bent = whole;
    bent[at] = '\0';
    static_cast<void>(read_mail(bent));
  }
}

std::string bounce(const std::string& status, const std::string& returned) {
  return head +
         "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nNot sent.\r\n"
         "--b\r\nContent-Type: message/delivery-status\r\n\r\n" +
         status + "\r\n--b\r\n" + returned + "\r\n--b--\r\n";
}
const std::string failed =
    "Reporting-MTA: dns; m.example\r\n\r\nFinal-Recipient: rfc822; c@x.example\r\nAction: delivered\r\n"
    "Status: 2.0.0\r\n\r\nFinal-Recipient: rfc822; a@x.example\r\nAction: Failed\r\nStatus: 5.1.1\r\n";

TEST(DeliveryReport, NamesTheMailAndTheWorstThatBecameOfIt) {
  for (const std::string returned :
       {"Content-Type: message/rfc822\r\n\r\nMessage-ID: <sluss.1@region.example>\r\nSubject: x\r\n\r\nx",
        "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <sluss.1@region.example>\r\nSubject: x"}) {
    const auto mail = read_mail(bounce(failed, returned));
    ASSERT_TRUE(mail);
    ASSERT_TRUE(mail->report);
    EXPECT_EQ(mail->report->message_id, "sluss.1@region.example");
    EXPECT_EQ(mail->report->action, "failed");
    EXPECT_EQ(mail->report->status, "5.1.1");
  }
}

TEST(DeliveryReport, WithoutStatusOrMailItIsNone) {
  EXPECT_FALSE(read_mail(bounce("nothing", "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <a@b>"))->report);
  EXPECT_FALSE(read_mail(bounce(failed, "Content-Type: text/plain\r\n\r\nMessage-ID: <a@b>"))->report);
  EXPECT_FALSE(read_mail(multipart(csv("filename=p.csv")))->report);
}

}  // namespace
}  // namespace sluss::mail
