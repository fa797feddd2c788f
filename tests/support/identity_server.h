// An identity provider over TLS (OpenID Connect, code flow), for the tests of those who sign on by it. Strict: one
// client, by HTTP Basic; every parameter of the standard; a code is good once, and for its own verifier.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/base64.h"
#include "base/json.h"
#include "http/url.h"
#include "support/fault_server.h"
#include "support/temporary_folder.h"
#include "support/test_certificate.h"
#include "support/token_server.h"

namespace sluss::test {

class IdentityServer {
 public:
  static constexpr auto client_id = "sluss-test";
  static constexpr auto client_secret = "made-up-Zq71 %:+";

  /// `way_back`: the one address that it sends browsers back to. `challenge_of` is S256, by whoever is tested.
  IdentityServer(std::string way_back, std::string (*challenge_of)(std::string_view))
      : way_back_(std::move(way_back)), challenge_of_(challenge_of) {
    server.behave_by([this](const std::string& request) { return answer(request); });
  }

  [[nodiscard]] std::string issuer() const { return server.url(""); }
  [[nodiscard]] const std::filesystem::path& ca() const { return certificate_.certificate; }
  /// What the next token says otherwise: claims by name; null takes one away.
  void bend(const std::string& claim, const Value& value) {
    const std::lock_guard lock(mutex_);
    bent_[claim] = value;
  }
  void straighten() {
    const std::lock_guard lock(mutex_);
    bent_.clear();
  }
  /// A browser comes, and somebody logs in there. Gives the query that it is sent back with; empty when the provider
  /// would show a fault instead, with `fault` saying which.
  [[nodiscard]] std::string log_in(const std::string& location, const std::string& account) {
    const std::lock_guard lock(mutex_);
    const auto query = parameters_of(location.substr(location.find('?') + 1));
    const auto of = [&](const std::string& name) { return query.contains(name) ? query.at(name) : std::string(); };
    fault = !location.starts_with(server.url("/authorize?"))                  ? "another address"
            : of("response_type") != "code"                                   ? "response_type"
            : of("client_id") != client_id                                    ? "client_id"
            : of("redirect_uri") != way_back_                                 ? "redirect_uri"
            : (" " + of("scope") + " ").find(" openid ") == std::string::npos ? "scope"
            : of("state").size() < 20                                         ? "state"
            : of("nonce").size() < 20                                         ? "nonce"
            : of("code_challenge_method") != "S256"                           ? "code_challenge_method"
            : of("code_challenge").size() != 43                               ? "code_challenge"
                                                                              : "";
    if (!fault.empty()) return {};
    const auto code = "code-" + std::to_string(++given_);
    codes_[code] = {of("nonce"), of("code_challenge"), account};
    return "code=" + code + "&state=" + of("state") + "&session_state=made-up&iss=" + http::percent_encoded(issuer());
  }

  std::string fault;

 private:
  struct Code {
    std::string nonce, challenge, account;
  };

  static std::map<std::string, std::string> parameters_of(std::string_view text) {
    std::map<std::string, std::string> all;
    while (!text.empty()) {
      const auto end = std::min(text.find('&'), text.size());
      const auto pair = text.substr(0, end);
      const auto equals = std::min(pair.find('='), pair.size());
      all[std::string(pair.substr(0, equals))] =
          http::percent_decoded(pair.substr(std::min(equals + 1, pair.size()))).value_or("");
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
  }

  Behaviour answer(const std::string& request) {
    const std::lock_guard lock(mutex_);
    if (request.starts_with("GET /.well-known/openid-configuration ")) return {http_of("200 OK", about_itself())};
    if (request.starts_with("POST /token ")) return {token_for(request)};
    return {http_of("404 Not Found", "")};
  }

  [[nodiscard]] std::string about_itself() const {
    auto value = Value::object();
    value["issuer"] = issuer();
    value["authorization_endpoint"] = server.url("/authorize");
    value["token_endpoint"] = server.url("/token");
    return to_json(value);
  }

  std::string token_for(const std::string& request) {
    const auto proof = to_base64(http::percent_encoded(client_id) + ":" + http::percent_encoded(client_secret));
    if (request.find("\r\nAuthorization: Basic " + proof + "\r\n") == std::string::npos)
      return http_of("401 Unauthorized", R"({"error":"invalid_client"})");
    const auto sent = parameters_of(request.substr(request.find("\r\n\r\n") + 4));
    const auto of = [&](const std::string& name) { return sent.contains(name) ? sent.at(name) : std::string(); };
    const auto code = codes_.extract(of("code"));
    if (of("grant_type") != "authorization_code" || code.empty() || of("redirect_uri") != way_back_ ||
        challenge_of_(of("code_verifier")) != code.mapped().challenge)
      return http_of("400 Bad Request", R"({"error":"invalid_grant"})");
    auto claims = Value::object();
    claims["iss"] = issuer();
    claims["sub"] = "made-up-subject";
    claims["aud"] = client_id;
    claims["exp"] = 4'102'444'800;  // the year 2100
    claims["nonce"] = code.mapped().nonce;
    claims["preferred_username"] = code.mapped().account;
    for (const auto& [name, value] : bent_) claims[name] = value;
    auto value = Value::object();
    value["access_token"] = "made-up";
    value["token_type"] = "Bearer";
    value["id_token"] = "eyJhbGciOiJSUzI1NiJ9." + url_base64(to_json(claims)) + ".bWFkZS11cA";
    return http_of("200 OK", to_json(value), "Content-Type: application/json\r\n");
  }

  static std::string url_base64(const std::string& bytes) {
    auto text = to_base64(bytes);
    text.erase(text.find_last_not_of('=') + 1);
    for (auto& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
  }

  std::string way_back_;
  std::string (*challenge_of_)(std::string_view);
  TemporaryFolder folder_;
  Certificate certificate_ = make_certificate(folder_.path(), "login", "IP:127.0.0.1");
  std::mutex mutex_;
  std::map<std::string, Code> codes_;
  std::map<std::string, Value> bent_;
  int given_ = 0;

 public:
  FaultServer server{{""}, certificate_.certificate, certificate_.key};
};

}  // namespace sluss::test
