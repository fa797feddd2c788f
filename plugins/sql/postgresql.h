// PostgreSQL, by libpq.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "database.h"

namespace sluss::sql {

enum class Tls { verified, none };

struct Server {
  std::string host;
  std::int64_t port = 5432;
  std::string database, user;
  Secret password;
  Tls tls = Tls::verified;
  std::filesystem::path ca, certificate, certificate_key;
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds answer_timeout{60};

  /// "sluss@db.example.se:5432/studier", without what is secret.
  [[nodiscard]] std::string place() const;
};

void check_server(const Server& server, const Node& node, ParseContext& context);

/// The options that a source and a sink have in common.
template <class Config>
void add_server(Spec<Config>& spec) {
  spec.template required<std::string>(
          "host", &Config::host, "The server's name or address, or the folder of its socket from / on", "db.example.se")
      .template option<std::int64_t>("port", &Config::port, "The port that it listens at", "5432")
      .template required<std::string>("database", &Config::database, "The database's name", "studier")
      .template required<std::string>("user", &Config::user, "The name that is logged in with", "sluss")
      .template option<Secret>("password", &Config::password, "The password that is logged in with",
                               "secret:studier_password")
      .template choice<Tls>(
          "tls", &Config::tls,
          "How it is reached: verified, encrypted, and the server shows a certificate for its name; none, in "
          "clear, within this machine alone",
          {{"verified", Tls::verified}, {"none", Tls::none}})
      .template option<std::filesystem::path>("ca", &Config::ca,
                                              "Certificates to trust in place of the system's, as PEM", "tls/db-ca.pem")
      .template option<std::filesystem::path>("certificate", &Config::certificate,
                                              "Our own certificate, where the server asks for one, as PEM",
                                              "tls/sluss.pem")
      .template option<std::filesystem::path>("certificate_key", &Config::certificate_key,
                                              "Its private key, as PEM; readable for Sluss' user alone",
                                              "tls/sluss-key.pem")
      .template option<std::chrono::seconds>("connect_timeout", &Config::connect_timeout,
                                             "How long connecting and logging in may take", "10s")
      .template option<std::chrono::seconds>("answer_timeout", &Config::answer_timeout,
                                             "How long the server may take for one statement, or for the next rows",
                                             "60s");
}

[[nodiscard]] Result<std::unique_ptr<Database>> open_postgresql(const Server& server, Access access,
                                                                const std::stop_token& stop);

/// What an error of the server means, by its SQLSTATE. The names may be empty; none of them holds a value. Pure.
struct Refusal {
  std::string state;                      ///< five characters
  std::string constraint, column, table;  ///< what it is about
  std::string text;                       ///< the server's own words: used only where they cannot quote a value
};
[[nodiscard]] Error meaning_of(const Refusal& refusal);

/// What libpq says of a connection that was not made. Pure.
[[nodiscard]] Error meaning_of_failure(const std::string& message, const std::string& place);

/// A value as the server writes it, by its type's number. `trouble` when it cannot be told. Pure.
[[nodiscard]] Value value_of(unsigned type, std::string_view text);

}  // namespace sluss::sql
