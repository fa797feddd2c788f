// What the sink's tests share.
#pragma once

#include <gtest/gtest.h>
#include <string>

#include "sink.h"
#include "support/fault_server.h"

namespace sluss::http::test {

using sluss::test::Behaviour;
using sluss::test::FaultServer;

inline constexpr auto secret_word = "made-up-token-7Kq";
inline constexpr auto document = "<Invoice>Provia Testberg</Invoice>";

inline std::string http_answer(const std::string& status, const std::string& headers = {},
                               const std::string& body = {}) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A report in short: "receipt" or "fault" of each parcel, and "| fault" when the connection gave out.
inline std::string in_short(const Result<WriteReport>& report) {
  if (!report) return std::string("error: ") + name_of(report.error().fault);
  std::string text;
  for (const auto& receipt : report->receipts)
    text += (text.empty() ? "" : ", ") + (receipt ? *receipt : name_of(receipt.error().fault));
  return report->stopped ? text + "| " + name_of(report->stopped->fault) : text;
}

class SinkTest : public testing::Test {
 protected:
  SinkTest() {
    config_.token = Secret(secret_word);
    config_.connect_timeout = std::chrono::seconds(20);
    message_.body = Value::object();
  }

  [[nodiscard]] Parcel parcel(const std::string& key = "k-1") const { return {key, &message_, {{"xml", document}}}; }

  Result<WriteReport> write(const std::vector<Parcel>& parcels, const std::stop_token& stop = {}) {
    HttpSink sink(config_);
    EXPECT_TRUE(sink.open({}));
    auto report = sink.write(parcels, stop);
    sink.close();
    if (report) {
      for (const auto& receipt : report->receipts) expect_discreet(receipt ? *receipt : receipt.error().what);
      if (report->stopped) expect_discreet(report->stopped->what);
    }
    return report;
  }
  /// Writes one parcel to a server of that behaviour: what came of it, after seeing that it was sent once at most.
  std::string outcome(const Behaviour& behaviour) {
    FaultServer server(behaviour);
    config_.url = server.url("/invoices?secret=query-word");
    last_ = write({parcel()});
    EXPECT_LE(server.requests(), 1) << "the parcel was sent twice";
    return in_short(last_);
  }
  std::string answered(const std::string& status, const std::string& headers = {}, const std::string& body = {}) {
    return outcome({http_answer(status, headers, body)});
  }
  [[nodiscard]] const Error& fault() const { return last_->receipts.front().error(); }

  SinkConfig config_;
  Message message_;
  Result<WriteReport> last_;

 private:
  static void expect_discreet(const std::string& text) {
    for (const auto* word : {secret_word, "Testberg", "query-word", "body-word"})
      EXPECT_EQ(text.find(word), std::string::npos) << text;
  }
};

}  // namespace sluss::http::test
