// Who asks, and may they: decided by a request's head alone, before anything reads its body.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "admin/reverse_proxy.h"
#include "admin/route.h"
#include "http/serving.h"

namespace sluss::admin {

/// What the gate knows of the place it stands at.
struct Gateway {
  std::vector<std::string> names;  ///< what this server is called in a request's Host, without the port; besides
                                   ///< localhost and addresses of this machine's own
  bool encrypted = false;          ///< it speaks TLS itself
  std::optional<config::ProxySettings> proxy = {};  ///< none: no proxy is believed
};

/// A request that may be handled.
struct Admitted {
  const Route* route = nullptr;
  std::map<std::string, std::string> parts;  ///< of path and query
  Visitor visitor;
  Introduction introduction;
};

class Gate {
 public:
  Gate(Gateway gateway, const std::vector<Route>& routes, Door& door);

  /// Throws Problem, in this order: the Host is not ours (421), no such path (404) or method (405), nobody who is known
  /// (401) or one who has tried too often (429), not allowed (403), no proof that the page in the browser is ours
  /// (403), a body that is no JSON (415), a query that means nothing here (400).
  [[nodiscard]] Admitted admit(const http::RequestHead& head, store::Accounts& accounts, Instant now) const;

 private:
  [[nodiscard]] bool is_ours(const http::RequestHead& head) const;
  [[nodiscard]] Visitor visitor(const http::RequestHead& head, const Introduction& introduction, Sessions::Use use,
                                store::Accounts& accounts, Instant now) const;
  [[nodiscard]] Visitor by_token(std::string_view token, const std::string& client, store::Accounts& accounts,
                                 Instant now) const;
  [[nodiscard]] Visitor by_session(const std::string& id, const std::string& introduced, Sessions::Use use,
                                   store::Accounts& accounts, Instant now) const;

  Gateway gateway_;
  const std::vector<Route>& routes_;
  Door& door_;
  std::optional<ReverseProxy> proxy_;
};

/// `__Host-`: a browser takes it from an encrypted (or this very) host alone, and gives it to no other.
inline constexpr std::string_view cookie_name = "__Host-sluss";
/// Of a browser that has gone to the organisation's sign-on.
inline constexpr std::string_view ticket_name = "__Host-sluss-sign-on";

/// The value of a cookie; empty when there is none.
[[nodiscard]] std::string cookie_in(const http::RequestHead& head, std::string_view name);
/// As a header sets it; an empty id takes it away.
[[nodiscard]] std::string session_cookie(const std::string& id);

}  // namespace sluss::admin
