#include "admin/reverse_proxy.h"

#include <algorithm>

#include "admin/accounts.h"
#include "base/ip_address.h"
#include "base/text.h"
#include "observe/log.h"

namespace sluss::admin {
namespace {

/// The last one: the proxy itself has written it, and what stands before it anybody may have.
std::optional<std::string> forwarded_for(const http::RequestHead& head) {
  const auto values = head.all("X-Forwarded-For");
  if (values.empty()) return std::nullopt;
  const std::string_view last = values.back();
  return read_ip_address(trim(last.substr(last.rfind(',') + 1)));
}

}  // namespace

Introduction ReverseProxy::introduction(const http::RequestHead& head, Time now) const {
  Introduction introduction{{}, head.peer};
  const auto secrets = head.all(settings_.secret_header);
  const auto names = settings_.header.empty() ? std::vector<std::string>() : head.all(settings_.header);
  // Whoever asks from the same machine, and claims nothing.
  if (secrets.empty() && names.empty()) return introduction;
  if (!stands_there(head.peer)) return introduction;
  if (secrets.size() != 1 || !http::is_same_secret(secrets.front(), settings_.secret.reveal())) {
    warn(stranger_, settings_.secret_header, now);
    return introduction;
  }
  introduction.client = forwarded_for(head).value_or(head.peer);
  if (names.size() == 1 && is_account_name(names.front())) introduction.account = names.front();
  else if (names.size() > 1 || (names.size() == 1 && !names.front().empty())) warn(nobody_, settings_.header, now);
  return introduction;
}

bool ReverseProxy::stands_there(const std::string& peer) const {
  const auto address = read_ip_address(peer);
  return address && std::ranges::find(settings_.from, *address) != settings_.from.end();
}

void ReverseProxy::warn(Warning& warning, const std::string& header, Time now) const {
  const std::lock_guard lock(mutex_);
  if (warning.told && now - *warning.told < between_warnings) return;
  warning.told = now;
  observe::log(observe::Level::warn, "admin", warning.what + header);
}

}  // namespace sluss::admin
