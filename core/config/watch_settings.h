// How people hear of trouble: `alarms:` and `metrics:` in sluss.yaml.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "plugin/spec.h"

namespace sluss::config {

/// Whether the way to the mail server must be encrypted.
enum class StartTls {
  required,  ///< a server that does not offer it gets nothing
  none,      ///< allowed to this machine alone
};

/// The server that takes our mail.
struct MailServer {
  std::string host;  ///< a name or an address; an IPv6 address in brackets
  std::int64_t port = 587;
  std::string user;  ///< empty: the server asks for none
  Secret password;
  StartTls starttls = StartTls::required;
  std::filesystem::path ca;  ///< who signed the server's certificate; empty: those that the machine trusts
};

struct AlarmMail {
  std::vector<std::string> to;
  std::string from;
  MailServer server;
};

struct WatchSettings {
  std::optional<AlarmMail> mail;
  std::chrono::seconds again = std::chrono::hours(24);  ///< alarms that stand are mailed again after this time
  std::filesystem::path metrics;                        ///< the file for Prometheus; empty: none
};

/// May this stand in a mail's envelope and header: local@domain, ASCII, no blank, no control character?
[[nodiscard]] bool is_mail_address(std::string_view text);

/// What stands at `alarms:`.
void read_alarms(const Node& node, ParseContext& context, WatchSettings& target);
/// What stands at `metrics:`.
void read_metrics(const Node& node, ParseContext& context, WatchSettings& target);

}  // namespace sluss::config
