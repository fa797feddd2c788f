#include "verdict.h"

#include "base/json.h"
#include "base/text.h"
#include "http/retry_after.h"
#include "http/url.h"

namespace sluss::http {
namespace {

using std::chrono::seconds;

constexpr auto look_there = "; its own log says why, under the delivery's key";

Verdict only(Fault fault, std::string what, std::optional<seconds> retry_after = std::nullopt) {
  return {fail(Error{fault, std::move(what), retry_after}), std::nullopt};
}

Verdict stopped(Fault fault, std::string what, std::optional<seconds> retry_after = std::nullopt) {
  return {std::nullopt, Error{fault, std::move(what), retry_after}};
}

std::string unknown_whether(const std::string& what) { return what + "; nobody knows whether it took the delivery"; }

Verdict of_refusal(const Answer& answer, Resend resend, const std::string& said, std::optional<seconds> after) {
  if (answer.status == 408) return only(Fault::unavailable, said + ": it did not get the whole request in time", after);
  if (answer.status == 429) return stopped(Fault::throttled, said + ": it asks for fewer requests", after);
  if (answer.status == 401 || answer.status == 407)
    return stopped(Fault::denied, said + ": it does not know us; check token: and headers:");
  if (answer.status == 403) return stopped(Fault::denied, said + ": it knows us and does not let us");
  if (answer.status == 409 && resend == Resend::safe && after)
    return only(Fault::unavailable, said + ": it is still at work on the same key", after);
  if (answer.status == 409 && resend == Resend::safe)
    return only(Fault::rejected, said + ": it has the same key with other content" + look_there);
  return only(Fault::rejected, said + ": it refuses this document" + look_there);
}

Verdict of_failure(const Answer& answer, Resend resend, const std::string& said, std::optional<seconds> after) {
  if (answer.status == 503) return stopped(Fault::unavailable, said + ": it is not ready", after);
  if (answer.status == 501 || answer.status == 505)
    return only(Fault::rejected, said + ": it cannot do what it was asked; check method: and url:");
  if (resend == Resend::safe) return only(Fault::unavailable, said + ": it failed" + look_there, after);
  return only(Fault::unknown_outcome, unknown_whether(said + ": it failed"), after);
}

Verdict of_answer(const Answer& answer, Resend resend, const std::string& where, Instant now) {
  const auto said = where + " answered " + std::to_string(answer.status);
  const auto after = read_retry_after(answer.retry_after, now);
  if (answer.status < 300) return {receipt_of(answer), std::nullopt};
  if (answer.status < 400) {
    const auto elsewhere = answer.location.empty() ? "" : " to " + shown_location(answer.location);
    return only(Fault::rejected, said + ": it points elsewhere" + elsewhere +
                                     ", where nothing is sent to; if that is right, change url:");
  }
  if (answer.status < 500) return of_refusal(answer, resend, said, after);
  if (answer.status < 600) return of_failure(answer, resend, said, after);
  return only(Fault::unknown_outcome, unknown_whether(said + ", which means nothing in HTTP"));
}

bool is_receipt(std::string_view text) {
  return !text.empty() && text.size() <= 200 && is_utf8(text) && !has_control(text);
}

}  // namespace

Verdict judge(const Exchange& exchange, Resend resend, const std::string& where, Instant now) {
  if (exchange.answer) return of_answer(*exchange.answer, resend, where, now);
  const auto what = where + ": " + exchange.why;
  const auto stop_fault = exchange.trouble == Trouble::stopped      ? Fault::cancelled
                          : exchange.trouble == Trouble::untrusted  ? Fault::denied
                          : exchange.trouble == Trouble::unknown_us ? Fault::denied
                                                                    : Fault::unavailable;
  auto verdict = stopped(stop_fault, what);
  if (exchange.left) verdict.receipt = fail(Fault::unknown_outcome, unknown_whether(what));
  return verdict;
}

Result<std::optional<std::string>> judge_found(const Exchange& exchange, const std::string& where, Instant now) {
  if (exchange.answer && exchange.answer->status == 200) return receipt_of(*exchange.answer);
  if (exchange.answer && exchange.answer->status == 404) return std::nullopt;
  auto verdict = judge(exchange, Resend::safe, where, now);
  if (verdict.stopped) return fail(std::move(*verdict.stopped));
  return fail(Fault::unavailable,
              where + " answered " + std::to_string(exchange.answer->status) +
                  " when it was asked for a delivery: only 200 says that it has it, and 404 that it has not");
}

std::string receipt_of(const Answer& answer) {
  if (const auto location = shown_location(answer.location); !location.empty()) return location;
  if (answer.whole && fold_case(answer.content_type).find("json") != std::string::npos) {
    const auto body = parse_json(answer.body);
    const auto id = body ? (*body)["id"].text_or_empty() : std::string();
    if (is_receipt(id)) return id;
  }
  return "HTTP " + std::to_string(answer.status);
}

}  // namespace sluss::http
