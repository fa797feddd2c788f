// Asks a web service: at its pace, with what we prove ourselves by, and with the fault of what came of it.
//
// | what came                                              | fault       |
// |--------------------------------------------------------|-------------|
// | 2xx, 304                                               |             |
// | 3xx: nothing is followed, credentials go nowhere else  | rejected    |
// | 401, 403, 407; a certificate, theirs or ours           | denied      |
// | 408, 5xx, no connection, half an answer                | unavailable |
// | 429                                                    | throttled   |
// | other 4xx, 501, 505                                    | rejected    |
// | an answer larger than the line allows                  | data        |
//
// What a login (oauth.h) comes to stands in access.h.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "http/oauth.h"
#include "http/pace.h"
#include "http/transfer.h"

namespace sluss::http {

/// What a client knows of time; tests give their own.
struct Timing {
  std::function<Pace::Time()> now;
  std::function<bool(std::chrono::nanoseconds, const std::stop_token&)> sleep;  ///< false: it was stopped
  [[nodiscard]] static Timing real();
};

/// What was read before, so that what has not changed need not come again (304).
struct Known {
  std::string etag, last_modified;
};

/// What lasts from one request to the next, besides the pace and the access token.
enum class Lasting { session, nothing };

/// How a service is asked.
struct Manner {
  Line line = {};
  Rate rate = {};
  OauthConfig oauth = {};
  Lasting lasting = Lasting::session;
};

class Access;

/// Used by one thread at a time, towards one service. Cookies last as long as the client does.
///
/// With `oauth` each request bears an access token, and one that is answered 401, and so was not carried out, is sent
/// again, once, with a new token, unless its token was new. Where no token can be had nothing is sent.
class Client {
 public:
  explicit Client(Manner manner = {}, Timing timing = Timing::real());
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Sends once, when the pace allows it: for those who judge the exchange themselves. Error: nothing was sent, or all
  /// of it was refused; Fault::cancelled, or why no token can be had.
  [[nodiscard]] Result<Exchange> attempt(const Request& request, const std::stop_token& stop);
  /// Gets an access token where one is used, and asks nothing else.
  [[nodiscard]] Result<void> log_in(const std::stop_token& stop);

  /// As `attempt`. A whole answer of any status; an error when none came. `left` tells after an
  /// error whether some of the request may have reached the other end.
  [[nodiscard]] Result<Answer> send(const Request& request, const std::stop_token& stop);
  [[nodiscard]] bool left() const { return left_; }
  /// The status of the last answer; 0 when none came.
  [[nodiscard]] long status() const { return status_; }

  /// GET. The answer is 2xx, or 304 when it is still what is known; anything else is an error.
  /// A 429 is waited out as long as the service asks, else a minute, twice; who asks for more than five minutes is
  /// left to the engine (Fault::throttled). `shown` as in Request.
  [[nodiscard]] Result<Answer> get(const std::string& url, const std::vector<std::string>& headers,
                                   const std::stop_token& stop, const Known& known = {}, const std::string& shown = {});

 private:
  [[nodiscard]] Result<Exchange> exchange_once(const Request& request, const std::stop_token& stop);

  Line line_;
  Pace pace_;
  Timing timing_;
  std::optional<Session> session_;
  std::unique_ptr<Access> access_;
  bool left_ = false;
  long status_ = 0;
};

/// What is to be said and done about a whole answer that is no success; nullopt for 2xx and 304. Nothing of the answer
/// but its status and its Location stands in the text.
[[nodiscard]] std::optional<Error> refusal(const Answer& answer, const std::string& shown, Instant now);

}  // namespace sluss::http
