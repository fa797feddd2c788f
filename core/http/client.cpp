#include "http/client.h"

#include <algorithm>

#include "base/sleep.h"
#include "http/access.h"
#include "http/retry_after.h"
#include "http/url.h"

namespace sluss::http {
namespace {

using std::chrono::seconds;

constexpr seconds usual_pause(60), longest_pause(300);
constexpr int most_tries = 3;

std::string shown_of(const Request& request) {
  if (!request.shown.empty()) return request.shown;
  const auto url = read_url(request.url);
  return url ? url->shown : "the URL";
}

Fault fault_of(Trouble trouble) {
  switch (trouble) {
    case Trouble::stopped: return Fault::cancelled;
    case Trouble::untrusted:
    case Trouble::unknown_us: return Fault::denied;
    default: return Fault::unavailable;
  }
}

Request with_token(const Request& request, const Secret& token) {
  auto copy = request;
  copy.headers.push_back("Authorization: Bearer " + token.reveal());
  return copy;
}

Error error(Fault fault, std::string what, std::optional<seconds> after = std::nullopt) {
  return {fault, std::move(what), after};
}

Error of_client_fault(long status, const std::string& said, std::optional<seconds> after) {
  switch (status) {
    case 401: return error(Fault::denied, said + ": it does not know us; check what we prove ourselves with");
    case 403: return error(Fault::denied, said + ": it knows us and does not let us");
    case 407: return error(Fault::denied, said + ": the proxy does not know us");
    case 406: return error(Fault::rejected, said + ": it cannot answer in the format it was asked for");
    case 408: return error(Fault::unavailable, said + ": it did not get the whole request in time", after);
    case 429: return error(Fault::throttled, said + ": it asks for fewer requests", after.value_or(usual_pause));
    case 404:
    case 410: return error(Fault::rejected, said + ": it has no such thing");
    default: return error(Fault::rejected, said + ": it refuses this request; its own log says why");
  }
}

}  // namespace

Timing Timing::real() {
  return {[] { return std::chrono::steady_clock::now(); }, sleep_for};
}

Client::Client(Manner manner, Timing timing)
    : line_(std::move(manner.line)), pace_(manner.rate), timing_(std::move(timing)) {
  if (manner.lasting == Lasting::session) session_.emplace();
  if (!manner.oauth.token_url.empty()) access_ = std::make_unique<Access>(std::move(manner.oauth), line_, timing_);
}

Client::~Client() = default;

Result<Exchange> Client::exchange_once(const Request& request, const std::stop_token& stop) {
  if (const auto wait = pace_.take(timing_.now()); wait.count() > 0 && !timing_.sleep(wait, stop))
    return fail(Fault::cancelled, "it was stopped");
  return exchange(request, line_, stop, session_ ? &*session_ : nullptr);
}

Result<Exchange> Client::attempt(const Request& request, const std::stop_token& stop) {
  if (!access_) return exchange_once(request, stop);
  SLUSS_TRY_ASSIGN(given, access_->token(stop));
  auto made = exchange_once(with_token(request, given.token), stop);
  const bool is_refused = made && made->answer && made->answer->status == 401;
  if (!is_refused || given.is_new) return made;
  SLUSS_TRY_ASSIGN(other, access_->token(stop, &given.token));
  return exchange_once(with_token(request, other.token), stop);
}

Result<void> Client::log_in(const std::stop_token& stop) {
  if (access_) SLUSS_TRY(access_->token(stop));
  return {};
}

Result<Answer> Client::send(const Request& request, const std::stop_token& stop) {
  left_ = false;
  status_ = 0;
  SLUSS_TRY_ASSIGN(made, attempt(request, stop));
  left_ = made.left;
  status_ = made.answer ? made.answer->status : 0;
  const auto where = shown_of(request) + ": ";
  if (!made.answer) return fail(fault_of(made.trouble), where + made.why);
  if (made.answer->whole) return std::move(*made.answer);
  if (stop.stop_requested()) return fail(Fault::cancelled, where + "it was stopped");
  const bool is_too_large = made.answer->body.size() >= line_.longest_answer;
  return fail(is_too_large ? Fault::data : Fault::unavailable, where + "its answer is not whole: " + made.answer->why);
}

Result<Answer> Client::get(const std::string& url, const std::vector<std::string>& headers, const std::stop_token& stop,
                           const Known& known, const std::string& shown) {
  Request request{"GET", url, headers, {}, shown};
  if (!known.etag.empty()) request.headers.push_back("If-None-Match: " + known.etag);
  if (!known.last_modified.empty()) request.headers.push_back("If-Modified-Since: " + known.last_modified);
  for (int tries = 1;; ++tries) {
    auto answer = send(request, stop);
    if (!answer) return answer;
    auto refused = refusal(*answer, shown_of(request), SystemClock().now());
    if (!refused) return answer;
    const auto pause = refused->retry_after.value_or(usual_pause);
    if (refused->fault != Fault::throttled || tries == most_tries || pause > longest_pause) return fail(*refused);
    if (!timing_.sleep(pause, stop)) return fail(Fault::cancelled, "it was stopped");
  }
}

std::optional<Error> refusal(const Answer& answer, const std::string& shown, Instant now) {
  const auto said = shown + " answered " + std::to_string(answer.status);
  const auto after = read_retry_after(answer.retry_after, now);
  if (answer.status < 300 || answer.status == 304) return std::nullopt;
  if (answer.status < 400) {
    const auto elsewhere = answer.location.empty() ? "" : " to " + shown_location(answer.location);
    return error(Fault::rejected, said + ": it points elsewhere" + elsewhere +
                                      ", where nothing is asked for; if that is right, change the URL");
  }
  if (answer.status < 500) return of_client_fault(answer.status, said, after);
  if (answer.status == 501 || answer.status == 505)
    return error(Fault::rejected, said + ": it cannot do what it was asked");
  return error(Fault::unavailable, said + ": it failed; its own log says why", after);
}

}  // namespace sluss::http
