// Fortnox as it is asked: with an access token, which is got when it is needed.
#pragma once

#include <optional>
#include <string>

#include "chain.h"
#include "http/options.h"

namespace sluss::fortnox {

struct SinkConfig : http::ServiceConfig {
  SinkConfig() {
    // 25 requests in any 5 seconds: 5 at once, and 4 a second after them.
    rate = 4;
    burst = 5;
  }
  std::string url = "https://api.fortnox.se";
  std::string token_url = "https://apps.fortnox.se/oauth-v1/token";
  std::string client_id, tenant;
  Secret client_secret;
  Secret refresh_token;
  std::filesystem::path token_file;
};

/// What came of one request.
struct Sent {
  Result<http::Answer> answer;
  bool left = false;  ///< after an error: some of it may have reached Fortnox
};

/// Used by one thread at a time.
class Service {
 public:
  explicit Service(SinkConfig config);
  /// Once, with a token. A token that Fortnox no longer knows is got anew, and the request, which it refused, sent
  /// again.
  [[nodiscard]] Sent send(const std::string& method, const std::string& path, const std::string& body,
                          const std::stop_token& stop);

 private:
  /// Asks for a token (OAuth 2.0) by who we are, of which nothing is kept from one to the next; or by the chain.
  [[nodiscard]] Result<void> get_token(const std::stop_token& stop);
  [[nodiscard]] Result<std::string> log_in(const std::string& form, const std::stop_token& stop);
  [[nodiscard]] bool has_token() const;

  SinkConfig config_;
  http::Client client_;
  Chain chain_;
  std::optional<Token> token_;
  std::chrono::steady_clock::time_point got_{};
};

}  // namespace sluss::fortnox
