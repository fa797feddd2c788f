#include "admin/problem.h"

#include <boost/beast/http/status.hpp>

#include "base/json.h"

namespace sluss::admin {
namespace {

unsigned status_of(Fault fault) {
  switch (fault) {
    case Fault::config:
    case Fault::data:
    case Fault::rejected: return 422;
    case Fault::unavailable:
    case Fault::cancelled:
    case Fault::store: return 503;
    case Fault::throttled: return 429;
    case Fault::denied: return 403;
    case Fault::unknown_outcome: return 409;
    case Fault::internal: return 500;
  }
  return 500;
}

}  // namespace

http::Reply reply_of(const Problem& problem) {
  auto body = Value::object();
  body["title"] = std::string(boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(problem.status)));
  body["status"] = static_cast<std::int64_t>(problem.status);
  body["detail"] = problem.detail;
  http::Reply reply{problem.status, to_json(body), problem.retry_after, "application/problem+json"};
  if (!problem.allow.empty()) reply.headers.emplace_back("Allow", problem.allow);
  return reply;
}

Problem problem_of(const Error& error) {
  const auto wait = error.retry_after ? static_cast<unsigned>(error.retry_after->count()) : 0U;
  return {status_of(error.fault), error.what, wait, {}};
}

}  // namespace sluss::admin
