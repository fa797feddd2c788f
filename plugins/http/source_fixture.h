// What the source's tests share.
#pragma once

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <thread>

#include "raw_client.h"
#include "source.h"

namespace sluss::http::test {

inline constexpr auto token_word = "made-up-token-9Zx";

/// A request as an honest sender makes it.
inline std::string post(const std::string& key, const std::string& body, const std::string& more = {}) {
  return "POST /placements HTTP/1.1\r\nHost: sluss\r\nAuthorization: Bearer " + std::string(token_word) +
         "\r\nIdempotency-Key: " + key + "\r\n" + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

inline int status_of(const std::string& answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}
inline std::string body_of(const std::string& answer) {
  const auto head = answer.find("\r\n\r\n");
  return head == std::string::npos ? "" : answer.substr(head + 4);
}

class SourceTest : public testing::Test {
 protected:
  SourceTest() {
    config_.listen = "127.0.0.1:0";
    config_.path = "/placements";
    config_.token = Secret(token_word);
  }
  ~SourceTest() override {
    if (source_) source_->close();
  }

  HttpSource& open() {
    source_.emplace(config_);
    const auto opened = source_->open({});
    EXPECT_TRUE(opened) << opened.error().what;
    return *source_;
  }
  [[nodiscard]] RawClient client() const { return RawClient(source_->port()); }
  /// Waits for the next request.
  Read next() {
    EXPECT_TRUE(source_->wait({}));
    auto read = source_->read({});
    EXPECT_TRUE(read && *read);
    return std::move(read->value());
  }
  static std::string content(Read& read) {
    std::string bytes(std::size_t{2} * 1024 * 1024, '\0');
    bytes.resize(read.input->read(bytes).value());
    return bytes;
  }
  /// What a request that is refused at the door is answered.
  std::string refused(const std::string& request) {
    auto sender = client();
    sender.send(request);
    auto answer = sender.answer();
    EXPECT_FALSE(source_->read({}).value().has_value()) << "it came in: " << request;
    return answer;
  }

  SourceConfig config_;
  std::optional<HttpSource> source_;
};

/// An engine in small: reads all that waits, and settles all of it as taken, until it goes.
class Taker {
 public:
  explicit Taker(HttpSource& source) : thread_([this, &source](const std::stop_token& stop) { run(source, stop); }) {}
  /// How often each key came, after the last request.
  std::map<std::string, int> finish() {
    thread_.request_stop();
    thread_.join();
    return taken_;
  }

 private:
  void run(HttpSource& source, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      EXPECT_TRUE(source.wait(stop));
      std::vector<std::string> tickets;
      for (auto read = source.read(stop); read && *read; read = source.read(stop)) {
        ++taken_[(*read)->name];
        tickets.push_back((*read)->ticket);
      }
      for (const auto& ticket : tickets) EXPECT_TRUE(source.settle(ticket, Outcome::taken, ""));
    }
  }

  std::map<std::string, int> taken_;
  std::jthread thread_;
};

}  // namespace sluss::http::test
