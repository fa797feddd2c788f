// How a mail server is reached and entered: the options that `smtp` and `imap` have in common.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "plugin/sdk.h"

namespace sluss::mail {

enum class Encryption { starttls, tls, none };
/// Whether mail and password may go to another machine without encryption.
enum class Plain { refused, allowed };

struct Access {
  std::string host;
  std::int64_t port = 0;  ///< 0: the usual one
  Encryption encryption = Encryption::starttls;
  Plain plain = Plain::refused;
  std::string user;
  Secret password;
  std::filesystem::path ca;  ///< the certificates that are trusted, in place of the system's; empty: the system's
  std::chrono::seconds connect_timeout{30}, answer_timeout{60};
};

/// Adds a diagnostic for each fault of what the options say together.
void check_access(const Access& access, const Node& node, ParseContext& context);

enum class Login { required, optional };

/// Adds the options to a plugin whose configuration is an Access and more.
template <class Config>
Spec<Config>& add_access(Spec<Config>& spec, const std::string& host_example, Login login) {
  using std::chrono::seconds;
  const std::string who = "Who logs in", by = "The user's password", user = "sluss@region.example";
  if (login == Login::required) {
    spec.template required<std::string>("user", &Config::user, who, user)
        .template required<Secret>("password", &Config::password, by, "secret:mail_password");
  } else {
    spec.template option<std::string>("user", &Config::user, who + "; without it nobody does", user)
        .template option<Secret>("password", &Config::password, by, "secret:mail_password");
  }
  return spec.template required<std::string>("host", &Config::host, "The mail server's name", host_example)
      .template option<std::int64_t>("port", &Config::port, "The server's port; 0 is the usual one", "0")
      .template choice<Encryption>(
          "encryption", &Config::encryption, "How the connection is encrypted; none is for this machine alone",
          {{"starttls", Encryption::starttls}, {"tls", Encryption::tls}, {"none", Encryption::none}})
      .template choice<Plain>("plain", &Config::plain, "Whether encryption none may lead to another machine",
                              {{"refused", Plain::refused}, {"allowed", Plain::allowed}})
      .template option<std::filesystem::path>(
          "ca", &Config::ca, "Certificates to trust in place of the system's, as PEM", "tls/mail-ca.pem")
      .template option<seconds>("connect_timeout", &Config::connect_timeout,
                                "How long it may take to reach the server, to encrypt and to log in", "30s")
      .template option<seconds>("answer_timeout", &Config::answer_timeout, "How long an answer may take", "60s");
}

[[nodiscard]] bool is_loopback(const std::string& host);
/// A bare ASCII address that needs no quoting, such as "faktura@region.example".
[[nodiscard]] bool is_address(std::string_view text);

}  // namespace sluss::mail
