// A request to the admin API, from its first byte to the moment before it is handled: the server's parser, the gate
// with two accounts behind it, and the body. What may do something must have brought what opens it.
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
constexpr std::string_view token = "sluss-token";

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
  head.peer = "192.0.2.1";
  return Whole{std::move(head), parser.get().body()};
}

std::string broken_problem(const Problem& problem) {
  if (problem.status < 400 || problem.status > 499) return "refused with " + std::to_string(problem.status);
  return broken_text({Fault::data, problem.detail});
}

std::string broken_admission(const Admitted& admitted, const std::string& bytes,
                             const admin::Sessions::Begun& session) {
  const auto& access = admitted.route->access;
  for (const auto& [name, part] : admitted.parts)
    if (!is_utf8(part) || has_control(part)) return "a part that is no text: " + name;
  if (access.who == Access::Who::everybody) return {};
  const auto& visitor = admitted.visitor;
  if (visitor.name.empty()) return "nobody was let in";
  if (access.who == Access::Who::role && !visitor.roles.has(access.role)) return "let in without the role";
  const auto brought = [&](std::string_view what) { return bytes.find(what) != std::string::npos; };
  if (visitor.name == "grafana") return brought(token) ? "" : "let in without the token";
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
  const auto session = door.sessions.begin("karin", std::chrono::steady_clock::now());
  auto text = replaced(std::string(bytes), stands_for_session, session.id);
  text = replaced(std::move(text), stands_for_csrf, session.session.csrf);
  const auto request = parsed(text);
  if (!request) return {};
  TwoAccounts accounts;
  const admin::Gate gate({{"sluss.region.example"}}, admin::all_routes(), door);
  try {
    const auto admitted = gate.admit(request->head, accounts, Instant{});
    if (auto broken = broken_admission(admitted, text, session); !broken.empty()) return broken;
    return broken_body(request->body, *admitted.route);
  } catch (const Problem& problem) {
    return broken_problem(problem);
  }
}

}  // namespace sluss::fuzz
