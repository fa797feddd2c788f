// Gets access tokens (OAuth 2.0) when they are needed, and keeps them until shortly before they end.
//
// | what came of the login                           | fault                                           |
// |--------------------------------------------------|-------------------------------------------------|
// | 400, 401, 403; a certificate, theirs or ours     | denied: a wrong secret is not tried again       |
// | 429                                              | throttled                                       |
// | all else: 5xx, no or half an answer, garbage, too large, 3xx, which is not followed | unavailable  |
#pragma once

#include "http/client.h"

namespace sluss::http {

/// The requests are sent by a client of its own, so that neither the pace nor the cookies of the service are theirs.
/// May be used by several threads when each has one; they share the token.
class Access {
 public:
  Access(OauthConfig config, Line line, Timing timing);

  struct Given {
    Secret token;
    bool is_new = false;  ///< it was got by this call
  };
  /// The token that is kept, or a new one when it is about to end, or is the one that was refused. Error: as above,
  /// Fault::cancelled, or of RefreshChain; no secret stands in the text.
  [[nodiscard]] Result<Given> token(const std::stop_token& stop, const Secret* refused = nullptr);

 private:
  [[nodiscard]] Result<AccessToken> get(const std::stop_token& stop);
  [[nodiscard]] Result<Grant> ask(std::string form, const std::stop_token& stop);
  [[nodiscard]] std::optional<Error> refused(const Answer& answer) const;
  [[nodiscard]] bool is_good(const Secret* refused) const;

  OauthConfig config_;
  std::function<Pace::Time()> now_;
  Client client_;
};

}  // namespace sluss::http
