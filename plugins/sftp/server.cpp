#include "server.h"

#include <algorithm>

#include "base/text.h"

namespace sluss::sftp {
namespace {

constexpr std::string_view fingerprint_begin = "SHA256:";
constexpr std::size_t fingerprint_digits = 43;  // 32 bytes in base64, without its padding
constexpr auto unknown = "unknown";
constexpr auto from_file = "known_hosts";

bool is_base64(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  });
}

std::string_view without_padding(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  return text;
}

bool has_word(const Server& server, std::string_view word) {
  return std::find(server.host_key.begin(), server.host_key.end(), word) != server.host_key.end();
}

void check_host_key(const Server& server, const Node& node, Diagnostics& diagnostics) {
  for (const auto& text : server.host_key) {
    if (text != unknown && text != from_file && !is_fingerprint(text))
      diagnostics.add(node, "expected SHA256:..., known_hosts or unknown, found \"" + excerpt(text) + "\"",
                      "sluss check --probe says what the server shows");
  }
  if (server.host_key.empty())
    diagnostics.add(node, "expected at least one fingerprint", "write unknown, and run sluss check --probe");
  if (has_word(server, unknown) && server.host_key.size() > 1)
    diagnostics.add(node, "\"unknown\" stands alone: with it nothing is read or sent");
  if (has_word(server, from_file) && server.known_hosts.empty())
    diagnostics.add(node, "the file is missing: name it as known_hosts:");
}

}  // namespace

bool is_fingerprint(std::string_view text) {
  if (!text.starts_with(fingerprint_begin)) return false;
  const auto digits = without_padding(text.substr(fingerprint_begin.size()));
  return digits.size() == fingerprint_digits && is_base64(digits);
}

bool Server::is_unknown() const { return has_word(*this, unknown); }

bool is_same_key(std::string_view fingerprint, std::string_view other) {
  return is_fingerprint(fingerprint) && without_padding(fingerprint) == without_padding(other);
}

std::string within(const std::string& folder, const std::string& name) {
  if (name.starts_with('/')) return name;
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

void check_server(const Server& server, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  const bool is_name = !server.host.empty() && !has_control(server.host) &&
                       server.host.find_first_of("/@ ") == std::string::npos && server.host.front() != '-';
  if (!is_name) diagnostics.add(node["host"], "expected a host's name or address", "for example sftp.example.se");
  if (server.port < 1 || server.port > 65535) diagnostics.add(node["port"], "expected a port from 1 to 65535");
  if (server.user.empty() || has_control(server.user)) diagnostics.add(node["user"], "expected a user's name");
  check_host_key(server, node["host_key"], diagnostics);
  if (!server.passphrase.empty() && server.key.empty() && node["key"].kind == Node::Kind::missing)
    diagnostics.add(node["passphrase"], "there is no key that it opens", "name the private key as key:");
  if (server.connect_timeout.count() == 0) diagnostics.add(node["connect_timeout"], "expected at least 1s");
  if (server.answer_timeout.count() == 0) diagnostics.add(node["answer_timeout"], "expected at least 1s");
}

}  // namespace sluss::sftp
