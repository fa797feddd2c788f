// Where an SFTP server is, how it is known to be the right one, and how one logs in. Pure.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::sftp {

struct Server {
  std::string host;
  std::int64_t port = 22;
  std::string user;
  Secret password, key, passphrase;
  std::vector<std::string> host_key;  ///< fingerprints, `known_hosts`, or `unknown`
  std::filesystem::path known_hosts;
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds answer_timeout{30};

  /// "sftp.example.se:22".
  [[nodiscard]] std::string place() const { return host + ":" + std::to_string(port); }
  /// Nobody has said yet which key is right: nothing is sent to such a server.
  [[nodiscard]] bool is_unknown() const;
};

/// Is it "SHA256:" and what stands for 32 bytes, as ssh-keygen -l writes it?
[[nodiscard]] bool is_fingerprint(std::string_view text);
/// Of the same key? They may be written with padding or without.
[[nodiscard]] bool is_same_key(std::string_view fingerprint, std::string_view other);

/// A folder at the server and a name within it.
[[nodiscard]] std::string within(const std::string& folder, const std::string& name);

void check_server(const Server& server, const Node& node, ParseContext& context);

/// The options that a source and a sink have in common.
template <class Config>
void add_server(Spec<Config>& spec) {
  spec.template required<std::string>("host", &Config::host, "The server's name or address", "sftp.example.se")
      .template option<std::int64_t>("port", &Config::port, "The port that it listens at", "22")
      .template required<std::string>("user", &Config::user, "The name that is logged in with", "sluss")
      .template required<std::vector<std::string>>(
          "host_key", &Config::host_key,
          "The fingerprints of the server's keys that are right; the word known_hosts: those of that file; the word "
          "unknown: none yet, the probe says what it saw",
          "SHA256:SzVhwMxyyLtFrUccqCggnrf3Kl9+Kna1TLOlE0Idef8")
      .template option<std::filesystem::path>("known_hosts", &Config::known_hosts,
                                              "A file of keys that are right, as OpenSSH keeps them", "ssh/known_hosts")
      .template option<Secret>("password", &Config::password, "The password that is logged in with",
                               "secret:sftp_password")
      .template option<Secret>("key", &Config::key, "The private key that is logged in with, as ssh-keygen writes it",
                               "secret:sftp_key")
      .template option<Secret>("passphrase", &Config::passphrase, "What opens the private key",
                               "secret:sftp_passphrase")
      .template option<std::chrono::seconds>("connect_timeout", &Config::connect_timeout,
                                             "How long connecting and logging in may take, each", "10s")
      .template option<std::chrono::seconds>("answer_timeout", &Config::answer_timeout,
                                             "How long the server may take for one answer", "30s")
      .either({"key", "password"});
}

}  // namespace sluss::sftp
