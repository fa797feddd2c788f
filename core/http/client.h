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
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
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

/// Used by one thread at a time, towards one service. Cookies last as long as the client does.
class Client {
 public:
  explicit Client(Line line, Rate rate = {}, Timing timing = Timing::real());

  /// Sends once, when the pace allows it. A whole answer of any status; an error when none came. `left` tells after an
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
  Line line_;
  Pace pace_;
  Timing timing_;
  Session session_;
  bool left_ = false;
  long status_ = 0;
};

/// What is to be said and done about a whole answer that is no success; nullopt for 2xx and 304. Nothing of the answer
/// but its status and its Location stands in the text.
[[nodiscard]] std::optional<Error> refusal(const Answer& answer, const std::string& shown, Instant now);

}  // namespace sluss::http
