// What the sink's tests share.
#pragma once

#include <gtest/gtest.h>
#include <string>

#include "base/json.h"
#include "sink.h"
#include "support/mail_servers.h"

namespace sluss::smtp::test {

inline const std::string document = std::string("%PDF\0\r\n.\r\nåäö", 17) + std::string(100'000, '\n');

/// A report in short: "ok" or the fault of each parcel, and "| fault" when the connection gave out.
inline std::string in_short(const Result<WriteReport>& report) {
  if (!report) return std::string("error: ") + name_of(report.error().fault);
  std::string text;
  for (const auto& receipt : report->receipts)
    text += (text.empty() ? "" : ", ") + std::string(receipt ? "ok" : name_of(receipt.error().fault));
  return report->stopped ? text + "| " + name_of(report->stopped->fault) : text;
}

class SinkTest : public testing::Test {
 protected:
  SinkTest() {
    config_.host = "127.0.0.1";
    config_.user = sluss::test::mail_user;
    config_.password = Secret(sluss::test::mail_password);
    config_.from = "faktura@region.example";
    config_.to = {"{buyer.mail}"};
    config_.subject = "Faktura {number} från Östra geriatriken";
    config_.text = "Här kommer faktura {number}.";
    config_.name = "faktura å {number}";
    message_ = message("1001", "praktik@universitet.example");
  }

  static Message message(const std::string& number, const std::string& mail) {
    Message made;
    made.body = Value::object();
    made.body["number"] = number;
    made.body["buyer"] = Value::object();
    made.body["buyer"]["mail"] = mail;
    return made;
  }
  [[nodiscard]] Parcel parcel(const std::string& key = "k-1") const { return {key, &message_, {{"pdf", document}}}; }

  /// Writes, and sees that no text tells what it must not.
  std::string write(const std::vector<Parcel>& parcels, const std::stop_token& stop = {}) {
    SmtpSink sink(config_);
    EXPECT_TRUE(sink.open({}));
    last_ = sink.write(parcels, stop);
    sink.close();
    if (last_) {
      for (const auto& receipt : last_->receipts) expect_discreet(receipt ? *receipt : receipt.error().what);
      if (last_->stopped) expect_discreet(last_->stopped->what);
    }
    return in_short(last_);
  }
  std::string write() { return write({parcel()}); }
  [[nodiscard]] std::string why() const {
    if (last_->stopped) return last_->stopped->what;
    return last_->receipts.back() ? "" : last_->receipts.back().error().what;
  }
  [[nodiscard]] bool why_has(const std::string& part) const { return why().find(part) != std::string::npos; }

  SinkConfig config_;
  Message message_;
  Result<WriteReport> last_;

 private:
  static void expect_discreet(const std::string& text) {
    for (const auto* word : {sluss::test::mail_password, "praktik@universitet", "answer-word"})
      EXPECT_EQ(text.find(word), std::string::npos) << text;
  }
};

}  // namespace sluss::smtp::test
