// A token endpoint over TLS (OAuth 2.0), and a service beside it that takes its tokens alone; for the tests of those
// that ask. Strict: one client, by HTTP Basic or in the form.
#pragma once

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>
#include <string>

#include "support/fault_server.h"
#include "support/temporary_folder.h"
#include "support/test_certificate.h"

namespace sluss::test {

inline std::string http_of(const std::string& status, const std::string& body, const std::string& headers = {}) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class TokenServer {
 public:
  static constexpr auto client_id = "sluss-test";
  static constexpr auto client_secret = "made-up-Kx93 %:+";  ///< what must be encoded

  TokenServer() {
    logins.behave_by([this](const std::string& request) { return log_in(request); });
    service.behave_by([this](const std::string& request) { return serve(request); });
  }

  /// The options that every Config has that derives from http::ServiceConfig.
  template <class Config>
  void be_told(Config& config) const {
    config.ca = certificate_.certificate;
    config.token_url = logins.url("/token?word=query-word");
    config.client_id = client_id;
    config.client_secret = decltype(config.client_secret)(client_secret);
    config.rate = 0;
  }
  /// From now on the service takes none of the tokens that are out.
  void forget() {
    const std::lock_guard lock(mutex_);
    good_.clear();
  }
  /// What a token's answer holds besides the token itself.
  void say(const std::string& members) {
    const std::lock_guard lock(mutex_);
    members_ = members;
  }
  /// What the service gives to whom it knows.
  void give(const std::string& answer) {
    give_by([answer](const std::string& /*request*/) { return answer; });
  }
  /// The same by what was asked. May look here, and change what is known.
  void give_by(std::function<std::string(const std::string& request)> choose) {
    const std::lock_guard lock(mutex_);
    choose_ = std::move(choose);
  }
  /// The refresh token that it takes, once: each has a successor.
  void expect(const std::string& refresh) {
    const std::lock_guard lock(mutex_);
    refresh_ = refresh;
  }
  [[nodiscard]] std::string refresh() const {
    const std::lock_guard lock(mutex_);
    return refresh_;
  }
  [[nodiscard]] const std::filesystem::path& ca() const { return certificate_.certificate; }
  /// How many tokens are out.
  [[nodiscard]] int given() const {
    const std::lock_guard lock(mutex_);
    return given_;
  }

 private:
  TemporaryFolder folder_;
  Certificate certificate_ = make_certificate(folder_.path(), "server", "IP:127.0.0.1");
  mutable std::mutex mutex_;
  std::set<std::string> good_;
  std::string members_ = R"(,"token_type":"Bearer","expires_in":3600)";
  std::function<std::string(const std::string&)> choose_ = [](const std::string&) { return http_of("200 OK", "{}"); };
  std::string refresh_;
  int given_ = 0;

  [[nodiscard]] static bool has(const std::string& request, const std::string& part) {
    return request.find(part) != std::string::npos;
  }
  /// Both of "sluss-test:made-up-Kx93 %:+", encoded as RFC 6749 has it (2.3.1).
  [[nodiscard]] static bool is_known(const std::string& request) {
    return has(request, "\r\nAuthorization: Basic c2x1c3MtdGVzdDptYWRlLXVwLUt4OTMlMjAlMjUlM0ElMkI=\r\n") ||
           has(request, "&client_id=sluss-test&client_secret=made-up-Kx93%20%25%3A%2B");
  }
  Behaviour log_in(const std::string& request) {
    const std::lock_guard lock(mutex_);
    if (!request.starts_with("POST /token?")) return {http_of("404 Not Found", "")};
    if (!is_known(request)) return {http_of("401 Unauthorized", R"({"error":"invalid_client"})")};
    auto members = members_;
    if (has(request, "grant_type=refresh_token")) {
      const bool is_right = has(request + "&", "&refresh_token=" + refresh_ + "&");
      if (refresh_.empty() || !is_right)
        return {http_of("400 Bad Request", R"({"error":"invalid_grant","error_description":"body-word"})")};
      refresh_ = "body-word-refresh-" + std::to_string(given_ + 1);
      members += R"(,"refresh_token":")" + refresh_ + "\"";
    }
    const auto token = "body-word-token-" + std::to_string(++given_);
    good_.insert("\r\nAuthorization: Bearer " + token + "\r\n");
    return {http_of("200 OK", R"({"access_token":")" + token + "\"" + members + "}")};
  }
  Behaviour serve(const std::string& request) {
    const auto choose = choice_for(request);
    return {choose ? choose(request) : http_of("401 Unauthorized", "body-word")};
  }
  /// Empty for whom it does not know.
  std::function<std::string(const std::string&)> choice_for(const std::string& request) {
    const std::lock_guard lock(mutex_);
    const bool is_good =
        std::any_of(good_.begin(), good_.end(), [&](const std::string& header) { return has(request, header); });
    return is_good ? choose_ : nullptr;
  }

 public:
  FaultServer logins{{""}, certificate_.certificate, certificate_.key};
  FaultServer service{{""}, certificate_.certificate, certificate_.key};
};

}  // namespace sluss::test
