// A request to the admin API, from its first byte to the moment before it is handled: the server's parser, the gate
// with two accounts behind it and a reverse proxy before it, and the body. What may do something must have brought what
// opens it, and who is named must have come with the proxy's secret.
#include <boost/asio/buffer.hpp>

#include "admin/gate.h"
#include "base/digest.h"
#include "base/json.h"
#include "fuzz/part.h"
#include "http/request.h"

namespace sluss::fuzz {
namespace {

using admin::Access;
using admin::Admitted;
using admin::Problem;
using store::Account;
using store::AccountKind;
using store::Role;

/// What the seeds and the fuzzer write where a session's cookie and what proves its page would stand.
constexpr std::string_view stands_for_session = "SESSION", stands_for_csrf = "CSRFTOKEN";
/// The same of a session that holds while the proxy names its person.
constexpr std::string_view stands_for_introduced = "INTRODUCED";
constexpr auto proxy_secret = "sluss-proxy-secret";
constexpr std::string_view token = "sluss-token";
constexpr auto sender = "192.0.2.1";

class TwoAccounts final : public store::Accounts {
 public:
  Result<std::vector<Account>> list() override { return std::vector{person_, program_}; }
  Result<std::optional<Account>> find(const std::string& name) override {
    return name == person_.name ? std::optional(person_) : std::nullopt;
  }
  Result<std::optional<Account>> with_token(const Digest& given) override {
    return given == digest(token) ? std::optional(program_) : std::nullopt;
  }
  Result<void> set(const Account& /*account*/) override { return {}; }
  Result<void> remove(const std::string& /*name*/) override { return {}; }

 private:
  Account person_{"karin", AccountKind::person, {Role::viewer, Role::admin}, "", {}};
  Account program_{"grafana", AccountKind::program, {Role::viewer, Role::operate}, "", {}};
};

std::string replaced(std::string text, std::string_view what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

struct Whole {
  http::RequestHead head;
  std::string body;
};

/// As a server would: the head first, then what follows of the body. Nullopt: it is refused, or more is waited for.
std::optional<Whole> parsed(const std::string& bytes) {
  http::RequestParser parser;
  http::set_limits(parser);
  parser.eager(true);
  boost::beast::error_code code;
  std::size_t at = 0;
  while (at < bytes.size() && !parser.is_done()) {
    const auto taken = parser.put(boost::asio::buffer(bytes.data() + at, bytes.size() - at), code);
    if (code || taken == 0) return std::nullopt;
    at += taken;
  }
  if (!parser.is_done()) return std::nullopt;
  auto head = http::head_of(parser);
  head.peer = sender;
  return Whole{std::move(head), parser.get().body()};
}

std::string broken_problem(const Problem& problem) {
  if (problem.status < 400 || problem.status > 499) return "refused with " + std::to_string(problem.status);
  return broken_text({Fault::data, problem.detail});
}

struct Sessions {
  admin::Sessions::Begun own, introduced;
};

std::string broken_admission(const Admitted& admitted, const std::string& bytes, const Sessions& sessions) {
  const auto& access = admitted.route->access;
  for (const auto& [name, part] : admitted.parts)
    if (!is_utf8(part) || has_control(part)) return "a part that is no text: " + name;
  const auto brought = [&](std::string_view what) { return bytes.find(what) != std::string::npos; };
  const auto& named = admitted.introduction.account;
  if (!named.empty() && (!brought(proxy_secret) || !brought(named))) return "somebody is named by nobody";
  if (admitted.introduction.client != sender && !brought(proxy_secret)) return "another address without the secret";
  if (access.who == Access::Who::everybody) return {};
  const auto& visitor = admitted.visitor;
  if (visitor.name.empty()) return "nobody was let in";
  if (access.who == Access::Who::role && !visitor.roles.has(access.role)) return "let in without the role";
  if (visitor.name == "grafana") return brought(token) ? "" : "let in without the token";
  const bool introduced = visitor.session == sessions.introduced.id;
  if (introduced && named != visitor.name) return "let in though the proxy does not name them";
  const auto& session = introduced ? sessions.introduced : sessions.own;
  if (!brought(session.id)) return "let in without the cookie";
  const bool looks = admitted.route->method == "GET";
  return looks || brought(session.session.csrf) ? "" : "a change without what proves the page";
}

std::string broken_body(const std::string& body, const admin::Route& route) {
  if (route.body.is_null()) return {};
  const auto value = parse_json(body);
  if (!value) return broken_error(value.error());
  const auto fault = admin::shape::fault_of(*value, route.body, "");
  return fault.empty() ? "" : broken_text({Fault::data, fault});
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  admin::Door door;
  const auto now = std::chrono::steady_clock::now();
  const Sessions sessions{door.sessions.begin("karin", now), door.sessions.begin("karin", now, admin::Way::proxy)};
  auto text = replaced(std::string(bytes), stands_for_session, sessions.own.id);
  text = replaced(std::move(text), stands_for_introduced, sessions.introduced.id);
  text = replaced(std::move(text), stands_for_csrf, sessions.own.session.csrf);
  const auto request = parsed(text);
  if (!request) return {};
  TwoAccounts accounts;
  const config::ProxySettings proxy{{sender}, "X-Remote-User", "X-Proxy-Secret", Secret(proxy_secret)};
  const admin::Gate gate({{"sluss.region.example"}, false, proxy}, admin::all_routes(), door);
  try {
    const auto admitted = gate.admit(request->head, accounts, Instant{});
    if (auto broken = broken_admission(admitted, text, sessions); !broken.empty()) return broken;
    return broken_body(request->body, *admitted.route);
  } catch (const Problem& problem) {
    return broken_problem(problem);
  }
}

}  // namespace sluss::fuzz
