#include "http/access.h"

#include <algorithm>

#include "base/base64.h"
#include "http/refresh_chain.h"
#include "http/url.h"

namespace sluss::http {
namespace {

using std::chrono::seconds;

constexpr std::size_t longest_answer = 64U << 10U;
constexpr seconds longest_margin{60};

Manner manner_of(Line line) {
  line.longest_answer = longest_answer;
  return {std::move(line), {}, {}, Lasting::nothing};
}

/// What a person is to look at, by the RFC's word for the error.
std::string check_of(const std::string& error, const Login& login) {
  if (error == "invalid_client") return "check client_id: and client_secret:";
  if (error == "invalid_grant") return "the refresh token is used up, ended or taken back: " + login.renew;
  if (error == "invalid_scope") return "check scope:";
  if (error == "unauthorized_client" || error == "unsupported_grant_type")
    return "it must first be allowed to get tokens in this way";
  return "check client_id:, client_secret: and scope:";
}

/// RFC 6749, 5.2: 400 says which of all that was sent it does not take, and 401 that it does not know the client.
std::string why_refused(const Answer& answer, const Login& login) {
  const std::string none = ": it gives this client no token; ";
  if (answer.status == 400 && !login.check.empty()) return none + login.check;
  auto error = error_in(answer.body);
  if (error.empty() && answer.status == 401) error = "invalid_client";
  return (error.empty() ? "" : " (" + error + ")") + none + check_of(error, login);
}

/// Nothing that comes of a login is the fault of what was to be sent after it.
Error of_login(Error error) {
  if (error.fault == Fault::rejected || error.fault == Fault::data) error.fault = Fault::unavailable;
  return error;
}

void name(OauthConfig& config) {
  const auto url = read_url(config.token_url);
  const auto shown = url ? url->shown : "the token URL";
  if (config.login.name.empty()) config.login.name = shown;
  if (config.login.service.empty()) config.login.service = shown;
}

}  // namespace

Access::Access(OauthConfig config, Line line, Timing timing)
    : config_(std::move(config)), now_(timing.now), client_(manner_of(std::move(line)), std::move(timing)) {
  name(config_);
}

bool Access::is_good(const Secret* refused) const {
  const auto& token = config_.kept->token;
  if (!token || (refused != nullptr && token->value.reveal() == refused->reveal())) return false;
  return !token->lives || now_() - config_.kept->got + std::min(longest_margin, *token->lives / 4) < *token->lives;
}

Result<Access::Given> Access::token(const std::stop_token& stop, const Secret* refused) {
  auto& kept = *config_.kept;
  const std::lock_guard lock(kept.mutex);
  if (is_good(refused)) return Given{kept.token->value, false};
  kept.token.reset();
  kept.got = now_();
  SLUSS_TRY_ASSIGN(token, get(stop));
  kept.token = std::move(token);
  return Given{kept.token->value, true};
}

Result<AccessToken> Access::get(const std::stop_token& stop) {
  if (config_.refresh_token.empty()) {
    SLUSS_TRY_ASSIGN(grant, ask("grant_type=client_credentials", stop));
    return std::move(grant.token);
  }
  const auto& login = config_.login;
  const auto use = [&](const Secret& refresh) -> Result<Grant> {
    return ask("grant_type=refresh_token&refresh_token=" + percent_encoded(refresh.reveal()), stop);
  };
  return RefreshChain(config_.token_file, config_.refresh_token, login.service, login.renew).advance(use, stop);
}

Result<Grant> Access::ask(std::string form, const std::stop_token& stop) {
  const auto id = percent_encoded(config_.client_id), secret = percent_encoded(config_.client_secret.reveal());
  auto headers = config_.login.headers;
  headers.insert(headers.end(), {"Accept: application/json", "Content-Type: application/x-www-form-urlencoded"});
  if (config_.client_auth == ClientAuth::basic)
    headers.push_back("Authorization: Basic " + to_base64(id + ":" + secret));
  else form += "&client_id=" + id + "&client_secret=" + secret;
  if (!config_.scope.empty()) form += "&scope=" + percent_encoded(config_.scope);
  auto answer = client_.send({"POST", config_.token_url, std::move(headers), form, config_.login.name}, stop);
  if (!answer) return fail(of_login(std::move(answer).error()));
  if (auto error = refused(*answer)) return fail(std::move(*error));
  auto grant = grant_in(answer->body, config_.login.service);
  const bool is_lost = !config_.refresh_token.empty() && config_.login.successor == Login::Successor::always &&
                       (!grant || grant->refresh.empty());
  if (is_lost)
    return fail(Fault::denied,
                config_.login.service + " took a refresh token and gave no other: " + config_.login.renew);
  return grant;
}

std::optional<Error> Access::refused(const Answer& answer) const {
  const auto& name = config_.login.name;
  if (answer.status == 400 || answer.status == 401)
    return Error{Fault::denied,
                 name + " answered " + std::to_string(answer.status) + why_refused(answer, config_.login)};
  auto error = refusal(answer, name, SystemClock().now());
  return error ? std::optional(of_login(std::move(*error))) : std::nullopt;
}

}  // namespace sluss::http
