// Access by OAuth 2.0 (RFC 6749): what is stated of it, and what a token endpoint answers. Asks nobody.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "plugin/secret.h"

namespace sluss::http {

struct AccessToken {
  Secret value;
  std::optional<std::chrono::seconds> lives;  ///< at most a day; nullopt: nobody says, it is used until it is refused
};

/// A token, and the refresh token that the next one is got by.
struct Grant {
  AccessToken token;
  Secret refresh;  ///< empty: the answer has none
};

/// What an answer grants (RFC 6749, 5.1). Error: Fault::unavailable, it is no such answer; Fault::denied, its token is
/// of a type that is not known here. Nothing of the answer stands in the text. `service`: who answered, for the text.
[[nodiscard]] Result<Grant> grant_in(std::string_view body, const std::string& service);

/// Why there is none (5.2): one of the words that the RFC has for it; empty for all else.
[[nodiscard]] std::string error_in(std::string_view body);

/// How a client says who it is (2.3.1).
enum class ClientAuth { basic, post };

/// What a service has of its own about its login. The defaults are the RFC's.
struct Login {
  /// Whether a refresh token that was used has a successor (6): in each answer, or in those that have one.
  enum class Successor { always, perhaps };

  std::string service;               ///< what texts call it; empty: the URL of its token endpoint
  std::string name;                  ///< what texts call its token endpoint; empty: its URL
  std::vector<std::string> headers;  ///< that it wants besides
  std::string check;                 ///< what a person is to look at when it gives no token; empty: by its error
  std::string renew = "get a new refresh_token";  ///< what a person is to do when the refresh token is lost
  Successor successor = Successor::perhaps;
};

/// A token that all have who ask by the same configuration.
struct KeptToken {
  std::mutex mutex;
  std::optional<AccessToken> token;
  std::chrono::steady_clock::time_point got{};  ///< when it was asked for
};

/// How access is got: by client credentials (4.4), or by a refresh token (6). Copies share the token.
struct OauthConfig {
  std::string token_url;  ///< empty: no token is used
  std::string client_id;
  Secret client_secret;
  ClientAuth client_auth = ClientAuth::basic;
  std::string scope;
  Secret refresh_token;              ///< empty: by client credentials
  std::filesystem::path token_file;  ///< where the successors of refresh_token are kept
  Login login;
  std::shared_ptr<KeptToken> kept = std::make_shared<KeptToken>();
};

}  // namespace sluss::http
