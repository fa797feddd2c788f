#include "admin/identity_provider.h"

#include "base/base64.h"
#include "base/json.h"
#include "http/client.h"
#include "http/url.h"

namespace sluss::admin {
namespace {

constexpr std::chrono::hours discovered_lasts{1};

/// Somebody waits for it before a blank page.
http::Line line_to(const config::SignOnSettings& settings) {
  http::Line line;
  line.ca = settings.ca;
  line.connect = std::chrono::seconds(5);
  line.answer = std::chrono::seconds(10);
  return line;
}

Error unusable(const std::string& what) {
  return {Fault::denied, "the organisation's sign-on cannot be used: " + what, std::nullopt};
}

/// Of the same kind as the issuer: encrypted, or on this machine.
bool is_safe(const std::string& text) {
  const auto url = http::read_url(text);
  return url && (url->encrypted || url->loopback);
}

Result<Value> object_in(const http::Answer& answer, const std::string& what) {
  auto value = parse_json(answer.body);
  if (!answer.whole || !value || value->as_object() == nullptr) return fail(unusable(what + " is no JSON object"));
  return std::move(*value);
}

Error unreachable(const Error& error) {
  return {Fault::unavailable, "the organisation's sign-on does not answer: " + error.what, std::nullopt};
}

}  // namespace

Result<IdentityProvider::Endpoints> IdentityProvider::discover(Time now) const {
  http::Client client({line_to(settings_)});
  const auto answer =
      client.get(settings_.issuer + "/.well-known/openid-configuration", {"Accept: application/json"}, {});
  if (!answer) return fail(unreachable(answer.error()));
  SLUSS_TRY_ASSIGN(document, object_in(*answer, "what it says of itself"));
  if (document["issuer"] != Value(settings_.issuer))
    return fail(unusable("it calls itself otherwise than `issuer` in sluss.yaml"));
  Endpoints endpoints{document["authorization_endpoint"].text_or_empty(), document["token_endpoint"].text_or_empty(),
                      now};
  if (!is_safe(endpoints.authorization) || !is_safe(endpoints.token))
    return fail(unusable("its addresses are missing, or not https"));
  return endpoints;
}

Result<IdentityProvider::Endpoints> IdentityProvider::endpoints(Time now) {
  {
    const std::lock_guard lock(mutex_);
    if (known_ && now - known_->read < discovered_lasts) return *known_;
  }
  SLUSS_TRY_ASSIGN(found, discover(now));
  const std::lock_guard lock(mutex_);
  known_ = found;
  return found;
}

Result<std::string> IdentityProvider::authorization(Time now) {
  SLUSS_TRY_ASSIGN(found, endpoints(now));
  return found.authorization;
}

Result<std::string> IdentityProvider::identity_token(const std::string& code, const std::string& verifier, Time now) {
  SLUSS_TRY_ASSIGN(found, endpoints(now));
  const auto body = "grant_type=authorization_code&code=" + http::percent_encoded(code) +
                    "&redirect_uri=" + http::percent_encoded(way_back()) +
                    "&code_verifier=" + http::percent_encoded(verifier);
  const auto proof = to_base64(http::percent_encoded(settings_.client_id) + ":" +
                               http::percent_encoded(settings_.client_secret.reveal()));
  http::Client client({line_to(settings_)});
  const auto answer = client.send(
      {"POST",
       found.token,
       {"Content-Type: application/x-www-form-urlencoded", "Accept: application/json", "Authorization: Basic " + proof},
       body},
      {});
  if (!answer) return fail(unreachable(answer.error()));
  if (answer->status >= 500) return fail(Fault::unavailable, "the organisation's sign-on does not answer");
  if (answer->status != 200) return fail(unusable("it does not take the code, or client_id and client_secret"));
  SLUSS_TRY_ASSIGN(document, object_in(*answer, "its answer to the code"));
  auto token = document["id_token"].text_or_empty();
  if (token.empty()) return fail(unusable("its answer to the code has no identity token"));
  return token;
}

}  // namespace sluss::admin
