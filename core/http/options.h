// The options that everything has in common that asks a web service.
#pragma once

#include "http/client.h"
#include "plugin/spec.h"

namespace sluss::http {

enum class Plain { refused, allowed };

/// A plugin's configuration derives from it.
struct ServiceConfig : OauthConfig {
  std::filesystem::path ca;
  std::filesystem::path certificate, certificate_key;
  Secret passphrase;
  std::string proxy;
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds answer_timeout{60};
  std::int64_t rate = 1;
  std::int64_t burst = 30;
  Plain plain = Plain::refused;

  [[nodiscard]] Line line(std::size_t longest_answer) const;
  [[nodiscard]] Manner manner(std::size_t longest_answer) const;
};

/// A fault for a URL that cannot be asked, or that would send in clear to another machine.
void check_url(const Node& node, const std::string& url, Plain plain, ParseContext& context);
/// The faults of what is stated here.
void check_service(const ServiceConfig& config, const Node& node, ParseContext& context);
void check_oauth(const ServiceConfig& config, const Node& node, ParseContext& context);
/// For Probe::warnings: that our client certificate ends soon, or cannot be read.
[[nodiscard]] std::vector<std::string> certificate_warnings(const ServiceConfig& config);
/// For Probe::certificate_expires.
[[nodiscard]] std::optional<Instant> certificate_expiry(const ServiceConfig& config);

template <class Config>
void add_service(Spec<Config>& spec) {
  spec.template option<std::filesystem::path>(
          "ca", &Config::ca, "Certificates to trust in place of the system's, as PEM", "tls/service-ca.pem")
      .template option<std::filesystem::path>("certificate", &Config::certificate,
                                              "Our client certificate: PEM with its chain, or PKCS#12 (.p12, .pfx)",
                                              "tls/sluss-client.p12")
      .template option<std::filesystem::path>(
          "certificate_key", &Config::certificate_key,
          "The private key of the client certificate, as PEM, when it has a file of its own",
          "tls/sluss-client-key.pem")
      .formerly("certificate_key", "key")
      .template option<Secret>("passphrase", &Config::passphrase, "What opens the key or the PKCS#12 file",
                               "secret:client_passphrase")
      .template option<std::string>("proxy", &Config::proxy,
                                    "The proxy to go through; without it none is used, whatever the environment says",
                                    "http://proxy.example.se:3128")
      .template option<std::chrono::seconds>("connect_timeout", &Config::connect_timeout,
                                             "How long a connection may take, TLS included", "10s")
      .template option<std::chrono::seconds>("answer_timeout", &Config::answer_timeout,
                                             "How long a request may take, from connecting to the answer's end", "60s")
      .template option<std::int64_t>("rate", &Config::rate, "Requests a second; 0: as fast as it goes", "1")
      .template option<std::int64_t>("burst", &Config::burst, "Requests that may come at once after a rest", "30")
      .template choice<Plain>("plain", &Config::plain, "Whether http:// may lead to another machine",
                              {{"refused", Plain::refused}, {"allowed", Plain::allowed}});
}

/// Beside add_service, for those who ask any service: one whose login has ways of its own states them itself.
template <class Config>
void add_oauth(Spec<Config>& spec) {
  spec.template option<std::string>("token_url", &Config::token_url,
                                    "Where access tokens are got (OAuth 2.0): by client credentials, or by "
                                    "refresh_token where it is stated",
                                    "https://login.example.se/oauth2/token")
      .template option<std::string>("client_id", &Config::client_id, "Who we are there", "sluss")
      .template option<Secret>("client_secret", &Config::client_secret, "What proves it", "secret:client_secret")
      .template choice<ClientAuth>("client_auth", &Config::client_auth,
                                   "How both are sent: basic, in the header Authorization; post, in the form",
                                   {{"basic", ClientAuth::basic}, {"post", ClientAuth::post}})
      .template option<std::string>("scope", &Config::scope,
                                    "What the token is to be good for, in the service's own words", "invoices.write")
      .template option<Secret>("refresh_token", &Config::refresh_token,
                               "For access by refresh tokens: the one that came with the consent",
                               "secret:refresh_token")
      .template option<std::filesystem::path>(
          "token_file", &Config::token_file,
          "With refresh_token: where its successors are kept, a file that Sluss alone may read",
          "../store/service.token");
}

}  // namespace sluss::http
