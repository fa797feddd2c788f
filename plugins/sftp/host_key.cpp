#include "host_key.h"

#include <algorithm>
#include <memory>

#include "base/file.h"

namespace sluss::sftp {
namespace {

constexpr std::string_view revoked_mark = "@revoked";
constexpr int usual_port = 22;

struct KnownEnd {
  void operator()(ssh_knownhosts_entry* entry) const { ssh_knownhosts_entry_free(entry); }
};

/// The fingerprint that a line states for a host; empty when it states none.
std::string stated(const std::string& host, const std::string& line) {
  ssh_knownhosts_entry* entry = nullptr;
  if (ssh_known_hosts_parse_line(host.c_str(), line.c_str(), &entry) != SSH_OK) return {};
  const std::unique_ptr<ssh_knownhosts_entry, KnownEnd> held(entry);
  return fingerprint_of(entry->publickey);
}

std::string list_of(const std::vector<ShownKey>& keys) {
  std::vector<std::string> texts;
  for (const auto& key : keys) texts.push_back(key.text());
  return join(texts, ", ");
}

}  // namespace

std::string fingerprint_of(ssh_key key) {
  unsigned char* hash = nullptr;
  std::size_t size = 0;
  if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &size) != SSH_OK) return {};
  char* text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size);
  ssh_clean_pubkey_hash(&hash);
  std::string fingerprint(text == nullptr ? "" : text);
  ssh_string_free_char(text);
  return fingerprint;
}

std::vector<std::string> known_keys(const Server& server, const std::string& text) {
  const auto host = server.port == usual_port ? server.host : "[" + server.host + "]:" + std::to_string(server.port);
  std::vector<std::string> right;
  std::vector<std::string> revoked;
  for (auto line : split(text, '\n')) {
    line = trim(line);
    const bool is_revoked = line.starts_with(revoked_mark);
    if (is_revoked) line = trim(line.substr(revoked_mark.size()));
    if (line.empty() || line.front() == '#') continue;
    auto fingerprint = stated(host, std::string(line));
    if (!fingerprint.empty()) (is_revoked ? revoked : right).push_back(std::move(fingerprint));
  }
  std::erase_if(right,
                [&](const auto& key) { return std::find(revoked.begin(), revoked.end(), key) != revoked.end(); });
  return right;
}

Result<std::vector<std::string>> right_keys(const Server& server) {
  std::vector<std::string> right;
  for (const auto& text : server.host_key) {
    if (is_fingerprint(text)) right.push_back(text);
  }
  if (server.known_hosts.empty()) return right;
  const auto text = file_bytes(server.known_hosts);
  if (!text) return fail(Fault::denied, "the keys of known_hosts: cannot be read: " + text.error().what);
  for (auto& key : known_keys(server, *text)) right.push_back(std::move(key));
  return right;
}

Error wrong_key(const Server& server, const std::vector<ShownKey>& shown, const std::vector<std::string>& right) {
  const auto seen = server.place() + " shows the host key " + list_of(shown);
  if (server.is_unknown())
    return {Fault::denied, "no host key is pinned: " + seen +
                               ". Ask its operator whether that is right, and only then write it as host_key:"};
  const auto expected = right.empty() ? "no key at all for it" : join(right, ", ");
  return {Fault::denied, seen + ", and the configuration has " + expected +
                             ". Nothing was sent: it may be another server. Ask its operator whether the key was "
                             "changed, and only then change host_key: or known_hosts:"};
}

}  // namespace sluss::sftp
